"""nbgrader gives each learner their own points, whoever comes before or after, and nobody cleans up."""

from __future__ import annotations

import copy
import itertools
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from helpers.authoring.proof_file import read as read_proof
from helpers.checks import load
from helpers.cli import main
from helpers.course import course
from helpers.course import lesson as find_lesson
from helpers.engine import plugins
from helpers.grading import hermetic
from helpers.images import sources
from tests import standin
from tests.conftest import BUILDKIT
from tests.engine import versions
from tests.engine.waiting import until
from tests.grading.nbgrader import PATH, Course, worth

pytestmark = pytest.mark.engine
# a private engine's dockerd by the PATH: it has mounts of its own, and takes another Docker's /usr for itself
NEWER_DOCKERD = """#!/bin/sh
mount --bind {usr} /usr
exec /usr/sbin/dockerd "$@"
"""
HANG = "%%bash\ndocker run --name half busybox true\nsleep 100000"
CASES = [
    ("ko", "00_ready", ("solved", "untouched", "hello 2", "solved")),
    ("en", "02_image_container", ("solved", "untouched")),
    ("ko", "03_commit_diff", ("commit 0", "solved")),
]
PART = os.environ.get("COURSE_NBGRADER", "")  # make nbgrader: "1/1", hours for all; "2/4" every fourth miss
BETWEEN = 4  # misses after which a solved or an untouched one is handed in


def everything(part: int, parts: int) -> Iterator[Any]:
    """All lessons, each miss of each task or every so many; among them solved and untouched in turn."""
    for number, paper in enumerate(course().lessons):
        proof = read_proof(paper.folder)
        misses = [
            f"{task.id} {at}" for task in load(paper.name).tasks for at in range(len(proof.misses(task.id)))
        ][part - 1 :: parts]
        # one lesson from its first task to its last one, the next one backwards
        misses = misses[::-1] if number % 2 else misses
        turn = itertools.cycle(("solved", "untouched"))
        order = itertools.chain.from_iterable((next(turn), *some) for some in batched(misses, BETWEEN))
        yield pytest.param(
            course().languages[number % 2],
            paper.name,
            (*order, "solved", "untouched", "solved"),
        )


def batched(things: list[str], size: int) -> Iterator[list[str]]:
    return (things[at : at + size] for at in range(0, len(things), size))


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `course build --nbgrader` writes."""
    root = tmp_path_factory.mktemp("nbgrader")
    assert main(["build", "--nbgrader", str(root)]) == 0
    return root


@pytest.mark.parametrize(
    ("lang", "lesson", "order"), [*everything(*map(int, PART.split("/")))] if PART else CASES
)
def test_the_marks_are_the_same_in_every_order(courses, lang, lesson, order):
    desk = Course(courses / lang)
    desk.release(lesson)
    students = {f"{number:03d}": kind for number, kind in enumerate(order)}
    for student, kind in students.items():
        desk.submit(lesson, student, kind)
    more = with_plugins(desk, lesson) | with_archive(desk, lesson)
    found = desk.grade(lesson, COURSE_LANG=lang, **more)
    assert found == {student: worth(lesson, kind) for student, kind in students.items()}
    until(lambda: not left_behind(), what="the engine of the last notebook is removed")


def with_plugins(desk: Course, lesson: str) -> dict[str, str]:
    """The environment of a docker command with what a lesson needs and the machine lacks.

    Who lacks buildx has an engine too old for it, too: the notebooks' engines are a newer Docker then.
    """
    lacking = plugins.lacking(find_lesson(lesson))
    if "buildx" in lacking:
        versions.provide(BUILDKIT)
        dockerd = desk.root / "newer" / "dockerd"
        dockerd.parent.mkdir(exist_ok=True)
        dockerd.write_text(NEWER_DOCKERD.format(usr=versions.usr_of(BUILDKIT)))
        dockerd.chmod(0o755)
        found_first = f"{dockerd.parent}{os.pathsep}{PATH}"
        return {"DOCKER_CONFIG": str(versions.client_folder(BUILDKIT)), "PATH": found_first}
    return {"DOCKER_CONFIG": str(versions.config_with_compose(""))} if lacking else {}


def with_archive(desk: Course, lesson: str) -> dict[str, str]:
    """The environment of builds that find the wiki's archive in their context, and the stand-in put there."""
    contexts = [*desk.root.glob(f"submitted/*/{lesson}/05_moniwiki/wiki/setup")]
    for context in contexts:
        (context / sources.IN_CONTEXT).write_bytes(standin.packed())
    wanted = {sources.NAME: sources.IN_BUILD, "MONIWIKI_SHA256": standin.sha256()}
    return wanted if contexts else {}


