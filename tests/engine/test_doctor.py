"""The doctor on a real engine: nothing to say about a good one, and each fault by its name."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import docker as docker_py
import pytest

from helpers import doctor, paths
from helpers.cli import main
from helpers.engine import Engine, find, probe, remember
from helpers.engine import fitness as parts
from helpers.engine.private import PrivateEngine
from helpers.errors import EngineError

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]


def codes() -> list[str]:
    return [problem.code for problem in doctor.examine().problems]


def test_a_good_engine(engine: PrivateEngine, capsys: pytest.CaptureFixture[str]):
    assert main(["doctor", "--json"]) == 0, capsys.readouterr().out
    data = json.loads(capsys.readouterr().out)
    assert data["problems"] == []
    assert data["engine"]["url"] == engine.engine.url
    assert data["engine"]["version"]


def test_its_probe_leaves_no_container(docker: docker_py.APIClient):
    codes()
    assert docker.containers(all=True) == []


def test_image_that_is_missing(docker: docker_py.APIClient):
    docker.remove_image("busybox:latest", force=True)
    assert "image-missing" in codes()


def test_without_an_image_to_try_the_disk_is_looked_at_all_the_same(
    docker: docker_py.APIClient, monkeypatch: pytest.MonkeyPatch
):
    docker.remove_image("busybox:latest", force=True)
    assert codes() == ["container-untried", "image-missing"]
    monkeypatch.setattr(parts, "ROOM", 10**18)
    assert codes() == ["container-untried", "disk-low", "image-missing"]


def test_container_of_that_name_from_before_the_course(docker: docker_py.APIClient):
    docker.create_container("busybox", name=first_container())
    taken = next(problem for problem in doctor.examine().problems if problem.code == "name-taken-before")
    assert f"docker rename {first_container()} {first_container()}-old" in taken.remedy
    docker.rename(first_container(), f"{first_container()}-old")
    assert "name-taken-before" not in codes()


def first_container() -> str:
    from helpers.checks.load import load

    return load("03_commit_diff").scope.containers[0]


def test_engine_that_is_too_old(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(probe, "MINIMUM", (9, 99))
    assert codes() == ["engine-too-old"]


def test_too_little_room(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "ROOM", 10**18)
    assert codes() == ["disk-low"]


def test_no_docker_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert codes() == ["no-client"]


@pytest.mark.parametrize(
    ("script", "code"),
    [("echo SOMEBODY:ELSE", "client-elsewhere"), ("echo no way >&2; exit 1", "client-broken"),
     ("kill -9 $$", "client-broken")],
)  # fmt: skip
def test_docker_command_of_another_kind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, code: str
):
    (tmp_path / "docker").write_text(f"#!/bin/sh\n{script}\n")
    (tmp_path / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert codes() == [code]


def test_find_takes_the_engine_that_docker_host_names(engine: PrivateEngine):
    assert find() == Engine(engine.engine.url, "DOCKER_HOST")


def test_find_takes_the_remembered_engine(engine: PrivateEngine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DOCKER_HOST")
    remember(engine.engine)
    assert find() == engine.engine


def test_find_takes_the_engine_of_the_context(
    engine: PrivateEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    from tests.unit.test_find import context, use

    monkeypatch.delenv("DOCKER_HOST")
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / ".docker"))
    context(tmp_path, "lab", engine.engine.url)
    use(tmp_path, "lab")
    assert find() == Engine(engine.engine.url, "context")


def test_engine_that_freezes_is_a_timeout(tmp_path_factory: pytest.TempPathFactory):
    """Stopped by SIGSTOP the daemon still has its socket, and the kernel accepts for it."""
    private = PrivateEngine("doctor-freeze", tmp_path_factory.mktemp("freeze"))
    try:
        url = private.start().url
        pids = daemon_pids(private)
        for pid in pids:
            os.kill(pid, 19)
        with pytest.raises(EngineError) as raised:
            probe.check(Engine(url, "test"), patience=1)
        assert raised.value.code == "engine-timeout"
        for pid in pids:
            os.kill(pid, 18)
        probe.check(Engine(url, "test"), patience=60)
    finally:
        private.stop(remove=True)


def daemon_pids(private: PrivateEngine) -> list[int]:
    """The dockerd whose command line names this engine's home, as the host numbers it."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if words[0].endswith(b"dockerd") and any(bytes(private.home.path) in word for word in words):
                found.append(int(folder.name))
    assert found
    return found


def test_the_private_engine_from_start_to_stop(monkeypatch: pytest.MonkeyPatch, capsys, tmp_path: Path):
    monkeypatch.delenv("DOCKER_HOST")
    socket = tmp_path / "state/engine/docker.sock"
    try:
        assert main(["engine", "start"]) == 0
        assert socket.exists()
        capsys.readouterr()
        assert main(["engine", "status"]) == 0
        assert str(socket) in capsys.readouterr().out
    finally:
        assert main(["engine", "stop", "--remove"]) == 0
    assert not socket.exists()
    assert not (paths.state() / "engine.json").exists()


def test_an_unknown_word_after_engine(capsys: pytest.CaptureFixture[str]):
    assert main(["engine", "explode"]) == 2
    assert "start, stop, status" in capsys.readouterr().err
