"""How many minutes a task takes: its share of its lesson's minutes, by points."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from helpers.editions.generated_cells import Entry

STEP = 5  # minutes: a class does not keep time more exactly


def of_tasks(entry: Entry) -> Mapping[str, int]:
    """The minutes of each task, in the lesson's order; what is read between two tasks counts for them."""
    points = entry.total or 1
    return {
        name: max(1, round(entry.lesson.minutes * entry.points[name] / points))
        for name in entry.source.checks
    }


def share(entry: Entry, tasks: Collection[str]) -> float:
    """The minutes of some of its tasks, exactly."""
    chosen = sum(entry.points[name] for name in tasks)
    return entry.lesson.minutes * chosen / (entry.total or 1)


def in_steps(shares: list[float], minutes: int) -> list[int]:
    """The shares made so long that they are `minutes` together, each a multiple of STEP."""
    whole = sum(shares) or 1.0
    exact = [value * minutes / whole for value in shares]
    made = [int(value // STEP) * STEP for value in exact]
    # the largest remainders get what is left
    for at in sorted(range(len(exact)), key=lambda at: made[at] - exact[at])[: (minutes - sum(made)) // STEP]:
        made[at] += STEP
    return made
