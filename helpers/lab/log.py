"""The journal's file: lines of JSON that are only added to, by several processes, and survive anything.

A line is an event, a note of the course, or the file's head with a copy of the baseline. Whatever is not
one of these (half a line after a power cut, garbage) costs only itself.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from helpers.atomic import PRIVATE, private, write
from helpers.i18n import _
from helpers.lab.events import COURSE, CURSOR, GAP, OWN_EXEC, Event, Key
from helpers.lab.state import access, set_aside, tell

VERSION = 2
LARGEST = 8_000_000  # bytes; then the oldest noise is left behind
TAIL = 2 * LARGEST  # bytes of a larger file that are looked at
LONGEST = 1_000_000  # bytes of a line
END = 200  # bytes by which a file is known again: events have a time in ns
RECENT = 4000  # events that are kept when the rest is left behind
NOTHING = "nothing"  # a gap behind which the daemon has no event yet
LASTING = ("image", "volume", "network")  # kinds that tell whose a thing is, however long ago


@dataclass
class Parsed:
    """What this process has read of a file, and up to which byte: the file only grows.

    `end` is what stands before that byte: another file may have the same inode, and be as large. `keys`
    are of all events that were read, kept or not. `blank`: the daemon had nothing to tell when it was last
    asked.
    """

    offset: int = 0
    inode: int = 0
    end: bytes = b""
    events: list[Event] = field(default_factory=list)
    keys: set[Key] = field(default_factory=set)
    own_execs: set[str] = field(default_factory=set)
    head: bool = False
    blank: bool = False

    def take(self, lines: bytes) -> None:
        """Parse what was appended."""
        for line in lines.split(b"\n"):
            raw = parsed(line)
            if isinstance(raw, dict) and "baseline" in raw:
                self.head = True
            elif event := Event.from_line(raw):
                self._note(event)

    def _note(self, event: Event) -> None:
        if (event.kind, event.action) == (COURSE, OWN_EXEC):
            self.own_execs.add(event.id)
        elif (event.kind, event.action) == (COURSE, CURSOR):
            kind, action = event.attributes.get("kind", ""), event.attributes.get("action", "")
            self.keys.add((event.time, kind, action, event.id))
            self.blank = False
        else:
            self.events.append(event)
            if event.kind != COURSE:
                self.keys.add(event.key)
            if event.kind != COURSE or event.action == GAP:
                self.blank = event.id == NOTHING


_parsed: dict[Path, Parsed] = {}
_reading = threading.Lock()  # a panel and its cells read from different threads


def parsed(line: bytes) -> Any:
    """A line's JSON; None for a line that is none, too long or too deep."""
    try:
        return json.loads(line) if 0 < len(line) <= LONGEST else None
    except (ValueError, RecursionError):
        return None


def read(path: Path) -> Parsed:
    """All that is in the file; only what is new since the last call is parsed. Raises StateError."""
    with _reading, access(path):
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return _anew(path, 0)
        with file:
            found = os.fstat(file.fileno())
            known = _parsed.get(path) or Parsed()
            if known.inode != found.st_ino or not _goes_on(file, known):
                known = _anew(path, found.st_ino)
                known.offset = max(0, found.st_size - TAIL)
                if known.offset:
                    file.seek(0)
                    known.take(file.readline(LONGEST))
            file.seek(known.offset)
            whole, newline, _half = file.read().rpartition(b"\n")
        known.offset += len(whole + newline)
        known.end = (known.end + whole + newline)[-END:]
        known.take(whole)
        return known


def _goes_on(file: IO[bytes], known: Parsed) -> bool:
    """Whether the file has still what was read of it; it is shorter, or another one, if not."""
    file.seek(known.offset - len(known.end))
    return file.read(len(known.end)) == known.end


def _anew(path: Path, inode: int) -> Parsed:
    _parsed[path] = Parsed(inode=inode)
    return _parsed[path]


def head(path: Path) -> dict[str, Any] | None:
    """The baseline that the file holds a copy of; None if there is none to be read. Raises StateError."""
    with access(path):
        if not path.is_file():
            return None
        with path.open("rb") as file:
            for line in iter(lambda: file.readline(LONGEST), b""):
                raw = parsed(line.strip()) if b'"baseline"' in line else None
                if isinstance(raw, dict) and isinstance(raw.get("baseline"), dict):
                    copy: dict[str, Any] = raw["baseline"]
                    return copy
                if file.tell() > TAIL:
                    break
    return None


def append(path: Path, events: Iterable[Event], baseline: dict[str, Any] | None = None) -> None:
    """Add lines, on the disk when this returns; with `baseline` the file's head. To be called in turn.

    Raises StateError; half a line is then taken back as far as the disk allows.
    """
    rows = [{"version": VERSION, "baseline": baseline}] if baseline else []
    lines = b"".join(_line(row) for row in (*rows, *(event.json() for event in events)))
    if not lines:
        return
    with access(path):
        handle = _open(path)
        try:
            size = os.fstat(handle).st_size
            if size and os.pread(handle, 1, size - 1) != b"\n":  # the last writer was cut off
                lines = b"\n" + lines
            try:
                _write(handle, lines)
                os.fsync(handle)
            except OSError:
                os.ftruncate(handle, size)
                raise
        finally:
            os.close(handle)


def note(path: Path, event: Event) -> None:
    """Add one line at any time: a single write, which no other writer's can get into."""
    with access(path):
        handle = _open(path)
        try:
            _write(handle, b"\n" + _line(event.json()))
        finally:
            os.close(handle)


def _line(row: dict[str, Any]) -> bytes:
    """Half of a surrogate pair, which an engine may tell, stays the escape that it was."""
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _open(path: Path) -> int:
    handle = private(str(path), os.O_RDWR | os.O_APPEND | os.O_CREAT)
    if os.fstat(handle).st_mode & 0o077:  # written before the course kept its files to itself
        os.fchmod(handle, PRIVATE)
    return handle


def _write(handle: int, lines: bytes) -> None:
    while lines:
        lines = lines[os.write(handle, lines) :]


def shorten(path: Path, baseline: Callable[[], dict[str, Any]]) -> None:
    """Leave the oldest noise of a file behind that has grown too large; the file itself is kept aside.

    What tells whose an image, a volume or a network is stays. To be called in turn. Raises StateError.
    """
    with access(path):
        if not path.exists() or path.stat().st_size <= LARGEST:
            return
    events = read(path).events
    rest = len(events) - RECENT
    kept = [event for at, event in enumerate(events) if at >= rest or event.kind in (*LASTING, COURSE)]
    rows = [json.dumps({"version": VERSION, "baseline": baseline()}, ensure_ascii=False)]
    rows += [json.dumps(event.json(), ensure_ascii=False) for event in kept]
    while sum(map(len, rows)) > LARGEST // 2 and len(rows) > RECENT:
        del rows[1 : len(rows) // 2]
    old = set_aside(path, "old")
    with access(path):
        write(path, "\n".join(rows) + "\n")
    tell(_("과정의 기록이 너무 커져서 새로 이어 씁니다. 지금까지의 것은 {path}에 있습니다.").format(path=old))
