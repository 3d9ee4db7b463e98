"""Taking a pack in, on a machine without a network: into the course's cache, each file by its digest."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from helpers import atomic
from helpers.images import cache, contents
from helpers.images.catalogue import Entry as Image
from helpers.images.catalogue import catalogue
from helpers.images.failures import disk_full
from helpers.images.sources import archives
from helpers.paths import IS_CHECKOUT, ROOT
from helpers.room import first
from helpers.room.manifest import NAME, Entry, Manifest, damaged, opened, parse, require_fit

LOCK = ROOT / "requirements.lock"
READABLE = 0o644  # apt's own user reads the packages


@dataclass(frozen=True)
class Taken:
    """What unpack() did: bytes that were written, those that were there before, seconds."""

    manifest: Manifest
    written: int
    kept: int
    seconds: float


def folder() -> Path:
    """Where a room's packages are on this machine."""
    return cache.folder() / "room"


def there() -> Manifest | None:
    """The pack that this machine took in last; None where there was none, or not to its end."""
    try:
        return parse((folder() / NAME).read_bytes())
    except (OSError, *contents.BROKEN):
        return None


def unpack(pack: Path, say: Callable[[Manifest], None], anywhere: bool = False) -> Taken:
    """Put the packages, images and archives of a pack into the cache; what is there already stays.

    It is first seen whether the pack is for this machine; `say` hears what it brings before anything is
    written. Raises CourseError for a pack that is not (unless `anywhere`), is damaged, or does not fit on the
    disk.
    """
    began = time.monotonic()
    try:
        with opened(pack) as (manifest, files):
            if not anywhere:
                require_fit(manifest, pack, first.digest(LOCK) if IS_CHECKOUT else "", IS_CHECKOUT)
            say(manifest)
            written = kept = 0
            if there() != manifest:
                (folder() / NAME).unlink(missing_ok=True)
            for path, content in files:
                entry, where = manifest.files[path], place(path)
                if where is None:
                    continue
                if _is(where, entry):
                    kept += entry.size
                    continue
                with atomic.replacing(where, mode=READABLE) as out:
                    _copy(content, entry, out, pack, path)
                written += entry.size
            _tidy(manifest)
            atomic.write(folder() / NAME, manifest.text())
            return Taken(manifest, written, kept, time.monotonic() - began)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full() from error
        raise


def place(path: str) -> Path | None:
    """Where a file of a pack goes; None for what scripts/setup has used already, and for unknown archives."""
    kind, _slash, rest = path.partition("/")
    if kind == "archives":
        return cache.folder() / rest if rest in {archive.file for archive in archives()} else None
    return None if kind == "wheels" else folder() / path


def _is(place: Path, entry: Entry) -> bool:
    try:
        return place.stat().st_size == entry.size and first.digest(place) == entry.sha256
    except OSError:
        return False


def _copy(content: IO[bytes], entry: Entry, out: IO[bytes], pack: Path, path: str) -> None:
    own = hashlib.sha256()
    while piece := content.read(contents.CHUNK):
        own.update(piece)
        out.write(piece)
    if own.hexdigest() != entry.sha256:
        raise damaged(pack, path)


def _tidy(manifest: Manifest) -> None:
    """Files of an earlier pack go; lists get the name by which apt asks for them, too (By-Hash)."""
    base = folder()
    for found in [*(base / "mirror").rglob("*"), *(base / "images").glob("*")]:
        if found.is_file() and str(found.relative_to(base)) not in manifest.files:
            found.unlink()
    for path, entry in manifest.files.items():
        if path.startswith("mirror/") and "/dists/" in path and path.endswith("/Packages.xz"):
            named = base / Path(path).parent / "by-hash" / "SHA256" / entry.sha256
            named.parent.mkdir(parents=True, exist_ok=True)
            os.link(base / path, named)


def images() -> dict[str, Path]:
    """The images of the room by reference, as archives for `docker load`."""
    found = {}
    for entry in catalogue():
        for path in sorted((folder() / "images").glob(f"{file_name(entry)}")):
            found[entry.full_reference] = path
    return found


def file_name(entry: Image) -> str:
    """What an image is called in a pack."""
    return entry.full_reference.replace("/", "_").replace(":", "_") + ".tar.gz"


def offer(architecture: str) -> None:
    """Put the room's images where the course looks for those it has built itself. Raises OSError."""
    for entry in catalogue():
        packed = images().get(entry.full_reference)
        where = cache.path(entry, architecture)
        if packed and not where.exists():
            with gzip.open(packed) as content, atomic.replacing(where) as out:
                shutil.copyfileobj(content, out)
