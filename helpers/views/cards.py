"""The panel's parts as HTML: totals, one task, its hints, notices."""

from __future__ import annotations

from helpers.checks import FAILED, PASSED, Report, Result
from helpers.i18n import _
from helpers.views.words import MARKS, STATES, rich, safe

# JupyterLab would take Enter and Space for its own shortcuts (Lumino honours this attribute)
KEYS = 'data-lm-suppress-shortcuts="true"'


def total(report: Report) -> str:
    """Tasks passed and points reached, as words and as a bar."""
    share = 100 * report.points // max(report.max_points, 1)
    passed = sum(one.status == PASSED for one in report.tasks)
    title = _("과제 {passed}/{tasks}").format(passed=passed, tasks=len(report.tasks))
    words = _("{points}/{max}점").format(points=report.points, max=report.max_points)
    label = safe(_("얻은 점수"))
    return (
        f'<div class="course-total"><b>{safe(title)}</b><span>{words}</span></div>'
        f'<div class="course-bar" role="progressbar" aria-label="{label}" aria-valuemin="0" '
        f'aria-valuemax="{report.max_points}" aria-valuenow="{report.points}" aria-valuetext="{words}">'
        f'<i style="width:{share}%"></i></div>'
    )


def task(result: Result, *, unfolded: bool) -> str:
    """One task: state, title, points; unfolded it tells what was found and what to try."""
    points = _("{points}/{max}점").format(points=result.points, max=result.max_points)
    rows = ((_("기대"), result.expected), (_("실제"), result.found), (_("해 보기"), result.hint))
    evidence = "".join(f"<dt>{safe(name)}</dt><dd>{rich(text)}</dd>" for name, text in rows if text)
    return (
        f'<details class="course-task course-{result.status}" data-task="{safe(result.id)}" '
        f'data-status="{result.status}" {KEYS}{" open" if unfolded else ""}>'
        f'<summary><span class="course-state"><span aria-hidden="true">{MARKS[result.status]}</span> '
        f"{safe(_(STATES[result.status]))}</span>"
        f'<span class="course-title">{rich(result.title)}</span>'
        f'<span class="course-points">{points}</span></summary>'
        f'<div class="course-body"><p>{rich(result.message)}</p>'
        f"{f'<dl>{evidence}</dl>' if evidence else ''}</div></details>"
    )


def hints(texts: tuple[str, ...]) -> str:
    """The hints, each inside the one before. Plain HTML: they open even while a cell is running."""
    inner = ""
    for number in range(len(texts), 0, -1):
        label = _("힌트 {number}/{count} 보기").format(number=number, count=len(texts))
        inner = (
            f'<details class="course-hint" {KEYS}><summary>{safe(label)}</summary>'
            f"<p>{rich(_(texts[number - 1]))}</p>{inner}</details>"
        )
    return inner


def page(title: str, body: str, *, unfolded: bool) -> str:
    """The page that a passed task has brought about; `body` is safe already."""
    return (
        f'<details class="course-page" {KEYS}{" open" if unfolded else ""}>'
        f"<summary>{safe(title)}</summary>{body}</details>"
    )


def lost(reason: str) -> str:
    """The engine cannot be asked; what the tasks show is the last that was known."""
    onward = _("다시 연결되면 스스로 이어서 채점합니다.")
    return (
        f'<div class="course-notice course-lost" role="alert"><p>{rich(reason)}</p>'
        f"<p>{safe(onward)}</p></div>"
    )


def done(next_title: str) -> str:
    """All tasks passed, and where to go from here."""
    line = _("모든 과제를 통과했습니다.")
    onward = _("마지막 단원까지 마쳤습니다.")
    if next_title:
        onward = _("다음 단원: {title}").format(title=next_title)
    return f'<div class="course-notice course-done"><p>✓ {safe(line)} {safe(onward)}</p></div>'


def spoken(texts: list[str]) -> str:
    """The region that screen readers follow; ipywidgets has none of its own."""
    return f'<div class="course-live" role="status" aria-live="polite">{safe(" ".join(texts))}</div>'


def pulse(beat: int) -> str:
    """The layer that says the kernel is gone; a new `beat` makes the browser start its wait again."""
    line = _("커널이 멈춰 이 화면은 더 바뀌지 않습니다. 첫 셀을 다시 실행하세요.")
    return f'<div class="course-gone" data-beat="{beat}"><p role="alert">{safe(line)}</p></div>'


def current(report: Report) -> str:
    """The id of the task to work on: the first that has not passed and waits for no other."""
    return next((one.id for one in report.tasks if one.status == FAILED), "")
