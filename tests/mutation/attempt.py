"""One mutant at a time, in a forked process: the file on the disk stays, the import gets the mutant."""

from __future__ import annotations

import contextlib
import importlib
import importlib.machinery
import os
import signal
import sys
import tempfile
import time
from functools import cache
from types import CodeType
from typing import Literal

from helpers.paths import ROOT
from tests.mutation.mutants import Mutant

OURS = ("helpers", "tests")
# What the program and its tests import, once for all children.
LIBRARIES = ("pytest", "docker", "requests", "yaml", "jupytext", "nbformat", "markdown_it", "polib", "click")
SURVIVED, KILLED = 0, 1  # exit codes of the process that has the mutant
Outcome = Literal["killed", "timed out", "survived"]
Replays = dict[str, list[list[str]]]
"""lesson -> the verdicts of its recorded attempts without a mutant"""


def warm_up() -> None:
    """Have imported what every child would import; a lesson's words are read once, too."""
    for name in (*LIBRARIES, "tests.mutation.evidence"):
        importlib.import_module(name)
    from helpers.checks import task_words

    task_words.read = cache(task_words.read)


def attempt(mutant: Mutant, replays: Replays, tests: list[str], patience: float) -> Outcome:
    """Whether a replay is judged otherwise or a test fails; a mutant that never ends is noticed, too."""
    with tempfile.TemporaryDirectory(prefix="course-mutation-", ignore_cleanup_errors=True) as state:
        return _ended(_begun(mutant, replays, tests, state), patience)


def _begun(mutant: Mutant, replays: Replays, tests: list[str], state: str) -> int:
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            _become(mutant, state)
            os._exit(_noticed(replays, tests))
        except BaseException:  # whatever a mutant does, it has been noticed
            os._exit(KILLED)
    return child


def _ended(child: int, patience: float) -> Outcome:
    ended = time.monotonic() + patience
    while time.monotonic() < ended:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            _end(child)  # what it has started, an engine for one
            return "survived" if os.waitstatus_to_exitcode(status) == SURVIVED else "killed"
        time.sleep(0.02)
    _end(child)
    os.waitpid(child, 0)
    return "timed out"


def _end(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)


def _become(mutant: Mutant, state: str) -> None:
    """From here on this process has the mutant: in a lesson only that is imported anew, else everything."""
    target = str(ROOT / mutant.file)
    plain = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader: importlib.machinery.SourceFileLoader, name: str) -> CodeType | None:
        if os.path.realpath(loader.path) == target:
            return compile(mutant.code, target, "exec")
        return plain(loader, name)

    importlib.machinery.SourceFileLoader.get_code = get_code
    is_lesson = mutant.file.startswith("labs/")
    if is_lesson:
        from helpers.checks import load

        load.cache_clear()
    for name in list(sys.modules):
        if name.startswith("course_lab_") or (not is_lesson and name.partition(".")[0] in OURS):
            del sys.modules[name]
    os.chdir(ROOT)
    os.environ["COURSE_STATE"] = state
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)


def _noticed(replays: Replays, tests: list[str]) -> int:
    from tests.mutation.evidence import SEED, judged

    os.environ["COURSE_SEED"] = SEED
    if any([now for _name, _then, now in judged(lesson)] != verdicts for lesson, verdicts in replays.items()):
        return KILLED
    del os.environ["COURSE_SEED"]
    if not tests:
        return SURVIVED
    import pytest

    return KILLED if pytest.main(["-x", "-q", "-p", "no:xdist", *tests]) != pytest.ExitCode.OK else SURVIVED
