"""The instructor's notes on a lesson, each with the slide that its author put it on.

A note is an item of a list in labs/NN_slug/notes.md, or a paragraph. `<!-- slide: NAME -->` at its end
is a task's id, `quiz` and a question's id, or a heading of the lesson. A note without it opens the lesson.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from helpers.editions.handouts.edition import Handout
from helpers.editions.phrases import SLIDE, context, notes, translated
from helpers.markdown import HEADING, blocks, headings

_ITEM = re.compile(r"\n(?=- )")


class Note(NamedTuple):
    """What the speaker reads: the heading it stands under, its text, and the name of its slide or ""."""

    heading: str
    text: str
    slide: str


def notes_of(handout: Handout) -> Iterator[Note]:
    """The notes in the language of the edition, in the author's order; none where the edition has none."""
    if not handout.notes:
        return
    root, titles = handout.entry.lesson.folder.parent.parent, _titles(handout)
    marked = _each(notes(root, handout.name, marked=True))
    for (_korean, source), (heading, text) in zip(marked, _each(handout.notes), strict=True):
        mark = SLIDE.search(source)
        name = mark[1] if mark else ""
        yield Note(heading, text, titles.get(name, name))


def _each(text: str) -> Iterator[tuple[str, str]]:
    """Each note below its heading."""
    heading = ""
    for block in map(str.strip, blocks(text)):
        title, _, rest = block.partition("\n")
        if found := HEADING.fullmatch(title):
            heading, block = found[2], rest
        yield from ((heading, note) for note in _ITEM.split(block) if note)


def _titles(handout: Handout) -> dict[str, str]:
    """The headings of the lesson, as its author wrote them, in the language of the edition."""
    found: dict[str, str] = {}
    for cell in handout.entry.source.cells:
        if not cell.is_code:
            said = translated(cell.text, context(handout.name, cell.id), handout.translate)
            pairs = zip(headings(cell.text), headings(said), strict=True)
            found |= {korean: title for (_, korean), (_, title) in pairs}
    return found
