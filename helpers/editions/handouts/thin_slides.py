"""No slide with one thin sentence: it gets its whole paragraph, or goes onto the slide beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from helpers.editions.handouts.parts import Part

if TYPE_CHECKING:
    from helpers.editions.handouts.slides import Slide

THIN = 45  # letters that do not fill a slide, as wide as Korean ones
LINE = 29  # such letters in a line
NARROW = 0.55  # of a Latin letter
ROOM = 18.0  # lines up to which a slide takes another's
_SHOWS = re.compile(r"<(?:pre|table|svg|img|li|iframe)\b")


def merged(slides: Iterable[Slide]) -> Iterator[Slide]:
    """The slides with the thin ones filled, or put before the next or behind the last one."""
    before: Slide | None = None
    held: Slide | None = None
    for slide in map(_filled, slides):
        if held is not None:
            if _goes_before(held, slide):
                slide = _joined(held, slide, replace(slide, title=_title(held, slide)))
            elif before is not None and _goes_behind(before, held):
                before = _joined(before, held, before)
            else:
                if before is not None:
                    yield before
                before = held
            held = None
        if is_thin(slide):
            held = slide
            continue
        if before is not None:
            yield before
        before = slide
    if held is not None and before is not None and _goes_behind(before, held):
        before, held = _joined(before, held, before), None
    yield from (slide for slide in (before, held) if slide is not None)


def is_thin(slide: Slide) -> bool:
    """Whether next to nothing stands on it: some words, and neither code, table, list nor picture."""
    body = _html(slide.parts)
    return not slide.kind and not _SHOWS.search(body) and _width(body) < THIN


def _html(parts: Iterable[Part]) -> Markup:
    return Markup().join(text for part in parts for text in part.texts())


def _width(html: Markup) -> float:
    return sum(1.0 if ord(letter) > 0x1100 else NARROW for letter in html.striptags())


def _filled(slide: Slide) -> Slide:
    """A thin one with the whole of what was left to the speaker, where that is one paragraph."""
    if is_thin(slide) and len(slide.parts) == len(slide.spoken) == 1:
        return replace(
            slide, parts=slide.spoken, spoken=[], lines=slide.lines + _width(_html(slide.spoken)) / LINE
        )
    return slide


def _goes_before(held: Slide, slide: Slide) -> bool:
    return slide.kind in ("", "demo", "task", "quiz") and held.lines + slide.lines <= ROOM


def _title(held: Slide, slide: Slide) -> str:
    """Two headings, one right below the other, are one title."""
    return slide.title if slide.kind or slide.title == held.title else f"{held.title}: {slide.title}"


def _goes_behind(before: Slide, held: Slide) -> bool:
    return before.title == held.title and before.kind in ("", "demo") and before.lines + held.lines <= ROOM


def _joined(first: Slide, second: Slide, like: Slide) -> Slide:
    """Both on one, with the title and the kind of `like`."""
    return replace(
        like,
        parts=[*first.parts, *second.parts],
        lines=first.lines + second.lines,
        spoken=[*first.spoken, *second.spoken],
        names=first.names | second.names,
    )
