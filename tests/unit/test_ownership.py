"""Whose a thing is, and what reset removes: the rules, on an engine in memory."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.lab import Baseline, Journal, Ownership, Scope, Stayed, Thing, inventory, owned, reset
from helpers.lab import remove as removal
from helpers.lab.events import PROBE_LABEL
from tests.unit.pretend import SECOND, Engine, refuses, stamp

KINDS = ("container", "image", "volume", "network")
SCOPE = Scope(containers=("box",), images=("mine:1",), volumes=("data",), networks=("net",))
NAMES = {"container": "box", "image": "mine:1", "volume": "data", "network": "net"}


@pytest.fixture
def host() -> Engine:
    return Engine()


def code(host: Engine, kind: str, name: str = "") -> str:
    """ "" if it is the learner's, else the code of the reason."""
    name = name or NAMES[kind]
    found = Ownership.of(host).foreign(kind, name, inventory(host)[kind][name])
    return found.code if found else ""


def clean_up(host: Engine, scope: Scope = SCOPE) -> tuple[list[Thing], list[Stayed]]:
    return reset(host, "03_commit_diff", scope, lambda _thing: None)


# -- whose -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_there_before_is_somebody_else_s_and_the_reason_names_it(host: Engine, kind: str) -> None:
    host.make(kind, NAMES[kind])
    found = Ownership.of(host).foreign(kind, NAMES[kind], inventory(host)[kind][NAMES[kind]])
    assert found is not None and found.code == "before"
    assert NAMES[kind] in found.why and "시작하기 전부터" in found.why
    assert found.remedy
    assert clean_up(host) == ([], []), "reset does not even speak of it"


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_made_after_is_the_learner_s(host: Engine, kind: str) -> None:
    Baseline.of(host)
    host.make(kind, NAMES[kind])
    assert code(host, kind) == ""
    assert owned(host, SCOPE) == [Thing(kind, NAMES[kind])]
    assert clean_up(host) == ([Thing(kind, NAMES[kind])], [])
    assert NAMES[kind] not in inventory(host)[kind]


@pytest.mark.parametrize("kind", ["container", "image", "network"])
def test_without_an_event_the_engine_s_own_time_is_evidence(host: Engine, kind: str) -> None:
    Baseline.of(host)
    host.make(kind, NAMES[kind], silent=True)
    assert code(host, kind) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_without_any_evidence_it_stays_and_that_is_said(host: Engine, kind: str) -> None:
    Baseline.of(host)
    host.make(kind, NAMES[kind], silent=True, Created=stamp(0))
    assert code(host, kind) == "unproven"
    removed, (stayed,) = clean_up(host)
    assert removed == []
    assert stayed.thing == Thing(kind, NAMES[kind])
    assert NAMES[kind] in stayed.why and "증거가 없어서" in stayed.why


@pytest.mark.parametrize("kind", ["container", "network"])
def test_an_event_is_evidence_though_the_time_is_not(host: Engine, kind: str) -> None:
    """The engine's clock was set back."""
    Baseline.of(host)
    host.make(kind, NAMES[kind], Created=stamp(0))
    assert code(host, kind) == ""


def test_predefined_networks_are_nobody_s(host: Engine) -> None:
    Baseline.of(host)
    for name in ("bridge", "host"):
        assert code(host, "network", name) == "before"
    host.make("network", "none")
    assert code(host, "network", "none") == "before"


def test_the_moment_of_the_baseline_itself_is_after_it(host: Engine) -> None:
    met = Baseline.of(host)
    host.make("container", "box", silent=True, Created=stamp(met.time))
    assert code(host, "container") == ""
    host.make("network", "net", silent=True, Created=stamp(met.time - 1))
    assert code(host, "network") == "unproven"


# -- image names -------------------------------------------------------------------------------------
def old_image(host: Engine) -> str:
    """An image from before the course, with a name that is not the lesson's."""
    made = host.make("image", "old:1")
    Baseline.of(host)
    return made


