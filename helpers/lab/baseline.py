"""What was on the engine before the course: it is not graded and never removed."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

import docker

from helpers.lab.files import locked, replace
from helpers.lab.inventory import Inventory, engine_id, inventory
from helpers.lab.scope import Scope
from helpers.paths import state


@dataclass(frozen=True)
class Baseline:
    """The inventory of one engine when the course first met it, and when that was (ns)."""

    time: int
    things: Inventory

    @classmethod
    def of(cls, api: docker.APIClient) -> Baseline:
        """The engine's baseline; recorded now if this is the first meeting."""
        path = state() / f"baseline-{engine_id(api)}.json"
        with locked(path):
            if path.exists():
                raw = json.loads(path.read_text(encoding="utf-8"))
                return cls(raw["time"], raw["things"])
            new = cls(time.time_ns(), inventory(api))
            replace(path, json.dumps({"time": new.time, "things": new.things}, indent=1))
            return new

    def holds(self, kind: str, name: str, identity: str) -> bool:
        """Whether this very thing (same name, same identity) was there before the course."""
        return self.things.get(kind, {}).get(name) == identity

    def conflicts(self, scope: Scope, now: Inventory) -> list[tuple[str, str]]:
        """The lesson's names that still belong to things from before the course."""
        return [
            (kind, name)
            for kind, name in scope
            if name in now[kind] and self.holds(kind, name, now[kind][name])
        ]
