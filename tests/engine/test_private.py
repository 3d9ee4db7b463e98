"""Private engines on the real thing: quick, apart from each other and the host, gone without a trace."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import docker as docker_py
import pytest

from helpers.engine import private
from helpers.engine.private import PrivateEngine
from helpers.engine.private_home import Process
from helpers.errors import EngineDenied, EngineError, EngineNotFound
from helpers.images.debian import MIRROR
from tests.engine.waiting import until
from tests.engine.webserver import free_port, hello, serve
from tests.faults.table import Fault

pytestmark = pytest.mark.engine
Make = Callable[[str], PrivateEngine]


def copy_busybox(source: docker_py.APIClient, target: PrivateEngine) -> docker_py.APIClient:
    client = target.engine.client().api
    client.load_image(b"".join(source.get_image("busybox:latest")))
    return client


def traces(home: Path) -> dict[str, set[str]]:
    """What there is on this machine of the kinds of things that an engine makes."""
    return {
        "processes": {
            cmd
            for pid in Path("/proc").iterdir()
            if pid.name.isdigit() and str(home) in (cmd := _text(pid / "cmdline"))
        },
        "mounts": {line for line in _text(Path("/proc/self/mountinfo")).splitlines() if concerns(home, line)},
        "sockets": {line for line in _text(Path("/proc/net/unix")).splitlines() if str(home) in line},
        "files": {str(path) for path in home.glob("**/*.sock")},
        "links": set(_output("ip", "-o", "link", "show")),
        "rules": set(_output("iptables-save")),
        "cgroups": {
            str(path)
            for pattern in ("*course-*", "*/*course-*", "docker", "*/docker")
            for path in Path("/sys/fs/cgroup").glob(pattern)
        },
    }


def concerns(home: Path, mount: str) -> bool:
    """Whether a mount is where a private engine mounts things; elsewhere other tests may, meanwhile."""
    point = mount.split()[4]
    return point.startswith(("/run", "/etc", "/usr", "/proc", "/sys", str(home))) and "netns" not in point


def _text(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def _output(*command: str) -> list[str]:
    """Lines of a command without counters, times, and links that come and go."""
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [re.sub(r"\[\d+:\d+\]|veth\S+.*", "", line) for line in lines if not line.startswith("#")]


@pytest.fixture
def untouched(new_engine: Make) -> Iterator[PrivateEngine]:
    """An engine, not started; whatever the test does with it, nothing is left on the machine after stop()."""
    engine = new_engine("trace")
    before = traces(engine.home.path)
    yield engine
    engine.stop()
    after = traces(engine.home.path)
    # engines of other workers come and go meanwhile: their cgroups are not ours
    after["cgroups"] = {path for path in after["cgroups"] if engine.home.cgroup in path}
    left = {kind: now - before[kind] for kind, now in after.items() if now - before[kind]}
    gone = {kind: before[kind] - after[kind] for kind in ("mounts", "links", "rules")}
    assert left == {}
    assert not any(gone.values()), f"the host lost {gone}"


def test_starts_at_once_and_a_second_start_finds_it_running(new_engine: Make) -> None:
    engine = new_engine("quick")
    began = time.monotonic()
    url = engine.start().url
    took = time.monotonic() - began
    print(f"private engine started in {took:.2f} s")
    state = engine.home.read()
    assert took < private.PATIENCE
    assert engine.engine.client().ping()
    assert engine.start().url == url
    assert engine.home.read() == state
    assert engine.home.log.stat().st_mode & 0o777 == 0o600


def test_stores_images_by_overlay(docker: docker_py.APIClient) -> None:
    assert docker.info()["Driver"] in ("overlay2", "overlayfs")


def test_two_side_by_side_know_nothing_of_each_other(
    engine: PrivateEngine, docker: docker_py.APIClient, clean: None, new_engine: Make
) -> None:
    other = new_engine("other")
    other.start()
    second = copy_busybox(docker, other)
    serve(docker, {"80": ("127.0.0.1",)}, name="same")
    serve(second, {"80": ("127.0.0.1",)}, name="same")
    ports = {int(c.port("same", 80)[0]["HostPort"]) for c in (docker, second)}
    assert len(ports) == 2, "ports left open to the engine must differ, or the host can have only one"
    for port in ports:
        until(lambda port=port: hello(port), what=f"port {port} of one of the engines")
    other.stop()
    assert docker.inspect_container("same")["State"]["Running"]


def test_a_container_reaches_the_debian_mirror(docker: docker_py.APIClient, clean: None) -> None:
    # not busybox: a static program's name resolution says nothing about the engine
    mirror = urlsplit(MIRROR).hostname
    connect = ["bash", "-c", f"exec 3<>/dev/tcp/{mirror}/80"]
    container = docker.create_container("debian:trixie-slim", connect)
    docker.start(container)
    status = docker.wait(container)["StatusCode"]
    said = docker.logs(container).decode()
    assert status == 0, f"no way from a container to {mirror}; is this machine offline? {said}"


@pytest.mark.parametrize("allowed", [False, True])
def test_a_container_reaches_the_hosts_loopback_only_where_that_is_wanted(
    new_engine: Make, docker: docker_py.APIClient, allowed: bool
) -> None:
    engine = new_engine("loopback")
    engine.host_loopback = allowed
    engine.start()
    client = copy_busybox(docker, engine)
    with socket.create_server(("127.0.0.1", 0)) as database:
        port = database.getsockname()[1]
        threading.Thread(target=tell, args=(database,), daemon=True).start()
        made = client.create_container("busybox", ["sh", "-c", f"nc -w 9 10.0.2.2 {port} | grep secret"])
        client.start(made)
        assert (client.wait(made)["StatusCode"] == 0) is allowed


def tell(database: socket.socket) -> None:
    with contextlib.suppress(OSError):  # nobody came
        database.accept()[0].sendall(b"secret")


def test_the_way_out_is_fenced_in_and_there_is_one_without_fences_too(
    new_engine: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    engine = new_engine("fence")
    engine.start()
    state = engine.home.read()
    assert state
    text = _text(Path(f"/proc/{state.slirp.pid}/status"))
    status = dict(line.split(":\t", 1) for line in text.splitlines())
    assert status["Seccomp"].strip() == "2"  # a filter: proc_pid_status(5)
    assert int(status["CapEff"], 16) == 1 << 10  # CAP_NET_BIND_SERVICE alone: capabilities(7)
    engine.stop()
    fenceless = tmp_path / "slirp4netns"
    real = shutil.which("slirp4netns")
    fenceless.write_text(f'#!/bin/sh\ncase "$*" in *sandbox*) exit 1;; esac\nexec {real} "$@"\n')
    fenceless.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert engine.start().client().ping()
    assert "again without its sandbox" in engine.home.log.read_text()


def test_stop_leaves_nothing(untouched: PrivateEngine, docker: docker_py.APIClient, clean: None) -> None:
    port = free_port()
    untouched.start()
    client = copy_busybox(docker, untouched)
    client.create_network("web")
    serve(client, {"80": ("0.0.0.0", port)})
    until(lambda: hello(port), what="the port answers")
    deaf = client.create_container("busybox", ["sh", "-c", "trap '' TERM; while :; do sleep 1; done"])
    client.start(deaf)
    untouched.stop()
    assert not hello(port)
    assert not untouched.running()


def test_images_and_containers_outlive_a_stop_and_go_with_remove(
    new_engine: Make, docker: docker_py.APIClient
) -> None:
    engine = new_engine("keep")
    engine.start()
    serve(copy_busybox(docker, engine), {}, name="kept")
    engine.stop()
    engine.start()
    client = engine.engine.client().api
    assert client.inspect_container("kept")["State"]["Status"] == "exited"
    client.start("kept")
    engine.stop(remove=True)
    assert [path.name for path in engine.home.path.iterdir()] == ["owner.lock"]


@pytest.mark.parametrize("victim", ["keeper", "holder", "slirp", "init", "dockerd"])
def test_after_a_kill_nothing_runs_on_and_the_next_start_recovers(
    untouched: PrivateEngine, docker: docker_py.APIClient, victim: str
) -> None:
    untouched.start()
    serve(copy_busybox(docker, untouched), {}, name="survivor")
    state = untouched.home.read()
    assert state
    inside = descendants(state.holder.pid)
    target = {"init": inside[0], "dockerd": inside[1]}.get(victim) or getattr(state, victim).pid
    everything = [Process.of(pid) for pid in (state.keeper.pid, *descendants(state.keeper.pid))]
    os.kill(target, signal.SIGKILL)
    until(lambda: not any(p.alive() for p in everything), what=f"all of the engine ends with its {victim}")
    assert not untouched.running()
    untouched.start()
    client = untouched.engine.client().api
    assert client.inspect_container("survivor")["State"]["Status"] == "exited"
    client.start("survivor")


@pytest.mark.parametrize("victim", ["keeper", "holder", "slirp", "init", None])
def test_stop_returns_only_when_everything_inside_has_ended(
    untouched: PrivateEngine, victim: str | None
) -> None:
    untouched.start()
    state = untouched.home.read()
    assert state
    # freeing much memory takes a killed process longer than anything else has to do
    hoard = "import time; hoard = bytearray(600_000_000); print(flush=True); time.sleep(600)"
    enter = ["nsenter", "--target", str(state.init.pid), "--pid", "--", sys.executable, "-c", hoard]
    with subprocess.Popen(enter, stdout=subprocess.PIPE) as late:
        assert late.stdout
        late.stdout.readline()
        (slow,) = (Process.of(pid) for pid in descendants(late.pid))
        if victim:
            os.kill(getattr(state, victim).pid, signal.SIGKILL)
        untouched.stop()
        assert not slow.alive()
        assert not state.init.alive()


def test_a_paused_container_ends_with_its_engine(
    untouched: PrivateEngine, docker: docker_py.APIClient
) -> None:
    untouched.start()
    client = copy_busybox(docker, untouched)
    container = serve(client, {})
    client.pause(container)
    state = untouched.home.read()
    assert state
    inside = [Process.of(pid) for pid in descendants(state.holder.pid)]
    os.kill(state.keeper.pid, signal.SIGKILL)
    untouched.stop()
    assert not any(process.alive() for process in inside)


def test_a_process_whose_first_thread_has_ended_is_alive() -> None:
    code = (
        "import ctypes, platform, threading, time; threading.Thread(target=time.sleep, args=(600,)).start();"
        "print(flush=True); ctypes.CDLL(None).syscall({'aarch64': 93}.get(platform.machine(), 60), 0)"
    )  # exit(2) ends the calling thread alone
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as program:
        assert program.stdout
        program.stdout.readline()
        process = Process.of(program.pid)
        until(lambda: ") Z " in _text(Path(f"/proc/{program.pid}/stat")), what="the first thread has ended")
        assert process.alive()
        program.kill()
        assert process.wait(60)


def test_an_engine_started_by_an_earlier_version_of_the_course_is_found_running(
    untouched: PrivateEngine,
) -> None:
    untouched.start()
    state = untouched.home.read()
    raw = json.loads(untouched.home.state_file.read_text())
    del raw["init"]
    untouched.home.state_file.write_text(json.dumps(raw))
    assert untouched.home.read() == state
    assert untouched.running()


def descendants(pid: int) -> list[int]:
    children = _text(Path(f"/proc/{pid}/task/{pid}/children")).split()
    return [p for child in children for p in (int(child), *descendants(int(child)))]


def test_a_foreign_process_with_a_remembered_pid_is_never_touched(untouched: PrivateEngine) -> None:
    with subprocess.Popen(["sleep", "600"]) as foreign:
        recycled = {"pid": foreign.pid, "started": "another-boot:1"}
        untouched.home.state_file.write_text(
            json.dumps({"keeper": recycled, "holder": recycled, "slirp": recycled})
        )
        assert not untouched.running()
        untouched.stop()
        untouched.start()
        untouched.stop()
        assert foreign.poll() is None
        foreign.kill()


@pytest.mark.parametrize("damage", ["", "[]", '{"keeper": 1}', "\0"])
def test_a_damaged_state_file_does_not_hinder_a_start(untouched: PrivateEngine, damage: str) -> None:
    untouched.home.state_file.write_text(damage)
    untouched.socket.write_text("not a socket")
    assert untouched.start().client().ping()


def test_another_process_finds_it_and_may_stop_it(untouched: PrivateEngine) -> None:
    untouched.start()
    state = untouched.home.read()

    def elsewhere(call: str) -> None:
        code = (
            "import sys; from pathlib import Path; from helpers.engine.private import PrivateEngine;"
            f"PrivateEngine(sys.argv[1], Path(sys.argv[2])).{call}()"
        )
        command = [sys.executable, "-c", code, untouched.name, str(untouched.home.path)]
        subprocess.run(command, check=True, cwd=private.ROOT)

    elsewhere("start")
    assert untouched.home.read() == state
    assert untouched.running()
    elsewhere("stop")
    assert not untouched.running()


def test_two_that_start_it_at_once_get_one_engine(untouched: PrivateEngine, fault: Fault) -> None:
    began = time.monotonic()
    code = (
        "import sys; from pathlib import Path; from helpers.engine.private import PrivateEngine;"
        "e = PrivateEngine(sys.argv[1], Path(sys.argv[2])); e.start(); print(e.home.read().keeper.pid)"
    )
    command = [sys.executable, "-c", code, untouched.name, str(untouched.home.path)]
    both = [subprocess.Popen(command, cwd=private.ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    pids = {process.communicate(timeout=180)[0] for process in both}
    assert len(pids) == 1
    assert pids != {""}
    fault("two course engine starts at once", "one engine runs", time.monotonic() - began)


CHROOT = """
set -e
mkdir "$0"
mount -t tmpfs tmpfs "$0"
mkdir "$0/root"
cd "$0/root"
for entry in /*; do
    if [ -L "$entry" ]; then cp -P "$entry" .
    elif [ -d "$entry" ]; then mkdir "./$entry"; mount --rbind "$entry" "./$entry"
    fi
done
exec chroot . "$@"
"""


@pytest.mark.parametrize("kind", ["shared", "chroot"])
def test_no_mount_reaches_a_host_that_shares_mounts_or_is_a_chroot(
    new_engine: Make, tmp_path: Path, kind: str
) -> None:
    engine = new_engine(kind)
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[3])\n"
        "from helpers.engine.private import PrivateEngine\n"
        "mounts = lambda: Path('/proc/self/mountinfo').read_text()\n"
        "before = mounts(); engine = PrivateEngine(sys.argv[1], Path(sys.argv[2])); engine.start()\n"
        "same = mounts() == before; up = engine.running(); engine.stop(); print(same, up)"
    )
    course = [sys.executable, "-c", code, engine.name, str(engine.home.path), str(private.ROOT)]
    inside = ["sh", "-c", CHROOT, str(tmp_path / "host")] if kind == "chroot" else []
    propagation = "shared" if kind == "shared" else "private"
    run = subprocess.run(
        ["unshare", "--mount", "--propagation", propagation, *inside, *course],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert run.stdout.split() == ["True", "True"], run.stderr


def test_a_start_that_fails_says_what_dockerd_said(new_engine: Make) -> None:
    engine = new_engine("wrong")
    engine.options = ("--storage-driver", "no-such-driver")
    with pytest.raises(EngineError, match="driver") as caught:
        engine.start()
    assert str(engine.home.log) in caught.value.remedy
    assert not engine.running()
    engine.options = ()
    assert engine.start().client().ping()


def test_a_missing_program_is_named_with_its_package(
    new_engine: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = new_engine("missing")
    assert private.missing() == {}
    monkeypatch.setitem(private.PROGRAMS, "no-such-program", "no-such-package")
    with pytest.raises(EngineNotFound, match="no-such-program") as caught:
        engine.start()
    assert "apt-get install -y no-such-package" in caught.value.remedy


def test_without_root_it_says_so(new_engine: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(EngineDenied) as caught:
        new_engine("denied").start()
    assert "sudo" in caught.value.remedy


def test_a_path_too_long_for_a_socket_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="폴더에 둘 수 없습니다"):
        PrivateEngine("long", tmp_path / ("x" * 100)).start()
