"""Every lesson on every Docker, as a table: `make test-engines`, hours for all of them.

    make test-engines ARGS="trixie sid-containerd-buildkit"
    make test-engines ARGS=--solutions     of the lessons untouched, solved and reset alone, without mistakes

For each version the proof of each lesson (tests/lessons) and the engine's own tests (tests/engine) are run.
A row is printed as soon as it is known; a cell is ✓ with the seconds, how many tests failed, or – with the
reason why none was run; tasks of which a Docker does not tell enough are named. What a failed test said
stands in out/engines/VERSION.log.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from helpers.course import course
from helpers.paths import ROOT
from tests.engine.versions import UNTOLD, VERSIONS, lacks, provide

OUT = ROOT / "out" / "engines"
PROOFS = "tests/lessons/test_proof.py"
OTHERS = "tests/engine"
ENGINE = "engine"  # the column of the tests that are not about one lesson
HOURS = 2  # a version may take


@dataclass
class Cell:
    """What became of the tests of one lesson on one version."""

    failed: int = 0
    passed: int = 0
    skipped: int = 0
    seconds: float = 0
    reasons: set[str] = field(default_factory=set)  # of what was skipped
    untold: str = ""  # tasks of which this Docker does not tell enough

    def text(self) -> str:
        """For the table."""
        if not self.failed and not self.passed:
            return f"– {'; '.join(sorted(self.reasons))}" if self.skipped else "not run"
        done = f"{self.failed} failed" if self.failed else f"✓ {self.seconds:.0f} s"
        done += f" ({self.untold})" if self.untold else ""
        return f"{done}, {self.skipped} skipped" if self.skipped else done


def run(version: str, *, solutions: bool = False) -> dict[str, Cell]:
    """Runs the tests on a version; a cell for each lesson and one for the engine's own."""
    report, log = OUT / f"{version}.xml", OUT / f"{version}.log"
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    command += ["-rfEs", f"--junitxml={report}", PROOFS, OTHERS]
    report.unlink(missing_ok=True)
    environment = os.environ | {"COURSE_TEST_ENGINE": version}
    if solutions:
        environment["COURSE_PROOF"] = "solutions"
    with log.open("w") as file:
        subprocess.run(
            command, cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT, timeout=HOURS * 3600
        )
    return read(report)


def read(report: Path) -> dict[str, Cell]:
    """The cells of a JUnit report; none at all if pytest did not come to write it."""
    cells: dict[str, Cell] = defaultdict(Cell)
    if not report.exists():
        return cells
    for case in ElementTree.parse(report).iter("testcase"):
        lesson = re.search(r"\[.*?(\d\d_\w+)", case.get("name", ""))
        cell = cells[lesson[1] if lesson else ENGINE]
        cell.seconds += float(case.get("time", 0))
        for told in case.iterfind(f"properties/property[@name='{UNTOLD}']"):
            cell.untold = told.get("value", "")
        if case.find("failure") is not None or case.find("error") is not None:
            cell.failed += 1
        elif (skipped := case.find("skipped")) is not None:
            cell.skipped += 1
            cell.reasons.add(" ".join(skipped.get("message", "").replace("|", "/").split()))
        else:
            cell.passed += 1
    return cells


def main() -> int:
    """Prints the table; 1 if a test failed, or nothing ran of what the version can do."""
    options = _options()
    OUT.mkdir(parents=True, exist_ok=True)
    columns = [*(lesson.name for lesson in course().lessons), ENGINE]
    print("| engine |", " | ".join(columns), "|")
    print("|---" * (len(columns) + 1) + "|")
    wrong = False
    for version in options.versions or VERSIONS:
        provide(version)
        cells = run(version, solutions=options.solutions)
        print(f"| {version} |", " | ".join(cells[column].text() for column in columns), "|", flush=True)
        wrong = wrong or any(cell.failed for cell in cells.values())
        wrong = wrong or not all(cells[name].passed for name in columns if able(version, name))
    return int(wrong)


def able(version: str, column: str) -> bool:
    """Whether a version has to pass there: Podman does what the lessons ask, and is no dockerd."""
    return "podman" not in version.split("-") if column == ENGINE else not lacks(version, column)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make test-engines")
    parser.add_argument("versions", nargs="*", metavar="VERSION", help=f"of {', '.join(VERSIONS)}")
    parser.add_argument("--solutions", action="store_true", help="no mistakes of the lessons: quick")
    options = parser.parse_args()
    if unknown := set(options.versions) - set(VERSIONS):
        parser.error(f"{', '.join(sorted(unknown))}: not one of {', '.join(VERSIONS)}")
    return options


if __name__ == "__main__":
    sys.exit(main())
