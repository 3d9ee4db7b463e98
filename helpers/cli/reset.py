"""`course reset`: remove from the engine what a lesson owns, and nothing else."""

from __future__ import annotations

import click

from helpers.checks import connect, load
from helpers.checks.run import TROUBLE
from helpers.course import course
from helpers.course import lesson as find_lesson
from helpers.engine import explain
from helpers.errors import LessonError
from helpers.i18n import N_, _
from helpers.lab import Stayed, Thing, owned, reset

KINDS = {
    "container": N_("컨테이너"),
    "image": N_("이미지"),
    "volume": N_("볼륨"),
    "network": N_("네트워크"),
}


@click.command
@click.argument("lesson", required=False)
@click.option("--all", "everything", is_flag=True)
@click.option("--dry-run", is_flag=True)
def command(lesson: str | None, everything: bool, dry_run: bool) -> int:
    """The notebook stays as it is; --dry-run only lists."""
    if bool(lesson) == everything:
        raise LessonError(
            _("어느 단원을 지울지 정해야 합니다."),
            _("`course reset LESSON` 또는 `course reset --all`을 실행하세요."),
            code="no-lesson",
        )
    names = [lesson.name for lesson in course().lessons] if everything else [find_lesson(lesson or "").name]
    stayed = [thing for name in names for thing in reset_lesson(name, dry_run=dry_run)]
    return 2 if stayed else 0


def reset_lesson(name: str, *, dry_run: bool = False) -> list[Stayed]:
    """Reset one lesson and say each thing; returns what could not be removed.

    Raises CourseError; what was removed stays removed.
    """
    spec = load(name)
    stayed: list[Stayed] = []
    try:
        api = connect().api
        if dry_run:
            things = owned(api, spec.scope)
            for thing in things:
                _say(thing, _("지울 것: {kind} {name}"), _("돌려줄 것: {kind} {name}"))
        else:
            things, stayed = reset(
                api, name, spec.scope,
                lambda thing: _say(thing, _("지움: {kind} {name}"), _("돌려줌: {kind} {name}")),
            )  # fmt: skip
    except TROUBLE as error:
        raise explain(error) from error
    for left in stayed:
        click.echo(_("남음: {why}").format(why=left.why), err=True)
    if not things and not stayed:
        click.echo(_("{lesson}: 지울 것이 없습니다.").format(lesson=name))
    return stayed


def _say(thing: Thing, removed: str, given_back: str) -> None:
    """A name that was somebody else's before the course is given back with what it named then."""
    line = given_back if thing.back else removed
    click.echo(line.format(kind=_(KINDS[thing.kind]), name=thing.name))
