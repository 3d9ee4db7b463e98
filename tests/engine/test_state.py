"""The course's folder full or read-only: each command says so, none speaks of the engine, nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import docker as docker_py
import pytest

from helpers import paths
from helpers.engine.private import PrivateEngine
from helpers.lab import Baseline, Journal, inventory
from tests.faults.table import Fault

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
COMMANDS = ("check 03", "reset 03", "status", "doctor")
# a mount namespace of its own: nobody else sees the mounts
WAYS = {
    "full": 'cp -r "$STATE" "$STATE.copy" && mount -t tmpfs -o size=256k none "$STATE" && '
    'cp -r "$STATE.copy/." "$STATE" && { head -c 1M /dev/zero > "$STATE/fill" || true; }',
    "read-only": 'mount --bind "$STATE" "$STATE" && mount -o remount,bind,ro "$STATE"',
}


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_that_cannot_be_written_is_named(
    docker: docker_py.APIClient, engine: PrivateEngine, tmp_path: Path, way: str, fault: Fault
) -> None:
    Baseline.of(docker)
    docker.create_container("debian:trixie-slim", ["bash"], name="git-box", tty=True)
    docker.create_volume("an-event")
    before = inventory(docker)
    script = tmp_path / "script"
    runs = "\n".join(
        f'echo "== {command}" >&2; {sys.executable} -m helpers {command} >&2; echo $?' for command in COMMANDS
    )
    script.write_text(f"{WAYS[way]}\n{runs}\n")
    env = {**os.environ, **engine.engine.env(), "STATE": str(paths.state())}
    began = time.monotonic()
    done = subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "bash", script],
        env=env, cwd=paths.ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    took = (time.monotonic() - began) / len(COMMANDS)
    codes = dict(zip(COMMANDS, done.stdout.split(), strict=True))
    assert "Traceback" not in done.stderr
    said = dict(part.split("\n", 1) for part in done.stderr.split("== ")[1:])
    assert codes["reset 03"] == "2"
    assert str(paths.state()) in said["reset 03"]
    # what needs nothing to be written may still be judged
    assert codes["check 03"] in "12"
    assert codes["check 03"] == "1" or str(paths.state()) in said["check 03"]
    assert codes["doctor"] == "1"
    assert f"폴더 {paths.state()}에 쓸 수 없습니다" in said["doctor"]
    for command in COMMANDS:
        assert "연결이 끊겼습니다" not in said[command]
    assert inventory(docker) == before
    journal = Journal(docker)
    journal.catch_up()
    assert "an-event" in [event.name for event in journal.events()], "with room again, nothing is lost"
    for command in COMMANDS:
        lines = said[command].splitlines()
        sees = next((line for line in lines if str(paths.state()) in line), lines[0])
        fault(f"state folder {way}; course {command}", sees, took)
