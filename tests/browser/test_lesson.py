"""A lesson in real JupyterLab: work in a cell or in the terminal turns the panel green without a press."""

from __future__ import annotations

from collections.abc import Iterator

import docker as docker_py
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import PANEL, Lab

pytestmark = [pytest.mark.engine, pytest.mark.browser, pytest.mark.usefixtures("clean")]
NOTEBOOK = "03_commit_diff.ipynb"
BASE = "debian:trixie-slim"
expect.set_options(timeout=60_000)


@pytest.fixture
def lesson(lab: Lab) -> Iterator[Lab]:
    """The lesson with its first cell run: the panel is there, nothing is done yet."""
    lab.open_notebook(NOTEBOOK)
    lab.restart_kernel()
    lab.run_cell(index_of(lab, "lab.open("))
    expect(lab.page.locator(".course-task")).to_have_count(6)
    yield lab
    lab.command("docmanager:save")


def index_of(lab: Lab, text: str) -> int:
    return next(i for i, cell in enumerate(lab.cells()) if text in cell["source"])


def task(lab: Lab, name: str, status: str) -> Locator:
    return lab.page.locator(f'.course-task[data-task="{name}"][data-status="{status}"]')


def picture(lab: Lab, name: str) -> None:
    """The page with the panel in view."""
    lab.page.locator(".course-panel").scroll_into_view_if_needed()
    lab.shot(name)


def test_a_cell_and_the_terminal_turn_tasks_green(lesson: Lab) -> None:
    expect(task(lesson, "box", "failed")).to_be_visible()
    picture(lesson, "lesson-untouched")
    cell = index_of(lesson, "여기에 명령을 쓰세요")
    lesson.write_cell(cell, f"%%bash\ndocker run -dit --name git-box {BASE} bash")
    lesson.run_cell(cell)
    expect(task(lesson, "box", "passed")).to_be_visible()
    lesson.type(f"docker run -it --name git-fresh {BASE} bash")
    expect(task(lesson, "fresh", "passed")).to_be_visible()
    lesson.terminal_shows(r"root@[0-9a-f]{12}:/# ?$")
    lesson.keys("git --version")
    lesson.terminal_shows("git: command not found")
    lesson.keys("exit")
    expect(lesson.page.locator(".course-total")).to_contain_text("4/12점")
    expect(lesson.page.locator(".course-live")).to_contain_text("통과")
    picture(lesson, "lesson-light")
    lesson.theme("dark")
    picture(lesson, "lesson-dark")
    lesson.theme("light")


def test_after_a_reload_the_panel_goes_on_following(lesson: Lab, docker: docker_py.APIClient) -> None:
    docker.create_container(BASE, ["bash"], name="git-box", tty=True, stdin_open=True)
    docker.start("git-box")
    expect(task(lesson, "box", "passed")).to_be_visible()
    lesson.save()
    lesson.reload()
    expect(task(lesson, "box", "passed")).to_be_visible()
    docker.stop("git-box", timeout=0)
    expect(task(lesson, "box", "failed")).to_be_visible()
    picture(lesson, "lesson-reloaded")


def test_it_follows_while_a_cell_is_running(lesson: Lab, docker: docker_py.APIClient) -> None:
    cell = index_of(lesson, "여기에 명령을 쓰세요")
    lesson.write_cell(cell, "import time\ntime.sleep(600)")
    lesson.page.evaluate(
        f"(index) => {{ {PANEL} panel.content.activeCellIndex = index;"
        " window.jupyterapp.commands.execute('notebook:run-cell'); }",
        cell,
    )
    lesson.page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="busy"]', state="attached")
    docker.create_container(BASE, ["bash"], name="git-box", tty=True, stdin_open=True)
    docker.start("git-box")
    expect(task(lesson, "box", "passed")).to_be_visible()
    assert lesson.page.locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]').count()
    lesson.page.evaluate(f"() => {{ {PANEL} return panel.sessionContext.session.kernel.interrupt(); }}")
    lesson.idle()


def test_the_keyboard_reaches_everything(lesson: Lab) -> None:
    page = lesson.page
    first = page.locator(".course-task > summary").first
    body = page.locator(".course-task .course-body").first
    expect(body).to_be_visible()
    first.focus()
    page.keyboard.press("Enter")
    expect(body).to_be_hidden()
    page.keyboard.press("Space")
    expect(body).to_be_visible()
    page.keyboard.press("Tab")
    for number in (1, 2, 3):
        focused = page.locator(".course-hint > summary:focus")
        expect(focused).to_contain_text(f"힌트 {number}/3")
        page.keyboard.press("Enter")
        expect(focused.locator("xpath=following-sibling::p")).to_be_visible()
        page.keyboard.press("Tab")
    picture(lesson, "lesson-hints")
    button = page.locator("button.course-grade")
    button.focus()
    before = page.locator(".course-gone").get_attribute("data-beat")
    page.keyboard.press("Enter")
    expect(button).to_be_focused()
    assert before is not None


def test_a_dead_kernel_shows_and_running_the_cell_again_mends_it(lesson: Lab) -> None:
    gone = lesson.page.locator(".course-gone")
    expect(gone).to_be_hidden()
    lesson.page.evaluate(f"async () => {{ {PANEL} await panel.sessionContext.session.kernel.shutdown(); }}")
    expect(gone).to_be_visible()
    expect(gone).to_contain_text("커널이 멈춰")
    picture(lesson, "lesson-kernel-gone")
    lesson.page.wait_for_function(f"() => {{ {PANEL} return panel.sessionContext.hasNoKernel; }}")
    lesson.page.evaluate(
        f"async () => {{ {PANEL} await panel.sessionContext.changeKernel({{name: 'python3'}}); }}"
    )
    lesson.ready()
    lesson.run_cell(index_of(lesson, "lab.open("))
    expect(gone).to_have_count(1)
    expect(gone).to_be_hidden()


def printed(lab: Lab, cell: int) -> str:
    """All that a cell shows as text, its error too."""
    parts = [
        line
        for output in lab.cells()[cell]["outputs"]
        for line in (output.get("text", ""), *output.get("traceback", ()))
    ]
    return "".join(parts)


def test_a_cell_that_is_run_before_the_first_one_says_so(lesson: Lab) -> None:
    lesson.restart_kernel()
    cell = index_of(lesson, 'lab.check("box")')
    lesson.run_cell(cell)
    assert "첫 셀을 실행하세요" in printed(lesson, cell)
    assert "Traceback" not in printed(lesson, cell)


def test_a_refused_command_is_explained_below_the_cell(lesson: Lab, docker: docker_py.APIClient) -> None:
    docker.create_container(BASE, ["bash"], name="git-box", tty=True, stdin_open=True)
    cell = index_of(lesson, "여기에 명령을 쓰세요")
    lesson.write_cell(cell, f"%%bash\ndocker run -dit --name git-box {BASE} bash")
    lesson.run_cell(cell)
    assert "컨테이너가 이미 있습니다" in printed(lesson, cell)
    assert "Traceback" not in printed(lesson, cell)
    lesson.page.locator(".jp-RenderedText", has_text="종료 코드").scroll_into_view_if_needed()
    lesson.shot("lesson-refused")
