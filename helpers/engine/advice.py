"""What to do about an engine that cannot be reached, said for the system this runs on."""

from __future__ import annotations

import os
import platform
import shutil
from enum import StrEnum
from pathlib import Path

from helpers.engine.root import may_become_root
from helpers.engine.root import user as current_user
from helpers.engine.types import Engine
from helpers.i18n import N_, _
from helpers.paths import START, state

INIT_DIR = Path("/run/systemd/system")  # exists exactly when systemd is PID 1: sd_booted(3)

OWN_PODMAN = N_(
    "자기 소켓을 켜고 그것을 쓰세요: systemctl --user enable --now podman.socket; "
    "export DOCKER_HOST=unix://$XDG_RUNTIME_DIR/podman/podman.sock"
)


class System(StrEnum):
    """The systems whose remedies differ."""

    LINUX = "linux"
    WSL = "wsl"
    MACOS = "macos"
    WINDOWS = "windows"


def this_system() -> System:
    """The system this process runs on; WSL's kernel names itself "microsoft"."""
    name = platform.system()
    if name == "Darwin":
        return System.MACOS
    if name == "Windows":
        return System.WINDOWS
    return System.WSL if "microsoft" in platform.release().lower() else System.LINUX


def dockerd() -> str | None:
    """Where the daemon is installed; an ordinary user's PATH often lacks sbin."""
    return shutil.which("dockerd", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin:/usr/bin")


def start_command() -> str:
    """What a person types to start the system's engine, the way this distribution does it."""
    if INIT_DIR.is_dir():
        return "sudo systemctl start docker"
    return "sudo service docker start" if Path("/etc/init.d/docker").exists() else "sudo dockerd"


class Place(StrEnum):
    """Whose engine it is: each is started in its own way."""

    SYSTEM = "system"
    PRIVATE = "private"
    ROOTLESS = "rootless"
    PODMAN = "podman"  # a user's own
    DESKTOP = "desktop"
    ELSEWHERE = "elsewhere"


def place(engine: Engine | None = None) -> Place:
    """Where an engine belongs, by how it was chosen and where it listens; the engine in use if not given."""
    if engine is None:
        from helpers.engine.find import meant  # asks this module for its own remedies

        engine = meant()
    if engine is None:
        return Place.SYSTEM
    path = engine.url.removeprefix("http+").removeprefix("unix://")
    if engine.origin == "private" or path == str(state().resolve() / "engine/docker.sock"):
        return Place.PRIVATE
    if path in ("/var/run/docker.sock", "/run/docker.sock") or engine.url.startswith("npipe:"):
        return Place.SYSTEM
    if "/.docker/" in path:
        return Place.DESKTOP
    if engine.origin == "rootless" or path == f"{_runtime()}/docker.sock":
        return Place.ROOTLESS
    return Place.PODMAN if path == f"{_runtime()}/podman/podman.sock" else Place.ELSEWHERE


def _runtime() -> str:
    return os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid() if hasattr(os, 'getuid') else 0}"


def to_start(system: System | None = None, *, engine: Engine | None = None) -> str:
    """Remedy when no engine runs; about `engine`, or the one in use."""
    match place(engine):
        case Place.PRIVATE:
            return _("전용 엔진을 켜세요: {command}").format(command="course engine start")
        case Place.ROOTLESS:
            return _("엔진을 켜세요: {command}").format(command="systemctl --user start docker")
        case Place.PODMAN:
            return _("엔진을 켜세요: {command}").format(command="systemctl --user start podman.socket")
        case Place.DESKTOP if system is None:
            return _("Docker Desktop을 켜세요.")
        case Place.ELSEWHERE:
            return _("그 엔진을 켜거나, 이 컴퓨터의 엔진을 쓰려면 다음을 실행하세요: unset DOCKER_HOST")
    system = system or this_system()
    if system is System.MACOS:
        return _(
            "Docker Desktop을 켜세요: open -a Docker (없으면 https://docs.docker.com/desktop/ 에서 설치)"
        )
    if system is System.WINDOWS:
        return _(
            "시작 메뉴에서 Docker Desktop을 켜세요. "
            "이 과정은 WSL2 안에서 실행하는 편이 좋습니다: wsl --install"
        )
    if system is System.WSL:
        return _(
            "Docker Desktop의 Settings → Resources → WSL integration에서 이 배포판을 켜거나, "
            "WSL 안에 직접 설치하세요: {command}"
        ).format(command=_typed("sudo apt-get install docker.io && sudo service docker start"))
    if dockerd() is None:
        return _by_whom(
            "sudo apt-get install docker.io", _("'{start}'을(를) 실행하면 설치합니다. 직접 하려면: {command}")
        )
    return _by_whom(start_command(), _("'{start}'을(를) 실행하면 켭니다. 직접 하려면: {command}"))


