"""Collect on the learner's machine what is handed in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import docker

from helpers import i18n
from helpers.checks import PASSED, Result
from helpers.checks.drawing import drawing_of, seed
from helpers.checks.names import known_names
from helpers.checks.run import TROUBLE, connect
from helpers.course import course
from helpers.engine import explain
from helpers.errors import CourseError
from helpers.grading import handin, masking, tape, terminal_log
from helpers.grading.handin import Handin
from helpers.grading.tape import Tape
from helpers.i18n import _
from helpers.lab import Journal

LONG = 8  # letters of a value that nobody writes by chance
Say = Callable[[str], None]


@dataclass
class Collected:
    """What was collected; `trouble` is why the engine could not be asked.

    `lost` are tasks that pass here and not from the tape: the teacher would not see them.
    """

    handin: Handin
    seed: str
    engine: str = ""
    trouble: CourseError | None = None
    results: dict[str, dict[str, Result]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def collect(lang: str, say: Say) -> Collected:
    """Record every lesson and gather the files. Raises StateError, BusyError."""
    files, left = handin.notebooks(lang)
    found = Collected(Handin(files, left), seed())
    own = tuple(_drawn())
    api = _engine(found)
    for lesson in course().lessons:
        if api is not None:
            say(_("{lesson}: 엔진의 답을 기록합니다.").format(lesson=lesson.name))
        made = _recorded(lesson.name, api, found)
        if found.trouble:
            api = None
        kept = made.masked(own)
        results = kept.judge()
        found.results[lesson.name] = results
        found.lost += [
            f"{lesson.number} {results[task].title}"
            for task, entry in made.tasks.items()
            if entry.status == PASSED and not results[task].earned
        ]
        files[f"tapes/{lesson.name}.json"] = kept.json().encode("utf-8", "backslashreplace")
    files["report.json"] = _report(found).encode("utf-8", "backslashreplace")
    if api is not None:
        files["journal.jsonl"] = _lines(_journal(api, own))
    if commands := terminal_log.read():
        files[terminal_log.FILE] = _lines(commands)
    return found


def _drawn() -> list[str]:
    """Values that lessons drew for this learner: they look like secrets, and are the lessons' own."""
    drawings = filter(None, (drawing_of(lesson) for lesson in course().lessons))
    return [value for drawing in drawings for value in drawing.mine().values.values() if len(value) >= LONG]


def _engine(found: Collected) -> docker.APIClient | None:
    try:
        api = connect().api
        found.engine = str(api.info().get("ID") or "")
    except CourseError as error:
        found.trouble = error
        return None
    except TROUBLE as error:
        found.trouble = explain(error)
        return None
    return api


def _recorded(lesson: str, api: docker.APIClient | None, found: Collected) -> Tape:
    """The lesson's tape; when the engine goes away in the middle, what was earned before."""
    try:
        return tape.record(lesson, api)
    except CourseError as error:
        found.trouble = error
    except TROUBLE as error:
        found.trouble = explain(error)
    return tape.record(lesson, None)


def _journal(api: docker.APIClient, own: tuple[str, ...]) -> list[dict[str, object]]:
    rows = [event.json() for event in Journal(api).events()]
    return masking.events(rows, known_names(), own)


def _report(found: Collected) -> str:
    rows = {
        lesson: {
            "points": sum(entry.points for entry in results.values()),
            "tasks": [entry.json() for entry in results.values()],
        }
        for lesson, results in found.results.items()
    }
    return json.dumps({"lang": i18n.language(), "lessons": rows}, ensure_ascii=False, indent=1) + "\n"


def _lines(rows: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode(
        "utf-8", "backslashreplace"
    )
