"""Measure everything and print it as a table. Nothing fails here: CI's machine is not a stopwatch."""

from __future__ import annotations

import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from helpers import images
from helpers.engine import PrivateEngine

PARTS = ("checking", "explaining", "latency", "views")


def main() -> None:
    """Measure the parts named on the command line, else all.

    One private engine, one course of its own, for as long as the measuring takes.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a learner's commands find their modules compiled
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(folder)
        os.environ |= {
            "COURSE_STATE": str(home / "state"), "COURSE_WORK": str(home / "work"), "COURSE_LANG": "ko",
        }  # fmt: skip
        private = PrivateEngine("bench", home / "engine")
        try:
            engine = private.start()
            os.environ |= engine.env()
            images.seed(engine)
            wanted = sys.argv[1:] or PARTS
            # imported here: they read the environment that was just set
            parts = [import_module(f"tests.bench.{name}") for name in wanted]
            rows = [row for part in parts for row in part.measure(engine, home)]
        finally:
            private.stop(remove=True)
    print(f"{'':58}{'measured':>12}{'promised':>12}")
    for name, measured, promised in rows:
        print(f"{name:58}{measured:>12}{promised:>12}")


if __name__ == "__main__":
    main()
