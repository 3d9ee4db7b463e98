"""scripts/setup for real, with a short list of packages: twice, interrupted, changed, moved, refused."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.paths import ROOT
from tests.proxy import proxy

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# What the script calls, for a PATH on which a test decides which Python there is.
TOOLS = (
    "awk", "bash", "cat", "chmod", "cmp", "cut", "dirname", "dpkg-query", "env", "find", "flock", "getent",
    "grep", "head", "id", "ls", "mkdir", "ps", "rm", "sed", "sh", "tail", "tee", "tr", "uname", "wc",
)  # fmt: skip


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Where others may go: pytest's own folder is its owner's alone, and each pytest makes it so."""
    with tempfile.TemporaryDirectory(prefix="course-setup-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that needs one small package, so that set-up takes seconds."""
    here = tmp_path / "checkout"
    (here / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "setup", here / "scripts")
    (here / "helpers").mkdir()
    (here / "helpers" / "__init__.py").touch()
    (here / "helpers" / "installed.py").touch()  # set-up puts on record there what it installs
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    slim = re.sub(r"^dependencies = .*$", "dependencies = []", project, flags=re.MULTILINE)
    (here / "pyproject.toml").write_text(slim, encoding="utf-8")
    lock(here, "polib")
    return here


def lock(checkout: Path, *names: str, file: str = "requirements.lock") -> None:
    """A lock of these packages alone, besides what the set-up itself works with."""
    entries = re.findall(r"^(\S+?)==(?:.*\\\n)+.*\n", LOCK, re.MULTILINE)
    assert {*names, "uv", "setuptools"} <= set(entries)
    found = re.finditer(r"^(\S+?)==(?:.*\\\n)+.*\n", LOCK, re.MULTILINE)
    text = "".join(entry[0] for entry in found if entry[1] in {*names, "uv", "setuptools"})
    (checkout / file).write_text(text)


SOMEBODY = 65534


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
    assert "requirements.lock" in first.stdout  # said before it is done
    assert knows(checkout, "polib")
    assert (checkout / ".venv" / "bin" / "course").exists()

    second = setup(checkout)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")

    lock(checkout, "polib", "click")
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
    good = (checkout / "requirements.lock").read_text()
    (checkout / "requirements.lock").write_text(good.replace("polib==", "polib==0.0."))
    failed = setup(checkout)
    assert failed.returncode == 2
    assert "could not be installed: " in failed.stderr
    assert "polib==0.0." in failed.stderr  # uv's own reason
    assert len(failed.stderr.splitlines()) == 1
    (checkout / "requirements.lock").write_text(good)
    assert setup(checkout).returncode == 0
    assert knows(checkout, "polib")


def test_a_package_whose_hash_is_another_is_not_installed(checkout: Path) -> None:
    text = (checkout / "requirements.lock").read_text()
    changed = re.sub(
        r"(?ms)^polib==.*?(?=^\w)", lambda entry: re.sub(r"sha256:\w{4}", "sha256:0000", entry[0]), text
    )
    assert changed != text
    (checkout / "requirements.lock").write_text(changed)
    refused = setup(checkout)
    assert refused.returncode == 2
    assert not knows(checkout, "polib")


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


def as_somebody(
    checkout: Path, path: Path, *arguments: str, groups: tuple[int, ...] = (), **changes: str
) -> subprocess.CompletedProcess[str]:
    """The script as a user that is not root, in a checkout of that user's."""
    for found in (checkout, *checkout.rglob("*")):
        os.chown(found, SOMEBODY, SOMEBODY)
    return subprocess.run(
        ["scripts/setup", *arguments], cwd=checkout, capture_output=True, text=True, stdin=subprocess.DEVNULL,
        user=SOMEBODY, group=SOMEBODY, extra_groups=groups,
        env={"PATH": str(path), "COURSE_LANG": "en", "DOCKER_HOST": "unix:///nowhere", **changes},
    )  # fmt: skip


def without_venv(tmp_path: Path) -> Path:
    """A PATH with a Python that lacks ensurepip, as on a fresh Debian, and an apt-get that fails."""
    path = programs(tmp_path, python='[ "$2" = "import ensurepip" ] && exit 1; exec /usr/bin/python3 "$@"')
    (path / "apt-get").symlink_to("/bin/false")
    return path


def without_an_engine(checkout: Path) -> None:
    """In this checkout the script does not look where this machine's dockerd may be."""
    script = checkout / "scripts" / "setup"
    text = script.read_text(encoding="utf-8")
    assert "/usr/sbin:/sbin" in text
    script.write_text(text.replace("/usr/sbin:/sbin", "/nowhere"), encoding="utf-8")


needs_root = pytest.mark.skipif(os.getuid() != 0, reason="needs root to become somebody who is not")


@needs_root
def test_who_may_use_sudo_is_told_all_it_is_for_before_anything_is_done(
    checkout: Path, tmp_path: Path
) -> None:
    path = without_venv(tmp_path)
    without_an_engine(checkout)
    (path / "sudo").symlink_to("/bin/true")
    refused = as_somebody(checkout, path, "lab", DOCKER_HOST="")
    assert refused.returncode == 2, refused.stdout + refused.stderr
    for part in ("install with apt: python3.", "-venv", "Docker Engine", "group docker", "what root can"):
        assert part in refused.stdout
    assert "make lab ARGS=--yes" in refused.stderr  # nobody can be asked here
    assert not (checkout / ".venv").exists()


@needs_root
def test_agreeing_in_advance_is_enough(checkout: Path, tmp_path: Path) -> None:
    path = without_venv(tmp_path)
    (path / "sudo").write_text(f'#!/bin/sh\necho "$@" >>{checkout}/asked\n')
    (path / "sudo").chmod(0o755)
    proxies = {"https_proxy": "http://proxy.example:3128", "HTTP_PROXY": "http://proxy.example:3129"}
    as_somebody(checkout, path, "lab", "--yes", **proxies)
    asked = (checkout / "asked").read_text()
    assert "apt-get" in asked
    assert "https_proxy=http://proxy.example:3128" in asked  # sudo would drop it
    assert " http_proxy=http://proxy.example:3129" in asked  # apt knows no capitals


@needs_root
def test_a_full_disk_is_said_in_one_line(checkout: Path) -> None:
    small = checkout.with_name("small")
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=192k", "tmpfs", small], check=True)
    try:
        shutil.copytree(checkout, small, dirs_exist_ok=True)
        (small / "rest").write_bytes(b"x" * (shutil.disk_usage(small).free - 20_000))
        failed = setup(small)
    finally:
        subprocess.run(["umount", small], check=True)
    assert failed.returncode == 2, failed.stderr
    assert failed.stderr.splitlines() == [
        f"• The Python environment could not be made: the disk is full ({small})."
    ]


@needs_root
def test_who_has_no_rights_gets_a_line_for_the_administrator(checkout: Path, tmp_path: Path) -> None:
    path = without_venv(tmp_path)
    without_an_engine(checkout)
    (path / "sudo").symlink_to("/bin/false")
    refused = as_somebody(checkout, path, "lab", DOCKER_HOST="")
    assert refused.returncode == 2
    commands = [line for line in refused.stderr.splitlines() if line.startswith("    ")]
    assert len(commands) > 1, refused.stderr
    assert re.search(r"apt-get install -y python3.*docker\.io.* && usermod -aG docker \w+$", commands[0])
    assert "dockerd-rootless.sh" in commands[-1]
    assert not any("sudo " in command for command in commands)


@needs_root
@pytest.mark.parametrize("package", ["docker.io", "docker-ce"])
def test_an_engine_that_is_there_is_not_installed_again(checkout: Path, tmp_path: Path, package: str) -> None:
    path = without_venv(tmp_path)
    (path / "dockerd").symlink_to("/bin/true")
    (path / "dpkg-query").unlink()
    (path / "dpkg-query").write_text(f'#!/bin/sh\n[ "$3" = {package} ] && echo installed\n')
    (path / "dpkg-query").chmod(0o755)
    (path / "sudo").symlink_to("/bin/false")
    refused = as_somebody(checkout, path, "lab", DOCKER_HOST="")
    assert refused.returncode == 2
    commands = [line.strip() for line in refused.stderr.splitlines() if line.startswith("    ")]
    assert "docker.io" not in commands[0] and "docker-cli" not in commands[0]
    assert re.search(r"apt-get install -y python3.* && usermod -aG docker \w+$", commands[0])
    assert ("rootlesskit" in commands[1]) == (package == "docker.io")  # it replaces Docker's own
    (path / "sudo").unlink()
    (path / "sudo").symlink_to("/bin/true")
    asked = as_somebody(checkout, path, "lab", DOCKER_HOST="")
    assert "to start the Docker Engine" in asked.stdout
    assert "install the Docker Engine" not in asked.stdout


@needs_root
def test_who_runs_tests_is_told_what_for_and_how_to_agree(checkout: Path, tmp_path: Path) -> None:
    lock(checkout, "polib", file="requirements-dev.lock")
    path = without_venv(tmp_path)
    (path / "sudo").symlink_to("/bin/true")
    refused = as_somebody(checkout, path, "dev")
    assert refused.returncode == 2
    assert "run as root" in refused.stdout
    assert refused.stderr.rstrip().endswith("COURSE_SUDO=yes make test")
    (path / "sudo").unlink()
    (path / "sudo").symlink_to("/bin/false")
    assert "run 'make test'" in as_somebody(checkout, path, "dev").stderr


@needs_root
def test_under_sudo_the_owner_of_the_checkout_is_told_to_leave_it_out(checkout: Path) -> None:
    os.chown(checkout, SOMEBODY, SOMEBODY)
    refused = setup(checkout, "lab", SUDO_UID=str(SOMEBODY))
    assert refused.returncode == 2
    assert "without sudo" in refused.stderr
    assert not (checkout / ".venv").exists()


def test_the_language_of_make_lab_is_the_set_ups_from_the_first_line(checkout: Path, tmp_path: Path) -> None:
    path = programs(tmp_path, python="exit 1")
    for arguments in (["--lang", "ko"], ["--lang=ko"]):
        refused = setup(checkout, "lab", "--no-browser", *arguments, PATH=str(path))
        assert "이상이 필요하지만" in refused.stderr


# Only what hands pip's settings on; the rest of the script would begin to install.
HAND_ON = r"""
for name in hand_mirrors_to_uv setting from_pip; do eval "$(sed -n "/^$name()/,/^}/p" scripts/setup)"; done
eval "$(sed -n '/^spaced_to_commas/p' scripts/setup)"
pip() { cat pip-config; }
hand_mirrors_to_uv
env
"""


@pytest.mark.parametrize(
    ("configured", "variables", "expected"),
    [
        ("", {"PIP_INDEX_URL": "http://mirror.example/simple"}, "UV_DEFAULT_INDEX=http://mirror.example/simple"),
        ("", {"UV_INDEX_URL": "http://uv.example", "PIP_INDEX_URL": "http://pip.example"},
         "UV_DEFAULT_INDEX=http://uv.example"),
        ("", {"UV_DEFAULT_INDEX": "http://mine.example", "PIP_INDEX_URL": "http://pip.example"},
         "UV_DEFAULT_INDEX=http://mine.example"),
        ("global.index-url='http://conf.example'", {}, "UV_DEFAULT_INDEX=http://conf.example"),
        ("global.index-url='http://conf.example'", {"PIP_INDEX_URL": "http://pip.example"},
         "UV_DEFAULT_INDEX=http://pip.example"),
        ("", {"PIP_EXTRA_INDEX_URL": "http://a.example http://b.example"},
         "UV_INDEX=http://a.example http://b.example"),
        ("", {"PIP_FIND_LINKS": "/one /two"}, "UV_FIND_LINKS=/one,/two"),
        ("", {"PIP_NO_INDEX": "1"}, "UV_NO_INDEX=1"),
        ("site.cert='/etc/own.pem'", {}, "SSL_CERT_FILE=/etc/own.pem"),
    ],
)  # fmt: skip
def test_a_mirror_that_pip_was_told_of_is_uvs_too(
    checkout: Path, configured: str, variables: dict[str, str], expected: str
) -> None:
    (checkout / "pip-config").write_text(f"{configured}\n")
    env = {"PATH": os.environ["PATH"], **variables}
    done = subprocess.run(["bash", "-euc", HAND_ON], cwd=checkout, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert expected in done.stdout.splitlines()


def test_behind_a_proxy_pip_and_uv_use_it(checkout: Path, tmp_path: Path) -> None:
    def through(url: str, cache: str) -> subprocess.CompletedProcess[str]:
        caches = {name: str(tmp_path / cache) for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR")}
        few = {"PIP_RETRIES": "1", "UV_HTTP_RETRIES": "0"}
        return setup(checkout, http_proxy=url, https_proxy=url, **caches, **few)

    with proxy() as between:
        done = through(between.url, "empty")
        assert done.returncode == 0, done.stderr
        # each opens connections of its own: to the index, and to where the files are
        assert len(between.asked) >= 4
    (checkout / ".venv" / ".unfinished").touch()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        failed = through(f"http://127.0.0.1:{closed.getsockname()[1]}", "empty as well")
    assert failed.returncode == 2
    assert "proxy" in failed.stderr.lower()  # what is not there is named, not "the network"


# A system whose apt knows the old name of a package, but has no version of it.
NO_CANDIDATE = """#!/bin/sh
case "$2" in
fonts-nanum-coding) printf '%s:\\n  Installed: (none)\\n  Candidate: (none)\\n' "$2" ;;
gone) ;;
*) printf '%s:\\n  Installed: (none)\\n  Candidate: 1.0\\n' "$2" ;;
esac
"""


def apt_of(path: Path, apt_get: str, apt_cache: str = NO_CANDIDATE) -> None:
    """Stand-ins for apt's programs; a real one would change this machine."""
    for name, script in (("apt-get", apt_get), ("apt-cache", apt_cache)):
        (path / name).write_text(script)
        (path / name).chmod(0o755)
    (path / "chromium").symlink_to("/bin/true")
    (path / "find").unlink()
    (path / "find").symlink_to("/bin/true")  # no font anywhere


@needs_root
def test_a_package_that_moved_is_asked_for_by_the_name_that_apt_has(checkout: Path, tmp_path: Path) -> None:
    lock(checkout, "polib", file="requirements-dev.lock")
    path = programs(tmp_path, python='exec /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin python3 "$@"')
    apt_of(path, f'#!/bin/sh\necho "$@" >>{tmp_path}/asked\n')
    done = setup(checkout, "dev", PATH=str(path))
    assert done.returncode == 0, done.stderr
    update, install = (tmp_path / "asked").read_text().splitlines()
    assert update.endswith("update")
    assert "fonts-nanum" in install.split()
    assert "fonts-nanum-coding" not in install.split()
    assert "iptables" in install.split()


@needs_root
def test_when_apt_fails_its_own_reason_is_given(checkout: Path, tmp_path: Path) -> None:
    lock(checkout, "polib", file="requirements-dev.lock")
    path = programs(tmp_path, python='exec /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin python3 "$@"')
    reason = "E: Unable to locate package iptables"
    apt_of(path, f'#!/bin/sh\necho Reading package lists...\necho "{reason}" >&2\nexit 100\n')
    failed = setup(checkout, "dev", PATH=str(path))
    assert failed.returncode == 2
    assert reason in failed.stderr
    assert "network" not in failed.stderr


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
