"""The command line's language: which one is asked for, and click's own words in it.

Click translates through a module function `_` that looks for its own gettext domain; Python ships none
for Korean. Here it is led to the course's catalogue, with Korean as the source as everywhere.
"""

from __future__ import annotations

from importlib import import_module

import click

from helpers.course import course
from helpers.errors import CourseError
from helpers.i18n import N_, _

# click 8.5: the English it says -> ours. What is not listed stays English.
WORDS = {
    "Usage:": N_("사용법:"),
    "Options": N_("옵션"),
    "Show this message and exit.": N_("이 도움말을 보여 줍니다."),
    "Missing option": N_("빠진 옵션"),
    "Missing argument": N_("빠진 인자"),
    "No such option {name!r}.": N_("{name!r}: 그런 옵션은 없습니다."),
    "Invalid value: {message}": N_("값이 잘못되었습니다: {message}"),
    "Invalid value for {param_hint}: {message}": N_("{param_hint}의 값이 잘못되었습니다: {message}"),
    "{value!r} is not a valid {number_type}.": N_("{value!r}은(는) 알맞은 값이 아닙니다({number_type})."),
    "{value} is not in the range {range}.": N_("{value}은(는) 범위 {range}를 벗어납니다."),
    "{name} {filename!r} does not exist.": N_("{filename!r}이(가) 없습니다({name})."),
    "{name} {filename!r} is a directory.": N_("{filename!r}은(는) 폴더입니다({name})."),
    "{name} {filename!r} is a file.": N_("{filename!r}은(는) 파일입니다({name})."),
    "{name} {filename!r} is not readable.": N_("{filename!r}을(를) 읽을 수 없습니다({name})."),
    "{name} {filename!r} is not writable.": N_("{filename!r}에 쓸 수 없습니다({name})."),
    "Option {name!r} does not take a value.": N_("옵션 {name!r}에는 값을 붙이지 않습니다."),
    "Option {name!r} requires an argument.": N_("옵션 {name!r}에는 값이 있어야 합니다."),
    "Got unexpected extra argument ({args})": N_("남는 인자가 있습니다: {args}."),
    "Got unexpected extra arguments ({args})": N_("남는 인자가 있습니다: {args}."),
    "file": N_("파일"),
    "directory": N_("폴더"),
    "path": N_("경로"),
    "default: {default}": N_("기본값: {default}"),
}


def teach_click() -> None:
    """Lead click's words through the course's catalogue; the language may change afterwards."""
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        module = import_module(f"click.{name}")
        for word, ours in (("_", _say), ("ngettext", _say_counted)):
            if hasattr(module, word):
                setattr(module, word, ours)


def retell(command: click.Command, ctx: click.Context) -> None:
    """Click keeps a command's --help with the words of the first language; say it in the one in force."""
    option = command.get_help_option(ctx)
    if option:
        option.help = _say("Show this message and exit.")


def _say_counted(single: str, many: str, count: int) -> str:
    return _say(single if count == 1 else many)


def _say(text: str) -> str:
    return _(WORDS[text]) if text in WORDS else text


def known(lang: str | None) -> str | None:
    """The language asked for, if the course speaks it; raises CourseError when it does not."""
    speaks = course().languages
    if lang is None or lang in speaks:
        return lang
    raise CourseError(
        _("'{lang}'(이)라는 언어는 없습니다.").format(lang=lang),
        _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(speaks)),
        code="unknown-language",
    )
