"""The desk around a lesson: the list, the terminal, what is said when something is gone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import docker as docker_py
import pytest
from playwright.sync_api import Browser, expect

from helpers.paths import ROOT
from tests.browser.accessible import accessible
from tests.browser.lab import PANEL, Lab, LabProcess
from tests.engine.waiting import until

pytestmark = [pytest.mark.engine, pytest.mark.browser, pytest.mark.usefixtures("clean")]
NOTEBOOK = "00_ready.ipynb"
LINES = """(pre) => {
    const all = document.createRange();
    all.selectNodeContents(pre);
    return new Set([...all.getClientRects()].map((box) => Math.round(box.top))).size;
}"""
COLUMNS = "() => [...jupyterapp.shell.widgets('main')].find((one) => one.content?._term).content._term.cols"


@pytest.fixture
def desk(lab: Lab) -> Lab:
    """The first lesson in front, as it is after a start, with its terminal free."""
    lab.page.click(".jp-Terminal .xterm-screen")
    # after a reload the terminal answers once more what a shell had asked it: that is in the line now
    lab.page.keyboard.press("Control+u")
    lab.terminal_ready()
    lab.open_notebook(NOTEBOOK)
    expect(lab.page.locator("[data-row] .course-mark")).to_have_count(3)
    return lab


def areas(lab: Lab) -> list[list[str]]:
    """The titles in each tab bar of the main area, from above."""
    found: list[list[str]] = lab.page.evaluate(
        """() => [...document.querySelectorAll('#jp-main-dock-panel > .lm-TabBar')]
            .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
            .map((bar) => [...bar.querySelectorAll('.lm-TabBar-tabLabel')].map((tab) => tab.textContent))"""
    )
    return found


@pytest.mark.parametrize("width", [1280, 1440])
def test_the_terminal_has_room_for_docker_ps(desk: Lab, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 800})
    desk.page.wait_for_function(f"({COLUMNS})() >= 100")
    desk.page.set_viewport_size({"width": 1440, "height": 900})


def test_a_task_in_the_list_leads_to_its_card_and_the_card_back(desk: Lab) -> None:
    desk.page.locator('[data-row="root"]').click()
    card = desk.page.locator('.course-card[data-card="root"]')
    expect(card).to_be_in_viewport()
    card.locator("[data-back]").click()
    expect(desk.page.locator('[data-row="root"]')).to_be_focused()
    desk.shot("desk-list")


def test_a_closed_terminal_comes_back_and_lessons_never_cover_it(desk: Lab) -> None:
    page = desk.page
    page.click(".jp-Terminal .xterm-screen")
    desk.command("application:close")
    expect(page.locator(".jp-Terminal")).to_have_count(0)
    page.locator(".course-buttons button").first.click()
    page.wait_for_selector(".jp-Terminal .xterm-screen")
    desk.terminal_ready()
    above, below = areas(desk)
    assert NOTEBOOK in above
    assert len(below) == 1
    page.click(".jp-Terminal .xterm-screen")  # what is opened now would join the terminal's tabs
    desk.open_notebook("01_kernel.ipynb")
    expect(page.locator("[data-row] .course-mark").first).to_be_visible()
    page.wait_for_function(
        "() => document.querySelectorAll('#jp-main-dock-panel > .lm-TabBar')[1]"
        "?.querySelectorAll('.lm-TabBar-tab').length === 1"
    )
    assert "01_kernel.ipynb" in areas(desk)[0]
    expect(page.locator(".jp-Terminal")).to_be_visible()


def test_who_has_the_terminal_is_said_and_a_new_one_is_offered(desk: Lab) -> None:
    page = desk.page
    desk.type("docker run --rm -it busybox sh")
    bar = page.locator(".course-busy")
    expect(bar).to_contain_text("컨테이너 안에 있습니다")
    desk.shot("desk-inside")
    desk.keys("exit")
    expect(bar).to_have_count(0)
    desk.type("docker run --rm --name waits busybox sleep 600")
    expect(bar).to_contain_text("컨테이너가 쓰고 있습니다")
    bar.get_by_role("button").click()
    page.wait_for_function(
        "() => [...jupyterapp.shell.widgets('main')].filter((one) => one.content?._term).length === 2"
    )
    kill = ["docker", "kill", "waits"]  # the bar tells of the command, its container may come later
    until(lambda: subprocess.run(kill, capture_output=True).returncode == 0, what="the container runs")
    expect(bar).to_have_count(0)
    desk.command("application:close")


def test_the_launcher_shows_what_a_learner_uses(desk: Lab) -> None:
    desk.command("launcher:create")
    launcher = desk.page.locator(".jp-Launcher")
    expect(launcher.locator(".jp-LauncherCard").first).to_be_visible()
    names = launcher.locator(".jp-LauncherCard-label").all_inner_texts()
    desk.shot("desk-launcher")
    assert any("Python 3" in name for name in names), names
    assert len([name for name in names if "Python 3" in name]) == 1, "a notebook, and no console"
    desk.command("application:close")


def test_words_in_tables_stay_whole_and_a_volume_is_no_address(desk: Lab) -> None:
    """What JupyterLab does to a lesson's tables and to `data:/srv` in the output of a command."""
    cell = desk.code_cell("여기에 명령을 쓰세요")
    desk.write_cell(cell, "%%bash\necho data:/srv")
    desk.run_cell(cell)
    link = desk.page.locator('.jp-RenderedText a[href^="data:"]')
    expect(link).to_have_css("pointer-events", "none")
    expect(link).to_have_css("text-decoration-line", "none")
    text = link.locator("xpath=ancestor::pre")
    assert link.evaluate("(a) => getComputedStyle(a).color") == text.evaluate(
        "(pre) => getComputedStyle(pre).color"
    )
    desk.page.set_viewport_size({"width": 1280, "height": 2400})
    desk.open_notebook("02_image_container.ipynb")
    choose(desk, next(at for at, cell in enumerate(desk.cells()) if "| REPOSITORY |" in cell["source"]))
    word = desk.page.locator(".jp-RenderedMarkdown td", has_text=re.compile("^REPOSITORY$"))
    word.scroll_into_view_if_needed()
    assert word.evaluate(LINES) == 1
    desk.page.set_viewport_size({"width": 1440, "height": 900})


