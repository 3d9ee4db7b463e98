"""The desk without a page: who has a terminal, and sentences for every key that the page uses."""

from __future__ import annotations

import os
import pty
import re
import signal
import time

import pytest

from helpers.desk import EXTENSIONS, sayings, terminals

SCRIPTS = sorted((EXTENSIONS / "course-desk" / "static").glob("*.js"))


@pytest.mark.parametrize(
    ("command", "state"),
    [
        ("docker run -it --name git-box debian:trixie-slim bash", "inside"),
        ("docker run --rm -i --tty busybox", "inside"),
        ("/usr/bin/docker container exec --interactive box sh", "inside"),
        ("docker start -ai box", "inside"),
        ("docker attach box", "inside"),
        ("docker run --name kernel-box busybox sleep infinity", "waits"),
        ("docker logs -f box", "waits"),
        ("docker build -t x .", ""),
        ("docker ps", ""),
        ("vim run", ""),
        ("", ""),
    ],
)
def test_a_command_that_keeps_the_terminal_is_known(command: str, state: str) -> None:
    assert terminals._state(command.split()) == state


def test_what_runs_in_the_foreground_is_read_off_a_real_terminal() -> None:
    class Terminal:
        def __init__(self) -> None:
            self.pid, self.fd = pty.fork()
            if self.pid == 0:
                signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background has it ignored
                os.execvp("sh", ["sh", "-i"])

    shell = Terminal()
    try:
        os.write(shell.fd, b"sleep 60\n")
        end = time.monotonic() + 60
        while terminals.foreground(shell) != ["sleep", "60"]:
            assert time.monotonic() < end, terminals.foreground(shell)
            time.sleep(0.05)
        os.write(shell.fd, b"\x03")
        while terminals.foreground(shell):
            assert time.monotonic() < end
            time.sleep(0.05)
        os.write(shell.fd, b"exit\n")
        os.waitpid(shell.pid, 0)
        assert terminals.foreground(shell) == []
    finally:
        os.close(shell.fd)


def test_every_sentence_that_the_page_uses_is_there_and_every_one_is_used() -> None:
    code = "\n".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    used = set(re.findall(r"words\.(\w+)", code)) | set(re.findall(r"words\['([\w-]+)'\]", code))
    used |= set(re.findall(r"desk\.button\('([\w-]+)'", code)) | {"inside", "waits"}
    known = set(sayings.SAYINGS)
    assert used <= known
    assert {key.removesuffix("-tip") for key in known} <= used
    assert all(sayings.sayings().values())


def test_the_page_has_no_sentence_of_its_own() -> None:
    for script in SCRIPTS:
        code = re.sub(r"^\s*(//|\*|/\*).*$", "", script.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert not re.search("[가-힣]", code), script.name
