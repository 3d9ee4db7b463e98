"""Where things are. One place, so that a test can point the course elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LABS = ROOT / "labs"
NOTEBOOKS = ROOT / "notebooks"
LOCALE = LABS / "locale"


def state() -> Path:
    """What the course remembers on this machine: chosen engine, baseline, journal (COURSE_STATE)."""
    return Path(os.environ.get("COURSE_STATE", ROOT / ".course"))


def work() -> Path:
    """The learner's own copies of the notebooks, ignored by git (COURSE_WORK)."""
    return Path(os.environ.get("COURSE_WORK", ROOT / "work"))
