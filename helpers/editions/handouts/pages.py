"""Whole pages: one lesson, the book, and the index of a language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from helpers.course import Course
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import edition, markup, printing, sentences
from helpers.editions.handouts.edition import INSTRUCTOR, Handout
from helpers.editions.phrases import Translate

_HEADING = re.compile(r"<h2>(.*?)</h2>")
_TAG = re.compile(r"<[^>]+>")
_KOREAN_TERM = re.compile(r"<td>(?=[^<]*[가-힣])")
KINDS = {edition.LEARNER: sentences.LEARNER, INSTRUCTOR: sentences.INSTRUCTOR}


def lesson(handout: Handout, room: int = 8) -> str:
    """One lesson as a page of its own, with so many lines of room for the learner's notes."""
    say = handout.say
    top = [say(handout.course.title), say(KINDS[handout.kind])]
    if not handout.for_instructor:
        blank = '<span class="blank"></span>'
        top[1] = f"{say(sentences.NAME)} {blank} &nbsp; {say(sentences.DATE)} {blank}"
    body = f'<div class="top"><span>{top[0]}</span><span>{top[1]}</span></div>{edition.body(handout)}'
    body += f'<p class="colophon">{say(sentences.REAL if handout.run else sentences.NOT_RUN)}</p>'
    if room and not handout.for_instructor:
        body += f'<section class="own"><h3>{say(sentences.MY_NOTES)}</h3>{edition.ruled(room)}</section>'
    return page(handout.title, handout.lang, handout.kind, body)


def without_room(handout: Handout, document: Path) -> str:
    """The lesson without room for notes, if that room alone would be another sheet of paper."""
    alone = printing.last_page_begins_with(document, handout.say(sentences.MY_NOTES))
    return lesson(handout, room=0) if alone else ""


def book(handouts: Sequence[Handout], sections: Sequence[str], numbers: Mapping[str, int]) -> str:
    """All lessons and the reference; `numbers` are their pages, empty until they are known."""
    first = handouts[0]
    chapters, entries = [], []
    for handout in handouts:
        body, items = _numbered(edition.body(handout), handout.name, numbers)
        chapters.append(body)
        entries.append(
            f"<li>{_line(handout.name, escape(handout.title), numbers)}<ol>{''.join(items)}</ol></li>"
        )
    if sections:
        named, rest = sections[0].split("\n", 1)
        chapters.append(_reference(named, rest, sections[1:], first.lang))
        entries.append(f"<li>{_line('reference', escape(named.removeprefix('# ')), numbers)}</li>")
    title = first.say(first.course.title)
    kind = first.say(KINDS[first.kind])
    cover = f'<section class="cover"><h1>{escape(title)}</h1><p>{kind}</p></section>'
    head = f'<h1 class="title">{first.say(sentences.CONTENTS)}</h1>'
    contents = f'<nav class="contents">{head}<ol>{"".join(entries)}</ol></nav>'
    times = (
        timetable([handout.entry for handout in handouts], first.translate) if first.for_instructor else ""
    )
    end = f'<p class="colophon">{first.say(sentences.REAL)}</p>'
    return page(title, first.lang, f"{first.kind} book", cover + contents + times + "\n".join(chapters) + end)


def reference(sections: Sequence[str], course: Course, lang: str, translate: Translate) -> str:
    """What one keeps beside the keyboard, as a page of its own; its first table fills one A4."""
    title, rest = sections[0].split("\n", 1)
    top = f'<div class="top"><span>{escape(translate(course.title, ""))}</span></div>'
    chapter = _reference(title, rest, sections[1:], lang)
    return page(title.removeprefix("# "), lang, edition.LEARNER, top + chapter)


def _reference(title: str, rest: str, sections: Sequence[str], lang: str) -> str:
    """The reference as a chapter; a Korean term beside the English one is marked as such."""
    body = "".join(f"<section>{markup.markdown(part)}</section>" for part in (rest, *sections))
    if lang != "ko":
        body = _KOREAN_TERM.sub('<td lang="ko">', body)
    head = f'<h1 class="title">{escape(title.removeprefix("# "))}</h1>'
    return f'<article class="lesson reference" id="reference">{head}{body}</article>'


