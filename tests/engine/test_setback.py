"""What the prover brings back by itself after an attempt."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docker as docker_py
import pytest

from helpers.authoring.setback import Lost, set_back

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
COMMAND = ["sleep", "600"]


def test_a_container_that_made_room_gets_its_name_back_and_runs(
    docker: docker_py.APIClient, tmp_path: Path
) -> None:
    config = docker.create_host_config(init=True)
    made = docker.create_container("busybox", COMMAND, name="web", host_config=config)["Id"]
    docker.start(made)
    lost: list[Lost] = []
    (tmp_path / "work").mkdir()
    with set_back(docker, tmp_path / "work", lost):
        docker.rename(made, "aside")
        docker.stop(made, timeout=0)
        docker.create_container("busybox", COMMAND, name="web")
    back = docker.inspect_container("web")
    assert (back["Id"], back["State"]["Running"]) == (made, True)
    assert [row["Names"] for row in docker.containers(all=True)] == [["/web"]]
    assert lost == []


def test_a_container_that_was_stopped_before_stays_so_and_a_removed_one_is_lost(
    docker: docker_py.APIClient, tmp_path: Path
) -> None:
    for name in ("still", "removed"):
        docker.create_container("busybox", COMMAND, name=name)
    lost: list[Lost] = []
    (tmp_path / "work").mkdir()
    with set_back(docker, tmp_path / "work", lost):
        docker.remove_container("removed")
    assert docker.inspect_container("still")["State"]["Status"] == "created"
    assert lost == [Lost("container", "removed")]


def test_an_image_whose_only_name_a_build_took_gets_it_back(
    docker: docker_py.APIClient, tmp_path: Path
) -> None:
    """The classic builder leaves it without a name; BuildKit with containerd's image store drops it."""

    def build(version: str) -> str:
        (tmp_path / "Dockerfile").write_text(f"FROM busybox\nLABEL version={version}\n")
        subprocess.run(["docker", "build", "-q", "-t", "mine:1", tmp_path], check=True, capture_output=True)
        return str(docker.inspect_image("mine:1")["Id"])

    made = build("before")
    names = {tag for image in docker.images() for tag in image["RepoTags"]}
    lost: list[Lost] = []
    (tmp_path / "work").mkdir()
    with set_back(docker, tmp_path / "work", lost):
        assert build("attempt") != made
    assert docker.inspect_image("mine:1")["Id"] == made
    assert {tag for image in docker.images() for tag in image["RepoTags"]} == names, "and no name is left"
    assert lost == []
