"""What stands where on a page of a PDF, as the widths of its fonts say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pypdf

THOUSANDTHS = 1000  # of the font's size: what widths and kerning are counted in


@dataclass(frozen=True)
class Run:
    """Letters shown at once: where they begin and end, in points from the lower left corner."""

    left: float
    right: float
    bottom: float
    glyphs: int


def runs(page: pypdf.PageObject) -> list[Run]:
    """Every run of letters on a page that Chromium has printed: two bytes a glyph, its own place each."""
    fonts = {
        name: font.get_object()["/DescendantFonts"][0].get_object()
        for name, font in page["/Resources"].get("/Font", {}).items()
    }
    widths = {name: _widths(font) for name, font in fonts.items()}
    others = {name: float(font.get("/DW", THOUSANDTHS)) for name, font in fonts.items()}
    found: list[Run] = []
    now: dict[str, Any] = {}

    def see(operator: bytes, operands: Any, cm: list[float], tm: list[float]) -> None:
        if operator == b"Tf":
            now.update(font=operands[0], size=float(operands[1]))
        elif operator in (b"Tj", b"TJ"):
            parts = operands[0] if operator == b"TJ" else operands
            width, glyphs = 0.0, 0
            for part in parts:
                if isinstance(part, (int, float)):
                    width -= float(part)
                    continue
                ids = list(_ids(part))
                glyphs += len(ids)
                width += sum(widths[now["font"]].get(number, others[now["font"]]) for number in ids)
            left = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            length = width / THOUSANDTHS * now["size"] * tm[0] * cm[0]
            found.append(Run(left, left + length, tm[4] * cm[1] + tm[5] * cm[3] + cm[5], glyphs))

    page.extract_text(visitor_operand_before=see)
    return found


def _ids(operand: Any) -> Iterator[int]:
    raw = operand.original_bytes if hasattr(operand, "original_bytes") else bytes(operand)
    return (int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2))


def _widths(font: Mapping[str, Any]) -> dict[int, float]:
    """The width of each glyph of a font, by its number (PDF 32000-1, 9.7.4.3)."""
    told = [value.get_object() for value in font.get("/W", [])]
    found: dict[int, float] = {}
    while told:
        first, second = int(told.pop(0)), told.pop(0)
        if isinstance(second, list):
            found |= {first + at: float(width) for at, width in enumerate(second)}
        else:
            width = float(told.pop(0))
            found |= dict.fromkeys(range(first, int(second) + 1), width)
    return found
