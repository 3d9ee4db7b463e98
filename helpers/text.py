"""Text that somebody else wrote: made harmless and short once, before any face shows it.

Names, labels, commands and output come from the engine and from learners' containers. A terminal would
obey what is in them (move the cursor, set its title, turn the writing direction), and a label may be
100 kB long. Not yet HTML: that is escaped where HTML is made (helpers.views).
"""

from __future__ import annotations

import re
from unicodedata import category, combining, east_asian_width

LONGEST = 200  # characters of a name that are kept at all; an engine allows labels of 100 kB
SENTENCE = 2000  # characters of a whole message: room for the longest path, not for a page
MARKS_ON_LETTER = 2  # combining marks in a row; more of them would paint over the lines above
# Escape sequences, ECMA-48 §5.4 and §5.6: control sequences (ESC [ or its C1 form 9B), strings (title,
# link, device control) up to their end, and two-character escapes. A string without its end is not
# taken whole: what follows is then text, and must not disappear.
ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]P^_X]|[\x9d\x90\x9e\x9f\x98])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]?",
    re.DOTALL,
)


def clean(text: object, limit: int = LONGEST) -> str:
    """One harmless line of at most `limit` characters: no terminal codes, no control or direction marks,
    no towers of accents; a line break is a space. What is missing at the end is marked.
    """
    raw = str(text)
    shown = ESCAPES.sub("", raw[: limit * 4])
    letters: list[str] = []
    marks = 0
    for letter in shown:
        kind = category(letter)
        if kind in ("Cc", "Cf", "Co", "Cn") and not letter.isspace():
            continue  # nothing is left of it between two accents either
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if letter.isspace():
            letters.append(" ")
        elif kind == "Cs":  # half of a letter: what was not UTF-8, in Python's spelling
            letters.append("\ufffd")
        elif marks <= MARKS_ON_LETTER:
            letters.append(letter)
    line = "".join(letters).strip()
    return line if len(line) <= limit and len(raw) <= limit * 4 else line[: limit - 1] + "…"


def columns(text: str) -> int:
    """How wide a text is in a terminal: a Korean letter takes two columns, an accent none."""
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def cut(text: str, width: int) -> str:
    """The text in at most `width` columns; what is missing is marked."""
    if columns(text) <= width:
        return text
    kept = ""
    for letter in text:
        if columns(kept) + columns(letter) > width - 1:
            break
        kept += letter
    return kept + "…"
