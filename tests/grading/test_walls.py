"""Hostile work in a guest of the wall: nothing outside is touched, and each ends. By `make walls`.

A canary file and two servers stand on this machine, one on its loopback and one on its own address. Each
hostile script runs as root in a guest with an engine; what it may do in there is its own affair.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docker
import pytest

from helpers.authoring.solutions import solutions
from helpers.checks import load
from helpers.checks.http import ask_published
from helpers.checks.look import Look
from helpers.cli import main
from helpers.errors import CourseError
from helpers.grading import classfile, replay, uml, uml_disks, uml_keeper
from helpers.grading.marks import BOTH, REPLAY, TAPE
from helpers.grading.roster import Person
from helpers.grading.uml import UmlGuest, UserModeLinux
from helpers.grading.uml_limits import CGROUPS
from helpers.grading.uml_limits import PREFIX as GROUPS
from helpers.paths import ROOT
from tests.grading.forgeries import repacked
from tests.grading.learners import Seat, first, worth

pytestmark = pytest.mark.skipif(
    os.environ.get("COURSE_WALLS") != "all", reason="minutes and 1 GB: `make walls`"
)
GUESTS = Path(uml.SHORTEST_PATH)
LESSON = "00_ready"
SECRET = "canary-of-this-machine"
MIB = 1 << 20
LIMIT = 240.0  # seconds for one hostile script, on a machine that has much else to do


@dataclass
class Outside:
    """What stands on this machine and must stay as it is; `asked` is who came to the servers."""

    canary: Path
    loopback: int
    open: int
    address: str
    asked: list[str]


@pytest.fixture(scope="module", autouse=True)
def _wall() -> None:
    """The wall works here, or nothing below says anything."""
    if why := UserModeLinux().why_not(print):
        pytest.skip(f"no User Mode Linux here: {why}")


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    """The canaries, looked at before and after; and nothing of a guest is left."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SECRET.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Not to the screen."""

    canary = tmp_path / "canary"
    canary.write_text(SECRET)
    mounts, left = mounted(), leftovers()
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), Answer) as near,
        ThreadingHTTPServer(("0.0.0.0", 0), Answer) as wide,
    ):
        for server in (near, wide):
            threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Outside(canary, near.server_port, wide.server_port, own_address(), asked)
        near.shutdown()
        wide.shutdown()
    assert asked == []
    assert canary.read_text() == SECRET
    assert mounted() == mounts
    assert leftovers() <= left


@pytest.fixture
def guest(outside: Outside) -> Iterator[UmlGuest]:
    """A guest of the wall."""
    with UserModeLinux().guest() as made:
        yield made


def own_address() -> str:
    """This machine's address on its network; "127.0.0.1" without one."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        link.connect(("192.0.2.1", 9))  # nothing is sent
        return str(link.getsockname()[0])
    return "127.0.0.1"


def mounted() -> set[str]:
    """Mounts of this machine that may have to do with a guest; engines of other tests come and go."""
    return {line for line in Path("/proc/mounts").read_text().splitlines() if uml.PREFIX in line}


def leftovers() -> set[str]:
    """Folders, cgroups and processes of guests without a keeper; those of who else grades now have one."""
    groups = (*CGROUPS.glob(f"{GROUPS}*"), *CGROUPS.glob(f"*/{GROUPS}*"))
    left = {str(group) for group in groups if not running(int(group.name.removeprefix(GROUPS)))}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            keeper = (entry.stat().st_uid - uml_keeper.FIRST_UID) // 2
            if 0 < keeper < 1 << 22 and not running(keeper):
                left.add(f"process {entry.name}")
    for home in GUESTS.glob(f"{uml.PREFIX}*"):
        with contextlib.suppress(OSError), (home / uml.OWNER).open() as owner:
            fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.add(str(home))
    return left


def running(pid: int) -> bool:
    """Whether there is such a process."""
    return Path("/proc", str(pid)).exists()


def answers(guest: UmlGuest) -> bool:
    """Whether the guest's engine does."""
    with (
        contextlib.suppress(docker.errors.DockerException, OSError),
        contextlib.closing(guest.engine.client(timeout=20)) as client,
    ):
        return bool(client.ping())
    return False


