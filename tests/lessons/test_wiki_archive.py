"""The archive that the wiki is built from: a wrong one stops the build and says why."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import docker as docker_py
import pytest

from helpers.images import sources
from helpers.paths import LABS
from tests import standin
from tests.standin.fixtures import WARM

pytestmark = pytest.mark.engine
SETUP = LABS / "05_moniwiki" / "files" / "wiki" / "setup"
DOCKERFILE = f"""FROM {WARM}
ARG MONIWIKI_URL
ARG MONIWIKI_SHA256
WORKDIR /srv/wiki
COPY setup/ /tmp/setup/
RUN sh /tmp/setup/get.sh
"""


def context() -> io.BytesIO:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.add(SETUP, "setup")
        entry = tarfile.TarInfo("Dockerfile")
        entry.size = len(DOCKERFILE)
        archive.addfile(entry, io.BytesIO(DOCKERFILE.encode()))
    out.seek(0)
    return out


def build_log(client: docker_py.DockerClient, args: dict[str, str]) -> str:
    with pytest.raises(docker_py.errors.BuildError) as failed:
        client.images.build(fileobj=context(), custom_context=True, buildargs=args, rm=True, forcerm=True)
    return "".join(str(line.get("stream", "")) for line in failed.value.build_log)


@pytest.mark.parametrize("lesson", ["05_moniwiki"])
def test_another_archive_fails_the_build_with_both_checksums(
    lesson: str, _client: docker_py.DockerClient, _archive: dict[str, str], clean: None
) -> None:
    log = build_log(_client, {**_archive, "MONIWIKI_SHA256": "0" * 64})
    assert "is not the archive that was asked for" in log
    assert "0" * 64 in log
    assert standin.sha256() in log


@pytest.mark.parametrize("lesson", ["05_moniwiki"])
def test_an_archive_that_is_not_there_fails_the_build_and_names_the_address(
    lesson: str, _client: docker_py.DockerClient, _archive: dict[str, str], clean: None
) -> None:
    log = build_log(_client, {**_archive, "MONIWIKI_URL": "file:///nowhere.tar"})
    assert "ERROR: no archive at file:///nowhere.tar" in log


@pytest.mark.skipif(not standin.REAL, reason="MONIWIKI_REAL does not name the archive of MoniWiki 1.2.10")
def test_the_real_archive_is_the_one_that_the_lesson_asks_for() -> None:
    assert sources.archive("05_moniwiki").is_in(Path(standin.REAL))
