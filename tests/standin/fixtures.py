"""What the lessons about the wiki need in tests: the stand-in served, and the long layer built once."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import docker
import pytest

from helpers.authoring.solutions import solutions
from helpers.engine import Engine
from helpers.paths import LABS
from tests.standin import served

LESSONS = {"05_moniwiki", "06_deploy", "10_network"}
WARM = "course-test/wiki-packages:latest"
CARELESS = "course-test/careless-packages:latest"
REGISTRY = "course-test/registry-packages:latest"
WIKI, DEPLOY = (LABS / name / "files" for name in ("05_moniwiki", "06_deploy"))


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
    _warm(_client, _base, WARM, answer.partition("<<'EOF'\n")[2].partition("\nEOF")[0])


@pytest.fixture(scope="session")
def _careless(_client: docker.DockerClient, _base: dict[str, str]) -> None:
    """The same for the careless Dockerfile of lesson 05, which only whole notebooks build."""
    _warm(_client, _base, CARELESS, _installing(WIKI / "careless" / "Dockerfile"))


@pytest.fixture(scope="session")
def _registry(_client: docker.DockerClient, _base: dict[str, str]) -> None:
    """The same for the registry of lesson 06."""
    _warm(_client, _base, REGISTRY, _installing(DEPLOY / "registry" / "Dockerfile"))


def _installing(dockerfile: Path) -> str:
    """The instructions that install packages: those before the first COPY."""
    return dockerfile.read_text(encoding="utf-8").partition("COPY")[0]


def _warm(client: docker.DockerClient, base: dict[str, str], tag: str, text: str) -> None:
    image, _log = client.images.build(fileobj=io.BytesIO(text.encode()), tag=tag, rm=True)
    base[tag] = image.id


@pytest.fixture(autouse=True)
def _wiki(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test of these lessons builds the wiki from the stand-in; lessons 06 and 10 find it built."""
    call = getattr(request.node, "callspec", None)
    lesson = call.params.get("lesson") if call else None
    if lesson not in LESSONS:
        return
    request.getfixturevalue("_packages")
    env = request.getfixturevalue("_archive")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    if lesson == "05_moniwiki" and "lang" in call.params:
        request.getfixturevalue("_careless")
    if lesson == "06_deploy":
        request.getfixturevalue("_registry")
    if lesson in ("06_deploy", "10_network"):
        build_wiki(request.getfixturevalue("engine").engine, env)


def build_wiki(engine: Engine, env: dict[str, str]) -> None:
    """What lesson 05 leaves behind, by the Dockerfile that lesson 06 has for those who skipped it."""
    args = [word for name in env for word in ("--build-arg", name)]
    subprocess.run(
        ["docker", "build", "-q", *args, "-t", "moniwiki:1.2.10", "-f", DEPLOY / "Dockerfile", WIKI / "wiki"],
        env=os.environ | engine.env() | env,
        check=True,
    )
