"""`course join CODE`: the learner joins a class."""

from __future__ import annotations

import click

from helpers.grading import membership
from helpers.i18n import _


@click.command
@click.argument("code", nargs=-1, required=True)
def command(code: tuple[str, ...]) -> int:
    """Keep what the teacher's line says; it may be pasted with spaces."""
    changed = membership.join("".join(code))
    joined = membership.mine()
    click.echo(
        _("학급에 참가했습니다. 학급에서의 번호: {number}").format(number=joined.number if joined else "-")
    )
    if changed:
        click.echo(
            _(
                "사람마다 다른 값이 학급의 것으로 바뀌었습니다. `course assignment`로 새 값을 보세요. "
                "전의 이름으로 만든 것은 그 과제에 더는 쓰이지 않습니다."
            )
        )
    return 0
