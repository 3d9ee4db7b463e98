"""Measured durations as a plot: every measurement a dot, on a logarithmic axis, as SVG and as text.

An own drawing instead of a plotting library: one chart does not justify matplotlib's 100 MB, and SVG
that uses JupyterLab's colours is readable in both themes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log10
from statistics import median

from helpers.i18n import _
from helpers.text import columns

PLOT, NOTE, ROW, HEAD, AXIS = 380, 120, 34, 14, 34  # px: columns, then heights
LETTER, GAP = 7.5, 12  # px: a letter of a wide face, and what lies between a label and the plot
GRID = "var(--jp-border-color2, #ccc)"
INK = "var(--jp-ui-font-color1, #222)"
FILL = "var(--jp-brand-color1, #1976d2)"


@dataclass(frozen=True)
class Durations:
    """One row: `seconds` measured here, or, with `source`, the ends of a range that somebody else names."""

    label: str
    seconds: tuple[float, ...]
    source: str = ""

    def note(self) -> str:
        """The number beside the row: the median, or the range."""
        if self.source:
            return f"{_span(min(self.seconds))} – {_span(max(self.seconds))}"
        return _span(median(self.seconds))

    def text(self) -> str:
        """The row in words, without a drawing."""
        if self.source:
            return _("{label}: {range} ({source})").format(
                label=self.label, range=self.note(), source=self.source
            )
        return _("{label}: 중앙값 {median} ({count}번, {low} – {high})").format(
            label=self.label,
            median=self.note(),
            count=len(self.seconds),
            low=_span(min(self.seconds)),
            high=_span(max(self.seconds)),
        )


class Plot:
    """The chart of some rows; a notebook shows the drawing, everything else the text.

    Raises ValueError without rows, or when a duration is not above 0: it has no place on the axis.
    """

    def __init__(self, rows: Sequence[Durations]):
        if not rows or any(not row.seconds or min(row.seconds) <= 0 for row in rows):
            raise ValueError("a plot needs rows, and every duration above 0 s")
        self.rows = tuple(rows)
        every = [second for row in rows for second in row.seconds]
        self._low, self._high = _decade(min(every), down=True), _decade(max(every), down=False)
        self._left = round(LETTER * max(columns(row.label) for row in rows)) + GAP

    def __repr__(self) -> str:
        return "\n".join(row.text() for row in self.rows)

    def _repr_html_(self) -> str:
        height, width = HEAD + ROW * len(self.rows) + AXIS, self._left + PLOT + NOTE
        body = "".join([*self._axis(height), *(self._row(at, row) for at, row in enumerate(self.rows))])
        return (
            f'<svg role="img" aria-label="{escape(repr(self))}" xmlns="http://www.w3.org/2000/svg" '
            f'viewBox="0 0 {width} {height}" style="max-width: {width}px; '
            f'width: 100%; font: 13px var(--jp-ui-font-family, sans-serif)" fill="{INK}">{body}</svg>'
        )

    def _x(self, seconds: float) -> float:
        return self._left + PLOT * (log10(seconds) - self._low) / (self._high - self._low)

    def _axis(self, height: int) -> list[str]:
        bottom = height - AXIS
        parts = []
        for power in range(self._low, self._high + 1):
            x = self._x(10.0**power)
            parts.append(f'<line x1="{x:.0f}" x2="{x:.0f}" y1="{HEAD}" y2="{bottom}" stroke="{GRID}"/>')
            parts.append(
                f'<text x="{x:.0f}" y="{bottom + 18}" text-anchor="middle">{_span(10.0**power)}</text>'
            )
        return parts

    def _row(self, at: int, row: Durations) -> str:
        y = HEAD + ROW * at + ROW // 2
        label = f'<text x="{self._left - GAP}" y="{y + 4}" text-anchor="end">{escape(row.label)}</text>'
        note = f'<text x="{self._left + PLOT + GAP}" y="{y + 4}">{escape(row.note())}</text>'
        return label + (self._range(y, row) if row.source else self._dots(y, row)) + note

    def _dots(self, y: int, row: Durations) -> str:
        dots = "".join(
            f'<circle cx="{self._x(second):.1f}" cy="{y}" r="5" fill="{FILL}" fill-opacity="0.45"/>'
            for second in row.seconds
        )
        x = self._x(median(row.seconds))
        ends = f'y1="{y - 11}" y2="{y + 11}" stroke="{INK}" stroke-width="2"'
        return f'{dots}<line x1="{x:.1f}" x2="{x:.1f}" {ends}/>'

    def _range(self, y: int, row: Durations) -> str:
        """Hollow and dashed: nobody measured this here."""
        left, right = self._x(min(row.seconds)), self._x(max(row.seconds))
        return (
            f'<rect x="{left:.1f}" y="{y - 8}" width="{right - left:.1f}" height="16" rx="4" fill="none" '
            f'stroke="{INK}" stroke-dasharray="4 3"/>'
        )


def startup(*measured: Durations) -> Plot:
    """Start-up times measured by the learner beside the order of magnitude of a virtual machine's boot.

    From Firecracker's SPECIFICATION.md (125 ms to user space, the leanest there is) to about a minute for
    a whole desktop or server system.
    """
    machine = Durations(_("가상 머신의 부팅 (재지 않음)"), (0.125, 60.0), source=_("문헌의 자릿수"))
    return Plot([*measured, machine])


def _decade(seconds: float, *, down: bool) -> int:
    """The power of ten at or beyond a duration, so that no dot lies on the edge."""
    power = log10(seconds)
    whole = int(power // 1)
    return whole if down else whole + 1


def _span(seconds: float) -> str:
    """A duration with at most three digits that count, in the unit people would say."""
    if seconds >= 1:
        return _("{number}초").format(number=f"{seconds:.3g}")
    return f"{seconds * 1000:.3g} ms"
