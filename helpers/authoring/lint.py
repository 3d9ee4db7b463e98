"""What can be said of a lesson from its files alone, before anybody runs it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain

from helpers.authoring import quiz_lint, readable
from helpers.authoring.giveaway import gives_away, shown
from helpers.authoring.proof_file import read as read_proof
from helpers.authoring.solutions import solutions
from helpers.checks import load, task_words
from helpers.checks.load import OTHERS
from helpers.checks.quiz import quizzes
from helpers.course import Lesson, course
from helpers.editions.phrases import SLIDE, notes
from helpers.editions.source import read
from helpers.i18n import _
from helpers.markdown import headings
from helpers.paths import LABS

CORE_POINTS = 100  # what the lessons that are not marked `extra` are worth together
_SPEAKS = ("expect", "NotYet", "say")
_MAKES = (
    (r"--name[ =](\S+)", "container"),
    (r"docker (?:buildx )?build\b[^\n]*?(?:-t|--tag)[ =](\S+)", "image"),
    (r"docker (?:image )?tag \S+ (\S+)", "image"),
    (r"docker (?:container )?commit (?:-\S+ (?:'[^']*'|\"[^\"]*\"|\S+) )*\S+ (\S+)", "image"),
    (r"docker volume create (?:--\S+ )*(\S+)", "volume"),
    (r"docker network create (?:--\S+ )*(\S+)", "network"),
)


def problems() -> list[str]:
    """What is wrong with the course as its authors wrote it, one sentence each. Raises LessonError."""
    found = list(chain.from_iterable(map(_lesson, course().lessons)))
    points = sum(load(lesson.name).points for lesson in course().lessons if not lesson.extra)
    if points > CORE_POINTS:
        too_many = _("과정의 점수가 모두 {points}점입니다. 약속은 {core}점입니다: {difference}점을 빼세요.")
        found.append(too_many.format(points=points, core=CORE_POINTS, difference=points - CORE_POINTS))
    elif points < CORE_POINTS:
        too_few = _("과정의 점수가 모두 {points}점입니다. 약속은 {core}점입니다: {difference}점을 더하세요.")
        found.append(too_few.format(points=points, core=CORE_POINTS, difference=CORE_POINTS - points))
    return found


def _lesson(lesson: Lesson) -> Iterator[str]:
    spec, proof = load(lesson.name), read_proof(lesson.folder)
    used = set(_keys(lesson))
    for key in sorted(used - set(spec.says)):
        yield _("{lesson}: 조건이 쓰는 말 '{key}'가 lesson.md의 `says:`에 없습니다.").format(
            lesson=lesson.name, key=key
        )
    for key in sorted(set(spec.says) - used):
        yield _("{lesson}: `says:`의 '{key}'를 쓰는 조건이 없습니다.").format(lesson=lesson.name, key=key)
    for task in spec.tasks:
        if not proof.misses(task.id):
            yield _("{lesson}: 과제 {task}에 실수(`# miss:`)가 없습니다.").format(
                lesson=lesson.name, task=task.id
            )
    for task_id in proof.attempts.keys() - {task.id for task in spec.tasks}:
        yield _("{lesson}: proof.sh에 없는 과제가 나옵니다: {task}").format(lesson=lesson.name, task=task_id)
    yield from quiz_lint.problems(lesson)
    yield from readable.problems(lesson)
    yield from _gives_away(lesson)
    yield from _slides_of_notes(lesson)
    for task_id, commands in solutions(lesson.name).items():
        for kind, name in _made(commands):
            if name not in spec.scope.names(kind):
                yield _(
                    "{lesson}: {task}의 풀이가 만드는 {name}이(가) SCOPE에 없어서 reset이 지우지 못합니다."
                ).format(lesson=lesson.name, task=task_id, name=name)


def _gives_away(lesson: Lesson) -> Iterator[str]:
    """Messages that say what the third hint of their task says."""
    for task in task_words.read(lesson.folder):
        for key, saying in task.says.items():
            for text in saying.texts():
                if command := gives_away(text, task.hints[-1], shown(lesson.name)):
                    yield _("{lesson}: `says: {key}`가 셋째 힌트의 명령을 말합니다: {command}").format(
                        lesson=lesson.name, key=key, command=command
                    )


def _slides_of_notes(lesson: Lesson) -> Iterator[str]:
    """Notes for a slide that the lesson does not have."""
    cells = read(lesson.folder).cells
    prose = chain.from_iterable(headings(cell.text) for cell in cells if not cell.is_code)
    known = {title for _level, title in prose} | {cell.task for cell in cells}
    known |= {f"quiz {question}" for question in quizzes(lesson.name)}
    for name in SLIDE.findall(notes(LABS.parent, lesson.name, marked=True)):
        if name not in known:
            yield _(
                "{lesson}: notes.md가 말하는 슬라이드가 없습니다: {name}. 과제의 id, `quiz`와 퀴즈의 id,"
                " 또는 lesson.md의 제목을 적으세요."
            ).format(lesson=lesson.name, name=name)


def _keys(lesson: Lesson) -> Iterator[str]:
    """Every key of a sentence that the lesson's conditions name."""
    for path in sorted(lesson.folder.glob("*.py")):
        if path.stem in OTHERS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in _SPEAKS:
                place = 1 if _called(node) == "expect" else 0
                for part in ast.walk(node.args[place]) if len(node.args) > place else ():
                    if isinstance(part, ast.Constant) and re.fullmatch(r"[a-z][a-z0-9-]*", str(part.value)):
                        yield str(part.value)


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _made(commands: str) -> Iterator[tuple[str, str]]:
    """Kind and name of what a solution makes; names that a shell fills in are not known here."""
    for pattern, kind in _MAKES:
        for name in re.findall(pattern, commands):
            name = name.strip("\"'`;")
            if "$" not in name and not name.startswith("-"):
                yield kind, name if kind != "image" or ":" in name.rpartition("/")[2] else f"{name}:latest"
