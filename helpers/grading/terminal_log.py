"""Commands typed in the course's terminal: kept on this machine, handed in with `course submit`.

The shell itself writes them (helpers/launch/terminal.bash): one JSON line each with folder, time and exit
code. Values of secrets are masked when the line is written, and again when it is handed in.
"""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from pathlib import Path

from helpers.atomic import private, write
from helpers.grading.redact import masked
from helpers.paths import state

FILE = "commands.jsonl"
OFF = "commands.off"  # while it is there, nothing is recorded
LARGEST = 20_000_000  # bytes that are read
LONGEST = 20_000  # characters of one command
FIELDS = ("time", "folder", "exit", "command")


def path() -> Path:
    """Where they are kept, for this account alone."""
    return state() / FILE


def is_on() -> bool:
    """Whether commands are recorded."""
    return not (state() / OFF).exists()


def switch(on: bool) -> None:
    """Record from now on, or no more; what was recorded stays. Raises StateError."""
    mark = state() / OFF
    with _access(mark):
        if on:
            mark.unlink(missing_ok=True)
        else:
            write(mark, "")


def forget() -> None:
    """Remove all that was recorded. Raises StateError."""
    with _access(path()):
        path().unlink(missing_ok=True)


def _access(file: Path) -> AbstractContextManager[None]:
    from helpers.lab.state import access  # with the engine's client, which a note does without

    return access(file)


def note(folder: str, time: float, code: int, command: str) -> None:
    """Add one command. Raises OSError."""
    state().mkdir(parents=True, exist_ok=True, mode=0o700)
    row = {"time": time, "folder": folder, "exit": code, "command": masked(command[:LONGEST])}
    with open(path(), "a", encoding="utf-8", errors="backslashreplace", opener=private) as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read() -> list[dict[str, object]]:
    """What was recorded, the oldest first, masked; a damaged line costs only itself."""
    try:
        with path().open("rb") as file:
            lines = file.read(LARGEST).splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict) and row.keys() >= set(FIELDS):
            found.append({**{key: row[key] for key in FIELDS}, "command": masked(str(row["command"]))})
    return sorted(found, key=lambda row: row["time"] if isinstance(row["time"], float) else 0.0)
