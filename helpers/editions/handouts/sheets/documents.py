"""What the sheets take from README, docs/teaching and the reference, where a fact is tied to the program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path

from helpers.editions import reference

# what a learner types; the rest of README's table is for teachers and authors
LEARNERS = ("lab", "doctor", "status", "check", "explain", "draw", "reset", "restart", "assignment", "images",
            "join", "record", "submit")  # fmt: skip
# headings of the reference's source: what one does, what else is on the back of the cheat sheet, the ways
BY_INTENT = "하려는 일과 명령"
LOOKED_UP = ("종료 코드", "docker ps의 칸")
WAYS = "어느 길로 갈까요?"
BY_WEEKS = re.compile(r"\d주")  # in the name of a way that does not go by days
# headings of the instructor's notes, and the words of the run sheet that stand for them
OF_NOTES = {
    "수업 전에": "before",
    "시간이 가는 곳": "time_goes",
    "자주 헷갈리는 것": "say",
    "보여 주면 좋은 것": "show",
}
_ROW = re.compile(r"^\| `course ([a-z]+)")
_SECTION = re.compile(r"^## (.*)\n", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


class Part(IntEnum):
    """The sections of the page on workshops, in their order; the same in both languages."""

    LESSONS, WEEK_BEFORE, EVENING_BEFORE, MORNING, DURING, PACK_FAILS, AFTERWARDS = range(7)


def _in_language(path: Path, lang: str) -> str:
    """A page in a language, its links as their text; "" where there is none."""
    file = path.with_suffix(".ko.md") if lang == "ko" else path
    return _LINK.sub(r"\1", file.read_text(encoding="utf-8")) if file.exists() else ""


def commands(root: Path, lang: str) -> str:
    """The rows of README's table of commands that are for learners, as a table."""
    text = _in_language(root / "README.md", lang)
    lines = text.splitlines()
    rows = [line for line in lines if (found := _ROW.match(line)) and found[1] in LEARNERS]
    if not rows:
        return ""
    head = lines.index(next(line for line in lines if _ROW.match(line))) - 2
    return "\n".join([*lines[head : head + 2], *rows])


def workshop(root: Path, lang: str) -> list[tuple[str, str]]:
    """Each section of the page on workshops as heading and Markdown; [] where there is no such page."""
    text = _in_language(root / "docs" / "teaching" / "workshop.md", lang)
    pieces = _SECTION.split(text)[1:]
    return [(pieces[at], pieces[at + 1].strip()) for at in range(0, len(pieces), 2)]


def of_reference(root: Path) -> Mapping[str, str]:
    """The sections of the reference's source by their Korean headings, each with its heading."""
    pieces = _SECTION.split(reference.text(root))[1:]
    return {pieces[at]: f"## {pieces[at]}\n{pieces[at + 1]}" for at in range(0, len(pieces), 2)}


def rows(table: str) -> Iterator[Sequence[str]]:
    """The cells of each row of the first table in a text, without its head."""
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return ([cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:])
