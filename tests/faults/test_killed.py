"""A process of the course ends by SIGKILL in the middle of its work: a command, a kernel, JupyterLab."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import docker as docker_py
import pytest
import requests
from jupyter_client.manager import KernelManager
from jupyter_server.services.contents.fileio import path_to_intermediate

from helpers import paths
from helpers.cli import main
from helpers.cli.lab import prepare_work
from helpers.editions import workspace
from helpers.engine.private import PrivateEngine
from helpers.engine.private_home import children
from helpers.lab import Baseline, Journal, inventory
from helpers.paths import ROOT
from tests.browser.lab import LabProcess
from tests.engine.waiting import until
from tests.faults.table import Fault

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
BASE = "debian:trixie-slim"

# how the process comes to kill itself at that point, whatever the machine's load
PROGRAM = """
import os, shutil, signal, sys
from pathlib import Path
from docker import APIClient
from helpers.cli import main

def die(*_arguments, **_options):
    os.kill(os.getpid(), signal.SIGKILL)

def half(handle, data, write=os.write):
    write(handle, data[:len(data) // 2])
    die()

def part(source, target):
    target.write(source.read(100))
    target.flush()
    die()

def then(method):
    def both(*arguments, **options):
        method(*arguments, **options)
        die()
    return both

{point}
sys.exit(main(sys.argv[1:]))
"""
POINTS = {
    "before a file takes its place": "Path.replace = die",
    "before a file is on the disk": "os.fsync = die",
    "in the middle of a line of the journal": "os.write = half",
    "after one thing was removed": "APIClient.remove_container = then(APIClient.remove_container)",
    "in the middle of a new notebook": "shutil.copyfileobj = part",
}


def killed(point: str, *command: str) -> None:
    """Run a command of the course that dies there."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(point=POINTS[point]), *command],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr


def make_box(api: docker_py.APIClient) -> None:
    api.create_container(BASE, ["bash"], name="git-box", tty=True)
    api.start("git-box")


ROUNDS = 20  # moments of a command at which it is killed
CASES = [
    ("check", "before a file takes its place"),
    ("check", "before a file is on the disk"),
    ("check", "in the middle of a line of the journal"),
    ("reset", "before a file is on the disk"),
    ("reset", "in the middle of a line of the journal"),
    ("reset", "after one thing was removed"),
]


@pytest.mark.parametrize(("command", "point"), CASES)
def test_a_command_that_is_killed_costs_nothing_and_is_done_by_the_next(
    docker: docker_py.APIClient, command: str, point: str, capsys: pytest.CaptureFixture[str], fault: Fault
) -> None:
    docker.create_volume("precious")
    Baseline.of(docker)
    make_box(docker)
    killed(point, command, "03")
    began = time.monotonic()
    code = main([command, "03"])
    took = time.monotonic() - began
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    assert not list(paths.state().glob("*.damaged-*"))
    assert [volume["Name"] for volume in docker.volumes()["Volumes"]] == ["precious"]
    if command == "check":
        assert code == 1
        assert "1/12점" in told.out
        sees = told.out.splitlines()[0]
    else:
        assert code == 0
        assert docker.containers(all=True) == []
        sees = told.out
        journal = Journal(docker)
        assert any((event.action, event.name) == ("destroy", "git-box") for event in journal.events())
    fault(f"course {command} killed {point}; again", sees, took)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "reset"])
