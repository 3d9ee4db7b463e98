"""The map of the primer (labs/PRIMER.md) is true: what a row promises stands in the section it names."""

import re
from pathlib import Path

import pytest

from helpers.course import course
from helpers.paths import LABS

ROW = re.compile(r"^\| (?!문서의|---)([^|]+) \| (\d\d_\w+) \| ([^|]+) \| ([^|]+) \|$", re.M)
ROWS = ROW.findall((LABS / "PRIMER.md").read_text(encoding="utf-8"))


def section(folder: Path, heading: str) -> str:
    """What stands under a heading of a lesson up to the next one, its cells included; "" if there is none."""
    text = (folder / "lesson.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return found[1] if found else ""


@pytest.mark.parametrize(("part", "lesson", "heading", "words"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_names_a_section_that_has_its_words(part, lesson, heading, words):
    text = section(LABS / lesson, heading)
    assert text, f"{lesson}: {heading}"
    missing = [word for word in map(str.strip, words.split(",")) if word.strip("`") not in text]
    assert not missing, f"{part}: {missing}"


def test_every_lesson_but_those_without_a_counterpart_has_a_row():
    lessons = {lesson.name for lesson in course().lessons if not lesson.extra}
    assert len(ROWS) > 30
    assert lessons - {name for _part, name, _heading, _words in ROWS} <= {"09_final"}
