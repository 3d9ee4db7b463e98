"""Names of the lesson, and what several of its tasks demand of a container."""

from __future__ import annotations

from helpers.checks import Container, Look, _, expect

BASE = "debian:trixie-slim"
UNAME, BOX, PEER = "kernel-uname", "kernel-box", "kernel-peer"
VICTIM, LIMITED, OOM = "kernel-victim", "kernel-limited", "kernel-oom"


def made_from_base(look: Look, found: Container) -> None:
    """It comes from the lesson's base image."""
    expect(
        found.image_id == look.base(BASE).id,
        _("{name} 컨테이너가 다른 이미지에서 만들어졌습니다.").format(name=found.name),
        expected=BASE,
        found=found.image_name,
        hint=_("`docker rm -f {name}` 명령으로 지우고 {image} 이미지로 다시 만드세요.").format(
            name=found.name, image=BASE
        ),
    )


def is_running(found: Container) -> None:
    """Its process lives."""
    expect(
        found.running,
        _("{name} 컨테이너가 실행 중이 아닙니다.").format(name=found.name),
        expected="running",
        found=_("{status}, `{command}`").format(status=found.status, command=" ".join(found.command)),
        hint=_("`sleep infinity`로 만들었다면 `docker start {name}`, 아니라면 지우고 다시 만드세요.").format(
            name=found.name
        ),
    )
