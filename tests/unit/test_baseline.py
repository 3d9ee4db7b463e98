"""What the course met first on an engine in memory, and how it knows that engine again."""

from __future__ import annotations

import json

import pytest

from helpers.errors import StateError
from helpers.lab import Baseline, Journal, baseline, daemon
from helpers.lab.baseline import NO_EVENT, baseline_path, journal_path
from tests.unit.pretend import BEGIN, SECOND, Engine, stamp


@pytest.fixture
def host() -> Engine:
    return Engine()


@pytest.fixture
def journal(host: Engine) -> Journal:
    """The journal of an engine that the course has met."""
    Baseline.of(host)
    return Journal(host)


def test_the_first_meeting_is_kept(host: Engine) -> None:
    host.make("container", "box")
    made = host.make("image", "old:1")
    first = Baseline.of(host)
    host.make("container", "later")
    assert Baseline.of(host) == first
    assert set(first.things["container"]) == {"box"}
    assert first.ids["image"] == [made]
    assert first.datastore == "E1-host"
    assert first.anchor is not None and first.anchor[2] == "tag"
    assert Baseline.of(Engine("E2")).anchor == NO_EVENT


def test_holds_is_about_the_very_thing(host: Engine) -> None:
    box, old = host.make("container", "box"), host.make("image", "old:1")
    host.make("volume", "data")
    met = Baseline.of(host)
    assert met.holds("container", "renamed", box)
    assert not met.holds("container", "box", "another")
    assert met.holds("image", "old:1", old)
    assert not met.holds("image", "new:1", old)
    assert not met.holds("image", "old:1", "another")
    assert met.holds("volume", "data", "whenever")
    assert not met.holds("volume", "other", "")
    assert not met.holds("unheard-of", "x", "y")


def test_a_lost_baseline_comes_back_from_the_journal(host: Engine) -> None:
    host.make("container", "box")
    met = Baseline.of(host)
    Journal(host).catch_up()
    baseline_path(host).unlink()
    host.make("container", "later")
    assert Baseline.of(host) == met
    assert baseline_path(host).exists()


def test_without_either_copy_the_journal_still_says_what_was_made(host: Engine) -> None:
    before = host.make("container", "before")
    Baseline.of(host)
    journal = Journal(host)
    host.tell("container", "start", before, name="before")
    for kind, name in (("container", "box"), ("network", "net"), ("image", "mine:1"), ("volume", "data")):
        host.make(kind, name)
    journal.catch_up()
    lines = journal_path(host).read_text().splitlines(keepends=True)
    journal_path(host).write_text("".join(line for line in lines if '"baseline"' not in line))
    baseline_path(host).unlink()
    found = Baseline.of(host)
    assert set(found.things["container"]) == {"before"}
    assert set(found.things["network"]) == {"host", "bridge"}
    assert found.things["image"] == {}
    assert set(found.things["volume"]) == {"data"}, "a `create` alone proves nothing of a volume"
    assert len(found.ids["container"]) == 1


@pytest.mark.parametrize(
    "damage",
    ["", "{", "[]", "3", '{"time": "x"}', '{"time": 1, "things": {}}', '{"time": true, "things": {}}'],
)
def test_a_damaged_baseline_is_set_aside_and_said(host: Engine, damage: str, capsys) -> None:
    Baseline.of(host)
    baseline_path(host).write_text(damage)
    host.make("container", "box")
    assert set(Baseline.of(host).things["container"]) == {"box"}
    assert "망가져" in capsys.readouterr().err
    assert [path.read_text() for path in baseline_path(host).parent.glob("*.damaged-*")] == [damage]


def test_a_file_larger_than_the_course_writes_is_set_aside(host: Engine, monkeypatch) -> None:
    Baseline.of(host)
    monkeypatch.setattr(baseline, "LARGEST", 10)
    Baseline.of(host)
    assert len(list(baseline_path(host).parent.glob("*.damaged-*"))) == 1


def test_a_baseline_of_the_first_version_is_kept_and_written_anew(host: Engine) -> None:
    host.make("container", "box")
    met = Baseline.of(host)
    first = {"time": met.time, "things": met.things}
    baseline_path(host).write_text(json.dumps(first))
    host.make("container", "later")
    assert Baseline.of(host).things == met.things
    written = json.loads(baseline_path(host).read_text())
    assert (written["version"], written["things"], written["datastore"]) == (2, met.things, met.datastore)


