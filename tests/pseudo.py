"""A third language that nobody speaks: every Korean word becomes «x», all else stays as it is.

Where it is in force, Korean on the screen is a string that did not pass through the catalogue. It is
made as CONTRIBUTING tells a translator to: a folder below labs/locale, and its code in the registry.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import polib

from helpers.course import course
from helpers.editions import translations
from helpers.editions.build import Build, Site, task_points
from helpers.paths import ROOT

CODE = "xx"
WORD = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+")


def korean(text: str) -> list[str]:
    """The lines that still have Korean in them."""
    return [line for line in text.splitlines() if WORD.search(line)]


def translated(text: str) -> str:
    """The text in the pseudo-language; fields, code and markup are what they were."""
    return WORD.sub("«x»", text)


def make(root: Path) -> Build:
    """A copy of the course below `root` with the pseudo-language complete, and its Build.

    Raises AssertionError if a full catalogue still leaves gaps.
    """
    ignored = shutil.ignore_patterns("__pycache__", "locale")
    for name in ("labs", "helpers"):
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    _register(root / "labs" / "course.toml")
    site = Site(replace(course(), languages=("ko", CODE)), root, task_points)
    path = translations.path_of(site.locale, CODE)
    path.parent.mkdir(parents=True)
    entries = Build(site).catalogues[CODE]
    for entry in entries:
        entry.msgstr = translated(entry.msgid)
    path.write_text(translations.text(entries), encoding="utf-8")
    assert len(polib.pofile(str(path)).translated_entries()) == len(entries)
    made = Build(site)
    assert made.gaps()[CODE] == []
    return made


def _register(registry: Path) -> None:
    text = registry.read_text(encoding="utf-8")
    registry.write_text(
        re.sub(r"^languages = .*$", f'languages = ["ko", "{CODE}"]', text, flags=re.MULTILINE),
        encoding="utf-8",
    )
