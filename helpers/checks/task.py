"""A task: what is demanded of the engine, what it is worth, and how a learner is helped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.lab import Scope

if TYPE_CHECKING:
    from helpers.checks.look import Look

Check = Callable[["Look"], str]
"""Looks at the engine; returns the sentence of success, raises NotYet or Blocked."""


@dataclass(frozen=True)
class Page:
    """A page of a web server in a container, by the port inside; what a browser would show."""

    container: str
    path: str
    port: int = 80


@dataclass(frozen=True)
class Task:
    """One graded task. Title and hints are Korean and translated where they are shown.

    `needs` names tasks whose result this one builds on: while one of them has not passed, this one
    is blocked instead of failed. `page` is what the panel shows once the task has passed. A
    `silent` one becomes true without an event of the engine: the panel looks again by itself.
    """

    id: str
    title: str
    points: int
    hints: tuple[str, str, str]
    check: Check = field(compare=False)
    needs: tuple[str, ...] = ()
    page: Page | None = None
    silent: bool = False


def task(
    *,
    title: str,
    points: int,
    hints: tuple[str, str, str],
    needs: tuple[str, ...] = (),
    page: Page | None = None,
    silent: bool = False,
) -> Callable[[Check], Task]:
    """Make the decorated check a task; its id is the function's name with hyphens."""

    def make(check: Check) -> Task:
        return Task(check.__name__.replace("_", "-"), title, points, hints, check, needs, page, silent)

    return make


@dataclass(frozen=True)
class Miss:
    """A mistake that must not pass: shell that makes it, shell that takes it back, what the check says.

    `says` is a part of the Korean message or hint that fits this mistake; CI provokes it on a real engine.
    `explained`: the engine refuses a command of it, and this is the code of what `course explain` makes
    of the refusal ("" if nothing is refused).
    """

    name: str
    do: str
    undo: str
    says: str
    status: str = "failed"
    explained: str = ""


@dataclass(frozen=True)
class Demands:
    """Everything a lesson demands: its scope on the engine and its tasks in order."""

    lesson: str
    scope: Scope
    tasks: tuple[Task, ...]

    @property
    def points(self) -> int:
        """What the whole lesson is worth."""
        return sum(task.points for task in self.tasks)
