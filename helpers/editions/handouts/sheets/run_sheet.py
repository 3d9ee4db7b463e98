"""The run sheet: a page a lesson to teach from: tasks by the minute, who is stuck where, what to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from helpers import checks
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import markup, pace
from helpers.editions.handouts.sheets import documents
from helpers.editions.handouts.sheets.documents import OF_NOTES, Part
from helpers.editions.handouts.sheets.saying import Saying


@dataclass(frozen=True)
class Step:
    """A task: when it is reached, and how it is checked."""

    number: int
    title: Markup
    points: int
    begins: int
    minutes: int
    command: str


def content(root: Path, entries: Sequence[Entry], saying: Saying) -> Mapping[str, object]:
    """What its template shows."""
    sections = documents.workshop(root, saying.lang)
    stuck = {row[0]: row[1:] for row in documents.rows(sections[Part.DURING][1])} if sections else {}
    return {
        "lessons": [
            {
                "title": saying.title(entry),
                "minutes": entry.lesson.minutes,
                "points": entry.total,
                "command": f"course check {entry.lesson.number}",
                "steps": list(_steps(entry, saying)),
                "stuck": [*map(markup.inline, stuck.get(entry.lesson.number, ()))],
                "notes": list(_notes(root, entry, saying)),
            }
            for entry in entries
        ]
    }


def _steps(entry: Entry, saying: Saying) -> Iterator[Step]:
    tasks = {task.id: task for task in checks.load(entry.lesson.name).tasks}
    minutes = pace.of_tasks(entry)
    for number, name in enumerate(entry.source.checks, 1):
        begins = round(pace.share(entry, entry.source.checks[: number - 1]))
        command = f"course check {entry.lesson.number} --task {name}"
        yield Step(
            number, saying.of(entry, tasks[name].title), tasks[name].points, begins, minutes[name], command
        )


def _notes(root: Path, entry: Entry, saying: Saying) -> Iterator[tuple[str, Markup]]:
    """The parts of the notes in the order of OF_NOTES: the template's word for each, and its text."""
    found = saying.notes(root, entry)
    return ((word, found[heading]) for heading, word in OF_NOTES.items() if heading in found)
