"""A task: what is demanded of the engine, what it is worth, and how a learner is helped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.checks.task_words import Saying
from helpers.i18n import _
from helpers.lab import Scope

if TYPE_CHECKING:
    from helpers.checks.drawing import Drawing
    from helpers.checks.look import Look

Fields = Mapping[str, object]
Condition = Callable[["Look"], Fields | None]
"""Looks at the engine; raises NotYet or Blocked, or returns what the sentence of success is filled with."""


@dataclass(frozen=True)
class Page:
    """A page of a web server in a container, by the port inside; what a browser would show."""

    container: str
    path: str
    port: int = 80


@dataclass(frozen=True)
class Task:
    """One graded task. Its words are Korean and translated where they are shown.

    `needs` names tasks whose result this one builds on: while one of them has not passed, this one
    is blocked instead of failed. `page` is what the panel shows once the task has passed. A
    `silent` one becomes true without an event of the engine: the panel looks again by itself. `other_way` and
    `solution` are for after it has passed; with a `drawing` the words hold what is drawn for each learner.
    """

    id: str
    title: str
    points: int
    hints: tuple[str, ...]
    condition: Condition = field(compare=False)
    needs: tuple[str, ...] = ()
    passed: str = ""
    page: Page | None = None
    silent: bool = False
    other_way: str = ""
    solution: str = ""
    drawing: Drawing | None = field(default=None, compare=False)

    def say(self, text: str) -> str:
        """One of the task's words in the language in force, with what was drawn for this learner."""
        return self.drawing.mine().fill(_(text)) if self.drawing else _(text)

    @property
    def drawn(self) -> Mapping[str, str]:
        """What was drawn for this learner, for sentences that are filled."""
        return self.drawing.mine().values if self.drawing else {}


@dataclass(frozen=True)
class Check:
    """A condition that an author wrote, and the id of the task it belongs to."""

    id: str
    condition: Condition = field(compare=False)


def task(condition: Condition) -> Check:
    """Make the decorated function the condition of a task; its id is the function's name with hyphens."""
    return Check(re.sub("_", "-", condition.__name__), condition)


@dataclass(frozen=True)
class LessonSpec:
    """Everything a lesson demands: its scope on the engine, its tasks in order, its own sentences by key."""

    lesson: str
    scope: Scope
    tasks: tuple[Task, ...]
    says: Mapping[str, Saying] = field(default_factory=dict)

    @property
    def points(self) -> int:
        """What the whole lesson is worth."""
        return sum(task.points for task in self.tasks)
