"""Stubs for a new lesson or task: everything is in its place, and the proof says what is left to do."""

from __future__ import annotations

import re
from pathlib import Path

from helpers.authoring.proof_file import FILE
from helpers.course import course
from helpers.course import lesson as find_lesson
from helpers.errors import LessonError
from helpers.i18n import _
from helpers.paths import LABS

_LESSON = re.compile(r"\d\d_[a-z][a-z0-9_]*")
_TASK = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

TEMPLATES = Path(__file__).parent / "templates"
# what a new lesson and a new task put into which of its files
LESSON_FILES = {
    "lesson.md": "lesson.md",
    "tasks.py": "tasks.py.txt",
    FILE: "proof.sh",
    "notes.md": "notes.md",
}
TASK_FILES = {"lesson.md": "task.md", "tasks.py": "task.py.txt", FILE: "task.sh"}


def new_lesson(name: str, title: str) -> list[Path]:
    """Write a lesson's files and its entry in course.toml; what was written. Raises LessonError."""
    if not _LESSON.fullmatch(name):
        raise LessonError(
            _("단원 이름은 13_my_lesson처럼 숫자 두 개, 밑줄, 영문 소문자로 씁니다: {name}").format(
                name=name
            ),
            code="lesson-name",
        )
    folder = LABS / name
    if folder.exists() or any(lesson.number == name[:2] for lesson in course().lessons):
        raise LessonError(
            _("{name}: 그 이름이나 번호의 단원이 이미 있습니다.").format(name=name),
            _("다른 번호를 쓰세요."),
            code="lesson-exists",
        )
    folder.mkdir(parents=True)
    facts = {"name": name, "number": name[:2], "title": title}
    for file, template in LESSON_FILES.items():
        (folder / file).write_text(_filled(template, facts), encoding="utf-8")
    registry = LABS / "course.toml"
    _append(registry, _filled("course.toml", facts))
    course.cache_clear()
    return [registry, *(folder / file for file in LESSON_FILES)]


def new_task(lesson: str, task: str) -> list[Path]:
    """Add a task's cells, condition and attempts to a lesson's files; what was changed. Raises LessonError."""
    folder = find_lesson(lesson).folder
    if not _TASK.fullmatch(task):
        raise LessonError(
            _("과제 이름은 my-task처럼 영문 소문자, 숫자, 줄표로 씁니다: {name}").format(name=task),
            code="task-name",
        )
    facts = {
        "id": task,
        "function": task.replace("-", "_"),
        "name": f"{folder.name[3:].split('_')[0]}-{task}",
    }
    if f"\ntask: {task}\n" in (folder / "lesson.md").read_text(encoding="utf-8"):
        raise LessonError(
            _("{lesson} 단원에 {task} 과제가 이미 있습니다.").format(lesson=folder.name, task=task),
            code="task-exists",
        )
    for file, template in TASK_FILES.items():
        _append(folder / file, _filled(template, facts))
    _declare(folder / "tasks.py", facts["name"])
    return [folder / file for file in TASK_FILES]


def _filled(template: str, facts: dict[str, str]) -> str:
    """A template with its @fields@ replaced."""
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    return re.sub(r"@([a-z]+)@", lambda match: facts[match[1]], text)


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


def _declare(tasks_py: Path, container: str) -> None:
    """Put the stub's container into an empty or simple SCOPE; another one is the author's to complete."""
    text = tasks_py.read_text(encoding="utf-8")
    tasks_py.write_text(
        re.sub(
            r"^(SCOPE = Scope\(containers=\()(.*?)(,?)\)",
            lambda match: (
                f'{match[1]}{match[2]}, "{container}")' if match[2] else f'{match[1]}"{container}",)'
            ),
            text,
            count=1,
            flags=re.M,
        ),
        encoding="utf-8",
    )