def seen(guest: UmlGuest, script: str, seconds: float = 100) -> str:
    """What a script printed, read from outside through the engine."""
    guest.run(f"exec > /data/work/said 2>&1\n{script}", "", {}, seconds)
    with contextlib.closing(guest.engine.client()) as client:
        said: bytes = client.containers.run(
            "busybox", ["tail", "-c", "100000", "/work/said"], volumes=["/data/work:/work"], remove=True
        )
    return said.decode(errors="replace")


def run(guest: UmlGuest, script: str, seconds: float = 100) -> int:
    """A script's exit code; it has to be there in time, whatever has become of the guest."""
    began = time.monotonic()
    code = guest.run(script, "", {}, seconds)
    assert time.monotonic() - began < seconds + uml.LATE + 30
    return code


def test_a_bind_mount_of_the_root_shows_the_guests_root(guest, outside):
    look = "find /host -xdev -name canary; cat /host/usr/sbin/guest-init"
    said = seen(guest, f"docker run --rm -v /:/host busybox sh -c '{look}'")
    assert "modules_disabled" in said and str(outside.canary) not in said
    run(guest, "docker run --rm -v /:/host busybox sh -c 'rm -rf /host/*'; rm -rf --no-preserve-root /")


def test_the_hosts_network_is_the_guests(guest, outside):
    places = [f"127.0.0.1:{outside.loopback}", f"10.0.2.2:{outside.loopback}", f"10.0.2.3:{outside.loopback}"]
    places += [f"{outside.address}:{outside.open}", f"10.0.2.2:{outside.open}", f"198.18.0.1:{outside.open}"]
    own = "docker run -d --name own --network host busybox httpd -f -p 8099 -h /etc"
    asked = [f"http://{place}/passwd" for place in (*places, "10.0.2.100:8099")]
    lines = "; ".join(f"timeout 5 wget -q -O - {address}" for address in asked)
    for network in ("host", "bridge"):
        ask = f"docker run --rm --network {network} busybox sh -c '{lines}'"
        said = seen(guest, f"{own}; {ask}; {'; '.join(f'curl -m 5 -s {address}' for address in asked)}")
        assert said.count("root:x:0") == 2, "the guest's own server is reached, so it was really tried"
        assert SECRET not in said


def test_the_way_out_leads_to_the_mirrors_alone(guest):
    names = "getent hosts deb.debian.org; getent hosts example.com || echo unknown"
    said = seen(
        guest, f"{names}; curl -m 10 -sS http://1.1.1.1/ || echo no-way; curl -m 10 http://198.18.0.1:22/"
    )
    assert re.search(r"198\.18\.0\.\d+ +deb\.debian\.org", said)
    assert "unknown" in said and "no-way" in said


def test_privileges_are_the_guests(guest, outside):
    dump = f"bs=1M count=64 2>/dev/null | grep -c {SECRET}"
    devices = "".join(
        f"mknod /tmp/b{major} b {major} 0; dd if=/tmp/b{major} {dump}; " for major in (8, 253, 254, 259)
    )
    inside = f"{devices} dd if=/dev/mem {dump}; echo tried"
    said = seen(guest, f"docker run --rm --privileged --pid host -v /dev:/dev busybox sh -c '{inside}'")
    assert "tried" in said and not re.search(r"^[1-9]", said, re.MULTILINE)


def test_the_hosts_files_that_the_kernel_could_open_are_an_empty_room(guest, outside):
    said = seen(
        guest,
        "mkdir /mnt/h; mount -t hostfs none /mnt/h && find /mnt/h -xdev; ls -la /mnt/h /mnt/h/proc; "
        f"cat /mnt/h{outside.canary}; echo x > /mnt/h/x; cat /mnt/h/proc/*/environ",
    )
    assert "linux" in said
    assert SECRET not in said and "/mnt/h/root" not in said.replace("/mnt/h/root.ext4", "")
    assert "Read-only file system" in said


def test_no_module_can_be_loaded(guest):
    assert run(guest, "insmod /lib/modules/uml/veth.ko") != 0
    assert run(guest, "echo 0 > /proc/sys/kernel/modules_disabled && insmod /lib/modules/uml/stp.ko") != 0


def test_the_root_disk_that_guests_share_cannot_be_written(guest):
    disk = uml_disks.disks().root
    before = disk.stat().st_mtime_ns, disk.stat().st_blocks
    run(
        guest,
        "dd if=/dev/zero of=/dev/ubda bs=1M count=4; mount -o remount,rw /; echo x > /usr/bin/docker; sync",
    )
    assert (disk.stat().st_mtime_ns, disk.stat().st_blocks) == before


