"""Volumes as events: the quickest thing an engine can make."""

from __future__ import annotations

import docker as docker_py

from helpers.lab import Journal


def make(api: docker_py.APIClient, *names: str) -> None:
    """A volume is the quickest thing an engine can make, and each is one event."""
    for name in names:
        api.create_volume(name)


def volumes(journal: Journal, lesson: str = "") -> list[str]:
    return [
        event.name for event in journal.events(lesson) if (event.kind, event.action) == ("volume", "create")
    ]
