"""03 이미지의 변경과 커밋: what the lesson demands of the engine."""

from __future__ import annotations

import re

from helpers.checks import DrawnScope, Event, Look, NotYet, expect, task
from helpers.checks.commands import is_shell

from .assignment import DRAWN

BASE, SMALL = "debian:trixie-slim", "busybox"
BOX, FRESH, NEW, SCRAP = "git-box", "git-fresh", "git-new", "git-scrap"
GIT, SCRAP_IMAGE = "debian:git", "debian:scrap"
GIT_ANSWER = re.compile(r"^(?:[#$] )?git version \d", re.MULTILINE)
NOT_FOUND = 127  # what a shell ends with when its last command does not exist

SCOPE = DrawnScope(
    containers=(BOX, FRESH, NEW, SCRAP, "{name}"),
    images=(GIT, SCRAP_IMAGE, "debian:once", "debian:twice", "{image}"),
    drawing=DRAWN,
)


@task
def box(look: Look) -> None:
    look.container(BOX).made_from(BASE).running()


@task
def install(look: Look) -> None:
    found = look.container(BOX).has_program("git", hint=look.say("apt-first"))
    expect(found.stat("/var/lib/dpkg/info/git.list"), "not-a-package", found=found.finds_program("git"))


@task
def fresh(look: Look) -> None:
    expect(look.find_container(FRESH) or not look.happened("container", "destroy", FRESH), "fresh-is-gone")
    found = look.container(FRESH).made_from(BASE).lacks_program("git", hint=look.say("fresh-anew"))
    # a shell that ended so was asked for something that is not there; not each of them tells for what
    if not any(run.exit_code == NOT_FOUND and is_shell(run.command) for run in found.runs()):
        found.ran("git", hint=look.say("fresh-anew"))


@task
def commit(look: Look) -> dict[str, object]:
    image = look.image(GIT).builds_on(BASE, hint=look.say("commit-box"))
    image.runs("git", "--version", hint=look.say("commit-box"))
    return {"version": image.run("git", "--version").output.strip()}


@task
def run_new(look: Look) -> None:
    found = look.container(NEW).made_from(GIT)
    answered = found.runs_shell and GIT_ANSWER.search(
        found.logs()
    )  # what a shell was fed, nobody may have seen
    if not answered:
        found.ran("git", exit_code=0, hint=look.say("new-again"))


@task
def remove_in_order(look: Look) -> None:
    made = [life for life in look.lives_of(SCRAP) if look.came_from(life, SCRAP_IMAGE)]
    expect(made, "no-scrap", found=", ".join(life.image for life in look.lives_of(SCRAP)), recorded=True)
    last = made[-1]
    gone = [event.time for event in _name_or_image_gone(look) if event.time > last.first("create")]
    removed = last.first("destroy")
    if gone and (not removed or gone[0] < removed):
        raise NotYet("image-first" if removed else "image-first-box-left")
    expect(removed, "box-left")
    expect(gone and look.find_image(SCRAP_IMAGE) is None, "image-left")


@task
def alone(look: Look) -> None:
    mine = DRAWN.mine()
    image = look.image(mine["image"]).builds_on(SMALL)
    more = len(image.layers) - len(look.base(SMALL).layers)
    expect(more == 1, "alone-more-layers", found=more, n=more)
    said = image.run("cat", mine["file"]).said.strip()
    expect(said == mine["token"], "alone-no-file", expected=mine["token"], found=said[-80:])
    expect(image.run("ls", mine["gone"]).code != 0, "alone-still-there", found=mine["gone"])
    lives = [life for life in look.lives_of(mine["name"]) if look.came_from(life, SMALL)]
    expect(lives, "alone-no-box", recorded=True)
    left = look.find_container(mine["name"])
    expect(left is None, "alone-box-left", found=left.status if left else "")


def _name_or_image_gone(look: Look) -> list[Event]:
    ids = look.image_ids(SCRAP_IMAGE)
    return [
        event
        for event in look.events
        if event.kind == "image"
        and event.action in ("untag", "delete")
        and (event.id in ids or event.name == SCRAP_IMAGE)
    ]
