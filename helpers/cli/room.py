"""`course room`: everything for a room without a network in one file, and what a class would meet with it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helpers.cli.groups import Commands
from helpers.errors import CourseError
from helpers.i18n import N_, _
from helpers.paths import NAME, require_checkout
from helpers.room.manifest import describe, megabytes, opened
from helpers.room.target import RELEASES, targets

if TYPE_CHECKING:
    from helpers.room.pack import Packed

HELP = {
    "pack": N_("네트워크가 있는 컴퓨터에서, 교실에 필요한 모든 것을 파일 하나로 묶습니다."),
    "show": N_("묶음에 무엇이 들어 있고 어떤 컴퓨터용인지 보여 줍니다. 아무것도 풀지 않습니다."),
    "rehearse": N_(
        "네트워크가 없는 엔진에서 묶음만으로 모든 단원을 풀어 보고, 교실이 만날 일을 표로 알려 줍니다."
    ),
}
OPTIONS = {
    "--for": N_("배포판 이름, 쉼표로 여럿: {known}. 없으면 모두."),
    "--also": N_("단원이 쓰는 것 말고도 컨테이너에 설치할 수 있어야 할 패키지, 쉼표로 여럿"),
    "--dry-run": N_("묶지 않고 무엇이 얼마나 들어갈지만 보여 줍니다."),
    "--lesson": N_("이 단원만. 여러 번 쓸 수 있습니다."),
}


@click.group(
    cls=Commands, words=HELP, options=OPTIONS, known=", ".join(RELEASES), invoke_without_command=True
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Pack a room, look into a pack, rehearse it."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command.command("pack")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--for", "releases", default=",".join(RELEASES), metavar="RELEASE", show_default=False)
@click.option("--also", default="", metavar="PACKAGE")
@click.option("--dry-run", is_flag=True)
def make(file: Path, releases: str, also: str, dry_run: bool) -> None:
    """Write the pack; with --dry-run only say how large each part would be."""
    require_checkout("room pack")
    if sys.platform != "linux" or not shutil.which("apt-get"):
        raise CourseError(
            _("교실 묶음은 apt가 있는 데비안 계열 컴퓨터에서만 만들 수 있습니다."),
            _("데비안이나 우분투에서 다시 실행하세요."),
            code="room-no-apt",
        )
    from helpers.room.pack import pack

    made_for = targets(_words(releases))
    if dry_run:
        _plan(made_for, _words(also))
        return
    report(pack(file, made_for, _words(also), version(NAME), click.echo), file)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _plan(made_for: object, also: tuple[str, ...]) -> None:
    from helpers.room.pack import plan

    for title, count, size, new in plan(made_for, also, click.echo):  # type: ignore[arg-type]
        click.echo(
            _("{title}: 파일 {count}개, {size}, 그 가운데 새로 받을 것 {new}").format(
                title=title, count=count, size=megabytes(size), new=megabytes(new)
            )
        )


def report(done: Packed, file: Path) -> None:
    """What was packed, how much of it was new, how long it took."""
    for part in done.parts:
        if part.files:
            click.echo(
                _("{title}: 파일 {count}개, {size}, 새로 받은 것 {new} ({seconds:.0f}초)").format(
                    title=part.title, count=len(part.files), size=megabytes(part.size),
                    new=megabytes(part.new), seconds=part.seconds,
                )
            )  # fmt: skip
    for name in done.lacking:
        click.echo(_lacking(name))
    click.echo(
        _("묶었습니다: {file}, {size}, {seconds:.0f}초. SHA-256: {sha256}").format(
            file=file, size=megabytes(done.size), seconds=done.seconds, sha256=done.sha256
        )
    )
    click.echo(
        _("교실의 컴퓨터에서, 이 과정의 같은 버전을 복제한 폴더에서: make lab ROOM=/path/{name}").format(
            name=file.name
        )
    )
    click.echo(_("복제한 폴더 없이, 이 파일만으로: python3 /path/{name}").format(name=file.name))


def _lacking(name: str) -> str:
    from helpers.images import cache

    return _(
        "아카이브 {file}은(는) 받을 수 없어 담지 못했습니다. {folder} 폴더에 두고 다시 묶으세요. "
        "없으면 이것으로 빌드하는 단원(05, 06)을 끝까지 할 수 없습니다."
    ).format(file=name, folder=cache.folder())


@command.command("show")
@click.argument("file", type=click.Path(path_type=Path))
def show(file: Path) -> None:
    """What a pack says of itself."""
    with opened(file) as (manifest, files):
        for _path, _content in files:  # whole, as far as can be told without reading every byte
            pass
        describe(manifest, click.echo)


@command.command("rehearse")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--lesson", multiple=True, metavar="LESSON")
def rehearse(file: Path, lesson: tuple[str, ...]) -> int:
    """Walk the lessons on an engine without a network; 1 when one cannot be done in full."""
    require_checkout("room rehearse")
    try:
        from helpers.room.rehearse import rehearse as walk
    except ModuleNotFoundError as error:
        raise CourseError(
            _("연습에 필요한 {module} 패키지가 없습니다.").format(module=error.name),
            _("`scripts/setup dev`를 실행하세요."),
            code="no-handout-tools",
        ) from error
    with tempfile.TemporaryDirectory(prefix="course-room-") as folder:
        rows = walk(file, lesson, Path(folder), click.echo)
    for line in table(rows):
        click.echo(line)
    return 0 if all(row.points == row.of for row in rows) else 1


def table(rows: object) -> list[str]:
    """The rehearsal as a Markdown table."""
    head = "| {} | {} | {} | {} |".format(_("단원"), _("점수"), _("걸린 시간"), _("교실이 만날 일"))
    lines = [head, "|---|---:|---:|---|"]
    for row in rows:  # type: ignore[attr-defined]
        met = "; ".join(row.met) or "-"
        lines.append(f"| {row.lesson} | {row.points} / {row.of} | {row.seconds:.0f} s | {met} |")
    return lines
