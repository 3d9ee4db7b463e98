"""Limits of a guest by cgroup: what its processes may take together, version 1 or 2, as far as there is one."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
PREFIX = "course-wall-"  # and the pid of the keeper
DYING = 60.0  # seconds for killed processes to be gone
LIMITS = {  # controller: (file of version 1, of version 2)
    "memory": ("memory.limit_in_bytes", "memory.max"),
    "pids": ("pids.max", "pids.max"),
}


class Limits:
    """The cgroups of one guest; `groups` are the folders in which its processes enter themselves."""

    def __init__(self, pid: int, memory: int, processes: int):
        name = f"{PREFIX}{pid}"
        values = {"memory": memory, "pids": processes}
        wanted: dict[Path, dict[str, int]] = {}
        for controller, (first, second) in LIMITS.items():
            if (CGROUPS / controller).is_dir():
                wanted.setdefault(CGROUPS / controller / name, {})[first] = values[controller]
            elif controller in _controllers():
                wanted.setdefault(CGROUPS / name, {})[second] = values[controller]
        self.groups: tuple[str, ...] = ()
        for group, files in wanted.items():
            with contextlib.suppress(OSError):  # not ours to make: rlimits and the size of /tmp remain
                group.mkdir()
                for file, value in files.items():
                    (group / file).write_text(f"{value}\n")
                self.groups += (str(group),)

    def close(self) -> None:
        """Kill what is still in them and remove them."""
        deadline = time.monotonic() + DYING
        for group in map(Path, self.groups):
            while group.is_dir() and time.monotonic() < deadline:
                with contextlib.suppress(OSError):
                    for pid in (group / "cgroup.procs").read_text().split():
                        os.kill(int(pid), signal.SIGKILL)
                with contextlib.suppress(OSError):
                    group.rmdir()
                    break
                time.sleep(0.02)


def _controllers() -> list[str]:
    """Those that version 2 gives to the children of its root."""
    try:
        return (CGROUPS / "cgroup.subtree_control").read_text().split()
    except OSError:
        return []


def clear_abandoned() -> None:
    """Remove the cgroups of keepers that were killed; those of others are not empty."""
    for group in (*CGROUPS.glob(f"{PREFIX}*"), *CGROUPS.glob(f"*/{PREFIX}*")):
        if not Path("/proc", group.name.removeprefix(PREFIX)).exists():
            with contextlib.suppress(OSError):
                group.rmdir()
