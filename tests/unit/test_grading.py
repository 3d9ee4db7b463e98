"""Grading itself, without an engine: a check's answer, the course's own mistakes, what was earned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import docker
import pytest

from helpers.checks import BLOCKED, FAILED, PASSED, Blocked, NotYet, Report, expect, run
from helpers.checks import earned as earned_store
from helpers.checks.look import Look
from helpers.checks.questions import Asking
from helpers.checks.task import LessonSpec, Task
from helpers.checks.task_words import Saying
from helpers.engine import Engine
from helpers.errors import EngineLost
from helpers.lab import Scope
from helpers.paths import state

Condition = Callable[[Look], object]


class Asked:
    """Stands for the engine of a check: the questions that these conditions ask."""

    def info(self) -> dict[str, str]:
        return {"ServerVersion": "27.0"}


def passes(look: Look) -> dict[str, object]:
    return {"version": look.ask.info()["ServerVersion"]}


def fails(look: Look) -> None:
    expect(False, "not-there", found="nothing", name="box")


def needs_more(look: Look) -> None:
    raise NotYet("다른 말", hint="try")


def is_blocked(look: Look) -> None:
    raise Blocked("somebody else's", "rename it")


def is_wrong(look: Look) -> None:
    raise KeyError("a mistake of the course")


def loses_the_engine(look: Look) -> None:
    raise EngineLost("gone")


def spec(*tasks: Task) -> LessonSpec:
    says = {"not-there": Saying("{name}: 아직 없습니다.", "있어야 함", "만드세요.")}
    return LessonSpec("03_commit_diff", Scope(), tasks, says)


def task(name: str, condition: Condition, points: int = 2, needs: tuple[str, ...] = ()) -> Task:
    return Task(name, f"과제 {name}", points, ("a", "b", "c"), condition, needs, "판 {version}")  # type: ignore[arg-type]


@pytest.fixture
def graded(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Report]]:
    """Grade tasks against an engine that answers without being one."""

    def grade(*tasks: Task, only: str | None = None, now: bool = False) -> Report:
        made = spec(*tasks)
        monkeypatch.setattr(run, "load", lambda name: made)
        return run.grade(
            "03", only, api=docker.APIClient(base_url="tcp://127.0.0.1:9", version="1.44"), now=now
        )

    monkeypatch.setattr("helpers.checks.inspector.Baseline.of", lambda api: None)
    monkeypatch.setattr("helpers.checks.inspector.Inspector.info", _told)
    monkeypatch.setattr("helpers.checks.inspector.Inspector.gap", lambda self: False)
    yield grade


def _told(self: object) -> dict[str, str]:
    asking = self.asking  # type: ignore[attr-defined]
    return dict(asking.answer("info", [], lambda: Asked().info(), False))


def statuses(report: Report) -> dict[str, str]:
    return {result.id: result.status for result in report.tasks}


def test_a_condition_passes_fails_or_is_blocked_and_its_words_come_from_the_lesson(graded) -> None:
    report = graded(task("a", passes), task("b", fails), task("c", is_blocked), task("d", needs_more))
    assert statuses(report) == {"a": PASSED, "b": FAILED, "c": BLOCKED, "d": FAILED}
    good, bad, blocked, plain = report.tasks
    assert (good.message, good.points, good.max_points) == ("판 27.0", 2, 2)
    assert (bad.message, bad.expected, bad.found, bad.hint) == (
        "box: 아직 없습니다.",
        "있어야 함",
        "nothing",
        "만드세요.",
    )
    assert (bad.points, bad.max_points) == (0, 2)
    assert (blocked.message, blocked.hint) == ("somebody else's", "rename it")
    assert (plain.message, plain.hint) == ("다른 말", "try")
    assert (report.points, report.max_points) == (2, 8)


def test_a_mistake_of_the_course_costs_its_task_only_and_is_written_down(graded) -> None:
    report = graded(task("a", is_wrong), task("b", passes))
    assert statuses(report) == {"a": BLOCKED, "b": PASSED}
    assert "과정의 실수" in report.tasks[0].message
    log = state() / "mistakes.log"
    assert str(log) in report.tasks[0].hint
    assert "KeyError: 'a mistake of the course'" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o777 == 0o600


def test_the_log_of_mistakes_begins_anew_before_it_gets_large(graded, monkeypatch) -> None:
    monkeypatch.setattr(run, "LONGEST_LOG", 10)
    for _time in range(3):
        graded(task("a", is_wrong))
    assert (state() / "mistakes.log").read_text(encoding="utf-8").count("Traceback") == 1


def test_an_engine_that_is_gone_blocks_all_and_is_exit_code_2(graded) -> None:
    report = graded(task("a", passes), task("b", loses_the_engine))
    assert statuses(report) == {"a": BLOCKED, "b": BLOCKED}
    assert report.trouble is not None
    assert report.exit_code == 2


@pytest.mark.parametrize(
    ("conditions", "code"),
    [((passes, passes), 0), ((passes, fails), 1), ((passes, is_blocked), 1), ((passes, is_wrong), 1)],
)
def test_only_what_was_earned_is_exit_code_0(graded, conditions, code) -> None:
    report = graded(*(task(f"t{number}", condition) for number, condition in enumerate(conditions)))
    assert report.exit_code == code


def test_what_builds_on_a_task_that_has_not_passed_is_blocked_however_far_back(graded) -> None:
    chain = (task("a", fails), task("b", fails, needs=("a",)), task("c", fails, needs=("b",)))
    assert statuses(graded(*chain)) == {"a": FAILED, "b": BLOCKED, "c": BLOCKED}
    assert statuses(graded(*chain, only="c")) == {"c": BLOCKED}
    assert "과제 b" in graded(*chain, only="c").tasks[0].message


def test_what_builds_on_an_earned_task_that_is_undone_is_told_to_do_it_again(graded) -> None:
    graded(task("a", passes))
    blocked = graded(task("a", fails), task("b", fails, needs=("a",))).tasks[1]
    assert (blocked.status, blocked.message) == (BLOCKED, "앞 과제의 결과가 지금은 엔진에 없습니다: 과제 a")
    assert "점수는 그대로" in blocked.hint
    now = graded(task("a", fails), task("b", fails, needs=("a",)), now=True).tasks[1]
    assert now.message == "먼저 할 과제가 있습니다: 과제 a"


def test_what_passes_counts_though_what_it_builds_on_does_not(graded) -> None:
    assert statuses(graded(task("a", fails), task("b", passes, needs=("a",)))) == {"a": FAILED, "b": PASSED}


def test_points_stay_when_it_is_not_true_any_more(graded) -> None:
    assert graded(task("a", passes)).tasks[0].earned_at > 0
    again = graded(task("a", fails))
    (result,) = again.tasks
    assert (result.status, result.points, result.earned, result.undone) == (FAILED, 2, True, True)
    assert again.exit_code == 0
    assert "아직 없습니다" in result.text() and result.text().startswith("✓")
    row = again.json()["tasks"][0]
    assert row["status"] == FAILED and row["points"] == 2 and row["earned"].endswith("Z")


def test_now_asks_only_what_is_true_and_keeps_nothing(graded) -> None:
    graded(task("a", passes))
    report = graded(task("a", fails), now=True)
    assert (report.points, report.tasks[0].earned, report.exit_code) == (0, False, 1)
    graded(task("b", passes), now=True)
    assert set(earned_store.earned("03_commit_diff")) == {"a"}


def test_under_nbgrader_nothing_is_remembered_from_whoever_was_graded_before(graded, monkeypatch) -> None:
    graded(task("a", passes))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert graded(task("a", fails)).points == 0


def test_the_engine_away_does_not_take_what_was_earned(graded) -> None:
    graded(task("a", passes))
    report = graded(task("a", loses_the_engine))
    assert (report.points, report.exit_code) == (2, 2)


def test_a_failure_about_what_happened_is_blocked_where_the_record_has_a_gap(graded, monkeypatch) -> None:
    def by_record(look: Look) -> None:
        expect(False, "한 적이 없습니다.", recorded=True)

    assert statuses(graded(task("a", by_record), task("b", fails))) == {"a": FAILED, "b": FAILED}
    monkeypatch.setattr("helpers.checks.inspector.Inspector.gap", lambda self: True)
    report = graded(task("a", by_record), task("b", fails))
    assert statuses(report) == {"a": BLOCKED, "b": FAILED}
    assert "빈 곳" in report.tasks[0].message


def test_evidence_proves_the_same_again_without_an_engine(graded) -> None:
    graded(task("a", passes))
    answers = earned_store.evidence("03_commit_diff", "a")
    assert answers and list(answers.values()) == [{"ServerVersion": "27.0"}]
    result = run.regrade("03", {"a": answers})["a"]
    assert (result.status, result.message) == (PASSED, "판 27.0")


def test_a_question_that_was_not_recorded_is_blocked_not_guessed(graded) -> None:
    graded(task("a", passes))
    result = run.regrade("03", {"a": {}})["a"]
    assert result.status == BLOCKED
    assert "info" in result.message


@pytest.mark.parametrize(
    "damage", ["", "[]", "{", '{"lessons": 3}', '{"lessons": {"03_commit_diff": {"a": {"points": "x"}}}}']
)
def test_a_damaged_index_costs_what_it_held_and_never_an_error(graded, damage: str, capsys) -> None:
    graded(task("a", passes))
    index = earned_store.index_path()
    index.write_text(damage)
    assert graded(task("a", fails)).points == 0
    assert graded(task("a", passes)).points == 2
    kept = [path.read_text() for path in index.parent.glob("earned.json.damaged-*")]
    assert kept == ([] if "03_commit_diff" in damage else [damage]), "a damaged entry costs only itself"
    assert len(capsys.readouterr().err.splitlines()) == len(kept)


def test_points_that_cannot_be_kept_are_said_and_count_now(graded, monkeypatch, tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_text("not a folder")
    monkeypatch.setenv("COURSE_STATE", str(folder))
    report = graded(task("a", passes))
    assert report.points == 2
    assert "적어 두지 못했습니다" in report.notice and report.notice in report.text()


class Place(Engine):
    """An engine's address; each client of it is another one."""

    def client(self, timeout: float = 0) -> object:
        return object()


