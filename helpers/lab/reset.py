"""Remove what a lesson made, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import docker

from helpers.lab.inventory import inventory
from helpers.lab.journal import Journal
from helpers.lab.ownership import Foreign, Ownership
from helpers.lab.remove import Stays, remove
from helpers.lab.scope import Scope
from helpers.lab.state import home, turn

# containers first: an image or a volume in use cannot be removed
ORDER = ("container", "image", "volume", "network")


@dataclass(frozen=True)
class Thing:
    """One thing on the engine, by kind and name. `back` is the image that had the name before the course."""

    kind: str
    name: str
    identity: str = field(default="", compare=False)
    back: str = field(default="", compare=False)


@dataclass(frozen=True)
class Stayed:
    """A thing that is still there after a reset, and why; translated."""

    thing: Thing
    why: str


def owned(api: docker.APIClient, scope: Scope) -> list[Thing]:
    """What the lesson declares, is there, and is proved to be the learner's."""
    return _sorted_out(Ownership.of(api), scope)[0]


def _sorted_out(ownership: Ownership, scope: Scope) -> tuple[list[Thing], list[Stayed]]:
    """The learner's things, and those of which nothing shows that they are."""
    now = inventory(ownership.api)
    own, unproven = [], []
    for kind in ORDER:
        for name in scope.names(kind):
            if name not in now[kind]:
                continue
            thing = Thing(kind, name, now[kind][name])
            reason = _reason(ownership, thing)
            if reason is None:
                back = ownership.taken_over(name) or "" if kind == "image" else ""
                own.append(Thing(kind, name, thing.identity, back))
            elif reason.code != "before":
                unproven.append(Stayed(thing, f"{reason.why} {reason.remedy}"))
    return own, unproven


def _reason(ownership: Ownership, thing: Thing) -> Foreign | None:
    try:
        return ownership.foreign(thing.kind, thing.name, thing.identity)
    except docker.errors.NotFound:  # it went in this moment
        return None


def reset(
    api: docker.APIClient, lesson: str, scope: Scope, said: Callable[[Thing], None]
) -> tuple[list[Thing], list[Stayed]]:
    """Remove the lesson's things one by one, tell `said` of each, and start its journal anew.

    Goes on past what cannot be removed. An image name that was somebody else's before the course is
    given back. Two at once: the second waits, and finds nothing left. Returns what was removed or given
    back, and what stayed. Raises what docker-py raises when the engine is lost, StateError, BusyError.
    """
    with turn(home() / "reset"):
        journal = Journal(api)
        journal.catch_up()  # a record that cannot be written is known before anything is removed
        ownership = Ownership.of(api)
        things, stayed = _sorted_out(ownership, scope)
        done, refused = _removed(ownership, things, said)
        # Podman keeps a container as long as another one uses its network or processes
        more, refused = _removed(ownership, [left.thing for left in refused], said)
        journal.catch_up()
        journal.mark_reset(lesson)
    return [*done, *more], [*stayed, *refused]


def _removed(
    ownership: Ownership, things: list[Thing], said: Callable[[Thing], None]
) -> tuple[list[Thing], list[Stayed]]:
    done, refused = [], []
    for thing in things:
        try:
            remove(ownership, thing.kind, thing.name, thing.identity, thing.back)
        except Stays as error:
            refused.append(Stayed(thing, str(error)))
        else:
            done.append(thing)
            said(thing)
    return done, refused
