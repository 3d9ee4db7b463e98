"""Bundles: the images of the course, and what its lessons build from, in one file, for machines without
a network.

A bundle is what `docker save` writes, with one folder more; `docker load` passes over that.
"""

from __future__ import annotations

import errno
import os
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import docker

from helpers.engine import Engine
from helpers.errors import ImageError
from helpers.i18n import _
from helpers.images import archive, cache, provision
from helpers.images.catalogue import catalogue, with_tag
from helpers.images.failures import disk_full
from helpers.images.provision import Provision, asked
from helpers.images.sources import Archive, archives, fetch

SAVING = 600.0  # seconds the engine may take before the first byte
CHUNK = 1 << 20
FOLDER = "course"  # in a bundle: the archives that lessons build from


@dataclass(frozen=True)
class Saved:
    """What save() wrote: its size in bytes, the lessons' archives in it, and those that could not be had."""

    size: int
    archives: tuple[Archive, ...]
    missing: tuple[Archive, ...]


@dataclass(frozen=True)
class Loaded:
    """What load() did: `kept` are names whose image on the engine is another one, and was left alone;
    `archives` are in the cache now.
    """

    provisions: tuple[Provision, ...]
    kept: tuple[str, ...]
    archives: tuple[Archive, ...]


def save(engine: Engine, out: Path, references: Sequence[str] = ()) -> Saved:
    """Write the images (all of the catalogue if none is named) and the lessons' archives to `out`.

    The file appears whole or not at all. Raises ImageError when an image is missing, the folder
    cannot be written, or the disk is full.
    """
    names = [with_tag(one) for one in references or [one.reference for one in catalogue()]]
    if out.is_dir():
        raise _unwritable(out, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    fresh = out.with_name(f".{out.name}.{os.getpid()}.part")
    with asked(engine, timeout=SAVING) as client:
        _require(client, names)
        try:
            with fresh.open("wb") as file:
                _stream(client, names, file)
            archive.read(fresh)
            packed = _pack(fresh)
            fresh.replace(out)
            missing = tuple(one for one in archives() if one not in packed)
            return Saved(out.stat().st_size, packed, missing)
        except OSError as error:
            raise _unwritable(out, error) from error
        finally:
            fresh.unlink(missing_ok=True)


def _require(client: docker.DockerClient, names: Sequence[str]) -> None:
    missing = [name for name in names if provision.inspect(client, name) is None]
    if missing:
        raise ImageError(
            _("엔진에 없는 이미지가 있어 묶을 수 없습니다: {names}").format(names=", ".join(missing)),
            _("먼저 다음을 실행하세요: course images get"),
            code="image-missing",
        )


def _stream(client: docker.DockerClient, names: Sequence[str], file: IO[bytes]) -> None:
    """Several images in one archive: docker-py's get_image() takes only one."""
    api = client.api
    url = f"{api.base_url}/v{api.api_version}/images/get"
    with api.get(url, params=[("names", name) for name in names], stream=True, timeout=SAVING) as response:
        response.raise_for_status()
        for chunk in response.iter_content(CHUNK):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _pack(bundle: Path) -> tuple[Archive, ...]:
    """Add the archives that can be had to a bundle; which ones."""
    found = [(one, path) for one in archives() if (path := fetch(one))]
    with tarfile.open(bundle, "a") as tar:
        for one, path in found:
            tar.add(path, f"{FOLDER}/{one.file}")
    return tuple(one for one, _path in found)


def _unpack(bundle: Path) -> tuple[Archive, ...]:
    """Put the archives of a bundle into the cache; one that is damaged is left out."""
    try:
        with tarfile.open(bundle) as tar:
            return tuple(one for one in archives() if _extract(tar, one))
    except OSError as error:
        raise _unwritable(cache.folder(), error) from error


def _extract(tar: tarfile.TarFile, one: Archive) -> bool:
    try:
        packed = tar.extractfile(f"{FOLDER}/{one.file}")
    except KeyError:
        return False
    return packed is not None and one.keep(packed)


def _unwritable(out: Path, error: OSError) -> ImageError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full()
    return ImageError(
        _("파일을 쓸 수 없습니다: {path} ({reason})").format(path=out, reason=error.strerror or error),
        _("폴더가 있는지, 쓸 권한이 있는지 확인하세요."),
        code="image-unwritable",
    )


def load(engine: Engine, source: Path) -> Loaded:
    """Put the images of a bundle on `engine`.

    An image that the engine has under the same name stays as it is: only when it is the same one,
    or none is there, the name is the bundle's. Raises ImageError for a file that is no bundle or
    is cut off, and when the disk is full.
    """
    listed = archive.read(source)
    with asked(engine) as client:
        before = {name: _id(client, name) for one in listed for name in one.references}
        kept = frozenset(name for one in listed for name in one.references if _other(client, name, one))
        if len(kept) < len(before):
            provision.load(engine, source, kept)
        made = [
            Provision(name, "present" if before[name] else "loaded", _id(client, name))
            for name in before
            if name not in kept
        ]
    return Loaded(tuple(made), tuple(sorted(kept)), _unpack(source))


def _id(client: docker.DockerClient, name: str) -> str:
    found = provision.inspect(client, name)
    return str(found["Id"]) if found else ""


def _other(client: docker.DockerClient, name: str, one: archive.Listed) -> bool:
    found = provision.inspect(client, name)
    return found is not None and not one.same_as(found)
