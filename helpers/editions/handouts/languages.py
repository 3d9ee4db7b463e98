"""Where a reader of the handouts chooses the language, and all of them in one file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from helpers import atomic
from helpers.course import Course
from helpers.editions.handouts import sentences
from helpers.editions.phrases import Translate
from helpers.templates import template

NAMES = {"ko": "한국어", "en": "English"}  # each by its own name
READABLE = 0o644


def page(course: Course, translate: Mapping[str, Translate]) -> str:
    """The page at the top: each language with the way to what is there in it."""
    style = Path(__file__).with_name("paper.css").read_text(encoding="utf-8")
    rows = [
        {
            "lang": lang,
            "name": NAMES.get(lang, lang),
            "title": say(course.title, ""),
            "note": say(sentences.WHAT_IS_HERE, ""),
        }
        for lang, say in translate.items()
    ]
    made = template("helpers.editions.handouts", "languages.html.j2")
    return made.render(style=style, rows=rows)


def pack(out: Path, places: Iterable[str], file: Path) -> int:
    """Put the files of a build into one zip archive, whole or not at all; how many. Raises OSError."""
    names = sorted(set(places))
    with atomic.replacing(file, mode=READABLE) as target, zipfile.ZipFile(target, "w") as made:
        for name in names:
            made.write(out / name, f"{file.stem}/{name}", zipfile.ZIP_DEFLATED)
    return len(names)
