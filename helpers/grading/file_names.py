"""What each file that was handed in is called in everything that is given back."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

LONGEST = 200  # bytes of a name that stays as it is
SHORT = 40  # letters that are left of another


def names(files: Sequence[Path]) -> dict[Path, str]:
    """What each file is called in what is given back: its name, if that is a name and nobody else's.

    Moodle packs each learner's file into a folder of theirs; archives made on Windows have names in other
    encodings; and a name may be as long as a file system lets it be.
    """
    often = Counter(path.name for path in files)
    found: dict[Path, str] = {}
    taken: set[str] = set()
    for path in sorted(files):
        wanted = path.name if often[path.name] == 1 else f"{path.parent.name}_{path.name}"
        name = _printable(wanted)
        if name != wanted or len(name.encode()) > LONGEST or name in taken:
            name = f"{hashlib.sha256(os.fsencode(path)).hexdigest()[:12]}_{name[-SHORT:]}"
        found[path] = name
        taken.add(name)
    return found


def place(path: Path, folder: Path) -> str:
    """Where a file lies in the folder of submissions, so that a person finds it: not to be opened by it."""
    return _printable(str(path.relative_to(folder)) if path != folder else path.name)


def _printable(name: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