def timetable(entries: Sequence[Entry], translate: Translate) -> str:
    """When each lesson begins if the course is held in one go, without breaks."""
    rows, passed = [], 0
    for entry in entries:
        begin = f"{passed // 60}:{passed % 60:02}"
        title = translate(entry.lesson.title, "")
        rows.append(f"| {entry.lesson.number} | {title} | {entry.lesson.minutes} | {begin} |")
        passed += entry.lesson.minutes
    table = "\n".join([translate(sentences.TIMETABLE_HEAD, ""), "|---|---|---:|---:|", *rows])
    total = translate(sentences.TOTAL, "").format(hours=passed // 60, minutes=passed % 60)
    head = f'<h1 class="title">{translate(sentences.TIMETABLE, "")}</h1>'
    return f'<section class="times">{head}{markup.markdown(table)}<p>{total}</p></section>'


def index(
    course: Course,
    entries: Sequence[Entry],
    lang: str,
    translate: Translate,
    with_reference: bool = False,
    sheets: Sequence[tuple[str, str, str]] = (),
) -> str:
    """What is in a language's folder, to begin with; of a sheet its file's name, its title and for whom."""
    kinds = {"learner": sentences.LEARNER, "instructor": sentences.INSTRUCTOR, "slides": sentences.SLIDES}
    head = "".join(f"<th>{translate(text, '')}</th>" for text in kinds.values())
    rows = [
        _row(entry.lesson.name, f"{entry.lesson.number}. {translate(entry.lesson.title, '')}", list(kinds))
        for entry in entries
    ]
    if with_reference:
        rows.append(_row("reference", translate(sentences.REFERENCE, ""), ["learner"]))
    rows.append(_row("book", translate(sentences.BOOK, ""), ["learner", "instructor"]))
    rows += [_row(name, title, [kind]) for name, title, kind in sheets]
    title = translate(course.title, "")
    body = (
        f'<h1 class="title">{escape(title)}</h1><p>{translate(sentences.WHAT_IS_HERE, "")}</p>'
        f'<table class="index"><tr><th></th>{head}</tr>{"".join(rows)}</table>'
        f"<p>{translate(sentences.SPEAKER, '')}</p>"
    )
    return page(title, lang, "index", body)


def page(title: str, lang: str, kind: str, body: str, style: str = "") -> str:
    """A document that needs nothing beside itself."""
    sheet = style or Path(__file__).with_name("paper.css").read_text(encoding="utf-8") + markup.code_style()
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{sheet}\n</style>\n</head>\n"
        f'<body class="{kind}">\n{body}\n</body>\n</html>\n'
    )


def _row(name: str, title: str, kinds: Sequence[str]) -> str:
    cells = "".join(
        f'<td><a href="{kind}/{name}.html">HTML</a><a href="{kind}/{name}.pdf">PDF</a></td>'
        if kind in kinds
        else "<td></td>"
        for kind in (edition.LEARNER, INSTRUCTOR, "slides")
    )
    return f"<tr><td>{escape(title)}</td>{cells}</tr>"


def _numbered(body: str, name: str, numbers: Mapping[str, int]) -> tuple[str, list[str]]:
    """The lesson with an id at each section, and their lines for the contents."""
    items: list[str] = []

    def mark(found: re.Match[str]) -> str:
        anchor = f"{name}-{len(items) + 1}"
        items.append(f"<li>{_line(anchor, _TAG.sub('', found[1]), numbers)}</li>")
        return f'<h2 id="{anchor}">{found[1]}</h2>'

    return _HEADING.sub(mark, body), items


def _line(anchor: str, title: str, numbers: Mapping[str, int]) -> str:
    number = f"<i>{numbers[anchor]}</i>" if anchor in numbers else ""
    return f'<a href="#{anchor}"><span>{title}</span>{number}</a>'
