"""`course grade`: which files it takes, what it says of those that it cannot judge, and of a wrong word."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpers import i18n
from helpers.cli import main
from helpers.course import course
from helpers.grading import classfile, feedback, reading, traces
from helpers.grading.classfile import Class
from helpers.grading.roster import Person
from helpers.i18n import _
from tests.grading import recorded
from tests.grading.recorded import LESSON, handed_in


@pytest.fixture
def group(tmp_path: Path) -> Class:
    """A class of one lesson, its file, and a folder in which its learner has handed in."""
    made = classfile.new("Class", [Person("A", "1")], [LESSON])
    made.save(tmp_path / "class.json")
    (tmp_path / "in").mkdir()
    handed_in(tmp_path / "in", "work", made, 1, recorded.untouched())
    return made


def grade(folder: Path, *more: str, out: str = "out", lang: str = "ko") -> int:
    """The command, with what was handed in to `folder/in`."""
    return main(["grade", str(folder / "in"), "--out", str(folder / out), "--lang", lang, *more])


def refused(out: Path) -> dict[str, str]:
    """Why, by file."""
    return {row["file"]: row["reason"] for row in json.loads((out / "grades.json").read_text())["refused"]}


@pytest.mark.usefixtures("group")
def test_results_that_lie_among_what_was_handed_in_are_not_graded_themselves(tmp_path, capsys):
    for _time in (1, 2):
        assert grade(tmp_path, out="in/marks") == 0
    assert len(json.loads((tmp_path / "in/marks/grades.json").read_text())["marked"]) == 1
    assert grade(tmp_path, out="in") == 2
    assert "--out" in capsys.readouterr().err


@pytest.mark.usefixtures("group")
def test_what_lies_below_the_folder_of_the_results_can_be_what_was_handed_in(tmp_path):
    assert grade(tmp_path, out=".") == 0


@pytest.mark.parametrize("lang", course().languages)
@pytest.mark.usefixtures("group")
def test_a_file_that_cannot_be_graded_is_named_by_where_it_lies_with_what_to_do(tmp_path, lang, capsys):
    for learner in ("Kim_1_file", "Lee_2_file"):
        (tmp_path / "in" / learner).mkdir()
        (tmp_path / "in" / learner / "report.docx.gz").write_bytes(b"no archive")
    assert grade(tmp_path, lang=lang) == 1
    told = {f"{learner}/report.docx.gz" for learner in ("Kim_1_file", "Lee_2_file")}
    assert refused(tmp_path / "out").keys() == told
    page = (tmp_path / "out/overview.html").read_text()
    said = capsys.readouterr().out
    with i18n.speaking(lang):
        note = _(feedback.ASK)
    assert [place for place in told if place not in page or place not in said] == []
    command = "`course submit`"
    assert note.replace(command, "<code>course submit</code>") in page and said.count(note) == 1


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.usefixtures("group")
def test_a_zip_is_to_be_unpacked(tmp_path, whole):
    packed = tmp_path / "in/all.zip"
    packed.write_bytes(b"PK\x03\x04 and so on")
    arguments = ["grade", str(packed if whole else tmp_path / "in"), "--out", str(tmp_path / "out")]
    assert main([*arguments, "--lang", "ko"]) == 1
    assert "zip 파일입니다. 압축을 풀고" in refused(tmp_path / "out")["all.zip"]


def test_a_folder_that_is_not_there_is_not_an_empty_one(tmp_path, capsys):
    assert grade(tmp_path) == 2
    assert "폴더가 없습니다" in capsys.readouterr().err
    (tmp_path / "in").mkdir()
    assert grade(tmp_path) == 2
    assert "제출된 파일이 없습니다" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("group")
def test_results_that_cannot_be_written_are_said_before_anything_is_graded(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("helpers.grading.run_class.judge_all", pytest.fail)
    (tmp_path / "note").write_text("a file")
    assert grade(tmp_path, out="note/marks") == 2
    assert "쓸 수 없습니다" in capsys.readouterr().err


@pytest.mark.usefixtures("group")
def test_a_class_file_that_fits_no_hand_in_is_asked_about(tmp_path, capsys):
    classfile.new("Other", [Person("A", "1")], [LESSON]).save(tmp_path / "other.json")
    question = "학급 파일이 맞는지 확인하세요."
    assert grade(tmp_path, "--class", str(tmp_path / "class.json")) == 0
    assert question not in capsys.readouterr().out
    assert grade(tmp_path, "--class", str(tmp_path / "other.json")) == 0
    assert question in capsys.readouterr().out


@pytest.mark.usefixtures("group")
def test_without_a_terminal_there_is_no_line_but_the_result(tmp_path, capsys):
    assert grade(tmp_path) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith("1개를 채점했습니다.")


def test_a_time_that_is_still_to_come_is_said_with_its_offset(group, tmp_path):
    handed = reading.read(tmp_path / "in/work.course.tar.gz")
    handed = replace(handed, made=datetime(2999, 1, 1, 12, tzinfo=UTC))
    here = handed.made.astimezone().isoformat(" ", "minutes")
    assert [flag.reason.endswith(here) for flag in traces.about_times([], handed)] == [True]


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_the_readme_calls_the_folder_as_the_help_does(page, capsys):
    assert main(["grade", "--help"]) == 0
    name = capsys.readouterr().out.split("[", 1)[1].split()[1]
    readme = (Path(__file__).parents[2] / page).read_text(encoding="utf-8")
    assert f"`course grade {name} --out DIR`" in readme
