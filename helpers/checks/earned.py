"""What a learner has earned: the first time each task passed, and the engine's answers that proved it.

Points stay when the learner tidies up. The index says what was earned when; the evidence of each task,
every answer that its check got, lies beside it and is read only by who wants to judge again.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers.atomic import write
from helpers.checks.questions import FACTS, Evidence
from helpers.i18n import _
from helpers.lab.state import access, set_aside, tell, turn
from helpers.paths import state

VERSION = 1
LARGEST = 10_000_000  # bytes of an index that is read; all lessons need a few thousand


@dataclass(frozen=True)
class Earned:
    """One task that passed: its points then, when (ns since 1970, the learner's clock), what was said."""

    points: int
    time: int
    message: str


def index_path() -> Path:
    """Where it is kept what was earned."""
    return state() / "earned.json"


def evidence_path(lesson: str, task: str) -> Path:
    """Where the answers are kept that proved a task."""
    return state() / "evidence" / f"{lesson}.{task}.json.gz"


def earned(lesson: str) -> dict[str, Earned]:
    """What was earned in a lesson, by task; nothing where the file is missing or damaged."""
    return _read().get(lesson, {})


def keep(lesson: str, task: str, points: int, message: str, evidence: Evidence) -> Earned:
    """Remember that a task has passed, unless it is known; what is known now.

    An index that is damaged is set aside. Raises StateError or BusyError if it cannot be kept.
    """
    path = index_path()
    with turn(path), access(path):
        if not _whole():
            tell(
                _("얻은 점수의 기록이 손상되어 새로 적습니다. 전의 것은 {path}에 있습니다.").format(
                    path=set_aside(path, "damaged")
                )
            )
        known = _read()
        if before := known.get(lesson, {}).get(task):
            return before
        packed = json.dumps({"version": VERSION, "answers": evidence}).encode()
        write(evidence_path(lesson, task), gzip.compress(packed, mtime=0))
        known.setdefault(lesson, {})[task] = new = Earned(points, time.time_ns(), message)
        raw = {name: {key: asdict(value) for key, value in tasks.items()} for name, tasks in known.items()}
        write(path, json.dumps({"version": VERSION, "lessons": raw}, ensure_ascii=False, indent=1))
        return new


def evidence(lesson: str, task: str) -> Evidence | None:
    """The answers that proved a task; None if they are missing or damaged."""
    try:
        raw = json.loads(gzip.decompress(evidence_path(lesson, task).read_bytes()))
    except (OSError, ValueError, EOFError, RecursionError):
        return None
    answers = raw.get("answers") if isinstance(raw, dict) else None
    return answers if isinstance(answers, dict) else None


def facts(lesson: str, task: str) -> Evidence:
    """What the engine answered about images when the task was earned; nothing if that is missing or damaged."""
    path = evidence_path(lesson, task)
    try:
        written = path.stat()
    except OSError:
        return {}
    return _facts(lesson, task, path, written.st_mtime_ns)


@lru_cache(maxsize=256)  # more than there are tasks; the file is written once, and a desk looks at each event
def _facts(lesson: str, task: str, _path: Path, _written: int) -> Evidence:
    answers = evidence(lesson, task) or {}
    return {key: answer for key, answer in answers.items() if key.startswith(FACTS)}


def _read() -> dict[str, dict[str, Earned]]:
    return {
        lesson: dict(_entries(tasks.items()))
        for lesson, tasks in (_lessons() or {}).items()
        if isinstance(tasks, dict)
    }


def _whole() -> bool:
    """Whether the index can be written anew without losing anything: it is read, or not there."""
    return _lessons() is not None or not index_path().exists()


def _lessons() -> dict[str, Any] | None:
    """The lessons as they stand in the index; None if it is missing or damaged."""
    path = index_path()
    try:
        if path.stat().st_size > LARGEST:
            return None
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    lessons = raw.get("lessons") if isinstance(raw, dict) else None
    return lessons if isinstance(lessons, dict) else None


def _entries(tasks: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, Earned]]:
    """The entries that are whole; a damaged one costs only itself."""
    for task, raw in tasks:
        try:
            yield task, Earned(int(raw["points"]), int(raw["time"]), str(raw["message"]))
        except (KeyError, TypeError, ValueError):
            continue
