"""What a container's events and its terminal's log tell."""

from __future__ import annotations

import pytest

from helpers.checks.history import End, Life, image_ids, is_id, lives, short_name, typed
from helpers.lab import Event


def life(*actions: str, **attributes: str) -> Life:
    """One event each, at 1, 2, 3 …; all have these attributes."""
    happened = (
        Event(at, "container", action, "1", "box", attributes) for at, action in enumerate(actions, 1)
    )
    return Life("1", tuple(happened))


def test_events_of_an_action_are_those_with_its_attributes() -> None:
    lived = life("create", "start", "die", "start", image="x")
    assert [event.time for event in lived.all("start")] == [2, 4]
    assert lived.all("start", image="y") == []
    assert [event.time for event in lived.all("die", image="x")] == [3]
    assert (lived.first("start"), lived.first("kill")) == (2, 0)


def test_the_image_is_that_of_the_beginning() -> None:
    assert life("create", image="x").image == "x"
    assert life("start", image="y").image == "y", "one whose beginning the journal does not know"
    assert life("create").image == ""
    assert life("die", image="z").image == ""


def test_each_run_ends_with_its_signals_and_its_code() -> None:
    happened = (
        Event(1, "container", "start", "1", "box"),
        Event(2_000_000_000, "container", "kill", "1", "box", {"signal": "15"}),
        Event(5_000_000_000, "container", "kill", "1", "box", {"signal": "9"}),
        Event(6_000_000_000, "container", "die", "1", "box", {"exitCode": "137"}),
        Event(7_000_000_000, "container", "start", "1", "box"),
        Event(8_000_000_000, "container", "die", "1", "box", {"exitCode": "?"}),
        Event(9_000_000_000, "container", "kill", "1", "box"),
        Event(10_000_000_000, "container", "start", "1", "box"),
        Event(11_000_000_000, "container", "die", "1", "box", {"exitCode": "-1"}),
    )
    first, second, third = Life("1", happened).ends()
    assert first == End(("15", "9"), 137, 2_000_000_000, 6_000_000_000)
    assert first.seconds == 4
    assert second == End((), -1, 8_000_000_000, 8_000_000_000), "the signals before are not its own"
    assert third.exit_code == -1


@pytest.mark.parametrize(
    ("actions", "attached"),
    [
        (("create", "start"), [False]),
        (("create", "attach", "start"), [True]),
        (("create", "attach", "start", "die", "start"), [True, False]),
        (("create", "start", "attach", "die", "start"), [False, False]),
        (("create", "start", "die", "attach", "start"), [False, True]),
    ],
)
def test_a_start_has_a_client_if_one_attached_before(actions: tuple[str, ...], attached: list[bool]) -> None:
    assert [was for _event, was in life(*actions).starts()] == attached


@pytest.mark.parametrize(
    ("actions", "times"),
    [
        (("create", "attach", "start"), []),
        (("create", "start", "attach"), [3]),
        (("create", "attach", "start", "die", "attach", "start"), [5]),
        (("attach",), [1]),  # its beginning is not known: it runs
        (("attach", "die"), [1]),
        (("die", "attach"), [2]),  # by docker start -a: the engine tells of the client first
    ],
)
def test_a_client_that_attached_to_a_program_that_ran(actions: tuple[str, ...], times: list[int]) -> None:
    assert [event.time for event in life(*actions).attached_while_running()] == times


def test_lives_are_the_containers_own_in_the_order_they_were_seen() -> None:
    events = [
        Event(1, "container", "create", "2", "b"),
        Event(2, "network", "create", "n", "net"),
        Event(3, "container", "create", "1", "a"),
        Event(4, "container", "start", "2", "b"),
    ]
    found = lives(events)
    assert list(found) == ["2", "1"]
    assert [event.time for event in found["2"].events] == [1, 4]


