"""The ways through the course that the reference lists: which lessons, which of their tasks, how long."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.editions import reference
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import pace
from helpers.editions.handouts.sheets import documents
from helpers.editions.phrases import Translate, source_text, translated

_LESSON = re.compile(r"(?<!\d)(\d\d)(?!\d)(?:\(([^)]*)\))?")


@dataclass(frozen=True)
class Stretch:
    """Some tasks of a lesson, or all, done in so many minutes without a break.

    `opens` and `closes` say whether the lesson begins and ends with it.
    """

    entry: Entry
    tasks: tuple[str, ...]
    minutes: int
    opens: bool = True
    closes: bool = True

    @property
    def whole(self) -> bool:
        """Whether it is the lesson with all its tasks."""
        return self.tasks == self.entry.source.checks

    @property
    def droppable(self) -> tuple[str, ...]:
        """What may be left out, the last task first; never a lesson's first, on which others build."""
        return tuple(reversed(self.tasks[1:] if self.opens else self.tasks)) if self.closes else ()


@dataclass(frozen=True)
class Plan:
    """One way: its name, and the stretches of each day or half day."""

    name: str
    days: tuple[tuple[Stretch, ...], ...]

    @property
    def minutes(self) -> tuple[int, ...]:
        """Without breaks, day by day."""
        return tuple(sum(stretch.minutes for stretch in day) for day in self.days)


def plans(root: Path, entries: Sequence[Entry], translate: Translate = source_text) -> list[Plan]:
    """The ways of the reference whose lessons are all in `entries`; those that go by weeks are not days."""
    by_number = {entry.lesson.number: entry for entry in entries}
    source = documents.of_reference(root).get(documents.WAYS, "")
    said = documents.rows(translated(source, reference.NAME, translate))
    found = []
    for (korean, steps, minutes, _left), (name, *_rest) in zip(documents.rows(source), said, strict=True):
        days = [_LESSON.findall(day) for day in steps.split("·")]
        known = all(number in by_number for day in days for number, _some in day)
        if known and not documents.BY_WEEKS.search(korean):
            found.append(Plan(name, _days(days, by_number, int(minutes))))
    return found


def _days(
    days: Sequence[Sequence[tuple[str, str]]], entries: Mapping[str, Entry], minutes: int
) -> tuple[tuple[Stretch, ...], ...]:
    """The stretches; what the whole lessons leave of the minutes is for those done in part."""
    steps = [(entries[number], tuple(filter(None, some.split(", ")))) for day in days for number, some in day]
    left = minutes - sum(entry.lesson.minutes for entry, some in steps if not some)
    parts = iter(pace.in_steps([pace.share(entry, some) for entry, some in steps if some], left))
    made = iter(
        [
            Stretch(entry, some or entry.source.checks, next(parts) if some else entry.lesson.minutes)
            for entry, some in steps
        ]
    )
    return tuple(tuple(next(made) for _step in day) for day in days)
