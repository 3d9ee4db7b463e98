"""One `course lab` for a checkout at a time: a lock, and a note of the server that runs."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import requests
import urllib3
from filelock import BaseFileLock, FileLock, Timeout

from helpers import atomic
from helpers.errors import BusyError
from helpers.i18n import _
from helpers.paths import state
from helpers.templates import template
from helpers.waiting import waiting

PATIENCE = 900.0  # s; the other one may be building images
FAREWELL = 15.0
ANSWER = 10.0  # s; taken for gone, a server that is only busy would lose what is not saved yet
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

    def answers(self, timeout: float = ANSWER) -> bool:
        """Whether it is there and is ours: another server on that port refuses the token."""
        try:
            with waiting(_("JupyterLab의 대답을 기다립니다.")):
                return requests.get(f"{self.base}/api/status", headers=self.headers, timeout=timeout).ok
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError):  # a damaged note, too
            return False

    def restarting(self, **what: str) -> None:
        """Tell its pages which notebook to `close`, or to `open` again; whether they listen or not."""
        address = f"{self.base}/course/restarting"
        with suppress(requests.RequestException), waiting(_("JupyterLab의 대답을 기다립니다.")):
            requests.post(address, headers=self.headers, json=what, timeout=FAREWELL)

    def note(self) -> None:
        """Leave a note for the next `course lab`; readable by this user alone, it holds the token."""
        atomic.write(_note(), json.dumps(asdict(self)))

    def door(self) -> Path:
        """A page that leads to `url`, for this user alone.

        A browser gets its address on its command line, where every user of the machine can read it; so
        it gets the page's, as jupyter_server does it. hold() removes it.
        """
        page = _door()
        atomic.write(page, template("helpers.launch", "door.html.j2").render(url=self.url))
        return page


def running() -> Running | None:
    """The server that the note tells of, if it still answers."""
    try:
        found = Running(**json.loads(_note().read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return found if found.answers() else None


@contextmanager
def hold(say: Callable[[str], None]) -> Iterator[Running | None]:
    """Hold the lock while JupyterLab runs; yields None, or the one that another `course lab` runs.

    While another one is still preparing, waits for it. Raises BusyError when that takes too long.
    """
    path = state() / "lab.lock"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(path, mode=atomic.PRIVATE)
    other = _wait_for_lock(lock, say)
    if other:
        yield other
        return
    try:
        leftover = running()
        if leftover:  # its `course lab` was killed, so nothing records events for it
            say(_("지난번에 끝나지 않은 JupyterLab을 먼저 닫습니다(PID {pid}).").format(pid=leftover.pid))
            _close(leftover)
        _note().unlink(missing_ok=True)
        yield None
    finally:
        _note().unlink(missing_ok=True)
        _door().unlink(missing_ok=True)
        lock.release()


def _note() -> Path:
    return state() / "lab.json"


def _door() -> Path:
    return state() / "lab-open.html"


def _wait_for_lock(lock: BaseFileLock, say: Callable[[str], None]) -> Running | None:
    """None once the lock is ours, else the server of the one that holds it."""
    deadline = time.monotonic() + PATIENCE
    told = False
    while not _try_lock(lock):
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


def _try_lock(lock: BaseFileLock) -> bool:
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return False
    return True


def _close(server: Running) -> None:
    """End a server that nobody looks after; by its own API, so that kernels go with it."""
    with suppress(requests.RequestException):
        requests.post(f"{server.base}/api/shutdown", headers=server.headers, timeout=10)
    deadline = time.monotonic() + FAREWELL
    while server.answers() and time.monotonic() < deadline:
        time.sleep(POLL)
