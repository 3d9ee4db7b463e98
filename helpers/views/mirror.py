"""What is on the engine, kept up to date by events: after an event only its own kind is asked for."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

import docker

from helpers.checks.throwaway import PROBE_LABEL
from helpers.images import catalogue
from helpers.lab import Baseline, Event
from helpers.views.engine_map import PREDEFINED, Box, Pack, Snapshot

REMEMBERED = 5  # removed things that are still shown
ALL = frozenset({"container", "image", "volume", "network"})


class Mirror:
    """The engine's containers, images, volumes and networks, and what came and went since it was made."""

    def __init__(self) -> None:
        self._boxes: dict[str, Box] = {}
        self._images: list[Pack] = []
        self._volumes: set[str] = set()
        self._networks: dict[str, str] = {}
        self._first: set[tuple[str, str]] | None = None
        self._last: dict[tuple[str, str], str] = {}
        self._gone: dict[tuple[str, str], None] = {}

    def snapshot(self, api: docker.APIClient, news: Iterable[Event] | None = None) -> Snapshot:
        """Ask for what the events name, or for everything when `news` is None."""
        events = list(news or ())
        if news is None or self._first is None:
            self._ask(api, ALL)
            self._boxes = {row["Id"]: Box.of(row) for row in _rows(api)}
        else:
            self._ask(api, {event.kind for event in events})
            for identity in dict.fromkeys(filter(None, map(_container, events))):
                self._ask_container(api, identity)
        here = self._here()
        self._first = set(here) if self._first is None else self._first
        self._note_gone(here)
        return self._scoped(Baseline.of(api), frozenset(set(here) - self._first))

    def _here(self) -> dict[tuple[str, str], str]:
        """Kind and identity of everything, and its name: a container may be renamed and is the same."""
        return {
            **{("container", box.id): box.name for box in self._boxes.values()},
            **{("image", pack.name): pack.name for pack in self._images},
            **{("volume", name): name for name in self._volumes},
            **{("network", name): name for name in self._networks},
        }

    def _ask(self, api: docker.APIClient, kinds: Iterable[str]) -> None:
        if "image" in kinds:
            self._images = [pack for row in api.images() for pack in _packs(row)]
        if "volume" in kinds:
            self._volumes = {str(volume["Name"]) for volume in api.volumes()["Volumes"] or ()}
        if "network" in kinds:
            self._networks = {
                network["Name"]: network["Id"]
                for network in api.networks()
                if network["Name"] not in PREDEFINED
            }

    def _ask_container(self, api: docker.APIClient, identity: str) -> None:
        self._boxes.pop(identity, None)
        # A list has what the engine wrote to its disk last, and "die" is told before that is done. Who asks
        # for the container itself is answered afterwards.
        with contextlib.suppress(docker.errors.NotFound):
            api.inspect_container(identity)
        for row in _rows(api, id=identity):
            self._boxes[row["Id"]] = Box.of(row)

    def _note_gone(self, here: dict[tuple[str, str], str]) -> None:
        """What was there at the last look and is not any more; a name that is in use again is not gone."""
        for (kind, _identity), name in self._last.items() - here.items():
            if (kind, _identity) not in here:
                self._gone[(kind, name)] = None
        present = {(kind, name) for (kind, _identity), name in here.items()}
        self._gone = dict.fromkeys([gone for gone in self._gone if gone not in present][-REMEMBERED:])
        self._last = here

    def _scoped(self, before: Baseline, fresh: frozenset[tuple[str, str]]) -> Snapshot:
        """Only what came with the course, the images it teaches with, and what its containers use."""
        old = before.things
        boxes = tuple(box for box in self._boxes.values() if not before.holds("container", box.name, box.id))
        needed = {box.image_id for box in boxes}
        taught = {entry.full_reference for entry in catalogue()} | {entry.reference for entry in catalogue()}
        images = tuple(
            pack
            for pack in self._images
            if pack.id in needed or pack.name in taught or not before.holds("image", pack.name, pack.id)
        )
        used = {name for box in boxes for name in (*box.volumes, *box.networks)}
        volumes = tuple(name for name in self._volumes if name in used or name not in old.get("volume", {}))
        networks = tuple(
            name for name, identity in self._networks.items()
            if name in used or not before.holds("network", name, identity)
        )  # fmt: skip
        others = Counter(
            container=len(self._boxes) - len(boxes), image=len(self._images) - len(images),
            volume=len(self._volumes) - len(volumes), network=len(self._networks) - len(networks),
        )  # fmt: skip
        return Snapshot(boxes, images, volumes, networks, fresh, tuple(self._gone), others)


def _rows(api: docker.APIClient, **filters: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = api.containers(all=True, filters=filters or None)
    return [row for row in rows if PROBE_LABEL not in (row.get("Labels") or {})]


def _container(event: Event) -> str:
    """The id of the container that an event is about: its own, or the one a network took in."""
    return event.id if event.kind == "container" else event.attributes.get("container", "")


def _packs(row: dict[str, Any]) -> list[Pack]:
    """One for each name, as `docker images` lists them; an image without a name goes by its id."""
    size, created = int(row.get("Size") or 0), int(row.get("Created") or 0)
    names = [str(tag) for tag in row.get("RepoTags") or () if tag != "<none>:<none>"]
    nameless = f"<none> {str(row['Id']).removeprefix('sha256:')[:12]}"
    return [Pack(row["Id"], name, size, created) for name in names or [nameless]]
