"""The wrapper around nbval can fail: a run that always passed would prove nothing."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tests.notebooks import nbval


def notebook(path: Path, code: str, shows: str = "") -> Path:
    cell = new_code_cell(code, id="only")
    if shows:
        cell.outputs = [new_output("stream", name="stdout", text=shows)]
        cell.execution_count = 1
        cell.metadata["tags"] = ["nbval-check-output"]
    nbformat.write(new_notebook(cells=[cell]), path)
    return path


def test_a_cell_that_fails_fails_the_run(tmp_path: Path) -> None:
    outcome = nbval.run(notebook(tmp_path / "fails.ipynb", "%%bash\nexit 3"))
    assert not outcome.passed
    assert "exit 3" in outcome.said


def test_a_score_other_than_the_stored_one_fails_the_run_and_shows_both(tmp_path: Path) -> None:
    outcome = nbval.run(notebook(tmp_path / "wrong.ipynb", "print('3/5')", shows="5/5\n"))
    assert not outcome.passed
    assert "3/5" in outcome.said
    assert "5/5" in outcome.said


def test_a_score_like_the_stored_one_passes_after_a_word_about_waiting_too(tmp_path: Path) -> None:
    code = "from helpers import waiting\nwaiting.tell('… ')\nprint('5/5')"
    outcome = nbval.run(notebook(tmp_path / "right.ipynb", code, shows="5/5\n"))
    assert outcome.passed, outcome.said
