"""Pulls that work, that stall and that fill the disk: real engines, and a registry of our own beside them."""

from __future__ import annotations

import os
import subprocess
import tarfile
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from helpers import images
from helpers.engine.private import PrivateEngine
from helpers.errors import CourseError
from helpers.images import busybox
from helpers.images.pull import PullFailed, pull
from tests.conftest import VERSION
from tests.engine.registry import STALL, Registry, served
from tests.faults.table import Fault


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root file system of 2 MB."""
    path = tmp_path_factory.mktemp("layer") / "layer.tar"
    busybox.build(path)
    return path


def test_an_image_is_pulled_with_progress_where_the_registry_answers(tmp_path: Path) -> None:
    said: list[str] = []
    (tmp_path / "noise").write_bytes(os.urandom(8_000_000))  # of 1 MB, the containerd store tells no progress
    with tarfile.open(tmp_path / "layer.tar", "w") as tar:
        tar.add(tmp_path / "noise", "noise")
    with served(Registry(tmp_path / "layer.tar", pause=0.6)) as private:
        engine = private.engine
        done = images.ensure(engine, "busybox", said.append)
        assert done.how == "pulled"
        found = {status.entry.reference: status.origin for status in images.status(engine)}
        assert found == {"debian:trixie-slim": "missing", "busybox": "pulled"}
    assert any("/ 8 MB" in line for line in said), said


def test_a_pull_that_stalls_is_given_up(layer: Path, fault: Fault) -> None:
    with served(Registry(layer, stop_at=3)) as private:
        began = time.monotonic()
        with pytest.raises(PullFailed, match="2초 동안 아무것도 오지 않았습니다") as caught:
            pull(private.engine, "busybox:latest", print, quiet=2)
        took = time.monotonic() - began
        assert took < STALL
        assert all(status.origin == "missing" for status in images.status(private.engine))
    fault("registry stalls; pull", str(caught.value), took)


class Faulty(BaseHTTPRequestHandler):
    """A registry, or what stands before it, that answers each question for a manifest in the same way."""

    protocol_version = "HTTP/1.1"
    answer = (200, b"{}")

    def do_GET(self) -> None:
        status, body = (200, b"{}") if self.path == "/v2/" else self.answer
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        pass


ANSWERS = {
    "limit": (429, b'{"errors":[{"code":"TOOMANYREQUESTS","message":"pull rate limit"}]}', "HTTP 429"),
    "limit in words": (429, b"slow down", "HTTP 429"),
    "broken": (500, b"oops", "고장이 났습니다(HTTP 500)"),
    "overloaded": (503, b"", "고장이 났습니다(HTTP 503)"),
    "login page": (200, b"<html>Log in to the Wi-Fi</html>", "대답이 이미지가 아닙니다"),
    "garbage": (200, b"\0\1\2", "대답이 이미지가 아닙니다"),
}


def test_a_registry_that_answers_without_an_image_is_told_from_one_that_cannot_be_reached(
    new_engine: Callable[[str], PrivateEngine], fault: Fault
) -> None:
    if "containerd" in VERSION.split("-"):
        pytest.skip("containerd's image store asks by https first, and tells of nothing else if that fails")
    registry = ThreadingHTTPServer(("127.0.0.1", 0), Faulty)
    threading.Thread(target=registry.serve_forever, daemon=True).start()
    address = f"10.0.2.2:{registry.server_address[1]}"
    private = new_engine("faulty")
    private.host_loopback = True
    private.options = (*private.options, f"--insecure-registry={address}")
    engine = private.start()
    said: dict[str, str] = {}
    took: dict[str, float] = {}
    try:
        for name, (status, body, _words) in ANSWERS.items():
            Faulty.answer = (status, body)
            began = time.monotonic()
            with pytest.raises(PullFailed) as caught:
                pull(engine, f"{address}/library/busybox:1", print)
            said[name], took[name] = str(caught.value), time.monotonic() - began
    finally:
        registry.shutdown()
        registry.server_close()
    with pytest.raises(PullFailed) as caught:
        pull(engine, f"{address}/library/busybox:1", print)
    assert str(caught.value) == "레지스트리에 연결할 수 없습니다."
    assert [name for name, (*_answer, words) in ANSWERS.items() if words not in said[name]] == [], said
    for name, (status, *_rest) in ANSWERS.items():
        fault(f"registry answers {status} ({name}); pull", said[name], took[name])


def test_a_disk_that_is_full_ends_a_pull_without_building(tmp_path: Path, fault: Fault) -> None:
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
            served(registry, f"--data-root={disk}", f"--insecure-registry={address}") as private,
            pytest.raises(CourseError) as caught,
        ):
            began = time.monotonic()
            pull(private.engine, f"{address}/library/busybox:latest", print)
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)
    assert caught.value.code == "disk-full"
    fault("data root full; pull", str(caught.value), time.monotonic() - began)
