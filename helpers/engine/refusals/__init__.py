"""How engines and their clients word what they refuse, and what a learner can do: one row each.

One module a subject. Docker 18 to 29, the classic builder and BuildKit, Compose 1 and 2, Podman and
Docker Desktop word some of them differently; a row holds all wordings of one cause. tests/explain has a
text of each; tests/engine/test_explain.py provokes those that can be provoked here.
"""

from __future__ import annotations

from helpers.engine.refusals import (
    access,
    apt_get,
    build_sources,
    build_steps,
    builders,
    builds,
    command_line,
    compose,
    compose_project,
    conflicts,
    copying,
    databases,
    desktop,
    desktop_start,
    dockerfiles,
    downloads,
    emulation,
    in_use,
    installers,
    interpreters,
    logs,
    mounting,
    network,
    network_drivers,
    options,
    package_programs,
    packages,
    podman_hosts,
    programs,
    registry,
    runtime,
    shell,
    start,
    startup,
    storage,
    swarm,
    unreachable,
    windows,
)
from helpers.engine.refusals.row import Fields, Row

# Where two rows know the same line, the earlier one is meant: the special before the general.
ROWS: tuple[Row, ...] = (
    *access.ROWS,
    *windows.ROWS,
    *desktop_start.ROWS,
    *desktop.ROWS,
    *unreachable.ROWS,
    *startup.ROWS,
    *storage.ROWS,
    *logs.ROWS,
    *runtime.ROWS,
    *shell.ROWS,
    *databases.ROWS,
    *interpreters.ROWS,
    *emulation.ROWS,
    *programs.ROWS,
    *command_line.ROWS,
    *options.ROWS,
    *mounting.ROWS,
    *copying.ROWS,
    *compose_project.ROWS,
    *compose.ROWS,
    *network_drivers.ROWS,
    *swarm.ROWS,
    *network.ROWS,
    *build_sources.ROWS,
    *dockerfiles.ROWS,
    *builds.ROWS,
    *builders.ROWS,
    *package_programs.ROWS,
    *packages.ROWS,
    *apt_get.ROWS,
    *installers.ROWS,
    *build_steps.ROWS,
    *podman_hosts.ROWS,
    *start.ROWS,
    *registry.ROWS,
    *downloads.ROWS,
    *in_use.ROWS,
    *conflicts.ROWS,
)

__all__ = ["ROWS", "Fields", "Row"]
