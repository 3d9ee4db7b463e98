"""`course class certificates` and `course class verify`: what a graded class takes home."""

from __future__ import annotations

import json
from pathlib import Path

import click

from helpers.atomic import write, writing
from helpers.errors import CourseError
from helpers.grading import certificates as papers
from helpers.grading import classfile, gradebooks, marks
from helpers.grading.classfile import Class
from helpers.grading.marks import Marked
from helpers.i18n import _

GRADES = "grades.json"  # what `course grade --out DIR` leaves there


@click.command("certificates")
@click.argument("file", metavar="CLASS.json", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.html")
@click.option("--least", type=click.FloatRange(0), default=0.0, metavar="POINTS")
def certificates(file: Path, folder: Path, out: Path | None, least: float) -> int:
    """A page for each learner as HTML, and as PDF beside it; 1 where there is no browser to print."""
    from helpers.editions.handouts import printing

    group = classfile.read(file)
    best = gradebooks.best(_graded(folder, group))
    target = out or folder / "certificates.html"
    try:
        made = papers.earned(group, best, least)
        html = papers.pages(group, best, made)
    except OverflowError as error:
        raise papers.too_large(error) from error
    if not made:
        raise CourseError(
            _("수료증을 받을 사람이 없습니다."),
            _("{folder}이(가) 이 학급을 채점한 폴더인지, --least의 점수가 맞는지 확인하세요.").format(
                folder=folder
            ),
            code="no-certificates",
        )
    with writing(target):
        write(target, html)
    click.echo(_("{path}: 수료증 {count}장").format(path=target, count=len(made)))
    flagged = [group.learner(number) for number in made if best[number].flags]
    if names := ", ".join(learner.person.name for learner in flagged if learner):
        click.echo(_("나누어 주기 전에 살펴볼 것이 있는 사람: {names}").format(names=names))
    try:
        printing.pdf(target, target.with_suffix(".pdf"))
    except CourseError as error:
        click.echo(str(error), err=True)
        return 1
    click.echo(target.with_suffix(".pdf"))
    return 0


@click.command("verify")
@click.argument("file", metavar="CLASS.json", type=click.Path(path_type=Path))
@click.argument("codes", metavar="CODE…", nargs=-1, required=True)
def verify(file: Path, codes: tuple[str, ...]) -> int:
    """Who, how many points and when, for each code; 1 where one is not of this class."""
    group = classfile.read(file)
    wrong = False
    for code in codes:
        found = papers.verified(code, group)
        learner = group.learner(found.number) if found else None
        if found is None or learner is None:
            wrong = True
            click.echo(_("{code}: 이 학급의 확인 코드가 아닙니다.").format(code=code))
            continue
        click.echo(
            _("{code}: {name}, {max}점 가운데 {points}점, {day}").format(
                code=code, name=learner.person.name, max=found.most, points=found.points, day=found.day
            )
        )
    return 1 if wrong else 0


def _graded(folder: Path, group: Class) -> list[Marked]:
    """What was judged. Raises CourseError where the folder is none of `course grade`, or another class's.

    Marks are matched with people by number, and each class has the same numbers. So marks that do not say
    whose they are, as those graded without a class file or by an earlier version, are refused, too: grading
    again takes seconds, and a certificate with somebody else's points is not taken back.
    """
    path = folder / GRADES
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        marked = [marks.from_json(row) for row in raw["marked"]]
        graded = raw.get("class")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CourseError(
            _("{path}을(를) 읽을 수 없습니다.").format(path=path),
            _("`course grade 제출물 --class 학급파일 --out DIR`의 DIR을 쓰세요."),
            code="grades",
        ) from error
    if graded != group.id:
        raise CourseError(
            _("{path}의 점수는 다른 학급 파일로 채점한 것입니다.").format(path=path)
            if graded
            else _("{path}에는 어느 학급의 점수인지 적혀 있지 않습니다.").format(path=path),
            _("이 학급 파일로 다시 채점하세요: course grade 제출물 --class 학급파일 --out DIR"),
            code="grades",
        )
    return marked
