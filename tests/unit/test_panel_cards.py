"""The panel's HTML: safe, said in words, readable in both themes."""

from __future__ import annotations

import re

import pytest

from helpers.checks import BLOCKED, FAILED, PASSED, Report, Result
from helpers.course import lesson as find_lesson
from helpers.views import cards
from helpers.views.style import style
from helpers.views.words import MARKS, STATES, rich, safe

EVIL = "<script>alert('x')</script>\"&"


def result(status: str = FAILED, **changes: object) -> Result:
    values: dict[str, object] = {
        "id": "box", "title": "제목", "status": status, "points": 0, "max_points": 2, "message": "말",
    }  # fmt: skip
    return Result(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("field", ["title", "message", "expected", "found", "hint"])
def test_no_field_of_a_result_can_bring_markup(field: str) -> None:
    html = cards.task(result(**{field: EVIL}), begun=True)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_commands_between_backticks_are_code_and_still_safe() -> None:
    assert rich("`docker ps -a`로") == "<code>docker ps -a</code>로"
    assert rich("`<b>`") == "<code>&lt;b&gt;</code>"
    assert rich("**<i>** `a ** b ** c`") == "<strong>&lt;i&gt;</strong> <code>a ** b ** c</code>"
    assert safe('"') == "&quot;"


@pytest.mark.parametrize("status", [PASSED, FAILED, BLOCKED])
def test_every_state_has_a_word_and_a_mark_beside_its_colour(status: str) -> None:
    html = cards.task(result(status), begun=True)
    assert STATES[status] in html
    assert MARKS[status] in html
    assert len({STATES[state] for state in STATES}) == len({MARKS[mark] for mark in MARKS}) == 4


def test_hints_come_one_after_the_other_and_say_which_of_three() -> None:
    html = cards.hints(("하나", "둘", "셋"))
    assert re.findall(r"힌트 (\d)/3|<p>(.)", html) == [
        ("1", ""), ("", "하"), ("2", ""), ("", "둘"), ("3", ""), ("", "셋"),
    ]  # fmt: skip
    assert html.count("<details") == html.count("</details>") == 3
    assert html.index("</details>") > html.index("셋"), "each is inside the one before"


def test_the_bar_is_readable_without_seeing_it() -> None:
    report = Report("03", (result(PASSED, points=2), result(FAILED)))
    html = cards.total(report)
    assert 'aria-valuenow="2"' in html
    assert 'aria-valuetext="2/4점"' in html
    assert "과제 1/2" in html


def test_the_task_to_work_on_is_the_first_that_can_be_done() -> None:
    tasks = (result(PASSED, id="a"), result(BLOCKED, id="b"), result(FAILED, id="c"))
    assert cards.current(Report("03", tasks)) == "c"
    assert cards.current(Report("03", tasks[:1])) == ""


def test_a_task_that_was_not_begun_is_neutral_and_says_what_is_expected() -> None:
    html = cards.task(result(expected="이름이 box", found="없음", hint="명령"), begun=False)
    assert "course-untouched" in html
    assert "아직 시작하지 않음" in html
    assert "이름이 box" in html
    assert "없음" not in html
    assert "명령" not in html


def test_a_row_says_its_state_in_words_too() -> None:
    html = cards.row(result(PASSED), begun=True)
    assert "✓" in html
    assert 'class="course-spoken"> 통과<' in html


def test_at_the_end_the_next_lesson_is_a_link_and_what_is_left_is_named() -> None:
    lesson = find_lesson("03")
    full = Report("03_commit_diff", (result(PASSED, points=2),))
    html = cards.finish(full, lesson, ("04_dockerfile", "04 다음"))
    assert 'data-open="04_dockerfile.ipynb"' in html
    assert "다음 단원: 04 다음" in html
    assert "course reset 03" in html
    assert "마지막 단원" in cards.finish(full, lesson, ("", ""))
    left = cards.finish(Report("03_commit_diff", (result(FAILED),)), lesson, ("", ""))
    assert 'data-goto="box"' in left
    assert "모든 과제" not in left


# what JupyterLab's own themes put behind the panel (layout-color1)
FACES = {"light": "#ffffff", "dark": "#212121"}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["pass", "fail", "wait"])
def test_state_words_have_aa_contrast_on_their_tint(theme: str, name: str) -> None:
    light, dark = style().split('body[data-jp-theme-light="false"]')
    palette = light if theme == "light" else dark
    word = _rgb(_value(palette, f"--c-{name}"))
    tint = _over(_value(palette, f"--c-{name}-soft"), _rgb(FACES[theme]))
    assert _contrast(word, tint) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_buttons_have_aa_contrast(theme: str) -> None:
    light, dark = style().split('body[data-jp-theme-light="false"]')
    accent = _rgb(_value(light if theme == "light" else dark, "--c-accent"))
    assert _contrast(accent, _rgb(FACES[theme])) >= 4.5


def _value(css: str, name: str) -> str:
    found = re.search(rf"{name}: ([^;]+);", css)
    assert found, f"{name} is not set"
    return found.group(1)


def _rgb(value: str) -> tuple[float, ...]:
    return tuple(int(value[i : i + 2], 16) for i in (1, 3, 5))


def _over(rgba: str, face: tuple[float, ...]) -> tuple[float, ...]:
    *colour, alpha = (float(number) for number in re.findall(r"[\d.]+", rgba))
    return tuple(alpha * c + (1 - alpha) * f for c, f in zip(colour, face, strict=True))


def _contrast(colour: tuple[float, ...], other: tuple[float, ...]) -> float:
    """WCAG 2.2, contrast ratio."""
    high, low = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
