"""The learner's own copies: made when missing, never overwritten, kept when started over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers import course as registry
from helpers import paths
from helpers.course import Lesson
from helpers.editions import workspace
from helpers.editions.workspace import check_notebook, prepare, restart
from helpers.errors import CourseError, LessonError
from tests.unit.editions_sample import build


@pytest.fixture
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lesson:
    """The first lesson of the sample course, which is built and stands where the program looks."""
    made = build(tmp_path / "course")
    made.write()
    root = made.site.root
    starter = root / "labs/01_first/files/app/Dockerfile"
    starter.parent.mkdir(parents=True)
    starter.write_text("FROM busybox\n")
    monkeypatch.setattr(paths, "NOTEBOOKS", root / "notebooks")
    monkeypatch.setattr(registry, "LABS", root / "labs")
    monkeypatch.setattr(workspace, "course", lambda: made.site.course)
    return made.site.course.lessons[0]


def test_prepare_gives_every_notebook_and_starter_file(lesson: Lesson) -> None:
    folder = prepare("ko")
    assert folder == paths.work() / "ko"
    assert sorted(path.name for path in folder.glob("*.ipynb")) == [
        "01_first.ipynb",
        "02_second.ipynb",
        "index.ipynb",
    ]
    assert (folder / "01_first/app/Dockerfile").read_text() == "FROM busybox\n"


def test_prepare_never_overwrites_what_the_learner_wrote(lesson: Lesson) -> None:
    folder = prepare("ko")
    for name in ("01_first.ipynb", "01_first/app/Dockerfile"):
        (folder / name).write_text("mine")
    (folder / "02_second.ipynb").unlink()
    prepare("ko")
    assert (folder / "01_first.ipynb").read_text() == "mine"
    assert (folder / "01_first/app/Dockerfile").read_text() == "mine"
    assert (folder / "02_second.ipynb").exists()


def test_a_language_without_an_edition_gets_the_korean_one(lesson: Lesson) -> None:
    assert prepare("en") == paths.work() / "ko"


def test_restart_gives_a_fresh_copy_and_keeps_the_old_one_beside_it(lesson: Lesson) -> None:
    notebook = prepare("ko") / "01_first.ipynb"
    original = notebook.read_bytes()
    kept = []
    for answer in ("first try", "second try"):
        notebook.write_text(answer)
        fresh = restart(lesson, "ko")
        assert fresh.notebook.read_bytes() == original
        assert fresh.kept
        assert re.fullmatch(r"01_first-\d{8}-\d{6}(-\d)?\.ipynb", fresh.kept.name)
        kept.append(fresh.kept.read_text())
    assert kept == ["first try", "second try"]


def test_restart_of_a_lesson_never_opened_just_makes_it(lesson: Lesson) -> None:
    assert restart(lesson, "ko").kept is None


def test_a_built_notebook_passes_the_check(lesson: Lesson) -> None:
    check_notebook(prepare("ko") / "01_first.ipynb")


@pytest.mark.parametrize("text", ["{", "[]", '{"nbformat": 4}', "", "\udcff"])
def test_a_broken_notebook_is_named_with_the_command_that_mends_it(lesson: Lesson, text: str) -> None:
    notebook = prepare("ko") / "01_first.ipynb"
    notebook.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(LessonError) as caught:
        check_notebook(notebook)
    assert "01_first.ipynb" in caught.value.what
    assert "course restart 01_first" in caught.value.remedy


def test_a_full_disk_is_one_clear_line_and_leaves_no_half_notebook(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_files: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(workspace.shutil, "copyfileobj", full)
    with pytest.raises(CourseError, match="No space left"):
        prepare("ko")
    assert not list(paths.work().rglob("*.ipynb"))


def test_work_that_cannot_be_written_is_one_clear_line(lesson: Lesson) -> None:
    paths.work().parent.mkdir(parents=True, exist_ok=True)
    paths.work().write_text("a file where the folder should be")
    with pytest.raises(CourseError) as caught:
        prepare("ko")
    assert caught.value.remedy
