"""`course grade`: the marks of a class out of what was handed in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from helpers.atomic import write, writing
from helpers.errors import CourseError
from helpers.grading import classfile, compare, feedback, gradebooks, run_class
from helpers.grading.classfile import Class
from helpers.grading.judge import Refused
from helpers.grading.marks import Marked
from helpers.grading.uml import UserModeLinux
from helpers.grading.wall import Trusting, Wall
from helpers.i18n import _
from helpers.waiting import tell

KEPT = "judged"  # in DIR: what a later run goes on from


@click.command
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="DIR")
@click.option("--class", "class_file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--scheduler", default="", metavar="ADDRESS")
@click.option("--replay", is_flag=True)
@click.option("--sample", type=click.IntRange(1), default=None, metavar="N")
@click.option("--i-trust-these-submissions", "trust", is_flag=True)
@click.option("--workers", type=click.IntRange(1, 1000), default=None, metavar="N")
def command(
    submissions: Path,
    out: Path,
    class_file: Path | None,
    scheduler: str,
    workers: int | None,
    replay: bool,
    sample: int | None,
    trust: bool,
) -> int:
    """Judge each file by its tapes. 0 all could be judged, 1 some file could not."""
    wall = _wall(scheduler, trust) if replay else None
    group = classfile.read(class_file) if class_file else None
    files = _files(submissions)
    with (
        run_class.executor(scheduler, workers or run_class.at_once(wall)) as executor,
        click.progressbar(length=len(files), label=_("채점"), show_pos=True) as bar,
    ):
        outcomes = run_class.judge_all(
            files, group, executor, out / KEPT, lambda _path, _outcome: bar.update(1), wall, sample or 0
        )
    marked = compare.compared([outcome for outcome in outcomes if isinstance(outcome, Marked)])
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    with writing(out):
        _write(out, marked, refused, group)
    for outcome in refused:
        click.echo(
            _("{file}: 채점하지 못했습니다. {reason}").format(file=outcome.file, reason=outcome.reason)
        )
    flags = sum(bool(outcome.flags) for outcome in marked)
    click.echo(
        _("{count}개를 채점했습니다. 사람이 살펴볼 것이 있는 제출물: {flags}개. {path}").format(
            count=len(marked), flags=flags, path=out / "overview.html"
        )
    )
    return 1 if refused else 0


def _wall(scheduler: str, trust: bool) -> Wall:
    """What a replay runs behind: the best wall that works here, or none if they say that they know it."""
    if scheduler:
        raise _no_replay(scheduler)
    best = UserModeLinux()
    if not (why := best.why_not(tell)):
        return best
    if not trust:
        raise CourseError(
            _(
                "이 컴퓨터에는 제출물의 명령을 가둘 벽이 없습니다({why}). "
                "다시 실행하면 그 명령이 root로 여기에서 돕니다."
            ).format(why=why.rstrip(".")),
            _("버려도 되는 가상 머신에서만 --i-trust-these-submissions를 붙여 실행하세요."),
            code="no-wall",
        )
    wall = Trusting()
    if lacking := wall.why_not():
        raise _no_replay(lacking)
    return wall


def _no_replay(why: str) -> CourseError:
    return CourseError(
        _("여기에서는 다시 실행할 수 없습니다: {why}").format(why=why),
        _("root로, 이 컴퓨터의 프로세스로만 다시 실행할 수 있습니다."),
        code="no-replay",
    )


def _files(submissions: Path) -> list[Path]:
    """Every file of the folder, or the one that was named; hidden ones are the system's."""
    if submissions.is_file():
        return [submissions]
    try:
        found = [path for path in submissions.rglob("*") if not path.is_dir() or path.is_symlink()]
    except OSError as error:
        raise CourseError(
            _("{path}을(를) 읽을 수 없습니다: {reason}").format(path=submissions, reason=error.strerror)
        ) from error
    found = [path for path in found if not path.name.startswith(".")]
    if not found:
        raise CourseError(
            _("{path}에 제출된 파일이 없습니다.").format(path=submissions),
            _("`course submit`으로 만든 파일들이 있는 폴더를 쓰세요."),
            code="no-submissions",
        )
    return sorted(found)


def _write(out: Path, marked: Sequence[Marked], refused: Sequence[Refused], group: Class | None) -> None:
    for outcome in marked:
        write(out / "learners" / f"{outcome.file}.html", feedback.learner_page(outcome, group))
    write(out / "overview.html", feedback.overview(marked, refused, group))
    rows = {
        "class": group.id if group else None,
        # what is compared is 120 kB a learner, and nothing that another program can read
        "marked": [
            {key: value for key, value in outcome.json().items() if key != "traces"} for outcome in marked
        ],
        "refused": [{"file": outcome.file, "reason": outcome.reason} for outcome in refused],
    }
    write(out / "grades.json", json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    if group:
        best = gradebooks.best(marked)
        write(out / "canvas.csv", gradebooks.canvas(group, best))
        write(out / "moodle.csv", gradebooks.moodle(group, best))
