"""A lesson read from its files: what an author is told."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from helpers.checks import task_words
from helpers.checks.load import find_task
from helpers.checks.task import Page
from helpers.course import Lesson
from helpers.errors import LessonError

reading = importlib.import_module("helpers.checks.load")  # helpers.checks.load is its function

HEADER = "task: {id}\ntitle: 과제 {id}\npoints: 2\nhints: [x, y, z]"
TASKS = """
from helpers.checks import Scope, task

SCOPE = Scope(containers=("box",))

@task
def first_step(look): ...

@task
def second(look): ...
"""


def cell(header: str, code: str = "true") -> str:
    return f"```{{code-cell}} ipython3\n---\n{header}\n---\n{code}\n```\n\n"


class Labs:
    """A folder with one lesson in it, which can be written anew."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()
        self.write()

    def write(self, *headers: str, tasks: str = TASKS, **files: str) -> None:
        headers = headers or (HEADER.format(id="first-step"), HEADER.format(id="second"))
        self.folder.joinpath("lesson.md").write_text("".join(map(cell, headers)), encoding="utf-8")
        for name, text in {"tasks": tasks, **files}.items():
            self.folder.joinpath(f"{name}.py").write_text(text, encoding="utf-8")
        for name in [name for name in reading.sys.modules if name.startswith("course_lab_97_own")]:
            del reading.sys.modules[name]
        importlib.invalidate_caches()
        reading.load.cache_clear()

    def refused(self) -> str:
        with pytest.raises(LessonError) as error:
            reading.load("97_own")
        assert "course build" in error.value.remedy
        return error.value.what


@pytest.fixture
def labs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading.sys, "dont_write_bytecode", True)
    monkeypatch.setattr("helpers.course.LABS", tmp_path)
    monkeypatch.setattr(reading, "find_lesson", lambda name: Lesson(name, "제목", 10, ()))
    yield Labs(tmp_path / "97_own")
    reading.load.cache_clear()


def test_conditions_and_words_are_joined_by_the_task_s_id(labs: Labs) -> None:
    page = "page: {container: box, path: /}"
    extra = f"\nneeds: [first-step]\nsilent: true\n{page}\nother_way: 다른 길\npassed: 됐다"
    labs.write(HEADER.format(id="first-step"), HEADER.format(id="second") + extra)
    spec = reading.load("97_own")
    first, second = spec.tasks
    assert (first.id, first.condition.__name__, first.needs, first.page, first.silent) == (
        "first-step", "first_step", (), None, False,
    )  # fmt: skip
    assert (second.needs, second.silent, second.other_way, second.passed) == (
        ("first-step",),
        True,
        "다른 길",
        "됐다",
    )
    assert second.page == Page("box", "/", 80)
    assert spec.points == 4
    assert spec.scope.names("container") == ("box",)
    assert first.drawing is None


def test_what_does_not_fit_together_is_named(labs: Labs) -> None:
    labs.write(HEADER.format(id="second"))
    assert "제목과 점수가 없는 과제가 있습니다: first-step" in labs.refused()
    labs.write(*(HEADER.format(id=name) for name in ("first-step", "second", "third")))
    assert "확인하는 함수가 없는 과제가 있습니다: third" in labs.refused()
    labs.write(HEADER.format(id="first-step") + "\nneeds: [second]", HEADER.format(id="second"))
    assert "앞에 있는 과제만" in labs.refused()
    labs.write(HEADER.format(id="first-step") + "\nneeds: [first-step]", HEADER.format(id="second"))
    assert "앞에 있는 과제만" in labs.refused(), "a task does not build on itself"
    labs.write(HEADER.format(id="first-step") + "\ndrawn: true", HEADER.format(id="second"))
    assert "assignment.py가 없습니다: first-step" in labs.refused()
    labs.write(more="from helpers.checks import task\n\n@task\ndef second(look): ...\n")
    assert "과제 second의 조건이 두 번" in labs.refused()


@pytest.mark.parametrize(
    ("code", "line"), [("x = 1\nunknown\n", 2), ("def broken(:\n", 1), ("raise KeyError('x')", 1)]
)
def test_a_module_that_python_cannot_run_is_named_with_its_line(labs: Labs, code: str, line: int) -> None:
    labs.write(more=code)
    assert f"97_own/more.py에 문제가 있습니다. {line}번째 줄에서 파이썬이 멈췄습니다" in labs.refused()


