"""All sheets of a language as pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.editions.build import Site
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import markup
from helpers.editions.handouts.edition import INSTRUCTOR, LEARNER
from helpers.editions.handouts.sheets import (
    answer_key,
    cheat_sheet,
    room_sheet,
    run_sheet,
    saying,
    timetable_sheet,
)
from helpers.editions.handouts.sheets.saying import Saying
from helpers.editions.phrases import Translate
from helpers.templates import template


@dataclass(frozen=True)
class Sheet:
    """One sheet: the name of its file, who gets it, its title and its page."""

    name: str
    kind: str
    title: str
    html: str


def sheets(
    site: Site, entries: Sequence[Entry], lang: str, translate: Translate, start: int = 0
) -> Iterator[Sheet]:
    """Every sheet that the course has the material for; a day begins `start` minutes after midnight."""
    say = Saying(site.course, lang, translate)
    contents = (
        ("cheat-sheet", LEARNER, saying.CHEAT_SHEET, cheat_sheet.content(site.root, entries, say)),
        ("timetable", INSTRUCTOR, saying.TIMETABLE, timetable_sheet.content(site.root, entries, say, start)),
        ("room", INSTRUCTOR, saying.ROOM_SHEET, room_sheet.content(site.root, say)),
        ("run-sheet", INSTRUCTOR, saying.RUN_SHEET, run_sheet.content(site.root, entries, say)),
        ("answer-key", INSTRUCTOR, saying.ANSWER_KEY, answer_key.content(entries, say)),
    )
    for name, kind, title, content in contents:
        if content is not None:
            yield Sheet(name, kind, say(title), _page(name, say(title), say, content))


def _page(name: str, title: str, say: Saying, content: Mapping[str, object]) -> str:
    made = template("helpers.editions.handouts.sheets", f"{name}.html.j2")
    return made.render(
        lang=say.lang,
        course=say(say.course.title),
        title=title,
        words=say.words,
        style=_style(),
        **content,
    )


def _style() -> str:
    here = Path(__file__)
    files = (here.parents[1] / "paper.css", here.with_name("sheets.css"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    return "\n".join([*texts, markup.code_style()])
