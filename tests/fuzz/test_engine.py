"""What an engine, a registry or a program on a terminal says."""

from __future__ import annotations

import json
from typing import Any

import docker
import requests
from hypothesis import given
from hypothesis import strategies as st

from helpers.checks.inspect_data import ContainerData, ImageData
from helpers.engine.explain import explain, translate
from helpers.images import provision
from helpers.images.pull import PullFailed, _moving, _read, progress
from helpers.lab.events import Event, interesting
from tests.fuzz.outside import JSON, TEXT, changed, survives

MESSAGE = {
    "status": "exec", "id": "0123", "from": "busybox", "Type": "container", "Action": "exec_create: sh",
    "Actor": {"ID": "0123", "Attributes": {"exitCode": "0", "image": "busybox", "name": "box"}},
    "scope": "local", "time": 1795939200, "timeNano": 1795939200123456789,
}  # fmt: skip
CONTAINER = {
    "Id": "0123", "Name": "/box", "Image": "sha256:0123", "Path": "sh", "Args": ["-c", "true"],
    "Config": {"Image": "busybox", "Env": ["A=b", "C"], "Cmd": ["sh"], "Labels": {"a": "b"}},
    "HostConfig": {"Memory": 0}, "State": {"Status": "running", "Running": True, "ExitCode": 0},
    "Mounts": [{"Type": "volume", "Name": "v", "Source": "/s", "Destination": "/d", "RW": True}],
    "NetworkSettings": {"Ports": {"80/tcp": [{"HostIp": "::1", "HostPort": "8080"}], "81/tcp": None}},
}  # fmt: skip
IMAGE = {
    "Id": "sha256:0123", "RepoTags": ["busybox:latest"], "Size": 4, "Created": "2026-01-02T03:04:05Z",
    "Config": {"Env": ["A=b"], "Cmd": ["sh"], "Entrypoint": None}, "RootFS": {"Layers": ["sha256:4567"]},
}  # fmt: skip
PULLING = [
    {"status": "Downloading", "id": "0123", "progressDetail": {"current": 5, "total": 10}},
    {"status": "Pull complete", "id": "0123", "progressDetail": {}},
]


def properties(data: object) -> None:
    """Read everything that it offers."""
    for name in dir(type(data)):
        if isinstance(getattr(type(data), name), property):
            survives(getattr, data, name)


@given(changed(MESSAGE))
def test_an_event(raw: Any) -> None:
    survives(Event.from_engine, raw)
    survives(interesting, raw)


@given(changed(CONTAINER))
def test_a_container(raw: Any) -> None:
    properties(ContainerData(raw))


@given(changed(IMAGE))
def test_an_image(raw: Any) -> None:
    properties(ImageData(raw))


@given(changed(PULLING) | st.lists(JSON), st.binary(max_size=100))
def test_a_pull(events: list[Any], line: bytes) -> None:
    lines = [json.dumps(event).encode() for event in events]
    try:
        survives(lambda: list(progress(_moving(_read([line, *lines]), 12.0), every=0)))
    except PullFailed as error:
        assert str(error)


@given(st.binary(max_size=200) | JSON.map(lambda value: repr(value).encode()))
def test_a_line_of_a_load(line: bytes) -> None:
    assert isinstance(survives(provision._reason, line), str)


KINDS = st.sampled_from([
    RuntimeError, OSError, docker.errors.DockerException, docker.errors.APIError,
    requests.ConnectionError, requests.Timeout, ValueError,
])  # fmt: skip


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: raw.decode("latin-1")), KINDS)
def test_an_explanation(text: str, kind: type[Exception]) -> None:
    survives(translate, text)
    error = survives(explain, kind(text))
    assert error.what


@given(TEXT, JSON)
def test_a_build_log(text: str, value: Any) -> None:
    survives(
        explain, docker.errors.BuildError(text, iter([value, {"stream": value}, {"error": value}, text]))
    )
