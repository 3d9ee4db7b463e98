"""The panel follows a real engine: no press, no pile of threads, no trust in what the engine says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import docker as docker_py
import pytest

from helpers.checks import FAILED, PASSED
from helpers.checks.throwaway import PROBE_LABEL
from helpers.engine.private import PrivateEngine
from helpers.lab import Baseline, Journal
from helpers.notebook import Lab
from helpers.views.follow import Follower
from helpers.views.panel import Panel
from tests.engine.waiting import until

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
BASE = "debian:trixie-slim"


@pytest.fixture
def panel(engine: PrivateEngine) -> Iterator[Panel]:
    panel = Panel("03_commit_diff")
    yield panel
    panel.close()


def status(panel: Panel, task: str) -> str:
    return next(one.status for one in panel.report.tasks if one.id == task)


def html(panel: Panel) -> str:
    """All that the panel shows, its tasks folded out."""
    parts = [panel._total, panel._notice, panel._live, *(card._head for card in panel._cards.values())]
    return "\n".join(part.value for part in parts)


def run_box(api: docker_py.APIClient) -> None:
    api.create_container(BASE, ["bash"], name="git-box", tty=True, stdin_open=True)
    api.start("git-box")


def followers() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name.startswith("course-")]


def test_it_turns_green_and_back_by_itself(docker: docker_py.APIClient, panel: Panel) -> None:
    assert status(panel, "box") == FAILED
    run_box(docker)
    until(lambda: status(panel, "box") == PASSED)
    until(lambda: "2/12점" in panel._total.value)
    assert 'data-task="box" data-status="passed"' in html(panel)
    docker.remove_container("git-box", force=True)
    until(lambda: 'data-task="box" data-status="failed"' in html(panel))


def test_a_passed_task_is_announced(docker: docker_py.APIClient, panel: Panel) -> None:
    assert 'role="status" aria-live="polite"></div>' in panel._live.value
    run_box(docker)
    until(lambda: "통과: git-box 컨테이너를 띄워 두기" in panel._live.value)


def test_a_press_grades_too(docker: docker_py.APIClient, panel: Panel) -> None:
    panel._follower.stop()
    run_box(docker)
    assert status(panel, "box") == FAILED
    next(one for one in panel.children[1].children if hasattr(one, "click")).click()
    assert status(panel, "box") == PASSED


def test_what_the_engine_says_is_text_never_markup(docker: docker_py.APIClient, panel: Panel) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    docker.create_container(BASE, [evil], name="git-fresh", labels={"x": evil})
    until(lambda: "alert(1)" in html(panel))
    assert "<script" not in html(panel)
    assert "<img" not in html(panel)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html(panel)


def test_without_a_browser_it_is_the_report_as_text(panel: Panel) -> None:
    assert panel._repr_mimebundle_()["text/plain"] == panel.report.text() == repr(panel)
    assert "✗ git-box 컨테이너를 띄워 두기 (0/2점)" in repr(panel)


def test_opening_again_replaces_the_panel_and_its_threads(
    engine: PrivateEngine, docker: docker_py.APIClient
) -> None:
    lab = Lab()
    lab.open("03")
    first, before = lab._panel, followers()
    for _again in range(3):
        lab.open("03_commit_diff")
    try:
        until(lambda: len(followers()) == len(before) == 3)
        assert not set(before) & set(followers())
        run_box(docker)
        until(lambda: lab._panel and status(lab._panel, "box") == PASSED)
        assert first
        assert status(first, "box") == FAILED, "the old panel no longer follows"
    finally:
        assert lab._panel
        lab._panel.close()
    until(lambda: not followers())


def test_a_lost_engine_is_shown_and_found_again(
    new_engine: Callable[[str], PrivateEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    private = new_engine("panel")
    private.start()
    monkeypatch.setenv("DOCKER_HOST", private.engine.url)
    panel = Panel("03_commit_diff")
    try:
        assert panel._notice.value == ""
        before = [card._head.value for card in panel._cards.values()]
        private.stop()
        until(lambda: "course-lost" in panel._notice.value)
        assert [card._head.value for card in panel._cards.values()] == before, "the last picture stays"
        assert panel.grade().exit_code in (1, 2), "a press while it is away raises nothing"
        private.start()
        until(lambda: panel._notice.value == "")
    finally:
        panel.close()


def test_a_panel_that_opens_without_an_engine_waits_for_one(
    new_engine: Callable[[str], PrivateEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    private = new_engine("late")
    monkeypatch.setenv("DOCKER_HOST", private.engine.url)
    panel = Panel("03_commit_diff")
    try:
        assert "course-lost" in panel._notice.value
        assert "도커 엔진이 없습니다" in repr(panel)
        private.start()
        until(lambda: panel._notice.value == "" and status(panel, "box") == FAILED)
    finally:
        panel.close()


def test_signs_of_life_go_on_without_events(panel: Panel) -> None:
    first = until(lambda: panel._beats)
    until(lambda: panel._beats > first)
    assert f'data-beat="{panel._beats}"' in panel._pulse.value or panel._beats > first


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
        journal = Journal(docker)
        until(
            lambda: (
                journal.catch_up() or made["Id"] in [e.id for e in journal.events() if e.action == "destroy"]
            )
        )
        assert len(looks) == before
        docker.create_volume("real")
        until(lambda: len(looks) > before)
    finally:
        follower.stop()


def test_check_hint_and_score_print_what_a_notebook_keeps(
    docker: docker_py.APIClient, capsys: pytest.CaptureFixture[str]
) -> None:
    lab = Lab()
    lab.open("03")
    try:
        capsys.readouterr()
        assert lab.check("box") == 0
        assert "✗ git-box 컨테이너를 띄워 두기 (0/2점)" in capsys.readouterr().out
        run_box(docker)
        assert lab.check("box") == 2
        capsys.readouterr()
        for number in (1, 2, 3, 3):
            lab.hint("box")
            assert capsys.readouterr().out.startswith(f"힌트 {number}/3: ")
        lab.score()
        lab.score()
        assert capsys.readouterr().out == "점수: 2/12\n" * 2
    finally:
        assert lab._panel
        lab._panel.close()
