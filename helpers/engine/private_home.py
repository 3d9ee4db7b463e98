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

from helpers.atomic import write
from helpers.engine.unreached import FILE
from helpers.errors import EngineError
from helpers.i18n import _

CGROUPS = Path("/sys/fs/cgroup")
BOOT = Path("/proc/sys/kernel/random/boot_id")
# fields 20 and 22 of /proc/PID/stat (proc_pid_stat(5)), counted from the state behind the name
THREADS, STARTED = 17, 19
DYING = 60.0  # seconds for killed processes to be gone: freeing their memory and files takes its time


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
        """Whether this very process still runs; a zombie does not, unless other threads of it do."""
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
    # the first thread can be a zombie while the others still hold files and sockets
    ended = stat[0] in "ZX" and int(stat[THREADS]) <= 1
    return "" if ended else f"{BOOT.read_text().strip()}:{stat[STARTED]}"


def children(pid: int) -> list[Process]:
    """The child processes of a process of one thread; none if it is gone."""
    try:
        pids = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [Process.of(int(pid)) for pid in pids]


@dataclass(frozen=True)
class State:
    """The processes of an engine: keeper, namespaces' holder, their first process, way out.

    The kernel lets `init` end only when every process of its namespace has ended, those of the
    containers too (pid_namespaces(7)). Until then some of them may hold files, sockets and mounts.
    """

    keeper: Process
    holder: Process
    init: Process
    slirp: Process

    @classmethod
    def of(cls, raw: dict[str, dict[str, object]]) -> State:
        """From what write() wrote; before `init` was written, it is the only child of the holder.

        Raises KeyError or TypeError for anything else.
        """
        known = {name: Process(**raw[name]) for name in ("keeper", "holder", "slirp")}  # type: ignore[arg-type]
        if "init" in raw:
            return cls(init=Process(**raw["init"]), **known)  # type: ignore[arg-type]
        holder = known["holder"]
        inside = children(holder.pid) if holder.alive() else []
        return cls(init=inside[0] if inside else holder, **known)

    def processes(self) -> tuple[Process, ...]:
        """All of them."""
        return self.keeper, self.holder, self.init, self.slirp


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
        return self.path / FILE

    @property
    def settings(self) -> Path:
        """A settings file for dockerd, or it would read the host's."""
        return self.path / "dockerd.json"

    @property
    def lock(self) -> Path:
        """What is locked (helpers.atomic) while the engine is started or stopped."""
        return self.path / "engine"

    @property
    def cgroup(self) -> str:
        """The name of its cgroup, the same in each hierarchy."""
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:8]
        return f"course-{re.sub('[^a-zA-Z0-9_-]', '-', self.name)}-{digest}"

    def read(self) -> State | None:
        """The engine's processes as last written; None when there are none or the file is damaged."""
        try:
            return State.of(json.loads(self.state_file.read_text()))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, state: State) -> None:
        """Remember the engine's processes; a reader never sees half a file."""
        write(self.state_file, json.dumps(asdict(state)))

    def clear(self) -> None:
        """Take away what is left of an engine, however it ended: processes, cgroups, socket, state.

        The kernel itself removes the rest with the last process of the namespaces: mounts, bridges,
        firewall rules. Images and the log stay. Raises EngineError if a process does not end: a second
        engine on the same images would destroy them.
        """
        state = self.read()
        self.end(*(state.processes() if state else ()))
        for path in (self.socket, self.state_file, self.problems_file, self.settings):
            path.unlink(missing_ok=True)

    def end(self, *processes: Process) -> None:
        """SIGKILL to these and to all in the engine's cgroups; returns when none is left, nor a cgroup.

        Raises EngineError if that takes longer than DYING.
        """
        deadline = time.monotonic() + DYING
        for process in processes:
            process.signal(signal.SIGKILL)
        while self._clear_cgroups() or any(process.alive() for process in processes):
            if time.monotonic() > deadline:
                pids = [str(process.pid) for process in processes if process.alive()]
                raise EngineError(
                    _("전용 도커 엔진이 끝나지 않습니다. 남은 것: {left}").format(
                        left=", ".join(pids) or self.cgroup
                    ),
                    _("디스크가 멈추지 않았는지 확인하고 다시 해 보세요."),
                    code="engine-private-stop",
                )
            time.sleep(0.005)

    def _clear_cgroups(self) -> bool:
        """Kill what is still in the engine's cgroups and remove the empty ones; whether there were any."""
        folders = list(self._cgroup_folders())
        for folder in folders:
            _kill_all(folder)
            with contextlib.suppress(OSError):
                folder.rmdir()
        return bool(folders)

    def _cgroup_folders(self) -> Iterator[Path]:
        """The engine's cgroup folders in every hierarchy (v1: one per controller), deepest first."""
        for top in (CGROUPS / self.cgroup, *CGROUPS.glob(f"*/{self.cgroup}")):
            for folder, _folders, _files in os.walk(top, topdown=False):
                yield Path(folder)

    def erase(self) -> None:
        """Remove what an engine keeps in its home, and the home if nothing else lies in it."""
        shutil.rmtree(self.data, ignore_errors=True)
        for path in (self.log, self.lock.with_suffix(".lock")):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.path.rmdir()


def _kill_all(folder: Path) -> None:
    """SIGKILL to each process in a cgroup. One of a paused container dies only when it is thawed (v1)."""
    with contextlib.suppress(OSError):
        for pid in (folder / "cgroup.procs").read_text().split():
            os.kill(int(pid), signal.SIGKILL)
        if (freezer := folder / "freezer.state").exists():
            freezer.write_text("THAWED")
