"""What a learner is told of a container's health check."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.checks.health import Health
from tests.unit.scripted import BASE, BOX, container, event, look, refused

ASKS = {"Test": ["CMD-SHELL", "wget -q http://127.0.0.1/"]}
COMMAND = ("/bin/sh", "-c", "wget -q http://127.0.0.1/")


def health(check: Any = ASKS, *, found: Any = None, mounts: Any = (), **answers: Any) -> Health:
    """Of a container with this check, which the engine has found so."""
    raw = container(
        Config={"Healthcheck": check, "Env": ["A=b"]}, State={"Health": found}, Mounts=list(mounts)
    )  # fmt: skip
    return Health(look(boxes={"box": raw}, **answers).container("box"))


@pytest.mark.parametrize("check", [None, {"Test": ["NONE"]}, {}])
def test_a_container_without_a_check_is_told_so(check: Any) -> None:
    assert health().given().command == COMMAND
    wrong = refused(lambda: health(check).given("own"))
    assert (wrong.expected, wrong.found, wrong.hint) == ("healthy", "없음", "own")


def test_a_check_that_succeeds_without_its_server_asks_nobody() -> None:
    assert health(probe_mounted=[1, "refused"]).honest()
    wrong = refused(lambda: health(probe_mounted=[0, ""]).honest("own"))
    assert "서버에 묻지 않는" in wrong.message
    assert (wrong.found, wrong.hint) == ("종료 코드 0: /bin/sh -c wget -q http://127.0.0.1/", "own")


def test_it_is_tried_beside_all_that_the_container_has_but_its_program() -> None:
    mounts = [
        {"Type": "volume", "Name": "data", "Source": "/v/data", "Destination": "/data"},
        {"Type": "tmpfs", "Source": "", "Destination": "/tmp"},
    ]
    asked: list[Any] = []
    health(mounts=mounts, probe_mounted=lambda *question: asked.append(question) or [1, ""]).honest()
    assert asked == [(BASE, list(COMMAND), {"A": "b"}, {"/data": "/v/data"})]


def test_what_the_engine_found_is_said_with_the_last_words_of_the_check() -> None:
    assert health(found={"Status": "healthy"}).content().status == "healthy"
    log = [{"Output": "old"}, {"Output": " connection refused\n"}]
    wrong = refused(lambda: health(found={"Status": "unhealthy", "Log": log}).content("own"))
    assert (wrong.expected, wrong.found, wrong.hint) == ("healthy", "unhealthy: connection refused", "own")
    assert refused(lambda: health(found={"Status": "starting", "Log": None}).content()).found == "starting"


def test_when_it_was_healthy_first_is_told_from_the_journal() -> None:
    happened = [event(3, "health_status", health="unhealthy"), event(9, "health_status", health="healthy"),
                event(5, "health_status", health="healthy"), event(1, "health_status", identity="2" * 64,
                health="healthy")]  # fmt: skip
    first = health(events=happened).first()
    assert first is not None and (first.time, first.id) == (5, BOX)
    assert health().first() is None
