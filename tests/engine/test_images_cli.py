"""`course images` as a person types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.cli import main
from helpers.engine.private import PrivateEngine

pytestmark = pytest.mark.usefixtures("engine")


def test_the_list_shows_what_is_there_and_where_it_came_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["images"]) == 0
    # below them stands how the busybox that was built here differs from Docker Hub's
    lines = capsys.readouterr().out.splitlines()[:2]
    assert [line.split()[1] for line in lines] == ["debian:trixie-slim", "busybox"]
    assert all("받음" in line or "직접 만듦" in line for line in lines)


def test_getting_what_is_there_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["images", "get"]) == 0
    assert capsys.readouterr().out.count("이미 있습니다") == 2


def test_images_are_saved_and_loaded(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["images", "save", str(tmp_path / "b.tar")]) == 0
    assert "MB" in capsys.readouterr().out
    assert main(["images", "load", str(tmp_path / "b.tar")]) == 0
    assert capsys.readouterr().out.count("이미 있습니다") == 2


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["get", "nginx"], "nginx"),
        (["fetch"], "fetch"),
        (["load", "/no/such/file"], "/no/such/file"),
        (["load", "/etc/passwd"], "/etc/passwd"),
        (["save", "/no/such/folder/b.tar"], "/no/such/folder/b.tar"),
        (["save", "/"], "/"),
        (["save"], "FILE"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], words: list[str], named: str
) -> None:
    assert main(["images", *words]) == 2
    error = capsys.readouterr().err
    assert named in error
    assert "Traceback" not in error


def test_a_stopped_engine_is_said(
    engine: PrivateEngine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/gone.sock")
    for words in (["list"], ["get"], ["save", str(tmp_path / "b.tar")]):
        assert main(["images", *words]) == 2
        assert "엔진" in capsys.readouterr().err
