"""09 종합 과제: what the lesson demands of the engine, by names that were drawn for this learner."""

from __future__ import annotations

import re
from datetime import datetime

from helpers.checks import Container, DrawnScope, Image, Look, Trial, _, expect, task, try_out

from .assignment import DRAWN

BASE = "busybox"
LISTED = "debian:trixie-slim"
VERSION = "org.opencontainers.image.version"
BASE_DIGEST = "org.opencontainers.image.base.digest"
LIST = "/www/made-with.txt"
MEGABYTE = 1 << 20  # as docker reads 32m
POLICY = "unless-stopped"
INSIDE, DATA, VISITS = 8080, "/data", "visits"
LOOPBACK = "127.0.0.1"
FEW = 20  # visits of others between two of a check: a health check that asks for the page, the panel
WRITING, PAUSE = 2.0, 0.3  # seconds that a visit may take on a slow machine, and between two looks
POLITE = (0, 143)  # ended by itself after TERM, or by TERM (128 + 15)
KILL = ("9", "SIGKILL")
NOT_FOUND = 127  # where a program cannot be started, as a shell says it
LIMIT = 3.0  # seconds from TERM to the end; those who ignore it are killed after 10
NO_KEY = {"ADMIN_KEY": "none"}  # a start script may demand the key of a later task
SETTINGS = ("User", "Env", "Entrypoint", "Cmd", "Labels", "ExposedPorts", "Healthcheck", "WorkingDir",
            "Volumes", "StopSignal")  # fmt: skip
_COUNT = re.compile(r"visits:\s*(\d+)")


SCOPE = DrawnScope(
    containers=("{container}",), images=("{image}", "{again}"), volumes=("{volume}",), drawing=DRAWN
)


@task
def image(look: Look) -> dict[str, object]:
    mine = DRAWN.mine()
    built = look.image(mine["image"]).builds_on(BASE).built(on=BASE)
    version = (built.config.get("Labels") or {}).get(VERSION)
    expect(version == "1.0", "no-version", found=version or _("없음"))
    who = built.run("id", "-u").said.strip()
    declared = f"USER {built.config.get('User') or 'root'}"
    expect(
        who == mine["user_id"], "another-user", found=f"{declared}, id -u: {who[-80:]}", user=mine["user_id"]
    )
    built.exec_form('CMD ["httpd", …]')
    touched = built.run("touch", f"{DATA}/course")
    expect(touched.code == 0, "not-writable", found=touched.said.strip()[-80:], user=mine["user_id"])
    trial, command = _trial(built), " ".join(built.command)
    expect(trial.exit_code != NOT_FOUND, "no-such-program", found=trial.output.strip()[-120:])
    expect(not trial.ended_early, "ends-at-once", found=trial.output.strip()[-80:] or command)
    expect(trial.answers[0].status, "nobody-listens", found=command)
    built.honest_health(INSIDE, env=NO_KEY, hint=look.say("ask-the-server"))
    return {
        "image": mine["image"],
        "n": len(built.layers) - len(look.base(BASE).layers),
        "user": mine["user_id"],
    }


@task
def origin(look: Look) -> dict[str, object]:
    built, base = look.image(DRAWN.mine()["image"]).builds_on(BASE).built(on=BASE), look.base(BASE)
    told = [str(name).rpartition("@")[2] for name in base.raw.get("RepoDigests") or ()]
    noted = (built.config.get("Labels") or {}).get(BASE_DIGEST)
    shown = next(iter(told), base.id)
    expect(noted in (*told, base.id), "no-base-digest", found=noted or _("없음"), digest=shown)
    kept = built.run("cat", LIST)
    expect(kept.code == 0 and kept.said.strip(), "no-list", found=kept.said.strip()[-80:])
    packages = look.run(look.base(LISTED), "dpkg-query", "-W").output.split("\n")
    expect(kept.said.split("\n") == packages, "other-list", found=kept.said.strip()[:60])
    return {"digest": shown[:19], "n": len(packages) - 1}


@task
def serve(look: Look) -> dict[str, object]:
    return {"n": _visits(look), "port": DRAWN.mine()["port"]}


@task
def secret(look: Look) -> None:
    mine = DRAWN.mine()
    look.image(mine["image"]).no_mention(mine["admin_key"], "ADMIN_KEY")
    web = look.container(mine["container"]).made_from(mine["image"], hint=look.say("made-anew"))
    web.environment("ADMIN_KEY", mine["admin_key"], hint=look.say("with-key"))


@task
def persist(look: Look) -> dict[str, object]:
    mine, shown = DRAWN.mine(), _visits(look)
    web = look.container(mine["container"]).mounted(mine["volume"], DATA, hint=look.say("with-volume"))
    stored = _stored(look, mine["volume"], shown)
    expect(
        stored.isdecimal() and int(stored) >= shown,
        "not-stored",
        found=stored or _("빈 파일이거나 파일 없음"),
        n=shown,
    )
    expect(_replaced(look, web, mine["volume"]) and _inherited(web), "not-replaced", recorded=True)
    return {"n": shown, "name": mine["volume"]}


@task
def operate(look: Look) -> dict[str, object]:
    mine, web = DRAWN.mine(), _web(look)
    limit = int(web.host.get("Memory") or 0)
    expect(
        limit == mine.number("memory") * MEGABYTE,
        "no-limit",
        found=f"{limit / MEGABYTE:g}MB",
        memory=mine["memory"],
    )
    policy = str((web.host.get("RestartPolicy") or {}).get("Name") or "no")
    expect(policy == POLICY, "other-policy", found=policy)
    return {"memory": mine["memory"]}


