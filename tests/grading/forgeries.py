"""What somebody makes of hand-ins who has read this program, and files that are none."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import tarfile
from collections.abc import Callable
from pathlib import Path

from helpers.checks.drawing import drawing_of
from helpers.course import course
from helpers.grading.classfile import Class

LONG = 8  # letters of a drawn value that stands nowhere by chance
Files = dict[str, bytes]
Change = Callable[[Files], Files]


def repacked(source: Path, target: Path, change: Change) -> Path:
    """A hand-in with other files in it, as somebody makes it who has read this program."""
    target.write_bytes(gzip.compress(_tar(change(contents(source)))))
    return target


def stolen(group: Class, thief: int) -> Change:
    """A classmate's hand-in under one's own name, number, seed and signature."""
    return signed_again(group, thief, lambda files: files)


def signed_again(group: Class, number: int, change: Change, engine: str = "") -> Change:
    """Files changed, and the list made and signed anew by a learner who has read this program.

    `engine` is what the list says of it instead of the truth.
    """

    def made(files: Files) -> Files:
        who = group.membership(number)
        changed = change(dict(files))
        manifest = json.loads(changed.pop("manifest.json"))
        changed.pop("signature.json")
        manifest |= {"learner": number, "seed": who.seed, "class": group.id}
        manifest["engine"] = engine or manifest["engine"]
        manifest["files"] = {name: hashlib.sha256(body).hexdigest() for name, body in changed.items()}
        told = json.dumps(manifest).encode()
        signature = json.dumps({"public": who.public, "signature": who.sign(told)}).encode()
        return {"manifest.json": told, "signature.json": signature, **changed}

    return made


def forged(lesson: str, task: str) -> Change:
    """A tape that only says that a task passed."""

    def change(files: Files) -> Files:
        name = f"tapes/{lesson}.json"
        tape = json.loads(files[name])
        tape["tape"]["tasks"][task] |= {"status": "passed", "earned": {}, "earned_at": 1}
        return files | {name: json.dumps(tape).encode()}

    return change


def rewritten(source: Path, lesson: str, group: Class, thief: int) -> Change:
    """A classmate's record with ids and times made anew and the thief's values: by it nobody can tell."""

    def change(files: Files) -> Files:
        name = f"tapes/{lesson}.json"
        handed = contents(source)
        text = handed[name].decode()
        for known in sorted(set(re.findall(r"(?<!sha256:)\b[0-9a-f]{64}\b", text))):
            other = hashlib.sha256(f"{thief} {known}".encode()).hexdigest()
            text = text.replace(known, other).replace(known[:12], other[:12])
        text = re.sub(r'(?<="time": )\d{15,}', lambda time: str(int(time[0]) + thief), text)
        theirs = json.loads(handed["manifest.json"])["seed"]
        for drawing in filter(None, (drawing_of(entry) for entry in course().lessons)):
            mine = drawing.of(group.membership(thief).seed)
            for key, value in drawing.of(theirs).values.items():
                text = text.replace(value, mine[key]) if len(value) >= LONG else text
        return files | {name: text.encode()}

    return change


def contents(source: Path) -> Files:
    """The files of a hand-in."""
    with tarfile.open(source) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def bombs(folder: Path) -> dict[str, str]:
    """Files that are no hand-ins, and what has to be said of each."""
    said = {}

    def put(name: str, body: bytes, why: str) -> None:
        (folder / name).write_bytes(body)
        said[name] = why

    put("empty.tar.gz", b"", "손상")
    put("text.tar.gz", b"hello", "손상")
    put("cut.tar.gz", gzip.compress(_tar({"manifest.json": b"{}" * 1000}))[:60], "손상")
    put("bomb.tar.gz", gzip.compress(_tar({"manifest.json": bytes(400_000_000)})), "너무 큽니다")
    put("deep.tar.gz", gzip.compress(_tar({"manifest.json": b"[" * 200_000})), "목록")
    put("other.tar.gz", gzip.compress(_tar({"hello.txt": b"x"})), "course submit")
    put("up.tar.gz", gzip.compress(_tar({"../../etc/cron.d/x": b"x", "manifest.json": b"{}"})), "손상")
    put("twice.tar.gz", gzip.compress(_tar({"manifest.json": b"{}"}, twice=True)), "두 번")
    put("types.tar.gz", gzip.compress(_tar({"manifest.json": b'{"made": 3, "version": 1}'})), "목록")
    put("link.tar.gz", gzip.compress(_link("manifest.json", "/etc/passwd")), "파일이 아닌 것")
    return said


def _tar(files: Files, *, twice: bool = False) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for name, body in [*files.items()] * (2 if twice else 1):
            member = tarfile.TarInfo(name)
            member.size = len(body)
            tar.addfile(member, io.BytesIO(body))
    return made.getvalue()


def _link(name: str, target: str) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = tarfile.SYMTYPE, target
        tar.addfile(member)
    return made.getvalue()
