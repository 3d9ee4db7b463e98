"""The archive that a lesson builds from: where this machine can get it.

labs/NN_slug/archive.toml names it. A build fetches it by itself where the internet is; elsewhere it is
taken from the course's cache (~/.cache/docker-course), where an instructor can put it, into the build
context, and the build argument says so: `docker build --build-arg MONIWIKI_URL` takes its value from
the environment.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import tomllib
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass
from pathlib import Path

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


def archive(lesson: str) -> Archive:
    """What a lesson builds from. Raises LessonError for an unknown lesson."""
    return Archive(**tomllib.loads((find_lesson(lesson).folder / "archive.toml").read_text(encoding="utf-8")))


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
    if content_sha256(one.cached) != one.sha256:
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
