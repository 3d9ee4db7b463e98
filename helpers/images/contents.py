"""What is in an archive that somebody else made: walked through once, within limits.

Memory and disk must not depend on what the file claims: a gzip file of 14 kB can unpack to 14 MB, a
sparse member to any size, a header can ask for gigabytes of itself. tarfile guards against none of it.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import posixpath
import stat
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

CHUNK = 1 << 20
MEMBERS = 20_000  # files in one archive; an image has about three a layer
HEADER = 1 << 16  # bytes that extend a member's header: its path, its attributes
DOCUMENT = 4 << 20  # bytes of one JSON file; an image's configuration has some 10 kB
DOCUMENTS = 64 << 20  # bytes of all of them
RATIO = 100  # how much larger than the file what is in it may be; layers of programs shrink to a third
ROOM = 256 << 20  # bytes that it may be in any case
GZIP = b"\x1f\x8b\x08"
ZSTD = b"\x28\xb5\x2f\xfd"
OPENERS: dict[bytes, Callable[..., Any]] = {GZIP: gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\x00": lzma.open}
# what the readers above raise for bytes that are not theirs, from the fuzz tests
BROKEN = (
    tarfile.TarError, EOFError, KeyError, IndexError, TypeError, AttributeError, ValueError, RecursionError,
    OverflowError, zlib.error, lzma.LZMAError, gzip.BadGzipFile,
)  # fmt: skip


class Malformed(ValueError):
    """Not an archive of images, whatever it is."""


class TooLarge(Malformed):
    """What is in it is out of proportion to the file: it would fill a disk."""


@dataclass(frozen=True)
class File:
    """A file of an archive: its two digests (see Digests), and its bytes where they are JSON."""

    sha256: str
    unpacked: str | None
    body: bytes = b""


@dataclass(frozen=True)
class Contents:
    """The files of an archive by name; `links` are other names of some of them."""

    files: Mapping[str, File]
    links: Mapping[str, str]

    def file(self, name: str) -> File:
        """Raises KeyError when the archive has no such file in full."""
        return self.files[self.links.get(name, name)]


class _Limited(io.RawIOBase):
    """A stream that nobody can read beyond `limit`, or in one piece that memory does not hold."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self.stream, self.limit = stream, limit

    def read(self, size: int | None = -1) -> bytes:
        """At most `size` bytes, which have to be said."""
        if size is None or not 0 <= size <= 2 * CHUNK:
            raise Malformed("a piece of a size that no archive has")
        self._check(self.stream.tell())
        return self.stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        """As of any stream, from its beginning."""
        self._check(offset)
        return self.stream.seek(offset, whence)

    def tell(self) -> int:
        """As of any stream."""
        return self.stream.tell()

    def _check(self, position: int) -> None:
        if position > self.limit:
            raise TooLarge("larger than it may be")


class _Member(tarfile.TarInfo):
    """A member whose header asks for nothing out of proportion."""

    def _proc_member(self, tar: tarfile.TarFile) -> tarfile.TarInfo:
        """Raises Malformed for what tarfile would go round in circles with, or read into memory.

        Every reader comes here after a header; frombuf() is passed by from Python 3.13.5 on.
        """
        if self.size < 0 or (self.type not in _WITH_CONTENT and self.size > HEADER):
            raise Malformed("a header of a size that no header has")
        if self.type == tarfile.GNUTYPE_SPARSE:
            raise TooLarge("a sparse file")
        made: tarfile.TarInfo = super()._proc_member(tar)  # type: ignore[misc]  # not in the stubs
        return made

    def _proc_gnusparse_10(self, *_: object) -> None:  # reads the map of a sparse file into memory
        raise TooLarge("a sparse file")


_WITH_CONTENT = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE, tarfile.GNUTYPE_SPARSE)


