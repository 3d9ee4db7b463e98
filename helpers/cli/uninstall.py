"""`course uninstall`: remove what the course brought to this machine, and nothing else."""

from __future__ import annotations

import os
import sys

import click

from helpers import paths
from helpers.checks.run import TROUBLE
from helpers.engine import explain
from helpers.engine.root import Root, obtain
from helpers.errors import BusyError, CourseError, EngineNotFound
from helpers.i18n import _
from helpers.launch.session import running
from helpers.uninstall import host, plan
from helpers.uninstall.plan import Plan
from helpers.uninstall.steps import Failed, Step
from helpers.waiting import waiting

YES = ("y", "yes", "예", "네", "ㅛ")  # ㅛ: y typed with the Korean layout on


@click.command
@click.option("--dry-run", is_flag=True)
@click.option("--yes", is_flag=True)
@click.option("--work", is_flag=True)
def command(dry_run: bool, yes: bool, work: bool) -> int:
    """List everything first. Exit 1 if something is left that a person has to remove."""
    if not dry_run and (up := running()):
        raise BusyError(
            _("이 과정의 JupyterLab이 열려 있습니다: {url}").format(url=up.base),
            _("`course lab`을 실행한 창에서 Ctrl-C로 닫은 뒤 다시 실행하세요."),
            code="lab-open",
        )
    with waiting(_("과정이 들여온 것을 찾는 중입니다.")):
        found = plan.make(work=work)
    show(found)
    if dry_run or not found.steps:
        return 0
    if not yes and not agrees():
        click.echo(_("아무것도 지우지 않았습니다."))
        return 1
    done = carry_out(found)
    host.close_record()
    click.echo(_last_word())
    return 0 if done else 1


def show(found: Plan) -> None:
    """What goes and what stays, a line each, and below it what sudo will be asked to run."""
    if not found.steps:
        click.echo(_("과정이 이 컴퓨터에 들여온 것 가운데 지울 것이 없습니다."))
    else:
        click.echo(_("지울 것:"))
    for step in found.steps:
        click.echo(f"  - {step.what}")
        if step.needs_root and os.geteuid() != 0:
            click.echo(f"    {step.by_hand}")
    if found.kept:
        click.echo(_("그대로 둘 것:"))
    for thing in found.kept:
        click.echo(f"  - {thing.what}: {thing.why}")


def agrees() -> bool:
    """Ask at the terminal. Raises CourseError where there is none."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise CourseError(
            _("물어볼 터미널이 없어 아무것도 지우지 않았습니다."),
            _("묻지 않고 지우려면 `course uninstall --yes`"),
            code="no-terminal",
        )
    try:
        answer = input(_("위의 것을 지울까요? [y/N] "))
    except EOFError:
        return False
    return answer.strip().lower() in YES


def carry_out(found: Plan) -> bool:
    """Run the steps one by one and say each; whether all were done. One that fails stops no other."""
    root = _root(found)
    left = [step for step in found.steps if not _done(step, root)]
    if left:
        click.echo(_("남은 것이 있습니다. 다음을 직접 실행하세요:"), err=True)
    for step in left:
        click.echo(f"  {step.by_hand}", err=True)
    return not left


def _root(found: Plan) -> Root | None:
    """Root's rights if a step needs them and they can be had; the list has said what for."""
    commands = [step.by_hand for step in found.steps if step.needs_root]
    if not commands or os.geteuid() == 0:
        return Root()
    try:
        return obtain("", " && ".join(commands), assume_yes=True)
    except EngineNotFound:
        return None


def _done(step: Step, root: Root | None) -> bool:
    if step.needs_root and root is None:
        return False
    if step.needs_root:  # apt takes its time, and is not seen
        click.echo(_("지우는 중: {what}").format(what=step.what))
    try:
        with waiting(_("지우는 중: {what}").format(what=step.what)):
            step.run(root or Root())
    except (CourseError, Failed) as error:
        reason = str(error)
    except TROUBLE as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(explain(error))
    else:
        click.echo(_("지웠습니다: {what}").format(what=step.what))
        return True
    click.echo(_("지우지 못했습니다: {what} ({reason})").format(what=step.what, reason=reason), err=True)
    return False


def _last_word() -> str:
    """What only the person can remove: the program that is running."""
    if paths.IS_CHECKOUT:
        if paths.work().is_dir() and paths.work().resolve().is_relative_to(paths.ROOT):
            return _("내 노트북을 옮긴 뒤 이 폴더를 지우면 됩니다: {path}").format(path=paths.ROOT)
        return _("이제 이 폴더를 지우면 됩니다: {path}").format(path=paths.ROOT)
    if paths.IS_FROM_PACK:
        return _("이제 이 폴더를 지우면 됩니다: {path}").format(path=sys.prefix)
    return _("프로그램도 지우려면: pipx uninstall docker-course (uvx로 썼다면 uv cache clean docker-course)")
