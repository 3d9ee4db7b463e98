"""`course new`: stubs for a lesson or a task."""

from __future__ import annotations

import click

from helpers.authoring import stubs
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.paths import ROOT, require_checkout


@click.command()
@click.argument("what", metavar="[lesson|task]")
@click.argument("names", nargs=-1, metavar="NAME | LESSON ID")
@click.option("--title", default="")
def command(what: str, names: tuple[str, ...], title: str) -> None:
    """`course new lesson 13_my_lesson`, `course new task 13 my-task`."""
    require_checkout("new")
    if what == "lesson" and len(names) == 1:
        written = stubs.new_lesson(names[0], title or names[0])
        onward = _("다음: `course new task {lesson} ID`").format(lesson=names[0])
    elif what == "task" and len(names) == 2:
        written = stubs.new_task(*names)
        onward = _("다음: `course prove {lesson} --task {task}`").format(lesson=names[0], task=names[1])
    else:
        raise CourseError(
            _("무엇을 만들지 알 수 없습니다."),
            _("`course new lesson 13_my_lesson`이나 `course new task 13 my-task`처럼 쓰세요."),
            code="new-what",
        )
    for path in written:
        click.echo(str(path.relative_to(ROOT)))
    click.echo(onward)
