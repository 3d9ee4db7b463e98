"""Prove a lesson on an engine: every task fails untouched, fails on each mistake with the fitting words,
passes by each other road, and passes when solved as the lesson solves it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import docker

from helpers import i18n
from helpers.authoring.giveaway import gives_away, shown
from helpers.authoring.proof_file import Attempt, ProofFile
from helpers.authoring.proof_file import read as read_proof
from helpers.authoring.setback import Lost, set_back
from helpers.authoring.solutions import solutions
from helpers.checks import BLOCKED, PASSED, Report, Result, find_task, grade, load
from helpers.course import lesson as find_lesson
from helpers.engine import Engine, translate
from helpers.i18n import _
from helpers.lab import Baseline, Inventory, inventory, reset
from helpers.launch.server import environment

NEIGHBOUR = "neighbour"  # the seed of somebody who is not the learner
SHELL_TIMEOUT = 300  # seconds for one attempt; the longest ones install packages
FIELDS = ("message", "expected", "found", "hint")
STRICT = "set -e -o pipefail\n"  # a solution, a way and an undo have to succeed
Say = Callable[[str], None]


@dataclass
class Proof:
    """Works through one lesson, or up to one task of it, and collects what is wrong.

    The engine must be the prover's own: between attempts everything new on it is removed. `folder` is
    the learner's, with the lesson's files; `say` is told of each step. Without `attempts` only the solution
    is tried, and nothing done at all. What the tasks of `untold` rest on this engine does not tell: they are
    done, must not be called wrong, and pass after the commands given there, if there are any.
    """

    lesson: str
    engine: Engine
    folder: Path
    say: Say = lambda line: None
    attempts: bool = True
    untold: Mapping[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    _before: Inventory = field(default_factory=dict)

    def run(self, task_id: str = "") -> list[str]:
        """Prove each task, or only one; what was wrong, one line each.

        Before a task the solutions of the earlier ones are run. Raises LessonError.
        """
        spec, proof, answers = (
            load(self.lesson),
            read_proof(find_lesson(self.lesson).folder),
            solutions(self.lesson),
        )
        Baseline.of(self.api)  # whatever is made from here on is the learner's
        self._before = inventory(self.api)
        ids = [task.id for task in spec.tasks]
        for name in proof.attempts.keys() - set(ids):
            self.note(False, _("proof.sh에 없는 과제가 나옵니다: {task}").format(task=name))
        for name in ids[: ids.index(task_id) + 1] if task_id else ids:
            if name in self.untold:
                self._untold(name, answers[name])
            elif not task_id or name == task_id:
                self._prove(name, proof, answers[name])
            else:
                self.say(_("{task}: 풀이 실행").format(task=name))
                self.shell(answers[name], strict=True)
        if not task_id:
            self.counts(grade(self.lesson, api=self.api, now=True))
        return self.wrong

    def counts(self, report: Report) -> None:
        """Every task that this engine tells enough of has its points."""
        self.note(
            all(result.earned for result in report.tasks if self.untold.get(result.id, "any")),
            _("모두 푼 뒤에 점수가 {points}/{max}입니다:\n{report}").format(
                points=report.points, max=report.max_points, report=report.text()
            ),
        )

    def resets(self) -> None:
        """After the proof of a whole lesson `course reset` takes everything away; what stays, SCOPE lacks."""
        spec = load(self.lesson)
        _removed, stayed = reset(self.api, spec.lesson, spec.scope, lambda thing: None)
        left = [
            f"{kind} {name}"
            for kind, things in inventory(self.api).items()
            for name in things.keys() - self._before[kind].keys()
        ]
        self.note(
            not (left or stayed),
            _("`course reset` 뒤에 남는 것이 있습니다. SCOPE에 그 이름을 넣으세요: {left}").format(
                left=", ".join(left or (thing.why for thing in stayed))
            ),
        )

    def _untold(self, task: str, answer: str) -> None:
        self.shell(answer, strict=True)
        self.note(
            self.judge(task).status in (BLOCKED, PASSED),
            _("{task}: 판단할 수 없는데 틀렸다고 합니다.").format(task=task),
        )
        if remedy := self.untold[task]:
            self.shell(remedy, strict=True)
            self.passes(task, remedy)

    def _prove(self, task: str, proof: ProofFile, answer: str) -> None:
        self.note(proof.misses(task), _("{task}: proof.sh에 `# miss:`가 없습니다.").format(task=task))
        self.fails(task, _("손대지 않았을 때"))
        if self.attempts:
            self._try(task, proof)
            self.fails(task, _("되돌린 뒤에"))
            self._neighbour(task, proof, answer)
        self.shell(answer, strict=True)
        self.passes(task, _("풀이"))

    def _try(self, task: str, proof: ProofFile) -> None:
        for attempt in (*proof.misses(task), *proof.ways(task)):
            with self._attempt(task, attempt, proof.common) as said:
                if attempt.kind == "way":
                    self.passes(task, attempt.name)
                else:
                    self.fails(task, attempt.name, attempt.says, attempt.status)
                    self._explains(task, attempt, said)

    def _neighbour(self, task: str, proof: ProofFile, answer: str) -> None:
        """Where values are drawn, a neighbour's work must not pass for mine."""
        if find_task(load(self.lesson), task).drawing:
            theirs = f"export COURSE_SEED={NEIGHBOUR}\n{answer}"
            attempt = Attempt("miss", _("옆 사람의 풀이"), theirs)
            with self._attempt(task, attempt, proof.common):
                self.fails(task, attempt.name)

    def _attempt(self, task: str, attempt: Attempt, common: str) -> _Attempting:
        return _Attempting(self, task, attempt, common)

    @property
    def api(self) -> docker.APIClient:
        """A new client each time: the proof must not depend on what an old one remembers."""
        return self.engine.client().api

    def judge(self, task: str) -> Result:
        """One task's outcome now, in the language in which `# says:` is written."""
        with i18n.speaking(i18n.SOURCE):
            return grade(self.lesson, task, api=self.api, now=True).tasks[0]

    def passes(self, task: str, case: str) -> None:
        """The task must pass."""
        result = self.judge(task)
        self.note(
            result.status == PASSED,
            _("{task}: '{case}'인데 통과하지 못합니다:\n{said}").format(
                task=task, case=case, said=result.text()
            ),
        )

    def fails(self, task: str, case: str, says: str = "", status: str = "") -> None:
        """The task must not pass, and must say what fits."""
        result = self.judge(task)
        said = " ".join(getattr(result, name) for name in FIELDS)
        where = _("{task}: '{case}'").format(task=task, case=case)
        self.note(
            result.status != PASSED,
            _("{where}인데 통과합니다: {said}").format(where=where, said=result.message),
        )
        self.note(
            says in said or result.status == PASSED,
            _("{where}: '{says}'라는 말이 없습니다. 나온 말:\n{said}").format(
                where=where, says=says, said=result.text()
            ),
        )
        hint = find_task(load(self.lesson), task).hints[-1]
        command = gives_away(said, hint, shown(self.lesson))
        self.note(
            not command,
            _("{where}: 셋째 힌트의 명령을 말합니다: {command}").format(where=where, command=command),
        )
        self.note(
            status in ("", result.status) or result.status == PASSED,
            _("{where}: {status}이어야 하는데 {found}입니다.").format(
                where=where, status=status, found=result.status
            ),
        )

    def _explains(self, task: str, attempt: Attempt, said: str) -> None:
        """What a command of a mistake printed must be known, where the engine refused it."""
        if attempt.explained:
            known = translate(said)
            self.note(
                known is not None and known.code == attempt.explained,
                _("{task}: '{case}': course explain이 {code} 대신 {known}(으)로 설명합니다: {said}").format(
                    task=task, case=attempt.name, code=attempt.explained, known=known, said=said[-300:]
                ),
            )

    def note(self, right: object, what: str) -> None:
        """Collect what is wrong, and say it at once."""
        if not right:
            self.wrong.append(what)
            self.say(f"✗ {what}")

    def shell(self, commands: str, *, strict: bool = False) -> str:
        """Run a learner's commands against the engine; `strict`: they have to succeed. What they print."""
        with subprocess.Popen(
            ["bash", "-c", (STRICT if strict else "") + commands],
            cwd=self.folder,
            env=environment(os.environ, self.engine.env()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        ) as shell:
            try:
                said, _none = shell.communicate(timeout=SHELL_TIMEOUT)
            except subprocess.TimeoutExpired:
                os.killpg(shell.pid, signal.SIGKILL)
                self.note(
                    False,
                    _("{seconds}초 안에 끝나지 않습니다: {commands}").format(
                        seconds=SHELL_TIMEOUT, commands=commands
                    ),
                )
                return ""
        self.note(
            not strict or shell.returncode == 0,
            _("명령이 실패합니다(종료 코드 {code}): {commands}\n{said}").format(
                code=shell.returncode, commands=commands.strip(), said=said.strip()[-300:]
            ),
        )
        return said


class _Attempting:
    """One attempt: made on entering, taken back on leaving."""

    def __init__(self, proof: Proof, task: str, attempt: Attempt, common: str):
        self.proof, self.task, self.attempt, self.common = proof, task, attempt, common
        self.lost: list[Lost] = []
        self.began = time.monotonic()
        self._back = set_back(proof.api, proof.folder, self.lost)

    def __enter__(self) -> str:
        self._back.__enter__()
        way = self.attempt.kind == "way"
        return self.proof.shell(f"{self.common}\n{self.attempt.commands}", strict=way)

    def __exit__(self, *error: object) -> None:
        if self.attempt.undo.strip():
            self.proof.shell(f"{self.common}\n{self.attempt.undo}", strict=True)
        self._back.__exit__(None, None, None)
        self._remake()
        self.proof.say(
            _("{task}: {kind} '{name}' {seconds}초").format(
                task=self.task,
                kind=_("다른 길") if self.attempt.kind == "way" else _("실수"),
                name=self.attempt.name,
                seconds=round(time.monotonic() - self.began, 1),
            )
        )
        self.proof.note(
            not self.lost,
            _("{task}: '{name}' 뒤에 되돌릴 수 없는 것이 있습니다. `# undo:`를 쓰세요: {lost}").format(
                task=self.task,
                name=self.attempt.name,
                lost=", ".join(f"{lost.kind} {lost.name}" for lost in self.lost),
            ),
        )

    def _remake(self) -> None:
        """What an attempt had removed and its undo made again was new, and went, too: made now, it stays."""
        if self.lost and self.attempt.undo.strip():
            self.proof.shell(f"{self.common}\n{self.attempt.undo}", strict=True)
            there = inventory(self.proof.api)
            self.lost[:] = [lost for lost in self.lost if lost.name not in there[lost.kind]]
