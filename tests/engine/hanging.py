"""An engine that hangs: its daemon is there, its socket takes connections, and nobody answers."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path

from helpers.engine.private import PrivateEngine
from helpers.engine.private_home import Process, children


def daemon(private: PrivateEngine) -> Process:
    """The dockerd of a running engine; what keeps its containers is a child of the same process."""
    state = private.home.read()
    assert state
    found = [pid for pid in children(state.init.pid) if _name(pid) == "dockerd"]
    assert len(found) == 1, found
    return found[0]


def _name(process: Process) -> str:
    """As the kernel shows it; empty if it has ended."""
    try:
        return Path(f"/proc/{process.pid}/comm").read_text().strip()
    except OSError:
        return ""


@contextlib.contextmanager
def hanging(private: PrivateEngine) -> Iterator[None]:
    """Stop the daemon by SIGSTOP, and let it go on afterwards."""
    dockerd = daemon(private)
    dockerd.signal(signal.SIGSTOP)
    try:
        yield
    finally:
        dockerd.signal(signal.SIGCONT)
