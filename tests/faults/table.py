"""What the faults have shown, as a table at the end: `make faults`.

A test of a fault takes the fixture `fault` and calls it once what it asserts has held, that nothing was
lost above all: `fault("dockerd killed; course check", sentence, seconds)`. Such a test may lie anywhere. One
that fails is a row, too: what it would have lost is not known. Rows travel with the reports, so that it
does not matter which process ran a test. What takes long is marked `slow` and runs only here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

ROW, TEST = "fault", "test of a fault"
PLACES = re.compile(r"(?:unix://)?(?:/tmp/pytest-|/var/tmp/docker-course-tests/)[^\s'\",:;)]*")
LONGEST = 160  # characters of a cell

Fault = Callable[[str, str, float], None]


@pytest.fixture
def fault(record_property: Callable[[str, object], None]) -> Fault:
    """Put a row into the table: the fault, what a person sees of it, and after how many seconds."""
    record_property(TEST, True)
    return lambda what, sees, seconds: record_property(ROW, [what, cell(sees), seconds])


def cell(text: str) -> str:
    """On one line, without the folders of this run."""
    short = " ".join(PLACES.sub("…", text).replace("|", "/").split())
    return short if len(short) <= LONGEST else short[:LONGEST] + "…"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--faults", action="store_true", help="the tests of faults alone, the slow ones too")


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --faults all tests of faults and nothing else; without it everything but the slow ones."""
    faults = config.getoption("--faults")
    left_out = [
        item
        for item in items
        if ("fault" not in getattr(item, "fixturenames", ()) if faults else item.get_closest_marker("slow"))
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not config.getoption("--faults"):
        return
    rows: list[tuple[str, str, float, str]] = []
    for report in terminalreporter.stats.get("passed", []):
        rows += [(*row, "nothing") for name, row in report.user_properties if name == ROW]
    for kind in ("failed", "error"):
        for report in terminalreporter.stats.get(kind, []):
            if (TEST, True) in [tuple(item) for item in report.user_properties]:
                rows.append((report.nodeid, "the test failed", report.duration, "not known"))
    terminalreporter.section("faults")
    terminalreporter.write_line("| fault | what a person sees | seconds | lost |\n|---|---|---|---|")
    for what, sees, seconds, lost in rows:
        terminalreporter.write_line(f"| {what} | {sees} | {seconds:.1f} | {lost} |")
    unknown = sum(lost != "nothing" for *_row, lost in rows)
    terminalreporter.write_line(
        f"\n{len(rows)} faults, 0 lost" if not unknown else f"\n{len(rows)} faults, {unknown} not known"
    )
