"""The life of one container: its states as a diagram, where it is, and which commands took it there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import docker

from helpers.i18n import N_, _
from helpers.lab import Event, Journal
from helpers.views.frame import Picture, clean, cut, message, table
from helpers.views.life_drawing import CREATED, EXITED, NONE, PAUSED, REMOVED, RUNNING, drawing, word
from helpers.views.words import safe

TITLE = N_("컨테이너 {name}의 일생")
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
        told = message(title, line.format(name=shown))
        return Picture(title, told.text, drawing(NONE, (), title, told.text) + told.body)
    text = "\n".join(_lines(life))
    told_steps = "".join(f"<p>{line}</p>" for line in _caption(life))
    return Picture(title, text, drawing(life.state, life.steps, title, text) + told_steps)


def _now(life: Life) -> str:
    state = word(life.state)
    return state if life.exit_code is None else f"{state} ({life.exit_code})"


def _lines(life: Life) -> list[str]:
    first = max(len(life.steps) - LISTED, 0)
    rows = [
        (f"{number}.", step.cause, f"{word(step.source)} → {word(step.target)}"
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
