"""One event of the engine as the course keeps it, and which ones are worth keeping."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PROBE_LABEL = "course.probe"  # on containers that a check makes for itself, for a moment
COURSE = "course"  # the kind of the course's own notes among the events; their actions:
RESET = "course-reset"  # the lesson starts anew
GAP = "gap"  # the daemon forgot events that nobody had read; all volumes that are there after it
SEEN = "seen"  # what the engine says of the learner's volumes
CURSOR = "cursor"  # the last event that was read, where it was not worth a line
ATTEMPT, TAKEN_BACK = "attempt", "taken-back"  # an author's proof: what lies between does not count
OWN_EXEC = "own-exec"  # this exec was a check's, not the learner's
EXECS = ("exec_create", "exec_die")
# exec_* come with every health check and every probe, archive-path and a volume's mount with every look
# into a container: they would push real events out of reach, and a panel would look again for ever
IGNORED = (
    "exec_create", "exec_start", "exec_die", "exec_detach", "top", "resize",
    "archive-path", "extract-to-dir", "mount", "unmount",
)  # fmt: skip
LONGEST = 2000  # characters that are kept of an attribute; a label can have 100 kB
MOST = 200  # attributes that are kept of an event

Key = tuple[int, str, str, str]


@dataclass(frozen=True)
class Event:
    """One event of the engine: `time` in ns, `kind` as Docker's Type, `name` without slash.

    An `exec_create` has what was to be run as attribute `command`; it and its `exec_die` share `execID`. A
    `health_status` has what the container is now as attribute `health`.
    """

    time: int
    kind: str
    action: str
    id: str
    name: str
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What tells it from every other event."""
        return (self.time, self.kind, self.action, self.id)

    @property
    def own(self) -> bool:
        """Whether it is the course's own doing: a note of the journal, or a probe's."""
        return self.kind == COURSE or PROBE_LABEL in self.attributes

    def json(self) -> dict[str, Any]:
        """As it stands in the journal."""
        return {**vars(self), "attributes": dict(self.attributes)}

    @classmethod
    def from_engine(cls, raw: dict[str, Any]) -> Event:
        """From one message of the /events stream."""
        identity, attributes = _actor(raw)
        action, _colon, rest = str(raw.get("Action", "")).partition(":")
        kind = str(raw.get("Type", ""))
        if action == "exec_create":
            attributes["command"] = rest.strip()[:LONGEST]
        if action == "health_status":
            attributes["health"] = rest.strip()
        time = raw.get("timeNano")
        return cls(
            time if type(time) is int else 0, kind, action, identity,
            attributes.get("name", identity), attributes,
        )  # fmt: skip

    @classmethod
    def from_line(cls, raw: object) -> Event | None:
        """From a line of the journal; None if it is anything else, whatever its types."""
        if not isinstance(raw, dict):
            return None
        kind, action, identity, name = (raw.get(word) for word in ("kind", "action", "id", "name"))
        time, attributes = raw.get("time"), raw.get("attributes", {})
        if type(time) is not int or not isinstance(attributes, dict):
            return None
        if not all(isinstance(word, str) for word in (kind, action, identity, name, *attributes.values())):
            return None
        return cls(time, str(kind), str(action), str(identity), str(name), attributes)


def interesting(raw: dict[str, Any]) -> bool:
    """Whether an event is news for who watches the engine. Being given no network is none: probes are."""
    identity, attributes = _actor(raw)
    no_network = raw.get("Type") == "network" and attributes.get("name", identity) == "none"
    return not no_network and str(raw.get("Action", "")).split(":")[0] not in IGNORED


def _actor(raw: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """Whose event it is, and its attributes as text, cut to what is reasonable."""
    actor = raw.get("Actor")
    actor = actor if isinstance(actor, dict) else {}
    found = actor.get("Attributes")
    pairs = list(found.items())[:MOST] if isinstance(found, dict) else []
    return str(actor.get("ID", "")), {str(key)[:LONGEST]: str(value)[:LONGEST] for key, value in pairs}
