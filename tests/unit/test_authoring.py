"""What an author writes: words at the cell, attempts as shell; and what is said of what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.authoring import lint, proof_file, stubs
from helpers.checks import load, task_words
from helpers.checks.history import NOT_FOUND, Life, image_ids, lives, short_name, typed
from helpers.course import Course, Lesson, course
from helpers.course import lesson as find_lesson
from helpers.errors import LessonError
from helpers.lab import Event
from helpers.paths import LABS

CELL = """
```{{code-cell}} ipython3
---
{header}
---
%%bash
### BEGIN SOLUTION
true
### END SOLUTION
```
"""
RIGHT = "task: a\ntitle: 과제\npoints: 2\nhints: [x, y, z]\npassed: 했습니다."


def lesson(tmp_path: Path, *headers: str) -> Path:
    folder = tmp_path / "03_x"
    folder.mkdir()
    text = "".join(CELL.format(header=header) for header in headers)
    (folder / "lesson.md").write_text(text, encoding="utf-8")
    return folder


def test_words_stand_at_the_first_cell_of_a_task_in_order(tmp_path) -> None:
    says = "says:\n  gone: {message: 없습니다, hint: 만드세요}\n  plain: 한 문장"
    second = RIGHT.replace("task: a", "task: b") + f"\nneeds: [a]\nsilent: true\n{says}"
    first, other = task_words.read(lesson(tmp_path, RIGHT, "task: a", second))
    assert (first.id, first.title, first.points, first.hints) == ("a", "과제", 2, ("x", "y", "z"))
    assert (first.needs, first.silent) == ((), False)
    assert (other.needs, other.silent, other.says["gone"].hint, other.says["plain"].message) == (
        ("a",), True, "만드세요", "한 문장",
    )  # fmt: skip
    assert "만드세요" in list(other.texts())


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (RIGHT.replace("points: 2", "points: 0"), "1 이상"),
        (RIGHT.replace("points: 2", "points: x"), "1 이상"),
        (RIGHT.replace("[x, y, z]", "[x]"), "세 개"),
        (RIGHT + "\ncolour: red", "colour"),
        (RIGHT + "\nsays: {gone: {hint: x}}", "message"),
        (RIGHT + "\nsays: {gone: {message: x, colour: y}}", "message"),
        ("task: a\ntitle: 'x", "03_x/lesson.md:2"),
    ],
)
def test_wrong_words_are_one_sentence_with_the_place(tmp_path, header: str, says: str) -> None:
    with pytest.raises(LessonError, match=r"03_x/lesson\.md") as caught:
        task_words.read(lesson(tmp_path, header))
    assert says in str(caught.value)


def test_a_title_said_twice_is_refused(tmp_path) -> None:
    with pytest.raises(LessonError, match="두 번"):
        task_words.read(lesson(tmp_path, RIGHT, RIGHT))


PROOF = """\
# shellcheck shell=bash
BOX=box

## a
# miss: a mistake
docker run one

docker run two
# says: 틀렸습니다
# status: blocked
# explained: name-taken
# undo:
docker start one

