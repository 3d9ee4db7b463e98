"""A class file that somebody has edited by hand or damaged: one line that says where and what is right."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from helpers import i18n
from helpers.course import course
from helpers.errors import CourseError
from helpers.grading import classfile
from helpers.grading.roster import Person

LANGUAGES = course().languages


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw | {"version": 9},
        lambda raw: raw | {"secret": "no hex"},
        lambda raw: raw | {"lessons": ["77_nothing"]},
        lambda raw: raw | {"due": {"*": "tomorrow"}},
        lambda raw: raw | {"points": {"09": 1.5}},
        lambda raw: raw | {"points": {"09": -1}},
        lambda raw: raw | {"learners": raw["learners"] * 2},
        lambda raw: {key: value for key, value in raw.items() if key != "late"},
        lambda _raw: [],
    ],
)
def test_a_damaged_class_file_is_one_line(tmp_path, damage):
    path = tmp_path / "class.json"
    classfile.new("A", [Person("Kim")]).save(path)
    path.write_text(json.dumps(damage(json.loads(path.read_text()))))
    with pytest.raises(CourseError, match="학급 파일"):
        classfile.read(path)


def two() -> dict[str, object]:
    """A class of two in one lesson, as its file has it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "class.json"
        classfile.new("A", [Person("Kim"), Person("Lee")], ["00"]).save(path)
        return json.loads(path.read_text())


LATE = {"percent_a_day": 10.0, "at_most_percent": 50.0, "grace_minutes": 15}
BOTH = [{"number": 1, "person": {"name": "Kim"}}, {"number": 1, "person": {"name": "Lee"}}]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"late": LATE | {"percent_a_day": "10%"}}, ["late.percent_a_day", '"10%"', '"percent_a_day": 10']),
        ({"late": LATE | {"percent_a_day": "10"}}, ["late.percent_a_day", '"10"']),
        ({"late": LATE | {"percent_a_day": 150}}, ["late.percent_a_day", "150"]),
        ({"late": LATE | {"percent_a_day": -10}}, ["late.percent_a_day", "-10"]),
        ({"late": LATE | {"percent_a_day": float("nan")}}, ["late.percent_a_day", "NaN"]),
        ({"late": LATE | {"at_most_percent": 200}}, ["late.at_most_percent", "200"]),
        ({"late": LATE | {"at_most_percent": True}}, ["late.at_most_percent", "true"]),
        ({"late": LATE | {"grace_minutes": "15"}}, ["late.grace_minutes", '"15"', '"grace_minutes": 15']),
        ({"late": LATE | {"grace_minutes": -1}}, ["late.grace_minutes", "-1"]),
        ({"late": LATE | {"grace": 5}}, ["late.grace", "grace_minutes"]),
        ({"late": []}, ["late", '{"percent_a_day"']),
        ({"duee": {}}, ["duee", "due"]),
        ({"due": {"*": "2026-13-40"}}, ["due.*", '"2026-13-40"', "2026-12-18T18:00"]),
        ({"due": {"*": 20261218}}, ["due.*", "20261218"]),
        ({"due": "2026-12-18"}, ["due", '{"*": "2026-12-18T18:00"}']),
        ({"due": {"03": "2026-12-18"}}, ["due", "03_commit_diff", "00_ready"]),
        (
            {"more_time": {"1": "2026-12-18"}},
            ["more_time.1", '"2026-12-18"', '"1": {"*": "2026-12-18T18:00"}'],
        ),
        ({"more_time": {"Lee": {}}}, ["more_time", "Lee", '{"2": {"*"']),
        ({"more_time": {"3": {"*": "2026-12-18"}}}, ["more_time", "3"]),
        ({"learners": BOTH}, ["learners", "Kim, Lee", "1"]),
        ({"points": {"00": "12"}}, ["points.00", '"12"', '"00": 20']),
        ({"points": {"03": 12}}, ["points", "03_commit_diff", "00_ready"]),
        ({"points": {"99": 12}}, ["points", "'99'"]),
        ({"lessons": ["00", "00_ready"]}, ["lessons"]),
        ({"lang": "fr"}, ["lang", '"fr"', '"lang": "ko"']),
        ({"secret": "12345"}, ["secret"]),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slip_in_a_class_file_names_file_field_and_value_and_shows_how_it_is_written(
    tmp_path, change, said, lang
):
    path = tmp_path / "class.json"
    path.write_text(json.dumps(two() | change))
    with i18n.speaking(lang), pytest.raises(CourseError) as error:
        classfile.read(path)
    told = str(error.value)
    assert "\n" not in told and str(path) in told
    assert [part for part in said if part not in told] == []
    assert bool(re.search("[가-힣]", told)) == (lang == "ko"), "one language"
    assert "12345" not in told, "the secret is not shown"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{\n "version": 1,\n}\n', "[23]번째 줄"),
        ('{"name": "가을"}'.encode("cp949"), "UTF-8"),
        (b"[" * 100_000, "JSON"),
        (None, "그런 파일이 없습니다"),
    ],
)
def test_a_class_file_that_cannot_be_read_says_in_the_language_in_force_why(tmp_path, content, said):
    path = tmp_path / "class.json"
    if content:
        path.write_bytes(content)
    with pytest.raises(CourseError, match=said):
        classfile.read(path)


def test_a_class_file_may_have_the_mark_that_windows_puts_before_utf_8(tmp_path):
    path = tmp_path / "class.json"
    path.write_text(json.dumps(two()), encoding="utf-8-sig")
    assert classfile.read(path).learner(2).person.name == "Lee"
