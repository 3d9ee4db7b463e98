"""Built images are kept in ~/.cache/docker-course, so that a machine builds each only once.

A file there is an archive for `docker load`. Its name holds a digest of the recipe: another mirror,
package or setting is another file.
"""

from __future__ import annotations

import errno
import hashlib
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from helpers import atomic, paths
from helpers.errors import ImageError
from helpers.i18n import _
from helpers.images import archive, busybox, debian
from helpers.images.catalogue import Entry
from helpers.images.failures import disk_full

BUILDING = 900.0  # seconds that another process may take to build an image
VERSION = 1  # raise it when the same recipe comes to give another image


def folder() -> Path:
    """Where the archives are (XDG_CACHE_HOME is honoured)."""
    return paths.cache()


def path(entry: Entry, architecture: str) -> Path:
    """The file of an entry, whether it is there or not."""
    recipe = repr((VERSION, entry.full_reference, entry.offline, architecture))
    if entry.offline.kind == "debian":
        recipe += repr((debian.SETTINGS, debian.sources(entry.offline.suite), debian.dates()))
    else:
        recipe += repr((busybox.FOLDERS, busybox.FILES))
    name = re.sub(r"[^a-z0-9.]+", "-", entry.full_reference)
    return folder() / f"{name}-{architecture}-{hashlib.sha256(recipe.encode()).hexdigest()[:12]}.tar"


def get(entry: Entry, architecture: str, say: Callable[[str], None]) -> Path:
    """The archive of an entry, built first if it is not there yet.

    Several may ask at once: one builds, the others wait for it. Raises ImageError.
    """
    found = path(entry, architecture)
    if found.exists():
        return found
    try:
        with locked(found, say):
            if not found.exists():  # somebody else may have built it while this one waited
                _build(entry, architecture, found, say)
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


def locked(found: Path, say: Callable[[str], None]) -> AbstractContextManager[None]:
    """Held by one process an archive: the others wait for it. Raises BusyError, OSError."""
    return atomic.locked(found, say, BUILDING)


def _build(entry: Entry, architecture: str, found: Path, say: Callable[[str], None]) -> None:
    _require_own(architecture)
    layer = found.with_suffix(".layer")
    try:
        if entry.offline.kind == "debian":
            debian.build(entry.offline, layer, say)
            history = f"mmdebstrap --variant=minbase {entry.offline.suite} {date.today()}"
        else:
            busybox.build(layer)
            history = busybox.HISTORY
        archive.write(found, entry.full_reference, layer, architecture, entry.offline.command, history)
    finally:
        layer.unlink(missing_ok=True)


def _require_own(architecture: str) -> None:
    """Packages are set up by running them: only this machine's own architecture can be built."""
    own = debian.architecture()
    if own == architecture:
        return
    raise ImageError(
        _("이 컴퓨터({own})에서는 엔진({engine})에 맞는 이미지를 만들 수 없습니다.").format(
            own=own or "?", engine=architecture
        ),
        _("다른 컴퓨터에서 만든 묶음을 읽어 들이세요: course images load FILE"),
        code="image-offline",
    )
