"""Small image archives, right ones and others, made by hand."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path

Member = tuple[tarfile.TarInfo, bytes]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def file(name: str, content: bytes) -> Member:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    return member, content


def link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> Member:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member, b""


def tar(members: Iterable[Member]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for member, content in members:
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def layer(text: str) -> bytes:
    """A layer with one file of that name and content."""
    return tar([file(text, text.encode())])


def config(*layers: bytes) -> bytes:
    return json.dumps(
        {
            "architecture": "amd64",
            "os": "linux",
            "created": "2026-01-02T03:04:05Z",
            "config": {"Cmd": ["sh"]},
            "rootfs": {"type": "layers", "diff_ids": [f"sha256:{digest(layer)}" for layer in layers]},
        }
    ).encode()


def image(reference: str, *layers: bytes) -> tuple[dict[str, object], dict[str, bytes]]:
    """An entry of the manifest, and the files that it names."""
    body = config(*layers)
    name = f"{digest(body)}.json"
    folders = {
        f"{number}{reference.replace(':', '-')}/layer.tar": layer for number, layer in enumerate(layers)
    }
    return {"Config": name, "RepoTags": [reference], "Layers": list(folders)}, {name: body, **folders}


def bundle(*images: tuple[dict[str, object], Mapping[str, bytes]]) -> list[Member]:
    """The members of an archive of these images, as `docker save` orders them."""
    files = {name: body for _entry, named in images for name, body in named.items()}
    manifest = json.dumps([entry for entry, _named in images]).encode()
    return [*(file(name, body) for name, body in files.items()), file("manifest.json", manifest)]


def good(reference: str = "busybox:latest") -> list[Member]:
    return bundle(image(reference, layer("a"), layer("b")))


def write(path: Path, members: Iterable[Member]) -> Path:
    path.write_bytes(tar(members))
    return path


def header(name: str, size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    """A member that claims a size."""
    member = tarfile.TarInfo(name)
    member.size, member.type = size, kind
    return member.tobuf(tarfile.GNU_FORMAT)
