"""The launch of JupyterLab: ports, the lock and its note, what the page and the processes are told."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from helpers.cli import main
from helpers.errors import BusyError, CourseError
from helpers.launch import Room, Running, Server, hold, layout, ports, running
from helpers.launch.config import shell
from helpers.launch.server import environment, last_line
from helpers.paths import state

TOKEN = "right"


@contextmanager
def listener(port: int = 0) -> Iterator[int]:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((ports.HOST, port))
        taken.listen()
        yield taken.getsockname()[1]


class Api(BaseHTTPRequestHandler):
    """As much of Jupyter's API as the launch asks for, with its authentication."""

    def do_GET(self) -> None:
        allowed = self.headers["Authorization"] == f"token {TOKEN}"
        self.send_response(200 if allowed else 403)
        self.end_headers()

    def do_POST(self) -> None:
        self.do_GET()
        threading.Thread(target=self.server.shutdown).start()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def api() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer((ports.HOST, 0), Api) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def note(server: ThreadingHTTPServer, token: str = TOKEN) -> Running:
    state().mkdir(parents=True, exist_ok=True)
    up = Running(f"http://{ports.HOST}:{server.server_port}", token, "/lab", os.getpid())
    up.note()
    return up


# --- ports ---------------------------------------------------------------------------------------
def test_takes_the_next_port_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    with listener() as taken:
        monkeypatch.setattr(ports, "USUAL", taken)
        port = ports.choose(None, said.append)
    assert port > taken
    assert str(taken) in said[0]
    assert str(port) in said[0]


def test_says_nothing_about_the_usual_port(monkeypatch: pytest.MonkeyPatch) -> None:
    with listener() as free:
        pass
    monkeypatch.setattr(ports, "USUAL", free)
    said: list[str] = []
    assert ports.choose(None, said.append) == free
    assert not said


def test_a_port_that_was_asked_for_is_never_replaced() -> None:
    with listener() as taken, pytest.raises(BusyError, match=str(taken)) as caught:
        ports.choose(taken, print)
    assert "--port" in caught.value.remedy


# --- one lab at a time -----------------------------------------------------------------------------
def test_the_second_gets_the_first_ones_server(api: ThreadingHTTPServer) -> None:
    with hold(print) as first:
        assert first is None
        up = note(api)
        with hold(print) as second:
            assert second == up
    assert running() is None


def test_the_second_waits_while_the_first_prepares(api: ThreadingHTTPServer) -> None:
    said: list[str] = []
    with hold(print):
        announce = threading.Timer(0.5, note, [api])
        announce.start()
        with hold(said.append) as second:
            assert second
        announce.join()
    assert len(said) == 1


def test_a_server_left_over_is_closed_first(api: ThreadingHTTPServer) -> None:
    note(api)
    said: list[str] = []
    with hold(said.append) as other:
        assert other is None
        assert running() is None
    assert str(os.getpid()) in said[0]


def test_another_server_on_the_noted_port_is_not_taken_for_ours(api: ThreadingHTTPServer) -> None:
    note(api, token="wrong")
    assert running() is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"base": 1}', '{"base":"http://127.0.0.1:1"}'])
def test_a_broken_note_is_no_server(text: str) -> None:
    state().mkdir(parents=True)
    (state() / "lab.json").write_text(text)
    assert running() is None


def test_a_state_folder_that_cannot_be_written_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "file"))
    assert main(["lab", "--no-browser"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_language_that_is_not_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lab", "--lang", "fr"]) == 2
    complaint = capsys.readouterr().err
    assert "fr" in complaint
    assert "ko" in complaint


# --- what it is told -------------------------------------------------------------------------------
def test_course_comes_first_on_path_and_docker_host_wins() -> None:
    ours = {"PATH": "/usr/bin", "DOCKER_CONTEXT": "desktop-linux", "HOME": "/h"}
    env = environment(ours, {"DOCKER_HOST": "unix:///x"})
    assert (Path(env["PATH"].split(os.pathsep)[0]) / "python").exists()
    assert env["PATH"].endswith("/usr/bin")
    assert env["DOCKER_HOST"] == "unix:///x"
    assert "DOCKER_CONTEXT" not in env
    assert env["HOME"] == "/h"


@pytest.mark.parametrize("chosen", ["", "/no/such/shell"])
def test_a_shell_that_is_not_there_is_replaced(chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", chosen)
    assert Path(shell()).exists()


def test_keeps_a_layout_only_while_it_shows_a_notebook_that_is_there(tmp_path: Path) -> None:
    kept = layout.workspace("a.ipynb")
    assert not layout.shows_notebook(kept, tmp_path)
    (tmp_path / "a.ipynb").touch()
    assert layout.shows_notebook(kept, tmp_path)
    assert not layout.shows_notebook({}, tmp_path)


def test_a_jupyterlab_that_does_not_come_up_names_its_log(tmp_path: Path) -> None:
    room = Room(tmp_path / "jupyter")
    with listener() as taken:
        server = Server(room, tmp_path, "ko", layout.PATH)
        with pytest.raises(CourseError) as caught:
            server.start(taken, {})
    assert caught.value.code == "lab-failed"
    assert str(room.log) in caught.value.remedy
    assert str(taken) in room.log.read_text()
    assert server.process
    assert server.process.poll() is not None


def test_last_line_of_an_empty_log_is_a_dash(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("\n \n")
    assert last_line(log) == "–"
