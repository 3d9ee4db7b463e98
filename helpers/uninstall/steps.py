"""What a plan is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from helpers.engine.root import Root


@dataclass(frozen=True)
class Step:
    """One thing to remove: what a person reads, and what does it.

    `by_hand` is the command for a person, where it fails or where root is needed and cannot be had.
    Raises CourseError, OSError or what docker-py raises; it can then be done again.
    """

    what: str
    run: Callable[[Root], None]
    by_hand: str
    needs_root: bool = False


@dataclass(frozen=True)
class Kept:
    """One thing that stays, and why."""

    what: str
    why: str


class Failed(Exception):
    """A command of the system that did not do what it was asked for, in its own words."""


def command(root: Root, *argv: str) -> None:
    """Run a command as root. Raises Failed with the last line of what it says."""
    done = root.run(*argv)
    if done.returncode != 0:
        lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise Failed(lines[-1] if lines else f"{argv[0]}: {done.returncode}")
