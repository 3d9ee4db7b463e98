"""Hand-ins without an engine: lesson 00 from what an engine once answered (tests/mutation/evidence)."""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping
from pathlib import Path

from helpers.checks import BLOCKED, PASSED, load
from helpers.grading.classfile import Class
from helpers.grading.handin import SUFFIX, Handin, pack
from helpers.grading.tape import Recorded, Tape
from tests.mutation.evidence import HERE

LESSON = "00_ready"


def solved() -> Tape:
    """The lesson as somebody has solved it."""
    raw = json.loads(lzma.decompress((HERE / f"{LESSON}.json.xz").read_bytes()))
    passed = {case["task"]: case["evidence"] for case in raw["cases"] if case["said"][0] == PASSED}
    answers = {
        task: {key: raw["answers"][number] for key, number in evidence.items()}
        for task, evidence in passed.items()
    }
    return Tape(LESSON, {task: Recorded(now, PASSED) for task, now in answers.items()})


def untouched() -> Tape:
    """The lesson as nobody has begun it."""
    return Tape(LESSON, {task.id: Recorded({}, BLOCKED) for task in load(LESSON).tasks})


def handed_in(
    folder: Path,
    name: str,
    group: Class,
    number: int,
    tape: Tape | bytes,
    more: Mapping[str, bytes] | None = None,
) -> Path:
    """A signed file of this learner's."""
    body = tape if isinstance(tape, bytes) else tape.json().encode("utf-8", "backslashreplace")
    who = group.membership(number)
    path = folder / f"{name}{SUFFIX}"
    pack(
        Handin({f"tapes/{LESSON}.json": body, **(more or {})}, {}), who, who.seed, f"engine of {number}", path
    )
    return path
