"""The event journal: what happened on the engine since the course began, kept in a file.

The daemon keeps only its last 256 events (moby, daemon/events), so a recorder (helpers.lab.record)
follows them beside JupyterLab. Whoever reads first asks the daemon for what is missing since the last
line; with fewer than 256 events in between nothing is lost even when no recorder runs.
"""

from __future__ import annotations

import json
import os
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import docker

from helpers.lab.baseline import Baseline
from helpers.lab.files import locked
from helpers.lab.inventory import engine_id
from helpers.paths import state

RESET = "course-reset"
# the daemon stamps an event before it queues it: one can come after another that is stamped later
OVERLAP = 10**9  # ns that are asked for again
# exec_* come with every health check and every probe, archive-path and a volume's mount with every look
# into a container: they would push real events out of reach, and a panel would look again for ever
IGNORED = (
    "exec_create", "exec_start", "exec_die", "exec_detach", "top", "resize",
    "archive-path", "extract-to-dir", "mount", "unmount",
)  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One event of the engine: `time` in ns, `kind` as Docker's Type, `name` without slash."""

    time: int
    kind: str
    action: str
    id: str
    name: str
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[int, str, str, str]:
        """What tells it from every other event."""
        return (self.time, self.kind, self.action, self.id)

    @classmethod
    def from_engine(cls, raw: dict[str, Any]) -> Event:
        """From one message of the /events stream. Podman says `remove` where Docker says `destroy`."""
        actor = raw.get("Actor") or {}
        attributes = {str(k): str(v) for k, v in (actor.get("Attributes") or {}).items()}
        action = str(raw.get("Action", "")).split(":")[0]
        kind = str(raw.get("Type", ""))
        if kind == "container" and action == "remove":
            action = "destroy"
        return cls(
            int(raw.get("timeNano") or 0), kind, action, str(actor.get("ID", "")),
            attributes.get("name", str(actor.get("ID", ""))), attributes,
        )  # fmt: skip


def interesting(raw: dict[str, Any]) -> bool:
    """Whether an event belongs in the journal. Being given no network is no news: probes are."""
    network = raw.get("Type") == "network" and raw.get("Actor", {}).get("Attributes", {}).get("name")
    return network != "none" and str(raw.get("Action", "")).split(":")[0] not in IGNORED


@dataclass
class Parsed:
    """What this process has read of a journal, and up to which byte: the file only grows."""

    offset: int = 0
    events: list[Event] = field(default_factory=list)


_parsed: dict[Path, Parsed] = {}
_reading = threading.Lock()  # a panel and its cells read from different threads


class Journal:
    """The journal of one engine. Every call looks at the file anew: several processes share it."""

    def __init__(self, api: docker.APIClient):
        self.api = api
        self.path: Path = state() / f"journal-{engine_id(api)}.jsonl"

    def catch_up(self) -> None:
        """Append what happened since the last line. Raises what docker-py raises."""
        with locked(self.path):
            start = Baseline.of(self.api).time
            known = [event for event in self._read() if event.kind != "course"]
            since = max(start, max((event.time for event in known), default=0) - OVERLAP)
            raw = self.api.events(since=_stamp(since), until=_stamp(time.time_ns()), decode=True)
            seen = {event.key for event in known if event.time >= since}
            found = [Event.from_engine(one) for one in raw if interesting(one)]
            self._append([event for event in found if event.key not in seen])

    def mark_reset(self, lesson: str) -> None:
        """From here on the lesson starts anew: what happened before does not count for it."""
        with locked(self.path):
            self._append([Event(time.time_ns(), "course", RESET, lesson, lesson)])

    def events(self, lesson: str = "") -> list[Event]:
        """All events in order; with a lesson, those since its last reset."""
        found = self._read()
        for index in range(len(found) - 1, -1, -1):
            if lesson and found[index].action == RESET and found[index].name == lesson:
                return found[index + 1 :]
        return found

    def _append(self, events: list[Event]) -> None:
        lines = "".join(json.dumps(asdict(event), ensure_ascii=False) + "\n" for event in events)
        with self.path.open("ab+") as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                if file.read() != b"\n":  # the last writer was cut off by a full disk or a power cut
                    lines = "\n" + lines
            file.write(lines.encode())

    def _read(self) -> list[Event]:
        """All events; only the lines that are new since the last call are parsed."""
        with _reading:
            known = _parsed.setdefault(self.path, Parsed())
            if not self.path.exists() or self.path.stat().st_size < known.offset:  # begun anew
                known = _parsed[self.path] = Parsed()
            if self.path.exists():
                with self.path.open("rb") as file:
                    file.seek(known.offset)
                    whole, newline, _half = file.read().rpartition(b"\n")
                known.offset += len(whole + newline)
                known.events += filter(None, map(_event, whole.split(b"\n")))
            return list(known.events)


def _event(line: bytes) -> Event | None:
    """None for a line that was cut off: it costs only itself."""
    try:
        return Event(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _stamp(nanoseconds: int) -> str:
    return f"{nanoseconds // 10**9}.{nanoseconds % 10**9:09d}"
