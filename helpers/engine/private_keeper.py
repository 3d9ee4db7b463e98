"""The process behind a private engine: starts it, forwards its ports, ends with it.

    keeper (this)          in the host's namespaces
    ├── unshare            holds the engine's own net, mount and pid namespaces
    │   └── docker-init    their first process: when it ends, the kernel ends all the others
    │       └── dockerd …  containers
    └── slirp4netns        the engine's way out, without a rule or a bridge on the host

Each is started so that it dies with its parent (PR_SET_PDEATHSIG): a SIGKILL anywhere takes all.
A second dockerd in the host's network namespace would take over the first one's docker0 and firewall
rules; in its own namespaces it can touch nothing of the host.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from docker.errors import DockerException
from requests.exceptions import RequestException

from helpers.engine.forward import Forwarder
from helpers.engine.private_home import Home, Process, State, children
from helpers.engine.types import FORWARDED, Engine

GRACE = 5.0  # seconds that containers get to end in order
PORT_BLOCKS = range(10_000, 32_000, 1_000)
MORTAL = ("setpriv", "--pdeathsig", "KILL", "--")
UNSHARE = (
    "unshare", "--net", "--mount", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc",
    "--propagation", "unchanged",
)  # fmt: skip

# Runs as the first process of the namespaces: HOME PORTS USR DOCKERD-ARGUMENT…
# /run and /etc are private copies, so that dockerd finds neither the host's containerd nor its
# settings, and leaves no socket or pidfile there. 10.0.2.3 is slirp4netns's name server. /etc/docker
# stays with the data: Engine 20.10 keeps its ID there, in key.json, and a journal belongs to an ID.
# First no mount may reach the host any more. In a chroot / is no mount point, so that it could not be
# said: a copy of the tree, below the /proc that is private already, becomes the root.
LAUNCH = """
set -e
if mountpoint -q /; then
    mount --make-rslave /
else
    root=/proc/tty/root
    mount -t tmpfs tmpfs /proc/tty
    mkdir $root
    mount --rbind / $root
    mount --make-rprivate $root
    exec chroot $root sh -c "$LAUNCH" launch "$@"
