"""Bundles: the images of the course, and what its lessons build from, in one file, for machines without
a network.

A bundle is what `docker save` writes, with one folder more; `docker load` passes over that.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tarfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import docker
import requests

from helpers.atomic import replacing
from helpers.engine import Engine
from helpers.errors import ImageError
from helpers.i18n import _
from helpers.images import cache, contents, listing, provision
from helpers.images.catalogue import catalogue, with_tag
from helpers.images.failures import disk_full
from helpers.images.listing import Listed
from helpers.images.provision import Provision, asked
from helpers.images.sources import Archive, archives, fetch

SAVING = 600.0  # seconds the engine may take before the first byte
CHUNK = 1 << 20
READABLE = 0o644  # a bundle is made to be handed on
FOLDER = "course"  # in a bundle: the archives that lessons build from


@dataclass(frozen=True)
class Saved:
    """What save() wrote: its size in bytes and SHA-256, the lessons' archives in it, and those it lacks."""

    size: int
    sha256: str
    images: tuple[Listed, ...]
    archives: tuple[Archive, ...]
    missing: tuple[Archive, ...]


@dataclass(frozen=True)
class Bundle:
    """A file that was read and found whole; nothing of it is loaded yet.

    `archives` are those of the lessons that it brings, `damaged` those that it should have brought.
    """

    path: Path
    images: tuple[Listed, ...]
    archives: tuple[Archive, ...]
    damaged: tuple[Archive, ...]

    @property
    def foreign(self) -> tuple[str, ...]:
        """Names of images that the course does not use."""
        known = {entry.full_reference for entry in catalogue()}
        return tuple(
            name for image in self.images for name in image.references if listing.short(name) not in known
        )


@dataclass(frozen=True)
class Loaded:
    """What load() did: `kept` are names whose image on the engine is another one, and was left alone."""

    provisions: tuple[Provision, ...]
    kept: tuple[str, ...]


def save(engine: Engine, out: Path, references: Sequence[str] = ()) -> Saved:
    """Write the images (all of the catalogue if none is named) and the lessons' archives to `out`.

    The file appears whole or not at all. Raises ImageError when an image is missing, the folder
    cannot be written, or the disk is full.
    """
    names = [with_tag(reference) for reference in references or [entry.reference for entry in catalogue()]]
    if out.is_dir():
        raise _unwritable(out, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    if not out.parent.is_dir():
        raise _unwritable(out, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
    with asked(engine, timeout=SAVING) as client:
        _require(client, names)
        try:
            with replacing(out, mode=READABLE) as file:
                with provision.silence_said(client.api):
                    _stream(client, names, file)
                images, _files = listing.read(Path(file.name))
                packed = _pack(file)
                file.flush()
                return Saved(
                    file.tell(),
                    _digest(Path(file.name)),
                    images,
                    packed,
                    tuple(archive for archive in archives() if archive not in packed),
                )
        except requests.RequestException:  # an OSError, too
            raise
        except OSError as error:
            raise _unwritable(out, error) from error


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


def _pack(bundle: IO[bytes]) -> tuple[Archive, ...]:
    """Add the archives that can be had to a bundle; which ones."""
    found = [(archive, path) for archive in archives() if (path := fetch(archive))]
    bundle.seek(0)  # where tarfile begins to look for the end
    with tarfile.open(fileobj=bundle, mode="a") as tar:
        for archive, path in found:
            tar.add(path, f"{FOLDER}/{archive.file}")
    return tuple(archive for archive, _path in found)


def unpack(bundle: Bundle) -> None:
    """Put the archives of a bundle into the cache. Raises ImageError when there is no room for them."""
    wanted = {f"{FOLDER}/{archive.file}": archive for archive in bundle.archives}
    try:
        with contents.opened(bundle.path) as tar:
            for name, member in contents.members(tar):
                packed = tar.extractfile(member) if name in wanted and member.isreg() else None
                if packed is not None:
                    wanted[name].keep(packed)
    except OSError as error:
        raise _unwritable(cache.folder(), error) from error


def _unwritable(out: Path, error: OSError) -> ImageError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full()
    return ImageError(
        _("파일을 쓸 수 없습니다: {path} ({reason})").format(path=out, reason=error.strerror or error),
        _("폴더가 있는지, 쓸 권한이 있는지 확인하세요."),
        code="image-unwritable",
    )


def read(source: Path, sha256: str = "") -> Bundle:
    """What a file would bring; `sha256` is what whoever made it says about it.

    Raises ImageError for a file that is no bundle, is damaged, is not the one that `sha256` tells, or
    would fill a disk.
    """
    images, found = listing.read(source)
    if sha256 and (own := _digest(source)) != sha256.lower().removeprefix("sha256:"):
        raise ImageError(
            _("{path} 파일의 SHA-256이 다릅니다: {own}").format(path=source, own=own),
            _("묶음을 다시 받고, 만든 사람이 알려 준 값을 확인하세요."),
            code="image-other-bundle",
        )
    brought = {archive: found.files.get(f"{FOLDER}/{archive.file}") for archive in archives()}
    whole = {
        archive
        for archive, file in brought.items()
        if file and archive.sha256 in (file.sha256, file.unpacked)
    }
    return Bundle(
        source,
        images,
        tuple(archive for archive in brought if archive in whole),
        tuple(archive for archive, file in brought.items() if file and archive not in whole),
    )


def load(engine: Engine, bundle: Bundle) -> Loaded:
    """Put the images of a bundle on `engine`.

    An image that the engine has under the same name stays as it is: only when it is the same one,
    or none is there, the name is the bundle's. Raises ImageError when the engine refuses, and when
    the disk is full; what it has taken by then is said.
    """
    with asked(engine) as client:
        before: dict[str, str] = {}
        kept: set[str] = set()
        for image in bundle.images:
            for name in image.references:
                found = provision.inspect(client, name)
                before[name] = str(found["Id"]) if found else ""
                if found and not image.same_as(found):
                    kept.add(name)
        if len(kept) < len(before):
            try:
                provision.load(engine, bundle.path, frozenset(kept))
            except ImageError as error:
                raise _partly(client, error, [name for name, there in before.items() if not there]) from error
        made = [
            Provision(name, "present" if there else "loaded", _id(client, name))
            for name, there in before.items()
            if name not in kept
        ]
        for provided in made:
            if provided.how == "loaded":
                provision.note(engine, client, with_tag(provided.reference), provided.image_id)
    return Loaded(tuple(made), tuple(sorted(kept)))


def other_architecture(engine: Engine, bundle: Bundle) -> tuple[str, str] | None:
    """What the images were made for and what the engine is, where that differs and nothing may emulate it."""
    with asked(engine) as client:
        own = str(client.version().get("Arch", ""))
    others = {image.architecture for image in bundle.images if image.architecture} - {own}
    return (", ".join(sorted(others)), own) if own and others else None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _id(client: docker.DockerClient, name: str) -> str:
    found = provision.inspect(client, name)
    return str(found["Id"]) if found else ""


def _partly(client: docker.DockerClient, error: ImageError, names: Sequence[str]) -> ImageError:
    """The engine takes the images of a bundle one by one: some may be there in spite of the error."""
    there = []
    with suppress(docker.errors.DockerException, requests.RequestException):  # the first error counts
        there = [name for name in names if _id(client, name)]
    if not there:
        return error
    already = _("{names}은(는) 이미 읽어 들였습니다.").format(names=", ".join(there))
    return ImageError(error.what, f"{already} {error.remedy}", code=error.code)
