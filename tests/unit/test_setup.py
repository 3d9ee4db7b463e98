"""scripts/setup for real, with a short list of packages: twice, interrupted, changed, moved, refused."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from helpers.paths import ROOT

# What the script calls, for a PATH on which a test decides which Python there is.
TOOLS = (
    "bash", "cat", "chmod", "cmp", "cut", "dirname", "dpkg-query", "env", "flock", "getent",
    "grep", "id", "mkdir", "ps", "rm", "sh", "tr", "uname",
)  # fmt: skip


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that needs one small package, so that set-up takes seconds."""
    here = tmp_path / "checkout"
    (here / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "setup", here / "scripts")
    (here / "helpers").mkdir()
    (here / "helpers" / "__init__.py").touch()
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    slim = re.sub(r"^dependencies = .*$", "dependencies = []", project, flags=re.MULTILINE)
    (here / "pyproject.toml").write_text(slim, encoding="utf-8")
    (here / "requirements.txt").write_text("polib==1.2.0\n")
    return here


def setup(checkout: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COURSE_LANG": "en", **changes}
    return subprocess.run(
        ["scripts/setup", *arguments],
        cwd=checkout, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300,
    )  # fmt: skip


def knows(checkout: Path, module: str) -> bool:
    program = [checkout / ".venv" / "bin" / "python", "-c", f"import {module}"]
    return subprocess.run(program, capture_output=True).returncode == 0


def test_installs_once_then_only_what_changed_and_again_when_moved(checkout: Path) -> None:
    first = setup(checkout)
    assert first.returncode == 0, first.stderr
    assert "requirements.txt" in first.stdout  # said before it is done
    assert knows(checkout, "polib")
    assert (checkout / ".venv" / "bin" / "course").exists()

    second = setup(checkout)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")

    with (checkout / "requirements.txt").open("a") as file:
        file.write("click==8.5.1\n")
    assert setup(checkout).returncode == 0
    assert knows(checkout, "click")

    moved = checkout.rename(checkout.with_name("elsewhere"))
    assert setup(moved).returncode == 0
    python = (moved / ".venv" / "bin" / "course").read_text().splitlines()[0]
    assert str(moved) in python


def test_recovers_from_an_interruption(checkout: Path) -> None:
    process = subprocess.Popen(
        ["scripts/setup"], cwd=checkout, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    while not (checkout / ".venv" / "pyvenv.cfg").exists():
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    (checkout / ".venv" / "half-written").touch()

    assert setup(checkout).returncode == 0
    assert knows(checkout, "polib")
    assert not (checkout / ".venv" / "half-written").exists()
    assert setup(checkout).stdout == ""


def test_a_failed_installation_is_not_taken_for_a_finished_one(checkout: Path) -> None:
    (checkout / "requirements.txt").write_text("polib==0.0.0.1\n")
    failed = setup(checkout)
    assert failed.returncode == 2
    assert "could not be installed" in failed.stderr
    (checkout / "requirements.txt").write_text("polib==1.2.0\n")
    assert setup(checkout).returncode == 0
    assert knows(checkout, "polib")


def test_unknown_argument_is_one_line_in_the_persons_language(checkout: Path) -> None:
    for language, words in (("ko", "모르는 인자"), ("en", "Unknown argument")):
        refused = setup(checkout, "prod", COURSE_LANG=language)
        assert refused.returncode == 2
        assert words in refused.stderr
        assert len(refused.stderr.splitlines()) == 1


def test_without_a_usable_python_it_is_one_line(checkout: Path, tmp_path: Path) -> None:
    path = programs(tmp_path, python="echo Python 3.9.2; exit 1")
    refused = setup(checkout, PATH=str(path))
    assert refused.returncode == 2
    assert "Python 3.11 or later" in refused.stderr
    assert "3.9.2" in refused.stderr
    assert not (checkout / ".venv").exists()


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become somebody who is not")
def test_an_ordinary_user_sees_the_command_and_nothing_is_installed(checkout: Path, tmp_path: Path) -> None:
    no_ensurepip = '[ "$2" = "import ensurepip" ] && exit 1; exec /usr/bin/python3 "$@"'
    path = programs(tmp_path, python=no_ensurepip)
    (path / "apt-get").symlink_to("/bin/false")
    (path / "sudo").symlink_to("/bin/false")
    for folder in (tmp_path, *tmp_path.parents):  # pytest's folders are for root alone
        if not folder.stat().st_mode & 0o001:
            folder.chmod(0o755)
    refused = subprocess.run(
        ["scripts/setup"], cwd=checkout, capture_output=True, text=True, stdin=subprocess.DEVNULL, user=65534,
        env={"PATH": str(path), "COURSE_LANG": "en"},
    )  # fmt: skip
    assert refused.returncode == 2, refused.stdout + refused.stderr
    assert "sudo" in refused.stdout
    assert "apt-get" in refused.stdout
    assert not (checkout / ".venv").exists()


def programs(folder: Path, python: str) -> Path:
    """A PATH with the script's tools, and a `python3` that is the shell script `python`."""
    path = folder / "bin"
    path.mkdir()
    for name in TOOLS:
        if found := shutil.which(name):
            (path / name).symlink_to(found)
    (path / "python3").write_text(f"#!/bin/sh\n{python}\n")
    (path / "python3").chmod(0o755)
    return path
