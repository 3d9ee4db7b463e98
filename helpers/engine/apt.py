"""Installing the distribution's own engine with apt, visibly."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections import deque
from pathlib import Path

from helpers.engine.find import Say
from helpers.engine.root import PATH, Root
from helpers.errors import EngineNotFound
from helpers.i18n import _

ENGINE = ("docker.io", "iptables")  # without iptables dockerd does not start
LOCK_WAIT = 120  # seconds that another package manager gets to finish
LOCKED = re.compile(r"(?:Waiting for cache lock|Could not get lock)[^\n]*?(?:process (?P<pid>\d+)[^\n]*)?$")
STEP = re.compile(r"^(?:Unpacking|Setting up) (?P<package>[a-z0-9.+-]+)")
APPARMOR = Path("/sys/module/apparmor/parameters/enabled")


def missing_iptables() -> bool:
    """dockerd cannot start without it, and minimal systems lack it."""
    return shutil.which("iptables", path=PATH) is None


def install(root: Root, packages: tuple[str, ...], say: Say) -> None:
    """Install the packages, waiting for another package manager. Raises EngineNotFound."""
    if shutil.which("apt-get", path=PATH) is None:
        raise EngineNotFound(
            _("이 배포판에는 apt가 없어서 도커를 설치할 수 없습니다."),
            _("다음을 보고 설치하세요: https://docs.docker.com/engine/install/"),
            code="no-apt",
        )
    say(_("패키지 목록을 새로 받습니다 (apt-get update)."))
    _apt(root, ["update"], say)
    names = _complete(packages)
    say(_("다음을 설치합니다: {packages}").format(packages=" ".join(names)))
    _apt(root, ["install", "-y", "--no-install-recommends", *names], say)


def _complete(packages: tuple[str, ...]) -> tuple[str, ...]:
    """Besides an engine, what apt only recommends with it; a name that this release lacks is left out.

    Debian 13 moved the client into docker-cli. Where the kernel has AppArmor the engine starts no
    container without apparmor_parser.
    """
    if "docker.io" not in packages:
        return packages
    names = ["docker-cli", "ca-certificates"]
    if APPARMOR.exists() and APPARMOR.read_text().strip() == "Y":
        names.append("apparmor")
    return (*packages, *filter(_known, names))


def _known(name: str) -> bool:
    found = subprocess.run(["apt-cache", "show", "--quiet", name], capture_output=True)
    return found.returncode == 0 and bool(found.stdout)


def _apt(root: Root, arguments: list[str], say: Say) -> None:
    """One apt-get, again while another one holds the lock: `update` itself does not wait for it."""
    deadline = time.monotonic() + LOCK_WAIT
    while True:
        status, tail = _stream(root, arguments, say)
        if status == 0:
            return
        locked = any(LOCKED.search(line) for line in tail)
        if not locked or time.monotonic() > deadline:
            break
        time.sleep(2)
    errors = [line for line in tail if line.startswith(("E:", "Err:"))] or list(tail)
    raise EngineNotFound(
        _("apt-get {action} 명령이 실패했습니다: {reason}").format(
            action=arguments[0], reason=errors[0] if errors else status
        ),
        _("네트워크와 /etc/apt의 설정을 확인하고 다시 해 보세요: sudo apt-get {arguments}").format(
            arguments=" ".join(arguments)
        ),
        code="apt-locked" if locked else "apt-failed",
    )


def _stream(root: Root, arguments: list[str], say: Say) -> tuple[int, deque[str]]:
    """Exit code and last lines; what a person wants to follow is said as it comes."""
    env = {"DEBIAN_FRONTEND": "noninteractive", "NEEDRESTART_MODE": "l"}  # l: list, restart nothing
    command = ["apt-get", "-q", "-o", f"DPkg::Lock::Timeout={LOCK_WAIT}", *arguments]
    tail: deque[str] = deque(maxlen=30)
    waiting = False
    with subprocess.Popen(
        root.command(command, env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None  # noqa: S101  for mypy: PIPE was asked for
        for line in map(str.strip, process.stdout):
            tail.append(line)
            step = STEP.match(line)
            if step:
                say(_("설치하는 중: {package}").format(package=step["package"]))
            elif LOCKED.search(line) and not waiting:
                waiting = True
                say(
                    _("다른 패키지 관리자가 끝나기를 기다립니다 (최대 {seconds}초).").format(
                        seconds=LOCK_WAIT
                    )
                )
    return process.returncode, tail
