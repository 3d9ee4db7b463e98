"""What a learner hands in: one archive with notebooks, the lessons' files, the tapes, and a signed list.

manifest.json       who and when, and the SHA-256 of every other file; signature.json is over its bytes
tapes/LESSON.json   see helpers.grading.tape
report.json         the points as the learner saw them
journal.jsonl       what happened on the engine, the lessons' part
commands.jsonl      what was typed in the course's terminal, if that was recorded
notebooks/LANG/…    the learner's notebooks without outputs, and what stands beside them
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from helpers import i18n, paths
from helpers.atomic import replacing, writing
from helpers.course import course
from helpers.grading.keys import Membership
from helpers.grading.redact import masked
from helpers.i18n import _

VERSION = 1
SUFFIX = ".course.tar.gz"
MANIFEST, SIGNATURE = "manifest.json", "signature.json"
LARGEST_FILE = 2_000_000  # bytes of one file of the learner's
LARGEST = 30_000_000  # bytes of all of them
SECRET_FILES = (
    ".env",
    ".netrc",
    ".npmrc",
    ".pypirc",
    "id_rsa",
    "id_ed25519",
    "config.json",
    ".git-credentials",
)
SECRET_ENDS = (".pem", ".key", ".p12", ".pfx", ".kdbx")
READABLE = 0o644


@dataclass(frozen=True)
class Handin:
    """What is in an archive: its files by name, and files of the learner's that were left out with why."""

    files: Mapping[str, bytes]
    left_out: Mapping[str, str]

    @property
    def size(self) -> int:
        """Bytes before packing."""
        return sum(map(len, self.files.values()))


def pack(handin: Handin, who: Membership | None, seed: str, engine: str, out: Path) -> str:
    """Write the archive; the SHA-256 of the file. Raises CourseError if it cannot be written.

    `seed` is what the learner's values were drawn from, `engine` the ID of the engine that was asked.
    """
    manifest = {
        "version": VERSION,
        "course": version(),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "lang": i18n.language(),
        "class": who.class_id if who else None,
        "learner": who.number if who else None,
        "seed": seed,
        "engine": hashlib.sha256(engine.encode()).hexdigest() if engine else "",
        "files": {name: hashlib.sha256(body).hexdigest() for name, body in sorted(handin.files.items())},
    }
    told = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    signed = {"public": who.public, "signature": who.sign(told)} if who else {}
    files = {MANIFEST: told, SIGNATURE: json.dumps(signed).encode(), **handin.files}
    packed = gzip.compress(_tar(files), mtime=0)
    with writing(out), replacing(out, mode=READABLE) as file:
        file.write(packed)
    return hashlib.sha256(packed).hexdigest()


def version() -> str:
    """Which lessons these are: a digest of everything that judges, to tell an older copy apart."""
    digest = hashlib.sha256()
    for lesson in course().lessons:
        for path in sorted([*lesson.folder.glob("*.py"), lesson.folder / "lesson.md"]):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def notebooks(lang: str) -> tuple[dict[str, bytes], dict[str, str]]:
    """The learner's notebooks and files in a language by their name in the archive; what is left out, and why."""
    folder = paths.work() / lang
    files: dict[str, bytes] = {}
    left: dict[str, str] = {}
    room = LARGEST
    for lesson in course().lessons:
        notebook = folder / f"{lesson.name}.ipynb"
        found = [notebook] if notebook.exists() else []
        found += [
            path for path in sorted((folder / lesson.name).rglob("*")) if path.is_file() or path.is_symlink()
        ]
        for path in found:
            name = f"notebooks/{lang}/{path.relative_to(folder)}"
            if why := _unfit(path, room):
                left[name] = why
                continue
            body = _read(path, left, name)
            if body is not None:
                files[name] = body
                room -= len(body)
    return files, left


def _unfit(path: Path, room: int) -> str:
    """Why a file is not handed in, or ""."""
    if path.is_symlink():
        return _("다른 곳을 가리키는 링크입니다.")
    if path.name in SECRET_FILES or path.suffix in SECRET_ENDS:
        return _("비밀 값이 들어 있을 수 있는 파일입니다.")
    if ".ipynb_checkpoints" in path.parts:
        return _("JupyterLab의 사본입니다.")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        return _("{size:.0f} MB로 너무 큽니다.").format(size=size / 1e6)
    return _("파일이 모두 합쳐 너무 큽니다.") if size > room else ""


def _read(path: Path, left: dict[str, str], name: str) -> bytes | None:
    try:
        body = path.read_bytes()
    except OSError as error:
        left[name] = str(error.strerror or error)
        return None
    if path.suffix == ".ipynb":
        return _without_outputs(body)
    try:
        return masked(body.decode()).encode()
    except UnicodeDecodeError:
        return body


def _without_outputs(body: bytes) -> bytes:
    """A notebook's cells: an output may hold whatever the machine printed, and grading needs none."""
    try:
        book: dict[str, Any] = json.loads(body)
        for cell in book["cells"]:
            cell["source"] = masked("".join(cell["source"]))
            if cell.get("cell_type") == "code":
                cell["outputs"], cell["execution_count"] = [], None
        return (json.dumps(book, ensure_ascii=False, indent=1) + "\n").encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return masked(body.decode("utf-8", "replace")).encode()


def _tar(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, body in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(body), READABLE
            tar.addfile(member, io.BytesIO(body))
    return made.getvalue()
