"""What checks ask of the engine, each question on a real one."""

from __future__ import annotations

import time
from collections.abc import Callable

import docker as docker_py
import pytest

from helpers.checks import FAILED, PASSED, Blocked, Look, NotYet, Ran, Scope, grade, inspector
from helpers.checks import throwaway as throwaway_module
from helpers.checks.load import lesson_module
from helpers.grading import tape
from helpers.lab import Baseline
from tests.engine.waiting import until
from tests.unit.scripted import refused

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
BASE = "busybox:latest"
LESSON = "03_commit_diff"
DRAWN = lesson_module(LESSON, "assignment").DRAWN
SCOPE = Scope(containers=("box",), images=("mine:1",))


def look(api: docker_py.APIClient) -> Look:
    return Look(api, LESSON, SCOPE)


def run(api: docker_py.APIClient, *argv: str, name: str = "box") -> None:
    api.create_container(BASE, list(argv) or ["sleep", "1000"], name=name)
    api.start(name)


def test_a_missing_container_and_image_are_not_yet_there(docker: docker_py.APIClient) -> None:
    with pytest.raises(NotYet, match="컨테이너 box: 아직 없습니다"):
        look(docker).container("box")
    with pytest.raises(NotYet, match="이미지 mine:1: 아직 없습니다"):
        look(docker).image("mine:1")


