"""The tasks about what a volume is: apart from every container, and not part of an image."""

from __future__ import annotations

import re
from difflib import get_close_matches

from helpers.checks import Container, Life, Look, NotYet, Run, expect, task

BASE, VOLUME = "busybox", "our-vol"
ONE, TWO, BOTH = "one", "two", "both"
FILE, INSIDE = "test.txt", "in-volume.txt"
TEXT, OUTSIDE = "hello", "/out.txt"
COMMITTED = "vol-box:committed"
NOT_STARTED = (126, 127)  # exit codes of a program that cannot be run, or is not there
EARLY = 5 * 10**9  # ns that a program may have run before the engine tells of its start
ALIKE = 0.7  # of 1: a letter missing or exchanged is alike, another word is not


@task
def mount(look: Look) -> None:
    expect(look.find_volume(VOLUME), "no-volume", found=_alike(look) or "-")
    again = look.say("again")
    volume, found = look.volume(VOLUME), look.find_container(ONE)
    if found or not look.lives_of(ONE):
        found = look.container(ONE).made_from(BASE).mounted(VOLUME, "/app", writable=True, hint=again)
        expect(found.exit_code not in NOT_STARTED, "whole-line-quoted", found=" ".join(found.command))
        found.started(hint=again)
    text = volume.text(FILE)
    if text is None:
        raise _not_written(look, found)
    expect(text, "empty-file")
    expect(text == TEXT, "other-text", found=text[:60])
    writer = _writer(look)
    expect(writer, "not-by-one", recorded=True)
    expect(writer and look.came_from(writer, BASE), "one-from-elsewhere", found=writer and writer.image)


@task
def outlive(look: Look) -> None:
    found = look.find_container(TWO)
    made = look.life(found.id).first("create") if found else 0
    earlier = [life for life in look.lives_of(ONE) if not made or life.first("create") < made]
    left = [first for life in earlier if (first := look.find_container(life.id))]
    expect(not left, "first-left", found=", ".join(first.name for first in left))
    found = look.container(TWO).made_from(BASE).mounted(VOLUME, hint=look.say("two-again"))
    expect(earlier and all(life.first("destroy") < made for life in earlier), "two-came-first", recorded=True)
    text = look.volume(VOLUME).text(FILE)
    expect(text, "nothing-to-read", found=look.volume(VOLUME).names())
    writer = _writer(look)
    expect(writer, "not-by-one-any-more", recorded=True)
    expect(writer and look.came_from(writer, BASE), "writer-from-elsewhere", found=writer and writer.image)
    _need_read(look, found, text or "")


@task
def commit(look: Look) -> None:
    again = look.say("both-again")
    found = look.container(BOTH).made_from(BASE).mounted(VOLUME, "/app", hint=again)
    expect(look.volume(VOLUME).file(INSIDE) is not None, "not-inside", found=look.volume(VOLUME).names())
    expect(found.stat(OUTSIDE), "not-outside")
    image = look.image(COMMITTED).builds_on(BASE, hint=again)
    expect(image.run("test", "-e", OUTSIDE).code == 0, "image-without-out")
    expect(image.run("test", "-e", f"/app/{INSIDE}").code != 0, "image-with-volume")
    commits = {event.attributes.get("imageID") for event in look.life(found.id).all("commit")}
    expect(image.id in commits, "not-committed", found=image.created_by()[0][:80], recorded=True)


def without_comment(command: str) -> str:
    """A command line without what a shell takes as a comment: what is only said there is not done."""
    return re.sub(r"(?:^|(?<=[\s;]))#.*", "", command)


def _alike(look: Look) -> str:
    """Other volumes whose name a slip of the pen makes of this one."""
    names = {name.casefold(): name for name in look.ask.volumes() if name != VOLUME}
    return ", ".join(names[name] for name in get_close_matches(VOLUME, names, cutoff=ALIKE))


def _writer(look: Look) -> Life | None:
    """The `one`, gone or not, while whose program ran the file in the volume was last written."""
    written = look.volume(VOLUME).written(FILE)
    return next((life for life in reversed(look.lives_of(ONE)) if _ran_at(life, written)), None)


def _ran_at(life: Life, time: int) -> bool:
    """Whether the container's program ran then (ns). What it does at once happens before the engine's `start`."""
    began, before = 0, 0
    for event in life.events:
        if event.action == "start":
            began = max(event.time - EARLY, before)
        elif event.action == "die":
            if began and began <= time <= event.time:
                return True
            began, before = 0, event.time
        elif event.action == "create":
            before = event.time
    return bool(began) and began <= time


def _not_written(look: Look, found: Container | None) -> NotYet:
    """Why the file is not in the volume: it went into the writable layer, has another name, or is nowhere."""
    changes = found.diff() if found else ()
    beside = [change.path for change in changes if change.path.endswith(f"/{FILE}")]
    inside = look.volume(VOLUME).listing()
    if beside:
        return NotYet("beside-volume", found=", ".join(beside))
    if inside:
        return NotYet("other-name", names=", ".join(inside), found=", ".join(inside))
    if found is None and (slip := _alike(look)):
        return NotYet("other-volume", found=slip)
    return NotYet("not-written")


def _need_read(look: Look, found: Container, text: str) -> None:
    """The text must have come out of the volume: without the volume, the same commands do not print it."""
    if found.prompts or text not in found.logs():
        runs = [run for run in found.by_hand(re.escape(FILE)) if FILE in without_comment(run.command)]
        expect(runs, "not-read", found=found.logs().strip()[-80:] or "-")
        typed = [run for run in runs if text in _alone(look, run)]
        expect(len(typed) < len(runs), "only-typed", found=typed and typed[0].command)
        return
    alone = look.run(look.base(BASE), *found.command).said
    expect(text not in alone, "only-typed", found=" ".join(found.command))


def _alone(look: Look, run: Run) -> str:
    """What a command says without the volume; the engine tells of `sh -c '…'` without its quotes."""
    script = re.sub(r"^\S*sh -[a-z]*c ", "", run.command)
    return look.run(look.base(BASE), "sh", "-c", script).said
