"""What a build needs and this machine does not have, said before minutes have gone by."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from helpers.editions.generated_cells import Entry
from helpers.editions.handouts.solved_run import RUN_FAILED
from helpers.engine import private
from helpers.engine.private_home import Home
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.images.sources import answers, archives

SHORT = "/var/tmp"  # noqa: S108  # a socket's path has at most 107 letters, and data is too much for a /tmp in memory


def require_engine() -> None:
    """Raises EngineDenied without root, EngineNotFound where a program of the engine is missing."""
    private.require(Home("handout", Path(SHORT, "course-handout")))


def archive_lacking(entry: Entry) -> CourseError | None:
    """What a lesson builds from and this machine can get from nowhere: its run would fail at that."""
    if os.environ.get("MONIWIKI_URL") or not _builds_from_archive(entry):
        return None
    for archive in archives():
        if not archive.is_in(archive.cached) and not _answers(archive.url):
            return CourseError(
                _("{lesson} 단원을 실행할 수 없습니다. {file} 아카이브를 {url}에서 받을 수 없습니다.").format(
                    lesson=entry.lesson.name, file=archive.file, url=archive.url
                ),
                _("파일을 {folder} 폴더에 두고 다시 실행하세요.").format(folder=archive.cached.parent),
                code=RUN_FAILED,
            )
    return None


@cache
def _answers(url: str) -> bool:
    return answers(url)  # seconds where there is no network, and several lessons build from the same archive


def _builds_from_archive(entry: Entry) -> bool:
    files = [path for path in entry.lesson.folder.rglob("*") if path.name in ("lesson.md", "Dockerfile")]
    return any("MONIWIKI_URL" in path.read_text(encoding="utf-8") for path in files)
