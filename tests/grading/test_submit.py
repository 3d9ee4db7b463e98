"""What `course submit` says before and after it writes; where there is no engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import paths
from helpers.checks import load
from helpers.cli import main
from helpers.course import course
from helpers.grading import keys, membership, terminal_log
from helpers.grading.handin import MANIFEST
from tests.grading.forgeries import contents


@pytest.fixture
def out(tmp_path) -> Path:
    """Where the file goes."""
    return tmp_path / "mine.course.tar.gz"


def submitted(out: Path, capsys: pytest.CaptureFixture[str]) -> tuple[list[str], str]:
    """The lines of the output, and what went to stderr."""
    assert main(["submit", "--out", str(out), "--lang", "ko"]) == 1, "the engine could not be asked"
    said = capsys.readouterr()
    return said.out.splitlines(), said.err


def test_it_says_that_nothing_was_sent_and_how_many_points_there_are(out, capsys):
    lines, errors = submitted(out, capsys)
    assert "아직 아무 데도 보내지 않았습니다" in lines[-1] and str(out) in lines[-1]
    most = sum(load(entry.name).points for entry in course().lessons)
    assert f"점수: 모두 0/{most}점" in lines
    assert any(str(paths.work() / "ko") in line for line in lines if "노트북이 없습니다" in line)
    assert "기록합니다" not in errors, "nobody answers"


def test_each_kind_of_file_is_said_what_it_is(out, capsys):
    membership.join(keys.member("00112233ff", b"s" * 32, 3).code())
    terminal_log.path().parent.mkdir(parents=True, exist_ok=True)
    terminal_log.note("/work", 1.0, 0, "docker ps")
    folder = paths.work() / "ko"
    (folder / "00_ready").mkdir(parents=True)
    (folder / "00_ready.ipynb").write_text('{"cells": []}')
    (folder / "00_ready" / "note.txt").write_text("x")
    lines, _errors = submitted(out, capsys)
    listed = {line.split()[0]: at for at, line in enumerate(lines) if line.startswith("    ")}
    assert listed.keys() == contents(out).keys()
    kinds = {
        name: [line for line in lines[:at] if not line.startswith("    ")][-1] for name, at in listed.items()
    }
    assert "씨앗" in kinds[MANIFEST] and "SHA-256" in kinds[MANIFEST]
    assert "터미널" in kinds[terminal_log.FILE] and "course record off" in kinds[terminal_log.FILE]
    assert "출력" in kinds["notebooks/ko/00_ready.ipynb"]
    assert "파일" in kinds["notebooks/ko/00_ready/note.txt"]
    assert len(set(kinds.values())) == 7
    assert not any("노트북이 없습니다" in line for line in lines)
