"""No name server, and ports that other programs have."""

from __future__ import annotations

import contextlib
import socket
import time
from pathlib import Path

import pytest

from helpers.cli import main
from helpers.engine.private import PrivateEngine
from helpers.images.pull import PullFailed, pull
from helpers.launch import free_port
from helpers.views import work
from tests.faults.table import Fault

pytestmark = pytest.mark.engine
NOWHERE = "registry.invalid"  # RFC 6761: no name server knows it
SOON = 60  # seconds, on a busy machine


def test_a_registry_whose_name_nobody_knows_cannot_be_reached(engine: PrivateEngine, fault: Fault) -> None:
    began = time.monotonic()
    with pytest.raises(PullFailed) as caught:
        pull(engine.engine, f"{NOWHERE}/library/busybox:1", print)
    took = time.monotonic() - began
    assert str(caught.value) == "레지스트리에 연결할 수 없습니다."
    assert took < SOON
    fault("DNS does not know the registry; pull", str(caught.value), took)


@pytest.mark.usefixtures("clean")
def test_a_build_that_finds_no_name_says_so(
    engine: PrivateEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: Fault
) -> None:
    (tmp_path / "Dockerfile").write_text(
        "FROM debian:trixie-slim\n"
        f"RUN echo 'deb http://{NOWHERE}/debian trixie main' > /etc/apt/sources.list"
        " && rm -f /etc/apt/sources.list.d/* && apt-get update -o Acquire::Retries=0 --error-on=any\n"
    )
    began = time.monotonic()
    work.build(str(tmp_path), "mine")
    took = time.monotonic() - began
    said = capsys.readouterr().out.splitlines()[-1]
    assert said.startswith("빌드하지 못했습니다: ")
    assert NOWHERE in said or "DNS" in said or "이름" in said, said
    fault("DNS does not know the mirror; build", said, took)


def test_a_lab_where_every_port_is_taken_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, fault: Fault, engine: PrivateEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(socket.socket())
        first.bind((free_port.HOST, 0))
        first.listen()
        port = first.getsockname()[1]
        monkeypatch.setattr(free_port, "USUAL", port)
        monkeypatch.setattr(free_port, "TRIES", 1)
        began = time.monotonic()
        assert main(["lab", "--no-browser"]) == 2
        took = time.monotonic() - began
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == 1
    assert str(port) in told.err
    assert "--port" in told.err
    assert engine.running()
    fault("every port for JupyterLab taken; course lab", told.err, took)
