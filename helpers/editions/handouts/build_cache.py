"""What is kept between builds: the solved runs, and what each page was built from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from helpers import atomic, i18n
from helpers.editions import translations
from helpers.editions.build import Site
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import solved_run
from helpers.editions.handouts.solved_run import Run

# Of the program, what a lesson's outputs can depend on.
_PRINTING = ("helpers/checks", "helpers/views", "helpers/lab", "helpers/notebook.py")
_RUNNING = (*_PRINTING, "helpers/editions/handouts/solved_run.py")
_UNSEEN = ("notes.md", "misses")  # of a lesson's folder, what its run does not depend on


def folder(state: Path) -> Path:
    """Where it lies."""
    return state / "handouts"


def run_key(site: Site, entry: Entry, langs: Sequence[str]) -> str:
    """Changes when the outputs of a lesson may change."""
    lesson = site.root / "labs" / entry.lesson.name
    files = [file for file in _files([lesson]) if not file.name.startswith(_UNSEEN)]
    files += _files(site.root / name for name in _RUNNING)
    digest = hashlib.sha256(" ".join(langs).encode())
    for file in files:
        digest.update(file.relative_to(site.root).as_posix().encode() + b"\0" + file.read_bytes())
    for lang in langs:
        digest.update("\0".join(_printed_words(site, entry, lang)).encode())
    return digest.hexdigest()[:16]


def kept(state: Path, entry: Entry, key: str) -> Run | None:
    """The run of this lesson, if it was kept and nothing has changed since."""
    return solved_run.read(_file(state, entry, key))


def keep(state: Path, entry: Entry, key: str, done: Run) -> None:
    """Keep a run, and forget the lesson's older ones."""
    file = _file(state, entry, key)
    for old in file.parent.glob(f"{entry.lesson.name}-*.json"):
        old.unlink()
    atomic.write(file, done.text())


def _file(state: Path, entry: Entry, key: str) -> Path:
    return folder(state) / f"{entry.lesson.name}-{key}.json"


def _files(places: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for place in places:
        inside = [place] if place.is_file() else sorted(place.rglob("*"))
        found += [file for file in inside if file.is_file() and "__pycache__" not in file.parts]
    return found


def _printed_words(site: Site, entry: Entry, lang: str) -> Iterator[str]:
    """The translations that a check or a view may print in this lesson."""
    if lang == i18n.SOURCE:
        return
    places = (*_PRINTING, f"labs/{entry.lesson.name}/")
    for message in translations.read(translations.path_of(site.locale, lang)):
        if not message.msgctxt and any(file.startswith(places) for file, _line in message.occurrences):
            yield message.msgid
            yield message.msgstr