@pytest.mark.parametrize(
    ("action", "identity", "name", "whose"),
    [
        ("tag", "", "mine:1", ""),
        ("tag", "", "mine:2", "unproven"),
        ("tag", "other", "mine:1", "unproven"),
        ("pull", "mine:1", "mine", ""),
        ("pull", "mine:2", "mine", "unproven"),
        ("load", "", "x", ""),
        ("load", "other", "x", "unproven"),
        ("delete", "", "mine:1", "unproven"),
    ],
)
def test_an_old_image_s_new_name_needs_the_event_that_gave_it(host, action, identity, name, whose) -> None:
    made = old_image(host)
    host.name_image(made, "mine:1", silent=True)
    host.tell("image", action, identity or made, name=name)
    host.tell("container", "tag", made, name="mine:1")  # no image's event
    assert code(host, "image") == whose


def test_a_load_does_not_prove_a_name_that_was_somebody_else_s(host: Engine) -> None:
    host.make("image", "mine:1")
    made = old_image(host)
    host.name_image(made, "mine:1", action="load")
    assert code(host, "image") == "unproven"


def test_a_name_that_was_taken_is_given_back(host: Engine) -> None:
    theirs = host.make("image", "mine:1")
    Baseline.of(host)
    mine = host.make("image", "mine:1")
    said: list[Thing] = []
    assert reset(host, "03", SCOPE, said.append)[0] == said == [Thing("image", "mine:1")]
    assert said[0].back == theirs
    assert host.inspect_image("mine:1")["Id"] == theirs
    assert host.inspect_image(mine)["Id"] == mine, "the image that loses the name stays"


def test_the_last_name_of_an_image_from_before_is_not_removed(host: Engine) -> None:
    made = old_image(host)
    host.name_image(made, "mine:1")
    assert [thing.name for thing in clean_up(host)[0]] == ["mine:1"]
    assert inventory(host)["image"] == {"old:1": made}
    host.name_image(made, "mine:1")
    host._images[made]["RepoTags"].remove("old:1")
    removed, (stayed,) = clean_up(host)
    assert removed == [] and "유일한 이름" in stayed.why


def test_untagged_parents_from_before_are_not_pruned_away(host: Engine) -> None:
    untagged = host.make("image", "", silent=True)
    tagged = host.make("image", "base:1")
    Baseline.of(host)
    between = host.make("image", "", silent=True, Parent=untagged)
    prunes = []
    for parent in (between, untagged, tagged, "gone", ""):
        host.make("image", "mine:1", Parent=parent)
        clean_up(host)
        prunes.append(host.removed[-1][1])
    assert prunes == [{"force": True, "noprune": keep} for keep in (True, True, False, False, False)]


# -- volumes -----------------------------------------------------------------------------------------
def test_a_volume_that_is_older_than_its_event_is_another_one(host: Engine) -> None:
    Baseline.of(host)
    host.make("volume", "data")
    made = host.clock
    for created, whose in ((made - 2 * SECOND, ""), (made - 2 * SECOND - 1, "unproven"), (made + SECOND, "")):
        host._volumes["data"]["CreatedAt"] = stamp(created)
        assert code(host, "volume") == whose
    host._volumes["data"]["CreatedAt"] = "nonsense"
    assert code(host, "volume") == ""


def test_a_volume_across_a_gap_is_not_known(host: Engine) -> None:
    host.make("volume", "other")
    Baseline.of(host)
    Journal(host).catch_up()
    host.make("volume", "data", silent=True)
    host.restart()
    assert code(host, "volume") == "unproven"
    (stayed,) = clean_up(host)[1]
    assert "중간에 끊겨서" in stayed.why and "docker volume rm data" in stayed.why


