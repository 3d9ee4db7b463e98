"""`course assignment`: the names and values that the final lesson drew for this learner."""

from __future__ import annotations

import click

from helpers.checks.assignment import assignment


@click.command
@click.argument("lesson", default="")
@click.option("--shell", is_flag=True)
def command(lesson: str, shell: bool) -> int:
    """--shell: as variables, for `eval "$(course assignment --shell)"`."""
    drawn = assignment(lesson)
    click.echo(drawn.shell() if shell else drawn.text())
    return 0
