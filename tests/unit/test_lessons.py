"""What every lesson of the registry owes, readable from its files alone."""

import re
from functools import cache

import pytest

from helpers.authoring import lint
from helpers.checks import Quiz, load
from helpers.checks.quiz import quizzes
from helpers.course import course
from helpers.editions.source import read as read_source
from helpers.images import catalogue

LESSONS = course().lessons
read = cache(read_source)  # a lesson takes a third of a second
by_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)


@by_lesson
def test_opens_with_questions_objectives_prerequisites_and_closes_with_key_points(lesson):
    front = read(lesson.folder).front
    assert front.questions and front.objectives and front.prerequisites and front.key_points


@by_lesson
def test_every_task_has_a_place_to_solve_it_and_a_check(lesson):
    cells = read(lesson.folder).cells
    tasks = [task.id for task in load(lesson.name).tasks]
    assert list(dict.fromkeys(cell.task for cell in cells if cell.task)) == tasks
    assert [cell.check for cell in cells if cell.check] == tasks


def test_lessons_are_in_order_by_their_files_alone():
    assert lint.problems() == []


@by_lesson
def test_every_question_is_asked_and_explained(lesson):
    text = (lesson.folder / "lesson.md").read_text(encoding="utf-8")
    known = quizzes(lesson.name)
    recalled = {question.id for question in known.values() if question.recall}
    assert set(re.findall(r'lab\.quiz\("([^"]+)"\)', text)) == set(known) - recalled
    assert ("lab.recall()" in text) == bool(recalled)
    for question in known.values():
        if isinstance(question, Quiz):
            assert sum(choice.right for choice in question.choices) == 1, question.id
            assert all(choice.feedback for choice in question.choices), question.id
        else:
            assert question.right and question.wrong, question.id


@by_lesson
def test_names_only_images_of_the_catalogue(lesson):
    assert set(lesson.images) <= {entry.reference for entry in catalogue()}


@by_lesson
def test_tells_the_teacher_where_time_goes(lesson):
    notes = (lesson.folder / "notes.md").read_text(encoding="utf-8")
    for heading in ("## 시간이 가는 곳", "## 자주 헷갈리는 것", "## 보여 주면 좋은 것"):
        assert heading in notes


def test_no_two_lessons_own_the_same_name():
    owners: dict[tuple[str, str], str] = {}
    for lesson in LESSONS:
        for thing in load(lesson.name).scope:
            assert thing not in owners, f"{thing}: {owners[thing]} and {lesson.name}"
            owners[thing] = lesson.name


@pytest.mark.parametrize("lesson", LESSONS[1:9], ids=lambda lesson: lesson.name)
def test_a_worked_example_is_followed_by_a_task_with_a_gap_and_one_alone(lesson):
    tasks = [cell for cell in read(lesson.folder).cells if cell.task]
    assert len([cell for cell in tasks if re.search(r"^#.*____", cell.text, re.M)]) == 1
    assert tasks[-1].task == "alone"
