"""One `course lab` for a checkout at a time: a lock, and a note of the server that runs."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import requests

from helpers.errors import BusyError
from helpers.i18n import _
from helpers.paths import state

if os.name == "posix":
    import fcntl

PATIENCE = 900.0  # s; the other one may be building images
FAREWELL = 15.0
POLL = 0.2


@dataclass(frozen=True)
class Running:
    """A JupyterLab of this checkout: where it listens, what opens it, and whose process it is."""

    base: str
    token: str
    path: str
    pid: int

    @property
    def url(self) -> str:
        """What a person opens in the browser."""
        return f"{self.base}{self.path}?token={self.token}"

    @property
    def headers(self) -> dict[str, str]:
        """What a request to its API needs."""
        return {"Authorization": f"token {self.token}"}

    def answers(self, timeout: float = 2.0) -> bool:
        """Whether it is there and is ours: another server on that port refuses the token."""
        try:
            return requests.get(f"{self.base}/api/status", headers=self.headers, timeout=timeout).ok
        except requests.RequestException:
            return False

    def note(self) -> None:
        """Leave a note for the next `course lab`; readable by this user alone, it holds the token."""
        fresh = _note().with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(asdict(self)), encoding="utf-8")
        fresh.replace(_note())


def running() -> Running | None:
    """The server that the note tells of, if it still answers."""
    try:
        found = Running(**json.loads(_note().read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return found if found.answers() else None


@contextmanager
def hold(say: Callable[[str], None]) -> Iterator[Running | None]:
    """Hold the lock while JupyterLab runs; yields None, or the one that another `course lab` runs.

    While another one is still preparing, waits for it. Raises BusyError when that takes too long.
    """
    path = state() / "lab.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        other = _wait_for_lock(lock.fileno(), say)
        if other:
            yield other
            return
        leftover = running()
        if leftover:  # its `course lab` was killed, so nothing records events for it
            say(_("지난번에 끝나지 않은 JupyterLab을 먼저 닫습니다(PID {pid}).").format(pid=leftover.pid))
            _close(leftover)
        _note().unlink(missing_ok=True)
        try:
            yield None
        finally:
            _note().unlink(missing_ok=True)


def _note() -> Path:
    return state() / "lab.json"


def _wait_for_lock(descriptor: int, say: Callable[[str], None]) -> Running | None:
    """None once the lock is ours, else the server of the one that holds it."""
    deadline = time.monotonic() + PATIENCE
    told = False
    while not _try_lock(descriptor):
        other = running()
        if other:
            return other
        if not told:
            say(_("다른 course lab이 준비하고 있어 기다립니다."))
            told = True
        if time.monotonic() > deadline:
            raise BusyError(
                _("다른 course lab이 {minutes}분이 지나도록 준비를 마치지 못했습니다.").format(
                    minutes=round(PATIENCE / 60)
                ),
                _("그쪽을 Ctrl-C로 멈춘 뒤 다시 실행하세요."),
                code="lab-busy",
            )
        time.sleep(POLL)
    return None


def _try_lock(descriptor: int) -> bool:
    if os.name != "posix":
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _close(server: Running) -> None:
    """End a server that nobody looks after; by its own API, so that kernels go with it."""
    with suppress(requests.RequestException):
        requests.post(f"{server.base}/api/shutdown", headers=server.headers, timeout=10)
    deadline = time.monotonic() + FAREWELL
    while server.answers() and time.monotonic() < deadline:
        time.sleep(POLL)
