"""Published ports of a private engine on the host: 127.0.0.1:8080 there is 127.0.0.1:8080 here.

Inside its network namespace dockerd publishes a port as it always does. The forwarder listens on the
same address and port of the host and connects from within that namespace, so 127.0.0.1 binds work
as well as 0.0.0.0 ones. It needs no rule and no interface on the host and ends with its process.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import json
import os
import socket
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial

import docker
from docker.errors import DockerException
from requests.exceptions import RequestException
from urllib3.exceptions import HTTPError

from helpers.atomic import write
from helpers.engine.client import listening
from helpers.engine.private_home import Home
from helpers.engine.types import Engine

CLONE_NEWNET = 0x40000000  # linux/sched.h
AGAIN = 2.0  # seconds after which a port that was taken is tried again
TROUBLE = (DockerException, RequestException, HTTPError, OSError)
CHUNK = 1 << 16
# at "die" the engine still lists the ports; it gives them back with "disconnect"
OPENING_OR_CLOSING = ["start", "restart", "die", "disconnect", "destroy"]


@dataclass(frozen=True, order=True)
class Published:
    """A port as the engine lists it."""

    address: str
    port: int
    protocol: str

    @property
    def inside(self) -> str:
        """Where it is reached within the namespace."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.address, self.address)  # noqa: S104


class Forwarder:
    """Keeps the host's listening sockets in step with the engine's published ports."""

    def __init__(self, engine: Engine, pid: int, home: Home):
        self.engine, self.home = engine, home
        self.servers: dict[Published, asyncio.Server] = {}
        self.problems: dict[Published, str] = {}
        self.changed = asyncio.Event()
        # sockets belong to the namespace of the thread that made them, whoever uses them later
        self.inside = ThreadPoolExecutor(1, "netns", initializer=enter_network, initargs=(pid,))

    async def run(self) -> None:
        """Follow the engine until cancelled."""
        loop = asyncio.get_running_loop()
        client = await asyncio.to_thread(self.engine.client)
        threading.Thread(target=self._follow, args=(client.api, loop), name="events", daemon=True).start()
        while True:
            self.changed.clear()
            with contextlib.suppress(*TROUBLE):
                await self._reconcile(await asyncio.to_thread(published, client.api))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.changed.wait(), AGAIN)

    def _follow(self, api: docker.APIClient, loop: asyncio.AbstractEventLoop) -> None:
        """In a thread: wake the loop at each event that may open or close a port, as long as there is one."""
        wanted = {"type": ["container", "network"], "event": OPENING_OR_CLOSING}
        with contextlib.suppress(RuntimeError):  # the loop is closed
            while not loop.is_closed():
                with contextlib.suppress(*TROUBLE), listening(api, filters=wanted) as events:
                    for _event in events:
                        loop.call_soon_threadsafe(self.changed.set)
                time.sleep(AGAIN)  # it broke, or was silent for long

    async def _reconcile(self, wanted: set[Published]) -> None:
        before = dict(self.problems)
        for port in self.servers.keys() - wanted:
            self.servers.pop(port).close()
        self.problems = {p: why for p, why in self.problems.items() if p in wanted}
        for port in sorted(wanted - self.servers.keys()):
            await self._open(port)
        if self.problems != before:
            self._report(before)

    async def _open(self, port: Published) -> None:
        if port.protocol != "tcp":
            self.problems[port] = f"{port.protocol} is not forwarded"
            return
        try:
            self.servers[port] = await asyncio.start_server(
                lambda reader, writer: self._relay(port, reader, writer), port.address, port.port
            )
            self.problems.pop(port, None)
        except OSError as error:
            if port.address != "::" or socket.has_dualstack_ipv6():  # no IPv6 here: 0.0.0.0 is enough
                self.problems[port] = os.strerror(error.errno or 0)

    async def _relay(
        self, port: Published, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """One connection to a published port."""
        await relay(partial(self._connect, port), reader, writer)

    async def _connect(self, port: Published) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        loop = asyncio.get_running_loop()
        family = socket.AF_INET6 if ":" in port.inside else socket.AF_INET
        link = await loop.run_in_executor(self.inside, socket.socket, family, socket.SOCK_STREAM)
        link.setblocking(False)
        try:
            await loop.sock_connect(link, (port.inside, port.port))
        except OSError:
            link.close()
            raise
        return await asyncio.open_connection(sock=link)

    def _report(self, before: dict[Published, str]) -> None:
        """Problems go to the log once, and to a file that PrivateEngine.forwarding_problems reads."""
        for port, why in self.problems.items() - before.items():
            print(f"forward: {port.address}:{port.port}/{port.protocol}: {why}", file=sys.stderr, flush=True)
        rows = [{**asdict(port), "reason": why} for port, why in sorted(self.problems.items())]
        write(self.home.problems_file, json.dumps(rows))


def published(api: docker.APIClient) -> set[Published]:
    """Every port that a running container of the engine publishes."""
    return {
        Published(port["IP"], port["PublicPort"], port["Type"])
        for container in api.containers()
        for port in container["Ports"] or ()
        if port.get("PublicPort")
    }


def enter_network(pid: int) -> None:
    """Move the calling thread, and no other, into the network namespace of a process."""
    with open(f"/proc/{pid}/ns/net") as namespace:  # noqa: PTH123
        if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")


async def relay(
    far: Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]],
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
) -> None:
    """One connection, both ways, to what `far` connects to."""
    try:
        far_reader, far_writer = await far()
    except OSError:
        writer.transport.abort()
        return
    try:
        async with asyncio.TaskGroup() as ways:
            ways.create_task(pump(reader, far_writer))
            ways.create_task(pump(far_reader, writer))
    except* OSError:  # one side was reset: the other is told so, it would wait for ever
        writer.transport.abort()
        far_writer.transport.abort()
    writer.close()
    far_writer.close()


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Copy one direction; its end is passed on, the other direction may go on. Raises OSError."""
    while data := await reader.read(CHUNK):
        writer.write(data)
        await writer.drain()
    writer.write_eof()
