"""What a lesson consists of for its reader, part by part; templates/parts.html.j2 has the look of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from helpers.checks import Ask
from helpers.checks.quiz import PAPER, Question, quizzes, recalls
from helpers.editions import generated_cells
from helpers.editions.handouts import markup, sentences
from helpers.editions.handouts.edition import Handout
from helpers.editions.handouts.markup import Sections
from helpers.editions.handouts.solved_run import quiz_id, shows_recall, without_marks
from helpers.editions.source import Cell
from helpers.editions.to_notebook import without_answer

PREDICT = "예상"  # the word by which the source asks what the next cell will print


class Part:
    """A part of a lesson or of a slide: the macro of the template that shows it, and what that is given."""

    def __init__(self, macro: str, **fields: object):
        self.macro, self.fields = macro, fields

    def texts(self) -> Iterator[str]:
        """What can be read in it."""
        for value in self.fields.values():
            if isinstance(value, list):
                yield from value
            elif isinstance(value, str):
                yield value


@dataclass(frozen=True)
class Named:
    """A task as the panel lists it."""

    number: int
    title: Markup
    points: int


class Chapter:
    """A lesson for its reader, from title to key points; `anchored` if a table of contents leads to it."""

    def __init__(self, handout: Handout, *, anchored: bool = False):
        entry, known = handout.entry, handout.tasks
        self.name, self.title, self.standin = handout.name, handout.title, handout.run.standin
        self.sections = Sections(handout.name) if anchored else None
        self.tasks = {
            name: Named(number, handout.inline(known[name].title), known[name].points)
            for number, name in enumerate(entry.source.checks, 1)
        }
        self._handout, self._known, self._headed = handout, known, set[str]()
        opening = generated_cells.opening(entry, handout.translate, notebook=False)
        parts = (generated_cells.key_points, generated_cells.tidying)
        closing = "\n\n".join(part(entry, handout.translate) for part in parts)
        self.opening = self._markdown(opening.partition("\n")[2])
        self.notes = markup.markdown(handout.notes, 2) if handout.for_instructor else ""
        self.parts = list(self._parts())
        self.closing = self._markdown(closing)
        self.own_score = None if handout.for_instructor else entry.total

    def _markdown(self, text: str) -> Markup:
        return markup.markdown(text, sections=self.sections)

    def _parts(self) -> Iterator[Part]:
        handout, before = self._handout, ""
        for cell in handout.entry.source.cells:
            predicted, before = asks_to_predict(before), "" if cell.is_code else cell.text
            if not cell.is_code:
                yield Part("prose", html=self._markdown(handout.prose(cell)))
            elif name := quiz_id(cell):
                yield _question(handout, quizzes(handout.name)[name])
            elif shows_recall(cell):
                yield from (_question(handout, question) for question in recalls(handout.name))
            elif cell.task:
                yield self._answer(cell)
            elif cell.check:
                yield self._check(cell)
            elif predicted and not handout.for_instructor:
                yield Part("prediction", code=markup.cell_code(cell.text))
            else:
                yield demonstration(handout, cell)

    def _answer(self, cell: Cell) -> Part:
        """Where the learner writes, below what is given; for the instructor the solution with its outputs."""
        solution, task = without_marks(cell.text), self._headline(cell.task)
        if self._handout.for_instructor:
            printed = markup.outputs(self._handout.run.of(cell, self._handout.lang))
            code = markup.cell_code(solution)
            return Part("solution", task=task, code=code, printed=printed)
        given = without_answer(cell.text, "").strip()
        code = markup.cell_code(given) if len(given.splitlines()) > 1 else Markup()
        return Part("room", task=task, code=code, lines=max(4, len(solution.splitlines()) + 2))

    def _check(self, cell: Cell) -> Part:
        """How the task is checked; for the instructor what the check said, and the help that there is."""
        handout, task, known = self._handout, self._headline(cell.check), self._known[cell.check]
        if not handout.for_instructor:
            command = f"course check {handout.entry.lesson.number} --task {cell.check}"
            return Part("check", task=task, command=command)
        # its value, the points, stands in what it showed as well
        shown = handout.run.of(cell, handout.lang)
        said = markup.outputs([output for output in shown if output["output_type"] != "execute_result"])
        hints = [handout.inline(hint) for hint in known.hints]
        other_way = known.other_way and handout.inline(known.other_way)
        return Part("verdict", task=task, said=said, hints=hints, other_way=other_way)

    def _headline(self, name: str) -> Named | None:
        """The task where it is met first."""
        if name in self._headed:
            return None
        self._headed.add(name)
        return self.tasks[name]


def asks_to_predict(text: str) -> bool:
    """Whether a Markdown cell of the source ends by asking what the next cell will print."""
    return PREDICT in text.rstrip().rpartition("\n\n")[2]


def demonstration(handout: Handout, cell: Cell, longest: int = markup.LONGEST) -> Part:
    """Code that everybody runs, and what it printed; None where that is kept back."""
    found, printed = handout.outputs(cell), None
    if cell.text.strip() == "lab.assignment()" and not handout.for_instructor:
        command = f"course assignment {handout.entry.lesson.number}"
        printed = markup.markdown(handout.say(sentences.DRAWN, command=command))
    elif found is not None:
        printed = markup.outputs(found, longest)
    return Part("demonstration", code=markup.cell_code(cell.text), printed=printed)


def _question(handout: Handout, question: Question) -> Part:
    """A question between the steps; for the instructor with the answer, if everybody's is the same."""
    asked, solved, inline = handout.inline(question.question), handout.for_instructor, handout.inline
    if isinstance(question, Ask):
        answer = markup.inline(question.answer) if solved and isinstance(question.answer, str) else ""
        return Part("ask", text=asked, solved=solved, answer=answer, why=inline(question.right))
    choices = [
        (inline(choice.text), solved and choice.right, inline(choice.feedback) if solved else "")
        for choice in (question.choices[number] for number in question.order(PAPER))
    ]
    return Part("quiz", text=asked, choices=choices)
