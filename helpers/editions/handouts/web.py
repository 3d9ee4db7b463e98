"""The lessons as a site to read before installing anything: plain files that ask no address for anything.

Built without an engine: outputs are shown where `course handouts` has run the lesson before, and only
as far as they give no solution away.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from helpers import atomic
from helpers.editions.build import Build, Site
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import build_cache, edition, markup, pages
from helpers.editions.handouts.edition import LEARNER, Handout
from helpers.editions.handouts.rebuild import translator
from helpers.editions.handouts.solved_run import Run
from helpers.editions.phrases import Translate
from helpers.i18n import N_

PICTURE = "docs/pictures/lesson.{lang}.webp"
LANGUAGES = {"ko": "한국어", "en": "English"}  # each by its own name
READABLE = 0o644  # a site is there to be read by others

ABOUT = N_(
    "실제 도커 엔진에 명령을 내리며 배우는 과정입니다. 과제 카드가 엔진을 지켜보다가 과제를 마치면 "
    "초록색으로 바뀝니다. 여기에서는 설치하기 전에 단원을 읽어 볼 수 있습니다. "
    "과제의 답은 싣지 않았습니다."
)
CAPTION = N_("과정의 화면: 왼쪽은 단원과 과제의 상태, 오른쪽은 터미널입니다.")
TOTAL = N_("단원 {lessons}개, 모두 {hours}시간 {minutes}분, {points}점입니다.")
MINUTES, POINTS = N_("{minutes}분"), N_("{points}점")
HEAD = (N_("단원"), N_("시간"), N_("배점"))
CONTENTS = N_("목차")
UNSHOWN = N_("출력은 싣지 않았습니다. 과정을 열고 셀을 실행하면 그 자리에 나옵니다.")
SHOWN = N_("출력은 실제 엔진에서 실행한 것입니다. ID와 숫자는 컴퓨터마다 다릅니다.")


@dataclass(frozen=True)
class Reading:
    """The course in one language, as pages."""

    site: Site
    entries: Sequence[Entry]
    lang: str
    translate: Translate
    runs: dict[str, Run]

    def say(self, text: str, **fields: object) -> str:
        """A sentence in the language of the page."""
        said = self.translate(text, "")
        return said.format(**fields) if fields else said

    def index(self) -> str:
        """What there is to read."""
        rows = "".join(map(self._row, self.entries))
        head = "".join(f"<th>{self.say(column)}</th>" for column in HEAD)
        minutes = sum(entry.lesson.minutes for entry in self.entries)
        total = self.say(
            TOTAL, lessons=len(self.entries), hours=minutes // 60, minutes=minutes % 60,
            points=sum(entry.total for entry in self.entries),
        )  # fmt: skip
        body = (
            f'{self._bar("index")}<h1 class="title">{escape(self.say(self.site.course.title))}</h1>'
            f"<p>{self.say(ABOUT)}</p>{self._picture()}"
            f'<table class="lessons"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
            f"<p>{total}</p>"
        )
        return _page(self.say(self.site.course.title), self.lang, body)

    def lesson(self, at: int) -> str:
        """One lesson, with the way to its neighbours above and below."""
        entry = self.entries[at]
        run = self.runs[entry.lesson.name]
        handout = Handout(entry, self.site.course, run, self.lang, LEARNER, self.translate, "")
        neighbours = self._neighbours(at)
        body = (
            f"{self._bar(entry.lesson.name)}{edition.body(handout)}"
            f'<p class="colophon">{self.say(SHOWN if run else UNSHOWN)}</p>{neighbours}'
        )
        return _page(handout.title, self.lang, body)

    def _row(self, entry: Entry) -> str:
        title = escape(f"{entry.lesson.number}. {self.say(entry.lesson.title)}")
        return (
            f'<tr><td><a href="{entry.lesson.name}.html">{title}</a></td>'
            f"<td>{self.say(MINUTES, minutes=entry.lesson.minutes)}</td>"
            f"<td>{self.say(POINTS, points=entry.total)}</td></tr>"
        )

    def _picture(self) -> str:
        name = Path(PICTURE.format(lang=self.lang)).name
        if not (self.site.root / PICTURE.format(lang=self.lang)).exists():
            return ""
        caption = self.say(CAPTION)
        return (
            f'<figure><img src="../pictures/{name}" alt="{escape(caption)}">'
            f"<figcaption>{caption}</figcaption></figure>"
        )

    def _bar(self, name: str) -> str:
        """Contents on the left, the same page in the other languages on the right."""
        here = "" if name == "index" else f'<a href="index.html">{self.say(CONTENTS)}</a>'
        others = "".join(
            f'<a href="../{lang}/{name}.html" lang="{lang}">{LANGUAGES.get(lang, lang)}</a>'
            for lang in self.site.course.languages
            if lang != self.lang
        )
        return f'<nav class="bar"><span>{here}</span><span>{others}</span></nav>'

    def _neighbours(self, at: int) -> str:
        links = []
        for neighbour, label in ((at - 1, "← {}"), (at + 1, "{} →")):
            link = ""
            if 0 <= neighbour < len(self.entries):
                lesson = self.entries[neighbour].lesson
                title = label.format(f"{lesson.number}. {self.say(lesson.title)}")
                link = f'<a href="{lesson.name}.html">{escape(title)}</a>'
            links.append(f"<span>{link}</span>")
        return f'<nav class="bar">{"".join(links)}</nav>'


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
    cards = "".join(
        f'<a class="card" href="{reading.lang}/index.html" lang="{reading.lang}">'
        f"<b>{LANGUAGES.get(reading.lang, reading.lang)}</b>"
        f"<span>{escape(reading.say(reading.site.course.title))}</span></a>"
        for reading in readings
    )
    first = readings[0]
    return _page(first.say(first.site.course.title), first.lang, f'<main class="cards">{cards}</main>')


def _page(title: str, lang: str, body: str) -> str:
    here = Path(__file__)
    sheets = [here.with_name(name).read_text(encoding="utf-8") for name in ("paper.css", "web.css")]
    return pages.page(title, lang, "web", body, style="\n".join([*sheets, markup.code_style()]))
