"""`course explain`: what a docker command refused, in the learner's language.

docker build -t wiki:base . 2>&1 | course explain
course explain "bash: docker: command not found"
"""

from __future__ import annotations

import sys

import click

from helpers.engine import translate
from helpers.engine.here import look
from helpers.errors import CourseError
from helpers.i18n import _


class Piped(click.Command):
    """Its help shows how an output gets in."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The pipe, as a learner types it."""
        with formatter.section(_("예")):
            formatter.write_text("docker run busybx 2>&1 | course explain")
            formatter.write_text("docker build -t wiki:base . 2>&1 | course explain")
            formatter.write_text("course explain < error.txt")
            formatter.write_text('course explain "bash: docker: command not found"')


@click.command(cls=Piped)
@click.argument("text", nargs=-1)
def command(text: tuple[str, ...]) -> int:
    """Show what comes in, then what is known about it. 0: a refusal was explained, 1: none was found."""
    said = " ".join(text) or _piped()
    known = translate(said, look)
    if said and not text and not said.endswith("\n"):
        click.echo()
    if known is None:
        _unknown(said)
        return 1
    click.echo(f"✗ {known.what}\n  {known.remedy}")
    return 0


def _piped() -> str:
    """What comes in, shown as it comes."""
    if sys.stdin is None or sys.stdin.isatty():
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
    return said


def _unknown(said: str) -> None:
    """On stderr: stdout stays what the program printed."""
    from helpers.engine.refusals.lines import telling

    line = telling(said)
    if line:
        click.echo(
            _("이 출력에는 course가 아는 도커의 오류가 없습니다. 눈여겨볼 줄: {line}").format(line=line),
            err=True,
        )
    else:
        click.echo(_("이 출력에는 course가 아는 도커의 오류가 없습니다."), err=True)
