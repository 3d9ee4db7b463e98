"""Starting the system's dockerd the way the distribution does, also after it was killed."""

from __future__ import annotations

import os
import re
import shlex
import time
from pathlib import Path

from helpers.engine import advice, group, probe
from helpers.engine.find import DEFAULT, Say
from helpers.engine.root import Root
from helpers.engine.types import Engine
from helpers.errors import CourseError, EngineDenied, EngineError, EngineNotFound
from helpers.i18n import N_, _

LOG = Path("/var/log/dockerd.log")
READY = 90.0  # seconds; after a crash the daemon first restores every container
INIT_SCRIPT = Path("/etc/init.d/docker")
POLICY = Path("/usr/sbin/policy-rc.d")
FORBIDDEN = 101  # policy-rc.d's "action not allowed": invoke-rc.d(8)
# Who wrote a pid file, and what else lies about when that process is gone. dockerd waits for ever
# for a containerd whose pid was given to another process, or whose parent has not reaped it yet.
LEFTOVERS = (
    ("/var/run/docker.pid", "dockerd", ("/var/run/docker.sock",)),
    ("/var/run/docker-ssd.pid", "dockerd", ()),
    (
        "/var/run/docker/containerd/containerd.pid",
        "containerd",
        (
            "/var/run/docker/containerd/containerd.sock",
            "/var/run/docker/containerd/containerd.sock.ttrpc",
            "/var/run/docker/containerd/containerd-debug.sock",
        ),
    ),
)
SYSTEM_CONTAINERD = Path("/run/containerd/containerd.sock")
# dockerd's own words -> what to do.
REASONS = (
    (
        r"iptables|nf_tables|netfilter|NAT chain",
        N_("이 커널에서 iptables가 동작하지 않습니다. 다음을 해 보세요: "
           "sudo update-alternatives --set iptables /usr/sbin/iptables-legacy"),
    ),
    (
        r"overlay|graphdriver|storage.driver",
        N_('/etc/docker/daemon.json에 {{"storage-driver": "vfs"}} 를 적고 다시 해 보세요.'),
    ),
    (
        r"cgroup",
        N_("cgroup이 마운트되지 않았습니다. 다음을 해 보세요: "
           "sudo apt-get install cgroupfs-mount && sudo cgroupfs-mount"),
    ),
    (
        r"operation not permitted|permission denied|read-only file system",
        N_("권한이 제한된 컨테이너 안으로 보입니다. 가상 머신이나 실제 컴퓨터에서 실행하세요."),
    ),
    (r"no space left", N_("디스크에 자리를 만드세요: df -h /var/lib/docker")),
    (r"unable to configure the Docker daemon", N_("/etc/docker/daemon.json의 내용을 고치세요.")),
)  # fmt: skip


def start(root: Root, say: Say) -> Engine:
    """Start dockerd and wait until it answers. Raises EngineNotFound with dockerd's last words."""
    if _running(root, LEFTOVERS[0][0], "dockerd"):
        say(_("도커 엔진이 켜지는 중입니다."))
        return wait(say)
    clear_leftovers(root)
    if advice.INIT_DIR.is_dir():
        say(_("도커 엔진을 켭니다: systemctl start docker"))
        result = root.run("systemctl", "start", "docker")
        if result.returncode != 0:
            raise failed(root.run("journalctl", "-u", "docker", "-n", "50", "-o", "cat").stdout)
        return wait(say)
    if INIT_SCRIPT.exists() and _policy_allows(root):
        say(_("도커 엔진을 켭니다: service docker start"))
        if root.run("service", "docker", "start").returncode == 0 and _soon_running(root):
            return wait(say)
        clear_leftovers(root)
    return _start_plain(root, say)


