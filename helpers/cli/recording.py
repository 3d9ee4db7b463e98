"""`course record`: whether commands typed in the course's terminal are kept for the hand-in."""

from __future__ import annotations

import sys

import click

from helpers.errors import CourseError
from helpers.grading import terminal_log
from helpers.i18n import _


@click.command
@click.argument("what", required=False, type=click.Choice(["on", "off", "show", "forget", "note"]))
@click.argument("details", nargs=-1)
def command(what: str | None, details: tuple[str, ...]) -> int:
    """`note` is for the terminal itself: folder, time and exit code as arguments, the command on stdin."""
    if what == "note":
        return _note(*details)
    if what in ("on", "off"):
        terminal_log.switch(what == "on")
    elif what == "forget":
        terminal_log.forget()
    elif what == "show":
        for row in terminal_log.read():
            click.echo(f"{row['exit']:>3}  {row['folder']}  {row['command']}")
        return 0
    click.echo(
        _("이 과정의 터미널에서 친 명령을 기록합니다. 끄려면: course record off")
        if terminal_log.is_on()
        else _("명령을 기록하지 않습니다. 켜려면: course record on")
    )
    return 0


def _note(folder: str, time: str, code: str) -> int:
    """Add one command; never in the way of who types."""
    try:
        if terminal_log.is_on():
            terminal_log.note(folder, float(time), int(code), sys.stdin.read())
    except (OSError, ValueError, CourseError):
        return 1
    return 0
