"""The registry of lessons, read from labs/course.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers.errors import LessonError
from helpers.i18n import _
from helpers.paths import LABS


@dataclass(frozen=True)
class Lesson:
    """One lesson as the registry lists it; `minutes` is what a learner needs for it.

    An `extra` lesson goes beyond the course: its points stand beside the hundred. `plugins` of the docker
    command are what it needs beside the command itself: compose, buildx.
    """

    name: str
    title: str
    minutes: int
    images: tuple[str, ...]
    extra: bool = False
    plugins: tuple[str, ...] = ()

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
    """Read the registry once. Raises LessonError."""
    return parse((LABS / "course.toml").read_bytes())


def parse(content: bytes) -> Course:
    """The content of a course.toml. Raises LessonError for one that cannot be used."""
    try:
        raw = tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise _unusable(error) from error
    return from_toml(raw)


def from_toml(raw: dict[str, Any]) -> Course:
    """The registry as it was written. Raises LessonError that names what is wrong."""
    try:
        lessons = tuple(
            Lesson(
                row["name"],
                row["title"],
                row["minutes"],
                tuple(row["images"]),
                bool(row.get("extra")),
                tuple(row.get("plugins", ())),
            )
            for row in raw["lesson"]
        )
        made = Course(raw["title"], tuple(raw["languages"]), lessons)
    except (KeyError, TypeError, AttributeError) as error:
        raise _unusable(error) from error
    if not _is_of_its_types(made):
        raise _unusable(TypeError("title, languages, name, minutes, images"))
    return made


def _is_of_its_types(made: Course) -> bool:
    words = (
        word
        for lesson in made.lessons
        for word in (lesson.name, lesson.title, *lesson.images, *lesson.plugins)
    )
    return all(isinstance(word, str) for word in (made.title, *made.languages, *words)) and all(
        type(lesson.minutes) is int for lesson in made.lessons
    )


def _unusable(error: Exception) -> LessonError:
    return LessonError(
        _("단원 목록 {path}을(를) 읽을 수 없습니다: {reason}").format(
            path=LABS / "course.toml", reason=error
        ),
        _("이 값을 고치거나, 고친 적이 없다면 과정을 다시 받으세요."),
        code="course-toml",
    )


def lesson(name: str) -> Lesson:
    """The lesson called `name`, by its full name, its number or the start of its name.

    Raises LessonError that lists the names there are.
    """
    wanted = name.strip().rstrip("/").removesuffix(".ipynb")
    found = [lesson for lesson in course().lessons if lesson.name == wanted]
    if not found and wanted:
        found = [lesson for lesson in course().lessons if lesson.name.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(lesson.name for lesson in course().lessons)
    raise LessonError(
        _("'{name}'(이)라는 단원은 없습니다.").format(name=name),
        _("다음 가운데 하나를 쓰세요: {known}").format(known=known),
        code="unknown-lesson",
    )
