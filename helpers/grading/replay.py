"""The second opinion: a submission's cells and typed commands run again on a fresh engine, judged from outside.

Cells run in the order of the notebook, then what was typed in the course's terminal in the order of time.
A task counts as passed if it passes after either. What only a browser did cannot be run again.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from shlex import quote
from typing import Any

from helpers.checks import FAILED, PASSED, Result, grade, load
from helpers.checks.assignment import assignment
from helpers.checks.drawing import drawing_of
from helpers.checks.http import BEHIND_A_WALL, Fetch
from helpers.course import course
from helpers.course import lesson as find_lesson
from helpers.grading.marks import BOTH, REPLAY, TAPE, Flag, LessonMark, TaskMark
from helpers.grading.reading import Submission, parsed
from helpers.grading.terminal_log import FILE
from helpers.grading.wall import Wall
from helpers.i18n import _
from helpers.images import sources
from helpers.lab import Baseline
from helpers.paths import NOTEBOOKS

WIKI = "05_moniwiki"
COURSE = "bin/course"  # in a guest's folder; who has the course itself does not find it there
CELL = 600.0  # seconds of one cell or command; installing the wiki's packages takes some minutes
MOST = 500  # cells and commands of one lesson
NOT_TYPED_AGAIN = ("course ", "jupyter ", "exit", "logout", "history", "clear")


def replayed(handed: Submission, lesson: str, wall: Wall, seed: str) -> dict[str, Result]:
    """Each task's outcome after a lesson was done again; none where the wiki's archive cannot be had.

    Raises CourseError when there is no guest.
    """
    cells, commands = _cells(handed, lesson), _commands(handed, lesson)
    if not cells and not commands:
        return {result.id: result for result in _nothing_done(lesson)}
    archive = sources.fetch(sources.archive(WIKI)) if _builds_the_wiki(lesson) else None
    if _builds_the_wiki(lesson) and archive is None:
        return {}
    with wall.guest() as guest, _own_state(), _asked_by(guest.fetch):
        api = guest.engine.client().api
        Baseline.of(api)  # whatever is made from here on is the submission's
        environ = {"COURSE_SEED": seed}
        guest.put(_files(handed, lesson))
        if archive:  # as a file of the build, as where there is no internet
            place = f"{handed.lang}/{WIKI}/wiki/setup/{sources.IN_CONTEXT}"
            guest.put({place: archive.read_bytes()})
            environ[sources.NAME] = sources.IN_BUILD
        best: dict[str, Result] = {}
        for part in (cells, commands):
            for folder, script in part:
                guest.run(script, folder, environ, CELL)
            for result in grade(lesson, api=api, now=True).tasks if part else ():
                if best.get(result.id) is None or result.status == PASSED:
                    best[result.id] = result
        return best


def _nothing_done(lesson: str) -> Iterator[Result]:
    """What an engine says on which nothing was done."""
    why = _("다시 실행할 것이 없습니다: 노트북은 받은 그대로이고, 기록된 명령도 없습니다.")
    return (Result(task.id, task.title, FAILED, 0, task.points, why) for task in load(lesson).tasks)


def commands_alone(handed: Submission, lesson: str, wall: Wall, seed: str) -> None:
    """What replayed() runs, with nobody looking at the engine: for measuring. Raises CourseError."""
    scripts = [*_cells(handed, lesson), *_commands(handed, lesson)]
    if not scripts:
        return
    with wall.guest() as guest:
        guest.put(_files(handed, lesson))
        for folder, script in scripts:
            guest.run(script, folder, {"COURSE_SEED": seed}, CELL)


def compared(mark: LessonMark, again: dict[str, Result]) -> tuple[LessonMark, list[Flag]]:
    """The mark with what each task stands on, and a flag where tape and replay disagree."""
    tasks = tuple(
        _task(task, again[task.result.id]) if task.result.id in again else task for task in mark.tasks
    )
    apart = {task.result.id for task in tasks if task.replayed}
    titles = [_(task.title) for task in load(mark.lesson).tasks if task.id in apart]
    flags = [
        Flag(
            "replay",
            _("{lesson}: 다시 실행하면 통과하지 않는 과제가 있습니다: {tasks}").format(
                lesson=mark.lesson, tasks=", ".join(titles)
            ),
        )
    ]
    return replace(mark, tasks=tasks), flags if apart else []


def _task(task: TaskMark, again: Result) -> TaskMark:
    by_tape, by_replay = task.result.earned, again.status == PASSED
    if by_tape and not by_replay:
        return replace(task, replayed=again.message)
    if by_replay and not by_tape:
        return TaskMark(again, REPLAY)
    return replace(task, stands_on=BOTH if by_tape else TAPE)


def _cells(handed: Submission, lesson: str) -> list[tuple[str, str]]:
    """The notebook's %%bash cells; none where it is as the course gave it: there is nothing of the learner's."""
    found = []
    for name, body in handed.files.items():
        path = PurePosixPath(name)
        if path.name != f"{lesson}.ipynb" or len(path.parts) != 3 or path.parts[0] != "notebooks":
            continue
        given = NOTEBOOKS / handed.lang / path.name
        scripts = _scripts(body)
        if not given.is_file() or scripts != _scripts(given.read_bytes()):
            found += [(path.parts[1], script) for script in scripts]
    return found


def _scripts(notebook: bytes) -> list[str]:
    scripts = []
    try:
        book: Any = parsed(notebook)
        for cell in book["cells"][:MOST]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code" and source.startswith("%%bash"):
                scripts.append(source.partition("\n")[2])
    except (ValueError, KeyError, TypeError):
        pass  # what came before the damage is what there is
    return scripts


def _commands(handed: Submission, lesson: str) -> list[tuple[str, str]]:
    """What was typed; it is not known for which lesson, so those that name one of its things come along."""
    words = {name.partition(":")[0] for _kind, name in load(lesson).scope}
    found = []
    for row in handed.lines(FILE)[:5000]:
        command, folder = str(row.get("command", "")), str(row.get("folder", ""))
        if command.startswith(NOT_TYPED_AGAIN) or not (
            any(word in command for word in words) or lesson in folder
        ):
            continue
        found.append((_within(folder, handed.lang), command))
    return found[:MOST]


def _within(folder: str, lang: str) -> str:
    """The learner's folder as it is called in the guest: what stands after work/LANG."""
    parts = PurePosixPath(folder).parts
    return str(PurePosixPath(*parts[parts.index(lang) :])) if lang in parts else lang


