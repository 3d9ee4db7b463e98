"""The whole of it: what goes, in order, and what stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import docker

from helpers import installed
from helpers.checks.run import TROUBLE
from helpers.engine import Engine, explain, find
from helpers.engine.find import DEFAULT
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.installed import Record
from helpers.uninstall import docker_objects, folders, host
from helpers.uninstall.steps import Kept, Step

NAMED = 3  # of what keeps an engine so many are named


@dataclass(frozen=True)
class Plan:
    """What `course uninstall` will do: nothing is done until a step is run."""

    steps: tuple[Step, ...]
    kept: tuple[Kept, ...]


def make(*, work: bool = False) -> Plan:
    """Look at everything; with `work` the learner's notebooks go too. Raises CourseError."""
    found = list(_all(work))
    return Plan(
        tuple(part for part in found if isinstance(part, Step)),
        tuple(part for part in found if isinstance(part, Kept)),
    )


def _all(work: bool) -> Iterator[Step | Kept]:
    record = installed.read()
    chosen, reason = _client()
    if chosen is None and (record.images or host.brought_the_engine(record)):
        yield Kept(_("엔진에 있는 것"), reason)
    if chosen is not None:
        yield from _explained(record, chosen)
    yield from folders.private_engine()
    yield from host.steps(record, *(_keeps_engine() if host.brought_the_engine(record) else ("", 0)))
    yield from folders.steps(work)


def _explained(record: Record, client: docker.DockerClient) -> list[Step | Kept]:
    try:
        return [*docker_objects.contents(client.api).steps(client.api), *_elsewhere(record, client)]
    except TROUBLE as error:
        raise explain(error) from error


def _elsewhere(record: Record, client: docker.DockerClient) -> Iterator[Kept]:
    """Images that the course brought to another engine: removed when that one is in use."""
    here = str(client.info().get("ID"))
    names = sorted({image.reference for image in record.images if image.engine != here})
    if names:
        yield Kept(
            _("다른 엔진에 들여온 이미지 {names}").format(names=", ".join(names)),
            _("그 엔진을 DOCKER_HOST로 가리키고 다시 실행하세요."),
        )


def _client() -> tuple[docker.DockerClient | None, str]:
    """The engine in use, or why it cannot be asked. The private one goes as a whole."""
    try:
        found = find()
        return (None, "") if found.origin == "private" else (found.client(), "")
    except CourseError as error:
        return None, str(error)
    except TROUBLE as error:
        return None, str(explain(error))


def _keeps_engine() -> tuple[str, int]:
    """Why the machine's engine has to stay: it cannot be asked, or others' things are on it.

    And how many images are on it that have no name, and so tell nobody whose they are.
    """
    try:
        found = docker_objects.contents(Engine(DEFAULT, "system").client().api)
    except TROUBLE as error:
        reason = explain(error).what
        return _("엔진에 무엇이 있는지 볼 수 없어 그대로 둡니다: {reason}").format(reason=reason), 0
    if not found.others:
        return "", found.unnamed
    names = ", ".join(map(docker_objects.named, found.others[:NAMED]))
    return _("엔진에 과정이 만들지 않은 것이 있습니다({count}개): {names}").format(
        count=len(found.others), names=names if len(found.others) <= NAMED else f"{names} …"
    ), found.unnamed
