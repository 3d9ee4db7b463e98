"""The class file: who is in a class, what is due when, and the secret from which all keys follow.

It stays on the teacher's machine, readable by its owner alone. It is JSON, to be edited by hand: dates,
what lateness costs, who has more time, and how many points a lesson counts.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.atomic import write
from helpers.course import course
from helpers.course import lesson as find_lesson
from helpers.errors import CourseError, LessonError
from helpers.grading.keys import CLASS, Membership, member
from helpers.grading.roster import Person
from helpers.i18n import _

VERSION = 1
LARGEST = 50_000_000  # bytes
MOST = 10_000  # points of a lesson
ALL = "*"  # the key of a date that is every lesson's


@dataclass(frozen=True)
class Late:
    """What lateness costs: percent of the points a day that has begun, at most so many, after a grace."""

    percent_a_day: float = 10.0
    at_most_percent: float = 50.0
    grace_minutes: int = 15


@dataclass(frozen=True)
class Learner:
    """One person of the class and the number that stands for them in a hand-in."""

    number: int
    person: Person


@dataclass(frozen=True)
class Class:
    """A class. `due` has dates by lesson or ALL, `more_time` the same for a learner's number.

    `points` is what a lesson counts in this class, where that is not the lesson's own.
    """

    id: str
    name: str
    secret: str = field(repr=False)
    lessons: tuple[str, ...]
    learners: tuple[Learner, ...]
    begins: datetime | None = None
    due: Mapping[str, datetime] = field(default_factory=dict)
    more_time: Mapping[int, Mapping[str, datetime]] = field(default_factory=dict)
    late: Late = Late()
    points: Mapping[str, int] = field(default_factory=dict)

    def membership(self, number: int) -> Membership:
        """The keys of a learner; also of a number that nobody has."""
        return member(self.id, bytes.fromhex(self.secret), number)

    def learner(self, number: int) -> Learner | None:
        """Whose number it is."""
        return self._by_number.get(number)

    @cached_property
    def _by_number(self) -> dict[int, Learner]:
        return {entry.number: entry for entry in self.learners}

    def due_for(self, number: int, lesson: str) -> datetime | None:
        """When a lesson is due for a learner: their own date, else the lesson's, else everybody's."""
        own = self.more_time.get(number, {})
        return own.get(lesson) or own.get(ALL) or self.due.get(lesson) or self.due.get(ALL)

    def kept_percent(self, number: int, lesson: str, handed_in: datetime) -> float:
        """What is left of the points, in percent: 100 in time."""
        due = self.due_for(number, lesson)
        if due is None or handed_in <= due + timedelta(minutes=self.late.grace_minutes):
            return 100.0
        days = -(-(handed_in - due) // timedelta(days=1))  # a day that has begun
        return 100.0 - min(self.late.at_most_percent, self.late.percent_a_day * days)

    def save(self, path: Path) -> None:
        """Write it for its owner alone. Raises OSError."""
        raw = asdict(self) | {"version": VERSION}
        raw["begins"] = _text(self.begins)
        raw["due"] = {key: _text(value) for key, value in self.due.items()}
        raw["more_time"] = {
            str(number): {key: _text(value) for key, value in dates.items()}
            for number, dates in self.more_time.items()
        }
        write(path, json.dumps(raw, ensure_ascii=False, indent=1) + "\n")


def new(
    name: str, people: Sequence[Person], lessons: Sequence[str] = (), due: datetime | None = None
) -> Class:
    """A new class with keys of its own. Raises LessonError for a lesson that does not exist."""
    names = [find_lesson(entry).name for entry in lessons] or [entry.name for entry in course().lessons]
    return Class(
        secrets.token_hex(CLASS),
        name,
        secrets.token_hex(32),
        tuple(names),
        tuple(Learner(number, person) for number, person in enumerate(people, 1)),
        datetime.now(UTC),
        {ALL: due} if due else {},
    )


def read(path: Path) -> Class:
    """A class file. Raises CourseError that names what is wrong in it."""
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError(_("너무 큽니다."))
        return from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, LessonError) as error:
        raise CourseError(
            _("학급 파일 {path}을(를) 쓸 수 없습니다: {why}").format(path=path, why=_why(error)),
            _("`course class new 명단.csv`로 만든 파일인지, 손으로 고친 곳이 맞는지 확인하세요."),
            code="class-file",
        ) from error


def from_json(raw: Mapping[str, Any]) -> Class:
    """A class as save() wrote it. Raises ValueError, KeyError or TypeError for anything else."""
    if raw["version"] != VERSION:
        raise ValueError(f"version {raw['version']}")
    bytes.fromhex(raw["id"]), bytes.fromhex(raw["secret"])
    learners = tuple(Learner(int(entry["number"]), Person(**entry["person"])) for entry in raw["learners"])
    if len({entry.number for entry in learners}) != len(learners):
        raise ValueError("number")
    return Class(
        raw["id"],
        str(raw["name"]),
        raw["secret"],
        tuple(find_lesson(entry).name for entry in raw["lessons"]),
        learners,
        _date(raw["begins"]),
        _dates(raw["due"]),
        {int(number): _dates(dates) for number, dates in raw["more_time"].items()},
        Late(**raw["late"]),
        {find_lesson(key).name: _whole(value) for key, value in raw.get("points", {}).items()},
    )


def _whole(raw: Any) -> int:
    if type(raw) is not int or not 0 < raw <= MOST:
        raise ValueError(f"points {raw!r}")
    return raw


def _dates(raw: Mapping[str, str]) -> dict[str, datetime]:
    """Dates by lesson, which may be named by its number. A date without a zone is this machine's."""
    dates = {key if key == ALL else find_lesson(key).name: _date(value) for key, value in raw.items()}
    return {key: value for key, value in dates.items() if value}


def _date(raw: str | None) -> datetime | None:
    if not raw:
        return None
    made = datetime.fromisoformat(raw)
    return made if made.tzinfo else made.astimezone()


def _text(date: datetime | None) -> str | None:
    return date.isoformat(timespec="seconds") if date else None


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return str(error.strerror or error)
    return f"{type(error).__name__} {error}" if isinstance(error, (KeyError, TypeError)) else str(error)
