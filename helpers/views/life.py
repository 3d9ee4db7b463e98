"""The life of one container: its states as a diagram, where it is, and which commands took it there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import docker

from helpers.i18n import N_, _
from helpers.lab import Event, Journal
from helpers.views.frame import Picture, clean, cut, message, svg, table, write
from helpers.views.words import safe

NONE, CREATED, RUNNING, PAUSED, EXITED, REMOVED = "none", "created", "running", "paused", "exited", "removed"
TITLE = N_("컨테이너 {name}의 일생")
WIDTH, HEIGHT, ROW, BOX = 604, 268, 104, 44
# left edge and width of each state's box; paused stands below running
PLACES = {
    NONE: (2, 58), CREATED: (118, 80), RUNNING: (250, 92), EXITED: (438, 72), REMOVED: (542, 60),
    PAUSED: (250, 92),
}  # fmt: skip
LOWER = 206
WORDS = {NONE: N_("없음"), REMOVED: N_("지워짐")}  # the others are Docker's own words
NEXT = {
    NONE: ("docker create", "docker run"),
    CREATED: ("docker start", "docker rm"),
    RUNNING: ("docker stop", "docker kill", "docker pause", "docker rm -f"),
    PAUSED: ("docker unpause",),
    EXITED: ("docker start", "docker rm"),
    REMOVED: ("docker create", "docker run"),
}
MOVES = {"create": CREATED, "start": RUNNING, "pause": PAUSED, "unpause": RUNNING, "die": EXITED,
         "destroy": REMOVED}  # fmt: skip
AT_ONCE = 2_000_000_000  # ns; `docker rm -f` ends and removes in one go, a person who types takes longer
LISTED = 12  # steps that are told one by one; the drawing counts all


@dataclass(frozen=True)
class Step:
    """One change of state and what caused it; `exit_code` only where a program ended."""

    cause: str
    source: str
    target: str
    exit_code: int | None = None


@dataclass(frozen=True)
class Life:
    """A container's state now, and its way there as far as the journal goes."""

    name: str
    state: str
    exit_code: int | None
    steps: tuple[Step, ...]


def read(api: docker.APIClient, name: str) -> Life | None:
    """From inspect and the journal; None if there neither is nor was such a container."""
    journal = Journal(api)
    journal.catch_up()
    events = _of_last([event for event in journal.events() if event.kind == "container"], name)
    try:
        raw = api.inspect_container(name)
    except docker.errors.NotFound:
        return Life(name, REMOVED, None, steps(events)) if events else None
    state = raw["State"]
    status = str(state["Status"])
    ended = int(state["ExitCode"]) if status == EXITED else None
    return Life(name, status, ended, steps(event for event in events if event.id == raw["Id"]))


def _of_last(events: list[Event], name: str) -> list[Event]:
    """The events of the latest container that has borne the name (or the id)."""
    ids = [
        event.id for event in events if event.name == name or (len(name) >= 12 and event.id.startswith(name))
    ]
    return [event for event in events if ids and event.id == ids[-1]]


def steps(events: Iterable[Event]) -> tuple[Step, ...]:
    """Changes of state, each with the command that made it as far as the events tell."""
    found: list[Step] = []
    state, signal, stopped = NONE, "", False
    all_of_them = list(events)
    for at, event in enumerate(all_of_them):
        if event.action == "kill":
            signal = event.attributes.get("signal", "")
        elif event.action == "stop":
            stopped = True
        target = MOVES.get(event.action)
        if target is None or _held_by_commit(all_of_them, at):
            continue
        after = all_of_them[at + 1 : at + 9]
        code = int(event.attributes.get("exitCode") or 0) if target == EXITED else None
        found.append(Step(_cause(event, signal, stopped, after), state, target, code))
        state, signal, stopped = target, "", stopped and event.action != "start"
    return tuple(found)


def _held_by_commit(events: list[Event], at: int) -> bool:
    """`docker commit` holds the container still while it reads the writable layer; nobody paused it."""
    if events[at].action == "pause":
        return any(event.action == "commit" for event in events[at + 1 : at + 2])
    return events[at].action == "unpause" and events[max(at - 1, 0)].action == "commit"


def _cause(event: Event, signal: str, stopped: bool, following: list[Event]) -> str:
    if event.action != "die":
        return {"destroy": "docker rm"}.get(event.action, f"docker {event.action}")
    after = [event.action for event in following]
    # of a stop, Engine 28 says "stop" before "die" and Engine 20.10 after it, but before the next start
    again = after.index("start") if "start" in after else len(after)
    if stopped or "stop" in after[:again]:
        return "docker restart" if after[again + 1 : again + 2] == ["restart"] else "docker stop"
    if signal:
        forced = after[:1] == ["destroy"] and following[0].time - event.time < AT_ONCE
        return "docker rm -f" if forced else "docker kill"
    return _("프로그램이 끝남")


def picture(life: Life | None, name: str) -> Picture:
    """The diagram. A state or a way that the container took stands out by colour, weight and number."""
    shown = cut(clean(name), 40)
    title = _(TITLE).format(name=shown)
    if life is None:
        line = _("컨테이너 {name}: 아직 없습니다. `docker create`나 `docker run`이 첫걸음입니다.")
        nothing = Life(name, NONE, None, ())
        told = message(title, line.format(name=shown))
        return Picture(title, told.text, _drawing(nothing, title, told.text) + told.body)
    text = "\n".join(_lines(life))
    told_steps = "".join(f"<p>{line}</p>" for line in _caption(life))
    return Picture(title, text, _drawing(life, title, text) + told_steps)


