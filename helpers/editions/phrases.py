"""What a translator gets to see: a lesson's text in blocks, each known by its cell.

A block is a paragraph, list, table, heading or fenced code block, so that one changed sentence makes
one entry of the catalogue fuzzy, and only blocks with Korean in them are anybody's work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from helpers.checks import task_words
from helpers.editions.source import Source
from helpers.markdown import blocks

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
SLIDE = re.compile(r"\s*<!-- slide: (.+?) -->")  # which slide one of the notes is for


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
            yield from found_in(line, context(source.name, field.name), file)
    for cell in source.cells:
        if not cell.is_code:
            yield from found_in(cell.text, context(source.name, cell.id), file)


def notes(root: Path, lesson: str, *, marked: bool = False) -> str:
    """What the instructor should know of a lesson (labs/NN_slug/notes.md) without its title, or "".

    `marked`: with what says which slide each note is for, which nobody translates or reads.
    """
    file = root / "labs" / lesson / "notes.md"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    text = text.partition("\n")[2] if text.startswith("# ") else text
    return text if marked else SLIDE.sub("", text)


def task_messages(root: Path, lesson: str) -> Iterator[Message]:
    """The words of a lesson's tasks: shown by the program, so they stand without a cell's context."""
    folder = root / "labs" / lesson
    for task in task_words.read(folder):
        yield from (
            Message(text, "", f"labs/{lesson}/lesson.md") for text in task.texts() if _HANGUL.search(text)
        )


def note_messages(root: Path, lesson: str) -> Iterator[Message]:
    """Everything of the instructor's notes that has to be translated."""
    yield from found_in(notes(root, lesson), context(lesson, NOTES), f"labs/{lesson}/notes.md")


def found_in(markdown: str, where: str, file: str) -> Iterator[Message]:
    """The pieces of a Markdown text that have to be translated, for the catalogue."""
    return (Message(piece, where, file) for piece, is_text in _pieces(markdown) if is_text)


def _pieces(markdown: str) -> Iterator[tuple[str, bool]]:
    """The Markdown in pieces that join to it again; True marks those that are to be translated."""
    for block in blocks(markdown):
        core = block.strip()
        if not _HANGUL.search(core):
            yield block, False
            continue
        start = block.index(core)
        yield block[:start], False
        yield core, True
        yield block[start + len(core) :], False
