"""A class of 24 from real engines, graded; and what grading costs beside nbgrader and the bare work.

`make class` prints the marks that differ from what is expected (none), the flags, and the figures. Each
learner works on a private engine of their own.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from helpers import images
from helpers.cli import main as course_command
from helpers.course import course
from helpers.engine.private import PrivateEngine
from helpers.grading import classfile
from helpers.grading.roster import Person
from tests.grading import learners
from tests.grading.learners import Seat, first, repacked, worth

LESSONS = ("00_ready", "08_daemon", "09_final")
CLASS = 24


@dataclass(frozen=True)
class Plan:
    """What a learner does, and what has to come out of it: by lesson the tasks done and a mistake after."""

    kind: str
    done: dict[str, tuple[int, str]]


def plans(*, small: bool) -> list[Plan]:
    """The class without those who copy: nine solved, four half, three untouched, four near-misses."""
    solved = dict.fromkeys(LESSONS, (99, ""))
    made = [Plan("solved", solved) for _at in range(6)]
    made += [Plan("tidied up", dict.fromkeys(LESSONS[:2], (99, ""))) for _at in range(3)]
    made += [Plan("half", {"00_ready": (99, ""), "08_daemon": (at + 1, "")}) for at in range(4)]
    made += [Plan("untouched", {}) for _at in range(3)]
    for lesson, at in (("00_ready", 0), ("00_ready", 1), ("08_daemon", 0), ("08_daemon", 2)):
        made.append(Plan("near-miss", {lesson: (at, first(lesson, 99)[at])}))
    kinds = {plan.kind: plan for plan in reversed(made)}
    return sorted(kinds.values(), key=made.index) if small else made


def main(arguments: list[str]) -> int:
    """Make the class (`--small`: one of each kind), grade it, compare; 0 if all is as it has to be."""
    began = time.monotonic()
    root = Path(tempfile.mkdtemp(prefix="course-class-", dir="/var/tmp"))
    try:
        return _run(root, began, plans(small="--small" in arguments))
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _run(root: Path, began: float, class_plans: list[Plan]) -> int:
    langs = course().languages
    people = [Person(f"Learner {at}", str(at), f"s{at}", lang=langs[at % 2]) for at in range(1, CLASS + 1)]
    group = classfile.new("Class of 24", people, LESSONS)
    group.save(root / "class.json")
    folder = root / "handed-in"
    folder.mkdir()
    expected: dict[str, float] = {}
    flags: dict[str, set[str]] = {}
    work = 0.0
    for number, plan in enumerate(class_plans, 1):
        file = folder / f"{number:02d}-{plan.kind.replace(' ', '-')}.course.tar.gz"
        work += _learner(root, group, number, plan, file)
        expected[file.name] = sum(
            worth(lesson, first(lesson, count)) for lesson, (count, _m) in plan.done.items()
        )
        flags[file.name] = set()
        print(f"{time.monotonic() - began:6.0f} s  {file.name}", flush=True)
    _cheats(folder, group, expected, flags)
    bad = learners.bombs(folder)
    start = time.monotonic()
    arguments = [
        "grade",
        str(folder),
        "--class",
        str(root / "class.json"),
        "--out",
        str(root / "out"),
        "--lang",
        "ko",
    ]
    code = course_command(arguments)
    seconds = time.monotonic() - start
    return _compared(root / "out", expected, flags, bad, code) | _figures(seconds, work, len(expected))


def _learner(root: Path, group: classfile.Class, number: int, plan: Plan, file: Path) -> float:
    """One learner on an engine of their own; the seconds of the bare Docker work."""
    home = root / f"e{number}"
    home.mkdir()
    engine = PrivateEngine("class", home)
    try:
        images.seed(engine.start())
        seat = Seat(root / f"seat{number}", engine.engine.url, course().languages[number % 2])
        seat.begin(group.membership(number))
        start = time.monotonic()
        for lesson, (count, miss) in plan.done.items():
            seat.solve(lesson, first(lesson, count), miss)
        seconds = time.monotonic() - start
        if plan.kind == "tidied up":
            for lesson in plan.done:
                seat.course("check", lesson)
                seat.course("reset", lesson)
        seat.submit(file)
    finally:
        engine.stop(remove=True)
    return seconds


def _cheats(
    folder: Path, group: classfile.Class, expected: dict[str, float], flags: dict[str, set[str]]
) -> None:
    """21 copies number 1, so does 24 for another class; 22 forges a tape, 23 edits without a key."""
    files = sorted(folder.glob("*.gz"))
    source, untouched = files[0], next(path for path in files if "untouched" in path.name)
    forged = learners.forged("00_ready", first("00_ready", 1)[0])
    same = {"same-containers", "same-events", "same-engine"}
    copied = expected[source.name] - worth("09_final", first("09_final", 99))  # theirs are other values
    stranger = classfile.new("Another", [Person("x")], LESSONS)
    for name, taken, change, points, kinds in (
        ("21-copied", source, learners.stolen(group, 21), copied, {*same, "unproved", "another's-values"}),
        ("22-forged", untouched, learners.signed_again(group, 22, forged), 0.0, {"unproved", "same-engine"}),
        ("23-edited", untouched, forged, 0.0, {"edited", "unproved"}),
        (
            "24-stranger",
            source,
            learners.stolen(stranger, 1),
            copied,
            {*same, "stranger", "unproved", "another's-values"},
        ),
    ):
        file = repacked(taken, folder / f"{name}.course.tar.gz", change)
        expected[file.name] = points
        flags[file.name] = kinds
    flags[source.name] |= same
    flags[untouched.name] |= {"same-engine"}


def _compared(
    out: Path, expected: dict[str, float], flags: dict[str, set[str]], bad: dict[str, str], code: int
) -> int:
    raw = json.loads((out / "grades.json").read_text())
    points = {row["file"]: row["points"] for row in raw["marked"]}
    found = {row["file"]: {flag["kind"] for flag in row["flags"]} for row in raw["marked"]}
    refused = {row["file"]: row["reason"] for row in raw["refused"]}
    wrong = [
        f"{name}: {points.get(name)} instead of {due} points"
        for name, due in expected.items()
        if points.get(name) != due
    ]
    wrong += [
        f"{name}: flags {sorted(found.get(name, ()))} instead of {sorted(due)}"
        for name, due in flags.items()
        if found.get(name) != due
    ]
    wrong += [
        f"{name}: {refused.get(name)!r} does not say {why!r}"
        for name, why in bad.items()
        if why not in refused.get(name, "")
    ]
    wrong += [] if code == 1 else [f"exit code {code}"]
    print(
        "\n".join(wrong)
        or f"{len(expected)} hand-ins and {len(bad)} hostile files: marks and flags as expected"
    )
    return int(bool(wrong))


def _figures(seconds: float, work: float, count: int) -> int:
    each = seconds / count / len(LESSONS)
    print(f"by tape: {seconds:.1f} s for {count} hand-ins, {each:.3f} s a learner and lesson")
    print(f"the bare Docker work of the class: {work:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
