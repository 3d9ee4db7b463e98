"""The course from a wheel: everything is in it, it runs without a checkout, and keeps out of its package."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import venv
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers import paths
from helpers.cli import COMMANDS, MODULES
from helpers.course import course
from helpers.engine import PrivateEngine

pytestmark = pytest.mark.engine
AUTHORS = {"build": [], "handouts": [], "site": []}  # commands that work on the sources


def tracked(*places: str) -> list[str]:
    """The files of the checkout that git knows or would take, below some folders."""
    # the tests may be run as root in somebody's checkout, which git calls dubious
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={paths.ROOT}", "ls-files", "-z", "--cached", "--others",
         "--exclude-standard", "--", *places],
        cwd=paths.ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [name for name in listed.split("\0") if name and (paths.ROOT / name).exists()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network by the pinned setuptools."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in tracked("."):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(paths.ROOT / name, source / name)
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-index", "--no-deps", "--no-build-isolation",
         "--wheel-dir", out, source],
        capture_output=True, text=True,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    return next(out.glob("*.whl"))


class Installed:
    """An environment with the wheel in it, and a home: no checkout in sight."""

    def __init__(self, wheel: Path, folder: Path, engine: PrivateEngine):
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        venv.create(folder / "env", symlinks=True)
        self.bin = folder / "env" / "bin"
        self.site = next((folder / "env" / "lib").glob("python*/site-packages"))
        uv = [Path(sys.executable).with_name("uv"), "pip", "install", "--offline", "--no-deps"]
        subprocess.run([*uv, "--quiet", "--python", self.bin / "python", wheel], check=True)
        # What it needs is the same set as ours; named by a .pth, so that our own .pth files are not read
        # and `helpers` can only come from the wheel.
        (self.site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COURSE_", "XDG_"))}
        self.env = {
            **kept, **engine.engine.env(), "HOME": str(self.home), "LANG": "C.UTF-8", "COURSE_LANG": "en",
        }  # fmt: skip

    def run(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.bin / name, *arguments], cwd=self.home, env=self.env,
            capture_output=True, text=True, timeout=180, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def files(self) -> set[Path]:
        """What lies in site-packages, but for the caches that Python itself writes."""
        return {file for file in self.site.rglob("*") if "__pycache__" not in file.parts}


@pytest.fixture(scope="module")
def installed(wheel: Path, engine: PrivateEngine, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(wheel, tmp_path_factory.mktemp("installed"), engine)


def test_the_wheel_holds_every_file_of_the_course_and_nothing_else(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = set(tracked("helpers")) | {f"helpers/material/{name}" for name in tracked("labs", "notebooks")}
    assert names == wanted


def test_the_wheel_asks_for_every_locked_package_in_its_version(wheel):
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith("/METADATA"))
        text = archive.read(metadata).decode()
    asked = [
        Requirement(line) for line in re.findall(r"^Requires-Dist: (.+)$", text, re.M) if "extra" not in line
    ]
    lock = (paths.ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = [Requirement(line.rstrip(" \\")) for line in lock.splitlines() if re.match(r"[\w.-]+==", line)]
    wanted = [
        entry for entry in locked if entry.name not in ("uv", "setuptools")
    ]  # what scripts/setup works with
    assert sorted(map(str, asked)) == sorted(map(str, wanted))
    assert len(wanted) > 90
    listed = (paths.ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    direct = {Requirement(line.partition("#")[0]).name for line in listed if line.partition("#")[0].strip()}
    assert {canonicalize_name(name) for name in direct} <= {canonicalize_name(entry.name) for entry in asked}


def test_status_doctor_and_check_need_no_checkout(installed):
    before = installed.files()
    status = installed.run("course", "status", "--json")
    assert status.returncode == 0, status.stderr
    assert len(json.loads(status.stdout)["lessons"]) == len(course().lessons)
    doctor = installed.run("course", "doctor", "--json")
    assert (doctor.returncode, json.loads(doctor.stdout)["problems"]) == (0, []), doctor.stdout
    check = installed.run("course", "check", "00", "--json")
    assert check.returncode == 1, check.stderr  # nothing was done yet
    report = json.loads(check.stdout)
    assert report["points"] == 0
    assert {task["status"] for task in report["tasks"]} <= {"failed", "blocked"}
    assert installed.files() == before
    assert list((installed.home / ".local/state/docker-course").glob("baseline-*.json"))


@pytest.mark.parametrize("name", AUTHORS)
def test_a_command_of_authors_says_in_one_line_that_it_needs_a_checkout(installed, name):
    done = installed.run("course", name, *AUTHORS[name])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"`course {name}` needs a checkout of the course. "
        "Run `scripts/setup dev` in a clone of the repository (git clone), and use it there.\n"
    )


def test_no_command_misses_a_module_or_a_file(installed):
    modules = [MODULES.get(name, name) for name in COMMANDS]
    code = f"import importlib; [importlib.import_module('helpers.cli.' + name) for name in {modules}]"
    done = installed.run("python", "-c", code)
    assert done.returncode == 0, done.stderr


def test_docker_course_passes_commands_on_and_shows_its_help(installed):
    assert installed.run("docker-course", "status").stdout == installed.run("course", "status").stdout
    assert installed.run("docker-course", "--help").stdout == installed.run("course", "--help").stdout
    unknown = installed.run("docker-course", "stats")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "'stats'" in unknown.stderr


def test_docker_course_alone_opens_the_course_in_the_home(installed):
    before = installed.files()
    output = installed.home / "output.txt"
    with output.open("w") as log:
        lab = subprocess.Popen(
            [installed.bin / "docker-course", "--no-browser"], cwd="/", env=installed.env,
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    deadline = time.monotonic() + 180
    while "token=" not in output.read_text() and lab.poll() is None and time.monotonic() < deadline:
        time.sleep(0.1)
    assert "token=" in output.read_text(), output.read_text()
    lab.send_signal(signal.SIGINT)
    assert lab.wait(180) == 0, output.read_text()
    notebooks = installed.home / "docker-course" / "en"
    assert {f"{lesson.name}.ipynb" for lesson in course().lessons} <= {
        notebook.name for notebook in notebooks.glob("*.ipynb")
    }
    assert (notebooks / "04_dockerfile" / "broken" / "Dockerfile").is_file()
    assert installed.files() == before