def test_a_command_that_is_killed_at_any_moment_costs_nothing(
    docker: docker_py.APIClient, command: str, capsys: pytest.CaptureFixture[str], fault: Fault
) -> None:
    docker.create_volume("precious")
    make_box(docker)  # somebody's, under the lesson's name
    baseline = Baseline.of(docker)
    docker.rename("git-box", "theirs")
    make_box(docker)
    began = time.monotonic()
    run(command, "03").wait(300)
    whole = time.monotonic() - began
    for moment in range(1, ROUNDS + 1):
        with suppress(docker_py.errors.APIError):
            make_box(docker)
        process = run(command, "03")
        time.sleep(whole * moment / ROUNDS)
        process.kill()
        process.wait(300)
        assert Baseline.of(docker) == baseline
        assert not list(paths.state().glob("*.damaged-*"))
    with suppress(docker_py.errors.APIError):
        make_box(docker)
    capsys.readouterr()
    began = time.monotonic()
    assert main([command, "03"]) == {"check": 1, "reset": 0}[command]
    took = time.monotonic() - began
    told = capsys.readouterr().out
    assert ("1/12점" in told) is (command == "check")
    left = sorted(container["Names"][0] for container in docker.containers(all=True))
    assert left == (["/git-box", "/theirs"] if command == "check" else ["/theirs"])
    assert [volume["Name"] for volume in docker.volumes()["Volumes"]] == ["precious"]
    fault(f"course {command} killed at each of {ROUNDS} moments; again", told.splitlines()[0], took)


def run(*command: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "helpers", *command],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.parametrize("point", ["before a file takes its place", "before a file is on the disk"])
def test_killed_at_the_first_meeting_foreign_things_stay_foreign(
    docker: docker_py.APIClient, point: str, capsys: pytest.CaptureFixture[str], fault: Fault
) -> None:
    make_box(docker)  # somebody's, with the name that the lesson uses
    docker.create_volume("precious")
    before = inventory(docker)
    killed(point, "check", "03")
    began = time.monotonic()
    assert main(["reset", "03"]) == 0
    took = time.monotonic() - began
    assert inventory(docker) == before
    fault(f"course check killed at the first meeting {point}; course reset", capsys.readouterr().out, took)


def test_a_restart_that_is_killed_leaves_the_old_notebook_and_no_half_one(
    docker: docker_py.APIClient, capsys: pytest.CaptureFixture[str], fault: Fault
) -> None:
    folder = workspace.prepare("ko")
    notebook = folder / "03_commit_diff.ipynb"
    notebook.write_text("my answers")
    killed("in the middle of a new notebook", "restart", "03")
    books = {path.name: path.read_text() for path in folder.glob("03_commit_diff*.ipynb")}
    assert list(books.values()) == ["my answers"]
    began = time.monotonic()
    assert main(["restart", "03"]) == 0
    took = time.monotonic() - began
    workspace.check_notebook(notebook)
    assert "my answers" in [path.read_text() for path in folder.glob("03_commit_diff-*.ipynb")]
    fault("course restart killed in the middle of a new notebook; again", capsys.readouterr().out, took)


# --- the kernel


def test_a_kernel_that_is_killed_in_a_build_takes_only_the_build_with_it(
    docker: docker_py.APIClient, engine: PrivateEngine, tmp_path: Path, fault: Fault
) -> None:
    (tmp_path / "Dockerfile").write_text("FROM busybox\nRUN sleep 600\n")
    Baseline.of(docker)
    make_box(docker)
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(ROOT), env={**os.environ, **engine.engine.env()})
    try:
        opening = "from helpers.notebook import draw, lab; lab.open('03')"
        assert "1/12점" in output(manager, opening) or "git-box" in output(manager, opening)
        client = manager.client()
        client.start_channels()
        client.execute(f"draw.build({str(tmp_path)!r}, 'mine')")
        until(lambda: len(docker.containers()) == 2, what="the build's step runs")
        began = time.monotonic()
        assert manager.provisioner
        os.kill(manager.provisioner.pid, signal.SIGKILL)
        client.stop_channels()
        until(lambda: len(docker.containers()) == 1, what="the engine has ended the step")
        manager.restart_kernel(now=True)
        shown = output(manager, opening)
        took = time.monotonic() - began
    finally:
        manager.shutdown_kernel(now=True)
    assert "✓ git-box" in shown
    assert "1/12" in shown
    fault("kernel killed in the middle of a build; first cell again", shown.splitlines()[0], took)


