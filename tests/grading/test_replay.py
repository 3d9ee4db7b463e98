"""What a replay says beside the tape, and that it asks before it executes anything."""

from __future__ import annotations

import pytest

from helpers.checks import Result
from helpers.cli import main
from helpers.grading.marks import BOTH, REPLAY, TAPE, LessonMark, TaskMark
from helpers.grading.replay import compared
from helpers.grading.uml import UserModeLinux


def outcome(status: str) -> Result:
    return Result("hello", "Hello", status, 2 if status == "passed" else 0, 2, f"it {status}")


@pytest.mark.parametrize(
    ("tape", "again", "stands_on", "points", "flagged"),
    [
        ("passed", "passed", BOTH, 2, False),
        ("passed", "failed", TAPE, 2, True),
        ("failed", "passed", REPLAY, 2, False),
        ("failed", "failed", TAPE, 0, False),
    ],
)
def test_each_task_says_what_its_mark_stands_on(tape, again, stands_on, points, flagged):
    mark, flags = compared(LessonMark("00_ready", (TaskMark(outcome(tape)),)), {"hello": outcome(again)})
    assert (mark.tasks[0].stands_on, mark.points) == (stands_on, points)
    assert [flag.kind for flag in flags] == (["replay"] if flagged else [])
    assert mark.tasks[0].replayed == ("it failed" if flagged else "")


def test_without_a_wall_nothing_is_executed_unless_it_is_trusted(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(UserModeLinux, "why_not", lambda _wall, _say: "no kernel for this machine")
    (tmp_path / "a.course.tar.gz").write_bytes(b"x")
    assert main(["grade", str(tmp_path), "--out", str(tmp_path / "out"), "--replay"]) == 2
    said = capsys.readouterr().err
    assert "--i-trust-these-submissions" in said and "no kernel for this machine" in said
    assert not (tmp_path / "out").exists()
