"""Doing something as root: being root, or asking for sudo. Never assumed, never silent, asked once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import CourseError, EngineNotFound
from helpers.i18n import _
from helpers.paths import START, START_AGREED
from helpers.waiting import waiting

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"  # as Debian gives it to root
ROOM_APT = (
    "COURSE_ROOM_APT"  # in a room without a network: the settings by which apt finds the room's packages
)
CONSENT = "COURSE_SUDO"  # "yes": the person has agreed to sudo, here or in scripts/setup
ADMINISTRATORS = {"sudo", "wheel", "admin"}  # groups that a distribution gives sudo to
SUDO = 30.0  # seconds that it may take to say whether it asks for a password
PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")


@dataclass(frozen=True)
class Root:
    """How commands are run as root; `prefix` is empty for root itself."""

    prefix: tuple[str, ...] = ()

    def command(self, argv: Sequence[str], env: Mapping[str, str] | None = None) -> list[str]:
        """`argv` as it is started; `env` is set explicitly because sudo drops what it is given.

        The proxy's variables are handed on: apt and dockerd need them as much as we do. apt knows them in
        small letters only.
        """
        told = {name: os.environ[name] for name in PROXIES if os.environ.get(name)}
        proxies = {name.lower(): value for name, value in reversed(told.items())} | told
        room = {"APT_CONFIG": os.environ[ROOM_APT]} if os.environ.get(ROOM_APT) else {}
        pairs = {"PATH": PATH, "LC_ALL": "C.UTF-8", **proxies, **room, **(env or {})}
        return [*self.prefix, "env", *(f"{name}={value}" for name, value in pairs.items()), *argv]

    def run(self, *argv: str) -> subprocess.CompletedProcess[str]:
        """Run it to the end; the caller looks at the exit code."""
        return subprocess.run(self.command(argv), capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def read(self, path: Path) -> str:
        """The text of a small file that only root may read; empty when there is none."""
        return self.run("cat", str(path)).stdout.strip()


def obtain(uses: Sequence[str], for_administrator: str, *, assume_yes: bool = False) -> Root:
    """Root's rights for the `uses`, which the person is shown; they are asked once in a session.

    The answer is kept in COURSE_SUDO for this process and those that it starts. Raises EngineNotFound
    `no-root`: with `for_administrator`, a command for somebody else, where this user cannot become
    root; with the way to agree in advance where there is no terminal to ask on.
    """
    if os.geteuid() == 0:
        return Root()
    agreed = assume_yes or os.environ.get(CONSENT) == "yes"
    if not may_become_root(agreed):
        raise not_allowed(for_administrator)
    at_terminal = sys.stdin is not None and sys.stdin.isatty()
    if not agreed:
        _ask(uses, at_terminal)
    if _quiet(["sudo", "-n", "true"]):
        prefix: tuple[str, ...] = ("sudo", "-n")
    elif at_terminal and subprocess.run(["sudo", "-v"]).returncode == 0:
        prefix = ("sudo",)
    elif at_terminal:
        raise not_allowed(for_administrator)
    else:
        raise EngineNotFound(
            _("sudo가 암호를 묻지만 입력할 터미널이 없습니다."),
            _("터미널에서 실행하거나, 관리자에게 다음을 root로 실행해 달라고 하세요: {command}").format(
                command=for_administrator
            ),
            code="no-root",
        )
    os.environ[CONSENT] = "yes"
    return Root(prefix)


def may_become_root(agreed: bool = False) -> bool:
    """Whether this user is known to be allowed to use sudo; `agreed` with --yes, they say so themselves.

    A user who is not is never led to sudo's password prompt: the attempt would be reported.
    """
    if shutil.which("sudo") is None:
        return False
    return agreed or bool(_groups() & ADMINISTRATORS) or _quiet(["sudo", "-n", "true"])


def refuse_sudo(checkout: Path) -> None:
    """Raises CourseError where it runs by sudo for the owner of a checkout: its files would become root's."""
    person = os.environ.get("SUDO_UID", "0")
    if person != "0" and os.geteuid() == 0 and str(checkout.stat().st_uid) == person:
        raise CourseError(
            _("sudo로 실행하면 이 폴더에 만드는 파일이 모두 root의 것이 됩니다: {folder}").format(
                folder=checkout
            ),
            _("sudo 없이 '{command}'을(를) 실행하세요. root 권한을 어디에 쓰는지 말하고 묻습니다.").format(
                command=START
            ),
            code="under-sudo",
        )


def not_allowed(for_administrator: str) -> EngineNotFound:
    """What somebody without rights can do: ask, with one command that says everything."""
    return EngineNotFound(
        _("{user} 사용자에게는 sudo 권한이 없어서 도커 엔진을 준비할 수 없습니다.").format(user=user()),
        _(
            "이 컴퓨터의 관리자에게 다음을 root로 실행해 달라고 하고 다시 로그인하세요: {command} "
            "(docker 그룹은 root와 같은 권한입니다. 관리자가 원하지 않으면 rootless 도커를 쓰세요. "
            "관리자: apt-get install -y docker.io rootlesskit uidmap slirp4netns "
            "그다음 직접: /usr/share/docker.io/contrib/dockerd-rootless.sh)"
        ).format(command=for_administrator),
        code="no-root",
    )


def user() -> str:
    """The name of who runs this, as `usermod` wants it; USER may still be another's after sudo or su."""
    import pwd  # not on Windows

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # a uid without an entry in /etc/passwd
        return "$USER"


def _ask(uses: Sequence[str], at_terminal: bool) -> None:
    print("• " + _("root 권한(sudo)이 필요합니다. 다음 일에만 씁니다."))
    for use in uses:
        print(f"•   - {use}", flush=True)
    if not at_terminal:
        raise EngineNotFound(
            _("sudo를 써도 되는지 물어볼 터미널이 없습니다."),
            _("동의한다면 이렇게 실행하세요: {command}").format(command=START_AGREED),
            code="no-root",
        )
    try:
        answer = input("• " + _("sudo를 써도 될까요? [y/N] "))
    except EOFError:
        answer = ""
    # ㅛ: y typed with the Korean layout on
    if answer.strip().lower() not in ("y", "yes", "예", "네", "ㅛ"):
        raise EngineNotFound(_("아무것도 설치하지 않았습니다."), code="no-root")


def _groups() -> set[str]:
    import grp  # not on Windows

    names = set()
    for number in os.getgroups():
        try:
            names.add(grp.getgrgid(number).gr_name)
        except KeyError:  # a group without a name
            continue
    return names


def _quiet(argv: list[str]) -> bool:
    with waiting(_("sudo의 대답을 기다립니다.")):  # which may ask a directory of the network
        try:
            done = subprocess.run(argv, capture_output=True, stdin=subprocess.DEVNULL, timeout=SUDO)
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0
