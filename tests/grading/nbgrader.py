"""nbgrader's own command line on a course directory as `course build --nbgrader` writes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from helpers.authoring.proof_file import read as read_proof
from helpers.checks import load
from helpers.course import lesson as find_lesson
from helpers.launch.server import environment
from helpers.paths import ROOT

PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
DOES = {("03_commit_diff", "fresh 2"): ("commit",)}  # mistakes of a task that are the work of a later one
TIMEOUT = 7200  # seconds of one command; it executes every submission of a lesson


class Course:
    """One course directory."""

    def __init__(self, root: Path):
        self.root = root

    def release(self, lesson: str) -> None:
        """Make the assignment out of the solved notebook."""
        self.command("generate_assignment", lesson)

    def submit(self, lesson: str, student: str, kind: str) -> None:
        """Hand in the notebook that `kind` names: solved, untouched, or a miss by `TASK number`."""
        folder = self.root / "submitted" / student / lesson
        shutil.copytree(self.root / "release" / lesson, folder)
        book = folder / f"{lesson}.ipynb"
        made = nbformat.read(book, as_version=4)
        answers = answers_of(lesson, kind, self.root / "source" / lesson / f"{lesson}.ipynb")
        for cell in made.cells:
            cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
        nbformat.write(made, book)

    def grade(self, lesson: str, **environ: str) -> dict[str, float]:
        """Every submission of a lesson, in nbgrader's own order; the points by student."""
        self.command("autograde", lesson, "--create", **environ)
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as book:
            found = book.assignment_submissions(lesson)
            assert not any(entry.needs_manual_grade for entry in found)
            return {entry.student.id: entry.score for entry in found}

    def command(self, name: str, lesson: str, *options: str, **environ: str) -> None:
        """One command of nbgrader; the tests' own state and engine are kept out of it."""
        ours = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        more = {"PATH": PATH, "PYTHONPATH": str(ROOT), "JUPYTER_CONFIG_DIR": str(self.root), **environ}
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", name, lesson, *options],
            cwd=self.root,
            env=environment(ours, more),
            text=True,
            capture_output=True,
            timeout=TIMEOUT,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def answers_of(lesson: str, kind: str, solved: Path) -> dict[str, str]:
    """What stands in the answer cells, by their id."""
    if kind == "untouched":
        return {}
    cells = nbformat.read(solved, as_version=4).cells
    graded = [
        cell.metadata["nbgrader"] | {"source": cell.source} for cell in cells if "nbgrader" in cell.metadata
    ]
    answers: dict[str, str] = {}
    task, number = kind.split() if " " in kind else ("", "0")
    proof = read_proof(find_lesson(lesson).folder)
    for cell, following in zip(graded, [*graded[1:], {}], strict=True):
        if cell["solution"]:
            answers[cell["grade_id"]] = cell["source"]
        if following.get("grade_id") == f"{lesson[:2]}-{task}":
            miss = proof.misses(task)[int(number)].commands
            return answers | {cell["grade_id"]: f"%%bash\n{proof.common}\n{miss}"}
    assert not task, f"{lesson} has no task {task}"
    return answers


def worth(lesson: str, kind: str) -> int:
    """The points that a kind of submission has to get: those of the tasks before a miss, and what it does."""
    spec = load(lesson)
    if kind in ("solved", "untouched"):
        return spec.points if kind == "solved" else 0
    ids = [entry.id for entry in spec.tasks]
    done = {*ids[: ids.index(kind.split()[0])], *DOES.get((lesson, kind), ())}
    return sum(entry.points for entry in spec.tasks if entry.id in done)
