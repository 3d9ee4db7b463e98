"""What was on the engine before the course: it is not graded and never removed.

The baseline is kept twice, as a file of its own and at the head of the journal: one of them may be lost.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import docker

from helpers.atomic import write
from helpers.errors import StateError
from helpers.i18n import _
from helpers.lab import daemon, log
from helpers.lab.daemon import engine_id
from helpers.lab.events import Event, Key
from helpers.lab.inventory import Inventory, identities, inventory
from helpers.lab.scope import KINDS
from helpers.lab.state import access, home, set_aside, tell, turn

VERSION = 2
NO_EVENT: Key = (0, "", "", "")
LARGEST = 50_000_000  # bytes; a file above is not one that the course wrote


@dataclass(frozen=True)
class Baseline:
    """The inventory of one engine when the course first met it, and when that was (ns, engine's clock).

    `ids` has the things without a name, too. `anchor` is the last event before, NO_EVENT if the daemon
    had none, None if that is not known: what it tells later belongs to the course. `datastore` tells this
    engine's data from data made anew.
    """

    time: int
    things: Inventory
    ids: dict[str, list[str]] = field(default_factory=dict)
    anchor: Key | None = None
    datastore: str = ""

    @classmethod
    def of(cls, api: docker.APIClient) -> Baseline:
        """The engine's baseline; recorded now if this is the first meeting. Raises StateError, BusyError."""
        path, journal = baseline_path(api), journal_path(api)
        written = _current(path)  # it is put in place as a whole: no turn is needed to read it
        if written and not _data_is_new(written, api):
            return written
        with turn(path):
            kept, current = _kept(path)
            found = kept or _copy(journal)
            if found and _data_is_new(found, api):
                _begin_anew(path, journal)
                found = None
            if found is None:
                found = cls.taken(api)._without(log.read(journal).events)
            if not (kept and current):
                found = replace(found, datastore=found.datastore or daemon.datastore(api))
                with access(path):
                    write(path, json.dumps(found.json(), indent=1))
            return found

    @classmethod
    def taken(cls, api: docker.APIClient) -> Baseline:
        """Look at the engine now. What comes while this looks counts as having been there."""
        events = daemon.past(api)
        anchor = Event.from_engine(events[-1]).key if events else NO_EVENT
        things, ids = inventory(api), identities(api)
        return cls(daemon.now(api), things, ids, anchor, daemon.datastore(api))

    @classmethod
    def from_json(cls, raw: object) -> Baseline:
        """From what json() gave, also of the first version. Raises ValueError on anything else."""
        if not isinstance(raw, dict) or type(raw.get("time")) is not int:
            raise ValueError("no baseline")
        things = raw.get("things")
        if not isinstance(things, dict) or not all(_names(things.get(kind)) for kind in KINDS):
            raise ValueError("no inventory")
        ids = raw.get("ids", {kind: sorted(set(things[kind].values())) for kind in KINDS if kind != "volume"})
        if not isinstance(ids, dict) or not all(_texts(found) for found in ids.values()):
            raise ValueError("no ids")
        return cls(raw["time"], things, ids, _anchor(raw.get("anchor")), str(raw.get("datastore") or ""))

    def json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"version": VERSION, **asdict(self)}

    def holds(self, kind: str, name: str, identity: str) -> bool:
        """Whether this very thing was there before the course, whatever it is called now.

        A volume's name is all that it has: it is taken as the same, see helpers.lab.ownership.
        """
        if kind == "volume":
            return name in self.things["volume"]
        if kind == "image":
            return self.things["image"].get(name) == identity
        return identity in self.ids.get(kind, ())

    def _without(self, events: list[Event]) -> Baseline:
        """For a baseline that was lost: without what a journal that is left shows being made.

        Not volumes: Engine 20.10 says `create` of one that was there already.
        """
        made = {event.id for event in events if event.action == "create" and event.kind != "volume"}
        named = {(event.name, event.id) for event in events if (event.kind, event.action) == ("image", "tag")}
        things = {
            **{
                kind: {name: identity for name, identity in self.things[kind].items() if identity not in made}
                for kind in ("container", "network")
            },
            "image": {name: identity for name, identity in self.things["image"].items()
                      if (name, identity) not in named},
            "volume": self.things["volume"],
        }  # fmt: skip
        ids = {
            kind: [identity for identity in found if identity not in made] for kind, found in self.ids.items()
        }
        return replace(self, things=things, ids=ids)


def baseline_path(api: docker.APIClient) -> Path:
    """Where an engine's baseline is kept."""
    return home() / f"baseline-{engine_id(api)}.json"


def journal_path(api: docker.APIClient) -> Path:
    """Where an engine's journal is kept."""
    return home() / f"journal-{engine_id(api)}.jsonl"


def _current(path: Path) -> Baseline | None:
    """The baseline in a sound file of this version; anything else is looked at in turn."""
    try:
        sound = path.is_file() and path.stat().st_size <= LARGEST
        raw = json.loads(path.read_bytes()) if sound else None
        return Baseline.from_json(raw) if isinstance(raw, dict) and raw.get("version") == VERSION else None
    except (OSError, ValueError, RecursionError):
        return None


def _kept(path: Path) -> tuple[Baseline | None, bool]:
    """The baseline of its own file, and whether the file is of this version. A damaged file is set aside."""
    with access(path):
        if not path.exists():
            return None, False
        content = path.read_bytes() if path.is_file() and path.stat().st_size <= LARGEST else b""
    try:
        raw = json.loads(content)
        version = raw.get("version", 1) if isinstance(raw, dict) else 1
        if isinstance(version, int) and version > VERSION:
            raise StateError(
                _("{path}은(는) 더 새로운 판의 과정이 쓴 파일입니다.").format(path=path),
                _("`git pull`로 과정을 새로 받으세요."),
                code="state-newer",
            )
        return Baseline.from_json(raw), version == VERSION
    except (ValueError, RecursionError):
        kept = set_aside(path, "damaged")
        tell(
            _("{path}이(가) 망가져 있어서 {kept}(으)로 옮겼습니다.").format(path=path, kept=kept.name)
            + " "
            + _("기록으로 알 수 없는 것은 과정을 시작하기 전부터 있던 것으로 보고 건드리지 않습니다.")
        )
        return None, False


def _copy(journal: Path) -> Baseline | None:
    """The baseline that the journal keeps."""
    try:
        return Baseline.from_json(log.head(journal))
    except ValueError:
        return None


def _data_is_new(found: Baseline, api: docker.APIClient) -> bool:
    here = daemon.datastore(api)
    return bool(found.datastore and here and found.datastore != here)


def _begin_anew(*paths: Path) -> None:
    """The engine lost all its data, or another one has its ID: what is known is not about these things."""
    for path in paths:
        if path.exists():
            set_aside(path, "other-engine")
    tell(
        _("도커 엔진의 데이터가 새로 만들어졌습니다. 과정은 이 엔진을 처음 만난 것으로 보고 다시 기록합니다.")
    )


def _names(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(identity, str) for identity in found.values())


def _texts(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(identity, str) for identity in found)


def _anchor(raw: object) -> Key | None:
    """A key as JSON keeps it: a list."""
    if isinstance(raw, (list, tuple)) and len(raw) == 4 and type(raw[0]) is int and _texts(list(raw[1:])):
        return (raw[0], raw[1], raw[2], raw[3])
    return None
