"""What to do about an engine that cannot be reached, said for the system this runs on."""

from __future__ import annotations

import getpass
import os
import platform
import shutil
from enum import StrEnum
from pathlib import Path

from helpers.i18n import _

INIT_DIR = Path("/run/systemd/system")  # exists exactly when systemd is PID 1: sd_booted(3)


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


def to_start(system: System | None = None) -> str:
    """Remedy when no engine runs."""
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
            "WSL 안에 직접 설치하세요: sudo apt-get install docker.io && sudo service docker start"
        )
    if dockerd() is None:
        return _("'make lab'이 설치해 줍니다. 직접 하려면: sudo apt-get install docker.io")
    return _("'make lab'이 켜 줍니다. 직접 하려면: {command}").format(command=start_command())


def to_be_allowed(system: System | None = None) -> str:
    """Remedy when the socket refuses this user. Membership of the group is as good as root."""
    system = system or this_system()
    if system in (System.MACOS, System.WINDOWS):
        return _("Docker Desktop을 지금 로그인한 사용자로 다시 켜세요.")
    user = _user()
    if _in_docker_group(user):
        return _(
            "docker 그룹에 이미 들어 있습니다. 로그아웃했다가 다시 로그인하거나 'newgrp docker'를 실행하세요."
        )
    return _(
        "다음을 실행하고 다시 해 보세요: sudo usermod -aG docker {user} && newgrp docker "
        "(docker 그룹은 이 컴퓨터의 root 권한과 같습니다.)"
    ).format(user=user)


def to_restart(system: System | None = None) -> str:
    """Remedy when the engine is there but does not answer."""
    system = system or this_system()
    if system in (System.MACOS, System.WINDOWS):
        return _("Docker Desktop 메뉴에서 Restart를 누르세요.")
    return _("엔진을 다시 켜세요: {command}").format(command=start_command().replace(" start", " restart"))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a uid without an entry in /etc/passwd
        return "$USER"


def _in_docker_group(user: str) -> bool:
    try:
        import grp  # not on Windows

        return user in grp.getgrnam("docker").gr_mem
    except (ImportError, KeyError):
        return False
