"""A relay before an engine's socket: a fault may meet each request, and the engine's clock may be another."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

CHUNK = 1 << 16
NS = 10**9
SECOND = re.compile(rb"(?<!\d)20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d")
NUMBER = re.compile(rb'(?<="time":)\d{10}(?!\d)|(?<="timeNano":)\d{19}|(?<="Created":)\d{10}(?!\d)')
STAMPED = re.compile(
    r"^/v[\d.]+/(?:events|info|containers|images|volumes|networks)\b(?!.*/(?:archive|get|load))"
)


class Cut(Exception):
    """Raised by who is told of a request: the connection is closed without an answer."""


class Clock:
    """An engine's clock that is `offset` seconds off, and from set() on by so many more."""

    def __init__(self, offset: int = 0) -> None:
        self.steps = [(0, offset)]

    def set(self, offset: int) -> None:
        """At the next full second: what has been stamped keeps its stamp, however it is written."""
        second = time.time_ns() // NS + 1
        while time.time_ns() < second * NS:
            time.sleep(0.01)
        self.steps.append((second * NS, offset))

    @property
    def offset(self) -> int:
        return self.steps[-1][1]

    def of(self, real: int) -> int:
        """The offset that the clock had at a moment, in ns since 1970."""
        return next(offset for since, offset in reversed(self.steps) if real >= since)

    def change(self, answer: bytes) -> bytes:
        """All stamps of an answer moved; its length stays, so that headers and chunks stay right."""
        return NUMBER.sub(self._number, SECOND.sub(self._second, answer))

    def _second(self, found: re.Match[bytes]) -> bytes:
        real = datetime.fromisoformat(found[0].decode()).replace(tzinfo=UTC)
        moved = real + timedelta(seconds=self.of(int(real.timestamp()) * NS))
        return moved.strftime("%Y-%m-%dT%H:%M:%S").encode()

    def _number(self, found: re.Match[bytes]) -> bytes:
        scale = 1 if len(found[0]) == 10 else NS
        real = int(found[0])
        return str(real + self.of(real * (NS // scale)) * scale).encode()

    def back(self, head: bytes) -> bytes:
        """The stamps that a question for events has, as the engine's own clock would say them.

        A question that begins before the clock was set is asked for everything: it is the daemon's memory.
        """

        def real(found: re.Match[bytes]) -> bytes:
            second, rest = int(found[2]) - self.offset, found[3]
            return found[1] + (b"0" if (found[1] == b"since=" and len(self.steps) > 1) or second < 0
                               else b"%d%s" % (second, rest))  # fmt: skip

        line, end, rest = head.partition(b"\r\n")
        return re.sub(rb"(since=|until=)(\d+)((?:\.\d+)?)", real, line) + end + rest


@contextlib.contextmanager
def relay(
    engine: Path, at: Path, told: Callable[[str], None] = lambda _path: None, clock: Clock | None = None
) -> Iterator[str]:
    """The address of a socket at `at`, behind which is that of `engine`; `told` of each request's path."""

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                link, _address = server.accept()
                threading.Thread(target=_pass_on, args=(link, engine, told, clock), daemon=True).start()

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(at))
        server.listen(64)
        threading.Thread(target=serve, daemon=True).start()
        yield f"unix://{at}"
        server.shutdown(socket.SHUT_RDWR)


def _pass_on(link: socket.socket, engine: Path, told: Callable[[str], None], clock: Clock | None) -> None:
    """One request and its answer; the connection ends with it."""
    with link, contextlib.suppress(OSError, Cut), socket.socket(socket.AF_UNIX) as there:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (read := link.recv(CHUNK)):
                return
            head += read
        path = head.split(b" ", 2)[1].decode()
        told(path)
        there.connect(str(engine))
        stamped = clock if clock and STAMPED.match(path) else None
        head = stamped.back(head) if stamped and "/events" in path else head
        there.sendall(head.replace(b"Connection: keep-alive", b"Connection: close"))
        threading.Thread(target=_copy, args=(link, there), daemon=True).start()
        _copy(there, link, stamped)


def _copy(source: socket.socket, target: socket.socket, clock: Clock | None = None) -> None:
    """Byte by byte, or with a clock line by line, until the source ends."""
    held = b""
    with contextlib.suppress(OSError):
        while read := source.recv(CHUNK):
            lines, newline, held = (held + read).rpartition(b"\n") if clock else (b"", b"", read)
            target.sendall(clock.change(lines + newline) if clock else held)
        target.sendall(clock.change(held) if clock else b"")
        target.shutdown(socket.SHUT_WR)
