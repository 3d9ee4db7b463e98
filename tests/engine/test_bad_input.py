"""What goes wrong on a real engine while a command runs: one line in the learner's language, exit code 2."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import docker as docker_py
import pytest

from helpers import i18n
from helpers.cli import main
from helpers.engine.private import PrivateEngine
from helpers.lab import Baseline
from helpers.paths import ROOT, state, work
from helpers.waiting import MARK

HANGUL = re.compile("[가-힣]")
LANGUAGES = ("ko", "en")


def speak(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_LANG", lang)
    monkeypatch.setattr(i18n, "_chosen", None)


@contextlib.contextmanager
def between(engine: Path, path: Path, word: bytes, then: Callable[[], None]) -> Iterator[None]:
    """A socket at `path` that hands on to the engine's; before the first request with `word`: `then`."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client, _address = listening.accept()
                    threading.Thread(target=relay, args=(client,), daemon=True).start()

        def relay(client: socket.socket) -> None:
            with client, socket.socket(socket.AF_UNIX) as server, contextlib.suppress(OSError):
                server.connect(str(engine))
                threading.Thread(target=copy, args=(server, client), daemon=True).start()
                while data := client.recv(65536):
                    if word in data:
                        then()
                    server.sendall(data)

        threading.Thread(target=accept, daemon=True).start()
        yield
        listening.shutdown(socket.SHUT_RDWR)


def copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_RDWR)


def test_the_engine_stops_in_the_middle_of_a_check(
    new_engine: Callable[[str], PrivateEngine],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    private = new_engine("dies")
    stopped: list[bool] = []

    def stop() -> None:
        if not stopped:
            stopped.append(True)
            private.stop()

    for lang, says in (("ko", "도커 엔진"), ("en", "engine")):
        stopped.clear()
        speak(lang, monkeypatch)
        with contextlib.closing(private.start().client()) as client:
            Baseline.of(client.api)
        path = tmp_path_factory.mktemp(lang) / "s"
        monkeypatch.setenv("DOCKER_HOST", f"unix://{path}")
        with between(private.socket, path, b"/containers/", stop):
            assert main(["check", "03"]) == 2
        out, err = capsys.readouterr()
        assert stopped, "the check asked for no container"
        assert out == ""
        assert err.count("\n") == 1
        assert says.lower() in err.lower()
        assert "Traceback" not in err
        assert bool(HANGUL.search(err)) == (lang == "ko")


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_container_from_before_the_course_is_left_alone_and_the_doctor_says_what_to_rename(
    lang: str,
    docker: docker_py.APIClient,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    speak(lang, monkeypatch)
    docker.create_container("busybox", name="git-box")
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "docker rename git-box git-box-old" in out
    assert f"git-box ({'컨테이너' if lang == 'ko' else 'container'})" in out
    assert bool(HANGUL.search(out)) == (lang == "ko")
    assert main(["reset", "03"]) == 0
    assert main(["reset", "--all"]) == 0
    assert [container["Names"] for container in docker.containers(all=True)] == [["/git-box"]]
    assert main(["check", "03"]) == 1
    assert "docker rename git-box git-box-old" in capsys.readouterr().out


def test_an_image_that_can_be_neither_pulled_nor_built_without_a_network(
    new_engine: Callable[[str], PrivateEngine], tmp_path: Path
) -> None:
    private = new_engine("offline")
    env = {
        **os.environ, **private.start().env(), "COURSE_LANG": "en", "XDG_CACHE_HOME": str(tmp_path),
        "COURSE_STATE": str(state()), "COURSE_WORK": str(work()),
    }  # fmt: skip
    done = subprocess.run(
        ["unshare", "-n", sys.executable, "-m", "helpers", "images", "get", "debian:trixie-slim"],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    assert done.returncode == 2
    # on a busy machine there are words about waiting, too
    (said,) = [line for line in done.stderr.splitlines() if not line.startswith(MARK)]
    assert "course images load" in said
    assert not HANGUL.search(done.stdout + done.stderr)
    with contextlib.closing(private.engine.client()) as client:
        assert client.images.list(all=True) == []
        assert client.containers.list(all=True) == []
