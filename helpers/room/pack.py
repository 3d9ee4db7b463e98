"""Making a pack, on a machine with a network.

What was fetched is kept in the course's cache, by content: the next pack takes from a network only what
has changed since.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import tarfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from helpers.atomic import replacing
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.images import cache, catalogue
from helpers.images.failures import disk_full
from helpers.images.sources import archives
from helpers.images.sources import fetch as fetch_archive
from helpers.room import debs, first, furnish, program, wheels
from helpers.room.lessons import suites
from helpers.room.manifest import NAME, Entry, Manifest
from helpers.room.target import Target
from helpers.room.unpack import file_name

READABLE = 0o644  # made to be handed on
Say = Callable[[str], None]


@dataclass
class Part:
    """One kind of thing in a pack: its files, by path in the pack, how much of it was new, seconds taken."""

    title: str
    files: dict[str, Path] = field(default_factory=dict)
    new: int = 0
    seconds: float = 0.0

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(path.stat().st_size for path in self.files.values())


@dataclass(frozen=True)
class Packed:
    """What pack() wrote: the parts, what could not be had, size in bytes and SHA-256 of the file."""

    parts: tuple[Part, ...]
    lacking: tuple[str, ...]
    size: int
    sha256: str
    seconds: float


def store() -> Path:
    """Where packing keeps what it has fetched."""
    return cache.folder() / "packing"


def pack(out: Path, targets: Sequence[Target], also: Sequence[str], course: str, say: Say) -> Packed:
    """Write a pack for these machines; `also` are packages beyond those of the lessons.

    The file appears whole or not at all. Raises CourseError when something cannot be fetched or written.
    """
    began = time.monotonic()
    try:
        if not out.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(out.parent))
        parts, lacking = collect(targets, also, say)
        files = {path: source for part in parts for path, source in part.files.items()}
        say(_("파일 하나로 묶습니다: {path}").format(path=out))
        manifest = Manifest(
            course,
            first.digest(wheels.LOCK),
            datetime.now(UTC).isoformat(timespec="seconds"),
            tuple(target.as_data() for target in targets),
            tuple(entry.full_reference for entry in catalogue()),
            lacking,
            {path: Entry(source.stat().st_size, first.digest(source)) for path, source in files.items()},
        )
        _write(out, manifest, files)
        return Packed(parts, lacking, out.stat().st_size, first.digest(out), time.monotonic() - began)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full() from error
        raise CourseError(
            _("파일을 쓸 수 없습니다: {path} ({reason})").format(
                path=error.filename or out, reason=error.strerror
            ),
            _("폴더가 있는지, 쓸 권한이 있는지 확인하세요."),
            code="room-unwritable",
        ) from error


def collect(
    targets: Sequence[Target], also: Sequence[str], say: Say
) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """Everything, fetched; and the names of what could not be had."""
    store().mkdir(parents=True, exist_ok=True)
    made = [
        _timed(_("과정의 wheel"), _course, say),
        _timed(_("Python 패키지(wheel)"), lambda part: _wheels(part, targets), say),
        _timed(_("데비안 패키지"), lambda part: _debs(part, targets, also, say), say),
        _timed(_("기반 이미지"), lambda part: _images(part, targets[0].architecture, say), say),
    ]
    archive = Part(_("위키의 아카이브"))
    lacking = []
    for wanted in archives():
        if found := fetch_archive(wanted):
            archive.files[f"archives/{wanted.file}"] = found
        else:
            lacking.append(wanted.file)
    return (*made, archive), tuple(lacking)


def _timed(title: str, make: Callable[[Part], None], say: Say) -> Part:
    say(title)
    part, began, before = Part(title), time.monotonic(), _held()
    make(part)
    part.seconds = time.monotonic() - began
    part.new = sum(path.stat().st_size for path in part.files.values() if path not in before)
    return part


def _held() -> frozenset[Path]:
    return frozenset(path for path in store().rglob("*") if path.is_file())


def _course(part: Part) -> None:
    folder = store() / "course"
    folder.mkdir(parents=True, exist_ok=True)
    made = program.wheel(folder)
    part.files[f"wheels/{made.name}"] = made


def _wheels(part: Part, targets: Sequence[Target]) -> None:
    for target in targets:
        folder = store() / "wheels"
        part.files |= {f"wheels/{name}": folder / name for name in wheels.fetch(target, folder)}


def _debs(part: Part, targets: Sequence[Target], also: Sequence[str], say: Say) -> None:
    for archive, files in _wanted(targets, also, say):
        part.files |= {f"mirror/{file.path}": place for file, place in fetched(archive, files, say)}


def _wanted(
    targets: Sequence[Target], also: Sequence[str], say: Say
) -> Iterator[tuple[debs.Archive, set[debs.File]]]:
    """For each release: its lists, what is installed on machines, what in containers."""
    architecture = targets[0].architecture
    for release in dict.fromkeys([*(target.release for target in targets), *suites()]):
        archive = debs.Archive(release, architecture, store() / "apt" / release)
        archive.update()
        files = set(archive.indexes())
        if release in {target.release for target in targets}:
            files |= archive.of_the_system()
        for entry in catalogue():
            if entry.offline.kind == "debian" and entry.offline.suite == release:
                status = furnish.dpkg_status(entry, architecture, archive.folder, say)
                files |= archive.of_the_lessons(status, also)
        yield archive, files


def fetched(archive: debs.Archive, files: set[debs.File], say: Say) -> Iterator[tuple[debs.File, Path]]:
    """The files of an archive, each where it is kept: by its digest, the signed lists where apt has them."""
    folder = store() / "debs"
    folder.mkdir(parents=True, exist_ok=True)
    listed = {file for file in files if file.sha256}
    debs.fetch(archive, listed, lambda file: folder / file.sha256, say)
    for file in files:
        yield file, folder / file.sha256 if file.sha256 else Path(file.url)


def _images(part: Part, architecture: str, say: Say) -> None:
    folder = store() / "images"
    folder.mkdir(parents=True, exist_ok=True)
    for entry in catalogue():
        recipe = hashlib.sha256(repr((furnish.SETTINGS, furnish.PORT)).encode()).hexdigest()[:12]
        made = folder / f"{cache.path(entry, architecture).stem}-{recipe}.tar.gz"
        if not made.exists():
            furnish.write(entry, architecture, made, say)
        part.files[f"images/{file_name(entry)}"] = made


def _write(out: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    with (
        replacing(out, mode=READABLE) as file,
        tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        text = manifest.text().encode()
        member = tarfile.TarInfo(NAME)
        member.size = len(text)
        tar.addfile(member, io.BytesIO(text))
        for path, entry in sorted(manifest.files.items()):
            member = tarfile.TarInfo(path)
            member.size = entry.size
            with files[path].open("rb") as content:
                tar.addfile(member, content)
        tar.close()
        file.write(program.end())


def plan(targets: Sequence[Target], also: Sequence[str], say: Say) -> Iterator[tuple[str, int, int, int]]:
    """What pack() would take: title, files, bytes, and how many of them would have to be fetched.

    apt's lists are brought up to date for it. A wheel's size is only known once it is there.
    """
    lock = wheels.LOCK.read_text(encoding="utf-8")
    names = {(name, target.python) for target in targets for name in wheels.names(lock, target)}
    yield _("Python 패키지(wheel)"), len({name for name, _python in names}), 0, 0
    store().mkdir(parents=True, exist_ok=True)
    files = {file for archive, files in _wanted(targets, also, say) for file in files}
    new = sum(file.size for file in files if file.sha256 and not (store() / "debs" / file.sha256).exists())
    yield _("데비안 패키지"), len(files), sum(file.size for file in files), new
