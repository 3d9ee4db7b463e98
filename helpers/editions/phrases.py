"""What a translator gets to see: a lesson's text in blocks, each known by its cell.

A block is a paragraph, list, table, heading or fenced code block, so that one changed sentence makes
one entry of the catalogue fuzzy, and only blocks with Korean in them are anybody's work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from helpers.editions.source import Source

# (text, context) -> the text in the edition's language; without context it is a program message.
Translate = Callable[[str, str], str]

_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


@dataclass(frozen=True)
class Message:
    """One thing to translate: Korean text, the cell it stands in (or none), the file it is from."""

    text: str
    context: str
    file: str


NOTES = "notes"  # stands where a cell's id would


def source_text(text: str, context: str) -> str:
    """The translation into Korean."""
    return text


def context(lesson: str, cell_id: str) -> str:
    """How the catalogue names a cell, or a list of the front matter."""
    return f"{lesson}/{cell_id}"


def translated(markdown: str, where: str, translate: Translate) -> str:
    """The Markdown with each of its blocks translated, everything between them kept."""
    return "".join(translate(piece, where) if is_text else piece for piece, is_text in _pieces(markdown))


def messages(source: Source) -> Iterator[Message]:
    """Everything of a lesson that has to be translated, in reading order."""
    file = f"labs/{source.name}/lesson.md"
    for field in fields(source.front):
        for line in getattr(source.front, field.name):
            yield from _found(line, context(source.name, field.name), file)
    for cell in source.cells:
        if not cell.is_code:
            yield from _found(cell.text, context(source.name, cell.id), file)


def notes(root: Path, lesson: str) -> str:
    """What the instructor should know of a lesson (labs/NN_slug/notes.md) without its title, or ""."""
    file = root / "labs" / lesson / "notes.md"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return text.partition("\n")[2] if text.startswith("# ") else text


def note_messages(root: Path, lesson: str) -> Iterator[Message]:
    """Everything of the instructor's notes that has to be translated."""
    yield from _found(notes(root, lesson), context(lesson, NOTES), f"labs/{lesson}/notes.md")


def _found(markdown: str, where: str, file: str) -> Iterator[Message]:
    return (Message(piece, where, file) for piece, is_text in _pieces(markdown) if is_text)


def _pieces(markdown: str) -> Iterator[tuple[str, bool]]:
    """The Markdown in pieces that join to it again; True marks those that are to be translated."""
    for block in _blocks(markdown):
        core = block.strip()
        if not _HANGUL.search(core):
            yield block, False
            continue
        start = block.index(core)
        yield block[:start], False
        yield core, True
        yield block[start + len(core) :], False


def _blocks(markdown: str) -> Iterator[str]:
    """Lines gathered up to each blank line that is outside a code fence."""
    block, fenced = "", False
    for line in markdown.splitlines(keepends=True):
        block += line
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if not line.strip() and not fenced:
            yield block
            block = ""
    if block:
        yield block
