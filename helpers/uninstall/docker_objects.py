"""What of an engine is the course's: what lessons made, and the base images that the course brought."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import docker

from helpers import installed
from helpers.checks.load import load
from helpers.course import course
from helpers.engine.root import Root
from helpers.i18n import N_, _
from helpers.images.archive import LABEL
from helpers.images.catalogue import catalogue
from helpers.lab import Thing, owned, reset
from helpers.paths import state
from helpers.uninstall.steps import Failed, Kept, Step

PREDEFINED = {"bridge", "host", "none", "podman"}  # networks that an engine begins with
NAMED = {
    "container": N_("{name} 컨테이너"), "image": N_("{name} 이미지"),
    "volume": N_("{name} 볼륨"), "network": N_("{name} 네트워크"),
}  # fmt: skip


@dataclass(frozen=True)
class Base:
    """A base image that the course brought here; `used_by` names what needs it besides the lessons."""

    reference: str
    id: str
    used_by: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """What is on an engine, sorted by whose it is. `unnamed` counts images without a name."""

    things: dict[str, list[Thing]]
    bases: tuple[Base, ...]
    others: tuple[Thing, ...]
    unnamed: int

    def steps(self, api: docker.APIClient) -> Iterator[Step | Kept]:
        """Lessons first: a container that uses an image keeps it."""
        for lesson, things in self.things.items():
            names = ", ".join(map(named, things))
            yield Step(
                _("단원 {lesson}에서 만든 것: {names}").format(lesson=lesson, names=names),
                partial(_reset, api, lesson, things),
                f"course reset {lesson}",
            )
        for base in self.bases:
            what = named(Thing("image", base.reference))
            if base.used_by:
                yield Kept(what, _("{names}이(가) 쓰고 있습니다.").format(names=", ".join(base.used_by)))
            else:
                yield Step(what, partial(_remove, api, base), f"docker rmi {base.reference}")


def named(thing: Thing) -> str:
    """Kind and name, as a person reads it."""
    return _(NAMED[thing.kind]).format(name=thing.name)


def contents(api: docker.APIClient) -> Contents:
    """Look at an engine. Raises what docker-py raises."""
    things = _things(api)
    ours = {(thing.kind, thing.name) for some in things.values() for thing in some}
    containers = [container for container in _containers(api) if ("container", container[0]) not in ours]
    images = [image for image in _images(api) if not {("image", tag) for tag in image["RepoTags"]} & ours]
    bases = tuple(_bases(api, containers, images))
    brought = {base.reference for base in bases}
    others = [
        *(Thing("container", name) for name, _image in containers),
        *(Thing("image", tag) for image in images for tag in _names(image) if tag not in brought),
        *(Thing("volume", volume["Name"]) for volume in api.volumes()["Volumes"] or []),
        *(
            Thing("network", network["Name"])
            for network in api.networks()
            if network["Name"] not in PREDEFINED
        ),
    ]
    unnamed = len(api.images(filters={"dangling": True}))
    return Contents(
        things, bases, tuple(thing for thing in others if (thing.kind, thing.name) not in ours), unnamed
    )


def _things(api: docker.APIClient) -> dict[str, list[Thing]]:
    """What each lesson made. Without a baseline the course has never met this engine."""
    if not any(state().glob("baseline-*")):
        return {}
    found = {lesson.name: owned(api, load(lesson.name).scope) for lesson in course().lessons}
    return {lesson: things for lesson, things in found.items() if things}


def _containers(api: docker.APIClient) -> list[tuple[str, str]]:
    """Name and image id of each."""
    return [
        (container["Names"][0].lstrip("/"), container["ImageID"]) for container in api.containers(all=True)
    ]


def _images(api: docker.APIClient) -> list[dict[str, Any]]:
    """Every image that has a name."""
    listed = [{**image, "RepoTags": _tags(image)} for image in api.images()]
    return [image for image in listed if _names(image)]


def _tags(image: dict[str, Any]) -> list[str]:
    return [tag for tag in image.get("RepoTags") or () if tag != "<none>:<none>"]


def _names(image: dict[str, Any]) -> list[str]:
    """Its tags, else the digests under which it was pulled."""
    digests = [digest for digest in image.get("RepoDigests") or () if not digest.startswith("<none>")]
    return image["RepoTags"] or digests


def _bases(
    api: docker.APIClient, containers: list[tuple[str, str]], images: list[dict[str, Any]]
) -> Iterator[Base]:
    """The images of the catalogue that the course pulled, built or loaded on this engine."""
    recorded = {(image.reference, image.id) for image in _on_record(api)}
    wanted = {entry.full_reference for entry in catalogue()}
    layers = {image["Id"]: _layers(api, image["Id"]) for image in images}
    for image in images:
        for tag in set(image["RepoTags"]) & wanted:
            identity = image["Id"]
            if (tag, identity) in recorded or _built_by_us(image, layers[identity]):
                users = [name for name, used in containers if used == identity]
                below = layers[identity]
                users += [
                    other["RepoTags"][0] if other["RepoTags"] else other["Id"]
                    for other in images
                    if other["Id"] != identity and layers[other["Id"]][: len(below)] == below
                ]
                yield Base(tag, identity, tuple(users))


def _built_by_us(image: dict[str, Any], layers: list[str]) -> bool:
    """Images made of it inherit its label; but only the archive that the course writes is one layer."""
    return (image.get("Labels") or {}).get(LABEL) == "built" and len(layers) == 1


def _layers(api: docker.APIClient, identity: str) -> list[str]:
    return list((api.inspect_image(identity).get("RootFS") or {}).get("Layers") or ())


def _on_record(api: docker.APIClient) -> list[installed.Image]:
    engine = str(api.info().get("ID"))
    return [image for image in installed.read().images if image.engine == engine]


def _reset(api: docker.APIClient, lesson: str, things: list[Thing], _root: Root) -> None:
    """Raises Failed with what stayed of them and why; a thing that was never promised may stay."""
    _done, stayed = reset(api, lesson, load(lesson).scope, lambda _thing: None)
    if reasons := [left.why for left in stayed if left.thing in things]:
        raise Failed(" ".join(reasons))


def _remove(api: docker.APIClient, base: Base, _root: Root) -> None:
    api.remove_image(base.reference)  # without force: whoever has begun to use it keeps it
    installed.forget(*(image for image in _on_record(api) if image.reference == base.reference))
