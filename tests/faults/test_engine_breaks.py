"""The engine breaks while something is being done on it: check, reset, panel, build, pull."""

from __future__ import annotations

import contextlib
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import docker as docker_py
import pytest

from helpers import images
from helpers.checks import FAILED, PASSED
from helpers.cli import main
from helpers.engine import attend
from helpers.engine.private import PrivateEngine
from helpers.errors import EngineError
from helpers.images import busybox
from helpers.lab import Baseline
from helpers.views import work
from helpers.views.panel import Panel
from tests.engine.hanging import daemon, hanging
from tests.engine.registry import Registry, served
from tests.engine.waiting import until
from tests.faults.relay import Cut, relay
from tests.faults.table import Fault

pytestmark = pytest.mark.engine
SLOWNESS = 60  # seconds that a busy machine may add
ANSWER = 20  # seconds of silence until an engine counts as hanging, helpers.lab.daemon.PATIENCE
Way = Callable[[PrivateEngine], None]


@pytest.fixture(scope="module")
def seeded(private: PrivateEngine) -> PrivateEngine:
    """The same with the images of the course on it."""
    images.seed(private.engine)
    return private


@pytest.fixture(autouse=True)
def _heal(private: PrivateEngine) -> Iterator[None]:
    """Whatever a test has left of the engine, the next one finds it running."""
    yield
    private.start()


def kill(private: PrivateEngine) -> None:
    daemon(private).signal(signal.SIGKILL)
    until(lambda: not private.running() and not private.socket.exists(), what="its keeper has cleared up")


def pause(private: PrivateEngine) -> None:
    daemon(private).signal(signal.SIGSTOP)


def restart(private: PrivateEngine) -> None:
    private.stop()
    private.start()


def go_on(private: PrivateEngine) -> None:
    """After any of these ways."""
    if private.home.read():
        with contextlib.suppress(AssertionError):  # it is none of those that were paused
            daemon(private).signal(signal.SIGCONT)
    private.start()


def once(way: Way, private: PrivateEngine, at: str) -> Callable[[str], None]:
    """What a relay tells of each request: the first one for `at` finds the engine broken."""
    turn = threading.Lock()

    def told(path: str) -> None:
        if at in path and turn.acquire(blocking=False):  # never given back: once
            way(private)
            if way is not pause:
                raise Cut

    return told


def things(private: PrivateEngine) -> dict[str, list[str]]:
    """All names of containers and volumes."""
    with contextlib.closing(private.engine.client()) as client:
        return {
            "containers": sorted(container["Names"][0] for container in client.api.containers(all=True)),
            "volumes": sorted(volume.name for volume in client.volumes.list()),
        }


@contextlib.contextmanager
def learner_s(private: PrivateEngine) -> Iterator[docker_py.APIClient]:
    """The course meets the engine, then a learner does the first task of a lesson."""
    with contextlib.closing(private.engine.client()) as client:
        Baseline.of(client.api)
        client.api.create_container("debian:trixie-slim", ["bash"], name="git-box", tty=True)
        client.api.start("git-box")
        try:
            yield client.api
        finally:
            with contextlib.suppress(docker_py.errors.NotFound):
                client.api.remove_container("git-box", force=True)


SLOW = pytest.mark.slow
KILLED = pytest.param("killed", kill, id="killed")
PAUSED = pytest.param("paused", pause, id="paused", marks=SLOW)
RESTARTED = pytest.param("restarted", restart, id="restarted")
AFTER = {"check": 1, "reset": 0}  # exit codes on an engine that answers again
# where in a command it happens: while the record is read, while things are looked at
PLACES = {"check": ("/events", "/containers/"), "reset": ("/events", "/containers/json")}


@pytest.mark.parametrize("command", ["check", "reset"])
@pytest.mark.parametrize(
    ("way", "do"), [KILLED, PAUSED, pytest.param("restarted", restart, id="restarted", marks=SLOW)]
)
def test_during_a_command_it_is_one_line_and_the_next_one_does_it(
    command: str, way: str, do: Way, seeded: PrivateEngine, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: Fault,
) -> None:  # fmt: skip
    for number, place in enumerate(PLACES[command]):
        if number and do is pause:
            continue  # 20 s each
        with learner_s(seeded):
            before = things(seeded)
            capsys.readouterr()
            with relay(seeded.socket, tmp_path / f"s{number}", once(do, seeded, place)) as url:
                monkeypatch.setenv("DOCKER_HOST", url)
                began = time.monotonic()
                code = main([command, "03"])
                took = time.monotonic() - began
            out, err = capsys.readouterr()
            go_on(seeded)
            assert code == 2, out + err
            assert len(err.splitlines()) == 1, err
            assert "Traceback" not in out + err
            assert took < (ANSWER if do is pause else 0) + SLOWNESS
            assert things(seeded) == before
            monkeypatch.setenv("DOCKER_HOST", seeded.engine.url)
            assert main([command, "03"]) == AFTER[command]
            left = things(seeded)
            assert "precious" in left["volumes"]
            assert ("/git-box" in left["containers"]) is (command == "check")
        fault(f"dockerd {way} during course {command} ({place})", err, took)


