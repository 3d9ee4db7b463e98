"""Volumes as a check reads them, and the files in them, whether or not a container uses them now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import docker

from helpers.checks.files import in_source
from helpers.checks.look import Look
from helpers.checks.verdict import Blocked, NotYet
from helpers.i18n import _

_LIST = 'cd /mount && for one in * .[!.]*; do [ ! -e "$one" ] || stat -c "%Y %n" "$one"; done'


@dataclass(frozen=True)
class Volume:
    """One volume, from /volumes/NAME."""

    raw: dict[str, Any]

    @property
    def name(self) -> str:
        """Its name, which is all the identity that a volume has."""
        return str(self.raw["Name"])

    @property
    def mountpoint(self) -> str:
        """Where its files are on the engine's host."""
        return str(self.raw.get("Mountpoint") or "")


def find_volume(look: Look, name: str) -> Volume | None:
    """The volume of this name, or None."""
    try:
        return Volume(look.api.inspect_volume(name))
    except docker.errors.NotFound:
        return None


def volume(look: Look, name: str) -> Volume:
    """The learner's volume; NotYet if it is missing, Blocked if it was there before the course."""
    found = find_volume(look, name)
    if found is None:
        raise NotYet(
            _("볼륨 {name}: 아직 없습니다.").format(name=name),
            expected=_("이름이 {name}인 볼륨").format(name=name),
            found=_("없음"),
            hint=_("`docker volume ls`로 이름을 확인하세요."),
        )
    if look.baseline.holds("volume", name, str(found.raw.get("CreatedAt") or "")):
        raise Blocked(
            _("볼륨 {name}: 과정을 시작하기 전부터 있던 것이라 건드리지 않습니다.").format(name=name),
            _("볼륨의 이름은 바꿀 수 없습니다. 내용을 다른 볼륨으로 옮기고 지우거나 전용 엔진을 쓰세요."),
        )
    return found


def volume_listing(look: Look, name: str) -> dict[str, int]:
    """What lies at the top of a volume, and when (s since 1970) each was last written."""
    printed = in_source(look.api, volume(look, name).mountpoint, look.lesson, "sh", "-c", _LIST)
    lines = (one.partition(" ") for one in printed.splitlines())
    return {path: int(written) for written, _space, path in lines if written.isdigit()}


def volume_file(look: Look, name: str, path: str) -> bytes | None:
    """A file of a volume, `path` from its top; None if it is not there.

    NotYet if no container has the volume: what is in it then was not put there by the learner's.
    """
    users = look.list_containers(volume=name)
    places = [
        (one, str(mount["Destination"]))
        for one in users
        for mount in one.mounts
        if mount.get("Type") == "volume" and mount.get("Name") == name
    ]
    if not places:
        raise NotYet(
            _("볼륨 {name}: 연결된 컨테이너가 없어서 안을 볼 수 없습니다.").format(name=name),
            expected=_("볼륨 {name}에 연결된 컨테이너").format(name=name),
            found=_("없음"),
            hint=_("`docker run`에 `--rm`을 붙이지 마세요. 끝난 컨테이너를 통해서도 볼 수 있습니다."),
        )
    container, place = places[0]
    return look.file(container, f"{place}/{path}")
