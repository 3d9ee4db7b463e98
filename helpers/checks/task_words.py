"""A task's words, which stand at its cell in lesson.md: title, points, hints, what is said of it.

    ```{code-cell} ipython3
    ---
    task: run-new
    title: debian:git으로 새 컨테이너를 실행하기
    points: 1
    needs: [commit]
    passed: 새 컨테이너가 git을 가지고 시작했습니다.
    says:
      no-git:
        message: git-new에서 git이 성공하지 않았습니다.
        expected: git --version, 종료 코드 0
        hint: "`docker logs git-new`로 까닭을 보세요."
    hints:
      - 커밋한 이미지도 다른 이미지와 똑같이 `docker run`으로 씁니다.
      - …
      - …
    ---
    ```

`other_way` (optional) is shown with the solution once the task has passed: how somebody with experience does
it, and why. `drawn: true`: the words may use what the lesson draws for each learner (helpers.checks.drawing).
`says` are a check's own sentences by key; what most tasks demand has its sentences in helpers.checks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

import yaml

from helpers.errors import LessonError
from helpers.i18n import _
from helpers.markdown import tokens

CELL = "{code-cell}"
FENCE = "---"
KEYS = {
    "task", "check", "tags", "title", "points", "needs", "passed", "says", "hints", "page", "silent", "drawn",
    "other_way",
}  # fmt: skip
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
SAYING = {"message", "expected", "hint"}


@dataclass(frozen=True)
class Saying:
    """A sentence of a check: what is wrong, what was expected, what to do; fields are filled later."""

    message: str
    expected: str = ""
    hint: str = ""

    def texts(self) -> Iterator[str]:
        """What has to be translated."""
        return (text for text in (self.message, self.expected, self.hint) if text)


@dataclass(frozen=True)
class TaskWords:
    """What lesson.md says of one task."""

    id: str
    title: str
    points: int
    hints: tuple[str, ...]
    needs: tuple[str, ...] = ()
    passed: str = ""
    says: Mapping[str, Saying] = field(default_factory=dict)
    page: Mapping[str, Any] | None = None
    silent: bool = False
    drawn: bool = False
    other_way: str = ""
    solution: str = ""

    def texts(self) -> Iterator[str]:
        """What has to be translated, in reading order."""
        yield self.title
        yield from self.hints
        for saying in self.says.values():
            yield from saying.texts()
        yield from (text for text in (self.passed, self.other_way) if text)


def read(folder: Path) -> tuple[TaskWords, ...]:
    """The words of every task of labs/NN_slug/lesson.md, in its order. Raises LessonError with the place."""
    where = f"{folder.name}/lesson.md"
    try:
        text = (folder / "lesson.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reject(where, str(error))
    found: dict[str, TaskWords] = {}
    solved: dict[str, list[str]] = {}
    for line, raw, code in _cells(where, text):
        if raw.get("task"):
            solved.setdefault(str(raw["task"]), []).append(_solution(code))
        if raw.get("task") and "title" in raw:  # a second cell of a task says nothing again
            words = _words(f"{where}:{line}", raw)
            if words.id in found:
                reject(f"{where}:{line}", _("과제 {id}의 제목이 두 번 나옵니다.").format(id=words.id))
            found[words.id] = words
    return tuple(
        replace(words, solution="\n\n".join(filter(None, solved[name]))) for name, words in found.items()
    )


def _solution(code: str) -> str:
    """What stands between the marks of the solution."""
    kept, inside = [], False
    for line in code.splitlines():
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
        elif inside:
            kept.append(line)
    return "\n".join(kept)


def _cells(where: str, text: str) -> Iterator[tuple[int, dict[str, Any], str]]:
    """Line, YAML header and code of each code cell that has a header."""
    for token in tokens(text):
        if token.type != "fence" or not token.info.strip().startswith(CELL):
            continue
        first, _newline, rest = token.content.partition("\n")
        if first.strip() != FENCE:
            continue
        line = (token.map or [0])[0] + 1
        try:
            header, _fence, code = rest.partition(f"\n{FENCE}\n")
            raw = yaml.load(header, Loader=_LOADER)  # noqa: S506  (a safe loader)
        except yaml.YAMLError as error:
            reject(f"{where}:{line}", " ".join(str(error).split()))
        if isinstance(raw, dict):
            yield line, raw, code


_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # five times as fast, where it was built


def _words(where: str, raw: Mapping[str, Any]) -> TaskWords:
    if unknown := set(raw) - KEYS:
        reject(where, _("셀에 쓸 수 없는 항목입니다: {keys}").format(keys=", ".join(sorted(unknown))))
    hints = tuple(str(hint).strip() for hint in raw.get("hints") or ())
    points = raw.get("points")
    if not isinstance(points, int) or points < 1:
        reject(where, _("`points`에는 1 이상의 정수를 쓰세요: {points}").format(points=points))
    if len(hints) != 3:
        reject(where, _("힌트는 세 개여야 합니다. 지금은 {n}개입니다.").format(n=len(hints)))
    return TaskWords(
        id=str(raw["task"]),
        title=str(raw["title"]).strip(),
        points=points,
        hints=hints,
        needs=tuple(raw.get("needs") or ()),
        passed=str(raw.get("passed") or "").strip(),
        says={str(key): _saying(where, str(key), value) for key, value in (raw.get("says") or {}).items()},
        page=raw.get("page"),
        silent=bool(raw.get("silent")),
        drawn=bool(raw.get("drawn")),
        other_way=str(raw.get("other_way") or "").strip(),
    )


def _saying(where: str, key: str, raw: object) -> Saying:
    if isinstance(raw, str):
        return Saying(raw.strip())
    if not isinstance(raw, dict) or not raw.get("message") or set(raw) - SAYING:
        reject(
            where,
            _("`says: {key}`에는 message가 있어야 하고, 그 밖에 expected와 hint만 쓸 수 있습니다.").format(
                key=key
            ),
        )
    return Saying(**{name: str(text).strip() for name, text in raw.items()})


def reject(where: str, what: str) -> NoReturn:
    """Raise LessonError that names the place in the author's file."""
    raise LessonError(
        _("단원 원본 {where}에 문제가 있습니다. {what}").format(where=where, what=what),
        _("고친 다음 `course build`를 다시 실행하세요."),
        code="lesson-source",
    )
