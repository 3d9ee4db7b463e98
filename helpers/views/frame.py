"""What every view shares: its frame as HTML, its letters measured, and names made harmless.

A view is a pure function from plain data to a Picture, which is HTML in a notebook or a handout and
text everywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from unicodedata import category, combining, east_asian_width

from helpers.i18n import _
from helpers.views.words import rich, safe

LONGEST = 200  # characters of a name that are kept at all; an engine allows labels of 100 kB
MARKS_ON_LETTER = 2  # combining marks in a row; more of them would paint over the lines above
ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.?)", re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """One view as it is now: a title, lines of text, and the same as HTML (`body`, already safe)."""

    title: str
    text: str
    body: str

    def html(self) -> str:
        """The view with its frame and colours, complete in itself."""
        return (
            f'{style()}<figure class="course-view" role="group" aria-label="{safe(self.title)}">'
            f"<figcaption>{safe(self.title)}</figcaption>{self.body}</figure>"
        )

    def __str__(self) -> str:
        return f"{self.title}\n{self.text}".rstrip()


def message(title: str, line: str) -> Picture:
    """A view that has nothing to draw says why in one line."""
    return Picture(title, line, f'<p class="cv-note">{rich(line)}</p>')


def no_container(title: str, name: str) -> Picture:
    """The view of a container that is not there."""
    line = _("컨테이너 {name}: 지금은 없습니다. 만들고 나면 여기에 나타납니다.")
    return message(title, line.format(name=cut(clean(name), 60)))


@cache
def style() -> str:
    """The views' style sheet; it comes with each view, so that one cell alone is a whole document."""
    return f"<style>{Path(__file__).with_name('views.css').read_text(encoding='utf-8')}</style>"


# -- names from the engine: anybody may have chosen them -----------------------------------------
def clean(text: object, limit: int = LONGEST) -> str:
    """One harmless line: no terminal codes, no control or direction marks, no towers of accents.

    Not yet HTML: escape it with `safe`, or use `label`.
    """
    raw = str(text)
    shown = ANSI.sub("", raw[: limit * 4])
    letters: list[str] = []
    marks = 0
    for letter in shown:
        marks = marks + 1 if combining(letter) else 0
        if letter.isspace():
            letters.append(" ")
        elif category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn") and marks <= MARKS_ON_LETTER:
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


def label(text: object, width: int = 48, kind: str = "") -> str:
    """A name as HTML: cut to `width` columns, whole in its title, its writing direction kept inside."""
    whole = clean(text)
    short = cut(whole, width)
    title = f' title="{safe(whole)}"' if short != whole else ""
    css = f' class="{kind}"' if kind else ""
    return f"<bdi{css}{title}>{safe(short)}</bdi>"


def table(rows: Iterable[Iterable[str]], indent: str = "  ") -> list[str]:
    """Lines of text in columns."""
    kept = [tuple(row) for row in rows]
    widths = [max(map(columns, column)) for column in zip_longest(*kept, fillvalue="")]
    padded = [
        [cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=False)]
        for row in kept
    ]
    return [(indent + "  ".join(cells)).rstrip() for cells in padded]


def size(number: int) -> str:
    """Bytes as `docker images` says them: decimal units, three digits that count."""
    value = float(number)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            return f"{value:.3g} {unit}" if value < 1000 else f"{value:.0f} {unit}"
        value /= 1000
    raise AssertionError("unreachable")


# -- drawings ------------------------------------------------------------------------------------
def svg(width: int, height: int, title: str, words: str, body: Iterable[str]) -> str:
    """A drawing of `width` × `height` px that shrinks with the page; read aloud as title and words."""
    return (
        f'<div class="cv-drawing"><svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="0 0 {width} {height}" '
        f'style="width:100%;max-width:{width}px;height:auto" aria-label="{safe(title)}">'
        f"<title>{safe(title)}</title><desc>{safe(words)}</desc>{''.join(body)}</svg></div>"
    )


def write(x: float, y: float, text: object, width: int = 60, kind: str = "", anchor: str = "start") -> str:
    """A line of text in a drawing, cut to `width` columns, the whole of it as its title."""
    whole = clean(text)
    short = cut(whole, width)
    title = f"<title>{safe(whole)}</title>" if short != whole else ""
    css = f' class="{kind}"' if kind else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{css}>{safe(short)}{title}</text>'
