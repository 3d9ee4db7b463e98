"""Learners of a class, made on real engines: each with a state and a folder of their own."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from helpers.authoring.proof_file import read as read_proof
from helpers.authoring.solutions import solutions
from helpers.checks import load
from helpers.course import lesson as find_lesson
from helpers.grading import terminal_log
from helpers.grading.keys import Membership
from helpers.launch.config import RC
from helpers.paths import ROOT
from tests.engine.waiting import until

ASKS = re.compile(r'eval "\$\(course assignment (\d\d) --shell\)"')
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
            "HOME": str(self.root),
            "SHELL": "/bin/bash",
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

    def solve(
        self,
        lesson: str,
        tasks: Sequence[str],
        miss: str = "",
        *,
        cells: bool = False,
        looked_up: bool = False,
    ) -> float:
        """Do these tasks as the lesson solves them, then make the first mistake that is listed for `miss`.

        With `cells` it stands in the notebook afterwards, with `looked_up` the learner's values as they are
        and no question for them. The seconds that the commands took.
        """
        answers = {
            task: f"set -e\n{self._written_out(text) if looked_up else text}"
            for task, text in solutions(lesson).items()
            if task in tasks
        }
        if miss:
            proof = read_proof(find_lesson(lesson).folder)
            answers[miss] = f"{proof.common}\n{proof.misses(miss)[0].commands}\ntrue"
        start = time.monotonic()
        for commands in answers.values():
            self.run("bash", "-c", commands)
        seconds = time.monotonic() - start
        if cells:
            self._note(lesson, answers)
        return seconds

    def type(self, *commands: str) -> None:
        """Type commands into the course's terminal and wait until each is recorded."""
        record = self.root / "state" / terminal_log.FILE
        before = len(record.read_text().splitlines()) if record.exists() else 0
        shell = ["bash", "--rcfile", str(RC), "-i"]
        self.run("script", "-qec", shlex.join(shell), "/dev/null", stdin="\n".join([*commands, "exit", ""]))
        # each is written beside the shell, by a process of its own
        until(
            lambda: record.exists() and len(record.read_text().splitlines()) >= before + len(commands),
            300,
            what=f"{len(commands)} recorded commands",
        )

    def drawn(self, lesson: str) -> dict[str, str]:
        """What a lesson drew for this learner, as `course assignment --shell` names it."""
        lines = self.course("assignment", lesson, "--shell").splitlines()
        return dict(line.split("=", 1) for line in lines)

    def _written_out(self, commands: str) -> str:
        """The commands as a person writes them, who has looked up their values."""

        def values(found: re.Match[str]) -> str:
            return "\n".join(f"{name}={value}" for name, value in self.drawn(found[1]).items())

        return ASKS.sub(values, commands)

    def _note(self, lesson: str, answers: Mapping[str, str]) -> None:
        book = self.folder / f"{lesson}.ipynb"
        made = nbformat.read(book, as_version=4)
        for cell in made.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            task = grade_id.removeprefix(f"{lesson[:2]}-").removesuffix("-answer")
            if task in answers and grade_id.endswith("-answer"):
                cell.source = f"%%bash\n{answers[task]}"
        nbformat.write(made, book)

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
