"""A bundle that is small and unpacks to much more than it says: refused, in little memory."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

from helpers.images import contents
from helpers.paths import ROOT
from tests.bundle_sample import bundle, good, header, image, layer, tar, write

MEBIBYTE = 1 << 20
MEMORY = 150 * MEBIBYTE  # what reading any bundle may take beyond the program itself


def packed(path: Path, *pieces: tuple[bytes, int]) -> Path:
    """A gzip file of pieces, each so many times."""
    with gzip.open(path, "wb", compresslevel=1) as out:
        for piece, times in pieces:
            for _time in range(times):
                out.write(piece)
    return path


def bombs(folder: Path) -> dict[str, Path]:
    """Files of a few hundred kB that unpack to 300 MB, each kind in its own way."""
    zeros, half = bytes(MEBIBYTE), 300
    body = tar(good()).rstrip(b"\0")
    body += bytes(-len(body) % 512)
    inner = gzip.compress(bytes(half * MEBIBYTE), 1)
    entry, files = image("busybox:latest", layer("a"))
    (name,) = entry["Layers"]
    return {
        "manifest": packed(
            folder / "manifest.tgz", (header("manifest.json", half * MEBIBYTE), 1), (b" " * MEBIBYTE, half)
        ),
        "archive": packed(
            folder / "archive.tgz",
            (body + header("course/moniwiki-1.2.10.tar", half * MEBIBYTE), 1),
            (zeros, half),
        ),
        "headers": packed(folder / "headers.tgz", (header("x", 0) * 2048, 2 * contents.MEMBERS // 2048)),
        "layer": write(folder / "layer.tar", bundle((entry, {**files, name: inner}))),
    }


def test_a_bomb_is_refused_in_little_memory(tmp_path: Path) -> None:
    for name, path in bombs(tmp_path).items():
        assert path.stat().st_size < 4 * MEBIBYTE
        used, code = measured(path)
        assert code in ("image-too-large", "image-bad-archive"), name
        assert used < MEMORY, f"{name}: {used / MEBIBYTE:.0f} MiB"


READING = """
import resource, sys
from pathlib import Path
from helpers import images
from helpers.errors import ImageError
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    images.read(Path(sys.argv[1]))
    code = "read"
except ImageError as error:
    code = error.code
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, code)
"""


def measured(path: Path) -> tuple[int, str]:
    """Bytes of memory that reading takes, and how it ends."""
    done = subprocess.run(
        [sys.executable, "-c", READING, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    used, code = done.stdout.split()
    return int(used) * 1024, code
