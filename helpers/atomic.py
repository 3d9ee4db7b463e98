"""Files that several processes write: replaced whole, synced to the disk, and locked.

The one place for both, so that no caller follows a symbolic link, leaves half a file after a power
cut, or waits for ever without a word.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from helpers.errors import BusyError, CourseError
from helpers.i18n import _
from helpers.waiting import Say, tell, waiting

if TYPE_CHECKING:
    from filelock import FileLock

PRIVATE = 0o600  # what the course writes is the learner's own business on a shared machine
PATIENCE = 60.0  # seconds until a lock that somebody else holds is given up
POLL = 0.01  # seconds between two tries
ABANDONED = 3600.0  # seconds without a byte after which a draft is nobody's


def private(path: str, flags: int) -> int:
    """An opener for open(): a new file is this user's alone, and no symbolic link is followed."""
    return os.open(path, flags | os.O_NOFOLLOW, PRIVATE)


def write(path: Path, content: str | bytes, *, mode: int = PRIVATE) -> None:
    """Put a file in place so that a reader, or a power cut, finds the old one or the new one, never half.

    Missing folders are made for this user alone. Raises OSError; the old file is then still there.
    """
    with replacing(path, mode=mode) as file:
        file.write(_bytes(content))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Around the writing of a file that was asked for: an OSError becomes a CourseError that names it."""
    try:
        yield
    except OSError as error:
        raise CourseError(
            _("{path}에 쓸 수 없습니다: {error}").format(path=path, error=error.strerror),
            _("디스크 공간과 폴더의 쓰기 권한을 확인하세요."),
            code="not-writable",
        ) from error


@contextmanager
def replacing(path: Path, *, mode: int = PRIVATE) -> Iterator[IO[bytes]]:
    """The same for content that comes in pieces: a draft beside `path` that takes its place at the end.

    Whatever is raised inside leaves the old file, and no draft.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _clear_drafts(path)
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with open(draft, "w+b", opener=lambda _path, _flags: handle) as file:
            yield file
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(draft).unlink()
        raise
    sync_folder(path.parent)


def _clear_drafts(path: Path) -> None:
    """Remove what processes that were killed have left: a draft of an image has 80 MB."""
    draft = re.compile(rf"\.{re.escape(path.name)}\.[a-z0-9_]{{8}}")  # as mkstemp() names them
    for left in path.parent.iterdir():
        with suppress(OSError):  # another process was quicker
            if draft.fullmatch(left.name) and left.stat().st_mtime < time.time() - ABANDONED:
                left.unlink()


def _bytes(content: str | bytes) -> bytes:
    """UTF-8; half of a surrogate pair, which JSON from outside may hold, stays the escape that it was."""
    return content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut (fsync(2): the folder has to be synced itself)."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):  # some network file systems cannot
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path, say: Say = tell, patience: float = PATIENCE, word: str = "") -> Iterator[None]:
    """Hold the lock that belongs to `path`; the kernel frees it if the process dies.

    `say` is told what is waited for (`word`, if given) when that takes long; after `patience` seconds
    BusyError is raised. Not to be taken twice by one process. Raises OSError where the folder cannot be
    written, and where the lock is a link or somebody else's.
    """
    from filelock import FileLock, Timeout  # a tenth of a second, and most commands lock nothing

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(path.with_name(path.name + ".lock"), mode=PRIVATE)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        busy = _("다른 프로세스가 {path}을(를) 다 쓰기를 기다립니다.").format(path=path)
        with waiting(word or busy, say):
            _acquire(lock, path, patience)
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, path: Path, patience: float) -> None:
    from filelock import Timeout

    try:
        lock.acquire(timeout=patience, poll_interval=POLL)
    except Timeout as error:
        raise BusyError(
            _("다른 프로세스가 {path}을(를) 놓지 않습니다.").format(path=path),
            _("`course`를 쓰는 다른 창이 있으면 끝난 뒤에 다시 실행하세요."),
            code="busy-file",
        ) from error
