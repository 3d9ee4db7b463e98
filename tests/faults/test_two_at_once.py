"""Two of everything at once: both end well, and each thing is done once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docker as docker_py
import pytest

from helpers import paths
from helpers.cli import main
from helpers.engine.private import PrivateEngine
from helpers.lab import Baseline, Journal
from helpers.paths import ROOT
from tests.browser.lab import LabProcess
from tests.faults.table import Fault

pytestmark = pytest.mark.engine
Ended = tuple[int, str]


def at_once(*commands: str, engine: PrivateEngine) -> list[Ended]:
    """Run commands of the course together; the exit code of each, and what it printed but for waiting."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "helpers", *command.split()],
            cwd=ROOT, env={**os.environ, **engine.engine.env()},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for command in commands
    ]  # fmt: skip
    said = [process.communicate(timeout=300) for process in started]
    assert "Traceback" not in str(said)
    return [(process.returncode, output) for process, (output, _err) in zip(started, said, strict=True)]


def make_box(api: docker_py.APIClient) -> None:
    api.create_container("debian:trixie-slim", ["bash"], name="git-box", tty=True)
    api.start("git-box")


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("met", [True, False], ids=["later", "at the first meeting"])
def test_two_checks(engine: PrivateEngine, docker: docker_py.APIClient, met: bool, fault: Fault) -> None:
    if met:
        Baseline.of(docker)
    make_box(docker)
    began = time.monotonic()
    first, second = at_once("check 03", "check 03", engine=engine)
    took = time.monotonic() - began
    assert first[0] == second[0] == 1
    assert first[1] == second[1]
    assert ("1/12점" in first[1]) is met, "what was there before the course is not graded"
    lines = Journal(docker).path.read_text().splitlines()
    assert sum("baseline" in json.loads(line) for line in lines if line) == 1
    events = [(event.time, event.action, event.id) for event in Journal(docker).events()]
    assert len(events) == len(set(events))
    assert not list(paths.state().glob("*.damaged-*"))
    fault(
        f"two course checks at once, {'later' if met else 'at the first meeting'}",
        first[1].splitlines()[0],
        took,
    )


@pytest.mark.usefixtures("clean")
def test_two_resets_and_a_check(engine: PrivateEngine, docker: docker_py.APIClient, fault: Fault) -> None:
    docker.create_volume("precious")
    Baseline.of(docker)
    make_box(docker)
    began = time.monotonic()
    first, second, check = at_once("reset 03", "reset 03", "check 03", engine=engine)
    took = time.monotonic() - began
    assert first[0] == second[0] == 0, (first, second)
    assert check[0] in (1, 2), check
    assert sorted("git-box" in output for _code, output in (first, second)) == [False, True], "removed once"
    assert docker.containers(all=True) == []
    assert [volume["Name"] for volume in docker.volumes()["Volumes"]] == ["precious"]
    fault("two course resets and a check at once", " ".join([first[1], second[1]]), took)


@pytest.mark.usefixtures("clean")
def test_two_clones_of_the_course_on_one_engine(
    engine: PrivateEngine, docker: docker_py.APIClient, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: Fault,
) -> None:  # fmt: skip
    """Work that was done in one clone was there before for the other, also if it is the same learner's."""
    Baseline.of(docker)
    make_box(docker)
    assert main(["check", "03"]) == 1
    assert "1/12점" in capsys.readouterr().out
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "second"))
    began = time.monotonic()
    assert main(["check", "03", "--task", "box"]) == 1
    told = capsys.readouterr().out
    assert "과정을 시작하기 전부터 있던 것" in told
    assert main(["reset", "03"]) == 0
    took = time.monotonic() - began
    assert [row["Names"] for row in docker.containers(all=True)] == [["/git-box"]]
    docker.rename("git-box", "first")  # as it was told
    make_box(docker)
    assert main(["reset", "03"]) == 0
    assert [row["Names"] for row in docker.containers(all=True)] == [["/first"]]
    fault("two clones of the course on one engine", told.splitlines()[1].strip(), took)


@pytest.mark.usefixtures("clean")
def test_two_restarts(engine: PrivateEngine, tmp_path: Path, fault: Fault) -> None:
    notebook = paths.work() / "ko" / "03_commit_diff.ipynb"
    notebook.parent.mkdir(parents=True)
    notebook.write_text("my answers")
    began = time.monotonic()
    first, second = at_once("restart 03", "restart 03", engine=engine)
    took = time.monotonic() - began
    assert {first[0], second[0]} == {0}, (first, second)
    kept = [path.read_text() for path in notebook.parent.glob("03_commit_diff-*.ipynb")]
    assert kept.count("my answers") == 1
    assert "my answers" not in notebook.read_text()
    fault("two course restarts at once", first[1].splitlines()[0], took)


def test_two_that_get_the_images(new_engine: Callable[[str], PrivateEngine], fault: Fault) -> None:
    private = new_engine("two")
    private.start()
    began = time.monotonic()
    first, second = at_once("images get busybox", "images get busybox", engine=private)
    took = time.monotonic() - began
    assert first[0] == second[0] == 0, (first, second)
    fault("two course images get at once", first[1].splitlines()[-1], took)


@pytest.mark.slow
def test_two_labs(engine: PrivateEngine, tmp_path: Path, fault: Fault) -> None:
    began = time.monotonic()
    both = [LabProcess(engine.engine, tmp_path) for _number in range(2)]
    addresses = {run.url() for run in both}
    took = time.monotonic() - began
    (second,) = [run for run in both if "이미 열려 있습니다" in run.output]
    (first,) = [run for run in both if run is not second]
    assert len(addresses) == 1
    assert second.wait() == 0, "it has nothing left to do"
    assert first.stop() == 0
    told = next(line for line in second.output.splitlines() if "이미" in line)
    fault("two course labs at once", told, took)
