"""What a class sends each other: submissions, class files, rosters, codes to join; and what was recorded."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import installed
from helpers.grading import classfile, keys, membership, roster, terminal_log
from helpers.grading.handin import Handin, pack
from helpers.grading.reading import Unreadable, read
from helpers.grading.roster import Person
from helpers.grading.tape import Recorded, Tape
from tests.fuzz.outside import JSON, NESTED, TEXT, changed, damaged, survives

LESSON = "03_commit_diff"
TAPE = Tape(LESSON, {"box": Recorded({'["container", "git-box"]': {"State": {}}}, "passed", {}, 1)})
COMMAND = {"time": 1.0, "folder": "/", "exit": 0, "command": "docker ps"}
CLASS = classfile.new("반", [Person("김", "1"), Person("이", "2")], [LESSON])
CODE = CLASS.membership(1).code()
ROSTER = "이름,학번,이메일\n김,1,kim@example.org\n이,2,lee@example.org\n"
INSTALLED = {
    "packages": [asdict(installed.Package("docker.io", True, "2026"))],
    "begun": [asdict(installed.Begun(("a",), ("b",), "2026"))],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("handins")


@pytest.fixture(autouse=True)
def _in_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_STATE", str(folder / "state"))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "user"))
    (folder / "state").mkdir(exist_ok=True)
    installed.path().parent.mkdir(parents=True, exist_ok=True)


def submission() -> bytes:
    """A whole one, signed."""
    tapes = {f"tapes/{LESSON}.json": TAPE.json().encode(), "commands.jsonl": json.dumps(COMMAND).encode()}
    with tempfile.TemporaryDirectory() as made:
        out = Path(made) / "x.course.tar.gz"
        pack(Handin(tapes, {}), CLASS.membership(1), "seed", "engine", out)
        return out.read_bytes()


WHOLE = submission()


def graded(path: Path) -> None:
    """All that is read of a submission; Unreadable is how it says that it is none."""
    try:
        handed = read(path)
        handed.tape(LESSON)
        handed.lines("commands.jsonl")
    except Unreadable as error:
        assert str(error)


@given(damaged(WHOLE) | damaged(gzip.decompress(WHOLE)) | NESTED | st.binary(max_size=600))
def test_a_submission(folder: Path, content: bytes) -> None:
    path = folder / "x.course.tar.gz"
    path.write_bytes(content)
    survives(graded, path)


def files() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(WHOLE)) as tar:
        for member in tar:
            content = tar.extractfile(member)
            assert content
            yield member.name, content.read()


FILES = dict(files())


@st.composite
def other_submission(draw: st.DrawFn) -> bytes:
    """One in which a JSON file says something else."""
    name = draw(st.sampled_from(sorted(FILES)))
    other = draw(changed(json.loads(FILES[name])) | JSON)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for each, body in {**FILES, name: json.dumps(other).encode()}.items():
            member = tarfile.TarInfo(each)
            member.size = len(body)
            tar.addfile(member, io.BytesIO(body))
    return out.getvalue()


@given(other_submission())
def test_a_submission_that_says_something_else(folder: Path, content: bytes) -> None:
    path = folder / "x.course.tar.gz"
    path.write_bytes(content)
    survives(graded, path)


def test_a_whole_submission_is_read(folder: Path) -> None:
    path = folder / "x.course.tar.gz"
    path.write_bytes(WHOLE)
    handed = read(path)
    assert (handed.signed, handed.edited, handed.number) == (True, (), 1)
    assert handed.tape(LESSON) == TAPE
    assert handed.lines("commands.jsonl") == [COMMAND]


def as_file(sample: Any) -> st.SearchStrategy[bytes]:
    """A JSON file that is not quite the sample."""
    whole = json.dumps(sample).encode()
    return (
        damaged(whole) | NESTED | st.binary(max_size=200)
        | (changed(sample) | JSON).map(lambda raw: json.dumps(raw).encode())
    )  # fmt: skip


def saved(folder: Path) -> Any:
    path = folder / "class.json"
    CLASS.save(path)
    return json.loads(path.read_text())


@given(st.data())
def test_a_class_file(folder: Path, data: st.DataObject) -> None:
    path = folder / "class.json"
    path.write_bytes(data.draw(as_file(saved(folder))))
    survives(classfile.read, path)


@given(damaged(ROSTER.encode()) | damaged(ROSTER.encode("utf-16")) | st.binary(max_size=300))
def test_a_roster(folder: Path, content: bytes) -> None:
    path = folder / "roster.csv"
    path.write_bytes(content)
    for person in survives(roster.read, path) or ():
        assert person.name


@given(TEXT | damaged(CODE.encode()).map(lambda code: code.decode("utf-8", "replace")))
def test_a_code_to_join(code: str) -> None:
    made = survives(keys.from_code, code)
    assert made is None or made.code()


@given(as_file({"version": 1, "code": CODE}))
def test_the_class_that_was_joined(content: bytes) -> None:
    membership.path().write_bytes(content)
    survives(membership.mine)


@given(st.lists(as_file(COMMAND), max_size=4))
def test_commands_that_were_recorded(lines: list[bytes]) -> None:
    terminal_log.path().write_bytes(b"\n".join(lines))
    for row in survives(terminal_log.read):
        assert isinstance(row["command"], str)


@given(as_file(INSTALLED))
@example(b'{"packages":[{"name":{},"asked":true,"when":""}],"begun":[{"before":[],"asked":[],"when":""}]}')
@example(json.dumps(INSTALLED).encode())
def test_what_was_installed(content: bytes) -> None:
    installed.path().write_bytes(content)
    survives(installed.read)


def test_a_whole_record_is_read() -> None:
    installed.path().write_text(json.dumps(INSTALLED))
    assert "docker.io" in [package.name for package in installed.read().packages]
