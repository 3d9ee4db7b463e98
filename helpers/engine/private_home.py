"""What a private engine leaves on a machine, and how to take it away: files, processes, cgroups.

Everything an engine has on disk lies in its home. Its processes are remembered in home/engine.json by
pid *and* start time, so that a recycled pid is never taken for the engine, let alone killed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
BOOT = Path("/proc/sys/kernel/random/boot_id")
STARTED = 19  # field 22 of /proc/PID/stat (proc_pid_stat(5)), counted from the state behind the name


@dataclass(frozen=True)
class Process:
    """A process that cannot be mistaken for a later one with the same pid."""

    pid: int
    started: str

    @classmethod
    def of(cls, pid: int) -> Process:
        """The process that has this pid now; one that is gone already is never alive."""
        return cls(pid, _started(pid))

    def alive(self) -> bool:
        """Whether this very process still runs (a zombie does not)."""
        return bool(self.started) and _started(self.pid) == self.started

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, if it is still the same process."""
        if self.alive():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def wait(self, seconds: float) -> bool:
        """Whether it has ended within so many seconds."""
        deadline = time.monotonic() + seconds
        while self.alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        return True


def _started(pid: int) -> str:
    """Boot and clock tick at which a running process began, "" if there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if stat[0] in "ZX" else f"{BOOT.read_text().strip()}:{stat[STARTED]}"


@dataclass(frozen=True)
class State:
    """The processes of an engine, outermost first: keeper, namespaces' holder, way out."""

    keeper: Process
    holder: Process
    slirp: Process

    def processes(self) -> tuple[Process, Process, Process]:
        """All of them."""
        return self.keeper, self.holder, self.slirp


@dataclass(frozen=True)
class Home:
    """The folder of one private engine. `name` and folder together make its cgroup unique."""

    name: str
    path: Path

    @property
    def socket(self) -> Path:
        """Where dockerd listens."""
        return self.path / "docker.sock"

    @property
    def log(self) -> Path:
        """What dockerd, slirp4netns and the forwarder say; begun anew with each start."""
        return self.path / "engine.log"

    @property
    def data(self) -> Path:
        """Images, containers and volumes; outlives the engine."""
        return self.path / "data"

    @property
    def state_file(self) -> Path:
        """Which processes the engine consists of."""
        return self.path / "engine.json"

    @property
    def problems_file(self) -> Path:
        """Ports that could not be opened on the host, written by the forwarder."""
        return self.path / "forwarding.json"

    @property
    def lock(self) -> Path:
        """Held while the engine is started or stopped."""
        return self.path / "engine.lock"

    @property
    def cgroup(self) -> str:
        """The name of its cgroup, the same in each hierarchy."""
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:8]
        return f"course-{re.sub('[^a-zA-Z0-9_-]', '-', self.name)}-{digest}"

    def read(self) -> State | None:
        """The engine's processes as last written; None when there are none or the file is damaged."""
        try:
            raw = json.loads(self.state_file.read_text())
            return State(*(Process(**raw[name]) for name in ("keeper", "holder", "slirp")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, state: State) -> None:
        """Remember the engine's processes; a reader never sees half a file."""
        draft = self.state_file.with_suffix(".new")
        draft.write_text(json.dumps(asdict(state)))
        draft.replace(self.state_file)

    def clear(self) -> None:
        """Take away what is left of an engine, however it ended: processes, cgroups, socket, state.

        The kernel itself removes the rest with the last process of the namespaces: mounts, bridges,
        firewall rules. Images and the log stay.
        """
        state = self.read()
        for process in state.processes() if state else ():
            process.signal(signal.SIGKILL)
        for process in state.processes() if state else ():
            process.wait(10)
        self.clear_cgroups()
        for path in (self.socket, self.state_file, self.problems_file, self.path / "dockerd.json"):
            path.unlink(missing_ok=True)

    def clear_cgroups(self, seconds: float = 10) -> None:
        """Kill what is still in the engine's cgroups and remove their empty folders."""
        deadline = time.monotonic() + seconds
        while folders := list(self._cgroup_folders()):
            for folder in folders:
                _kill_all(folder)
                with contextlib.suppress(OSError):
                    folder.rmdir()
            if time.monotonic() > deadline:
                break
            time.sleep(0.005)

    def _cgroup_folders(self) -> Iterator[Path]:
        """The engine's cgroup folders in every hierarchy (v1: one per controller), deepest first."""
        for top in (CGROUPS / self.cgroup, *CGROUPS.glob(f"*/{self.cgroup}")):
            for folder, _, _ in os.walk(top, topdown=False):
                yield Path(folder)

    def erase(self) -> None:
        """Remove what an engine keeps in its home, and the home if nothing else lies in it."""
        shutil.rmtree(self.data, ignore_errors=True)
        for path in (self.log, self.lock):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.path.rmdir()


def _kill_all(folder: Path) -> None:
    """SIGKILL to each process in a cgroup."""
    with contextlib.suppress(OSError):
        for pid in (folder / "cgroup.procs").read_text().split():
            os.kill(int(pid), signal.SIGKILL)
