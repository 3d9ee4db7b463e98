"""One lesson for one reader: which parts of the source and of the run they get to see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from helpers import checks
from helpers.checks import Ask, Task
from helpers.checks.drawing import drawing_of
from helpers.checks.quiz import PAPER, Question, quizzes, recalls
from helpers.course import Course
from helpers.editions import generated_cells, pictures
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import markup, sentences
from helpers.editions.handouts.solved_run import Output, Run, quiz_id, shows_recall, without_marks
from helpers.editions.phrases import Translate, context, translated
from helpers.editions.source import BEGIN, END, Cell
from helpers.editions.to_notebook import without_answer

LEARNER, INSTRUCTOR = "learner", "instructor"
PREDICT = "예상"  # the word by which the source asks what the next cell will print
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
        return {task.id: task for task in checks.load(self.name).tasks}

    def say(self, text: str, **fields: object) -> str:
        """A sentence in the language of the edition."""
        said = self.translate(text, "")
        if fields:
            return said.format(**fields)
        # a hint may show braces; what is drawn for each learner is on paper what a shell calls it
        drawing = drawing_of(self.entry.lesson)
        return drawing.on_paper().fill(said) if drawing else said

    def prose(self, cell: Cell) -> str:
        """A Markdown cell in the language of the edition, its pictures inside."""
        text = translated(cell.text, context(self.name, cell.id), self.translate)
        return pictures.inlined(text, self.entry.lesson.folder)

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
            f'<section class="notes"><h3>{handout.say(sentences.NOTES)}</h3>'
            f"{markup.markdown(handout.notes, 2)}</section>"
        )
    before = ""
    for cell in handout.entry.source.cells:
        parts += _cell(handout, tasks, cell, predicted=asks_to_predict(before))
        before = "" if cell.is_code else cell.text
    parts += [_score(handout), _closing(handout), "</article>"]
    return "\n".join(parts)


def _opening(handout: Handout) -> str:
    text = generated_cells.opening(handout.entry, handout.translate, notebook=False)
    title, rest = text.split("\n", 1)
    return f'<h1 class="title">{escape(title.removeprefix("# "))}</h1>{markup.markdown(rest)}'


def _closing(handout: Handout) -> str:
    text = generated_cells.closing(handout.entry, handout.course, handout.translate)
    return f'<section class="key">{markup.markdown(_LINKS_TO_NEIGHBOURS.sub("", text))}</section>'


def _score(handout: Handout) -> str:
    if handout.for_instructor:
        return ""
    return (
        f'<p class="score"><b>{handout.say(sentences.MY_SCORE)}</b> '
        f'<span class="blank"></span> / {handout.entry.total}</p>'
    )


def asks_to_predict(text: str) -> bool:
    """Whether a Markdown cell of the source ends by asking what the next cell will print."""
    return PREDICT in text.rstrip().rpartition("\n\n")[2]


def _cell(handout: Handout, tasks: _Tasks, cell: Cell, predicted: bool = False) -> Iterator[str]:
    if not cell.is_code:
        yield markup.markdown(handout.prose(cell))
    elif name := quiz_id(cell):
        yield _quiz(handout, quizzes(handout.name)[name])
    elif shows_recall(cell):
        yield from (_quiz(handout, question) for question in recalls(handout.name))
    elif cell.task:
        yield tasks.answer(cell)
    elif cell.check:
        yield tasks.result(cell)
    elif predicted and not handout.for_instructor:
        yield prediction(handout, cell)
    else:
        yield demonstration(handout, cell)


def prediction(handout: Handout, cell: Cell) -> str:
    """Code whose output a learner is asked to predict: lines to write on in the place of the output."""
    lines = "".join(
        f'<p class="label">{handout.say(label)}</p>{ruled(1)}'
        for label in (sentences.PREDICTED, sentences.HAPPENED)
    )
    return f'<div class="cell predict">{markup.cell_code(cell.text)}{lines}</div>'


def demonstration(handout: Handout, cell: Cell, longest: int = markup.LONGEST) -> str:
    """Code that everybody runs, and what it printed."""
    found = handout.outputs(cell)
    if cell.text.strip() == "lab.assignment()" and not handout.for_instructor:
        line = handout.say(sentences.DRAWN, command=f"course assignment {handout.entry.lesson.number}")
        return f'<div class="cell">{markup.cell_code(cell.text)}<p>{markup.inline(line)}</p></div>'
    printed = (
        f'<p class="withheld">{handout.say(sentences.WITHHELD)}</p>'
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
            f"<td>{say(sentences.POINTS, points=self._tasks[name].points)}</td></tr>"
            for name, number in self._numbers.items()
        )
        return f'<section class="tasks"><h3>{say(sentences.TASKS)}</h3><table>{rows}</table></section>'

    def answer(self, cell: Cell) -> str:
        """Where the learner writes; for the instructor the solution with its outputs."""
        say, inner = self._handout.say, ""
        given = without_answer(cell.text, "").strip()
        if self._handout.for_instructor:
            inner = (
                f'<p class="label">{say(sentences.SOLUTION)}</p>{markup.cell_code(without_marks(cell.text))}'
            )
            inner += markup.outputs(self._handout.run.of(cell, self._handout.lang))
        else:
            if len(given.splitlines()) > 1:
                inner += markup.cell_code(given)
            lines = max(4, len(without_marks(cell.text).splitlines()) + 2)
            inner += f'<p class="label">{say(sentences.ROOM)}</p>{ruled(lines)}'
        return f'<section class="task">{self._head(cell.task)}{inner}</section>'

    def result(self, cell: Cell) -> str:
        """How the task is checked; for the instructor what the check said, and the hints."""
        handout, name = self._handout, cell.check
        command = f"course check {handout.entry.lesson.number} --task {name}"
        head = self._head(name)
        if not handout.for_instructor:
            line = handout.say(sentences.CHECK_WITH, command=f"<code>{command}</code>")
            return f'<section class="task check">{head}<p>☐ {line}</p></section>'
        # its value, the points, stands in what it showed as well
        shown = handout.run.of(cell, handout.lang)
        said = [output for output in shown if output["output_type"] != "execute_result"]
        hints = "".join(f"<li>{markup.inline(handout.say(hint))}</li>" for hint in self._tasks[name].hints)
        return (
            f'<section class="task check">{head}<p class="label">{handout.say(sentences.FOUND)}</p>'
            f"{markup.outputs(said)}"
            f'<p class="label">{handout.say(sentences.HINTS)}</p><ol class="hints">{hints}</ol>'
            f"{self._other_way(name)}</section>"
        )

    def _other_way(self, name: str) -> str:
        """How else the task is done, if the lesson says so."""
        say, way = self._handout.say, self._tasks[name].other_way
        label = f'<p class="label">{say(sentences.OTHER_WAY)}</p>'
        return f"{label}<p>{markup.inline(say(way))}</p>" if way else ""

    def _head(self, name: str) -> str:
        """The task's title where it is met first."""
        if name in self._headed:
            return ""
        self._headed.add(name)
        say, task = self._handout.say, self._tasks[name]
        return (
            f"<header><b>{say(sentences.TASK, number=self._numbers.get(name, ''))}</b> "
            f"<span>{markup.inline(say(task.title))}</span>"
            f"<i>{say(sentences.POINTS, points=task.points)}</i></header>"
        )


