"""What nbgrader gets of each lesson is enough to do it, in a folder without the other lessons."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from helpers.cli import main
from helpers.course import course


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("assignments")
    assert main(["build", "--nbgrader", str(root)]) == 0
    return root


@pytest.mark.parametrize("lang", course().languages)
@pytest.mark.parametrize("name", [lesson.name for lesson in course().lessons])
def test_every_folder_of_the_course_that_a_cell_names_is_in_the_assignment(courses, name, lang):
    folder = courses / lang / "source" / name
    book = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    named = set(
        re.findall(r"\b(\d\d_\w+)/", "\n".join(c.source for c in book.cells if c.cell_type == "code"))
    )
    assert named <= {path.name for path in folder.iterdir() if path.is_dir()}


def test_a_lesson_that_builds_on_another_ones_files_is_among_them(courses):
    assert (courses / "ko/source/06_deploy/05_moniwiki/wiki/setup/get.sh").is_file()
