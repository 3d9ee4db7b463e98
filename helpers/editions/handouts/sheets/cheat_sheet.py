"""The cheat sheet: docker's commands by what one wants to do, and the course's own; two sides of a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from helpers.editions import reference
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts.sheets import documents
from helpers.editions.handouts.sheets.documents import BY_INTENT, LOOKED_UP
from helpers.editions.handouts.sheets.saying import Saying, prose
from helpers.editions.phrases import translated


def content(root: Path, entries: Sequence[Entry], saying: Saying) -> Mapping[str, object] | None:
    """What its template shows; None in a course without a reference or a table of commands."""
    commands = documents.commands(root, saying.lang)
    source = documents.of_reference(root)
    if not commands or not {BY_INTENT, *LOOKED_UP} <= set(source):
        return None
    index = reference.sections(root, entries, saying.translate)[-1]
    return {
        "front": _part(source[BY_INTENT], saying),
        "commands": prose(commands),
        "back": [_part(source[name], saying) for name in LOOKED_UP],
        "index": prose(index),
    }


def _part(text: str, saying: Saying) -> Markup:
    return prose(translated(text, reference.NAME, saying.translate))
