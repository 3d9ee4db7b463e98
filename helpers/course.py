"""The registry of lessons, read from labs/course.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpers.errors import LessonError
from helpers.i18n import _
from helpers.paths import LABS


@dataclass(frozen=True)
class Lesson:
    """One lesson as the registry lists it; `minutes` is what a learner needs for it."""

    name: str
    title: str
    minutes: int
    images: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """Where the author edits it."""
        return LABS / self.name

    @property
    def number(self) -> str:
        """Its two digits, which also name it on the command line."""
        return self.name[:2]


@dataclass(frozen=True)
class Course:
    """The whole course in order."""

    title: str
    languages: tuple[str, ...]
    lessons: tuple[Lesson, ...]


@lru_cache(maxsize=1)
def course() -> Course:
    """Read the registry once."""
    raw = tomllib.loads((LABS / "course.toml").read_text(encoding="utf-8"))
    lessons = tuple(
        Lesson(one["name"], one["title"], one["minutes"], tuple(one["images"])) for one in raw["lesson"]
    )
    return Course(raw["title"], tuple(raw["languages"]), lessons)


def lesson(name: str) -> Lesson:
    """The lesson called `name`, by its full name, its number or the start of its name.

    Raises LessonError that lists the names there are.
    """
    wanted = name.strip().rstrip("/").removesuffix(".ipynb")
    found = [one for one in course().lessons if one.name == wanted]
    if not found and wanted:
        found = [one for one in course().lessons if one.name.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(one.name for one in course().lessons)
    raise LessonError(
        _("'{name}'(이)라는 단원은 없습니다.").format(name=name),
        _("다음 가운데 하나를 쓰세요: {known}").format(known=known),
        code="unknown-lesson",
    )
