"""One lesson for one reader: its language, and how much of the source and of the run they get to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from helpers import checks
from helpers.checks import Task
from helpers.checks.drawing import drawing_of
from helpers.course import Course
from helpers.editions import pictures
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import markup
from helpers.editions.handouts.solved_run import Output, Run
from helpers.editions.phrases import Translate, context, translated
from helpers.editions.source import BEGIN, END, Cell
from helpers.editions.to_notebook import without_answer

LEARNER, INSTRUCTOR = "learner", "instructor"
SHORTEST = 10  # characters from which on a line of a solution gives something away


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

    def inline(self, text: str) -> Markup:
        """A sentence with its Markdown as HTML."""
        return markup.inline(self.say(text))

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
