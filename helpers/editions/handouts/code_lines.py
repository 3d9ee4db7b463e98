"""Code on paper: a line that is too long goes on below, marked, and is broken between its words only.

Left to itself a browser breaks a line behind a hyphen too, and says nowhere that it did: whoever types
what is printed types two commands. The marks are drawn by the style sheet (`.line`).
"""

from __future__ import annotations

import re

LONGEST_WORD = 60  # letters of a word, an address mostly, that is not broken
_HTML = re.compile(r"(<[^>]+>)|( +)|((?:&[^;\s]+;|[^<\s&])+)")
_LETTER = re.compile(r"&[^;\s]+;|.")
_PIECE = re.compile(rf"^ +|[^ ]{{1,{LONGEST_WORD}}} *")


def pieces(code: str) -> list[str]:
    """Code in pieces between which it may be broken."""
    return _PIECE.findall(code)


def lines(html: str, place: str) -> list[str]:
    """The lines of highlighted code, with a place to break after each space, and nowhere else."""

    def with_places(found: re.Match[str]) -> str:
        tag, spaces, word = found.groups()
        if tag:
            return str(tag)
        if spaces:
            return f"{spaces}{place}"
        letters = _LETTER.findall(word)
        starts = range(0, len(letters), LONGEST_WORD)
        return place.join("".join(letters[at : at + LONGEST_WORD]) for at in starts)

    return [_HTML.sub(with_places, line) for line in html.rstrip("\n").split("\n")]