@task
def stop(look: Look) -> dict[str, object]:
    web = _web(look)
    ends = [end for end in look.life(web.id).ends() if end.signals and end.signals[0] not in KILL]
    expect(ends, "not-tried", name=web.name, recorded=True)
    seconds, code = round(ends[-1].seconds, 1), ends[-1].exit_code
    expect(
        code in POLITE and seconds <= LIMIT,
        "ignores-term",
        found=look.say("ended", seconds=seconds, code=code),
    )
    return {"seconds": seconds, "code": code}


@task
def repeat(look: Look) -> dict[str, object]:
    mine = DRAWN.mine()
    first, second = look.image(mine["image"]), look.image(mine["again"])
    expect(first.id != second.id, "only-a-tag", found=first.short(), image=mine["image"])
    second.builds_on(BASE).built(on=BASE)
    other = _different(
        *({name: built.config.get(name) or "" for name in SETTINGS} for built in (first, second))
    )
    expect(not other, "other-settings", found=", ".join(other), image=mine["image"])
    files = first.fingerprints(above=BASE)
    other = _different(files, second.fingerprints(above=BASE))
    expect(not other, "other-files", found=", ".join(other[:5]))
    steps = [len(built.steps_above(BASE)) for built in (first, second)]
    expect(steps[0] == steps[1], "other-steps", found=f"{first.name}: {steps[0]}, {second.name}: {steps[1]}")
    return {"n": len(files)}


def _web(look: Look) -> Container:
    """The learner's service: running, made from the image as it is now, and nothing of it taken back."""
    mine = DRAWN.mine()
    web, built = look.container(mine["container"]), look.image(mine["image"])
    web.made_from(mine["image"], hint=look.say("made-anew")).started()
    web.running(hint=look.say("in-background", name=web.name) if web.exit_code == 0 else "")
    who = web.run_in("id", "-u").said.strip()
    expect(who == mine["user_id"], "runs-as-another", expected=mine["user_id"], found=who, name=web.name)
    asked, given = (
        " ".join((thing.config.get("Healthcheck") or {}).get("Test") or ()) for thing in (built, web)
    )
    expect(asked == given, "another-health", expected=asked, found=given or _("없음"), name=web.name)
    return web


def _visits(look: Look) -> int:
    """The number of visits on the page, which is published as it should be, has my token, and counts."""
    mine, web = DRAWN.mine(), _web(look)
    service = web.published(INSIDE, at=mine.number("port"), hint=look.say("publish"))
    addresses = {address for places in web.ports.values() for address, _outside in places}
    expect(addresses == {LOOPBACK}, "open-to-all", found=service.ports_text())
    service.answers("/", hint=look.say("no-page", name=web.name))
    pages = [service.page().body for _visit in range(2)]
    expect(
        mine["token"] in pages[0],
        "no-token",
        expected=mine["token"],
        found=pages[0].strip()[:60] or _("빈 페이지"),
    )
    fresh, before, now = map(_count, (_trial(look.image(mine["image"])).answers[0].body, *pages))
    expect(before >= 0, "no-count", found=pages[0].strip()[:60] or _("빈 페이지"))
    expect(now > before, "stands-still", found=now, n=before, name=web.name)
    counted = look.say("counted", fresh=fresh, before=before, now=now)
    expect(now - before <= FEW and fresh <= FEW, "no-counter", found=counted)
    return now


def _trial(built: Image) -> Trial:
    """The image run by itself for a moment, without a visitor before."""
    return try_out(built, "/", port=INSIDE, env=NO_KEY)


def _count(page: str) -> int:
    """The number of visits on a page; -1 if it shows none."""
    found = _COUNT.search(page)
    return int(found[1]) if found else -1


def _stored(look: Look, volume: str, least: int) -> str:
    """What the file in the volume says. A visit of others empties it for a moment to write it anew."""
    said = ""
    for _round in look.ask.waiting(WRITING, PAUSE):
        said = look.volume(volume).text(VISITS) or ""
        if said.isdecimal() and int(said) >= least:
            break
    return said


def _replaced(look: Look, web: Container, volume: str) -> bool:
    """Whether an earlier container of this name was made after the volume, and is gone."""
    # the engine says "create" again for each container that names a volume which is there already
    lost = max((event.time for event in look.happened("volume", "destroy", volume)), default=0)
    made = (event.time for event in look.happened("volume", "create", volume) if event.time > lost)
    since = next(made, 0)
    earlier = (life for life in look.lives_of(web.name) if life.id != web.id)
    return any(life.first("create") > since and life.all("destroy") for life in earlier)


def _inherited(web: Container) -> bool:
    """Whether the visits were in the volume before this container; True where that cannot be told.

    The journal does not say which container had the volume, but making /data/visits changes /data.
    """
    changed = _changed(web)
    if changed < datetime.fromisoformat(web.raw["Created"]).timestamp():
        return True
    web.published(INSIDE).page()
    return _changed(web) > changed  # a page that makes the file anew each time (mv, sed -i)


def _changed(web: Container) -> float:
    """When a file in /data was last made, renamed or removed: seconds since 1970."""
    seconds, _day, clock, *_zone = web.run_in("stat", "-c", "%Y %y", DATA).output.split()
    return int(seconds) + float("0." + clock.partition(".")[2])


def _different(first: dict[str, str], second: dict[str, str]) -> list[str]:
    """Names whose values differ, or that only one of the two has."""
    return sorted(name for name in {**first, **second} if first.get(name) != second.get(name))