def output(manager: KernelManager, code: str) -> str:
    """What a cell shows as text."""
    parts: list[str] = []

    def take(message: dict[str, dict[str, object]]) -> None:
        content = message["content"]
        parts.append(str(content.get("text", "")))
        data = content.get("data")
        parts.append(str(data.get("text/plain", "")) if isinstance(data, dict) else "")

    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=180)
        reply = client.execute_interactive(code, timeout=180, output_hook=take)
        assert reply["content"]["status"] == "ok", parts
    finally:
        client.stop_channels()
    return "".join(parts)


# --- JupyterLab


@pytest.mark.parametrize("left", ["", '{"cells": [], "nbform'])
def test_a_notebook_that_was_being_saved_is_as_it_was_saved_before(
    left: str, capsys: pytest.CaptureFixture[str], fault: Fault
) -> None:
    notebook = workspace.prepare("ko") / "03_commit_diff.ipynb"
    book = json.loads(notebook.read_text())
    book["cells"][0]["source"] = "my answers"
    Path(path_to_intermediate(str(notebook))).write_text(json.dumps(book))  # JupyterLab's copy
    notebook.write_text(left)
    began = time.monotonic()
    prepare_work("ko")
    took = time.monotonic() - began
    told = capsys.readouterr().out
    assert "my answers" in notebook.read_text()
    assert len(told.splitlines()) == 1
    assert str(notebook) in told
    prepare_work("ko")
    assert capsys.readouterr().out == ""
    fault("power cut while JupyterLab saves; course lab", told, took)


@pytest.mark.slow
def test_jupyterlab_and_its_launcher_may_be_killed_at_any_time(
    engine: PrivateEngine, docker: docker_py.APIClient, tmp_path: Path, fault: Fault
) -> None:
    first = LabProcess(engine.engine, tmp_path)
    first.url()
    recorder = [child for child in children(first.process.pid) if "record" in command_line(child.pid)]
    assert len(recorder) == 1
    began = time.monotonic()
    first.process.kill()
    first.wait()
    until(lambda: not recorder[0].alive(), what="the recorder ends with its parent")
    fault("course lab killed", "JupyterLab stays open; its recorder ends", time.monotonic() - began)

    began = time.monotonic()
    second = LabProcess(engine.engine, tmp_path)
    second.url()
    took = time.monotonic() - began
    told = next(line for line in second.output.splitlines() if "먼저 닫습니다" in line)
    fault("course lab after one that was killed", told, took)

    notebook = tmp_path / "work" / "ko" / "03_commit_diff.ipynb"
    before = json.loads(notebook.read_text())
    note = json.loads((tmp_path / "state" / "lab.json").read_text())
    copy = Path(path_to_intermediate(str(notebook)))
    saving = threading.Thread(target=save_much, args=(note, before))
    began = time.monotonic()
    saving.start()
    until(copy.exists, what="it is being saved")
    os.kill(note["pid"], signal.SIGKILL)
    assert second.wait() == 0
    saving.join()
    fault("JupyterLab killed while it saves", second.output.splitlines()[-1], time.monotonic() - began)

    began = time.monotonic()
    third = LabProcess(engine.engine, tmp_path)
    third.url()
    took = time.monotonic() - began
    after = json.loads(notebook.read_text())
    assert third.stop() == 0
    assert [cell["source"] for cell in after["cells"][1:]] == [cell["source"] for cell in before["cells"][1:]]
    told = next((line for line in third.output.splitlines() if "되돌렸습니다" in line), "it was saved whole")
    fault("course lab after JupyterLab was killed while it saved", told, took)


def save_much(note: dict[str, str], book: dict[str, object]) -> None:
    """Save a notebook that is so large that it takes its time."""
    cells = json.loads(json.dumps(book["cells"]))
    cells[0]["source"] = "x" * 60_000_000
    with suppress(requests.RequestException):
        requests.put(
            f"{note['base']}/api/contents/03_commit_diff.ipynb",
            headers={"Authorization": f"token {note['token']}"},
            json={"type": "notebook", "format": "json", "content": {**book, "cells": cells}},
            timeout=300,
        )


def command_line(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()
