"""Every notebook runs on a real engine: the learner's without error, the solved one to full points."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from helpers.checks import grade
from helpers.course import course
from helpers.editions.build import Build, Site
from helpers.editions.workspace import prepare
from tests.conftest import on_its_docker
from tests.notebooks import nbval

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("engine", "clean")]
EACH = [(lang, lesson.name) for lang in course().languages for lesson in course().lessons]
# a solution's code is the same in every language: each is run in one of them, in turn
SOLVED = [
    (course().languages[number % len(course().languages)], lesson.name)
    for number, lesson in enumerate(course().lessons)
]


@pytest.fixture
def folder(lang: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The learner's folder as `course lab` makes it, and the notebooks' language in force."""
    monkeypatch.setenv("COURSE_LANG", lang)
    return prepare(lang)


@on_its_docker(("lang", "lesson"), EACH)
def test_a_learners_notebook_runs_without_error_and_scores_less_than_full(folder: Path, lesson: str) -> None:
    outcome = nbval.run(folder / f"{lesson}.ipynb")
    assert outcome.passed, outcome.said
    report = grade(lesson)
    assert report.points < report.max_points, report.text()


@on_its_docker(("lang", "lesson"), SOLVED)
def test_a_solved_notebook_reaches_full_points_and_says_so(folder: Path, lang: str, lesson: str) -> None:
    Build(Site.here()).write_solved(folder.parent)
    outcome = nbval.run(folder / f"{lesson}.ipynb")
    assert outcome.passed, outcome.said
    report = grade(lesson)
    assert report.points == report.max_points, report.text()


@pytest.mark.parametrize("lang", course().languages)
def test_the_contents_page_leads_to_every_lesson(folder: Path) -> None:
    """It has nothing to run; the points in it are drawn by the desk."""
    contents = json.loads((folder / "index.ipynb").read_text(encoding="utf-8"))
    linked = re.findall(r"\]\(([^)]+\.ipynb)\)", "".join("".join(cell["source"]) for cell in contents["cells"]))
    assert {f"{lesson.name}.ipynb" for lesson in course().lessons} <= set(linked)
    assert [link for link in linked if not (folder / link).is_file()] == []
