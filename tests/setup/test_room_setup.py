"""What a room needs to be set up, and that a pack has it: the script, the wheels, the packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from helpers.engine import apt
from helpers.paths import ROOT
from helpers.room import debs, first, lessons, target, wheels
from tests.bundle_sample import file, link
from tests.setup.packs import HERE, pack


def test_the_setup_script_refuses_what_is_not_for_this_machine(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    (checkout / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "setup", checkout / "scripts")
    shutil.copy(ROOT / "requirements.lock", checkout)
    (checkout / "helpers" / "room").mkdir(parents=True)
    for name in ("__init__.py", "text.py", "room/__init__.py", "room/first.py"):
        shutil.copy(ROOT / "helpers" / name, checkout / "helpers" / name)
    other = {**HERE, "release": "sarge"}
    said = {
        "was made for sarge": pack(tmp_path / "other.tar", **{"for": [other]}),
        "another version": pack(tmp_path / "old.tar", lock="0" * 64),
        "not a room's pack": _text(tmp_path / "text.tar"),
        "cannot be read": tmp_path / "nowhere.tar",
    }
    for sentence, source in said.items():
        done = subprocess.run(
            ["scripts/setup", "lab", "--room", str(source)],
            cwd=checkout, env={**os.environ, "COURSE_LANG": "en"},
            capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 2, sentence
        assert sentence in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        assert not (checkout / ".venv").exists()


def _text(path: Path) -> Path:
    path.write_text("hello\n")
    return path


def test_the_wheels_of_a_pack_are_taken_out_and_nothing_else(tmp_path: Path) -> None:
    files = {"wheels/a-1-py3-none-any.whl": b"a", "wheels/b-1-py3-none-any.whl": b"b", "images/c.tar": b"c"}
    first.take_wheels(pack(tmp_path / "a.tar", files), tmp_path / "out")
    found = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert found == {"a-1-py3-none-any.whl": b"a", "b-1-py3-none-any.whl": b"b"}


@pytest.mark.parametrize("kind", ["link", "twice", "large", "cut off"])
def test_wheels_that_are_too_much_or_no_files_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    name = "wheels/a-1-py3-none-any.whl"
    more = {"link": [link(name, "/etc/passwd")], "twice": [file(name, b"x")]}.get(kind, [])
    files = {} if kind == "link" else {name: b"a" * 20_000}
    source = pack(tmp_path / "a.tar", files, *more)
    if kind == "large":
        monkeypatch.setattr(first, "MOST", 19_999)
    if kind == "cut off":
        source.write_bytes(source.read_bytes()[:8_000])
    with pytest.raises(first.UNREADABLE):
        first.take_wheels(source, tmp_path / "out")
    assert not any(path.is_symlink() for path in (tmp_path / "out").iterdir())


def test_only_the_uv_that_the_lock_names_is_taken_out_of_its_wheel(tmp_path: Path) -> None:
    wheel = tmp_path / "uv-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("uv-1.data/scripts/uv", "#!/bin/sh\n")
    lock, out = tmp_path / "lock", tmp_path / "uv"
    entry = "uv==1 \\\n    --hash=sha256:{} \\\n    --hash=sha256:{}\nother==2 \\\n    --hash=sha256:{}\n"
    lock.write_text(entry.format("0" * 64, "1" * 64, first.digest(wheel)))  # another package's hash
    assert not first.place_uv(tmp_path, lock, out)
    assert not out.exists()
    lock.write_text(entry.format("0" * 64, first.digest(wheel), "1" * 64))
    assert first.place_uv(tmp_path, lock, out)
    assert os.access(out, os.X_OK)


def test_what_the_setup_asks_needs_no_package() -> None:
    script = "import sys; sys.modules['polib'] = sys.modules['docker'] = None; import helpers.room.first"
    subprocess.run([sys.executable, "-S", "-c", script], cwd=ROOT, check=True)


def test_every_package_that_lessons_install_is_found() -> None:
    found = {name for command in lessons.installs() for name in command.names}
    assert {"git", "apache2", "libapache2-mod-php", "build-essential", "docker-registry", "rcs"} <= found
    assert lessons.Install(("git",), recommends=False) in lessons.installs()


@pytest.mark.parametrize(
    ("text", "names", "recommends"),
    [
        ("RUN a \\\n && apt-get install --no-install-recommends \\\n git \\\n curl && rm", "curl git", False),
        ("docker exec box bash -c 'apt-get install -y -qq git' 2>&1", "git", True),
        ("`apt install git`이", "git", True),
        ("apt-get -y install git; ls", "git", True),
    ],
)  # fmt: skip
def test_a_command_is_read_to_its_end(text: str, names: str, recommends: bool) -> None:
    assert list(lessons.of_text(text)) == [lessons.Install(tuple(names.split()), recommends)]


def test_every_package_that_setting_up_installs_is_packed() -> None:
    packed = {*apt.ENGINE, *apt.WITH_ENGINE, *debs.BESIDES}
    setup = (ROOT / "scripts" / "setup").read_text(encoding="utf-8")
    wanted = {name for name in ("mmdebstrap", "debian-archive-keyring", "uidmap") if f"echo {name}" in setup}
    assert wanted
    assert wanted | {"docker-cli", "docker.io", "iptables"} <= packed


@pytest.mark.parametrize("release", target.RELEASES)
def test_the_lock_is_read_for_the_python_of_the_other_machine(release: str) -> None:
    (machine,) = target.targets((release,))
    digest = " \\\n    --hash=sha256:"
    lock = f"a==1 ; python_full_version < '3.12'{digest}aa\nb==2{digest}bb{digest}cc\n"
    lock += f"c==3 ; os_name == 'nt'{digest}dd\n"
    assert wheels.names(lock, machine) == (["a==1", "b==2"] if release == "bookworm" else ["b==2"])
    assert "--hash=sha256:cc" in wheels.wanted(lock, machine)
    whole = wheels.names((ROOT / "requirements.lock").read_text(encoding="utf-8"), machine)
    assert {"jupyterlab", "uv", "setuptools"} <= {name.partition("==")[0] for name in whole}
