"""Lesson source to notebooks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

from helpers.editions.build import Build
from helpers.errors import LessonError
from tests.unit.editions_sample import LESSON, build, site

FIRST = "notebooks/ko/01_first.ipynb"
LINE = LESSON[: LESSON.index("## 정리")].count("\n") + 1


def learner(root: Path, lesson: str = LESSON) -> nbformat.NotebookNode:
    made = build(root, lesson=lesson)
    return nbformat.reads(made.files[root / FIRST], as_version=4)


def solved(root: Path) -> nbformat.NotebookNode:
    made = build(root)
    made.write_solved(root / "out")
    return nbformat.read(root / "out" / "ko" / "01_first.ipynb", as_version=4)


def cell(book: nbformat.NotebookNode, cell_id: str) -> nbformat.NotebookNode:
    return next(cell for cell in book.cells if cell.id == cell_id)


def ids(book: nbformat.NotebookNode) -> list[str]:
    return [cell.id for cell in book.cells]


def test_the_learner_edition_holds_no_answer_anywhere_in_its_file(tmp_path: Path) -> None:
    made = build(tmp_path)
    for text in made.files.values():
        assert "secret-answer" not in text
        assert "SOLUTION" not in text


def test_the_answer_gives_way_to_one_placeholder_and_the_rest_of_the_cell_stays(tmp_path: Path) -> None:
    code = cell(learner(tmp_path), "01-run-answer").source
    assert code == "%%bash\necho before\n# 여기에 명령을 쓰세요\necho after"


def test_the_solved_edition_holds_every_answer_and_the_score_it_must_reach(tmp_path: Path) -> None:
    book = solved(tmp_path)
    assert "secret-answer" in cell(book, "01-run-answer").source
    assert "secret-answer" in cell(book, "01-tidy-answer").source
    assert cell(book, "score").outputs[0].text == "점수: 5/5\n"
    assert cell(book, "score").metadata.tags == ["nbval-check-output"]


def test_a_lesson_ends_with_its_score_after_what_was_learnt(tmp_path: Path) -> None:
    made = ids(learner(tmp_path))
    assert made[-4:] == ["key-points", "score-text", "score", "closing"]
    assert "핵심 정리" in cell(learner(tmp_path), "key-points").source


def test_beside_the_solved_edition_stands_what_the_lesson_works_with(tmp_path: Path) -> None:
    made = build(tmp_path)
    starter = tmp_path / "labs/01_first/files/context/app.sh"
    starter.parent.mkdir(parents=True)
    starter.write_text("echo app")
    for _again in range(2):
        copy = tmp_path / "out/ko/01_first/context/app.sh"
        assert copy in made.write_solved(tmp_path / "out")
        assert copy.read_text() == "echo app"


def test_building_twice_gives_the_same_bytes_and_writes_nothing_the_second_time(tmp_path: Path) -> None:
    assert build(tmp_path, ("ko", "en")).files == build(tmp_path, ("ko", "en")).files
    assert build(tmp_path, ("ko", "en")).write()
    assert build(tmp_path, ("ko", "en")).write() == []


def test_notebooks_are_valid_without_outputs_and_end_with_a_newline(tmp_path: Path) -> None:
    text = build(tmp_path).files[tmp_path / FIRST]
    assert text.endswith("}\n")
    assert '\n "cells"' in text
    for built in nbformat.reads(text, as_version=4).cells:
        assert built.cell_type == "markdown" or (built.outputs == [] and built.execution_count is None)


@pytest.mark.parametrize("edition", [learner, solved])
def test_nbgrader_accepts_the_metadata_of_both_editions(tmp_path: Path, edition) -> None:
    book = edition(tmp_path)
    MetadataValidatorV3().validate_nb(book)
    graded = {cell.id: cell.metadata.nbgrader for cell in book.cells if "nbgrader" in cell.metadata}
    assert sum(meta.points for meta in graded.values() if meta.grade) == 5
    assert [name for name, meta in graded.items() if meta.solution] == ["01-run-answer", "01-tidy-answer"]
    assert all(name == meta.grade_id for name, meta in graded.items())


def test_an_edit_in_one_section_leaves_the_ids_of_the_others_alone(tmp_path: Path) -> None:
    before = ids(learner(tmp_path))
    edited = LESSON.replace("컨테이너를 띄우세요.", "새 글\n\n```{code-cell}\nprint(1)\n```\n\n또 새 글")
    after = ids(learner(tmp_path, edited))
    assert set(before) < set(after)
    assert len(set(after)) == len(after)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", cell) for cell in after)


def test_the_same_heading_twice_still_gives_different_ids(tmp_path: Path) -> None:
    book = learner(tmp_path, LESSON.replace("## 정리", "## 실행"))
    assert len(set(ids(book))) == len(book.cells)


def test_the_opening_states_what_registry_tasks_and_front_matter_say(tmp_path: Path) -> None:
    text = cell(learner(tmp_path), "opening").source
    assert text.startswith("# 01. 하나\n")
    for fact in ("10분", "2개", "5점", "왜 그런가요?", "`docker run`을 씁니다.", "- 터미널"):
        assert fact in text
    assert cell(learner(tmp_path), "start").source.endswith('lab.open("01_first")')


def test_the_closing_links_to_neighbours_and_contents_that_exist(tmp_path: Path) -> None:
    made = build(tmp_path)
    made.write()
    for name, neighbour in (("01_first", "02_second"), ("02_second", "01_first")):
        book = nbformat.read(tmp_path / f"notebooks/ko/{name}.ipynb", as_version=4)
        targets = re.findall(r"\]\((.+?)\)", cell(book, "closing").source)
        assert set(targets) == {f"{neighbour}.ipynb", "index.ipynb"}
        assert all((tmp_path / "notebooks/ko" / target).exists() for target in targets)


def test_the_contents_page_lists_every_lesson_with_minutes_and_points(tmp_path: Path) -> None:
    made = build(tmp_path)
    book = nbformat.reads(made.files[tmp_path / "notebooks/ko/index.ipynb"], as_version=4)
    assert "| 02 | [둘](02_second.ipynb) | 10분 | 5점 |" in cell(book, "contents").source
    assert all(part.cell_type == "markdown" for part in book.cells), "nothing has to be run"


def test_drift_names_the_file_and_the_cell(tmp_path: Path) -> None:
    build(tmp_path).write()
    assert build(tmp_path).drift() == []
    edited = LESSON.replace("echo plain", "echo changed")
    (drift,) = build(tmp_path, lesson=edited).drift()
    assert drift.path == tmp_path / FIRST
    assert len(drift.cells) == 1
    assert cell(learner(tmp_path, edited), drift.cells[0]).source == "%%bash\necho changed"


def test_a_hand_edited_or_broken_notebook_is_drift_and_is_rebuilt(tmp_path: Path) -> None:
    build(tmp_path).write()
    path = tmp_path / FIRST
    path.write_text("{", encoding="utf-8")
    assert [change.path for change in build(tmp_path).drift()] == [path]
    assert build(tmp_path).write() == [path]
    json.loads(path.read_text(encoding="utf-8"))


def test_the_notebook_of_a_lesson_that_is_gone_is_drift_and_is_removed(tmp_path: Path) -> None:
    build(tmp_path).write()
    stale = tmp_path / "notebooks/ko/09_gone.ipynb"
    stale.write_text("{}", encoding="utf-8")
    assert [change.path for change in build(tmp_path).drift()] == [stale]
    build(tmp_path).write()
    assert not stale.exists()


def test_code_is_the_same_in_every_language(tmp_path: Path) -> None:
    made = build(tmp_path, ("ko", "en"))
    ko, en = (
        nbformat.reads(made.files[tmp_path / f"notebooks/{lang}/01_first.ipynb"], as_version=4)
        for lang in ("ko", "en")
    )
    assert ids(ko) == ids(en)
    assert [cell.source for cell in ko.cells if cell.cell_type == "code"] == [
        cell.source for cell in en.cells if cell.cell_type == "code"
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("### END SOLUTION\necho after", "echo after", "짝이 맞지 않습니다"),
        ("### BEGIN SOLUTION\necho secret", "## BEGIN SOLUTION\necho secret", "짝이 맞지 않습니다"),
        (":task: tidy\n", "", "`task:` 셀에만"),
        ("### BEGIN SOLUTION\nanswer", "answer", "짝이 맞지 않습니다"),
        ('lab.check("tidy")', 'lab.check("run")', "한 줄만"),
        (":check: tidy", ":chek: tidy", "chek"),
        (":check: tidy\nlab.check", ":check: run\nlab.check", "한 줄만"),
        ("## 정리", ":::{note}\n메모\n:::", f"lesson.md:{LINE}"),
        ("## 정리", "```{warning}\n메모\n```", "```{warning}"),
        ("## 정리", "# 정리", "##부터"),
        ("    - 터미널", "    - 값: 터미널", "`prerequisites`"),
        ("  prerequisites:", "  needs:", "prerequisites"),
        ("course:\n", "course: [\n", "01_first/lesson.md"),
        (':check: tidy\nlab.check("tidy")', ':check: other\nlab.check("other")', "tasks.py에 없는 과제"),
        (':check: tidy\nlab.check("tidy")', "print(1)", "채점 셀이 없는 과제"),
        (":task: tidy", ":task: 정리", "영문자"),
    ],
)
def test_a_mistake_in_the_source_is_one_clear_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert LESSON.count(old) == 1
    with pytest.raises(LessonError) as caught:
        build(tmp_path, lesson=LESSON.replace(old, new))
    assert says in caught.value.what
    assert "01_first" in caught.value.what
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


def test_a_graded_task_that_appears_twice_is_refused(tmp_path: Path) -> None:
    twice = LESSON + '\n```{code-cell}\n:check: run\nlab.check("run")\n```\n'
    with pytest.raises(LessonError, match="둘 이상"):
        build(tmp_path, lesson=twice)


def test_a_registered_lesson_without_a_source_is_refused(tmp_path: Path) -> None:
    made = site(tmp_path)
    (tmp_path / "labs/02_second/lesson.md").unlink()
    with pytest.raises(LessonError, match="02_second"):
        Build(made)
