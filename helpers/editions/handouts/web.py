"""The lessons as a site to read before installing anything: plain files that ask no address for anything.

Built without an engine: outputs are shown where `course handouts` has run the lesson before, and only
as far as they give no solution away.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers import atomic
from helpers.editions.build import Build, Site
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import build_cache, pages
from helpers.editions.handouts.edition import LEARNER, Handout
from helpers.editions.handouts.languages import NAMES
from helpers.editions.handouts.parts import Chapter
from helpers.editions.handouts.rebuild import translator
from helpers.editions.handouts.solved_run import Run
from helpers.editions.phrases import Translate

PICTURE = "docs/pictures/lesson.{lang}.webp"
READABLE = 0o644  # a site is there to be read by others


@dataclass(frozen=True)
class Reading:
    """The course in one language, as pages."""

    site: Site
    entries: Sequence[Entry]
    lang: str
    translate: Translate
    runs: dict[str, Run]

    def index(self) -> str:
        """What there is to read."""
        minutes = sum(entry.lesson.minutes for entry in self.entries)
        points = sum(entry.total for entry in self.entries)
        picture = PICTURE.format(lang=self.lang)
        return self._page(
            "index", self.title,
            titles=self.titles, entries=self.entries,
            hours=minutes // 60, minutes=minutes % 60, points=points,
            picture=Path(picture).name if (self.site.root / picture).exists() else "",
        )  # fmt: skip

    def lesson(self, at: int) -> str:
        """One lesson, with the way to its neighbours above and below."""
        entry = self.entries[at]
        run = self.runs[entry.lesson.name]
        handout = Handout(entry, self.site.course, run, self.lang, LEARNER, self.translate, "")
        titles = [None, *self.titles.items(), None]
        return self._page(
            entry.lesson.name, handout.title,
            chapter=Chapter(handout), run=run, before=titles[at], after=titles[at + 2],
        )  # fmt: skip

    @property
    def title(self) -> str:
        """The course's."""
        return self.translate(self.site.course.title, "")

    @property
    def titles(self) -> dict[str, str]:
        """The lessons' by name, each with its number."""
        lessons = [entry.lesson for entry in self.entries]
        return {lesson.name: f"{lesson.number}. {self.translate(lesson.title, '')}" for lesson in lessons}

    def _page(self, name: str, title: str, **fields: object) -> str:
        others = {lang: NAMES.get(lang, lang) for lang in self.site.course.languages if lang != self.lang}
        kind = "index" if name == "index" else "lesson"
        return _page(f"site_{kind}", title, self, name=name, others=others, **fields)


def build(site: Site, state: Path, out: Path) -> list[Path]:
    """Write the site to `out` and return its pages. Raises OSError where that cannot be written."""
    entries = Build(site).entries
    langs = site.course.languages
    keys = {entry.lesson.name: build_cache.run_key(site, entry, langs) for entry in entries}
    runs = {
        entry.lesson.name: build_cache.kept(state, entry, keys[entry.lesson.name]) or Run({})
        for entry in entries
    }
    readings = [Reading(site, entries, lang, translator(site, lang), runs) for lang in langs]
    return [*_written(readings, out), *_pictures(site, out)]


def _written(readings: Sequence[Reading], out: Path) -> Iterator[Path]:
    pages_of = {"index.html": _front(readings)}
    for reading in readings:
        pages_of[f"{reading.lang}/index.html"] = reading.index()
        for at, entry in enumerate(reading.entries):
            pages_of[f"{reading.lang}/{entry.lesson.name}.html"] = reading.lesson(at)
    for place, html in pages_of.items():
        (out / place).parent.mkdir(parents=True, exist_ok=True)
        atomic.write(out / place, html, mode=READABLE)
        yield out / place


def _pictures(site: Site, out: Path) -> Iterator[Path]:
    for lang in site.course.languages:
        picture = site.root / PICTURE.format(lang=lang)
        if picture.exists():
            (out / "pictures").mkdir(parents=True, exist_ok=True)
            yield Path(shutil.copy(picture, out / "pictures"))


def _front(readings: Sequence[Reading]) -> str:
    """Where a reader chooses the language."""
    cards = [(reading.lang, NAMES.get(reading.lang, reading.lang), reading.title) for reading in readings]
    return _page("site_front", readings[0].title, readings[0], cards=cards)


def _page(form: str, title: str, reading: Reading, **fields: object) -> str:
    sheet = pages.sheet("paper.css", "web.css")
    return pages.page(form, title, reading.lang, "web", reading.translate, sheet, **fields)