def test_a_table_of_dockers_keeps_its_columns(desk: Lab, docker: docker_py.APIClient) -> None:
    """Its letters get smaller where that is enough; what is wider still is scrolled. A log is wrapped."""
    docker.create_container("busybox", ["sleep", "600"], name="a-container-with-a-name-that-makes-it-wide")
    cell = desk.code_cell("여기에 명령을 쓰세요")
    given = desk.cells()[cell]["source"]
    table = desk.page.locator(".jp-OutputArea-output.course-table > pre")
    desk.page.set_viewport_size({"width": 1280, "height": 900})
    for command, fits in (("docker ps -a", True), ("docker ps -a --no-trunc; seq -s ' ' 300", False)):
        desk.write_cell(cell, f"%%bash\n{command}")
        desk.run_cell(cell)
        choose(desk, cell)
        expect(table).to_contain_text("it-wide")
        assert table.evaluate(LINES) == 2 + command.count("seq")
        assert table.evaluate("(pre) => pre.scrollWidth <= pre.clientWidth") == fits
        size = table.evaluate("(pre) => parseFloat(getComputedStyle(pre).fontSize)")
        assert 10 <= size < 13, "smaller than other text, and to be read"
        desk.shot(f"desk-table-{'whole' if fits else 'scrolled'}")
    desk.write_cell(cell, "%%bash\nseq -s ' ' 300")
    desk.run_cell(cell)
    expect(table).to_have_count(0)
    desk.write_cell(cell, given)  # other tests look for such a cell
    desk.page.set_viewport_size({"width": 1440, "height": 900})


def choose(lab: Lab, index: int) -> None:
    """Make a cell the active one, on the screen."""
    lab.focus_notebook()
    lab.page.evaluate(
        f"(index) => {{ {PANEL} panel.content.activeCellIndex = index; panel.content.scrollToItem(index); }}",
        index,
    )


def test_commands_are_typed_into_the_terminal_and_not_run(desk: Lab) -> None:
    choose(desk, desk.code_cell("docker context inspect"))
    send = desk.page.locator(".jp-cell-toolbar").get_by_role("button", name="터미널에 쓰기")
    expect(send).to_be_visible()
    desk.shot("desk-send")
    send.click()
    shown = desk.terminal_shows("docker context inspect .*Host}}'$")
    assert "unix://" not in shown.rpartition("docker context")[2]
    desk.page.keyboard.press("Enter")
    desk.terminal_shows("^unix://")
    answer = desk.code_cell("여기에 명령을 쓰세요")
    desk.write_cell(answer, "%%bash\necho an answer")
    choose(desk, answer)
    expect(send).to_be_hidden()
    desk.command("course:send")
    assert "an answer" not in desk.terminal(), "what a task asks for is typed by the learner"


