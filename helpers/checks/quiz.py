"""Formative questions between the steps: no points, but an explanation for each wrong answer."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.checks.drawing import seed
from helpers.checks.load import lesson_module
from helpers.checks.typed import same
from helpers.course import course
from helpers.course import lesson as find_lesson
from helpers.errors import CourseError, LessonError
from helpers.i18n import _

if TYPE_CHECKING:
    from helpers.checks.look import Look

PAPER = "paper"  # the seed of what is printed: the learner's sheet and the instructor's have one order


@dataclass(frozen=True)
class Choice:
    """One answer to choose; `feedback` says why it is right, or which misconception is behind it."""

    text: str
    feedback: str
    right: bool = False


@dataclass(frozen=True)
class Quiz:
    """A question with choices, exactly one of them right. In a `recall` the question is about an earlier
    lesson, named by its number, and stands at the head of this one."""

    id: str
    question: str
    choices: tuple[Choice, ...]
    recall: str = ""

    def order(self, of: str) -> tuple[int, ...]:
        """The numbers of the choices in the order in which the learner with the seed `of` sees them."""
        numbers = list(range(len(self.choices)))
        digest = hashlib.sha256(f"{self.id}/{self.question}/{of}".encode()).digest()
        random.Random(digest).shuffle(numbers)  # noqa: S311  (an order, not a secret)
        return tuple(numbers)


@dataclass(frozen=True)
class Ask:
    """A question whose answer is typed: a text, or one that depends on the learner's engine (a PID, a size).

    `answer` may read the right answer off the engine (it may raise NotYet or Blocked, as a check does);
    `same` compares what was typed with it. By itself a number counts with its unit, too; with `units`
    only with one of these.
    """

    id: str
    question: str
    answer: str | Callable[[Look], str] = field(compare=False)
    right: str
    wrong: str
    same: Callable[[str, str], bool] | None = field(default=None, compare=False)
    units: tuple[str, ...] = ()
    recall: str = ""

    def accepts(self, typed: str, answer: str) -> bool:
        """Whether what was typed says the answer."""
        return self.same(typed, answer) if self.same else same(typed, answer, self.units)


Question = Quiz | Ask


def quizzes(lesson: str) -> dict[str, Question]:
    """The questions of a lesson by id (labs/NN_slug/quizzes.py); none if it has no such file."""
    found = find_lesson(lesson)
    if not (found.folder / "quizzes.py").exists():
        return {}
    return {question.id: question for question in lesson_module(found.name, "quizzes").QUIZZES}


def recalls(lesson: str) -> list[Question]:
    """The questions about earlier lessons that stand at the head of this one."""
    return [question for question in quizzes(lesson).values() if question.recall]


def find_quiz(lesson: str, quiz_id: str) -> Question:
    """A question by its id. Raises LessonError that lists the ids there are."""
    known = quizzes(lesson)
    if quiz_id not in known:
        raise LessonError(
            _("{lesson} 단원에 '{quiz}'(이)라는 질문은 없습니다.").format(lesson=lesson, quiz=quiz_id),
            _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(known)),
            code="unknown-quiz",
        )
    return known[quiz_id]


def mine(question: Quiz) -> tuple[int, ...]:
    """The order in which this learner sees the choices: the same after a reload and a restart."""
    try:
        return question.order(seed())
    except CourseError:  # a seed that cannot be kept must not cost the question
        return question.order(PAPER)


def where_to_read(question: Question) -> str:
    """Which lesson a question about an earlier one sends back to; "" for any other."""
    for lesson in course().lessons:
        if question.recall and lesson.number == question.recall:
            title = f"{lesson.number} {_(lesson.title)}"
            return _("이 내용은 {lesson} 단원에 있습니다.").format(lesson=title)
    return ""


def texts(questions: Iterable[Question]) -> Iterable[str]:
    """Every text of the questions that a learner reads."""
    for question in questions:
        yield question.question
        if isinstance(question, Quiz):
            for choice in question.choices:
                yield from (choice.text, choice.feedback)
        else:
            yield from (question.right, question.wrong)
