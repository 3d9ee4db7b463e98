"""Pulls that work, that stall and that fill the disk: real engines, and a registry of our own beside them.

The engine takes it for a mirror of Docker Hub, so what it pulls is plain `busybox`.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import subprocess
import tarfile
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from helpers import images
from helpers.engine import Engine
from helpers.engine.private import PrivateEngine
from helpers.errors import CourseError
from helpers.images import busybox
from helpers.images.debian import architecture
from helpers.images.pull import PullFailed, pull
from tests.conftest import folder, version

KIND = "application/vnd.docker."
PIECES = 8  # how many a blob is sent in


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
                self.server.over.wait(60)
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


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root file system of 2 MB."""
    path = tmp_path_factory.mktemp("layer") / "layer.tar"
    busybox.build(path)
    return path


@contextlib.contextmanager
def served(registry: Registry, *options: str) -> Iterator[Engine]:
    """A new engine that pulls from `registry`."""
    threading.Thread(target=registry.serve_forever, daemon=True).start()
    given = version()
    options = (*given.pop("options", ()), registry.mirror, *options)
    with folder("pull") as home:
        private = PrivateEngine("pull", home, options=options, **given)
        try:
            yield private.start()
        finally:
            private.stop(remove=True)
            registry.over.set()
            registry.shutdown()
            registry.server_close()


def test_an_image_is_pulled_with_progress_where_the_registry_answers(tmp_path: Path) -> None:
    said: list[str] = []
    (tmp_path / "noise").write_bytes(os.urandom(8_000_000))  # of 1 MB, the containerd store tells no progress
    with tarfile.open(tmp_path / "layer.tar", "w") as tar:
        tar.add(tmp_path / "noise", "noise")
    with served(Registry(tmp_path / "layer.tar", pause=0.6)) as engine:
        done = images.ensure(engine, "busybox", said.append)
        assert done.how == "pulled"
        found = {one.entry.reference: one.origin for one in images.status(engine)}
        assert found == {"debian:trixie-slim": "missing", "busybox": "pulled"}
    assert any("/ 8 MB" in line for line in said), said


def test_a_pull_that_stalls_is_given_up(layer: Path) -> None:
    with served(Registry(layer, stop_at=3)) as engine:
        began = time.monotonic()
        with pytest.raises(PullFailed):
            pull(engine, "busybox:latest", print, quiet=2)
        assert time.monotonic() - began < 15
        assert all(one.origin == "missing" for one in images.status(engine))


def test_a_disk_that_is_full_ends_a_pull_without_building(tmp_path: Path) -> None:
    (tmp_path / "zeros").write_bytes(bytes(60_000_000))
    with tarfile.open(tmp_path / "layer.tar", "w") as tar:
        tar.add(tmp_path / "zeros", "zeros")
    registry = Registry(tmp_path / "layer.tar")
    address = registry.mirror.rpartition("/")[2]
    disk = tmp_path / "small"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk], check=True)
    try:
        # by its own address: after a mirror the engine would ask Docker Hub, and report only that
        with (
            served(registry, f"--data-root={disk}", f"--insecure-registry={address}") as engine,
            pytest.raises(CourseError) as caught,
        ):
            pull(engine, f"{address}/library/busybox:latest", print)
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)
    assert caught.value.code == "disk-full"
