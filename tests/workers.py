"""How the tests are shared out among the workers.

A worker gets a whole file, because the tests of a file share an engine's state or a browser page; where a
file asks the same of every lesson, each lesson is a piece of its own. The long pieces come first, so that
no worker is left alone with one at the end. (`--dist loadgroup` would be the ready-made way; with
pytest 9.2 xdist 3.8 ignores its marks.)
"""

from __future__ import annotations

import re

import pytest
from xdist.scheduler import LoadScopeScheduling

WHOLE = (
    "unit",
    "handouts",
    "editions",
)  # folders of which a file shares what it has built, whatever lesson it asks about
# folders in the order of their longest piece
FIRST = ("lessons", "notebooks", "handouts", "browser", "engine", "editions")
SLOW_FILES = ("test_setup.py", "test_system.py", "test_images.py", "test_private.py")


class ByLesson(LoadScopeScheduling):
    """Pieces are files, or a file's tests about one lesson."""

    def _split_scope(self, nodeid: str) -> str:
        file, _colons, test = nodeid.partition("::")
        lesson = re.search(r"\[.*?(\d\d_\w+)", test)
        return f"{file}::{lesson[1]}" if lesson and file.split("/")[1] not in WHOLE else file


def long_ones_first(items: list[pytest.Item]) -> None:
    """Sort in place; the order within a piece stays."""

    def rank(item: pytest.Item) -> int:
        folder = item.path.parent.name
        if item.path.name in SLOW_FILES:
            return 0
        return FIRST.index(folder) + 1 if folder in FIRST else len(FIRST) + 1

    items.sort(key=rank)
