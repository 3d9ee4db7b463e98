"""The timetable of a workshop, half a day, two half days or a day: when what begins and what to leave out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from helpers import checks
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts.sheets import documents, plans, timetable
from helpers.editions.handouts.sheets.documents import Part
from helpers.editions.handouts.sheets.plans import Stretch
from helpers.editions.handouts.sheets.saying import Saying, prose

LONGEST = 330  # minutes of a way that the timetable shows: more than a day is a course
SHORT_OF_TIME = 2  # tasks of a lesson that are named to be left out


def content(root: Path, entries: Sequence[Entry], say: Saying, start: int = 0) -> Mapping[str, object] | None:
    """What its template shows; None where no way goes through these lessons alone."""
    ways = plans.plans(root, entries, say.translate)
    found = [
        plan
        for plan in ways
        if plan.days[0][0].entry is entries[0] and len(plan.days) * max(plan.minutes) <= LONGEST
    ]
    if not found:
        return None
    return {
        "plans": [
            {
                "name": plan.name,
                "days": [
                    {
                        "minutes": minutes,
                        "length": timetable.clock(timetable.length(day)),
                        "rows": [_row(row, say, start) for row in timetable.day(day)],
                    }
                    for day, minutes in zip(plan.days, plan.minutes, strict=True)
                ],
            }
            for plan in found
        ],
        "rule": _rule(root, say),
        "relative": not start,
    }


def _row(row: timetable.Row, say: Saying, start: int) -> Mapping[str, object]:
    """A row of the timetable: when, what, its tasks, and which of them to leave out if time is short."""
    shown: dict[str, object] = {
        "at": timetable.clock(row.begins, start),
        "minutes": row.minutes,
        "pause": row.pause,
    }
    if stretch := row.stretch:
        tasks = checks.load(stretch.entry.lesson.name).tasks
        titles = {task.id: say.of(stretch.entry, task.title) for task in tasks}
        shown |= {
            "title": say.title(stretch.entry),
            "tasks": "" if stretch.whole else _numbers(stretch),
            "drop": [titles[name] for name in stretch.droppable[:SHORT_OF_TIME]],
        }
    return shown


def _numbers(stretch: Stretch) -> str:
    """The numbers of its tasks in the lesson: 1-3, 5."""
    numbers = [stretch.entry.source.checks.index(name) + 1 for name in stretch.tasks]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _rule(root: Path, say: Saying) -> Markup:
    """What the page on workshops says of time that runs out: the last paragraph of its first section."""
    sections = documents.workshop(root, say.lang)
    return prose(sections[Part.LESSONS][1].rpartition("\n\n")[2]) if sections else Markup()
