"""What a result and a report say: in a terminal, to a program, and before anything was begun."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.checks import BLOCKED, FAILED, PASSED, Report, begun, earned
from helpers.checks.earned import Earned
from helpers.checks.questions import Asking
from helpers.checks.report import Result
from helpers.checks.verdict import Blocked
from helpers.errors import EngineLost
from helpers.lab import Scope
from tests.unit.scripted import BASE, event, image, look


def result(status: str = PASSED, **more: Any) -> Result:
    points = 2 if status == PASSED else 0
    return Result(**{"id": "a", "title": "과제", "status": status, "points": points, "max_points": 2,
                     "message": "말", **more})  # fmt: skip


@pytest.mark.parametrize(
    ("made", "sign"),
    [
        (result(), "✓"),
        (result(FAILED), "✗"),
        (result(FAILED, begun=False), "○"),
        (result(BLOCKED, begun=False), "–"),
        (result(FAILED, begun=False, earned_at=1), "✓"),
        (result(BLOCKED, earned_at=1), "✓"),
    ],
)
def test_the_sign_says_how_it_stands(made: Result, sign: str) -> None:
    assert made.text().startswith(f"{sign} 과제 (")


def test_only_what_was_never_begun_nor_earned_is_untouched() -> None:
    assert result(FAILED, begun=False).untouched
    assert not result(FAILED).untouched
    assert not result(FAILED, begun=False, earned_at=1).untouched
    assert not result(BLOCKED, begun=False).untouched
    assert not result(PASSED, begun=False).untouched


def test_earned_and_undone() -> None:
    assert (result().earned, result().undone) == (True, False)
    assert (result(FAILED).earned, result(FAILED).undone) == (False, False)
    assert (result(FAILED, earned_at=1).earned, result(FAILED, earned_at=1).undone) == (True, True)
    assert not result(PASSED, earned_at=1).undone


def test_only_what_there_is_to_say_gets_a_line() -> None:
    full = result(FAILED, expected="e", found="f", hint="h").text().splitlines()
    assert full == ["✗ 과제 (0/2점)", "  말", "  기대: e", "  실제: f", "  해 보기: h"]
    assert result().text().splitlines() == ["✓ 과제 (2/2점)", "  말"]
    undone = result(FAILED, points=2, earned_at=1_700_000_000 * 10**9, hint="h").text().splitlines()
    assert len(undone) == 2
    assert "2023-11-1" in undone[1] and undone[1].endswith("지금은: 말")


def test_a_program_gets_the_time_in_utc_and_nothing_of_the_panel_s() -> None:
    row = result(earned_at=1_700_000_000 * 10**9).json()
    assert row["earned"] == "2023-11-14T22:13:20Z"
    assert result().json()["earned"] is None
    assert not {"inside", "earned_at"} & row.keys()


def test_a_report_adds_up_and_says_what_the_exit_code_says() -> None:
    half = Report("03", (result(), result(FAILED)))
    assert (half.points, half.max_points, half.exit_code) == (2, 4, 1)
    assert half.json() == {
        "lesson": "03",
        "points": 2,
        "max_points": 4,
        "tasks": [row.json() for row in half.tasks],
    }
    assert half.text().splitlines()[-1] == "03: 2/4점"
    assert Report("03", (result(),)).exit_code == 0
    assert Report("03", (result(FAILED, earned_at=1),)).exit_code == 0
    assert Report("03", (result(),), EngineLost("x")).exit_code == 2
    assert Report("03", (result(),), notice="notice").text().endswith("\nnotice")


# -- begun --------------------------------------------------------------------------------------------
SCOPE = Scope(containers=("box", "new"), images=("mine:1",))


def tasks(named: dict[str, set[str]], known: dict[str, int] | None = None, *happened: dict[str, Any],
          images: dict[str, Any] | None = None) -> set[str]:  # fmt: skip
    seen = look(scope=SCOPE, events=list(happened), images=images or {"x": image(BASE)})
    return begun.tasks(seen, named, {task: Earned(1, time, "") for task, time in (known or {}).items()})


def test_nothing_is_begun_until_something_of_it_happened() -> None:
    named = {"a": {"box"}, "b": {"new"}}
    assert tasks(named) == set()
    assert tasks(named, {}, event(1, "create")) == {"a"}
    assert tasks(named, {}, event(1, "create", name="somebody-else-s")) == set()


def test_what_was_earned_before_begins_nothing_but_what_happened_since_does() -> None:
    named = {"a": {"box"}, "b": {"box"}}
    assert tasks(named, {"a": 5}, event(5, "create")) == set()
    assert tasks(named, {"a": 5}, event(5, "create"), event(6, "start")) == {"a", "b"}
    assert tasks(named, {"a": 5, "b": 7}, event(6, "start")) == set(), "the last time counts"
    assert tasks(named, {"b": 5, "a": 7}, event(6, "start")) == set()


def test_an_image_without_an_event_is_there_and_begins_its_task() -> None:
    made = {"mine:1": image(BASE)}
    assert tasks({"a": {"mine:1"}}, images=made) == {"a"}
    assert tasks({"a": {"mine:1"}}, {"a": 5}, images=made) == set()
    assert tasks({"a": {"box"}, "b": {"mine:1"}}, images={"box": image(BASE)}) == set()


def test_a_name_is_the_same_with_and_without_its_tag() -> None:
    assert tasks({"a": {"mine:1"}}, {}, event(1, "tag", kind="image", name="docker.io/library/mine:1")) == {
        "a"
    }


def test_a_task_that_names_nothing_is_begun_by_what_no_other_names() -> None:
    named = {"a": {"box"}, "b": {"sleep"}}
    assert tasks(named, {}, event(1, "create")) == {"a"}
    assert tasks(named, {}, event(1, "create", name="new")) == {"b"}


# -- questions ----------------------------------------------------------------------------------------
def test_what_does_not_change_is_asked_once_and_what_does_each_time() -> None:
    asking, asked = Asking(), []

    def ask(question: str, volatile: bool) -> object:
        return asking.answer(question, ["x"], lambda: asked.append(question) or len(asked), volatile)

    asking.begin("a")
    assert [ask("image", False), ask("image", False)] == [1, 1]
    assert not asking.inside, "an image changes with an event"
    assert [ask("http", True), ask("http", True)] == [2, 3]
    assert asking.inside
    assert list(asking.evidence().values()) == [1, 2, 3]
    asking.begin("b")
    assert (asking.inside, asking.evidence()) == (False, {})
    assert ask("image", False) == 1
    assert list(asking.evidence()) == ['["image", "x"]'], (
        "the answer is known, and evidence for this task, too"
    )
    assert ask("diff", False) == 4
    assert asking.inside, "what a container changed inside has no event"


def test_played_back_the_same_answers_come_and_no_others() -> None:
    asking = Asking()
    asking.begin("a")
    for body in ("one", "two"):
        asking.answer("http", ["/"], lambda body=body: body, True)
    played = Asking(asking.evidence())
    played.begin("a")
    assert [played.answer("http", ["/"], pytest.fail, True) for _round in range(2)] == ["one", "two"]
    with pytest.raises(Blocked, match="http"):
        played.answer("http", ["/"], pytest.fail, True)


def test_what_is_known_of_an_image_is_not_asked_and_the_rest_is() -> None:
    known = {
        '["probe", "sha256:a", ["ls"], {}]': [0, "a"],
        '["image", "sha256:a"]': {"Id": "sha256:a"},
        '["probe", "box", ["ls"], {}]': [0, "by a name, which moves"],
    }
    asking = Asking(proved={"earned": known, "other": {}}.__getitem__)
    asked = []

    def ask(question: str, *arguments: object) -> object:
        return asking.answer(question, [*arguments], lambda: asked.append(arguments[0]), False)

    asking.begin("other")
    assert ask("probe", "sha256:b", ["ls"], {}) is None
    asking.begin("earned")
    assert ask("probe", "sha256:a", ["ls"], {}) == [0, "a"]
    assert asking.evidence() == {'["probe", "sha256:a", ["ls"], {}]': [0, "a"]}, "evidence as if it was asked"
    ask("probe", "sha256:a", ["ls", "-l"], {})
    ask("probe", "box", ["ls"], {})
    ask("image", "sha256:a")
    assert asked == ["sha256:b", "sha256:a", "box", "sha256:a"]


def test_an_answer_that_failed_is_no_evidence() -> None:
    asking = Asking()
    asking.begin("a")
    with pytest.raises(ZeroDivisionError):
        asking.answer("info", [], lambda: 1 // 0, False)
    assert asking.evidence() == {}


# -- what was earned ------------------------------------------------------------------------------------
def test_the_first_time_stays_and_its_evidence_with_it() -> None:
    first = earned.keep("03", "a", 2, "말", {"q": 1})
    assert earned.keep("03", "a", 5, "later", {"q": 2}) == first
    assert earned.earned("03") == {"a": first}
    assert earned.earned("04") == {}
    assert earned.evidence("03", "a") == {"q": 1}
    assert earned.evidence("03", "b") is None
    earned.keep("03", "b", 1, "", {})
    assert set(earned.earned("03")) == {"a", "b"}


@pytest.mark.parametrize("damage", [b"", b"[]", b"\x1f\x8b", b'{"answers": 3}'])
def test_damaged_evidence_is_none(damage: bytes) -> None:
    import gzip

    fact = {'["probe", "sha256:a", ["ls"], {}]': [0, "a"]}
    earned.keep("03", "a", 2, "", {**fact, '["info"]': {}})
    assert earned.facts("03", "a") == fact
    earned.evidence_path("03", "a").write_bytes(damage)
    assert (earned.evidence("03", "a"), earned.facts("03", "a")) == (None, {})
    earned.evidence_path("03", "a").write_bytes(gzip.compress(damage))
    assert (earned.evidence("03", "a"), earned.facts("03", "a")) == (None, {})
    earned.evidence_path("03", "a").unlink()
    assert earned.facts("03", "a") == {}


def test_an_index_that_is_too_large_is_not_read(monkeypatch) -> None:
    earned.keep("03", "a", 2, "", {})
    size = earned.index_path().stat().st_size
    monkeypatch.setattr(earned, "LARGEST", size)
    assert set(earned.earned("03")) == {"a"}
    monkeypatch.setattr(earned, "LARGEST", size - 1)
    assert earned.earned("03") == {}


def test_one_damaged_entry_costs_only_itself() -> None:
    earned.index_path().parent.mkdir(parents=True)
    whole = '{"points": 1, "time": 2, "message": "m"}'
    earned.index_path().write_text(f'{{"lessons": {{"03": {{"a": 3, "b": {whole}, "c": {{}}}}, "04": 5}}}}')
    assert earned.earned("03") == {"b": Earned(1, 2, "m")}
    assert earned.earned("04") == {}
