"""Judge one submission from its tapes: no engine, nothing of the learner's is executed.

Runs in a worker, which may be on another machine: what it needs comes as plain values.
"""

from __future__ import annotations

import contextlib
import faulthandler
import hashlib
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docker.errors import DockerException
from requests.exceptions import RequestException

from helpers import i18n
from helpers.checks import BLOCKED, PASSED, Result, load
from helpers.course import course
from helpers.errors import CourseError
from helpers.grading import replay, traces
from helpers.grading.classfile import Class
from helpers.grading.marks import Flag, LessonMark, Marked, TaskMark
from helpers.grading.reading import Submission, Unreadable, read
from helpers.grading.tape import Tape
from helpers.grading.wall import Wall
from helpers.i18n import _

PATIENCE = 60  # seconds for one submission; a tape that was made to hang a pattern takes no longer


# language and drawn values are the process's: threads of one worker take turns
_turn = threading.Lock()


class TooSlow(Exception):
    """Judging takes longer than any honest tape needs."""


@dataclass(frozen=True)
class Refused:
    """A file that cannot be graded, and one sentence why."""

    file: str
    reason: str


def judge_file(path: Path, group: Class | None, lang: str, wall: Wall | None = None) -> Marked | Refused:
    """The marks of one file; `lang` is the language of what is said about a file that is refused.

    With a wall its commands are run again there. Whatever is in the file, this returns.
    """
    with _turn, i18n.speaking(lang):
        try:
            with _limited():
                digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
                handed = read(path)
                marked = judge(handed, group, digest)
            return _with_replay(marked, handed, group, wall) if wall else marked
        except Unreadable as error:
            return Refused(path.name, str(error))
        except TooSlow:
            return Refused(path.name, _("채점이 {seconds}초 안에 끝나지 않습니다.").format(seconds=PATIENCE))
        except OSError as error:
            return Refused(path.name, str(error.strerror or error))
        except Exception as error:  # hostile input must not stop the class
            return Refused(path.name, _("내용이 잘못되었습니다: {kind}").format(kind=type(error).__name__))


def _with_replay(marked: Marked, handed: Submission, group: Class | None, wall: Wall) -> Marked:
    """The marks with the second opinion of a replay, lesson by lesson; each has a limit of its own."""
    seed = group.membership(marked.number).seed if group and marked.number else handed.seed
    lessons, flags = [], list(marked.flags)
    for mark in marked.lessons:
        try:
            with i18n.speaking(marked.lang), drawn_from(seed):
                again = replay.replayed(handed, mark.lesson, wall, seed)
        except (CourseError, DockerException, RequestException, OSError) as error:  # no guest any more
            both, apart = mark, [_not_replayed(mark.lesson, error)]
        else:
            both, apart = replay.compared(mark, again)
        lessons.append(both)
        flags += apart
    return replace(marked, lessons=tuple(lessons), flags=tuple(flags))


def _not_replayed(lesson: str, error: Exception) -> Flag:
    return Flag("no-replay", _("{lesson}: 다시 실행하지 못했습니다: {why}").format(lesson=lesson, why=error))


def judge(handed: Submission, group: Class | None, digest: str) -> Marked:
    """The marks of a submission, in the learner's language; the flags are the teacher's, who is asking.

    Raises Unreadable for a tape that is none.
    """
    number = handed.number if group and handed.class_id == group.id else 0
    learner = group.learner(number) if group else None
    lang = (learner.person.lang if learner else "") or handed.lang
    lang = lang if lang in course().languages else i18n.language()
    seed = group.membership(number).seed if group and learner else handed.seed
    lessons, flags, judged = [], traces.about_origin(handed, group), []
    with i18n.speaking(lang), drawn_from(seed):
        for name in group.lessons if group else tuple(entry.name for entry in course().lessons):
            tape = handed.tape(name) or Tape(name)
            results = tape.judge()
            judged.append((tape, results, _malformed(tape, results)))
            kept = group.kept_percent(number, name, handed.made) if group and learner else 100.0
            counts = group.points.get(name, 0) if group else 0
            marks = tuple(TaskMark(entry) for entry in results.values())
            lessons.append(LessonMark(name, marks, kept, counts))
        tapes = [tape for tape, _results, _bad in judged]
        found = traces.traces(tapes, handed)
    for told in judged:
        flags += _disagreements(*told)
    flags += traces.about_times(tapes, handed)
    return Marked(
        handed.path.name,
        digest,
        number if learner else 0,
        lang,
        handed.made,
        tuple(lessons),
        tuple(flags),
        found,
        traces.minutes(tapes),
        handed.public if handed.signed else "",
    )


@contextlib.contextmanager
def drawn_from(seed: str) -> Iterator[None]:
    """The values of lessons that draw some are this learner's for the length of the block."""
    before = os.environ.get("COURSE_SEED")
    os.environ["COURSE_SEED"] = seed or "nobody"
    try:
        yield
    finally:
        if before is None:
            del os.environ["COURSE_SEED"]
        else:
            os.environ["COURSE_SEED"] = before


def _disagreements(tape: Tape, results: dict[str, Result], malformed: bool) -> list[Flag]:
    """Tasks that are said to have passed on the learner's machine and do not by what is recorded."""
    said = [
        task.title
        for task in load(tape.lesson).tasks
        if (entry := tape.tasks.get(task.id))
        and (entry.status == PASSED or entry.earned_at)
        and results[task.id].status != PASSED
    ]
    flags = []
    if said:
        flags.append(
            Flag(
                "unproved",
                _(
                    "{lesson}: 통과했다고 적혀 있지만 기록으로는 증명되지 않는 과제가 있습니다: {tasks}"
                ).format(lesson=tape.lesson, tasks=", ".join(map(_, said))),
            )
        )
    if malformed:
        flags.append(
            Flag(
                "malformed", _("{lesson}: 기록에 엔진이 하지 않을 답이 있습니다.").format(lesson=tape.lesson)
            )
        )
    return flags


def _malformed(tape: Tape, results: dict[str, Result]) -> bool:
    """Whether a check broke on the answers of a tape; asked in the language in which it was judged."""
    broken = _("과정의 실수로 이 과제를 채점하지 못했습니다. 여러분의 잘못이 아닙니다.")
    return any(
        entry.now
        and task in results
        and results[task].status == BLOCKED
        and results[task].message.startswith(broken)
        for task, entry in tape.tasks.items()
    )


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """Raise TooSlow after PATIENCE. Only a process's first thread can be interrupted; a worker that judges
    in another one (dask's) ends itself, and its scheduler tries elsewhere and gives up.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGALRM"):
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
        return

    def late(_number: int, _frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