def test_a_fork_bomb_ends_with_its_time(guest):
    bomb = "b() { b | b & }; b; sleep 600"
    assert run(guest, bomb, 15) == uml.HUNG
    assert run(guest, f"docker run --rm busybox sh -c '{bomb}'", 15) != 0


def test_memory_is_the_guests(guest, outside):
    run(guest, "tail /dev/zero", 60)
    run(guest, "docker run --rm busybox tail /dev/zero", 60)
    run(guest, "for i in 1 2 3 4; do tail /dev/zero & done; dd if=/dev/zero of=/dev/shm/x bs=1M; wait", 60)
    assert taken() <= (uml_keeper.MEMORY + uml_keeper.OVERHEAD) * MIB


def test_the_disk_is_the_guests(guest):
    run(guest, "docker run --rm -v big:/v busybox dd if=/dev/zero of=/v/x bs=1M; df /data", LIMIT)
    run(guest, "dd if=/dev/zero of=/data/x bs=1M; dd if=/dev/zero of=/dev/ubdb seek=20000 bs=1M", LIMIT)
    assert (guest.home / "data.ext4").stat().st_size == uml_disks.DATA_SIZE * MIB
    used = sum(path.stat().st_blocks * 512 for path in guest.home.rglob("*") if path.is_file())
    assert used <= (uml_disks.DATA_SIZE + 64) * MIB


@pytest.mark.parametrize(
    "script", ["sleep 600", "trap '' TERM INT HUP; while :; do :; done", "setsid sleep 600 & cat"]
)
def test_an_endless_cell_ends_with_its_time(guest, script):
    assert run(guest, script, 3) in (0, uml.HUNG)
    assert run(guest, "exit 3", 60) == 3, "the next one has its turn"


def test_an_engine_that_is_killed_comes_again(guest):
    run(guest, "kill -9 $(pidof dockerd) $(pidof containerd)")
    deadline = time.monotonic() + 100
    while not answers(guest):
        assert time.monotonic() < deadline


def test_an_agent_that_is_killed_costs_one_cell(guest):
    assert run(guest, "kill -9 $(pidof python3)", 20) == uml.HUNG
    deadline = time.monotonic() + 100
    while run(guest, "exit 3", 10) != 3:
        assert time.monotonic() < deadline
        time.sleep(0.5)


ENDS = ("c", "o", "b")  # crash, power off, reboot; see the kernel's sysrq


@pytest.mark.parametrize("key", ENDS)
def test_a_guest_that_ends_itself_is_a_guest_less(guest, key):
    began = time.monotonic()
    assert run(guest, f"echo {key} > /proc/sysrq-trigger; kill -9 -1", 300) == uml.HUNG
    assert time.monotonic() - began < 120, "nobody waits for it"
    assert not answers(guest)
    with pytest.raises(CourseError):
        guest.put({"x": b""})


def test_a_console_without_end_fills_nothing(guest, outside):
    run(guest, "timeout 10 cat /dev/urandom > /dev/console; timeout 5 yes > /dev/tty0; dmesg -n 8", 60)
    assert answers(guest)
    assert sum(path.stat().st_size for path in guest.home.glob("log")) < MIB


def test_one_guest_does_not_find_another(outside):
    wall = UserModeLinux()
    with wall.guest() as victim, wall.guest() as thief:
        victim.put({"en/secret.txt": SECRET.encode()})
        ports = (2001, 2002, 53, 80)
        near = [f"http://10.0.2.{host}:{port}/" for host in (2, 3, 101) for port in ports]
        scan = "; ".join(f"curl -m 2 -s {address}" for address in near)
        find = f"find / -name secret.txt 2>/dev/null; grep -rl {SECRET} /mnt /data/work --include=*.txt"
        said = seen(thief, f"{scan}; mount -t hostfs none /mnt; {find}; echo tried")
        assert "tried" in said and "secret.txt" not in said and SECRET not in said
        homes = {victim.home.stat().st_mode & 0o777, thief.home.stat().st_mode & 0o777}
        assert homes == {0o700}


