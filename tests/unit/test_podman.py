"""Podman's answers in Docker's words. The messages are Podman 5.8's, shortened."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.engine import podman
from helpers.lab.events import Event

BOX, IMAGE, NET = "b" * 64, "a" * 64, "c" * 64


def message(
    kind: str, action: str, identity: str = BOX, second: int = 1, **attributes: str
) -> dict[str, Any]:
    said = {"image": "", "podId": "", **attributes}
    return {
        "Type": kind,
        "Action": action,
        "Actor": {"ID": identity, "Attributes": said},
        "time": second,
        "timeNano": second * 10**9,
    }


def told(*messages: dict[str, Any]) -> list[Event]:
    return [Event.from_engine(raw) for raw in podman.story(map(podman.event, messages))]


def said(*messages: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    return [(event.kind, event.action, event.id, event.name) for event in told(*messages)]


def signals(*messages: dict[str, Any]) -> list[str]:
    return [event.attributes["signal"] for event in told(*messages) if event.action == "kill"]


def test_an_engine_has_the_same_id_at_each_question_and_another_one_elsewhere() -> None:
    first = {"ID": "1", "Name": "desk", "DockerRootDir": "/var/lib/containers"}
    assert podman.info(first)["ID"] == podman.info(first | {"ID": "2"})["ID"]
    assert podman.info(first)["ID"] != podman.info(first | {"Name": "other"})["ID"]
    assert podman.info(first)["ID"] != podman.info(first | {"DockerRootDir": "/home/kim"})["ID"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("docker.io/library/wiki:base", "wiki:base"),
        ("docker.io/team/wiki:base", "team/wiki:base"),
        ("localhost/busybox:latest", "busybox:latest"),
        ("registry.example.com/team/wiki:1.0", "registry.example.com/team/wiki:1.0"),
        ("localhost:5000/wiki:1", "localhost:5000/wiki:1"),
    ],
)
def test_images_are_called_as_people_call_them(full: str, short: str) -> None:
    assert podman.familiar(full) == short
    assert podman.image({"Id": "x", "RepoTags": [full]}) == {"Id": "x", "RepoTags": [short]}
    assert said(message("image", "tag", IMAGE, name=full)) == [("image", "tag", f"sha256:{IMAGE}", short)]


def test_an_image_has_the_health_check_that_only_podmans_own_answer_shows() -> None:
    check = {"Test": ["CMD-SHELL", "test -e /ok"], "Interval": 10**9}
    told = {"Id": IMAGE, "RepoTags": ["localhost/wiki:1"], "Config": {"Cmd": ["sh"]}}
    assert podman.inspected_image(told, {"Healthcheck": check}) == {
        "Id": IMAGE,
        "RepoTags": ["wiki:1"],
        "Config": {"Cmd": ["sh"], "Healthcheck": check},
    }
    assert podman.inspected_image(told, {})["Config"] == {"Cmd": ["sh"]}


def test_what_still_runs_has_no_exit_code() -> None:
    assert podman.running({"Running": True, "ExitCode": 0}) == {"Running": True, "ExitCode": None}
    assert podman.running({"Running": False, "ExitCode": 3}) == {"Running": False, "ExitCode": 3}


def test_a_namespace_of_ones_own_is_no_shared_one() -> None:
    own = podman.container(
        {"HostConfig": {"PidMode": "private", "IpcMode": "shareable", "UTSMode": "private"}}
    )
    assert own["HostConfig"] == {"PidMode": "", "IpcMode": "private", "UTSMode": ""}
    shared = {"PidMode": f"container:{BOX}", "IpcMode": "host", "UTSMode": "host"}
    assert podman.container({"HostConfig": shared})["HostConfig"] == shared


def test_what_is_removed_is_destroyed_and_an_image_that_could_not_be_removed_is_not_told() -> None:
    assert said(message("container", "remove", name="box"), message("volume", "remove", "", name="data")) == [
        ("container", "destroy", BOX, "box"),
        ("volume", "destroy", "data", "data"),
    ]
    assert said(message("image", "delete", IMAGE, name="docker.io/library/wiki:1")) == []


def test_a_network_is_known_when_it_is_used_and_a_container_by_its_old_name() -> None:
    made = message("network", "create", NET, name="", network="net")
    (_created, joined) = told(made, message("network", "connect", name="box", network="net"))
    assert (joined.id, joined.name, joined.attributes["container"]) == (NET, "net", BOX)
    (_made, renamed) = told(
        message("container", "create", name="clcok"), message("container", "rename", name="clock")
    )
    assert (renamed.name, renamed.attributes["oldName"]) == ("clock", "clcok")


def test_a_stop_begins_with_a_sigterm_which_shows_in_the_end_where_no_stop_is_told() -> None:
    start = message("container", "start", name="box")
    assert signals(start, message("container", "stop"), message("container", "die", exitCode="0")) == ["15"]
    assert signals(start, message("container", "stop"), message("container", "die", exitCode="137")) == [
        "15",
        "9",
    ]
    assert signals(start, message("container", "die", exitCode="143")) == ["15"]
    assert signals(start, message("container", "kill"), message("container", "die", exitCode="137")) == ["9"]
    assert signals(start, message("container", "die", exitCode="137")) == []  # from outside, or a stop


def test_a_commit_has_the_only_image_of_that_moment_and_a_build_its_name() -> None:
    commit = podman.event(message("container", "commit", second=10, name="box"))
    build = podman.event(message("image", "build", "", name=IMAGE))
    rows = [
        {"Id": f"sha256:{IMAGE}", "Created": 2, "RepoTags": ["wiki:base"]},
        {"Id": "sha256:of-the-commit", "Created": 9, "RepoTags": ["box:1"]},
    ]
    podman.with_images([commit, build], rows)
    assert commit["Actor"]["Attributes"]["imageID"] == "sha256:of-the-commit"
    assert (build["Action"], build["Actor"]["Attributes"]["name"]) == ("tag", "wiki:base")
    unsure = podman.event(message("container", "commit", second=10))
    podman.with_images([unsure], [*rows, {"Id": "sha256:another", "Created": 10}])
    assert "imageID" not in unsure["Actor"]["Attributes"]


@pytest.mark.parametrize(
    "raw", [{}, {"Actor": None}, {"Actor": []}, {"Type": "image", "Actor": {"ID": None}}]
)
def test_a_message_that_is_none_breaks_nothing(raw: dict[str, Any]) -> None:
    assert isinstance(podman.story([podman.event(raw)]), list)
