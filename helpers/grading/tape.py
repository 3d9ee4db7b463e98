"""The tape of a lesson: for each task every answer of the engine that its check got.

With it the checks can be run again where there is no engine, and nothing of the learner's is executed. A
task that has been earned is on it twice: as it was then, and as it is now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import docker

from helpers.checks import BLOCKED, PASSED, Result, earned, load
from helpers.checks.look import Look
from helpers.checks.names import known_names
from helpers.checks.questions import Asking, Evidence
from helpers.checks.run import judge
from helpers.grading.masking import without_others

VERSION = 1
MOST_TASKS = 200
MOST_ANSWERS = 20_000


@dataclass(frozen=True)
class Recorded:
    """One task: the answers of now and of when it was earned (ns since 1970, 0 if never), and the result."""

    now: Evidence | None
    status: str
    earned: Evidence | None = None
    earned_at: int = 0


@dataclass(frozen=True)
class Tape:
    """One lesson's tasks by id, as they stood when the tape was made."""

    lesson: str
    tasks: Mapping[str, Recorded] = field(default_factory=dict)

    def judge(self) -> dict[str, Result]:
        """Every task judged by the checks that are here now; what is not on the tape is blocked.

        A task counts as passed if it passes by either record of it.
        """
        spec = load(self.lesson)
        results: dict[str, Result] = {}
        for task in spec.tasks:
            kept = self.tasks.get(task.id, Recorded(None, BLOCKED))
            look = Look(None, spec.lesson, spec.scope, Asking(kept.now or {}), spec.says)
            result = judge(spec, task, look, results)
            if result.status != PASSED and kept.earned is not None:
                look = Look(None, spec.lesson, spec.scope, Asking(kept.earned), spec.says)
                then = judge(spec, replace(task, needs=()), look, {})
                if then.status == PASSED:
                    result = replace(then, earned_at=kept.earned_at)
            results[task.id] = result
        return results

    def masked(self, keep: Iterable[str] = ()) -> Tape:
        """Without secrets, and without what is on the engine beside the lessons."""
        known, keep = known_names(), tuple(keep)

        def clean(evidence: Evidence | None) -> Evidence | None:
            return None if evidence is None else without_others(evidence, known, keep)

        return replace(
            self,
            tasks={
                task: replace(recorded, now=clean(recorded.now), earned=clean(recorded.earned))
                for task, recorded in self.tasks.items()
            },
        )

    def json(self) -> str:
        """As it is kept: each answer once, however many tasks asked for it."""
        answers: dict[str, int] = {}

        def packed(evidence: Evidence | None) -> dict[str, int] | None:
            if evidence is None:
                return None
            return {
                key: answers.setdefault(json.dumps(value, ensure_ascii=False, sort_keys=True), len(answers))
                for key, value in evidence.items()
            }

        tasks = {
            task: {
                "now": packed(recorded.now),
                "status": recorded.status,
                "earned": packed(recorded.earned),
                "earned_at": recorded.earned_at,
            }
            for task, recorded in self.tasks.items()
        }
        listed = ",\n".join(answers)
        head = {"version": VERSION, "lesson": self.lesson, "tasks": tasks}
        return f'{{"tape": {json.dumps(head, ensure_ascii=False)},\n"answers": [\n{listed}\n]}}\n'


def record(lesson: str, api: docker.APIClient | None) -> Tape:
    """Ask an engine all that a lesson's checks ask, and add what was earned before.

    Without an engine only what was earned is on the tape. Raises EngineError when the engine is lost,
    and what docker-py raises.
    """
    spec = load(lesson)
    then = earned.earned(spec.lesson)
    look = Look(api, spec.lesson, spec.scope, says=spec.says) if api else None
    results: dict[str, Result] = {}
    tasks: dict[str, Recorded] = {}
    for task in spec.tasks:
        if look:
            results[task.id] = judge(spec, task, look, results)
        before = then.get(task.id)
        tasks[task.id] = Recorded(
            look.ask.asking.evidence() if look else None,
            results[task.id].status if look else BLOCKED,
            earned.evidence(spec.lesson, task.id) if before else None,
            before.time if before else 0,
        )
    return Tape(spec.lesson, tasks)


def from_json(raw: Any) -> Tape:
    """A tape as json() wrote it. Raises ValueError for anything else: it comes from somebody's machine."""
    try:
        head, answers = raw["tape"], raw["answers"]
        if head["version"] != VERSION or not isinstance(answers, list) or len(answers) > MOST_ANSWERS:
            raise ValueError("version")
        if len(head["tasks"]) > MOST_TASKS:
            raise ValueError("tasks")
        tasks = {str(task): _recorded(recorded, answers) for task, recorded in head["tasks"].items()}
        return Tape(str(head["lesson"]), tasks)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(type(error).__name__) from error


def _recorded(raw: Mapping[str, Any], answers: list[Any]) -> Recorded:
    def unpacked(kept: Mapping[str, int] | None) -> Evidence | None:
        if kept is None:
            return None
        if any(type(at) is not int or at < 0 for at in kept.values()):
            raise ValueError("answers")
        return {str(key): answers[at] for key, at in kept.items()}

    when = raw["earned_at"]
    if type(when) is not int:
        raise ValueError("earned_at")
    return Recorded(unpacked(raw["now"]), str(raw["status"]), unpacked(raw["earned"]), when)
