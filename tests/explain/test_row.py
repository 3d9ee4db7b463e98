"""Of a pattern the letters are known without compiling it that no text may lack."""

from __future__ import annotations

import pytest

from helpers.engine.refusals import ROWS
from helpers.engine.refusals.lines import plain
from helpers.engine.refusals.row import Row, compiled, required
from tests.explain.cases import Case, cases

SAMPLE = list(cases())[::100]


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"docker: (?:.*?: )?No such image: (?P<image>\S+).*", "no such image: "),
        (r"(?:Get|Post) \"?https?://x", "http"),
        (r"exit code 12{2,3}7", "exit code 1"),
        (r"[^\\/'\"\]]+ is not \[here\]$", " is not [here]"),
        (r"one|other", ""),
        (r"(?:one|other)", ""),
    ],
)
def test_the_letters_that_a_pattern_needs(pattern: str, letters: str) -> None:
    assert required(pattern) == letters


@pytest.mark.parametrize("case", SAMPLE, ids=[case.name for case in SAMPLE])
def test_no_pattern_fits_a_text_without_its_letters(case: Case) -> None:
    text = plain(case.text)
    fit = [pattern for row in ROWS for pattern in row.patterns if compiled(pattern).search(text)]
    assert all(required(pattern) in text.lower() for pattern in fit)


def test_what_went_well_in_the_end_is_no_refusal() -> None:
    row = Row("tried", (r"connection refused",), "", "", unless=r"connected to \w+")
    assert row.find("connection refused\nconnected to db\n") is None
    assert row.find("connected to db\nconnection refused\n") == (16, {})
    assert row.find("connection refused\nconnected to db\nconnection refused\n") == (35, {})
