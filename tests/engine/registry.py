"""A registry of our own beside an engine, which takes it for a mirror of Docker Hub: `busybox` is pulled."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from helpers.engine.private import PrivateEngine
from helpers.images.debian import architecture
from tests.conftest import folder, version

KIND = "application/vnd.docker."
PIECES = 8  # how many a blob is sent in
STALL = 120  # seconds: whoever waits for the rest waits as long


class Registry(ThreadingHTTPServer):
    """Has one image, library/busybox:latest; `pause` seconds between the pieces, for ever after `stop_at`."""

    daemon_threads = True

    def __init__(self, layer: Path, pause: float = 0, stop_at: int = PIECES) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.pause, self.stop_at, self.over = pause, stop_at, threading.Event()
        plain = layer.read_bytes()
        packed = gzip.compress(plain, 1)
        config = json.dumps(
            {
                "architecture": architecture(),
                "os": "linux",
                "config": {"Cmd": ["sh"]},
                "rootfs": {"type": "layers", "diff_ids": [digest(plain)]},
            }
        ).encode()
        manifest = json.dumps(
            {
                "schemaVersion": 2,
                "mediaType": f"{KIND}distribution.manifest.v2+json",
                "config": described(f"{KIND}container.image.v1+json", config),
                "layers": [described(f"{KIND}image.rootfs.diff.tar.gzip", packed)],
            }
        ).encode()
        self.manifests = {"latest": manifest, digest(manifest): manifest}
        self.blobs = {digest(config): config, digest(packed): packed}

    @property
    def mirror(self) -> str:
        """The option that makes dockerd ask here first; 10.0.2.2 is this machine."""
        return f"--registry-mirror=http://10.0.2.2:{self.server_address[1]}"


class Answer(BaseHTTPRequestHandler):
    """The part of https://distribution.github.io/distribution/spec/api/ that a pull needs."""

    server: Registry
    protocol_version = "HTTP/1.1"
    # whoever asks in TLS is refused in HTTP: by that the containerd store knows that it may ask without
    default_request_version = "HTTP/1.1"

    def do_GET(self) -> None:
        _, _, *rest = self.path.partition("?")[0].split("/")
        name, kind, reference = "/".join(rest[:-2]), *([""] * 2 + rest)[-2:]
        if self.path == "/v2/":
            return self.send(200, b"{}", "application/json")
        body = getattr(self.server, kind, {}).get(reference) if name == "library/busybox" else None
        if body is None:
            return self.send(404, b'{"errors":[{"code":"MANIFEST_UNKNOWN"}]}', "application/json")
        media = f"{KIND}distribution.manifest.v2+json" if kind == "manifests" else "application/octet-stream"
        return self.send(200, body, media)

    do_HEAD = do_GET

    def send(self, status: int, body: bytes, media: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Docker-Content-Digest", digest(body))
        self.end_headers()
        if self.command == "HEAD":
            return
        size = -(-len(body) // PIECES) if len(body) > 10_000 else len(body)
        for number, start in enumerate(range(0, len(body), size)):
            if number >= self.server.stop_at:
                self.server.over.wait(STALL)
                return
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(body[start : start + size])
            self.server.over.wait(self.server.pause if size < len(body) else 0)

    def log_message(self, *_: object) -> None:
        pass


def digest(body: bytes) -> str:
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def described(media: str, body: bytes) -> dict[str, object]:
    return {"mediaType": media, "size": len(body), "digest": digest(body)}


@contextlib.contextmanager
def served(registry: Registry, *options: str) -> Iterator[PrivateEngine]:
    """A new engine that pulls from `registry`."""
    threading.Thread(target=registry.serve_forever, daemon=True).start()
    given = version()
    options = (*given.pop("options", ()), registry.mirror, *options)
    with folder("pull") as home:
        private = PrivateEngine("pull", home, options=options, host_loopback=True, **given)
        try:
            private.start()
            yield private
        finally:
            private.stop(remove=True)
            registry.over.set()
            registry.shutdown()
            registry.server_close()
