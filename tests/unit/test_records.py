"""The course's own records against anything that may stand in them: no exception, nothing made up."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import atomic, paths
from helpers.atomic import write
from helpers.cli import main
from helpers.errors import StateError
from helpers.lab import Baseline, Event, daemon, log
from helpers.lab.log import Parsed
from helpers.lab.provenance import FOREIGN, OWN, UNSURE, volumes_of
from helpers.lab.state import access, home, set_aside, turn

# a busy machine is no failure
settings.register_profile(
    "records", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("records")
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
# nearly right: the keys that count, with values of any type
NEARLY = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("time", "kind", "action", "id", "name", "attributes", "Type", "Action"), JSON),
        **dict.fromkeys(("Actor", "timeNano", "version", "things", "ids", "anchor", "baseline"), JSON),
        "Actor": st.dictionaries(st.sampled_from(("ID", "Attributes")), JSON),
    },
)


@given(st.lists(st.binary() | (JSON | NEARLY).map(lambda raw: json.dumps(raw).encode())))
def test_any_line_is_an_event_or_nothing(lines: list[bytes]) -> None:
    found = Parsed()
    found.take(b"\n".join(lines))
    for event in found.events:
        assert isinstance(event.time, int)
        assert all(isinstance(word, str) for word in (event.kind, event.action, event.id, event.name))
        assert Event.from_line(json.loads(json.dumps(event.__dict__))) == event


@given(NEARLY)
def test_any_message_of_the_engine_becomes_an_event(raw: dict[str, object]) -> None:
    event = Event.from_engine(raw)
    assert Event.from_line(event.__dict__) == event


@pytest.mark.parametrize("health", ["healthy", "unhealthy"])
def test_a_change_of_health_says_what_it_is_now(health: str) -> None:
    raw = {"Type": "container", "Action": f"health_status: {health}", "Actor": {"ID": "1", "Attributes": {}}}
    event = Event.from_engine(raw)
    assert (event.action, event.attributes) == ("health_status", {"health": health})


@given(JSON | NEARLY)
def test_anything_that_is_no_baseline_is_refused(raw: object) -> None:
    with contextlib.suppress(ValueError):
        assert Baseline.from_json(json.loads(json.dumps(Baseline.from_json(raw).json())))


def test_a_baseline_comes_back_as_it_was() -> None:
    things = {"container": {"a": "1"}, "image": {"b:1": "2"}, "volume": {"c": "then"}, "network": {"d": "4"}}
    baseline = Baseline(7, things, {"container": ["1"]}, (1, "volume", "create", "c"), "host")
    assert Baseline.from_json(json.loads(json.dumps(baseline.json()))) == baseline


@given(st.text())
def test_any_text_is_a_time_or_none(text: str) -> None:
    assert daemon.nanoseconds(text) is None or isinstance(daemon.nanoseconds(text), int)


@pytest.mark.parametrize(
    ("stamp", "time"),
    [
        ("1970-01-01T00:00:01Z", 10**9),
        ("1970-01-01T09:00:01.5+09:00", 1_500_000_000),
        ("1970-01-01T00:00:00.000000001Z", 1),
        ("1970-01-01T00:00:00.1234567891Z", 123456789),
        ("1970-01-01", None),
        ("1970-13-01T00:00:00Z", None),
        ("", None),
    ],
)
def test_times_as_the_engine_writes_them(stamp: str, time: int | None) -> None:
    assert daemon.nanoseconds(stamp) == time


# -- whose a volume is --------------------------------------------------------------------------------
def events(*steps: str) -> list[Event]:
    """create, destroy, seen:LOOK (of v), gap:LOOK (v is there and looks so), gap (v is not there)."""
    found = []
    for at, step in enumerate(steps):
        word, _colon, look = step.partition(":")
        if word in ("create", "destroy"):
            found.append(Event(at, "volume", word, "v", "v"))
        else:
            found.append(Event(at, "course", word, "", "", {"v": look} if look else {}))
    return found


@pytest.mark.parametrize(
    ("there_before", "steps", "whose", "exact"),
    [
        (False, ["create"], OWN, OWN),
        (False, ["create", "create"], OWN, OWN),
        (False, ["create", "destroy"], None, None),
        (True, [], FOREIGN, FOREIGN),
        (True, ["create"], FOREIGN, FOREIGN),
        (True, ["destroy"], None, None),
        (True, ["destroy", "create"], OWN, OWN),
        (True, ["gap:1", "create"], FOREIGN, FOREIGN),
        (True, ["gap", "create"], OWN, OWN),
        (False, ["gap:1"], UNSURE, UNSURE),
        (False, ["gap:1", "create"], UNSURE, OWN),
        (False, ["gap:1", "destroy", "create"], OWN, OWN),
        (False, ["create", "gap:1"], UNSURE, UNSURE),
        (False, ["create", "seen:1", "gap:1"], OWN, OWN),
        (False, ["create", "seen:1", "gap:2"], UNSURE, UNSURE),
        (False, ["create", "seen:1", "gap"], None, None),
        (False, ["create", "seen:1", "gap", "create"], OWN, OWN),
        (False, ["create", "seen:1", "gap:1", "seen:2", "gap:2"], OWN, OWN),
    ],
)
def test_whose_a_volume_is(
    there_before: bool, steps: list[str], whose: str | None, exact: str | None
) -> None:
    things = {"container": {}, "image": {}, "volume": {"v": "x"} if there_before else {}, "network": {}}
    baseline = Baseline(0, things)  # type: ignore[arg-type]
    assert volumes_of(baseline, events(*steps)).whose.get("v") == whose
    assert volumes_of(baseline, events(*steps), exact=True).whose.get("v") == exact


# -- the files ----------------------------------------------------------------------------------------
def test_what_the_disk_refuses_is_not_the_engine_s_trouble(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(StateError, match="file"), access(file / "x"):
        atomic.write(file / "x", "")


def test_setting_aside_overwrites_nothing(tmp_path: Path) -> None:
    kept = []
    for number in range(3):
        (tmp_path / "file").write_text(str(number))
        kept.append(set_aside(tmp_path / "file", "damaged"))
    assert [copy.read_text() for copy in kept] == ["0", "1", "2"]


def test_a_note_stands_on_a_line_of_its_own_after_half_a_line(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_text('{"half')
    log.note(path, Event(0, "course", "own-exec", "e1", "e1"))
    log.append(path, [Event(1, "volume", "create", "v", "v")])
    found = log.read(path)
    assert found.own_execs == {"e1"}
    assert [event.id for event in found.events] == ["v"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_in_the_journal_s_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("precious")
    (tmp_path / "journal").symlink_to(tmp_path / "target")
    with pytest.raises(StateError):
        log.append(tmp_path / "journal", [Event(1, "volume", "create", "v", "v")])
    assert (tmp_path / "target").read_text() == "precious"


def test_a_file_that_is_replaced_by_a_smaller_or_other_one_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    log.append(path, [Event(1, "volume", "create", name, name) for name in ("a", "b")])
    assert [event.id for event in log.read(path).events] == ["a", "b"]
    path.rename(tmp_path / "old")
    assert log.read(path).events == []
    log.append(path, [Event(2, "volume", "create", name, name) for name in ("c", "d", "e")])
    assert [event.id for event in log.read(path).events] == ["c", "d", "e"]


def test_another_file_with_the_same_inode_and_as_large_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    log.append(path, [Event(1, "volume", "create", name, name) for name in ("a", "b")])
    assert [event.id for event in log.read(path).events] == ["a", "b"]
    path.write_bytes(path.read_bytes().replace(b'"a"', b'"c"').replace(b'"b"', b'"d"'))
    log.append(path, [Event(2, "volume", "create", "e", "e")])
    assert [event.id for event in log.read(path).events] == ["c", "d", "e"]


def test_the_assignment_says_when_its_seed_cannot_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "file" / "state"))
    assert main(["assignment"]) == 2
    said = capsys.readouterr().err
    assert "쓸 수 없습니다" in said
    assert "엔진" not in said


def test_a_restart_that_cannot_write_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = tmp_path / "work" / "ko" / "03_commit_diff.ipynb"
    notebook.parent.mkdir(parents=True)
    notebook.write_text("mine")

    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "rename", refuse)
    assert main(["restart", "03"]) == 2
    assert "Read-only file system" in capsys.readouterr().err
    assert notebook.read_text() == "mine"


# -- the folder ---------------------------------------------------------------------------------------
def test_a_folder_that_holds_other_things_keeps_its_mode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """COURSE_STATE may be somebody's home: what others may read there is not the course's to close."""
    theirs = tmp_path / "home"
    theirs.mkdir(mode=0o755)
    theirs.chmod(0o755)
    monkeypatch.setenv("COURSE_STATE", str(theirs))
    with turn(theirs / "seed"):
        write(home() / "seed", "mine")
    assert theirs.stat().st_mode & 0o777 == 0o755
    assert {path.stat().st_mode & 0o777 for path in theirs.iterdir()} == {0o600}


@pytest.mark.parametrize("place", ["made now", "of an earlier version"])
def test_a_folder_of_the_course_is_for_one_s_own_eyes(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "made" if place == "made now" else paths.user_state()
    monkeypatch.setenv("COURSE_STATE", str(folder))
    if place != "made now":
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    assert home().stat().st_mode & 0o777 == 0o700
