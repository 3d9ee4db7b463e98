"""Base images for a room: the course's own, whose apt also asks the machine that runs the engine.

One file of settings and one script more than in the image that is built from packages anyway; where
nobody answers there, apt goes its usual way.
"""

from __future__ import annotations

import gzip
import io
import json
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from helpers.atomic import replacing
from helpers.images import archive, cache, debian
from helpers.images.catalogue import Entry
from helpers.room.debs import status_of

PORT = 18013  # where the packages are served; it stands in the images, so it cannot be chosen later
BRIDGE = "172.17.0.1"  # the engine's own address on its default network, where nobody has set another
SCRIPT = "usr/lib/apt/room-proxy"
SETTINGS = {
    "etc/apt/apt.conf.d/room": (
        f'Acquire::http::Proxy-Auto-Detect "/{SCRIPT}";\n'
        # Debian signs its updates for a week only; what is here stays as it was on the day of packing
        'Acquire::Check-Valid-Until "false";\n'
    ),
    SCRIPT: f"""#!/bin/bash
# A room without a network: the packages come from the machine that runs the engine. apt asks this script
# for each server. The gateway of the default network is that machine, as four bytes in the kernel's table.
gateway={BRIDGE}
while read -r _ to via _; do
    if [ "$to" = 00000000 ]; then
        gateway=$((16#${{via:6:2}})).$((16#${{via:4:2}})).$((16#${{via:2:2}})).$((16#${{via:0:2}}))
    fi
done </proc/net/route
for address in "$gateway" {BRIDGE}; do
    if timeout 2 bash -c ": </dev/tcp/$address/{PORT}" 2>/dev/null; then
        echo "http://$address:{PORT}"
        exit
    fi
done
echo DIRECT
""",
}
LEFT_OUT = "etc/apt/apt.conf.d/mirror-dates"  # the mirror of the machine that packs


def write(entry: Entry, architecture: str, out: Path, say: Callable[[str], None]) -> None:
    """Write the image for `docker load` to `out`, packed by gzip. Raises ImageError, OSError."""
    built = cache.get(entry, architecture, say)
    if entry.offline.kind != "debian":
        _pack(built, out)
        return
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        plain, layer, made = (Path(folder, name) for name in ("plain", "layer", "image.tar"))
        take_layer(built, plain)
        sources = {
            "etc/apt/sources.list.d/debian.sources": debian.sources(entry.offline.suite, debian.PUBLIC)
        }
        furnish(plain, layer, {**SETTINGS, **sources})
        history = f"mmdebstrap --variant=minbase {entry.offline.suite}, apt asks the room first"
        archive.write(made, entry.full_reference, layer, architecture, entry.offline.command, history)
        _pack(made, out)


def dpkg_status(entry: Entry, architecture: str, folder: Path, say: Callable[[str], None]) -> str:
    """What dpkg has in the image of an entry."""
    layer = folder / "layer.tar"
    take_layer(cache.get(entry, architecture, say), layer)
    try:
        return status_of(layer)
    finally:
        layer.unlink()


def take_layer(built: Path, out: Path) -> None:
    """The one layer of an image that the course built."""
    with tarfile.open(built) as tar:
        manifest = tar.extractfile("manifest.json")
        (name,) = json.load(manifest)[0]["Layers"] if manifest else ("",)
        layer = tar.extractfile(name)
        if layer is None:
            raise OSError(f"{built}: {name}")
        with out.open("wb") as file:
            shutil.copyfileobj(layer, file)


def furnish(plain: Path, out: Path, files: Mapping[str, str]) -> None:
    """Copy a layer with these files in the place of its own."""
    with tarfile.open(plain) as tar, tarfile.open(out, "w", format=tar.format) as made:
        for member in tar:
            name = member.name.removeprefix("./")
            if name not in files and name != LEFT_OUT:
                made.addfile(member, tar.extractfile(member) if member.isreg() else None)
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(text.encode()), 0o755 if name == SCRIPT else 0o644
            made.addfile(member, io.BytesIO(text.encode()))


def _pack(source: Path, out: Path) -> None:
    """The same bytes each time: a second pack can tell that nothing has changed."""
    with (
        source.open("rb") as plain,
        replacing(out) as file,
        gzip.GzipFile("", "wb", 6, file, mtime=0) as packed,
    ):
        shutil.copyfileobj(plain, packed)
