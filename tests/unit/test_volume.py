"""What a check reads of volumes and networks, and what a learner is told of them."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from helpers.checks import Scope
from helpers.checks.docker_network import Network
from helpers.checks.volume import Volume
from tests.unit.scripted import BOX, blocked, container, look, refused

RAW = {
    "Name": "data",
    "Mountpoint": "/var/lib/docker/volumes/data/_data",
    "CreatedAt": "2026-01-01T00:00:00Z",
}


def volume(ran: Any = None, **answers: Any) -> Volume:
    return look(volume=RAW, in_volume=ran, **answers).volume("data")


def test_its_names_are_the_engine_s() -> None:
    found = volume()
    assert (found.name, found.mountpoint, found.created) == tuple(
        RAW[key] for key in ("Name", "Mountpoint", "CreatedAt")
    )
    assert (Volume({"Name": "x"}, found.look).mountpoint, Volume({"Name": "x"}, found.look).created) == (
        "",
        "",
    )


def test_a_volume_that_is_missing_or_somebody_else_s_is_said() -> None:
    wrong = refused(lambda: look(volume=None).volume("data"))
    assert (wrong.expected, wrong.found) == ("이름이 data인 볼륨", "없음")
    assert "docker volume ls" in wrong.hint
    theirs = blocked(lambda: look(volume=RAW, foreign=["not yours", "rename it"]).volume("data"))
    assert (theirs.reason, theirs.hint) == ("not yours", "rename it")


def test_a_listing_has_each_name_with_its_time() -> None:
    found = volume([0, "1700000000 a b.txt\nnonsense\n17 .hidden\n"])
    assert found.listing() == {"a b.txt": 1_700_000_000, ".hidden": 17}
    assert found.names() == "a b.txt, .hidden"
    assert volume([0, ""]).names() == "없음"
    assert "종료 코드 1" in blocked(lambda: volume([1, "gone"]).listing()).reason


@pytest.mark.parametrize(
    ("ran", "written"),
    [
        ([0, "1970-01-01 00:00:02.000000003 +0000\n"[:29]], 2_000_000_003),
        ([0, "1970-01-01 00:00:02\n"], 2_000_000_000),
        ([1, ""], 0),
        ([0, ""], 0),
        ([1, "1970-01-01 00:00:02"], 0),
    ],
)
def test_when_a_file_was_written_is_told_in_nanoseconds(ran: Any, written: int) -> None:
    assert volume(ran).written("a") == written


def test_a_file_is_bytes_a_text_is_stripped_and_what_is_not_there_is_none() -> None:
    packed = base64.b64encode(b" hello \n").decode()
    asked: list[Any] = []
    found = volume(lambda *question: asked.append(question) or [0, packed])
    assert found.file("a", 10) == b" hello \n"
    assert found.text("a") == "hello"
    assert [question[1][-2:] for question in asked] == [["a", "10"], ["a", "1000000"]]
    assert volume([3, ""]).file("a") is None
    assert volume([3, ""]).text("a") is None


def test_its_users_are_asked_for_by_its_name() -> None:
    asked: list[Any] = []
    found = volume(containers=lambda filters: asked.append(filters) or [BOX, "gone"],
                   boxes={BOX: container()})  # fmt: skip
    assert [user.name for user in found.users()] == ["box"], "one that went in this moment is none"
    assert asked == [{"volume": "data"}]


# -- networks --------------------------------------------------------------------------------------
def network(**raw: Any) -> Network:
    made = {"Name": "net", "Id": "n1", **raw}
    return look(network=made, scope=Scope(networks=("net",))).network("net")


def on(*names: str) -> Any:
    raw = container(NetworkSettings={"Networks": {name: {} for name in names}})
    return look(boxes={"box": raw}).container("box")


def test_a_network_that_is_missing_or_somebody_else_s_is_said() -> None:
    wrong = refused(lambda: look(network=None).network("net"))
    assert (wrong.expected, wrong.found) == ("이름이 net인 네트워크", "없음")
    theirs = blocked(
        lambda: look(network={"Name": "net", "Id": "n1"}, foreign=["theirs", "x"]).network("net")
    )
    assert theirs.reason == "theirs"
    assert (network().name, network().id) == ("net", "n1")


def test_a_network_connects_all_of_these_containers() -> None:
    assert network().connects(on("net", "bridge"))
    wrong = refused(lambda: network().connects(on("net"), on("bridge"), on()))
    assert (wrong.expected, wrong.found) == ("box, box, box", "box: bridge, box: –")
    assert "docker inspect" in wrong.hint
    assert refused(lambda: network().connects(on(), hint="own")).hint == "own"


def test_an_internal_network_has_no_way_out() -> None:
    assert network(Internal=True).internal().is_internal
    wrong = refused(lambda: network().internal())
    assert (wrong.expected, wrong.found) == ("Internal: true", "Internal: false")
    assert "지우고" in wrong.hint
    assert refused(lambda: network(Internal=False).internal("own")).hint == "own"
