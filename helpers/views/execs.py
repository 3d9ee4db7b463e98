"""Which of the programs that are started in containers are the learner's doing.

A check runs programs in containers, too: if its own `docker exec` made a panel look again, it would look
for ever. The journal knows which are a check's, but a moment later than the event; so they are noted first
and judged at the next beat.
"""

from __future__ import annotations

import threading
from typing import Any

from docker import APIClient

from helpers.checks.run import TROUBLE
from helpers.errors import CourseError
from helpers.lab import Event, Journal
from helpers.lab.events import EXECS


class Execs:
    """Notes what was run since it was last asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._noted: list[Event] = []

    def note(self, raw: dict[str, Any]) -> bool:
        """Note it if it is a program that was run in a container; False, it deserves no look yet."""
        event = Event.from_engine(raw)
        if event.kind == "container" and event.action in EXECS and not event.own:
            with self._lock:
                self._noted.append(event)
        return False

    def by_the_learner(self, api: APIClient | None) -> bool:
        """Whether any of what was noted was the learner's: no check's, and no health check's."""
        with self._lock:
            noted, self._noted = self._noted, []
        if not noted or api is None:
            return False
        try:
            return Journal(api).asked_for(noted)
        except (CourseError, *TROUBLE):  # of an engine that is gone the follower tells
            return False
