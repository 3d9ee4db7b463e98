"""Code on paper: a line that is too long goes on below, marked, and is broken between its words only.

Left to itself a browser breaks a line behind a hyphen too, and says nowhere that it did: whoever types
what is printed types two commands. The marks are drawn by the style sheet (`.line`).
"""

from __future__ import annotations

import re

LONGEST_WORD = 60  # letters of a word, an address mostly, that is not broken
_PIECES = re.compile(r"(<[^>]+>)|( +)|((?:&[^;\s]+;|[^<\s&])+)")
_LETTER = re.compile(r"&[^;\s]+;|.")


def breakable(html: str) -> str:
    """Highlighted code with a place to break after each space, and nowhere else."""
    return _PIECES.sub(_with_places, html)


def lines(html: str) -> str:
    """Highlighted code, each line in an element of its own."""
    broken = (breakable(line) for line in html.rstrip("\n").split("\n"))
    return "".join(f'<span class="line">{line}\n</span>' for line in broken)


def _with_places(found: re.Match[str]) -> str:
    tag, spaces, word = found.groups()
    if tag:
        return str(tag)
    if spaces:
        return f"{spaces}<wbr>"
    letters = _LETTER.findall(word)
    if len(letters) <= LONGEST_WORD:
        return str(word)
    parts = [letters[at : at + LONGEST_WORD] for at in range(0, len(letters), LONGEST_WORD)]
    return "<wbr>".join("".join(part) for part in parts)
