"""Reads a lesson as its author writes it: labs/NN_slug/lesson.md, jupytext MyST, in Korean.

The front matter's `course:` holds four lists (questions, objectives, prerequisites, key_points).
A code cell may say `task: ID` (the learner solves it here, the author's answer stands between the
solution marks) or `check: ID` (its only line is `lab.check("ID")`), and `tags:` for nbval.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import NoReturn

import jupytext
import yaml
from jupytext.myst import MystMetadataParsingError
from nbformat import NotebookNode

from helpers.checks import task_words
from helpers.editions.ids import Ids
from helpers.errors import LessonError
from helpers.i18n import _
from helpers.markdown import fenced, headings, tokens

BEGIN, END = task_words.BEGIN, task_words.END
_OWN_KEYS = task_words.KEYS
_ID = re.compile(r"[A-Za-z0-9_-]+")
# JupyterLab shows Markdown, not MyST: a directive would stand in the lesson as raw text.
_DIRECTIVE = re.compile(r"\s*(?::{3,}|(?:`{3,}|~{3,})\{(?!code-cell\}))")


@dataclass(frozen=True)
class Front:
    """What opens and closes a lesson; each is a list of sentences in Markdown."""

    questions: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    key_points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One cell of the lesson; `id` stays the same when another section is edited."""

    id: str
    text: str
    is_code: bool = False
    task: str = ""
    check: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A lesson as written, in order."""

    name: str
    front: Front
    cells: tuple[Cell, ...]

    @property
    def checks(self) -> tuple[str, ...]:
        """The ids of the tasks that are graded, in order."""
        return tuple(cell.check for cell in self.cells if cell.check)


def read(folder: Path) -> Source:
    """Read and verify labs/NN_slug/lesson.md; raises LessonError that names the place."""
    path = folder / "lesson.md"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        _reject(f"{folder.name}/lesson.md", _("파일이 없습니다."))
    return _parsed(folder.name, text)


@cache  # every edition in every language is made from the same text
def _parsed(name: str, text: str) -> Source:
    where = f"{name}/lesson.md"
    _reject_directives(where, text)
    try:
        notebook = jupytext.reads(text, fmt="md:myst")
    except (yaml.YAMLError, MystMetadataParsingError, ValueError) as error:
        _reject(where, " ".join(str(error).split()))
    cells = tuple(_cells(where, name, notebook))
    _verify_once(where, [cell.check for cell in cells if cell.check])
    return Source(name, _front(where, notebook.metadata.get("course", {})), cells)


def _reject(where: str, what: str) -> NoReturn:
    raise LessonError(
        _("단원 원본 {where}에 문제가 있습니다. {what}").format(where=where, what=what),
        _("고친 다음 `course build`를 다시 실행하세요."),
        code="lesson-source",
    )


def _reject_directives(where: str, text: str) -> None:
    openings = {token.map[0] for token in tokens(text) if token.type == "fence" and token.map}
    inside = fenced(text) - openings
    for number, line in enumerate(text.splitlines()):
        if number not in inside and _DIRECTIVE.match(line):
            _reject(
                f"{where}:{number + 1}",
                _("JupyterLab은 이 표기를 보여 주지 못합니다. 인용문(>)으로 쓰세요: {line}").format(
                    line=line.strip()
                ),
            )


def _front(where: str, raw: object) -> Front:
    names = {field.name for field in fields(Front)}
    if not isinstance(raw, dict) or set(raw) - names:
        _reject(where, _("`course:`에는 {names}만 쓸 수 있습니다.").format(names=", ".join(sorted(names))))
    for name, lines in raw.items():
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            _reject(
                where,
                _("`{name}`에는 문장의 목록이 와야 합니다. 콜론이 있는 문장은 따옴표로 감싸세요.").format(
                    name=name
                ),
            )
    return Front(**{name: tuple(line.strip() for line in lines) for name, lines in raw.items()})


def _cells(where: str, lesson: str, notebook: NotebookNode) -> Iterator[Cell]:
    ids = Ids(lesson[:2])
    for raw in notebook.cells:
        if raw.cell_type != "code":
            if any(level == 1 for level, _name in headings(raw.source)):
                _reject(where, _("단원 제목은 course.toml에 씁니다. 본문의 제목은 ##부터 시작하세요."))
            yield Cell(ids.markdown(raw.source), raw.source)
            continue
        task, check = (_task_id(where, raw.metadata.get(key, "")) for key in ("task", "check"))
        cell_id = ids.answer(task) if task else ids.check(check) if check else ids.code()
        cell = Cell(cell_id, raw.source, True, task, check, tuple(raw.metadata.get("tags", ())))
        _verify(where, cell, set(raw.metadata) - _OWN_KEYS)
        yield cell


def _task_id(where: str, value: object) -> str:
    if value and not _ID.fullmatch(str(value)):
        _reject(where, _("과제 이름에는 영문자, 숫자, -, _만 쓸 수 있습니다: {name}").format(name=value))
    return str(value)


def _verify(where: str, cell: Cell, unknown: set[str]) -> None:
    """One cell follows the rules that keep answers out of the learner edition and grades right."""
    if unknown:
        _reject(where, _("셀에 쓸 수 없는 항목입니다: {keys}").format(keys=", ".join(sorted(unknown))))
    marks = [line.strip() for line in cell.text.splitlines() if line.strip() in (BEGIN, END)]
    mentions = cell.text.count("BEGIN SOLUTION") + cell.text.count("END SOLUTION")
    if mentions != len(marks) or marks != [BEGIN, END] * (len(marks) // 2):
        _reject(
            where,
            _("'{begin}'과 '{end}'가 짝이 맞지 않습니다 (셀 {id}).").format(begin=BEGIN, end=END, id=cell.id),
        )
    if bool(marks) != bool(cell.task):
        _reject(
            where, _("풀이 표시는 `task:` 셀에만, 그리고 반드시 있어야 합니다 (셀 {id}).").format(id=cell.id)
        )
    if cell.check and cell.text.strip() != f'lab.check("{cell.check}")':
        _reject(where, _('`check: {id}` 셀에는 lab.check("{id}") 한 줄만 쓰세요.').format(id=cell.check))


def _verify_once(where: str, checks: list[str]) -> None:
    for check in checks:
        if checks.count(check) > 1:
            _reject(where, _("과제 {id}의 채점 셀이 둘 이상입니다.").format(id=check))
