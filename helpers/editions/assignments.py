"""Course directories for nbgrader: one assignment a lesson, and settings that fit the lessons."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from helpers import i18n
from helpers.atomic import write as write_file
from helpers.course import Course
from helpers.editions.build import Build
from helpers.editions.generated_cells import PLACEHOLDER

CELL = 300  # seconds; cells that install packages take more than nbgrader's 30
READABLE = 0o644
CONFIG = """\
# Written by `course build --nbgrader`; a file that is here already is left as it is.
c = get_config()
c.CourseDirectory.course_id = "docker-course"
# The cells are %%bash: nbgrader's own stub is Python.
c.ClearSolutions.code_stub = {{"python": {stub!r}}}
# Seconds a cell may take. One that hangs is interrupted, and the others are graded all the same.
c.Execute.timeout = {timeout}
c.Execute.interrupt_on_timeout = True
# Cells that a submission has lost, moved, copied or changed are as they were given.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "helpers.grading.given_cells.PutBack",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
"""


def write(build: Build, folder: Path) -> list[Path]:
    """Write folder/LANG/source/LESSON with all that belongs to it, and folder/LANG/nbgrader_config.py.

    Returns the files that were written. Raises OSError.
    """
    written = []
    with tempfile.TemporaryDirectory() as draft:
        build.write_solved(Path(draft))
        for lang in build.site.course.languages:
            for lesson in build.site.course.lessons:
                target = folder / lang / "source" / lesson.name
                target.mkdir(parents=True, exist_ok=True)
                notebook = Path(draft) / lang / f"{lesson.name}.ipynb"
                written.append(Path(shutil.copy(notebook, target)))
                for starters in _starters(notebook, build.site.course):
                    shutil.copytree(starters, target / starters.name, dirs_exist_ok=True)
            written += _settings(folder / lang / "nbgrader_config.py", lang)
    return written


def _starters(notebook: Path, papers: Course) -> Iterator[Path]:
    """The folders of files that a notebook works in: its own, and of other lessons those that it names.

    A learner of JupyterLab has all of them side by side; an assignment of nbgrader has only what it is given.
    """
    text = notebook.read_text(encoding="utf-8")
    for lesson in papers.lessons:
        folder = notebook.with_name(lesson.name)
        if folder.is_dir() and (folder.name == notebook.stem or f"{folder.name}/" in text):
            yield folder


def _settings(path: Path, lang: str) -> list[Path]:
    if path.exists():
        return []
    stub = i18n.messages(lang).get(PLACEHOLDER, PLACEHOLDER)
    write_file(path, CONFIG.format(stub=stub, timeout=CELL), mode=READABLE)
    return [path]
