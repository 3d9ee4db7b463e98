"""Waiting: a word after two seconds, an end in any case, and nobody else's lock holds the course for ever."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import KernelManager

from helpers import images, paths, waiting
from helpers.atomic import locked
from helpers.engine import attend, system
from helpers.engine.private import PrivateEngine
from helpers.errors import BusyError
from helpers.lab import Baseline
from helpers.views import follow
from helpers.views.panel import Panel
from tests.engine.hanging import daemon
from tests.engine.waiting import until
from tests.faults.relay import relay
from tests.faults.table import Fault

pytestmark = pytest.mark.engine
BUSY = 20  # seconds that a busy machine may add


@pytest.fixture(scope="module")
def seeded(private: PrivateEngine) -> PrivateEngine:
    """The same with the images of the course on it."""
    images.seed(private.engine)
    return private


@pytest.fixture(autouse=True)
def _going_on(private: PrivateEngine) -> Iterator[None]:
    yield
    daemon(private).signal(signal.SIGCONT)


def hang_at(private: PrivateEngine, place: str, since: list[float]) -> Callable[[str], None]:
    """What a relay tells of each request: from the first one for `place` on the engine hangs."""

    def told(path: str) -> None:
        if place in path and not since:
            since.append(time.monotonic())
            daemon(private).signal(signal.SIGSTOP)

    return told


def course(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "helpers", *arguments], cwd=paths.ROOT, env=os.environ | {"COURSE_LANG": "ko"},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def heard(process: subprocess.Popen[str], word: str) -> tuple[str, float]:
    """The first line of its stderr with a word in it, and when it came."""
    assert process.stderr
    lines = []
    for line in process.stderr:
        lines.append(line)
        if word in line:
            return line.strip(), time.monotonic()
    raise AssertionError(f"{word} is not among {lines}")


# an engine that hangs while it is asked for what has happened, for what there is, and for what is in it
@pytest.mark.parametrize(
    ("command", "place", "code"),
    [
        ("check 03", "/containers/", 1),
        ("status", "/info", 0),
        pytest.param("check 03", "/events", 1, marks=pytest.mark.slow),
        pytest.param("reset 03", "/events", 0, marks=pytest.mark.slow),
        pytest.param("draw", "/containers/json", 0, marks=pytest.mark.slow),
    ],
)
def test_a_command_whose_engine_hangs_says_so_after_two_seconds_and_goes_on_with_it(
    command: str, place: str, code: int, seeded: PrivateEngine, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, fault: Fault,
) -> None:  # fmt: skip
    with contextlib.closing(seeded.engine.client()) as client:
        Baseline.of(client.api)
        made = client.api.create_container("debian:trixie-slim", ["bash"], name="git-box")
    since: list[float] = []
    try:
        with relay(seeded.socket, tmp_path / "s", hang_at(seeded, place, since)) as url:
            monkeypatch.setenv("DOCKER_HOST", url)
            with course(*command.split()) as process:
                said, at = heard(process, "도커 엔진")
                daemon(seeded).signal(signal.SIGCONT)
                _out, err = process.communicate(timeout=120)
    finally:
        with contextlib.closing(seeded.engine.client()) as client, contextlib.suppress(Exception):
            client.api.remove_container(made, force=True)
    assert said.startswith(waiting.MARK)
    assert at - since[0] < 2 + BUSY
    assert process.returncode == code, err
    fault(f"dockerd hangs in the middle of course {command} ({place})", said, at - since[0])


@pytest.mark.parametrize("patient", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_a_bundle_whose_engine_hangs_says_so_and_is_loaded_when_it_goes_on(
    patient: bool, seeded: PrivateEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    bundle = tmp_path / "bundle.tar"
    images.save(seeded.engine, bundle, ["busybox"])
    with contextlib.closing(seeded.engine.client()) as client:
        client.api.remove_image("busybox:latest", force=True)
    since: list[float] = []
    with relay(seeded.socket, tmp_path / "s", hang_at(seeded, "/images/load", since)) as url:
        monkeypatch.setenv("DOCKER_HOST", url)
        with course("images", "load", str(bundle)) as process:
            said, at = heard(process, "대답하지 않습니다" if patient else "기다립니다")
            daemon(seeded).signal(signal.SIGCONT)
            out, err = process.communicate(timeout=120)
    assert said.startswith(waiting.MARK)
    assert at - since[0] < (attend.WATCH + attend.PATIENCE if patient else 2) + BUSY
    assert process.returncode == 0, err
    assert "읽어 들였습니다" in out
    fault(f"dockerd hangs in the middle of course images load ({at - since[0]:.0f} s)", said, at - since[0])


def test_a_cell_whose_engine_hangs_says_so_after_two_seconds_and_goes_on_with_it(
    seeded: PrivateEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    since: list[float] = []
    said: list[tuple[str, float]] = []
    shown: list[str] = []

    def take(message: dict[str, Any]) -> None:
        content = message["content"]
        shown.append(str(content.get("data", {}).get("text/plain", message["msg_type"])))
        if content.get("name") == "stderr":
            said.append((str(content["text"]).strip(), time.monotonic()))
            daemon(seeded).signal(signal.SIGCONT)

    with relay(seeded.socket, tmp_path / "s", hang_at(seeded, "/containers/", since)) as url:
        monkeypatch.setenv("DOCKER_HOST", url)
        manager = KernelManager(kernel_name="python3")
        manager.start_kernel(cwd=str(paths.ROOT), env=dict(os.environ))
        client = manager.blocking_client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=180)
            client.execute_interactive("from helpers.notebook import lab", timeout=180)
            client.execute_interactive("lab._lesson = '03_commit_diff'", timeout=180)
            reply = client.execute_interactive("lab.check('box')", timeout=180, output_hook=take)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    assert reply["content"]["status"] == "ok"
    assert len(said) == 1, said
    assert said[0][0].startswith(waiting.MARK)
    assert "git-box" in "".join(shown)
    assert "clear_output" in shown, "the word about waiting goes with the wait"
    took = said[0][1] - since[0]
    assert took < 2 + BUSY
    fault("dockerd hangs in the middle of a cell, lab.check", said[0][0], took)


def test_the_panel_says_after_two_seconds_that_the_engine_does_not_answer(
    seeded: PrivateEngine, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(waiting, "WORD_AFTER", 2.0)
    monkeypatch.setenv("DOCKER_HOST", seeded.engine.url)
    told: list[str] = []
    panel = Panel("03_commit_diff", lambda news: told.append(news.get("notice", "")))
    try:
        until(lambda: panel._follower._stream)
        told.clear()
        began = time.monotonic()
        daemon(seeded).signal(signal.SIGSTOP)
        until(lambda: any("기다립니다" in notice for notice in told), what="it is said that it takes long")
        took = time.monotonic() - began
        until(lambda: any("대답하지 않습니다" in notice for notice in told), what="it is given up")
        assert "대답하지 않습니다" in panel.parts["notice"], "what is known stays"
        daemon(seeded).signal(signal.SIGCONT)
        until(lambda: panel.parts["notice"] == "", what="it answers again")
    finally:
        panel.close()
    assert took < follow.WATCH + 2 + BUSY
    fault("dockerd hangs while a cell runs; the desk", "도커 엔진의 대답을 8초까지 기다립니다.", took)


HOLDING = """
import sys
from pathlib import Path
from helpers.atomic import locked
with locked(Path(sys.argv[1])):
    print(flush=True)
    sys.stdin.read()
"""


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Another process holds the lock of a file."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, path], cwd=paths.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout and other.stdout.readline()
        try:
            yield
        finally:
            other.terminate()


def test_the_lock_of_who_starts_the_engine_is_said_bounded_and_one_s_own(
    monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(waiting, "WORD_AFTER", 0.1)
    monkeypatch.setattr(system, "BUSY", 2.0)
    said: list[str] = []
    began = time.monotonic()
    with held(system.lock()), pytest.raises(BusyError) as caught, system._alone(said.append):
        raise AssertionError("two at once")
    took = time.monotonic() - began
    assert len(said) == 1 and "도커 엔진을 켜는 중" in said[0]
    (file,) = system.lock().parent.glob("*.lock")
    assert file.is_relative_to(paths.user_state()), "in no folder that others write to"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    with system._alone(said.append):
        pass
    fault("somebody holds the lock of who starts the engine", f"{said[0]} {caught.value}", took)


def test_no_lock_is_a_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    victim.chmod(0o644)
    (tmp_path / "file.lock").symlink_to(victim)
    with pytest.raises(OSError, match="symbolic link"), locked(tmp_path / "file"):
        pass
    assert victim.read_text() == "precious"
    assert victim.stat().st_mode & 0o777 == 0o644
