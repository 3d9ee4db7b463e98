"""08 도커 데몬: what the lesson demands of the engine."""

from __future__ import annotations

import math
import re

from helpers.checks import Blocked, Container, DrawnScope, Event, Life, Look, NotYet, expect, task

from .assignment import DRAWN

BASE = "busybox"
HAND, TICKER, SPARK, PHOENIX = "hand-made", "ticker", "spark", "phoenix"
DEMONSTRATION = "ticker-c"  # the lesson itself makes and removes it
LONG = 3600  # seconds that hand-made has to sleep
UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}  # of busybox's sleep, in seconds
RETRIES = 2
WATCHED = "unless-stopped"
MEGABYTE = 1 << 20  # as docker reads 32m
UNASKED = ("Dns", "DnsOptions", "DnsSearch", "Devices", "PortBindings")  # settings nobody here asks for

SCOPE = DrawnScope(drawing=DRAWN, containers=(HAND, TICKER, SPARK, PHOENIX, DEMONSTRATION, "{container}"))


@task
def by_hand(look: Look) -> None:
    if look.find_container(HAND) is None:
        strays = [found.name for found in look.list_containers(ancestor=BASE) if _is_stray(look, found)]
        raise NotYet("wrong-name", found=strays[0], name=strays[0]) if strays else NotYet("refused")
    found = look.container(HAND).made_from(BASE)
    expect(not _by_docker(found), "by-docker")
    error = str(found.state.get("Error") or "")
    expect(found.is_running or not error, "cmd-is-a-list", found=error.rpartition("exec: ")[2])
    expect(found.status != "created", "not-started", found=found.status)
    found.running(hint=look.say("lasting"))
    expect(not _naps(found), "naps", found=" ".join(found.command))


@task
def background(look: Look) -> None:
    found = look.container(TICKER).made_from(BASE).running(hint=look.say("ticker-again")).detached()
    lines = _lines(found)
    expect(lines, "silent")
    expect(len({second for second, _text in lines}) > 1, "once", found=lines[-1][1])
    expect(len({text for _second, text in lines}) > 1, "same-line", found=lines[-1][1])


@task
def attach(look: Look) -> None:
    found = look.find_container(TICKER)
    if found is None:
        raise Blocked(look.say("no-ticker"))
    life = look.life(found.id)
    attached = life.attached_while_running()
    expect(attached or not life.all("attach"), "attached-at-start", recorded=True)
    expect(attached, "never-attached", recorded=True)
    ended = [event for event in life.all("die") if event.time > attached[-1].time]
    expect(all(_stopped(life, event) for event in ended), "signal-went-through", found=found.status)


@task
def spark(look: Look) -> None:
    started = [life for life in look.lives_of(SPARK) if life.all("start")]
    expect(started, "no-spark", recorded=True)
    last = started[-1]
    expect(look.came_from(last, BASE), "spark-from-elsewhere", found=last.image)
    codes = [end.exit_code for end in last.ends()]
    expect(codes and codes[-1] == 3, "another-code", found=codes[-1] if codes else "running")
    expect(last.all("destroy"), "spark-left")


@task
def phoenix(look: Look) -> None:
    found = look.container(PHOENIX).made_from(BASE).started(hint=look.say("phoenix-again"))
    policy = found.host.get("RestartPolicy") or {}
    asked = f"{policy.get('Name') or 'no'}:{policy.get('MaximumRetryCount') or 0}"
    expect(policy.get("Name") == "on-failure", "no-policy", found=asked)
    expect(policy.get("MaximumRetryCount") == RETRIES, "other-retries", found=asked)
    count = int(found.raw.get("RestartCount") or 0)
    expect(count == RETRIES, "not-restarted", found=f"RestartCount {count}")


@task
def alone(look: Look) -> dict[str, object]:
    mine = DRAWN.mine()
    found = look.container(mine["container"]).made_from(BASE).running(hint=look.say("watch-again"))
    policy = str((found.host.get("RestartPolicy") or {}).get("Name") or "no")
    expect(policy == WATCHED, "watch-policy", found=policy)
    limit = int(found.host.get("Memory") or 0)
    expect(limit == mine.number("memory") * MEGABYTE, "watch-limit", found=f"{limit / MEGABYTE:g}MB")
    lines = [text for _second, text in _lines(found)]
    expect(mine["word"] in lines, "watch-silent", found=lines[-1] if lines else "-")
    count = int(found.raw.get("RestartCount") or 0)
    expect(count, "never-revived", found=f"RestartCount {count}")
    return {"n": count, "memory": mine["memory"]}


def _is_stray(look: Look, found: Container) -> bool:
    """A container that somebody made over HTTP under another name, since the course began."""
    return not (
        found.name in SCOPE.names("container")
        or _by_docker(found)
        or look.ask.foreign("container", found.name, found.id)
    )


def _by_docker(found: Container) -> bool:
    """Whether the docker command made it: it sends empty lists for what nobody asked for.

    The engine keeps them. Three of them are enough, should a newer command leave some out. Podman fills
    in every list itself, CapAdd too, which the docker command does not send.
    """
    empty = [name for name in UNASKED if found.host.get(name) in ([], {})]
    return len(empty) >= 3 and found.host.get("CapAdd") is None


def _stopped(life: Life, end: Event) -> bool:
    """Whether `docker stop` or `docker restart` ended it: the engine tells so, from 26 on before the end and
    earlier after it. Of a signal that an attached client passed on there is no such word."""
    starts = [event.time for event in life.all("start")]
    began = max((time for time in starts if time < end.time), default=0)
    again = min((time for time in starts if time > end.time), default=math.inf)
    return any(began < event.time < again for event in life.all("stop"))


def _naps(found: Container) -> bool:
    """Whether all it does is a sleep that is shorter than it should be, by itself or in a shell."""
    nap = re.fullmatch(r"(?:\S*sh -\w*c )?(?:exec )?(?:\S*/)?sleep (\d+)([smhd]?)", " ".join(found.command))
    return bool(nap and int(nap[1]) * UNITS[nap[2]] < LONG)


def _lines(found: Container) -> list[tuple[str, str]]:
    """The last lines it printed, each with the second it came in; empty ones left out."""
    stamped = [line.partition(" ")[::2] for line in found.logs(timestamps=True).splitlines()]
    return [(stamp[: len("2026-01-01T00:00:00")], text.strip()) for stamp, text in stamped if text.strip()]
