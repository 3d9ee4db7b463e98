"""The `course` command: one module a command, loaded when it is asked for."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from helpers import i18n
from helpers.cli.speech import known, retell, teach_click
from helpers.course import course as course_registry
from helpers.errors import CourseError
from helpers.i18n import N_, _
from helpers.waiting import waiting, watched

# What each command is for, in the order `course --help` shows; the module has the command's name.
COMMANDS = {
    "lab": N_("엔진, 이미지, 노트북을 갖추고 JupyterLab을 엽니다."),
    "doctor": N_("필요한 것이 모두 있는지 살펴보고, 고치는 명령을 알려 줍니다."),
    "status": N_("단원마다 얻은 점수와 진행 상황을 보여 줍니다."),
    "draw": N_("엔진에 있는 것을 그림 대신 글로 보여 줍니다."),
    "check": N_("지금 엔진에 있는 것을 채점합니다."),
    "explain": N_("docker의 오류가 무슨 뜻이고 어떻게 고치는지 알려 줍니다."),
    "reset": N_("단원이 만든 것만 엔진에서 지웁니다."),
    "restart": N_("단원을 처음부터 다시 시작합니다. 쓰던 노트북은 옆에 남깁니다."),
    "assignment": N_("종합 과제에서 나에게 정해진 이름, 포트, 토큰을 보여 줍니다."),
    "images": N_("이 과정이 쓰는 이미지를 보고, 받고, 옮깁니다."),
    "room": N_("네트워크가 없는 교실에 필요한 모든 것을 파일 하나로 묶습니다."),
    "engine": N_("따로 쓰는 전용 엔진을 켜고 끕니다."),
    "join": N_("선생님이 준 코드로 학급에 참가합니다."),
    "record": N_("터미널에서 친 명령을 기록할지 정하고, 기록한 것을 보여 줍니다."),
    "submit": N_("제출할 파일 하나를 만듭니다. 무엇이 들어가는지 먼저 보여 줍니다."),
    "class": N_("명단으로 학급 파일을 만들고 참가 코드를 보여 줍니다."),
    "grade": N_("제출된 파일들을 채점하고 성적표와 각자의 페이지를 만듭니다."),
    "uninstall": N_("과정이 이 컴퓨터에 들여온 것을 지웁니다."),
    "build": N_("단원 원본에서 노트북을 만듭니다."),
    "new": N_("새 단원이나 과제의 뼈대를 만듭니다."),
    "prove": N_("단원의 과제가 실수에는 통과하지 않고 옳은 길에는 통과하는지 실제 엔진에서 증명합니다."),
    "site": N_("설치하기 전에 읽을 수 있는 단원들의 웹사이트를 만듭니다."),
    "handouts": N_("유인물과 슬라이드를 HTML과 PDF로 만듭니다."),
}

MODULES = {"class": "classes", "record": "recording"}  # where a module cannot have its name

# What each option is for; an option means the same wherever it stands.
OPTIONS = {
    "--lang": N_("보여 줄 언어. 없으면 로캘을 따릅니다."),
    "--port": N_("JupyterLab의 포트 번호"),
    "--no-browser": N_("브라우저를 열지 않고 주소만 출력합니다."),
    "--private": N_("이 과정만의 전용 엔진을 씁니다."),
    "--task": N_("이 과제 하나만 채점합니다."),
    "--now": N_("전에 얻은 점수를 빼고, 지금 엔진에서 참인 것만 채점합니다."),
    "--watch": N_("단원의 파일이 바뀔 때마다 다시 증명합니다."),
    "--title": N_("단원의 제목"),
    "--json": N_("프로그램이 읽을 JSON으로 출력합니다."),
    "--all": N_("모든 단원"),
    "--dry-run": N_("지우지 않고 무엇을 지울지만 보여 줍니다."),
    "--remove": N_("엔진의 내용까지 지웁니다."),
    "--check": N_("쓰지 않고 비교하기만 합니다. 다르면 종료 코드 1입니다."),
    "--solved": N_("풀이가 든 노트북을 이 폴더에 씁니다."),
    "--nbgrader": N_("nbgrader의 과정 폴더를 언어마다 하나씩 이 폴더에 씁니다."),
    "--shell": N_("셸이 읽을 변수로 출력합니다."),
    "--yes": N_("묻지 않고 합니다."),
    "--work": N_("내 노트북과 답까지 지웁니다."),
    "--room": N_("네트워크 없이, 교실 묶음 파일(course room pack)에 든 것으로 갖춥니다."),
    "--out": N_("결과를 둘 곳"),
    "--sheets": N_("엔진이 필요 없는 한두 쪽짜리(명령, 시간표, 교실 준비, 진행표, 답안)만 만듭니다."),
    "--start": N_("시간표에서 수업을 시작하는 시각: 9:00"),
    "--archive": N_("모든 언어의 유인물을 차례와 함께 이 zip 파일 하나에 담습니다."),
    "--class": N_("학급 파일. 누구의 것인지, 언제까지인지가 여기에서 옵니다."),
    "--scheduler": N_("dask 스케줄러의 주소. 여러 컴퓨터에서 채점합니다: tcp://호스트:8786"),
    "--replay": N_("제출물의 셀과 명령을 새 엔진에서 다시 실행한 결과도 함께 봅니다."),
    "--sample": N_("모두가 아니라 이만큼만 골라 다시 실행합니다."),
    "--i-trust-these-submissions": N_("벽 없이, 이 컴퓨터의 root로 다시 실행합니다."),
    "--workers": N_("이 컴퓨터에서 한꺼번에 채점할 프로세스의 수"),
}

# Commands that ask nobody anything, print their results and end: what each is for is said if it takes long.
AT_ONCE = ("doctor", "status", "draw", "check", "reset", "restart")
LANG = "--lang"


class Course(click.Group):
    """Loads a command's module only when it is used: `course check` must not wait for nbformat."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, with its help in the language in force."""
        if cmd_name not in COMMANDS:
            return None
        module = MODULES.get(cmd_name, cmd_name)
        command: click.Command = import_module(f"helpers.cli.{module}").command
        command.help = _(COMMANDS[cmd_name])
        _have_speak(command)
        retell(command, ctx)
        for option in command.params:
            if isinstance(option, click.Option):
                option.help = _(OPTIONS[option.opts[0]])
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """In the language of --lang, which may stand before --help."""
        self.help = _(course_registry().title)
        retell(self, ctx)
        super().format_help(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Listed from the table, so that no module has to be loaded for the help page."""
        with formatter.section(_("명령")):
            formatter.write_dl([(name, _(text)) for name, text in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """An unknown command is one line in the learner's language."""
        if args and args[0] not in COMMANDS:
            raise CourseError(
                _("'{name}'(이)라는 명령은 없습니다.").format(name=args[0]),
                _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(COMMANDS)),
                code="unknown-command",
            )
        if args and args[0] in AT_ONCE:
            ctx.with_resource(waiting(_(COMMANDS[args[0]])))
        return super().resolve_command(ctx, args)


