"""What a class file changes in a mark, without an engine."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from helpers.checks import PASSED
from helpers.cli import main
from helpers.grading import classfile
from helpers.grading.roster import Person
from helpers.grading.tape import Recorded, Tape
from tests.grading import recorded
from tests.grading.recorded import LESSON, handed_in

KOREAN = re.compile("[가-힣]")


def test_a_lesson_counts_what_the_class_says_and_lateness_takes_its_part_of_that(tmp_path):
    group = classfile.new(
        "Class", [Person("A", "1"), Person("B", "2")], [LESSON], datetime.now(UTC) - timedelta(hours=1)
    )
    later = {2: {LESSON: datetime.now(UTC) + timedelta(days=1)}}
    group = replace(group, points={LESSON: 40}, more_time=later)
    group.save(tmp_path / "class.json")
    assert classfile.read(tmp_path / "class.json").points == {LESSON: 40}
    folder, out = tmp_path / "handed-in", tmp_path / "out"
    folder.mkdir()
    for number in (1, 2):
        handed_in(folder, str(number), group, number, recorded.solved())
    assert main(["grade", str(folder), "--class", str(tmp_path / "class.json"), "--out", str(out)]) == 0
    rows = json.loads((out / "grades.json").read_text())["marked"]
    assert [(row["points"], row["max_points"]) for row in rows] == [(36, 40), (40, 40)]
    table = list(csv.reader((out / "canvas.csv").read_text().splitlines()))
    assert [row[5] for row in table[1:]] == ["40", "36", "40"]


def test_without_a_class_file_two_hand_ins_of_one_learner_are_no_copies_and_anothers_is(tmp_path):
    group = classfile.new("Class", [Person("A", "1"), Person("B", "2")], [LESSON])
    folder, out = tmp_path / "handed-in", tmp_path / "out"
    folder.mkdir()
    for name, number in (("first", 1), ("again", 1)):
        handed_in(folder, name, group, number, recorded.solved())
    assert flags(folder, out) == {"first.course.tar.gz": set(), "again.course.tar.gz": set()}
    handed_in(folder, "other", group, 2, recorded.solved())
    assert all("same-containers" in kinds or "same-events" in kinds for kinds in flags(folder, out).values())


@pytest.mark.parametrize(("theirs", "ours"), [("ko", "en"), ("en", "ko")])
def test_flags_are_in_the_language_of_who_grades_and_feedback_is_in_the_learners(tmp_path, theirs, ours):
    group = classfile.new("Class", [Person("A", "1", lang=theirs)], [LESSON])
    group.save(tmp_path / "class.json")
    folder, out = tmp_path / "handed-in", tmp_path / "out"
    folder.mkdir()
    claimed = {task: Recorded({}, PASSED) for task in recorded.untouched().tasks}
    handed_in(folder, "a", group, 1, Tape(LESSON, claimed))
    arguments = ["grade", str(folder), "--class", str(tmp_path / "class.json"), "--out", str(out)]
    assert main([*arguments, "--lang", ours]) == 0
    (row,) = json.loads((out / "grades.json").read_text())["marked"]
    (reason,) = (flag["reason"] for flag in row["flags"] if flag["kind"] == "unproved")
    assert bool(KOREAN.search(reason)) == (ours == "ko"), reason
    (page,) = (out / "learners").glob("*.html")
    assert bool(KOREAN.search(page.read_text())) == (theirs == "ko")


def flags(folder, out) -> dict[str, set[str]]:
    """What a person has to look at, by file, without a class file."""
    assert main(["grade", str(folder), "--out", str(out)]) == 0
    rows = json.loads((out / "grades.json").read_text())["marked"]
    return {row["file"]: {flag["kind"] for flag in row["flags"]} for row in rows}
