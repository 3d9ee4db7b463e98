"""A class of 24 from real engines, graded by tape and by replay; and what that costs beside nbgrader.

`make class` prints what differs from what is due (nothing), and the figures. Each learner works on a private
engine of their own. A replay here runs commands that this program has written itself.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers import images
from helpers.cli import grade
from helpers.cli import main as course_command
from helpers.course import course
from helpers.engine.private import PrivateEngine
from helpers.grading.classfile import Class
from helpers.grading.handin import SUFFIX
from helpers.grading.run_class import at_once
from tests.grading import costs, forgeries, the_class
from tests.grading.learners import Seat
from tests.grading.the_class import LESSONS, MARKUP, Due, Plan

WORKERS = 2  # learners at once
CROWD = 240  # hand-ins made out of the honest ones
TRUSTED = ("--replay", "--i-trust-these-submissions")


@dataclass
class Room:
    """The class as it was handed in, and what has to come of it."""

    root: Path
    group: Class
    due: dict[str, Due] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    work: float = 0.0  # seconds of the bare commands, each learner's after the other's

    @property
    def folder(self) -> Path:
        return self.root / "handed-in"

    @property
    def class_file(self) -> Path:
        return self.root / "class.json"

    @property
    def files(self) -> list[Path]:
        """What can be graded."""
        return [self.folder / name for name in sorted(self.due)]


def main(arguments: list[str]) -> int:
    """Make the class (`--small`: one of each kind), grade it, compare; 0 if all is as it has to be."""
    root = Path(tempfile.mkdtemp(prefix="course-class-", dir="/var/tmp"))
    os.environ["COURSE_STATE"] = str(root / "state")
    # cells ask `course assignment` for what was drawn
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    try:
        room = handed_in(root, the_class.plans(small="--small" in arguments))
        wall = grade._wall("", trust=True)  # its disks are made once a machine, before the clock runs
        wrong, seconds = [], {}
        for way, options in (("tape", ()), ("replay", TRUSTED)):
            start = time.monotonic()
            code = _grade(room, root / way, *options)
            seconds[way] = time.monotonic() - start
            wrong += [] if code == 1 else [f"{way}: exit code {code}"]
            wrong += _differences(room, root / way, way)
            print(f"by {way}: {len(wrong)} differences, {seconds[way]:.1f} s {_load()}", flush=True)
        print("\n".join(wrong) or "marks and flags as they have to be", flush=True)
        seconds["bare"] = costs.bare(room.files, room.group, LESSONS, wall, at_once(wall))
        print(f"the bare commands in the same guests: {seconds['bare']:.1f} s {_load()}", flush=True)
        seconds["nbgrader"], marks = costs.by_nbgrader(
            room.files, LESSONS, room.class_file, root / "nbgrader"
        )
        unlike = _by_cells(room, marks)
        print("\n".join(unlike) or "nbgrader's marks as they have to be")
        print(f"by nbgrader: {seconds['nbgrader']:.1f} s {_load()}", flush=True)
        print(_figures(room, seconds))
        print(costs.crowd(room.files[: -the_class.CHEATS], LESSONS, root / "crowd", CROWD))
        return int(bool(wrong or unlike))
    finally:
        shutil.rmtree(root, ignore_errors=True)


def handed_in(root: Path, plans: list[Plan]) -> Room:
    """Everybody works on an engine of their own and hands in; then come the cheats and the hostile files."""
    room = Room(root, the_class.group())
    room.group.save(room.class_file)
    room.folder.mkdir()
    with ThreadPoolExecutor(WORKERS) as pool:
        for name, due, seconds in pool.map(_learner, [(room, *each) for each in enumerate(plans, 1)]):
            room.due[name] = due
            room.work += seconds
            print(f"{name}: {seconds:.1f} s {_load()}", flush=True)
    the_class.add_cheats(room.folder, room.group, room.due)
    room.refused = forgeries.bombs(room.folder)
    return room


def _learner(job: tuple[Room, int, Plan]) -> tuple[str, Due, float]:
    room, number, plan = job
    home = room.root / f"e{number}"
    home.mkdir()
    file = room.folder / f"{number:02d}-{plan.kind}{SUFFIX}"
    langs = course().languages
    engine = PrivateEngine("class", home)
    try:
        images.seed(engine.start())
        seat = Seat(room.root / f"seat{number}", engine.engine.url, langs[number % 2])
        seat.begin(room.group.membership(number))
        seconds = the_class.work(seat, plan)
        seat.submit(file)
    finally:
        engine.stop(remove=True)
    return file.name, the_class.due(plan), seconds


def _grade(room: Room, out: Path, *options: str) -> int:
    return course_command(
        [
            *("grade", str(room.folder), "--class", str(room.class_file), "--out", str(out)),
            *("--lang", "ko", *options),
        ]
    )


def _differences(room: Room, out: Path, way: str) -> list[str]:
    """What is not as it has to be."""
    raw = json.loads((out / "grades.json").read_text())
    marked = {row["file"]: row for row in raw["marked"]}
    refused = {row["file"]: row["reason"] for row in raw["refused"]}
    wrong = [f"{way} {name}: not graded" for name in room.due.keys() - marked.keys()]
    for name, row in marked.items():
        due = room.due[name]
        wrong += [f"{way} {name}: {told}" for told in _unlike(row, due, way)]
    wrong += [
        f"{way} {name}: {refused.get(name)!r} does not say {why!r}"
        for name, why in room.refused.items()
        if why not in refused.get(name, "")
    ]
    pages = [out / "overview.html", *(out / "learners").iterdir()]
    wrong += [f"{way}: markup in {page.name}" for page in pages if MARKUP in page.read_text()]
    return wrong


def _unlike(row: dict[str, Any], due: Due, way: str) -> list[str]:
    told = []
    for lesson in row["lessons"]:
        wanted = due.points.get(lesson["lesson"], 0)
        if lesson["points"] != wanted:
            told.append(f"{lesson['lesson']}: {lesson['points']} points instead of {wanted}")
        stands = {task["stands_on"] for task in lesson["tasks"] if task["result"]["points"]}
        if not stands <= {due.stands_on if way == "replay" else "tape"}:
            told.append(f"{lesson['lesson']} stands on {stands}")
    flags = {flag["kind"] for flag in row["flags"]}
    wanted_flags = due.flags | (due.more_flags if way == "replay" else frozenset())
    if flags != wanted_flags:
        told.append(f"flags {sorted(flags)} instead of {sorted(wanted_flags)}")
    return told


def _by_cells(room: Room, marks: dict[str, dict[str, float]]) -> list[str]:
    return [
        f"nbgrader {name} {lesson}: {points} instead of {room.due[name].by_cells.get(lesson, 0)}"
        for name, lessons in marks.items()
        for lesson, points in lessons.items()
        if points != room.due[name].by_cells.get(lesson, 0)
    ]


def _figures(room: Room, seconds: dict[str, float]) -> str:
    count = len(room.due) * len(LESSONS)
    rows = [
        ("nbgrader / tape", seconds["nbgrader"] / seconds["tape"], "≥ 50"),
        ("nbgrader / replay", seconds["nbgrader"] / seconds["replay"], "≥ 3"),
        ("replay / the bare commands in the same guests", seconds["replay"] / seconds["bare"], "≤ 1.3"),
        ("by tape, seconds a learner and lesson", seconds["tape"] / count, "≤ 0.5"),
        ("by replay, seconds a learner and lesson", seconds["replay"] / count, ""),
        ("by nbgrader, seconds a learner and lesson", seconds["nbgrader"] / count, ""),
        ("the learners' own commands, seconds in all", room.work, ""),
    ]
    head = f"{len(room.due)} hand-ins of {len(LESSONS)} lessons on {os.cpu_count()} processors"
    return "\n".join([head, *(f"{name:50}{value:10.2f} {aim:>8}" for name, value, aim in rows)])


def _load() -> str:
    return f"(load {os.getloadavg()[0]:.1f})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
