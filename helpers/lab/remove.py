"""Remove one thing of the learner's, and take nothing else along."""

from __future__ import annotations

import time

import docker

from helpers.engine import explain
from helpers.i18n import _
from helpers.lab.events import PROBE_LABEL
from helpers.lab.ownership import Ownership

PATIENCE = 15.0  # seconds for a removal that somebody else has begun
POLL = 0.1


class Stays(Exception):
    """The thing is still there; the reason, translated."""


def remove(ownership: Ownership, kind: str, name: str, identity: str, back: str = "") -> None:
    """Remove it; done as well if it is gone already. `back` is the image to give the name back to.

    Raises Stays with the reason, and what docker-py raises when the engine is lost.
    """
    api = ownership.api
    try:
        if kind == "container":
            _remove_container(ownership, identity)
        elif kind == "image":
            _remove_tag(ownership, name, identity, back)
        elif kind == "volume":
            _remove_volume(ownership, name)
        else:
            api.remove_network(identity)
    except docker.errors.APIError as error:
        deadline = time.monotonic() + PATIENCE
        while there := _there(api, kind, name, identity):
            if "in progress" not in str(error.explanation) or time.monotonic() > deadline:
                break
            time.sleep(POLL)
        if there:
            raise Stays(_reason(ownership, kind, name, error)) from error


def _there(api: docker.APIClient, kind: str, name: str, identity: str) -> bool:
    """Whether it is still this very thing."""
    try:
        if kind == "container":
            api.inspect_container(identity)
        elif kind == "image":
            return bool(api.inspect_image(name)["Id"] == identity)
        elif kind == "volume":
            api.inspect_volume(name)
        else:
            api.inspect_network(identity)
    except docker.errors.NotFound:
        return False
    return True


def _reason(ownership: Ownership, kind: str, name: str, error: docker.errors.APIError) -> str:
    """The engine's own reason without advice: that would be to remove what may be somebody else's."""
    if kind == "volume" and (users := _users(ownership, name)):
        return _in_use(name, users)
    return explain(error).what


def _remove_container(ownership: Ownership, identity: str) -> None:
    """With its anonymous volumes, unless one was there before the course (--volumes-from)."""
    mounts = ownership.api.inspect_container(identity).get("Mounts") or ()
    old = any(ownership.baseline.holds("volume", str(mount.get("Name")), "") for mount in mounts)
    ownership.api.remove_container(identity, force=True, v=not old)


def _remove_tag(ownership: Ownership, tag: str, identity: str, back: str) -> None:
    """The name goes, and the image with its last name. One from before the course never goes."""
    api = ownership.api
    found = api.inspect_image(tag)
    if found["Id"] != identity:  # it was given to another image in this moment
        return
    if back and back != identity and _is_there(api, back):
        api.tag(back, *_split(tag))
        return
    old = set(ownership.baseline.ids.get("image", ()))
    if identity in old and len(found.get("RepoTags") or ()) < 2:
        raise Stays(
            _("이미지 {name}: 과정을 시작하기 전부터 있던 이미지의 유일한 이름이라 남겨 둡니다.").format(
                name=tag
            )
        )
    # with its last child an untagged parent would go, too
    api.remove_image(tag, force=True, noprune=_has_untagged_parent(api, found, old))


def _has_untagged_parent(api: docker.APIClient, image: dict[str, str], old: set[str]) -> bool:
    parent = image.get("Parent")
    while parent and _is_there(api, parent):
        found = api.inspect_image(parent)
        if parent in old and not found.get("RepoTags"):
            return True
        parent = found.get("Parent")
    return False


def _is_there(api: docker.APIClient, image: str) -> bool:
    try:
        api.inspect_image(image)
    except docker.errors.NotFound:
        return False
    return True


def _split(tag: str) -> tuple[str, str]:
    repository, _colon, version = tag.rpartition(":")
    return repository, version


def _remove_volume(ownership: Ownership, name: str) -> None:
    """Only with the files that this engine keeps for it, and while nobody uses it."""
    if str(ownership.api.inspect_volume(name).get("Driver")) != "local":
        raise Stays(_("볼륨 {name}: 내용이 이 엔진의 밖에 있어서 남겨 둡니다.").format(name=name))
    if users := _users(ownership, name):
        raise Stays(_in_use(name, users))
    ownership.api.remove_volume(name)


def _users(ownership: Ownership, volume: str) -> list[str]:
    """The names of containers that use it; a check's own, which goes in a moment, is none."""
    rows = ownership.api.containers(all=True, filters={"volume": volume})
    return [
        (row.get("Names") or [row["Id"][:12]])[0].lstrip("/")
        for row in rows
        if PROBE_LABEL not in (row.get("Labels") or {})
    ]


def _in_use(volume: str, users: list[str]) -> str:
    return _("볼륨 {name}: 이 단원의 것이 아닌 컨테이너 {users}이(가) 쓰고 있어서 남겨 둡니다.").format(
        name=volume, users=", ".join(users)
    )
