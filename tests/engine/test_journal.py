"""The event journal on a real engine: nothing twice, nothing lost, whoever writes."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict

import docker as docker_py
import pytest
import requests
import urllib3

from helpers.checks import Look
from helpers.engine.client import listening
from helpers.engine.private import PrivateEngine
from helpers.errors import StateError
from helpers.lab import Baseline, Event, Journal, Scope, Thing, daemon, log, owned
from helpers.lab.baseline import baseline_path
from helpers.paths import ROOT
from tests.engine.volumes import make, volumes
from tests.engine.waiting import until
from tests.faults.table import Fault

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
MANY = 400  # well over the 256 events that the daemon keeps


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
        return [event.action for event in journal.events() if event.name == "short" and event.action in life]

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


def test_what_the_learner_executes_is_kept_with_its_end(
    docker: docker_py.APIClient, journal: Journal
) -> None:
    box = run(docker, "box")
    docker.exec_start(docker.exec_create(box, ["sh", "-c", "exit 3"])["Id"])

    def ended() -> list[Event]:
        journal.catch_up()
        return [event for event in journal.events() if event.action == "exec_die"]

    (end,) = until(ended)
    (start,) = [event for event in journal.events() if event.action == "exec_create"]
    assert start.attributes["command"] == "sh -c exit 3"
    assert end.attributes["exitCode"] == "3"
    assert end.attributes["execID"] == start.attributes["execID"]
    assert end.name == "box"


def test_health_checks_and_the_course_s_own_execs_are_left_out(
    docker: docker_py.APIClient, journal: Journal
) -> None:
    check = {"test": ["CMD-SHELL", "echo healthy"], "interval": 200_000_000}
    box = run(docker, "box", healthcheck=check)
    own = Look(docker, "03_commit_diff", Scope()).list_containers()[0].run_in("true")
    assert own.code == 0
    until(lambda: docker.inspect_container(box)["State"]["Health"]["Status"] == "healthy")
    docker.exec_start(docker.exec_create(box, ["echo", "mine"])["Id"])

    def mine() -> bool:
        journal.catch_up()
        return any(event.action == "exec_die" for event in journal.events())

    until(mine)
    execs = [event for event in journal.events() if event.action == "exec_create"]
    assert [event.attributes["command"] for event in execs] == ["echo mine"]


def run(api: docker_py.APIClient, name: str, **settings: object) -> str:
    made: str = api.create_container("busybox", ["sleep", "100"], name=name, **settings)["Id"]
    api.start(made)
    return made


# -- the engine's clock -------------------------------------------------------------------------------
@pytest.mark.parametrize("ahead", [-3600, -90, 90, 600])
def test_the_client_s_clock_does_not_matter(
    docker: docker_py.APIClient, monkeypatch: pytest.MonkeyPatch, ahead: int, fault: Fault
) -> None:
    right, began = time.time_ns, time.monotonic()
    with monkeypatch.context() as patch:
        patch.setattr(time, "time_ns", lambda: right() + ahead * 10**9)
        patch.setattr(time, "time", lambda: (right() + ahead * 10**9) / 10**9)
        Baseline.of(docker)
        make(docker, "one")
        Journal(docker).catch_up()
    assert volumes(Journal(docker)) == ["one"]
    assert owned(docker, Scope(volumes=("one",))) == [Thing("volume", "one")]
    took = time.monotonic() - began
    assert took < 60, "it does not wait until the clocks agree"
    fault(f"this machine's clock {ahead:+} s; the journal", "nothing: the engine's clock counts", took)


@pytest.mark.parametrize("jump", [3600, -3600])
def test_the_engine_s_clock_may_be_set_while_it_runs(
    docker: docker_py.APIClient, journal: Journal, jump: int, fault: Fault
) -> None:
    """What was recorded is stamped an hour off, as after a clock that was set: the rest is not lost."""
    make(docker, "before-it")
    journal.catch_up()
    lines = [json.loads(line) for line in journal.path.read_text().splitlines()]
    last = lines[-1] | {"time": lines[-1]["time"] + jump * 10**9, "id": "stamped-off", "name": "stamped-off"}
    with journal.path.open("a") as file:
        file.write(json.dumps(last | {"kind": "volume", "action": "create"}) + "\n")
    make(docker, "after-it")
    began = time.monotonic()
    journal.catch_up()
    took = time.monotonic() - began
    assert volumes(journal) == ["before-it", "stamped-off", "after-it"]
    assert journal.gap() is None
    fault(f"engine's clock set by {jump:+} s; the journal", "nothing", took)


def test_a_daemon_that_does_not_answer_is_given_up(
    docker: docker_py.APIClient, journal: Journal, engine: PrivateEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daemon, "PATIENCE", 1.0)
    began = time.monotonic()
    with (
        closing(engine.engine.client(timeout=2)) as client,
        pytest.raises((requests.RequestException, urllib3.exceptions.HTTPError)),
        listening(client.api, 1.0) as events,
    ):
        list(events)
    assert time.monotonic() - began < 30


# -- what cannot be trusted ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    "garbage",
    [
        b"\0" * 5000,
        b"[" * 100_000 + b"\n",
        b'{"time": null, "kind": "volume", "action": "create", "id": "x", "name": "x"}\n',
        b'{"time": "1", "kind": "volume", "action": "create", "id": "x", "name": "x"}\n',
        b'{"time": 1, "kind": "volume", "action": "create", "id": "x", "name": "x", "attributes": null}\n',
        b'{"time": 1, "kind": 3, "action": "create", "id": "x", "name": "x", "attributes": {}}\n',
        b'{"time": true, "kind": "a", "action": "create", "id": "x", "name": "x", "attributes": {"a": 1}}\n',
        b"\xff\xfe\x80\n{\n[]\n17\nnull\n",
        b'{"baseline": 3}\n',
    ],
)
def test_lines_that_are_none_cost_only_themselves(
    docker: docker_py.APIClient, journal: Journal, garbage: bytes
) -> None:
    make(docker, "one")
    journal.catch_up()
    with journal.path.open("ab") as file:
        file.write(garbage)
    make(docker, "two")
    journal.catch_up()
    assert volumes(journal) == ["one", "two"]
    log._parsed.clear()
    assert volumes(journal) == ["one", "two"]


def test_a_label_of_100_kB_does_not_fill_the_journal(docker: docker_py.APIClient, journal: Journal) -> None:
    docker.create_volume("one", labels={"long": "x" * 100_000})
    docker.create_container("busybox", ["true"], name="box", labels={"long": "x" * 100_000})
    journal.catch_up()
    assert [event.name for event in journal.events() if event.action == "create"] == ["one", "box"]
    assert journal.path.stat().st_size < 20_000 + baseline_path(docker).stat().st_size


def test_a_journal_of_200_MB_is_read_quickly_and_shortened(
    docker: docker_py.APIClient, journal: Journal, capsys: pytest.CaptureFixture[str]
) -> None:
    make(docker, "mine")
    journal.catch_up()
    line = json.dumps(asdict(Event(1, "container", "start", "x" * 64, "noise", {"label": "y" * 150}))) + "\n"
    with journal.path.open("a") as file:
        for _number in range(200):
            file.write(line * (1_000_000 // len(line)))
    baseline = Baseline.of(docker)
    make(docker, "last")
    log._parsed.clear()
    began = time.process_time()  # what else the machine does, and its disk, has no part in it
    journal.catch_up()
    seconds = time.process_time() - began
    assert volumes(journal)[-1] == "last"
    assert journal.path.stat().st_size < 5_000_000
    assert log.head(journal.path) == json.loads(json.dumps(baseline.json()))
    assert len(list(journal.path.parent.glob("*.old-*"))) == 1
    assert "너무 커져서" in capsys.readouterr().err
    assert seconds < 20, "a fraction of that on an idle machine"


def test_a_full_disk_is_the_folder_s_trouble_and_not_the_engine_s(
    docker: docker_py.APIClient, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(docker, "one")
    journal.catch_up()
    before = journal.path.read_bytes()
    make(docker, "two")
    write = os.write

    left = [10]  # bytes that still fit

    def full(handle: int, data: bytes) -> int:
        if not os.path.samestat(os.fstat(handle), journal.path.stat()):
            return write(handle, data)
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        fits, left[0] = data[: left[0]], 0
        return write(handle, fits)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(StateError, match="No space left on device"):
            journal.catch_up()
    assert journal.path.read_bytes() == before, "half a line is taken back"
    journal.catch_up()
    assert volumes(journal) == ["one", "two"], "nothing was lost"


def test_two_writers_at_once_write_each_event_once(docker: docker_py.APIClient, journal: Journal) -> None:
    program = (
        "import sys; from helpers.checks import connect; from helpers.lab import Journal\n"
        "journal = Journal(connect().api)\n"
        "while 'end' not in [one.name for one in journal.events()]: journal.catch_up()"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) for _number in range(2)]
    names = [f"v{number}" for number in range(100)]
    make(docker, *names, "end")
    assert [writer.wait(300) for writer in writers] == [0, 0]
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
    assert journal.gap() is None


def test_more_than_the_daemon_keeps_is_a_gap(docker: docker_py.APIClient, journal: Journal) -> None:
    make(docker, *(f"v{number}" for number in range(MANY)))
    journal.catch_up()
    found = journal.gap()
    assert found
    assert found.name == "overrun"
    journal.catch_up()
    assert journal.gap() == found, "it is said once"


def test_a_flood_of_nothing_is_no_gap_for_who_read_on(docker: docker_py.APIClient, journal: Journal) -> None:
    box = run(docker, "box")
    for _round in range(2):
        for _number in range(150):
            docker.put_archive(box, "/", b"\0" * 1024)  # an event that is not kept
        journal.catch_up()
    make(docker, "end")
    journal.catch_up()
    assert "end" in volumes(journal)
    assert journal.gap() is None