def test_an_engine_that_lies_about_its_ports_does_not_lead_to_this_machine(guest, outside):
    """The judge asks published ports; behind a wall it never asks this machine's."""
    port = f"127.0.0.1:{outside.loopback}"
    seen(guest, "touch /run/ending; kill $(pidof dockerd); while pidof dockerd; do sleep 0.1; done; "
         "setsid dockerd --iptables=false --ip-masq=false --data-root /data/docker > /run/again 2>&1 & "
         "until docker version; do sleep 0.2; done; "
         f"docker run -d --name liar -p {port}:80 busybox httpd -f -h /etc")  # fmt: skip
    with contextlib.closing(guest.engine.client()) as client:
        assert "course.ports=forwarded" not in client.info()["Labels"]
        liar = Look(client.api, "00_ready", load("00_ready").scope).find_container("liar")
        with replay._asked_by(guest.fetch):
            answer = ask_published(client.api, liar, 80, "/hostname", by="test")
    assert answer.status == 200 and SECRET not in answer.body


def test_a_grader_that_is_killed_leaves_nothing_that_runs(outside, tmp_path):
    code = (
        "import os, signal\nfrom helpers.grading.uml import UserModeLinux\n"
        "with UserModeLinux().guest() as guest:\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    before = leftovers()
    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=300, check=False)
    assert killed.returncode == -9
    deadline = time.monotonic() + 60
    while processes := {name for name in leftovers() - before if name.startswith("process")}:
        assert time.monotonic() < deadline, processes
        time.sleep(0.1)
    uml._clear_leftovers(age=0)


def test_a_class_is_replayed_behind_the_wall_and_forging_earns_nothing(engine, outside, tmp_path):
    tasks = first(LESSON, 99)
    cells = [answer for task, answer in solutions(LESSON).items() if task in tasks]
    forging = [
        "mkdir -p bin; printf '#!/bin/sh\\nexit 0\\n' > bin/course; chmod +x bin/course",
        "docker run --rm -v /:/host busybox sh -c 'sed -i s/failed/passed/ $(find /host/data/work)'",
        "kill -9 $(pidof dockerd)",
    ]
    folder = tmp_path / "handed-in"
    folder.mkdir()
    seat = Seat(tmp_path / "seat", engine.engine.url, "en")
    group = classfile.new("Class", [Person("A")], [LESSON])
    group.save(tmp_path / "class.json")
    seat.begin(group.membership(1))
    untouched = seat.submit(tmp_path / "untouched.course.tar.gz")
    seat.solve(LESSON, tasks)
    solved = seat.submit(tmp_path / "solved.course.tar.gz")
    seat.course("reset", LESSON)
    for name, source, scripts in (
        ("both", solved, cells),
        ("cells", untouched, cells),
        ("forged", untouched, forging),
        ("copied", solved, forging),
    ):
        repacked(source, folder / f"{name}.course.tar.gz", with_cells(scripts))
    out = tmp_path / "out"
    of_class = ["--class", str(tmp_path / "class.json")]
    assert main(["grade", str(folder), "--out", str(out), *of_class, "--replay", "--workers", "1"]) == 0
    rows = {
        row["file"].partition(".")[0]: row for row in json.loads((out / "grades.json").read_text())["marked"]
    }
    full = worth(LESSON, tasks)
    assert {name: row["points"] for name, row in rows.items()} == {
        "both": full, "cells": full, "forged": 0, "copied": full,
    }  # fmt: skip
    lesson = {name: row["lessons"][0]["tasks"] for name, row in rows.items()}
    stands = {name: {task["stands_on"] for task in row} for name, row in lesson.items()}
    assert stands == {"both": {BOTH}, "cells": {REPLAY}, "forged": {TAPE}, "copied": {TAPE}}
    flags = {name: {flag["kind"] for flag in row["flags"]} for name, row in rows.items()}
    assert [name for name, kinds in flags.items() if kinds & {"replay", "no-replay"}] == ["copied"]


def with_cells(scripts: list[str]) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """A hand-in whose notebook has these cells."""
    cells = [{"cell_type": "code", "source": ["%%bash\n", script]} for script in scripts]
    body = json.dumps({"cells": cells}).encode()
    return lambda files: files | {f"notebooks/en/{LESSON}.ipynb": body}


def taken() -> int:
    """Bytes of memory that the guest which takes most took at most, by its cgroup; 0 where there is none."""
    names = ("memory.max_usage_in_bytes", "memory.peak")
    groups = (*CGROUPS.glob(f"memory/{GROUPS}*"), *CGROUPS.glob(f"{GROUPS}*"))
    return max(
        (int((group / name).read_text()) for group in groups for name in names if (group / name).exists()),
        default=0,
    )
