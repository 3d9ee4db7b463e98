"""The tasks about the host's folders: bind mounts, backing a volume up and restoring it."""

from __future__ import annotations

import io
import re
import tarfile
import zlib
from dataclasses import dataclass
from typing import Any

from helpers.checks import Container, Life, Look, NotYet, Service, expect, task

from .keeping import BASE, FILE, VOLUME
from .sharing import WRITER

PAGE, SAVER, LOADER = "page", "saver", "loader"
RESTORED = "restored-vol"
ARCHIVE = "our-vol.tgz"
LARGEST = 20_000_000  # bytes of an archive that is read
GZIP = b"\x1f\x8b"
SITE = "07_volume/site"
# Docker Desktop on WSL shows a folder of its own virtual machine: then only the page can tell
DESKTOP = "docker-desktop-bind-mounts"


@dataclass(frozen=True)
class Archive:
    """The backup: whether it is compressed, when (s) each file in it was written, what test.txt holds."""

    gzipped: bool
    written: dict[str, int]
    text: bytes | None


@task
def bind(look: Look) -> dict[str, object]:
    found = look.container(PAGE).made_from(BASE)
    here: dict[str, Any] = next((row for row in found.mounts if row["Destination"] == "/www"), {})
    source = str(here.get("Source", "")).replace("\\", "/").rstrip("/")
    expect(here, "nothing-at-www", found=found.mounts_text())
    expect(here["Type"] == "bind", "volume-at-www", found=found.mounts_text())
    page = found.file("/www/index.html")
    if page is None:
        raise NotYet("no-index", found=source)
    expect(not here.get("RW"), "writable-folder", found=found.mounts_text())
    found.running(hint=look.say("page-again"))
    answer = Service(found).wait_beside()
    expect(answer.status == 200, "not-served", found=answer.status or "-", command=" ".join(found.command))
    expect(_lines(answer.body) == _lines(_text(page)), "other-page-served", found=_lines(answer.body)[:80])
    known = source.endswith(f"/{SITE}") or DESKTOP in source
    expect(known and re.search(r"version \d", _text(page)), "other-folder", found=source)
    return {"path": source}


@task
def backup(look: Look) -> dict[str, object]:
    found = look.container(SAVER).made_from(BASE)
    expect(any(row["Type"] == "bind" for row in found.mounts), "no-folder", found=found.mounts_text())
    found.mounted(VOLUME, hint=look.say("saver-again"))
    archive = _archive(found)
    names = ", ".join(archive.written) or "-"
    expect(
        any(name.rpartition("/")[2] == FILE for name in archive.written), "other-folder-packed", found=names
    )
    expect(archive.text is not None, "folder-packed", found=names)
    expect(archive.gzipped, "not-gzipped")
    volume = look.volume(VOLUME)
    expect(archive.text == volume.file(FILE), "other-content", found=_text(archive.text)[:60] or "-")
    life = look.life(found.id)
    lacking = [
        name
        for name, written in volume.listing().items()
        if name not in {path.partition("/")[0] for path in archive.written}
        and written < life.first("create") // 10**9
    ]
    expect(not lacking, "file-lacking", found=names, names=", ".join(lacking))
    found.ran("tar", hint=look.say("saver-again"))
    expect(not any(_works(writer, life) for writer in look.lives_of(WRITER)), "writer-at-work", recorded=True)
    return {"n": len(archive.written)}


@task
def restore(look: Look) -> None:
    volume, archive = look.volume(RESTORED), _archive(look.container(SAVER))
    there, data = volume.listing(), volume.file(FILE)
    expect(data is not None, "not-at-top", found=volume.names())
    expect(data == archive.text, "other-restored", found=_text(data)[:60] or "-")
    packed = {path for path in archive.written if "/" not in path}
    lacking = sorted(packed - there.keys())
    expect(not lacking, "file-not-restored", found=volume.names(), names=", ".join(lacking))
    copied = sorted(path for path in packed if there[path] != archive.written[path])
    expect(not copied, "not-unpacked", found=", ".join(copied))


def _works(writer: Life, saver: Life) -> bool:
    """Whether the writer was at work when the saver began; a paused one writes nothing."""
    began = max((event.time for event in (*saver.all("start"), *saver.all("exec_start"))), default=0)
    changes = [
        event.action
        for event in writer.events
        if event.time < began and event.action in ("start", "die", "pause", "unpause")
    ]
    return changes[-1:] in (["start"], ["unpause"])


def _archive(saver: Container) -> Archive:
    """The archive in one of the folders of the host; NotYet if there is no readable one."""
    folders = (str(row["Destination"]) for row in saver.mounts if row["Type"] == "bind")
    packed = next(filter(None, (saver.file(f"{folder}/{ARCHIVE}", LARGEST) for folder in folders)), b"")
    try:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            members = {entry.name.removeprefix("./"): entry for entry in archive if entry.isfile()}
            data = archive.extractfile(members[FILE]) if FILE in members else None
            written = {name: int(entry.mtime) for name, entry in members.items()}
            return Archive(packed.startswith(GZIP), written, data.read() if data else None)
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:  # OSError: gzip, of a broken file
        said = saver.logs().strip()[:80] or "-"
        raise NotYet("no-archive", found=said, code=saver.exit_code) from error


def _lines(text: str) -> str:
    return "\n".join(text.splitlines()).strip()


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace").strip()
