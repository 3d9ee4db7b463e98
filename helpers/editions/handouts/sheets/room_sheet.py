"""What a room needs and what to try before: the page on workshops, as a list to tick."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from helpers.editions.handouts import markup
from helpers.editions.handouts.sheets import documents
from helpers.editions.handouts.sheets.documents import Part
from helpers.editions.handouts.sheets.saying import Saying, prose

_NEEDS = re.compile(r"(?:^\|.*\n?)+", re.MULTILINE)
_SHOWN = (Part.EVENING_BEFORE, Part.MORNING, Part.PACK_FAILS)


def content(root: Path, saying: Saying) -> Mapping[str, object] | None:
    """What its template shows; None in a course without a page on workshops."""
    sections = documents.workshop(root, saying.lang)
    if len(sections) != len(Part):
        return None
    heading, text = sections[Part.WEEK_BEFORE]
    table = _NEEDS.search(text)
    needs = list(documents.rows(table[0])) if table else []
    return {
        "heading": heading,
        "needs": [[markup.inline(cell) for cell in row] for row in needs],
        "week": prose(_NEEDS.sub("", text)),
        "parts": [(sections[part][0], prose(sections[part][1])) for part in _SHOWN],
    }
