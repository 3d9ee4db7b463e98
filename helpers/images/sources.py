"""The archive that a lesson builds from: where this machine can get it.

labs/NN_slug/archive.toml names it. A build fetches it by itself where the internet is; elsewhere it is
taken from the course's cache (~/.cache/docker-course), where an instructor can put it, into the build
context, and the build argument says so: `docker build --build-arg MONIWIKI_URL` takes its value from
the environment.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import tomllib
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from helpers.atomic import replacing
from helpers.course import course
from helpers.course import lesson as find_lesson
from helpers.errors import LessonError
from helpers.i18n import _
from helpers.images import cache
from helpers.images.contents import CHUNK, Digests, Malformed, TooLarge

LARGEST = 256 << 20  # bytes of an archive, packed or not
FILE = re.compile(r"[\w-][\w.-]*")
SHA256 = re.compile(r"[0-9a-f]{64}")
ANSWER = 8.0  # seconds a server may take to say that it has the archive
NAME = "MONIWIKI_URL"  # the build argument, and the variable of the environment that it is taken from
IN_CONTEXT = "moniwiki.tar"
IN_BUILD = f"file:///tmp/setup/{IN_CONTEXT}"  # where the lesson's Dockerfile copies its context


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
        digests = Digests(LARGEST)
        try:
            with path.open("rb") as file:
                while piece := file.read(CHUNK):
                    digests.feed(piece)
        except (OSError, TooLarge):
            return False
        return self.sha256 in (digests.sha256(), digests.unpacked())

    def keep(self, content: IO[bytes]) -> bool:
        """Put `content` into the cache if it is this archive; whole or not at all. Raises OSError."""
        digests = Digests(LARGEST)
        try:
            with replacing(self.cached) as file:
                while piece := content.read(CHUNK):
                    digests.feed(piece)
                    file.write(piece)
                if self.sha256 not in (digests.sha256(), digests.unpacked()):
                    raise Malformed(self.file)
        except Malformed:
            return False
        return True


def archive(lesson: str) -> Archive:
    """What a lesson builds from. Raises LessonError for an unknown lesson, or one whose file is at fault."""
    path = find_lesson(lesson).folder / "archive.toml"
    return parse(path.read_text(encoding="utf-8"), path)


def parse(text: str, path: Path) -> Archive:
    """The content of an archive.toml; `path` is for the message. Raises LessonError."""
    try:
        made = Archive(**tomllib.loads(text))
        right = made.url.startswith(("http://", "https://")) and FILE.fullmatch(made.file)
        if not right or not SHA256.fullmatch(made.sha256):
            raise ValueError(text)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise LessonError(
            _("{path}을(를) 읽을 수 없습니다.").format(path=path),
            _("url, sha256(16진수 64자리), file(폴더 없는 이름)을 적으세요."),
            code="archive-toml",
        ) from error
    return made


def archives() -> tuple[Archive, ...]:
    """What all lessons together build from."""
    named = [lesson.name for lesson in course().lessons if (lesson.folder / "archive.toml").exists()]
    return tuple(archive(name) for name in named)


def fetch(source: Archive) -> Path | None:
    """The archive in the cache, downloaded if it is not there; None if it cannot be had."""
    if source.is_in(source.cached):
        return source.cached
    try:
        with urllib.request.urlopen(source.url, timeout=ANSWER) as answer:  # noqa: S310
            return source.cached if source.keep(answer) else None
    except (http.client.HTTPException, OSError):  # URLError is an OSError
        return None


def provide(lesson: str, context: str | os.PathLike[str]) -> None:
    """Say where the build will get the archive, and put it into the context if it has to come from here.

    Sets MONIWIKI_URL in this process's environment in that case: cells that build inherit it.
    """
    print(_provide(archive(lesson), Path(context)))


def _provide(source: Archive, context: Path) -> str:
    if told := os.environ.get(NAME):
        return _("아카이브를 MONIWIKI_URL에 적힌 곳에서 받습니다: {url}").format(url=told)
    if answers(source.url):
        return _("빌드할 때 아카이브를 받습니다: {url}").format(url=source.url)
    if not source.cached.exists():
        return _(
            "인터넷에서 아카이브를 받을 수 없고 이 컴퓨터에도 없습니다. "
            "강사에게 {file} 파일을 받아 {folder} 폴더에 두고 이 셀을 다시 실행하세요."
        ).format(file=source.file, folder=source.cached.parent)
    if not source.is_in(source.cached):
        return _("{path} 파일이 손상되었거나 다른 파일입니다. 지우고 다시 받아 두세요.").format(
            path=source.cached
        )
    shutil.copyfile(source.cached, context / IN_CONTEXT)
    os.environ[NAME] = IN_BUILD
    return _("인터넷에서 받을 수 없어 이 컴퓨터에 있던 아카이브를 씁니다: {path}").format(path=source.cached)


def answers(url: str) -> bool:
    """Whether a server has what the address names."""
    asked = urllib.request.Request(url, method="HEAD")  # noqa: S310 - https, from our own archive.toml
    try:
        with urllib.request.urlopen(asked, timeout=ANSWER):  # noqa: S310
            return True
    except (urllib.error.URLError, OSError):
        return False