def _quiz(handout: Handout, question: Question) -> str:
    """A question between the steps: boxes to tick, or the answer with its reason."""
    say = handout.say
    asked = markup.inline(say(question.question))
    head = f"<header><b>{say(sentences.QUESTION)}</b> <span>{asked}</span></header>"
    if isinstance(question, Ask):
        body = _answer(handout, question) if handout.for_instructor else ruled(1)
        return f'<section class="quiz">{head}{body}</section>'
    items = []
    for choice in (question.choices[number] for number in question.order(PAPER)):
        mark, why = "☐", ""
        if handout.for_instructor:
            mark = "☑" if choice.right else "☐"
            why = f'<div class="why">{markup.inline(say(choice.feedback))}</div>'
        items.append(f"<li><span>{mark}</span><div>{markup.inline(say(choice.text))}{why}</div></li>")
    return f'<section class="quiz">{head}<ul>{"".join(items)}</ul></section>'


def _answer(handout: Handout, question: Ask) -> str:
    """What is to be typed, where that is the same for everybody."""
    if not isinstance(question.answer, str):
        return f"<p>{handout.say(sentences.ANSWER_ON_ENGINE)}</p>"
    why = f'<div class="why">{markup.inline(handout.say(question.right))}</div>'
    return f"<p>{handout.say(sentences.ANSWER)}: {markup.inline(question.answer)}</p>{why}"


def ruled(lines: int) -> str:
    """Room to write."""
    return f'<div class="ruled">{"<div></div>" * lines}</div>'
