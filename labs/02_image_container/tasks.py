"""02 이미지와 컨테이너: what the lesson demands of the engine. Names change, an id does not: what happened
to a container is told by its id."""

from __future__ import annotations

from helpers.checks import DrawnScope, End, Event, Life, Look, NotYet, _, expect, task

from .assignment import DRAWN

BASE = "busybox"
LATEST, VERSION = "hello-box:latest", "hello-box:1.0"
FULL, HUB = "registry.example.com/team/hello-box:1.0", "team/hello-box:1.0"
SHELL, STAY, TYPO, CLOCK, STUBBORN = "first-shell", "stay", "clcok", "clock", "stubborn"
CODE = 3
TERM, KILL = "15", "9"
ENDED_BY_TERM, ENDED_BY_KILL = 143, 137  # 128 + 15, 128 + 9

SCOPE = DrawnScope(
    containers=(SHELL, STAY, TYPO, CLOCK, STUBBORN, "peek", "oracle", "once", "polite", "{name}"),
    images=(LATEST, VERSION, FULL, HUB, "{image}"),
    drawing=DRAWN,
)


@task
def tag(look: Look) -> dict[str, object]:
    for name in (LATEST, VERSION):
        look.image(name).same_as(BASE)
    return {"id": look.base(BASE).short()}


@task
def full_name(look: Look) -> None:
    only_hub = look.find_image(HUB) and not look.find_image(FULL)
    expect(not only_hub, "no-registry", expected=FULL, found=HUB, name=HUB)
    look.image(FULL, hint=look.say("four-parts")).same_as(BASE)


@task
def shell(look: Look) -> None:
    found = look.container(SHELL).made_from(BASE)
    flags = [flag for flag, key in (("-i", "OpenStdin"), ("-t", "Tty")) if found.config.get(key)]
    expect(len(flags) == 2, "no-terminal", expected="-i -t", found=" ".join(flags) or _("둘 다 없음"))
    expect(found.prompts, "no-shell", expected="sh", found=" ".join(found.command))
    codes = [end.exit_code for end in look.life(found.started().id).ends()]
    if not found.is_running:
        codes.append(found.exit_code)
    expect(codes, "not-ended", found=found.status, code=CODE)
    told = ", ".join(map(str, dict.fromkeys(codes)))
    expect(CODE in codes, "other-code", found=_("종료 코드 {code}").format(code=told), code=CODE)


@task
def stay(look: Look) -> dict[str, object]:
    found = look.container(STAY).made_from(BASE).started().running(hint=look.say("long-command")).detached()
    return {"command": " ".join(found.command)}


@task
def restart(look: Look) -> None:
    found = look.container(SHELL)
    life = look.life(found.id)
    ended = life.all("die", exitCode=str(CODE))
    again = ended and any(start.time > ended[0].time for start in life.all("start"))
    now = _("{status}, 종료 코드 {code}").format(status=found.status, code=found.exit_code)
    expect(again, "still-ended", found=now, recorded=True)


@task
def attach(look: Look) -> None:
    life = look.life(look.container(SHELL).id)
    attached = life.attached_while_running()
    expect(attached, "not-attached", recorded=True)
    expect(any(_left_alive(life, event) for event in attached), "shell-ended")


@task
def rename(look: Look) -> dict[str, object]:
    only_typo = look.find_container(TYPO) and not look.find_container(CLOCK)
    expect(not only_typo, "still-typo", expected=CLOCK, found=TYPO)
    found = look.container(CLOCK).made_from(BASE).started()
    names = [event.attributes.get("oldName", "").lstrip("/") for event in look.life(found.id).all("rename")]
    told = " → ".join([*names, CLOCK]) if names else _("처음부터 clock")
    expect(TYPO in names, "not-renamed", expected=f"{TYPO} → {CLOCK}", found=told, recorded=True)
    return {"id": found.id[:12]}


