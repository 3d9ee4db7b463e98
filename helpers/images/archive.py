"""Image archives, as `docker load` reads them, made here from a root file system.

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
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from helpers.atomic import replacing

LABEL = "course.provision"  # "built" on an image that was made here; a pulled one lacks it


def write(
    out: Path, reference: str, layer: Path, architecture: str, command: Sequence[str], history: str
) -> None:
    """Make the archive `out` from the root file system `layer` (an uncompressed tar).

    It is there whole or not at all. `history` is what `docker history` shows for the layer. Raises
    OSError when the disk is full.
    """
    with layer.open("rb") as opened:
        diff_id = hashlib.file_digest(opened, "sha256").hexdigest()
    config = _config(diff_id, architecture, command, history)
    name = f"{hashlib.sha256(config).hexdigest()}.json"
    manifest = [{"Config": name, "RepoTags": [reference], "Layers": [f"{diff_id}/layer.tar"]}]
    with replacing(out) as file, tarfile.open(fileobj=file, mode="w") as tar:
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
