"""The packages of a room reach containers of a real engine, without a setting of theirs."""

from __future__ import annotations

import json
from pathlib import Path

import docker as docker_py
import pytest

from helpers.engine import PrivateEngine
from helpers.errors import CourseError
from helpers.room import examine, furnish, serve, unpack
from tests.setup.packs import described

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
LIST = "debian/dists/trixie/InRelease"


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    (tmp_path / LIST).parent.mkdir(parents=True)
    (tmp_path / LIST).write_text("signed by Debian\n")
    return tmp_path


def test_a_container_gets_the_packages_while_they_are_served(engine: PrivateEngine, mirror: Path) -> None:
    client = docker_py.DockerClient(base_url=engine.engine.url)
    # what apt runs in the base image of a room, and then asks as a proxy
    script = furnish.SETTINGS[furnish.SCRIPT]
    base = {"image": "debian:trixie-slim", "remove": True}
    with serve.serving(engine.engine, mirror) as address:
        assert client.containers.run(command=["bash", "-c", script], **base).decode().strip() == address
        wget = ["wget", "-qO-", f"http://deb.debian.org/{LIST}"]
        got = client.containers.run("busybox", wget, environment={"http_proxy": address}, remove=True)
        assert got == b"signed by Debian\n"
        assert serve.answers(engine.engine, LIST)
        with pytest.raises(CourseError) as caught, serve.serving(engine.engine, mirror):
            pass
        assert caught.value.code == "room-not-served"
        assert str(furnish.PORT) in caught.value.what
    assert not serve.answers(engine.engine, LIST)
    assert client.containers.run(command=["bash", "-c", script], **base).decode().strip() == "DIRECT"
    client.close()


def test_doctor_says_what_of_a_room_is_missing(
    engine: PrivateEngine, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(mirror / "cache"))
    assert list(examine.problems(engine.engine)) == []  # no pack, no word about rooms
    files = {f"mirror/{LIST}": b"signed", "mirror/debian/pool/main/g/git/git_1_all.deb": b"git"}
    for path, body in files.items():
        (unpack.folder() / path).parent.mkdir(parents=True, exist_ok=True)
        (unpack.folder() / path).write_bytes(body)
    (unpack.folder() / "manifest.json").write_text(json.dumps(described(files, lacking=["wiki.tar"])))
    (unpack.folder() / list(files)[1]).unlink()
    found = [problem.code for problem in examine.problems(engine.engine)]
    assert found == ["room-incomplete", "room-lacks-archive", "room-not-served"]
    with serve.serving(engine.engine, unpack.folder() / "mirror"):
        assert "room-not-served" not in [problem.code for problem in examine.problems(engine.engine)]
