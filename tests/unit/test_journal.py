"""The journal on an engine in memory: nothing twice, nothing lost unsaid, nothing made up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from helpers.lab import Baseline, Event, Journal
from helpers.lab.baseline import baseline_path, journal_path
from helpers.lab.events import COURSE, GAP, LONGEST, MOST, PROBE_LABEL, SEEN, interesting
from tests.unit.pretend import RING, SECOND, Engine


@pytest.fixture
def host() -> Engine:
    return Engine()


@pytest.fixture
def journal(host: Engine) -> Journal:
    """The journal of an engine that the course has met."""
    Baseline.of(host)
    return Journal(host)


def names(journal: Journal, lesson: str = "") -> list[str]:
    journal.catch_up()
    return [event.name for event in journal.events(lesson)]


def notes(journal: Journal, action: str) -> list[Event]:
    return [event for event in journal.notes_and_events() if (event.kind, event.action) == (COURSE, action)]


def many(host: Engine, number: int = RING) -> None:
    for at in range(number):
        host.tell("network", "connect", f"n{at}", name=f"n{at}")


# -- what is written -----------------------------------------------------------------------------------
def test_events_are_written_once_and_in_order_whoever_reads(host: Engine, journal: Journal) -> None:
    host.make("container", "a")
    assert names(journal) == ["a"]
    host.make("container", "b")
    other = Journal(host)
    assert names(other) == names(journal) == ["a", "b"]
    assert len(journal_path(host).read_text().splitlines()) == 3, "the head, and one line each"


@pytest.mark.parametrize("last", ["start", "kill"])
def test_an_end_that_is_told_only_once_the_container_is_asked_about_is_not_missed(
    host: Engine, journal: Journal, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    """As the daemon does it: who stops a container hears of it before `die` is told, an inspect waits."""
    box = host.make("container", "box", State={"Running": True})
    host.tell("container", "start", box, name="box")
    host.tell("container", last, box, name="box")
    inspect = host.inspect_container

    def finish(identity: str) -> dict[str, Any]:
        found = inspect(identity)
        if found["State"]["Running"]:
            found["State"]["Running"] = False
            host.tell("container", "die", box, name="box")
        return found

    monkeypatch.setattr(host, "inspect_container", finish)
    journal.catch_up()
    assert [event.action for event in journal.events()][-1] == "die"


def test_of_a_container_that_runs_on_the_past_is_not_read_again(host: Engine, journal: Journal) -> None:
    box = host.make("container", "box", State={"Running": True})
    host.tell("container", "start", box, name="box")
    read = len(host.since)
    journal.catch_up()
    assert len(host.since) == read + 1


def test_what_happened_before_the_course_is_not_in_it(host: Engine) -> None:
    host.make("container", "before")
    journal = Journal(host)
    assert names(journal) == []
    host.make("container", "after")
    assert names(journal) == ["after"]
    assert journal.gap() is None


def test_an_event_is_known_once_it_was_read(host: Engine, journal: Journal) -> None:
    made = host.tell("container", "create", "1", name="a")
    assert not journal.knows(made)
    journal.catch_up()
    assert journal.knows(made)


def test_noise_and_probes_are_left_out_but_the_place_is_kept(host: Engine, journal: Journal) -> None:
    host.tell("container", "top", "1", name="box")
    host.tell("container", "create", "2", name="probe", **{PROBE_LABEL: "03"})
    host.tell("network", "connect", "none", name="none")
    assert names(journal) == []
    assert len(notes(journal, "cursor")) == 0, "a cursor is no note for readers"
    assert len(journal_path(host).read_text().splitlines()) == 2
    many(host, RING - 1)
    assert len(names(journal)) == RING - 1
    assert journal.gap() is None, "the last event that was read is still there"


def test_what_the_course_does_itself_is_its_own() -> None:
    assert Event(0, COURSE, GAP, "", "").own
    assert Event(0, "container", "start", "1", "probe", {PROBE_LABEL: "03"}).own
    assert not Event(0, "container", "start", "1", "box").own


@pytest.mark.parametrize(
    ("raw", "news"),
    [
        ({"Type": "container", "Action": "start"}, True),
        ({"Type": "container", "Action": "exec_create: ls"}, False),
        ({"Type": "container", "Action": "archive-path"}, False),
        (
            {"Type": "network", "Action": "connect", "Actor": {"ID": "x", "Attributes": {"name": "none"}}},
            False,
        ),
        ({"Type": "network", "Action": "connect", "Actor": {"ID": "none"}}, False),
        ({"Type": "network", "Action": "connect", "Actor": {"ID": "x", "Attributes": {"name": "net"}}}, True),
        (
            {"Type": "container", "Action": "start", "Actor": {"ID": "x", "Attributes": {"name": "none"}}},
            True,
        ),
    ],
)
def test_what_is_news(raw: dict[str, Any], news: bool) -> None:
    assert interesting(raw) is news


def test_an_event_is_read_as_the_course_keeps_it() -> None:
    event = Event.from_engine({
        "Type": "container", "Action": "exec_create: git --version ", "timeNano": 5,
        "Actor": {"ID": "1", "Attributes": {"name": "box", "execID": "e"}},
    })  # fmt: skip
    assert event == Event(5, "container", "exec_create", "1", "box",
                          {"name": "box", "execID": "e", "command": "git --version"})  # fmt: skip
    assert Event.from_engine({"Action": "tag", "Actor": {"ID": "i"}}).name == "i"
    assert Event.from_engine({"timeNano": True}).time == 0
    assert Event.from_engine({"Action": "start: x"}).attributes == {}


def test_attributes_are_cut_to_what_is_reasonable() -> None:
    many = {str(at): "x" * (LONGEST + 1) for at in range(MOST + 1)}
    event = Event.from_engine(
        {"Action": "exec_create: " + "y" * 3000, "Actor": {"ID": "1", "Attributes": many}}
    )
    assert len(event.attributes) == MOST + 1, "and the command"
    assert {len(value) for value in event.attributes.values()} == {LONGEST}


# -- execs -----------------------------------------------------------------------------------------------
def run_exec(host: Engine, container: str, command: str, exec_id: str) -> None:
    host.tell("container", f"exec_create: {command}", container, name="box", execID=exec_id)
    host.tell("container", f"exec_start: {command}", container, name="box", execID=exec_id)
    host.tell("container", "exec_die", container, name="box", execID=exec_id, exitCode="0")


def commands(journal: Journal) -> list[str]:
    journal.catch_up()
    return [
        event.attributes.get("command", event.action) for event in journal.events() if "exec" in event.action
    ]


@pytest.mark.parametrize(
    ("config", "check"),
    [
        ({"Healthcheck": {"Test": ["CMD", "wget", "-q"]}}, "wget -q"),
        ({"Healthcheck": {"Test": ["CMD-SHELL", "wget -q"]}}, "/bin/sh -c wget -q"),
        ({"Healthcheck": {"Test": ["CMD-SHELL", "x"]}, "Shell": ["/bin/bash", "-c"]}, "/bin/bash -c x"),
    ],
)
def test_a_health_check_is_nobody_s_doing(
    host: Engine, journal: Journal, config: dict[str, Any], check: str
) -> None:
    box = host.make("container", "box", Config=config)
    run_exec(host, box, check, "e1")
    run_exec(host, box, "ls", "e2")
    assert commands(journal) == ["ls", "exec_die"]


@pytest.mark.parametrize("config", [None, {}, {"Healthcheck": {"Test": ["NONE"]}}, {"Healthcheck": {}}])
def test_without_a_health_check_every_exec_was_asked_for(host: Engine, journal: Journal, config: Any) -> None:
    box = host.make("container", "box", Config=config)
    run_exec(host, box, "", "e1")
    run_exec(host, "gone", "ls", "e2")
    assert commands(journal) == ["", "exec_die", "ls", "exec_die"]


def test_an_exec_that_ends_later_is_kept_with_its_beginning(host: Engine, journal: Journal) -> None:
    box = host.make("container", "box")
    host.tell("container", "exec_create: sleep 9", box, name="box", execID="e1")
    assert commands(journal) == ["sleep 9"]
    host.tell("container", "exec_die", box, name="box", execID="e1", exitCode="3")
    host.tell("container", "exec_die", box, name="box", execID="before-the-course", exitCode="3")
    assert commands(journal) == ["sleep 9", "exec_die"]


def test_a_check_s_own_exec_is_left_out_whenever_it_is_said(host: Engine, journal: Journal) -> None:
    box = host.make("container", "box")
    journal.own_exec("e1")
    run_exec(host, box, "ls", "e1")
    run_exec(host, box, "cat", "e2")
    assert commands(journal) == ["cat", "exec_die"]
    run_exec(host, box, "date", "e3")
    assert commands(journal)[2:] == ["date", "exec_die"]
    journal.own_exec("e3")
    assert commands(journal) == ["cat", "exec_die"]


def test_whether_somebody_asked_for_an_exec(host: Engine, journal: Journal) -> None:
    box = host.make("container", "box")
    journal.own_exec("e1")
    run_exec(host, box, "ls", "e1")
    run_exec(host, box, "cat", "e2")
    own, theirs = (Event(0, "container", "exec_die", box, "box", {"execID": name}) for name in ("e1", "e2"))
    assert journal.asked_for([own, theirs])
    assert not journal.asked_for([own])
    assert not journal.asked_for([])


# -- what is lost ----------------------------------------------------------------------------------------
def test_more_than_the_daemon_keeps_is_a_gap_that_blocks(host: Engine, journal: Journal) -> None:
    host.make("container", "a")
    journal.catch_up()
    many(host, RING + 1)
    journal.catch_up()
    gap = journal.gap()
    assert gap is not None and gap.name == "overrun"
    assert len(notes(journal, GAP)) == 1


def test_exactly_what_the_daemon_keeps_after_nothing_at_all_is_a_gap(host: Engine, journal: Journal) -> None:
    """Of a full memory nobody can say whether more was in it."""
    many(host, RING - 1)
    journal.catch_up()
    assert journal.gap() is None
    fresh = Engine("E2")
    Baseline.of(fresh)
    many(fresh, RING)
    other = Journal(fresh)
    other.catch_up()
    assert other.gap() is not None


def test_a_daemon_that_began_anew_is_noted_and_blocks_nothing(host: Engine, journal: Journal) -> None:
    host.make("container", "a")
    journal.catch_up()
    host.restart()
    host.make("container", "b")
    assert names(journal) == ["a", "b"]
    assert journal.gap() is None
    assert [note.name for note in notes(journal, GAP)] == ["restart"]
    assert names(journal) == ["a", "b"] and len(notes(journal, GAP)) == 1, "said once"


def test_a_daemon_that_began_anew_and_has_nothing_to_tell_is_noted_once(
    host: Engine, journal: Journal
) -> None:
    host.make("volume", "data")
    journal.catch_up()
    host.restart()
    journal.catch_up()
    journal.catch_up()
    (gap,) = notes(journal, GAP)
    assert (gap.id, set(gap.attributes)) == ("nothing", {"data"})
    host.make("container", "b")
    assert names(journal)[-1] == "b"
    assert len(notes(journal, GAP)) == 1


def test_a_gap_before_the_reset_of_a_lesson_does_not_concern_it(host: Engine, journal: Journal) -> None:
    many(host, 1)
    journal.catch_up()
    many(host, RING + 1)
    journal.catch_up()
    journal.mark_reset("03")
    assert journal.gap("03") is None
    assert journal.gap("04") is not None


def test_only_what_is_new_is_asked_for_and_an_overlap(host: Engine, journal: Journal) -> None:
    host.make("container", "a")
    journal.catch_up()
    host.since.clear()
    journal.catch_up()
    assert host.since == [host.clock - SECOND]


def test_a_clock_that_was_set_back_loses_nothing(host: Engine, journal: Journal) -> None:
    host.make("container", "a")
    journal.catch_up()
    host.clock -= 3600 * SECOND
    host.make("container", "b")
    assert names(journal) == ["a", "b"]
    assert notes(journal, GAP) == []


def test_of_the_first_version_s_baseline_the_time_decides(host: Engine) -> None:
    host.make("container", "before")
    met = Baseline.of(host)
    raw = {"version": 1, "time": met.time + 1, "things": met.things}
    baseline_path(host).write_text(json.dumps(raw))
    host.make("container", "after")
    assert names(Journal(host)) == ["after"]


# -- resets and attempts -----------------------------------------------------------------------------------
def test_a_lesson_begins_anew_at_its_own_last_reset(host: Engine, journal: Journal) -> None:
    host.make("container", "a")
    journal.catch_up()
    journal.mark_reset("03")
    host.make("container", "b")
    journal.catch_up()
    journal.mark_reset("04")
    host.make("container", "c")
    assert names(journal, "03") == ["b", "c"]
    assert names(journal, "04") == ["c"]
    assert names(journal, "05") == names(journal) == ["a", "b", "c"]


def test_what_was_tried_and_taken_back_counts_for_nobody(host: Engine, journal: Journal) -> None:
    host.make("container", "a")
    journal.begin_attempt()
    host.make("container", "tried")
    journal.take_back()
    host.make("container", "b")
    journal.begin_attempt()
    host.make("container", "c")
    assert names(journal) == ["a", "b", "c"]
    assert "tried" in [event.name for event in journal.notes_and_events()]


def test_the_learner_s_volumes_are_looked_at_when_they_change(host: Engine, journal: Journal) -> None:
    host.make("volume", "data")
    journal.catch_up()
    journal.catch_up()
    assert [set(note.attributes) for note in notes(journal, SEEN)] == [{"data"}]
    host._volumes["data"]["CreatedAt"] = "later"
    journal.catch_up()
    assert notes(journal, SEEN)[-1].attributes == {"data": "later"}
    assert len(notes(journal, SEEN)) == 2


def test_somebody_else_s_volumes_are_nothing_to_look_at(host: Engine) -> None:
    host.make("volume", "theirs")
    journal = Journal(host)
    journal.catch_up()
    assert notes(journal, SEEN) == []
