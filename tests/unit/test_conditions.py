"""What lessons' conditions decide of answers that a proof on an engine does not meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from helpers.checks import Blocked, Life, Look, NotYet
from helpers.checks.load import find_task, lesson_module, load
from helpers.course import course
from helpers.lab import Event
from tests.unit.scripted import OTHER, Script, container, event, image, look

BASES = ("busybox", "debian:trixie-slim")
TASKS = [(lesson.name, task.id) for lesson in course().lessons for task in load(lesson.name).tasks]


class Nothing(Script):
    """An engine that has the base images and nothing else; a program that is run in one says nothing."""

    def __init__(self) -> None:
        bases = {name: image(OTHER, "layer") for name in BASES}
        super().__init__({"image": bases.get, "info": {"KernelVersion": "6.1"}})

    def answer(self, question: str, arguments: list[Any], ask: Callable[[], Any], volatile: bool) -> Any:
        if question in self.script:
            return super().answer(question, arguments, ask, volatile)
        return None if question in ("container", "container_now", "volume", "network") else []


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_where_nothing_was_done_nothing_is_passed(lesson: str, task: str) -> None:
    spec = load(lesson)
    nothing = Look(None, spec.lesson, spec.scope, Nothing(), spec.says)
    with pytest.raises((NotYet, Blocked)):
        find_task(spec, task).condition(nothing)


def life(*events: dict[str, Any]) -> Life:
    return Life("1" * 64, tuple(Event(**told) for told in events))


SECOND = 10**9


@pytest.mark.parametrize(
    ("written", "ran"),
    [(99, False), (101, True), (105, True), (111, False), (119, True), (121, True)],
    ids=[
        "before it was made",
        "at once",
        "while it ran",
        "after its end",
        "before the engine tells of its start",
        "in its second run",
    ],
)
def test_a_file_was_written_by_a_program_that_ran_then(written: int, ran: bool) -> None:
    ran_at = lesson_module("07_volume", "keeping")._ran_at
    told = [(100, "create"), (102, "start"), (104, "exec_start"), (110, "die"), (120, "start")]
    assert ran_at(life(*(event(at * SECOND, action) for at, action in told)), written * SECOND) is ran


@pytest.mark.parametrize(
    ("host", "by_docker"),
    [
        ({"Dns": [], "DnsOptions": [], "DnsSearch": []}, True),
        ({"Dns": [], "DnsOptions": [], "DnsSearch": None}, False),
        ({"Dns": [], "DnsOptions": [], "DnsSearch": [], "CapAdd": []}, False),
        ({}, False),
    ],
)
def test_the_docker_command_is_known_by_the_lists_it_sends(host: dict[str, Any], by_docker: bool) -> None:
    found = look(boxes={"box": container(HostConfig=host)}).container("box")
    assert lesson_module("08_daemon", "tasks")._by_docker(found) is by_docker
