"""A command with subcommands, whose help and refusals are in the learner's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from helpers.cli.speech import retell
from helpers.errors import CourseError
from helpers.i18n import N_, _

LANGUAGE = N_("보여 줄 언어. 없으면 로캘을 따릅니다.")


class Commands(click.Group):
    """`words` says what each subcommand is for, `options` what each option is for; both Korean.

    `{known}` in the words of an option becomes `known`.
    """

    def __init__(
        self, *args: Any, words: Mapping[str, str], options: Mapping[str, str], known: str = "", **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.words, self.told, self.known = words, {"--lang": LANGUAGE, **options}, known

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(self.words)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand with its help in the language in force."""
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            command.help = command.short_help = _(self.words[cmd_name])
            for option in command.params:
                if isinstance(option, click.Option) and option.opts[0] in self.told:
                    option.help = _(self.told[option.opts[0]]).format(known=self.known)
            retell(command, ctx)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """An unknown subcommand is one line that lists the known ones."""
        if args and args[0] not in self.commands:
            raise CourseError(
                _("'{command} {name}'(이)라는 명령은 없습니다.").format(
                    command=ctx.command_path, name=args[0]
                ),
                _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(self.words)),
                code="unknown-command",
            )
        return super().resolve_command(ctx, args)
