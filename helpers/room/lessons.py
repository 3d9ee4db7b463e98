"""Which Debian packages the lessons install inside containers: read from what they run, not listed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.course import course
from helpers.images.catalogue import catalogue

# To the end of the command: what follows belongs to another one, or is no word of a shell.
INSTALL = re.compile(r"apt(?:-get)?[^\S\n]+(?:-\S+[^\S\n]+)*install[^\S\n]+(?P<words>[^&|;>'\"`)\n]*)")
NAME = re.compile(r"[a-z0-9][a-z0-9+.-]+")
WITHOUT = "--no-install-recommends"


@dataclass(frozen=True, order=True)
class Install:
    """One command: the names it installs, and whether what Debian recommends with them comes along."""

    names: tuple[str, ...]
    recommends: bool


def installs() -> tuple[Install, ...]:
    """Every such command in the lessons, each once."""
    return tuple(sorted({found for lesson in course().lessons for found in _of_folder(lesson.folder)}))


def suites() -> tuple[str, ...]:
    """The releases of Debian that the lessons' base images are made from."""
    return tuple(
        dict.fromkeys(entry.offline.suite for entry in catalogue() if entry.offline.kind == "debian")
    )


def _of_folder(folder: Path) -> Iterator[Install]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (path.suffix in (".md", ".yaml", ".yml", ".sh") or "Dockerfile" in path.name):
            yield from of_text(path.read_text(encoding="utf-8"))


def of_text(text: str) -> Iterator[Install]:
    """The commands in a text; a backslash at the end of a line goes on, as in a shell."""
    for found in INSTALL.finditer(re.sub(r"\\\n\s*", " ", text)):
        words = found["words"].split()
        names = tuple(sorted({word for word in words if NAME.fullmatch(word)}))
        if names:
            yield Install(names, WITHOUT not in found[0])