def _by_whom(command: str, oneself: str) -> str:
    """The remedy `oneself` with the command in it, or whom to ask where this user cannot become root."""
    if _is_root() or may_become_root():
        return oneself.format(start=START, command=_typed(command))
    return _("이 컴퓨터의 관리자에게 다음을 root로 실행해 달라고 하세요: {command}").format(
        command=_bare(command)
    )


def _typed(command: str) -> str:
    """As this user types it: root needs no sudo, and a small system may have none."""
    return _bare(command) if _is_root() else command


def _bare(command: str) -> str:
    return command.replace("sudo ", "")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0  # Windows has no such number


def to_be_allowed(system: System | None = None, *, engine: Engine | None = None) -> str:
    """Remedy when the socket refuses this user. Membership of the group is as good as root."""
    if engine and engine.url.endswith("/podman.sock"):  # no group may use it
        return _(OWN_PODMAN)
    system = system or this_system()
    if system in (System.MACOS, System.WINDOWS):
        return _("Docker Desktop을 지금 로그인한 사용자로 다시 켜세요.")
    user = current_user()
    if _in_docker_group(user):
        if _in_force():
            return _(
                "docker 그룹의 권한이 있는데도 거절합니다. 소켓이 어느 그룹의 것인지 보세요: ls -l {path}"
            ).format(path="/var/run/docker.sock")
        return _(
            "docker 그룹에 들어 있지만 이 터미널은 그 전에 열려서 아직 권한이 없습니다. "
            "'newgrp docker'를 실행하거나 다시 로그인하세요."
        )
    if not may_become_root():
        return _(
            "이 컴퓨터의 관리자에게 다음을 root로 실행해 달라고 하고 다시 로그인하세요: {command} "
            "(docker 그룹은 이 컴퓨터의 root 권한과 같습니다.)"
        ).format(command=f"usermod -aG docker {user}")
    command = f"sudo usermod -aG docker {user} && newgrp docker"
    if os.environ.get("DOCKER_HOST"):  # then `course lab` leaves the machine's engine alone
        return _(
            "다음을 실행하고 다시 해 보세요: {command} (docker 그룹은 이 컴퓨터의 root 권한과 같습니다.)"
        ).format(command=command)
    return _(
        "'{start}'을(를) 실행하면 docker 그룹에 넣고 바로 그 권한을 씁니다. 직접 하려면: {command} "
        "(docker 그룹은 이 컴퓨터의 root 권한과 같습니다.)"
    ).format(start=START, command=command)


def to_restart(system: System | None = None, *, engine: Engine | None = None) -> str:
    """Remedy when an engine is there but does not answer; about `engine`, or the one in use."""
    again = _("엔진을 다시 켜세요: {command}")
    match place(engine):
        case Place.PRIVATE:
            return again.format(command="course engine stop && course engine start")
        case Place.ROOTLESS:
            return again.format(command="systemctl --user restart docker")
        case Place.PODMAN:
            return again.format(command="systemctl --user restart podman.socket")
        case Place.DESKTOP:
            return _("Docker Desktop 메뉴에서 Restart를 누르세요.")
        case Place.ELSEWHERE:
            return _("그 엔진이 도는 곳에서 다시 켜세요.")
    system = system or this_system()
    if system in (System.MACOS, System.WINDOWS):
        return _("Docker Desktop 메뉴에서 Restart를 누르세요.")
    return _by_whom(start_command().replace(" start", " restart"), again)


def _in_force() -> bool:
    """Whether this process has the group's rights: they are given at a login."""
    try:
        import grp  # not on Windows

        return grp.getgrnam("docker").gr_gid in os.getgroups()
    except (ImportError, KeyError):
        return False


def _in_docker_group(user: str) -> bool:
    try:
        import grp  # not on Windows

        return user in grp.getgrnam("docker").gr_mem
    except (ImportError, KeyError):
        return False
