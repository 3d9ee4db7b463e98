"""What the learner answered to the questions: kept over a reload and a restart, never worth points."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from helpers.atomic import write
from helpers.checks.quiz import Quiz, quizzes
from helpers.i18n import _
from helpers.lab.state import access, set_aside, tell, turn
from helpers.paths import state

VERSION = 2


@dataclass(frozen=True)
class Given:
    """One answer: a choice's number as it stands in the source, or what was typed, and whether it was right."""

    answer: str
    right: bool = False


def remember(lesson: str, quiz_id: str, answer: str, *, right: bool = False) -> None:
    """Keep what the learner answered. Raises StateError or BusyError if it cannot be kept."""
    path = _path()
    with turn(path):
        if not isinstance(_read(), dict):
            tell(
                _("질문에 한 답이 손상되어 새로 적습니다. 전의 것은 {path}에 있습니다.").format(
                    path=set_aside(path, "damaged")
                )
            )
        answers = recall()
        answers.setdefault(lesson, {})[quiz_id] = Given(answer, right)
        raw = {
            name: {key: asdict(answer) for key, answer in given.items()} for name, given in answers.items()
        }
        with access(path):
            write(path, json.dumps({"version": VERSION, "lessons": raw}, ensure_ascii=False, indent=1))


def recall() -> dict[str, dict[str, Given]]:
    """lesson -> quiz -> answer; empty if the file is not there or was damaged."""
    raw = _read()
    lessons = raw.items() if isinstance(raw, dict) else ()
    return {
        lesson: {quiz: given for quiz, entry in answers.items() if (given := _given(entry))}
        for lesson, answers in lessons
        if isinstance(answers, dict)
    }


def answered(lesson: str) -> tuple[int, int]:
    """How many of a lesson's questions were answered right, and how many there are."""
    asked, given = quizzes(lesson), recall().get(lesson, {})
    right = 0
    for name, question in asked.items():
        answer = given.get(name)
        if answer is not None:
            right += answer.right or (isinstance(question, Quiz) and _is_right(question, answer.answer))
    return right, len(asked)


def _path() -> Path:
    return state() / "answers.json"


def _read() -> Any:
    """The lessons in the file, which in its first version were all of it; None if it is damaged."""
    try:
        raw = json.loads(_path().read_text(encoding="utf-8"))
        return raw.get("lessons") if isinstance(raw, dict) and "version" in raw else raw
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        return None


def _is_right(question: Quiz, number: str) -> bool:
    """An answer of an older course has no verdict beside it, but a choice is right or not."""
    return number.isdigit() and int(number) < len(question.choices) and question.choices[int(number)].right


def _given(raw: object) -> Given | None:
    """One entry; a text alone is what an older course wrote."""
    if isinstance(raw, str):
        return Given(raw)
    if isinstance(raw, dict) and isinstance(raw.get("answer"), str):
        return Given(raw["answer"], raw.get("right") is True)
    return None