def test_a_newer_course_s_baseline_is_not_touched(host: Engine) -> None:
    Baseline.of(host)
    baseline_path(host).write_text('{"version": 3}')
    with pytest.raises(StateError) as refused:
        Baseline.of(host)
    assert refused.value.code == "state-newer"
    assert baseline_path(host).read_text() == '{"version": 3}'


def test_data_made_anew_below_the_same_engine_is_met_anew(host: Engine, capsys) -> None:
    host.make("container", "box")
    Baseline.of(host)
    Journal(host).catch_up()
    again = Engine("E1")
    again._networks = {"another-host": {"Name": "host", "Created": stamp(BEGIN)}}
    assert Baseline.of(again).things["container"] == {}
    assert "새로 만들어졌습니다" in capsys.readouterr().err
    kept = {path.name.partition(".other")[0] for path in journal_path(again).parent.glob("*.other-engine-*")}
    assert kept == {baseline_path(again).name, journal_path(again).name.partition(".other")[0]}


NO_THINGS: dict[str, dict[str, str]] = {kind: {} for kind in ("container", "image", "volume", "network")}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"time": 1}, "no inventory"),
        ({"time": 1, "things": NO_THINGS | {"image": {"a": 1}}}, "no inventory"),
        ({"time": 1, "things": NO_THINGS, "ids": []}, "no ids"),
        ({"time": 1, "things": NO_THINGS, "ids": {"a": [1]}}, "no ids"),
        ({"time": 1.0}, "no baseline"),
        ([], "no baseline"),
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_refused(raw: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Baseline.from_json(raw)


@pytest.mark.parametrize(
    ("anchor", "kept"),
    [
        ([1, "a", "b", "c"], (1, "a", "b", "c")),
        ([1, "a", "b"], None),
        ([1, "a", "b", "c", "d"], None),
        (["1", "a", "b", "c"], None),
        ([True, "a", "b", "c"], None),
        ([1, "a", "b", 2], None),
        ("1abc", None),
        (None, None),
    ],
)
def test_an_anchor_is_a_key_or_nothing(anchor: object, kept: object) -> None:
    found = Baseline.from_json({"time": 1, "things": NO_THINGS, "anchor": anchor})
    assert found.anchor == kept
    assert (found.datastore, found.ids) == ("", {"container": [], "image": [], "network": []})


@pytest.mark.parametrize(
    ("version", "exact"),
    [("1.41", False), ("1.44", False), ("1.45", True), ("2.0", True), ("x", False), ("1", False)],
)
def test_which_engines_tell_only_of_new_volumes(version: str, exact: bool) -> None:
    assert daemon.tells_only_new_volumes(Engine(api_version=version)) is exact


def test_an_engine_that_tells_no_time_is_at_the_beginning_of_it(host: Engine) -> None:
    host.info = lambda: {"ID": "E1"}
    assert daemon.now(host) == 0


def test_an_engine_is_known_by_letters_and_digits(host: Engine) -> None:
    odd = Engine("A:B/1")
    assert daemon.engine_id(odd) == "AB1"
    odd.name = "changed"
    assert daemon.engine_id(odd) == "AB1", "asked once"
    assert daemon.engine_id(Engine("")) == "httpdockerlocalhost"


def test_an_engine_without_a_host_network_has_no_datastore(host: Engine) -> None:
    host._networks = {}
    assert daemon.datastore(host) == ""
    host._networks = {"n": {"Name": "host"}}
    assert daemon.datastore(host) == "", "asked once"


def test_the_past_ends_now_and_begins_where_it_is_asked(host: Engine) -> None:
    for name in "abc":
        host.tell("network", "connect", name, name=name)
    assert len(daemon.past(host)) == 3
    assert len(daemon.past(host, host.clock)) == 3, "a moment that is not past leaves out nothing"
    assert len(daemon.past(host, host.clock - 1)) == 1
    assert len(daemon.past(host, host.clock + SECOND)) == 3
    assert host.since == [0, 0, host.clock - 1, 0]
