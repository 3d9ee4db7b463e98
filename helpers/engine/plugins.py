"""The docker command's plugins that a lesson needs: whether they are there, and how to get them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from typing import Any

from helpers.course import Lesson, course
from helpers.engine.fitness import Problem
from helpers.engine.types import Engine
from helpers.i18n import N_, _

HEREDOCS = 23  # Docker Engine 23.0 has BuildKit 0.10; the 0.8 of 20.10 has an older Dockerfile frontend
PATIENCE = 60  # seconds; a plugin is a program of 70 MB, and the first look at it may come from a slow disk
# Debian 12 has only docker-compose 1, which is another command, and no buildx; its engine is too old for it.
REMEDIES = {
    "compose": N_(
        "Debian 13과 그 뒤: sudo apt-get install docker-compose. Ubuntu: docker-compose-v2. "
        "도커의 저장소: docker-compose-plugin. Debian 12의 docker-compose는 옛 버전(1.29)이라 맞지 않습니다. "
        "거기서는 플러그인만 설치하세요: https://docs.docker.com/compose/install/linux/"
    ),
    "buildx": N_(
        "Debian 13과 그 뒤, Ubuntu: sudo apt-get install docker-buildx. 도커의 저장소: docker-buildx-plugin. "
        "Debian 12에는 없습니다. 거기서는 도커의 저장소에서 엔진과 함께 설치하세요: https://docs.docker.com/engine/install/debian/"
    ),
}


class Note(Problem):
    """What only one lesson needs, or what differs a little: it is told, and all is well without it."""


def maker(told: Mapping[str, Any]) -> str:
    """Whose engine it is, by what it says of its version: "Docker" or "Podman"."""
    parts = told.get("Components") or ()
    return "Podman" if any("Podman" in str(part.get("Name")) for part in parts) else "Docker"


def not_docker(told: Mapping[str, Any]) -> Iterator[Problem]:
    """A note where the engine is Podman: nearly all is the same, and what is not is named."""
    if maker(told) == "Podman":
        yield Note(
            "engine-podman",
            _(
                "이 엔진은 도커가 아니라 Podman {version}입니다. 대부분 같고, 다음이 다릅니다. 02 "
                "단원: `docker stop`이 보낸 신호를 알려 주지 않아, 한 일을 알 수 없는 과제가 있습니다. "
                "05, 09, 11 단원: 헬스 체크는 systemd가 있어야 돕니다. 06 단원: HTTP로 답하는 "
                "레지스트리를 `registries.conf`에 적지 않으면 "
                "push가 거절됩니다. 12 단원: BuildKit이 없습니다. 읽어 들인 이미지의 이름은 "
                "`localhost/…`로 보입니다."
            ).format(version=told.get("Version") or ""),
            _("이 과제들은 도커 엔진에서 하세요: course lab --private"),
        )


def lacking(lesson: Lesson) -> list[str]:
    """The plugins of a lesson that the docker command does not have."""
    return [name for name in lesson.plugins if not answers(name)]


def answers(name: str) -> bool:
    """Whether `docker NAME` is there."""
    program = shutil.which("docker")
    if program is None:
        return False
    try:
        asked = subprocess.run([program, name, "version"], capture_output=True, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def for_lessons() -> Iterator[Problem]:
    """A note for each lesson whose plugin is missing."""
    for lesson in course().lessons:
        for name in lacking(lesson):
            yield Note("plugin-missing", said(lesson, name), remedy(name))


def builder_of_today(engine: Engine) -> Iterator[Problem]:
    """A note for the lessons with buildx where the engine's own BuildKit does not know heredocs."""
    client = engine.client(timeout=PATIENCE)
    try:
        told = client.version()
    finally:
        client.close()
    version = str(told.get("Version") or "")
    major = version.partition(".")[0]
    if maker(told) == "Podman" or not major.isdigit() or int(major) >= HEREDOCS:
        return
    for lesson in course().lessons:
        if "buildx" in lesson.plugins:
            yield Note(
                "builder-old",
                _("{lesson} 단원의 문법(히어독)을 엔진 {version}에 든 BuildKit이 모릅니다.").format(
                    lesson=lesson.name, version=version
                ),
                _(
                    "23.0부터 됩니다. 다음을 보고 더 새로운 도커를 설치하세요: https://docs.docker.com/engine/install/"
                ),
            )


def said(lesson: Lesson, name: str) -> str:
    """What is missing, and for which lesson."""
    return _("{lesson} 단원에 쓰는 `docker {plugin}` 명령이 없습니다.").format(
        lesson=lesson.name, plugin=name
    )


def remedy(name: str) -> str:
    """How to get it."""
    return _(REMEDIES[name]) if name in REMEDIES else ""
