"""Hostile hand-ins, graded by tape: no unearned point, nothing executed, soon over, and the class goes on.

What a replay makes of hostile commands is for the wall. Here each is one file of a class in which somebody
honest has solved the lesson.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import v4

from helpers.checks import load
from helpers.cli import main
from helpers.grading import classfile
from helpers.grading.roster import Person
from tests.grading import recorded
from tests.grading.forgeries import repacked
from tests.grading.recorded import LESSON, handed_in

MARKUP = "<script>alert('x')</script>"
SECONDS = 90.0  # for one hostile file beside an honest one; most take two, a tape that hangs a pattern 60
FULL = load(LESSON).points
TASKS = [task.id for task in load(LESSON).tasks]
PASSED = {task: {"now": None, "status": "passed", "earned": None, "earned_at": 1} for task in TASKS}


@dataclass(frozen=True)
class Hostile:
    """What is handed in, the flags or, if it is refused, a part of the reason."""

    tape: bytes | None = None
    more: dict[str, bytes] | None = None
    flags: frozenset[str] = frozenset()
    refused: str = ""
    edit: Callable[[dict[str, bytes]], dict[str, bytes]] | None = None


def lie(**changes: Any) -> bytes:
    """A tape that says that everything has passed."""
    raw = json.loads(recorded.untouched().json())
    raw["tape"]["tasks"] = {task: entry | changes for task, entry in PASSED.items()}
    return json.dumps(raw).encode()


def answered(answer: Any, keys: Callable[[str], bool] = lambda key: True) -> bytes:
    """The solved tape with this instead of the engine's answers, told as passed."""
    raw = json.loads(recorded.solved().json())
    asked = {
        number for task in raw["tape"]["tasks"].values() for key, number in task["now"].items() if keys(key)
    }
    raw["answers"] = [answer if at in asked else old for at, old in enumerate(raw["answers"])]
    return json.dumps(raw).encode()


def many_tasks() -> bytes:
    head = {"version": 1, "lesson": LESSON, "tasks": {str(number): {} for number in range(300)}}
    return json.dumps({"tape": head, "answers": []}).encode()