def test_several_lines_are_typed_as_one_and_wait_for_enter(desk: Lab) -> None:
    choose(desk, desk.code_cell("docker version --format 'client"))
    desk.command("course:send")
    shown = desk.terminal_shows("docker version --format 'api .*}}'$")
    assert not re.search("^client [0-9]", shown, re.MULTILINE), "the first line waits, too"
    desk.page.keyboard.press("Enter")
    desk.terminal_shows("^client [0-9]")
    desk.terminal_shows("^api [0-9]")


def test_a_press_in_the_list_shows_the_whole_card(desk: Lab) -> None:
    desk.page.set_viewport_size({"width": 1280, "height": 800})
    for task in ("root", "hello", "server"):
        desk.page.locator(f'[data-row="{task}"]').click()
        card = desk.page.locator(f'.course-card[data-card="{task}"]')
        expect(card.locator(".course-hint").first).to_be_in_viewport(ratio=1)
        expect(card).to_be_in_viewport(ratio=0.99)
    desk.page.set_viewport_size({"width": 1440, "height": 900})


def test_what_a_press_brings_out_comes_into_view(desk: Lab) -> None:
    quiz = desk.code_cell('lab.quiz("message")')
    desk.run_cell(quiz)
    desk.page.set_viewport_size({"width": 1280, "height": 640})
    answer = desk.page.locator(".course-quiz button", has_text="도커를 다시 설치한다")
    answer.scroll_into_view_if_needed()
    answer.click()
    expect(desk.page.locator(".course-feedback")).to_be_in_viewport(ratio=0.95)
    desk.page.locator('[data-row="server"]').click()
    hint = desk.page.locator('.course-card[data-card="server"] .course-hint').first
    hint.locator("summary").first.click()
    expect(hint).to_be_in_viewport(ratio=0.95)
    desk.page.set_viewport_size({"width": 1440, "height": 900})