def test_a_volume_of_another_driver_or_in_use_stays(host: Engine) -> None:
    Baseline.of(host)
    host.make("volume", "data", Driver="nfs")
    assert "엔진의 밖" in clean_up(host)[1][0].why
    host._volumes["data"]["Driver"] = "local"
    host.make("container", "user", Mounts=[{"Name": "data"}])
    host.make("container", "probe", Mounts=[{"Name": "data"}], Labels={PROBE_LABEL: "03"})
    removed, (stayed,) = clean_up(host)
    assert removed == []
    assert "컨테이너 user" in stayed.why
    assert "probe" not in stayed.why


# -- removing ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("old", "with_volumes"), [("anonymous", False), ("other", True)])
def test_anonymous_volumes_go_along_unless_one_is_from_before(
    host: Engine, old: str, with_volumes: bool
) -> None:
    host.make("volume", old)
    Baseline.of(host)
    made = host.make("container", "box", Mounts=[{"Name": "anonymous"}, {"Name": None}])
    clean_up(host)
    assert host.removed == [(made, {"force": True, "v": with_volumes})]


def owning(host: Engine) -> Ownership:
    Baseline.of(host)
    return Ownership.of(host)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_gone_already_is_done(host: Engine, kind: str) -> None:
    ownership = owning(host)
    removal.remove(ownership, kind, "x", "gone")
    assert host.removed == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_engine_refuses_stays_with_its_reason(host: Engine, kind: str) -> None:
    ownership = owning(host)
    made = host.make(kind, NAMES[kind])
    host.refusals[f"remove_{kind}"] = refuses(409, "it is nailed down")
    with pytest.raises(removal.Stays, match="nailed down"):
        removal.remove(ownership, kind, NAMES[kind], made)


def test_a_removal_that_somebody_else_has_begun_is_waited_for(host: Engine, monkeypatch: Any) -> None:
    ownership = owning(host)
    made = host.make("container", "box")
    host.refusals["remove_container"] = refuses(409, f"removal of container {made} is already in progress")
    monkeypatch.setattr(removal.time, "sleep", lambda _seconds: host._containers.clear())
    removal.remove(ownership, "container", "box", made)
    assert host._containers == {}


def test_a_removal_that_never_ends_is_given_up(host: Engine, monkeypatch: Any) -> None:
    ownership = owning(host)
    made = host.make("container", "box")
    host.refusals["remove_container"] = refuses(409, "removal is already in progress")
    monkeypatch.setattr(removal, "PATIENCE", 0.0)
    monkeypatch.setattr(removal, "POLL", 0.0)
    with pytest.raises(removal.Stays):
        removal.remove(ownership, "container", "box", made)


def test_a_name_that_moved_in_this_moment_is_left_alone(host: Engine) -> None:
    ownership = owning(host)
    host.make("image", "mine:1")
    removal.remove(ownership, "image", "mine:1", "another")
    assert "mine:1" in inventory(host)["image"]


def test_a_name_goes_back_only_to_an_image_that_is_there(host: Engine) -> None:
    ownership = owning(host)
    made = host.make("image", "mine:1")
    removal.remove(ownership, "image", "mine:1", made, back="gone")
    assert inventory(host)["image"] == {}
    made = host.make("image", "mine:1")
    removal.remove(ownership, "image", "mine:1", made, back=made)
    assert inventory(host)["image"] == {}


def test_a_reset_goes_on_past_what_stays_and_begins_the_lesson_anew(host: Engine) -> None:
    Baseline.of(host)
    for kind in KINDS:
        host.make(kind, NAMES[kind])
    host.make("container", "not-of-the-lesson")
    host.refusals["remove_image"] = refuses(409, "it is nailed down")
    removed, stayed = clean_up(host)
    assert [thing.kind for thing in removed] == ["container", "volume", "network"]
    assert [(left.thing.kind, "nailed down" in left.why) for left in stayed] == [("image", True)]
    journal = Journal(host)
    assert journal.events("03_commit_diff") == []
    assert journal.events("04_dockerfile") != []
    assert set(inventory(host)["container"]) == {"not-of-the-lesson"}
