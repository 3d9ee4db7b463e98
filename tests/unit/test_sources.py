"""Where a lesson's archive comes from: told, the internet, this machine's cache, or nowhere."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from helpers.images import sources
from helpers.paths import LABS

CONTENT = b"a tar, for all that matters here" * 100


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> sources.Archive:
    """No server answers; the cache is empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("MONIWIKI_URL", "")  # so that what a test sets is taken back
    source = sources.Archive("http://127.0.0.1:9/x.tar.gz", hashlib.sha256(CONTENT).hexdigest(), "x.tar")
    source.cached.parent.mkdir(parents=True)
    monkeypatch.setattr(sources, "archive", lambda lesson: source)
    return source


def test_what_the_environment_names_is_used(
    offline: sources.Archive,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("MONIWIKI_URL", "http://mirror/moniwiki.tar")
    sources.provide("05", tmp_path)
    assert "http://mirror/moniwiki.tar" in capsys.readouterr().out
    assert not (tmp_path / sources.IN_CONTEXT).exists()


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["tar", "tar.gz"])
def test_offline_the_cached_archive_goes_into_the_context(
    offline: sources.Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str], pack: type[bytes]
) -> None:
    offline.cached.write_bytes(pack(CONTENT))
    sources.provide("05", tmp_path)
    assert (tmp_path / sources.IN_CONTEXT).read_bytes() == offline.cached.read_bytes()
    assert os.environ["MONIWIKI_URL"] == sources.IN_BUILD
    assert str(offline.cached) in capsys.readouterr().out


def test_offline_without_a_cache_one_line_says_what_to_do(
    offline: sources.Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources.provide("05", tmp_path)
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "x.tar" in said
    assert str(offline.cached.parent) in said


def test_a_damaged_cache_is_not_used(
    offline: sources.Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offline.cached.write_bytes(gzip.compress(CONTENT)[:-20])
    sources.provide("05", tmp_path)
    assert "손상" in capsys.readouterr().out
    assert not (tmp_path / sources.IN_CONTEXT).exists()


@pytest.mark.parametrize(
    "file", ["05_moniwiki/lesson.md", "05_moniwiki/files/careless/Dockerfile", "06_deploy/files/Dockerfile"]
)
def test_lessons_name_the_archive_of_the_registry(file: str) -> None:
    text = (LABS / file).read_text(encoding="utf-8")
    source = sources.archive("05_moniwiki")
    assert f"ARG MONIWIKI_URL={source.url}\n" in text
    assert f"ARG MONIWIKI_SHA256={source.sha256}\n" in text


def test_the_ready_dockerfile_shares_the_long_layer_with_the_solution() -> None:
    ready = (LABS / "06_deploy/files/Dockerfile").read_text(encoding="utf-8")
    install = ready[ready.index("RUN apt-get") : ready.index("ARG MONIWIKI_URL")]
    assert install in (LABS / "05_moniwiki/lesson.md").read_text(encoding="utf-8")


class _Mirror(BaseHTTPRequestHandler):
    """Serves CONTENT under /right, breaks off under /cut, serves something else elsewhere."""

    def do_GET(self) -> None:
        self.send_response(200)
        if self.path == "/cut":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"ff\r\nno more")
            return
        self.end_headers()
        self.wfile.write(gzip.compress(CONTENT) if self.path == "/right" else b"changed")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests' output is for results."""


@pytest.mark.parametrize(("path", "right"), [("/right", True), ("/wrong", False), ("/cut", False)])
def test_an_archive_is_kept_only_if_it_is_the_right_one(
    offline: sources.Archive, path: str, right: bool
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Mirror) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        source = dataclasses.replace(offline, url=f"http://127.0.0.1:{server.server_port}{path}")
        found = sources.fetch(source)
        server.shutdown()
    assert (found == source.cached) is right
    assert [file.name for file in source.cached.parent.iterdir()] == (["x.tar"] if right else [])


def test_what_cannot_be_had_is_none_and_what_is_there_is_not_fetched(offline: sources.Archive) -> None:
    assert sources.fetch(offline) is None
    offline.cached.write_bytes(CONTENT)
    assert sources.fetch(offline) == offline.cached


def test_the_course_builds_from_one_archive() -> None:
    assert [source.file for source in sources.archives()] == ["moniwiki-1.2.10.tar"]