def wait(say: Say, pid: int | None = None, root: Root | None = None) -> Engine:
    """The default engine as soon as it answers; gives up when process `pid` ends or time is over."""
    began = time.monotonic()
    told = 0.0
    while True:
        try:
            return probe.check(Engine(DEFAULT, "system"), patience=2)
        except EngineError as error:
            elapsed = time.monotonic() - began
            # dockerd hands the socket to its group a moment after it made it; that is nothing to wait
            # for where this process is not in the group yet
            if isinstance(error, EngineDenied) and (elapsed > 3 or not group.in_force()):
                raise
            if pid and _ended(pid):
                raise failed((root or Root()).read(LOG)) from None
            if elapsed > READY:
                raise failed((root or Root()).read(LOG)) from error
            if elapsed - told >= 5:
                told = elapsed
                say(_("도커 엔진이 켜지기를 기다립니다 ({seconds:.0f}초).").format(seconds=elapsed))
            time.sleep(0.1)


def clear_leftovers(root: Root) -> None:
    """Remove pid files and sockets whose process is gone; those of a living process stay."""
    for pidfile, program, sockets in LEFTOVERS:
        if root.read(Path(pidfile)) and not _running(root, pidfile, program):
            root.run("rm", "-f", pidfile, *sockets)
    if SYSTEM_CONTAINERD.exists() and not _listens(root, SYSTEM_CONTAINERD):
        root.run("rm", "-f", str(SYSTEM_CONTAINERD))  # dockerd would wait for it instead of starting its own


def failed(output: str) -> EngineNotFound:
    """What dockerd said last, and what helps against it."""
    lines = [line for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if re.search(r"level=(?:fatal|error)|failed to start|unable to", line)]
    last = (telling or lines or [_("아무 말도 남기지 않았습니다.")])[-1]
    message = re.search(r'msg="((?:[^"\\]|\\.)*)"', last)
    words = (message[1] if message else last).strip()
    remedy = next(
        (_(text).format() for pattern, text in REASONS if re.search(pattern, words, re.IGNORECASE)), ""
    )
    return EngineNotFound(
        _("도커 엔진이 켜지지 않았습니다. dockerd의 마지막 말: {words}").format(words=words[:400]),
        remedy or _("기록을 보세요: {log}").format(log=LOG),
        code="engine-start-failed",
    )


def _start_plain(root: Root, say: Say) -> Engine:
    """dockerd as a daemon of its own session: it outlives this process and its terminal."""
    program = advice.dockerd()
    if program is None:
        raise CourseError(_("dockerd가 없습니다."), advice.to_start())
    say(_("도커 엔진을 켭니다: {program} (기록: {log})").format(program=program, log=LOG))
    # DOCKER_TLS_VERIFY and the like are meant for clients, but dockerd obeys them too.
    unset = " ".join(f"-u {shlex.quote(name)}" for name in sorted(os.environ) if name.startswith("DOCKER_"))
    line = f"cd /; env {unset} setsid {shlex.quote(program)} </dev/null >{LOG} 2>&1 & echo $!"
    result = root.run("sh", "-c", line)
    return wait(say, int(result.stdout), root)


def _running(root: Root, pidfile: str, program: str) -> bool:
    """Whether the pid file names a living `program` that sees our files.

    A zombie has no namespaces any more; an engine in namespaces of its own is not the system's.
    """
    pid = root.read(Path(pidfile))
    if not pid.isdigit() or root.read(Path(f"/proc/{pid}/comm")) != program:
        return False
    return (
        root.run("readlink", f"/proc/{pid}/ns/mnt").stdout == root.run("readlink", "/proc/self/ns/mnt").stdout
    )


def _soon_running(root: Root) -> bool:
    """An init script returns before dockerd has written its pid file, or died."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if _running(root, LEFTOVERS[0][0], "dockerd"):
            return True
        time.sleep(0.1)
    return False


def _policy_allows(root: Root) -> bool:
    return not POLICY.exists() or root.run(str(POLICY), "docker", "start").returncode != FORBIDDEN


def _listens(root: Root, path: Path) -> bool:
    """/proc/net/unix lists each listening socket with its path; connecting needs root's rights."""
    return any(line.endswith(f" {path}") for line in root.read(Path("/proc/net/unix")).splitlines())


def _ended(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"
