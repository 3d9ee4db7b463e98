"""The same hand-ins by the other roads: nbgrader's command line, and their commands with nobody judging."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from helpers.cli import main as course_command
from helpers.course import course
from helpers.grading import reading, replay
from helpers.grading.classfile import Class
from helpers.grading.judge import drawn_from
from helpers.grading.wall import Wall
from tests.grading.forgeries import contents
from tests.grading.nbgrader import Course


def by_nbgrader(
    files: Sequence[Path], lessons: Sequence[str], class_file: Path, folder: Path
) -> tuple[float, dict[str, dict[str, float]]]:
    """Seconds of `nbgrader autograde`, and the points by file and lesson; the assignments are made before."""
    assert course_command(["build", "--nbgrader", str(folder)]) == 0
    names: dict[str, str] = {}
    desks = {lang: Course(folder / lang) for lang in course().languages}
    for desk in desks.values():
        assert course_command(["class", "seeds", str(class_file), str(desk.root)]) == 0
    for path in files:
        inside = contents(path)
        manifest = json.loads(inside["manifest.json"])
        student = f"s{manifest['learner']}"
        student = f"x{student}" if student in names else student  # a stranger, or the same one again
        names[student] = path.name
        _handed_in(desks[manifest["lang"]].root / "submitted" / student, inside, lessons)
    seconds, found = 0.0, {path.name: dict.fromkeys(lessons, 0.0) for path in files}
    for lang, desk in desks.items():
        if not (desk.root / "submitted").is_dir():
            continue  # nobody works in this language
        for lesson in lessons:
            desk.release(lesson)
            start = time.monotonic()
            marks = desk.grade(lesson, COURSE_LANG=lang)
            seconds += time.monotonic() - start
            for student, points in marks.items():
                found[names[student]][lesson] = points
    return seconds, found


def _handed_in(folder: Path, inside: Mapping[str, bytes], lessons: Sequence[str]) -> None:
    """The notebooks and files of each lesson as nbgrader collects them."""
    for name, body in inside.items():
        parts = Path(name).parts[2:] if name.startswith("notebooks/") else ()
        lesson = parts[0].removesuffix(".ipynb") if parts else ""
        if lesson in lessons and (len(parts) > 1 or parts[0] != lesson):
            target = folder / lesson / Path(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(body)


def bare(files: Sequence[Path], group: Class, lessons: Sequence[str], wall: Wall, workers: int) -> float:
    """Seconds of what a replay runs, in the same guests and as many at once, without a look at the engine."""
    jobs = [(path, group, lesson, wall) for path in files for lesson in lessons]
    start = time.monotonic()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(_bare, jobs))
    return time.monotonic() - start


def _bare(job: tuple[Path, Class, str, Wall]) -> None:
    path, group, lesson, wall = job
    handed = reading.read(path)
    own = handed.class_id == group.id and group.learner(handed.number)
    seed = group.membership(handed.number).seed if own else handed.seed
    with drawn_from(seed):
        replay.commands_alone(handed, lesson, wall, seed)
