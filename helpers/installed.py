"""What the course brought to this machine: noted while it is done, so that `course uninstall` can take
back exactly that, and never what was there before.

    with installed.noting(("docker.io", "iptables")):    # round the apt-get that installs them
        ...
    installed.note_group("kim", "docker")                # after the user was put into the group
    installed.note_file(Path("/etc/…"))                  # after a file outside the home was written
    installed.note_image(engine_id, "busybox", "sha256:…")  # after an image was pulled, built or loaded

The shell script of the set-up does the same: `python -m helpers.installed BEFORE PACKAGE…`, where the
file BEFORE holds what `installed_packages()` names, one a line, from before its apt-get.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from helpers import paths
from helpers.atomic import locked, write
from helpers.errors import CourseError
from helpers.i18n import _


@dataclass(frozen=True)
class Package:
    """A package that was not there before; `asked` by the course, else apt added it as a dependency."""

    name: str
    asked: bool
    when: str


@dataclass(frozen=True)
class Membership:
    """A user that the course put into a group."""

    user: str
    group: str
    when: str


@dataclass(frozen=True)
class Group:
    """A group that was not there before: made by the course, or by a package that it installed."""

    name: str
    when: str


@dataclass(frozen=True)
class File:
    """A file of the system that the course wrote, and the SHA-256 of what it wrote."""

    path: str
    digest: str
    when: str


@dataclass(frozen=True)
class Image:
    """An image that the course pulled, built or loaded, on the engine with that id."""

    engine: str
    reference: str
    id: str
    when: str


@dataclass(frozen=True)
class Begun:
    """An installation that has begun: what was there before it. Still noted when it was killed."""

    before: tuple[str, ...]
    asked: tuple[str, ...]
    when: str


@dataclass(frozen=True)
class Record:
    """Everything that was noted, in the order in which it was done; times are UTC (ISO 8601)."""

    packages: tuple[Package, ...] = ()
    groups: tuple[Membership, ...] = ()
    made_groups: tuple[Group, ...] = ()
    files: tuple[File, ...] = ()
    images: tuple[Image, ...] = ()
    begun: tuple[Begun, ...] = ()


VERSION = 1
KINDS: dict[str, type[Any]] = {
    "packages": Package,
    "groups": Membership,
    "made_groups": Group,
    "files": File,
    "images": Image,
    "begun": Begun,
}


def path() -> Path:
    """Where the record is: with the user, because packages and groups outlive a checkout."""
    return paths.user_state() / "installed.json"


def read() -> Record:
    """What was noted. An installation that was cut off counts with what is there of it by now.

    Raises CourseError for a file that is no record.
    """
    record = _read()
    for begun in record.begun:
        record = _ended(record, begun, installed_packages())
    return record


@contextmanager
def noting(asked: Iterable[str]) -> Iterator[None]:
    """Note what the block newly installs; `asked` are the packages that it is asked to install.

    Written before the block too, so that a kill in the middle loses nothing. Raises CourseError, before
    anything is installed, where the record cannot be written.
    """
    begun = Begun(tuple(sorted(installed_packages())), tuple(asked), _now())
    _change(lambda record: replace(record, begun=(*record.begun, begun)))
    try:
        yield
    finally:
        after = installed_packages()
        _change(lambda record: _ended(record, begun, after))


def note_packages(before: Iterable[str], asked: Iterable[str]) -> None:
    """Note the packages that are installed now and were not `before`."""
    begun = Begun(tuple(before), tuple(asked), _now())
    _change(lambda record: _ended(record, begun, installed_packages()))


def note_group(user: str, group: str) -> None:
    """Note that the course put `user` into `group`; not to be called for who was in it already."""
    new = Membership(user, group, _now())
    _change(lambda record: replace(record, groups=(*record.groups, new)))


@contextmanager
def noting_group(name: str) -> Iterator[None]:
    """Note it if the block makes a group of that name."""
    before = group_exists(name)
    try:
        yield
    finally:
        if not before and group_exists(name):
            new = Group(name, _now())
            _change(lambda record: replace(record, made_groups=(*record.made_groups, new)))


def group_exists(name: str) -> bool:
    """Whether the system knows it."""
    import grp  # not on Windows

    try:
        grp.getgrnam(name)
    except KeyError:
        return False
    return True


def note_file(file: Path) -> None:
    """Note a file of the system as the course has just written it; it is removed only if still so."""
    new = File(str(file), digest(file), _now())
    _change(lambda record: replace(record, files=(*_without(record.files, path=new.path), new)))


def note_image(engine: str, reference: str, identity: str) -> None:
    """Note an image that the course brought to the engine with the id `engine` (lab.engine_id)."""
    new = Image(engine, reference, identity, _now())
    _change(
        lambda record: replace(
            record, images=(*_without(record.images, engine=engine, reference=reference), new)
        )
    )


def forget(*entries: Package | Membership | Group | File | Image) -> None:
    """Take from the record what is no longer there; the file goes with its last entry."""
    _change(
        lambda record: Record(
            **{
                kind: tuple(known for known in getattr(record, kind) if known not in entries)
                for kind in KINDS
            }
        )
    )


def digest(file: Path) -> str:
    """SHA-256 of a file's content. Raises OSError."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def installed_packages() -> frozenset[str]:
    """The packages that dpkg has installed; none where there is no dpkg."""
    try:
        listed = subprocess.run(
            ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\\n"], capture_output=True, text=True
        ).stdout
    except FileNotFoundError:
        return frozenset()
    return frozenset(line.split()[1] for line in listed.splitlines() if line.startswith("installed "))


