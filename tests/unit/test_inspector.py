"""The questions themselves: what each makes of docker-py's answers, on an engine in memory."""

from __future__ import annotations

import base64
from typing import Any

import pytest
import requests

from helpers.checks import inspector
from helpers.checks.files import Stat
from helpers.checks.http import Answer
from helpers.checks.inspector import Inspector
from helpers.checks.questions import Asking
from helpers.checks.throwaway import Ran
from helpers.lab import Journal
from helpers.lab.events import PROBE_LABEL
from tests.unit.pretend import Engine, refuses


class Wider(Engine):
    """With the calls that only checks use; `answers` by the call's name, exceptions are raised."""

    def __init__(self, **answers: Any):
        super().__init__(f"W{id(answers)}")
        self.answers = answers
        self.asked: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def __getattr__(self, call: str) -> Any:
        answers = self.__dict__.get("answers", {})
        if call not in answers:
            raise AttributeError(call)

        def answer(*args: Any, **how: Any) -> Any:
            self.asked.append((call, args, how))
            said = answers[call]
            if isinstance(said, Exception):
                raise said
            return said

        return answer


def inspect(host: Engine) -> Inspector:
    return Inspector(host, "03_commit_diff", Asking())


def test_the_first_look_meets_the_engine() -> None:
    host = Wider()
    host.make("container", "before")
    inspect(host)
    host.make("container", "after")
    seen = inspect(host)
    before, after = (row["Id"] for row in host.containers(all=True))
    assert seen.foreign("container", "before", before)[0].startswith("컨테이너 before")
    assert seen.foreign("container", "after", after) is None


def test_without_an_engine_only_what_was_recorded_can_be_had() -> None:
    played = Inspector(None, "03", Asking({'["info"]': {"NCPU": 2}}))
    assert played.info() == {"NCPU": 2}
    with pytest.raises(AssertionError, match="recorded"):
        played.api  # noqa: B018


def test_what_is_not_there_is_none_and_anything_else_is_an_error() -> None:
    host = Wider()
    seen = inspect(host)
    for ask in (seen.container, seen.container_now, seen.image, seen.volume, seen.network):
        assert ask("x") is None
    made = host.make("container", "box")
    host.make("image", "mine:1")
    host.make("volume", "data")
    found = inspect(host)
    assert found.container(made)["Name"] == found.container_now(made)["Name"] == "/box"
    assert found.image("mine:1")["RepoTags"] == found.image_names() == ["mine:1"]
    assert found.volume("data")["Driver"] == "local"
    assert found.volumes() == ["data"]
    assert inspect(Wider()).volumes() == []


def test_containers_are_those_that_no_check_made() -> None:
    host = Wider()
    host.make("container", "probe", Labels={PROBE_LABEL: "03"})
    box = host.make("container", "box", Labels={"a": "b"}, Mounts=[{"Name": "data"}])
    plain = host.make("container", "plain")
    assert inspect(host).containers({}) == [box, plain]
    assert inspect(host).containers({"volume": "data"}) == [box]


def test_events_and_gaps_are_the_lesson_s() -> None:
    host = Wider()
    seen = inspect(host)
    host.make("container", "box")
    assert [event["name"] for event in seen.events()] == ["box"]
    assert seen.gap() is False
    for number in range(300):
        host.tell("network", "connect", str(number), name="net")
    assert inspect(host).gap() is True
    Journal(host).mark_reset("03_commit_diff")
    assert inspect(host).gap() is False


def test_what_the_engine_leaves_out_is_nothing() -> None:
    host = Wider(diff=None, history=[{"Id": "1"}], version={"Version": "20"}, logs=b"a\xff")
    seen = inspect(host)
    assert (seen.diff("1"), seen.history("1"), seen.version()) == ([], [{"Id": "1"}], {"Version": "20"})
    assert seen.logs("1", 5, True) == "a�"
    assert host.asked[-1] == ("logs", ("1",), {"tail": 5, "timestamps": True})
    assert inspect(Wider(diff=[{"Kind": 1}])).diff("1") == [{"Kind": 1}]


def test_files_are_asked_in_json(monkeypatch) -> None:
    class Files:
        def __init__(self, _api: object, container: object, by: str):
            assert by == "03_commit_diff"

        def read(self, path: str, limit: int) -> bytes | None:
            return b"\x00x" if path == "/there" else None

        def stat(self, path: str) -> Stat | None:
            return Stat(1, 2, "t") if path == "/there" else None

    monkeypatch.setattr(inspector, "Files", Files)
    seen = inspect(Wider())
    assert base64.b64decode(seen.file({}, "/there", 5)) == b"\x00x"
    assert seen.file({}, "/not", 5) is None
    assert seen.stat({}, "/there") == {"size": 1, "mode": 2, "target": "t"}
    assert seen.stat({}, "/not") is None


