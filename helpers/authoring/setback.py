"""Set an engine that is the prover's own back to how it was before an attempt.

Whatever is new is removed, a tag that moved is given back, files are put back; a container that was renamed
or stopped gets its name back and runs again. What an attempt removed or changed inside a container cannot
be seen from here: then the attempt needs an `# undo:`.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docker

from helpers.lab import Inventory, Journal, inventory

KEPT = "docker-course-kept"  # a repository that is there for the length of an attempt


@dataclass(frozen=True)
class Lost:
    """What was there before and is gone, or another one now: kind and name."""

    kind: str
    name: str


@contextlib.contextmanager
def set_back(api: docker.APIClient, folder: Path, lost: list[Lost]) -> Iterator[None]:
    """Afterwards engine, journal and folder are as before; what could not be brought back is in `lost`."""
    before, images = inventory(api), _image_ids(api)
    running = {row["Id"] for row in api.containers()}
    journal = Journal(api)
    journal.begin_attempt()
    _keep_images(api, images)
    keep = folder.with_name(f"{folder.name}.before")
    shutil.rmtree(keep, ignore_errors=True)
    shutil.copytree(folder, keep, symlinks=True)
    try:
        yield
    finally:
        _folder(folder, keep)
        _engine(api, before, images)
        _containers(api, before, running)
        journal.take_back()
        lost += _lost(before, inventory(api))


def _folder(folder: Path, keep: Path) -> None:
    """The files as they were, in the same directories: a container may have one of these mounted."""
    for path in sorted(folder.rglob("*"), reverse=True):
        before = keep / path.relative_to(folder)
        if path.is_dir() and not path.is_symlink():
            if not before.is_dir() or before.is_symlink():
                path.rmdir()
        elif path.is_symlink() or not before.is_file():
            path.unlink()
    shutil.copytree(keep, folder, symlinks=True, dirs_exist_ok=True)
    shutil.rmtree(keep)


def _keep_images(api: docker.APIClient, images: set[str]) -> None:
    """In containerd's image store an image goes with its last name, and BuildKit takes one without a word.

    Elsewhere it stays without a name, and the attempt is judged among as few strange names as can be.
    """
    if any("io.containerd" in str(value) for _key, value in api.info().get("DriverStatus") or ()):
        for number, identity in enumerate(sorted(images)):
            api.tag(identity, KEPT, str(number))


def _engine(api: docker.APIClient, before: Inventory, images: set[str]) -> None:
    known = set(before["container"].values())
    for row in api.containers(all=True):
        if row["Id"] not in known:
            with contextlib.suppress(docker.errors.NotFound):
                api.remove_container(row["Id"], force=True, v=True)
    now = inventory(api)
    for kind, remove in (("volume", api.remove_volume), ("network", api.remove_network)):
        for name in now[kind].keys() - before[kind].keys():
            remove(name)
    for tag, identity in before["image"].items():
        if now["image"].get(tag) != identity:
            with contextlib.suppress(docker.errors.ImageNotFound):
                repository, _colon, name = tag.rpartition(":")
                api.tag(identity, repository, name)
    _images(api, before, images)


def _containers(api: docker.APIClient, before: Inventory, running: set[str]) -> None:
    """Names and running programs of the containers that are still there."""
    for name, identity in before["container"].items():
        with contextlib.suppress(docker.errors.NotFound):
            found = api.inspect_container(identity)
            if found["Name"] != f"/{name}":
                api.rename(identity, name)
            if found["State"]["Paused"]:
                api.unpause(identity)
            if identity in running:
                api.start(identity)  # nothing happens if it runs


def _images(api: docker.APIClient, before: Inventory, images: set[str]) -> None:
    """New tags first, then new images without one, children before their parents."""
    while extra := [
        *(inventory(api)["image"].keys() - before["image"].keys()), *(_image_ids(api) - images)
    ]:  # fmt: skip
        removed = 0
        for reference in extra:
            with contextlib.suppress(docker.errors.APIError):
                api.remove_image(reference, force=True)
                removed += 1
        if not removed:
            return


def _image_ids(api: docker.APIClient) -> set[str]:
    return {row["Id"] for row in api.images(all=True)}


def _lost(before: Inventory, now: Inventory) -> list[Lost]:
    return [
        Lost(kind, name)
        for kind, things in before.items()
        for name, identity in things.items()
        if (name not in now[kind] if kind == "volume" else now[kind].get(name) != identity)
    ]
