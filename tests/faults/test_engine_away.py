"""Each way in which an engine cannot be asked, met by each kind of command: one line, soon, nothing lost."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.cli import main
from helpers.engine.private import PrivateEngine
from tests.engine.hanging import daemon, hanging
from tests.engine.waiting import until
from tests.faults.table import Fault

pytestmark = pytest.mark.engine
SOON = 15 + 30  # seconds, and what a busy machine may add
Place = Callable[[PrivateEngine, Path], contextlib.AbstractContextManager[str]]


@contextlib.contextmanager
def hung(engine: PrivateEngine, _folder: Path) -> Iterator[str]:
    engine.start()
    with hanging(engine):
        yield engine.engine.url


@contextlib.contextmanager
def killed(engine: PrivateEngine, _folder: Path) -> Iterator[str]:
    engine.start()
    daemon(engine).signal(signal.SIGKILL)
    until(lambda: not engine.running() and not engine.socket.exists(), what="its keeper has cleared up")
    yield engine.engine.url
    engine.start()


@contextlib.contextmanager
def stopped(engine: PrivateEngine, _folder: Path) -> Iterator[str]:
    engine.stop()
    yield engine.engine.url
    engine.start()


@contextlib.contextmanager
def stale(_engine: PrivateEngine, folder: Path) -> Iterator[str]:
    with socket.socket(socket.AF_UNIX) as gone:
        gone.bind(str(folder / "s"))
    yield f"unix://{folder}/s"


@contextlib.contextmanager
def no_socket(_engine: PrivateEngine, folder: Path) -> Iterator[str]:
    (folder / "s").write_text("a file")
    yield f"unix://{folder}/s"


def answering(words: bytes | None) -> Place:
    """Somebody else behind the socket, who answers so; None: who closes at once."""

    @contextlib.contextmanager
    def fault(_engine: PrivateEngine, folder: Path) -> Iterator[str]:
        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    link, _address = server.accept()
                    with link, contextlib.suppress(OSError):
                        if words is not None and link.recv(4096):
                            link.sendall(words)

        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(folder / "s"))
            server.listen()
            threading.Thread(target=serve, daemon=True).start()
            yield f"unix://{folder}/s"
            server.shutdown(socket.SHUT_RDWR)

    return fault


def at(url: str) -> Place:
    return lambda _engine, _folder: contextlib.nullcontext(url)


BROKEN = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>"
HANGS = "dockerd hangs (SIGSTOP)"
FAULTS: dict[str, tuple[Place, str]] = {
    "engine stopped": (stopped, "도커 엔진이 없습니다"),
    "dockerd killed": (killed, "도커 엔진이 없습니다"),
    HANGS: (hung, "대답하지 않습니다"),
    "socket without a listener": (stale, "멈춰 있습니다"),
    "a file instead of the socket": (no_socket, "멈춰 있습니다"),
    "the socket answers garbage": (answering(b"\0\1\2\r\n\r\n"), "도커 엔진이 아닌 듯합니다"),
    "the socket answers 500": (answering(BROKEN), "도커 엔진이 아닌 듯합니다"),
    "the socket answers a web page": (answering(PAGE), "도커 엔진이 아닌 듯합니다"),
    "the socket closes at once": (answering(None), "도커 엔진이 아닌 듯합니다"),
    "DOCKER_HOST: nobody at the port": (at("tcp://127.0.0.1:1"), "연결할 수 없습니다"),
    "DOCKER_HOST: no address": (at("nonsense"), "알아볼 수 없습니다"),
}
COMMANDS = {"check": ["check", "03"], "reset": ["reset", "03"], "images": ["images", "list"]}


@pytest.mark.parametrize(
    ("way", "command"),
    [
        # 10 s each: one of them is enough for every day
        pytest.param(way, command, marks=[pytest.mark.slow] if way is HANGS and command != "check" else [])
        for way in FAULTS
        for command in COMMANDS
    ],
)
def test_one_line_soon_and_nothing_lost(
    way: str,
    command: str,
    private: PrivateEngine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault: Fault,
) -> None:
    place, words = FAULTS[way]
    folder = tmp_path / "f"
    folder.mkdir()
    with place(private, folder) as url:
        monkeypatch.setenv("DOCKER_HOST", url)
        began = time.monotonic()
        code = main(COMMANDS[command])
        took = time.monotonic() - began
        out, err = capsys.readouterr()
    said = next((line for line in (out + err).splitlines() if words in line), "")
    assert code == 2, out + err
    assert said, out + err
    assert "Traceback" not in out + err
    assert "service docker" not in out + err
    assert took < SOON
    assert private.running()
    with contextlib.closing(private.engine.client()) as client:
        assert [volume.name for volume in client.volumes.list()] == ["precious"]
    fault(f"{way}; course {command}", said, took)


def test_the_whole_engine_ends_with_any_of_its_processes_and_comes_back_with_all_it_had(
    private: PrivateEngine, fault: Fault
) -> None:
    for victim in ("keeper", "holder", "init", "slirp"):
        private.start()
        state = private.home.read()
        assert state
        os.kill(getattr(state, victim).pid, signal.SIGKILL)
        until(lambda: not private.running())
        began = time.monotonic()
        with contextlib.closing(private.start().client()) as client:
            assert [volume.name for volume in client.volumes.list()] == ["precious"]
        took = time.monotonic() - began
        assert private.running()
        fault(f"{victim} of a private engine killed; course engine start", "it runs again", took)