def _files(handed: Submission, lesson: str) -> dict[str, bytes]:
    """The lessons' files as the course gives them (some build on another's), and above them the learner's."""
    files = {
        f"{handed.lang}/{entry.name}/{path.relative_to(given)}": path.read_bytes()
        for entry in course().lessons
        for given in (entry.folder / "files",)
        for path in given.rglob("*")
        if path.is_file()
    }
    files[COURSE] = _course_command(lesson)
    mine = {
        name.removeprefix("notebooks/"): body
        for name, body in handed.files.items()
        if name.startswith("notebooks/")
    }
    return files | mine


def _builds_the_wiki(lesson: str) -> bool:
    """Whether a lesson needs the wiki's archive; without it what its tape says has to do."""
    return sources.NAME in (find_lesson(lesson).folder / "lesson.md").read_text(encoding="utf-8")


def _course_command(lesson: str) -> bytes:
    """What answers in a guest that has no course: the values that were drawn for this learner."""
    if drawing_of(find_lesson(lesson)) is None:
        return b"#!/bin/sh\n"
    values = quote(assignment(lesson).shell())
    return f"#!/bin/sh\n[ \"$1\" != assignment ] || printf '%s\\n' {values}\n".encode()


@contextmanager
def _asked_by(fetch: Fetch) -> Iterator[None]:
    """Servers of the guest are asked in there, none of this machine."""
    token = BEHIND_A_WALL.set(fetch)
    try:
        yield
    finally:
        BEHIND_A_WALL.reset(token)


@contextmanager
def _own_state() -> Iterator[None]:
    """What the course remembers is this replay's alone."""
    before = os.environ.get("COURSE_STATE")
    with tempfile.TemporaryDirectory(prefix="course-replay-") as folder:
        os.environ["COURSE_STATE"] = str(Path(folder) / "state")
        try:
            yield
        finally:
            if before is None:
                del os.environ["COURSE_STATE"]
            else:
                os.environ["COURSE_STATE"] = before
