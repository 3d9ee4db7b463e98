"""The system's own engine, as the distribution brings it: installed where missing, then started."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path

from helpers.atomic import locked
from helpers.engine import advice, apt, dockerd, group, probe
from helpers.engine.find import DEFAULT, Say
from helpers.engine.root import ROOM_APT, Root, obtain, user
from helpers.engine.types import Engine
from helpers.errors import CourseError, EngineDenied, EngineError, EngineNotFound
from helpers.i18n import _
from helpers.paths import user_state

BUSY = 900.0  # seconds that another `course lab` may take to install and start an engine
ABSENT = ("engine-no-socket", "engine-stopped")  # the reasons that starting an engine mends


def bring_up(
    say: Say,
    assume_yes: bool = False,
    again: Sequence[str] = (),
    beside: Callable[[], AbstractContextManager[None]] = nullcontext,
    also: tuple[str, ...] = (),
) -> Engine:
    """The system's engine, running, and this user allowed to use it.

    Installs docker.io and the packages `also` through apt, starts the engine, and puts the user into
    its group, where necessary. Linux with root or sudo. All that sudo is needed for is said and asked
    about once (unless `assume_yes`). What `beside` does is done while the engine is installed and
    started. When the user entered the group just now, this process becomes `course AGAIN…`. A second
    caller waits for the first. Raises EngineNotFound with the command to type, or EngineDenied when
    the engine runs but this user may not use it.
    """
    _must_be_possible()
    denied: EngineDenied | None = None
    try:
        running = _answering(say)
        if running is not None:
            return running
    except EngineDenied as error:
        denied = error
        if group.is_member() and again:
            group.enter(again)  # where that needs no rights, nobody is asked
    root = _root(denied is None, also, assume_yes)
    if not group.in_force() and not group.is_member():
        say(_("{user} 사용자를 docker 그룹에 넣습니다.").format(user=user()))
        group.join(root)  # before the engine starts: its socket is then the group's from the beginning
    try:
        with beside():
            return _started(root, say, also)
    except EngineDenied:
        # The last thing, because sudo may have a terminal of its own for what it starts, and would
        # ask there for the password again.
        if again and not group.in_force():
            group.enter(again, root)
        raise


def _started(root: Root, say: Say, also: tuple[str, ...]) -> Engine:
    with _alone(say):
        packages = (*_packages(), *also)
        if packages:
            apt.install(root, packages, say)
        running = _answering(say)  # one that we waited for, or installing, may have started it
        if running is not None:
            return running
        try:
            engine = dockerd.start(root, say)
        except EngineNotFound:
            other = _answering(say)  # another user's was quicker: then ours found its place taken
            if other is None:
                raise
            return other
        say(_("도커 엔진이 켜졌습니다."))
        return engine


def _root(starting: bool, also: tuple[str, ...], assume_yes: bool) -> Root:
    packages = (*(_packages() if starting else ()), *also)
    uses = [
        *([_("apt로 설치: {packages}").format(packages=" ".join(packages))] if packages else []),
        *([_("도커 엔진 켜기")] if starting else []),
        *([] if "mmdebstrap" in also or os.environ.get(ROOM_APT) else _builder_use()),
        *([] if group.in_force() else [_group_use()]),
    ]
    return obtain(uses, for_administrator(packages), assume_yes=assume_yes)


def _builder_use() -> list[str]:
    """What sudo may be needed for later on: the program that builds base images, where it is missing."""
    if shutil.which("mmdebstrap"):
        return []
    return [_("도커 허브에 연결할 수 없으면 기반 이미지를 만들 mmdebstrap 설치")]


def _group_use() -> str:
    if group.is_member():
        return _("docker 그룹의 권한을 이 로그인에서 바로 쓰기(다시 로그인하면 필요 없습니다)")
    return _(
        "{user} 사용자를 docker 그룹에 넣기. 이 그룹의 사용자는 이 컴퓨터의 root와 같은 일을 할 수 있습니다."
    ).format(user=user())


def for_administrator(packages: tuple[str, ...]) -> str:
    """What an administrator runs as root so that this user can go on without sudo."""
    steps = []
    room = os.environ.get(ROOM_APT)
    if packages and room:
        steps += [f"APT_CONFIG={shlex.quote(room)} apt-get install -y {' '.join(packages)}"]
    elif packages:
        steps += ["apt-get update", f"apt-get install -y {' '.join(packages)} mmdebstrap uidmap"]
    elif not probe.reachable(DEFAULT):
        steps.append(advice.start_command().removeprefix("sudo "))
    return " && ".join([*steps, f"usermod -aG {group.NAME} {user()}"])


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
            return dockerd.wait(say)
        raise


def _packages() -> tuple[str, ...]:
    """What has to be installed before an engine can start."""
    if advice.dockerd() is None:
        return apt.ENGINE
    return ("iptables",) if apt.missing_iptables() else ()


def lock() -> Path:
    """What the lock of who starts the engine belongs to: below the user's own folder, where nobody else can
    hold it or put a link."""
    return user_state() / "starting-engine"


@contextmanager
def _alone(say: Say) -> Iterator[None]:
    """One at a time of this user. Two users' apt and dockerd keep each other off by locks of their own.

    Raises BusyError after BUSY seconds, and CourseError where the lock cannot be made.
    """
    word = _("다른 창에서 도커 엔진을 켜는 중입니다. 끝나기를 기다립니다.")
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(lock(), say, BUSY, word))
        except OSError as error:
            raise CourseError(
                _("{path}에 쓸 수 없습니다: {reason}").format(path=lock().parent, reason=error.strerror),
                _("이 폴더의 주인과 권한, 남은 디스크 공간을 확인하세요."),
                code="not-writable",
            ) from error
        yield
