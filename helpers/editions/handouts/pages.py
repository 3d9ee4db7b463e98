"""Whole pages: one lesson, the book, the reference, and the index of a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from helpers import i18n
from helpers.course import Course
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import markup, printing, sentences
from helpers.editions.handouts.edition import INSTRUCTOR, LEARNER, Handout
from helpers.editions.handouts.parts import Chapter
from helpers.editions.phrases import Translate
from helpers.templates import template


def lesson(handout: Handout, room: int = 8) -> str:
    """One lesson as a page of its own, with so many lines of room for the learner's notes."""
    return page(
        "lesson", handout.title, handout.lang, handout.kind, handout.translate,
        handout=handout, chapter=Chapter(handout), course=handout.say(handout.course.title), room=room,
    )  # fmt: skip


def without_room(handout: Handout, document: Path) -> str:
    """The lesson without room for notes, if that room alone would be another sheet of paper."""
    alone = printing.last_page_begins_with(document, handout.say(sentences.MY_NOTES))
    return lesson(handout, room=0) if alone else ""


def book(handouts: Sequence[Handout], sections: Sequence[str], numbers: Mapping[str, int]) -> str:
    """All lessons and the reference; `numbers` are their pages, empty until they are known."""
    first = handouts[0]
    entries = [handout.entry for handout in handouts]
    return page(
        "book", first.say(first.course.title), first.lang, f"{first.kind} book", first.translate,
        edition=first.kind,
        chapters=[Chapter(handout, anchored=True) for handout in handouts],
        reference=_reference(sections, first.lang) if sections else None,
        numbers=numbers,
        times=timetable(entries, first.translate) if first.for_instructor else None,
    )  # fmt: skip


def reference(sections: Sequence[str], course: Course, lang: str, translate: Translate) -> str:
    """What one keeps beside the keyboard, as a page of its own; its first table fills one A4."""
    title, html = _reference(sections, lang)
    return page(
        "reference", title, lang, LEARNER, translate, course=translate(course.title, ""), sections=html
    )  # fmt: skip


def _reference(sections: Sequence[str], lang: str) -> tuple[str, list[Markup]]:
    """The title and the sections of the reference; a Korean term beside the English one is marked as such."""
    title, first = sections[0].split("\n", 1)
    marks = lang != i18n.SOURCE
    html = [markup.markdown(section, marks_korean=marks) for section in (first, *sections[1:])]
    return title.removeprefix("# "), html


def timetable(entries: Sequence[Entry], translate: Translate) -> dict[str, str]:
    """When each lesson begins if the course is held in one go, without breaks."""
    rows, passed = [], 0
    for entry in entries:
        begin = f"{passed // 60}:{passed % 60:02}"
        title = translate(entry.lesson.title, "")
        rows.append(f"| {entry.lesson.number} | {title} | {entry.lesson.minutes} | {begin} |")
        passed += entry.lesson.minutes
    table = "\n".join([translate(sentences.TIMETABLE_HEAD, ""), "|---|---|---:|---:|", *rows])
    total = translate(sentences.TOTAL, "").format(hours=passed // 60, minutes=passed % 60)
    return {"table": markup.markdown(table), "total": total}


def index(
    course: Course,
    entries: Sequence[Entry],
    lang: str,
    translate: Translate,
    with_reference: bool = False,
    sheets: Sequence[tuple[str, str, str]] = (),
) -> str:
    """What is in a language's folder, to begin with; of a sheet its file's name, its title and for whom."""
    kinds = (LEARNER, INSTRUCTOR, "slides")
    rows: list[tuple[str, str, tuple[str, ...]]] = [
        (entry.lesson.name, f"{entry.lesson.number}. {translate(entry.lesson.title, '')}", kinds)
        for entry in entries
    ]
    if with_reference:
        rows.append(("reference", translate(sentences.REFERENCE, ""), (LEARNER,)))
    rows.append(("book", translate(sentences.BOOK, ""), (LEARNER, INSTRUCTOR)))
    rows += [(name, title, (kind,)) for name, title, kind in sheets]
    return page("index", translate(course.title, ""), lang, "index", translate, kinds=kinds, rows=rows)


def page(
    form: str, title: str, lang: str, kind: str, translate: Translate, style: str = "", **fields: object
) -> str:
    """A document that needs nothing beside itself, of one of templates/; `kind` is for the style sheet."""
    return template("helpers.editions.handouts", f"{form}.html.j2").render(
        title=title,
        lang=lang,
        kind=kind,
        style=style or sheet("paper.css"),
        words=sentences.words(translate),
        **fields,
    )


def sheet(*names: str) -> str:
    """Style sheets of this folder, and that of highlighted code."""
    here = Path(__file__)
    sheets = [here.with_name(name).read_text(encoding="utf-8") for name in names]
    return "\n".join([*sheets, markup.code_style()])
