"""`course handouts`: pages, PDFs and slides of the lessons, for learners and for instructors."""

from __future__ import annotations

from pathlib import Path

import click

from helpers import paths
from helpers.course import lesson as find_lesson
from helpers.editions.build import Site
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.paths import require_checkout


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--lang", multiple=True, metavar="ko|en")
@click.argument("lesson", nargs=-1)
def command(out: Path | None, lang: tuple[str, ...], lesson: tuple[str, ...]) -> int:
    """Build what has changed; without LESSON all of them and the book. Exit 1 if one cannot be run."""
    require_checkout("handouts")
    try:
        from helpers.editions.handouts.rebuild import Handouts
    except ModuleNotFoundError as error:
        raise CourseError(
            _("유인물을 만드는 데 필요한 {module} 패키지가 없습니다.").format(module=error.name),
            _("`scripts/setup dev`를 실행하세요."),
            code="no-handout-tools",
        ) from error
    site = Site.here()
    for code in lang:
        if code not in site.course.languages:
            raise CourseError(
                _("'{lang}' 판은 없습니다.").format(lang=code),
                _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(site.course.languages)),
                code="unknown-language",
            )
    names = [find_lesson(name).name for name in lesson]
    folder = (out or paths.ROOT / "out" / "handouts").resolve()
    done = Handouts(site, folder, paths.state(), click.echo, lang).build(names)
    for failure in done.failed:
        click.echo(str(failure), err=True)
    summary = _("만든 문서: {written}, 그대로인 문서: {current}. 여기에서 여세요: {folder}")
    click.echo(summary.format(written=len(done.written), current=done.current, folder=folder))
    return 1 if done.failed else 0
