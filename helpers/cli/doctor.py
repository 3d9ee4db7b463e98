"""`course doctor`: what is here, what is not, and the command that mends it."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from helpers.doctor import Finding, Report, examine
from helpers.engine.plugins import Note
from helpers.i18n import _


@click.command()
@click.option("--json", "as_json", is_flag=True)
def command(as_json: bool) -> int:
    """Look at everything the course needs; 0 when all is well, 1 when something is not."""
    report = examine()
    if as_json:
        click.echo(json.dumps(as_data(report), ensure_ascii=False, indent=2))
    else:
        show(report)
    return 1 if report.problems else 0


def as_data(report: Report) -> dict[str, object]:
    """The report as JSON has it: {"engine": {…} or null, "problems": [{code, found, remedy}], "notes": […]}.

    A note is what only one lesson needs.
    """
    engine = report.engine and {
        "url": report.engine.url,
        "origin": report.engine.origin,
        "name": report.name,
        "version": report.version,
        "api": report.api,
    }
    return {
        "engine": engine,
        "problems": [asdict(problem) for problem in report.problems],
        "notes": [asdict(note) for note in report.notes],
    }


def show(report: Report) -> None:
    """One line a check; under it each problem and what mends it."""
    for number, finding in enumerate(report.findings):
        mark = _mark(finding)
        detail = (
            f": {report.engine.url} ({report.name} {report.version}, API {report.api})"
            if (number == 0 and report.engine)
            else ""
        )
        click.echo(f"{mark} {finding.title}{detail}")
        for problem in finding.problems:
            click.echo(f"    {problem.found} [{problem.code}]")
            if problem.remedy:
                click.echo(f"    → {problem.remedy}")
    count = len(report.problems)
    click.echo(
        _("문제 {count}가지를 찾았습니다.").format(count=count) if count else _("모두 갖추어져 있습니다.")
    )


def _mark(finding: Finding) -> str:
    """A note is neither well nor wrong."""
    if not finding.problems:
        return "✓"
    return "–" if all(isinstance(told, Note) for told in finding.problems) else "✗"
