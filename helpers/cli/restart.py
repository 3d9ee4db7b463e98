"""`course restart`: a lesson from the beginning, the notebook that was used kept beside the new one."""

from __future__ import annotations

import click

from helpers.cli.reset import reset_lesson
from helpers.course import lesson as find_lesson
from helpers.editions.workspace import restart
from helpers.i18n import _, language
from helpers.launch import running


@click.command
@click.argument("lesson")
def command(lesson: str) -> int:
    """Reset and a fresh copy of the notebook. Raises CourseError before anything is removed.

    What the reset has to leave is said; it is no failure, or every restart from then on would be one.
    """
    chosen = find_lesson(lesson)
    page = running()
    if page:  # a notebook that stays open would be saved over the fresh one
        page.restarting(close=f"{chosen.name}.ipynb")
    try:
        fresh = restart(chosen, language())
    finally:
        if page:
            page.restarting(open=f"{chosen.name}.ipynb")
    click.echo(_("새 노트북: {path}").format(path=fresh.notebook))
    if fresh.kept:
        click.echo(_("쓰던 노트북: {path}").format(path=fresh.kept))
    reset_lesson(chosen.name)  # last: without an engine it raises, and the notebooks are named by then
    return 0
