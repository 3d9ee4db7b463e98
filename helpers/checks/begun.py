"""Whether a task was begun: only then is what is not there yet a mistake, and not just untouched.

Evidence says so: a thing that the task asks about is there, if only under a misspelt name, or has had an
event. What an earlier task has earned is no evidence for a later one that asks about the same thing; what
happened to it afterwards is.
"""

from __future__ import annotations

from collections.abc import Mapping

from helpers.checks.earned import Earned
from helpers.checks.history import short_name
from helpers.checks.look import Look


def tasks(look: Look, named: Mapping[str, set[str]], known: Mapping[str, Earned]) -> set[str]:
    """Ids of the tasks that were begun; `named` is what each of them asked about."""
    mine = {name for _kind, name in look.scope}
    rest = mine.difference(
        *named.values()
    )  # what a task asks about that names nothing: the others' it is not
    since: dict[str, int] = {}  # by name, when a task about it was earned last
    for task, names in named.items():
        if task in known:
            since |= {name: max(since.get(name, 0), known[task].time) for name in names}
    last = {short_name(event.name): event.time for event in look.events}  # the oldest comes first

    def touched(name: str) -> bool:
        if last.get(short_name(name), 0) > since.get(name, 0):
            return True
        return name not in since and _there(look, name)

    return {task for task, names in named.items() if any(touched(name) for name in names & mine or rest)}


def _there(look: Look, name: str) -> bool:
    """Whether the thing is there, under nearly its name or without an event: BuildKit's on an old engine."""
    if name in look.misspelt:
        return True
    if name in look.scope.images:
        return look.find_image(name) is not None
    return False
