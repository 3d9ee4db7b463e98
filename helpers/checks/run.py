"""Grade a lesson: run its checks on the engine and report, whatever happens."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import docker
import requests
import urllib3

from helpers.atomic import private
from helpers.checks import begun, earned
from helpers.checks.earned import Earned
from helpers.checks.inspector import UNTOLD
from helpers.checks.load import find_task, load
from helpers.checks.look import Look
from helpers.checks.questions import Asking
from helpers.checks.report import BLOCKED, FAILED, PASSED, Report, Result
from helpers.checks.task import LessonSpec, Task
from helpers.checks.verdict import Blocked, NotYet
from helpers.engine import Engine, explain, find
from helpers.errors import CourseError, EngineError
from helpers.i18n import _
from helpers.paths import state
from helpers.text import SENTENCE, clean

# what docker-py lets through when the engine goes away or says no
TROUBLE = (docker.errors.DockerException, requests.RequestException, urllib3.exceptions.HTTPError, OSError)
LONGEST_LOG = 1_000_000  # bytes of the log of our own mistakes; then it begins anew


def grade(
    lesson: str,
    task_id: str | None = None,
    api: docker.APIClient | None = None,
    *,
    now: bool = False,
    told: Callable[[Result], None] = lambda result: None,
) -> Report:
    """Grade one lesson, or one task of it, on the engine in use.

    `told` is given each task that passes as soon as that is known: a later one may take seconds.

    What passes is kept with its evidence, and points are what was earned; what the engine said then about
    an image is not asked again while the image is the same. With `now` only what is true on the engine at
    this moment counts, nothing is kept and everything is asked. Under nbgrader it is always so: another
    learner's points may be remembered here.

    Raises LessonError for a name that does not exist. A missing engine is not an error: every task
    is blocked, with the reason.
    """
    spec = load(lesson)
    wanted = (find_task(spec, task_id),) if task_id else spec.tasks
    needed = _with_needs(spec, wanted)
    now = now or bool(os.environ.get("NBGRADER_EXECUTION"))
    known = {} if now else dict(earned.earned(spec.lesson))
    notice = ""
    try:
        asking = Asking(proved=partial(earned.facts, spec.lesson) if known else None)
        look = Look(api or connect().api, spec.lesson, spec.scope, asking, spec.says)
        results: dict[str, Result] = {}
        named: dict[str, set[str]] = {}
        for task in spec.tasks:
            if task.id in needed:
                results[task.id] = judge(spec, task, look, results, known)
                named[task.id] = look.named
                if results[task.id].status != PASSED:
                    continue
                if not now and task.id not in known:
                    notice = _keep(spec.lesson, results[task.id], look.ask.asking, known) or notice
                if task in wanted:
                    told(_with_earned(results[task.id], known))
    except CourseError as error:
        return _all_blocked(spec, wanted, error, known)
    except TROUBLE as error:
        return _all_blocked(spec, wanted, explain(error), known)
    seen = _begun(look, named, known)
    found = (_with_earned(results[task.id], known) for task in wanted)
    return Report(
        spec.lesson, tuple(replace(result, begun=result.id in seen) for result in found), None, notice
    )


def _begun(look: Look, named: Mapping[str, set[str]], known: Mapping[str, Earned]) -> set[str]:
    """The tasks that were begun; all of them where the engine does not tell: it is no part of the grade."""
    try:
        return begun.tasks(look, named, known)
    except (CourseError, *TROUBLE):
        return set(named)


def regrade(lesson: str, evidence: Mapping[str, Mapping[str, object]]) -> dict[str, Result]:
    """Judge each task again from the answers that were kept for it, without an engine."""
    spec = load(lesson)
    results: dict[str, Result] = {}
    for task in spec.tasks:
        if task.id in evidence:
            look = Look(None, spec.lesson, spec.scope, Asking(evidence[task.id]), spec.says)
            results[task.id] = judge(spec, replace(task, needs=()), look, {})
    return results


def ask(lesson: str, question: Callable[[Look], str]) -> str:
    """Ask the engine something for a lesson. Raises CourseError, or NotYet and Blocked from the question."""
    spec = load(lesson)
    try:
        return question(Look(connect().api, spec.lesson, spec.scope, says=spec.says))
    except TROUBLE as error:
        raise explain(error) from error


def connect(engine: Engine | None = None) -> docker.DockerClient:
    """A client of the engine in use; kept, because each new one asks for the version first.

    Raises EngineError.
    """
    engine = engine or find()
    socket = _socket(engine.url)
    kept = _clients.get(engine.url)
    if kept and kept[0] == socket:
        return kept[1]
    try:
        made = engine.client()
    except TROUBLE as error:
        raise explain(error) from error
    _clients[engine.url] = socket, made
    return made


# by address, with the socket that it led to
_clients: dict[str, tuple[tuple[int, ...], docker.DockerClient]] = {}


def _socket(url: str) -> tuple[int, ...]:
    """What tells a socket from one that was made anew: another engine may listen there, by another version."""
    try:
        made = Path(url.removeprefix("unix://")).stat()
    except OSError:  # no socket, or none of this machine
        return ()
    return made.st_ino, made.st_ctime_ns


def judge(
    spec: LessonSpec, task: Task, look: Look, earlier: Mapping[str, Result], known: Collection[str] = ()
) -> Result:
    """One task, whatever its check does. A failed one whose foundation is missing is blocked instead.

    `known` are the ids of tasks that were earned before: their foundation was there and has gone.
    Raises EngineError when the engine is gone: the rest cannot be judged either.
    """
    result = _judged(spec, task, look, earlier, known)
    return replace(result, inside=task.silent or look.ask.asking.inside)


def _judged(
    spec: LessonSpec, task: Task, look: Look, earlier: Mapping[str, Result], known: Collection[str]
) -> Result:
    look.begin(task.id)
    try:
        fields = task.condition(look) or {}
        return _result(task, PASSED, _(task.passed).format(**{**task.drawn, **fields}))
    except NotYet as wrong:
        missing = [earlier[need] for need in task.needs if earlier[need].status != PASSED]
        if missing:
            return _without_foundation(task, missing, known)
        if wrong.recorded and (gap := look.ask.gap()):
            return _not_on_record(task, untold=gap == UNTOLD)
        return _result(task, FAILED, *_said(spec, task, wrong))
    except Blocked as error:
        return _result(task, BLOCKED, error.reason, hint=error.hint)
    except CourseError as error:
        if isinstance(error, EngineError):
            raise
        return _result(task, BLOCKED, error.what, hint=error.remedy)
    except TROUBLE as error:
        told = explain(error)
        if isinstance(told, EngineError):
            raise told from error
        return _result(task, BLOCKED, told.what, hint=told.remedy)
    except Exception as error:  # a mistake of the course must cost this task only, and be told
        return _result(
            task,
            BLOCKED,
            _("과정의 실수로 이 과제를 채점하지 못했습니다. 여러분의 잘못이 아닙니다."),
            hint=_("{path} 파일의 끝부분을 과정의 저장소에 알려 주세요.").format(
                path=log_mistake(f"{spec.lesson} {task.id}", error)
            ),
        )


def _not_on_record(task: Task, *, untold: bool) -> Result:
    """Blocked by a journal that has a gap, or by an engine that does not tell what the task asks for."""
    if untold:
        return _result(
            task,
            BLOCKED,
            _(
                "이 엔진은 Podman입니다. Podman은 보낸 신호와 docker stop, exec로 한 일을 다 알려 주지 않아서, 이 "
                "과제를 했는지 알 수 없습니다."
            ),
            hint=_("도커 엔진에서 해 보세요: course lab --private"),
        )
    return _result(
        task,
        BLOCKED,
        _("그사이 엔진에서 일어난 일이 너무 많아 기록에 빈 곳이 있습니다. 이 과제를 했는지 알 수 없습니다."),
        hint=_("이 과제의 명령을 한 번 더 실행하세요. JupyterLab을 켜 두면 기록이 끊기지 않습니다."),
    )


def _without_foundation(task: Task, missing: Sequence[Result], known: Collection[str]) -> Result:
    """Blocked by earlier tasks: not done yet, or done and tidied up since."""
    titles = ", ".join(result.title for result in missing)
    if all(result.id in known for result in missing):
        reason = _("앞 과제의 결과가 지금은 엔진에 없습니다: {tasks}").format(tasks=titles)
        again = _("그 과제를 다시 한 다음 이 과제를 하세요. 얻은 점수는 그대로입니다.")
        return _result(task, BLOCKED, reason, hint=again)
    return _result(task, BLOCKED, _("먼저 할 과제가 있습니다: {tasks}").format(tasks=titles))


def _said(spec: LessonSpec, task: Task, wrong: NotYet) -> tuple[str, str, str, str]:
    """Message, expected, found and hint; those of a key come from the lesson's own sentences."""
    if not wrong.key:
        return wrong.message, wrong.expected, wrong.found, wrong.hint
    saying, fields = spec.says[wrong.key], {**task.drawn, **wrong.fields}
    message, expected, hint = (
        _(text).format(**fields) if text else "" for text in (saying.message, saying.expected, saying.hint)
    )
    return message, wrong.expected or expected, wrong.found, wrong.hint or hint


