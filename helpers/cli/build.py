"""`course build`: notebooks and catalogues from the lessons' sources, or a check that they are current."""

from __future__ import annotations

from pathlib import Path

import click

from helpers.authoring import lint
from helpers.editions import assignments
from helpers.editions.build import Build, Drift, Site
from helpers.editions.translations import Gap, path_of
from helpers.i18n import N_, _
from helpers.paths import require_checkout

_KINDS = {
    "missing": N_("번역 없음"),
    "fuzzy": N_("원문이 바뀜"),
    "fields": N_("필드가 다름"),
    "shape": N_("제목이나 목록의 모양이 다름"),
}


@click.command()
@click.option("--check", is_flag=True)
@click.option("--solved", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--nbgrader", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
def command(check: bool, solved: Path | None, nbgrader: Path | None) -> int:
    """Write what is built; with --check only compare, exit 1 if anything is wrong."""
    require_checkout("build")
    site = Site.here()
    build = Build(site)
    if check:
        drift, gaps, wrong = build.drift(), build.gaps(), lint.problems()
        for sentence in wrong:
            click.echo(sentence)
        _report_drift(site, drift)
        for lang, entries in gaps.items():
            _report_gaps(site, lang, entries)
        return 1 if drift or wrong or any(gaps.values()) else 0
    if nbgrader:
        touched = assignments.write(build, nbgrader)
    else:
        touched = build.write_solved(solved) if solved else build.write()
    for path in touched:
        click.echo(_shown(path, site))
    if not touched:
        click.echo(_("모두 최신입니다."))
    return 0


def _report_drift(site: Site, drift: list[Drift]) -> None:
    if drift:
        click.echo(_("다시 만들면 달라지는 파일이 있습니다. `course build`를 실행하고 결과를 커밋하세요."))
    for change in drift:
        cells = f": {', '.join(change.cells)}" if change.cells else ""
        click.echo(f"  {_shown(change.path, site)}{cells}")


def _report_gaps(site: Site, lang: str, gaps: list[Gap]) -> None:
    if gaps:
        click.echo(
            _("번역이 끝나지 않은 글이 {count}개 있습니다. {path}에서 채우세요.").format(
                count=len(gaps), path=_shown(path_of(site.locale, lang), site)
            )
        )
    for gap in gaps:
        start = " ".join(gap.text.split())[:60]
        click.echo(f"  {lang} [{_(_KINDS[gap.kind])}] {gap.where} {start}")


def _shown(path: Path, site: Site) -> Path:
    return path.relative_to(site.root) if path.is_relative_to(site.root) else path
