"""Gets the images of the course onto an engine: pulled where that works, otherwise built."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

import docker
import requests
import urllib3
from docker.errors import DockerException, ImageNotFound

from helpers import installed
from helpers.engine import Engine, explain
from helpers.engine.attend import attended
from helpers.errors import EngineLost
from helpers.i18n import _
from helpers.images import archive, cache, listing
from helpers.images.catalogue import Entry, catalogue, entry
from helpers.images.failures import disk_full, refused
from helpers.images.pull import PullFailed, pull
from helpers.waiting import MARK, tell, waiting

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
        return tuple(_status(client, image) for image in catalogue())


def _status(client: docker.DockerClient, image: Entry) -> Status:
    found = inspect(client, image.full_reference)
    if found is None:
        return Status(image, "missing", "", 0)
    labels = (found.get("Config") or {}).get("Labels") or {}
    origin: Literal["pulled", "built", "other"]
    if labels.get(archive.LABEL) == "built":
        origin = "built"
    else:
        origin = "pulled" if found.get("RepoDigests") else "other"
    return Status(image, origin, found["Id"], found["Size"])


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
    image = entry(reference)
    with asked(engine) as client:
        found = inspect(client, image.full_reference)
        if found is not None:
            return Provision(image.reference, "present", str(found["Id"]))
        say(
            _("{reference} 이미지를 받습니다 (약 {size} MB).").format(
                reference=image.reference, size=image.size
            )
        )
        try:
            pull(engine, image.full_reference, say)
            how: How = "pulled"
        except PullFailed as error:
            say(_("받지 못했습니다: {reason}").format(reason=error))
            _build(engine, image, say)
            how = "built"
        found = client.api.inspect_image(image.full_reference)
        note(engine, client, image.full_reference, found["Id"])
        say(_("{reference} 이미지가 준비되었습니다.").format(reference=image.reference))
        return Provision(image.reference, how, found["Id"])


def note(engine: Engine, client: docker.DockerClient, reference: str, identity: str) -> None:
    """Put an image that the course brought to an engine on record; a private engine goes as a whole."""
    if engine.origin != "private":
        installed.note_image(str(client.info()["ID"]), reference, identity)


def cached(client: docker.DockerClient, image: Entry) -> Path:
    """Where this machine keeps the image of an entry that it built for engines like this one."""
    return cache.path(image, client.version()["Arch"])


def _build(engine: Engine, image: Entry, say: Say) -> None:
    with asked(engine) as client:
        made = cached(client, image)
        if made.exists():
            say(_("전에 만들어 둔 이미지를 읽어 들입니다."))
        else:
            slow = image.offline.kind == "debian"
            say(
                _("대신 배포판 패키지로 만듭니다 (1분쯤 걸립니다).") if slow else _("대신 패키지로 만듭니다.")
            )
            made = cache.get(image, client.version()["Arch"], say)
    load(engine, made)


def load(engine: Engine, source: Path, skip: frozenset[str] = frozenset()) -> None:
    """Have the engine read an archive, leaving out the images called `skip`.

    Raises ImageError in the engine's words when it refuses, or when its disk is full; EngineLost when
    it goes away.
    """
    with (
        waiting(_("도커 엔진이 이미지를 읽어 들이기를 기다립니다.")),
        asked(engine, timeout=LOADING) as client,
        silence_said(client.api),
    ):
        if skip:
            _load(client.api, listing.without(source, skip))
        else:
            with source.open("rb") as opened:
                _load(client.api, opened)


@contextmanager
def silence_said(api: docker.APIClient) -> Iterator[None]:
    """While the block runs an engine that hangs is told from one that works: once, and when it goes on."""
    hung = False

    def hangs(error: EngineLost) -> None:
        nonlocal hung
        if not hung:
            tell(MARK + str(error))
        hung = True

    def answers() -> None:
        nonlocal hung
        if hung:
            tell(MARK + _("도커 엔진이 다시 대답합니다."))
        hung = False

    with attended(api, hangs, answers):
        yield


def _load(api: docker.APIClient, data: IO[bytes] | Iterator[bytes]) -> None:
    """What api.load_image() sends; that one takes a refusal, by status or in the stream, for success."""
    with api.post(
        f"{api.base_url}/v{api.api_version}/images/load",
        params={"quiet": 1},
        headers={"Content-Type": "application/x-tar"},
        data=data,
        stream=True,
    ) as response:
        reason = next(filter(None, map(_reason, response.iter_lines())), "")
        if reason or not response.ok:
            raise refused(reason or response.reason)


def _reason(line: bytes) -> str:
    """What a line of the answer refuses; the engine's are JSON, those of something between are not."""
    try:
        event = json.loads(line or b"{}")
        return str(event.get("error") or event.get("message") or "")
    except (ValueError, AttributeError, RecursionError):
        return line.decode(errors="replace")


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
