"""Fixtures of several files of engine tests."""

from __future__ import annotations

import docker as docker_py
import pytest

from helpers.lab import Baseline, Journal


@pytest.fixture
def journal(docker: docker_py.APIClient) -> Journal:
    """A journal that begins now."""
    Baseline.of(docker)
    return Journal(docker)
