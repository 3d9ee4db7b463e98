"""The states of a container as a drawing: a box each, and the commands that lead from one to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from helpers.i18n import N_, _
from helpers.views.frame import clean, columns, svg, write

NONE, CREATED, RUNNING, PAUSED, EXITED, REMOVED = "none", "created", "running", "paused", "exited", "removed"
WORDS = {NONE: N_("없음"), REMOVED: N_("지워짐")}  # the others are Docker's own words
HEIGHT, ROW, BOX, LOWER = 268, 104, 44, 206  # paused stands below running, at LOWER
LETTER, MARGIN = 7.5, 13  # px: a letter in a box, and what is free on each side of its word
# from left to right, each with the room to the next one for the names of the commands
ACROSS = ((NONE, 54), (CREATED, 50), (RUNNING, 98), (EXITED, 44), (REMOVED, 2))
STATES = (*(state for state, _room in ACROSS), PAUSED)

Places = dict[str, tuple[float, float]]


class Way(Protocol):
    """A change of state."""

    @property
    def source(self) -> str:
        """The state before."""

    @property
    def target(self) -> str:
        """The state after."""


def word(state: str) -> str:
    """What a state is called."""
    return _(WORDS[state]) if state in WORDS else clean(state, 20)


def _places() -> Places:
    """Left edge and width of each state's box: as wide as its word is in the language in force."""
    found, left = {}, 2.0
    for state, room in ACROSS:
        width = LETTER * columns(f"● {word(state)}") + 2 * MARGIN
        found[state] = (left, width)
        left += width + room
    return {**found, PAUSED: found[RUNNING]}


def drawing(now: str, steps: Iterable[Way], title: str, words: str) -> str:
    """The states as boxes and the commands as arrows; what the container has been stands out."""
    went = Counter((step.source, step.target) for step in steps)
    been = {now} | {state for way in went for state in way}
    places = _places()
    edges = [*_straight(went, places), *_arcs(went, places)]
    boxes = [_box(state, places[state], now, been) for state in STATES]
    return svg(round(sum(places[REMOVED])) + 2, HEIGHT, title, words, [*edges, *boxes])


def _box(state: str, place: tuple[float, float], now: str, been: set[str]) -> str:
    left, width = place
    top = LOWER if state == PAUSED else ROW
    kind = "cv-box-now" if state == now else "cv-box-been" if state in been else "cv-box"
    mark = "● " if state == now else ""
    return (
        f'<rect class="{kind}" data-state="{state}" x="{left:g}" y="{top}" width="{width:g}" '
        f'height="{BOX}" rx="10"/>'
        + write(left + width / 2, top + 27, mark + word(state), kind="cv-b", anchor="middle")
    )


def _edge(path: str, tip: str, count: int) -> str:
    on = "-on" if count else ""
    return f'<path class="cv-edge{on}" d="{path}"/><path class="cv-tip{on}" d="{tip}"/>'


def _tag(x: float, y: float, text: str, count: int, anchor: str = "middle") -> str:
    """The command beside its way; how often it was taken, if it was."""
    # between two boxes there is no room for the spaces and a number
    words = f"{text.replace(' · ', '·')} ×{count}" if count > 1 else text
    return write(x, y, words, kind="cv-c cv-on" if count else "cv-c", anchor=anchor)


def _across(
    went: Counter[tuple[str, str]],
    places: Places,
    way: tuple[str, str],
    y: float,
    text: str,
    above: bool = True,
) -> str:
    (left, width), (right, other) = places[way[0]], places[way[1]]
    forward = left < right
    start = left + width if forward else left
    end = right if forward else right + other
    sign = -1 if forward else 1
    count = went[way]
    tip = f"M{end:g},{y:g} l{sign * 9},-5 v10 z"
    label = _tag((start + end) / 2, y - 8 if above else y + 18, text, count)
    return _edge(f"M{start:g},{y:g} H{end + sign * 8:g}", tip, count) + label


def _straight(went: Counter[tuple[str, str]], places: Places) -> list[str]:
    middle = ROW + BOX / 2
    pausing, resuming = went[(RUNNING, PAUSED)], went[(PAUSED, RUNNING)]
    low, high = ROW + BOX, LOWER
    running = _center(places, RUNNING)
    down, up = running - 14, running + 14
    ending = (sum(places[RUNNING]) + places[EXITED][0]) / 2
    return [
        _across(went, places, (NONE, CREATED), middle, "create"),
        _across(went, places, (CREATED, RUNNING), middle, "start"),
        _across(went, places, (RUNNING, EXITED), middle - 9, "stop · kill"),
        write(ending, middle - 33, _("프로그램이 끝남"), kind="cv-s", anchor="middle"),
        _across(went, places, (EXITED, RUNNING), middle + 9, "start", above=False),
        _across(went, places, (EXITED, REMOVED), middle, "rm"),
        _edge(f"M{down:g},{low} V{high - 8}", f"M{down:g},{high} l-5,-9 h10 z", pausing),
        _tag(down - 8, (low + high) / 2 + 5, "pause", pausing, "end"),
        _edge(f"M{up:g},{high} V{low + 8}", f"M{up:g},{low} l-5,9 h10 z", resuming),
        _tag(up + 8, (low + high) / 2 + 5, "unpause", resuming, "start"),
    ]


def _arcs(went: Counter[tuple[str, str]], places: Places) -> list[str]:
    forced = went[(RUNNING, REMOVED)]
    unused = went[(CREATED, REMOVED)]
    low = ROW + BOX
    none, created, running, removed = (_center(places, state) for state in (NONE, CREATED, RUNNING, REMOVED))
    come, go = running - 12, running + 12
    around = f"M{created:g},{low} V248 q0,10 10,10 H{removed - 10:g} q10,0 10,-10 V{low + 9}"
    return [
        _edge(
            f"M{none:g},{ROW} C{none:g},30 {come:g},30 {come:g},{ROW - 9}",
            f"M{come:g},{ROW} l-5,-9 h10 z",
            0,
        ),
        _tag((none + come) / 2, 38, "run = create + start", 0),
        _edge(
            f"M{go:g},{ROW} C{go:g},30 {removed:g},30 {removed:g},{ROW - 9}",
            f"M{removed:g},{ROW} l-5,-9 h10 z",
            forced,
        ),
        _tag((go + removed) / 2, 38, "rm -f", forced),
        _edge(around, f"M{removed:g},{low} l-5,9 h10 z", unused),
        _tag((running + removed) / 2 + 20, 250, "rm", unused),
    ]


def _center(places: Places, state: str) -> float:
    left, width = places[state]
    return left + width / 2