def test_a_volume_is_read_by_its_folder(monkeypatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(
        inspector, "in_source", lambda _api, *question: asked.append(question) or Ran(3, "said")
    )
    assert inspect(Wider()).in_volume("/v", ["ls", "-l"]) == [3, "said"]
    assert asked == [("/v", "03_commit_diff", "ls", "-l")]


# -- running things --------------------------------------------------------------------------------------
@pytest.mark.parametrize(("code", "told"), [(0, 0), (3, 3), (None, -1)])
def test_what_docker_exec_ran_is_the_course_s_own(code: int | None, told: int) -> None:
    host = Wider(exec_create={"Id": "e1"}, exec_start=b"said", exec_inspect={"ExitCode": code})
    assert inspect(host).run_in("box", ["ls"]) == [told, "said"]
    host.tell("container", "exec_create: ls", "box", name="box", execID="e1")
    assert inspect(host).events() == [], "the learner did not run it"


def test_an_exec_that_does_not_end_is_given_up_unless_it_is_the_engine() -> None:
    slow = Wider(exec_create={"Id": "e1"}, exec_start=requests.ReadTimeout(), exec_inspect={})
    assert inspect(slow).run_in("box", ["sleep"]) == [124, "60초 안에 끝나지 않았습니다."]
    away = Wider(
        exec_create={"Id": "e1"}, exec_start=requests.ReadTimeout(), exec_inspect=requests.ConnectTimeout()
    )
    with pytest.raises(requests.ConnectTimeout):
        inspect(away).run_in("box", ["sleep"])


class Probing(Wider):
    """An engine on which throwaway containers can be run."""

    def __init__(self, **more: Any):
        super().__init__(**{"create_container": {"Id": "p"}, "create_host_config": {}, "start": None,
                            "wait": {"StatusCode": 3}, "logs": b"said", **more})  # fmt: skip
        self.gone: list[Any] = []

    def remove_container(self, identity: str, **how: Any) -> None:
        self.gone.append((identity, how))


def test_a_probe_runs_once_without_network_and_is_removed() -> None:
    host = Probing()
    seen = inspect(host)
    assert seen.probe("i1", ["ls"], {"A": "b"}) == [3, "said"]
    assert inspect(host).probe("i1", ["ls"], {"A": "b"}) == [3, "said"], "an image does not change"
    (made,) = (call for call in host.asked if call[0] == "create_container")
    assert made[1] == ("i1", ["ls"])
    assert (made[2]["entrypoint"], made[2]["environment"], made[2]["labels"]) == (
        [], {"A": "b"}, {PROBE_LABEL: "03_commit_diff"},
    )  # fmt: skip
    assert ("create_host_config", (), {"network_mode": "none"}) in host.asked
    assert host.gone == [("p", {"force": True, "v": True})]
    assert ("logs", ("p",), {"stderr": True}) in host.asked
    inspect(host).probe("i1", ["ls"], {})
    assert len(host.gone) == 2


def test_a_probe_beside_folders_of_the_host_only_reads_them_and_runs_each_time_it_is_asked() -> None:
    host = Probing()
    for _look in range(2):
        assert inspect(host).probe_mounted("i1", ["ls"], {"A": "b"}, {"/data": "/v/data"}) == [3, "said"]
    (settings, _again) = (how for call, _args, how in host.asked if call == "create_host_config")
    assert settings["network_mode"] == "none"
    (mount,) = settings["mounts"]
    assert (mount["Type"], mount["Source"], mount["Target"], mount["ReadOnly"]) == (
        "bind", "/v/data", "/data", True,
    )  # fmt: skip
    assert host.gone == [("p", {"force": True, "v": True})] * 2


def test_without_a_program_it_is_what_the_image_runs() -> None:
    host = Probing()
    inspect(host).probe("i2", [], {})
    (made,) = (call for call in host.asked if call[0] == "create_container")
    assert (made[1], made[2]["entrypoint"]) == (("i2", None), None)


def test_a_probe_that_cannot_start_or_does_not_end_has_a_code_of_its_own() -> None:
    cannot = Probing(start=refuses(400, "executable file not found"))
    assert inspect(cannot).probe("i3", ["x"], {}) == [127, "executable file not found"]
    assert len(cannot.gone) == 1
    slow = Probing(wait=requests.ConnectionError("Read timed out."))
    assert inspect(slow).probe("i4", ["x"], {}) == [124, "20초 안에 끝나지 않았습니다."]
    away = Probing(wait=requests.ConnectionError("Connection aborted."))
    with pytest.raises(requests.ConnectionError, match="aborted"):
        inspect(away).probe("i5", ["x"], {})
    assert len(away.gone) == 1


def test_a_web_server_is_asked_from_outside_or_from_beside(monkeypatch) -> None:
    def asked(where: str) -> Any:
        return lambda _api, _box, port, path, *, form, by: Answer(port, f"{where} {path} {form} {by}")

    monkeypatch.setattr(inspector.http, "ask_published", asked("outside"))
    monkeypatch.setattr(inspector.http, "ask_beside", asked("beside"))
    seen = inspect(Wider())
    assert seen.http({}, 80, "/a", None, True) == [80, "outside /a None 03_commit_diff"]
    assert seen.http({}, 81, "/b", {"c": "d"}, False) == [81, "beside /b {'c': 'd'} 03_commit_diff"]


# -- waiting -----------------------------------------------------------------------------------------------
def test_a_wait_has_one_round_at_least_and_pauses_between_them(monkeypatch) -> None:
    clock, slept = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    monkeypatch.setattr(inspector.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(inspector.time, "sleep", sleep)
    seen = inspect(Wider())
    seen.asking.begin("a")
    assert len(list(seen.waiting(1.0, 0.4))) == 4
    assert slept == [0.4] * 3
    assert len(list(seen.waiting(-1.0, 0.4))) == 1
    played = Inspector(None, "03", Asking(seen.asking.evidence()))
    played.asking.begin("a")
    slept.clear()
    assert len(list(played.waiting(1.0, 0.4))) == 4, "as many rounds as there were"
    assert slept == []
