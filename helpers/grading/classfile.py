"""The class file: who is in a class, what is due when, and the secret from which all keys follow.

It stays on the teacher's machine, readable by its owner alone. It is JSON, to be edited by hand: dates,
what lateness costs, who has more time, and how many points a lesson counts.
"""

from __future__ import annotations

import dataclasses
import json
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers import i18n
from helpers.atomic import write
from helpers.course import course
from helpers.course import lesson as find_lesson
from helpers.errors import CourseError
from helpers.grading import fields
from helpers.grading.fields import WrongField
from helpers.grading.keys import CLASS, Membership, member
from helpers.grading.roster import Person
from helpers.i18n import _

VERSION = 1
LARGEST = 50_000_000  # bytes
LAST = 65_535  # number of a learner: two bytes of the code to join
YEAR = 366 * 24 * 60  # minutes: the longest grace
LATER = ("points", "lang")  # fields that the first class files do not have
ALL = fields.ALL


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

    `points` is what a lesson counts in this class, where that is not the lesson's own. `lang` is the language
    of the headings in its gradebooks: in another one they would be other assignments. "" is the one in force.
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
    lang: str = ""

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
        lang=i18n.language(),
    )


def read(path: Path) -> Class:
    """A class file. Raises CourseError that names what is wrong in it."""
    try:
        return from_json(fields.read(path, LARGEST))
    except WrongField as error:
        raise CourseError(
            _("학급 파일 {path}을(를) 쓸 수 없습니다: {why}").format(path=path, why=error),
            error.remedy
            or _("`course class new 명단.csv`로 만든 파일인지, 손으로 고친 곳이 맞는지 확인하세요."),
            code="class-file",
        ) from error


def from_json(raw: Any) -> Class:
    """A class as save() wrote it or somebody changed it. Raises WrongField for anything else."""
    if not isinstance(raw, dict):
        raise WrongField(_("학급 파일이 아닙니다."))
    known = ("version", *(entry.name for entry in dataclasses.fields(Class)))
    fields.needed(raw, [name for name in known if name not in LATER])
    fields.only(raw, "", known)
    if raw["version"] != VERSION:
        raise fields.wrong("version", raw["version"], VERSION)
    learners = _learners(raw["learners"])
    lessons = tuple(
        fields.lesson(entry, "lessons") for entry in fields.rows(raw["lessons"], "lessons", ["00"])
    )
    if len(set(lessons)) != len(lessons):
        raise WrongField(_("{field}에 같은 단원이 두 번 나옵니다.").format(field="lessons"))
    return Class(
        fields.key(raw["id"], "id"),
        fields.text(raw["name"], "name", "2026"),
        fields.key(raw["secret"], "secret"),
        lessons,
        learners,
        fields.date(raw["begins"], "begins"),
        fields.dates(raw["due"], "due", lessons),
        _more_time(raw["more_time"], learners, lessons),
        _late(raw["late"]),
        fields.points(raw.get("points", {}), "points", lessons),
        fields.language(raw.get("lang", "")),
    )


def _learners(raw: Any) -> tuple[Learner, ...]:
    learners = tuple(_learner(entry) for entry in fields.rows(raw, "learners", []))
    often = Counter(entry.number for entry in learners)
    if twice := [number for number, times in often.items() if times > 1]:
        names = [entry.person.name for entry in learners if entry.number == twice[0]]
        raise WrongField(
            _("learners: {names}의 번호가 모두 {number}입니다.").format(
                names=", ".join(names[:5]), number=twice[0]
            ),
            _("한 번호는 한 사람의 것입니다. 참가 코드에 든 번호를 그대로 두세요."),
        )
    return learners


def _learner(raw: Any) -> Learner:
    entry = fields.mapping(raw, "learners", [])
    fields.only(entry, "learners", ("number", "person"))
    fields.needed(entry, ("number", "person"))
    number = fields.whole(entry["number"], "learners.number", 1, 1, LAST)
    person = fields.mapping(entry["person"], "learners.person", {"name": ""})
    fields.only(person, "learners.person", [field.name for field in dataclasses.fields(Person)])
    fields.needed(person, ("name",))
    return Learner(
        number,
        Person(**{key: fields.text(value, f"learners.person.{key}", "") for key, value in person.items()}),
    )


def _more_time(
    raw: Any, learners: Sequence[Learner], lessons: Sequence[str]
) -> dict[int, dict[str, datetime]]:
    """Dates by the number of a learner."""
    numbers = {str(entry.number): entry.number for entry in learners}
    by_name = {entry.person.name: str(entry.number) for entry in learners}
    found = {}
    for key, dates in fields.mapping(raw, "more_time", {"1": {ALL: fields.DATE}}).items():
        if key not in numbers:
            raise WrongField(
                _("more_time: 번호가 {key}인 사람이 이 학급에 없습니다.").format(key=key[: fields.LONGEST]),
                _("learners에 있는 number를 쓰세요: {example}").format(
                    example=json.dumps({by_name.get(key, "1"): {ALL: fields.DATE}})
                ),
            )
        found[numbers[key]] = fields.dates(dates, f"more_time.{key}", lessons)
    return found


def _late(raw: Any) -> Late:
    values = fields.mapping(raw, "late", dataclasses.asdict(Late()))
    usual = Late()
    fields.only(values, "late", [entry.name for entry in dataclasses.fields(Late)])

    def percent(name: str, example: float) -> float:
        return fields.percent(values.get(name, example), f"late.{name}", example)

    return Late(
        percent("percent_a_day", usual.percent_a_day),
        percent("at_most_percent", usual.at_most_percent),
        fields.whole(
            values.get("grace_minutes", usual.grace_minutes),
            "late.grace_minutes",
            usual.grace_minutes,
            0,
            YEAR,
        ),
    )


def _text(date: datetime | None) -> str | None:
    return date.isoformat(timespec="seconds") if date else None
