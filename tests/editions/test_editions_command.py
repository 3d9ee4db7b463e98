"""`course build` as a person calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.cli import build as command
from helpers.cli import main
from helpers.editions.build import Site
from tests.unit.editions_sample import LESSON, site


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    made = site(tmp_path)
    monkeypatch.setattr(command.Site, "here", classmethod(lambda _cls: made))
    return made


def test_a_check_before_and_after_the_build(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--check"]) == 1
    assert "notebooks/ko/01_first.ipynb" in capsys.readouterr().out
    assert main(["build"]) == 0
    assert main(["build", "--check"]) == 0


def test_a_check_names_the_cell_and_writes_nothing(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    source = here.root / "labs/01_first/lesson.md"
    source.write_text(LESSON.replace("echo before", "echo earlier"), encoding="utf-8")
    before = (here.root / "notebooks/ko/01_first.ipynb").read_bytes()
    capsys.readouterr()
    assert main(["build", "--check"]) == 1
    out = capsys.readouterr().out
    assert "notebooks/ko/01_first.ipynb: 01-run-answer" in out
    assert "02_second" not in out
    assert (here.root / "notebooks/ko/01_first.ipynb").read_bytes() == before


def test_missing_translations_alone_fail_the_check_with_their_own_line(
    here: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (here.locale / "en").mkdir(parents=True)
    main(["build"])
    capsys.readouterr()
    assert main(["build", "--check"]) == 1
    out = capsys.readouterr().out
    assert "번역이 끝나지 않은 글" in out
    assert "helpers/hello.py" in out
    assert "다시 만들면" not in out


def test_a_mistake_in_a_source_is_one_line_and_exit_code_2(
    here: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (here.root / "labs/01_first/lesson.md").unlink()
    assert main(["build"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_solved_editions_go_where_they_are_asked_for(here: Site, tmp_path: Path) -> None:
    assert main(["build", "--solved", str(tmp_path / "solved")]) == 0
    assert "secret-answer" in (tmp_path / "solved/ko/01_first.ipynb").read_text(encoding="utf-8")
    assert not (here.root / "notebooks").exists()
