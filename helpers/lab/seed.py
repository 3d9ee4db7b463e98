"""What makes one learner's course differ from a neighbour's: a random seed, made once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from helpers.atomic import write
from helpers.lab.state import access, home, turn

TRIES = 20  # seeds until one is taken as it is, even if its port is not free at the moment
LONGEST = 200  # characters; what is longer was not written by the course


def learner_seed(suits: Callable[[str], bool] = lambda _seed: True) -> str:
    """The learner's seed: COURSE_SEED, else the one in state(), made now if there is none.

    Everything that is drawn for a learner is computed from it: names, ports, the order of choices.

    It belongs to the learner's state and not to an engine: names are needed before an engine is found,
    and work that moves to another engine (save, load) stays theirs. `suits` is asked of a new seed only.
    Raises StateError, BusyError.
    """
    if given := os.environ.get("COURSE_SEED"):
        return given
    path = home() / "seed"
    if known := _kept(path):  # it is put in place as a whole: no turn is needed to read it
        return known
    with turn(path):
        if known := _kept(path):
            return known
        drawn = (secrets.token_hex(8) for _try in range(TRIES))
        new = next((candidate for candidate in drawn if suits(candidate)), secrets.token_hex(8))
        with access(path):
            write(path, f"{new}\n")
        return new


def _kept(path: Path) -> str:
    """The seed in the file; empty where there is none, or what the course did not write."""
    with access(path):
        known = path.read_text(encoding="utf-8", errors="replace").strip() if path.exists() else ""
    return known if known.isprintable() and len(known) <= LONGEST else ""
