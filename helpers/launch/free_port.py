"""A port for JupyterLab on the loopback address."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from helpers import atomic
from helpers.errors import BusyError
from helpers.i18n import _
from helpers.images import cache

USUAL = 8888
TRIES = 100
HOST = "127.0.0.1"
STARTING = 180.0  # seconds that another JupyterLab may take until it answers


def choose(wanted: int | None, say: Callable[[str], None]) -> int:
    """The port asked for, or the usual one, or the next that is free (and `say` which).

    Raises BusyError when the port that was asked for belongs to another program.
    """
    if wanted is not None:
        if not is_free(wanted):
            raise BusyError(
                _("포트 {port}번은 다른 프로그램이 쓰고 있습니다.").format(port=wanted),
                _("--port에 다른 번호를 주거나, --port 없이 실행하면 빈 포트를 찾습니다."),
                code="port-taken",
            )
        return wanted
    for port in range(USUAL, USUAL + TRIES):
        if is_free(port):
            if port != USUAL:
                say(
                    _("포트 {usual}번은 다른 프로그램이 쓰고 있어 {port}번을 씁니다.").format(
                        usual=USUAL, port=port
                    )
                )
            return port
    raise BusyError(
        _("포트 {first}~{last}번이 모두 쓰이고 있습니다.").format(first=USUAL, last=USUAL + TRIES - 1),
        _("--port에 빈 포트 번호를 주세요."),
        code="port-taken",
    )


def turn(say: Callable[[str], None]) -> AbstractContextManager[None]:
    """Hold while a port is chosen and taken: two JupyterLabs that start at once must not choose the same.

    Where only this user can write: in a shared folder anybody could hold the lock, or put a link there.
    Raises BusyError when another JupyterLab takes too long to come up.
    """
    return atomic.locked(own_folder() / "port", say, STARTING)


def own_folder() -> Path:
    """Where the user's locks are: XDG_RUNTIME_DIR if it is theirs (sudo may keep another's), or the cache."""
    given = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    if given.is_absolute() and given.is_dir() and given.stat().st_uid == os.getuid():
        return given / "docker-course"
    return cache.folder()


def is_free(port: int) -> bool:
    """Whether a server could listen there now; what just closed (TIME_WAIT) does not count."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
