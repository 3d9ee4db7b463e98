"""`course draw`: a view of the engine as text, in the terminal."""

from __future__ import annotations

import click

from helpers.checks import connect
from helpers.checks.run import TROUBLE
from helpers.engine import explain
from helpers.errors import LessonError
from helpers.i18n import _
from helpers.views import draw
from helpers.views.live import Drawing
from helpers.views.progress import standings, table

OF_CONTAINER = {
    "life": draw.life_of, "diff": draw.diff_of, "processes": draw.processes_of, "mounts": draw.mounts_of,
    "ports": draw.ports_of, "page": draw.page_of,
}  # fmt: skip
VIEWS = ("engine", *OF_CONTAINER, "layers", "progress")


@click.command
@click.argument("view", default="engine", metavar="[VIEW]")
@click.argument("names", nargs=-1, metavar="[NAME]...")
def command(view: str, names: tuple[str, ...]) -> int:
    """Without VIEW: the engine. Raises a CourseError for a view that does not exist or lacks its name."""
    if view == "progress":
        click.echo(table(standings()))
        return 0
    drawing = _drawing(view, names)
    try:
        click.echo(drawing.picture(connect().api))
    except TROUBLE as error:
        raise explain(error) from error
    return 0


def _drawing(view: str, names: tuple[str, ...]) -> Drawing:
    if view == "engine":
        return draw.engine()
    if view not in VIEWS:
        raise LessonError(
            _("'{name}'(이)라는 그림은 없습니다.").format(name=view),
            _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(VIEWS)),
            code="unknown-view",
        )
    if not names:
        kind = _("이미지") if view == "layers" else _("컨테이너")
        raise LessonError(
            _("무엇을 그릴지 이름이 없습니다."),
            _("이렇게 쓰세요: course draw {view} {kind}").format(view=view, kind=kind),
            code="no-name",
        )
    return draw.layers_of(names, "") if view == "layers" else OF_CONTAINER[view](names[0])
