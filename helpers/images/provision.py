"""Gets the images of the course onto an engine: pulled where that works, otherwise built."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

import docker
import requests
import urllib3
from docker.errors import DockerException, ImageNotFound

from helpers.engine import Engine, explain
from helpers.i18n import _
from helpers.images import archive, cache
from helpers.images.catalogue import Entry, catalogue, entry
from helpers.images.failures import disk_full
from helpers.images.pull import PullFailed, pull

Say = Callable[[str], None]
How = Literal["present", "pulled", "built", "loaded"]
LOADING = 600.0  # seconds; the engine says nothing while it unpacks a layer


@dataclass(frozen=True)
class Provision:
    """An image that is on the engine now, and how it came there this time."""

    reference: str
    how: How
    image_id: str


@dataclass(frozen=True)
class Status:
    """What an engine has of an entry; `origin` is "pulled", "built", "other" or "missing"; size in bytes."""

    entry: Entry
    origin: Literal["pulled", "built", "other", "missing"]
    image_id: str
    size: int


def status(engine: Engine) -> tuple[Status, ...]:
    """Every entry of the catalogue as the engine has it. Raises EngineError."""
    with asked(engine) as client:
        return tuple(_status(client, one) for one in catalogue())


def _status(client: docker.DockerClient, one: Entry) -> Status:
    found = inspect(client, one.full_reference)
    if found is None:
        return Status(one, "missing", "", 0)
    labels = (found.get("Config") or {}).get("Labels") or {}
    origin: Literal["pulled", "built", "other"]
    if labels.get(archive.LABEL) == "built":
        origin = "built"
    else:
        origin = "pulled" if found.get("RepoDigests") else "other"
    return Status(one, origin, found["Id"], found["Size"])


def inspect(client: docker.DockerClient, reference: str) -> dict[str, Any] | None:
    """What the engine says about an image, None when it has none of that name."""
    try:
        found: dict[str, Any] = client.api.inspect_image(reference)
    except ImageNotFound:
        return None
    return found


def ensure(engine: Engine, reference: str, say: Say) -> Provision:
    """Have `reference` on `engine`: nothing is done if it is there, else it is pulled, else built.

    Raises ImageError when it is not in the catalogue or neither way works, EngineError when the
    engine cannot be asked.
    """
    one = entry(reference)
    with asked(engine) as client:
        found = inspect(client, one.full_reference)
        if found is not None:
            return Provision(one.reference, "present", str(found["Id"]))
        say(_("{reference} 이미지를 받습니다 (약 {size} MB).").format(reference=one.reference, size=one.size))
        try:
            pull(engine, one.full_reference, say)
            how: How = "pulled"
        except PullFailed as error:
            say(_("받지 못했습니다: {reason}").format(reason=error))
            _build(engine, one, say)
            how = "built"
        found = client.api.inspect_image(one.full_reference)
        say(_("{reference} 이미지가 준비되었습니다.").format(reference=one.reference))
        return Provision(one.reference, how, found["Id"])


def cached(client: docker.DockerClient, one: Entry) -> Path:
    """Where this machine keeps the image of an entry that it built for engines like this one."""
    return cache.path(one, client.version()["Arch"])


def _build(engine: Engine, one: Entry, say: Say) -> None:
    with asked(engine) as client:
        made = cached(client, one)
        if made.exists():
            say(_("전에 만들어 둔 이미지를 읽어들입니다."))
        else:
            slow = one.offline.kind == "debian"
            say(
                _("대신 배포판 패키지로 만듭니다 (1분쯤 걸립니다).") if slow else _("대신 패키지로 만듭니다.")
            )
            made = cache.get(one, client.version()["Arch"], say)
    load(engine, made)


def load(engine: Engine, source: Path, skip: frozenset[str] = frozenset()) -> None:
    """Have the engine read an archive, leaving out the images called `skip`.

    Raises ImageError when the engine's disk is full, EngineLost when it goes away.
    """
    with asked(engine, timeout=LOADING) as client:
        if skip:
            _load(client, archive.without(source, skip))
        else:
            with source.open("rb") as opened:
                _load(client, opened)


def _load(client: docker.DockerClient, data: IO[bytes] | Iterator[bytes]) -> None:
    for event in client.api.load_image(data, quiet=True) or ():
        if "error" in event:
            raise DockerException(event["error"])


@contextmanager
def asked(engine: Engine, timeout: float = 60) -> Iterator[docker.DockerClient]:
    """A client whose errors come out as CourseErrors."""
    try:
        client = engine.client(timeout=timeout)
        try:
            yield client
        finally:
            client.close()
    except (DockerException, requests.RequestException, urllib3.exceptions.HTTPError) as error:
        if "no space left on device" in str(error).lower():
            raise disk_full() from error
        raise explain(error) from error
