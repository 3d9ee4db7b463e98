"""Learners of a class, made on real engines: each with a state and a folder of their own."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.authoring.proof_file import read as read_proof
from helpers.authoring.prove import solutions
from helpers.checks import load
from helpers.course import lesson as find_lesson
from helpers.grading.classfile import Class
from helpers.grading.keys import Membership
from helpers.paths import ROOT

TIMEOUT = 900  # seconds of one command
BEGIN = """
import sys
from helpers.checks.run import connect
from helpers.editions.workspace import prepare
from helpers.grading.membership import join
from helpers.lab import Baseline
join(sys.argv[1]), prepare(sys.argv[2]), Baseline.of(connect().api)
"""


@dataclass(frozen=True)
class Seat:
    """Where one learner works: an engine, and folders of their own."""

    root: Path
    engine: str
    lang: str

    @property
    def environ(self) -> dict[str, str]:
        """What their programs see."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        not_theirs = ("PYTEST_", "COURSE_")
        mine = {name: value for name, value in os.environ.items() if not name.startswith(not_theirs)}
        return mine | {
            "DOCKER_HOST": self.engine,
            "COURSE_STATE": str(self.root / "state"),
            "COURSE_WORK": str(self.root / "work"),
            "COURSE_LANG": self.lang,
            "PYTHONPATH": str(ROOT),
            "PATH": path,
        }

    @property
    def folder(self) -> Path:
        """Where their notebooks are."""
        return self.root / "work" / self.lang

    def run(self, *command: str, stdin: str = "") -> str:
        """What a command printed; it has to succeed."""
        done = subprocess.run(
            command, cwd=self.folder if self.folder.is_dir() else self.root, env=self.environ, input=stdin,
            text=True, capture_output=True, timeout=TIMEOUT,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def course(self, *arguments: str) -> str:
        """What `course …` printed."""
        return self.run(sys.executable, "-m", "helpers", *arguments)

    def begin(self, who: Membership) -> None:
        """Join, get the files, and let the course meet the engine."""
        self.root.mkdir(parents=True, exist_ok=True)
        self.run(sys.executable, "-c", BEGIN, who.code(), self.lang)

    def solve(self, lesson: str, tasks: Sequence[str], miss: str = "") -> None:
        """Do these tasks as the lesson solves them, then make the first mistake that is listed for `miss`."""
        answers = solutions(lesson)
        for task in tasks:
            self.run("bash", "-c", f"set -e\n{answers[task]}")
        if miss:
            proof = read_proof(find_lesson(lesson).folder)
            self.run("bash", "-c", f"{proof.common}\n{proof.misses(miss)[0].commands}\ntrue")

    def submit(self, out: Path) -> Path:
        """Hand in."""
        self.course("submit", "--out", str(out))
        return out


def first(lesson: str, count: int) -> list[str]:
    """The first tasks of a lesson."""
    return [task.id for task in load(lesson).tasks][:count]


def worth(lesson: str, tasks: Sequence[str]) -> int:
    """The points of these tasks."""
    return sum(task.points for task in load(lesson).tasks if task.id in tasks)


def repacked(source: Path, target: Path, change: Callable[[dict[str, bytes]], dict[str, bytes]]) -> Path:
    """A hand-in with other files in it, as somebody makes it who has read this program."""
    with tarfile.open(source) as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar}
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for name, body in change(files).items():
            member = tarfile.TarInfo(name)
            member.size = len(body)
            tar.addfile(member, io.BytesIO(body))
    target.write_bytes(gzip.compress(made.getvalue()))
    return target


def stolen(group: Class, thief: int) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """A classmate's hand-in under one's own name, number, seed and signature."""
    return signed_again(group, thief, lambda files: files)


def signed_again(
    group: Class, number: int, change: Callable[[dict[str, bytes]], dict[str, bytes]]
) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """Files changed, and the list made and signed anew by a learner who has read this program."""

    def made(files: dict[str, bytes]) -> dict[str, bytes]:
        who = group.membership(number)
        changed = change(dict(files))
        manifest = json.loads(changed.pop("manifest.json"))
        changed.pop("signature.json")
        manifest |= {"learner": number, "seed": who.seed, "class": group.id}
        manifest["files"] = {name: hashlib.sha256(body).hexdigest() for name, body in changed.items()}
        told = json.dumps(manifest).encode()
        signature = json.dumps({"public": who.public, "signature": who.sign(told)}).encode()
        return {"manifest.json": told, "signature.json": signature, **changed}

    return made


def forged(lesson: str, task: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """A tape that only says that a task passed."""

    def change(files: dict[str, bytes]) -> dict[str, bytes]:
        name = f"tapes/{lesson}.json"
        tape = json.loads(files[name])
        tape["tape"]["tasks"][task] |= {"status": "passed", "earned": {}, "earned_at": 1}
        return files | {name: json.dumps(tape).encode()}

    return change


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


def _tar(files: dict[str, bytes], *, twice: bool = False) -> bytes:
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
