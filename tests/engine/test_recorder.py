"""`course lab` keeps a process that records: it loses nothing, waits, and ends with its parent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import docker as docker_py
import pytest

from helpers.checks import Look
from helpers.engine.private import PrivateEngine
from helpers.lab import Journal, Scope
from helpers.paths import ROOT
from tests.engine.volumes import make, volumes
from tests.engine.waiting import until
from tests.faults.table import Fault

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
MANY = 400  # well over the 256 events that the daemon keeps
PART = 100  # what is made at once: less than it keeps, however late a busy machine runs the recorder


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
    process.wait(60)


def test_the_recorder_loses_nothing_though_the_daemon_forgets(
    docker: docker_py.APIClient, journal: Journal, recorder: subprocess.Popen[bytes]
) -> None:
    names = [f"v{number}" for number in range(MANY)]
    for start in range(0, MANY, PART):
        part = names[start : start + PART]
        make(docker, *part)
        until(lambda: part[-1] in volumes(journal))  # noqa: B023
    assert volumes(journal) == ["hello", *names]


def test_an_exec_of_another_process_is_left_out_too(
    docker: docker_py.APIClient, journal: Journal, recorder: subprocess.Popen[bytes]
) -> None:
    """A check in one process, the recorder in another: the exec may be recorded before it is declared."""
    docker.start(docker.create_container("busybox", ["sleep", "100"], name="box")["Id"])
    look = Look(docker, "03_commit_diff", Scope())
    for _number in range(10):
        look.list_containers()[0].run_in("true")
    make(docker, "end")
    until(lambda: "end" in volumes(journal))
    assert [event for event in journal.events() if event.action.startswith("exec")] == []


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
        recorder.wait(60)


def _noticed(api: docker_py.APIClient, journal: Journal, name: str) -> bool:
    make(api, name)
    api.remove_volume(name)
    lines = journal.path.read_text(encoding="utf-8").splitlines() if journal.path.exists() else []
    return any(json.loads(line).get("name") == name for line in lines)


def test_the_recorder_ends_with_its_parent_also_without_events(
    engine: PrivateEngine, journal: Journal, fault: Fault
) -> None:
    """Killed, the parent can tell nobody; the engine may be stopped as well."""
    program = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-m', 'helpers.lab.record'])\n"
        "print(child.pid, flush=True); time.sleep(999)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, **engine.engine.env()},
    )
    assert parent.stdout
    recorder = Path("/proc", parent.stdout.readline().decode().strip())
    make(journal.api, "hello")
    until(lambda: "hello" in volumes(journal))
    parent.kill()
    parent.wait(60)
    began = time.monotonic()
    until(lambda: not _lives(recorder))
    took = time.monotonic() - began
    make(journal.api, "later")
    journal.catch_up()
    assert volumes(journal) == ["hello", "later"], "whoever reads next asks for the rest"
    fault("the recorder's parent killed", "nothing: the next reader goes on", took)


def _lives(process: Path) -> bool:
    """Whether it has not ended; an orphan that nobody waits for stays as a zombie."""
    try:
        return "\nState:\tZ" not in (process / "status").read_text()
    except OSError:
        return False
