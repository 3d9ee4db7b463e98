"""The task in which two containers use one volume at the same time."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.checks import Container, Look, expect, task

from .keeping import BASE, VOLUME, without_comment

WRITER, READER = "writer", "reader"
CLOCK = "clock.txt"
FRESH = 3  # seconds since the last line; the writer writes one each second
PATIENCE = 4  # seconds until a second line is there, and tail has noticed it
_LAST = '[ -e "$1" ] || exit 1; echo $(($(date +%s) - $(stat -c %Y "$1"))); tail -n 3 "$1"'
# bytes that each process but this one has handed to write(); a shell's own number takes in its ended children
_WRITTEN = """
for one in /proc/[0-9]*; do
  [ "$one" = "/proc/$$" ] || while read -r key number; do [ "$key" = wchar: ] && echo "$number"; done < "$one/io"
done 2> /dev/null"""
_OPEN = "ls -l /proc/[0-9]*/fd 2> /dev/null"


@dataclass(frozen=True)
class Clock:
    """The file that both use: seconds since it was last written, its last lines, what the reader printed."""

    age: int
    lines: tuple[str, ...]
    printed: str

    @property
    def shared(self) -> bool:
        """Whether it grows, and the reader follows."""
        return self.age <= FRESH and len(set(self.lines)) > 1 and self.followed

    @property
    def followed(self) -> bool:
        """Whether the reader has printed one of the last lines; `tail` looks for news only once a second."""
        return any(line in self.printed for line in self.lines)


@task
def share(look: Look) -> None:
    writer = look.container(WRITER).made_from(BASE).mounted(VOLUME, writable=True).running()
    reader = look.container(READER).made_from(BASE).mounted(VOLUME, writable=False).running()
    path, file = f"{_place(writer)}/{CLOCK}", f"{_place(reader)}/{CLOCK}"
    fields = {"file": path, "command": " ".join(writer.command)}
    clock = _followed(reader, file)
    if clock is None:
        names = look.volume(VOLUME).names()
        expect(False, "no-clock", found=names, names=names, **fields)
        return
    expect(clock.age <= FRESH, "stopped", found=clock.age, seconds=clock.age, **fields)
    expect(len(clock.lines) > 1, "one-line", found="\n".join(clock.lines) or "-", **fields)
    expect(len(set(clock.lines)) > 1, "same-line", found=clock.lines[-1], **fields)
    expect(_writes(writer), "not-by-writer", found=fields["command"], **fields)
    fields = {"file": file, "command": " ".join(reader.command)}
    expect(clock.followed, "not-followed", found=clock.printed.strip()[-80:] or "-", **fields)
    expect(_reads(reader), "not-from-file", found=fields["command"], **fields)


def _place(found: Container) -> str:
    return next(str(row["Destination"]) for row in found.mounts if row.get("Name") == VOLUME)


def _writes(writer: Container) -> bool:
    """Whether its processes write anything; where the kernel does not count that, nobody can say."""
    before = writer.run_in("sh", "-c", _WRITTEN).said
    if not before.strip():
        return True
    rounds = writer.look.ask.waiting(PATIENCE, 0.3)
    return any(writer.run_in("sh", "-c", _WRITTEN).said != before for _round in rounds)


def _reads(reader: Container) -> bool:
    """Whether one of its processes has the file open, or a command of its names it outside a comment."""
    if CLOCK in reader.run_in("sh", "-c", _OPEN).said:
        return True
    return any(CLOCK in without_comment(run.command) for run in reader.runs())


def _followed(reader: Container, file: str) -> Clock | None:
    """The file as the reader sees it, once the two share it or patience has ended; None if it is not there."""
    clock = None
    for _round in reader.look.ask.waiting(PATIENCE, 0.3):
        ran = reader.run_in("sh", "-c", _LAST, "look", file)
        if ran.code != 0:
            return None
        age, *lines = ran.said.splitlines() or ["0"]  # a busy engine can lose what an exec said
        clock = Clock(int(age), tuple(line.strip() for line in lines if line.strip()), reader.logs())
        if clock.shared:
            break
    return clock
