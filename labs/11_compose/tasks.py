"""11 Compose: what the lesson demands of the engine, whether Compose or `docker run` has made it so."""

from __future__ import annotations

from helpers.checks import Container, DrawnScope, Health, Look, Service, expect, task

from .assignment import DRAWN

BASE = "busybox"
STORE, PAGE, BACKUP = "memo-store-1", "memo-page-1", "memo-backup-1"
NETWORK, DATA, SAVED = "memo_default", "memo_data", "memo_saved"
NOTE = "note.txt"
ROLE = "store"  # by this name the page asks
PORT, OUTSIDE = 80, 9997
POLICY = "unless-stopped"
MEGABYTE = 1 << 20
WIKI = "mywiki"  # the lesson's translation of lesson 06: who wants to starts it

SCOPE = DrawnScope(
    drawing=DRAWN,
    containers=(STORE, PAGE, BACKUP, f"{WIKI}-wiki-1", "{store}", "{page}"),
    volumes=(DATA, SAVED, f"{WIKI}_data", "{volume}"),
    networks=(NETWORK, f"{WIKI}_default", "{network}"),
)


@task
def up(look: Look) -> dict[str, object]:
    _served(look, STORE, PAGE, NETWORK, DATA, OUTSIDE)
    return {"port": OUTSIDE}


@task
def watched(look: Look) -> None:
    _watched(look, look.container(STORE).made_from(BASE).running(), look.container(PAGE).made_from(BASE))


@task
def saved(look: Look) -> dict[str, object]:
    kept, now = (_lines(look, name) for name in (SAVED, DATA))
    expect(kept, "nothing-saved", found=look.volume(SAVED).names())
    expect(now[: len(kept)] == kept, "another-note-saved", found=kept[0][:60])
    busy = [found.name for found in look.volume(SAVED).users() if found.is_running]
    expect(not busy, "still-saving", found=", ".join(busy))
    return {"n": len(kept)}


@task
def again(look: Look) -> dict[str, object]:
    store, _page = _served(look, STORE, PAGE, NETWORK, DATA, OUTSIDE)
    made = look.life(store.id).first("create")
    # by what is known of each: where the journal has a gap, a life may begin with its end
    before = [life.events[0].time for life in look.lives_of(STORE) if life.id != store.id]
    down = max(
        (gone.time for gone in look.happened("network", "destroy", NETWORK) if gone.time < made), default=0
    )
    expect(any(time < down for time in before), "never-down", recorded=True)
    lost = max((gone.time for gone in look.happened("volume", "destroy", DATA)), default=0)
    expect(any(lost < time < down for time in before), "data-lost", found=_lines(look, DATA)[0])
    return {"n": len(_lines(look, DATA))}


@task
def alone(look: Look) -> dict[str, object]:
    mine = DRAWN.mine()
    store, page = _served(
        look, mine["store"], mine["page"], mine["network"], mine["volume"], mine.number("port")
    )
    noted = "\n".join(_lines(look, mine["volume"]))
    expect(mine["token"] in noted, "other-token", found=noted[-60:])
    _watched(look, store, page)
    limit = int(page.host.get("Memory") or 0)
    expect(limit == mine.number("memory") * MEGABYTE, "other-limit", found=f"{limit / MEGABYTE:g}MB")
    return {"port": mine["port"]}


def _served(
    look: Look, store_name: str, page_name: str, network: str, volume: str, port: int
) -> tuple[Container, Container]:
    """The two containers: the page is published and shows the note that the store alone has."""
    store, page = (look.container(name).made_from(BASE).running() for name in (store_name, page_name))
    look.network(network).connects(store, page)
    store.mounted(volume, writable=True, hint=look.say("no-volume"))
    expect(not store.ports, "store-published", found=Service(store).ports_text(), name=store.name)
    expect(ROLE in store.networks[network], "store-nameless", found=", ".join(store.networks[network]))
    lines = _lines(look, volume)
    expect(lines, "nothing-noted", found=look.volume(volume).names(), volume=volume)
    reads = volume in (mount.get("Name") for mount in page.mounts)
    expect(not reads, "page-reads-volume", found=page.mounts_text())
    service = page.published(PORT, at=port, hint=look.say("page-port"))
    service.answers("/", contains=lines[0], hint=look.say("page-answer"))
    return store, page


def _watched(look: Look, store: Container, page: Container) -> None:
    """Both come back, the store's health is asked, and the page began when it was known."""
    ask = look.say("ask-the-server")
    health = Health(store).given(ask).content(ask).honest(ask)
    page.running()
    for found in (store, page):
        policy = str((found.host.get("RestartPolicy") or {}).get("Name") or "no")
        expect(policy == POLICY, "not-coming-back", found=f"{found.name}: {policy}", name=found.name)
    first, starts = health.first(), list(look.life(page.id).starts())
    expect(first and starts and starts[-1][0].time > first.time, "too-early", recorded=True, name=page.name)


def _lines(look: Look, volume: str) -> list[str]:
    """The note in a volume, line by line; none if it is not there."""
    return (look.volume(volume).text(NOTE) or "").splitlines()
