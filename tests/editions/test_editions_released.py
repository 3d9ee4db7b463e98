"""nbgrader makes an assignment of every real lesson: no answer in it, valid, worth what its tasks are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

from helpers import paths
from helpers.checks import load
from helpers.course import course
from helpers.editions.build import Build, Site
from helpers.editions.source import BEGIN, END
from tests.classroom import Classroom

NAMES = [lesson.name for lesson in course().lessons]
each = pytest.mark.parametrize(
    ("lang", "lesson"), [(lang, name) for lang in course().languages for name in NAMES]
)


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """One assignment a language, with all lessons: nbgrader takes seconds to begin a course."""
    made = Classroom(tmp_path_factory.mktemp("nbgrader"))
    Build(Site.here()).write_solved(made.root / "solved")
    for lang in course().languages:
        made.release(lang, lang, *(made.root / "solved" / lang / f"{name}.ipynb" for name in NAMES))
    return made


@pytest.fixture
def released(classroom: Classroom, lang: str, lesson: str) -> NotebookNode:
    return read(classroom.root / "release" / lang, lesson)


@each
def test_the_released_lesson_is_the_learners_notebook(released: NotebookNode, lang: str, lesson: str) -> None:
    built = read(paths.NOTEBOOKS / lang, lesson)
    assert [(cell.id, cell.source) for cell in released.cells] == [
        (cell.id, cell.source) for cell in built.cells
    ]
    assert graded(released) == graded(built)


@each
def test_no_answer_and_no_output_is_left_in_it(
    classroom: Classroom, released: NotebookNode, lang: str, lesson: str
) -> None:
    code = {cell.id: cell for cell in released.cells if cell.cell_type == "code"}
    answers = list(solutions(read(classroom.root / "solved" / lang, lesson)))
    assert len(answers) >= len(load(lesson).tasks)
    for answer in answers:
        assert not [name for name, cell in code.items() if answer in cell.source], answer
    assert not [name for name, cell in code.items() if cell.outputs]
    assert "SOLUTION" not in nbformat.writes(released)


@each
def test_it_is_valid_and_holds_nbgraders_own_keys_only(released: NotebookNode) -> None:
    nbformat.validate(released)
    nbgrader = MetadataValidatorV3()
    nbgrader.validate_nb(released)
    keys = {key for cell in released.cells for key in cell.metadata.get("nbgrader", {})}
    assert keys <= set(nbgrader.schema["properties"])


@each
def test_the_gradebook_knows_the_points_of_the_lesson(classroom: Classroom, lang: str, lesson: str) -> None:
    with classroom.gradebook() as gradebook:
        notebook = gradebook.find_notebook(lesson, lang)
        assert notebook.max_score == notebook.max_code_score == load(lesson).points
        assert len(notebook.grade_cells) == len(load(lesson).tasks)


@each
def test_what_the_lesson_gives_to_work_with_goes_along(classroom: Classroom, lang: str, lesson: str) -> None:
    assert files(classroom.root / "release" / lang / lesson) == files(paths.LABS / lesson / "files")


def files(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read(folder: Path, lesson: str) -> NotebookNode:
    return nbformat.read(folder / f"{lesson}.ipynb", as_version=4)


def graded(book: NotebookNode) -> dict[str, dict[str, object]]:
    """What nbgrader is told about each cell, but for the checksum, which it adds itself."""
    told = {cell.id: dict(cell.metadata["nbgrader"]) for cell in book.cells if "nbgrader" in cell.metadata}
    for meta in told.values():
        meta.pop("checksum", None)
    return told


def solutions(book: NotebookNode) -> Iterator[str]:
    """The text between the marks of each answer."""
    for cell in book.cells:
        for part in cell.source.split(BEGIN)[1:]:
            yield part.partition(END)[0].strip()