def test_a_container_that_was_there_is_told_from_one_never_made(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    docker.remove_container(docker.create_container(BASE, ["true"], name="box")["Id"])
    with pytest.raises(NotYet) as caught:
        look(docker).container("box")
    assert "지워졌습니다" in caught.value.found
    assert "--rm" in caught.value.hint


MISSPELT = Scope(("my-box",), ("mine:1",), ("my-vol",), ("my-net",))


def test_what_was_made_under_nearly_the_name_is_named_and_what_is_advised_helps(
    docker: docker_py.APIClient,
) -> None:
    Baseline.of(docker)
    made = docker.create_container(BASE, ["true"], name="my-bbox")
    docker.commit(made["Id"], "mine")
    docker.create_volume("my-vols"), docker.create_network("my-nets")
    there = Look(docker, LESSON, MISSPELT)
    box, mine = refused(lambda: there.container("my-box")), refused(lambda: there.image("mine:1"))
    assert (box.found, mine.found) == ("my-bbox", "mine:latest")
    assert "`docker rename my-bbox my-box`" in box.hint
    assert "`docker tag mine:latest mine:1`" in mine.hint
    for thing in (refused(lambda: there.volume("my-vol")), refused(lambda: there.network("my-net"))):
        assert thing.found in ("my-vols", "my-nets")
        assert "다시 만드세요" in thing.hint
    assert there.misspelt == {"my-box", "mine:1", "my-vol", "my-net"}
    docker.rename("my-bbox", "my-box")
    docker.tag("mine:latest", "mine", "1")
    again = Look(docker, LESSON, MISSPELT)
    assert again.container("my-box").id == made["Id"]
    assert again.image("mine:1")


def test_a_name_nearly_so_that_was_there_before_the_course_is_not_spoken_of(
    docker: docker_py.APIClient,
) -> None:
    docker.create_container(BASE, ["true"], name="my-bbox")
    docker.tag(BASE, "mine", "latest")
    docker.create_volume("my-vols"), docker.create_network("my-nets")
    Baseline.of(docker)
    there = Look(docker, LESSON, MISSPELT)
    asked = (
        lambda: there.container("my-box"),
        lambda: there.volume("my-vol"),
        lambda: there.network("my-net"),
    )
    assert {refused(ask).found for ask in asked} == {"없음"}
    assert "docker tag" not in refused(lambda: there.image("mine:1")).hint
    assert not there.misspelt


def test_a_missing_base_image_blocks(docker: docker_py.APIClient) -> None:
    with pytest.raises(Blocked, match="엔진에 없습니다"):
        look(docker).base("no-such-image:1")
    assert look(docker).base(BASE).tags


def test_what_was_there_before_the_course_blocks(docker: docker_py.APIClient) -> None:
    run(docker)
    docker.tag(BASE, "mine", "1")
    Baseline.of(docker)
    with pytest.raises(Blocked, match="과정을 시작하기 전부터"):
        look(docker).container("box")
    with pytest.raises(Blocked, match="과정을 시작하기 전부터"):
        look(docker).image("mine:1")


def test_a_container_reads_as_inspect_tells_it(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    made = docker.create_container(
        BASE, ["sh", "-c", "exit 3"], name="box", environment={"A": "1=2"}, labels={"x": "y"}
    )
    docker.start(made["Id"])
    docker.wait(made["Id"])
    box = look(docker).container("box")
    assert (box.name, box.id, box.image_name) == ("box", made["Id"], BASE)
    assert (box.status, box.is_running, box.exit_code) == ("exited", False, 3)
    assert box.command == ("sh", "-c", "exit 3")
    assert box.env["A"] == "1=2"
    assert box.ports == {}


def test_an_image_knows_what_it_builds_on(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    run(docker, "sh", "-c", "echo hi > /hi")
    docker.wait("box")
    docker.commit("box", "mine", "1")
    seen = look(docker)
    mine, base = seen.image("mine:1"), seen.base(BASE)
    assert mine.starts_with(base)
    assert not base.starts_with(mine)
    assert mine.tags == ("mine:1",)


def test_diff_tells_added_changed_deleted(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    run(docker, "sh", "-c", "echo hi > /etc/added; rm /etc/passwd")
    docker.wait("box")
    seen = look(docker)
    changes = {(found.kind, found.path) for found in seen.container("box").diff()}
    assert changes == {("C", "/etc"), ("A", "/etc/added"), ("D", "/etc/passwd")}


def test_an_untouched_container_has_no_diff(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    run(docker, "true")
    docker.wait("box")
    seen = look(docker)
    assert seen.container("box").diff() == []


def test_files_are_read_whether_it_runs_or_not(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    run(docker, "sh", "-c", "printf hello > /hello; head -c 3000000 /dev/zero > /large")
    docker.wait("box")
    seen = look(docker)
    box = seen.container("box")
    assert box.file("/hello") == b"hello"
    assert box.file("/none") is None
    assert box.file("/etc") is None, "a folder is no file"
    assert box.file("/large", limit=1000) == bytes(1000)
    stat = box.stat("/hello")
    assert stat
    assert stat["size"] == 5
    assert box.stat("/none") is None


def test_logs_and_programs_inside(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    run(docker, "sh", "-c", "echo 안녕; sleep 1000")
    seen = look(docker)
    box = seen.container("box")
    assert until(lambda: box.logs()) == "안녕\n"
    assert box.run_in("sh", "-c", "echo out; exit 4") == Ran(4, "out\n")


def test_a_probe_runs_a_program_of_an_image_and_leaves_nothing(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    seen = look(docker)
    ran = seen.run(seen.base(BASE), "sh", "-c", "echo there; exit 5")
    assert ran == Ran(5, "there\n")
    assert docker.containers(all=True) == []
    assert [found for found in look(docker).events if found.kind == "container"] == []


def test_a_probe_of_a_program_that_is_not_there_is_127(docker: docker_py.APIClient) -> None:
    seen = look(docker)
    ran = seen.run(seen.base(BASE), "no-such-program")
    assert ran.code == 127
    assert "no-such-program" in ran.said
    with pytest.raises(Blocked, match="no-such-program"):
        _ = ran.output


def test_a_probe_that_never_ends_is_given_up(
    docker: docker_py.APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throwaway_module, "PROBE_TIMEOUT", 1)
    seen = look(docker)
    assert seen.run(seen.base(BASE), "sleep", "999").code == 124
    assert docker.containers(all=True) == []


def test_an_answer_of_an_image_is_asked_for_once(docker: docker_py.APIClient) -> None:
    argv = ("sh", "-c", "cat /proc/sys/kernel/random/uuid")
    first = look(docker).run(look(docker).base(BASE), *argv)
    assert look(docker).run(look(docker).base(BASE), *argv) == first


def test_happened_finds_events_by_name_and_attribute(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    run(docker, "true")
    docker.wait("box")
    docker.remove_container("box")
    until(lambda: look(docker).happened("container", "destroy", "box"))
    assert look(docker).happened("container", "create", "box", image=BASE)
    assert not look(docker).happened("container", "create", "box", image="debian")
    assert not look(docker).happened("container", "create", "bo")


def test_listing_leaves_probes_out(docker: docker_py.APIClient) -> None:
    run(docker)
    docker.create_container(BASE, ["true"], name="probe", labels={throwaway_module.PROBE_LABEL: "03"})
    assert [found.name for found in look(docker).list_containers()] == ["box"]
    assert [found.name for found in look(docker).list_containers(status="exited")] == []


def test_what_proved_a_task_of_its_image_is_not_tried_again(docker: docker_py.APIClient) -> None:
    """A fresh process looks it up; another image, the record for a hand-in and `now` ask the engine."""
    Baseline.of(docker)
    mine = DRAWN.mine()

    def solve(token: str) -> None:
        change = f"echo {token} > {mine['file']}; rm {mine['gone']}"
        run(docker, "sh", "-c", change, name=mine["name"])
        docker.wait(mine["name"])
        docker.commit(mine["name"], *mine["image"].rsplit(":", 1))
        docker.remove_container(mine["name"])

    def probes(grading: Callable[[], object]) -> int:
        """How many throwaway containers it takes where nothing is known but what is on the disk."""
        inspector._probes.clear()
        since = time.time()
        grading()
        return sum(
            event["Action"] == "create"
            and throwaway_module.PROBE_LABEL in event["Actor"]["Attributes"]
            and event["Actor"]["Attributes"]["name"].startswith("course-check-")
            for event in docker.events(since=since, until=time.time(), decode=True)
        )

    def status() -> str:
        return grade(LESSON, "alone", api=docker).tasks[0].status

    solve(mine["token"])
    assert (probes(lambda: grade(LESSON, api=docker)), status()) == (2, PASSED)
    assert (probes(lambda: grade(LESSON, api=docker)), status()) == (0, PASSED)
    assert probes(lambda: grade(LESSON, api=docker, now=True)) == 2
    assert probes(lambda: tape.record(LESSON, docker)) == 2
    solve("another")
    assert probes(lambda: grade(LESSON, api=docker)) == 1
    assert status() == FAILED
