"""Asking a container's web server: through its published port, and from beside it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import docker as docker_py
import pytest

from helpers.checks import Answer, Look, NotYet, Scope, Service
from helpers.checks import http as http_module
from helpers.lab import Baseline
from tests.engine.waiting import until

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
PORT = 21807
LISTENS = ("wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/")
SCRIPT = r"""
mkdir -p /www/cgi-bin
echo '<p>안녕</p>' > /www/index.html
printf '#!/bin/sh\nprintf "Content-Type: text/plain\\n\\n$REQUEST_METHOD "; cat\n' > /www/cgi-bin/echo
chmod 755 /www/cgi-bin/echo
exec httpd -f -p 8080 -h /www
"""


def serve(docker: docker_py.APIClient, bindings: dict[int, tuple[str, int]]) -> None:
    """A web server in a container `web`, published as the bindings say."""
    config = docker.create_host_config(port_bindings=bindings, init=True)
    docker.create_container("busybox", ["sh", "-c", SCRIPT], name="web", ports=[8080], host_config=config)
    docker.start("web")


@pytest.fixture(params=["published", "inside only"])
def web(request: pytest.FixtureRequest, docker: docker_py.APIClient) -> Look:
    Baseline.of(docker)
    bindings = {8080: ("127.0.0.1", PORT)} if request.param == "published" else {}
    serve(docker, bindings)
    until(lambda: docker.exec_inspect(_exec(docker, *LISTENS))["ExitCode"] == 0)
    return Look(docker, "09_final", Scope(containers=("web",)))


def _exec(docker: docker_py.APIClient, *argv: str) -> str:
    made: str = docker.exec_create("web", list(argv))["Id"]
    docker.exec_start(made)
    return made


def test_a_page_is_read_with_its_status(web: Look) -> None:
    assert Service(web.container("web"), 8080).get_beside() == Answer(200, "<p>안녕</p>\n")
    assert Service(web.container("web"), 8080).get_beside("/nothing").status == 404


def test_a_form_is_posted(web: Look) -> None:
    answer = Service(web.container("web"), 8080).get_beside("/cgi-bin/echo", form={"a": "1", "b": "x y"})
    assert answer == Answer(200, "POST a=1&b=x+y")


def test_nobody_at_a_port_is_status_0(web: Look) -> None:
    assert Service(web.container("web"), 8081).get_beside() == Answer(0, "")


def test_a_container_that_has_ended_is_status_0(web: Look, docker: docker_py.APIClient) -> None:
    before = web.container("web")
    docker.stop("web")
    assert Service(before, 8080).get_beside() == Answer(0, "")


def test_asking_leaves_nothing_and_is_no_event_of_the_lesson(web: Look, docker: docker_py.APIClient) -> None:
    Service(web.container("web"), 8081).get_beside()
    assert [container["Names"] for container in docker.containers(all=True)] == [["/web"]]
    assert {event.name for event in web.events if event.kind == "container"} <= {"web"}


def test_a_published_port_is_asked_without_another_container(
    docker: docker_py.APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    Baseline.of(docker)
    serve(docker, {8080: ("127.0.0.1", PORT)})
    monkeypatch.setattr(http_module, "FORWARDED", "a label that no engine has")
    monkeypatch.setattr(http_module, "from_network", lambda *_: b"")
    look = Look(docker, "09_final", Scope(containers=("web",)))
    until(lambda: Service(look.container("web"), 8080).get().status == 200)


def test_the_page_of_another_engine_is_not_taken_for_this_ones(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Other) as server:  # it was there first
        threading.Thread(target=server.serve_forever, daemon=True).start()
        bindings = {8080: ("127.0.0.1", server.server_port)}
        serve(docker, bindings)
        until(lambda: docker.exec_inspect(_exec(docker, *LISTENS))["ExitCode"] == 0)
        look = Look(docker, "09_final", Scope(containers=("web",)))
        assert Service(look.container("web"), 8080).get() == Answer(200, "<p>안녕</p>\n")
        server.shutdown()


LOOPBACK = SCRIPT.replace("-p 8080", "-p 127.0.0.1:8080")


def test_a_server_that_listens_only_inside_is_told_from_one_that_does_not_listen(
    docker: docker_py.APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    Baseline.of(docker)
    monkeypatch.setattr("helpers.checks.service.PATIENCE", 1.0)
    monkeypatch.setitem(globals(), "SCRIPT", LOOPBACK)
    serve(docker, {8080: ("127.0.0.1", PORT)})
    until(lambda: docker.exec_inspect(_exec(docker, *LISTENS))["ExitCode"] == 0)
    web = Look(docker, "09_final", Scope(containers=("web",))).container("web")
    with pytest.raises(NotYet, match=r"127\.0\.0\.1에서만"):
        web.published(8080, at=PORT).answers("/")


def test_a_port_where_nobody_listens_is_told(
    docker: docker_py.APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    Baseline.of(docker)
    monkeypatch.setattr("helpers.checks.service.PATIENCE", 1.0)
    monkeypatch.setitem(globals(), "SCRIPT", "sleep 1000")
    serve(docker, {8080: ("127.0.0.1", PORT)})
    web = Look(docker, "09_final", Scope(containers=("web",))).container("web")
    with pytest.raises(NotYet, match="아무도 대답하지 않습니다"):
        web.published(8080, at=PORT).answers("/")


class _Other(BaseHTTPRequestHandler):
    """A server of somebody else."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"somebody else's page")
