"""Everything that is built from the lessons' sources, written to its place or compared with it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polib
from nbformat import NotebookNode

from helpers import checks, i18n, paths
from helpers.course import Course, course
from helpers.editions import generated_cells, reference, to_notebook, translations
from helpers.editions.generated_cells import CONTENTS, Entry
from helpers.editions.phrases import Message, Translate, messages, note_messages, source_text, task_messages
from helpers.editions.source import read
from helpers.editions.translations import Gap
from helpers.errors import LessonError
from helpers.i18n import _
from helpers.images.catalogue import parse as parse_images

Points = Mapping[str, int]

# The page that presents the course in each language, and the marks between which it lists the lessons.
_README = {"en": "README.md", "ko": "README.ko.md"}
_LISTED = re.compile(r"(?<=<!-- lessons -->\n).*?(?=<!-- /lessons -->)", re.DOTALL)


@dataclass(frozen=True)
class Site:
    """A course on disk and the points of its lessons' tasks. `Site.here()` is this checkout."""

    course: Course
    root: Path
    points: Callable[[str], Points]

    @classmethod
    def here(cls) -> Site:
        """The course this program belongs to."""
        return cls(course(), paths.ROOT, task_points)

    @property
    def locale(self) -> Path:
        """Where the catalogues stand, one folder a language."""
        return self.root / "labs" / "locale"

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that has a catalogue, published as an edition or not yet."""
        begun = {folder.name for folder in self.locale.glob("*") if folder.is_dir()}
        return tuple(sorted((begun | set(self.course.languages)) - {i18n.SOURCE}))


@dataclass(frozen=True)
class Drift:
    """A file that a build would change; `cells` names the cells of a notebook that differ."""

    path: Path
    cells: tuple[str, ...] = ()


def task_points(lesson: str) -> Points:
    """What each task of a lesson is worth, by its id."""
    return {task.id: task.points for task in checks.load(lesson).tasks}


class Build:
    """One reading of the sources; everything is derived from it, nothing is written until asked."""

    def __init__(self, site: Site):
        self.site = site
        self.entries = [
            Entry(lesson, read(site.root / "labs" / lesson.name), site.points(lesson.name))
            for lesson in site.course.lessons
        ]
        for entry in self.entries:
            _verify_tasks(entry)

    @cached_property
    def catalogues(self) -> dict[str, polib.POFile]:
        """Each language's catalogue as it should be."""
        wanted = list(self._messages())
        old = {
            lang: translations.read(translations.path_of(self.site.locale, lang))
            for lang in self.site.languages
        }
        return {lang: translations.updated(wanted, old[lang], lang) for lang in old}

    @cached_property
    def files(self) -> dict[Path, str]:
        """Every committed file that is built: its path and what it should hold."""
        made = {
            self.site.root / "notebooks" / lang / f"{name}.ipynb": to_notebook.text(book)
            for lang in self.site.course.languages
            for name, book in self._learner(lang).items()
        }
        for lang, entries in self.catalogues.items():
            made[translations.path_of(self.site.locale, lang)] = translations.text(entries)
        for lang, name in _README.items():
            page = self.site.root / name
            if lang in self.site.course.languages and page.exists():
                made[page] = _LISTED.sub(self._lesson_table(lang), page.read_text(encoding="utf-8"))
        return made

    def write(self) -> list[Path]:
        """Write what differs, remove notebooks of lessons that are gone; returns what was touched."""
        drifted = [change.path for change in self.drift()]
        for path in drifted:
            if path in self.files:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(self.files[path], encoding="utf-8", newline="\n")
            else:
                path.unlink()
        i18n.messages.cache_clear()
        return drifted

    def write_solved(self, folder: Path) -> list[Path]:
        """Write the solved editions to folder/LANG/NN_slug.ipynb, beside them what they work with.

        folder/LANG can be run as it is, and be an assignment's source folder for nbgrader.
        """
        written = []
        for lang in self.site.course.languages:
            (folder / lang).mkdir(parents=True, exist_ok=True)
            for name, book in self._solved(lang).items():
                path = folder / lang / f"{name}.ipynb"
                path.write_text(to_notebook.text(book), encoding="utf-8", newline="\n")
                written += [path, *self._write_starters(name, folder / lang / name)]
        return written

    def _write_starters(self, lesson: str, folder: Path) -> Iterator[Path]:
        starters = self.site.root / "labs" / lesson / "files"
        for file in sorted(starters.rglob("*")):
            if file.is_file():
                path = folder / file.relative_to(starters)
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, path)
                yield path

    def drift(self) -> list[Drift]:
        """The files that `write` would change, in order, with the cells that differ."""
        found = [
            Drift(path, _cells_that_differ(path, text))
            for path, text in self.files.items()
            if not path.exists() or path.read_bytes() != text.encode()
        ]
        built = {path for path in self.files if path.suffix == ".ipynb"}
        on_disk = {
            path for lang in self.site.course.languages
            for path in (self.site.root / "notebooks" / lang).glob("*.ipynb")
        }  # fmt: skip
        return found + [Drift(path) for path in sorted(on_disk - built)]

    def gaps(self) -> dict[str, list[Gap]]:
        """What is not translated, by language. Lessons count where the registry lists the language."""
        published = self.site.course.languages
        return {
            lang: [gap for gap in translations.gaps(entries) if lang in published or not gap.is_lesson]
            for lang, entries in self.catalogues.items()
        }

    def _messages(self) -> list[Message]:
        registry = "labs/course.toml"
        titles = [self.site.course.title, *(lesson.title for lesson in self.site.course.lessons)]
        found = [Message(title, "", registry) for title in titles]
        for entry in self.entries:
            found += messages(entry.source)
            found += task_messages(self.site.root, entry.lesson.name)
            found += note_messages(self.site.root, entry.lesson.name)
        found += reference.messages(self.site.root)
        found += [Message(purpose, "", "labs/images.toml") for purpose in _purposes(self.site.root)]
        return found + list(translations.program_messages(self.site.root))

    def _translate(self, lang: str) -> Translate:
        if lang == i18n.SOURCE:
            return source_text
        return translations.translate_with(self.catalogues[lang])

    def _lesson_table(self, lang: str) -> str:
        table = generated_cells.lesson_table(self.entries, self._translate(lang), f"notebooks/{lang}/")
        return f"\n{table}\n\n".replace("\\", r"\\")

    def _learner(self, lang: str) -> dict[str, NotebookNode]:
        translate, course = self._translate(lang), self.site.course
        sections = reference.sections(self.site.root, self.entries, translate)
        made = {CONTENTS: to_notebook.contents(course, self.entries, translate, bool(sections))}
        if sections:
            made[reference.NAME] = to_notebook.reading(reference.NAME, sections)
        for entry in self.entries:
            made[entry.lesson.name] = to_notebook.learner(entry, course, translate)
        return made

    def _solved(self, lang: str) -> dict[str, NotebookNode]:
        translate = self._translate(lang)
        return {
            entry.lesson.name: to_notebook.solved(entry, self.site.course, translate)
            for entry in self.entries
        }


