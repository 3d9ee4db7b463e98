"""The outcome of grading: the same for panel, command line and grader."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import Any

from helpers.errors import CourseError
from helpers.i18n import _

PASSED, FAILED, BLOCKED = "passed", "failed", "blocked"
SYMBOLS = {PASSED: "✓", FAILED: "✗", BLOCKED: "–"}
UNTOUCHED = "○"  # not done, and nothing of it begun


@dataclass(frozen=True)
class Result:
    """One task's outcome, in the language it was graded in.

    `status` is what is true now; `points` are what was earned, now or before. `earned_at` is when (ns
    since 1970), 0 if it never was. `begun`: the engine shows something of the learner's that concerns the
    task; without it the task is not wrong, only not started. `inside`: what was asked can change without
    an event of the engine.
    """

    id: str
    title: str
    status: str
    points: int
    max_points: int
    message: str
    expected: str = ""
    found: str = ""
    hint: str = ""
    earned_at: int = 0
    begun: bool = True
    inside: bool = False

    @property
    def untouched(self) -> bool:
        """Whether it is not done and nothing of it was begun."""
        return self.status == FAILED and not self.earned and not self.begun

    @property
    def earned(self) -> bool:
        """Whether it passes now, or did before."""
        return self.status == PASSED or self.earned_at > 0

    @property
    def undone(self) -> bool:
        """Whether it was earned and is not true any more, as after tidying up."""
        return self.earned and self.status != PASSED

    def json(self) -> dict[str, Any]:
        """As `course check --json` lists it; `earned` is when it passed first, in UTC, or null."""
        row = asdict(self)
        when = row.pop("earned_at")
        del row["inside"]
        return row | {
            "earned": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(when / 1e9)) if when else None
        }

    def text(self) -> str:
        """The outcome as lines of text, for a terminal or a notebook without widgets."""
        symbol = UNTOUCHED if self.untouched else SYMBOLS[PASSED if self.earned else self.status]
        head = _("{symbol} {title} ({points}/{max}점)").format(
            symbol=symbol, title=self.title, points=self.points, max=self.max_points
        )
        if self.undone:
            return "\n".join([head, f"  {self.undone_text()}"])
        lines = [head, f"  {self.message}"]
        if self.expected:
            lines.append("  " + _("기대: {text}").format(text=self.expected))
        if self.found:
            lines.append("  " + _("실제: {text}").format(text=self.found))
        if self.hint:
            lines.append("  " + _("해 보기: {text}").format(text=self.hint))
        return "\n".join(lines)

    def undone_text(self) -> str:
        """That the points stay though it is not true now, and why it is not."""
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(self.earned_at / 1e9))
        return _("{when}에 해냈고 점수는 그대로입니다. 지금은: {message}").format(
            when=when, message=self.message
        )


@dataclass(frozen=True)
class Report:
    """One lesson's outcome; `trouble` is why the engine could not be asked, if it could not.

    `notice` is a sentence about the grading itself: what was earned could not be kept, say.
    """

    lesson: str
    tasks: tuple[Result, ...]
    trouble: CourseError | None = None
    notice: str = ""

    @property
    def points(self) -> int:
        """Points earned."""
        return sum(task.points for task in self.tasks)

    @property
    def max_points(self) -> int:
        """Points there are."""
        return sum(task.max_points for task in self.tasks)

    @property
    def exit_code(self) -> int:
        """0 all earned, 1 not yet, 2 could not check."""
        if self.trouble:
            return 2
        return 0 if all(task.earned for task in self.tasks) else 1

    def json(self) -> dict[str, Any]:
        """As `course check --json` prints it."""
        return {
            "lesson": self.lesson,
            "points": self.points,
            "max_points": self.max_points,
            "tasks": [task.json() for task in self.tasks],
        }

    def text(self) -> str:
        """As `course check` prints it."""
        total = _("{lesson}: {points}/{max}점").format(
            lesson=self.lesson, points=self.points, max=self.max_points
        )
        notice = [self.notice] if self.notice else []
        return "\n".join([*(task.text() for task in self.tasks), total, *notice])
