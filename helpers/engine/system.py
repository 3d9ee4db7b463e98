"""The system's own engine, as the distribution brings it: installed where missing, then started."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.engine import advice, apt, daemon, probe
from helpers.engine.find import DEFAULT, Say
from helpers.engine.root import obtain
from helpers.engine.types import Engine
from helpers.errors import EngineError, EngineNotFound
from helpers.i18n import _

LOCK = Path("/run/lock/docker-course.lock")
ABSENT = ("engine-no-socket", "engine-stopped")  # the reasons that starting an engine mends


def bring_up(say: Say, assume_yes: bool = False) -> Engine:
    """The system's engine, running; installs docker.io through apt and starts it where necessary.

    Linux with root or sudo. Says what it will do before it does it, asks before it uses sudo
    (unless `assume_yes`). A second caller waits for the first. Raises EngineNotFound with the
    command to type, or EngineDenied when the engine runs but this user may not use it.
    """
    _must_be_possible()
    running = _answering(say)
    if running is not None:
        return running
    packages = _packages()
    root = obtain(_purpose(packages), _by_hand(packages), assume_yes=assume_yes)
    with _alone(say):
        running = _answering(say)  # the one we waited for has started it
        if running is not None:
            return running
        packages = _packages()
        if packages:
            say(_purpose(packages))
            apt.install(root, packages, say)
        engine = _answering(say) or daemon.start(root, say)  # installing may have started it
        say(_("도커 엔진이 켜졌습니다."))
        return engine


def _must_be_possible() -> None:
    if advice.this_system() not in (advice.System.LINUX, advice.System.WSL):
        raise EngineNotFound(_("도커 엔진이 없습니다."), advice.to_start())
    host = os.environ.get("DOCKER_HOST", DEFAULT)
    if host not in (DEFAULT, "unix:///run/docker.sock", ""):
        raise EngineNotFound(
            _("DOCKER_HOST가 가리키는 {url}이(가) 대답하지 않습니다.").format(url=host),
            _("그 엔진을 켜거나, 이 컴퓨터의 엔진을 쓰려면 다음을 실행하세요: unset DOCKER_HOST"),
            code="engine-unreachable",
        )


def _answering(say: Say) -> Engine | None:
    """The default engine, None when there is none; one that is still restoring containers is awaited."""
    try:
        return probe.check(Engine(DEFAULT, "system"))
    except EngineError as error:
        if error.code in ABSENT:
            return None
        if error.code == "engine-timeout":
            return daemon.wait(say)
        raise


def _packages() -> tuple[str, ...]:
    """What has to be installed before an engine can start."""
    if advice.dockerd() is None:
        return apt.ENGINE
    return ("iptables",) if apt.missing_iptables() else ()


def _purpose(packages: tuple[str, ...]) -> str:
    if packages:
        return _("apt로 {packages}을(를) 설치하고 도커 엔진을 켭니다.").format(packages=", ".join(packages))
    return _("도커 엔진을 켭니다.")


def _by_hand(packages: tuple[str, ...]) -> str:
    command = advice.start_command()
    return f"sudo apt-get install -y {' '.join(packages)} && {command}" if packages else command


@contextmanager
def _alone(say: Say) -> Iterator[None]:
    """One at a time on this machine; the kernel frees the lock of a process that is killed."""
    LOCK.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:  # O_CREAT on another user's file in a sticky folder is refused
        handle = os.open(LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        os.fchmod(handle, 0o666)  # whatever the umask: another user must be able to wait too
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(_("다른 프로그램이 도커 엔진을 켜는 중입니다. 끝나기를 기다립니다."))
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
