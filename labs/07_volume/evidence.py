"""Where a file came from: what the journal knows of containers that are gone, and names that are nearly right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from helpers.checks import Look

ANONYMOUS = re.compile("[0-9a-f]{64}")  # the name the engine gives a volume that got none
ALIKE = 0.7  # of 1: a letter missing or exchanged is alike, another word is not
SECOND = 10**9  # ns


@dataclass(frozen=True)
class Life:
    """A container as the journal tells of it: its image, and when (s) it was made and ended last."""

    image: str
    start: int
    end: int


def lives(look: Look, name: str) -> list[Life]:
    """Every container of this name that was made and ended, the oldest first, gone or not."""
    ends = {one.id: one for one in look.happened("container", "die", name)}
    return [
        Life(
            made.attributes.get("image", ""),
            made.time // SECOND,
            ends[made.id].time // SECOND,
        )
        for made in look.happened("container", "create", name)
        if made.id in ends
    ]


def similar(look: Look, name: str) -> list[str]:
    """Volumes whose name a slip of the pen makes of this one."""
    names = (str(one["Name"]) for one in look.api.volumes()["Volumes"] or ())
    return sorted(one for one in names if not ANONYMOUS.fullmatch(one) and one != name and _alike(one, name))


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.casefold(), other).ratio() >= ALIKE
