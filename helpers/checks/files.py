"""Files inside a container, read in a way that cannot cost the learner a file.

The engine's own call (`GET /containers/ID/archive`, `docker cp`) mounts the container's volumes into its
root file system for the time of the call. When the container is removed in that moment, Engine 20.10
deletes through those mounts: the files of the volume, or of a bind-mounted folder, are gone. Learners
remove containers while the panel looks. So the call is used only where nothing is mounted; what lies in
a mount is read by a throwaway container that has the mount's source, and nothing else, read-only.
"""

from __future__ import annotations

import base64
import io
import stat
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import docker
import requests
from docker.utils import decode_json_header

from helpers.checks.inspect_data import ContainerData
from helpers.checks.throwaway import Ran, run, throwaway

READER = "busybox"
NO_FOLDER = Ran(1, "")
HEADERS = 4096  # bytes of a tar archive before a file's own, with a long name
GONE = "bind source path does not exist"  # as engines 20.10 to 28 word it
# base64, because the engine keeps what a container prints as text
_PACK = """
cd /mount 2> /dev/null || { cd /; set -- mount "$2"; }  # a mount can be a single file
tar -cf - -- "$1" 2> /dev/null | head -c "$2" | base64
"""
# types of files as Go's os.FileMode has them, which the engine's answers use
_GO_TYPES = {stat.S_IFDIR: 1 << 31, stat.S_IFLNK: 1 << 27}


@dataclass(frozen=True)
class Stat:
    """A path inside a container: bytes, mode bits as Go has them, target if it is a link."""

    size: int
    mode: int
    target: str


@dataclass(frozen=True)
class Files:
    """The files of one container; `by` says who looks, on throwaway containers."""

    api: docker.APIClient
    container: ContainerData
    by: str

    def read(self, path: str, limit: int) -> bytes | None:
        """A file's content, at most `limit` bytes; None if there is no such file."""
        found = _first(self._packed(path, limit + HEADERS))
        return found[1][:limit] if found and found[0].isfile() else None

    def stat(self, path: str) -> Stat | None:
        """Size and mode of a path; None if it is not there."""
        if not self.container.mounts:
            return self._asked(path)
        found = _first(self._packed(path, HEADERS))
        if found is None:
            return None
        entry = found[0]
        kind = stat.S_IFDIR if entry.isdir() else stat.S_IFLNK if entry.issym() else 0
        return Stat(entry.size, entry.mode | _GO_TYPES.get(kind, 0), entry.linkname)

    def _packed(self, path: str, limit: int) -> bytes:
        """The path as the beginning of a tar archive; empty if it is not there."""
        if mount := self._mount_of(path):
            inside = PurePosixPath(path).relative_to(str(mount["Destination"]))
            return from_source(self.api, str(mount["Source"]), str(inside), limit, self.by)
        if self.container.mounts:
            return _member(self.api.export(self.container.id), path.lstrip("/"), limit)
        try:
            stream, _stat = self.api.get_archive(self.container.id, path)
            return _up_to(stream, limit)
        except docker.errors.NotFound:
            return b""

    def _mount_of(self, path: str) -> dict[str, Any] | None:
        """The mount that the path lies in, the innermost if there are several."""
        holding = [
            mount
            for mount in self.container.mounts
            if mount.get("Source") and PurePosixPath(path).is_relative_to(str(mount["Destination"]))
        ]
        return max(holding, key=lambda mount: len(str(mount["Destination"])), default=None)

    def _asked(self, path: str) -> Stat | None:
        # docker-py only has the GET, which packs the file first: 55 ms where HEAD takes 1.4
        url = f"{self.api.base_url}/v{self.api.api_version}/containers/{self.container.id}/archive"
        answer = self.api.head(url, params={"path": path}, timeout=self.api.timeout)
        if answer.status_code == requests.codes.not_found:
            return None
        answer.raise_for_status()
        found = decode_json_header(answer.headers["X-Docker-Container-Path-Stat"])
        return Stat(int(found["size"]), int(found["mode"]), str(found.get("linkTarget") or ""))


def from_source(api: docker.APIClient, source: str, path: str, limit: int, by: str) -> bytes:
    """The first `limit` bytes of a tar of `path` below a folder of the engine's host; maybe none."""
    return base64.b64decode(in_source(api, source, by, "sh", "-c", _PACK, "read", path, str(limit)).said)


def in_source(api: docker.APIClient, source: str, by: str, *argv: str) -> Ran:
    """Run a program of busybox that sees a folder of the engine's host as /mount, read-only.

    A volume is looked at by its folder, too: under its name it would count as used, and the learner
    could not remove it in that moment. NO_FOLDER if the folder is not there.
    """
    mount = docker.types.Mount("/mount", source, "bind", read_only=True)
    try:
        with throwaway(api, READER, argv, by, mounts=[mount]) as made:
            return run(api, made, stderr=False)
    except docker.errors.APIError as error:
        if GONE in str(error.explanation):
            return NO_FOLDER
        raise


def _first(packed: bytes) -> tuple[tarfile.TarInfo, bytes] | None:
    """The first entry of a tar that may be cut off, and as much of its content as there is."""
    if not packed.strip(b"\0"):
        return None
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r|") as archive:
        entry = archive.next()
        if entry is None:
            return None
        return entry, packed[entry.offset_data : entry.offset_data + entry.size] if entry.isfile() else b""


def _up_to(stream: Iterable[bytes], limit: int) -> bytes:
    packed = b""
    for chunk in stream:
        packed += chunk
        if len(packed) > limit:
            break
    return packed


def _member(stream: Iterator[bytes], name: str, limit: int) -> bytes:
    """One entry of a tar that is streamed, as a tar of its own."""
    out = io.BytesIO()
    with tarfile.open(fileobj=_Stream(stream), mode="r|") as archive:
        for entry in archive:
            if entry.name.rstrip("/") == name.rstrip("/"):
                content = archive.extractfile(entry) if entry.isfile() else None
                with tarfile.open(fileobj=out, mode="w") as packed:
                    packed.addfile(entry, content)
                break
    return out.getvalue()[:limit]


class _Stream(io.RawIOBase):
    """Chunks of bytes as a file that can be read."""

    def __init__(self, chunks: Iterator[bytes]):
        self._chunks, self._left = chunks, b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes, as many as fit."""
        self._left = self._left or next(self._chunks, b"")
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size
