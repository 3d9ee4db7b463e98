"""Packs of a room for the tests: small, and right but for what a test changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from helpers.paths import ROOT
from helpers.room import first, manifest
from tests.bundle_sample import Member, file, tar

HERE = first.this_machine()
LOCK = first.digest(ROOT / "requirements.lock")
LIST = "mirror/debian/dists/trixie/main/binary-amd64/Packages.xz"
FILES = {LIST: b"packages", "mirror/debian/pool/main/g/git/git_2.47~rc+1_amd64.deb": b"git"}


def described(files: Mapping[str, bytes] = FILES, **changes: object) -> dict[str, object]:
    listed = {path: [len(body), hashlib.sha256(body).hexdigest()] for path, body in files.items()}
    whole = {
        "format": manifest.FORMAT, "course": "0.1.0", "lock": LOCK, "made": "2026-01-02T03:04:05+00:00",
        "for": [HERE], "images": ["busybox:latest"], "lacking": [], "files": listed,
    }  # fmt: skip
    return {**whole, **changes}


def pack(path: Path, files: Mapping[str, bytes] = FILES, *more: Member, **changes: object) -> Path:
    text = json.dumps(described(files, **changes)).encode()
    path.write_bytes(
        tar([file(manifest.NAME, text), *(file(name, body) for name, body in files.items()), *more])
    )
    return path
