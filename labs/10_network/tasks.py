"""10 네트워크: what the lesson demands of the engine."""

from __future__ import annotations

import hashlib

from helpers.checks import Container, DrawnScope, Look, Service, _, expect, task

from .assignment import DRAWN

BASE, WIKI, PROXY = "busybox", "moniwiki:1.2.10", "lab/proxy:1"
SERVER, CLIENT, SHOP = "net-server", "net-client", "net-shop"
BEHIND, FRONT = "net-wiki", "net-proxy"
TALK, OPEN, BACK = "talk-net", "front-net", "back-net"
ALIAS, BACKEND, STORE = "shop", "wiki", "store"
PORT, OUTSIDE = 80, 9998
SETUP = "/moniwiki/monisetup.php"
POLICY = "unless-stopped"
DEMONSTRATIONS = ("net-old",)

SCOPE = DrawnScope(
    drawing=DRAWN,
    containers=(SERVER, CLIENT, SHOP, BEHIND, FRONT, *DEMONSTRATIONS, "{app}", "{store}"),
    images=(PROXY,),
    networks=(TALK, OPEN, BACK, "{back}"),
)


@task
def meet(look: Look) -> None:
    server, client = _talkers(look, SERVER)
    _unpublished(server)
    page = _fetched(client, SERVER)
    expect(page, "not-by-name", found=page or _("대답 없음"))


@task
def alias(look: Look) -> None:
    shop, client = _talkers(look, SHOP)
    _unpublished(shop)
    expect(ALIAS in shop.networks[TALK], "no-alias", found=", ".join(shop.networks[TALK]))
    expect(_fetched(client, ALIAS), "alias-silent", found=_("대답 없음"))


@task
def hidden(look: Look) -> None:
    network = look.network(BACK).internal()
    behind = look.container(BEHIND).made_from(WIKI).running()
    network.connects(behind)
    others = sorted(set(behind.networks) - {BACK})
    expect(not others, "also-elsewhere", found=", ".join(others))
    _unpublished(behind)
    expect(BACKEND in behind.networks[BACK], "no-backend-name", found=", ".join(behind.networks[BACK]))
    answer = Service(behind).wait_beside(SETUP)
    expect(answer.status == 200, "wiki-silent", found=answer.status or _("대답 없음"))


@task
def proxy(look: Look) -> dict[str, object]:
    front, behind = look.container(FRONT).made_from(PROXY).running(), look.container(BEHIND).running()
    look.network(BACK).internal().connects(front, behind)
    others = sorted(set(front.networks) - {BACK})
    expect(others, "no-way-in", found=", ".join(front.networks))
    service = front.published(PORT, at=OUTSIDE, hint=look.say("proxy-port"))
    service.answers(SETUP, hint=look.say("proxy-answer"))
    # the request must have come by at the wiki, so it carries a mark that nobody could have written before
    mark = hashlib.sha256(front.id.encode()).hexdigest()[:16]
    service.get(f"{SETUP}?{mark}")
    expect(mark in behind.logs(), "not-passed-on", found=behind.logs(3).strip()[-80:] or "-")
    return {"port": OUTSIDE}


@task
def alone(look: Look) -> dict[str, object]:
    mine = DRAWN.mine()
    network = look.network(mine["back"]).internal()
    store, app = (look.container(mine[role]).made_from(BASE).running() for role in ("store", "app"))
    network.connects(store, app)
    others = sorted(set(store.networks) - {network.name})
    expect(not others, "store-elsewhere", found=", ".join(others))
    _unpublished(store)
    expect(
        STORE in store.networks[network.name], "store-nameless", found=", ".join(store.networks[network.name])
    )
    said = _get(app, f"{STORE}/token.txt")
    expect(said == mine["token"], "other-token", found=said[-60:] or _("대답 없음"))
    service = app.published(PORT, at=mine.number("port"), hint=look.say("app-port"))
    service.answers("/", contains=mine["token"], hint=look.say("app-page"))
    known = app.run_in("grep", "-rl", mine["token"], "/www", "/index.html", "/root", "/home").said
    written = [path for path in known.splitlines() if not path.startswith("grep:")]
    expect(not written, "token-written", found=", ".join(written))
    for found in (store, app):
        policy = str((found.host.get("RestartPolicy") or {}).get("Name") or "no")
        expect(policy == POLICY, "not-coming-back", found=f"{found.name}: {policy}", name=found.name)
    return {"port": mine["port"]}


def _talkers(look: Look, server: str) -> tuple[Container, Container]:
    """A server and the client on the network for talking, both running."""
    network = look.network(TALK)
    found = tuple(look.container(name).made_from(BASE).running() for name in (server, CLIENT))
    network.connects(*found)
    return found[0], found[1]


def _unpublished(found: Container) -> None:
    expect(not found.ports, "published-needlessly", found=Service(found).ports_text(), name=found.name)


def _fetched(client: Container, host: str) -> str:
    """The page of a host as the client gets it, by name; "" if it gets none."""
    return _get(client, f"{host}/")[:60]


def _get(asking: Container, address: str) -> str:
    """What a container gets from there; "" if nothing. Debian's busybox crashes with wget's own -T."""
    ran = asking.run_in("timeout", "5", "wget", "-q", "-O", "-", f"http://{address}")
    return ran.said.strip() if ran.code == 0 else ""
