"""`course grade`: the marks of a class out of what was handed in."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile

import click

from helpers.atomic import write, writing
from helpers.errors import CourseError
from helpers.grading import classfile, compare, feedback, gradebooks, run_class
from helpers.grading.classfile import Class
from helpers.grading.file_names import place
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
    group = classfile.read(class_file) if class_file else None
    files = _files(submissions, out)
    wall = _wall(scheduler, trust) if replay else None
    _make(out)
    with (
        run_class.executor(scheduler, workers or run_class.at_once(wall)) as executor,
        # in a file or a pipe there would be a line of its label alone
        click.progressbar(
            length=len(files), label=_("채점"), show_pos=True, hidden=not sys.stdout.isatty()
        ) as bar,
    ):
        outcomes = run_class.judge_all(
            files, group, executor, out / KEPT, lambda _path, _outcome: bar.update(1), wall, sample or 0
        )
    marked = compare.compared([outcome for outcome in outcomes if isinstance(outcome, Marked)])
    refused = [
        Refused(place(path, submissions), outcome.reason)
        for path, outcome in zip(files, outcomes, strict=True)
        if isinstance(outcome, Refused)
    ]
    with writing(out):
        _write(out, marked, refused, group)
    _tell(refused)
    if group and marked and not any(outcome.number for outcome in marked):
        click.echo(_("제출물 가운데 이 학급의 것이 하나도 없습니다. 학급 파일이 맞는지 확인하세요."))
    flags = sum(bool(outcome.flags) for outcome in marked)
    click.echo(
        _("{count}개를 채점했습니다. 사람이 살펴볼 것이 있는 제출물: {flags}개. {path}").format(
            count=len(marked), flags=flags, path=out / "overview.html"
        )
    )
    return 1 if refused else 0


def _tell(refused: Sequence[Refused]) -> None:
    for outcome in refused:
        click.echo(
            _("{file}: 채점하지 못했습니다. {reason}").format(file=outcome.file, reason=outcome.reason)
        )
    if refused:
        click.echo(_(feedback.ASK))


def _make(out: Path) -> None:
    """The folder of the results is there and can be written, before anybody waits for them."""
    with writing(out):
        out.mkdir(parents=True, exist_ok=True, mode=0o700)
        TemporaryFile(dir=out).close()


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


def _files(submissions: Path, out: Path) -> list[Path]:
    """Every file of the folder, or the one that was named. Raises CourseError where there is none."""
    if submissions.is_file():
        return [submissions]
    if not submissions.exists():
        raise CourseError(
            _("{path}(이)라는 폴더가 없습니다.").format(path=submissions), _use(), code="no-submissions"
        )
    try:
        found = _below(submissions, out)
    except OSError as error:
        raise CourseError(
            _("{path}을(를) 읽을 수 없습니다: {reason}").format(path=submissions, reason=error.strerror)
        ) from error
    if not found:
        raise CourseError(
            _("{path}에 제출된 파일이 없습니다.").format(path=submissions), _use(), code="no-submissions"
        )
    return sorted(found)


def _below(submissions: Path, out: Path) -> list[Path]:
    """The files of the folder without the results of an earlier run; hidden ones are the system's.

    Raises CourseError where results and submissions could not be told apart.
    """
    results = out.resolve()
    if submissions.resolve() == results:
        raise CourseError(
            _("제출물이 있는 {path}에는 결과를 쓸 수 없습니다.").format(path=out),
            _("`--out`으로 다른 폴더를 정하세요."),
            code="no-submissions",
        )
    found = [path for path in submissions.rglob("*") if not path.is_dir() or path.is_symlink()]
    found = [path for path in found if not path.name.startswith(".")]
    if not results.is_relative_to(submissions.resolve()):
        return found
    return [path for path in found if not path.parent.resolve().is_relative_to(results)]


def _use() -> str:
    return _("`course submit`으로 만든 파일들이 있는 폴더를 쓰세요.")


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
