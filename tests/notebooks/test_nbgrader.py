"""nbgrader grades real lessons on a real engine as the course does: all points when solved, fewer untouched."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.checks import grade, load
from helpers.editions.build import Build, Site
from helpers.editions.workspace import prepare
from tests.classroom import Classroom, Grade

LESSONS = [("ko", "00_ready"), ("en", "02_image_container"), ("ko", "03_commit_diff")]
pytestmark = [
    pytest.mark.engine,
    pytest.mark.usefixtures("engine", "clean"),
    # nbgrader reads a submission that it has not added yet
    pytest.mark.filterwarnings("ignore:Object of type <Submitted"),
]
each = pytest.mark.parametrize(("lang", "lesson"), LESSONS)


@pytest.fixture(scope="session")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A course directory in which each lesson is an assignment."""
    made = Classroom(tmp_path_factory.mktemp("nbgrader"))
    Build(Site.here()).write_solved(made.root / "solved")
    for lang, lesson in LESSONS:
        made.release(lesson, lang, solved(made, lang, lesson))
    return made


@pytest.fixture(autouse=True)
def _language(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_LANG", lang)


@each
def test_the_solved_notebook_gets_all_points(classroom: Classroom, lang: str, lesson: str) -> None:
    points = load(lesson).points
    found = classroom.grade(lesson, "solver", solved(classroom, lang, lesson))
    assert found == Grade(points, points, needs_manual_grade=False)


@each
def test_an_untouched_notebook_gets_what_the_course_gives(
    classroom: Classroom, lang: str, lesson: str
) -> None:
    points = load(lesson).points
    found = classroom.grade(lesson, "idler", prepare(lang) / f"{lesson}.ipynb")
    assert found == Grade(grade(lesson).points, points, needs_manual_grade=False)
    assert found.score < points


def solved(classroom: Classroom, lang: str, lesson: str) -> Path:
    return classroom.root / "solved" / lang / f"{lesson}.ipynb"
