"""`course images`: what the course needs, what the engine has of it, and how to carry it elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from helpers import images
from helpers.cli.speech import retell
from helpers.engine import find
from helpers.errors import CourseError
from helpers.i18n import N_, _

ORIGINS = {"pulled": N_("받음"), "built": N_("직접 만듦"), "other": N_("출처 모름"), "missing": N_("없음")}
HELP = {
    "list": N_("이미지와 그 출처를 보여 줍니다."),
    "get": N_("없는 이미지를 받거나 만듭니다."),
    "save": N_("이미지와 단원이 쓸 아카이브를 파일 하나로 묶습니다."),
    "load": N_("묶음 파일에 든 것을 읽어들입니다."),
}
MEGABYTE = 1_000_000


class Images(click.Group):
    """Its help and its refusal of an unknown word come in the learner's language."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand with its help in the language in force."""
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            command.help = command.short_help = _(HELP[cmd_name])
            retell(command, ctx)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """An unknown subcommand is one line that lists the known ones."""
        if args and args[0] not in self.commands:
            raise CourseError(
                _("'course images {name}'(이)라는 명령은 없습니다.").format(name=args[0]),
                _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(HELP)),
                code="unknown-command",
            )
        return super().resolve_command(ctx, args)


@click.group(cls=Images, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """See, get and move the images of the course."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show)


@command.command("list")
def show() -> None:
    """Reference, size, origin, purpose: one line an image."""
    for one in images.status(find(click.echo)):
        size = one.size / MEGABYTE if one.size else one.entry.size
        mark = "●" if one.image_id else "○"
        columns = f"{mark} {one.entry.reference:<22} {size:>5.0f} MB"
        click.echo(f"{columns}  {_(ORIGINS[one.origin])}  {_(one.entry.purpose)}")


@command.command("get")
@click.argument("reference", nargs=-1)
def get(reference: tuple[str, ...]) -> None:
    """Have the named images, or all of them, on the engine."""
    wanted = [images.entry(name) for name in reference] or list(images.catalogue())
    engine = find(click.echo)
    for one in wanted:
        done = images.ensure(engine, one.reference, click.echo)
        if done.how == "present":
            click.echo(_("{reference}: 이미 있습니다.").format(reference=one.reference))


@command.command("save")
@click.argument("file", type=click.Path(path_type=Path))
def save(file: Path) -> None:
    """Write all images of the course to one file."""
    click.echo(_("이미지를 {file}에 묶는 중입니다.").format(file=file))
    saved = images.save(find(click.echo), file)
    for one in saved.archives:
        click.echo(_("아카이브 {file}도 담았습니다.").format(file=one.file))
    for one in saved.missing:
        click.echo(
            _(
                "아카이브 {file}은(는) 받을 수 없어 담지 못했습니다. {folder} 폴더에 두고 다시 묶으세요."
            ).format(file=one.file, folder=one.cached.parent)
        )
    click.echo(
        _("묶었습니다 ({size:.0f} MB). 옮긴 곳에서: course images load {file}").format(
            size=saved.size / MEGABYTE, file=file.name
        )
    )


@command.command("load")
@click.argument("file", type=click.Path(path_type=Path))
def load(file: Path) -> None:
    """Read the images of a bundle into the engine."""
    done = images.load(find(click.echo), file)
    for one in done.provisions:
        text = _("{reference}: 이미 있습니다.") if one.how == "present" else _("{reference}: 읽어들였습니다.")
        click.echo(text.format(reference=one.reference))
    for kept in done.archives:
        click.echo(
            _("아카이브 {file}: {folder} 폴더에 두었습니다.").format(
                file=kept.file, folder=kept.cached.parent
            )
        )
    for name in done.kept:
        click.echo(
            _(
                "{reference}: 같은 이름의 다른 이미지가 이미 있어 그대로 두었습니다. "
                "묶음의 것을 쓰려면 먼저: docker tag {reference} my-copy && docker rmi {reference}"
            ).format(reference=name)
        )
