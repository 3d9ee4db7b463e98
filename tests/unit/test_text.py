"""What somebody else wrote is harmless and short, whatever it is, in every face that shows it."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import doctor
from helpers.checks import run
from helpers.checks.report import FAILED
from helpers.checks.task import Task
from helpers.cli.doctor import show
from helpers.engine.explain import explain
from helpers.engine.fitness import Problem
from helpers.errors import CourseError
from helpers.text import LONGEST, SENTENCE, clean, columns, cut

HOSTILE = "box\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp.exe\n✓ forged (5/5)\r\x08" + "x" * 100_000
# a spelling that a property test must meet often
ODD = st.text(st.sampled_from("\x1b\x9b\x9d[]0;m\x07\\\n\u202e\u0301\u20dda한\ud800"), max_size=60)


def harmless(line: str) -> bool:
    """Nothing in it that a terminal obeys, turns round or breaks a line at."""
    return not {category(letter) for letter in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text() | ODD, st.integers(1, 300))
def test_clean_gives_one_harmless_line_that_stays_as_it_is(raw, limit):
    line = clean(raw, limit)
    assert harmless(line)
    assert len(line) <= limit
    assert clean(line, limit) == line


@given(st.text() | ODD, st.integers(1, 80))
def test_cut_keeps_the_beginning_and_the_width(raw, width):
    short = cut(clean(raw), width)
    assert columns(short) <= width
    assert clean(raw).startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred\x9b0m", "red"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]8;;http://evil\x1b\\link", "alink"),
        ("a\x1bPq#0\x1b\\b", "ab"),
        ("a\x1b(Bb\x1b7c", "abc"),
        ("a\x1b]0;never ended, and all the rest of it", "a0;never ended, and all the rest of it"),
        ("a\nb\u2028c\r\nd", "a b c  d"),
        ("safe\u202egnp.exe\u2066\u200f", "safegnp.exe"),
        ("a\udcffb", "a\ufffdb"),
        ("z" + "\u0301" * 500, "z\u0301\u0301"),
        ("z" + "\u20dd" * 500, "z\u20dd\u20dd"),
        ("한글 이름 café 🐳 עברית ไม่ได้", "한글 이름 café 🐳 עברית ไม่ได้"),
        (b"bytes", "b'bytes'"),
        (None, "None"),
    ],
)
def test_clean_takes_out_what_a_terminal_obeys_and_keeps_what_people_write(raw, shown):
    assert clean(raw) == shown


def test_what_is_missing_is_marked():
    assert clean("x" * 100_000) == "x" * (LONGEST - 1) + "…"
    assert clean("\x1b[0m" * 1000 + "end") == "…"


def test_an_error_is_two_harmless_lines_whatever_the_engine_said():
    error = CourseError(f"컨테이너 {HOSTILE}", HOSTILE)
    assert harmless(str(error))
    assert harmless(error.what) and harmless(error.args[0]) and harmless(error.remedy)
    assert len(str(error)) < 2 * SENTENCE + 10
    assert harmless(str(explain(RuntimeError(HOSTILE))))


def test_a_result_of_a_check_is_harmless_in_every_field():
    result = run._result(Task("box", "제목", 2, (), lambda look: ""), FAILED, *[HOSTILE] * 4)
    for text in (result.message, result.expected, result.found, result.hint):
        assert harmless(text)
    assert len(result.text().splitlines()) == 5, "no line of it is forged"


def test_the_doctor_s_findings_are_harmless_for_people_and_programs(capsys):
    checks = (("제목", lambda: [Problem("code", HOSTILE, HOSTILE)]),)
    report = doctor.Report(None, "", "", tuple(doctor._look(checks)))
    show(report)
    lines = capsys.readouterr().out.splitlines()
    assert all(map(harmless, lines))
    assert len(lines) == 4, "no line of it is forged"
    assert harmless(report.problems[0].found)
