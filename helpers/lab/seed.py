"""What makes one learner's assignment differ from a neighbour's: a random seed, made once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable

from helpers.lab.files import locked, replace
from helpers.paths import state

TRIES = 20  # seeds until one is taken as it is, even if its port is not free at the moment


def seed(suits: Callable[[str], bool] = lambda _seed: True) -> str:
    """The learner's seed: COURSE_SEED, else the one in state(), made now if there is none.

    It belongs to the learner's state and not to an engine: names are needed before an engine is found,
    and work that moves to another engine (save, load) stays theirs. `suits` is asked of a new seed only.
    """
    if given := os.environ.get("COURSE_SEED"):
        return given
    path = state() / "seed"
    with locked(path):
        if path.exists() and (known := path.read_text(encoding="utf-8").strip()):
            return known
        drawn = (secrets.token_hex(8) for _try in range(TRIES))
        new = next((one for one in drawn if suits(one)), secrets.token_hex(8))
        replace(path, f"{new}\n")
        return new
