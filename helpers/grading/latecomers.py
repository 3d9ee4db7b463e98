"""Who comes into a class later: what is in the class file stays, each new one gets the next number.

Keys follow from the class's secret and a learner's number, so nobody's code changes by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpers.errors import CourseError
from helpers.grading.classfile import Class, Learner
from helpers.grading.roster import Person
from helpers.i18n import _

IDENTITIES = ("sis_id", "login", "email", "id")  # what is one person's alone


@dataclass(frozen=True)
class Grown:
    """The class with the new learners, who they are, and those who were there and are told otherwise now."""

    group: Class
    new: tuple[Learner, ...]
    otherwise: tuple[Learner, ...]


def grown(group: Class, people: Sequence[Person]) -> Grown:
    """The class with those who are not in it yet, by number, address or name.

    Raises CourseError for a person who would be two of the class.
    """
    number = max([entry.number for entry in group.learners] + list(group.more_time), default=0)
    new: list[Learner] = []
    otherwise: list[Learner] = []
    for person in people:
        known = _known(group, person)
        if known is None:
            number += 1
            new.append(Learner(number, person))
        elif _told_otherwise(known.person, person) and known not in otherwise:
            otherwise.append(known)
    return Grown(replace(group, learners=(*group.learners, *new)), tuple(new), tuple(otherwise))


def _known(group: Class, person: Person) -> Learner | None:
    """Who of the class it is: by a number or an address, else by the name if nothing speaks against it."""
    same = [entry for entry in group.learners if _shares(entry.person, person)]
    same = same or [
        entry
        for entry in group.learners
        if entry.person.name == person.name and not _differs(entry.person, person)
    ]
    if len(same) > 1:
        names = ", ".join(f"{entry.number} {entry.person.name}" for entry in same)
        raise CourseError(
            _("{name}: 학급의 여러 사람과 맞습니다({names}). 아무도 더하지 않았습니다.").format(
                name=person.name, names=names
            ),
            _("명단의 그 줄에서 번호와 이메일을 확인하세요."),
            code="class-add",
        )
    return same[0] if same else None


def _shares(known: Person, person: Person) -> bool:
    return any(
        getattr(known, field) and getattr(known, field) == getattr(person, field) for field in IDENTITIES
    )


def _differs(known: Person, person: Person) -> bool:
    """Whether both have a number or an address, and not the same."""
    pairs = ((getattr(known, field), getattr(person, field)) for field in IDENTITIES)
    return any(there and here and there != here for there, here in pairs)


def _told_otherwise(known: Person, person: Person) -> bool:
    """Whether the roster says what the class file does not."""
    told = ((getattr(known, field), getattr(person, field)) for field in ("name", *IDENTITIES))
    return any(here and here != there for there, here in told)
