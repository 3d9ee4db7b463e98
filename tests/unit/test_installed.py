"""The record of what the course brought: exactly that, also after a kill, and read back as written."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from helpers import installed
from helpers.errors import CourseError
from helpers.paths import ROOT


@pytest.fixture
def dpkg(tmp_path, monkeypatch):
    """A dpkg-query that names what stands in a file, and that file."""
    listed = tmp_path / "dpkg"
    program = tmp_path / "bin" / "dpkg-query"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nsed "s/^/installed /" {listed}\necho "config-files removed-once"\n')
    program.chmod(0o755)
    listed.write_text("python3\nmake\n")
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    return listed


def names(record):
    return {package.name: package.asked for package in record.packages}


def test_only_what_is_new_is_noted_and_who_asked_for_it(dpkg):
    with installed.noting(["docker.io", "make"]):
        dpkg.write_text("python3\nmake\ndocker.io\nrunc\n")
    assert names(installed.read()) == {"docker.io": True, "runc": False}
    assert not installed.read().begun


def test_an_installation_that_fails_is_noted_as_far_as_it_came(dpkg):
    with pytest.raises(RuntimeError), installed.noting(["docker.io"]):
        dpkg.write_text("python3\nmake\nrunc\n")
        raise RuntimeError
    assert names(installed.read()) == {"runc": False}


def test_an_installation_that_is_killed_is_noted_too(dpkg):
    code = f"""
        from pathlib import Path
        import os
        from helpers import installed
        with installed.noting(["docker.io"]):
            Path({str(dpkg)!r}).write_text("python3\\nmake\\ndocker.io\\n")
            os.kill(os.getpid(), {int(signal.SIGKILL)})
    """
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT)
    assert killed.returncode == -signal.SIGKILL
    assert names(installed.read()) == {"docker.io": True}
    with installed.noting(["busybox-static"]):  # and the next one does not lose it
        dpkg.write_text("python3\nmake\ndocker.io\nbusybox-static\n")
    assert names(installed.read()) == {"docker.io": True, "busybox-static": True}


def test_the_set_up_notes_from_the_shell(dpkg, tmp_path):
    before = tmp_path / "before"
    before.write_text("python3\nmake\n")
    dpkg.write_text("python3\nmake\npython3.11-venv\n")
    subprocess.run(
        [sys.executable, "-m", "helpers.installed", before, "python3.11-venv"], cwd=ROOT, check=True
    )
    assert names(installed.read()) == {"python3.11-venv": True}


def test_entries_are_read_back_as_they_were_written_and_forgotten_one_by_one(dpkg, tmp_path):
    written = tmp_path / "daemon.json"
    written.write_text("{}")
    installed.note_group("kim", "docker")
    installed.note_file(written)
    installed.note_image("E1", "busybox", "sha256:1")
    installed.note_image("E1", "busybox", "sha256:2")
    installed.note_image("E2", "busybox", "sha256:3")
    record = installed.read()
    assert [(membership.user, membership.group) for membership in record.groups] == [("kim", "docker")]
    assert [(file.path, file.digest) for file in record.files] == [(str(written), installed.digest(written))]
    assert [(image.engine, image.id) for image in record.images] == [("E1", "sha256:2"), ("E2", "sha256:3")]
    installed.forget(record.groups[0], record.images[0])
    assert installed.read() == installed.Record(files=record.files, images=record.images[1:])
    installed.forget(*record.files, *record.images)
    assert not installed.path().exists()


def test_it_belongs_to_the_user_alone(dpkg):
    installed.note_group("kim", "docker")
    assert installed.path().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"packages": [{"nam": 1}]}', '{"new": []}', "3", '{"version": 2}']
)
def test_a_file_that_is_no_record_is_one_line_and_is_not_written_over(content, dpkg):
    installed.path().parent.mkdir(parents=True)
    installed.path().write_text(content)
    for ask in (installed.read, lambda: installed.note_group("kim", "docker")):
        with pytest.raises(CourseError, match=r"설치 기록을 읽을 수 없습니다: .*installed\.json"):
            ask()
    assert installed.path().read_text() == content


def test_without_dpkg_nothing_is_installed_and_nothing_breaks(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installed.installed_packages() == frozenset()
    with installed.noting(["docker.io"]):
        pass
    assert installed.read() == installed.Record()


def test_this_machines_packages_are_named_as_dpkg_names_them():
    if Path("/var/lib/dpkg/status").exists():
        assert "dpkg" in installed.installed_packages()


def test_the_record_is_json_that_a_person_can_read(dpkg):
    with installed.noting(["docker.io"]):
        dpkg.write_text("python3\nmake\ndocker.io\n")
    raw = json.loads(installed.path().read_text())
    assert raw["packages"][0]["name"] == "docker.io"
    assert raw.pop("version") == 1
    known = installed.read()
    installed.path().write_text(json.dumps(raw))  # as the first records were
    assert installed.read() == known
