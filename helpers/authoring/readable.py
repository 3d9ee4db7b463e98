"""What in a lesson's text a screen reader stumbles over, and words that the course does not use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.course import Lesson
from helpers.editions.source import read
from helpers.i18n import _
from helpers.markdown import headings
from helpers.paths import LABS

_TABLE = re.compile(r"^\|.*\|$", re.MULTILINE)
_LONG = re.compile(r"[0-9a-f]{40,}")
_BARE_LINK = re.compile(r"(?<![\[(`<\"'=\w/])https?://\S+")
_TERM_ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def problems(lesson: Lesson) -> Iterator[str]:
    """What is wrong, one sentence each."""
    level = 1
    for cell in read(lesson.folder).cells:
        if cell.is_code:
            continue
        for depth, name in headings(cell.text):
            if depth > level + 1:
                yield _("{lesson}: 제목의 단계를 건너뜁니다: {name}").format(lesson=lesson.name, name=name)
            level = depth
        for row in _TABLE.findall(cell.text):
            if _LONG.search(row):
                yield _("{lesson}: 긴 값은 표가 아니라 코드 블록에 적습니다: {row}").format(
                    lesson=lesson.name, row=row[:40]
                )
        for table in re.split(r"\n(?!\|)", cell.text):
            first = next(iter(_TABLE.findall(table)), "")
            if first and any(not part.strip() for part in first.strip("|").split("|")):
                yield _("{lesson}: 표의 머리에 빈 칸이 있습니다: {row}").format(
                    lesson=lesson.name, row=first[:40]
                )
        if found := _BARE_LINK.search(re.sub(r"`[^`]*`|^ {4}.*$", "", cell.text, flags=re.MULTILINE)):
            yield _("{lesson}: 주소에는 무엇인지 말하는 글을 붙입니다: {link}").format(
                lesson=lesson.name, link=found[0]
            )
    yield from _words(lesson)


def unwanted() -> dict[str, str]:
    """Each word that the term table of STYLE.md rules out, and the one to use instead."""
    table = (LABS / "STYLE.md").read_text(encoding="utf-8").partition("## Terms")[2].partition("\n## ")[0]
    found = {}
    for term, _english, others in _TERM_ROW.findall(table):
        for word in others.split(","):
            if word.strip() not in ("", "–", "Not") and not set(word) <= set("-: "):
                found[word.strip()] = term.strip()
    return found


def _words(lesson: Lesson) -> Iterator[str]:
    """Words of the lesson's own files, comments of other people's programs left out."""
    terms = unwanted()
    word = re.compile(rf"(?<![가-힣])(?:{'|'.join(map(re.escape, terms))})")
    for path in sorted([*lesson.folder.glob("*.md"), *lesson.folder.glob("*.py")]):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for found in word.findall(line):
                yield _("{place}: '{word}' 대신 '{term}'을(를) 씁니다.").format(
                    place=f"{path.parent.name}/{path.name}:{number}", word=found, term=terms[found]
                )
