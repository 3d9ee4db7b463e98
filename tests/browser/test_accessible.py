"""Every state that a card, the list and the end of a lesson can have, before axe-core, in both themes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import docker as docker_py
import pytest
from playwright.sync_api import expect

from helpers.checks import BLOCKED, FAILED, PASSED, Report, Result, load
from helpers.course import lesson
from helpers.engine.unreached import ForwardingProblem
from helpers.views import cards
from helpers.views.after import after
from tests.browser.accessible import accessible
from tests.browser.lab import NOTEBOOK, PANEL, Lab

pytestmark = [pytest.mark.engine, pytest.mark.browser, pytest.mark.usefixtures("clean")]
FAILING = Result(
    "box",
    "`git-box` 컨테이너",
    FAILED,
    0,
    2,
    "이미지가 **다릅니다**.",
    "debian",
    "busybox",
    "`docker rm`으로",
)
PASSING = replace(FAILING, status=PASSED, points=2, message="http://127.0.0.1:8080/ 에서 대답합니다.")
UNDONE = replace(FAILING, points=2, earned_at=1)
STATES = {
    "untouched": (FAILING, {"begun": False}),
    "failed": (FAILING, {"begun": True}),
    "stuck": (FAILING, {"begun": True, "stuck": True}),
    "blocked": (replace(FAILING, status=BLOCKED), {"begun": True}),
    "passed": (PASSING, {"begun": True}),
    "undone": (UNDONE, {"begun": True}),
}
SHOW = f"""(parts) => {{
    {PANEL}
    const place = document.createElement('div');
    place.className = 'all-states';
    for (const [kind, html] of parts) {{
        const one = document.createElement('div');
        one.className = `course-panel course-${{kind}}`;
        one.innerHTML = html;
        for (const folded of one.querySelectorAll('details')) folded.open = true;
        place.append(one);
    }}
    panel.content.node.querySelector('.jp-WindowedPanel-outer, .jp-WindowedPanel-inner').prepend(place);
}}"""


def parts() -> list[tuple[str, str]]:
    """Kind of panel and its content, one of each state."""
    task = load("03_commit_diff").tasks[0]
    hints = cards.hints(tuple(map(task.say, task.hints)))
    shown = [("card", cards.task(result, **how)) for result, how in STATES.values()]  # type: ignore[arg-type]
    done, todo = (Report("03_commit_diff", (PASSING, last)) for last in (PASSING, FAILING))
    onward = "04_dockerfile", "04 Dockerfile"
    return [
        *shown,
        ("card", cards.task(FAILING, begun=True) + hints),
        ("card", cards.task(PASSING, begun=True) + after(replace(task, other_way="`docker create`"))),
        ("card", cards.page("첫 페이지", "<p>Hello</p>")),
        *(("card", cards.finish(report, lesson("03"), onward)) for report in (done, todo)),
        ("card", cards.finish(done, lesson("03"), ("", ""))),
        ("list", cards.total(todo, (1, 4)) + cards.lost("도커 엔진이 없습니다. `course doctor`")),
        ("list", cards.unreached([ForwardingProblem("127.0.0.1", 8080, "tcp", "refused")])),
    ]


@pytest.fixture
def states(lab: Lab) -> Iterator[Lab]:
    """A lesson with one panel of each state above its first cell."""
    lab.open_notebook("03_commit_diff.ipynb")
    expect(lab.page.locator("[data-row] .course-mark").first).to_be_visible()
    lab.page.set_viewport_size({"width": 1280, "height": 3600})
    lab.page.evaluate(SHOW, parts())
    yield lab
    lab.page.evaluate("() => document.querySelector('.all-states').remove()")
    lab.page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_of_a_card_is_accessible(states: Lab, theme: str) -> None:
    states.theme(theme)
    shown = states.page.locator(".all-states > div")
    expect(shown).to_have_count(len(parts()))
    for number in range(len(parts())):
        shown.nth(
            number
        ).scroll_into_view_if_needed()  # of what is out of sight axe-core cannot see the colours
        accessible(states, f".all-states > :nth-child({number + 1})")
    states.shot(f"states-{theme}")
    states.theme("light")


def test_questions_to_type_and_blocked_tasks_in_the_list_are_accessible(
    lab: Lab, docker: docker_py.APIClient
) -> None:
    """An answer that is wrong, the list with tasks that wait, the contents."""
    lab.open_notebook("00_ready.ipynb")
    question = lab.code_cell('lab.quiz("cpus")')
    lab.run_cell(question)
    typed = lab.page.locator(".course-quiz input")
    typed.fill("-1")
    typed.press("Enter")
    expect(lab.page.locator(".course-feedback").first).to_be_visible()
    accessible(lab, ".course-quiz")
    typed.fill(str(docker.info()["NCPU"]))
    typed.press("Enter")
    expect(lab.page.locator(".course-quiz")).to_contain_text("맞음")
    accessible(lab, ".course-quiz")
    lab.open_notebook("03_commit_diff.ipynb")
    expect(lab.page.locator(".course-mark.course-blocked").first).to_be_visible()
    accessible(lab, ".course-list")
    lab.command("docmanager:open", path="index.ipynb", factory="Notebook")
    expect(lab.page.locator(".course-earned").first).to_be_visible()
    accessible(lab, f"{NOTEBOOK} table")
