"""What a container has mounted where, and how a wrong mount is explained."""

from __future__ import annotations

from typing import Any

from helpers.checks import Container, Look, NotYet, _, expect

BASE = "busybox"


def mount_of(container: Container, volume: str) -> dict[str, Any] | None:
    """The mount of this named volume, or None."""
    return next(
        (one for one in container.mounts if one["Type"] == "volume" and one.get("Name") == volume), None
    )


def need_mount(container: Container, volume: str, hint: str, *, at: str = "", writable: bool = False) -> str:
    """Where the container has the volume, `at` this path if there is one; NotYet that says what it has instead."""
    found = mount_of(container, volume)
    if found:
        expect(
            found["Destination"] == (at or found["Destination"]),
            _("컨테이너 {name}: 볼륨이 다른 경로에 연결되어 있습니다.").format(name=container.name),
            expected=f"{volume}:{at}",
            found=described(container),
            hint=hint,
        )
        expect(
            found.get("RW") or not writable,
            _("컨테이너 {name}: 볼륨이 읽기 전용으로 연결되어 있어서 쓸 수 없습니다.").format(
                name=container.name
            ),
            expected=f"{volume}:{found['Destination']}",
            found=described(container),
            hint=hint,
        )
        return str(found["Destination"])
    folders = [one for one in container.mounts if one["Type"] == "bind"]
    raise NotYet(
        _("컨테이너 {name}: 볼륨이 아니라 호스트의 폴더가 연결되어 있습니다.").format(name=container.name)
        if folders
        else _("컨테이너 {name}: 볼륨 {volume}에 연결되어 있지 않습니다.").format(
            name=container.name, volume=volume
        ),
        expected=volume,
        found=described(container),
        hint=hint,
    )


def described(container: Container) -> str:
    """Its mounts in the words of `docker run -v`."""
    lines = (
        f"{one.get('Name') or one.get('Source', '')}:{one['Destination']}" + ("" if one.get("RW") else ":ro")
        for one in container.mounts
    )
    return ", ".join(lines) or _("연결 없음")


def from_busybox(look: Look, container: Container) -> None:
    """The container must come from busybox, under whichever of its names."""
    if container.image_id != look.base(BASE).id:
        raise NotYet(
            _("컨테이너 {name}: 다른 이미지에서 만들어졌습니다.").format(name=container.name),
            expected=BASE,
            found=container.image_name,
            hint=_("`docker rm -f {name}` 명령으로 지우고 {image}에서 다시 만드세요.").format(
                name=container.name, image=BASE
            ),
        )