def with_string(text: str) -> bytes:
    """The solved tape in which every text of an answer is this one."""

    def put(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: put(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [put(entry) for entry in value]
        return text if isinstance(value, str) else value

    raw = json.loads(recorded.solved().json())
    raw["answers"] = [put(answer) for answer in raw["answers"]]
    return json.dumps(raw).encode()


def cells(*sources: str, grade: bool = False) -> dict[str, bytes]:
    """A notebook with these cells; with `grade`, each claims to be the check of a task."""
    made = []
    for at, source in enumerate(sources):
        cell = v4.new_code_cell(source)
        if grade:
            cell.metadata["nbgrader"] = {
                "grade": True, "grade_id": f"00-{TASKS[at % len(TASKS)]}", "points": 1000, "locked": True,
                "solution": False, "schema_version": 3, "task": False,
            }  # fmt: skip
        made.append(cell)
    return {f"notebooks/ko/{LESSON}.ipynb": nbformat.writes(v4.new_notebook(cells=made)).encode()}


def commands(*typed: str) -> dict[str, bytes]:
    rows = [{"time": 1.0, "folder": "/", "exit": 0, "command": command} for command in typed]
    return {"commands.jsonl": "".join(json.dumps(row) + "\n" for row in rows).encode()}


def named(name: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda files: {**files, name: b"x"}


def manifest(**changes: Any) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    def edit(files: dict[str, bytes]) -> dict[str, bytes]:
        return files | {"manifest.json": json.dumps(json.loads(files["manifest.json"]) | changes).encode()}

    return edit


MARK = "touch '{mark}'; "  # what would show that something was executed
UNPROVED, MALFORMED = frozenset({"unproved"}), frozenset({"unproved", "malformed"})
UNSIGNED = frozenset({"signature"})
KINDS = {
    # what a learner's commands would do where they are executed
    "bind mount of /": Hostile(more=cells("%%bash\n" + MARK + "docker run -v /:/host busybox rm -r /host")),
    "host network": Hostile(more=commands(MARK + "docker run --network host busybox wget 127.0.0.1:22")),
    "privileged": Hostile(more=commands(MARK + "docker run --privileged --pid host busybox reboot -f")),
    "fork bomb": Hostile(more=cells("%%bash\n" + MARK + ":(){ :|:& };:")),
    "disk full": Hostile(more=cells("%%bash\n" + MARK + "cat /dev/zero > zeros")),
    "memory full": Hostile(more=cells("import pathlib; pathlib.Path('{mark}').touch(); x = [0] * 10**12")),
    "endless cell": Hostile(more=cells("%%bash\n" + MARK + "while true; do :; done")),
    "killed engine": Hostile(more=commands(MARK + "pkill -9 dockerd")),
    "patched helpers": Hostile(more=cells("import helpers.checks; helpers.checks.grade = lambda *a: 100")),
    "patched assert": Hostile(more=cells("import builtins; builtins.AssertionError = type('x', (), {})")),
    "check duplicated": Hostile(more=cells(*['lab.check("hello")'] * 2, grade=True)),
    "check deleted": Hostile(more=cells("# nothing")),
    "check edited": Hostile(more=cells("1000", "1000", "1000", grade=True)),
    # a forged record
    "says passed": Hostile(lie(), flags=UNPROVED),
    "says earned": Hostile(lie(earned={}), flags=UNPROVED),
    "answers are true": Hostile(answered(True), flags=MALFORMED),
    "answers are nothing": Hostile(answered(None), flags=MALFORMED),
    "answers are lists in lists": Hostile(answered([[[[]]]] * 1000), flags=MALFORMED),
    "journal forged": Hostile(more={"journal.jsonl": b'{"action": "create", "name": "ready-hello"}\n' * 999}),
    "report forged": Hostile(more={"report.json": json.dumps({"lessons": {LESSON: {"points": 6}}}).encode()}),
    # what might break who reads it
    "deep": Hostile(b'{"tape":' + b"[" * 200_000, refused="tape"),
    "huge number": Hostile(lie().replace(b'"earned_at": 1', b'"earned_at": ' + b"9" * 9000), refused="tape"),
    "far number": Hostile(lie(earned_at=10**30), flags=UNPROVED | {"time"}),
    "no number": Hostile(lie().replace(b'"earned_at": 1', b'"earned_at": NaN'), refused="tape"),
    "many tasks": Hostile(many_tasks(), refused="tape"),
    "another lesson's": Hostile(lie().replace(LESSON.encode(), b"01_kernel"), refused="tape"),
    "a pattern's worst": Hostile(with_string("a" * 50_000 + "!"), flags=UNPROVED),
    "half a letter": Hostile(with_string("\ud800"), flags=UNPROVED),
    "markup": Hostile(with_string(MARKUP), flags=UNPROVED),
    "a file above": Hostile(edit=named("../../../x-above"), refused="손상"),
    "a file at the root": Hostile(edit=named("/tmp/course-root"), refused="손상"),
    "a name with markup": Hostile(edit=named(f"notebooks/ko/{MARKUP}"), flags=frozenset({"edited"})),
    "half a letter in a name": Hostile(edit=manifest(files={"\ud800": ""}), flags=UNSIGNED | {"edited"}),
    "another's number": Hostile(edit=manifest(learner=1), flags=UNSIGNED),
    "a number that is none": Hostile(edit=manifest(learner=10**40), flags=frozenset({"stranger"})),
    "a time that is none": Hostile(edit=manifest(made="9999-12-31T23:59:59+00:00"), refused="manifest.json"),
    "a time to come": Hostile(edit=manifest(made="2999-12-31T23:59:59+00:00"), flags=UNSIGNED | {"time"}),
    "a language that is a path": Hostile(edit=manifest(lang="../x"), flags=UNSIGNED),
}  # fmt: skip


@pytest.fixture(scope="module")
def group() -> classfile.Class:
    return classfile.new("Class", [Person("Honest", "1"), Person(MARKUP, "2")], [LESSON])


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_hand_in_earns_nothing_and_harms_nobody(kind, group, tmp_path, capsys):
    hostile, folder, mark = KINDS[kind], tmp_path / "handed-in", tmp_path / "executed"
    folder.mkdir()
    handed_in(folder, "honest", group, 1, recorded.solved())
    more = {name: body.replace(b"{mark}", str(mark).encode()) for name, body in (hostile.more or {}).items()}
    made = handed_in(folder, "hostile", group, 2, hostile.tape or recorded.untouched(), more)
    if hostile.edit:
        repacked(made, made, hostile.edit)
    before = around(tmp_path)
    start = time.monotonic()
    out, class_file = tmp_path / "out", tmp_path / "class.json"
    group.save(class_file)
    code = main(["grade", str(folder), "--class", str(class_file), "--out", str(out), "--workers", "1"])
    assert time.monotonic() - start < SECONDS
    told = capsys.readouterr().out
    raw = json.loads((out / "grades.json").read_text())
    marked = {row["file"]: row for row in raw["marked"]}
    refused = {row["file"]: row["reason"] for row in raw["refused"]}
    assert marked["honest.course.tar.gz"]["points"] == FULL
    if hostile.refused:
        assert hostile.refused in refused["hostile.course.tar.gz"]
        assert sum(line.startswith("hostile.course.tar.gz: ") for line in told.splitlines()) == 1
    else:
        row = marked["hostile.course.tar.gz"]
        assert row["points"] == 0
        assert {flag["kind"] for flag in row["flags"]} == hostile.flags
    assert code == int(bool(hostile.refused))
    assert not mark.exists() and around(tmp_path) - {"state"} == before | {"out", "class.json"}
    assert not [page for page in out.rglob("*.html") if MARKUP in page.read_text()]


def around(folder: Path) -> set[str]:
    """What lies where a file that climbs out would land."""
    return {
        path.name
        for place in (folder, Path("/tmp"))
        for path in place.iterdir()
        if "course-root" in path.name or place == folder
    }


NAMES = [
    b"\xb1\xe8.course.tar.gz",  # CP949, as Windows packs it
    b"a" * 240 + b".course.tar.gz",
    b"new\nline.course.tar.gz",
    b"<b>&.course.tar.gz",
    b"-rf.course.tar.gz",
]


def test_a_files_name_stops_nobody_and_two_of_one_name_have_a_page_each(group, tmp_path, capsys):
    folder, class_file = tmp_path / "handed-in", tmp_path / "class.json"
    for learner in ("Kim_1_file", "Lee_2_file"):
        (folder / learner).mkdir(parents=True)
    group.save(class_file)
    handed_in(folder / "Kim_1_file", "work", group, 1, recorded.solved())
    body = handed_in(folder / "Lee_2_file", "work", group, 2, recorded.untouched()).read_bytes()
    for name in NAMES:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(body)
    out = tmp_path / "out"
    assert main(["grade", str(folder), "--class", str(class_file), "--out", str(out)]) == 0
    raw = json.loads((out / "grades.json").read_text())
    points = {row["file"]: row["points"] for row in raw["marked"]}
    assert len(points) == len(NAMES) + 2
    assert points["Kim_1_file_work.course.tar.gz"] == FULL
    assert points["Lee_2_file_work.course.tar.gz"] == 0
    assert len(list((out / "learners").glob("*.html"))) == len(points)
    assert len(capsys.readouterr().out.splitlines()) <= 3
