"""What lies in an image layer by layer, from `docker save`: also what a later layer has hidden."""

from __future__ import annotations

import gzip
import hashlib
import json
import tarfile
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import IO, Any

import docker

CHUNK = 1 << 20  # bytes
MOST = 2000  # paths of one layer that are told
GZIP = b"\x1f\x8b"
UNPACKED = 100_000_000  # bytes of one packed file that are looked into
WHITEOUT = ".wh."  # how a layer's entry says that a file below is hidden (OCI image layer specification)
_known: dict[str, list[dict[str, Any]]] = {}  # an image never changes


@dataclass(frozen=True)
class Layer:
    """One layer: files that fit the patterns, whether the words stand in it, and fingerprints of its files."""

    files: tuple[str, ...]
    mentions: bool
    fingerprints: dict[str, str]

    def json(self) -> dict[str, Any]:
        """As it is kept with a result."""
        return {"files": list(self.files), "mentions": self.mentions, "fingerprints": self.fingerprints}


def read(
    api: docker.APIClient, image: str, patterns: Sequence[str], words: str, fingerprints: bool = False
) -> list[dict[str, Any]]:
    """The image's layers as JSON, the base first; the last entry stands for configuration and history.

    A path fits a pattern with `/` as a whole, else by its name (`*.log`). `words` are looked for in every
    file and in the configuration. Fingerprints tell kind, mode, owner and content of each entry; not its
    time, which no build can repeat. Raises what docker-py raises.
    """
    key = repr((api.base_url, image, list(patterns), words, fingerprints))
    if key not in _known:
        with tempfile.TemporaryFile() as saved:
            for chunk in api.get_image(image, chunk_size=CHUNK):
                saved.write(chunk)
            saved.seek(0)
            _known[key] = [layer.json() for layer in _layers(saved, patterns, words, fingerprints)]
    return _known[key]


def _layers(saved: IO[bytes], patterns: Sequence[str], words: str, fingerprints: bool) -> list[Layer]:
    with tarfile.open(fileobj=saved) as archive:
        listed = json.loads(_content(archive, "manifest.json"))[0]
        found = []
        for name in listed["Layers"]:
            with _plain(archive, name) as layer:
                found.append(_layer(layer, patterns, words.encode(), fingerprints))
        config = _content(archive, listed["Config"])
    return [*found, Layer((), bool(words) and words.encode() in config, {})]


def _layer(layer: IO[bytes], patterns: Sequence[str], words: bytes, fingerprints: bool) -> Layer:
    with tarfile.open(fileobj=layer) as entries:
        members = entries.getmembers()
        paths = [
            member.name.removeprefix("./")
            for member in members
            if not member.isdir() and not PurePosixPath(member.name).name.startswith(WHITEOUT)
        ]
        fitting = [path for path in paths if any(_fits(path, pattern) for pattern in patterns)]
        prints = {member.name: _fingerprint(entries, member) for member in members} if fingerprints else {}
        mentions = bool(words) and any(
            words in _readable(_bytes(entries, member)) for member in members if member.isfile()
        )
    return Layer(tuple(fitting[:MOST]), mentions, prints)


def _fits(path: str, pattern: str) -> bool:
    return fnmatchcase(path if "/" in pattern else PurePosixPath(path).name, pattern)


def _content(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    return file.read() if file else b""


def _plain(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    """A layer's tar; the containerd store saves layers as they were pulled, compressed."""
    file = archive.extractfile(name)
    assert file is not None, name  # noqa: S101  (a name from the archive's own manifest)
    compressed = file.read(len(GZIP)) == GZIP
    file.seek(0)
    return gzip.GzipFile(fileobj=file) if compressed else file  # type: ignore[return-value]


def _bytes(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    return file.read() if file else b""


def _readable(content: bytes) -> bytes:
    """A file as somebody would read it: one that was packed by gzip, unpacked as far as UNPACKED goes."""
    if not content.startswith(GZIP):
        return content
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(content, UNPACKED)
    except zlib.error:
        return content


def _fingerprint(archive: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    content = _bytes(archive, member) if member.isfile() else member.linkname.encode()
    kind = member.type.decode("ascii", "replace")
    return f"{kind} {member.mode:o} {member.uid}:{member.gid} {hashlib.sha256(content).hexdigest()[:16]}"
