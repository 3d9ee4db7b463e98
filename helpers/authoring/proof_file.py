"""labs/NN_slug/proof.sh: mistakes that must not pass and other roads that must, as plain shell.

BOX=git-box                                  lines before the first task are common to all

## box                                       a task
# miss: made from another image              a mistake, and what it is
docker run -dit --name "$BOX" busybox sh
# says: 다른 이미지에서 만들어졌습니다           a part of what the check must say of it
# status: blocked                            if it is not failed
# explained: name-taken                      the engine refuses a command, and explain must know it
# undo:                                      only what the prover cannot see: see helpers.authoring.prove
docker start git-box

# way: made first, started later             another road that must pass
docker create -it --name "$BOX" debian:trixie-slim bash && docker start "$BOX"
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from helpers.errors import LessonError
from helpers.i18n import _

FILE = "proof.sh"
_TASK = re.compile(r"## ([a-z0-9-]+)\s*")
_MARK = re.compile(r"# (miss|way|says|status|explained|undo):\s*(.*)")


@dataclass(frozen=True)
class Attempt:
    """One road that somebody takes: commands, how to go back, and what becomes of it.

    A miss must not pass: its check must say `says`, and what the engine refused must be explained by
    the code `explained` if one is given. A way must pass.
    """

    kind: str
    name: str
    commands: str = ""
    undo: str = ""
    says: str = ""
    status: str = "failed"
    explained: str = ""


@dataclass(frozen=True)
class ProofFile:
    """Every task's attempts in order, and the lines that stand before them all."""

    common: str = ""
    attempts: dict[str, tuple[Attempt, ...]] = field(default_factory=dict)

    def misses(self, task: str) -> tuple[Attempt, ...]:
        """The task's mistakes."""
        return tuple(attempt for attempt in self.attempts.get(task, ()) if attempt.kind == "miss")

    def ways(self, task: str) -> tuple[Attempt, ...]:
        """The task's other roads."""
        return tuple(attempt for attempt in self.attempts.get(task, ()) if attempt.kind == "way")


def read(folder: Path) -> ProofFile:
    """The proof of the lesson in a folder. Raises LessonError that names the line."""
    path = folder / FILE
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise _wrong(folder, 0, str(error)) from error
    common: list[str] = []
    attempts: dict[str, list[Attempt]] = {}
    task, part = "", "commands"
    for number, line in enumerate(lines, 1):
        mark = _MARK.fullmatch(line)
        if named := _TASK.fullmatch(line):
            task = named[1]
            attempts.setdefault(task, [])
        elif not mark:
            if task and attempts[task]:
                attempts[task][-1] = _with_line(attempts[task][-1], part, line)
            else:
                common.append(line)
        elif mark[1] in ("miss", "way"):
            if not task:
                raise _wrong(folder, number, _("`## 과제` 줄이 먼저 와야 합니다."))
            attempts[task].append(Attempt(mark[1], mark[2]))
            part = "commands"
        elif not task or not attempts[task]:
            raise _wrong(folder, number, _("`# miss:`나 `# way:` 줄이 먼저 와야 합니다."))
        elif mark[1] == "undo":
            part = "undo"
        else:
            attempts[task][-1] = replace(attempts[task][-1], **{mark[1]: mark[2]})
            part = "ignored"
    found = ProofFile("\n".join(common), {name: tuple(tries) for name, tries in attempts.items()})
    _verify(folder, found)
    return found


def _with_line(attempt: Attempt, part: str, line: str) -> Attempt:
    if part == "ignored":
        return attempt
    return replace(attempt, **{part: f"{getattr(attempt, part)}{line}\n"})


def _verify(folder: Path, found: ProofFile) -> None:
    for task, attempts in found.attempts.items():
        for attempt in attempts:
            if not attempt.commands.strip() or (attempt.kind == "miss" and not attempt.says):
                raise _wrong(
                    folder,
                    0,
                    _("{task}, {name}: 명령이나 `# says:`가 없습니다.").format(task=task, name=attempt.name),
                )


def _wrong(folder: Path, line: int, what: str) -> LessonError:
    where = f"{folder.name}/{FILE}" + (f":{line}" if line else "")
    return LessonError(
        _("단원 원본 {where}에 문제가 있습니다. {what}").format(where=where, what=what),
        _("CONTRIBUTING.md의 '과제 더하기'를 보세요."),
        code="lesson-proof",
    )
