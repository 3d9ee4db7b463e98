"""12 BuildKit: what the lesson demands of the engine."""

from __future__ import annotations

import hashlib
import re

from helpers.checks import DrawnScope, Image, Look, _, expect, task

from .assignment import DRAWN

DEBIAN, BUSYBOX = "debian:trixie-slim", "busybox"
PAGE, FEW, MORE = "lab/motd:v1", "lab/parcel:v1", "lab/parcel:v2"
SIGNED, WEB, DEBUG = "lab/sealed:v1", "lab/site:v1", "lab/site:debug"
TRIED = ("lab/motd:try", "lab/parcel:try", "lab/site:try")
DEMONSTRATIONS = (*TRIED, "lab/leak:arg", "lab/leak:copy", "lab/cross:arm64")
TOKEN = "t-only-for-this-lesson"  # noqa: S105  (the value in files/secret/token.txt)
PROGRAM = "the file with the token"  # words of files/alone/seal
MOTD = ("Welcome aboard.", "Mind the gap.", "Build with care.")
PARCELS = {"anchor", "buoy", "compass"}  # files/cache/list.txt as it is given
REPORT = re.compile(r"fetched (\d+), found (\d+)")  # what files/cache/fetch.sh writes

SCOPE = DrawnScope(images=(PAGE, FEW, MORE, SIGNED, WEB, DEBUG, *DEMONSTRATIONS, "{image}"), drawing=DRAWN)


@task
def heredoc(look: Look) -> None:
    image = look.image(PAGE).builds_on(BUSYBOX).built(on=BUSYBOX)
    lines = tuple(line.rstrip() for line in image.read_file("/etc/motd").strip().splitlines())
    expect(lines == MOTD, "other-lines", found=" / ".join(lines) or _("빈 파일"))
    said = image.run("/usr/local/bin/motd")
    expect(said.code == 0, "not-a-program", found=said.said.strip()[-80:])
    expect(said.output.split() == image.read_file("/etc/motd").split(), "says-else", found=said.said[-80:])


@task
def cache(look: Look) -> dict[str, object]:
    few, more = (look.image(name).builds_on(BUSYBOX).built(on=BUSYBOX) for name in (FEW, MORE))
    before, after = (_installed(image) for image in (few, more))
    expect(before >= PARCELS, "parcels-missing", found=", ".join(sorted(before)) or _("없음"))
    expect(after > before, "list-not-longer", found=", ".join(sorted(after)) or _("없음"))
    for image in (few, more):
        kept = image.layer_files("*.parcel", above=BUSYBOX)
        expect(
            not kept, "shelf-hidden" if kept and not image.shows(*kept) else "shelf-kept", name=image.name,
            found=_("파일 {n}개").format(n=len(kept)),
        )  # fmt: skip
    fetched, found = _report(more)
    expect(found >= len(before), "fetched-again", found=f"fetched {fetched}, found {found}")
    return {"fetched": fetched, "found": found}


def _installed(image: Image) -> set[str]:
    listed = image.run("ls", "/opt/parcels")
    return set(listed.said.split()) if listed.code == 0 else set()


def _report(image: Image) -> tuple[int, int]:
    """How many parcels its build had to fetch, and how many it found on the shelf."""
    report = REPORT.search(image.read_file("/opt/report.txt"))
    return (int(report[1]), int(report[2])) if report else (0, 0)


@task
def secret(look: Look) -> None:
    image = look.image(SIGNED).builds_on(BUSYBOX).built(on=BUSYBOX)
    seal = image.read_file("/seal.txt").split()[:1]
    expect(seal in ([digest] for digest in _digests(TOKEN)), "other-seal", found="".join(seal)[:16])
    _keeps(image, TOKEN)


@task
def target(look: Look) -> None:
    web, debug = look.image(WEB), look.image(DEBUG)
    expect(not web.starts_with(look.base(DEBIAN)), "tools-delivered", found=f"{web.size / 1e6:.0f} MB")
    web.builds_on(BUSYBOX).built(on=BUSYBOX)
    names = look.base(DEBIAN).run("dpkg-query", "-W", "-f", "${Package}\n").output.split()
    page = web.read_file("/www/index.html")
    expect(all(name in page for name in names), "no-page", found=page.strip()[:60] or _("빈 파일"))
    tool = web.layer_files("look.sh", "look", above=BUSYBOX)
    expect(not tool, "tool-delivered", found=", ".join(tool))
    debug.builds_on(WEB, hint=look.say("debug-beside-web")).built(on=WEB)
    ran = debug.run("/usr/local/bin/look.sh")
    expect(ran.code == 0 and "index.html" in ran.output, "no-tool", found=ran.said.strip()[-80:])


@task
def alone(look: Look) -> None:
    mine = DRAWN.mine()
    image = look.image(mine["image"])
    expect(not image.starts_with(look.base(DEBIAN)), "alone-base", found=f"{image.size / 1e6:.0f} MB")
    image.builds_on(BUSYBOX).built(on=BUSYBOX)
    _keeps(image, mine["token"])
    expect(not image.mentions(PROGRAM), "alone-tool", found="seal")
    said = image.run().said.strip()
    digest = hashlib.sha256(mine["token"].encode()).hexdigest()
    expect(said.startswith("sealed "), "alone-silent", found=said[-80:] or _("출력 없음"))
    expect(said == f"sealed {digest}", "alone-seal", found=said[:24])
    who = image.run("id", "-u").said.strip()
    expect(who == mine["user_id"], "alone-user", found=who[-80:])


def _keeps(image: Image, token: str) -> None:
    """The token is a secret of the build: neither in the history nor in a layer."""
    told = [line for line in (*image.created_by(), *map("=".join, image.env.items())) if token in line]
    expect(not told, "told-in-history", found=" / ".join(told)[:80].replace(token, "t-…"))
    image.no_mention(token, "token.txt", hint=image.look.say("left-in-layer"))


def _digests(token: str) -> tuple[str, ...]:
    """SHA-256 of the token as it may stand in a file: with a newline at its end or without."""
    return tuple(hashlib.sha256(text.encode()).hexdigest() for text in (f"{token}\n", token))
