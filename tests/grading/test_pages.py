"""What is given back: words, code and what a mark stands on, without an engine."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from helpers import i18n
from helpers.checks import FAILED, PASSED, Result
from helpers.grading import feedback
from helpers.grading.marks import BOTH, TAPE, Flag, LessonMark, Marked, TaskMark

HINT = "Remove it with `docker rm -f <b>` and `make` it again."


def result(status: str, hint: str = "") -> Result:
    """A task as it was judged."""
    points = 2 if status == PASSED else 0
    return Result("hello", "Greet", status, points, 2, message="It is `there`.", hint=hint)


def paper(*marks: TaskMark, lang: str = "en") -> Marked:
    """A hand-in of one lesson."""
    made = datetime(2026, 12, 1, tzinfo=UTC)
    flags = (Flag("time", "It is `late`."),)
    return Marked("a.course.tar.gz", "d1", 1, lang, made, (LessonMark("00_ready", marks),), flags)


def test_a_command_in_a_hint_is_code_and_what_is_in_it_is_escaped():
    page = feedback.learner_page(paper(TaskMark(result(FAILED, HINT))), None)
    assert "<code>docker rm -f &lt;b&gt;</code> and <code>make</code> it again." in page
    assert "It is <code>there</code>." in page
    with i18n.speaking("en"):
        assert "It is <code>late</code>." in feedback.overview([paper()], [], None)
    page = feedback.learner_page(paper(TaskMark(result(FAILED, "a lone ` mark"))), None)
    assert "a lone ` mark" in page


@pytest.mark.parametrize(("stands_on", "replayed", "said"), [(TAPE, "", 0), (BOTH, "", 1), (TAPE, "no", 1)])
def test_what_a_mark_stands_on_is_said_where_there_was_a_replay(stands_on, replayed, said):
    page = feedback.learner_page(paper(TaskMark(result(PASSED), stands_on, replayed)), None)
    assert page.count("based on") == said


def test_labels_begin_with_a_capital_and_flags_are_called_flags():
    with i18n.speaking("en"):
        page = feedback.overview([paper(TaskMark(result(PASSED)))], [], None)
    heads = re.findall(r"<th[^>]*>([^<]+)</th>", page)
    assert heads == ["Learner", "File", "00", "Total", "Minutes", "Flags"]
    assert "<h2>Flags</h2>" in page
    marks = (TaskMark(result(PASSED)), TaskMark(result(FAILED)))
    assert re.findall(
        r"<span class=\"(?:good|bad)\">\S+ ([^<]+)</span>", feedback.learner_page(paper(*marks), None)
    ) == [
        "Done",
        "Not yet",
    ]


def test_a_heading_of_a_column_is_not_broken():
    with i18n.speaking("en"):
        style = feedback.overview([paper()], [], None).partition("</style>")[0]
    assert re.search(r"\bth \{[^}]*white-space: nowrap", style)
    assert re.search(r"th, td \{[^}]*overflow-wrap: break-word", style), (
        "widths are reckoned with whole words"
    )
