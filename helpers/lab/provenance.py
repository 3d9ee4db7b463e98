"""Whose a volume is, as far as events can prove it.

A volume has no id, and what the engine says of its creation is no evidence: on Engine 20.10 CreatedAt is
the time of the last change at the top of the volume, by whomever. Evidence is that it was not there, and
then a `create` was told. On 20.10 that is told as well when a volume that exists is mounted or created
once more, so that a `create` alone proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from helpers.lab.baseline import Baseline
from helpers.lab.events import COURSE, GAP, SEEN, Event

OWN, FOREIGN, UNSURE = "own", "foreign", "unsure"


@dataclass
class Volumes:
    """The volumes at one moment of the journal: name -> whose; one that is not there is not in it.

    `created` has when the learner's were made. `exact`: the engine tells `create` only of new ones.
    """

    whose: dict[str, str]
    exact: bool = False
    created: dict[str, int] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def follow(self, events: Iterable[Event]) -> None:
        """Go through events and the course's notes, in order."""
        for event in events:
            if event.kind == "volume" and event.action == "create":
                self._made(event)
            elif event.kind == "volume" and event.action in ("destroy", "remove"):
                self.whose.pop(event.id, None)
            elif (event.kind, event.action) == (COURSE, SEEN):
                self.seen = event.attributes
            elif (event.kind, event.action) == (COURSE, GAP):
                self._lost_sight(event.attributes)

    def _made(self, event: Event) -> None:
        whose = self.whose.get(event.id)
        if whose is None or (whose == UNSURE and self.exact):
            self.whose[event.id] = OWN
            self.created[event.id] = event.time

    def _lost_sight(self, here: dict[str, str]) -> None:
        """After a gap: gone is gone, as it was last seen is the same, everything else is not known."""
        before, self.whose = self.whose, {}
        for name, look in here.items():
            whose = before.get(name, UNSURE)
            if whose == OWN and self.seen.get(name) != look:
                whose = UNSURE
            self.whose[name] = whose


def volumes_of(baseline: Baseline, events: Iterable[Event], exact: bool = False) -> Volumes:
    """Whose the volumes are after all these events."""
    found = Volumes(dict.fromkeys(baseline.things["volume"], FOREIGN), exact)
    found.follow(events)
    return found


def owned_volumes(baseline: Baseline, events: Iterable[Event], exact: bool = False) -> list[str]:
    """The names of those that are proved to be the learner's."""
    return [name for name, whose in volumes_of(baseline, events, exact).whose.items() if whose == OWN]
