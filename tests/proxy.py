"""A small HTTP proxy for tests: GET and CONNECT, and a note of every host that was asked for."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PATIENCE = 60.0  # seconds without a byte in either direction


class Proxy(ThreadingHTTPServer):
    """On a free port of this machine; `asked` has "CONNECT host:port" and "GET host" in order."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def proxy() -> Iterator[Proxy]:
    """A proxy while the block runs."""
    server = Proxy()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Proxy

    def do_CONNECT(self) -> None:
        self.server.asked.append(f"CONNECT {self.path}")
        host, _, port = self.path.rpartition(":")
        try:
            there = socket.create_connection((host, int(port)), PATIENCE)
        except OSError:
            self.send_error(502)
            return
        self.send_response(200)
        self.end_headers()
        with there:
            _relay(self.connection, there)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.server.asked.append(f"GET {parts.hostname}")
        try:
            there = socket.create_connection((parts.hostname or "", parts.port or 80), PATIENCE)
        except OSError:
            self.send_error(502)
            return
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        self.headers.replace_header("Connection", "close") if "Connection" in self.headers else None
        with there:
            there.sendall(f"GET {path or '/'} HTTP/1.0\r\n{self.headers}".encode())
            _relay(self.connection, there)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal."""


def _relay(side: socket.socket, other: socket.socket) -> None:
    pairs = {side: other, other: side}
    with suppress(OSError):
        while ready := select.select(list(pairs), [], [], PATIENCE)[0]:
            for source in ready:
                data = source.recv(65536)
                if not data:
                    return
                pairs[source].sendall(data)
