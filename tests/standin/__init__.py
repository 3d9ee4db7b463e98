"""A stand-in for the archive of MoniWiki, served on loopback. See moniwiki/README.

With MONIWIKI_REAL=/path/to/moniwiki-1.2.10.tar the real archive is served instead, and the same tests
prove the lessons with the real wiki.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from helpers.images import standin

REAL = os.environ.get("MONIWIKI_REAL", "")
HOST = "10.0.2.2"  # this machine's loopback as slirp4netns shows it to a private engine


def packed() -> bytes:
    """The tar that is served."""
    return Path(REAL).read_bytes() if REAL else standin.packed()


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
