"""Cell ids that an edit elsewhere in the lesson does not change.

A task's cells are named after the task. Every other cell is named after the heading it stands under
(a short hash of it: ids are ASCII, headings are Korean), its kind, and its number of that kind there.
"""

from __future__ import annotations

import hashlib
from collections import Counter

from helpers.markdown import headings


class Ids:
    """Hands out the ids of one lesson's cells, in order; `number` is the lesson's two digits."""

    def __init__(self, number: str):
        self._number = number
        self._section = "intro"
        self._used: Counter[str] = Counter()

    def markdown(self, text: str) -> str:
        """The id of a Markdown cell; its headings name the cells that follow."""
        names = [name for _level, name in headings(text)]
        if names:
            self._enter(names[0])
        cell_id = self._next(f"{self._section}-m")
        for name in names[1:]:
            self._enter(name)
        return cell_id

    def code(self) -> str:
        """The id of a code cell that is no task's."""
        return self._next(f"{self._section}-c")

    def answer(self, task: str) -> str:
        """The id of a cell in which the learner solves a task; a second one gets a number."""
        stem = f"{self._number}-{task}-answer"
        self._used[stem] += 1
        return stem if self._used[stem] == 1 else f"{stem}-{self._used[stem]}"

    def check(self, task: str) -> str:
        """The id of the cell that grades a task."""
        return f"{self._number}-{task}"

    def _enter(self, heading: str) -> None:
        stem = "h" + hashlib.sha256(heading.encode()).hexdigest()[:8]
        self._used[stem] += 1
        self._section = stem if self._used[stem] == 1 else f"{stem}x{self._used[stem]}"

    def _next(self, stem: str) -> str:
        self._used[stem] += 1
        return f"{stem}{self._used[stem]}"
