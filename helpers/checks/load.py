"""Read a lesson's tasks: labs/NN_slug is loaded as a package, so that its modules can import each other."""

from __future__ import annotations

import importlib
import sys
from functools import cache
from importlib.machinery import ModuleSpec
from types import ModuleType

from helpers.checks.task import Demands, Miss, Task
from helpers.course import lesson as find_lesson
from helpers.errors import LessonError
from helpers.i18n import _


@cache
def load(name: str) -> Demands:
    """The demands of a lesson. Raises LessonError for a name that is not registered."""
    lesson = find_lesson(name)
    module = lesson_module(lesson.name, "tasks")
    tasks = tuple(value for value in vars(module).values() if isinstance(value, Task))
    return Demands(lesson.name, module.SCOPE, tasks)


def misses(name: str) -> dict[str, tuple[Miss, ...]]:
    """The near-misses of a lesson's tasks, by task id (labs/NN_slug/misses.py)."""
    found: dict[str, tuple[Miss, ...]] = lesson_module(find_lesson(name).name, "misses").MISSES
    return found


def find_task(demands: Demands, task_id: str) -> Task:
    """A task by its id. Raises LessonError that lists the ids there are."""
    for one in demands.tasks:
        if one.id == task_id:
            return one
    raise LessonError(
        _("{lesson} 단원에 '{task}'(이)라는 과제는 없습니다.").format(lesson=demands.lesson, task=task_id),
        _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(t.id for t in demands.tasks)),
        code="unknown-task",
    )


def lesson_module(lesson: str, module: str) -> ModuleType:
    """Import labs/LESSON/MODULE.py; the folder's name starts with a digit, so `import` cannot say it."""
    package = f"course_lab_{lesson}"
    if package not in sys.modules:
        parent = ModuleType(package)
        parent.__path__ = [str(find_lesson(lesson).folder)]
        parent.__spec__ = ModuleSpec(package, None, is_package=True)
        sys.modules[package] = parent
    return importlib.import_module(f"{package}.{module}")
