"""Wait for what becomes true: events and effects arrive late on a busy machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(ask: Callable[[], T], patience: float = 60.0, what: str = "") -> T:
    """The first truthy answer; fails with the last one, and `what` was waited for."""
    deadline = time.monotonic() + patience
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"still {answer!r} after {patience} s: {what}"
        time.sleep(0.02)
    return answer


def becomes(ask: Callable[[], T], wanted: T, patience: float = 60.0) -> None:
    """Wait for this answer; fails with the one that is there instead."""
    deadline = time.monotonic() + patience
    while (answer := ask()) != wanted and time.monotonic() < deadline:
        time.sleep(0.02)
    assert answer == wanted
