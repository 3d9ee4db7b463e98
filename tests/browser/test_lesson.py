"""A lesson in real JupyterLab: work in a cell or in the terminal turns its task green without a press."""

from __future__ import annotations

from collections.abc import Iterator

import docker as docker_py
import pytest
from playwright.sync_api import Locator, expect

from helpers.checks import load
from tests.browser.lab import PANEL, Lab

pytestmark = [pytest.mark.engine, pytest.mark.browser, pytest.mark.usefixtures("clean")]
NOTEBOOK = "03_commit_diff.ipynb"
BASE = "debian:trixie-slim"


@pytest.fixture
def lesson(lab: Lab) -> Iterator[Lab]:
    """The lesson in front, its list filled; nothing is done yet, and no cell was run."""
    lab.open_notebook(NOTEBOOK)
    lab.restart_kernel()
    expect(lab.page.locator("[data-row] .course-mark")).to_have_count(len(load("03_commit_diff").tasks))
    expect(row(lab, "box", "failed")).to_be_visible()
    yield lab
    lab.command("docmanager:save")


def row(lab: Lab, name: str, status: str) -> Locator:
    """A task in the list, in this state."""
    return lab.page.locator(f'[data-row="{name}"] .course-mark[data-status="{status}"]')


def card(lab: Lab, name: str) -> Locator:
    """The card at a task, once its cell is on the screen."""
    lab.page.locator(f'[data-row="{name}"]').click()
    found = lab.page.locator(f'.jp-Cell .course-card[data-card="{name}"]')
    expect(found).to_be_visible()
    return found


def test_a_cell_and_the_terminal_turn_tasks_green(lesson: Lab) -> None:
    expect(row(lesson, "box", "failed")).to_be_visible()
    expect(card(lesson, "box")).to_contain_text("아직 시작하지 않음")
    lesson.shot("lesson-untouched")
    cell = lesson.code_cell("여기에 명령을 쓰세요")
    lesson.write_cell(cell, f"%%bash\ndocker run -dit --name git-box {BASE} bash")
    lesson.run_cell(cell)
    expect(row(lesson, "box", "passed")).to_be_visible()
    lesson.type(f"docker run -it --name git-fresh {BASE} bash")
    lesson.terminal_shows(r"root@[0-9a-f]{12}:/# ?$")
    lesson.keys("git --version")
    lesson.terminal_shows("git: command not found")
    lesson.keys("exit")
    expect(row(lesson, "fresh", "passed")).to_be_visible()
    expect(lesson.page.locator(".course-total")).to_contain_text("2/12점")
    expect(lesson.page.locator(".course-live")).to_contain_text("통과")
    expect(card(lesson, "fresh")).to_contain_text("통과")
    lesson.shot("lesson-light")
    lesson.theme("dark")
    lesson.shot("lesson-dark")
    lesson.theme("light")


def test_after_a_reload_it_goes_on_following(lesson: Lab, docker: docker_py.APIClient) -> None:
    docker.create_container(BASE, ["bash"], name="git-box", tty=True, stdin_open=True)
    docker.start("git-box")
    expect(row(lesson, "box", "passed")).to_be_visible()
    lesson.save()
    lesson.reload()
    expect(row(lesson, "box", "passed")).to_be_visible()
    docker.stop("git-box", timeout=0)
    expect(row(lesson, "box", "failed")).to_be_visible()
    lesson.shot("lesson-reloaded")


def test_it_follows_while_a_cell_is_running(lesson: Lab, docker: docker_py.APIClient) -> None:
    cell = lesson.code_cell("여기에 명령을 쓰세요")
    lesson.write_cell(cell, "import time\ntime.sleep(600)")
    lesson.page.evaluate(
        f"(index) => {{ {PANEL} panel.content.activeCellIndex = index;"
        " window.jupyterapp.commands.execute('notebook:run-cell'); }",
        cell,
    )
    lesson.page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="busy"]', state="attached")
    docker.create_container(BASE, ["bash"], name="git-box", tty=True, stdin_open=True)
    docker.start("git-box")
    expect(row(lesson, "box", "passed")).to_be_visible()
    assert lesson.page.locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]').count()
    lesson.evaluate(f"() => {{ {PANEL} return panel.sessionContext.session.kernel.interrupt(); }}")
    lesson.idle()


def test_hints_open_by_keyboard_and_stay_while_the_card_changes(
    lesson: Lab, docker: docker_py.APIClient
) -> None:
    page = lesson.page
    name = "remove-in-order"  # what was earned has no hints any more
    card(lesson, name).locator(".course-hint > summary").first.focus()
    for number in (1, 2, 3):
        focused = page.locator(".course-hint > summary:focus")
        expect(focused).to_contain_text(f"힌트 {number}/3")
        page.keyboard.press("Enter")
        expect(focused.locator("xpath=following-sibling::p")).to_be_visible()
        if number < 3:
            page.keyboard.press("Tab")
    docker.create_container("busybox", ["sh"], name="git-scrap")
    expect(page.locator(f'.course-card[data-card="{name}"] .course-failed')).to_be_visible()
    expect(page.locator(f'.course-card[data-card="{name}"] .course-hint[open]')).to_have_count(3)
    lesson.shot("lesson-hints")


def test_without_a_kernel_the_cards_go_on_and_a_check_finds_its_lesson(
    lesson: Lab, docker: docker_py.APIClient
) -> None:
    lesson.evaluate(f"async () => {{ {PANEL} await panel.sessionContext.shutdown(); }}")
    docker.create_container(BASE, ["bash"], name="git-box", tty=True, stdin_open=True)
    docker.start("git-box")
    expect(row(lesson, "box", "passed")).to_be_visible()
    lesson.evaluate(f"async () => {{ {PANEL} await panel.sessionContext.startKernel(); }}")
    lesson.ready()
    cell = lesson.code_cell('lab.check("box")')
    lesson.run_cell(cell)
    (output,) = lesson.cells()[cell]["outputs"]
    assert output["output_type"] == "display_data", "a card, and no number below it"
    expect(lesson.page.locator('.jp-OutputArea .course-card[data-card="box"]')).to_contain_text("통과")
    expect(lesson.page.locator('.course-card[data-card="box"]')).to_have_count(1)


def printed(lab: Lab, cell: int) -> str:
    """All that a cell shows as text, its error too."""
    parts = [
        line
        for output in lab.cells()[cell]["outputs"]
        for line in (output.get("text", ""), *output.get("traceback", ()))
    ]
    return "".join(parts)


def test_a_refused_command_is_explained_below_the_cell(lesson: Lab, docker: docker_py.APIClient) -> None:
    docker.create_container(BASE, ["bash"], name="git-box", tty=True, stdin_open=True)
    cell = lesson.code_cell("여기에 명령을 쓰세요")
    lesson.write_cell(cell, f"%%bash\ndocker run -dit --name git-box {BASE} bash")
    lesson.run_cell(cell)
    assert "컨테이너가 이미 있습니다" in printed(lesson, cell)
    assert "Traceback" not in printed(lesson, cell)
    lesson.page.locator(".jp-RenderedText", has_text="종료 코드").scroll_into_view_if_needed()
    lesson.shot("lesson-refused")
