"""The learner's own copies in `work/LANG/`: made when missing, never overwritten."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from helpers import i18n, paths
from helpers.atomic import replacing
from helpers.course import Lesson, course
from helpers.errors import CourseError, LessonError
from helpers.i18n import _
from helpers.lab.state import home, turn


@dataclass(frozen=True)
class Fresh:
    """A fresh copy of a lesson's notebook, and where the old one went (None if there was none)."""

    notebook: Path
    kept: Path | None


def prepare(lang: str) -> Path:
    """Copy what is missing into work/LANG and return that folder.

    A language without an edition gets the Korean one. Raises CourseError if it cannot be written.
    """
    lang = _edition(lang)
    folder = paths.work() / lang
    for notebook in sorted((paths.NOTEBOOKS / lang).glob("*.ipynb")):
        _copy_new(notebook, folder / notebook.name)
    for lesson in course().lessons:
        _copy_starters(lesson, folder)
    return folder


def restart(lesson: Lesson, lang: str) -> Fresh:
    """Give a fresh copy of the lesson's notebook; the learner's goes to NN_slug-DATE-TIME.ipynb.

    Raises LessonError, StateError, BusyError, and CourseError if it cannot be written.
    """
    lang = _edition(lang)
    folder = paths.work() / lang
    original = paths.NOTEBOOKS / lang / f"{lesson.name}.ipynb"
    if not original.exists():
        raise LessonError(
            _("{lesson} 단원의 노트북이 없습니다.").format(lesson=lesson.name),
            _("`course build`로 만드세요."),
            code="no-notebook",
        )
    notebook = folder / original.name
    with turn(home() / "restart"):  # two at once would set both notebooks aside to the same free name
        kept = _set_aside(notebook) if notebook.exists() else None
        _copy_new(original, notebook)
        _copy_starters(lesson, folder)
    return Fresh(notebook, kept)


def recover(path: Path) -> bool:
    """Put back what was saved last where JupyterLab was killed in the middle of saving; whether it was so.

    JupyterLab writes into the file itself and keeps a copy, `.~NAME`, until it has done so (jupyter_server,
    services/contents/fileio.py). It would put that back itself, but at the next save the copy is overwritten.
    """
    copy = path.with_name(f".~{path.name}")
    if _is_notebook(path) or not _is_notebook(copy):
        return False
    try:
        if path.exists():
            path.replace(path.with_name(f"{path.name}.invalid"))  # as JupyterLab calls it
        copy.replace(path)
    except OSError as error:
        raise _not_writable(path, error) from error
    return True


def _is_notebook(path: Path) -> bool:
    try:
        book = json.loads(path.read_text(encoding="utf-8"))
        return isinstance(book["cells"], list) and book["nbformat"] == 4
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        return False


def check_notebook(path: Path) -> None:
    """Raises LessonError if the file is missing or is not a notebook that Jupyter can open."""
    if not _is_notebook(path):
        raise LessonError(
            _("노트북 {path}을(를) 읽을 수 없습니다.").format(path=path),
            _("`course restart {lesson}`을 실행하면 새 노트북을 받고, 지금 파일은 옆에 남습니다.").format(
                lesson=path.stem
            ),
            code="broken-notebook",
        )


def _edition(lang: str) -> str:
    return lang if (paths.NOTEBOOKS / lang).is_dir() else i18n.SOURCE


def _copy_starters(lesson: Lesson, folder: Path) -> None:
    """What a lesson gives the learner to work with: labs/NN_slug/files/ to work/LANG/NN_slug/."""
    starters = lesson.folder / "files"
    for file in sorted(starters.rglob("*")):
        if file.is_file():
            _copy_new(file, folder / lesson.name / file.relative_to(starters))


def _copy_new(source: Path, target: Path) -> None:
    """Copy unless the target exists; two `make lab` at once do no harm, half a file never stays."""
    if target.exists():
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as original, replacing(target, mode=source.stat().st_mode & 0o777) as file:
            shutil.copyfileobj(original, file)
            if target.exists():  # somebody else was quicker
                raise FileExistsError(target)
    except FileExistsError:
        return
    except OSError as error:
        raise _not_writable(target, error) from error


def _not_writable(path: Path, error: OSError) -> CourseError:
    return CourseError(
        _("{path}에 쓸 수 없습니다: {error}").format(path=path, error=error.strerror),
        _("디스크 공간과 폴더의 쓰기 권한을 확인하세요."),
        code="work-not-writable",
    )


def _set_aside(notebook: Path) -> Path:
    """Rename with the time, to a name that is free."""
    stem = f"{notebook.stem}-{datetime.now():%Y%m%d-%H%M%S}"
    kept = notebook.with_name(f"{stem}.ipynb")
    number = 1
    while kept.exists():
        number += 1
        kept = notebook.with_name(f"{stem}-{number}.ipynb")
    try:
        return notebook.rename(kept)
    except OSError as error:
        raise _not_writable(notebook, error) from error
