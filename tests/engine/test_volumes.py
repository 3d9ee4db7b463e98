"""Volumes as checks read them, on a real engine."""

import contextlib
import threading
import time

import pytest

from helpers.checks import Blocked, Look, NotYet, Scope
from helpers.checks.throwaway import PROBE_LABEL
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
        look().volume("data")
    assert look().find_volume("data") is None


def test_a_volume_from_before_the_course_is_blocked(docker):
    docker.create_volume("data")
    with pytest.raises(Blocked, match="과정을 시작하기 전부터"):
        Look(docker, "07_volume", Scope(volumes=("data",))).volume("data")


def test_a_file_is_read_through_a_container_that_has_ended(docker, look):
    written(docker, "data", "kept")
    assert look().volume("data").file("file.txt") == b"kept\n"
    assert look().volume("data").file("other.txt") is None
    assert look().volume("data").mountpoint


def test_a_file_is_read_though_no_container_has_the_volume_any_more(docker, look):
    docker.remove_container(written(docker, "data", "kept"))
    assert look().volume("data").text("file.txt") == "kept"
    assert set(look().volume("data").listing()) == {"file.txt"}


def test_looking_into_a_volume_causes_no_event_that_a_panel_answers(docker, look):
    made = written(docker, "data", "kept")
    told = docker.events(since=0, until=int(time.time()) + 60, decode=True, filters={"container": made})
    next(event for event in told if event["Action"] == "die")  # Engine 28 tells it after wait has returned
    began = time.time_ns()
    look().list_containers(volume="data")[0].file("/v/file.txt")
    look().volume("data").file("file.txt")
    found = docker.events(
        since=f"{began // 10**9}.{began % 10**9:09d}", until=int(time.time()) + 1, decode=True
    )
    asked = [owner for owner in found if PROBE_LABEL not in owner["Actor"]["Attributes"]]
    assert [owner for owner in asked if interesting(owner)] == []


def test_looking_never_costs_a_file_of_a_container_that_is_being_removed(docker, look, engine):
    """The engine's own way to read a file, raced by a removal, empties volumes on Engine 20.10."""
    ended, wrong = threading.Event(), []

    def looks():
        with contextlib.closing(engine.engine.client()) as other:
            while not ended.is_set():
                try:
                    Look(other.api, "07_volume", Scope(volumes=("data",))).volume("data").file("file.txt")
                except NotYet:
                    pass
                except Exception as error:
                    wrong.append(error)

    panel = threading.Thread(target=looks)
    panel.start()
    try:
        for _round in range(8):
            docker.remove_container(written(docker, "data", "kept"))
            docker.remove_container(written(docker, "data", "kept"), force=True)
            last = written(docker, "data", "kept")
    finally:
        ended.set()
        panel.join()
    assert wrong == []
    assert look().volume("data").file("file.txt") == b"kept\n"
    docker.remove_container(last)


def test_every_kind_of_file_of_a_container_with_mounts_is_read(docker, look, tmp_path):
    (tmp_path / "page.html").write_text("bound")
    made = docker.create_container(
        "busybox",
        ["sh", "-c", "echo own > /own.txt; mkdir /v/folder; ln -s file.txt /v/link; echo kept > /v/file.txt"],
        host_config=docker.create_host_config(
            binds=["data:/v", f"{tmp_path}:/www:ro", f"{tmp_path}/page.html:/one.html:ro"]
        ),
    )["Id"]
    docker.start(made)
    docker.wait(made)
    seen = look()
    box = seen.find_container(made)
    contents = {path: box.file(path) for path in ("/v/file.txt", "/www/page.html", "/one.html", "/own.txt")}
    assert contents == {
        "/v/file.txt": b"kept\n", "/www/page.html": b"bound", "/one.html": b"bound", "/own.txt": b"own\n",
    }  # fmt: skip
    assert [box.file(path) for path in ("/v/none", "/none", "/v/folder", "/v")] == [None] * 4
    assert box.stat("/v/file.txt")["size"] == 5
    assert box.stat("/v/folder")["mode"] >> 31
    assert box.stat("/v/link")["target"] == "file.txt"
    assert box.stat("/own.txt")["size"] == 4
    assert box.stat("/v/none") is None
