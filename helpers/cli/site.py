"""`course site`: the lessons as plain web pages, to read before installing."""

from __future__ import annotations

from pathlib import Path

import click

from helpers import paths
from helpers.editions.build import Site
from helpers.errors import CourseError
from helpers.i18n import _


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
def command(out: Path | None) -> int:
    """Written to out/site unless DIR is named; needs neither an engine nor a network."""
    paths.require_checkout("site")
    try:
        from helpers.editions.handouts import web
    except ModuleNotFoundError as error:
        raise CourseError(
            _("사이트를 만드는 데 필요한 {module} 패키지가 없습니다.").format(module=error.name),
            _("`scripts/setup dev`를 실행하세요."),
            code="no-site-tools",
        ) from error
    folder = (out or paths.ROOT / "out" / "site").resolve()
    try:
        written = web.build(Site.here(), paths.state(), folder)
    except OSError as error:
        raise CourseError(
            _("{path}에 쓸 수 없습니다: {error}").format(path=error.filename or folder, error=error.strerror),
            _("디스크 공간과 폴더의 쓰기 권한을 확인하세요."),
            code="site-not-writable",
        ) from error
    click.echo(
        _("파일 {count}개를 만들었습니다. 여기에서 여세요: {page}").format(
            count=len(written), page=folder / "index.html"
        )
    )
    return 0
