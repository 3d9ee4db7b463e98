"""`course lab` opens what it promises: the lesson beside a terminal, on one engine, nothing from outside."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.engine import PrivateEngine
from helpers.paths import ROOT
from helpers.waiting import MARK
from tests.browser.lab import NOTEBOOK, URL, Lab, LabProcess
from tests.engine.waiting import until
from tests.faults.table import Fault

pytestmark = [pytest.mark.engine, pytest.mark.browser]


def course(process: LabProcess, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Another `course` on the same state, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "helpers", *arguments],
        cwd=ROOT, env=process.env, capture_output=True, text=True, encoding="utf-8", timeout=300,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_opens_the_lesson_with_a_terminal_below_it(lab: Lab) -> None:
    lab.terminal_ready()
    lesson = lab.page.locator(NOTEBOOK).bounding_box()
    terminal = lab.page.locator(".jp-Terminal").bounding_box()
    assert lesson and terminal
    assert lesson["y"] + lesson["height"] <= terminal["y"]
    assert terminal["height"] > 200
    lab.page.locator(f"{NOTEBOOK} h1").first.wait_for()
    lab.shot("start")


def test_speaks_korean(lab: Lab) -> None:
    lab.page.locator(".lm-MenuBar-itemLabel", has_text="파일").wait_for()
    assert lab.page.evaluate("() => document.documentElement.lang").startswith("ko")


def test_terminal_and_cells_talk_to_the_chosen_engine(lab: Lab, engine: PrivateEngine) -> None:
    with_client = engine.engine.client()
    identity = with_client.info()["ID"]
    lab.type("docker version --format 'server {{.Server.Version}}' && docker info --format 'id {{.ID}}'")
    shown = lab.terminal_shows(r"^id \S+")
    assert f"id {identity}" in shown
    assert f"server {with_client.version()['Version']}" in shown
    code = next(i for i, cell in enumerate(lab.cells()) if cell["cell_type"] == "code")
    lab.write_cell(code, "!docker info --format 'id {{{{.ID}}}}'; command -v course")
    lab.run_cell(code)
    output = "".join(part["text"] for part in lab.cells()[code]["outputs"])
    assert f"id {identity}" in output
    assert "/course" in output
    with_client.close()


def test_course_works_in_the_terminal(lab: Lab) -> None:
    lab.type("clear; course images list && echo d''one")
    assert "debian:trixie-slim" in lab.terminal_shows("^done$")


def test_survives_a_reload_and_a_change_of_theme(lab: Lab) -> None:
    lab.theme("dark")
    lab.reload()
    lab.page.wait_for_selector('body[data-jp-theme-name="JupyterLab Dark"]', state="attached")
    lab.terminal_ready()
    lab.shot("start-dark")
    lab.theme("light")


def test_asks_nothing_of_the_outside(lab: Lab) -> None:
    lab.reload()
    assert lab.requests
    assert lab.outside == []


def test_second_lab_prints_the_address_of_the_first(lab_process: LabProcess) -> None:
    second = course(lab_process, "lab", "--no-browser")
    assert second.returncode == 0, second.stderr
    found = URL.search(second.stdout)
    assert found
    assert found.group(0) == lab_process.url()


def test_records_baseline_and_events_from_the_start(lab_process: LabProcess) -> None:
    state = lab_process.folder / "state"
    # both are made beside JupyterLab, by a process of their own
    until(lambda: list(state.glob("baseline-*.json")), what="the baseline")
    until(lambda: list(state.glob("journal-*.jsonl")), what="the journal")


def test_the_note_with_the_token_is_for_its_owner_alone(lab_process: LabProcess) -> None:
    state = lab_process.folder / "state"
    note = state / "lab.json"
    assert json.loads(note.read_text())["token"] in lab_process.url()
    assert note.stat().st_mode & 0o077 == 0
    assert (state / "jupyter").stat().st_mode & 0o077 == 0


def test_a_port_that_was_asked_for_and_is_taken_is_one_line(
    engine: PrivateEngine, tmp_path: Path, fault: Fault
) -> None:
    began = time.monotonic()
    with socket.socket() as taken:  # another program has the usual port
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = LabProcess(engine.engine, tmp_path, "--port", str(port))
        assert refused.wait() == 2
        # on a busy machine there are words about waiting, too
        (said,) = [line for line in refused.output.splitlines() if not line.startswith(MARK)]
        assert str(port) in said
    fault("the port that was asked for is taken; course lab", said, time.monotonic() - began)


def test_ctrl_c_leaves_engine_and_notebooks(engine: PrivateEngine, tmp_path: Path) -> None:
    process = LabProcess(engine.engine, tmp_path)
    url = process.url()
    port = int(URL.search(url).group(1))
    started = json.loads((tmp_path / "state" / "lab.json").read_text())["pid"]
    assert process.stop() == 0
    assert not Path(f"/proc/{started}").exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    assert engine.running()
    assert list((tmp_path / "work" / "ko").glob("*.ipynb"))
    assert not (tmp_path / "state" / "lab.json").exists()
