"""What stands on the wall while a class works at a task: its names, its minutes, and how it is checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers import checks
from helpers.editions.handouts import pace, sentences
from helpers.editions.handouts.edition import Handout
from helpers.lab.scope import KINDS, Scope


def lines(handout: Handout, name: str) -> Iterator[str]:
    """Lines of Markdown about one task."""
    task, number = handout.tasks[name], handout.entry.lesson.number
    yield " · ".join(
        (
            handout.say(sentences.POINTS, points=task.points),
            handout.say(sentences.ABOUT, minutes=pace.of_tasks(handout.entry)[name]),
        )
    )
    if names := [*_names(handout, name)]:
        yield handout.say(sentences.ITS_NAMES, names=" · ".join(f"`{found}`" for found in names))
    if task.drawing:
        yield handout.say(sentences.DRAWN, command=f"course assignment {number}")
    yield handout.say(sentences.CHECK_WITH, command=f"`course check {number} --task {name}`")


def _names(handout: Handout, name: str) -> Iterator[str]:
    """The names of the lesson that the task is about: those that its solution uses, in their order."""
    task = handout.tasks[name]
    scope = checks.load(handout.name).scope
    written = {found for kind in KINDS for found in Scope.names(scope, kind)}
    if task.drawing:
        drawn = task.drawing.on_paper()
        written = {drawn.fill(found) for found in written}
    at = {
        found: place.start()
        for found in written
        if (place := re.search(rf"(?<![\w./:$-]){re.escape(found)}(?![\w./:-])", task.solution))
    }
    return iter(sorted(at, key=lambda found: at[found]))
