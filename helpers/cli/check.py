"""`course check`: grade what is on the engine now."""

from __future__ import annotations

import json

import click

from helpers.checks import grade
from helpers.course import lesson as find_lesson
from helpers.i18n import _
from helpers.views.progress import next_lesson, standings


@click.command
@click.argument("lesson", required=False)
@click.option("--task", "task_id", metavar="ID")
@click.option("--now", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
def command(lesson: str | None, task_id: str | None, now: bool, as_json: bool) -> int:
    """Without LESSON: the first one that is not finished. 0 all earned, 1 not yet, 2 could not check."""
    name = find_lesson(lesson).name if lesson else _unfinished(say=not as_json)
    report = grade(name, task_id, now=now)
    if as_json:
        click.echo(json.dumps(report.json(), ensure_ascii=False, indent=2))
    elif report.trouble:
        raise report.trouble
    else:
        click.echo(report.text())
    return report.exit_code


def _unfinished(*, say: bool) -> str:
    """The lesson to grade when none was named; the last one when all are finished."""
    known = standings()
    name = (next_lesson(known) or known[-1]).lesson
    if say:
        click.echo(_("{lesson} 단원을 채점합니다.").format(lesson=name), err=True)
    return name
