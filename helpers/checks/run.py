"""Grade a lesson: run its checks on the engine and report, whatever happens."""

from __future__ import annotations

from collections.abc import Callable

import docker
import requests
import urllib3

from helpers.checks.load import find_task, load
from helpers.checks.look import Look
from helpers.checks.report import BLOCKED, FAILED, PASSED, Report, Result
from helpers.checks.task import Demands, Task
from helpers.checks.verdict import Blocked, NotYet
from helpers.engine import Engine, explain, find
from helpers.errors import CourseError, EngineError
from helpers.i18n import _

# what docker-py lets through when the engine goes away or says no
TROUBLE = (docker.errors.DockerException, requests.RequestException, urllib3.exceptions.HTTPError, OSError)


def grade(lesson: str, task_id: str | None = None, api: docker.APIClient | None = None) -> Report:
    """Grade one lesson, or one task of it, on the engine in use.

    Raises LessonError for a name that does not exist. A missing engine is not an error: every task
    is blocked, with the reason.
    """
    demands = load(lesson)
    wanted = (find_task(demands, task_id),) if task_id else demands.tasks
    needed = _with_needs(demands, wanted)
    try:
        look = Look(api or connect().api, demands.lesson, demands.scope)
        results: dict[str, Result] = {}
        for one in demands.tasks:
            if one.id in needed:
                results[one.id] = _judge(one, look, results)
    except CourseError as error:
        return _all_blocked(demands, wanted, error)
    except TROUBLE as error:
        return _all_blocked(demands, wanted, explain(error))
    return Report(demands.lesson, tuple(results[one.id] for one in wanted))


def ask(lesson: str, question: Callable[[Look], str]) -> str:
    """Ask the engine something for a lesson. Raises CourseError, or NotYet and Blocked from the question."""
    demands = load(lesson)
    try:
        return question(Look(connect().api, demands.lesson, demands.scope))
    except TROUBLE as error:
        raise explain(error) from error


def connect(engine: Engine | None = None) -> docker.DockerClient:
    """A client of the engine in use; kept, because each new one asks for the version first.

    Raises EngineError.
    """
    engine = engine or find()
    if engine.url not in _clients:
        try:
            _clients[engine.url] = engine.client()
        except TROUBLE as error:
            raise explain(error) from error
    return _clients[engine.url]


_clients: dict[str, docker.DockerClient] = {}


def _with_needs(demands: Demands, wanted: tuple[Task, ...]) -> set[str]:
    """Ids of the wanted tasks and of everything they build on, however far back."""
    ids = {one.id for one in wanted}
    for one in reversed(demands.tasks):
        if one.id in ids:
            ids.update(one.needs)
    return ids


def _judge(task: Task, look: Look, earlier: dict[str, Result]) -> Result:
    """One task. A failed one whose foundation is missing is blocked instead."""
    try:
        return _result(task, PASSED, task.check(look))
    except NotYet as wrong:
        missing = [earlier[need].title for need in task.needs if earlier[need].status != PASSED]
        if missing:
            reason = _("먼저 할 과제가 있습니다: {tasks}").format(tasks=", ".join(missing))
            return _result(task, BLOCKED, reason)
        return _result(task, FAILED, wrong.message, wrong.expected, wrong.found, wrong.hint)
    except Blocked as error:
        return _result(task, BLOCKED, error.reason, hint=error.hint)
    except TROUBLE as error:
        known = explain(error)
        if isinstance(known, EngineError):  # gone in the middle: the rest cannot be judged either
            raise known from error
        return _result(task, BLOCKED, known.what, hint=known.remedy)


def _result(
    task: Task, status: str, message: str, expected: str = "", found: str = "", hint: str = ""
) -> Result:
    points = task.points if status == PASSED else 0
    return Result(task.id, _(task.title), status, points, task.points, message, expected, found, hint)


def _all_blocked(demands: Demands, tasks: tuple[Task, ...], error: CourseError) -> Report:
    return Report(
        demands.lesson,
        tuple(_result(one, BLOCKED, error.what, hint=error.remedy) for one in tasks),
        error,
    )