def _speak(ctx: click.Context, option: click.Parameter, lang: str | None) -> None:
    """Choose the language before anything is said, a help page too."""
    if known(lang):
        i18n.choose(lang)


def _have_speak(command: click.Command) -> None:
    """--lang after a command, too, and after its subcommands; where it means more, it is there already."""
    if not any(LANG in option.opts for option in command.params):
        command.params.append(
            click.Option(
                [LANG], metavar="LANG", is_eager=True, expose_value=False, callback=_speak,
                help=_(OPTIONS[LANG]),
            )
        )  # fmt: skip
    if isinstance(command, click.Group):
        for below in command.commands.values():
            _have_speak(below)


def _asked(argv: Sequence[str]) -> str | None:
    """The language of --lang, wherever it stands: what is said of the words before it is said in it, too."""
    words = list(itertools.takewhile(lambda word: word != "--", argv))
    given = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    given += [after for word, after in itertools.pairwise(words) if word == "--lang"]
    return given[-1] if given and given[-1] in course_registry().languages else None


@click.group(cls=Course, invoke_without_command=True)
@click.option("--lang", default=None, metavar="LANG", is_eager=True, expose_value=False, callback=_speak)
@click.pass_context
def course(ctx: click.Context) -> None:
    """Learn Docker by doing it."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def lab_by_default() -> int:
    """The command `docker-course`, for who has no checkout: without a command's name it is `course lab`."""
    arguments = sys.argv[1:]
    if not {*COMMANDS, "--help"} & set(arguments) and (not arguments or arguments[0].startswith("-")):
        arguments.insert(0, "lab")
    return main(arguments)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code. A CourseError is one line and its remedy, code 2."""
    i18n.choose(_asked(sys.argv[1:] if argv is None else argv))
    teach_click()
    try:
        with watched():
            result = course.main(
                args=list(argv) if argv is not None else None, prog_name="course", standalone_mode=False
            )
    except CourseError as error:
        click.echo(str(error), err=True)
        return 2
    except click.ClickException as error:
        place = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "course"
        click.echo(
            f"{error.format_message()} " + _("도움말: {command}").format(command=f"{place} --help"), err=True
        )
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo(_("멈췄습니다."), err=True)
        return 130
    except BrokenPipeError:  # `course status | head`
        sys.stderr.close()
        return 0
    return result if isinstance(result, int) else 0
