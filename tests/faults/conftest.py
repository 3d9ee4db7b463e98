"""An engine that faults may happen to."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from helpers.engine.private import PrivateEngine
from tests.conftest import folder, version


@pytest.fixture(scope="module")
def private(worker_id: str) -> Iterator[PrivateEngine]:
    """An engine with a volume on it that must outlive everything."""
    with folder(f"{worker_id}-faults") as home:
        engine = PrivateEngine("faults", home, **version())
        try:
            with contextlib.closing(engine.start().client()) as client:
                client.volumes.create("precious")
            yield engine
        finally:
            engine.stop(remove=True)
