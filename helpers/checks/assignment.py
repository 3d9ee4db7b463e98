"""A lesson whose names and values are drawn for each learner (labs/NN_slug/assignment.py)."""

from __future__ import annotations

from typing import Protocol

from helpers.checks.load import lesson_module
from helpers.course import course
from helpers.course import lesson as find_lesson
from helpers.errors import LessonError
from helpers.i18n import _


class Assignment(Protocol):
    """What was drawn, for a person and for a shell."""

    def text(self) -> str:
        """A table to read, in the language in force."""

    def shell(self) -> str:
        """NAME=value lines for `eval`."""


def assignment(lesson: str = "") -> Assignment:
    """The learner's assignment in a lesson; without a name, in the one lesson that draws one.

    Raises LessonError if that lesson draws nothing.
    """
    drawing = [one.name for one in course().lessons if (one.folder / "assignment.py").exists()]
    name = find_lesson(lesson).name if lesson else next(iter(drawing), "")
    if name not in drawing:
        raise LessonError(
            _("사람마다 다른 값이 정해지는 단원이 아닙니다."),
            _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(drawing) or "–"),
            code="no-assignment",
        )
    drawn: Assignment = lesson_module(name, "assignment").current()
    return drawn
