"""What every view shares: its frame as HTML, its letters measured, and names made harmless.

A view is a pure function from plain data to a Picture, which is HTML in a notebook or a handout and
text everywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

from helpers.i18n import _
from helpers.text import clean as clean
from helpers.text import columns as columns
from helpers.text import cut as cut
from helpers.views.words import rich, safe


@dataclass(frozen=True)
class Picture:
    """One view as it is now: a title, lines of text, and the same as HTML (`body`, already safe)."""

    title: str
    text: str
    body: str

    def html(self) -> str:
        """The view with its frame and colours, complete in itself."""
        return (
            f'{style()}<figure class="course-view" aria-label="{safe(self.title)}">'
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


def wide(head: str, body: str, name: str) -> str:
    """A table that is scrolled where the page is too narrow for it, by keyboard, too."""
    return (
        f'<div class="cv-wide" tabindex="0" role="group" aria-label="{safe(name)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


# -- drawings ------------------------------------------------------------------------------------
def svg(width: int, height: int, title: str, words: str, body: Iterable[str]) -> str:
    """A drawing of `width` × `height` px that shrinks with the page; read aloud as title and words."""
    return (
        f'<div class="cv-drawing" tabindex="0" role="group" aria-label="{safe(title)}">'
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
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