@contextmanager
def opened(path: Path) -> Iterator[tarfile.TarFile]:
    """The archive, packed or not, for reading within limits. Raises Malformed, TooLarge and OSError."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) and not path.is_dir():  # a directory is said by open()
        raise Malformed("not a file")  # a device may have no end, and a pipe is waited for
    with path.open("rb") as raw:
        magic = raw.read(8)
        raw.seek(0)
        opener = next((opener for start, opener in OPENERS.items() if magic.startswith(start)), None)
        stream: Any = opener(raw) if opener else raw
        limit = max(ROOM, RATIO * found.st_size) if opener else found.st_size
        with tarfile.open(fileobj=_Limited(stream, limit), mode="r:", tarinfo=_Member) as tar:
            yield tar


def members(tar: tarfile.TarFile) -> Iterator[tuple[str, tarfile.TarInfo]]:
    """Every member with its plain name. Raises Malformed for one that no archive of images has."""
    for number, member in enumerate(tar):
        name = posixpath.normpath(member.name)
        if number >= MEMBERS or member.size < 0 or name.startswith(("/", "..")):
            raise Malformed(name)
        if member.sparse is not None:
            raise TooLarge("a sparse file")
        if not (member.isreg() or member.isdir() or member.issym() or member.islnk()):
            raise Malformed(name)
        yield name, member


def contents(path: Path) -> Contents:
    """Read an archive through to its end. Raises Malformed, TooLarge, OSError, and what BROKEN lists."""
    files: dict[str, File] = {}
    links: dict[str, str] = {}
    kept = 0
    with opened(path) as tar:
        for name, member in members(tar):
            if member.isreg():
                file = _digested(tar, member)
                if files.setdefault(name, file).sha256 != file.sha256:
                    raise Malformed(name)  # two files of one name: each reader would take another
                kept += len(file.body)
                if kept > DOCUMENTS:
                    raise TooLarge("JSON")
            elif not member.isdir():
                start = posixpath.dirname(name) if member.issym() else ""
                links[name] = posixpath.normpath(posixpath.join(start, member.linkname))
    # `docker save` links a layer that occurs twice; any other link could lead a reader elsewhere
    for name, target in links.items():
        if target not in files or name in files:
            raise Malformed(name)
    return Contents(files, links)


def _digested(tar: tarfile.TarFile, member: tarfile.TarInfo) -> File:
    content = tar.extractfile(member)
    if content is None:
        raise Malformed(member.name)
    digests, body, keeping = Digests(max(ROOM, RATIO * member.size)), b"", member.size <= DOCUMENT
    for piece in _pieces(content, member.size):
        digests.feed(piece)
        keeping = keeping and (body + piece).lstrip().startswith((b"{", b"["))
        body = body + piece if keeping else b""
    return File(digests.sha256(), digests.unpacked(), body)


def _pieces(content: IO[bytes], size: int) -> Iterator[bytes]:
    """All of a member. Raises EOFError when the archive ends before it."""
    while size:
        piece = content.read(min(size, CHUNK))
        if not piece:
            raise EOFError
        yield piece
        size -= len(piece)


class Digests:
    """SHA-256 of a file that is fed piece by piece, and of what gzip packed in it.

    Feeding raises TooLarge when either has become more than `limit` bytes.
    """

    def __init__(self, limit: int) -> None:
        self._room, self._limit = limit, limit
        self._own, self._content = hashlib.sha256(), hashlib.sha256()
        self._start = b""
        self._reader: Any = None
        self._broken = False

    def feed(self, piece: bytes) -> None:
        """The next piece of the file."""
        if not self._start:
            self._start = piece[: len(ZSTD)]
        self._own.update(piece)
        self._limit -= len(piece)
        if self._start.startswith(GZIP):
            self._unpack(piece)
        if self._limit < 0:
            raise TooLarge("larger than it may be")

    def sha256(self) -> str:
        """Of the file itself."""
        return self._own.hexdigest()

    def unpacked(self) -> str | None:
        """Of what gzip packed, empty when that is damaged; the file's own where nothing is packed.

        None for zstd, which Python 3.11 cannot unpack.
        """
        if self._start.startswith(ZSTD):
            return None
        if not self._start.startswith(GZIP):
            return self.sha256()
        return self._content.hexdigest() if self._reader.eof and not self._broken else ""

    def _unpack(self, data: bytes) -> None:
        try:
            while data and not self._broken:
                if self._reader is None or self._reader.eof:  # a layer may be several gzip files in a row
                    self._reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
                piece = self._reader.decompress(data, CHUNK)
                self._content.update(piece)
                self._room -= len(piece)
                if self._room < 0:
                    raise TooLarge("larger than it may be")
                data = self._reader.unused_data if self._reader.eof else self._reader.unconsumed_tail
        except zlib.error:
            self._broken = True
