"""A teacher's course directory: nbgrader makes assignments of solved notebooks and grades submissions.

nbgrader runs in this process, because each of its commands takes seconds to load. All it writes, its
database too, stays below the root.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from helpers import i18n
from helpers.editions.generated_cells import PLACEHOLDER

CELL_TIMEOUT = 300  # seconds, as for nbval; nbgrader's own 30 are short on a busy machine


@dataclass(frozen=True)
class Grade:
    """What nbgrader's gradebook says about one submission."""

    score: float
    max_score: float
    needs_manual_grade: bool


class Classroom:
    """One course directory; an assignment is called as the teacher likes."""

    def __init__(self, root: Path):
        self.root = root

    def release(self, assignment: str, lang: str, *solved: Path) -> Path:
        """Make the assignment of solved notebooks and what stands beside them; returns its folder."""
        _copy(self.root / "source" / assignment, *solved)
        stub = i18n.messages(lang).get(PLACEHOLDER, PLACEHOLDER)
        self._run(GenerateAssignment, assignment, Config(ClearSolutions={"code_stub": {"python": stub}}))
        return self.root / "release" / assignment

    def grade(self, assignment: str, student: str, notebook: Path) -> Grade:
        """Submit the notebook as the student's and grade it: its cells run in the environment of now."""
        _copy(self.root / "submitted" / student / assignment, notebook)
        config = Config(CourseDirectory={"student_id": student}, Execute={"timeout": CELL_TIMEOUT})
        self._run(Autograde, assignment, config)
        with self.gradebook() as gradebook:
            found = gradebook.find_submission(assignment, student)
            return Grade(found.score, found.max_score, found.needs_manual_grade)

    def gradebook(self) -> Gradebook:
        """nbgrader's database; to be closed by who asks for it."""
        with _programs():
            return Gradebook(f"sqlite:///{self.root}/gradebook.db")

    def _run(self, converter: type[BaseConverter], assignment: str, config: Config) -> None:
        config.CourseDirectory.root = str(self.root)
        config.CourseDirectory.assignment_id = assignment
        with _programs():
            converter(coursedir=CourseDirectory(config=config), config=config).start()


def _copy(folder: Path, *notebooks: Path) -> None:
    """Each notebook, and the files that its lesson gives to work with."""
    folder.mkdir(parents=True)
    for notebook in notebooks:
        shutil.copy(notebook, folder)
        starters = notebook.with_suffix("")
        if starters.is_dir():
            shutil.copytree(starters, folder / starters.name)


@contextlib.contextmanager
def _programs() -> Iterator[None]:
    """nbgrader starts `alembic` by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        yield
