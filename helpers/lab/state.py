"""The course's own files: who may read them, and what is done when they fail or are damaged.

What the disk refuses becomes a StateError here, because higher up every OSError is taken for the
engine's. A file that cannot be read is renamed and stays; it is never deleted and never trusted.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from helpers.atomic import locked
from helpers.errors import StateError
from helpers.i18n import _
from helpers.paths import own_states, state
from helpers.waiting import tell as tell  # what has happened to the course's own files is said by it

PRIVATE = 0o700


def home() -> Path:
    """The course's folder, made for this user alone.

    One in a place that is the course's own, but that others may read, is closed to them. A folder that
    COURSE_STATE names may hold other things: it stays as it is, and what the course writes there is 0600.
    """
    folder = state()
    with access(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        if folder.stat().st_mode & 0o077 and folder.resolve() in own_states():
            with contextlib.suppress(OSError):  # another user's
                folder.chmod(PRIVATE)
    return folder


@contextlib.contextmanager
def access(path: Path) -> Iterator[None]:
    """Around nothing but work on the course's own files: an OSError in it becomes a StateError."""
    try:
        yield
    except OSError as error:
        raise StateError(
            _("과정의 파일 {path}을(를) 쓸 수 없습니다: {reason}").format(
                path=error.filename or path, reason=error.strerror or error
            ),
            _("남은 디스크와 권한을 확인하세요: df -h {folder}; ls -ld {folder}").format(folder=path.parent),
        ) from error


@contextlib.contextmanager
def turn(path: Path) -> Iterator[None]:
    """Hold the lock of one of the course's files; what is waited for is said.

    Raises StateError, BusyError.
    """
    home()
    with contextlib.ExitStack() as stack:
        with access(path):
            stack.enter_context(locked(path, tell))
        yield


def set_aside(path: Path, kind: str) -> Path:
    """Rename a file that is not to be used any more to a name that is free, and return that."""
    stem = f"{path.name}.{kind}-{datetime.now():%Y%m%d-%H%M%S}"
    kept, number = path.with_name(stem), 1
    with access(path):
        while kept.exists():
            number += 1
            kept = path.with_name(f"{stem}-{number}")
        return path.rename(kept)
