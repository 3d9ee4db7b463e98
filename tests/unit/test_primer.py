"""The map of the primer (labs/PRIMER.md) is true: what a row promises is read in the section it names."""

import re
from functools import cache

import pytest

from helpers.course import course
from helpers.editions import to_notebook
from helpers.editions.source import read
from helpers.paths import LABS

ROW = re.compile(r"^\| (?!문서의|---)([^|]+) \| (\d\d_\w+) \| ([^|]+) \| ([^|]+) \|$", re.M)
ROWS = ROW.findall((LABS / "PRIMER.md").read_text(encoding="utf-8"))


@cache
def shown(lesson: str) -> str:
    """What a learner reads: prose and cells, without the hints and the solutions of tasks."""
    return "\n\n".join(
        to_notebook.without_answer(cell.text, "") if cell.is_code else cell.text
        for cell in read(LABS / lesson).cells
    )


def section(lesson: str, heading: str) -> str:
    """What is read under a heading of a lesson up to the next one; "" if there is none."""
    text = shown(lesson)
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return found[1] if found else ""


@pytest.mark.parametrize(("part", "lesson", "heading", "words"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_names_a_section_that_has_its_words(part, lesson, heading, words):
    text = section(lesson, heading)
    assert text, f"{lesson}: {heading}"
    missing = [word for word in map(str.strip, words.split(",")) if word.strip("`") not in text]
    assert not missing, f"{part}: {missing}"


def test_every_lesson_but_those_without_a_counterpart_has_a_row():
    lessons = {lesson.name for lesson in course().lessons if not lesson.extra}
    assert len(ROWS) > 30
    assert lessons - {name for _part, name, _heading, _words in ROWS} <= {"09_final"}
