"""Built images are kept in ~/.cache/docker-course, so that a machine builds each only once.

A file there is an archive for `docker load`. Its name holds a digest of the recipe: another mirror,
package or setting is another file.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from helpers.errors import ImageError
from helpers.i18n import _
from helpers.images import archive, busybox, debian
from helpers.images.catalogue import Entry
from helpers.images.failures import disk_full

try:
    import fcntl
except ImportError:  # Windows builds no images
    fcntl = None  # type: ignore[assignment]


VERSION = 1  # raise it when the same recipe comes to give another image


def folder() -> Path:
    """Where the archives are (XDG_CACHE_HOME is honoured)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "docker-course"


def path(one: Entry, architecture: str) -> Path:
    """The file of an entry, whether it is there or not."""
    recipe = repr((VERSION, one.full_reference, one.offline, architecture))
    if one.offline.kind == "debian":
        recipe += repr((debian.SETTINGS, debian.sources(one.offline.suite), debian.dates()))
    else:
        recipe += repr((busybox.FOLDERS, busybox.FILES))
    name = re.sub(r"[^a-z0-9.]+", "-", one.full_reference)
    return folder() / f"{name}-{architecture}-{hashlib.sha256(recipe.encode()).hexdigest()[:12]}.tar"


def get(one: Entry, architecture: str, say: Callable[[str], None]) -> Path:
    """The archive of an entry, built first if it is not there yet.

    Several may ask at once: one builds, the others wait for it. Raises ImageError.
    """
    found = path(one, architecture)
    if found.exists():
        return found
    try:
        with locked(found, say):
            if not found.exists():  # somebody else may have built it while this one waited
                _build(one, architecture, found, say)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full() from error
        raise ImageError(
            _("이미지를 만들어 둘 폴더를 쓸 수 없습니다: {path} ({reason})").format(
                path=folder(), reason=error.strerror
            ),
            _("폴더의 권한을 확인하거나 XDG_CACHE_HOME을 쓸 수 있는 곳으로 정하세요."),
            code="image-cache",
        ) from error
    return found


@contextmanager
def locked(found: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Held by one process an archive; the lock goes away with the process, whatever ends it."""
    found.parent.mkdir(parents=True, exist_ok=True)
    with found.with_name(f"{found.name}.lock").open("w") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say(_("다른 프로그램이 같은 이미지를 만들고 있습니다. 끝나기를 기다립니다."))
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(one: Entry, architecture: str, found: Path, say: Callable[[str], None]) -> None:
    _require_own(architecture)
    layer, fresh = found.with_suffix(".layer"), found.with_suffix(".part")
    try:
        if one.offline.kind == "debian":
            debian.build(one.offline, layer, say)
            history = f"mmdebstrap --variant=minbase {one.offline.suite} {date.today()}"
        else:
            busybox.build(layer)
            history = busybox.HISTORY
        archive.write(fresh, one.full_reference, layer, architecture, one.offline.command, history)
        fresh.rename(found)  # whole or not at all
    finally:
        layer.unlink(missing_ok=True)
        fresh.unlink(missing_ok=True)


def _require_own(architecture: str) -> None:
    """Packages are set up by running them: only this machine's own architecture can be built."""
    own = debian.architecture()
    if own == architecture:
        return
    raise ImageError(
        _("이 컴퓨터({own})에서는 엔진({engine})에 맞는 이미지를 만들 수 없습니다.").format(
            own=own or "?", engine=architecture
        ),
        _("다른 컴퓨터에서 만든 묶음을 읽어들이세요: course images load FILE"),
        code="image-offline",
    )