# way: another road
docker create x
"""


def proof(tmp_path: Path, text: str) -> proof_file.ProofFile:
    (tmp_path / proof_file.FILE).write_text(text, encoding="utf-8")
    return proof_file.read(tmp_path)


def test_a_proof_is_read_as_it_is_written(tmp_path) -> None:
    found = proof(tmp_path, PROOF)
    (miss,) = found.misses("a")
    (way,) = found.ways("a")
    assert "BOX=box" in found.common
    assert miss.commands == "docker run one\n\ndocker run two\n"
    assert (miss.says, miss.status, miss.explained, miss.undo.strip()) == (
        "틀렸습니다", "blocked", "name-taken", "docker start one",
    )  # fmt: skip
    assert (way.kind, way.commands.strip()) == ("way", "docker create x")


@pytest.mark.parametrize(
    "text",
    ["# miss: x\ntrue\n# says: y", "## a\n# says: y", "## a\n# miss: x\ntrue", "## a\n# miss: x\n# says: y"],
)
def test_a_proof_that_proves_nothing_is_refused(tmp_path, text: str) -> None:
    with pytest.raises(LessonError, match=r"proof\.sh"):
        proof(tmp_path, text)


def test_every_lesson_s_needs_name_earlier_tasks(monkeypatch) -> None:
    load.cache_clear()
    real = task_words.read

    def later(folder: Path) -> tuple[task_words.TaskWords, ...]:
        first, *rest = real(folder)
        return (task_words.TaskWords(**{**vars(first), "needs": (rest[0].id,)}), *rest)

    monkeypatch.setattr(task_words, "read", later)
    with pytest.raises(LessonError, match="앞에 있는 과제만"):
        load("03")
    load.cache_clear()


def test_a_course_that_is_not_worth_100_points_is_named(monkeypatch) -> None:
    monkeypatch.setattr(lint, "_lesson", lambda lesson: ())  # only the sum is in question
    monkeypatch.setattr(lint, "CORE_POINTS", 99)
    assert any("1점을 빼세요" in problem for problem in lint.problems())
    monkeypatch.setattr(lint, "CORE_POINTS", 101)
    assert any("1점을 더하세요" in problem for problem in lint.problems())


@pytest.mark.parametrize("slide", ["fresh", "quiz commit-twice", "git을 설치합니다"])
def test_a_note_names_a_task_a_question_or_a_heading_of_its_lesson(monkeypatch, slide: str) -> None:
    written = "## 보여 주면 좋은 것\n- 하나 <!-- slide: {} -->\n- 둘\n"
    monkeypatch.setattr(lint, "notes", lambda *_names, marked: written.format(slide))
    assert list(lint._slides_of_notes(find_lesson("03"))) == []
    monkeypatch.setattr(lint, "notes", lambda *_names, marked: written.format(f"{slide}s"))
    (problem,) = lint._slides_of_notes(find_lesson("03"))
    assert f"{slide}s. 과제의 id" in problem


@pytest.mark.parametrize(
    ("commands", "made"),
    [
        ("docker run -d --name web busybox", ("container", "web")),
        ("docker build --no-cache -t lab/x:1 .", ("image", "lab/x:1")),
        ("docker tag busybox lab/y", ("image", "lab/y:latest")),
        ("docker commit -m 'a b' box lab/z:2", ("image", "lab/z:2")),
        ("docker volume create data", ("volume", "data")),
        ("docker network create net", ("network", "net")),
    ],
)
def test_a_solution_s_things_have_to_be_in_the_scope(commands: str, made: tuple[str, str]) -> None:
    assert list(lint._made(commands)) == [made]


def test_names_that_a_shell_fills_in_are_not_guessed() -> None:
    assert list(lint._made('docker run --name "$CONTAINER" busybox')) == []


@pytest.fixture
def own_labs(tmp_path, monkeypatch) -> Path:
    labs = tmp_path / "labs"
    labs.mkdir()
    (labs / "course.toml").write_text((LABS / "course.toml").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(stubs, "LABS", labs)
    monkeypatch.setattr("helpers.course.LABS", labs)
    course.cache_clear()
    yield labs
    course.cache_clear()


def test_stubs_are_a_lesson_with_a_task_that_can_be_read(own_labs) -> None:
    stubs.new_lesson("77_my_lesson", "내 단원")
    stubs.new_task("77", "my-task")
    stubs.new_task("77", "other")
    folder = own_labs / "77_my_lesson"
    assert [task.id for task in task_words.read(folder)] == ["my-task", "other"]
    assert set(proof_file.read(folder).attempts) == {"my-task", "other"}
    text = (folder / "tasks.py").read_text(encoding="utf-8")
    assert 'containers=("my-my-task", "my-other")' in text
    compile(text, "tasks.py", "exec")
    found = course()
    assert isinstance(found, Course) and isinstance(found.lessons[-1], Lesson)
    assert found.lessons[-1].extra


@pytest.mark.parametrize("name", ["lesson", "7_x", "77-x", "77_X", "03_x", "77_../x"])
def test_a_lesson_that_cannot_be_called_so_writes_nothing(own_labs, name: str) -> None:
    with pytest.raises(LessonError):
        stubs.new_lesson(name, "x")
    assert [path.name for path in own_labs.iterdir()] == ["course.toml"]


def test_what_was_typed_at_a_terminal_is_read_from_its_log() -> None:
    log = (
        "\x1b[?2004hroot@1c7f:/# git --version\r\n\x1b[?2004l\rgit version 2.47.3\r\n"
        "root@1c7f:/# sl\r\nbash: sl: command not found\r\n/ # exit 3\r\n"
    )
    assert [(run.command, run.exit_code) for run in typed(log)] == [
        ("git --version", None), ("sl", NOT_FOUND), ("exit 3", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("log", "command", "code"),
    [
        ("root@1c7f:/# gti\b\x1b[K\b\x1b[Kit --version\r\ngit version 2.47.3\r\n", "git --version", None),
        ("# gti\b \b\b \bit --version\r\ngit version 2.47.3\r\n", "git --version", None),
        ("I have no name!@1c7f:/tmp$ git\r\nbash: git: command not found\r\n", "git", NOT_FOUND),
        ("git -v\r\nexit 0\r\n# sh: 1: git: not found\r\n# ", "git", NOT_FOUND),  # typed ahead of the prompt
        ("bash: line 1: git: command not found\n", "git", NOT_FOUND),
    ],
)
def test_a_slip_at_the_terminal_and_what_a_shell_refused_are_read_from_its_log(
    log: str, command: str, code: int | None
) -> None:
    assert [(run.command, run.exit_code) for run in typed(log)] == [(command, code)]


def event(action: str, time: int, identity: str = "c1", kind: str = "container", **attributes: str) -> Event:
    return Event(time, kind, action, identity, attributes.get("name", identity), attributes)


def test_a_life_tells_how_it_ended_and_who_was_attached() -> None:
    happened = [event("create", 1, image="busybox"), event("attach", 2), event("start", 3)]
    happened += [event("kill", 4, signal="15"), event("kill", 2 * 10**9, signal="9")]
    happened += [
        event("die", 3 * 10**9, exitCode="137"),
        event("start", 5 * 10**9),
        event("attach", 6 * 10**9),
    ]
    (life,) = lives(happened).values()
    (end,) = life.ends()
    assert (end.signals, end.exit_code, round(end.seconds)) == (("15", "9"), 137, 3)
    assert [attached for _event, attached in life.starts()] == [True, False]
    assert len(life.attached_while_running()) == 1
    assert (life.image, life.first("start")) == ("busybox", 3)


def test_execs_are_paired_with_their_end() -> None:
    life = Life(
        "c1",
        (
            event("exec_create", 1, command="git --version", execID="e"),
            event("exec_die", 2, execID="e", exitCode="127"),
        ),
    )
    (run,) = life.execs()
    assert (run.command, run.exit_code, run.how) == ("git --version", 127, "exec")


def test_names_are_known_by_every_road_that_gave_them() -> None:
    happened = [
        event("commit", 1, imageRef="docker.io/library/debian:git", imageID="sha256:1"),
        event("tag", 2, "sha256:2", "image", name="lab/x"),
    ]
    assert image_ids(happened) == {"debian:git": {"sha256:1"}, "lab/x:latest": {"sha256:2"}}
    assert short_name("localhost:5000/a") == "localhost:5000/a:latest"
