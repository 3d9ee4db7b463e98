"""An engine that hangs: its daemon is there, its socket takes connections, and nobody answers."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path

from helpers.engine.private import PrivateEngine
from helpers.engine.private_home import Process, children
from tests.engine.waiting import until


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


def _stopped(process: Process) -> bool:
    """Whether each of its threads is (proc_pid_stat(5): the state stands behind the name)."""
    try:
        stats = [stat.read_text() for stat in Path(f"/proc/{process.pid}/task").glob("*/stat")]
    except OSError:  # a thread that ended meanwhile
        return False
    return all(stat.rpartition(")")[2].split()[0] == "T" for stat in stats)


@contextlib.contextmanager
def hanging(private: PrivateEngine) -> Iterator[None]:
    """Stop the daemon by SIGSTOP, and let it go on afterwards."""
    dockerd = daemon(private)
    dockerd.signal(signal.SIGSTOP)
    try:
        # on a busy machine a thread may still answer what comes right after the signal
        until(lambda: _stopped(dockerd), what="a daemon of which no thread runs")
        yield
    finally:
        dockerd.signal(signal.SIGCONT)