def test_restart_saves_closes_and_opens_the_fresh_notebook(desk: Lab, lab_process: LabProcess) -> None:
    cell = desk.code_cell("여기에 명령을 쓰세요")
    desk.write_cell(cell, "%%bash\n# kept for later")
    done = subprocess.run(
        [sys.executable, "-m", "helpers", "restart", "00"],
        cwd=ROOT, env=lab_process.env, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    desk.page.wait_for_function(
        f"() => {{ {PANEL} return panel?.model"
        " && !JSON.stringify(panel.model.toJSON()).includes('kept for later'); }"
    )
    (kept,) = Path(lab_process.env["COURSE_WORK"], "ko").glob("00_ready-*.ipynb")
    assert "kept for later" in kept.read_text(), "what was not saved yet is in the one that was set aside"
    expect(desk.page.locator(".jp-Dialog")).to_have_count(0)


def test_what_a_kernel_drew_keeps_its_picture_and_says_what_to_do(desk: Lab) -> None:
    quiz = desk.code_cell('lab.quiz("message")')
    desk.run_cell(quiz)
    expect(desk.page.locator(".course-quiz")).to_be_visible()
    desk.save()
    desk.restart_kernel()
    desk.reload()
    desk.page.evaluate(
        f"(index) => {{ {PANEL} panel.content.activeCellIndex = index; panel.content.scrollToItem(index); }}",
        quiz,
    )
    stale = desk.page.locator(".course-stale")
    expect(stale).to_contain_text("커널을 다시 시작하기 전에")
    expect(desk.page.get_by_text("model not found")).to_have_count(0)
    desk.shot("desk-stale")
    stale.get_by_role("button").click()
    expect(desk.page.locator(".course-quiz")).to_be_visible()
    expect(stale).to_have_count(0)


def test_the_contents_show_what_was_earned_without_a_run(desk: Lab, docker: docker_py.APIClient) -> None:
    docker.create_container("busybox", ["echo", "hello"], name="ready-hello")
    docker.start("ready-hello")
    expect(desk.page.locator('[data-row="hello"] .course-mark')).to_have_attribute("data-status", "passed")
    desk.command("docmanager:open", path="index.ipynb", factory="Notebook")
    row = desk.page.locator(".jp-MarkdownOutput tr", has=desk.page.locator('a[href*="00_ready"]'))
    expect(row.locator(".course-earned")).to_contain_text("2/6점")
    desk.shot("desk-contents")
    row.locator("a").click()
    expect(desk.page.locator("[data-row] .course-mark")).to_have_count(3)


def test_the_end_of_a_lesson_names_what_is_left(desk: Lab) -> None:
    desk.run_cell(desk.code_cell("lab.score()"))
    finish = desk.page.locator(".course-finish")
    expect(finish).to_contain_text("/6")
    finish.locator("[data-goto]").last.click()
    expect(desk.page.locator('.course-card[data-card="root"]')).to_be_in_viewport()


def test_a_lesson_out_of_sight_lets_its_kernel_rest(desk: Lab) -> None:
    desk.open_notebook("01_kernel.ipynb")
    status = """async () => {
        await jupyterapp.serviceManager.kernels.refreshRunning();
        return [...jupyterapp.serviceManager.kernels.running()].length;
    }"""
    before = desk.evaluate(status)
    desk.command("course:rest")
    desk.page.wait_for_function(f"async (before) => (await ({status})()) < before", arg=before)
    desk.open_notebook(NOTEBOOK)
    desk.run_cell(desk.code_cell('lab.check("hello")'))
    expect(desk.page.locator('.jp-OutputArea .course-card[data-card="hello"]')).to_be_visible()


def test_a_second_tab_of_the_browser_finds_the_course(desk: Lab) -> None:
    page = desk.context.new_page()
    try:
        page.goto(desk.url)
        page.wait_for_function("() => Boolean(window.jupyterapp)")
        page.wait_for_selector(".jp-NotebookPanel .jp-Notebook")
        page.wait_for_selector(".jp-Terminal .xterm-screen")
        expect(page.locator("[data-row] .course-mark").first).to_be_visible()
        page.screenshot(path=ROOT / "test-output" / "screens" / "desk-second-tab.png")
    finally:
        page.close()


def test_a_server_that_is_gone_is_said_once_in_the_learners_language(
    chromium: Browser, engine: object, tmp_path: Path
) -> None:
    process = LabProcess(engine.engine, tmp_path)  # type: ignore[attr-defined]
    lab = Lab(chromium, process.url())
    try:
        expect(lab.page.locator("[data-row]").first).to_be_visible()
        process.stop()
        gone = lab.page.locator(".course-list .course-gone")
        expect(gone).to_contain_text("연결이 끊겨")
        expect(lab.page.locator(".jp-Dialog")).to_have_count(0)
        lab.shot("desk-server-gone")
    finally:
        lab.close()
        process.stop()


def test_what_the_course_draws_is_accessible(desk: Lab, docker: docker_py.APIClient) -> None:
    """Cards not begun, wrong and passed, questions in each state, list, end, the bar of a terminal."""
    docker.create_container("debian:trixie-slim", ["true"], name="ready-engine")  # wrong: the image
    docker.create_container("busybox", ["echo", "hello"], name="ready-hello")
    docker.start("ready-hello")
    for cell in ('lab.check("hello")', 'lab.check("server")', 'lab.quiz("message")', 'lab.quiz("cpus")'):
        desk.run_cell(desk.code_cell(cell))
    desk.run_cell(desk.code_cell("draw.engine()"))
    desk.run_cell(desk.code_cell("lab.score()"))
    for task, state in (("hello", "passed"), ("server", "failed")):
        expect(desk.page.locator(f'[data-row="{task}"] .course-{state}')).to_be_attached()
    desk.type("docker run --rm -it busybox sh")
    expect(desk.page.locator(".course-busy")).to_be_visible()
    places = {
        'lab.check("hello")': ".course-card", 'lab.check("server")': ".course-card",
        'lab.check("root")': ".course-card", 'lab.quiz("message")': ".course-quiz",
        'lab.quiz("cpus")': ".course-quiz", "draw.engine()": "figure.course-view",
        "lab.score()": ".course-finish",
    }  # fmt: skip
    for theme in ("light", "dark"):
        desk.theme(theme)
        for beside in (".course-list", ".course-busy", ".jp-cell-toolbar"):
            accessible(desk, beside)
        for source, place in places.items():
            choose(desk, desk.code_cell(source))
            accessible(desk, place)
        choose(desk, desk.code_cell('lab.quiz("message")'))
        for answer in ("도커를 다시 설치한다", "데몬이 실행 중인지"):  # wrong, right
            desk.page.locator(".course-quiz button", has_text=answer).click()
            expect(desk.page.locator(".course-feedback").first).to_be_visible()
            accessible(desk, ".course-quiz")
    desk.theme("light")
    desk.keys("exit")
    expect(desk.page.locator(".course-busy")).to_have_count(0)
