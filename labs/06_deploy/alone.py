"""06 배포와 교체: the task without a recipe, a copy of the wiki to try things out on."""

from __future__ import annotations

from helpers.checks import Container, Look, expect, task

from .assignment import DRAWN
from .names import DATA, FOLDER, RAW, SERVER, WIKI
from .serving import running_wiki, written

MEGABYTE = 1 << 20  # as docker reads 200m


@task
def alone(look: Look) -> dict[str, object]:
    mine, first = DRAWN.mine(), running_wiki(look)
    expect(written(first), "first-lost")
    copy = look.container(mine["container"]).made_from(WIKI).running()
    service = copy.published(80, at=mine.number("port"), hint=look.say("copy-port"))
    _apart(copy, mine["volume"])
    copy.mounted(mine["volume"], FOLDER, writable=True, hint=look.say("copy-volume"))
    limit = int(copy.host.get("Memory") or 0)
    expect(limit == mine.number("memory") * MEGABYTE, "copy-limit", found=f"{limit / MEGABYTE:g}MB")
    expect(written(service), "copy-empty", found=service.wait(RAW).status or "-")
    pages = [asked.page(RAW).body for asked in (first, service)]
    expect(pages[0] == pages[1], "copy-differs", found=pages[1].strip()[:60], expected=pages[0].strip()[:60])
    return {"port": mine["port"], "memory": mine["memory"]}


def _apart(copy: Container, volume: str) -> None:
    """The copy must not write into the first wiki's volume: who tries things out would break it."""
    shared = DATA in [str(row.get("Name")) for row in copy.mounts]
    expect(not shared, "copy-shared", found=copy.mounts_text(), expected=volume, server=SERVER)
