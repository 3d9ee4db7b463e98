"""nbgrader itself makes an assignment of a solved edition and grades submissions of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.unit.editions_sample import LESSON, build

# Stands in for helpers.notebook, which would ask an engine: a task is done when its answer made a file.
LAB = """
from pathlib import Path

draw = None


class lab:
    def open(lesson): ...

    def check(task):
        assert Path(f"done-{task}").exists(), f"{task} is not done"

    def score(): ...
"""
ANSWERS = LESSON.replace("echo secret-answer", "touch done-run").replace(
    'answer = "secret-answer"', "open('done-tidy', 'w').close()"
)
# nbgrader's own stub is Python, which a %%bash cell would not understand.
CONFIG = "c = get_config()\nc.ClearSolutions.code_stub = {'python': '# your commands'}\n"
BOOK = "01_first.ipynb"
# nbgrader starts `alembic` by name.
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course directory of nbgrader with the assignment made and two submissions graded."""
    root = tmp_path_factory.mktemp("nbgrader")
    stub = root / "stub" / "helpers"
    stub.mkdir(parents=True)
    (stub / "__init__.py").touch()
    (stub / "notebook.py").write_text(LAB)
    build(root / "course", lesson=ANSWERS).write_solved(root / "solved")
    _copy(root / "solved/ko" / BOOK, root / "source/first")
    (root / "nbgrader_config.py").write_text(CONFIG)
    _nbgrader(root, "generate_assignment")
    _copy(root / "solved/ko" / BOOK, root / "submitted/solver/first")
    _copy(root / "release/first" / BOOK, root / "submitted/idler/first")
    _nbgrader(root, "autograde", "--create")
    return root


def test_the_assignment_that_nbgrader_releases_holds_no_answer(classroom: Path) -> None:
    text = (classroom / "release/first" / BOOK).read_text(encoding="utf-8")
    assert "done-run" not in text
    assert "done-tidy" not in text
    assert "# your commands" in text


@pytest.mark.parametrize(("student", "score"), [("solver", 5), ("idler", 0)])
def test_nbgrader_grades_by_the_points_of_the_tasks(
    classroom: Path, student: str, score: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", PATH)
    with Gradebook(f"sqlite:///{classroom}/gradebook.db") as gradebook:
        submission = gradebook.find_submission("first", student)
        assert (submission.score, submission.max_score) == (score, 5)
        assert not submission.needs_manual_grade


def _copy(notebook: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    shutil.copy(notebook, folder)


def _nbgrader(root: Path, command: str, *options: str) -> None:
    env = os.environ | {"PATH": PATH, "PYTHONPATH": str(root / "stub"), "JUPYTER_CONFIG_DIR": str(root)}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", command, "first", *options],
        cwd=root,
        env=env,
        text=True,
        capture_output=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
