"""`course explain`: what a docker command refused, in the learner's language.

docker build -t wiki:base . 2>&1 | course explain
"""

from __future__ import annotations

import sys

import click

from helpers.engine import translate
from helpers.errors import CourseError
from helpers.i18n import _


@click.command
def command() -> int:
    """Show what comes in, then what is known about it. 0: a refusal was explained, 1: none was found."""
    if sys.stdin.isatty():
        raise CourseError(
            _("설명할 출력이 없습니다."),
            _("출력을 이어 주세요: docker … 2>&1 | course explain"),
            code="no-input",
        )
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # a program may print anything
    said = ""
    for line in sys.stdin:
        click.echo(line, nl=False)
        said += line
    known = translate(said)
    if known is None:
        return 1
    click.echo(f"✗ {known.what}\n  {known.remedy}")
    return 0
