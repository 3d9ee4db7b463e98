"""Lesson 09 while somebody else visits the page: what was recorded on an engine, with such a visit put in."""

from __future__ import annotations

import json
import lzma

import pytest

from helpers.checks import FAILED, PASSED
from helpers.checks.questions import Evidence
from helpers.checks.run import regrade
from tests.mutation.evidence import HERE, SEED


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> Evidence:
    """What the engine answered about a task `persist` that is solved."""
    monkeypatch.setenv("COURSE_SEED", SEED)
    recorded = json.loads(lzma.decompress((HERE / "09_final.json.xz").read_bytes()))
    (case,) = (case for case in recorded["cases"] if (case["task"], case["case"]) == ("persist", "풀이"))
    return {key: recorded["answers"][number] for key, number in case["evidence"].items()}


def emptied(solved: Evidence, *, time_is_up: bool) -> Evidence:
    """The first look at the file of visits comes when another visit has emptied it to write it anew."""
    (first,) = (key for key in solved if key.startswith('persist 1 ["in_volume"'))
    second = first.replace("persist 1", "persist 2", 1)
    return {**solved, first: [0, ""], 'persist 1 ["time_is_up"]': time_is_up, second: solved[first]}


def test_a_file_that_another_visit_has_just_emptied_is_read_again(solved):
    assert regrade("09_final", {"persist": solved})["persist"].status == PASSED
    again = regrade("09_final", {"persist": emptied(solved, time_is_up=False)})
    assert again["persist"].status == PASSED, again["persist"].text()


def test_a_file_that_stays_empty_is_named(solved):
    result = regrade("09_final", {"persist": emptied(solved, time_is_up=True)})["persist"]
    assert result.status == FAILED
    assert "빈 파일" in result.found
