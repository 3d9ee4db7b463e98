"""A wall: each guest is another kernel (User Mode Linux), which is an unprivileged process of this machine.

    guest            engine and commands, root in there
    linux.uml        the guest's kernel: a user of its own, no capabilities, an empty root, no network
    uml_keeper       passes the engine's socket on, and a few hosts by name; judging happens out here

A program that breaks out of the guest's kernel is in an empty room. Needs root and no KVM.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import platform
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from docker.errors import DockerException

from helpers import images
from helpers.checks.http import PATIENCE
from helpers.engine import Engine
from helpers.engine.private import last_words
from helpers.errors import CourseError, EngineError
from helpers.grading import uml_disks
from helpers.grading.uml_disks import Disks
from helpers.grading.uml_inside import END
from helpers.grading.uml_keeper import Plan
from helpers.grading.uml_limits import clear_abandoned
from helpers.grading.wall import SHORTEST_PATH, silent
from helpers.i18n import _
from helpers.paths import ROOT
from helpers.waiting import Say, waiting

BOOT = 120.0  # seconds for a guest to answer on a busy machine; it takes 6 to 14
LIFE = 3600.0  # seconds after which a guest is ended, whatever it does
PUTTING = 60.0  # seconds for files to arrive
LATE = 30.0  # seconds more than a script has until the guest is taken for hung
FETCHING = 6 * PATIENCE  # seconds for a page to arrive
LONGEST_PAGE = 8 << 20  # bytes, in base64
CHUNK = 1 << 16
HUNG = 124  # as timeout(1) says it
PREFIX = "course-wall-"
OWNER = "owner"  # held by the process that a guest belongs to
PROGRAMS = {
    "slirp4netns": "slirp4netns",
    "ip": "iproute2",
    "unshare": "util-linux",
    "setpriv": "util-linux",
    "mount": "mount",
    "mke2fs": "e2fsprogs",
    "dpkg-deb": "dpkg",
    "apt-get": "apt",
}


@dataclass(frozen=True)
class UserModeLinux:
    """The wall; it holds nothing, so it can be sent to a worker."""

    name = "uml"

    def why_not(self, say: Say = silent) -> str:
        """Why it cannot be used here; disks are made, and a guest is booted, the first time that it is asked."""
        if why := _lacking():
            return why
        wanted = uml_disks.disks()
        proof = wanted.folder / "booted.json"
        try:
            _prepare(wanted, say)
            if proof.exists() and json.loads(proof.read_text()) == _machine():
                return ""
            say(_("벽 안의 리눅스가 이 컴퓨터에서 켜지는지 확인합니다."))
            with self.guest() as guest:
                guest.engine.client().close()
            proof.write_text(json.dumps(_machine()))
        except (CourseError, DockerException, OSError, ValueError) as error:
            return str(error)
        return ""

    @contextlib.contextmanager
    def guest(self) -> Iterator[UmlGuest]:
        """A guest with the course's images, which leaves nothing. Raises CourseError."""
        wanted = uml_disks.disks()
        _prepare(wanted, silent)
        os.utime(wanted.data)
        with _home() as home:
            data = home / "data.ext4"
            copy = ["cp", "--sparse=always", "--reflink=auto", str(wanted.data), str(data)]
            if (done := subprocess.run(copy, capture_output=True, text=True, check=False)).returncode:
                raise EngineError(
                    _("벽 안의 리눅스가 켜지지 않습니다: {why}").format(why=done.stderr.strip()),
                    code="wall-boot",
                )
            with _running(wanted, data, home) as guest:
                yield guest


