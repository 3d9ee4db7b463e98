"""What is in an image, layer by layer, from `docker save`: also what a later layer has hidden."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from dataclasses import dataclass

from helpers.checks import Image, Look, NotYet, _

LIMIT = 64 * 1024 * 1024  # bytes; an image on busybox has a few million
SETTINGS = ("User", "Env", "Entrypoint", "Cmd", "Labels", "ExposedPorts", "Healthcheck", "WorkingDir",
            "Volumes", "StopSignal")  # fmt: skip
_known: dict[str, Contents] = {}


@dataclass(frozen=True)
class Contents:
    """An image unpacked: its configuration as JSON, its layers as tar archives, the base first."""

    config: bytes
    layers: tuple[bytes, ...]

    def mentions(self, words: str) -> bool:
        """Whether the words stand in a file of any layer, or in configuration or history."""
        wanted = words.encode()
        return wanted in self.config or any(wanted in layer for layer in self.layers)

    def files(self, below: int) -> dict[str, str]:
        """Path to fingerprint of everything in the layers after the first `below`.

        Kind, mode, owner and content count; times do not, a build can never repeat them.
        """
        found: dict[str, str] = {}
        for layer in self.layers[below:]:
            with tarfile.open(fileobj=io.BytesIO(layer)) as archive:
                found.update((one.name, _fingerprint(archive, one)) for one in archive)
        return found


def contents(look: Look, image: Image) -> Contents:
    """Unpack an image; remembered, because an image never changes. NotYet if it is unreasonably large."""
    if image.size > LIMIT:
        raise NotYet(
            _("이미지가 너무 큽니다."),
            expected=_("{size} MB보다 작은 이미지").format(size=LIMIT // 10**6),
            found=_("{size} MB").format(size=image.size // 10**6),
            hint=_("`FROM busybox`로 시작하면 몇 MB면 됩니다."),
        )
    if image.id not in _known:
        saved = io.BytesIO(b"".join(look.api.get_image(image.id)))
        with tarfile.open(fileobj=saved) as archive:
            listed = json.loads(_read(archive, "manifest.json"))[0]
            layers = tuple(_plain(_read(archive, name)) for name in listed["Layers"])
            _known[image.id] = Contents(_read(archive, listed["Config"]), layers)
    return _known[image.id]


def settings(image: Image) -> dict[str, object]:
    """What the Dockerfile sets besides files; empty and missing are the same."""
    return {name: image.config[name] for name in SETTINGS if image.config.get(name)}


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    return file.read() if file else b""


def _plain(layer: bytes) -> bytes:
    """The containerd store saves layers as they were pulled, compressed."""
    return gzip.decompress(layer) if layer[:2] == b"\x1f\x8b" else layer


def _fingerprint(archive: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    file = archive.extractfile(member) if member.isfile() else None
    digest = hashlib.sha256(file.read()).hexdigest() if file else member.linkname
    return f"{member.type!r} {member.mode:o} {member.uid}:{member.gid} {digest}"
