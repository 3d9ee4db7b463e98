"""A stand-in for the archive of MoniWiki, served on loopback. See moniwiki/README.

With MONIWIKI_REAL=/path/to/moniwiki-1.2.10.tar the real archive is served instead, and the same tests
prove the lessons with the real wiki.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import tarfile
import threading
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

REAL = os.environ.get("MONIWIKI_REAL", "")
FOLDER = Path(__file__).parent / "moniwiki"
TOP = "moniwiki-1.2.10"  # as in the real archive
HOST = "10.0.2.2"  # this machine's loopback as slirp4netns shows it to a private engine


@cache
def packed() -> bytes:
    """The tar: the same bytes each time, so that its checksum and the layers made of it hold."""
    if REAL:
        return Path(REAL).read_bytes()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for path in sorted(FOLDER.rglob("*")):
            entry = archive.gettarinfo(path, f"{TOP}/{path.relative_to(FOLDER)}")
            entry.uid = entry.gid = entry.mtime = 0
            entry.uname = entry.gname = "root"
            entry.mode = 0o755 if path.is_dir() else 0o644
            archive.addfile(entry, path.open("rb") if path.is_file() else None)
    return out.getvalue()


def sha256() -> str:
    """What MONIWIKI_SHA256 has to be for the stand-in."""
    return hashlib.sha256(packed()).hexdigest()


class _Serve(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(packed())))
        self.end_headers()
        self.wfile.write(packed())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests' output is for results."""


@contextlib.contextmanager
def served() -> Iterator[dict[str, str]]:
    """Serve the archive; yields the environment that makes builds on a private engine use it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://{HOST}:{server.server_port}/moniwiki.tar"
        yield {"MONIWIKI_URL": url, "MONIWIKI_SHA256": sha256()}
        server.shutdown()