@pytest.mark.parametrize(
    ("log", "runs"),
    [
        ("/ # date\n", [("date", None)]),
        ("root@box:/# git\nbash: git: command not found\n", [("git", 127)]),
        ("$ git\nsh: 1: git: not found\n$ ls\n", [("git", 127), ("ls", None)]),
        ("/ # cat /x\ncat: can't open '/x': No such file or directory\n", [("cat /x", 127)]),
        ("sh: a: not found\n/ # sh: b: not found\n", [("a", 127), ("b", 127)]),
        ("/ # git\nsh: git: not found\nsh: git: not found\n", [("git", 127), ("git", 127)]),
        ("I have no name!@box:/$ id\n", [("id", None)]),
        ("~ # lx\x08s\n", [("ls", None)]),
        ("x\x08# ls\n", [("ls", None)]),
        ("\x1b[32m/ # \x1b[0mls\r\n", [("ls", None)]),
        ("100 # a comment of a program\nplain\n", []),
        ("# #\n", [("#", None)]),
        ("\x08/ # ls\n", []),
    ],
)
def test_what_was_typed_is_told_from_what_was_printed(log: str, runs: list[tuple[str, int | None]]) -> None:
    assert [(run.command, run.exit_code) for run in typed(log)] == runs
    assert {run.how for run in typed(log)} <= {"typed"}


@pytest.mark.parametrize(
    ("event", "known"),
    [
        (Event(1, "container", "commit", "1", "box", {"imageRef": "a:1", "imageID": "i"}), {"a:1": {"i"}}),
        (Event(1, "container", "commit", "1", "box", {"imageID": "i"}), {}),
        (Event(1, "container", "commit", "1", "box", {"imageRef": "a:1"}), {}),
        (Event(1, "image", "tag", "i", "a"), {"a:latest": {"i"}}),
        (Event(1, "image", "load", "i", "a:1"), {"a:1": {"i"}}),
        (Event(1, "image", "untag", "i", "a:1"), {}),
        (Event(1, "volume", "create", "i", "a:1"), {}),
        (Event(1, "container", "create", "i", "a:1"), {}),
    ],
)
def test_a_name_has_had_the_ids_that_events_gave_it(event: Event, known: dict[str, set[str]]) -> None:
    assert image_ids([event]) == known


def test_a_name_that_moved_has_had_both() -> None:
    events = [Event(1, "image", "tag", "i", "a:1"), Event(2, "image", "tag", "j", "docker.io/library/a:1")]
    assert image_ids(events) == {"a:1": {"i", "j"}}


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("a" * 12, True),
        ("sha256:" + "0" * 64, True),
        ("a" * 11, False),
        ("busybox", False),
        ("a" * 65, False),
    ],
)
def test_an_id_is_told_from_a_name(text: str, is_it: bool) -> None:
    assert is_id(text) is is_it


@pytest.mark.parametrize(
    ("reference", "short"),
    [
        ("busybox", "busybox:latest"),
        ("docker.io/library/busybox:1", "busybox:1"),
        ("localhost:5000/a", "localhost:5000/a:latest"),
        ("a:1@sha256:0", "a:1"),
    ],
)
def test_a_name_is_short_as_people_write_it(reference: str, short: str) -> None:
    assert short_name(reference) == short


def test_an_exec_without_an_end_has_no_code() -> None:
    events = (
        Event(1, "container", "exec_create", "1", "box", {"command": "a", "execID": "e1"}),
        Event(2, "container", "exec_create", "1", "box", {"command": "b", "execID": "e2"}),
        Event(3, "container", "exec_die", "1", "box", {"execID": "e2", "exitCode": "3"}),
        Event(4, "container", "exec_create", "1", "box", {"command": "c"}),
    )
    found = Life("1", events).execs()
    assert [(run.command, run.exit_code, run.how) for run in found] == [
        ("a", None, "exec"), ("b", 3, "exec"), ("c", None, "exec"),
    ]  # fmt: skip
