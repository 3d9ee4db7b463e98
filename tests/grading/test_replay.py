"""What a replay says beside the tape, and that it asks before it executes anything."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.checks import FAILED, Answer, Result, http
from helpers.cli import main
from helpers.course import course
from helpers.errors import EngineError
from helpers.grading import judge, replay
from helpers.grading.marks import BOTH, REPLAY, TAPE, LessonMark, Marked, TaskMark
from helpers.grading.reading import Submission
from helpers.grading.replay import compared
from helpers.grading.uml import UserModeLinux
from helpers.grading.wall import Trusting
from helpers.images import sources
from helpers.paths import NOTEBOOKS

NOBODY = None  # a wall that must not be asked for a guest


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


def test_a_guest_that_does_not_come_up_costs_nobody_a_mark(monkeypatch):
    def no_guest(*_anything: object) -> dict[str, Result]:
        raise EngineError("it does not boot")

    monkeypatch.setattr(replay, "replayed", no_guest)
    made = datetime(2026, 12, 1, tzinfo=UTC)
    mark = LessonMark("00_ready", (TaskMark(outcome("passed")),))
    handed = Submission(Path("a"), made, "en", "", 0, "seed", "", "", "", True, (), {})
    marked = judge._with_replay(Marked("a", "", 0, "en", made, (mark,)), handed, None, Trusting())
    assert (marked.lessons, [flag.kind for flag in marked.flags]) == ((mark,), ["no-replay"])
    assert "it does not boot" in marked.flags[0].reason


def test_behind_a_wall_no_port_of_this_machine_is_asked(monkeypatch):
    monkeypatch.setattr(http, "_from_here", lambda *_place: pytest.fail("this machine was asked"))
    monkeypatch.setattr(http, "from_network", lambda *_place: pytest.fail("a container was made"))
    engine = SimpleNamespace(base_url="http+docker://localhost", info=dict)  # it hides whose its ports are
    liar = SimpleNamespace(ports={"80/tcp": [("127.0.0.1", 22)]})
    with replay._asked_by(lambda _host, _port, _request: b"HTTP/1.0 200 OK\r\n\r\nin the guest"):
        assert http.ask_published(engine, liar, 80, "/", by="test") == Answer(200, "in the guest")


def test_points_of_a_tape_with_nothing_to_run_again_are_shown():
    made = datetime(2026, 12, 1, tzinfo=UTC)
    files = {"notebooks/en/00_ready.ipynb": (NOTEBOOKS / "en/00_ready.ipynb").read_bytes()}
    handed = Submission(Path("a"), made, "en", "", 0, "", "", "", "", True, (), files)
    mark = LessonMark("00_ready", (TaskMark(outcome("passed")),))
    again = replay.replayed(handed, "00_ready", NOBODY, "seed")
    marked, (flag,) = compared(mark, again)
    assert (flag.kind, marked.points) == ("replay", 2)
    assert "다시 실행할 것이 없습니다" in marked.tasks[0].replayed
    assert compared(LessonMark("00_ready", (TaskMark(outcome("failed")),)), again)[1] == []


def test_a_notebook_as_it_was_given_is_not_run_again():
    given = (NOTEBOOKS / "en/00_ready.ipynb").read_bytes()
    made = datetime(2026, 12, 1, tzinfo=UTC)
    name = "notebooks/en/00_ready.ipynb"
    untouched = Submission(Path("a"), made, "en", "", 0, "", "", "", "", True, (), {name: given})
    assert replay._scripts(given) and replay._cells(untouched, "00_ready") == []
    again = replay.replayed(untouched, "00_ready", NOBODY, "seed")
    assert {task.status for task in again.values()} == {FAILED}
    touched = replace(untouched, files={name: given.replace(b'docker version"', b'docker version  # mine"')})
    assert len(replay._cells(touched, "00_ready")) == len(replay._scripts(given))


def test_a_lesson_whose_archive_cannot_be_had_stands_on_its_tape(monkeypatch):
    monkeypatch.setattr(sources, "fetch", lambda _source: None)
    asked = [entry.name for entry in course().lessons if replay._builds_the_wiki(entry.name)]
    assert asked == ["05_moniwiki", "06_deploy", "10_network"]
    made = datetime(2026, 12, 1, tzinfo=UTC)
    cell = {"cell_type": "code", "source": ["%%bash\n", "true"]}
    for lesson in asked:
        files = {f"notebooks/en/{lesson}.ipynb": json.dumps({"cells": [cell]}).encode()}
        handed = Submission(Path("a"), made, "en", "", 0, "", "", "", "", True, (), files)
        assert replay._cells(handed, lesson) == [("en", "true")]
        assert replay.replayed(handed, lesson, Trusting(), "seed") == {}
        mark = LessonMark(lesson, (TaskMark(outcome("passed")),))
        assert compared(mark, {}) == (mark, [])
