"""nbval behind one door: run a notebook top to bottom in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from helpers.launch.server import environment
from helpers.paths import ROOT

CELL_TIMEOUT = 300  # seconds; the longest cells install packages on a busy machine
TIMEOUT = 1200  # seconds for a whole notebook
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """As a plugin of that process: what a cell says of waiting, on a busy machine, is no result."""
    for item in items:
        notebook = item.parent
        if "stderr" not in notebook.skip_compare:  # type: ignore[union-attr]  # nbval's own class
            notebook.skip_compare += ("stderr",)  # type: ignore[union-attr]


@dataclass(frozen=True)
class Outcome:
    """Whether every cell passed, and what nbval said."""

    passed: bool
    said: str


def run(notebook: Path) -> Outcome:
    """Run it where it stands, in this process's environment; cells tagged nbval-check-output are compared.

    The project's own pytest settings and fixtures are kept out: the cells see what a learner's would.
    """
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    env = environment(ours, {"PYTHONPATH": str(ROOT)})
    options = ["--nbval-lax", f"--nbval-cell-timeout={CELL_TIMEOUT}", "--nbval-current-env"]
    plugins = ["-p", "no:cacheprovider", "-p", "no:xdist", "-p", "tests.notebooks.nbval"]
    here = ["-c", os.devnull, "--rootdir", str(notebook.parent)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options, *plugins, *here, notebook.name],
        cwd=notebook.parent,
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=TIMEOUT,
    )
    return Outcome(done.returncode == 0, _COLOUR.sub("", done.stdout))
