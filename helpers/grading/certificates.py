"""Certificates of a class: a page for each learner with a code that the class file alone can verify.

A code says number, points and day, and bears a mark (HMAC-SHA256, shortened to 56 bits) made with a key
that follows from the class's secret. Nobody without the class file can make one, and the class file
tells a right one from any other without a network. It is as short as it is so that it can be typed.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from helpers import i18n
from helpers.course import course
from helpers.errors import CourseError
from helpers.grading.classfile import Class, Learner
from helpers.grading.marks import Marked
from helpers.i18n import N_, _
from helpers.templates import template

MARK = "DCC1"  # what a code begins with: its format
SAYS, SEAL = 8, 7  # bytes; together 24 letters of base32, without padding
GROUP = 4
EPOCH = date(2020, 1, 1)
TITLE = N_("수료증")
WORDS = {
    "title": TITLE,
    "did": N_("실제 도커 엔진에서 과제를 해냈습니다."),
    "points": N_("{max}점 가운데 {points}점"),
    "lessons": N_("단원"),
    "day": N_("제출한 날"),
    "group": N_("학급"),
    "code": N_("확인 코드"),
    "verify": N_("선생님은 학급 파일로 이 코드를 확인할 수 있습니다: {command}"),
}


@dataclass(frozen=True)
class Certificate:
    """What one certificate says: the learner's number, points in hundredths, points there are, the day here."""

    number: int
    hundredths: int
    most: int
    day: date

    @property
    def points(self) -> str:
        """Points as they are written."""
        return f"{self.hundredths / 100:g}"

    def code(self, group: Class) -> str:
        """The line to type, in groups of four."""
        said = self._said()
        text = base64.b32encode(said + _seal(group, said)).decode()
        return "-".join([MARK, *(text[at : at + GROUP] for at in range(0, len(text), GROUP))])

    def _said(self) -> bytes:
        days = (self.day - EPOCH).days
        return b"".join(value.to_bytes(2) for value in (self.number, self.hundredths, self.most, days))


def earned(group: Class, best: Mapping[int, Marked], least: float = 0.0) -> dict[int, Certificate]:
    """A certificate for each learner with points, and at least so many; by number, in the class's order."""
    return {
        learner.number: Certificate(
            learner.number, round(100 * paper.points), paper.max_points, paper.made.astimezone().date()
        )
        for learner in group.learners
        if (paper := best.get(learner.number)) and paper.points >= max(least, 0.01)
    }


def verified(code: str, group: Class) -> Certificate | None:
    """What a code says, None where it is not one that this class file makes."""
    # letters that are taken for digits; base32 has neither 0, 1 nor 8
    plain = re.sub(r"[\s-]+", "", code.upper()).removeprefix(MARK).translate(str.maketrans("018", "OIB"))
    try:
        raw = base64.b32decode(plain)
    except ValueError:
        return None
    said, seal = raw[:SAYS], raw[SAYS:]
    if len(seal) != SEAL or not hmac.compare_digest(seal, _seal(group, said)):
        return None
    number, hundredths, most, days = (int.from_bytes(said[at : at + 2]) for at in range(0, SAYS, 2))
    return Certificate(number, hundredths, most, EPOCH + timedelta(days))


def pages(group: Class, best: Mapping[int, Marked], made: Mapping[int, Certificate]) -> str:
    """All of them as one page of HTML, a sheet of paper each, in each learner's language."""
    rows = [_row(group, learner, best, made) for learner in group.learners if learner.number in made]
    return template("helpers.grading", "certificates.html.j2").render(
        lang=i18n.language(), title=_(TITLE), rows=rows
    )


def _row(
    group: Class, learner: Learner, best: Mapping[int, Marked], made: Mapping[int, Certificate]
) -> Mapping[str, object]:
    """What stands on one sheet."""
    certificate, paper = made[learner.number], best[learner.number]
    with i18n.speaking(learner.person.lang or paper.lang):
        words = {name: _(text) for name, text in WORDS.items()}
        return {
            "lang": i18n.language(),
            "words": words,
            "course": _(course().title),
            "name": learner.person.name,
            "group": group.name,
            "points": words["points"].format(max=certificate.most, points=certificate.points),
            "lessons": _lessons([row.lesson for row in paper.lessons if row.earned]),
            "day": certificate.day.isoformat(),
            "code": certificate.code(group),
            "verify": words["verify"].format(command="course class verify CLASS.json CODE"),
        }


def _lessons(names: Sequence[str]) -> list[str]:
    """Number and title of the lessons in which something was earned."""
    return [f"{lesson.number} {_(lesson.title)}" for lesson in course().lessons if lesson.name in names]


def _seal(group: Class, said: bytes) -> bytes:
    key = hmac.digest(bytes.fromhex(group.secret), b"docker-course/certificate", "sha256")
    return hmac.digest(key, bytes.fromhex(group.id) + said, "sha256")[:SEAL]


def too_large(error: OverflowError) -> CourseError:
    """What is said of marks that no certificate has room for: they are none of this course's."""
    return CourseError(
        _("점수나 날짜가 수료증에 적을 수 있는 범위를 벗어납니다: {error}").format(error=error),
        _("`course grade`를 다시 실행하세요."),
        code="certificate",
    )
