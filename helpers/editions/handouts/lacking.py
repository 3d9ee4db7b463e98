"""What a build needs and this machine does not have, said before minutes have gone by."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from helpers.editions.generated_cells import Entry
from helpers.editions.handouts.solved_run import RUN_FAILED
from helpers.engine import Engine, plugins, private
from helpers.engine.private_home import Home
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.images.sources import Archive, answers, archives

SHORT = "/var/tmp"  # noqa: S108  # a socket's path has at most 107 letters, and data is too much for a /tmp in memory


def require_engine() -> None:
    """Raises EngineDenied without root, EngineNotFound where a program of the engine is missing."""
    private.require(Home("handout", Path(SHORT, "course-handout")))


def plugin_lacking(entry: Entry) -> CourseError | None:
    """Why a lesson's commands cannot be run with this machine's docker."""
    for name in plugins.lacking(entry.lesson):
        return CourseError(plugins.said(entry.lesson, name), plugins.remedy(name), code=RUN_FAILED)
    return None


def require_builder(entry: Entry, engine: Engine) -> None:
    """Raises CourseError where the engine's BuildKit is older than the lesson's syntax."""
    for note in plugins.builder_of_today(engine) if "buildx" in entry.lesson.plugins else ():
        raise CourseError(note.found, note.remedy, code=RUN_FAILED)


def archive_lacking(entry: Entry) -> Archive | None:
    """What a lesson builds from and this machine can get from nowhere: its run would fail at that."""
    if os.environ.get("MONIWIKI_URL") or not _builds_from_archive(entry):
        return None
    lacking = (
        archive for archive in archives() if not archive.is_in(archive.cached) and not _answers(archive.url)
    )
    return next(lacking, None)


def instead(entry: Entry, lacking: Archive) -> str:
    """What is done without it, and how to do it with it."""
    return _(
        "{lesson}: {file} 아카이브를 받을 수 없어 작은 대역 위키로 실행하고, 문서에 그렇게 적습니다. "
        "진짜로 만들려면 파일을 {folder} 폴더에 두고 다시 실행하세요."
    ).format(lesson=entry.lesson.name, file=lacking.file, folder=lacking.cached.parent)


@cache
def _answers(url: str) -> bool:
    return answers(url)  # seconds where there is no network, and several lessons build from the same archive


def _builds_from_archive(entry: Entry) -> bool:
    files = [path for path in entry.lesson.folder.rglob("*") if path.name in ("lesson.md", "Dockerfile")]
    return any("MONIWIKI_URL" in path.read_text(encoding="utf-8") for path in files)
