"""What the lessons about the wiki need in tests: the stand-in served, and the long layer built once."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docker
import pytest

from tests.proof import solutions
from tests.standin import served

LESSONS = {"05_moniwiki", "06_deploy"}
WARM = "course-test/wiki-packages:latest"


@pytest.fixture(scope="session")
def _archive() -> Iterator[dict[str, str]]:
    with served() as env:
        yield env


@pytest.fixture(scope="session")
def _packages(_client: docker.DockerClient, _base: dict[str, str]) -> None:
    """Install the wiki's packages once a worker: each lesson's own build finds that layer in the cache.

    The image counts as one of the base images, so that no test's clean-up removes it.
    """
    answer = solutions("05_moniwiki")["packages"]
    text = answer.partition("<<'EOF'\n")[2].partition("\nEOF")[0]
    image, _log = _client.images.build(fileobj=io.BytesIO(text.encode()), tag=WARM, rm=True)
    _base[WARM] = image.id


@pytest.fixture(autouse=True)
def _wiki(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test of these lessons builds the wiki from the stand-in."""
    call = getattr(request.node, "callspec", None)
    if call and call.params.get("lesson") in LESSONS:
        request.getfixturevalue("_packages")
        for name, value in request.getfixturevalue("_archive").items():
            monkeypatch.setenv(name, value)
