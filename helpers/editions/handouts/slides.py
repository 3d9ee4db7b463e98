"""Slides of a lesson: each heading begins one, code and tasks get one each, the prose goes to the speaker.

On a slide stands the first sentence of a paragraph; the rest of it and the instructor's notes are the
speaker's, who opens them with S.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from helpers.checks import Ask
from helpers.checks.quiz import PAPER, quizzes, recalls
from helpers.editions.handouts import (
    edition,
    markup,
    pages,
    parts,
    sentences,
    speaker_notes,
    task_facts,
    thin_slides,
)
from helpers.editions.handouts.edition import Handout
from helpers.editions.handouts.parts import Part
from helpers.editions.handouts.reveal import Reveal
from helpers.editions.handouts.solved_run import quiz_id, shows_recall
from helpers.editions.source import Cell
from helpers.markdown import HEADING, blocks, fenced

FULL = 9.0  # lines that fit a slide with ease
FEW = 3.5  # lines that do not make a slide by themselves
WIDTH = 29  # Korean letters in a line
ENOUGH = 30  # letters after which no further sentence is put on the slide
COLUMNS = 80  # of code
OUTPUT = 11  # lines of output on a slide
PICTURE = 8.0  # lines as high as a picture
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=\S)")


@dataclass
class Slide:
    """One slide: its title, what stands on it, how full it is, and what the speaker says."""

    title: str
    kind: str = ""
    parts: list[Part] = field(default_factory=list)
    lines: float = 0.0
    spoken: list[Part] = field(default_factory=list)
    names: frozenset[str] = frozenset()  # of the task, question or sections on it, for the speaker's notes

    def add(self, part: Part, lines: float) -> None:
        """Put a block on it."""
        self.parts.append(part)
        self.lines += lines

    def takes(self, lines: float) -> bool:
        """Whether so many lines more still fit; a sentence or two are not left alone."""
        return self.lines + lines <= (FULL if self.lines > FEW else FULL + 4)


def paper(handout: Handout) -> str:
    """The slides as pages for print, without what shows them one by one."""
    return _page(handout, "deck paper", list(_slides(handout)))


def show(handout: Handout, engine: Reveal) -> str:
    """The page that shows the slides of a lesson, by itself."""
    shown = list(_slides(handout))
    _speak(handout, shown)
    return _page(handout, "deck", shown, engine)


def _page(handout: Handout, kind: str, shown: Sequence[Slide], engine: Reveal | None = None) -> str:
    style = (engine.style if engine else "") + pages.sheet("slides.css")
    return pages.page(
        "slides", handout.title, handout.lang, kind, handout.translate, style,
        slides=shown, script=engine.script if engine else "",
    )  # fmt: skip


def _slides(handout: Handout) -> Iterator[Slide]:
    return thin_slides.merged(_one_by_one(handout))


def _one_by_one(handout: Handout) -> Iterator[Slide]:
    yield from _opening(handout)
    section = Slide(handout.title)
    for cell in handout.entry.source.cells:
        if not cell.is_code:
            *done, section = _prose(handout.prose(cell), section)
            yield from done
            continue
        if shows_recall(cell):
            yield from [section] if section.parts else []
            yield from (_question(handout, question.id) for question in recalls(handout.name))
            section = Slide(section.title)
            continue
        own = _code(handout, cell, section.title)
        if own is None:
            continue
        if own.kind == "demo" and section.takes(own.lines):
            section.add(own.parts[0], own.lines)
            continue
        if section.parts:
            yield section
            section = Slide(section.title)
        own.names |= section.names
        yield own
    if section.parts:
        yield section
    yield _listed(handout, "key_points", sentences.KEY_POINTS, "key")


def _opening(handout: Handout) -> Iterator[Slide]:
    lesson = handout.entry.lesson
    facts = handout.say(sentences.FACTS, minutes=lesson.minutes, points=handout.entry.total)
    course = Part("prose", html=markup.markdown(handout.say(handout.course.title)))
    label = [Part("facts", text=handout.say(sentences.STANDIN))] if handout.run.standin else []
    yield Slide(handout.title, "first", [course, Part("facts", text=facts), *label], 2)
    yield _listed(handout, "questions", sentences.QUESTIONS, "")
    yield _listed(handout, "objectives", sentences.OBJECTIVES, "")


def _listed(handout: Handout, name: str, title: str, kind: str) -> Slide:
    lines = [
        handout.translate(line, f"{handout.name}/{name}")
        for line in getattr(handout.entry.source.front, name)
    ]
    items = Part("prose", html=markup.markdown("\n".join(f"- {line}" for line in lines)))
    return Slide(handout.say(title), kind, [items], sum(_height(line) + 0.5 for line in lines))


def _prose(text: str, slide: Slide) -> Iterator[Slide]:
    """The slides of a Markdown cell, beginning with the one that is open; the last one stays open."""
    for block in _blocks(text):
        heading = HEADING.fullmatch(block.strip())
        if heading:
            if slide.parts:
                yield slide
            slide = Slide(markup.inline(heading[2]), names=frozenset([heading[2]]))
            continue
        html, lines, rest = _short(block)
        if slide.parts and not slide.takes(lines):
            yield slide
            slide = Slide(slide.title)
        slide.add(Part("prose", html=html), lines)
        if rest:
            slide.spoken.append(Part("prose", html=rest))
    yield slide


def _short(block: str) -> tuple[Markup, float, Markup]:
    """A block as it stands on a slide, the lines it takes, and what the speaker says instead."""
    if block.startswith(("|", "-", "*   ", "1.", ">", "```", "    ")):
        share = 0.85 if block.startswith("|") else 1.0  # a table is set smaller, its cells stand side by side
        lines = sum(_height(row) * share + 0.5 for row in block.splitlines())
        return markup.markdown(block), lines, Markup()
    if block.startswith("!["):
        return markup.markdown(block), PICTURE, Markup()
    first = _beginning(block)
    rest = markup.markdown(block) if first != block.strip() else Markup()
    return markup.markdown(first), _height(first) + 0.5, rest


def _beginning(text: str) -> str:
    """The first sentence, or two short ones; a full stop inside code or bold ends none."""
    taken = ""
    for piece in _SENTENCE.split(" ".join(text.split())):
        taken = f"{taken} {piece}".strip()
        if taken.count("`") % 2 == 0 and taken.count("**") % 2 == 0 and len(taken) >= ENOUGH:
            break
    return taken


def _height(text: str, share: float = 1.0) -> float:
    """Lines that a text takes in a share of the width; a Korean letter is as wide as two others."""
    width = sum(1.0 if ord(letter) > 0x1100 else 0.55 for letter in text)
    return max(1.0, -(-width // (WIDTH * share)))


def _blocks(text: str) -> Iterator[str]:
    """What blank lines separate, fenced code whole, each heading by itself."""
    for block in blocks(text):
        code, piece = fenced(block), list[str]()
        for number, line in enumerate(block.splitlines()):
            if number not in code and HEADING.fullmatch(line):
                if piece:
                    yield "\n".join(piece)
                yield line
                piece = []
            elif line.strip() or number in code:
                piece.append(line)
        if piece:
            yield "\n".join(piece)


def _code(handout: Handout, cell: Cell, title: str) -> Slide | None:
    """The slide of a code cell; a check needs none."""
    if name := quiz_id(cell):
        return _question(handout, name)
    if cell.task:
        task = handout.tasks[cell.task]
        number = handout.entry.source.checks.index(cell.task) + 1
        # the third hint is all but the answer, and slides get passed on
        fair = [hint for hint in task.hints[:2] if not edition.gives_away(hint, handout.entry)]
        slide = Slide(handout.say(sentences.TASK, number=number), "task", names=frozenset([cell.task]))
        slide.add(Part("demand", text=handout.inline(task.title)), 2)
        for line in task_facts.lines(handout, cell.task):
            slide.add(Part("facts", text=markup.inline(line)), 1)
        hints = [handout.inline(hint) for hint in fair]
        slide.spoken.append(Part("told", text=handout.say(sentences.HINTS), items=hints))
        return slide
    if cell.check:
        return None
    printed = markup.plain(handout.outputs(cell) or []).splitlines()
    shown = [*cell.text.splitlines(), *printed[: OUTPUT + 1]]
    lines = sum(max(1, -(-min(len(line), 4 * COLUMNS) // COLUMNS)) for line in shown)
    return Slide(title, "demo", [parts.demonstration(handout, cell, OUTPUT)], 1.2 + lines * 0.7)


def _question(handout: Handout, name: str) -> Slide:
    question, say = quizzes(handout.name)[name], handout.say
    text, answer = say(question.question), say(sentences.ANSWER)
    slide = Slide(say(sentences.QUESTION), "quiz", names=frozenset([f"quiz {name}"]))
    slide.add(Part("demand", text=markup.inline(text)), _height(text, 0.75) * 1.3 + 0.5)
    if isinstance(question, Ask):
        known = question.answer if isinstance(question.answer, str) else say(sentences.ANSWER_ON_ENGINE)
        slide.spoken.append(Part("told", text=f"{answer}: {known}", items=[]))
        return slide
    choices = [question.choices[number] for number in question.order(PAPER)]
    texts = [say(choice.text) for choice in choices]
    slide.add(
        Part("choices", items=list(map(markup.inline, texts))),
        sum(_height(text) + 0.5 for text in texts),
    )
    right = next(at for at, choice in enumerate(choices, 1) if choice.right)
    reasons = [handout.inline(choice.feedback) for choice in choices]
    slide.spoken.append(Part("told", text=f"{answer}: {right}", items=reasons))
    return slide


def _speak(handout: Handout, shown: Sequence[Slide]) -> None:
    """Give each of the instructor's notes to the slide that its author put it on."""
    for note in speaker_notes.notes_of(handout):
        slide = next((slide for slide in shown if note.slide in slide.names), shown[0])
        heading, html = markup.inline(note.heading), markup.markdown(note.text)
        slide.spoken.append(Part("note", heading=heading, html=html))
