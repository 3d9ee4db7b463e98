"""`course handouts`: pages, PDFs and slides of the lessons, for learners and for instructors."""

from __future__ import annotations

import re
from pathlib import Path

import click

from helpers import paths
from helpers.atomic import writing
from helpers.course import lesson as find_lesson
from helpers.editions.build import Site
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.paths import require_checkout


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--lang", multiple=True, metavar="ko|en")
@click.option("--sheets", is_flag=True)
@click.option("--start", default="0:00", metavar="H:MM")
@click.option("--archive", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.zip")
@click.argument("lesson", nargs=-1)
def command(
    out: Path | None,
    lang: tuple[str, ...],
    sheets: bool,
    start: str,
    archive: Path | None,
    lesson: tuple[str, ...],
) -> int:
    """Build what has changed; without LESSON all of them and the book. Exit 1 if one cannot be run."""
    require_checkout("handouts")
    try:
        from helpers.editions.handouts import languages
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
    if archive and (lang or lesson or sheets):
        raise CourseError(
            _("--archive는 모든 단원과 모든 언어를 파일 하나에 담습니다."),
            _("단원, --lang, --sheets를 빼고 다시 실행하세요."),
            code="archive-of-all",
        )
    names = [find_lesson(name).name for name in lesson]
    folder = (out or paths.ROOT / "out" / "handouts").resolve()
    handouts = Handouts(site, folder, paths.state(), click.echo, lang, start=_minutes(start))
    done = handouts.sheets(names) if sheets else handouts.build(names)
    for failure in done.failed:
        click.echo(str(failure), err=True)
    summary = _("만든 문서: {written}, 그대로인 문서: {current}. 여기에서 여세요: {folder}")
    click.echo(summary.format(written=len(done.written), current=done.current, folder=folder))
    if archive and not done.failed:
        with writing(archive):
            files = languages.pack(folder, done.places, archive)
        click.echo(_("{path}: 파일 {count}개. index.html부터 여세요.").format(path=archive, count=files))
    elif archive:
        click.echo(
            _("실행하지 못한 단원이 있어 {path}을(를) 만들지 않았습니다.").format(path=archive), err=True
        )
    return 1 if done.failed else 0


def _minutes(text: str) -> int:
    """A time of the day as minutes after midnight. Raises CourseError for anything else."""
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text)
    if not found:
        raise CourseError(
            _("'{text}'은(는) 시각이 아닙니다.").format(text=text), _("9:00처럼 쓰세요."), code="time"
        )
    return 60 * int(found[1]) + int(found[2])
