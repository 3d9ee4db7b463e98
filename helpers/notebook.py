"""What a lesson's notebook talks to: `from helpers.notebook import lab, draw`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import clear_output, display

from helpers.checks import Report, find_task, grade, load
from helpers.checks.assignment import assignment
from helpers.course import course
from helpers.course import lesson as find_lesson
from helpers.desk import IN_DESK, MIME
from helpers.errors import LessonError
from helpers.i18n import _
from helpers.views import failed
from helpers.views.draw import draw
from helpers.views.quiz import Recall, quiz
from helpers.waiting import tell, watch

__all__ = ["draw", "lab"]


class Output:
    """What the desk's page draws as a live card, and everybody else reads as text."""

    def __init__(self, lesson: str, task: str, text: str):
        self.lesson, self.task, self.text = lesson, task, text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **options: Any) -> dict[str, object]:
        return {"text/plain": self.text, MIME: {"lesson": self.lesson, "task": self.task}}


class Lab:
    """The lesson that this notebook is about; one per kernel."""

    def __init__(self) -> None:
        self._lesson = ""
        self._hints: dict[str, int] = {}
        self.waited = False  # the cell has said what it waits for

    def open(self, lesson: str) -> None:
        """Say which lesson this is; outside of the desk, how it stands. Raises LessonError.

        Where a grader executes the notebook, the lesson begins on an engine with nothing of it left.
        """
        name = find_lesson(lesson).name
        if os.environ.get("NBGRADER_EXECUTION"):
            from helpers.grading import hermetic  # a learner's kernel does without it

            if hermetic.wanted():
                print(hermetic.begin(name))
        self._lesson = draw.lesson = name
        if IN_DESK in os.environ:
            print(_("과제와 점수는 왼쪽 목록에 있고, 엔진을 따라 스스로 바뀝니다."))
        else:
            print(grade(name).text())

    def check(self, task_id: str) -> int | None:
        """Show the verdict on one task; under nbgrader the points, which it takes as partial credit."""
        lesson = self._opened()
        result = grade(lesson, task_id).tasks[0]
        self._show(Output(lesson, task_id, result.text()))
        return result.points if os.environ.get("NBGRADER_EXECUTION") else None

    def hint(self, task_id: str) -> None:
        """Print the next hint of a task; after the last one, the last one again."""
        task = find_task(load(self._opened()), task_id)
        hints = task.hints
        number = min(self._hints.get(task_id, 0) + 1, len(hints))
        self._hints[task_id] = number
        label = _("힌트 {number}/{count}: {text}")
        print(label.format(number=number, count=len(hints), text=task.say(hints[number - 1])))

    def assignment(self) -> None:
        """Print what this lesson drew for this learner. Raises LessonError."""
        print(assignment(self._opened()).text())

    def quiz(self, quiz_id: str) -> None:
        """Show a question; not graded, its feedback explains. Raises LessonError."""
        self._show(quiz(self._opened(), quiz_id))

    def recall(self) -> None:
        """Show the questions about earlier lessons that this one begins with; not graded."""
        self._show(Recall(self._opened()))

    def score(self) -> None:
        """Show the points of the whole lesson, in one line that is the same for the same work."""
        report: Report = grade(self._opened())
        line = _("점수: {points}/{max}").format(points=report.points, max=report.max_points)
        if IN_DESK in os.environ:
            self._show(Output(report.lesson, "", line))
        else:
            print(line)
        if report.trouble:
            print(report.trouble)

    def _show(self, answer: object) -> None:
        """Show what was waited for, in the place of the word that it is waited for."""
        if self.waited:
            clear_output(wait=True)  # type: ignore[no-untyped-call]
        display(answer)  # type: ignore[no-untyped-call]

    def _opened(self) -> str:
        """The lesson in hand; after a restart of the kernel the notebook's own name tells it."""
        if not self._lesson:
            self._lesson = draw.lesson = _by_name()
        if not self._lesson:
            raise LessonError(
                _("아직 단원을 열지 않았습니다."),
                _("이 노트북의 첫 번째 코드 셀을 실행하세요. lab.open(…)이 적혀 있습니다."),
                code="no-lesson-open",
            )
        return self._lesson


def _by_name() -> str:
    """The lesson of the notebook that this kernel is for, as Jupyter's server names it; "" if none."""
    name = Path(os.environ.get("JPY_SESSION_NAME", "")).name
    return next((known.name for known in course().lessons if name.startswith(known.name)), "")


def _say_waits(shell: Any) -> None:
    """Say below a cell what it waits for; under nbgrader nobody watches.

    Anew for each cell, because a cell may run in a context of its own (ipykernel 7 has a task for each).
    """
    if shell is None or os.environ.get("NBGRADER_EXECUTION"):
        return

    def say(sentence: str) -> None:
        lab.waited = True
        tell(sentence)

    def begin(_cell: object = None) -> None:
        lab.waited = False
        watch(say)

    begin()  # this is imported by a cell that has begun already
    shell.events.register("pre_run_cell", begin)


lab = Lab()
failed.install(get_ipython())
_say_waits(get_ipython())
