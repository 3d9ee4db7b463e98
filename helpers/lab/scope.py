"""What a lesson may create on the engine, by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

KINDS = ("container", "image", "volume", "network")


@dataclass(frozen=True)
class Scope:
    """The names that belong to one lesson; whatever is not named here is somebody else's.

    Images are named with their tag (`debian:git`). Base images of the catalogue do not belong here:
    a lesson uses them and leaves them.
    """

    containers: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of one kind (container, image, volume, network)."""
        names: tuple[str, ...] = getattr(self, f"{kind}s")
        return names

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Every declared thing as (kind, name)."""
        return ((kind, name) for kind in KINDS for name in self.names(kind))
