"""The client's limits and connections, on a real engine."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import docker as docker_py
import pytest
import requests

from helpers.engine.client import listening, ping
from helpers.engine.private import PrivateEngine
from tests.engine.hanging import hanging
from tests.engine.waiting import until

pytestmark = pytest.mark.engine
LATE = 40  # seconds: well below docker-py's own 60, well above a busy machine's lateness


def test_a_silence_that_is_too_long_ends_a_stream_of_events(engine: PrivateEngine) -> None:
    with contextlib.closing(engine.engine.client(timeout=1)) as client:
        began = time.monotonic()
        with (
            pytest.raises(requests.ConnectionError),
            listening(client.api, filters={"type": "plugin"}) as events,
        ):
            next(events)
        assert time.monotonic() - began < LATE


def test_an_engine_that_hangs_is_noticed_by_every_call_that_may_be_silent(
    new_engine: Callable[[str], PrivateEngine],
) -> None:
    private = new_engine("limits")
    private.start()
    with contextlib.closing(private.engine.client(timeout=1)) as client:
        api = client.api
        calls: dict[str, Callable[[], object]] = {
            "events": lambda: api.events(decode=True),
            "load": lambda: api.load_image(b"not an archive"),
            "ping": lambda: ping(api, 1),
            "info": api.info,
        }
        with hanging(private):
            for name, call in calls.items():
                began = time.monotonic()
                with pytest.raises(requests.Timeout):
                    call()
                assert time.monotonic() - began < LATE, name
        until(lambda: api.info()["ID"], what="it answers again, and the client can be used on")


def test_a_program_that_neither_ends_nor_prints_is_given_up(
    engine: PrivateEngine, docker: docker_py.APIClient, clean: None
) -> None:
    made = docker.create_container("busybox", ["sleep", "600"])
    docker.start(made)
    with contextlib.closing(engine.engine.client(timeout=2)) as client:
        api = client.api
        began = time.monotonic()
        with pytest.raises(requests.ReadTimeout):
            api.exec_start(api.exec_create(made, ["sleep", "600"]))
        assert time.monotonic() - began < LATE
        late = ["sh", "-c", "echo out; sleep 1; echo err >&2; echo end"]
        said = api.exec_start(api.exec_create(made, late))
        assert sorted(said.split()) == [b"end", b"err", b"out"]
        long = api.exec_start(api.exec_create(made, ["sh", "-c", "yes | head -c 3000000"]))
        assert long == b"y\n" * 1_500_000
        at_terminal = api.exec_start(api.exec_create(made, ["echo", "at a terminal"], tty=True))
        assert at_terminal == b"at a terminal\r\n"


def test_a_wait_for_a_container_is_as_long_as_it_takes(
    engine: PrivateEngine, docker: docker_py.APIClient, clean: None
) -> None:
    made = docker.create_container("busybox", ["sleep", "3"])
    docker.start(made)
    with contextlib.closing(engine.engine.client(timeout=1)) as impatient:
        assert impatient.api.wait(made)["StatusCode"] == 0


def test_different_questions_use_the_same_connection(engine: PrivateEngine, clean: None) -> None:
    def descriptors() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    with contextlib.closing(engine.engine.client()) as client:
        client.ping()
        before = descriptors()
        for number in range(40):
            client.api.volumes({"name": f"different-{number}"})
            with listening(client.api, since=0, until=number) as events:
                list(events)
        assert descriptors() <= before


def test_events_that_are_no_longer_listened_to_leave_nothing_open(engine: PrivateEngine) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _number in range(3):
        with contextlib.closing(engine.engine.client()) as client, listening(client.api) as events:
            events.close()
            assert list(events) == []
    assert len(list(Path("/proc/self/fd").iterdir())) <= before
