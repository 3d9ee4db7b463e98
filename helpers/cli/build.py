"""`course build`: notebooks and catalogues from the lessons' sources, or a check that they are current."""

from __future__ import annotations

from pathlib import Path

import click

from helpers.editions.build import Build, Drift, Site
from helpers.editions.catalogue import Gap, path_of
from helpers.i18n import N_, _

_KINDS = {
    "missing": N_("번역 없음"),
    "fuzzy": N_("원문이 바뀜"),
    "fields": N_("필드가 다름"),
}


@click.command()
@click.option("--check", is_flag=True)
@click.option("--solved", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
def command(check: bool, solved: Path | None) -> int:
    """Write what is built; with --check only compare, exit 1 if anything differs or is untranslated."""
    site = Site.here()
    build = Build(site)
    if check:
        drift, gaps = build.drift(), build.gaps()
        _report_drift(site, drift)
        for lang, entries in gaps.items():
            _report_gaps(site, lang, entries)
        return 1 if drift or any(gaps.values()) else 0
    touched = build.write_solved(solved) if solved else build.write()
    for path in touched:
        click.echo(_shown(path, site))
    if not touched:
        click.echo(_("모두 최신입니다."))
    return 0


def _report_drift(site: Site, drift: list[Drift]) -> None:
    if drift:
        click.echo(_("다시 만들면 달라지는 파일이 있습니다. `course build`를 실행하고 결과를 커밋하세요."))
    for one in drift:
        cells = f": {', '.join(one.cells)}" if one.cells else ""
        click.echo(f"  {_shown(one.path, site)}{cells}")


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
