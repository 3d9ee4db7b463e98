"""What a lesson's notebook talks to: `from helpers.notebook import lab, draw`."""

from __future__ import annotations

from IPython.core.getipython import get_ipython
from IPython.display import display

from helpers.checks import Report, find_task, grade, load
from helpers.checks.assignment import assignment
from helpers.course import lesson as find_lesson
from helpers.errors import LessonError
from helpers.i18n import _
from helpers.views import failed
from helpers.views.draw import draw
from helpers.views.panel import Panel
from helpers.views.progress import Contents, standings
from helpers.views.quiz import quiz

__all__ = ["draw", "lab"]


class Lab:
    """The lesson that this notebook is about. One per kernel, and one panel: a new one replaces it."""

    def __init__(self) -> None:
        self._lesson = ""
        self._panel: Panel | None = None
        self._hints: dict[str, int] = {}

    def open(self, lesson: str) -> None:
        """Show the lesson's panel; it follows the engine from now on. Raises LessonError."""
        name = find_lesson(lesson).name
        if self._panel:
            self._panel.close()
        self._lesson = draw.lesson = name
        self._panel = Panel(name)
        display(self._panel)  # type: ignore[no-untyped-call]

    def check(self, task_id: str) -> int:
        """Grade one task, print what was found; the points are what nbgrader takes as partial credit."""
        result = grade(self._opened(), task_id).tasks[0]
        print(result.text())
        return result.points

    def hint(self, task_id: str) -> None:
        """Print the next hint of a task; after the last one, the last one again."""
        hints = find_task(load(self._opened()), task_id).hints
        number = min(self._hints.get(task_id, 0) + 1, len(hints))
        self._hints[task_id] = number
        label = _("힌트 {number}/{count}: {text}")
        print(label.format(number=number, count=len(hints), text=_(hints[number - 1])))

    def assignment(self) -> None:
        """Print what this lesson drew for this learner. Raises LessonError."""
        print(assignment(self._opened()).text())

    def quiz(self, quiz_id: str) -> None:
        """Show a question; not graded, its feedback explains. Raises LessonError."""
        display(quiz(self._opened(), quiz_id))  # type: ignore[no-untyped-call]

    def score(self) -> None:
        """Print the points of the whole lesson in one line that is the same for the same work."""
        report: Report = grade(self._opened())
        print(_("점수: {points}/{max}").format(points=report.points, max=report.max_points))
        if report.trouble:
            print(report.trouble)

    def contents(self) -> None:
        """Show every lesson of the course with the learner's points."""
        display(Contents(standings()))  # type: ignore[no-untyped-call]

    def _opened(self) -> str:
        if not self._lesson:
            raise LessonError(
                _("아직 단원을 열지 않았습니다."),
                _('노트북의 첫 셀을 실행하세요: lab.open("03_commit_diff")'),
                code="no-lesson-open",
            )
        return self._lesson


lab = Lab()
failed.install(get_ipython())
