"""`course submit`: one file to hand in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from helpers import i18n, paths
from helpers.grading import handin, membership, terminal_log
from helpers.grading.collect import Collected, collect
from helpers.grading.keys import Membership
from helpers.i18n import N_, _

KB = 1000
# where a file of the archive lies -> what it is
KINDS = {
    "notebooks/*.ipynb": N_("노트북. 출력은 뺐습니다."),
    "notebooks/": N_("단원의 폴더에 있는 파일"),
    "tapes/": N_("기록(tape): 과제의 검사가 엔진에 물은 것과 그 답. 점수는 이것으로 매깁니다."),
    "report.json": N_("이 컴퓨터에서 본 점수"),
    "journal.jsonl": N_("엔진에서 일어난 일. 단원의 것이 아니면 종류와 시각과 id뿐입니다."),
    terminal_log.FILE: N_(
        "이 과정의 터미널에서 친 명령. 담지 않으려면: course record off, course record forget"
    ),
    handin.MANIFEST: N_(
        "목록: 제출하는 시각, 학급과 번호, 사람마다 다른 값의 씨앗, 엔진 id의 SHA-256, 파일마다 SHA-256"
    ),
    handin.SIGNATURE: N_("목록의 서명. 학급에 참가했을 때만 있습니다."),
}


@click.command
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
def command(out: Path | None) -> int:
    """Record, list, write. 0 written; 1 written, but the engine could not be asked."""
    who = membership.mine()
    lang = _edition()
    made = collect(lang, lambda line: click.echo(line, err=True))
    _list(made)
    _points(made)
    path = out or Path(_name(who))
    digest = handin.pack(made.handin, who, made.seed, made.engine, path)
    click.echo(_("{path} 파일에 담았습니다. SHA-256: {digest}").format(path=path, digest=digest))
    if not any(name.endswith(".ipynb") for name in made.handin.files):
        click.echo(
            _("노트북이 없습니다: {folder} 폴더에서 찾지 못했습니다.").format(folder=paths.work() / lang)
        )
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
    click.echo(
        _("아직 아무 데도 보내지 않았습니다. 선생님이 과제를 걷는 곳에 이 파일을 올리세요: {path}").format(
            path=path
        )
    )
    return 1 if made.trouble else 0


def _edition() -> str:
    """The language whose folder the learner works in: the one in force, or the only one there is."""
    lang = i18n.language()
    if not (paths.work() / lang).is_dir():
        there = sorted(
            folder.name for folder in paths.work().glob("*") if (paths.NOTEBOOKS / folder.name).is_dir()
        )
        return there[0] if there else lang
    return lang


def _list(made: Collected) -> None:
    """Everything that goes in, before it is written: what each kind of file is, and the files of it."""
    click.echo(_("담을 것:"))
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for name, body in sorted(made.handin.files.items()):
        by_kind[_kind(name)].append(f"    {name}  {max(1, len(body) // KB)} kB")
    for name in (handin.MANIFEST, handin.SIGNATURE):
        by_kind[name].append(f"    {name}")
    for kind, rows in by_kind.items():
        if rows:
            click.echo("\n".join([f"  {_(KINDS[kind])}", *rows]))
    for name, why in sorted(made.handin.left_out.items()):
        click.echo("  " + _("담지 않음: {name} ({why})").format(name=name, why=why))
    click.echo(
        _(
            "단원에 나오는 이름을 쓴 적이 없는 컨테이너의 이름, 레이블, 환경 변수, 인자, 마운트와 "
            "단원에 나오지 않는 볼륨의 이름, 비밀로 보이는 값은 담지 않습니다."
        )
    )


def _kind(name: str) -> str:
    """Under which of KINDS a file is listed."""
    folder, slash, _rest = name.partition("/")
    if not slash:
        return name
    return "notebooks/*.ipynb" if name.endswith(".ipynb") else f"{folder}/"


def _points(made: Collected) -> None:
    """What a teacher will see: the points of the lessons that were begun, and of all."""
    sums = {
        lesson: (
            sum(result.points for result in results.values()),
            sum(result.max_points for result in results.values()),
        )
        for lesson, results in made.results.items()
    }
    for lesson, (points, most) in sums.items():
        if points:
            click.echo(_("{lesson}: {points}/{max}점").format(lesson=lesson, points=points, max=most))
    points, most = (sum(column) for column in zip(*sums.values(), strict=True))
    click.echo(_("점수: 모두 {points}/{max}점").format(points=points, max=most))
    for task in made.lost:
        click.echo(
            _("주의: '{task}' 과제는 여기서는 통과하지만 기록만으로는 통과하지 않습니다.").format(task=task)
        )


def _name(who: Membership | None) -> str:
    whose = f"{who.number:03d}" if who else "anonymous"
    return f"docker-course-{whose}-{datetime.now():%Y%m%d-%H%M}{handin.SUFFIX}"
