"""`course images`: what the course needs, what the engine has of it, and how to carry it elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from helpers import images
from helpers.cli.groups import Commands
from helpers.engine import find
from helpers.errors import CourseError
from helpers.i18n import N_, _
from helpers.waiting import waiting

ORIGINS = {"pulled": N_("받음"), "built": N_("직접 만듦"), "other": N_("출처 모름"), "missing": N_("없음")}
HELP = {
    "list": N_("이미지와 그 출처를 보여 줍니다."),
    "get": N_("없는 이미지를 받거나 만듭니다."),
    "save": N_("이미지와 단원이 쓸 아카이브를 파일 하나로 묶습니다."),
    "load": N_("묶음 파일에 든 것을 읽어 들입니다."),
}
OPTIONS = {
    "--sha256": N_("묶음을 만든 사람이 알려 준 SHA-256. 다르면 읽어 들이지 않습니다."),
    "--yes": N_("이 과정이 쓰지 않는 이미지도 묻지 않고 읽어 들입니다."),
}
MEGABYTE = 1_000_000
YES = ("y", "yes", "예", "네", "ㅛ")  # ㅛ: y typed with the Korean layout on


@click.group(cls=Commands, words=HELP, options=OPTIONS, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """See, get and move the images of the course."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show)


@command.command("list")
def show() -> None:
    """Reference, size, origin, purpose: one line an image."""
    for image in images.status(find(click.echo)):
        size = image.size / MEGABYTE if image.size else image.entry.size
        mark = "●" if image.image_id else "○"
        columns = f"{mark} {image.entry.reference:<22} {size:>5.0f} MB"
        click.echo(f"{columns}  {_(ORIGINS[image.origin])}  {_(image.entry.purpose)}")
        if image.origin == "built" and image.entry.offline.kind == "busybox":
            click.echo(
                _("    데비안의 busybox로 만든 것이라 Docker Hub의 것에 있는 adduser, nc -z 등이 없습니다.")
            )


@command.command("get")
@click.argument("reference", nargs=-1)
def get(reference: tuple[str, ...]) -> None:
    """Have the named images, or all of them, on the engine."""
    wanted = [images.entry(name) for name in reference] or list(images.catalogue())
    engine = find(click.echo)
    for image in wanted:
        done = images.ensure(engine, image.reference, click.echo)
        if done.how == "present":
            click.echo(_("{reference}: 이미 있습니다.").format(reference=image.reference))


@command.command("save")
@click.argument("file", type=click.Path(path_type=Path))
def save(file: Path) -> None:
    """Write all images of the course to one file."""
    click.echo(_("이미지를 {file}에 묶는 중입니다.").format(file=file))
    saved = images.save(find(click.echo), file)
    for archive in saved.archives:
        click.echo(_("아카이브 {file}도 담았습니다.").format(file=archive.file))
    for archive in saved.missing:
        click.echo(
            _(
                "아카이브 {file}은(는) 받을 수 없어 담지 못했습니다. {folder} 폴더에 두고 다시 묶으세요."
            ).format(file=archive.file, folder=archive.cached.parent)
        )
    click.echo(
        _("묶었습니다 ({size:.0f} MB). 옮긴 곳에서: course images load {file} --sha256 {sha256}").format(
            size=saved.size / MEGABYTE, file=file.name, sha256=saved.sha256
        )
    )


@command.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sha256", default="", metavar="DIGEST")
@click.option("--yes", is_flag=True)
def load(file: Path, sha256: str, yes: bool) -> None:
    """Read the images of a bundle into the engine, after saying what they are."""
    with waiting(_("{file} 파일을 읽고 확인하는 중입니다.").format(file=file)):
        bundle = images.read(file, sha256)
    engine = find(click.echo)
    _describe(bundle)
    if bundle.foreign and not yes:
        _ask(bundle)
    if other := images.other_architecture(engine, bundle):
        click.echo(
            _(
                "주의: 묶음의 이미지는 {image}용이고 엔진은 {engine}용이어서 실행되지 않을 수 있습니다."
            ).format(image=other[0], engine=other[1])
        )
    done = images.load(engine, bundle)
    for image in done.provisions:
        text = (
            _("{reference}: 이미 있습니다.") if image.how == "present" else _("{reference}: 읽어 들였습니다.")
        )
        click.echo(text.format(reference=image.reference))
    for name in done.kept:
        click.echo(
            _(
                "{reference}: 같은 이름의 다른 이미지가 이미 있어 그대로 두었습니다. "
                "묶음의 것을 쓰려면 먼저: docker tag {reference} my-copy && docker rmi {reference}"
            ).format(reference=name)
        )
    with waiting(_("단원이 쓸 아카이브를 꺼내는 중입니다.")):
        images.unpack(bundle)
    for kept in bundle.archives:
        click.echo(
            _("아카이브 {file}: {folder} 폴더에 두었습니다.").format(
                file=kept.file, folder=kept.cached.parent
            )
        )


def _describe(bundle: images.Bundle) -> None:
    """What is in a bundle, before anything of it is loaded: names prove nothing, digests can be compared."""
    for image in bundle.images:
        for name in image.references:
            kind = _("이 과정이 쓰지 않는 이미지") if name in bundle.foreign else _("과정의 이미지")
            click.echo(f"{name}  sha256:{image.digest[:12]:<12}  {kind}")
    for archive in bundle.damaged:
        click.echo(_("아카이브 {file}: 손상되었거나 다른 파일이라 쓰지 않습니다.").format(file=archive.file))


def _ask(bundle: images.Bundle) -> None:
    names = ", ".join(bundle.foreign)
    if sys.stdin is not None and sys.stdin.isatty():
        answer = input(_("이 과정이 쓰지 않는 이미지도 읽어 들일까요? {names} [y/N] ").format(names=names))
        if answer.strip().lower() in YES:
            return
    raise CourseError(
        _("이 과정이 쓰지 않는 이미지가 들어 있어 아무것도 읽어 들이지 않았습니다: {names}").format(
            names=names
        ),
        _("모두 읽어 들이려면 --yes를 붙이세요."),
        code="image-foreign",
    )
