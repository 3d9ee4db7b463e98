"""The panels of the lessons that somebody looks at: one each, however many pages show it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from helpers.views.panel import Panel

LINGER = 20.0  # seconds that a panel follows on without a page: a reload must find it


Shown = Callable[[str, Mapping[str, str]], None]
"""Told a lesson's name and the parts of its panel that changed; from any thread."""


class Panels:
    """Opened by the first page that looks at a lesson, closed some time after the last one left."""

    def __init__(self, shown: Shown):
        self._shown = shown
        self._turn = threading.RLock()
        self._panels: dict[str, Panel] = {}
        self._lookers: dict[object, str] = {}

    def look(self, who: object, lesson: str) -> None:
        """`who` looks at this lesson now, and at no other; "" at none. Raises LessonError."""
        with self._turn:
            self._lookers[who] = lesson
            if lesson and lesson not in self._panels:
                self._panels[lesson] = Panel(lesson, lambda news: self._shown(lesson, news))
        self._leave_later()

    def leave(self, who: object) -> None:
        """`who` looks at nothing any more."""
        with self._turn:
            self._lookers.pop(who, None)
        self._leave_later()

    def parts(self, lesson: str) -> Mapping[str, str]:
        """All that the panel of a lesson shows; nothing if it is not open."""
        panel = self._panels.get(lesson)
        return dict(panel.parts) if panel else {}

    def grade(self, lesson: str, task: str) -> None:
        """Grade now, because the learner asks for the verdict on a task."""
        panel = self._panels.get(lesson)
        if panel:
            panel.grade(asked=task)

    def close(self) -> None:
        """End all of them."""
        with self._turn:
            panels, self._panels = list(self._panels.values()), {}
        for panel in panels:
            panel.close()

    def _leave_later(self) -> None:
        timer = threading.Timer(LINGER, self._sweep)
        timer.daemon = True
        timer.start()

    def _sweep(self) -> None:
        """Close what nobody looks at."""
        with self._turn:
            wanted = set(self._lookers.values())
            idle = [self._panels.pop(name) for name in list(self._panels) if name not in wanted]
        for panel in idle:
            panel.close()
