"""A web server in a container, and whether its published port answers on this machine."""

from __future__ import annotations

import socket
import urllib.request

import docker as docker_py

LARGE = 20_000_000
SERVER = [
    "sh",
    "-c",
    f"mkdir /www; echo hello > /www/hello; head -c {LARGE} /dev/zero > /www/large; exec httpd -f -h /www",
]


def fetch(path: str, port: int, address: str = "127.0.0.1") -> bytes:
    try:
        with urllib.request.urlopen(f"http://{address}:{port}/{path}", timeout=30) as answer:
            return answer.read()
    except OSError:
        return b""


def hello(port: int, address: str = "127.0.0.1") -> bool:
    return fetch("hello", port, address) == b"hello\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("0.0.0.0", 0))
        return int(probe.getsockname()[1])


def serve(client: docker_py.APIClient, bindings: dict[str, object], name: str | None = None) -> str:
    container = client.create_container(
        "busybox", SERVER, name=name, ports=[(80, "tcp")],
        host_config=client.create_host_config(port_bindings=bindings, init=True),
    )  # fmt: skip
    client.start(container)
    return str(container["Id"])
