"""The power goes while the course writes: a file is the old one or the new one, and what was kept is there.

What a power cut leaves is what had been synced. Order is proved by watching the calls, cuts by making them:
at each byte of a file, and by SIGKILL at any moment.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers import atomic, paths
from helpers.lab import Baseline, Event, log
from helpers.lab.baseline import _kept

OLD, NEW = b"old\n" * 3, b"the new one\n" * 5


def test_a_file_is_on_the_disk_before_it_takes_its_place_and_the_place_before_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    synced: dict[int, bytes] = {}
    real_sync, real_replace = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            calls.append("folder")
        else:
            synced[found.st_ino] = os.pread(handle, found.st_size, 0)
        real_sync(handle)

    def replace(self: Path, target: Path) -> Path:
        assert synced[self.stat().st_ino] == NEW
        calls.append("replaced")
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    atomic.write(tmp_path / "file", NEW)
    assert calls == ["replaced", "folder"]


def test_a_line_of_the_journal_is_on_the_disk_before_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bytes] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.pread(handle, 10_000, 0)))
    for number in range(3):
        log.append(tmp_path / "journal", [event(number)])
        assert synced[-1] == (tmp_path / "journal").read_bytes()


def test_who_is_killed_at_any_byte_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(OLD)
    for cut in range(len(NEW) + 1):
        child = os.fork()
        if not child:
            with atomic.replacing(path) as file:
                file.write(NEW[:cut])
                file.flush()
                os._exit(1)  # as by SIGKILL: nothing is cleared up
        os.waitpid(child, 0)
        assert path.read_bytes() == OLD
    assert len(list(tmp_path.iterdir())) == len(NEW) + 2, "a draft of each"


def test_drafts_of_who_was_killed_go_some_time_later_and_those_in_work_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    draft, other = tmp_path / ".a.tar.left_8ch", tmp_path / ".a.tar.gz"
    for left in (draft, other):
        left.write_bytes(NEW)
        os.utime(left, (0, time.time() - atomic.ABANDONED - 1))
    with atomic.replacing(path) as slow:
        slow.write(OLD)
        atomic.write(path, NEW)
    assert sorted(tmp_path.iterdir()) == [other, path]
    assert path.read_bytes() == OLD


def event(number: int) -> Event:
    return Event(number, "volume", "create", f"v{number}", f"v{number}")


BASELINE = Baseline(
    7,
    {"container": {"a": "1"}, "image": {"b:1": "2"}, "volume": {"우리": "then"}, "network": {"d": "4"}},
    {"container": ["1"], "image": ["2"], "network": ["4"]}, (1, "volume", "create", "c"), "host",
)  # fmt: skip


def test_a_journal_cut_at_any_byte_keeps_every_whole_line_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    events = [event(number) for number in range(3)]
    log.append(path, events, BASELINE.json())
    whole = path.read_bytes()
    ends = [at for at in range(len(whole)) if whole[at : at + 1] == b"\n"]
    for cut in range(len(whole) + 1):
        path.unlink()
        path.write_bytes(whole[:cut])
        # a line that only misses its end is whole, once something stands below it
        kept = sum(end <= cut for end in ends)
        log.append(path, [event(99)])
        assert log.read(path).events == [*events[: max(0, kept - 1)], event(99)], cut
        assert log.head(path) == (json.loads(json.dumps(BASELINE.json())) if kept else None)


def test_a_baseline_cut_at_any_byte_is_set_aside_and_never_half_believed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "baseline"
    whole = json.dumps(BASELINE.json(), indent=1).encode()
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        assert _kept(path) == (None, False), cut
        (kept,) = tmp_path.glob("baseline.damaged-*")
        assert kept.read_bytes() == whole[:cut]
        kept.unlink()
    assert len(capsys.readouterr().err.splitlines()) == len(whole), "each is said"
    path.write_bytes(whole)
    assert _kept(path) == (BASELINE, True)


# Children that write and say what they have kept, until they are killed at a moment nobody chooses.
KILLING = """
import os, random, signal, sys, time
from pathlib import Path
from helpers.atomic import write
from helpers.checks import earned
from helpers.lab import Event, log
from helpers.lab.state import home, turn

moments = random.Random(1)
journal, counter = home() / "journal", home() / "counter"
kept, rounds = 0, int(sys.argv[1])

def work(said):
    number = kept
    while True:
        number += 1
        with turn(journal):
            log.append(journal, [Event(number, "volume", "create", str(number), "v" * (number % 999))])
        earned.keep("03", str(number), 1, "passed", {"answer": "x" * (number % 999)})
        write(counter, str(number) * 500)
        os.write(said, b".")

for _round in range(rounds):
    hear, said = os.pipe()
    child = os.fork()
    if not child:
        work(said)
    os.close(said)
    os.read(hear, 1)
    kept += 1
    time.sleep(moments.uniform(0, 0.02))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(hear, 4096):
        kept += len(more)
    os.close(hear)
    events = [event.id for event in log.read(journal).events]
    assert set(map(str, range(1, kept + 1))) <= set(events), "of the journal nothing is lost"
    found = earned.earned("03")
    assert set(map(str, range(1, kept + 1))) <= set(found), "of the points nothing is lost"
    assert all(earned.evidence("03", task) for task in found)
    written = counter.read_text()
    last = int(written[: len(written) // 500])
    assert written == str(last) * 500 and last >= kept, "whole, and not an older one"
    assert not list(home().glob("*.damaged-*"))
print(kept)
"""


def test_killed_again_and_again_nothing_that_was_kept_is_lost(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLING, "20"], cwd=paths.ROOT, text=True, capture_output=True, timeout=300,
        env={**os.environ, "COURSE_STATE": str(tmp_path / "state")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 20
