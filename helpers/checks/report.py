"""The outcome of grading: the same for panel, command line and grader."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from helpers.errors import CourseError
from helpers.i18n import _

PASSED, FAILED, BLOCKED = "passed", "failed", "blocked"
SYMBOLS = {PASSED: "✓", FAILED: "✗", BLOCKED: "–"}


@dataclass(frozen=True)
class Result:
    """One task's outcome, in the language it was graded in."""

    id: str
    title: str
    status: str
    points: int
    max_points: int
    message: str
    expected: str = ""
    found: str = ""
    hint: str = ""

    def text(self) -> str:
        """The outcome as lines of text, for a terminal or a notebook without widgets."""
        lines = [
            _("{symbol} {title} ({points}/{max}점)").format(
                symbol=SYMBOLS[self.status], title=self.title, points=self.points, max=self.max_points
            ),
            f"  {self.message}",
        ]
        if self.expected:
            lines.append("  " + _("기대: {text}").format(text=self.expected))
        if self.found:
            lines.append("  " + _("실제: {text}").format(text=self.found))
        if self.hint:
            lines.append("  " + _("해 보기: {text}").format(text=self.hint))
        return "\n".join(lines)


@dataclass(frozen=True)
class Report:
    """One lesson's outcome; `trouble` is why the engine could not be asked, if it could not."""

    lesson: str
    tasks: tuple[Result, ...]
    trouble: CourseError | None = None

    @property
    def points(self) -> int:
        """Points reached."""
        return sum(one.points for one in self.tasks)

    @property
    def max_points(self) -> int:
        """Points there are."""
        return sum(one.max_points for one in self.tasks)

    @property
    def exit_code(self) -> int:
        """0 all passed, 1 not yet, 2 could not check."""
        if self.trouble:
            return 2
        return 0 if all(one.status == PASSED for one in self.tasks) else 1

    def json(self) -> dict[str, Any]:
        """As `course check --json` prints it."""
        return {
            "lesson": self.lesson,
            "points": self.points,
            "max_points": self.max_points,
            "tasks": [asdict(one) for one in self.tasks],
        }

    def text(self) -> str:
        """As `course check` prints it."""
        total = _("{lesson}: {points}/{max}점").format(
            lesson=self.lesson, points=self.points, max=self.max_points
        )
        return "\n".join([*(one.text() for one in self.tasks), total])
