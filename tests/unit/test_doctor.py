"""The doctor where nothing is there: it still looks at everything, and never breaks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers import doctor
from helpers.cli import main
from helpers.engine.doctor import Problem, _free
from helpers.errors import BusyError
from helpers.paths import work

GOOD = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


def codes() -> list[str]:
    return [problem.code for problem in doctor.examine().problems]


def notebook(text: str) -> Path:
    path = work() / "ko/03_commit_diff.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_without_an_engine_all_else_is_still_looked_at():
    report = doctor.examine()
    assert [problem.code for problem in report.problems] == ["engine-no-socket"]
    assert len(report.findings) == 1 + len(doctor.ON_THIS_MACHINE)
    assert report.engine is None


def test_exit_code_and_json(capsys: pytest.CaptureFixture[str]):
    assert main(["doctor", "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["engine"] is None
    assert [set(problem) for problem in data["problems"]] == [{"code", "found", "remedy"}]


def test_each_problem_comes_with_what_mends_it(capsys: pytest.CaptureFixture[str]):
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "[engine-no-socket]" in out
    assert "→" in out


def test_notebook_that_is_fine():
    notebook(GOOD)
    assert "notebook-broken" not in codes()


@pytest.mark.parametrize("text", ["", "{", GOOD[:-1], "[]", "{}", '{"cells": 1}', "[" * 100_000, "\x00"])
def test_notebook_edited_into_something_else(text: str):
    notebook(text)
    broken = next(one for one in doctor.examine().problems if one.code == "notebook-broken")
    assert "03_commit_diff" in broken.found
    assert "course --lang ko restart 03_commit_diff" in broken.remedy


def test_the_remedy_mends_it_in_whichever_language_it_is():
    notebook("{").rename(work() / "ko/02_other.ipynb")
    english = work() / "en/03_commit_diff.ipynb"
    english.parent.mkdir()
    english.write_text("{")
    (broken,) = (one for one in doctor.examine().problems if one.code == "notebook-broken")
    assert main(["--lang", "en", "restart", "03_commit_diff"]) == 2  # no engine; the notebook is new
    assert "course --lang en restart 03_commit_diff" in broken.remedy
    assert "notebook-broken" not in codes()  # the old one is beside it, and is nobody's problem
    assert len(list(english.parent.glob("03_commit_diff-*.ipynb"))) == 1


def test_notebook_in_another_encoding():
    notebook(GOOD).write_bytes('{"cells": [], "x": "한글"}'.encode("cp949"))
    assert "notebook-broken" in codes()


def test_work_below_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "file" / "work"))
    assert "work-not-writable" in codes()


def test_a_check_that_breaks_is_itself_the_finding(monkeypatch: pytest.MonkeyPatch):
    def breaks() -> list[Problem]:
        raise RuntimeError("unforeseen")

    def busy() -> list[Problem]:
        raise BusyError("taken", "free it", code="port-taken")

    monkeypatch.setattr(doctor, "ON_THIS_MACHINE", (("a", breaks), ("b", busy)))
    assert codes() == ["engine-no-socket", "engine-refused", "port-taken"]


def test_room_is_read_from_df():
    df = "token\nFilesystem 1024-blocks Used Available Capacity Mounted on\noverlay 1000 600 400 60% /\n"
    assert _free(df) == 400 * 1024
    assert _free("") is None
    assert _free("df: /: No such file") is None
