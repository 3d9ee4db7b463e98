"""An engine that lives in memory: what helpers.lab asks of docker-py, with the daemon's habits that matter.

It keeps its last RING events, stamps everything by a clock of its own, and refuses as the daemon does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import docker
import requests

RING = 256
SECOND = 10**9
BEGIN = 1_700_000_000 * SECOND  # when the engine was started


def stamp(time: int) -> str:
    """An RFC 3339 time as the engine writes it."""
    return f"{datetime.fromtimestamp(time // SECOND, UTC):%Y-%m-%dT%H:%M:%S}.{time % SECOND:09d}Z"


def refuses(status: int, said: str) -> docker.errors.APIError:
    """The engine's refusal, NotFound for 404."""
    answer = requests.Response()
    answer.status_code = status
    kind = docker.errors.NotFound if status == 404 else docker.errors.APIError
    return kind(said, response=answer, explanation=said)


class Told:
    """The answer to GET /events."""

    def __init__(self, events: list[dict[str, Any]]):
        self._events = events

    def iter_lines(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield from (json.dumps(event).encode() for event in self._events)

    def close(self) -> None: ...


class Engine:
    """The engine, and docker-py's APIClient for it in one."""

    base_url, timeout = "http+docker://localhost", 60

    def __init__(self, name: str = "E1", api_version: str = "1.41"):
        self.api_version = api_version
        self.name, self.clock = name, BEGIN
        self.ring: list[dict[str, Any]] = []
        self._containers: dict[str, dict[str, Any]] = {}
        self._images: dict[str, dict[str, Any]] = {}
        self._volumes: dict[str, dict[str, Any]] = {}
        self._networks = {
            f"{name}-{net}": {"Name": net, "Created": stamp(BEGIN)} for net in ("host", "bridge")
        }
        self.removed: list[tuple[str, dict[str, Any]]] = []
        self.refusals: dict[str, docker.errors.APIError] = {}  # by the name of the call
        self.since: list[int] = []  # of each question for events
        self._number = 0

    # -- what people do ----------------------------------------------------------------------------
    def tell(self, kind: str, action: str, identity: str, **attributes: str) -> dict[str, Any]:
        """An event, a second after the last."""
        self.clock += SECOND
        told = {"Type": kind, "Action": action, "timeNano": self.clock,
                "Actor": {"ID": identity, "Attributes": attributes}}  # fmt: skip
        self.ring = [*self.ring, told][-RING:]
        return told

    def restart(self) -> None:
        """The daemon begins anew: its memory is empty."""
        self.clock += 60 * SECOND
        self.ring = []

    def id(self, letter: str) -> str:
        """A new id."""
        self._number += 1
        return f"{letter}{self._number:04d}"

    def make(self, kind: str, name: str, *, silent: bool = False, **more: Any) -> str:
        """Make a thing; its identity. `silent`: no event is told, as BuildKit does on Engine 20.10."""
        identity = name if kind == "volume" else self.id(kind[0])
        self.clock += SECOND
        raw = {"Created": stamp(self.clock), **more}
        if kind == "container":
            self._containers[identity] = {"Id": identity, "Name": f"/{name}", **raw}
        elif kind == "volume":
            self._volumes.setdefault(
                name, {"Name": name, "Driver": "local", "CreatedAt": raw["Created"], **more}
            )
        elif kind == "network":
            self._networks[identity] = {"Name": name, **raw}
        else:
            self._images[identity] = {"Id": identity, "RepoTags": [], **raw}
            return self.name_image(identity, name, silent=silent)
        if not silent:
            self.tell(kind, "create", identity, **({} if kind == "volume" else {"name": name}))
        return identity

    def name_image(self, identity: str, tag: str, *, silent: bool = False, action: str = "tag") -> str:
        """Give an image a name; it is taken from whichever has it."""
        for image in self._images.values():
            image["RepoTags"] = [other for other in image["RepoTags"] if other != tag]
        if tag:
            self._images[identity]["RepoTags"].append(tag)
            if not silent:
                self.tell("image", action, identity, name=tag)
        return identity

    # -- docker-py's part --------------------------------------------------------------------------
    def info(self) -> dict[str, Any]:
        return {"ID": self.name, "SystemTime": stamp(self.clock)}

    def get(self, url: str, params: dict[str, str], stream: bool, timeout: float) -> Told:
        assert url.endswith("/events")
        since = int(params["since"].replace(".", ""))
        self.since.append(since)
        newest_too_old = [at for at, event in enumerate(self.ring) if event["timeNano"] < since]
        return Told(self.ring[newest_too_old[-1] + 1 if newest_too_old else 0 :])

    def _raise_for_status(self, answer: Told) -> None: ...

    def _refuse(self, call: str) -> None:
        if call in self.refusals:
            raise self.refusals[call]

    def containers(self, all: bool = False, filters: dict[str, str] | None = None) -> list[dict[str, Any]]:
        rows = [
            {
                "Id": raw["Id"],
                "Names": [raw["Name"]],
                "Labels": raw.get("Labels"),
                "Mounts": raw.get("Mounts", ()),
            }
            for raw in self._containers.values()
            if all  # the daemon shows running ones else, and none here runs for long
        ]
        wanted = (filters or {}).get("volume")
        return [row for row in rows if not wanted or wanted in {mount["Name"] for mount in row["Mounts"]}]

    def images(self, all: bool = False) -> list[dict[str, Any]]:
        return [
            {"Id": raw["Id"], "RepoTags": raw["RepoTags"] or ["<none>:<none>"]}
            for raw in self._images.values()
        ]

    def volumes(self) -> dict[str, Any]:
        return {"Volumes": list(self._volumes.values()) or None}

    def networks(self) -> list[dict[str, Any]]:
        return [{"Id": identity, **raw} for identity, raw in self._networks.items()]

    def inspect_container(self, identity: str) -> dict[str, Any]:
        return self._found(self._containers, identity)

    def inspect_network(self, identity: str) -> dict[str, Any]:
        return self._found(self._networks, identity)

    def inspect_volume(self, name: str) -> dict[str, Any]:
        return self._found(self._volumes, name)

    def inspect_image(self, reference: str) -> dict[str, Any]:
        named = {tag: image for image in self._images.values() for tag in image["RepoTags"]}
        return self._found({**self._images, **named}, reference)

    def _found(self, things: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
        if name not in things:
            raise refuses(404, f"No such thing: {name}")
        return things[name]

    def tag(self, identity: str, repository: str, tag: str) -> None:
        self.name_image(identity, f"{repository}:{tag}")

    def remove_container(self, identity: str, **how: Any) -> None:
        self._refuse("remove_container")
        self._remove("container", self._containers, identity, how)

    def remove_network(self, identity: str) -> None:
        self._refuse("remove_network")
        self._remove("network", self._networks, identity, {})

    def remove_volume(self, name: str) -> None:
        self._refuse("remove_volume")
        self._remove("volume", self._volumes, name, {})

    def remove_image(self, tag: str, **how: Any) -> None:
        self._refuse("remove_image")
        identity = self.inspect_image(tag)["Id"]
        self.name_image(identity, "")
        image = self._images[identity]
        image["RepoTags"] = [other for other in image["RepoTags"] if other != tag]
        self.removed.append((tag, how))
        if not image["RepoTags"]:
            del self._images[identity]

    def _remove(
        self, kind: str, things: dict[str, dict[str, Any]], identity: str, how: dict[str, Any]
    ) -> None:
        self._found(things, identity)
        del things[identity]
        self.removed.append((identity, how))
        self.tell(kind, "destroy", identity)
