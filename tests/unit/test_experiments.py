"""Experiments with an image and questions to its web server, on an engine that plays the containers."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
import requests

from helpers.checks import http, trial
from helpers.checks.http import Answer, ask_beside, ask_published, parsed, request
from helpers.checks.inspect_data import ContainerData
from helpers.engine.types import FORWARDED
from tests.unit.pretend import refuses

_NUMBERS = count()
TEST = ["CMD-SHELL", "curl -f localhost"]
OK = b"=== answer ===\nHTTP/1.0 200 OK\r\n\r\nhello"


class Engine:
    """Plays each throwaway container by its program; `alive` says whether the server still runs."""

    timeout, api_version = 60, "1.41"

    def __init__(self, *, test: list[str] | None = None, said: bytes = OK, exec_code: int | None = 0,
                 run_code: int = 0, alive: Callable[[int], bool] = lambda _asked: True):  # fmt: skip
        self.test, self.said, self.exec_code, self.run_code, self.alive = (
            test,
            said,
            exec_code,
            run_code,
            alive,
        )
        self.made: list[dict[str, Any]] = []
        self.removed: list[str] = []
        self.calls: list[tuple[str, Any]] = []
        self.refusals: dict[str, Exception] = {}
        self.base_url = f"http+docker://{next(_NUMBERS)}"  # what was found out belongs to one engine
        self.status, self.asked, self.labels = "running", 0, list[str]()

    def _do(self, call: str, what: Any) -> None:
        self.calls.append((call, what))
        if call in self.refusals:
            raise self.refusals[call]

    def info(self) -> dict[str, Any]:
        return {"Labels": self.labels}

    def create_host_config(self, **settings: Any) -> dict[str, Any]:
        return settings

    def create_container(self, image: str, argv: Any, **settings: Any) -> dict[str, Any]:
        self.made.append({"image": image, "argv": argv, **settings})
        return {"Id": f"c{len(self.made)}"}

    def remove_container(self, identity: str, **_how: Any) -> None:
        self.removed.append(identity)

    def start(self, identity: str) -> None:
        self._do("start", self.made[int(identity[1:]) - 1]["image"])

    def wait(self, identity: str, timeout: float) -> dict[str, int]:
        self._do("wait", timeout)
        return {"StatusCode": self.run_code}

    def stop(self, identity: str, timeout: float) -> None:
        self._do("stop", identity)

    def kill(self, identity: str, signal: str) -> None:
        self._do("kill", signal)

    def logs(self, identity: str, **how: Any) -> bytes:
        return self.said if how.get("stderr") is False else b"its log"

    def inspect_container(self, identity: str) -> dict[str, Any]:
        self.asked += 1
        state = {"Running": self.alive(self.asked), "ExitCode": self.run_code, "Status": self.status}
        return {"Config": {"Healthcheck": {"Test": self.test} if self.test else None}, "State": state}

    def inspect_image(self, image: str) -> dict[str, Any]:
        return {"Config": {"Healthcheck": {"Test": self.test} if self.test else None}}

    def exec_create(self, identity: str, argv: list[str]) -> dict[str, str]:
        self._do("exec", argv)
        return {"Id": "e"}

    def exec_start(self, identity: str, detach: bool) -> None:
        assert detach
        self._do("exec_start", identity)

    def exec_inspect(self, identity: str) -> dict[str, Any]:
        return {"ExitCode": self.exec_code}


@pytest.fixture(autouse=True)
def _no_waits(monkeypatch) -> None:
    """Time goes by in the course's sleeps only."""
    clock = [0.0]
    monkeypatch.setattr(trial.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(trial.time, "sleep", lambda seconds: clock.__setitem__(0, clock[0] + seconds))


def tried(host: Engine, *paths: str, port: int = 80, stop: bool = True, **env: str) -> dict[str, Any]:
    return trial.run(host, "i", paths or ("/",), [], port, env, stop, "03")


# -- an image on trial -------------------------------------------------------------------------------------
def test_an_image_is_run_asked_tested_and_stopped() -> None:
    host = Engine(test=TEST)
    assert tried(host, A="b") == {
        "answers": [[200, "hello"]], "inside_only": False, "ended_early": False, "exit_code": 0,
        "seconds": 0.0, "health": [0, ""], "output": "its log",
    }  # fmt: skip
    assert ("exec", ["/bin/sh", "-c", "curl -f localhost"]) in host.calls
    assert host.made[0]["environment"] == {"A": "b"}
    asker = host.made[1]
    assert asker["image"] == http.ASKER
    assert asker["host_config"]["network_mode"] == asker["host_config"]["pid_mode"] == "container:c1"
    assert asker["argv"][3:] == ["ask", "80", request("/")]
    assert sorted(host.removed) == ["c1", "c2"]


def test_a_server_that_only_its_own_container_reaches_is_told() -> None:
    host = Engine(run_code=trial.INSIDE)
    assert tried(host)["inside_only"]
    assert tried(host)["answers"] == [[200, "hello"]]


def test_an_image_on_trial_is_remembered_by_what_was_asked() -> None:
    host = Engine()
    tried(host), tried(host)
    assert len(host.made) == 2
    tried(host, "/other"), tried(host, port=81), tried(host, A="b")
    assert len(host.made) == 8


def test_only_who_asks_how_it_ends_waits_for_a_stop() -> None:
    host = Engine()
    assert tried(host, stop=False)["ended_early"] is False
    assert "stop" not in [call for call, _what in host.calls]
    tried(host)
    assert "stop" in [call for call, _what in host.calls]


def test_without_a_health_check_or_after_the_end_none_is_run() -> None:
    assert tried(Engine())["health"] is None
    ended = tried(Engine(test=TEST, alive=lambda _asked: False, run_code=5))
    assert (ended["health"], ended["ended_early"], ended["exit_code"]) == (None, True, 5)


def test_an_answer_that_did_not_come_is_status_0() -> None:
    assert tried(Engine(), "/", "/b")["answers"] == [[200, "hello"], [0, ""]]
    assert tried(Engine(said=b""), "/")["answers"] == [[0, ""]]


def test_a_program_that_cannot_start_is_told_with_the_engine_s_words() -> None:
    host = Engine()
    host.status = "created"
    host.refusals["start"] = refuses(400, "executable file not found")
    found = tried(host, "/", "/b")
    assert (found["answers"], found["ended_early"], found["exit_code"]) == ([[0, ""], [0, ""]], True, 127)
    assert (found["output"], found["health"], found["seconds"]) == ("executable file not found", None, 0.0)
    assert host.removed == ["c1"]


def test_an_engine_that_refuses_what_was_started_is_an_error() -> None:
    host = Engine()
    host.refusals["stop"] = refuses(500, "the engine is ill")
    with pytest.raises(Exception, match="ill"):
        tried(host)
    assert "c1" in host.removed


def test_a_server_that_ends_while_it_is_asked_gives_no_answer() -> None:
    host = Engine(alive=lambda _asked: False)
    host.refusals["wait"] = refuses(409, "the other container is gone")
    assert tried(host)["answers"] == [[0, ""]]
    living = Engine()
    living.refusals["wait"] = refuses(500, "the engine is ill")
    with pytest.raises(Exception, match="ill"):
        tried(living)


# -- health checks ------------------------------------------------------------------------------------------
def health(host: Engine, port: int = 80) -> dict[str, int]:
    return trial.health(host, "i", port, {"A": "b"}, "03")


def test_a_health_check_meets_every_kind_of_server() -> None:
    host = Engine(test=TEST, exec_code=0, run_code=7, alive=lambda asked: asked < 8)
    assert health(host, 81) == {"well": 0, "stopped": 0, "ill": 7, "none": 7}
    assert [what for call, what in host.calls if call == "kill"] == ["STOP", "KILL"]
    ill = next(made for made in host.made if made["argv"] and "httpd" in made["argv"][2])
    assert ill["argv"][3:] == ["ill", "81"]
    tests = [made for made in host.made if made["argv"] == ["/bin/sh", "-c", "curl -f localhost"]]
    networks = [made["host_config"]["network_mode"] for made in tests]
    assert len(networks) == 2 and networks[0].startswith("container:c") and networks[1] == "none"
    assert len(set(host.removed)) == len(host.made)
    before = len(host.made)
    health(host, 81)
    assert len(host.made) == before


def test_a_server_that_does_not_stay_up_is_not_well() -> None:
    found = health(Engine(test=TEST, alive=lambda _asked: False))
    assert (found["well"], found["stopped"]) == (127, 127)


def test_a_check_that_hangs_is_given_up() -> None:
    assert health(Engine(test=TEST, exec_code=None)) == {"well": 124, "stopped": 124, "ill": 124, "none": 124}


def test_a_check_whose_program_is_missing_cannot_start() -> None:
    host = Engine(test=TEST)
    host.refusals["exec_start"] = refuses(400, "not found")
    assert health(host)["well"] == 127
    host = Engine(test=TEST)
    real = host.start

    def start(identity: str) -> None:
        if host.made[int(identity[1:]) - 1]["argv"] == ["/bin/sh", "-c", "curl -f localhost"]:
            raise refuses(400, "not found")
        real(identity)

    host.start = start
    assert (health(host)["ill"], health(host)["none"]) == (127, 127)


# -- a web server -------------------------------------------------------------------------------------------
def box(*places: tuple[str, str]) -> ContainerData:
    ports = {"80/tcp": [{"HostIp": address, "HostPort": port} for address, port in places]}
    return ContainerData({"Id": "box", "NetworkSettings": {"Ports": ports}})


@pytest.fixture
def here(monkeypatch) -> list[dict[str, Any]]:
    """What was asked of this machine's ports; port 8080 answers, port 9 does not."""
    asked: list[dict[str, Any]] = []

    def answer(self: requests.Session, method: str, url: str, **how: Any) -> requests.Response:
        asked.append({"method": method, "url": url, "trust_env": self.trust_env, **how})
        if ":9/" in url:
            raise requests.ConnectionError
        said = requests.Response()
        said.status_code, said._content = 302, "한글".encode()
        return said

    monkeypatch.setattr(requests.Session, "request", answer)
    return asked


@pytest.mark.parametrize(
    ("address", "host"),
    [("0.0.0.0", "127.0.0.1"), ("", "127.0.0.1"), ("::", "[::1]"), ("127.0.0.2", "127.0.0.2")],
)
def test_a_port_of_this_machine_is_asked_as_its_user_would(here, address: str, host: str) -> None:
    said = ask_published(Engine(), box((address, "8080")), 80, "/x", by="03")
    assert said == Answer(302, "한글")
    (asked,) = here
    assert (asked["method"], asked["url"], asked["data"]) == ("GET", f"http://{host}:8080/x", None)
    assert (asked["trust_env"], asked["allow_redirects"], asked["timeout"]) == (False, False, http.PATIENCE)


def test_a_form_is_posted_and_the_first_place_that_answers_counts(here) -> None:
    two = box(("127.0.0.1", "9"), ("127.0.0.1", "8080"))
    assert ask_published(Engine(), two, 80, "/", form={"a": "b"}, by="03").status == 302
    assert [(asked["method"], asked["data"]) for asked in here] == [("POST", {"a": "b"})] * 2
    assert ask_published(Engine(), box(("127.0.0.1", "9")), 80, "/", by="03") == Answer(0, "")
    assert ask_published(Engine(), box(), 80, "/", by="03") == Answer(0, "")
    assert ask_published(Engine(), box(("127.0.0.1", "8080")), 81, "/", by="03").status == 0


@pytest.mark.parametrize(
    ("labels", "url"), [([FORWARDED], "http+docker://localhost"), ([], "tcp://class:2376")]
)
def test_ports_of_another_network_are_asked_from_there(here, labels: list[str], url: str) -> None:
    host = Engine(said=b"HTTP/1.0 200 OK\n\nhi")
    host.labels, host.base_url = labels, url
    assert ask_published(host, box(("0.0.0.0", "8080")), 80, "/x", by="03") == Answer(200, "hi")
    assert here == []
    (made,) = host.made
    assert made["host_config"]["network_mode"] == "host"
    assert made["argv"][3:] == ["ask", "127.0.0.1", "8080", request("/x")]


def test_from_beside_127_0_0_1_is_the_server_s_own() -> None:
    host = Engine(said=b"HTTP/1.0 404 No\n\n")
    assert ask_beside(host, box(), 80, "/", by="03").status == 404
    assert host.made[0]["host_config"]["network_mode"] == "container:box"
    host.refusals["start"] = refuses(409, "gone")
    assert ask_beside(host, box(), 80, "/", by="03") == Answer(0, "")


def test_a_request_goes_over_the_wire_as_http() -> None:
    assert request("/a") == "GET /a HTTP/1.0\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    form = request("/a", {"b": "c d", "e": "한"})
    head, _blank, body = form.partition("\r\n\r\n")
    assert body == "b=c+d&e=%ED%95%9C"
    assert f"Content-Length: {len(body)}" in head and head.startswith("POST /a HTTP/1.0\r\n")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody\r\n\r\nmore", Answer(200, "body\n\nmore")),
        (b"HTTP/1.1 200", Answer(200, "")),
        (b"HTTP/1.1 abc\n\nx", Answer(0, "x")),
        (b"HTTP/1.1", Answer(0, "")),
        (b"SSH-2.0 200 x", Answer(0, "")),
        (b"", Answer(0, "")),
    ],
)
def test_what_a_server_said_is_read_whatever_it_is(said: bytes, answer: Answer) -> None:
    assert parsed(said) == answer
