"""What must not grow: of the daemon, of the recorder, and on the disk."""

from __future__ import annotations

import contextlib
import subprocess
from pathlib import Path

COLUMNS = (
    "dockerd MB", "dockerd threads", "dockerd fds", "mounts", "recorder MB", "recorder fds", "engine disk MB",
    "journal kB",
)  # fmt: skip
Sample = tuple[int, ...]
# how much more than after the first round each may be: caches fill up, and the journal is written
ROOM = (60, 15, 20, 0, 25, 3, 120, 4000)


def measure(home: Path, recorder: int) -> Sample:
    """All columns now."""
    daemon = _daemon(home)
    mounts = len(_read(daemon, "mountinfo").splitlines())
    return (
        _megabytes(daemon), _status(daemon, "Threads"), _descriptors(daemon), mounts,
        _megabytes(recorder), _descriptors(recorder), _disk(home / "engine"), _size(home / "state"),
    )  # fmt: skip


def flat(first: Sample, last: Sample) -> list[str]:
    """The columns that grew by more than they may."""
    return [
        f"{name} grew from {before} to {now}"
        for name, before, now, room in zip(COLUMNS, first, last, ROOM, strict=True)
        if now > before + room
    ]


def _daemon(home: Path) -> int:
    """The dockerd whose data lies below this folder."""
    for folder in Path("/proc").iterdir():
        words = _read(int(folder.name), "cmdline").split("\0") if folder.name.isdigit() else []
        if words and Path(words[0]).name == "dockerd" and any(str(home) in word for word in words):
            return int(folder.name)
    raise LookupError("no dockerd")


def _read(pid: int, name: str) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/{name}").read_text(errors="replace")
    return ""


def _status(pid: int, field: str) -> int:
    lines = (line.split() for line in _read(pid, "status").splitlines())
    return next((int(words[1]) for words in lines if words and words[0] == f"{field}:"), 0)


def _megabytes(pid: int) -> int:
    return _status(pid, "VmRSS") // 1024


def _descriptors(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def _disk(folder: Path) -> int:
    done = subprocess.run(["du", "-smx", folder], capture_output=True, text=True)
    return int(done.stdout.split()[0])


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.glob("journal-*")) // 1000