def _word(state: str) -> str:
    return _(WORDS[state]) if state in WORDS else clean(state, 20)


def _now(life: Life) -> str:
    state = _word(life.state)
    return state if life.exit_code is None else f"{state} ({life.exit_code})"


def _lines(life: Life) -> list[str]:
    first = max(len(life.steps) - LISTED, 0)
    rows = [
        (f"{number}.", step.cause, f"{_word(step.source)} → {_word(step.target)}"
         + (f" ({step.exit_code})" if step.exit_code is not None else ""))
        for number, step in enumerate(life.steps[first:], first + 1)
    ]  # fmt: skip
    before = [_("  … 앞선 {count}걸음").format(count=first)] if first else []
    return [_("지금: {state}").format(state=_now(life)), *before, *table(rows), _onward(life)]


def _onward(life: Life) -> str:
    return _("다음에 쓸 수 있는 명령: {commands}").format(commands=", ".join(NEXT.get(life.state, ())))


def _caption(life: Life) -> list[str]:
    now = _("지금: {state}").format(state=_now(life))
    way = " → ".join(
        step.cause + (f" ({step.exit_code})" if step.exit_code is not None else "")
        for step in life.steps[-LISTED:]
    )
    if len(life.steps) > LISTED:
        way = f"… → {way}"
    tag = f'<span class="cv-tag cv-here">● {safe(now)}</span> '
    return [
        tag + safe(_("걸어온 길: {way}").format(way=way) if way else ""),
        f'<span class="cv-soft">{safe(_onward(life))}</span>',
    ]


# -- the drawing ---------------------------------------------------------------------------------
def _drawing(life: Life, title: str, words: str) -> str:
    went = Counter((step.source, step.target) for step in life.steps)
    been = {life.state} | {state for way in went for state in way}
    edges = [*_straight(went), *_arcs(went)]
    return svg(WIDTH, HEIGHT, title, words, [*edges, *(_box(state, life.state, been) for state in PLACES)])


def _box(state: str, now: str, been: set[str]) -> str:
    left, width = PLACES[state]
    top = LOWER if state == PAUSED else ROW
    kind = "cv-box-now" if state == now else "cv-box-been" if state in been else "cv-box"
    mark = "● " if state == now else ""
    return (
        f'<rect class="{kind}" data-state="{state}" x="{left}" y="{top}" width="{width}" '
        f'height="{BOX}" rx="10"/>'
        + write(left + width / 2, top + 27, mark + _word(state), kind="cv-b", anchor="middle")
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
    went: Counter[tuple[str, str]], way: tuple[str, str], y: float, text: str, above: bool = True
) -> str:
    (left, width), (right, other) = PLACES[way[0]], PLACES[way[1]]
    forward = left < right
    start = left + width if forward else left
    end = right if forward else right + other
    sign = -1 if forward else 1
    count = went[way]
    tip = f"M{end},{y} l{sign * 9},-5 v10 z"
    label = _tag((start + end) / 2, y - 8 if above else y + 18, text, count)
    return _edge(f"M{start},{y} H{end + sign * 8}", tip, count) + label


def _straight(went: Counter[tuple[str, str]]) -> list[str]:
    middle = ROW + BOX / 2
    pausing, resuming = went[(RUNNING, PAUSED)], went[(PAUSED, RUNNING)]
    low, high = ROW + BOX, LOWER
    return [
        _across(went, (NONE, CREATED), middle, "create"),
        _across(went, (CREATED, RUNNING), middle, "start"),
        _across(went, (RUNNING, EXITED), middle - 9, "stop · kill"),
        write(390, middle - 33, _("프로그램이 끝남"), kind="cv-s", anchor="middle"),
        _across(went, (EXITED, RUNNING), middle + 9, "start", above=False),
        _across(went, (EXITED, REMOVED), middle, "rm"),
        _edge(f"M282,{low} V{high - 8}", f"M282,{high} l-5,-9 h10 z", pausing),
        _tag(274, (low + high) / 2 + 5, "pause", pausing, "end"),
        _edge(f"M310,{high} V{low + 8}", f"M310,{low} l-5,9 h10 z", resuming),
        _tag(318, (low + high) / 2 + 5, "unpause", resuming, "start"),
    ]


def _arcs(went: Counter[tuple[str, str]]) -> list[str]:
    forced = went[(RUNNING, REMOVED)]
    unused = went[(CREATED, REMOVED)]
    low = ROW + BOX
    around = f"M158,{low} V248 Q158,258 168,258 H562 Q572,258 572,248 V{low + 9}"
    return [
        _edge(f"M31,{ROW} C31,30 284,30 284,{ROW - 9}", f"M284,{ROW} l-5,-9 h10 z", 0),
        _tag(158, 38, "run = create + start", 0),
        _edge(f"M308,{ROW} C308,30 572,30 572,{ROW - 9}", f"M572,{ROW} l-5,-9 h10 z", forced),
        _tag(440, 38, "rm -f", forced),
        _edge(around, f"M572,{low} l-5,9 h10 z", unused),
        _tag(440, 250, "rm", unused),
    ]
