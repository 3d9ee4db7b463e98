"""The process behind one guest: starts it shut in, passes its sockets on, ends with it.

    keeper (this)             in the host's namespaces, as root
    ├── unshare → slirp4netns   its network, in a namespace that has a loopback and nothing beyond
    └── unshare → linux.uml     the guest's kernel, in namespaces without any network

Each dies with its parent (PR_SET_PDEATHSIG), so a SIGKILL anywhere takes all. What leaves the guest is what
passes here: the engine's socket, requests to the guest's agent, and the few hosts of uml_gate.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from helpers.engine.forward import enter_network, relay
from helpers.engine.private_home import DYING, children
from helpers.grading import uml_agent, uml_gate
from helpers.grading.uml_gate import Gate, Inside
from helpers.grading.uml_jail import Jail, libraries
from helpers.grading.uml_limits import Limits

MORTAL = ("setpriv", "--pdeathsig", "KILL", "--")
UNSHARE = (
    "unshare", "--net", "--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child=SIGKILL", "--mount-proc",
    "--", sys.executable, "-m", "helpers.grading.uml_jail",
)  # fmt: skip
MIB = 1 << 20
FIRST_UID = 1_500_000_000  # far from what adduser and /etc/subuid give; a pid makes it one of its own
MEMORY = 1024  # MiB of a guest
OVERHEAD = 384  # MiB that its kernel's process needs beside that: page tables, buffers
PROCESSES = 3000  # of the host: one for each address space of the guest
LAST_WORDS = 200  # lines of the console that are kept
DOORS = (("docker.sock", uml_agent.ENGINE_PORT), ("agent.sock", uml_agent.WORK_PORT))
PULSE, MISSED = 5.0, 6  # seconds between two questions, and how many in a row may find no answer
GUEST_ADDRESS = "10.0.2.100"


@dataclass(frozen=True)
class Plan:
    """One guest: its folder, where the kernel lies, its disks, and how long it may live in seconds."""

    home: str
    kernel: str
    libraries: str
    root: str
    data: str
    life: float


class Failure(Exception):
    """The guest did not come up; the text says why."""


class Keeper:
    """One guest, from its start to its end."""

    def __init__(self, plan: Plan):
        self.plan, self.home = plan, Path(plan.home)
        self.uid = FIRST_UID + 2 * os.getpid()
        self.limits = Limits(os.getpid(), (MEMORY + OVERHEAD) * MIB, PROCESSES + 32)
        self.children: list[asyncio.subprocess.Process] = []
        self.said: list[str] = []
        self.ending = False
        self.inside: Inside
        self._readers: list[asyncio.Task[None]] = []  # the loop itself does not hold them

    async def run(self) -> None:
        """Start, say "ready" on standard output, live until the parent ends it or its time is over."""
        try:
            await self._network()
            guest = await self._guest()
            await self._doors(guest)
            print("ready", flush=True)
            sys.stdout.close()
            waits = [asyncio.create_task(wait) for wait in (guest.wait(), self._silent())]
            await asyncio.wait(waits, timeout=self.plan.life, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.ending = True
            await self.end()

    async def _network(self) -> None:
        """slirp4netns, waiting for the guest, and the way out."""
        for name in ("net", "api"):
            (self.home / name).mkdir()
            os.chown(self.home / name, self.uid + 1, self.uid + 1)
        (self.home / "resolv.conf").write_text("nameserver 127.0.0.1\n")
        program = "/usr/bin/slirp4netns"
        files = {path: path for path in (program, *libraries(program))}
        known = uml_gate.addresses(uml_gate.allowed())
        jail = Jail(
            str(self._folder("slirp")),
            (program, "--target-type=bess", "--disable-host-loopback", "--api-socket=/api/socket", "/net/socket"),
            {**files, "/net": str(self.home / "net"), "/api": str(self.home / "api"),
             "/etc/resolv.conf": str(self.home / "resolv.conf")},
            self.uid + 1,
            writable=("/net", "/api"),
            cgroups=self.limits.groups,
            network=tuple(f"{address}/32" for address in known.values()),
        )  # fmt: skip
        child = await self._spawn(jail)
        await self._until(lambda: (self.home / "net/socket").is_socket(), child)
        (inside,) = children(child.pid)
        # sockets belong to the namespace of the thread that made them, whoever uses them later
        threads = ThreadPoolExecutor(1, "netns", initializer=enter_network, initargs=(inside.pid,))
        self.inside = partial(asyncio.get_running_loop().run_in_executor, threads)
        await Gate(known, self.inside).open()

    async def _guest(self) -> asyncio.subprocess.Process:
        plan = self.plan
        os.chown(plan.data, self.uid, self.uid)
        parts = Path(plan.libraries)
        jail = Jail(
            str(self._folder("guest")),
            ("/linux", "uml_dir=/tmp", "umid=guest", f"mem={MEMORY}M", "seccomp=on", "root=/dev/ubda", "ro",
             "init=/sbin/guest-init", "ubd0r=/root.ext4", "ubd1=/data.ext4", "panic=-1", "quiet", "loglevel=4",
             "vec0:transport=bess,dst=/net/socket", "con0=fd:0,fd:1", "con=null", "ssl=null"),
            {
                "/linux": plan.kernel,
                "/lib64/ld-linux-x86-64.so.2": str(parts / "ld-linux-x86-64.so.2"),
                "/lib/x86_64-linux-gnu/libc.so.6": str(parts / "libc.so.6"),
                "/lib/x86_64-linux-gnu/libgcc_s.so.1": str(parts / "libgcc_s.so.1"),
                "/root.ext4": plan.root,
                "/data.ext4": plan.data,
                "/net": str(self.home / "net"),
            },
            self.uid,
            writable=("/data.ext4",),
            memory=(MEMORY + 64) * MIB,
            largest=Path(plan.data).stat().st_size,
            processes=PROCESSES,
            cgroups=self.limits.groups,
        )  # fmt: skip
        return await self._spawn(jail)

    async def _doors(self, guest: asyncio.subprocess.Process) -> None:
        """The two sockets of the judge, each a port of the guest's agent; the engine has to answer first."""
        for _name, port in DOORS:
            await self._until_forwarded(port, guest)
        while not await self._answers():
            await self._still(guest)
        for name, port in DOORS:
            far = partial(relay, partial(self._connect, port))
            await asyncio.start_unix_server(far, self.home / name)

    async def _until_forwarded(self, port: int, guest: asyncio.subprocess.Process) -> None:
        wanted = {"proto": "tcp", "host_addr": "127.0.0.1", "host_port": port, "guest_addr": GUEST_ADDRESS, "guest_port": port}  # fmt: skip
        text = json.dumps({"execute": "add_hostfwd", "arguments": wanted}).encode()
        while True:
            with contextlib.suppress(OSError, ValueError, TimeoutError):
                async with asyncio.timeout(5):
                    reader, writer = await asyncio.open_unix_connection(self.home / "api/socket")
                    writer.write(text)
                    writer.write_eof()
                    said = json.loads(await reader.read(4096))
                    writer.close()
                if "error" not in said:
                    return
            await self._still(guest)

    async def _answers(self) -> bool:
        """Whether the engine does, by way of the agent."""
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(5):
                reader, writer = await self._connect(uml_agent.ENGINE_PORT)
                writer.write(b"GET /_ping HTTP/1.0\r\n\r\n")
                said = await reader.read(64)
                writer.close()
                return b" 200 " in said
        return False

    async def _silent(self) -> None:
        """Until the engine has not answered for long: a kernel that has crashed stays as it is."""
        missed = 0
        while missed < MISSED:
            await asyncio.sleep(PULSE)
            missed = 0 if await self._answers() else missed + 1

    async def _connect(self, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        link = await self.inside(partial(socket.socket, socket.AF_INET, socket.SOCK_STREAM))
        link.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(link, ("127.0.0.1", port))
        except OSError:
            link.close()
            raise
        return await asyncio.open_connection(sock=link)

    async def _spawn(self, jail: Jail) -> asyncio.subprocess.Process:
        child = await asyncio.create_subprocess_exec(
            *MORTAL, *UNSHARE, jail.text(),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.children.append(child)
        self._readers.append(asyncio.create_task(self._listen(child)))
        return child

    async def _listen(self, child: asyncio.subprocess.Process) -> None:
        """The console, of which only the last is kept: a guest may write without end."""
        assert child.stdout  # noqa: S101
        while data := await child.stdout.read(1 << 16):
            lines = data.decode(errors="replace").splitlines()
            self.said = [*self.said, *filter(str.strip, lines)][-LAST_WORDS:]

    async def _until(self, true: Callable[[], bool], child: asyncio.subprocess.Process) -> None:
        while not true():
            await self._still(child)

    async def _still(self, child: asyncio.subprocess.Process) -> None:
        if child.returncode is not None:
            raise Failure(f"ended with {child.returncode}: {self.last_words()}")
        await asyncio.sleep(0.02)

    def last_words(self) -> str:
        """What the console said last."""
        return " / ".join(self.said)[-400:]

    def _folder(self, name: str) -> Path:
        made = self.home / name
        made.mkdir()
        return made

    async def end(self) -> None:
        """End what runs, and wait until it has."""
        inside = [process for child in self.children for process in children(child.pid)]
        for process in inside:  # a namespace's first process takes all others, and unshare ends after it
            process.signal(signal.SIGKILL)
        for process in inside:
            await asyncio.to_thread(process.wait, DYING)
        for child in self.children:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
        await asyncio.to_thread(self.limits.close)


async def main(plan: Plan) -> None:
    """Until the guest has ended. SIGTERM ends it."""
    keeper = Keeper(plan)
    task = asyncio.create_task(keeper.run())
    # who has begun to end is not interrupted
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: keeper.ending or task.cancel())
    try:
        await task
    except asyncio.CancelledError:
        pass
    except Failure as failure:
        print(failure, flush=True)
    Path(plan.home, "console").write_text("\n".join(keeper.said))


if __name__ == "__main__":
    asyncio.run(main(Plan(**json.loads(sys.argv[1]))))
