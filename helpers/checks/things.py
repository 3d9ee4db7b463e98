"""Containers and images as a check reads them: the engine's inspect data under the names people use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """One line of `docker diff`: kind is "A", "C" or "D"."""

    kind: str
    path: str


@dataclass(frozen=True)
class Container:
    """One container, from /containers/ID/json."""

    raw: dict[str, Any]

    @property
    def id(self) -> str:
        """The full id."""
        return str(self.raw["Id"])

    @property
    def name(self) -> str:
        """The name without slash."""
        return str(self.raw["Name"]).lstrip("/")

    @property
    def image_id(self) -> str:
        """The id of the image it was made from."""
        return str(self.raw["Image"])

    @property
    def image_name(self) -> str:
        """What the learner called the image when making the container."""
        return str(self.config.get("Image", ""))

    @property
    def config(self) -> dict[str, Any]:
        """Config: Cmd, Env, Tty, Labels …"""
        config: dict[str, Any] = self.raw.get("Config") or {}
        return config

    @property
    def host(self) -> dict[str, Any]:
        """HostConfig: limits, ports, mounts as they were asked for."""
        host: dict[str, Any] = self.raw.get("HostConfig") or {}
        return host

    @property
    def state(self) -> dict[str, Any]:
        """State: Status, Pid, ExitCode, StartedAt …"""
        return dict(self.raw.get("State") or {})

    @property
    def status(self) -> str:
        """created, running, paused, restarting, exited or dead."""
        return str(self.state.get("Status", ""))

    @property
    def running(self) -> bool:
        """Whether its process lives (a paused one does, too)."""
        return bool(self.state.get("Running"))

    @property
    def exit_code(self) -> int:
        """The exit code of its last run."""
        return int(self.state.get("ExitCode") or 0)

    @property
    def command(self) -> tuple[str, ...]:
        """Entrypoint and command as the engine starts them."""
        return (str(self.raw.get("Path", "")), *map(str, self.raw.get("Args") or ()))

    @property
    def env(self) -> dict[str, str]:
        """Its environment variables."""
        return dict(one.partition("=")[::2] for one in self.config.get("Env") or ())

    @property
    def mounts(self) -> list[dict[str, Any]]:
        """Mounts as the engine made them: Type, Name, Source, Destination, RW."""
        return list(self.raw.get("Mounts") or ())

    @property
    def ports(self) -> dict[str, list[tuple[str, int]]]:
        """Published ports: "80/tcp" -> [("127.0.0.1", 9999)]."""
        found = (self.raw.get("NetworkSettings") or {}).get("Ports") or {}
        return {
            inside: [(str(one["HostIp"]), int(one["HostPort"])) for one in outside]
            for inside, outside in found.items()
            if outside
        }


@dataclass(frozen=True)
class Image:
    """One image, from /images/NAME/json."""

    raw: dict[str, Any]

    @property
    def id(self) -> str:
        """The full id, sha256:… (of the manifest with the containerd store)."""
        return str(self.raw["Id"])

    @property
    def tags(self) -> tuple[str, ...]:
        """Every name with tag that points at it."""
        return tuple(self.raw.get("RepoTags") or ())

    @property
    def size(self) -> int:
        """Bytes, all layers together."""
        return int(self.raw.get("Size") or 0)

    @property
    def config(self) -> dict[str, Any]:
        """Config: Cmd, Env, ExposedPorts, User, WorkingDir …"""
        config: dict[str, Any] = self.raw.get("Config") or {}
        return config

    @property
    def layers(self) -> tuple[str, ...]:
        """Digests of its layers, the base first."""
        return tuple((self.raw.get("RootFS") or {}).get("Layers") or ())

    def builds_on(self, base: Image) -> bool:
        """Whether it starts with all layers of `base`. Committing an unchanged container adds none."""
        return self.layers[: len(base.layers)] == base.layers

    def short(self) -> str:
        """The id as `docker images` shows it."""
        return self.id.removeprefix("sha256:")[:12]
