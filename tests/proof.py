"""Prove a lesson on a real engine: every task fails untouched, fails on each mistake, passes when solved."""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import dataclass, field

import docker

from helpers.checks import PASSED, Miss, Result, grade, load, misses
from helpers.course import lesson as find_lesson
from helpers.editions.source import BEGIN, END, read
from helpers.engine import Engine, translate
from helpers.launch.server import environment

SHELL_TIMEOUT = 180  # seconds for one solution; the longest ones install packages


def solutions(lesson: str) -> dict[str, str]:
    """Task id to the shell commands of its solution, as they stand in the lesson's source."""
    cells = read(find_lesson(lesson).folder).cells
    return {cell.task: _commands(cell.text) for cell in cells if cell.task}


def _commands(cell: str) -> str:
    first, _newline, rest = cell.partition("\n")
    assert first.strip() == "%%bash", f"a solution is a %%bash cell, not {first!r}"
    return "\n".join(line for line in rest.splitlines() if line.strip() not in (BEGIN, END))


@dataclass
class Proof:
    """Works through one lesson and collects what is wrong, so that one run shows everything."""

    lesson: str
    engine: Engine
    folder: str
    wrong: list[str] = field(default_factory=list)

    def run(self) -> list[str]:
        """The whole lesson; what was wrong, one line each."""
        demands, mistakes, answers = load(self.lesson), misses(self.lesson), solutions(self.lesson)
        self.note(set(mistakes) == {one.id for one in demands.tasks}, "misses.py does not name the tasks")
        for one in demands.tasks:
            self.note(len(mistakes.get(one.id, ())) >= 1, f"{one.id}: no near-miss")
            self.fails(one.id, "untouched")
            for miss in mistakes.get(one.id, ()):
                self.explains(one.id, miss, self.shell(miss.do))
                self.fails(one.id, miss.name, miss.says, miss.status)
                self.shell(miss.undo, strict=True)
            self.fails(one.id, "after its mistakes were taken back")
            self.shell(answers[one.id], strict=True)
            result = self.judge(one.id)
            self.note(result.status == PASSED, f"{one.id}: solved, but {result.status}: {result.text()}")
        report = grade(self.lesson, api=self.api)
        self.note(report.points == report.max_points, f"at the end: {report.text()}")
        return self.wrong

    @property
    def api(self) -> docker.APIClient:
        """A new client each time: the proof must not depend on what an old one remembers."""
        return self.engine.client().api

    def judge(self, task_id: str) -> Result:
        """One task's outcome now."""
        return grade(self.lesson, task_id, api=self.api).tasks[0]

    def fails(self, task_id: str, case: str, says: str = "", status: str = "") -> None:
        """The task must not pass, and must say what fits."""
        result = self.judge(task_id)
        words = " ".join((result.message, result.expected, result.found, result.hint))
        self.note(result.status != PASSED, f"{task_id}: {case}: passes: {result.message}")
        self.note(says in words, f"{task_id}: {case}: does not say {says!r} but {words!r}")
        self.note(status in ("", result.status), f"{task_id}: {case}: is {result.status}: {words!r}")
        self.note("Traceback" not in words, f"{task_id}: {case}: shows a traceback")

    def explains(self, task_id: str, miss: Miss, said: str) -> None:
        """What a command of a mistake printed must be known, where the engine refused it."""
        if miss.explained:
            known = translate(said)
            right = known is not None and known.code == miss.explained
            self.note(right, f"{task_id}: {miss.name}: explained as {known}: {said[-300:]!r}")

    def note(self, right: bool, what: str) -> None:
        """Collect what is wrong."""
        if not right:
            self.wrong.append(what)

    def shell(self, commands: str, strict: bool = False) -> str:
        """Run a learner's commands against the engine; `strict`: they have to succeed. What they print."""
        with subprocess.Popen(
            ["bash", "-c", commands],
            cwd=self.folder,
            env=environment(os.environ, self.engine.env()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as shell:
            try:
                said, _none = shell.communicate(timeout=SHELL_TIMEOUT)
            except subprocess.TimeoutExpired:
                os.killpg(shell.pid, signal.SIGKILL)
                self.note(False, f"no end within {SHELL_TIMEOUT} s: {commands!r}")
                return ""
        self.note(
            not strict or shell.returncode == 0,
            f"exit {shell.returncode} of {commands!r}: {said.strip()[-300:]}",
        )
        return said
