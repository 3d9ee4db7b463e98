"""The class on one page and its gradebooks: whose a row is, what counts, and in which language."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from helpers import i18n
from helpers.checks import FAILED, PASSED, Result, load
from helpers.grading import classfile, feedback, gradebooks
from helpers.grading.classfile import Class
from helpers.grading.marks import LessonMark, Marked, TaskMark
from helpers.grading.roster import Person

LESSON = "00_ready"
NOON = datetime(2026, 12, 18, 12, tzinfo=UTC)
TASK = load(LESSON).tasks[0]


def group() -> Class:
    """Two learners whose names stand in another order than their numbers."""
    return classfile.new("Class", [Person("나리", "1"), Person("가람", "2")], [LESSON])


def paper(
    file: str, number: int, points: int, lang: str = "ko", made: datetime = NOON, public: str = ""
) -> Marked:
    """A submission with one task of eight points."""
    with i18n.speaking(lang):
        title = i18n._(TASK.title)
    status = PASSED if points else FAILED
    result = Result(TASK.id, title, status, points, 8, f"said in {lang}", earned_at=bool(points))
    begun = Result("begun", "x", PASSED, 1, 1, "")  # a lesson without a point is not looked at
    mark = LessonMark(LESSON, (TaskMark(result), TaskMark(begun)))
    return Marked(file, file, number, lang, made, (mark,), minutes=30.0, public=public)


def test_several_files_of_one_learner_are_one_learner_in_the_plots():
    marked = [paper("a", 1, 0), paper("b", 1, 8), paper("c", 2, 0), paper("stranger", 0, 0)]
    counting = gradebooks.counting(marked, group())
    assert sorted(entry.file for entry in counting) == ["b", "c"]
    assert [bar.note for bar in feedback.hardest(counting)] == ["1/2"]
    assert sum(int(bar.note) for bar in feedback.spread(counting)) == 2
    page = feedback.overview(marked, [], group())
    assert "1/2" in page and "3/4" not in page


def test_without_a_class_file_a_key_is_a_learner_and_so_is_a_file_without_one():
    marked = [paper("a", 0, 0, public="k"), paper("b", 0, 8, public="k"), paper("c", 0, 0), paper("d", 0, 0)]
    assert sorted(entry.file for entry in gradebooks.counting(marked, None)) == ["b", "c", "d"]


def test_the_file_with_the_most_points_counts_and_of_two_equals_the_later_one():
    late, early = NOON, NOON - timedelta(days=1)
    marked = [paper("z", 1, 8, made=early), paper("a", 1, 8, made=late), paper("b", 1, 0, made=late)]
    assert gradebooks.best(marked)[1].file == "a"


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_rows_are_in_the_order_of_names_and_the_file_that_counts_is_marked(lang):
    marked = [paper("1-first", 1, 0), paper("1-again", 1, 8), paper("2", 2, 8), paper("0-nobody", 0, 8)]
    with i18n.speaking(lang):
        page = feedback.overview(marked, [], group())
        counts, note = (i18n._(feedback.WORDS[key]) for key in ("counts", "counts_note"))
    files = re.findall(r'<a href="learners/[^"]*">([^<]+)</a>(.*?)</td>', page)
    assert [file for file, _rest in files] == ["2", "1-again", "1-first", "0-nobody"]
    assert [counts in rest for _file, rest in files] == [False, True, False, False]
    assert note in page
    assert note not in feedback.overview(marked[2:], [], group())
