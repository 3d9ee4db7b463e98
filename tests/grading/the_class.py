"""Who sits in the class of 24, what each does, and what has to come out of it by each way of grading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpers.checks import load
from helpers.course import course
from helpers.grading import classfile
from helpers.grading.classfile import Class
from helpers.grading.handin import SUFFIX
from helpers.grading.marks import BOTH, TAPE
from helpers.grading.roster import Person
from tests.grading import forgeries
from tests.grading.forgeries import repacked
from tests.grading.learners import Seat, first, worth

LESSONS = ("00_ready", "08_daemon", "09_final")
CLASS, CHEATS = 24, 5
CELLS, TERMINAL, OUTSIDE = (
    "cells",
    "terminal",
    "outside",
)  # where a learner works: outside nothing is recorded
MARKUP = "<script>alert('x')</script>"
SAME = frozenset({"same-containers", "same-events", "same-engine"})
BY_HAND = 'python3 08_daemon/dockerhttp.py POST "/containers/create?name=hand-made" '
CREATE = """'{"Image": "busybox", "Cmd": ["sleep", "3600"], "HostConfig": {"Init": true}}'"""
UNTIL = (
    "until [ \"$(docker inspect -f '{{.RestartCount}} {{.State.Status}}' %s)\" = '%s' ]; do sleep 0.2; done"
)


@dataclass(frozen=True)
class Plan:
    """What a learner does: by lesson the number of tasks from the first on, and a mistake after them."""

    kind: str
    done: dict[str, tuple[int, str]]
    where: str = CELLS
    tidy: bool = False
    looked_up: bool = False  # values that were drawn stand in the cells as they are


@dataclass(frozen=True)
class Due:
    """What has to come out: points by lesson, what those stand on after a replay, and flags by tape and then
    by replay; `by_cells` are the points of who executes the notebook alone."""

    points: dict[str, int]
    stands_on: str = BOTH
    flags: frozenset[str] = frozenset()
    more_flags: frozenset[str] = frozenset()
    by_cells: dict[str, int] = field(default_factory=dict)


def group() -> Class:
    """Half of them in Korean, half in English; one has markup for a name."""
    langs = course().languages
    people = [
        Person(MARKUP if at == 3 else f"Learner {at}", str(at), f"s{at}", lang=langs[at % 2])
        for at in range(1, CLASS + 1)
    ]
    return classfile.new("Class of 24", people, LESSONS)


def plans(*, small: bool) -> list[Plan]:
    """Those who work: 19, or one of each kind."""
    all_of = dict.fromkeys(LESSONS, (99, ""))
    two = dict.fromkeys(LESSONS[:2], (99, ""))
    made = [Plan("solved", all_of, looked_up=at % 2 == 0) for at in range(4)]
    made += [Plan("tidied-up", two, tidy=True) for _at in range(2)]
    made += [Plan("terminal-only", two, TERMINAL) for _at in range(2)]
    made += [Plan("outside", two, OUTSIDE)]
    made += [Plan("half", {"00_ready": (99, ""), "08_daemon": (at + 1, "")}) for at in range(4)]
    made += [Plan("untouched", {}) for _at in range(2)]
    for lesson, at in (("00_ready", 0), ("00_ready", 1), ("08_daemon", 0), ("08_daemon", 2)):
        made.append(Plan("near-miss", {lesson: (at, first(lesson, 99)[at])}))
    kinds = {plan.kind: plan for plan in reversed(made)}
    return sorted(kinds.values(), key=made.index) if small else made


def due(plan: Plan) -> Due:
    """What an honest learner has to get."""
    points = {lesson: worth(lesson, first(lesson, count)) for lesson, (count, _miss) in plan.done.items()}
    if plan.where == OUTSIDE:
        return Due(points, TAPE, more_flags=frozenset({"replay"}))
    return Due(points, by_cells=points if plan.where == CELLS else {})


def work(seat: Seat, plan: Plan) -> float:
    """Do it; the seconds of the bare commands."""
    seconds = 0.0
    for lesson, (count, miss) in plan.done.items():
        if plan.where == TERMINAL:
            seat.type(*typed(seat, lesson))
        else:
            seconds += seat.solve(
                lesson,
                first(lesson, count),
                miss,
                cells=plan.where == CELLS,
                looked_up=plan.looked_up,
            )
    for lesson in plan.done if plan.tidy else ():
        seat.course("check", lesson)
        seat.course("reset", lesson)
    return seconds


def typed(seat: Seat, lesson: str) -> Sequence[str]:
    """A lesson as somebody types it who never runs a cell."""
    if lesson == "00_ready":
        return (
            "docker run --name ready-hello busybox echo hello",
            "docker run --name ready-engine"
            " --label engine=$(docker version --format '{{.Server.Version}}') busybox true",
            "docker run --name ready-root -v /:/host:ro busybox ls /host",
        )
    mine = seat.drawn("08")
    box, line = mine["CONTAINER"], mine["WORD"]
    return (
        BY_HAND + CREATE,
        "python3 08_daemon/dockerhttp.py POST /containers/hand-made/start",
        "docker run -d --init --name ticker busybox sh -c 'while true; do date; sleep 1; done'",
        "timeout -s KILL 5 docker attach --no-stdin --sig-proxy=false ticker",
        "docker run --rm --name spark busybox sh -c 'exit 3'",
        "docker run -d --restart on-failure:2 --name phoenix busybox sh -c 'exit 1'",
        UNTIL % ("phoenix", "2 exited"),
        f"docker run -d --init --name {box} --memory {mine['MEMORY']}m --restart unless-stopped busybox "
        f"sh -c 'while true; do echo {line}; sleep 1; done'",
        f"docker exec {box} kill 1",
        UNTIL % (box, "1 running"),
    )


def add_cheats(folder: Path, group: Class, found: dict[str, Due]) -> None:
    """20 and 24 hand in what 1 made, 21 forges a tape, 22 edits without a key, 23 writes 1's tape anew."""
    files = sorted(folder.glob(f"*{SUFFIX}"))
    source, untouched = files[0], next(path for path in files if "untouched" in path.name)
    stranger = classfile.new("Another", [Person("x")], LESSONS)
    lie = forgeries.forged("00_ready", first("00_ready", 1)[0])
    written = forgeries.rewritten(source, "00_ready", group, 23)
    # whatever was drawn is another's: all of the final project, and the last task of each other lesson
    points = {lesson: worth(lesson, _not_drawn(lesson)) for lesson in LESSONS}
    copied = Due(points, BOTH, SAME | {"unproved", "another's-values"}, by_cells=points)
    cheats = (
        ("20-copied", source, forgeries.stolen(group, 20), copied),
        (
            "21-forged",
            untouched,
            forgeries.signed_again(group, 21, lie),
            Due({}, flags=frozenset({"unproved", "same-engine"})),
        ),
        ("22-edited", untouched, lie, Due({}, flags=frozenset({"unproved", "edited"}))),
        (
            "23-rewritten",
            untouched,
            forgeries.signed_again(group, 23, written, engine="0" * 64),
            Due(
                {"00_ready": worth("00_ready", first("00_ready", 99))}, TAPE, more_flags=frozenset({"replay"})
            ),
        ),
        (
            "24-stranger",
            source,
            forgeries.stolen(stranger, 1),
            Due(points, BOTH, SAME | {"stranger", "unproved", "another's-values"}, by_cells=points),
        ),
    )
    for name, taken, change, result in cheats:
        found[repacked(taken, folder / f"{name}{SUFFIX}", change).name] = result
    for path, kinds in ((source, SAME), (untouched, frozenset({"same-engine"}))):
        old = found[path.name]
        found[path.name] = Due(old.points, old.stands_on, kinds, old.more_flags, old.by_cells)


def _not_drawn(lesson: str) -> list[str]:
    if lesson == "09_final":
        return []
    return [task.id for task in load(lesson).tasks if task.drawing is None]