def test_a_client_is_kept_until_somebody_else_may_listen_at_its_address(tmp_path: Path) -> None:
    socket = tmp_path / "docker.sock"
    socket.touch()
    here = Place(f"unix://{socket}", "test")
    first = run.connect(here)
    assert run.connect(here) is first
    (tmp_path / "other.sock").touch()
    (tmp_path / "other.sock").replace(socket)  # an engine that was started anew
    second = run.connect(here)
    assert second is not first
    assert run.connect(here) is second
    away = Place("tcp://192.0.2.1:2375", "test")
    assert run.connect(away) is run.connect(away)


def looks_inside(look: Look) -> None:
    look.ask.run_in("box", ["true"])


@pytest.mark.parametrize(
    ("silent", "condition", "inside"),
    [(False, passes, False), (True, passes, True), (False, looks_inside, True)],
    ids=["asks for what events tell", "says itself that none does", "looks inside"],
)
def test_a_result_knows_whether_it_can_change_without_an_event(
    silent: bool, condition: Condition, inside: bool
) -> None:
    answers = {'["info"]': {"ServerVersion": "27.0"}, 'one 1 ["run_in", "box", ["true"]]': [0, ""]}
    look = Look(None, "03_commit_diff", Scope(), Asking(answers))
    found = replace(task("one", condition), silent=silent, passed="판")
    result = run.judge(spec(found), found, look, {})
    assert (result.status, result.inside) == (PASSED, inside)
