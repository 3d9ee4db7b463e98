"""Formative questions between the steps: no points, but an explanation for each wrong answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.checks.load import lesson_module
from helpers.course import lesson as find_lesson
from helpers.errors import LessonError
from helpers.i18n import _
from helpers.lab.files import locked, replace
from helpers.paths import state

if TYPE_CHECKING:
    from helpers.checks.look import Look


@dataclass(frozen=True)
class Choice:
    """One answer to choose; `feedback` says why it is right, or which misconception is behind it."""

    text: str
    feedback: str
    right: bool = False


@dataclass(frozen=True)
class Quiz:
    """A question with choices, exactly one of them right."""

    id: str
    question: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Ask:
    """A question whose answer depends on the learner's engine (a PID, an id, a size).

    `answer` reads the right answer off the engine (it may raise NotYet or Blocked, as a check does);
    `same` compares what was typed with it.
    """

    id: str
    question: str
    answer: Callable[[Look], str] = field(compare=False)
    right: str
    wrong: str
    same: Callable[[str, str], bool] = field(
        default=lambda typed, answer: typed.strip() == answer, compare=False
    )


def quizzes(lesson: str) -> dict[str, Quiz | Ask]:
    """The questions of a lesson by id (labs/NN_slug/quizzes.py); none if it has no such file."""
    found = find_lesson(lesson)
    if not (found.folder / "quizzes.py").exists():
        return {}
    return {one.id: one for one in lesson_module(found.name, "quizzes").QUIZZES}


def find_quiz(lesson: str, quiz_id: str) -> Quiz | Ask:
    """A question by its id. Raises LessonError that lists the ids there are."""
    known = quizzes(lesson)
    if quiz_id not in known:
        raise LessonError(
            _("{lesson} 단원에 '{quiz}'(이)라는 질문은 없습니다.").format(lesson=lesson, quiz=quiz_id),
            _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(known)),
            code="unknown-quiz",
        )
    return known[quiz_id]


def remember(lesson: str, quiz_id: str, answer: str) -> None:
    """Keep what the learner answered, so that it is there after a reload."""
    path = state() / "answers.json"
    with locked(path):
        answers = recall()
        answers.setdefault(lesson, {})[quiz_id] = answer
        replace(path, json.dumps(answers, ensure_ascii=False, indent=1))


def recall() -> dict[str, dict[str, str]]:
    """lesson -> quiz -> answer; empty if the file is not there or was damaged."""
    try:
        answers: dict[str, dict[str, str]] = json.loads(
            (state() / "answers.json").read_text(encoding="utf-8")
        )
    except (OSError, ValueError):
        return {}
    return answers
