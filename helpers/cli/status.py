"""`course status`: points and progress of every lesson."""

from __future__ import annotations

import json

import click

from helpers.views.progress import next_lesson, standings, table


@click.command
@click.option("--json", "as_json", is_flag=True)
def command(as_json: bool) -> int:
    """Points are those that were earned; what the engine no longer shows is said beside them.

    Raises the EngineError if it is away.
    """
    known = standings()
    if as_json:
        following = next_lesson(known)
        answer = {
            "points": sum(report.points for report in known),
            "max_points": sum(report.max_points for report in known),
            "next": following.lesson if following else None,
            "lessons": [report.json() for report in known],
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        click.echo(table(known))
    return 0
