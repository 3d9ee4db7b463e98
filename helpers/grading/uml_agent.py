"""Inside the guest: passes on the engine's socket, takes files, runs scripts. Copied to the guest's disk.

    agent.py     as root, started by the guest's init

Whoever has the guest has this, too: it is a convenience, no guard. Standard library only.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

ENGINE, WORK = "/var/run/docker.sock", Path("/data/work")
ENGINE_PORT, WORK_PORT = 2001, 2002
CHUNK = 1 << 16
LONGEST = 256 << 20  # bytes of one request
LONGEST_PAGE = 4 << 20  # bytes that are read of a page
PATH = f"{WORK}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def wait_for_engine() -> None:
    """Until the engine answers; asked from here, because a docker command costs a second of the guest's."""
    while True:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as link:
            link.connect(ENGINE)
            link.sendall(b"GET /_ping HTTP/1.0\r\n\r\n")
            if b" 200 " in link.recv(CHUNK):
                return
        time.sleep(0.05)


def pass_on(link: socket.socket) -> None:
    """One connection to the engine, both ways."""
    far = socket.socket(socket.AF_UNIX)
    far.connect(ENGINE)
    back = threading.Thread(target=_pump, args=(far, link), daemon=True)
    back.start()
    _pump(link, far)
    back.join()
    far.close()


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(CHUNK):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:  # the other side has gone
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


def work(link: socket.socket) -> None:
    """One request, a line of JSON: {"put": {name: base64}}, {"run": script, …} or {"fetch": request, …}."""
    with link.makefile("rwb") as stream:
        request = json.loads(stream.readline(LONGEST))
        if "put" in request:
            answer: int | str = _put(request["put"])
        elif "fetch" in request:
            answer = _fetch(request)
        else:
            answer = _run(request)
        stream.write(json.dumps(answer).encode() + b"\n")


def _put(files: dict[str, str]) -> int:
    for name, body in files.items():
        path = (WORK / name).resolve()
        if path.is_relative_to(WORK.resolve()):
            content = base64.b64decode(body)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            path.chmod(0o755 if content.startswith(b"#!") else 0o644)
    return 0


def _run(request: dict[str, object]) -> int:
    where = (WORK / str(request["folder"])).resolve()
    where = where if where.is_dir() and where.is_relative_to(WORK.resolve()) else WORK
    environ = {"PATH": PATH, "HOME": "/root", "LANG": "C.UTF-8", **dict(request["environ"])}  # type: ignore[call-overload]
    process = subprocess.Popen(
        ["bash", "-c", str(request["run"])],
        cwd=where,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(float(str(request["seconds"])))
    except subprocess.TimeoutExpired:
        return 124
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _fetch(request: dict[str, object]) -> str:
    """What a server in the guest says, in base64; what came until it falls silent or goes on for too long."""
    patience, said = float(str(request["seconds"])), b""
    deadline = time.monotonic() + 3 * patience
    with contextlib.suppress(OSError):
        place = (str(request["host"]), int(str(request["port"])))
        with socket.create_connection(place, patience) as link:
            link.sendall(str(request["fetch"]).encode())
            while time.monotonic() < deadline and len(said) < LONGEST_PAGE and (more := link.recv(CHUNK)):
                said += more
    return base64.b64encode(said).decode()


def listen(port: int, answer: Callable[[socket.socket], None]) -> None:
    """Answer each connection in a thread of its own, for ever."""
    with socket.create_server(("", port), backlog=64) as server:
        while True:
            link, _peer = server.accept()
            threading.Thread(target=_answered, args=(link, answer), daemon=True).start()


def _answered(link: socket.socket, answer: Callable[[socket.socket], None]) -> None:
    with link:
        try:
            answer(link)
        except (OSError, ValueError, KeyError, TypeError) as error:
            print("agent:", error, flush=True)


if __name__ == "__main__":
    WORK.mkdir(parents=True, exist_ok=True)
    wait_for_engine()  # who listens has an engine
    threading.Thread(target=listen, args=(ENGINE_PORT, pass_on), daemon=True).start()
    listen(WORK_PORT, work)
