"""The journal's file: half a line, a line that is none, too many of them, a disk that fails."""

from __future__ import annotations

import pytest

from helpers.errors import StateError
from helpers.lab import Event, log
from helpers.lab.events import COURSE


def test_half_a_line_waits_for_its_other_half(tmp_path) -> None:
    path = tmp_path / "journal"
    log.append(path, [Event(1, "volume", "create", "a", "a")])
    whole = path.read_bytes()
    with path.open("ab") as file:
        file.write(whole[:20])
    assert len(log.read(path).events) == 1
    with path.open("ab") as file:
        file.write(whole[20:])
    assert len(log.read(path).events) == 2


def test_a_file_that_was_written_anew_in_place_is_read_from_its_beginning(tmp_path) -> None:
    path = tmp_path / "journal"
    log.append(path, [Event(1, "volume", "create", "a", "a")])
    assert [event.id for event in log.read(path).events] == ["a"]
    other = tmp_path / "other"
    log.append(other, [Event(2, "volume", "create", "b", "b"), Event(3, "volume", "create", "c", "c")])
    path.write_bytes(other.read_bytes())  # the same inode, and longer
    assert [event.id for event in log.read(path).events] == ["b", "c"]


def test_a_file_that_is_too_large_leaves_old_noise_behind(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(log, "RECENT", 3)
    path = tmp_path / "journal"
    lasting = [
        Event(1, "image", "tag", "i", "a"),
        Event(2, "volume", "create", "v", "v"),
        Event(3, COURSE, "course-reset", "03", "03"),
    ]
    noise = [Event(10 + at, "container", "start", str(at), "box") for at in range(6)]
    log.append(path, [*lasting, *noise], {"time": 1})
    log.shorten(path, lambda: {"time": 1})
    assert len(log.read(path).events) == 9, "it is not too large yet"
    monkeypatch.setattr(log, "LARGEST", 900)
    log.shorten(path, lambda: {"time": 1})
    left = log.read(path).events
    assert left[-3:] == noise[-3:]
    assert noise[0] not in left
    assert log.head(path) == {"time": 1}
    assert "너무 커져서" in capsys.readouterr().err
    assert len(list(tmp_path.glob("journal.old-*"))) == 1


def test_the_head_is_found_among_other_lines(tmp_path) -> None:
    path = tmp_path / "journal"
    assert log.head(path) is None
    log.append(path, [Event(1, "volume", "create", "a", "a")])
    assert log.head(path) is None
    assert not log.read(path).head
    log.append(path, [], {"time": 7})
    assert log.head(path) == {"time": 7}
    assert log.read(path).head
    path.write_text('{"baseline": 3}\n{"baseline": {"time": 8}}\n')
    assert log.head(path) == {"time": 8}


@pytest.mark.parametrize(("line", "value"), [(b"", None), (b"{", None), (b"3", 3), (b"[" * 100_000, None),
                                             (b" " * (log.LONGEST + 1), None)])  # fmt: skip
def test_a_line_is_json_or_nothing(line: bytes, value: object) -> None:
    assert log.parsed(line) == value


def test_what_cannot_be_synced_is_taken_back(tmp_path, monkeypatch) -> None:
    path = tmp_path / "journal"
    log.append(path, [Event(1, "volume", "create", "a", "a")])
    before = path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(log.os, "fsync", full)
    with pytest.raises(StateError, match="No space left"):
        log.append(path, [Event(2, "volume", "create", "b", "b")])
    assert path.read_bytes() == before


def test_half_of_a_surrogate_pair_comes_back_as_it_was(tmp_path) -> None:
    """JSON of an engine may hold one; UTF-8 cannot."""
    path = tmp_path / "journal"
    odd = Event(1, "image", "tag", "i", "a\ud83d")
    log.append(path, [odd])
    log.note(path, odd)
    assert log.read(path).events == [odd, odd]


def test_nothing_to_say_makes_no_file(tmp_path) -> None:
    log.append(tmp_path / "journal", [])
    assert not (tmp_path / "journal").exists()


def test_a_journal_that_others_may_read_is_closed_to_them(tmp_path) -> None:
    path = tmp_path / "journal"
    path.touch(0o644)
    path.chmod(0o644)
    log.append(path, [Event(1, "volume", "create", "a", "a")])
    assert path.stat().st_mode & 0o777 == 0o600
