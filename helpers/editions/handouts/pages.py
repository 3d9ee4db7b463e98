"""Whole pages: one lesson, the book, and the index of a language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from helpers.course import Course
from helpers.editions.furniture import Entry
from helpers.editions.handouts import edition, markup, words
from helpers.editions.handouts.edition import INSTRUCTOR, Handout
from helpers.editions.phrases import Translate

_HEADING = re.compile(r"<h2>(.*?)</h2>")
_TAG = re.compile(r"<[^>]+>")
KINDS = {edition.LEARNER: words.LEARNER, INSTRUCTOR: words.INSTRUCTOR}


def lesson(handout: Handout) -> str:
    """One lesson as a page of its own."""
    say = handout.say
    top = [say(handout.course.title), say(KINDS[handout.kind])]
    if not handout.for_instructor:
        blank = '<span class="blank"></span>'
        top[1] = f"{say(words.NAME)} {blank} &nbsp; {say(words.DATE)} {blank}"
    body = f'<div class="top"><span>{top[0]}</span><span>{top[1]}</span></div>{edition.body(handout)}'
    if not handout.for_instructor:
        body += f'<section class="own"><h3>{say(words.MY_NOTES)}</h3>{edition.ruled(8)}</section>'
    body += f'<p class="colophon">{say(words.REAL if handout.run else words.NOT_RUN)}</p>'
    return page(handout.title, handout.lang, handout.kind, body)


def book(handouts: Sequence[Handout], numbers: Mapping[str, int]) -> str:
    """All lessons; `numbers` are the pages of their headings, empty before they are known."""
    first = handouts[0]
    chapters, entries = [], []
    for one in handouts:
        body, items = _numbered(edition.body(one), one.name, numbers)
        chapters.append(body)
        entries.append(f"<li>{_line(one.name, escape(one.title), numbers)}<ol>{''.join(items)}</ol></li>")
    title = first.say(first.course.title)
    kind = first.say(KINDS[first.kind])
    cover = f'<section class="cover"><h1>{escape(title)}</h1><p>{kind}</p></section>'
    head = f'<h1 class="title">{first.say(words.CONTENTS)}</h1>'
    contents = f'<nav class="contents">{head}<ol>{"".join(entries)}</ol></nav>'
    times = timetable([one.entry for one in handouts], first.translate) if first.for_instructor else ""
    end = f'<p class="colophon">{first.say(words.REAL)}</p>'
    return page(title, first.lang, f"{first.kind} book", cover + contents + times + "\n".join(chapters) + end)


def timetable(entries: Sequence[Entry], translate: Translate) -> str:
    """When each lesson begins if the course is held in one go, without breaks."""
    rows, passed = [], 0
    for one in entries:
        begin = f"{passed // 60}:{passed % 60:02}"
        title = translate(one.lesson.title, "")
        rows.append(f"| {one.lesson.number} | {title} | {one.lesson.minutes} | {begin} |")
        passed += one.lesson.minutes
    table = "\n".join([translate(words.TIMETABLE_HEAD, ""), "|---|---|---:|---:|", *rows])
    total = translate(words.TOTAL, "").format(hours=passed // 60, minutes=passed % 60)
    head = f'<h1 class="title">{translate(words.TIMETABLE, "")}</h1>'
    return f'<section class="times">{head}{markup.markdown(table)}<p>{total}</p></section>'


def index(course: Course, entries: Sequence[Entry], lang: str, translate: Translate) -> str:
    """What is in a language's folder, to begin with."""
    kinds = {"learner": words.LEARNER, "instructor": words.INSTRUCTOR, "slides": words.SLIDES}
    head = "".join(f"<th>{translate(text, '')}</th>" for text in kinds.values())
    rows = [
        _row(one.lesson.name, f"{one.lesson.number}. {translate(one.lesson.title, '')}", list(kinds))
        for one in entries
    ]
    rows.append(_row("book", translate(words.BOOK, ""), ["learner", "instructor"]))
    title = translate(course.title, "")
    body = (
        f'<h1 class="title">{escape(title)}</h1><p>{translate(words.WHAT_IS_HERE, "")}</p>'
        f'<table class="index"><tr><th></th>{head}</tr>{"".join(rows)}</table>'
        f"<p>{translate(words.SPEAKER, '')}</p>"
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
        f'<td><a href="{kind}/{name}.html">HTML</a><a href="{kind}/{name}.pdf">PDF</a></td>' for kind in kinds
    )
    return f"<tr><td>{escape(title)}</td>{cells}{'<td></td>' * (3 - len(kinds))}</tr>"


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
