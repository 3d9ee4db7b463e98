"""The system's engine is brought up, killed, and brought up again: in namespaces of its own.

The room has its own /run, /var/log, /var/lib/docker, network and processes, so that dockerd believes
to be the machine's, while the machine's engine, if there is one, sees nothing of it. Its PID 1 is a
sleep that reaps nobody: killed daemons stay zombies, as they do in many a CI container.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.paths import ROOT

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(os.geteuid() != 0, reason="namespaces with a dockerd of their own need root"),
]
ROOMS = Path("/var/tmp")  # not /tmp, which may be a tmpfs or an overlay: overlay2 cannot live there
SETUP = """
set -e
ip link set lo up
mkdir -p {home}/lib {home}/log
mkdir -p /var/lib/docker /etc/docker
mount -t tmpfs tmpfs /run
mkdir -p /run/lock
mount --bind {home}/lib /var/lib/docker
mount --bind {home}/log /var/log
mount -t tmpfs tmpfs /etc/docker
if [ -e /etc/init.d/docker ]; then
    # the script would mount cgroups for the whole machine, and raise a limit that containers may not
    echo 'cgroup /sys/fs/cgroup cgroup' > {home}/fstab
    mount --bind {home}/fstab /etc/fstab
    echo 'ulimit() {{ :; }}' > {home}/default
    mount --bind {home}/default /etc/default/docker
fi
echo ready
exec sleep infinity
"""
# Without an init script dockerd is started plainly; a policy-rc.d of the machine's does not count.
BRING_UP = """
from pathlib import Path
from helpers.engine import advice, dockerd, system
from helpers.errors import CourseError
dockerd.POLICY = Path("/nonexistent")
dockerd.INIT_SCRIPT = Path({script!r})
advice.INIT_DIR = Path("/nonexistent")
{more}
try:
    print(system.bring_up(lambda line: print(line, flush=True)).origin)
except CourseError as error:
    print(error.code, error)
    raise SystemExit(2)
