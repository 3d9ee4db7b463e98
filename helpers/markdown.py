"""Markdown as CommonMark has it: the one reader of everything that looks into a lesson's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")  # of one line that is a heading: its marks, its text


@lru_cache(maxsize=4096)  # a whole course, and half as much again
def tokens(text: str) -> tuple[Token, ...]:
    """What stands in a text, block by block; a token's `map` is its first line and the one after it."""
    return tuple(MarkdownIt().parse(text))


def fenced(text: str) -> frozenset[int]:
    """The numbers, from 0, of the lines of fenced code, the fences themselves too."""
    maps = (token.map for token in tokens(text) if token.type == "fence" and token.map)
    return frozenset(number for first, end in maps for number in range(first, end))


def headings(text: str) -> list[tuple[int, str]]:
    """Level and text of each heading that is written with `#`."""
    lines = text.splitlines()
    found = [
        HEADING.fullmatch(lines[token.map[0]].strip())
        for token in tokens(text)
        if token.type == "heading_open" and token.map and token.markup.startswith("#")
    ]
    return [(len(heading[1]), heading[2]) for heading in found if heading]


def blocks(text: str) -> Iterator[str]:
    """The text in pieces that join to it again: up to each blank line that is outside of fenced code."""
    code, block = fenced(text), ""
    for number, line in enumerate(text.splitlines(keepends=True)):
        block += line
        if not line.strip() and number not in code:
            yield block
            block = ""
    if block:
        yield block
