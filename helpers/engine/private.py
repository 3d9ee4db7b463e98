"""A private engine: a Docker Engine of one's own, apart from whatever else runs on the machine.

It has its own network, mount and process namespaces, data root and socket, starts in under 2 s, and
leaves nothing behind: no process, mount, bridge, firewall rule, cgroup or socket. Linux, root.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from docker.errors import DockerException
from requests.exceptions import RequestException

from helpers.atomic import locked, private
from helpers.engine.private_home import DYING, Home, Process
from helpers.engine.types import Engine
from helpers.engine.unreached import ForwardingProblem, unreached
from helpers.errors import EngineDenied, EngineError, EngineNotFound
from helpers.i18n import _
from helpers.paths import ROOT
from helpers.waiting import waiting

PATIENCE = 60.0  # seconds for a start on a machine that has much else to do
STOPPING = 20.0  # seconds for an end in order, the keeper's own grace included
TURN = PATIENCE + STOPPING + DYING  # seconds that whoever starts or stops it at the same time may take
LONGEST_SOCKET = 107  # bytes in sockaddr_un.sun_path, unix(7)
SBIN = ":/usr/local/sbin:/usr/sbin:/sbin"  # not in an ordinary user's PATH

# what it is built from, and the Debian or Ubuntu package that has it
PROGRAMS = {
    "dockerd": "docker.io",
    "containerd": "containerd",
    "runc": "runc",
    "docker-init": "tini",
    "iptables": "iptables",
    "slirp4netns": "slirp4netns",
    "ip": "iproute2",
    "unshare": "util-linux",
    "setpriv": "util-linux",
    "mount": "mount",
}


class PrivateEngine:
    """One private engine, named by its home; any process may ask for it, start it or stop it.

    `options` are further arguments for dockerd; `usr` another /usr to run it from (tests of other
    Docker versions). With `host_loopback` containers reach what listens on this machine's 127.0.0.1, as
    10.0.2.2. As a context manager it runs for the length of the block; images stay.
    """

    def __init__(
        self,
        name: str,
        home: Path,
        *,
        options: tuple[str, ...] = (),
        usr: str = "",
        host_loopback: bool = False,
    ):
        self.name = name
        self.home = Home(name, home.resolve())
        self.options, self.usr, self.host_loopback = options, usr, host_loopback
        self._keeper: subprocess.Popen[str] | None = None

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.home.socket

    @property
    def engine(self) -> Engine:
        """Its address; says nothing about whether it runs."""
        return Engine(f"unix://{self.socket}", "private")

    def running(self) -> bool:
        """Whether it runs and answers."""
        state = self.home.read()
        if not state or not all(process.alive() for process in state.processes()):
            return False
        try:
            with contextlib.closing(self.engine.client(timeout=10)) as client:
                return bool(client.ping())
        except (DockerException, RequestException):
            return False

    def start(self) -> Engine:
        """Start it, or find it running; what an engine that crashed has left is cleared away first.

        Raises EngineDenied without root, EngineNotFound when a program is missing (the remedy names
        the packages), EngineError with dockerd's own last words when it does not come up.
        """
        require(self.home)
        self.home.path.mkdir(parents=True, exist_ok=True)
        with locked(self.home.lock, patience=TURN), waiting(_("전용 엔진이 켜지기를 기다립니다.")):
            if not self.running():
                self.home.clear()
                self._launch()
        return self.engine

    def stop(self, *, remove: bool = False) -> None:
        """End it and leave nothing; containers get 5 s to end in order.

        With `remove` they get none, and its images, containers, volumes and log go too.
        """
        if not self.home.path.is_dir():
            return
        with locked(self.home.lock, patience=TURN), waiting(_("전용 엔진이 꺼지기를 기다립니다.")):
            state = self.home.read()
            if state:
                state.keeper.signal(signal.SIGINT if remove else signal.SIGTERM)
                state.keeper.wait(STOPPING)
            self.home.clear()
            self._reap()
            if remove:
                self.home.erase()

    def forwarding_problems(self) -> tuple[ForwardingProblem, ...]:
        """Published ports that cannot be reached from the host, mostly because a program has them."""
        return unreached(self.engine)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _launch(self) -> None:
        plan = {
            "name": self.name,
            "home": str(self.home.path),
            "options": list(self.options),
            "usr": self.usr,
            "host_loopback": self.host_loopback,
        }
        with open(self.home.log, "w", opener=private) as log:
            self._keeper = subprocess.Popen(
                [sys.executable, "-m", "helpers.engine.private_keeper", json.dumps(plan)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=ROOT,
                start_new_session=True,  # Ctrl-C in the terminal is for the caller
            )
        if (said := self._first_word(self._keeper)) != "ready":
            Process.of(self._keeper.pid).signal(signal.SIGKILL)
            self._reap()
            self.home.clear()
            raise EngineError(
                _("전용 도커 엔진이 시작되지 않았습니다: {why}").format(
                    why=last_words(self.home.log) or said
                ),
                _("자세한 내용은 {log} 파일에 있습니다.").format(log=self.home.log),
                code="engine-private-start",
            )

    @staticmethod
    def _first_word(keeper: subprocess.Popen[str]) -> str:
        """The keeper's one line: "ready", or why not."""
        assert keeper.stdout is not None  # noqa: S101  (a pipe, see _launch)
        with keeper.stdout as pipe:
            if not select.select([pipe], [], [], PATIENCE)[0]:
                return f"no answer within {PATIENCE:.0f} s"
            return pipe.readline().strip()

    def _reap(self) -> None:
        """Take leave of a keeper that is our own child, or it would remain as a zombie."""
        if self._keeper:
            with contextlib.suppress(subprocess.TimeoutExpired):  # it is past ending
                self._keeper.wait(DYING)
            self._keeper = None


