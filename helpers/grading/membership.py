"""The learner's side of a class: what `course join` keeps on this machine."""

from __future__ import annotations

import json
from pathlib import Path

from helpers.atomic import write
from helpers.errors import CourseError
from helpers.grading.keys import Membership, from_code
from helpers.i18n import _
from helpers.lab.state import access, home, set_aside, turn
from helpers.paths import state

LARGEST = 100_000  # bytes


def path() -> Path:
    """Where it is kept, for this account alone."""
    return state() / "class.json"


def join(code: str) -> bool:
    """Keep what a code says; whether values that were drawn before change by it.

    Raises CourseError for a wrong code, StateError, BusyError.
    """
    made = from_code(code)
    seed = home() / "seed"
    with turn(seed), access(seed):
        known = seed.read_text(encoding="utf-8", errors="replace").strip() if seed.exists() else ""
        if known and known != made.seed:
            set_aside(seed, "before-class")
        write(seed, f"{made.seed}\n")
        write(path(), json.dumps({"version": 1, "code": made.code()}) + "\n")
    return bool(known) and known != made.seed


def mine() -> Membership | None:
    """The class that was joined, or None. Raises CourseError where the file is damaged."""
    file = path()
    try:
        if not file.exists():
            return None
        if file.stat().st_size > LARGEST:
            raise ValueError
        return from_code(str(json.loads(file.read_text(encoding="utf-8"))["code"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError, CourseError) as error:
        raise CourseError(
            _("학급 정보가 든 {path}을(를) 읽을 수 없습니다.").format(path=file),
            _("선생님이 준 코드로 다시 참가하세요: course join CODE"),
            code="membership",
        ) from error
