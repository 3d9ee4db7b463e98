"""`course join CODE`: the learner joins a class."""

from __future__ import annotations

import contextlib

import click

from helpers.errors import CourseError
from helpers.grading import membership
from helpers.grading.keys import Membership
from helpers.i18n import _


@click.command
@click.argument("code", nargs=-1, required=True)
def command(code: tuple[str, ...]) -> int:
    """Keep what the teacher's line says; it may be pasted as it came: with `course join`, spaces, marks."""
    before = _before()
    changed = membership.join("".join(code))
    joined = membership.mine()
    click.echo(
        _("학급에 참가했습니다. 학급에서의 번호: {number}").format(number=joined.number if joined else "-")
    )
    if before and joined and before != joined:
        until_now = (
            _("지금까지는 이 학급의 {number}번이었습니다. 번호가 맞는지 확인하세요.")
            if before.class_id == joined.class_id
            else _("지금까지는 다른 학급의 {number}번이었습니다. 학급이 맞는지 확인하세요.")
        )
        click.echo(until_now.format(number=before.number))
    if changed:
        click.echo(
            _(
                "사람마다 다른 값이 학급의 것으로 바뀌었습니다. `course assignment`로 새 값을 보세요. "
                "전의 값으로 한 과제는 더는 점수가 되지 않습니다. 이미 했다면 새 값으로 다시 하세요."
            )
        )
    return 0


def _before() -> Membership | None:
    """What was joined until now; a damaged file is put right by joining."""
    with contextlib.suppress(CourseError):
        return membership.mine()
    return None
