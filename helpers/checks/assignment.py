"""What a lesson drew for this learner (labs/NN_slug/assignment.py), for `course assignment`."""

from __future__ import annotations

from helpers.checks.drawing import Drawn, drawing_of
from helpers.course import course
from helpers.course import lesson as find_lesson
from helpers.errors import LessonError
from helpers.i18n import _


def assignment(lesson: str = "") -> Drawn:
    """The learner's values in a lesson; without a name, those of the last lesson that draws any.

    Raises LessonError if that lesson draws nothing, StateError, BusyError.
    """
    drawings = {entry.name: found for entry in course().lessons if (found := drawing_of(entry))}
    core = [entry.name for entry in course().lessons if entry.name in drawings and not entry.extra]
    name = find_lesson(lesson).name if lesson else (core or [""])[-1]
    if name not in drawings:
        raise LessonError(
            _("사람마다 다른 값이 정해지는 단원이 아닙니다."),
            _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(drawings) or "–"),
            code="no-assignment",
        )
    return drawings[name].mine()
