"""Remove what a lesson made, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import docker

from helpers.lab.baseline import Baseline
from helpers.lab.inventory import inventory
from helpers.lab.journal import Journal
from helpers.lab.scope import Scope

# containers first: an image or a volume in use cannot be removed
ORDER = ("container", "image", "volume", "network")


@dataclass(frozen=True)
class Thing:
    """One thing on the engine, by kind and name."""

    kind: str
    name: str


def owned(api: docker.APIClient, scope: Scope) -> list[Thing]:
    """What the lesson declares, is there, and was not there before the course."""
    baseline, now = Baseline.of(api), inventory(api)
    return [
        Thing(kind, name)
        for kind in ORDER
        for name in scope.names(kind)
        if name in now[kind] and not baseline.holds(kind, name, now[kind][name])
    ]


def reset(api: docker.APIClient, lesson: str, scope: Scope, said: Callable[[Thing], None]) -> list[Thing]:
    """Remove the lesson's things one by one, tell `said` of each, and start its journal anew.

    A learner's own container that still uses one of the images keeps that image: its tag is
    removed, the rest stays. Raises what docker-py raises; what was removed until then stays removed.
    """
    things = owned(api, scope)
    journal = Journal(api)
    for thing in things:
        _remove(api, thing)
        said(thing)
    journal.catch_up()
    journal.mark_reset(lesson)
    return things


def _remove(api: docker.APIClient, thing: Thing) -> None:
    if thing.kind == "container":
        api.remove_container(thing.name, force=True, v=True)
    elif thing.kind == "image":
        api.remove_image(thing.name, force=True)
    elif thing.kind == "volume":
        api.remove_volume(thing.name)
    else:
        api.remove_network(thing.name)
