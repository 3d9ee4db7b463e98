"""Image archives, as `docker save` writes and `docker load` reads them.

An archive made here is one layer and a configuration. Its image id is the digest of that
configuration, so every engine that loads the archive has the same image under the same id
(engines with the containerd image store name an image by its manifest instead).
Format: https://github.com/moby/docker-image-spec/blob/main/spec.md
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from helpers.errors import ImageError
from helpers.i18n import _

LABEL = "course.provision"  # "built" on an image that was made here; a pulled one lacks it
CHUNK = 1 << 20
INDEXES = ("manifest.json", "index.json", "repositories")


@dataclass(frozen=True)
class Listed:
    """One image of an archive: its names, and what tells whether an engine's image is the same one.

    Ids do not tell: an engine with the containerd store has another id for the same image.
    """

    references: tuple[str, ...]
    layers: tuple[str, ...]
    created: str  # to the second

    def same_as(self, found: Mapping[str, Any]) -> bool:
        """Whether `found`, what an engine says about an image, is this one."""
        layers = (found.get("RootFS") or {}).get("Layers") or ()
        return self.layers == tuple(layers) and self.created == str(found.get("Created"))[:19]


def write(
    out: Path, reference: str, layer: Path, architecture: str, command: Sequence[str], history: str
) -> None:
    """Make the archive `out` from the root file system `layer` (an uncompressed tar).

    `history` is what `docker history` shows for the layer. Raises OSError when the disk is full.
    """
    with layer.open("rb") as opened:
        diff_id = hashlib.file_digest(opened, "sha256").hexdigest()
    config = _config(diff_id, architecture, command, history)
    name = f"{hashlib.sha256(config).hexdigest()}.json"
    manifest = [{"Config": name, "RepoTags": [reference], "Layers": [f"{diff_id}/layer.tar"]}]
    with tarfile.open(out, "w") as tar:
        tar.add(layer, f"{diff_id}/layer.tar", filter=_anonymous)
        _add(tar, name, config)
        _add(tar, "manifest.json", json.dumps(manifest).encode())


def _config(diff_id: str, architecture: str, command: Sequence[str], history: str) -> bytes:
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return json.dumps(
        {
            "architecture": architecture,
            "os": "linux",
            "created": now,
            "config": {"Env": [path], "Cmd": list(command), "Labels": {LABEL: "built"}},
            "rootfs": {"type": "layers", "diff_ids": [f"sha256:{diff_id}"]},
            "history": [
                {"created": now, "created_by": history},
                {"created": now, "created_by": f"CMD {json.dumps(list(command))}", "empty_layer": True},
            ],
        }
    ).encode()


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _add(tar: tarfile.TarFile, name: str, body: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(body)
    tar.addfile(member, io.BytesIO(body))


def read(path: Path) -> tuple[Listed, ...]:
    """What images an archive holds; every file that it names is there in full.

    Raises ImageError for a file that is missing, cut off, or no image archive.
    """
    try:
        with tarfile.open(path) as tar:
            members = {one.name.removeprefix("./"): one for one in tar.getmembers()}
            index = tar.extractfile(members["manifest.json"])
            manifest = json.load(index) if index else []
            found = tuple(_listed(one, members, tar) for one in manifest)
            if not any(one.references for one in found):
                raise ValueError("no named image")
            return found
    except FileNotFoundError:
        raise ImageError(
            _("파일 {path}이(가) 없습니다.").format(path=path), _("경로를 확인하세요."), code="image-no-file"
        ) from None
    except (tarfile.TarError, EOFError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise ImageError(
            _("이미지 묶음이 아니거나 끝이 잘린 파일입니다: {path}").format(path=path),
            _("'course images save FILE'이나 'docker save'로 다시 만들어 옮기세요."),
            code="image-bad-archive",
        ) from error
    except OSError as error:
        raise ImageError(
            _("파일을 읽을 수 없습니다: {path} ({reason})").format(path=path, reason=error.strerror),
            _("경로와 권한을 확인하세요."),
            code="image-no-file",
        ) from error


def _listed(item: dict[str, Any], members: dict[str, tarfile.TarInfo], tar: tarfile.TarFile) -> Listed:
    missing = [layer for layer in item["Layers"] if layer not in members]
    opened = tar.extractfile(members[item["Config"]])
    if missing or opened is None:
        raise KeyError(*missing)
    config = json.load(opened)
    layers = tuple(config["rootfs"]["diff_ids"])
    return Listed(tuple(item.get("RepoTags") or ()), layers, str(config.get("created", ""))[:19])


def without(path: Path, references: frozenset[str]) -> Iterator[bytes]:
    """The bytes of the archive with `references` taken from its lists, so that loading it leaves
    an image of that name on the engine alone.
    """
    with tarfile.open(path) as tar:
        for member in tar:
            opened = tar.extractfile(member) if member.isreg() else None
            name = member.name.removeprefix("./")
            if opened is not None and name in INDEXES:
                body = _strip(name, opened.read(), references)
                member.size = len(body)
                opened = io.BytesIO(body)
            yield member.tobuf()
            if opened is not None:
                yield from _padded(opened, member.size)
    yield bytes(2 * tarfile.BLOCKSIZE)


def _strip(name: str, body: bytes, references: frozenset[str]) -> bytes:
    content = json.loads(body)
    if name == "repositories":  # only read by engines from before 2016; names would come back by it
        return b"{}"
    if name == "manifest.json":
        kept = [one for one in content if not _all_in(one.get("RepoTags"), references)]
        for one in kept:
            one["RepoTags"] = [tag for tag in one.get("RepoTags") or [] if tag not in references]
        return json.dumps(kept).encode()
    content["manifests"] = [one for one in content["manifests"] if not _names(one) & references]
    return json.dumps(content).encode()


def _all_in(tags: list[str] | None, references: frozenset[str]) -> bool:
    return bool(tags) and set(tags or ()) <= references


def _names(descriptor: dict[str, dict[str, str]]) -> set[str]:
    """The short name of an OCI descriptor (the annotation is docker.io/library/NAME:TAG)."""
    full = descriptor.get("annotations", {}).get("io.containerd.image.name", "")
    return {full.removeprefix("docker.io/").removeprefix("library/")} if full else set()


def _padded(opened: IO[bytes], size: int) -> Iterator[bytes]:
    while chunk := opened.read(CHUNK):
        yield chunk
    yield bytes(-size % tarfile.BLOCKSIZE)
