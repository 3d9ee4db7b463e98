"""Folders and disks that are full or read-only, and a socket that somebody may not use any more."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import docker as docker_py
import pytest

from helpers import images, paths
from helpers.engine.private import PrivateEngine
from helpers.errors import CourseError, EngineError
from helpers.views import work
from helpers.waiting import MARK
from tests.conftest import folder, needs_a_checkout_for_all, version
from tests.faults.table import Fault

pytestmark = pytest.mark.engine
NOBODY = 65534

# --- work


# in a mount namespace of its own: nobody else sees the mounts
WAYS = {
    "full": 'cp -r "$WORK" "$WORK.copy" && mount -t tmpfs -o size=1m none "$WORK" && '
    'cp -r "$WORK.copy/." "$WORK" && { head -c 2M /dev/zero > "$WORK/fill" 2> /dev/null || true; }',
    "read-only": 'mount --bind "$WORK" "$WORK" && mount -o remount,bind,ro "$WORK"',
}
# restart, a copy of what is missing as `course lab` makes it, and a look at what is there afterwards
SCRIPT = """
{way}
cd {root}
"{python}" -m helpers restart 03
echo "exit $?"
"{python}" -c 'import sys
from helpers.cli import lab
from helpers.errors import CourseError
try: lab.prepare_work("ko")
except CourseError as error: sys.exit(str(error))'
echo "== left"
cat "$WORK"/ko/03_commit_diff*.ipynb
"""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.usefixtures("clean")
def test_a_work_folder_that_cannot_be_written_is_named_and_keeps_the_notebook(
    engine: PrivateEngine, tmp_path: Path, way: str, fault: Fault
) -> None:
    mine = paths.work() / "ko" / "03_commit_diff.ipynb"
    mine.parent.mkdir(parents=True)
    mine.write_text("my answers")
    script = tmp_path / "script"
    script.write_text(SCRIPT.format(way=WAYS[way], root=paths.ROOT, python=sys.executable))
    env = {**os.environ, "WORK": str(paths.work())}
    began = time.monotonic()
    done = subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "bash", script],
        env=env, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    took = time.monotonic() - began
    told, left = done.stdout.split("== left\n")
    assert "Traceback" not in done.stderr
    assert "exit 2" in told
    # on a busy machine there are words about waiting, too
    lines = [line for line in done.stderr.strip().splitlines() if not line.startswith(MARK)]
    assert len(lines) == 2, lines
    restarted, prepared = lines
    assert str(paths.work()) in restarted
    assert str(paths.work()) in prepared
    assert "my answers" in left
    fault(f"work folder {way}; course restart", restarted, took)
    fault(f"work folder {way}; course lab", prepared, took)


# --- the engine's disk


@contextlib.contextmanager
def engine_on(disk: Path) -> Iterator[PrivateEngine]:
    """A private engine whose data is on a disk of 60 MB, with busybox on it."""
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", disk], check=True)
    other = version()
    options = (*other.pop("options", ()), f"--data-root={disk}")
    try:
        with folder("small") as home:
            private = PrivateEngine("small", home, options=options, **other)
            try:
                private.start()
                yield private
            finally:
                private.stop(remove=True)
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


@contextlib.contextmanager
def read_only(private: PrivateEngine, disk: Path) -> Iterator[None]:
    """What the running engine opens from now on is read-only, as after an error of the disk."""
    state = private.home.read()
    assert state
    inside = ["nsenter", "--mount", "--pid", "--target", str(state.init.pid), "sh", "-ec"]
    subprocess.run([*inside, 'mount --bind "$0" "$0"; mount -o remount,bind,ro "$0"', disk], check=True)
    try:
        yield
    finally:
        subprocess.run([*inside, 'umount --lazy "$0"', disk], check=True)


def test_a_build_on_a_disk_that_is_full_or_read_only_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: Fault
) -> None:
    disk, context = tmp_path / "disk", tmp_path / "context"
    context.mkdir()
    with engine_on(disk) as private:
        monkeypatch.setenv("DOCKER_HOST", private.engine.url)
        images.ensure(private.engine, "busybox", lambda _line: None)
        with contextlib.closing(private.engine.client()) as client:
            client.volumes.create("precious")
        (context / "Dockerfile").write_text("FROM busybox\nRUN dd if=/dev/zero of=/large bs=1M count=100\n")
        full, full_took = built(context, capsys)
        assert "가득" in full, full
        (context / "Dockerfile").write_text("FROM busybox\nRUN true\n")
        assert "만들었습니다" in built(context, capsys)[0], "what did not fit is gone"
        (context / "Dockerfile").write_text("FROM busybox\nRUN echo\n")
        with read_only(private, disk):
            fixed, fixed_took = built(context, capsys)
        assert fixed.startswith("빌드하지 못했습니다: ")
        assert "데이터를 두는 디스크에 쓸 수 없습니다" in fixed, fixed
        assert "만들었습니다" in built(context, capsys)[0]
        with contextlib.closing(private.engine.client()) as client:
            assert [volume.name for volume in client.volumes.list()] == ["precious"]
    fault("data root full; build", full, full_took)
    fault("data root read-only; build", fixed, fixed_took)


def built(context: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, float]:
    """The last line of a build, and how long it took."""
    capsys.readouterr()
    began = time.monotonic()
    work.build(str(context), "mine")
    return capsys.readouterr().out.splitlines()[-1], time.monotonic() - began


def test_an_image_on_a_read_only_disk_is_said(tmp_path: Path, fault: Fault) -> None:
    with engine_on(tmp_path / "disk") as private:
        began = time.monotonic()
        with pytest.raises(CourseError) as caught, read_only(private, tmp_path / "disk"):
            images.seed(private.engine)
        took = time.monotonic() - began
        assert "데이터를 두는 디스크에 쓸 수 없습니다" in str(caught.value)
    fault("data root read-only; course images get", str(caught.value), took)


def test_an_engine_whose_disk_is_read_only_says_why_it_does_not_start(tmp_path: Path, fault: Fault) -> None:
    with engine_on(tmp_path / "disk") as private:
        private.stop()
        subprocess.run(["mount", "-o", "remount,ro", tmp_path / "disk"], check=True)
        began = time.monotonic()
        with pytest.raises(EngineError) as caught:
            private.start()
        took = time.monotonic() - began
        assert "read-only file system" in str(caught.value)
        subprocess.run(["mount", "-o", "remount,rw", tmp_path / "disk"], check=True)
        private.start()
    fault("data root read-only; course engine start", str(caught.value), took)


# --- the socket

# A process that is no more than one user; it has asked the engine already when the permission goes. Its
# first run, as root, loads what this user may not read: Python may be in root's home.
ASKING = """
import os, sys
from helpers.cli import main
main(["{command}", "03"])
os.environ["COURSE_STATE"] += "-own"
print("ready", flush=True)
os.setgroups([])
os.setresgid({user}, {user}, {user})
os.setresuid({user}, {user}, {user})
for _line in sys.stdin:
    print(main(["{command}", "03"]), flush=True)
