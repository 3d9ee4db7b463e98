"""The event journal: what happened on the engine since the course began, kept in a file.

The daemon keeps only its last 256 events, in memory, so a recorder (helpers.lab.record) follows them
beside JupyterLab. Whoever reads first asks the daemon for what is missing since the last line. Where what
the daemon has does not reach back to it, events were lost: the journal says so with a gap.

Time is the engine's own. What is new is told by its place in the daemon's memory, not by its stamp: the
engine's clock may be set while it runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docker

from helpers.lab import daemon, log
from helpers.lab.baseline import NO_EVENT, Baseline, journal_path
from helpers.lab.events import (
    ATTEMPT,
    COURSE,
    CURSOR,
    EXECS,
    GAP,
    IGNORED,
    OWN_EXEC,
    RESET,
    SEEN,
    TAKEN_BACK,
    Event,
    interesting,
)  # fmt: skip
from helpers.lab.inventory import volumes
from helpers.lab.log import NOTHING, Parsed
from helpers.lab.provenance import owned_volumes
from helpers.lab.state import turn

__all__ = ["IGNORED", "Journal", "interesting"]

OVERRUN, RESTART = "overrun", "restart"  # why there is a gap: too much happened, or the daemon began anew
# the daemon stamps an event before it queues it: one can come after another that is stamped later
OVERLAP = 10**9  # ns that are asked for again


class Journal:
    """The journal of one engine. Every call looks at the file anew: several processes share it."""

    def __init__(self, api: docker.APIClient):
        self.api = api
        self.path: Path = journal_path(api)

    def catch_up(self) -> None:
        """Append what happened since the last line. Raises what docker-py raises, StateError, BusyError."""
        baseline = Baseline.of(self.api)
        with turn(self.path):
            log.shorten(self.path, baseline.json)
            known = log.read(self.path)
            raw, reason = self._unread(known, baseline)
            if daemon.tells_late(self.api, raw):
                raw, reason = self._unread(known, baseline)
            batch = [Event.from_engine(told) for told in raw]
            worth = {event.key for event, told in zip(batch, raw, strict=True) if interesting(told)}
            worth |= {event.key for event in self._execs(batch, known)}
            new = [event for event in batch if event.key not in known.keys and event.key != baseline.anchor]
            news = [event for event in new if event.key in worth and not event.own]
            lines = [*self._gap(reason, batch), *news, *_cursor(batch, news, known)]
            log.append(self.path, lines, None if known.head else baseline.json())
            self._look_at_volumes(baseline)

    def knows(self, raw: dict[str, Any]) -> bool:
        """Whether this message of the /events stream has been read already."""
        return Event.from_engine(raw).key in log.read(self.path).keys

    def mark_reset(self, lesson: str) -> None:
        """From here on the lesson starts anew: what happened before does not count for it."""
        with turn(self.path):
            log.append(self.path, [Event(daemon.now(self.api), COURSE, RESET, lesson, lesson)])

    def own_exec(self, exec_id: str) -> None:
        """Say, to every process, that this exec is the course's own and not the learner's."""
        log.note(self.path, Event(0, COURSE, OWN_EXEC, exec_id, exec_id))

    def asked_for(self, execs: list[Event]) -> bool:
        """Whether somebody asked for one of these execs: not a check, and not a health check."""
        self.catch_up()
        known = {event.attributes.get("execID") for event in self.events() if event.action in EXECS}
        return any(event.attributes.get("execID") in known for event in execs)

    def begin_attempt(self) -> None:
        """From here on everything counts only until take_back()."""
        self.catch_up()
        with turn(self.path):
            log.append(self.path, [Event(daemon.now(self.api), COURSE, ATTEMPT, "", "")])

    def take_back(self) -> None:
        """What happened since begin_attempt() does not count for any lesson."""
        self.catch_up()
        with turn(self.path):
            log.append(self.path, [Event(daemon.now(self.api), COURSE, TAKEN_BACK, "", "")])

    def events(self, lesson: str = "") -> list[Event]:
        """All events in order; with a lesson, those since its last reset. Raises StateError."""
        own = log.read(self.path).own_execs
        return [
            event
            for event in self._since_reset(lesson)
            if event.kind != COURSE and event.attributes.get("execID") not in own
        ]

    def gap(self, lesson: str = "") -> Event | None:
        """The last gap in which events of the lesson may have been lost since its reset; None if none.

        Only where more happened than the daemon keeps. A daemon that began anew forgets, too, but
        nothing says that there was anything to forget.
        """
        found = [event for event in self._since_reset(lesson) if (event.kind, event.action) == (COURSE, GAP)]
        return next((gap for gap in reversed(found) if gap.name == OVERRUN), None)

    def notes_and_events(self) -> list[Event]:
        """Everything in order, with the course's own notes."""
        return list(log.read(self.path).events)

    def _since_reset(self, lesson: str) -> list[Event]:
        found = _without_attempts(self.notes_and_events())
        for index in range(len(found) - 1, -1, -1):
            note = found[index]
            if lesson and (note.kind, note.action, note.name) == (COURSE, RESET, lesson):
                return found[index + 1 :]
        return found

    def _unread(self, known: Parsed, baseline: Baseline) -> tuple[list[dict[str, Any]], str]:
        """What the daemon has beyond the last line, and why something is missing before it ("" if not)."""
        last = max((key[0] for key in known.keys), default=0)
        for since in (last - OVERLAP, 0) if last > OVERLAP else (0,):
            raw = daemon.past(self.api, since)
            keys = [Event.from_engine(told).key for told in raw]
            first = next(
                (at for at, key in enumerate(keys) if key in known.keys or key == baseline.anchor), None
            )
            if first is not None:
                return raw[first:], ""
        overrun = OVERRUN if len(raw) >= daemon.RING else ""
        if known.blank or (baseline.anchor == NO_EVENT and not known.keys):
            return raw, overrun  # there was nothing yet to go on from
        if known.keys or baseline.anchor:
            return raw, overrun or RESTART
        # the first version of the baseline did not say which event was the last
        return [told for told in raw if Event.from_engine(told).time >= baseline.time], overrun

    def _gap(self, reason: str, batch: list[Event]) -> list[Event]:
        """The note of a gap, with all volumes that are there after it."""
        if not reason:
            return []
        beyond = "" if batch else NOTHING
        return [Event(daemon.now(self.api), COURSE, GAP, beyond, reason, volumes(self.api))]

    def _execs(self, batch: list[Event], known: Parsed) -> list[Event]:
        """Those execs of a batch that somebody asked for: not a check's, and not a health check's."""
        found = [
            event for event in batch if event.kind == "container" and event.action in EXECS and not event.own
        ]
        new = [
            event for event in found
            if event.key not in known.keys and event.attributes.get("execID") not in known.own_execs
        ]  # fmt: skip
        health: dict[str, str | None] = {}
        asked: set[str | None] = set()
        if any(event.action == "exec_die" for event in new):
            asked = {
                event.attributes.get("execID") for event in known.events if event.action == "exec_create"
            }
        kept = []
        for event in new:
            if event.action == "exec_create":
                if event.id not in health:
                    health[event.id] = self._health_check(event.id)
                if event.attributes["command"] == health[event.id]:
                    continue
                asked.add(event.attributes.get("execID"))
            elif event.attributes.get("execID") not in asked:
                continue
            kept.append(event)
        return kept

    def _health_check(self, container: str) -> str | None:
        """What a container's HEALTHCHECK runs, as its events say it; None without one, or if it is gone."""
        try:
            config: dict[str, Any] = self.api.inspect_container(container).get("Config") or {}
        except docker.errors.NotFound:
            return None
        test = [str(word) for word in (config.get("Healthcheck") or {}).get("Test") or ()]
        if test[:1] == ["CMD-SHELL"]:
            return " ".join([*(config.get("Shell") or ("/bin/sh", "-c")), *test[1:]]).strip()
        return " ".join(test[1:]).strip() if test[:1] == ["CMD"] else None

    def _look_at_volumes(self, baseline: Baseline) -> None:
        """Note what the engine says now of volumes that are the learner's: by it they are known later."""
        told = self.notes_and_events()
        own = owned_volumes(baseline, told, daemon.tells_only_new_volumes(self.api))
        if not own:
            return
        here = volumes(self.api)
        looks = {name: here[name] for name in own if name in here}
        last = next(
            (event.attributes for event in reversed(told) if (event.kind, event.action) == (COURSE, SEEN)), {}
        )
        if looks != last:
            log.append(self.path, [Event(daemon.now(self.api), COURSE, SEEN, "", "", looks)])


def _without_attempts(events: list[Event]) -> list[Event]:
    """Everything but what was taken back."""
    kept: list[Event] = []
    begun = 0
    for event in events:
        if (event.kind, event.action) == (COURSE, ATTEMPT):
            begun = len(kept)
        elif (event.kind, event.action) == (COURSE, TAKEN_BACK):
            del kept[begun:]
        else:
            kept.append(event)
    return kept


def _cursor(batch: list[Event], news: list[Event], known: Parsed) -> list[Event]:
    """A note of the last event that was read, if it is not kept itself: from it the next reader goes on."""
    if not batch or batch[-1].key in known.keys or batch[-1] in news:
        return []
    time, kind, action, identity = batch[-1].key
    return [Event(time, COURSE, CURSOR, identity, "", {"kind": kind, "action": action})]