fi
home=$1 ports=$2 usr=$3
shift 3
ip link set lo up
[ -z "$ports" ] || echo "$ports" > /proc/sys/net/ipv4/ip_local_port_range
mount -t tmpfs -o mode=755 tmpfs /run
mkdir /run/etc /run/lock
cp -a /etc/. /run/etc/
rm -rf /run/etc/resolv.conf /run/etc/docker
echo 'nameserver 10.0.2.3' > /run/etc/resolv.conf
mkdir -p "$home/data/etc"
ln -s "$home/data/etc" /run/etc/docker
mount --bind /run/etc /etc
[ -z "$usr" ] || mount --bind "$usr" /usr
init=$(command -v docker-init || command -v tini)
exec "$init" -- dockerd "$@"
"""


# What slirp4netns may do beyond its work: nothing. See slirp4netns(1).
SANDBOX = ("--enable-sandbox", "--enable-seccomp")
# Its sandbox takes mounts away, and only makes "/" private first: on a host that shares mounts (systemd
# does) the host's own /sys would go with them.
OWN_MOUNTS = ("unshare", "--mount", "--propagation", "private")
NO_LOOPBACK = "--disable-host-loopback"


@dataclass(frozen=True)
class Plan:
    """What to start: a home, more arguments for dockerd, another /usr to run it from (tests only).

    With `host_loopback` containers reach what listens on the host's 127.0.0.1, as 10.0.2.2: databases,
    JupyterLab, whatever is there. On an engine in the host's network they never do.
    """

    home: Home
    options: tuple[str, ...] = ()
    usr: str = ""
    host_loopback: bool = False

    def command(self, ports: str) -> list[str]:
        """The whole command line, from unshare to dockerd."""
        home = self.home
        home.settings.write_text("{}\n")
        launch = ["env", f"LAUNCH={LAUNCH}", "sh", "-c", LAUNCH, "launch", str(home.path), ports, self.usr]
        return [
            *MORTAL, *UNSHARE, *launch,
            "--config-file", str(home.settings),
            "--data-root", str(home.data),
            "--exec-root", "/run/docker",
            "--pidfile", "/run/docker.pid",
            "--host", f"unix://{home.socket}",
            "--cgroup-parent", f"/{home.cgroup}",
            "--exec-opt", "native.cgroupdriver=cgroupfs",
            "--label", FORWARDED,
            *self.options,
        ]  # fmt: skip


class Failure(Exception):
    """The engine did not come up; the text says why."""


class Keeper:
    """One engine, from its start to its end."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.home = plan.home
        self.ports, self._claim = claim_ports()
        self.children: list[asyncio.subprocess.Process] = []
        self.inside: list[Process] = []  # the first process of the namespaces, once there is one

    async def run(self) -> None:
        """Start, say "ready" on standard output, forward ports until the engine ends.

        SIGTERM ends it in order, SIGINT at once.
        """
        ended = asyncio.Event()
        in_order = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGINT, ended.set)
        loop.add_signal_handler(signal.SIGTERM, in_order.set)
        try:
            holder, slirp = await self.start()
            forwarder = Forwarder(Engine(f"unix://{self.home.socket}", "private"), holder.pid, self.home)
            forwarding = asyncio.create_task(forwarder.run())
            print("ready", flush=True)
            sys.stdout.close()
            waits = [
                asyncio.create_task(w) for w in (ended.wait(), in_order.wait(), holder.wait(), slirp.wait())
            ]
            await asyncio.wait([*waits, forwarding], return_when=asyncio.FIRST_COMPLETED)
            forwarding.cancel()
            if in_order.is_set():
                await self.end_in_order(holder)
        finally:
            await self.kill()

    async def start(self) -> tuple[asyncio.subprocess.Process, asyncio.subprocess.Process]:
        """Both children running, the engine answering, the way out configured."""
        holder = await self.spawn(*self.plan.command(self.ports))
        while not (separate(holder.pid) and (inside := children(holder.pid))):
            await self.still(holder)
        self.inside = inside
        slirp = await self.way_out(holder, *SANDBOX)
        if slirp is None:  # a container, a chroot or a kernel that does not let it shut itself in
            print("slirp4netns: again without its sandbox", file=sys.stderr, flush=True)
            slirp = await self.way_out(holder)
        if slirp is None:
            raise Failure("slirp4netns: no network")
        while not await asyncio.to_thread(answers, self.home.socket):
            await self.still(holder, slirp)
        return holder, slirp

    async def way_out(
        self, holder: asyncio.subprocess.Process, *fences: str
    ) -> asyncio.subprocess.Process | None:
        """The engine's network, as soon as it is configured; None if slirp4netns ended instead."""
        own_mounts = OWN_MOUNTS if fences else ()
        if not self.plan.host_loopback:
            fences = (*fences, NO_LOOPBACK)
        ready, told = os.pipe()
        slirp = await self.spawn(
            *MORTAL, *own_mounts, "slirp4netns", "--configure", "--mtu=65520", f"--ready-fd={told}", *fences,
            str(holder.pid), "tap0", fds=(told,),
        )  # fmt: skip
        os.close(told)
        me, outside, way_out = (Process.of(pid) for pid in (os.getpid(), holder.pid, slirp.pid))
        self.home.write(State(me, outside, self.inside[0], way_out))
        with os.fdopen(ready, "rb") as pipe:
            return slirp if await asyncio.to_thread(pipe.read, 1) else None

    async def spawn(self, *command: str, fds: tuple[int, ...] = ()) -> asyncio.subprocess.Process:
        """A child whose output goes to the log, as the keeper's own standard error does."""
        child = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.DEVNULL, stdout=sys.stderr, pass_fds=fds
        )
        self.children.append(child)
        return child

    async def still(self, *children: asyncio.subprocess.Process) -> None:
        """A short wait, unless a child that is needed has ended."""
        for child in children:
            if child.returncode is not None:
                raise Failure(f"ended with {child.returncode}")
        await asyncio.sleep(0.01)

    async def end_in_order(self, holder: asyncio.subprocess.Process) -> None:
        """SIGTERM to dockerd by way of docker-init, which stops the containers."""
        for process in self.inside:
            process.signal(signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(holder.wait(), GRACE)

    async def kill(self) -> None:
        """End what still runs, wait until it has, and clear away what it leaves."""
        for child in self.children:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
        self.home.end(*self.inside)
        for path in (self.home.socket, self.home.state_file, self.home.problems_file):
            path.unlink(missing_ok=True)


def claim_ports() -> tuple[str, socket.socket | None]:
    """A block of host ports from which this engine takes those that a learner leaves open (-P).

    Each engine counts from the start of its range, so two with the same range would hand out the same
    ports, and only one of them could have them on the host. The claim is an abstract socket: the
    kernel gives it back with the keeper's end. Without a free block: the kernel's default range.
    """
    for first in PORT_BLOCKS:
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0docker-course-ports-{first}")
        except OSError:
            claim.close()
            continue
        return f"{first} {first + PORT_BLOCKS.step - 1}", claim
    return "", None


def separate(pid: int) -> bool:
    """Whether a process has left our network namespace (unshare leaves all three in one call)."""
    try:
        return Path(f"/proc/{pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()
    except OSError:
        return False


def answers(path: Path) -> bool:
    """Whether an engine answers on the socket."""
    try:
        with contextlib.closing(Engine(f"unix://{path}", "private").client(timeout=5)) as client:
            return bool(client.ping())
    except (DockerException, RequestException):
        return False


def main() -> None:
    """Entry of the process; its one argument is the plan as JSON."""
    raw = json.loads(sys.argv[1])
    home = Home(raw["name"], Path(raw["home"]))
    plan = Plan(home, tuple(raw["options"]), raw["usr"], raw["host_loopback"])
    os.environ["PATH"] += ":/usr/local/sbin:/usr/sbin:/sbin"  # not in an ordinary user's PATH
    try:
        asyncio.run(Keeper(plan).run())
    except Failure as failure:
        print(failure, flush=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