@pytest.mark.parametrize(("way", "do"), [KILLED, RESTARTED])
def test_the_panel_says_so_and_goes_on_by_itself(
    way: str, do: Way, seeded: PrivateEngine, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setenv("DOCKER_HOST", seeded.engine.url)
    said: list[str] = []
    panel = Panel("03_commit_diff", lambda news: said.append(news.get("notice", "")))
    try:
        until(lambda: panel._follower._stream)
        began = time.monotonic()
        do(seeded)
        until(lambda: any("course-lost" in line for line in said), what="it is said")
        took = time.monotonic() - began
        seeded.start()
        with learner_s(seeded):
            until(lambda: panel.report.tasks[0].status == PASSED and not panel.parts["notice"])
        until(lambda: panel.report.tasks[0].status == FAILED)
    finally:
        panel.close()
    assert things(seeded)["volumes"] == ["precious"]
    fault(f"dockerd {way} while the panel follows", _text(said), took)


def _text(notices: list[str]) -> str:
    lost = next(notice for notice in notices if "course-lost" in notice)
    return re.sub(r"<style.*?</style>|<[^>]+>", " ", lost)


@pytest.mark.parametrize(("way", "do"), [KILLED, RESTARTED])
def test_a_build_that_loses_its_engine_says_so_and_can_be_done_again(
    way: str, do: Way, seeded: PrivateEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], fault: Fault,
) -> None:  # fmt: skip
    monkeypatch.setenv("DOCKER_HOST", seeded.engine.url)
    context = dockerfile(tmp_path, "sleep 600")
    broken: list[float] = []

    def in_the_middle() -> None:
        until(lambda: running(seeded), what="the step runs")
        broken.append(time.monotonic())
        do(seeded)

    thread = threading.Thread(target=in_the_middle)
    thread.start()
    work.build(str(context), "mine")
    took = time.monotonic() - broken[0]
    thread.join()
    said = capsys.readouterr().out.splitlines()[-1]  # before it there is the bar
    assert said.startswith("빌드하지 못했습니다: ")
    assert took < SLOWNESS
    seeded.start()
    dockerfile(tmp_path, "true")
    work.build(str(context), "mine")
    assert "mine 이미지를 만들었습니다" in capsys.readouterr().out
    assert things(seeded)["volumes"] == ["precious"]
    fault(f"dockerd {way} during a build", said, took)


@pytest.mark.slow
def test_a_build_whose_engine_hangs_says_so_and_ends_well_when_it_goes_on(
    seeded: PrivateEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], fault: Fault,
) -> None:  # fmt: skip
    monkeypatch.setenv("DOCKER_HOST", seeded.engine.url)
    context = dockerfile(tmp_path, "sleep 15")
    shown: list[str] = []
    bar = work.bar

    def noted(title: str, share: float, what: str) -> str:
        shown.append(what)
        return bar(title, share, what)

    monkeypatch.setattr(work, "bar", noted)
    took: list[float] = []

    def in_the_middle() -> None:
        until(lambda: running(seeded), what="the step runs")
        began = time.monotonic()
        with hanging(seeded):
            until(lambda: any("대답하지 않습니다" in line for line in shown), what="it is said")
            took.append(time.monotonic() - began)

    thread = threading.Thread(target=in_the_middle)
    thread.start()
    work.build(str(context), "mine")
    thread.join()
    assert "mine 이미지를 만들었습니다" in capsys.readouterr().out
    assert took[0] < attend.WATCH + attend.PATIENCE + SLOWNESS
    fault("dockerd paused during a build", next(line for line in shown if "대답하지" in line), took[0])


def dockerfile(folder: Path, step: str) -> Path:
    (folder / "Dockerfile").write_text(f"FROM busybox\nRUN {step}\n")
    return folder


def running(private: PrivateEngine) -> list[dict[str, object]]:
    with contextlib.closing(private.engine.client()) as client:
        found: list[dict[str, object]] = client.api.containers()
        return found


@pytest.mark.parametrize(("way", "do"), [KILLED, PAUSED, RESTARTED])
def test_a_pull_that_loses_its_engine_says_so_and_nothing_is_built_instead(
    way: str, do: Way, tmp_path: Path, fault: Fault
) -> None:
    layer = tmp_path / "layer.tar"
    busybox.build(layer)
    registry = Registry(layer, pause=1.5)
    said: list[str] = []
    broken: list[float] = []

    with served(registry) as private:

        def say(line: str) -> None:
            said.append(line)
            if not broken:
                threading.Timer(1, do, [private]).start()
                broken.append(time.monotonic() + 1)

        with pytest.raises(EngineError) as caught:
            images.ensure(private.engine, "busybox", say)
        took = time.monotonic() - broken[0]
        assert not any("받지 못했습니다" in line for line in said), said
        assert caught.value.remedy
        registry.pause = 0
        until(lambda: do is not restart or private.running())
        go_on(private)
        assert images.ensure(private.engine, "busybox", said.append).how == "pulled"
    assert took < (30 if do is pause else 0) + SLOWNESS
    fault(f"dockerd {way} during a pull", str(caught.value), took)
