"""The panel follows a real engine: no press, no pile of threads, no trust in what the engine says."""

from __future__ import annotations

import contextlib
import gc
import io
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docker as docker_py
import pytest

from helpers import paths
from helpers.checks import FAILED, PASSED, answers
from helpers.checks.quiz import Quiz, quizzes
from helpers.checks.throwaway import PROBE_LABEL
from helpers.desk import IN_DESK, MIME
from helpers.engine.private import PrivateEngine
from helpers.errors import CourseError, LessonError
from helpers.lab import Baseline, Journal
from helpers.lab.daemon import past
from helpers.notebook import Lab
from helpers.views.follow import Follower
from helpers.views.panel import Panel
from tests.engine.hanging import hanging
from tests.engine.waiting import until
from tests.faults.table import Fault

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
BASE = "debian:trixie-slim"
SLOWNESS = 45  # seconds by which a busy machine may be late


@pytest.fixture
def panel(engine: PrivateEngine) -> Iterator[Panel]:
    panel = Panel("03_commit_diff")
    yield panel
    panel.close()


def status(panel: Panel, task: str) -> str:
    return next(result.status for result in panel.report.tasks if result.id == task)


def html(panel: Panel) -> str:
    """All that the panel shows."""
    return "\n".join(panel.parts.values())


def cards_of(panel: Panel) -> list[str]:
    return [panel.parts[f"task:{task.id}"] for task in panel.spec.tasks]


def run_box(api: docker_py.APIClient) -> None:
    api.create_container(BASE, ["bash"], name="git-box", tty=True, stdin_open=True)
    api.start("git-box")


def test_it_turns_green_and_back_by_itself(docker: docker_py.APIClient, panel: Panel) -> None:
    assert status(panel, "box") == FAILED
    run_box(docker)
    until(lambda: status(panel, "box") == PASSED)
    until(lambda: "1/12점" in panel.parts["total"])
    assert 'data-task="box" data-status="passed"' in html(panel)
    docker.remove_container("git-box", force=True)
    until(lambda: 'data-task="box" data-status="failed"' in html(panel))


def test_a_passed_task_is_announced(docker: docker_py.APIClient, panel: Panel) -> None:
    assert panel.parts["live"] == ""
    run_box(docker)
    until(lambda: "통과: git-box 컨테이너를 띄워 두기" in panel.parts["live"])


def test_a_press_grades_too(docker: docker_py.APIClient, panel: Panel) -> None:
    panel._follower.stop()
    until(lambda: not any(thread.is_alive() for thread in panel._follower._threads), what="its last look")
    run_box(docker)
    assert status(panel, "box") == FAILED
    panel.grade(asked="box")
    assert status(panel, "box") == PASSED


def test_what_the_engine_says_is_text_never_markup(docker: docker_py.APIClient, panel: Panel) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    docker.create_container(BASE, [evil], name="git-fresh", labels={"x": evil})
    until(lambda: "alert(1)" in html(panel))
    assert "<script" not in html(panel)
    assert "<img" not in html(panel)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html(panel)


def test_only_what_changed_is_told(engine: PrivateEngine, docker: docker_py.APIClient) -> None:
    told: list[set[str]] = []
    panel = Panel("03_commit_diff", lambda news: told.append(set(news)))
    try:
        assert {"total", "task:box", "row:box", "hints:box", "current"} <= told[0]
        told.clear()
        panel.grade()
        assert told == [], "a redraw folds up what the learner had unfolded"
        run_box(docker)
        until(lambda: status(panel, "box") == PASSED)
        # told a moment after the report has it
        until(lambda: {"task:box", "row:box", "total", "live"} <= set().union(*told))
        assert "hints:run-new" not in set().union(*told)
    finally:
        panel.close()


def test_what_is_run_in_a_container_is_looked_at(docker: docker_py.APIClient, panel: Panel) -> None:
    """`docker exec` makes no event that a grade is worth, except where a check asks for it."""
    docker.create_container(BASE, ["sleep", "99"], name="git-fresh")
    docker.start("git-fresh")
    until(lambda: "git-fresh" in panel.parts["task:fresh"])
    made = docker.exec_create("git-fresh", ["git", "--version"])
    with contextlib.suppress(docker_py.errors.APIError):  # it is not there, which is the task
        docker.exec_start(made)
    until(lambda: status(panel, "fresh") == PASSED)


def test_what_changes_inside_without_an_event_is_looked_at(docker: docker_py.APIClient, panel: Panel) -> None:
    """Typed into a shell that is attached: no event tells of it."""
    docker.create_container(
        BASE,
        ["sh", "-c", "until [ -e /go ]; do sleep 0.1; done; cp /go /usr/bin/git; sleep 99"],
        name="git-box",
    )
    docker.start("git-box")
    until(lambda: status(panel, "box") == PASSED)
    until(lambda: "git" in panel.parts["task:install"])
    before = panel.parts["task:install"]
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        script = tarfile.TarInfo("go")
        script.size, script.mode = 10, 0o755
        tar.addfile(script, io.BytesIO(b"#!/bin/sh\n"))
    docker.put_archive("git-box", "/", archive.getvalue())
    until(lambda: panel.parts["task:install"] != before)


