"""The names that lessons ask for, and what was named nearly so."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from helpers.checks.history import short_name
from helpers.checks.load import load
from helpers.course import course

CLOSE = 0.85  # difflib's ratio: `ready-helo` to `ready-hello` is 0.95, `wiki-old` to `wiki` 0.67


@cache
def known_names() -> frozenset[str]:
    """Every name that belongs to a lesson, and those of the base images it works on."""
    known: set[str] = set()
    for entry in course().lessons:
        known |= {short_name(name) if kind == "image" else name for kind, name in load(entry.name).scope}
        known |= {short_name(image) for image in entry.images}
    return frozenset(known)


def close(name: str, there: Iterable[str]) -> list[str]:
    """What is called nearly so and belongs to no lesson, of all that is there; the closest comes first.

    An image of the right name that is `latest` is such a one: its tag was forgotten.
    """
    others = sorted(set(there) - {name})
    untagged = f"{name.rpartition(':')[0]}:latest"
    near = get_close_matches(name, others, cutoff=CLOSE) + [other for other in others if other == untagged]
    known = known_names() if near else frozenset()
    return [other for other in near if other not in known]
