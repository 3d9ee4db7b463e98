"""`course submit`: one file to hand in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from helpers import i18n, paths
from helpers.grading import handin, membership
from helpers.grading.collect import Collected, collect
from helpers.grading.keys import Membership
from helpers.i18n import _

KB = 1000


@click.command
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
def command(out: Path | None) -> int:
    """Record, list, write. 0 written; 1 written, but the engine could not be asked."""
    who = membership.mine()
    made = collect(_edition(), lambda line: click.echo(line, err=True))
    _describe(made)
    path = out or Path(_name(who))
    digest = handin.pack(made.handin, who, made.seed, made.engine, path)
    click.echo(_("{path} 파일에 담았습니다. SHA-256: {digest}").format(path=path, digest=digest))
    if who is None:
        click.echo(
            _(
                "아직 학급에 참가하지 않아서 누구의 것인지 적혀 있지 않습니다. "
                "선생님에게 코드를 받았다면 `course join CODE` 다음에 다시 제출하세요."
            )
        )
    if made.trouble:
        click.echo(
            _("엔진에 묻지 못해서 전에 얻은 점수만 담았습니다. {reason}").format(reason=made.trouble),
            err=True,
        )
        return 1
    return 0


def _edition() -> str:
    """The language whose folder the learner works in: the one in force, or the only one there is."""
    lang = i18n.language()
    if not (paths.work() / lang).is_dir():
        there = sorted(
            folder.name for folder in paths.work().glob("*") if (paths.NOTEBOOKS / folder.name).is_dir()
        )
        return there[0] if there else lang
    return lang


def _describe(made: Collected) -> None:
    """Everything that goes in, before it is written, and what a teacher will see of it."""
    click.echo(_("담을 것:"))
    for name, body in sorted(made.handin.files.items()):
        click.echo(f"  {name}  {max(1, len(body) // KB)} kB")
    for name, why in sorted(made.handin.left_out.items()):
        click.echo("  " + _("담지 않음: {name} ({why})").format(name=name, why=why))
    click.echo(
        _("이 과정이 아닌 컨테이너와 볼륨의 이름, 환경 변수의 비밀 값, 노트북의 출력은 담지 않습니다.")
    )
    for lesson, results in made.results.items():
        points, most = (
            sum(getattr(result, key) for result in results.values()) for key in ("points", "max_points")
        )
        if points:
            click.echo(_("{lesson}: {points}/{max}점").format(lesson=lesson, points=points, max=most))
    for task in made.lost:
        click.echo(
            _("주의: '{task}' 과제는 여기서는 통과하지만 기록만으로는 통과하지 않습니다.").format(task=task)
        )


def _name(who: Membership | None) -> str:
    whose = f"{who.number:03d}" if who else "anonymous"
    return f"docker-course-{whose}-{datetime.now():%Y%m%d-%H%M}{handin.SUFFIX}"
