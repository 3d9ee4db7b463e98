"""`python3 PACK`: the course out of a pack alone, without a clone, pip or a network; and what it refuses."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from helpers.paths import ROOT
from helpers.room import alone, first, manifest, program
from tests.setup.packs import FILES, HERE, pack

SAYS_ARGUMENTS = "import sys\ndef main():\n    print('opened', *sys.argv[1:])\n"


def wheel(folder: Path, name: str, files: dict[str, bytes], scripts: str = "") -> Path:
    """A wheel as the format wants it (https://packaging.python.org/specifications/binary-distribution-format)."""
    info = f"{name}.dist-info"
    files = files | {
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: {}\nVersion: {}\n".format(
            *name.split("-")
        ).encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{scripts}\n".encode(),
    }
    record = ""
    for path, body in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(body).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(body)}\n"
    made = folder / f"{name}-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as packed:
        for path, body in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n".encode()}.items():
            packed.writestr(path, body)
    return made


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The real uv in a wheel, a course that says with which words it was opened, and a lock for both."""
    folder = tmp_path_factory.mktemp("wheels")
    uv = Path(sys.executable).with_name("uv").read_bytes()
    made = wheel(folder, "uv-9.9", {"uv-9.9.data/scripts/uv": uv})
    course = {"sayings.py": SAYS_ARGUMENTS.encode()}
    wheel(folder, "docker_course-0.1.0", course, "docker-course = sayings:main")
    lock = folder / "lock"
    lock.write_text(f"uv==9.9 \\\n    --hash=sha256:{first.digest(made)}\n")
    return {"folder": folder, "lock": lock}


def packed(room: dict[str, Path], path: Path, **changes: object) -> Path:
    files = {f"wheels/{found.name}": found.read_bytes() for found in sorted(room["folder"].glob("*.whl"))}
    made = pack(path, {**FILES, **files}, **{"lock": first.digest(room["lock"]), **changes})
    made.write_bytes(made.read_bytes() + program.end(room["lock"]))
    return made


def run(pack: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As on a machine of somebody else: no clone, no packages, no network that anybody could ask."""
    home = pack.parent / "home"
    home.mkdir(exist_ok=True)
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("COURSE_", "XDG_", "UV_"))
    }
    env = {**kept, "HOME": str(home), "LANG": "C.UTF-8", "http_proxy": "http://127.0.0.1:9"}
    env |= {"https_proxy": "http://127.0.0.1:9", "PYTHONNOUSERSITE": "1"}
    return subprocess.run(
        [f"{sys.base_prefix}/bin/python3", str(pack), *arguments],
        cwd=home, env=env, capture_output=True, text=True, timeout=180, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_a_pack_opens_the_course_and_the_next_time_it_is_there(room: dict[str, Path], tmp_path: Path) -> None:
    made = packed(room, tmp_path / "room.tar")
    done = run(made, "--no-browser", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"opened lab --room {made} --no-browser --lang en"
    assert "Installing Python packages" in done.stdout
    again = run(made)
    assert again.stdout == f"opened lab --room {made}\n"
    left = {str(path.relative_to(tmp_path / "home")) for path in (tmp_path / "home").glob(".*/*")}
    assert left == {".local/share", ".local/state", ".cache/docker-course"}
    assert not list((tmp_path / "home/.local/state/docker-course").glob("wheels-*"))


def test_a_pack_is_a_tar_as_before_and_its_end_is_the_same_each_time(
    room: dict[str, Path], tmp_path: Path
) -> None:
    made = packed(room, tmp_path / "room.tar")
    with tarfile.open(made) as tar:
        assert {"manifest.json", *FILES} <= set(tar.getnames())
    with manifest.opened(made) as (listed, files):
        assert {path for path, _content in files} == set(listed.files)
    assert program.end() == program.end()


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_pack_for_another_machine_is_one_line(room: dict[str, Path], tmp_path: Path, lang: str) -> None:
    made = packed(room, tmp_path / "room.tar", **{"for": [{**HERE, "release": "sarge"}]})
    done = run(made, f"--lang={lang}")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert ("was made for sarge" if lang == "en" else "sarge, Python") in done.stderr
    assert not (tmp_path / "home/.local/share/docker-course").exists()


@pytest.mark.parametrize("what", ["cut off", "the course's wheel", "a locked wheel"])
def test_a_damaged_pack_runs_nothing_of_it(room: dict[str, Path], tmp_path: Path, what: str) -> None:
    made = packed(room, tmp_path / "room.tar")
    body, end = made.read_bytes(), program.end(room["lock"])
    if what == "cut off":
        body = body[:20_000] + end
    elif what == "the course's wheel":
        body = body.replace(SAYS_ARGUMENTS.encode(), SAYS_ARGUMENTS.replace("opened", "opensd").encode())
    else:
        place = body.index(b"uv-9.9.dist-info/METADATA")
        body = body[:place] + b"UV" + body[place + 2 :]
    made.write_bytes(body)
    done = run(made, "--lang", "en")
    assert done.returncode == 2, done.stdout
    assert "is not a room's pack, or is damaged" in done.stderr
    assert "Traceback" not in done.stderr and "opened lab" not in done.stdout


def test_what_runs_first_needs_no_package_and_no_other_file(tmp_path: Path) -> None:
    end = tmp_path / "end.zip"
    end.write_bytes(program.end())
    code = "import sys; sys.path.insert(0, sys.argv[1]); import helpers.room.alone as it; print(it.__file__)"
    done = subprocess.run(
        [sys.executable, "-S", "-I", "-c", code, str(end)], capture_output=True, text=True, cwd="/"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(end))


@pytest.mark.parametrize("packed_program", [True, False])
def test_a_program_out_of_a_pack_is_named_by_its_place(tmp_path: Path, packed_program: bool) -> None:
    """Nothing puts it on the PATH, so what a person is told to type has to be the whole path."""
    library, prefix = tmp_path / "lib" / "helpers", tmp_path / "env"
    library.mkdir(parents=True)
    prefix.mkdir()
    for name in ("__init__.py", "errors.py", "paths.py"):
        shutil.copy(ROOT / "helpers" / name, library)
    if packed_program:
        (prefix / alone.STAMP).touch()
    code = "import sys; sys.prefix = sys.argv[1]; from helpers import paths as p; "
    code += "print(p.START, p.START_AGREED, p.START_IN_ROOM, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code, str(prefix)],
        cwd=tmp_path / "lib", capture_output=True, text=True, env={**os.environ, "PYTHONPATH": "."},
    )  # fmt: skip
    command = f"{prefix}/bin/docker-course" if packed_program else "docker-course"
    room = "python3 FILE" if packed_program else "docker-course --room FILE"
    assert done.stdout.splitlines() == [command, f"{command} --yes", room], done.stderr


def test_the_wheel_of_a_pack_is_the_course(tmp_path: Path) -> None:
    made = program.wheel(tmp_path)
    with zipfile.ZipFile(made) as opened:
        names = set(opened.namelist())
        run = {name for name in names if opened.getinfo(name).external_attr >> 16 & 0o100}
    scripts = {
        path for path in (ROOT / "labs").glob("*/files/**/*") if path.is_file() and os.access(path, os.X_OK)
    }
    assert scripts and {f"helpers/material/{path.relative_to(ROOT)}" for path in scripts} <= run
    assert {"helpers/room/alone.py", "helpers/material/labs/course.toml"} <= names
    assert not [name for name in names if "__pycache__" in name]
    before = made.stat()
    assert program.wheel(tmp_path).stat().st_mtime_ns == before.st_mtime_ns  # not built a second time
    assert (ROOT / "helpers" / "room").is_dir() and not (ROOT / "build").exists()
