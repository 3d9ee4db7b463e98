"""What a learner is told of a web service: from where its user stands, from beside it, on trial."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from helpers.checks.service import Service, lives, try_out
from tests.unit.scripted import BASE, container, image, look, refused

Places = list[tuple[str, str]]


def service(*places: tuple[str, str], status: str = "running", **answers: Any) -> Service:
    """Port 80 of a container, published at these addresses and ports of the host."""
    ports = {"80/tcp": [{"HostIp": address, "HostPort": port} for address, port in places]}
    raw = container(status, NetworkSettings={"Ports": ports})
    return Service(look(boxes={"box": raw, "1" * 64: raw}, **answers).container("box"))


def web(outside: list[Any], beside: list[Any] | None = None) -> dict[str, Any]:
    """A server that says this through the published port, and that beside the container."""
    return {"http": lambda _raw, _port, _path, _form, out: outside if out else (beside or outside)}


HERE = ("127.0.0.1", "8080")


@pytest.mark.parametrize(("at", "address"), [(0, ""), (0, "127.0.0.1"), (8080, ""), (8080, "127.0.0.1")])
def test_a_port_is_published_where_it_is_wanted(at: int, address: str) -> None:
    assert service(HERE).published(80, at, address).port == 80


def test_a_port_that_is_not_published_is_said_with_what_is() -> None:
    wrong = refused(lambda: service(HERE).published(443, 8443))
    assert "443번 포트가 호스트의 8443번 포트에" in wrong.message
    assert (wrong.expected, wrong.found) == ("127.0.0.1:8443->443/tcp", "127.0.0.1:8080->80/tcp")
    assert "-p" in wrong.hint
    nothing = refused(lambda: service().published(80, hint="own", address=""))
    assert (nothing.expected, nothing.found, nothing.hint) == ("…:…->80/tcp", "공개한 포트 없음", "own")
    assert refused(lambda: service(HERE).published(80, 9090)).expected == "127.0.0.1:9090->80/tcp"


@pytest.mark.parametrize("address", ["0.0.0.0", "::", ""])
def test_a_port_open_to_everybody_is_named_as_such(address: str) -> None:
    wrong = refused(lambda: service(HERE, (address, "8080")).published(80))
    assert wrong.message.startswith("8080번 포트가 이 컴퓨터의 모든 주소에서")
    assert service((address, "8080")).published(80, address="").port == 80
    assert refused(lambda: service((address, "8080")).published(80, 8080)).message.startswith("8080번")


def test_another_address_is_not_everybody() -> None:
    wrong = refused(lambda: service(("192.0.2.1", "8080")).published(80))
    assert "다른 주소에" in wrong.message
    assert wrong.found == "192.0.2.1:8080->80/tcp"


def test_another_port_of_the_container_may_be_open_when_one_is_asked_about() -> None:
    assert service(HERE, ("0.0.0.0", "9090")).published(80, 8080)
    assert refused(lambda: service(HERE, ("0.0.0.0", "9090")).published(80))


def test_it_answers_with_this_status_and_these_words() -> None:
    assert service(HERE, **web([200, "hello world"])).answers("/", contains="hello")
    assert service(HERE, **web([403, ""])).answers("/x", status=403)
    status = refused(lambda: service(HERE, **web([500, ""])).answers("/x"))
    assert "응답이 다릅니다" in status.message
    assert (status.expected, status.found) == ("/x 에 상태 200", "상태 500")
    assert "docker logs box" in status.hint
    words = refused(
        lambda: service(HERE, **web([200, " other "])).answers("/x", contains="hello", hint="own")
    )
    assert (words.expected, words.found, words.hint) == ("hello", "other", "own")
    assert refused(lambda: service(HERE, **web([200, " "])).answers(contains="hello")).found == "빈 페이지"
    assert refused(lambda: service(HERE, **web([500, ""])).answers(hint="own")).hint == "own"


def test_a_server_that_listens_to_itself_only_is_told_so() -> None:
    deaf = service(HERE, **web([0, ""], [200, "hi"]))
    for demand in (deaf.answers, deaf.page):
        wrong = refused(demand)
        assert "127.0.0.1에서만 기다립니다" in wrong.message
        assert (wrong.expected, wrong.found) == ("0.0.0.0:80", "127.0.0.1:80")


def test_a_server_that_is_not_there_is_told_so() -> None:
    wrong = refused(lambda: service(HERE, **web([0, ""])).answers("/x"))
    assert "아무도 대답하지 않습니다" in wrong.message
    assert (wrong.expected, wrong.found) == ("/x 에 대답", "대답 없음")
    assert "80번 포트" in wrong.hint
    assert refused(lambda: service(HERE, **web([0, ""])).answers("/x", hint="own")).hint == "own"


def test_a_page_is_what_a_user_gets() -> None:
    said = service(HERE, **web([404, "nothing here"])).page("/x")
    assert (said.status, said.body) == (404, "nothing here")


def test_a_form_goes_as_it_is_and_from_where_it_is_asked() -> None:
    asked: list[Any] = []
    there = service(HERE, http=lambda *question: asked.append(question[1:]) or [200, ""])
    there.get("/a", {"x": "y"})
    there.get("/a")
    there.get_beside("/b", {"x": "y"})
    there.wait_beside("/c")
    assert asked == [
        (80, "/a", {"x": "y"}, True), (80, "/a", None, True),
        (80, "/b", {"x": "y"}, False), (80, "/c", None, False),
    ]  # fmt: skip


def counting(*answers: list[Any]) -> tuple[list[Any], Callable[..., Any]]:
    asked: list[Any] = []

    def http(*question: Any) -> Any:
        asked.append(question)
        return answers[min(len(asked), len(answers)) - 1]

    return asked, http


def test_a_server_that_comes_up_late_is_waited_for() -> None:
    asked, http = counting([0, ""], [0, ""], [200, "up"])
    late = service(HERE, http=http, time_is_up=False)
    assert late.wait().body == "up"
    assert len(asked) == 3


def test_the_wait_ends_with_the_time_or_with_the_container() -> None:
    asked, http = counting([0, ""])
    assert service(HERE, http=http, time_is_up=True).wait().status == 0
    assert len(asked) == 1
    asked, http = counting([0, ""])
    assert service(HERE, http=http, time_is_up=False, status="exited").wait().status == 0
    assert len(asked) == 1


@pytest.mark.parametrize(("status", "alive"), [("running", True), ("exited", False)])
def test_whether_it_lives_is_asked_anew(status: str, alive: bool) -> None:
    assert lives(service(status=status).container) is alive
    assert not lives(service(container_now=None).container)


TRIAL = {"answers": [[200, "a"], [0, ""]], "ended_early": False, "exit_code": 0, "seconds": 0.5,
         "health": [0, "ok"], "output": "said"}  # fmt: skip


def test_a_trial_tells_answers_end_and_health() -> None:
    asked: list[Any] = []
    seen = look(images={"busybox": image(BASE)}, trial=lambda *question: asked.append(question) or TRIAL)
    tried = try_out(seen.base("busybox"), "/a", "/b", argv=["httpd"], port=81, env={"A": "b"}, stop=True)
    assert asked == [(BASE, ["/a", "/b"], ["httpd"], 81, {"A": "b"}, True)]
    assert [answer.status for answer in tried.answers] == [200, 0]
    assert (tried.ended_early, tried.exit_code, tried.seconds, tried.output) == (False, 0, 0.5, "said")
    assert tried.health is not None and tried.health.said == "ok"
    unwell = look(images={"busybox": image(BASE)}, trial=TRIAL | {"health": None})
    assert try_out(unwell.base("busybox")).health is None