"""


@needs_a_checkout_for_all
@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("command", ["check", "reset"])
def test_permission_on_the_socket_that_is_taken_away_is_said(
    engine: PrivateEngine, docker: docker_py.APIClient, command: str, fault: Fault
) -> None:
    docker.create_volume("precious")
    before = engine.socket.stat().st_mode & 0o777
    state = Path(tempfile.mkdtemp(prefix="course-faults-"))  # tmp_path is for its owner alone
    env = {**os.environ, "COURSE_STATE": str(state / "state"), "XDG_STATE_HOME": str(state / "user")}
    try:
        shutil.chown(state, NOBODY, NOBODY)
        engine.socket.chmod(0o666)
        asking = subprocess.Popen(
            [sys.executable, "-c", ASKING.format(user=NOBODY, command=command)],
            cwd=paths.ROOT, env=env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        with asking:
            assert asking.stdin and asking.stdout
            assert "ready\n" in iter(asking.stdout.readline, "")
            allowed = ask(asking)
            assert int(allowed[-1]) == {"check": 1, "reset": 0}[command], allowed
            engine.socket.chmod(0o600)
            began = time.monotonic()
            denied = ask(asking)
            took = time.monotonic() - began
            engine.socket.chmod(0o666)
            again = ask(asking)
            asking.stdin.close()
    finally:
        engine.socket.chmod(before)
        shutil.rmtree(state)
    assert denied[-1] == "2", denied
    assert len(denied) == 2, denied
    assert "권한이 없습니다" in denied[0]
    assert again[-1] == allowed[-1]
    assert [volume["Name"] for volume in docker.volumes()["Volumes"]] == ["precious"]
    fault(f"permission on the socket taken away; course {command}", denied[0], took)


def ask(asking: subprocess.Popen[str]) -> list[str]:
    """Have it run the command; its lines, the exit code last."""
    assert asking.stdin and asking.stdout
    asking.stdin.write("\n")
    asking.stdin.flush()
    lines: list[str] = []
    while not (lines and lines[-1].isdigit()):
        line = asking.stdout.readline()
        assert line, "\n".join(lines)
        if not line.startswith(MARK):
            lines.append(line.strip())
    return lines
