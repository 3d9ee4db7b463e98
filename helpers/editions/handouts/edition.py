"""One lesson for one reader: which parts of the source and of the run they get to see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from helpers import checks
from helpers.checks import Ask, Task
from helpers.checks.quiz import quizzes
from helpers.course import Course
from helpers.editions import furniture
from helpers.editions.furniture import Entry
from helpers.editions.handouts import markup, words
from helpers.editions.handouts.run import Output, Run, quiz_id, without_marks
from helpers.editions.notebook import without_answer
from helpers.editions.phrases import Translate, context, translated
from helpers.editions.source import BEGIN, END, Cell

LEARNER, INSTRUCTOR = "learner", "instructor"
SHORTEST = 10  # characters from which on a line of a solution gives something away
_LINKS_TO_NEIGHBOURS = re.compile(r"\n\n[^\n]*\]\(\w+\.ipynb\)[^\n]*\Z")


@dataclass(frozen=True)
class Handout:
    """A lesson, its solved run, the language and the reader."""

    entry: Entry
    course: Course
    run: Run
    lang: str
    kind: str
    translate: Translate
    notes: str

    @property
    def name(self) -> str:
        """The lesson's name, also that of its files."""
        return self.entry.lesson.name

    @property
    def title(self) -> str:
        """Number and title."""
        return f"{self.entry.lesson.number}. {self.say(self.entry.lesson.title)}"

    @property
    def for_instructor(self) -> bool:
        """Whether solutions and notes are shown."""
        return self.kind == INSTRUCTOR

    @property
    def tasks(self) -> Mapping[str, Task]:
        """The lesson's tasks by id."""
        return {one.id: one for one in checks.load(self.name).tasks}

    def say(self, text: str, **fields: object) -> str:
        """A sentence in the language of the edition."""
        said = self.translate(text, "")
        return said.format(**fields) if fields else said  # a hint may show braces

    def prose(self, cell: Cell) -> str:
        """A Markdown cell in the language of the edition."""
        return translated(cell.text, context(self.name, cell.id), self.translate)

    def outputs(self, cell: Cell) -> list[Output] | None:
        """What the cell printed; None if a learner would read a solution in it."""
        found = self.run.of(cell, self.lang)
        if self.for_instructor or not gives_away(markup.plain(found), self.entry):
            return found
        return None


def secrets(entry: Entry) -> frozenset[str]:
    """The lines of the solutions that a learner's lesson does not show by itself."""
    shown = "\n".join(
        cell.text if not cell.task else without_answer(cell.text, "") for cell in entry.source.cells
    )
    shown += "".join(map(_starter, sorted(entry.lesson.folder.glob("files/**/*"))))
    found = set()
    for cell in entry.source.cells:
        inside = False
        for line in map(str.strip, cell.text.splitlines() if cell.task else ()):
            if line in (BEGIN, END):
                inside = line == BEGIN
            elif inside and len(line) >= SHORTEST and line not in shown:
                found.add(line)
    return frozenset(found)


def _starter(file: Path) -> str:
    """What a lesson hands to the learner at its beginning, if it is text."""
    return file.read_text(encoding="utf-8", errors="ignore") if file.is_file() else ""


def gives_away(text: str, entry: Entry) -> bool:
    """Whether a text holds a line of a solution."""
    return any(line in text for line in secrets(entry))


def body(handout: Handout) -> str:
    """The lesson as HTML, from its title to its key points."""
    tasks = _Tasks(handout)
    parts = [f'<article class="lesson" id="{handout.name}">', _opening(handout), tasks.table()]
    if handout.for_instructor and handout.notes:
        parts.append(
            f'<section class="notes"><h3>{handout.say(words.NOTES)}</h3>'
            f"{markup.markdown(handout.notes, 2)}</section>"
        )
    for cell in handout.entry.source.cells:
        parts += _cell(handout, tasks, cell)
    parts += [_score(handout), _closing(handout), "</article>"]
    return "\n".join(parts)


def _opening(handout: Handout) -> str:
    text = furniture.opening(handout.entry, handout.translate)
    title, rest = text.split("\n", 1)
    return f'<h1 class="title">{escape(title.removeprefix("# "))}</h1>{markup.markdown(rest)}'


def _closing(handout: Handout) -> str:
    text = furniture.closing(handout.entry, handout.course, handout.translate)
    return f'<section class="key">{markup.markdown(_LINKS_TO_NEIGHBOURS.sub("", text))}</section>'


def _score(handout: Handout) -> str:
    if handout.for_instructor:
        return ""
    return (
        f'<p class="score"><b>{handout.say(words.MY_SCORE)}</b> '
        f'<span class="blank"></span> / {handout.entry.total}</p>'
    )


