"""What a guest is shut in with, piece by piece; the whole wall is `make walls`."""

from __future__ import annotations

import base64
import contextlib
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from helpers.grading import uml_agent, uml_gate
from helpers.grading.uml import UmlGuest
from helpers.grading.uml_jail import Jail, libraries
from helpers.grading.uml_keeper import UNSHARE
from tests.engine.waiting import until

NOBODY = 1_400_000_001  # no user of this machine
KNOWN = {"deb.debian.org": "198.18.0.1"}
root_only = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="namespaces need root"
)


def jailed(tmp_path: Path, *command: str, processes: int = 8) -> subprocess.CompletedProcess[str]:
    """What a program says from within an empty room that holds it and one file."""
    program = shutil.which(command[0]) or ""
    (tmp_path / "room").mkdir()
    (tmp_path / "note").write_text("given\n")
    files = {path: path for path in (program, *libraries(program))} | {"/note": str(tmp_path / "note")}
    jail = Jail(str(tmp_path / "room"), (program, *command[1:]), files, NOBODY, processes=processes)
    return subprocess.run([*UNSHARE, jail.text()], capture_output=True, text=True, timeout=60, check=False)


@root_only
def test_a_program_in_the_jail_has_a_user_of_its_own_and_no_capability(tmp_path):
    said = jailed(tmp_path, "cat", "/proc/self/status").stdout
    status = dict(line.split(":\t", 1) for line in said.splitlines() if ":\t" in line)
    assert status["Uid"].split() == status["Gid"].split() == [str(NOBODY)] * 4
    assert {status[name] for name in ("CapPrm", "CapEff", "CapBnd", "CapInh", "CapAmb")} == {"0" * 16}
    assert status["NoNewPrivs"] == "1"
    assert status["Groups"].split() == []


@root_only
def test_the_jail_holds_what_was_given_and_nothing_of_it_can_be_written(tmp_path):
    seen = jailed(tmp_path, "find", "/", "-xdev", "-type", "f").stdout.split()
    assert "/note" in seen
    assert not [path for path in seen if path.startswith(("/root", "/home", "/var", "/work"))]
    (tmp_path / "again").mkdir()
    refused = jailed(tmp_path / "again", "dd", "if=/proc/self/status", "of=/note")
    assert refused.returncode != 0
    assert (tmp_path / "again/note").read_text() == "given\n"


@root_only
def test_there_is_no_network_in_the_jail(tmp_path):
    seen = jailed(tmp_path, "cat", "/proc/self/net/dev").stdout
    assert [line.split(":")[0].strip() for line in seen.splitlines()[2:]] == ["lo"]


def users_processes(uid: int) -> list[int]:
    """The processes of a user."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            found += [int(entry.name)] if entry.stat().st_uid == uid else []
    return found


def query(name: str, kind: int = 1) -> bytes:
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    return struct.pack("!6H", 7, 0x0100, 1, 0, 0, 0) + labels + struct.pack("!BHH", 0, kind, 1)


def test_the_name_server_knows_the_mirrors_and_nobody_else():
    answer = uml_gate.answered(query("Deb.debian.org"), KNOWN)
    assert struct.unpack_from("!6H", answer) == (7, 0x8180, 1, 1, 0, 0)
    assert answer.endswith(socket.inet_aton("198.18.0.1"))
    refused = uml_gate.answered(query("example.com"), KNOWN)
    assert struct.unpack_from("!6H", refused) == (7, 0x8183, 1, 0, 0, 0)
    no_ipv6 = uml_gate.answered(query("deb.debian.org", 28), KNOWN)
    assert struct.unpack_from("!6H", no_ipv6) == (7, 0x8180, 1, 0, 0, 0)


@pytest.mark.parametrize("data", [b"", b"x" * 11, query("a")[:-5], query("a")[:12] + b"\xc0\x0c", bytes(12)])
def test_a_query_that_is_none_is_refused(data):
    with pytest.raises((ValueError, IndexError, struct.error)):
        uml_gate.answered(data, KNOWN)


def test_the_agent_puts_files_below_its_folder_alone_and_ends_what_hangs(tmp_path, monkeypatch):
    monkeypatch.setattr(uml_agent, "WORK", tmp_path / "work")
    uml_agent.WORK.mkdir()
    script = "IyEvYmluL3NoCg=="  # #!/bin/sh
    uml_agent._put({"en/a/run.sh": script, "../outside": script})
    assert (tmp_path / "work/en/a/run.sh").stat().st_mode & 0o777 == 0o755
    assert not (tmp_path / "outside").exists()
    request = {"run": "pwd > where; exit 3", "folder": "en", "environ": {}, "seconds": 60}
    assert uml_agent._run(request) == 3
    assert (tmp_path / "work/en/where").read_text().strip() == str(tmp_path / "work/en")
    assert uml_agent._run(request | {"run": "trap '' TERM; sleep 600", "seconds": 0.2}) == 124


class Chatting(BaseHTTPRequestHandler):
    """Says more and more, until nobody listens."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            while self.path == "/endless":
                self.wfile.write(b"x" * (1 << 16))

    def log_message(self, *_anything: object) -> None: ...


def test_the_agent_asks_servers_and_gives_up_what_never_ends_or_is_not_there(monkeypatch):
    monkeypatch.setattr(uml_agent, "LONGEST_PAGE", 1 << 20)
    with ThreadingHTTPServer(("127.0.0.1", 0), Chatting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        request = {"host": "127.0.0.1", "port": server.server_port, "seconds": 5}
        said = base64.b64decode(uml_agent._fetch(request | {"fetch": "GET / HTTP/1.0\r\n\r\n"}))
        assert said.startswith(b"HTTP/1.0 200")
        endless = base64.b64decode(uml_agent._fetch(request | {"fetch": "GET /endless HTTP/1.0\r\n\r\n"}))
        assert 1 << 20 <= len(endless) <= (1 << 20) + uml_agent.CHUNK
        server.shutdown()
    assert uml_agent._fetch(request | {"fetch": "GET / HTTP/1.0\r\n\r\n"}) == ""


@pytest.mark.parametrize("answer", [b"", b"1\n", b"null\n", b'"x"\n', b"{" * 100 + b"\n", b'"eA=="'])
def test_what_a_guest_says_in_place_of_a_page_is_no_page(tmp_path, answer):
    guest = UmlGuest(tmp_path)
    with socket.socket(socket.AF_UNIX) as agent:
        agent.bind(str(tmp_path / "agent.sock"))
        agent.listen()

        def serve() -> None:
            link, _peer = agent.accept()
            with link:
                link.recv(1 << 16)
                link.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        assert guest.fetch("127.0.0.1", 80, "GET / HTTP/1.0\r\n\r\n") == b""
        thread.join()


@root_only
def test_who_is_jailed_ends_with_who_started_it(tmp_path):
    program = shutil.which("sleep") or ""
    (tmp_path / "room").mkdir()
    files = {path: path for path in (program, *libraries(program))}
    jail = Jail(str(tmp_path / "room"), (program, "600"), files, NOBODY + 1)
    outside = subprocess.Popen([*UNSHARE, jail.text()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: users_processes(NOBODY + 1), what="the program in its jail")
        outside.send_signal(signal.SIGKILL)
        until(lambda: not users_processes(NOBODY + 1), what="the end of the program")
    finally:
        outside.kill()
        outside.wait()
        for pid in users_processes(NOBODY + 1):
            os.kill(pid, signal.SIGKILL)
