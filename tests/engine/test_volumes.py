"""Volumes as checks read them, on a real engine."""

import time

import pytest

from helpers.checks import Blocked, Look, NotYet, Scope, find_volume, volume, volume_file
from helpers.lab.journal import interesting

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]


@pytest.fixture
def look(docker):
    def make():
        return Look(docker, "07_volume", Scope(volumes=("data",)))

    make()  # meets the engine, so that what follows is newer than the baseline
    return make


def written(docker, name, text):
    """A stopped container that wrote text to a volume."""
    made = docker.create_container(
        "busybox",
        ["sh", "-c", f"echo {text} > /v/file.txt"],
        host_config=docker.create_host_config(binds=[f"{name}:/v"]),
    )
    docker.start(made["Id"])
    docker.wait(made["Id"])
    return made["Id"]


def test_a_missing_volume_is_not_yet_and_is_not_made(look):
    with pytest.raises(NotYet, match="아직 없습니다"):
        volume(look(), "data")
    assert find_volume(look(), "data") is None


def test_a_volume_from_before_the_course_is_blocked(docker):
    docker.create_volume("data")
    with pytest.raises(Blocked, match="과정을 시작하기 전부터"):
        volume(Look(docker, "07_volume", Scope(volumes=("data",))), "data")


def test_a_file_is_read_through_a_container_that_has_ended(docker, look):
    written(docker, "data", "kept")
    assert volume_file(look(), "data", "file.txt") == b"kept\n"
    assert volume_file(look(), "data", "other.txt") is None
    assert volume(look(), "data").mountpoint


def test_without_a_container_the_learner_is_told_why_nothing_can_be_seen(docker, look):
    docker.remove_container(written(docker, "data", "kept"))
    with pytest.raises(NotYet) as caught:
        volume_file(look(), "data", "file.txt")
    assert "--rm" in caught.value.hint


def test_looking_into_a_volume_causes_no_event_that_a_panel_answers(docker, look):
    made = written(docker, "data", "kept")
    told = docker.events(since=0, until=int(time.time()) + 9, decode=True, filters={"container": made})
    next(one for one in told if one["Action"] == "die")  # Engine 28 tells it after wait has returned
    began = time.time_ns()
    look().file(look().list_containers(volume="data")[0], "/v/file.txt")
    volume_file(look(), "data", "file.txt")
    found = docker.events(
        since=f"{began // 10**9}.{began % 10**9:09d}", until=int(time.time()) + 1, decode=True
    )
    assert [one for one in found if interesting(one)] == []
