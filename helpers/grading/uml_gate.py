"""The only way out of a guest: a few hosts by name, and nothing else of any network.

slirp4netns, which is a guest's network, runs in a network namespace in which there is a loopback and nothing
beyond it. A name server there knows the hosts of `allowed`, each by an address of that loopback, and what
connects to one of these is passed on. So a guest reaches neither this machine nor anything near it.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Awaitable, Callable
from functools import partial
from typing import cast
from urllib.parse import urlsplit

from helpers.engine.forward import relay
from helpers.images import debian

PORTS = (80, 443)
NETWORK = "198.18.0."  # for tests of networks (RFC 2544): nobody's
MOST = 64  # connections at a time
A, NAME_UNKNOWN, ANSWER = 1, 3, 0x8180
TTL = 60
Inside = Callable[[Callable[[], socket.socket]], Awaitable[socket.socket]]


def allowed() -> tuple[str, ...]:
    """Who may be reached: this machine's Debian mirrors, and Debian's own."""
    mirrors = (urlsplit(uri).hostname or "" for uri in (*debian.mirrors(), *debian.PUBLIC))
    return tuple(dict.fromkeys(mirrors))


def addresses(names: tuple[str, ...]) -> dict[str, str]:
    """The address by which each is known inside."""
    return {name: f"{NETWORK}{at}" for at, name in enumerate(names, 1)}


class Gate:
    """Listens in the namespace; `inside` makes a socket there."""

    def __init__(self, known: dict[str, str], inside: Inside):
        self.known, self.inside = known, inside
        self._free = asyncio.Semaphore(MOST)

    async def open(self) -> None:
        """Listen on every address and answer for names."""
        loop = asyncio.get_running_loop()
        names = await self.inside(partial(_bound, "127.0.0.1", 53, socket.SOCK_DGRAM))
        await loop.create_datagram_endpoint(lambda: _Names(self.known), sock=names)
        for name, address in self.known.items():
            for port in PORTS:
                listener = await self.inside(partial(_bound, address, port, socket.SOCK_STREAM))
                await asyncio.start_server(partial(self._pass, name, port), sock=listener)

    async def _pass(
        self, name: str, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        async with self._free:
            await relay(partial(asyncio.open_connection, name, port), reader, writer)


class _Names(asyncio.DatagramProtocol):
    """A name server for the few names."""

    def __init__(self, known: dict[str, str]):
        self.known = known

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        with contextlib.suppress(ValueError, IndexError, struct.error):
            self.transport.sendto(answered(data, self.known), addr)


def answered(query: bytes, known: dict[str, str]) -> bytes:
    """The answer to a query of one question (RFC 1035). Raises ValueError, IndexError, struct.error."""
    number, _flags, questions, *_rest = struct.unpack_from("!6H", query)
    if questions != 1:
        raise ValueError(questions)
    labels, at = [], 12
    while length := query[at]:
        if length > 63:  # a pointer has no place in a question
            raise ValueError(length)
        labels.append(query[at + 1 : at + 1 + length].decode("ascii"))
        at += 1 + length
    (kind,) = struct.unpack_from("!H", query, at + 1)
    question = query[12 : at + 5]
    address = known.get(".".join(labels).lower(), "")
    answers = int(bool(address) and kind == A)
    head = struct.pack("!6H", number, ANSWER | (0 if address else NAME_UNKNOWN), 1, answers, 0, 0)
    found = struct.pack("!3HIH", 0xC00C, A, 1, TTL, 4) + socket.inet_aton(address) if answers else b""
    return head + question + found


def _bound(address: str, port: int, kind: socket.SocketKind) -> socket.socket:
    made = socket.socket(socket.AF_INET, kind)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((address, port))
    made.setblocking(False)
    return made
