"""Read a lesson: its conditions from labs/NN_slug/*.py, its words from lesson.md, joined by the task's id."""

from __future__ import annotations

import importlib
import sys
import traceback
from functools import cache
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING

from helpers.checks import task_words
from helpers.checks.task import Check, LessonSpec, Page, Task
from helpers.checks.task_words import Saying, TaskWords, reject
from helpers.course import Lesson
from helpers.course import lesson as find_lesson
from helpers.errors import CourseError, LessonError
from helpers.i18n import _

if TYPE_CHECKING:
    from helpers.checks.drawing import Drawing

OTHERS = ("quizzes", "assignment")  # modules of a lesson that hold no conditions


@cache
def load(name: str) -> LessonSpec:
    """What a lesson demands. Raises LessonError for a name that is not registered, or a lesson at odds
    with itself: a task without words or condition, an unknown or later task in `needs`, a key twice."""
    lesson = find_lesson(name)
    where = f"{lesson.name}/lesson.md"
    conditions = _conditions(lesson)
    written = task_words.read(lesson.folder)
    ids = [task.id for task in written]
    for missing, text in (
        (set(conditions) - set(ids), _("lesson.md의 셀에 제목과 점수가 없는 과제가 있습니다: {ids}")),
        (set(ids) - set(conditions), _("조건을 확인하는 함수가 없는 과제가 있습니다: {ids}")),
    ):
        if missing:
            reject(where, text.format(ids=", ".join(sorted(missing))))
    for number, task in enumerate(written):
        if late := [need for need in task.needs if need not in ids[:number]]:
            reject(
                where,
                _("과제 {id}의 needs에는 앞에 있는 과제만 쓸 수 있습니다: {needs}").format(
                    id=task.id, needs=", ".join(late)
                ),
            )
    scope = lesson_module(lesson.name, "tasks").SCOPE
    drawing = getattr(lesson_module(lesson.name, "assignment"), "DRAWN", None) if _draws(lesson) else None
    if not drawing and (drawn := [task.id for task in written if task.drawn]):
        reject(
            where,
            _("`drawn`을 쓰는 과제가 있는데 assignment.py가 없습니다: {ids}").format(ids=", ".join(drawn)),
        )
    tasks = tuple(_task(task, conditions[task.id], drawing if task.drawn else None) for task in written)
    return LessonSpec(lesson.name, scope, tasks, _says(where, written))


def _draws(lesson: Lesson) -> bool:
    return (lesson.folder / "assignment.py").exists()


def _task(task: TaskWords, check: Check, drawing: Drawing | None) -> Task:
    page = Page(**task.page) if task.page else None
    return Task(
        task.id,
        task.title,
        task.points,
        task.hints,
        check.condition,
        task.needs,
        task.passed,
        page,
        task.silent,
        task.other_way,
        task.solution,
        drawing,
    )


def _conditions(lesson: Lesson) -> dict[str, Check]:
    """Every condition in the lesson's modules by its task's id."""
    names = sorted(path.stem for path in lesson.folder.glob("*.py") if path.stem not in OTHERS)
    found: dict[str, Check] = {}
    for name in names:
        module = lesson_module(lesson.name, name)
        for value in vars(module).values():
            if isinstance(value, Check) and value.condition.__module__ == module.__name__:
                if value.id in found:
                    reject(
                        f"{lesson.name}/{name}.py",
                        _("과제 {id}의 조건이 두 번 나옵니다.").format(id=value.id),
                    )
                found[value.id] = value
    return found


def _says(where: str, written: tuple[TaskWords, ...]) -> dict[str, Saying]:
    """A lesson's sentences by key; a helper of several tasks may use any of them."""
    found: dict[str, Saying] = {}
    for task in written:
        for key, saying in task.says.items():
            if found.get(key, saying) != saying:
                reject(where, _("`says`의 {key}: 한 단원에서 한 번만 쓸 수 있습니다.").format(key=key))
            found[key] = saying
    return found


def find_task(spec: LessonSpec, task_id: str) -> Task:
    """A task by its id. Raises LessonError that lists the ids there are."""
    for task in spec.tasks:
        if task.id == task_id:
            return task
    raise LessonError(
        _("{lesson} 단원에 '{task}'(이)라는 과제는 없습니다.").format(lesson=spec.lesson, task=task_id),
        _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(task.id for task in spec.tasks)),
        code="unknown-task",
    )


def lesson_module(lesson: str, module: str) -> ModuleType:
    """Import labs/LESSON/MODULE.py; the folder's name starts with a digit, so `import` cannot say it.

    Raises LessonError that names the line if the module does: an author's slip is told as one.
    """
    package = f"course_lab_{lesson}"
    if package not in sys.modules:
        parent = ModuleType(package)
        parent.__path__ = [str(find_lesson(lesson).folder)]
        parent.__spec__ = ModuleSpec(package, None, is_package=True)
        sys.modules[package] = parent
    try:
        return importlib.import_module(f"{package}.{module}")
    except CourseError:
        raise
    except Exception as error:  # whatever an author's file does
        line = getattr(error, "lineno", None) or traceback.extract_tb(error.__traceback__)[-1].lineno
        reject(
            f"{lesson}/{module}.py",
            _("{line}번째 줄에서 파이썬이 멈췄습니다: {error}").format(
                line=line, error=f"{type(error).__name__}: {error}"
            ),
        )
