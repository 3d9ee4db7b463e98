"""The same hand-ins by the other roads: nbgrader's command line, and their commands with nobody judging."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from helpers.cli import main as course_command
from helpers.course import course
from helpers.grading import classfile, reading, replay
from helpers.grading.classfile import Class
from helpers.grading.handin import SUFFIX
from helpers.grading.judge import drawn_from
from helpers.grading.roster import Person
from helpers.grading.wall import Wall
from tests.grading import forgeries
from tests.grading.forgeries import Files, contents, repacked
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


def crowd(files: Sequence[Path], lessons: Sequence[str], root: Path, count: int) -> str:
    """What a large class costs by tape, as a line.

    Each hand-in is one of these with ids, times and the learner's words made anew, signed by somebody else:
    as large and as much work to judge as the real one. Only images that were built keep their ids.
    """
    group = classfile.new("Crowd", [Person(f"P {at}", str(at)) for at in range(1, count + 1)], lessons)
    folder = root / "handed-in"
    folder.mkdir(parents=True)
    group.save(root / "class.json")
    for number in range(1, count + 1):
        source = files[number % len(files)]

        def anew(inside: Files, source: Path = source, number: int = number) -> Files:
            for lesson in lessons:
                inside = forgeries.rewritten(source, lesson, group, number)(inside)
            return inside

        change = forgeries.signed_again(group, number, anew, engine=f"{number:064x}")
        repacked(source, folder / f"{number}{SUFFIX}", change)
    before, start = _processor(), time.monotonic()
    arguments = ["grade", str(folder), "--class", str(root / "class.json"), "--out", str(root / "out")]
    assert course_command(arguments) == 0
    seconds, spent = time.monotonic() - start, _processor() - before
    rows = json.loads((root / "out" / "grades.json").read_text())["marked"]
    assert len(rows) == count
    kinds = {flag["kind"] for row in rows for flag in row["flags"]}
    assert not kinds & {"same-containers", "same-events", "same-engine", "edited", "signature"}, kinds
    return (
        f"{count} hand-ins by tape: {seconds:.1f} s, {spent:.1f} s of the processor, "
        f"{spent / count / len(lessons):.3f} s a learner and lesson"
    )


def _processor() -> float:
    """Seconds of the processor that this process and those it has waited for took."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(entry.ru_utime + entry.ru_stime for entry in used)
