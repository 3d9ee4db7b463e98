"""How engines and their clients word what they refuse, and what a learner can do: one row each.

One module a subject. Docker 18 to 29, the classic builder and BuildKit, Compose 1 and 2, Podman and
Docker Desktop word some of them differently; a row holds all wordings of one cause. tests/explain has a
text of each; tests/engine/test_explain.py provokes those that can be provoked here.
"""

from __future__ import annotations

from helpers.engine.refusals import (
    apt_get,
    build_steps,
    builders,
    builds,
    command_line,
    compose,
    conflicts,
    copying,
    desktop,
    dockerfiles,
    downloads,
    installers,
    network,
    options,
    packages,
    programs,
    registry,
    shell,
    start,
    startup,
    storage,
    unreachable,
)
from helpers.engine.refusals.row import Fields, Row

# Where two rows know the same line, the earlier one is meant: the special before the general.
ROWS: tuple[Row, ...] = (
    *desktop.ROWS,
    *unreachable.ROWS,
    *startup.ROWS,
    *storage.ROWS,
    *shell.ROWS,
    *programs.ROWS,
    *command_line.ROWS,
    *options.ROWS,
    *copying.ROWS,
    *compose.ROWS,
    *network.ROWS,
    *dockerfiles.ROWS,
    *builds.ROWS,
    *builders.ROWS,
    *packages.ROWS,
    *apt_get.ROWS,
    *installers.ROWS,
    *build_steps.ROWS,
    *start.ROWS,
    *registry.ROWS,
    *downloads.ROWS,
    *conflicts.ROWS,
)

__all__ = ["ROWS", "Fields", "Row"]