def test_two_graders_at_once_do_not_meet(courses):
    lesson, students = "08_daemon", {"at-once-1": "solved", "at-once-2": "untouched"}
    desks = {lang: Course(courses / lang) for lang in course().languages}
    for desk in desks.values():
        desk.release(lesson)
        for student, kind in students.items():
            desk.submit(lesson, student, kind)
    with ThreadPoolExecutor(len(desks)) as pool:
        found = list(pool.map(lambda lang: desks[lang].grade(lesson, COURSE_LANG=lang), desks))
    wanted = {student: worth(lesson, kind) for student, kind in students.items()}
    assert all(marks.items() >= wanted.items() for marks in found), found


def left_behind() -> list[str]:
    """Engines whose notebook's kernel has ended; another worker's are in use."""
    return [home.name for home in hermetic.homes().iterdir() if not Path(f"/proc/{home.name}").exists()]


def edited(desk: Course, student: str, lesson: str, change: Callable[[list[Any]], list[Any]]) -> None:
    """Change the cells of a submission; a cell is known by `name_of`."""
    book = desk.root / "submitted" / student / lesson / f"{lesson}.ipynb"
    made = nbformat.read(book, as_version=4)
    made.cells = change(made.cells)
    nbformat.write(made, book)


def name_of(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def hangs(cells: list[Any]) -> list[Any]:
    """The last task's answer does not end."""
    next(cell for cell in reversed(cells) if cell.metadata.get("nbgrader", {}).get("solution")).source = HANG
    return cells


@pytest.mark.skipif(not PART, reason="waits for a time-out: make nbgrader")
def test_after_a_cell_that_hangs_what_was_done_counts_and_the_others_get_their_points(courses):
    desk, lesson = Course(courses / "en"), "00_ready"
    desk.release(lesson)
    for student in ("1-hangs", "2-untouched", "3-solved"):
        desk.submit(lesson, student, "untouched" if student[0] == "2" else "solved")
    edited(desk, "1-hangs", lesson, hangs)
    config = desk.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace("timeout = 300", "timeout = 60"))
    assert desk.grade(lesson) == {
        "1-hangs": worth(lesson, f"{load(lesson).tasks[-1].id} 0"),
        "2-untouched": 0,
        "3-solved": worth(lesson, "solved"),
    }


def moved_to_the_end(cells: list[Any]) -> list[Any]:
    return [
        *(cell for cell in cells if name_of(cell) != "start"),
        *(c for c in cells if name_of(c) == "start"),
    ]


def without(*names: str) -> Callable[[list[Any]], list[Any]]:
    return lambda cells: [cell for cell in cells if name_of(cell) not in names]


def metadata_damaged(cells: list[Any]) -> list[Any]:
    """Unknown ids, marks on cells without any, marks turned: what a merge or another editor makes of it."""
    for cell in cells:
        if name_of(cell) == "00-hello":
            cell.metadata["nbgrader"] |= {"grade": False, "solution": True, "locked": False}
        elif not name_of(cell) and cell.cell_type == "code":
            cell.metadata["nbgrader"] = {"grade": True, "grade_id": "mine", "points": 100, "locked": True}
    return cells


def checks_edited(cells: list[Any]) -> list[Any]:
    for cell in cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.source, cell.metadata["nbgrader"]["points"] = "1000", 1000
    return cells


def all_twice(cells: list[Any]) -> list[Any]:
    return [*cells, *(NotebookNode(copy.deepcopy(cell) | {"id": f"again-{cell.id}"}) for cell in cells)]


GIVEN: dict[str, tuple[str, Callable[[list[Any]], list[Any]], int]] = {
    # student: what is handed in, what was made of it, and the tasks that are lost by it
    "first-lost": ("solved", without("start"), 0),
    "first-moved": ("solved", moved_to_the_end, 0),
    "check-lost": ("solved", without("00-hello"), 0),
    "answer-lost": ("solved", without("00-root-answer"), 1),
    "both-lost": ("solved", without("00-root", "00-root-answer"), 1),
    "all-twice": ("solved", all_twice, 0),
    "metadata": ("solved", metadata_damaged, 0),
    "checks-edited": ("untouched", checks_edited, 3),
}


def test_given_cells_are_as_they_were_given_whatever_a_submission_made_of_them(courses):
    desk, lesson = Course(courses / "ko"), "00_ready"
    desk.release(lesson)
    for student, (kind, change, _lost) in GIVEN.items():
        desk.submit(lesson, student, kind)
        edited(desk, student, lesson, change)
    tasks = load(lesson).tasks
    wanted = {
        student: sum(task.points for task in tasks[: len(tasks) - lost])
        for student, (_kind, _change, lost) in GIVEN.items()
    }
    assert desk.grade(lesson).items() >= wanted.items()