@dataclass(frozen=True)
class UmlGuest:
    """A guest that runs, by its two sockets."""

    home: Path

    @property
    def engine(self) -> Engine:
        """The engine in it."""
        return Engine(f"unix://{self.home}/docker.sock", "private")

    def put(self, files: Mapping[str, bytes]) -> None:
        """Files into the guest's folder."""
        request = {"put": {name: base64.b64encode(body).decode() for name, body in files.items()}}
        if self._asked(request, PUTTING) != 0:
            raise EngineError(_("벽 안의 리눅스가 대답하지 않습니다."), code="wall-hung")

    def run(self, script: str, folder: str, environ: Mapping[str, str], seconds: float) -> int:
        """Run a script in the guest; its exit code, 124 where it, or the guest, did not come to an end."""
        request = {"run": script, "folder": folder, "environ": dict(environ), "seconds": seconds}
        return self._asked(request, seconds + LATE)

    def fetch(self, host: str, port: int, request: str) -> bytes:
        """What a server says to a request from the guest itself; b"" where nobody answers."""
        asked = {"fetch": request, "host": host, "port": port, "seconds": PATIENCE}
        try:
            return base64.b64decode(json.loads(self._said(asked, FETCHING, LONGEST_PAGE)))
        except (OSError, ValueError, TypeError):
            return b""

    def _asked(self, request: Mapping[str, object], seconds: float) -> int:
        """The agent's answer: a small number, whatever else the guest may send in its place."""
        try:
            return int(self._said(request, seconds, 16))
        except (OSError, ValueError):
            return HUNG

    def _said(self, request: Mapping[str, object], seconds: float, longest: int) -> bytes:
        """A line of so many bytes at most. Raises OSError where none comes."""
        deadline = time.monotonic() + seconds
        said = b""
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(seconds)
            link.connect(str(self.home / "agent.sock"))
            link.sendall(json.dumps(request).encode() + b"\n")
            while not said.endswith(b"\n") and len(said) < longest:
                link.settimeout(max(0.01, deadline - time.monotonic()))
                if not (more := link.recv(min(CHUNK, longest))):
                    raise ConnectionResetError("the guest has hung up")
                said += more
        return said


def _lacking() -> str:
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        return _("User Mode Linux는 x86_64 리눅스에만 있습니다.")
    if os.geteuid() != 0:
        return _("root 권한이 필요합니다.")
    path = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"
    lacking = {package for program, package in PROGRAMS.items() if not shutil.which(program, path=path)}
    return ", ".join(sorted(lacking))


def _machine() -> dict[str, str]:
    """What a boot test is true of."""
    return {"kernel": platform.release(), "host": platform.node()}


def _prepare(wanted: Disks, say: Say) -> None:
    """The disks are there, or are made now. Raises CourseError, OSError."""
    if wanted.ready:
        return
    with uml_disks.making(wanted, say) as empty:
        if empty is None:
            return
        say(_("벽 안에서 도커 엔진을 켜고 이미지를 넣습니다."))
        with _home() as home, _running(Disks(empty.parent), empty, home) as guest:
            images.seed(guest.engine, say)
            guest.run(END, "", {}, 60)
            if not guest_ended(home):
                raise EngineError(_("벽 안의 리눅스가 끝나지 않습니다."), code="wall-hung")


def guest_ended(home: Path) -> bool:
    """Whether a guest that was told to end has done so within a minute: its keeper then writes the console."""
    deadline = time.monotonic() + 60
    while not (home / "console").exists():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@contextlib.contextmanager
def _home() -> Iterator[Path]:
    """A folder for a guest, this user's alone; those of processes that were killed are removed first."""
    _clear_leftovers()
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=SHORTEST_PATH))
    with (home / OWNER).open("w") as owner:
        fcntl.flock(owner, fcntl.LOCK_EX)
        try:
            yield home
        finally:
            shutil.rmtree(home, ignore_errors=True)


def _clear_leftovers(age: float = 60.0) -> None:
    """Remove folders whose process is gone. One that is younger may be another's, made and not yet locked."""
    clear_abandoned()
    for home in Path(SHORTEST_PATH).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError), (home / OWNER).open("r") as owner:
            fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if time.time() - home.stat().st_mtime >= age:
                shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def _running(booted: Disks, data: Path, home: Path) -> Iterator[UmlGuest]:
    """The guest's keeper, until the block ends. Raises EngineError with the console's last words."""
    plan = Plan(str(home), str(booted.kernel), str(booted.folder), str(booted.root), str(data), LIFE)
    with (home / "log").open("w") as log:
        keeper = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "--", sys.executable, "-m", "helpers.grading.uml_keeper",
             json.dumps(asdict(plan))],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True,
            start_new_session=True, env=_environment(),
        )  # fmt: skip
    try:
        with waiting(_("벽 안의 리눅스가 켜지기를 기다립니다.")):
            said = _first_word(keeper)
        if said != "ready":
            why = said or last_words(home / "log")
            raise EngineError(_("벽 안의 리눅스가 켜지지 않습니다: {why}").format(why=why), code="wall-boot")
        yield UmlGuest(home)
    finally:
        keeper.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            keeper.wait(BOOT)
        keeper.kill()
        keeper.wait()


def _environment() -> dict[str, str]:
    """The keeper finds this package and Debian's programs; nothing of it reaches a guest."""
    path = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"
    return os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)}


def _first_word(keeper: subprocess.Popen[str]) -> str:
    assert keeper.stdout is not None  # noqa: S101  (a pipe, see _running)
    with keeper.stdout as pipe:
        if not select.select([pipe], [], [], BOOT)[0]:
            return f"no answer within {BOOT:.0f} s"
        return pipe.readline().strip()
