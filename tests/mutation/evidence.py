"""What each attempt of a lesson's proof made the engine answer, so that it can be judged again without one.

    COURSE_RECORD=FOLDER pytest tests/lessons/test_proof.py     one file a lesson
    replay(lesson)                                              what is judged otherwise now

An attempt is a mistake, another road, a solution, or nothing done at all. The answers are those of a real
engine; a condition that asks something else than it did then is blocked, which is told, too.
"""

from __future__ import annotations

import json
import lzma
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from helpers import i18n
from helpers.authoring.prove import FIELDS, Proof
from helpers.checks import LessonSpec, Result, find_task, load
from helpers.checks.look import Look
from helpers.checks.questions import Asking, Evidence
from helpers.checks.run import judge

HERE = Path(__file__).parent / "evidence"
SEED = "course-proof"  # of lesson 09, when it is recorded and when it is replayed
# of `docker info` only what a lesson may ask: the rest is about the machine of the recording
INFO = {
    "KernelVersion",
    "NCPU",
    "MemTotal",
    "ServerVersion",
    "OSType",
    "Architecture",
    "Driver",
    "CgroupVersion",
}
INFO_KEY = '["info"]'
GAP = {'["gap"]': True}  # as if events of the engine had been lost


def proof(lesson: str, *args: Any, **options: Any) -> Proof:
    """A lesson's proof; with COURSE_RECORD in the environment it is kept there."""
    if folder := os.environ.get("COURSE_RECORD"):
        os.environ["COURSE_SEED"] = SEED
        return Recording(lesson, *args, into=Path(folder), **options)
    return Proof(lesson, *args, **options)


@dataclass
class Recording(Proof):
    """A proof that writes down what its judgements rested on."""

    into: Path = HERE
    cases: list[dict[str, Any]] = field(default_factory=list)
    _pool: dict[str, int] = field(default_factory=dict)

    def run(self, task_id: str = "") -> list[str]:
        """The proof, and the file."""
        wrong = super().run(task_id)
        self.into.mkdir(parents=True, exist_ok=True)
        answers = [json.loads(answer) for answer in self._pool]
        text = json.dumps({"answers": answers, "cases": self.cases}, ensure_ascii=False)
        (self.into / f"{load(self.lesson).lesson}.json.xz").write_bytes(lzma.compress(text.encode()))
        return wrong

    def passes(self, task: str, case: str) -> None:
        """As in the proof."""
        self._record(task, case)
        super().passes(task, case)

    def fails(self, task: str, case: str, says: str = "", status: str = "") -> None:
        """As in the proof."""
        self._record(task, case)
        super().fails(task, case, says, status)

    def _record(self, name: str, case: str) -> None:
        spec = load(self.lesson)
        look = Look(self.api, spec.lesson, spec.scope, says=spec.says)
        result = _verdict(spec, look, name)
        evidence = look.ask.asking.evidence()
        if INFO_KEY in evidence:
            evidence[INFO_KEY] = {key: evidence[INFO_KEY].get(key) for key in INFO}
        self.cases.append(
            {
                "task": name,
                "case": case,
                "said": [*_said(result), _with_gap(spec, evidence, name)],
                "evidence": {key: self._number(answer) for key, answer in evidence.items()},
            }
        )

    def _number(self, answer: object) -> int:
        text = json.dumps(answer, ensure_ascii=False, sort_keys=True)
        return self._pool.setdefault(text, len(self._pool))


def judged(lesson: str) -> list[tuple[str, list[str], list[str]]]:
    """Each recorded attempt: what it is, its verdict then, its verdict now.

    A verdict is the status with its words, and the status there would be if the journal had a gap.
    """
    spec = load(lesson)
    recorded = json.loads(lzma.decompress((HERE / f"{spec.lesson}.json.xz").read_bytes()))
    found = []
    for case in recorded["cases"]:
        answers = {key: recorded["answers"][number] for key, number in case["evidence"].items()}
        now = _said(_verdict(spec, _played(spec, answers), case["task"]))
        now.append(_with_gap(spec, answers, case["task"]))
        found.append((f"{case['task']} · {case['case']}", case["said"], now))
    return found


def _with_gap(spec: LessonSpec, answers: Evidence, task: str) -> str:
    return _verdict(spec, _played(spec, {**answers, **GAP}), task).status


def _played(spec: LessonSpec, answers: Evidence) -> Look:
    return Look(None, spec.lesson, spec.scope, Asking(answers), spec.says)


def _verdict(spec: LessonSpec, look: Look, task: str) -> Result:
    with i18n.speaking(i18n.SOURCE):
        return judge(spec, replace(find_task(spec, task), needs=()), look, {})


def _said(result: Result) -> list[str]:
    return [result.status, *(getattr(result, name) for name in FIELDS)]


def replay(lesson: str) -> list[str]:
    """Each recorded attempt that is judged otherwise now, with what was said then and what is said now."""
    return [f"{name}: {then} → {now}" for name, then, now in judged(lesson) if then != now]