def _cell(handout: Handout, tasks: _Tasks, cell: Cell) -> Iterator[str]:
    if not cell.is_code:
        yield markup.markdown(handout.prose(cell))
    elif name := quiz_id(cell):
        yield _quiz(handout, name)
    elif cell.task:
        yield tasks.answer(cell)
    elif cell.check:
        yield tasks.result(cell)
    else:
        yield demonstration(handout, cell)


def demonstration(handout: Handout, cell: Cell, longest: int = markup.LONGEST) -> str:
    """Code that everybody runs, and what it printed."""
    found = handout.outputs(cell)
    printed = (
        f'<p class="withheld">{handout.say(words.WITHHELD)}</p>'
        if found is None
        else markup.outputs(found, longest)
    )
    return f'<div class="cell">{markup.cell_code(cell.text)}{printed}</div>'


class _Tasks:
    """The tasks of a lesson on paper: a table to tick, room for answers or the answers."""

    def __init__(self, handout: Handout):
        self._handout = handout
        self._tasks = handout.tasks
        self._numbers = {name: at for at, name in enumerate(handout.entry.source.checks, 1)}
        self._headed: set[str] = set()

    def table(self) -> str:
        """What there is to do, as the panel lists it."""
        say = self._handout.say
        rows = "".join(
            f'<tr><td class="tick">☐</td><td>{number}</td>'
            f"<td>{markup.inline(say(self._tasks[name].title))}</td>"
            f"<td>{say(words.POINTS, points=self._tasks[name].points)}</td></tr>"
            for name, number in self._numbers.items()
        )
        return f'<section class="tasks"><h3>{say(words.TASKS)}</h3><table>{rows}</table></section>'

    def answer(self, cell: Cell) -> str:
        """Where the learner writes; for the instructor the solution with its outputs."""
        say, inner = self._handout.say, ""
        given = without_answer(cell.text, "").strip()
        if self._handout.for_instructor:
            inner = f'<p class="label">{say(words.SOLUTION)}</p>{markup.cell_code(without_marks(cell.text))}'
            inner += markup.outputs(self._handout.run.of(cell, self._handout.lang))
        else:
            if len(given.splitlines()) > 1:
                inner += markup.cell_code(given)
            lines = max(4, len(without_marks(cell.text).splitlines()) + 2)
            inner += f'<p class="label">{say(words.ROOM)}</p>{ruled(lines)}'
        return f'<section class="task">{self._head(cell.task)}{inner}</section>'

    def result(self, cell: Cell) -> str:
        """How the task is checked; for the instructor what the check said, and the hints."""
        handout, name = self._handout, cell.check
        command = f"course check {handout.entry.lesson.number} --task {name}"
        head = self._head(name)
        if not handout.for_instructor:
            line = handout.say(words.CHECK_WITH, command=f"<code>{command}</code>")
            return f'<section class="task check">{head}<p>☐ {line}</p></section>'
        # its value, the points, stands in what it printed as well
        said = [one for one in handout.run.of(cell, handout.lang) if one["output_type"] == "stream"]
        hints = "".join(f"<li>{markup.inline(handout.say(hint))}</li>" for hint in self._tasks[name].hints)
        return (
            f'<section class="task check">{head}<p class="label">{handout.say(words.FOUND)}</p>'
            f"{markup.outputs(said)}"
            f'<p class="label">{handout.say(words.HINTS)}</p><ol class="hints">{hints}</ol></section>'
        )

    def _head(self, name: str) -> str:
        """The task's title where it is met first."""
        if name in self._headed:
            return ""
        self._headed.add(name)
        say, task = self._handout.say, self._tasks[name]
        return (
            f"<header><b>{say(words.TASK, number=self._numbers.get(name, ''))}</b> "
            f"<span>{markup.inline(say(task.title))}</span>"
            f"<i>{say(words.POINTS, points=task.points)}</i></header>"
        )


def _quiz(handout: Handout, name: str) -> str:
    """A question between the steps: boxes to tick, or the answer with its reason."""
    question, say = quizzes(handout.name)[name], handout.say
    head = (
        f"<header><b>{say(words.QUESTION)}</b> <span>{markup.inline(say(question.question))}</span></header>"
    )
    if isinstance(question, Ask):
        body = f"<p>{say(words.ANSWER_ON_ENGINE)}</p>" if handout.for_instructor else ruled(1)
        return f'<section class="quiz">{head}{body}</section>'
    items = []
    for choice in question.choices:
        mark, why = "☐", ""
        if handout.for_instructor:
            mark = "☑" if choice.right else "☐"
            why = f'<div class="why">{markup.inline(say(choice.feedback))}</div>'
        items.append(f"<li><span>{mark}</span><div>{markup.inline(say(choice.text))}{why}</div></li>")
    return f'<section class="quiz">{head}<ul>{"".join(items)}</ul></section>'


def ruled(lines: int) -> str:
    """Room to write."""
    return f'<div class="ruled">{"<div></div>" * lines}</div>'