def _purposes(root: Path) -> list[str]:
    """What each image is for, as `course images` shows it."""
    listed = root / "labs" / "images.toml"
    text = listed.read_text(encoding="utf-8") if listed.exists() else ""
    return [image.purpose for image in parse_images(text)]


def _verify_tasks(entry: Entry) -> None:
    """Every task has its check cell, every task named in a cell exists."""
    named = {cell.task or cell.check for cell in entry.source.cells if cell.task or cell.check}
    for wrong, text in (
        (named - set(entry.points), _("tasks.py에 없는 과제가 lesson.md에 있습니다: {ids}")),
        (
            set(entry.points) - set(entry.source.checks),
            _("lesson.md에 채점 셀이 없는 과제가 있습니다: {ids}"),
        ),
    ):
        if wrong:
            raise LessonError(
                f"{entry.lesson.name}: " + text.format(ids=", ".join(sorted(wrong))),
                _("고친 다음 `course build`를 다시 실행하세요."),
                code="lesson-source",
            )


def _cells_that_differ(path: Path, wanted: str) -> tuple[str, ...]:
    """Ids of cells that are new, gone or changed; empty if the file is no notebook."""
    if path.suffix != ".ipynb" or not path.exists():
        return ()
    try:
        old, new = (
            {cell["id"]: cell for cell in json.loads(text)["cells"]}
            for text in (path.read_text(encoding="utf-8"), wanted)
        )
    except (ValueError, KeyError, TypeError):
        return ()
    return tuple(name for name in {**new, **old} if old.get(name) != new.get(name))
