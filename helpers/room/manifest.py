"""What a pack is: a tar whose first member says what is in it, for which machines, and each file's digest.

A pack comes from somebody else, like a bundle: it is read once, within limits, and nothing that it does
not list, or that is not what it lists, is written anywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from helpers.errors import CourseError
from helpers.i18n import _
from helpers.images import contents
from helpers.images.contents import BROKEN, Malformed
from helpers.room import first
from helpers.text import clean

NAME = "manifest.json"
FORMAT = 1
SEGMENT = r"[A-Za-z0-9_][A-Za-z0-9._+~:-]*"
PATHS = re.compile(rf"(?:wheels|images|archives)/{SEGMENT}|mirror/(?:{SEGMENT}/)*{SEGMENT}")
SHA256 = re.compile(r"[0-9a-f]{64}")
MEGABYTE = 1_000_000
LARGEST = 8 << 30  # bytes of one file: more than any image of a course


@dataclass(frozen=True)
class Entry:
    """One file of a pack: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a pack says of itself; `digest` is the manifest's own, and so names the pack.

    `made_for` are machines as helpers.room.first.describe() takes them; `lacking` what could not be had.
    """

    course: str
    lock: str
    made: str
    made_for: tuple[Mapping[str, str], ...]
    images: tuple[str, ...]
    lacking: tuple[str, ...]
    files: Mapping[str, Entry]
    digest: str = ""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(entry.size for entry in self.files.values())

    def text(self) -> str:
        """As it stands in the pack."""
        files = {path: [entry.size, entry.sha256] for path, entry in sorted(self.files.items())}
        raw = {
            "format": FORMAT, "course": self.course, "lock": self.lock, "made": self.made,
            "for": list(map(dict, self.made_for)), "images": self.images, "lacking": self.lacking,
            "files": files,
        }  # fmt: skip
        return json.dumps(raw, ensure_ascii=False, indent=1) + "\n"


def parse(text: bytes) -> Manifest:
    """The manifest of a pack. Raises Malformed and what BROKEN lists for anything else."""
    raw: Any = json.loads(text)
    if raw["format"] != FORMAT:
        raise Malformed("another format")
    files = {}
    for path, (size, sha256) in raw["files"].items():
        if not PATHS.fullmatch(path) or not SHA256.fullmatch(sha256):
            raise Malformed(path)
        if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size <= LARGEST:
            raise Malformed(path)
        files[path] = Entry(size, sha256)
    made_for = tuple(
        {kind: clean(target[kind]) for kind in ("release", "python", "architecture")} for target in raw["for"]
    )
    words = (raw["course"], raw["lock"], raw["made"], *raw["images"], *raw["lacking"])
    if not all(isinstance(word, str) for word in words):
        raise Malformed("words")
    digest = contents.Digests(len(text))
    digest.feed(text)
    # somebody else's words, which a terminal will show
    return Manifest(
        clean(raw["course"]), raw["lock"], clean(raw["made"]), made_for, tuple(map(clean, raw["images"])),
        tuple(map(clean, raw["lacking"])), files, digest.sha256(),
    )  # fmt: skip


@contextmanager
def opened(pack: Path) -> Iterator[tuple[Manifest, Iterator[tuple[str, IO[bytes]]]]]:
    """The manifest, and the files that it lists as they come. Raises CourseError `room-damaged`."""
    try:
        with contents.opened(pack) as tar:
            found = contents.members(tar)
            name, member = next(found, ("", None))
            file = (
                tar.extractfile(member) if member and name == NAME and member.size <= first.LARGEST else None
            )
            if file is None:
                raise Malformed(NAME)
            manifest = parse(_whole(file, first.LARGEST))
            yield manifest, _files(tar, found, manifest)
    except OSError as error:
        raise CourseError(
            _("{path} 파일을 읽을 수 없습니다: {reason}").format(path=pack, reason=error.strerror or error),
            _("파일 이름과 권한을 확인하세요."),
            code="room-unreadable",
        ) from error
    except BROKEN as error:
        raise damaged(pack, str(error)) from error


def _files(tar: Any, found: Iterator[tuple[str, Any]], manifest: Manifest) -> Iterator[tuple[str, IO[bytes]]]:
    seen = set()
    for name, member in found:
        entry = manifest.files.get(name)
        if not member.isreg() or entry is None or entry.size != member.size or name in seen:
            raise Malformed(name)
        seen.add(name)
        yield name, tar.extractfile(member)
    if missing := manifest.files.keys() - seen:
        raise Malformed(min(missing))


def _whole(file: IO[bytes], limit: int) -> bytes:
    text = b""
    while piece := file.read(contents.CHUNK):
        text += piece
        if len(text) > limit:
            raise Malformed(NAME)
    return text


def damaged(pack: Path, place: str) -> CourseError:
    """The file is no pack, or not the one that was made."""
    return CourseError(
        _("{path} 파일은 교실 묶음이 아니거나 손상되었습니다: {place}").format(path=pack, place=place or "?"),
        _("만든 사람에게서 다시 받으세요(만드는 명령: course room pack FILE)."),
        code="room-damaged",
    )


def require_fit(manifest: Manifest, pack: Path, lock: str, python: bool = True) -> None:
    """Raises CourseError in one line when the pack was not made for this machine or this course.

    Without `python` it may be for another Python: its Python packages are not asked for.
    """
    raw = {"for": manifest.made_for, "course": manifest.course, "lock": manifest.lock}
    machine = {kind: word for kind, word in first.this_machine().items() if python or kind != "python"}
    found = first.misfit(raw, machine, lock)
    if found is None:
        return
    kind, made_for, here = found
    if kind == "machine":
        raise CourseError(
            _("{path}: {made_for}용으로 만든 묶음입니다. 이 컴퓨터는 {here}입니다.").format(
                path=pack, made_for=made_for, here=here
            ),
            _("이 컴퓨터에 맞는 묶음을 받거나 만드세요: course room pack FILE --for RELEASE"),
            code="room-other-machine",
        )
    raise CourseError(
        _("{path}: 이 과정의 다른 판으로 만든 묶음입니다.").format(path=pack),
        _("이 판으로 다시 만드세요: course room pack FILE"),
        code="room-other-course",
    )


def describe(manifest: Manifest, say: Callable[[str], None]) -> None:
    """What a pack would bring, in a few lines, before anything of it is used."""
    say(
        _("교실 묶음: 과정 {course}, {made}에 만듦, {size}, {machines}").format(
            course=manifest.course,
            made=manifest.made[:16].replace("T", " "),
            size=megabytes(manifest.size),
            machines="; ".join(map(first.describe, manifest.made_for)),
        )
    )
    debs = sum(path.endswith(".deb") for path in manifest.files)
    say(_("  데비안 패키지 {debs}개, 이미지 {images}").format(debs=debs, images=", ".join(manifest.images)))
    for name in manifest.lacking:
        say(_("  들어 있지 않음: {name}").format(name=name))


def megabytes(size: int) -> str:
    """A size as a person reads it."""
    return f"{size / MEGABYTE:.0f} MB" if size >= 10 * MEGABYTE else f"{size / MEGABYTE:.1f} MB"
