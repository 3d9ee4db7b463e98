"""`course status`: points and progress of every lesson."""

from __future__ import annotations

import json

import click

from helpers.views.progress import next_lesson, standings, table


@click.command
@click.option("--json", "as_json", is_flag=True)
def command(as_json: bool) -> int:
    """Points are read from the engine, so they are those of now. Raises the EngineError if it is away."""
    known = standings()
    if as_json:
        following = next_lesson(known)
        answer = {
            "points": sum(one.points for one in known),
            "max_points": sum(one.max_points for one in known),
            "next": following.lesson if following else None,
            "lessons": [one.json() for one in known],
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        click.echo(table(known))
    return 0
