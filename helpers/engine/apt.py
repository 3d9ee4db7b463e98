"""Installing the distribution's own engine with apt, visibly."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections import deque
from pathlib import Path

from helpers import installed
from helpers.atomic import private
from helpers.engine.find import Say
from helpers.engine.root import PATH, ROOM_APT, Root
from helpers.errors import EngineNotFound
from helpers.i18n import _
from helpers.paths import state

ENGINE = ("docker.io", "iptables")  # without iptables dockerd does not start
# what goes with an engine where a release has it and a machine needs it; see _complete
WITH_ENGINE = ("docker-cli", "ca-certificates", "docker-buildx", "docker-compose", "apparmor")
GROUP = "docker"  # which the engine's package makes
LOCK_WAIT = 120  # seconds that another package manager gets to finish
LOCKED = re.compile(r"(?:Waiting for cache lock|Could not get lock)[^\n]*?(?:process (?P<pid>\d+)[^\n]*)?$")
# What APT::Status-Fd tells (apt's doc/progress-reporting.md): dlstatus or pmstatus, item, percent, text.
STATUS = re.compile(r"^(?P<kind>dlstatus|pmstatus):[^:]*:(?P<percent>\d+)[\d.]*:")
LISTS = Path("/var/lib/apt/lists")
FRESH = 1800  # seconds
EVERY = 2.0  # seconds between two lines of progress
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
    if not os.environ.get(ROOM_APT) and not lists_are_fresh():  # a room's lists are as old as its packages
        say(_("패키지 목록을 새로 받습니다 (apt-get update)."))
        _apt(root, ["update"], say)
    names = _complete(packages)
    say(_("다음을 설치합니다: {packages}").format(packages=" ".join(names)))
    with installed.noting(names), installed.noting_group(GROUP):
        _apt(root, ["install", "-y", "--no-install-recommends", *names], say)


def lists_are_fresh(lists: Path = LISTS) -> bool:
    """Whether apt has fetched its lists so lately that another time would only cost seconds.

    An update leaves its mark on the folder for what is being fetched; the lists themselves carry the
    dates of the server. A system that was made without them has an old or no such folder.
    """
    try:
        age = time.time() - (lists / "partial").stat().st_mtime
    except OSError:
        return False
    return 0 <= age < FRESH and any(lists.glob("*_Packages*"))


def _complete(packages: tuple[str, ...]) -> tuple[str, ...]:
    """Besides an engine, what apt only recommends with it; a name that this release lacks is left out.

    Debian 13 moved the client into docker-cli. Where the kernel has AppArmor the engine starts no
    container without apparmor_parser. buildx is the builder that `docker build` asks for since Docker
    23; Compose is wanted where it is the plugin (`docker compose`), not the older docker-compose 1.
    """
    if "docker.io" not in packages:
        return packages
    known = versions(*WITH_ENGINE)
    old_compose = known.get("docker-compose", "1").split(":")[-1].split(".")[0] == "1"
    apparmor = APPARMOR.exists() and APPARMOR.read_text().strip() == "Y"
    unwanted = {*(["docker-compose"] if old_compose else []), *([] if apparmor else ["apparmor"])}
    return (*packages, *(name for name in WITH_ENGINE if name in known and name not in unwanted))


def versions(*names: str) -> dict[str, str]:
    """The versions that apt would install here, of those names that a release that is switched on has.

    A name that apt only knows from others ("Candidate: (none)") cannot be installed. One question for all:
    in a room apt reads its lists anew for each.
    """
    room = {"APT_CONFIG": os.environ[ROOM_APT]} if os.environ.get(ROOM_APT) else {}
    env = {**os.environ, "LC_ALL": "C.UTF-8", **room}
    policy = subprocess.run(["apt-cache", "policy", *names], capture_output=True, text=True, env=env).stdout
    return dict(re.findall(r"^(\S+):\n.*\n *Candidate: (?!\(none\))(\S+)", policy, re.MULTILINE))


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
    errors = [line for line in tail if line.startswith(("E:", "Err:"))] or [
        line for line in tail if not STATUS.match(line)
    ]
    raise EngineNotFound(
        _("apt-get {action} 명령이 실패했습니다: {reason}").format(
            action=arguments[0], reason=errors[0] if errors else status
        ),
        _("apt의 전체 기록: {log}").format(log=log()),
        code="apt-locked" if locked else "apt-failed",
    )


def log() -> Path:
    """Where apt's own lines are kept; the same file as the set-up's (scripts/setup)."""
    return state() / "setup.log"


def _stream(root: Root, arguments: list[str], say: Say) -> tuple[int, deque[str]]:
    """Exit code and last lines; all of them go to the log, and how far it is to the person."""
    env = {"DEBIAN_FRONTEND": "noninteractive", "NEEDRESTART_MODE": "l"}  # l: list, restart nothing
    options = [f"DPkg::Lock::Timeout={LOCK_WAIT}", "Acquire::Retries=3", "APT::Status-Fd=1"]
    options.append("APT::Keep-Downloaded-Packages=false")  # a hundred megabytes that nobody needs again
    command = ["apt-get", "-q", *(f"-o{option}" for option in options), *arguments]
    tail: deque[str] = deque(maxlen=30)
    waiting = False
    said = time.monotonic()
    log().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (
        open(log(), "a", encoding="utf-8", opener=private) as kept,
        subprocess.Popen(
            root.command(command, env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process,
    ):
        for line in map(str.strip, process.stdout or ()):
            tail.append(line)
            print(line, file=kept)
            if LOCKED.search(line) and not waiting:
                waiting = True
                say(
                    _("다른 패키지 관리자가 끝나기를 기다립니다 (최대 {seconds}초).").format(
                        seconds=LOCK_WAIT
                    )
                )
            if (status := STATUS.match(line)) and time.monotonic() - said >= EVERY:
                said = time.monotonic()
                say(_progress(status))
    return process.returncode, tail


def _progress(status: re.Match[str]) -> str:
    if status["kind"] == "dlstatus":
        return _("  내려받는 중: {percent}%").format(percent=status["percent"])
    return _("  설치하는 중: {percent}%").format(percent=status["percent"])
