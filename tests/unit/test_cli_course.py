"""check, status, reset, restart where there is no engine, or where the learner mistypes: one line, 2."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from helpers.cli import main
from helpers.views.progress import Standing, advice, table


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "99"], "'99'(이)라는 단원은 없습니다."),
        (["check", "03", "--task", "nope"], "03_commit_diff 단원에 'nope'(이)라는 과제는 없습니다."),
        (["reset", "99"], "'99'(이)라는 단원은 없습니다."),
        (["reset"], "어느 단원을"),
        (["reset", "03", "--all"], "어느 단원을"),
        (["restart", "99"], "'99'(이)라는 단원은 없습니다."),
        (["chekc"], "'chekc'(이)라는 명령은 없습니다."),
        (["check"], "도커 엔진이 없습니다."),
        (["check", "03"], "도커 엔진이 없습니다."),
        (["status"], "도커 엔진이 없습니다."),
        (["status", "--json"], "도커 엔진이 없습니다."),
        (["reset", "03"], "도커 엔진이 없습니다."),
        (["reset", "--all", "--dry-run"], "도커 엔진이 없습니다."),
    ],
)
def test_one_line_that_says_what_and_what_to_do(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(says)
    assert err.count("\n") == 1


def test_json_of_a_check_that_was_not_possible_is_still_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "03", "--json"]) == 2
    report = json.loads(capsys.readouterr().out)
    assert report["points"] == 0
    assert {task["status"] for task in report["tasks"]} == {"blocked"}
    assert all("도커 엔진이 없습니다" in task["message"] for task in report["tasks"])
    assert set(report["tasks"][0]) == {
        "id", "title", "status", "points", "max_points", "message", "expected", "found", "hint",
        "earned", "begun",
    }  # fmt: skip


ALL = [
    Standing("03_a", "한글 제목", 35, 12, 12, 6, 6),
    Standing("04_b", "short", 5, 1, 9, 1, 4),
    Standing("05_c", "x", 5, 0, 9, 0, 4),
]


def test_columns_line_up_though_korean_letters_are_wide() -> None:
    lines = table(ALL).splitlines()
    assert lines[0] == "✓  03 한글 제목  35분  과제 6/6  12/12점"
    assert lines[1] == "●  04 short      5분   과제 1/4  1/9점"
    assert lines[2].startswith("–  05 x  ")


def test_what_was_tidied_up_is_earned_and_said_not_to_be_there() -> None:
    tidied = replace(ALL[0], now=4)
    assert tidied.full
    assert "과제 6/6 · 지금은 4" in table([tidied])
    assert tidied.json()["now"] == 4


def test_what_comes_next_is_the_first_that_is_not_full() -> None:
    assert advice(ALL) == "다음에 할 것: 04 short"
    assert advice(ALL[:1]) == "모든 단원을 마쳤습니다."
