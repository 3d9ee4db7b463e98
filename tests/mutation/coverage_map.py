"""Which test runs which line, as `make mutation` needs it: coverage's contexts, one a test.

Loaded into pytest with `-p tests.mutation.coverage_map` under `coverage run`.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

from helpers.course import course
from helpers.paths import ROOT

TIMES = "COURSE_TEST_TIMES"  # the file in which each test's seconds are written
Map = dict[str, dict[int, list[str]]]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """What runs from here on runs for this test, its fixtures included."""
    if current := coverage.Coverage.current():
        current.switch_context(item.nodeid)
    yield


_seconds: dict[str, float] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up what a test takes; one that fails by itself proves nothing."""
    if report.failed:
        _seconds[report.nodeid] = float("inf")
    _seconds[report.nodeid] = _seconds.get(report.nodeid, 0) + report.duration


def pytest_sessionfinish() -> None:
    """Write them down."""
    if file := os.environ.get(TIMES):
        Path(file).write_text(json.dumps(_seconds), encoding="utf-8")


def replay_all() -> None:
    """Replay every lesson's evidence, each in a context of its own."""
    from tests.mutation.evidence import HERE, SEED, replay

    os.environ["COURSE_SEED"] = SEED
    for lesson in course().lessons:
        if (HERE / f"{lesson.name}.json.xz").exists():
            if current := coverage.Coverage.current():
                current.switch_context(f"replay {lesson.name}")
            if changed := replay(lesson.name):
                print(
                    f"stale: {lesson.name}: {len(changed)} attempts; record them anew", *changed, sep="\n  "
                )


def read(files: list[Path]) -> Map:
    """Of each file of the program the tests of each line."""
    found: Map = defaultdict(lambda: defaultdict(list))
    for file in files:
        data = coverage.CoverageData(str(file))
        data.read()
        for measured in data.measured_files():
            name = Path(measured).relative_to(ROOT).as_posix()
            for line, contexts in data.contexts_by_lineno(measured).items():
                found[name][line] += [context for context in contexts if context]
    return found


if __name__ == "__main__":
    sys.exit(replay_all())
