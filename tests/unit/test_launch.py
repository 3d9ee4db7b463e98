"""The launch of JupyterLab: ports, the lock and its note, what the page and the processes are told."""

from __future__ import annotations

import html
import os
import shlex
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from helpers import waiting
from helpers.cli import lab, main
from helpers.engine import Engine, dockerd, remember
from helpers.engine.root import Root
from helpers.errors import BusyError
from helpers.launch import JupyterHome, Running, Settings, free_port, hold, layout, running
from helpers.launch.config import shell
from helpers.launch.server import environment, last_line
from helpers.paths import ROOT, state
from tests.engine.waiting import until

TOKEN = "right"


@contextmanager
def listener(port: int = 0) -> Iterator[int]:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((free_port.HOST, port))
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
        threading.Thread(target=self._end).start()

    def _end(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def api() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer((free_port.HOST, 0), Api) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def note(server: ThreadingHTTPServer, token: str = TOKEN) -> Running:
    state().mkdir(parents=True, exist_ok=True)
    up = Running(f"http://{free_port.HOST}:{server.server_port}", token, "/lab", os.getpid())
    up.note()
    return up


# --- ports ---------------------------------------------------------------------------------------
def test_takes_the_next_port_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    with listener() as taken:
        monkeypatch.setattr(free_port, "USUAL", taken)
        port = free_port.choose(None, said.append)
    assert port > taken
    assert str(taken) in said[0]
    assert str(port) in said[0]


def test_says_nothing_about_the_usual_port(monkeypatch: pytest.MonkeyPatch) -> None:
    with listener() as free:
        pass
    monkeypatch.setattr(free_port, "USUAL", free)
    said: list[str] = []
    assert free_port.choose(None, said.append) == free
    assert not said


def test_a_port_that_was_asked_for_is_never_replaced() -> None:
    with listener() as taken, pytest.raises(BusyError, match=str(taken)) as caught:
        free_port.choose(taken, print)
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

    def say(line: str) -> None:
        said.append(line)
        note(api)  # the first is ready only now

    with hold(print), hold(say) as second:
        assert second
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


def test_last_line_of_an_empty_log_is_a_dash(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("\n \n")
    assert last_line(log) == "–"


# --- other users of the machine


def test_the_browser_s_command_line_does_not_hold_the_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program, seen = tmp_path / "browser", tmp_path / "seen"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {seen}.new && mv {seen}.new {seen}\n')
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(program))
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.delenv("WSL_DISTRO_NAME", raising=False)
    up = Running("http://127.0.0.1:8888", 'se"cret', "/lab", os.getpid())
    with hold(print):
        lab.present(up, browser=True)
        until(seen.exists)
        address = seen.read_text()
        assert "se" + '"cret' not in address and address.startswith("file://")
        page = Path(unquote(urlsplit(address).path))
        assert up.url not in page.read_text()
        assert up.url in html.unescape(page.read_text())
        assert page.stat().st_mode & 0o777 == 0o600
    assert not page.exists(), "it goes with the server"


def test_a_port_is_chosen_in_a_folder_of_one_s_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert free_port.own_folder() == tmp_path / "docker-course"
    with free_port.turn(print):
        assert (tmp_path / "docker-course").stat().st_mode & 0o777 == 0o700
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert free_port.own_folder() == tmp_path / "cache" / "docker-course", "another user's folder"
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert free_port.own_folder() == tmp_path / "cache" / "docker-course"


def test_a_turn_that_somebody_else_keeps_is_said_and_given_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(free_port, "STARTING", 1.0)
    monkeypatch.setattr(waiting, "WORD_AFTER", 0.1)
    holding = (
        "import sys; from helpers.launch import free_port\n"
        "with free_port.turn(print): print(flush=True), sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as other:
        try:
            assert other.stdout and other.stdout.readline()
            said: list[str] = []
            with pytest.raises(BusyError), free_port.turn(said.append):
                pass
            assert len(said) == 1
        finally:
            other.terminate()


def test_what_jupyterlab_is_told_is_for_one_s_own_eyes(tmp_path: Path) -> None:
    home = JupyterHome(tmp_path / "state" / "jupyter")
    home.write(Settings(tmp_path, "ko", 1, TOKEN, "/lab"))
    assert home.root.stat().st_mode & 0o777 == 0o700
    files = [path for path in home.root.rglob("*") if path.is_file()]
    assert len(files) == 5
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_the_engine_remembered_is_for_one_s_own_eyes() -> None:
    remember(Engine("unix:///x.sock", "private"))
    assert (state() / "engine.json").stat().st_mode & 0o777 == 0o600
    assert state().stat().st_mode & 0o777 == 0o700


def test_the_names_of_variables_are_no_commands_of_root_s_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    class Recorder(Root):
        def run(self, *argv: str) -> subprocess.CompletedProcess[str]:
            lines.append(argv[-1])
            return subprocess.CompletedProcess(argv, 0, "0", "")

    lines: list[str] = []
    monkeypatch.setenv("DOCKER_X; touch FILE; :", "1")
    monkeypatch.setattr(dockerd.advice, "dockerd", lambda: "/usr/sbin/dockerd")
    monkeypatch.setattr(dockerd, "wait", lambda *args: None)
    dockerd._start_plain(Recorder(), print)
    words = shlex.split(lines[0])
    assert "DOCKER_X; touch FILE; :" in words
    assert "touch" not in words
