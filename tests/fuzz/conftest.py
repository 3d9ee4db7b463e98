"""How long is fuzzed: in the suite a fixed, short row of examples; by `make fuzz` new ones each time."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.fuzz import outside

# a test of the suite must not fail by luck: there the examples are the same every time
settings.register_profile(
    "short", max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.register_profile("long", max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("FUZZ_PROFILE", "short"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How much was tried."""
    terminalreporter.write_line(f"fuzz: {outside.tried} examples")
