"""`course class`: a class file from a roster, and the line each learner joins with."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import click

from helpers.atomic import write
from helpers.cli.certificates import certificates, verify
from helpers.cli.groups import Commands
from helpers.errors import CourseError
from helpers.grading import classfile, latecomers, roster
from helpers.grading.classfile import Class
from helpers.grading.hermetic import SEEDS
from helpers.i18n import N_, _

HELP = {
    "new": N_("명단(CSV)으로 학급 파일을 만듭니다."),
    "add": N_("늦게 온 사람을 명단(CSV)에서 학급 파일에 더합니다. 이미 있는 사람은 그대로 둡니다."),
    "codes": N_("학습자마다 참가 코드를 CSV로 보여 줍니다."),
    "certificates": N_("채점한 학급의 수료증을 HTML과 PDF로 만듭니다. 한 사람에 한 쪽입니다."),
    "verify": N_("수료증의 확인 코드가 누구의 것인지 학급 파일로 확인합니다. 네트워크는 쓰지 않습니다."),
    "seeds": N_("nbgrader의 과정 폴더에 학습자마다 정해진 값의 씨앗을 씁니다."),
}
OPTIONS = {
    "--out": N_("만든 파일을 둘 곳"),
    "--name": N_("학급의 이름"),
    "--due": N_("모든 단원의 마감: 2026-12-18T18:00"),
    "--lesson": N_("이 학급이 하는 단원. 여러 번 쓸 수 있고, 없으면 모두입니다."),
    "--least": N_("이 점수부터 수료증을 줍니다. 없으면 1점이라도 있는 사람 모두입니다."),
    "--by": N_("nbgrader에서 학습자를 부르는 값"),
}
WHO = ("name", "email", "login", "sis_id")  # columns that say whose line it is


@click.group(cls=Commands, words=HELP, options=OPTIONS)
def command() -> None:
    """Classes."""


command.add_command(certificates)
command.add_command(verify)


@command.command("new")
@click.argument("file", metavar="ROSTER.csv", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("class.json"), metavar="FILE"
)
@click.option("--name", default="", metavar="TEXT")
@click.option("--due", default="", metavar="DATE")
@click.option("--lesson", "lessons", multiple=True, metavar="LESSON")
def new(file: Path, out: Path, name: str, due: str, lessons: tuple[str, ...]) -> None:
    """Read the roster, make keys, write the class file and say what comes next."""
    if out.exists():
        raise CourseError(
            _(
                "{path} 파일이 이미 있습니다. 그 안의 열쇠가 없어지면 참가한 사람을 알아볼 수 없습니다."
            ).format(path=out),
            _(
                "사람을 더하려면 `course class add {path} {roster}`, "
                "다른 학급이라면 `--out`으로 다른 이름을 정하세요."
            ).format(path=out, roster=file),
            code="class-exists",
        )
    made = classfile.new(name or file.stem, roster.read(file), lessons, _date(due))
    try:
        made.save(out)
    except OSError as error:
        raise _unwritable(out, error) from error
    click.echo(
        _("{path}: {count}명. 이 파일에는 모든 사람의 열쇠가 있으니 남에게 보이지 마세요.").format(
            path=out, count=len(made.learners)
        )
    )
    click.echo(_("참가 코드를 보려면: course class codes {path}").format(path=out))


@command.command("add")
@click.argument("file", metavar="CLASS.json", type=click.Path(path_type=Path))
@click.argument("people", metavar="ROSTER.csv", type=click.Path(path_type=Path))
def add(file: Path, people: Path) -> None:
    """Add those who are not in the class yet, and say what each of them has to type."""
    found = latecomers.grown(classfile.read(file), roster.read(people))
    if found.new:
        try:
            found.group.save(file)
        except OSError as error:
            raise _unwritable(file, error) from error
    for learner in found.new:
        code = found.group.membership(learner.number).code()
        click.echo(f"{learner.number}  {learner.person.name}  course join {code}")
    click.echo(
        _("{path}: {count}명을 더해서 모두 {all}명입니다.").format(
            path=file, count=len(found.new), all=len(found.group.learners)
        )
    )
    if found.otherwise:
        names = ", ".join(f"{entry.number} {entry.person.name}" for entry in found.otherwise)
        click.echo(
            _(
                "명단에는 다르게 적혀 있지만 이미 있는 사람으로 보고 바꾸지 않았습니다: {names}. "
                "다른 사람이라면 이미 있는 사람의 번호나 이메일을 학급 파일에 적은 다음 다시 더하세요."
            ).format(names=names),
            err=True,
        )


@command.command("codes")
@click.argument("file", metavar="CLASS.json", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
def codes(file: Path, out: Path | None) -> None:
    """Who it is and the command to type, as CSV: for a mail merge."""
    made = classfile.read(file)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow([*WHO, "number", "command"])
    for learner in made.learners:
        who = (getattr(learner.person, field) for field in WHO)
        rows.writerow([*who, learner.number, f"course join {made.membership(learner.number).code()}"])
    if out is None:
        click.echo(text.getvalue(), nl=False)
        return
    try:
        write(out, text.getvalue().encode("utf-8-sig"))  # by its mark Excel knows UTF-8
    except OSError as error:
        raise _unwritable(out, error) from error


@command.command("seeds")
@click.argument("file", metavar="CLASS.json", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.option("--by", type=click.Choice(["sis_id", "login", "email", "id", "name"]), default="sis_id")
def seeds(file: Path, folder: Path, by: str) -> None:
    """DIR/seeds.json: under nbgrader each learner's notebook draws their own values."""
    made = classfile.read(file)
    called = {learner.number: str(getattr(learner.person, by)) for learner in made.learners}
    known = {name: made.membership(number).seed for number, name in called.items() if name}
    if not known:
        raise CourseError(
            _("이 학급에는 {by} 값이 있는 사람이 없습니다. 아무것도 쓰지 않았습니다.").format(by=by),
            _("nbgrader에서 학습자를 부르는 값을 고르세요: --by {others}").format(
                others=" / --by ".join(_there(made)) or "name"
            ),
            code="no-seeds",
        )
    try:
        write(folder / SEEDS, json.dumps(known, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise _unwritable(folder / SEEDS, error) from error
    click.echo(folder / SEEDS)
    lacking = [learner.person.name for learner in made.learners if not called[learner.number]]
    if lacking:
        told = _("{all}명 가운데 {count}명. {by} 값이 없는 사람: {names}").format(
            all=len(called), count=len(called) - len(lacking), by=by, names=", ".join(lacking)
        )
        click.echo(told, err=True)


def _there(group: Class) -> list[str]:
    """What everybody in the class can be called by."""
    return [
        field
        for field in (*WHO[1:], "id")
        if all(getattr(learner.person, field) for learner in group.learners)
    ]


def _date(text: str) -> datetime | None:
    try:
        made = datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise CourseError(
            _("'{text}'은(는) 날짜가 아닙니다.").format(text=text),
            _("2026-12-18T18:00처럼 쓰세요."),
            code="date",
        ) from error
    return made.astimezone() if made and not made.tzinfo else made


def _unwritable(path: Path, error: OSError) -> CourseError:
    return CourseError(
        _("{path}에 쓸 수 없습니다: {error}").format(path=path, error=error.strerror),
        _("디스크 공간과 폴더의 쓰기 권한을 확인하세요."),
        code="not-writable",
    )
