"""A small wiki of our own in the place of MoniWiki, for handouts and tests where its archive cannot be had.

It has the same files, forms and steps (tests/standin/moniwiki/README), so the lessons' commands and checks
are the same; what its pages look like is not. A learner's lesson never uses it.
"""

from __future__ import annotations

import hashlib
import io
import tarfile
from functools import cache
from pathlib import Path

from helpers.images.sources import IN_BUILD, IN_CONTEXT
from helpers.paths import ROOT

FOLDER = ROOT / "tests" / "standin" / "moniwiki"  # in a checkout only
TOP = "moniwiki-1.2.10"  # as in the real archive
CONTEXT = Path("05_moniwiki", "wiki", "setup")  # the part of the lessons' context that goes to /tmp/setup


def is_here() -> bool:
    """Whether there is one: not in a wheel."""
    return FOLDER.is_dir()


@cache
def packed() -> bytes:
    """The tar: the same bytes each time, so that its checksum and the layers made of it hold."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for path in sorted(FOLDER.rglob("*")):
            entry = archive.gettarinfo(path, f"{TOP}/{path.relative_to(FOLDER)}")
            entry.uid = entry.gid = entry.mtime = 0
            entry.uname = entry.gname = "root"
            entry.mode = 0o755 if path.is_dir() else 0o644
            archive.addfile(entry, io.BytesIO(path.read_bytes()) if path.is_file() else None)
    return out.getvalue()


def place(work: Path) -> dict[str, str]:
    """Put it where builds in a folder of lessons find it; the variables that tell them to use it."""
    (work / CONTEXT / IN_CONTEXT).write_bytes(packed())
    return {"MONIWIKI_URL": IN_BUILD, "MONIWIKI_SHA256": hashlib.sha256(packed()).hexdigest()}
