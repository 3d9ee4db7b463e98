"""Where a file came from: what a volume holds, and what the journal knows of containers that are gone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

import docker

from helpers.checks import Look, volume
from helpers.checks.look import PROBE_LABEL, PROBE_TIMEOUT

ANONYMOUS = re.compile("[0-9a-f]{64}")  # the name the engine gives a volume that got none
ALIKE = 0.7  # of 1: a letter missing or exchanged is alike, another word is not
SECOND = 10**9  # ns
_LIST = 'cd /mount && for one in * .[!.]*; do [ ! -e "$one" ] || stat -c "%Y %n" "$one"; done'


@dataclass(frozen=True)
class Life:
    """A container as the journal tells of it: its image, and when (s) it was made and ended last."""

    image: str
    start: int
    end: int


def lives(look: Look, name: str) -> list[Life]:
    """Every container of this name that was made and ended, the oldest first, gone or not."""
    ends = {one.id: one for one in look.happened("container", "die", name)}
    return [
        Life(
            made.attributes.get("image", ""),
            made.time // SECOND,
            ends[made.id].time // SECOND,
        )
        for made in look.happened("container", "create", name)
        if made.id in ends
    ]


def listing(look: Look, name: str) -> dict[str, int]:
    """What lies at the top of a volume, and when (s) each was last written.

    The volume's folder is mounted, not the volume: it would count as used, and could not be removed.
    """
    mount = docker.types.Mount("/mount", volume(look, name).mountpoint, "bind", read_only=True)
    made = look.api.create_container(
        look.base("busybox").id,
        ["sh", "-c", _LIST],
        labels={PROBE_LABEL: look.lesson},
        network_disabled=True,
        host_config=look.api.create_host_config(mounts=[mount]),
    )
    try:
        look.api.start(made["Id"])
        look.api.wait(made["Id"], timeout=PROBE_TIMEOUT)
        said: bytes = look.api.logs(made["Id"], stderr=False)
    finally:
        look.api.remove_container(made["Id"], force=True)
    lines = (one.partition(" ") for one in said.decode("utf-8", "replace").splitlines())
    return {path: int(written) for written, _space, path in lines if written.isdigit()}


def similar(look: Look, name: str) -> list[str]:
    """Volumes whose name a slip of the pen makes of this one."""
    names = (str(one["Name"]) for one in look.api.volumes()["Volumes"] or ())
    return sorted(one for one in names if not ANONYMOUS.fullmatch(one) and one != name and _alike(one, name))


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.casefold(), other).ratio() >= ALIKE
