"""The archive that a lesson builds from: where this machine can get it.

labs/NN_slug/archive.toml names it. A build fetches it by itself where the internet is; elsewhere it is
taken from the course's cache (~/.cache/docker-course), where an instructor can put it, into the build
context, and the build argument says so: `docker build --build-arg MONIWIKI_URL` takes its value from
the environment.
"""

from __future__ import annotations

import gzip
import hashlib
import http.client
import os
import shutil
import tomllib
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from helpers.course import course
from helpers.course import lesson as find_lesson
from helpers.i18n import _
from helpers.images import cache

ANSWER = 8.0  # seconds a server may take to say that it has the archive
IN_CONTEXT = "moniwiki.tar"
IN_BUILD = f"file:///tmp/setup/{IN_CONTEXT}"  # where the lesson's Dockerfile copies its context
GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Archive:
    """One archive: its address, the SHA-256 of the tar inside, its name in the cache."""

    url: str
    sha256: str
    file: str

    @property
    def cached(self) -> Path:
        """Where the cache has it, or would have it."""
        return cache.folder() / self.file

    def is_in(self, path: Path) -> bool:
        """Whether a file is this archive, compressed or not."""
        return content_sha256(path) == self.sha256

    def keep(self, content: IO[bytes]) -> bool:
        """Put `content` into the cache if it is this archive; whole or not at all. Raises OSError."""
        self.cached.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.cached.with_name(f".{self.file}.{os.getpid()}.part")
        try:
            with fresh.open("wb") as file:
                shutil.copyfileobj(content, file)
            right = self.is_in(fresh)
            if right:
                fresh.replace(self.cached)
            return right
        finally:
            fresh.unlink(missing_ok=True)


def archive(lesson: str) -> Archive:
    """What a lesson builds from. Raises LessonError for an unknown lesson."""
    return Archive(**tomllib.loads((find_lesson(lesson).folder / "archive.toml").read_text(encoding="utf-8")))


def archives() -> tuple[Archive, ...]:
    """What all lessons together build from."""
    named = [one.name for one in course().lessons if (one.folder / "archive.toml").exists()]
    return tuple(archive(name) for name in named)


def fetch(one: Archive) -> Path | None:
    """The archive in the cache, downloaded if it is not there; None if it cannot be had."""
    if one.is_in(one.cached):
        return one.cached
    try:
        with urllib.request.urlopen(one.url, timeout=ANSWER) as answer:  # noqa: S310
            return one.cached if one.keep(answer) else None
    except (http.client.HTTPException, OSError):  # URLError is an OSError
        return None


def provide(lesson: str, context: str | os.PathLike[str]) -> None:
    """Say where the build will get the archive, and put it into the context if it has to come from here.

    Sets MONIWIKI_URL in this process's environment in that case: cells that build inherit it.
    """
    print(_provide(archive(lesson), Path(context)))


def _provide(one: Archive, context: Path) -> str:
    if told := os.environ.get("MONIWIKI_URL"):
        return _("아카이브를 MONIWIKI_URL에 적힌 곳에서 받습니다: {url}").format(url=told)
    if answers(one.url):
        return _("빌드할 때 아카이브를 받습니다: {url}").format(url=one.url)
    if not one.cached.exists():
        return _(
            "인터넷에서 아카이브를 받을 수 없고 이 컴퓨터에도 없습니다. "
            "강사에게 {file} 파일을 받아 {folder} 폴더에 두고 이 셀을 다시 실행하세요."
        ).format(file=one.file, folder=one.cached.parent)
    if not one.is_in(one.cached):
        return _("{path} 파일이 손상되었거나 다른 파일입니다. 지우고 다시 받아 두세요.").format(
            path=one.cached
        )
    shutil.copyfile(one.cached, context / IN_CONTEXT)
    os.environ["MONIWIKI_URL"] = IN_BUILD
    return _("인터넷에서 받을 수 없어 이 컴퓨터에 있던 아카이브를 씁니다: {path}").format(path=one.cached)


def answers(url: str) -> bool:
    """Whether a server has what the address names."""
    asked = urllib.request.Request(url, method="HEAD")  # noqa: S310 - https, from our own archive.toml
    try:
        with urllib.request.urlopen(asked, timeout=ANSWER):  # noqa: S310
            return True
    except (urllib.error.URLError, OSError):
        return False


def content_sha256(path: Path) -> str:
    """SHA-256 of a tar, compressed by gzip or not; empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            packed = file.read(len(GZIP)) == GZIP
        with gzip.open(path) if packed else path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except (OSError, EOFError, zlib.error):
        return ""