"""
RUN = """
from helpers import images
from helpers.engine import Engine
engine = Engine("unix:///var/run/docker.sock", "system")
images.ensure(engine, "busybox", lambda line: None)
print(engine.client().containers.run("busybox", ["echo", "it works"], remove=True).decode())
"""
LOG = "/var/log/dockerd.log"
PLAIN, SERVICE = "/nonexistent", "/etc/init.d/docker"
needs_script = pytest.mark.skipif(not Path(SERVICE).exists(), reason="this docker package has no init script")


class Room:
    """A place in which the system's engine can be started and killed."""

    def __init__(self, home: Path):
        self.home = home
        self.process = subprocess.Popen(
            ["unshare", "-n", "-m", "--propagation", "private", "-p", "-f", "--kill-child=SIGKILL",
             "--mount-proc", "sh", "-c", SETUP.format(home=home)],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        self.first = int(children.split()[0])

    def command(self, *argv: str) -> list[str]:
        return ["nsenter", "-t", str(self.first), "-n", "-m", "-p", *argv]

    def python(self, code: str) -> subprocess.Popen[str]:
        env = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "COURSE_LANG": "en",
            "COURSE_STATE": str(self.home / "state"),
        }
        env.pop("DOCKER_HOST", None)
        return subprocess.Popen(
            self.command(sys.executable, "-c", code), env=env, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def bring_up(self, script: str = PLAIN, more: str = "") -> subprocess.Popen[str]:
        return self.python(BRING_UP.format(script=script, more=more))

    def pid(self, name: str) -> str:
        """What a pid file below /run says."""
        found = subprocess.run(self.command("cat", f"/run/{name}"), capture_output=True, text=True)
        return found.stdout.strip()

    def shell(self, line: str) -> str:
        return subprocess.run(
            self.command("sh", "-c", line), capture_output=True, text=True, check=True
        ).stdout

    def close(self) -> None:
        self.process.send_signal(signal.SIGKILL)  # and with it, by --kill-child, all that is in the room
        self.process.wait()
        deadline = time.monotonic() + 60
        while Path(f"/proc/{self.first}").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        shutil.rmtree(self.home, ignore_errors=True)


@pytest.fixture
def room() -> Iterator[Room]:
    for program in ("dockerd", "unshare", "nsenter", "ip"):
        assert shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin:/sbin"), f"{program} is missing"
    home = ROOMS / f"docker-course-system-{os.getpid()}"
    home.mkdir()
    made = Room(home)
    try:
        yield made
    finally:
        made.close()
        with contextlib.suppress(OSError):
            (ROOMS / f"docker-course-system-{os.getpid()}").rmdir()


def finished(process: subprocess.Popen[str], code: int = 0) -> str:
    output, _ = process.communicate(timeout=180)
    assert process.returncode == code, output
    return output


@pytest.mark.parametrize("script", [PLAIN, pytest.param(SERVICE, marks=needs_script)])
def test_comes_up_and_comes_up_again_after_it_was_killed(room: Room, script: str):
    output = finished(room.bring_up(script))
    assert ("service docker start" in output) == (script == SERVICE)
    assert (LOG in output) == (script == PLAIN)
    assert "it works" in finished(room.python(RUN))
    before = room.pid("docker.pid")

    room.shell(f"kill -9 {before} {room.pid('docker/containerd/containerd.pid')}")
    assert room.pid("docker.pid") == before  # what a crash leaves behind is there

    finished(room.bring_up(script))
    assert room.pid("docker.pid") not in ("", before)
    assert "it works" in finished(room.python(RUN))


@needs_script
def test_an_init_script_that_fails_is_no_obstacle(room: Room):
    (room.home / "default").write_text("exit 1\n")
    output = finished(room.bring_up(SERVICE))
    assert output.index("service docker start") < output.index(LOG)
    assert "it works" in finished(room.python(RUN))


def test_a_living_engine_is_left_as_it_is(room: Room):
    finished(room.bring_up())
    before = room.pid("docker.pid")
    finished(room.bring_up())
    assert room.pid("docker.pid") == before


def test_pid_files_that_name_another_process_do_not_stop_it(room: Room):
    room.shell(
        "mkdir -p /run/docker/containerd /run/containerd && printf 1 > /run/docker.pid"
        " && printf 1 > /run/docker/containerd/containerd.pid"
    )
    finished(
        room.python("import socket; socket.socket(socket.AF_UNIX).bind('/run/containerd/containerd.sock')")
    )
    finished(room.bring_up())
    assert "it works" in finished(room.python(RUN))


def test_two_at_once_start_one_engine(room: Room):
    both = [room.bring_up(), room.bring_up()]
    for output in map(finished, both):
        assert "system" in output
    assert room.shell("grep -l '^dockerd' /proc/[0-9]*/comm | wc -l").strip() == "1"


def test_an_engine_that_cannot_start_says_why(room: Room):
    room.shell('echo \'{"storage-driver": "no-such-driver"}\' > /etc/docker/daemon.json')
    output = finished(room.bring_up(), code=2)
    assert "engine-start-failed" in output
    assert "graphdriver: driver not supported" in output  # dockerd's own words
    assert "daemon.json" in output


def test_who_has_no_rights_gets_a_command_for_an_administrator(room: Room):
    # who has no rights may not read below the home of who runs the tests: what is said is read before
    more = (
        "import os; from helpers import i18n; i18n.messages(i18n.language()); "
        "os.seteuid(65534); os.environ['PATH'] = '/nonexistent'"  # nor is sudo found there
    )
    output = finished(room.bring_up(more=more), code=2)
    assert "no-root" in output
    assert "usermod -aG docker nobody" in output
    assert not re.search(r"sudo [a-z]", output)  # nothing that this user cannot run
