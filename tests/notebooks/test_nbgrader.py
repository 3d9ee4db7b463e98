"""nbgrader grades real lessons on a real engine as the course does: all points when solved, less untouched."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.checks import grade, load
from helpers.editions.build import Build, Site
from helpers.editions.workspace import prepare
from tests.classroom import Classroom, Grade

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("engine", "clean")]
each = pytest.mark.parametrize(
    ("lang", "lesson"), [("ko", "00_ready"), ("en", "02_image_container"), ("ko", "03_commit_diff")]
)


@pytest.fixture
def classroom(tmp_path: Path, lang: str, lesson: str, monkeypatch: pytest.MonkeyPatch) -> Classroom:
    """A course directory with the lesson as its one assignment, and the lesson's language in force."""
    monkeypatch.setenv("COURSE_LANG", lang)
    made = Classroom(tmp_path / "nbgrader")
    Build(Site.here()).write_solved(made.root / "solved")
    made.release(lesson, lang, made.root / "solved" / lang / f"{lesson}.ipynb")
    return made


@each
def test_the_solved_notebook_gets_all_points(classroom: Classroom, lang: str, lesson: str) -> None:
    points = load(lesson).points
    found = classroom.grade(lesson, "solver", classroom.root / "solved" / lang / f"{lesson}.ipynb")
    assert found == Grade(points, points, needs_manual_grade=False)


@each
def test_an_untouched_notebook_gets_what_the_course_gives(
    classroom: Classroom, lang: str, lesson: str
) -> None:
    points = load(lesson).points
    found = classroom.grade(lesson, "idler", prepare(lang) / f"{lesson}.ipynb")
    assert found == Grade(grade(lesson).points, points, needs_manual_grade=False)
    assert found.score < points