def _with_needs(spec: LessonSpec, wanted: tuple[Task, ...]) -> set[str]:
    """Ids of the wanted tasks and of everything they build on, however far back."""
    ids = {task.id for task in wanted}
    for task in reversed(spec.tasks):
        if task.id in ids:
            ids.update(task.needs)
    return ids


def _keep(lesson: str, result: Result, asking: Asking, known: dict[str, Earned]) -> str:
    """Remember what was earned, in `known` too; a sentence if that could not be done."""
    try:
        known[result.id] = earned.keep(
            lesson, result.id, result.max_points, result.message, asking.evidence()
        )
    except CourseError as error:
        return _("얻은 점수를 적어 두지 못했습니다: {reason}").format(reason=error)
    return ""


def _with_earned(result: Result, known: Mapping[str, Earned]) -> Result:
    """The result with the points that were earned before."""
    before = known.get(result.id)
    return replace(result, points=result.max_points, earned_at=before.time) if before else result


def log_mistake(where: str, error: BaseException) -> str:
    """Append the traceback of an exception that is our own fault; the file that it went to."""
    path = state() / "mistakes.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        mode = "a" if path.exists() and path.stat().st_size < LONGEST_LOG else "w"
        with open(path, mode, encoding="utf-8", opener=private) as log:
            log.write(f"{where}\n{''.join(traceback.format_exception(error))}\n")
    except OSError as error:
        return str(error)
    return str(path)


def _result(
    task: Task, status: str, message: str, expected: str = "", found: str = "", hint: str = ""
) -> Result:
    points = task.points if status == PASSED else 0
    message, expected, found, hint = (clean(text, SENTENCE) for text in (message, expected, found, hint))
    return Result(task.id, task.say(task.title), status, points, task.points, message, expected, found, hint)


def _all_blocked(
    spec: LessonSpec, tasks: tuple[Task, ...], error: CourseError, known: Mapping[str, Earned]
) -> Report:
    blocked = (_result(task, BLOCKED, error.what, hint=error.remedy) for task in tasks)
    return Report(spec.lesson, tuple(_with_earned(result, known) for result in blocked), error)
