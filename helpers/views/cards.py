"""The panel's parts as HTML: totals, a task and its row in the list, hints, notices, a lesson's end."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.checks import FAILED, PASSED, Report, Result
from helpers.course import Lesson
from helpers.engine.unreached import ForwardingProblem
from helpers.i18n import _
from helpers.views.words import EARNED, MARKS, STATES, UNTOUCHED, rich, safe

# JupyterLab would take Enter and Space for its own shortcuts (Lumino honours this attribute)
KEYS = 'data-lm-suppress-shortcuts="true"'


def total(report: Report, answered: tuple[int, int] = (0, 0)) -> str:
    """Tasks passed and points reached, as words and as a bar; questions answered right, of how many."""
    share = 100 * report.points // max(report.max_points, 1)
    passed = sum(task.earned for task in report.tasks)
    title = _("과제 {passed}/{tasks}").format(passed=passed, tasks=len(report.tasks))
    words = _("{points}/{max}점").format(points=report.points, max=report.max_points)
    label = safe(_("얻은 점수"))
    right, questions = answered
    asked = _("질문 {answered}/{questions}").format(answered=right, questions=questions)
    return (
        f'<div class="course-total"><b>{safe(title)}</b><span>{words}</span></div>'
        f'<div class="course-bar" role="progressbar" aria-label="{label}" aria-valuemin="0" '
        f'aria-valuemax="{report.max_points}" aria-valuenow="{report.points}" aria-valuetext="{words}">'
        f'<i style="width:{share}%"></i></div>'
        + (f'<p class="course-soft">{safe(asked)}</p>' if questions else "")
    )


def task(result: Result, *, begun: bool, stuck: bool = False) -> str:
    """The card at a task: state, title, points, what was found and what to try.

    One that was not `begun` says what is expected, not what is missing. Who is `stuck` is told where the
    command stands.
    """
    kind, mark, word = _state(result, begun=begun)
    way_out = _way_out() if stuck and kind == FAILED else ""
    return (
        f'<div class="course-task course-{kind}" data-task="{safe(result.id)}" '
        f'data-status="{result.status}"><p class="course-head">'
        f'<span class="course-state"><span aria-hidden="true">{mark}</span> {safe(word)}</span>'
        f'<b class="course-title">{rich(result.title)}</b>'
        f'<span class="course-points">{_points(result)}</span></p>'
        f'<div class="course-body">{_body(result, kind)}{way_out}</div></div>'
    )


def _way_out() -> str:
    text = _("막혔다면 마지막 힌트를 여세요. 명령이 적혀 있습니다.")
    return f'<p class="course-soft">{safe(text)}</p>'


def row(result: Result, *, begun: bool) -> str:
    """A task in the list of a lesson's tasks: state and points around its title."""
    kind, mark, word = _state(result, begun=begun)
    return (
        f'<span class="course-mark course-{kind}" data-status="{result.status}" '
        f'aria-hidden="true">{mark}</span>'
        f'<span class="course-row-title">{rich(result.title)}</span>'
        f'<span class="course-points" aria-hidden="true">{result.points}/{result.max_points}</span>'
        f'<span class="course-spoken"> {_points(result)}</span>'
        f'<span class="course-spoken"> {safe(word)}</span>'
    )


def _state(result: Result, *, begun: bool) -> tuple[str, str, str]:
    """CSS class, mark and word of a task's state."""
    if result.undone:
        return f"{PASSED} course-undone", MARKS[PASSED], _(EARNED)
    if result.status == FAILED and not begun:
        return "untouched", MARKS[UNTOUCHED], _(STATES[UNTOUCHED])
    return result.status, MARKS[result.status], _(STATES[result.status])


def _points(result: Result) -> str:
    return _("{points}/{max}점").format(points=result.points, max=result.max_points)


def _body(result: Result, kind: str) -> str:
    if result.undone:
        return f"<p>{rich(result.undone_text())}</p>"
    rows = [(_("기대"), result.expected), (_("실제"), result.found), (_("해 보기"), result.hint)]
    message = f"<p>{rich(result.message)}</p>"
    if kind == "untouched":
        rows = rows[:1]
        message = "" if result.expected else message
    evidence = "".join(f"<dt>{safe(name)}</dt><dd>{rich(text)}</dd>" for name, text in rows if text)
    return message + (f"<dl>{evidence}</dl>" if evidence else "")


def hints(texts: tuple[str, ...]) -> str:
    """The hints, each inside the one before. Plain HTML: they open even while a cell is running."""
    inner = ""
    for number in range(len(texts), 0, -1):
        label = _("힌트 {number}/{count} 보기").format(number=number, count=len(texts))
        inner = (
            f'<details class="course-hint" {KEYS}><summary>{safe(label)}</summary>'
            f"<p>{rich(texts[number - 1])}</p>{inner}</details>"
        )
    return inner


def page(title: str, body: str) -> str:
    """The page that a passed task has brought about; `body` is safe already."""
    return f'<details class="course-page" {KEYS} open><summary>{safe(title)}</summary>{body}</details>'


def lost(reason: str) -> str:
    """The engine cannot be asked; what the tasks show is the last that was known."""
    onward = _("다시 연결되면 스스로 이어서 채점합니다.")
    return (
        f'<div class="course-notice course-lost" role="alert"><p>{rich(reason)}</p>'
        f"<p>{safe(onward)}</p></div>"
    )


def unreached(problems: Iterable[ForwardingProblem]) -> str:
    """Published ports that nobody reaches from this computer, each with what to do."""
    lines = "".join(f"<p>{rich(str(problem))}</p>" for problem in problems)
    return f'<div class="course-notice course-lost" role="alert">{lines}</div>' if lines else ""


def finish(report: Report, lesson: Lesson, following: tuple[str, str]) -> str:
    """The end of a lesson: points, what is left or where to go, and how to tidy up."""
    points = _("점수: {points}/{max}").format(points=report.points, max=report.max_points)
    left = [result for result in report.tasks if not result.earned]
    all_done, todo, last = _("모든 과제를 통과했습니다."), _("남은 과제:"), _("마지막 단원까지 마쳤습니다.")
    name, title = following
    if left:
        links = "".join(f"<li>{_link(result.title, task=result.id)}</li>" for result in left)
        body = f"<p>{safe(todo)}</p><ul>{links}</ul>"
    elif name:
        onward = _("다음 단원: {title}").format(title=title)
        body = f"<p>{safe(all_done)}</p><p>{_link(f'{onward} →', notebook=name)}</p>"
    else:
        body = f"<p>{safe(all_done)} {safe(last)}</p>"
    tidy = _("정리하려면 터미널에서 `course reset {number}` 명령을 실행하세요. 얻은 점수는 그대로입니다.")
    return (
        f'<div class="course-finish{"" if left else " course-done"}">'
        f"<p class='course-score'>{'' if left else '✓ '}{safe(points)}</p>{body}"
        f"<p class='course-soft'>{rich(tidy.format(number=lesson.number))}</p></div>"
    )


def _link(text: str, task: str = "", notebook: str = "") -> str:
    """A way to a task of this notebook or to another notebook; the page follows it."""
    where = f'data-goto="{safe(task)}"' if task else f'data-open="{safe(notebook)}.ipynb"'
    return f'<button type="button" class="course-link" {where} {KEYS}>{rich(text)}</button>'


def current(report: Report) -> str:
    """The id of the task to work on: the first that has not passed and waits for no other."""
    return next((task.id for task in report.tasks if task.status == FAILED and not task.earned), "")
