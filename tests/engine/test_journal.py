"""The event journal on a real engine: nothing twice, nothing lost, whoever writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing

import docker as docker_py
import pytest

from helpers.engine.private import PrivateEngine
from helpers.lab import Baseline, Journal
from helpers.paths import ROOT
from tests.engine.waiting import until

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
MANY = 400  # well over the 256 events that the daemon keeps


@pytest.fixture
def journal(docker: docker_py.APIClient) -> Journal:
    """A journal that begins now."""
    Baseline.of(docker)
    return Journal(docker)


def make(api: docker_py.APIClient, *names: str) -> None:
    """A volume is the quickest thing an engine can make, and each is one event."""
    for name in names:
        api.create_volume(name)


def volumes(journal: Journal, lesson: str = "") -> list[str]:
    return [one.name for one in journal.events(lesson) if (one.kind, one.action) == ("volume", "create")]


def caught(journal: Journal, name: str) -> bool:
    journal.catch_up()
    return name in volumes(journal)


def test_a_container_s_life_is_written_down_in_order(docker: docker_py.APIClient, journal: Journal) -> None:
    made = docker.create_container("busybox", ["true"], name="short")
    docker.start(made["Id"])
    docker.wait(made["Id"])
    docker.remove_container(made["Id"])
    life = ["create", "start", "die", "destroy"]

    def lived() -> list[str]:
        journal.catch_up()
        return [one.action for one in journal.events() if one.name == "short" and one.action in life]

    until(lambda: lived() == life)


def test_what_happened_before_the_course_is_not_in_it(docker: docker_py.APIClient) -> None:
    make(docker, "before")
    until(lambda: docker.inspect_volume("before"))
    Baseline.of(docker)
    journal = Journal(docker)
    make(docker, "after")
    until(lambda: caught(journal, "after"))
    assert volumes(journal) == ["after"]


def test_catching_up_again_adds_nothing(docker: docker_py.APIClient, journal: Journal) -> None:
    make(docker, "one", "two")
    until(lambda: caught(journal, "two"))
    before = journal.path.read_text(encoding="utf-8")
    journal.catch_up()
    journal.catch_up()
    assert journal.path.read_text(encoding="utf-8") == before


def test_probes_by_exec_are_left_out(docker: docker_py.APIClient, journal: Journal) -> None:
    made = docker.create_container("busybox", ["sleep", "100"], name="box")
    docker.start(made["Id"])
    docker.exec_start(docker.exec_create("box", ["true"])["Id"])
    docker.remove_container("box", force=True)
    make(docker, "last")
    until(lambda: caught(journal, "last"))
    assert not [one for one in journal.events() if one.action.startswith("exec")]


def test_two_writers_at_once_write_each_event_once(docker: docker_py.APIClient, journal: Journal) -> None:
    program = (
        "import sys; from helpers.checks import connect; from helpers.lab import Journal\n"
        "journal = Journal(connect().api)\n"
        "while 'end' not in [one.name for one in journal.events()]: journal.catch_up()"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) for _number in range(2)]
    names = [f"v{number}" for number in range(100)]
    make(docker, *names, "end")
    assert [writer.wait(120) for writer in writers] == [0, 0]
    assert volumes(journal) == [*names, "end"]


def test_it_survives_a_restart_of_the_engine(new_engine: Callable[[str], PrivateEngine]) -> None:
    private = new_engine("journal")
    with closing(private.start().client()) as client:
        Baseline.of(client.api)
        first = Journal(client.api)
        make(client.api, "before-restart")
        until(lambda: caught(first, "before-restart"))
    private.stop()
    with closing(private.start().client()) as client:
        again = Journal(client.api)
        assert again.path == first.path, "the same engine has the same journal"
        make(client.api, "after-restart")
        until(lambda: caught(again, "after-restart"))
        assert volumes(again) == ["before-restart", "after-restart"]


def test_a_reset_opens_a_new_window_for_its_own_lesson_only(
    docker: docker_py.APIClient, journal: Journal
) -> None:
    make(docker, "old")
    until(lambda: caught(journal, "old"))
    journal.mark_reset("03_commit_diff")
    make(docker, "new")
    until(lambda: caught(journal, "new"))
    assert volumes(journal, "03_commit_diff") == ["new"]
    assert volumes(journal, "04_other") == ["old", "new"]


def test_a_line_cut_off_in_the_middle_costs_only_itself(
    docker: docker_py.APIClient, journal: Journal
) -> None:
    make(docker, "one")
    until(lambda: caught(journal, "one"))
    with journal.path.open("a", encoding="utf-8") as file:
        file.write('{"time": 17, "kind": "vol')
    make(docker, "two")
    until(lambda: caught(journal, "two"))
    assert volumes(journal) == ["one", "two"]


def test_the_daemon_s_own_memory_fills_the_gap_while_nobody_records(
    docker: docker_py.APIClient, journal: Journal
) -> None:
    names = [f"v{number}" for number in range(200)]
    make(docker, *names)
    until(lambda: caught(journal, names[-1]))
    assert volumes(journal) == names


@pytest.fixture
def recorder(engine: PrivateEngine, journal: Journal) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m helpers.lab.record`, as `course lab` starts it; it has written its first line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "helpers.lab.record"], cwd=ROOT, env={**os.environ, **engine.engine.env()}
    )
    make(journal.api, "hello")
    until(lambda: "hello" in volumes(journal))
    yield process
    process.kill()
    process.wait(30)


def test_the_recorder_loses_nothing_though_the_daemon_forgets(
    docker: docker_py.APIClient, journal: Journal, recorder: subprocess.Popen[bytes]
) -> None:
    names = [f"v{number}" for number in range(MANY)]
    make(docker, *names)
    until(lambda: names[-1] in volumes(journal))
    assert volumes(journal) == ["hello", *names]


def test_the_recorder_waits_for_an_engine_that_is_away(new_engine: Callable[[str], PrivateEngine]) -> None:
    private = new_engine("recorder")
    recorder = subprocess.Popen(
        [sys.executable, "-m", "helpers.lab.record"], cwd=ROOT, env={**os.environ, **private.engine.env()}
    )
    try:
        for name in ("first", "second"):
            with closing(private.start().client()) as client:
                journal = Journal(client.api)
                # a volume made before the recorder's first meeting is not part of the course
                until(lambda: _noticed(client.api, journal, name))  # noqa: B023
            private.stop()
        assert recorder.poll() is None
    finally:
        recorder.kill()
        recorder.wait(30)


def _noticed(api: docker_py.APIClient, journal: Journal, name: str) -> bool:
    make(api, name)
    api.remove_volume(name)
    lines = journal.path.read_text(encoding="utf-8").splitlines() if journal.path.exists() else []
    return any(json.loads(line)["name"] == name for line in lines)
