"""The class on one page and its gradebooks: whose a row is, what counts, and in which language."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import time
from datetime import UTC, datetime, timedelta

import pytest

from helpers import i18n
from helpers.checks import FAILED, PASSED, Result, load
from helpers.course import course
from helpers.grading import certificates, classfile, feedback, fields, gradebooks
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


@pytest.mark.parametrize(("ours", "theirs"), [("en", "ko"), ("ko", "en")])
def test_titles_are_in_the_language_of_the_page_and_mistakes_too_if_anybody_made_them_in_it(ours, theirs):
    marked = [paper("a", 1, 0, theirs), paper("b", 2, 0, theirs)]
    with i18n.speaking(theirs):
        foreign = i18n._(TASK.title)
    with i18n.speaking(ours):
        [bar] = feedback.hardest(marked)
        assert bar.label == f"00 {i18n._(TASK.title)}" != f"00 {foreign}"
        assert bar.below == f"said in {theirs}", "better than nothing"
        [bar] = feedback.hardest([*marked, paper("c", 3, 0, ours)])
        assert bar.below == f"said in {ours}"


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_line_of_feedback_is_in_the_learners_language_alone(lang):
    handed = paper("a", 1, 0, lang)
    late = dataclasses.replace(handed, lessons=(dataclasses.replace(handed.lessons[0], kept_percent=90.0),))
    for ours in ("ko", "en"):
        with i18n.speaking(ours):
            row = next(csv.DictReader(io.StringIO(gradebooks.moodle(group(), {1: late}))))
        [told] = [cell for head, cell in row.items() if head.endswith("(feedback)")]
        with i18n.speaking(lang):
            assert told.startswith(i18n._("아직: {tasks}").format(tasks=i18n._(TASK.title)))
            assert told.endswith(i18n._("늦어서 {percent:g}%만 남습니다.").format(percent=90))
        assert bool(re.search("[가-힣]", told)) == (lang == "ko")


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_headings_of_gradebooks_stay_in_the_language_of_the_class(lang, tmp_path):
    path = tmp_path / "class.json"
    with i18n.speaking(lang):
        group().save(path)
        [lesson] = [entry for entry in course().lessons if entry.name == LESSON]
        title = f"00 {i18n._(lesson.title)}"
    for ours in ("ko", "en"):
        with i18n.speaking(ours):
            assert gradebooks.canvas(classfile.read(path), {}).splitlines()[0].endswith(f",{title}")
            assert f",{title},{title} (feedback)" in gradebooks.moodle(classfile.read(path), {})


def test_a_class_file_without_a_language_has_headings_in_the_one_in_force(tmp_path):
    raw = json.loads(json.dumps(dataclasses.asdict(group()), default=str)) | {"version": 1}
    del raw["lang"]
    headings = set()
    for ours in ("ko", "en"):
        with i18n.speaking(ours):
            headings.add(gradebooks.canvas(classfile.from_json(raw), {}).splitlines()[0])
    assert len(headings) == 2


@pytest.fixture
def seoul(monkeypatch):
    """A machine in Seoul, nine hours before UTC."""
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("seoul")
def test_times_are_this_machines_with_their_offset_and_days_are_its_days():
    late = paper("a", 1, 8, made=datetime(2026, 12, 18, 20, 30, tzinfo=UTC))
    assert "2026-12-19 05:30+09:00" in feedback.learner_page(late, group())
    assert certificates.earned(group(), {1: late})[1].day.isoformat() == "2026-12-19"
    assert fields.date("2026-12-18T18:00", "due").isoformat() == "2026-12-18T18:00:00+09:00"