def _ended(record: Record, begun: Begun, after: frozenset[str]) -> Record:
    """The record with what an installation has brought, and without its beginning."""
    known = {package.name for package in record.packages}
    new = sorted(after - set(begun.before) - known)
    packages = (*record.packages, *(Package(name, name in begun.asked, begun.when) for name in new))
    return replace(record, packages=packages, begun=tuple(known for known in record.begun if known != begun))


def _without(entries: tuple[Any, ...], **same: str) -> tuple[Any, ...]:
    """The entries but those in which every field named has the value named."""
    return tuple(
        entry for entry in entries if any(getattr(entry, name) != value for name, value in same.items())
    )


def _change(change: Callable[[Record], Record]) -> None:
    try:
        with locked(path()):
            record = change(_read())
            if record == Record():
                path().unlink(missing_ok=True)
            else:
                raw = {"version": VERSION, **asdict(record)}
                write(path(), json.dumps(raw, indent=1, ensure_ascii=False) + "\n")
    except OSError as error:
        raise CourseError(
            _("설치 기록을 쓸 수 없습니다: {path} ({reason})").format(path=path(), reason=error.strerror),
            _("이 폴더의 주인과 권한, 남은 디스크 공간을 확인하세요."),
            code="installed-unwritable",
        ) from error


def _read() -> Record:
    try:
        raw = json.loads(path().read_text(encoding="utf-8"))
        if (version := raw.pop("version", VERSION)) != VERSION:  # the first ones did not say
            raise ValueError(f"version {version}")
        return Record(**{kind: tuple(map(_entry(KINDS[kind]), entries)) for kind, entries in raw.items()})
    except FileNotFoundError:
        return Record()
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CourseError(
            _("설치 기록을 읽을 수 없습니다: {path} ({reason})").format(path=path(), reason=error),
            _("이 파일을 다른 곳에 옮겨 두고 다시 실행하세요. 그때까지 설치한 것은 기록에서 빠집니다."),
            code="installed-unreadable",
        ) from error


def _entry(kind: type[Any]) -> Callable[[dict[str, Any]], Any]:
    """JSON has no tuples: lists become tuples again, so that equal entries are equal.

    What it makes raises TypeError for an entry with a value of another type.
    """

    def made(raw: dict[str, Any]) -> Any:
        entry = kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()})
        for name, wanted in kind.__annotations__.items():
            found = getattr(entry, name)
            words = found if isinstance(found, tuple) else ()
            if type(found).__name__ != wanted.partition("[")[0] or not all(isinstance(w, str) for w in words):
                raise TypeError(name)
        return entry

    return made


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


if __name__ == "__main__":
    note_packages(Path(sys.argv[1]).read_text(encoding="utf-8").split(), sys.argv[2:])
