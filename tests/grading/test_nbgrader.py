"""nbgrader gives each learner their own points, whoever comes before or after, and nobody cleans up."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import nbformat
import pytest

from helpers.authoring.proof_file import read as read_proof
from helpers.checks import load
from helpers.cli import main
from helpers.course import course
from helpers.engine import plugins
from helpers.grading import hermetic
from tests.engine.waiting import until
from tests.grading.nbgrader import Course, worth

pytestmark = pytest.mark.engine
HANG = "%%bash\ndocker run --name half busybox true\nsleep 100000"
CASES = [
    ("ko", "00_ready", ("solved", "untouched", "hello 2", "solved")),
    ("en", "02_image_container", ("solved", "untouched")),
    ("ko", "03_commit_diff", ("commit 0", "solved")),
]
EVERY = os.environ.get("COURSE_NBGRADER") == "all"  # make nbgrader: an hour


def everything() -> list[tuple[str, str, tuple[str, ...]]]:
    """All lessons; between all misses a solved and an untouched one in turn."""
    cases = []
    for number, lesson in enumerate(paper for paper in course().lessons if not plugins.lacking(paper)):
        proof = read_proof(lesson.folder)
        misses = [
            f"{task.id} {at}" for task in load(lesson.name).tasks for at in range(len(proof.misses(task.id)))
        ]
        turn = itertools.cycle(("solved", "untouched"))
        order = tuple(itertools.chain.from_iterable((next(turn), miss) for miss in misses))
        cases.append((course().languages[number % 2], lesson.name, (*order, "solved", "untouched", "solved")))
    return cases


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `course build --nbgrader` writes."""
    root = tmp_path_factory.mktemp("nbgrader")
    assert main(["build", "--nbgrader", str(root)]) == 0
    return root


@pytest.mark.parametrize(("lang", "lesson", "order"), everything() if EVERY else CASES)
def test_the_marks_are_the_same_in_every_order(courses, lang, lesson, order):
    desk = Course(courses / lang)
    desk.release(lesson)
    students = {f"{number:03d}": kind for number, kind in enumerate(order)}
    for student, kind in students.items():
        desk.submit(lesson, student, kind)
    found = desk.grade(lesson, COURSE_LANG=lang)
    assert found == {student: worth(lesson, kind) for student, kind in students.items()}
    until(lambda: not left_behind(), what="the engine of the last notebook is removed")


def left_behind() -> list[str]:
    """Engines whose notebook's kernel has ended; another worker's are in use."""
    return [home.name for home in hermetic.homes().iterdir() if not Path(f"/proc/{home.name}").exists()]


@pytest.mark.skipif(not EVERY, reason="waits for a time-out: make nbgrader")
def test_after_a_cell_that_hangs_and_a_lost_check_the_others_get_their_points(courses):
    desk, lesson = Course(courses / "en"), "00_ready"
    desk.release(lesson)
    for student in ("1-hangs", "2-untouched", "3-solved"):
        desk.submit(lesson, student, "untouched" if student[0] == "2" else "solved")
    book = desk.root / "submitted" / "1-hangs" / lesson / f"{lesson}.ipynb"
    made = nbformat.read(book, as_version=4)
    answers = [cell for cell in made.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    answers[-1].source = HANG
    made.cells = [cell for cell in made.cells if cell.metadata.get("nbgrader", {}).get("grade_id") != "start"]
    first = next(cell for cell in made.cells if cell.cell_type == "code")
    first.source = f'from helpers.notebook import draw, lab\nlab.open("{lesson}")\n{first.source}'
    nbformat.write(made, book)
    config = desk.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace("timeout = 300", "timeout = 60"))
    found = desk.grade(lesson)
    assert found["2-untouched"] == 0
    assert found["3-solved"] == worth(lesson, "solved")
    assert 0 < found["1-hangs"] < worth(lesson, "solved")
