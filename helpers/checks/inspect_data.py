"""Containers and images as a check reads them: the engine's inspect data under the names people use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """One line of `docker diff`: kind is "A", "C" or "D"."""

    kind: str
    path: str


@dataclass(frozen=True)
class ContainerData:
    """One container, from /containers/ID/json."""

    raw: dict[str, Any]

    @property
    def id(self) -> str:
        """The full id."""
        return _text(self.raw, "Id")

    @property
    def name(self) -> str:
        """The name without slash."""
        return _text(self.raw, "Name").lstrip("/")

    @property
    def image_id(self) -> str:
        """The id of the image it was made from."""
        return _text(self.raw, "Image")

    @property
    def image_name(self) -> str:
        """What the learner called the image when making the container."""
        return _text(self.config, "Image")

    @property
    def config(self) -> dict[str, Any]:
        """Config: Cmd, Env, Tty, Labels …"""
        return _object(self.raw, "Config")

    @property
    def host(self) -> dict[str, Any]:
        """HostConfig: limits, ports, mounts as they were asked for."""
        return _object(self.raw, "HostConfig")

    @property
    def state(self) -> dict[str, Any]:
        """State: Status, Pid, ExitCode, StartedAt …"""
        return _object(self.raw, "State")

    @property
    def status(self) -> str:
        """created, running, paused, restarting, exited or dead."""
        return _text(self.state, "Status")

    @property
    def is_running(self) -> bool:
        """Whether its process lives (a paused one does, too)."""
        return bool(self.state.get("Running"))

    @property
    def exit_code(self) -> int:
        """The exit code of its last run."""
        return _number(self.state, "ExitCode")

    @property
    def command(self) -> tuple[str, ...]:
        """Entrypoint and command as the engine starts them."""
        return (_text(self.raw, "Path"), *map(str, _array(self.raw, "Args")))

    @property
    def env(self) -> dict[str, str]:
        """Its environment variables."""
        return dict(str(line).partition("=")[::2] for line in _array(self.config, "Env"))

    @property
    def mounts(self) -> list[dict[str, Any]]:
        """Mounts as the engine made them: Type, Name, Source, Destination, RW."""
        return [mount for mount in _array(self.raw, "Mounts") if isinstance(mount, dict)]

    @property
    def networks(self) -> dict[str, list[str]]:
        """The networks that it is on, each with the names by which others on it find it."""
        found = _object(_object(self.raw, "NetworkSettings"), "Networks")
        named = {name: _object(found, name) for name in found}
        return {
            name: list(map(str, (*_array(end, "Aliases"), *_array(end, "DNSNames"))))
            for name, end in named.items()
        }

    @property
    def ports(self) -> dict[str, list[tuple[str, int]]]:
        """Published ports: "80/tcp" -> [("127.0.0.1", 9999)]."""
        found = _object(_object(self.raw, "NetworkSettings"), "Ports")
        places = {inside: list(_places(_array(found, inside))) for inside in found}
        return {inside: outside for inside, outside in places.items() if outside}


@dataclass(frozen=True)
class ImageData:
    """One image, from /images/NAME/json."""

    raw: dict[str, Any]

    @property
    def id(self) -> str:
        """The full id, sha256:… (of the manifest with the containerd store)."""
        return _text(self.raw, "Id")

    @property
    def tags(self) -> tuple[str, ...]:
        """Every name with tag that points at it."""
        return tuple(map(str, _array(self.raw, "RepoTags")))

    @property
    def size(self) -> int:
        """Bytes, all layers together."""
        return _number(self.raw, "Size")

    @property
    def config(self) -> dict[str, Any]:
        """Config: Cmd, Env, ExposedPorts, User, WorkingDir …"""
        return _object(self.raw, "Config")

    @property
    def env(self) -> dict[str, str]:
        """The environment variables that it gives its containers."""
        return dict(str(line).partition("=")[::2] for line in _array(self.config, "Env"))

    @property
    def command(self) -> tuple[str, ...]:
        """What it runs by itself: ENTRYPOINT and CMD."""
        return tuple(str(word) for key in ("Entrypoint", "Cmd") for word in _array(self.config, key))

    @property
    def layers(self) -> tuple[str, ...]:
        """Digests of its layers, the base first."""
        return tuple(map(str, _array(_object(self.raw, "RootFS"), "Layers")))

    def starts_with(self, base: ImageData) -> bool:
        """Whether it starts with all layers of `base`. Committing an unchanged container adds none."""
        return self.layers[: len(base.layers)] == base.layers

    def short(self) -> str:
        """The id as `docker images` shows it."""
        return self.id.removeprefix("sha256:")[:12]


# Engines leave out what is empty, or say null; what is of another type is taken as not there.
def _object(raw: dict[str, Any], key: str) -> dict[str, Any]:
    found = raw.get(key)
    return found if isinstance(found, dict) else {}


def _array(raw: dict[str, Any], key: str) -> list[Any]:
    found = raw.get(key)
    return found if isinstance(found, list) else []


def _text(raw: dict[str, Any], key: str) -> str:
    return str(raw.get(key) or "")


def _number(raw: dict[str, Any], key: str) -> int:
    found = raw.get(key)
    return found if isinstance(found, int) else 0


def _places(outside: list[Any]) -> Iterator[tuple[str, int]]:
    for place in outside:
        port = str(place.get("HostPort")) if isinstance(place, dict) else ""
        if port.isascii() and port.isdigit() and len(port) <= 5:
            yield str(place.get("HostIp") or ""), int(port)