@task
def stop(look: Look) -> None:
    found = look.container(CLOCK)
    ends = look.life(found.id).ends()
    expect(ends, "never-ended", expected="Exited (143)", found=found.status, recorded=True)
    if not any(_gentle(end) for end in ends):
        deaf = {TERM, KILL} <= set(ends[-1].signals)
        raise NotYet(
            "not-gentle",
            found=_told(ends[-1]),
            hint=look.say("deaf" if deaf else "ask-it"),
            recorded=_by_itself(ends[-1]),
        )


@task
def stubborn(look: Look) -> dict[str, object]:
    lives = look.lives_of(STUBBORN)
    ends = [end for life in lives for end in life.ends()]
    if not ends:
        look.container(STUBBORN).started()
        raise NotYet("still-running", found="running", recorded=True)
    seconds = [_patience(life, end) for life in lives for end in life.ends() if _forced(end)]
    expect(
        seconds,
        "heard" if ends[-1].signals[-1:] == (TERM,) else "not-asked",
        found=_told(ends[-1]),
        recorded=_by_itself(ends[-1]),
    )
    return {"seconds": seconds[-1]}


@task
def kill(look: Look) -> None:
    found = look.container(CLOCK)
    ends = look.life(found.id).ends()
    gentle = next((number for number, end in enumerate(ends) if _gentle(end)), len(ends))
    later = ends[gentle + 1 :]
    expect(later, "not-again", found=found.status, recorded=True)
    expect(any(_killed(end) for end in later), "not-killed", found=_told(later[-1]))


@task
def remove(look: Look) -> None:
    ended = [life for life in look.lives_of(STUBBORN) if any(_forced(end) for end in life.ends())]
    expect(ended, "not-seen", found=_("기록 없음"), recorded=True)
    left = [found for life in ended if (found := look.find_container(life.id))]
    here = left[0] if left else look.find_container(STUBBORN)
    if here is not None:
        hint = look.say("end-first" if here.is_running else "remove-it", name=here.name)
        raise NotYet("still-there", found=here.status, hint=hint, name=here.name)


@task
def alone(look: Look) -> None:
    mine = DRAWN.mine()
    image = look.image(mine["image"]).same_as(BASE)
    found = look.container(mine["name"]).made_from(mine["image"]).started()
    said = found.logs().strip()
    expect(mine["token"] in said, "alone-silent", expected=mine["token"], found=said[-60:] or image.name)
    ends = look.life(found.id).ends()
    expect(ends, "alone-never-ended", found=found.status, recorded=True)
    if not any(end.signals[-1:] == (TERM,) and end.exit_code == mine.number("code") for end in ends):
        raise NotYet(
            "alone-killed" if KILL in ends[-1].signals else "alone-other-code",
            found=_told(ends[-1]),
            recorded=_by_itself(ends[-1]),
        )


def _left_alive(life: Life, attached: Event) -> bool:
    """Whether the shell outlived this visit: it still runs, or what ended it came from outside."""
    after = [event.action for event in life.events if event.time > attached.time]
    return next((action for action in after if action in ("die", "kill")), "") != "die"


def _by_itself(end: End) -> bool:
    """Whether nothing is on record that made the process end: a signal from elsewhere, or not recorded."""
    return not end.signals


def _gentle(end: End) -> bool:
    """Whether the process ended by SIGTERM itself."""
    return end.signals[-1:] == (TERM,) and end.exit_code == ENDED_BY_TERM


def _killed(end: End) -> bool:
    """Whether SIGKILL ended the process, and nobody had asked it before."""
    return end.signals[-1:] == (KILL,) and TERM not in end.signals and end.exit_code == ENDED_BY_KILL


def _forced(end: End) -> bool:
    """Whether SIGTERM had to be followed up with SIGKILL."""
    return end.signals[-1:] == (KILL,) and TERM in end.signals and end.exit_code == ENDED_BY_KILL


def _patience(life: Life, end: End) -> int:
    """Seconds from the last SIGTERM to this end."""
    asked = max(event.time for event in life.all("kill", signal=TERM) if event.time < end.time)
    return round((end.time - asked) / 1e9)


def _told(end: End) -> str:
    signals = ", ".join(end.signals) or _("없음")
    return _("신호 {signals}, 종료 코드 {code}").format(signals=signals, code=end.exit_code)
