"""`course prove`: an author's proof of a lesson, or of one task, on an engine of its own."""

from __future__ import annotations

import time
from pathlib import Path

import click

from helpers.authoring.workbench import Workbench
from helpers.checks import find_task, load
from helpers.course import lesson as find_lesson
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.paths import require_checkout

LOOK = 0.5  # seconds between two looks at the lesson's files


@click.command
@click.argument("lesson")
@click.option("--task", "task_id", metavar="ID")
@click.option("--watch", is_flag=True)
def command(lesson: str, task_id: str | None, watch: bool) -> int:
    """0 proved, 1 something is wrong. Needs root on Linux, as every private engine does."""
    require_checkout("prove")
    chosen = find_lesson(lesson)
    if task_id and not watch:
        find_task(load(chosen.name), task_id)
    with Workbench(click.echo) as bench:
        while True:
            seen = _stamp(chosen.folder)
            try:
                right = _prove(bench, chosen.name, task_id or "")
            except CourseError as error:
                if not watch:
                    raise
                right = False
                click.echo(str(error), err=True)
            if not watch:
                return 0 if right else 1
            click.echo(
                _("{folder} 폴더가 바뀌기를 기다립니다. Ctrl-C로 끝냅니다.").format(folder=chosen.folder.name)
            )
            while _stamp(chosen.folder) == seen:
                time.sleep(LOOK)


def _prove(bench: Workbench, lesson: str, task: str) -> bool:
    began = time.monotonic()
    wrong = bench.prove(lesson, task)
    seconds = round(time.monotonic() - began)
    if wrong:
        click.echo(_("증명하지 못한 것 {n}가지 ({seconds}초)").format(n=len(wrong), seconds=seconds))
    else:
        click.echo(_("✓ 모두 증명했습니다 ({seconds}초)").format(seconds=seconds))
    return not wrong


def _stamp(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