def test_looking_inside_does_not_make_it_look_without_end(
    docker: docker_py.APIClient, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check's own `docker exec` is no news."""
    docker.create_container(BASE, ["sleep", "99"], name="git-box")
    docker.start("git-box")
    until(lambda: status(panel, "box") == PASSED)
    monkeypatch.setattr(panel, "_waits_without_events", lambda: False)

    def is_quiet() -> bool:
        """Whether no look came with the next two beats."""
        looked, beats = panel._looked, panel._beats
        until(lambda: panel._beats > beats + 2)
        return panel._looked == looked

    until(is_quiet, what="the looks that trail the start")
    made = docker.exec_create("git-box", ["true"])
    Journal(docker).own_exec(made["Id"])
    docker.exec_start(made)
    assert is_quiet()


def test_an_untouched_task_is_neutral_until_it_is_begun(docker: docker_py.APIClient, panel: Panel) -> None:
    assert "course-untouched" in panel.parts["task:box"]
    assert "course-failed" not in "".join(cards_of(panel)), "nothing was done, so nothing is wrong"
    docker.create_container("busybox", ["sh"], name="git-box")
    until(lambda: "course-failed" in panel.parts["task:box"])
    panel.grade(asked="remove-in-order")
    assert "course-untouched" in panel.parts["task:remove-in-order"], "asking alone is no mistake"


def test_who_asks_in_vain_again_and_again_is_told_where_the_command_stands(
    docker: docker_py.APIClient, panel: Panel
) -> None:
    docker.create_container("busybox", ["sh"], name="git-box")
    for _number in range(2):
        panel.grade(asked="box")
    assert "마지막 힌트" not in panel.parts["task:box"]
    panel.grade(asked="box")
    assert "마지막 힌트를 여세요" in panel.parts["task:box"]
    docker.remove_container("git-box")
    run_box(docker)
    until(lambda: status(panel, "box") == PASSED)
    until(lambda: "마지막 힌트" not in panel.parts["task:box"], what="the card is drawn anew")


def test_a_question_that_was_answered_is_counted_without_an_event(panel: Panel) -> None:
    questions = quizzes(panel.lesson.name)
    name = next(name for name, question in questions.items() if isinstance(question, Quiz))
    right = next(number for number, choice in enumerate(questions[name].choices) if choice.right)
    assert f"질문 0/{len(questions)}" in panel.parts["total"]
    answers.remember(panel.lesson.name, name, str(right), right=True)
    until(lambda: f"질문 1/{len(questions)}" in panel.parts["total"])


def test_a_lost_engine_is_shown_and_found_again(
    new_engine: Callable[[str], PrivateEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    private = new_engine("panel")
    private.start()
    monkeypatch.setenv("DOCKER_HOST", private.engine.url)
    panel = Panel("03_commit_diff")
    try:
        assert panel.parts["notice"] == ""
        before = cards_of(panel)
        private.stop()
        until(lambda: "course-lost" in panel.parts["notice"])
        assert cards_of(panel) == before, "the last picture stays"
        assert panel.grade().exit_code in (1, 2), "a press while it is away raises nothing"
        private.start()
        until(lambda: panel.parts["notice"] == "")
    finally:
        panel.close()


def test_an_engine_that_hangs_is_noticed_within_15_s(
    new_engine: Callable[[str], PrivateEngine], monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    private = new_engine("hang")
    monkeypatch.setenv("DOCKER_HOST", private.start().url)
    panel = Panel("03_commit_diff")
    try:
        until(lambda: panel._follower._stream)
        with hanging(private):
            began = time.monotonic()
            until(lambda: "course-lost" in panel.parts["notice"])
            took = time.monotonic() - began
            assert "대답하지 않습니다" in panel.parts["notice"]
            beats = panel._beats
            until(lambda: panel._beats > beats, what="the panel is alive meanwhile")
        assert took < 15 + SLOWNESS
        until(lambda: panel.parts["notice"] == "", what="it answers again")
        fault("dockerd paused while the panel follows", "도커 엔진이 대답하지 않습니다", took)
    finally:
        panel.close()


def test_a_panel_that_grades_when_the_engine_hangs_says_so_too(
    new_engine: Callable[[str], PrivateEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    private = new_engine("hang")
    monkeypatch.setenv("DOCKER_HOST", private.start().url)
    panel = Panel("03_commit_diff")
    try:
        until(lambda: panel._follower._stream)
        with hanging(private):
            panel._follower.look_again()
            until(lambda: panel._turn.locked(), what="it grades, which takes until the engine answers")
            until(lambda: "course-lost" in panel.parts["notice"])
            assert panel._turn.locked()
        until(lambda: panel.parts["notice"] == "")
    finally:
        panel.close()


def test_a_closed_panel_leaves_nothing_open(engine: PrivateEngine, docker: docker_py.APIClient) -> None:
    def descriptors() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    Panel("03_commit_diff").close()  # what is opened once for all of them
    before = descriptors()
    gc.disable()  # it would close what the panel has forgotten, some day
    try:
        for _number in range(5):
            Panel("03_commit_diff").close()
        until(lambda: descriptors() <= before, what=f"no more than {before} open files")
    finally:
        gc.enable()


def test_a_callback_that_fails_is_logged_and_said_and_ends_nothing(
    docker: docker_py.APIClient, caplog: pytest.LogCaptureFixture
) -> None:
    looks: list[str] = []
    said: list[CourseError] = []
    faults = {"changed": KeyError("changed"), "beat": ValueError("beat"), "worth": TypeError("worth")}

    def once(name: str) -> bool:
        looks.append(name)
        if fault := faults.pop(name, None):
            raise fault
        return True

    def lost(error: CourseError) -> None:
        said.append(error)
        once("lost")

    faults["lost"] = RuntimeError("lost")
    follower = Follower(
        lambda _api: bool(once("changed")) or None, lost, lambda: bool(once("beat")) or None,
        worth=lambda _event: once("worth"),
    )  # fmt: skip
    follower.start()
    try:
        until(lambda: not faults and min(map(looks.count, ("changed", "beat", "worth"))) >= 2)
        assert {error.code for error in said} == {"follower"}
        for fault in ("KeyError", "ValueError", "TypeError"):
            assert f"못했습니다: {fault}" in str(said)
            assert f"{fault}: " in caplog.text
        assert "RuntimeError: " in caplog.text
        mistakes = (paths.state() / "mistakes.log").read_text()
        assert "KeyError: 'changed'" in mistakes
        assert str(paths.state() / "mistakes.log") in "".join(error.remedy for error in said)
    finally:
        follower.stop()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_panel_whose_follower_has_died_says_so(
    panel: Panel, monkeypatch: pytest.MonkeyPatch, docker: docker_py.APIClient
) -> None:
    def die(*_: object) -> None:
        raise SystemExit  # ends a thread without a word, whatever it catches

    monkeypatch.setattr(panel._follower, "_changed", die)
    run_box(docker)
    until(lambda: "course-lost" in panel.parts["notice"])
    assert "이 페이지를 새로 고치세요" in panel.parts["notice"]


def test_a_panel_that_opens_without_an_engine_waits_for_one(
    new_engine: Callable[[str], PrivateEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    private = new_engine("late")
    monkeypatch.setenv("DOCKER_HOST", private.engine.url)
    panel = Panel("03_commit_diff")
    try:
        assert "course-lost" in panel.parts["notice"]
        assert "도커 엔진이 없습니다" in html(panel)
        private.start()
        until(lambda: panel.parts["notice"] == "" and status(panel, "box") == FAILED)
    finally:
        panel.close()


def test_probes_and_exec_do_not_make_it_look_again(
    docker: docker_py.APIClient, engine: PrivateEngine
) -> None:
    Baseline.of(docker)
    looks: list[int] = []
    follower = Follower(lambda _api: looks.append(1), lambda _error: None, lambda: None)
    follower.start()
    try:
        until(lambda: len(looks) >= 2)  # the first look and the one that trails it
        before = len(looks)
        for _number in range(3):
            made = docker.create_container("busybox", ["sleep", "9"], labels={PROBE_LABEL: "03"})
            docker.remove_container(made["Id"])
        until(lambda: (made["Id"], "destroy") in [(e["Actor"]["ID"], e["Action"]) for e in past(docker)])
        assert len(looks) == before
        docker.create_volume("real")
        until(lambda: len(looks) > before)
    finally:
        follower.stop()


def test_check_shows_its_verdict_and_knows_its_lesson(
    docker: docker_py.APIClient, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Any] = []
    monkeypatch.setattr("helpers.notebook.display", shown.append)
    monkeypatch.setenv("JPY_SESSION_NAME", "/somewhere/03_commit_diff.ipynb")  # as Jupyter's server does
    lab = Lab()  # nothing was opened: the kernel has been restarted
    assert lab.check("box") is None, "no number below the card"
    bundle = shown[0]._repr_mimebundle_()
    assert "○ git-box 컨테이너를 띄워 두기 (0/1점)" in bundle["text/plain"]
    assert bundle[MIME] == {"lesson": "03_commit_diff", "task": "box"}
    run_box(docker)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert lab.check("box") == 1
    monkeypatch.delenv("NBGRADER_EXECUTION")
    for number in (1, 2, 3, 3):
        lab.hint("box")
        assert capsys.readouterr().out.startswith(f"힌트 {number}/3: ")
    lab.score()
    lab.score()
    assert capsys.readouterr().out == "점수: 1/12\n" * 2
    monkeypatch.setenv(IN_DESK, "1")
    lab.score()
    assert shown[-1]._repr_mimebundle_()["text/plain"] == "점수: 1/12"


def test_a_notebook_that_is_no_lesson_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", "/somewhere/mine.ipynb")
    with pytest.raises(LessonError, match="첫 번째 코드 셀"):
        Lab().check("box")
