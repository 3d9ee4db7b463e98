"""The engine's clock is another than this machine's, or is set while somebody works.

Nothing waits until the clocks agree, what was done counts, and what was not done does not.
"""

from __future__ import annotations

import time
from pathlib import Path

import docker as docker_py
import pytest

from helpers import checks
from helpers.checks import FAILED, PASSED
from helpers.cli import main
from helpers.engine import Engine
from helpers.engine.private import PrivateEngine
from helpers.lab import Baseline
from tests.faults.relay import Clock, relay
from tests.faults.table import Fault

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
BASE = "debian:trixie-slim"
AT_MOST = 60  # seconds for a check, where it waits for nothing: far less than any offset here
HOUR = 3600


def learn(api: docker_py.APIClient) -> None:
    """A level task of lesson 03 (git-box runs), and one about what has happened (git-scrap went in order)."""
    api.create_container(BASE, ["bash"], name="git-box", tty=True)
    api.start("git-box")
    api.tag(BASE, "debian", "scrap")
    api.create_container("debian:scrap", ["true"], name="git-scrap")
    api.remove_container("git-scrap")
    api.remove_image("debian:scrap")


def statuses() -> dict[str, str]:
    """Of both tasks, and of one that nobody did."""
    found = {task.id: task.status for task in checks.grade("03_commit_diff", now=True).tasks}
    return {name: found[name] for name in ("box", "remove-in-order", "run-new")}


DONE = {"box": PASSED, "remove-in-order": PASSED}
NOT_DONE = {"box": FAILED, "remove-in-order": FAILED}


def check(expected: dict[str, str]) -> float:
    """Grade, and the seconds that it took."""
    began = time.monotonic()
    found = statuses()
    took = time.monotonic() - began
    assert {name: found[name] for name in expected} == expected
    assert found["run-new"] != PASSED
    assert took < AT_MOST
    return took


@pytest.mark.parametrize("offset", [300, -300, HOUR, -HOUR, 365 * 24 * HOUR, -365 * 24 * HOUR])
def test_a_clock_that_is_off_changes_no_verdict(
    engine: PrivateEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], offset: int, fault: Fault,
) -> None:  # fmt: skip
    with relay(engine.socket, tmp_path / "s", clock=Clock(offset)) as url:
        monkeypatch.setenv("DOCKER_HOST", url)
        client = Engine(url, "").client()
        off = seconds(client.info()["SystemTime"]) - time.time()
        assert abs(off - offset) < AT_MOST, "the relay does what it is for"
        Baseline.of(client.api)
        check(NOT_DONE)
        learn(client.api)
        took = check(DONE)
        assert main(["reset", "03"]) == 0
        assert not client.api.containers(all=True)
        check(NOT_DONE)
        client.close()
    assert "기다립니다" not in capsys.readouterr().err
    fault(f"engine's clock {offset:+} s; course check", "2 tasks done, as with a right clock", took)


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_a_clock_that_is_set_meanwhile_changes_no_verdict(
    engine: PrivateEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jump: int, fault: Fault
) -> None:
    clock = Clock()
    with relay(engine.socket, tmp_path / "s", clock=clock) as url:
        monkeypatch.setenv("DOCKER_HOST", url)
        client = Engine(url, "").client()
        Baseline.of(client.api)
        check(NOT_DONE)
        clock.set(jump)
        learn(client.api)
        took = check(DONE)
        clock.set(0)
        check(DONE)
        clock.set(-jump)
        assert main(["reset", "03"]) == 0
        check(NOT_DONE)
        learn(client.api)
        check(DONE)
        client.close()
    fault(f"engine's clock set by {jump:+} s, and back; course check", "2 tasks done", took)


def seconds(stamp: str) -> float:
    from helpers.lab.daemon import nanoseconds

    return (nanoseconds(stamp) or 0) / 10**9
