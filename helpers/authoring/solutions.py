"""The solutions of a lesson as shell commands, as they stand in its source."""

from __future__ import annotations

from helpers.course import lesson as find_lesson
from helpers.editions.source import BEGIN, END, read


def solutions(lesson: str) -> dict[str, str]:
    """Task id to the shell commands of its solution, as they stand in the lesson's source."""
    found: dict[str, str] = {}
    for cell in read(find_lesson(lesson).folder).cells:
        if cell.task:
            found[cell.task] = found.get(cell.task, "") + _commands(cell.text) + "\n"
    return found


def _commands(cell: str) -> str:
    first, _newline, rest = cell.partition("\n")
    lines = (rest if first.strip() == "%%bash" else cell).splitlines()
    return "\n".join(line for line in lines if line.strip() not in (BEGIN, END))
