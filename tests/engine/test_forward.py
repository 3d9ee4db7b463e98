"""Published ports of a private engine answer on this machine while their container runs."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time

import docker as docker_py
import pytest

from helpers.engine import Engine
from helpers.engine.private import PrivateEngine
from helpers.engine.unreached import unreached
from helpers.views import draw
from helpers.views.panel import Panel
from tests.engine.waiting import until
from tests.engine.webserver import LARGE, fetch, free_port, hello, serve
from tests.faults.table import Fault

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_a_published_port_is_on_the_host_while_its_container_runs(
    docker: docker_py.APIClient, clean: None, address: str
) -> None:
    port = free_port()
    container = serve(docker, {"80": (address, port)})
    until(lambda: hello(port), what=f"{address}:{port} answers")
    others = [a for a in subprocess.getoutput("hostname -I").split() if "." in a]
    for other in others:
        assert hello(port, other) is (address == "0.0.0.0")
    docker.stop(container)
    until(lambda: not hello(port), what=f"{address}:{port} is closed")
    docker.start(container)
    until(lambda: hello(port), what=f"{address}:{port} answers again")


def test_a_large_answer_comes_through_whole(docker: docker_py.APIClient, clean: None) -> None:
    port = free_port()
    serve(docker, {"80": ("127.0.0.1", port)})
    until(lambda: hello(port), what="the server answers")
    assert len(fetch("large", port)) == LARGE


def test_a_connection_that_the_container_resets_is_reset_on_the_host(
    docker: docker_py.APIClient, clean: None
) -> None:
    port = free_port()
    idle = docker.create_container(
        "busybox", ["sleep", "600"], ports=[80],
        host_config=docker.create_host_config(port_bindings={"80": ("127.0.0.1", port)}, init=True),
    )  # fmt: skip
    docker.start(idle)

    def connected() -> socket.socket | None:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=30)
        except OSError:
            return None

    until(lambda: (link := connected()) and not link.close(), what="the port is open")
    link = connected()
    assert link
    with link:
        link.sendall(b"nobody listens in the container")
        with contextlib.suppress(ConnectionResetError):
            assert link.recv(1) == b""


def test_a_port_that_a_program_has_is_reported_and_opened_when_free(
    engine: PrivateEngine, docker: docker_py.APIClient, clean: None, fault: Fault
) -> None:
    until(lambda: not engine.forwarding_problems(), what="that of an earlier test is gone")
    with socket.create_server(("127.0.0.1", 0)) as program:
        port = program.getsockname()[1]
        serve(docker, {"80": ("127.0.0.1", port)}, name="taken")
        began = time.monotonic()
        until(engine.forwarding_problems, what="the problem is reported")
        took = time.monotonic() - began
        (problem,) = engine.forwarding_problems()
        assert (problem.address, problem.port) == ("127.0.0.1", port)
        assert str(port) in str(problem)
        assert "다른 프로그램이 이미 쓰고 있습니다" in problem.what
        assert "다른 포트로" in problem.remedy
        assert unreached(engine.engine) == (problem,)
        assert unreached(Engine("unix:///var/run/docker.sock", "default")) == ()
        drawn = str(draw.ports_of("taken").picture(docker))
        assert problem.what in drawn
        assert problem.remedy in drawn
        panel = Panel("03_commit_diff")
        try:
            until(lambda: f":{port}" in panel.parts.get("unreached", ""), what="the panel says it")
            assert "다른 포트로" in panel.parts.get("unreached", "")
        finally:
            panel.close()
        assert f"127.0.0.1:{port}/tcp" in engine.home.log.read_text()
    until(lambda: hello(port), what="the port is opened once the program has left it")
    fault("a program has the port that a container publishes", str(problem), took)
    until(lambda: not engine.forwarding_problems(), what="nothing is reported any more")