def test_a_condition_that_is_only_imported_counts_once(labs: Labs) -> None:
    labs.write(more="from course_lab_97_own.tasks import second\n")
    assert len(reading.load("97_own").tasks) == 2


def test_a_key_has_one_sentence_in_a_lesson(labs: Labs) -> None:
    said = "\nsays: {gone: 없습니다}"
    labs.write(HEADER.format(id="first-step") + said, HEADER.format(id="second") + said)
    assert reading.load("97_own").says["gone"].message == "없습니다"
    labs.write(HEADER.format(id="first-step") + said, HEADER.format(id="second") + "\nsays: {gone: 다른 말}")
    assert "gone: 한 단원에서 한 번만" in labs.refused()


def test_a_lesson_that_draws_fills_its_words(labs: Labs, monkeypatch) -> None:
    monkeypatch.setenv("COURSE_SEED", "s")
    drawn = "from helpers.checks.drawing import *\n\nDRAWN = Drawing('97', name=one_of(['kim'], 'x'))\n"
    labs.write(HEADER.format(id="first-step") + "\ndrawn: true", HEADER.format(id="second"), assignment=drawn)
    first, second = reading.load("97_own").tasks
    assert (first.say("{name} {other}"), first.drawn) == ("kim {other}", {"name": "kim"})
    assert (second.say("{name}"), second.drawn) == ("{name}", {})


def test_a_task_that_is_not_there_is_answered_with_those_that_are(labs: Labs) -> None:
    spec = reading.load("97_own")
    assert find_task(spec, "second").id == "second"
    with pytest.raises(LessonError) as error:
        find_task(spec, "third")
    assert "first-step, second" in error.value.remedy


def test_a_solution_is_what_stands_between_its_marks_in_every_cell_of_the_task(tmp_path: Path) -> None:
    folder = tmp_path / "97_own"
    folder.mkdir()
    begin, end = "### BEGIN SOLUTION", "### END SOLUTION"
    code = f"before\n{begin}\none\n{end}\nafter\n  {begin}\ntwo\n{end}"
    others = "```{code-cell}\nno header\n```\n\n```sh\n---\ntask: z\n---\n```\n\n"
    cells = (
        cell(HEADER.format(id="a"), code), cell("task: a", f"{begin}\nthree"), cell("task: a", "x"),
        cell("tags: [x]", "y"), others, cell("3"),
    )  # fmt: skip
    text = "".join(cells)
    (folder / "lesson.md").write_text(text, encoding="utf-8")
    (words,) = task_words.read(folder)
    assert words.solution == "one\ntwo\n\nthree"


def test_a_lesson_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match=r"97_own/lesson\.md"):
        task_words.read(tmp_path / "97_own")
    (tmp_path / "97_own").mkdir()
    (tmp_path / "97_own" / "lesson.md").write_text(
        cell(HEADER.format(id="a") + "\npoints: 1.5"), encoding="utf-8"
    )
    with pytest.raises(LessonError, match=r"97_own/lesson\.md:1"):
        task_words.read(tmp_path / "97_own")


@pytest.mark.parametrize("points", ["0", "-1", "1.5", "'2'", "null"])
def test_points_are_whole_and_at_least_one(tmp_path: Path, points: str) -> None:
    with pytest.raises(LessonError, match="1 이상의 정수"):
        task_words._words("x", task_words.yaml.safe_load(HEADER.format(id="a").replace("2\n", f"{points}\n")))
    assert (
        task_words._words("x", task_words.yaml.safe_load(HEADER.format(id="a").replace("2\n", "1\n"))).points
        == 1
    )


def test_a_learner_s_words_are_all_translated() -> None:
    raw = HEADER.format(id="a") + "\npassed: p\nother_way: o\nsays: {k: {message: m, hint: h}, l: n}"
    words = task_words._words("x", task_words.yaml.safe_load(raw))
    assert list(words.texts()) == ["과제 a", "x", "y", "z", "m", "h", "n", "p", "o"]
    assert list(task_words._words("x", task_words.yaml.safe_load(HEADER.format(id="a"))).texts()) == [
        "과제 a",
        "x",
        "y",
        "z",
    ]
