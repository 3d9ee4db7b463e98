"""The answer key: each task's solution and the right answer to each question, lesson by lesson."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from helpers import checks
from helpers.checks.drawing import drawing_of
from helpers.checks.quiz import PAPER, Ask, Question, quizzes
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import markup
from helpers.editions.handouts.sheets.saying import WORDS, Saying


@dataclass(frozen=True)
class Solved:
    """A task with its solution."""

    number: int
    title: Markup
    points: int
    solution: Markup


@dataclass(frozen=True)
class Answered:
    """A question with its right answer; `place` is where on paper it stands among the choices, 0 if typed."""

    question: Markup
    answer: Markup
    place: int = 0


def content(entries: Sequence[Entry], saying: Saying) -> Mapping[str, object]:
    """What its template shows."""
    return {
        "lessons": [
            {
                "title": saying.title(entry),
                "points": entry.total,
                "drawn": _drawn(entry, saying),
                "tasks": list(_solved(entry, saying)),
                "questions": [
                    _answered(entry, found, saying) for found in quizzes(entry.lesson.name).values()
                ],
            }
            for entry in entries
        ]
    }


def _drawn(entry: Entry, saying: Saying) -> Markup:
    """Which command shows what the lesson draws for each learner; nothing if it draws nothing."""
    if not drawing_of(entry.lesson):
        return Markup()
    return saying.line(WORDS["drawn"], command=f"course assignment {entry.lesson.number}")


def _solved(entry: Entry, saying: Saying) -> Iterator[Solved]:
    tasks = {task.id: task for task in checks.load(entry.lesson.name).tasks}
    for number, name in enumerate(entry.source.checks, 1):
        task = tasks[name]
        code = markup.code_block(task.solution, "bash")
        yield Solved(number, saying.of(entry, task.title), task.points, code)


def _answered(entry: Entry, question: Question, saying: Saying) -> Answered:
    asked = saying.of(entry, question.question)
    if isinstance(question, Ask):
        known = question.answer if isinstance(question.answer, str) else saying(WORDS["on_engine"])
        return Answered(asked, Markup.escape(known))
    place = next(at for at, number in enumerate(question.order(PAPER), 1) if question.choices[number].right)
    right = next(choice for choice in question.choices if choice.right)
    return Answered(asked, saying.of(entry, right.text), place)
