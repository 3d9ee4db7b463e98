"""The doctor where nothing is there: it still looks at everything, and never breaks."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import Mock

import pytest

from helpers import doctor
from helpers.authoring.workbench import Workbench
from helpers.cli import main
from helpers.engine import Engine, plugins
from helpers.engine.fitness import Problem, _free
from helpers.errors import BusyError, CourseError
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
    broken = next(problem for problem in doctor.examine().problems if problem.code == "notebook-broken")
    assert "03_commit_diff" in broken.found
    assert "course --lang ko restart 03_commit_diff" in broken.remedy


def test_the_remedy_mends_it_in_whichever_language_it_is():
    notebook("{").rename(work() / "ko/02_other.ipynb")
    english = work() / "en/03_commit_diff.ipynb"
    english.parent.mkdir()
    english.write_text("{")
    (broken,) = (problem for problem in doctor.examine().problems if problem.code == "notebook-broken")
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


@pytest.fixture
def docker_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A docker command that knows no plugin; a test may write another."""
    program = tmp_path / "bin/docker"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    return program


def test_a_plugin_of_one_lesson_that_is_missing_is_a_note(
    docker_command: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = doctor.examine()
    assert [note.code for note in report.notes] == ["plugin-missing"] * 2
    assert "plugin-missing" not in codes()
    main(["doctor"])
    out = capsys.readouterr().out
    assert "– " in out
    assert "11_compose" in out
    assert "apt-get install docker-compose" in out
    assert "12_buildkit" in out
    assert "apt-get install docker-buildx" in out
    main(["doctor", "--json"])
    assert [note["code"] for note in json.loads(capsys.readouterr().out)["notes"]] == ["plugin-missing"] * 2


def test_a_plugin_that_answers_is_no_note(docker_command: Path) -> None:
    docker_command.write_text('#!/bin/sh\n[ "$1" = compose ] || [ "$1" = buildx ]\n')
    assert doctor.examine().notes == ()


@pytest.mark.parametrize(
    ("version", "maker", "told"),
    [
        ("20.10.24+dfsg1", "Engine", ["builder-old"]),
        ("23.0.1", "Engine", []),
        ("28.5.2", "Engine", []),
        ("5.8.6", "Podman Engine", []),
        ("dev", "Engine", []),
    ],
)
def test_an_engine_whose_builder_is_too_old_for_a_lesson_is_a_note(
    version: str, maker: str, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Mock()
    client.version.return_value = {"Version": version, "Components": [{"Name": maker}]}
    monkeypatch.setattr(Engine, "client", lambda self, timeout: client)
    notes = list(plugins.builder_of_today(Engine("unix:///nowhere", "test")))
    assert [note.code for note in notes] == told
    assert all("12_buildkit" in note.found and isinstance(note, plugins.Note) for note in notes)
    client.close.assert_called_once()


@pytest.mark.parametrize(
    ("maker", "name", "noted"), [("Podman Engine", "Podman", ["engine-podman"]), ("Engine", "Docker", [])]
)
def test_podman_is_called_by_its_name(
    maker: str,
    name: str,
    noted: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    client = Mock()
    client.version.return_value = {"Version": "5.4.2", "ApiVersion": "1.41", "Components": [{"Name": maker}]}
    monkeypatch.setattr(Engine, "client", lambda self, timeout=60: client)
    monkeypatch.setattr(doctor, "find", lambda: Engine("unix:///nowhere", "test"))
    monkeypatch.setattr(doctor, "ON_THE_ENGINE", ())
    monkeypatch.setattr(doctor, "ON_THIS_MACHINE", ())
    assert [note.code for note in doctor.examine().notes] == noted
    assert main(["doctor"]) == 0, "a note is nothing wrong"
    out = capsys.readouterr().out
    assert f"({name} 5.4.2, API 1.41)" in out
    assert ("[engine-podman]" in out) == bool(noted)


@pytest.mark.parametrize("program", ["", "no program at all"])
def test_a_docker_command_that_cannot_be_run_has_no_plugin(docker_command: Path, program: str) -> None:
    docker_command.write_text(program)
    if not program:
        docker_command.unlink()
    assert not plugins.answers("no-such-plugin")


def test_a_lesson_cannot_be_proved_without_its_plugin(docker_command: Path) -> None:
    with pytest.raises(CourseError) as refused:
        Workbench(lambda line: None).prove("11_compose")
    assert refused.value.code == "no-plugin"
    assert "11_compose" in str(refused.value)
