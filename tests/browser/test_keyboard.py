"""The whole of the first lesson without a mouse: terminal, cells, cards, a question, the way on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.lab import PANEL, Lab

pytestmark = [pytest.mark.engine, pytest.mark.browser, pytest.mark.usefixtures("clean")]
ACTIVE = f"() => {{ {PANEL} return panel.content.activeCellIndex; }}"
COUNT = f"() => {{ {PANEL} return panel.content.activeCell.model.executionCount; }}"
WHERE = "(selector) => Boolean(document.activeElement?.closest(selector))"
FAR = 120  # presses after which whatever is looked for cannot be reached


class Keyboard:
    """Hands on the keys; the page is only looked at."""

    def __init__(self, lab: Lab):
        self._lab, self._page = lab, lab.page

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def focus_is_in(self, selector: str) -> None:
        """Wait until the focus is there."""
        self._page.wait_for_function(WHERE, arg=selector)

    def to_the_cell(self, text: str, *, below: str = "") -> None:
        """By the arrows to the first cell with this text, or the first after one with `below`."""
        self.press("Escape")
        self.focus_is_in(".jp-Notebook")
        self._page.wait_for_function("() => !document.activeElement.closest('.course-panel')")
        sources = [cell["source"] for cell in self._lab.cells()]
        start = next((at for at, source in enumerate(sources) if below in source), 0)
        wanted = next(at for at, source in enumerate(sources) if at >= start and text in source)
        for _number in sources:
            here = int(self._page.evaluate(ACTIVE))
            if here == wanted:
                return
            self.press("ArrowDown" if here < wanted else "ArrowUp")
        raise AssertionError(f"the cell with {text!r} cannot be reached")

    def run(self) -> None:
        """Run the cell, stay on it, and wait for its end: just after the press nothing runs yet."""
        before = self._page.evaluate(COUNT)
        self.press("Control+Enter")
        self._page.wait_for_function(f"(before) => ![null, before].includes(({COUNT})())", arg=before)
        self._lab.idle()

    def answer(self, command: str) -> None:
        """Write a command into the cell, over what is there, and run it."""
        self.press("Enter", "Control+a")
        self.type(f"%%bash\n{command}")
        self.press("Escape")
        self.run()

    def tab_to(self, selector: str, text: str = "") -> None:
        """Tab on until the focus is on such an element."""
        for _number in range(FAR):
            self.press("Tab")
            there = self._page.evaluate(
                "([selector, text]) => document.activeElement?.matches(selector)"
                " && document.activeElement.textContent.includes(text)",
                [selector, text],
            )
            if there:
                return
        raise AssertionError(f"{selector} with {text!r} cannot be reached by Tab")


def test_a_whole_lesson_by_keyboard(lab: Lab) -> None:
    keys, page = Keyboard(lab), lab.page

    def passed(task: str) -> None:
        expect(page.locator(f'[data-row="{task}"] .course-mark')).to_have_attribute("data-status", "passed")

    keys.press("Control+Alt+t")
    keys.focus_is_in(".jp-Terminal")
    lab.terminal_ready()
    keys.type("docker run --name ready-hello busybox echo hello\n")
    passed("hello")
    keys.press("Control+Shift+BracketLeft")  # as the lesson says
    keys.focus_is_in(".jp-Notebook")

    keys.to_the_cell("여기에 명령을 쓰세요", below='lab.check("hello")')
    keys.answer("docker run --name ready-engine --label engine=wrong busybox true")
    card = page.locator('.course-card[data-card="server"]')
    expect(card).to_contain_text("데몬의 버전과 다릅니다")
    keys.to_the_cell('lab.check("server")')
    keys.run()
    keys.tab_to("summary", "힌트 1/3")
    keys.press("Enter")
    expect(card).to_contain_text("Server 부분이 데몬입니다")
    keys.to_the_cell("engine=wrong")
    version = """engine="$(docker version --format '{{.Server.Version}}')\""""
    keys.answer(f"docker rm ready-engine; docker run --name ready-engine --label {version} busybox true")
    passed("server")

    keys.to_the_cell('lab.quiz("message")')
    keys.run()
    expect(page.locator(".course-quiz button").first).to_be_visible()
    keys.tab_to(".course-quiz button", "데몬이 실행 중인지")
    keys.press("Enter")
    expect(page.locator(".course-quiz")).to_contain_text("맞음")

    keys.to_the_cell("여기에 명령을 쓰세요", below='lab.check("server")')
    keys.answer("docker run --name ready-root -v /:/host:ro busybox ls /host")
    passed("root")
    keys.to_the_cell("lab.score()")
    keys.run()
    expect(page.locator(".course-finish button")).to_be_visible()
    keys.tab_to(".course-finish button", "01")
    lab.shot("keyboard-finish")
    keys.press("Enter")
    expect(page.locator(".course-list-title")).to_contain_text("01")
