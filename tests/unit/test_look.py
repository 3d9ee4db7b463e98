"""What a look finds, whose it is, and what it makes of the journal."""

from __future__ import annotations

import pytest

from helpers.checks import Scope, begun
from helpers.checks.names import close
from helpers.checks.task_words import Saying
from tests.unit.scripted import BASE, BOX, OTHER, blocked, container, event, image, look, refused


def test_a_container_that_was_never_made_is_told_from_one_that_is_gone() -> None:
    never = refused(lambda: look().container("box"))
    assert (never.expected, never.found) == ("이름이 box인 컨테이너", "없음")
    assert "--name box" in never.hint
    gone = refused(lambda: look(events=[event(1, "destroy")]).container("box"))
    assert gone.found == "만들어졌다가 지워졌습니다."
    assert "--rm" in gone.hint


@pytest.mark.parametrize("kind", ["container", "image"])
def test_what_is_somebody_else_s_is_not_judged(kind: str) -> None:
    theirs = look(boxes={"box": container()}, images={"mine:1": image(BASE)}, foreign=["theirs", "rename"])
    wrong = blocked(lambda: theirs.container("box") if kind == "container" else theirs.image("mine:1"))
    assert (wrong.reason, wrong.hint) == ("theirs", "rename")


def test_a_base_image_that_is_missing_is_no_fault_of_the_learner_s() -> None:
    wrong = blocked(lambda: look(images={"x": image(BASE)}).base("busybox"))
    assert "엔진에 없습니다" in wrong.reason
    assert "course images get busybox" in wrong.hint


def test_an_image_of_an_earlier_lesson_cannot_be_got_but_made():
    wrong = blocked(lambda: look(images={}).base("moniwiki:1.2.10"))
    assert "moniwiki:1.2.10" in wrong.reason
    assert "images get" not in wrong.hint


def test_an_image_of_the_scope_is_the_learner_s_and_any_other_a_base() -> None:
    there = look(images={"mine:1": image(OTHER), "busybox": image(BASE)}, foreign=["theirs", "x"])
    assert there.any_image("busybox").id == BASE
    assert blocked(lambda: there.any_image("mine:1")).reason == "theirs"


def test_a_sentence_of_the_lesson_is_filled() -> None:
    says = {"key": Saying("{name} 먼저")}
    assert look(says=says).say("key", name="box") == "box 먼저"


def test_what_a_task_asked_about_is_remembered_until_the_next_task() -> None:
    seen = look(boxes={"box": container()}, volume={"Name": "data"})
    seen.begin("a")
    seen.container("box"), seen.volume("data"), seen.find_image("busybox")
    seen.happened("image", "tag", "x"), seen.lives_of("y")
    assert seen.named == {"box", "data", "busybox", "x", "y"}
    seen.begin("b")
    assert seen.named == set()


def test_events_are_found_by_kind_action_name_and_attributes_in_order() -> None:
    happened = [event(3, "start", a="1"), event(1, "start", a="2"), event(2, "die", a="1"),
                event(4, "start", name="other"), event(5, "start", kind="network")]  # fmt: skip
    seen = look(events=happened)
    assert [found.time for found in seen.events] == [1, 2, 3, 4, 5]
    assert [found.time for found in seen.happened("container", "start", "box")] == [1, 3]
    assert [found.time for found in seen.happened("container", "start", "box", a="1")] == [3]
    assert seen.life(BOX).first("start") == 1
    assert seen.life("unknown").events == ()


def test_info_is_what_the_daemon_says_of_itself() -> None:
    assert look(info={"NCPU": 2}).info == {"NCPU": 2}


# -- what a container came from ----------------------------------------------------------------------
def made_from(called: str, *happened: dict, reference: str = "busybox:latest") -> bool:
    seen = look(
        images={"busybox:latest": image(BASE), "busybox": image(BASE), "tool:1": image(OTHER)},
        events=[event(1, "create", image=called), *happened],
    )
    return seen.came_from(seen.life(BOX), reference)


@pytest.mark.parametrize(
    ("called", "came"),
    [
        ("busybox", True),
        ("docker.io/library/busybox:latest", True),
        (BASE, True),
        ("busybox@sha256:" + "d" * 64, True),
        ("bbbbbbbbbbbb", True),
        ("cccccccccccc", False),
        ("debian", False),
        ("tool:1", False),
        ("", False),
    ],
)
def test_a_container_is_known_by_every_way_of_calling_its_image(called: str, came: bool) -> None:
    assert made_from(called) is came


def test_another_name_of_the_same_image_counts_also_when_it_has_moved_since() -> None:
    tagged = event(0, "tag", kind="image", name="alias:1", identity=BASE)
    assert made_from("alias:1", tagged)
    assert made_from("alias:1", tagged, reference="busybox")
    assert not made_from("alias:1", tagged | {"id": OTHER})


def test_an_image_has_had_every_id_that_the_journal_or_the_engine_knows() -> None:
    seen = look(
        images={"mine:1": image(OTHER)}, events=[event(1, "tag", kind="image", name="mine:1", identity=BASE)]
    )
    assert seen.image_ids("mine:1") == {BASE, OTHER}
    assert seen.image_ids("never:1") == set()


def test_a_container_that_nobody_saw_begin_came_from_nowhere() -> None:
    seen = look(events=[])
    assert not seen.came_from(seen.life(BOX), "busybox")


def test_a_program_runs_in_a_throwaway_container_of_the_image() -> None:
    asked: list = []
    seen = look(probe=lambda *question: asked.append(question) or [3, "said"], scope=Scope())
    ran = seen.run(seen.base("busybox"), "ls", env={"A": "b"})
    assert (ran.code, ran.said) == (3, "said")
    assert asked == [(BASE, ["ls"], {"A": "b"})]


def test_only_what_no_lesson_asks_for_is_close() -> None:
    names = ["ready-helo", "ready-engine", "wiki-old", "something"]
    assert close("ready-hello", names) == ["ready-helo"]
    assert close("wiki", names) == []
    assert close("one", ["once"]) == [], "another lesson's"
    assert close("lab/app:v1", ["lab/app:latest", "lab/page:v1", "debian:latest"]) == ["lab/app:latest"]
    assert close("debian:git", ["debian:12"]) == [], "pulled for something else"


def test_what_is_there_under_nearly_its_name_counts_as_begun() -> None:
    seen = look(misspelt=lambda kind, name: "bbox" if name == "box" else "", scope=Scope(("box", "other")))
    for task, name in (("a", "box"), ("b", "other")):
        seen.begin(task)
        refused(lambda name=name: seen.container(name))
    assert begun.tasks(seen, {"a": {"box"}, "b": {"other"}}, {}) == {"a"}