def require(home: Home) -> None:
    """Raises EngineDenied, EngineNotFound or EngineError when a private engine cannot be had here."""
    if not sys.platform.startswith("linux"):
        raise EngineNotFound(
            _("전용 도커 엔진은 리눅스에서만 쓸 수 있습니다."),
            _("Docker Desktop을 켠 다음 --private 없이 다시 실행하세요."),
        )
    if os.geteuid() != 0:
        raise EngineDenied(
            _("전용 도커 엔진을 시작하려면 root 권한이 필요합니다."),
            _("sudo를 앞에 붙여 다시 실행하세요."),
        )
    if packages := missing():
        raise EngineNotFound(
            _("전용 도커 엔진에 필요한 프로그램이 없습니다: {names}").format(names=", ".join(packages)),
            _("apt-get install -y {packages} 명령으로 설치하세요.").format(
                packages=" ".join(sorted(set(packages.values())))
            ),
        )
    if len(os.fsencode(home.socket)) > LONGEST_SOCKET or home.path.is_relative_to("/run"):
        raise EngineError(
            _("전용 도커 엔진을 {path} 폴더에 둘 수 없습니다.").format(path=home.path),
            _("경로가 {bytes}바이트보다 짧고 /run 밖에 있는 폴더를 쓰세요.").format(
                bytes=LONGEST_SOCKET - len("/docker.sock")
            ),
        )


def missing() -> dict[str, str]:
    """Programs that a private engine needs and this machine lacks, with the package of each."""
    path = os.environ.get("PATH", os.defpath) + SBIN
    return {name: package for name, package in PROGRAMS.items() if not shutil.which(name, path=path)}


def last_words(log: Path) -> str:
    """The last meaningful line of an engine's log: a plain line, or the text of an error."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    for line in reversed(lines):
        if "level=" not in line:
            return line
        if found := re.search(r'level=(?:error|fatal|panic) msg="((?:[^"\\]|\\.)*)"', line):
            return found[1].replace('\\"', '"')
    return lines[-1] if lines else ""
