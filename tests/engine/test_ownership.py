"""Whose is a thing? Each kind of evidence and each lack of it on a real engine."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import docker as docker_py
import pytest

from helpers import images
from helpers.checks import grade
from helpers.cli import main
from helpers.engine.private import PrivateEngine
from helpers.lab import Baseline, Journal, Ownership, Scope, Stayed, Thing, inventory, owned, reset
from helpers.lab.baseline import baseline_path, journal_path
from tests.conftest import VERSION
from tests.engine.versions import NO_TAGS, OLD_BUILDKIT
from tests.engine.waiting import until

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
BASE = "busybox:latest"
SCOPE = Scope(containers=("mine",), images=("mine:1",), volumes=("mine-data",), networks=("mine-net",))
LESSON = "03_commit_diff"


def write(api: docker_py.APIClient, volume: str, command: str) -> None:
    """Have a container do something in a volume."""
    host = api.create_host_config(binds=[f"{volume}:/v"])
    made = api.create_container(BASE, ["sh", "-c", command], host_config=host)["Id"]
    api.start(made)
    assert api.wait(made)["StatusCode"] == 0
    api.remove_container(made)


def own(api: docker_py.APIClient) -> list[Thing]:
    return owned(api, SCOPE)


def clean_up(api: docker_py.APIClient) -> tuple[list[Thing], list[Stayed]]:
    return reset(api, LESSON, SCOPE, lambda _thing: None)


# -- volumes ------------------------------------------------------------------------------------------
def test_a_foreign_volume_stays_whatever_its_owner_writes(
    docker: docker_py.APIClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """On Engine 20.10 a volume's CreatedAt changes with each file that is made at its top."""
    docker.create_volume("our-vol")
    write(docker, "our-vol", "echo precious > /v/invoices.csv")
    grade("07_volume", "mount")  # the course meets the engine
    until(lambda: write(docker, "our-vol", "sleep 1; date > /v/$(date +%s).csv") or True)
    assert main(["reset", "--all"]) == 0
    assert "our-vol" not in capsys.readouterr().out
    write(docker, "our-vol", "grep precious /v/invoices.csv")
    assert grade("07_volume", "mount").tasks[0].status == "blocked"


def test_a_volume_that_the_learner_made_is_the_learner_s(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    write(docker, "mine-data", "echo new > /v/file")
    assert own(docker) == [Thing("volume", "mine-data")]
    clean_up(docker)
    assert "mine-data" not in inventory(docker)["volume"]


def test_a_volume_s_name_from_before_becomes_the_learner_s_only_by_removal_and_creation(
    docker: docker_py.APIClient,
) -> None:
    docker.create_volume("mine-data")
    Baseline.of(docker)
    docker.create_volume("mine-data")  # Engine 20.10 tells a create of it, although it is there
    write(docker, "mine-data", "echo new > /v/file")
    assert own(docker) == []
    docker.remove_volume("mine-data")
    docker.create_volume("mine-data")
    assert own(docker) == [Thing("volume", "mine-data")]


def test_a_volume_of_the_learner_s_that_a_stranger_uses_stays_and_the_rest_goes(
    docker: docker_py.APIClient, capsys: pytest.CaptureFixture[str]
) -> None:
    Baseline.of(docker)
    host = docker.create_host_config(binds=["our-vol:/v"])
    docker.create_container(BASE, ["true"], name="guest", host_config=host)
    docker.create_volume("restored-vol")
    assert main(["reset", "--all"]) == 2
    said = capsys.readouterr()
    assert "지움: 볼륨 restored-vol" in said.out
    assert "guest" in said.err
    assert "docker rm" not in said.err, "the container is not the learner's to remove"
    assert "08_daemon: 지울 것이 없습니다." in said.out, "the later lessons have their turn"
    assert "our-vol" in inventory(docker)["volume"]
    assert main(["restart", "07"]) == 0
    docker.remove_container("guest")
    assert main(["reset", "--all"]) == 0
    assert "our-vol" not in inventory(docker)["volume"]


def test_what_happens_unseen_is_a_gap_and_a_volume_from_it_is_left_alone(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    docker.create_volume("mine-data")
    for number in range(300):
        docker.create_volume(f"v{number}")
    ownership = Ownership.of(docker)
    foreign = ownership.foreign("volume", "mine-data", docker.inspect_volume("mine-data")["CreatedAt"])
    assert foreign
    assert foreign.code == "unproven"
    assert "docker volume rm mine-data" in foreign.remedy
    assert Journal(docker).gap()
    removed, stayed = clean_up(docker)
    assert removed == []
    assert [left.thing for left in stayed] == [Thing("volume", "mine-data")]
    docker.remove_volume("mine-data")
    docker.create_volume("mine-data")
    assert own(docker) == [Thing("volume", "mine-data")], "made once more, it is proved"


def test_a_volume_that_was_seen_before_a_gap_and_did_not_change_is_still_the_learner_s(
    docker: docker_py.APIClient,
) -> None:
    Baseline.of(docker)
    docker.create_volume("mine-data")
    Journal(docker).catch_up()
    for number in range(300):
        docker.create_volume(f"v{number}")
    assert own(docker) == [Thing("volume", "mine-data")]
    assert Journal(docker).gap()
    assert Journal(docker).gap(LESSON)
    Journal(docker).mark_reset(LESSON)
    assert Journal(docker).gap(LESSON) is None


def test_an_anonymous_volume_from_before_survives_the_container_that_borrowed_it(
    docker: docker_py.APIClient,
) -> None:
    first = docker.create_container(BASE, ["true"], name="theirs", volumes=["/data"])
    name = docker.inspect_container(first)["Mounts"][0]["Name"]
    Baseline.of(docker)
    docker.create_container(
        BASE, ["true"], name="mine", host_config=docker.create_host_config(volumes_from=["theirs"])
    )
    docker.remove_container("theirs")
    clean_up(docker)
    assert name in inventory(docker)["volume"]
    assert "mine" not in inventory(docker)["container"]


# -- images -------------------------------------------------------------------------------------------
ROADS: dict[str, Callable[[docker_py.APIClient, Path], None]] = {}


def road(function: Callable[[docker_py.APIClient, Path], None]) -> None:
    ROADS[function.__name__] = function


@road
def tag(api: docker_py.APIClient, _folder: Path) -> None:
    api.tag(BASE, "mine", "1")


@road
def commit(api: docker_py.APIClient, _folder: Path) -> None:
    api.create_container(BASE, ["true"], name="source")
    api.commit("source", "mine", "1")


@road
def load(api: docker_py.APIClient, folder: Path) -> None:
    """An archive as somebody hands it on: the image is older than the course."""
    archive = folder / "before.tar"
    api.load_image(archive.read_bytes())


@road
def import_(api: docker_py.APIClient, folder: Path) -> None:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as packed:
        packed.addfile(tarfile.TarInfo("hello"), None)
    api.import_image_from_data(content.getvalue(), repository="mine", tag="1")


@road
def build(api: docker_py.APIClient, folder: Path) -> None:
    (folder / "Dockerfile").write_text(f"FROM {BASE}\nLABEL made=here\n")
    subprocess.run(["docker", "build", "-t", "mine:1", str(folder)], check=True)


@pytest.mark.parametrize("name", ROADS)
def test_an_image_is_the_learner_s_by_every_road(
    docker: docker_py.APIClient, tmp_path: Path, name: str
) -> None:
    if (name, VERSION) == ("build", OLD_BUILDKIT):
        pytest.skip(NO_TAGS)
    docker.tag(BASE, "mine", "1")
    (tmp_path / "before.tar").write_bytes(b"".join(docker.get_image("mine:1")))
    docker.remove_image("mine:1")
    before = inventory(docker)["image"]
    Baseline.of(docker)
    ROADS[name](docker, tmp_path)
    assert "mine:1" in inventory(docker)["image"]
    assert own(docker) == [Thing("image", "mine:1")]
    clean_up(docker)
    assert inventory(docker)["image"] == before


@pytest.mark.parametrize("name", ["tag", "commit", "build"])
def test_a_name_that_was_taken_from_somebody_is_given_back(
    docker: docker_py.APIClient, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    docker.create_container(BASE, ["true"], name="theirs")
    docker.commit("theirs", "debian", "git", message="theirs")
    before = inventory(docker)["image"]
    grade(LESSON)
    ROADS[name](docker, tmp_path)
    docker.tag("mine:1", "debian", "git")
    assert inventory(docker)["image"]["debian:git"] != before["debian:git"]
    assert main(["reset", "03"]) == 0
    assert capsys.readouterr().out == "돌려줌: 이미지 debian:git\n"
    assert inventory(docker)["image"]["debian:git"] == before["debian:git"]
    assert main(["reset", "03"]) == 0
    assert inventory(docker)["image"]["debian:git"] == before["debian:git"]


def test_an_untagged_image_from_before_does_not_go_with_the_learner_s_name(
    docker: docker_py.APIClient,
) -> None:
    docker.create_container(BASE, ["true"], name="theirs")
    nameless = docker.commit("theirs", message="theirs")["Id"]
    Baseline.of(docker)
    docker.tag(nameless, "mine", "1")
    removed, stayed = clean_up(docker)
    assert removed == []
    assert [left.thing for left in stayed] == [Thing("image", "mine:1")]
    assert docker.inspect_image(nameless)


def test_an_untagged_parent_from_before_does_not_go_with_its_child(docker: docker_py.APIClient) -> None:
    docker.create_container(BASE, ["true"], name="theirs")
    nameless = docker.commit("theirs", message="theirs")["Id"]
    Baseline.of(docker)
    docker.create_container(nameless, ["true"], name="mine")
    docker.commit("mine", "mine", "1")
    clean_up(docker)
    assert "mine:1" not in inventory(docker)["image"]
    assert docker.inspect_image(nameless)


# -- containers and networks --------------------------------------------------------------------------
def test_a_foreign_container_that_takes_a_lesson_s_name_later_stays(docker: docker_py.APIClient) -> None:
    docker.create_container(BASE, ["true"], name="theirs")
    Baseline.of(docker)
    docker.rename("theirs", "mine")
    assert own(docker) == []
    clean_up(docker)
    assert "mine" in inventory(docker)["container"]


def test_of_two_networks_of_one_name_only_the_learner_s_goes(docker: docker_py.APIClient) -> None:
    theirs = docker.create_network("mine-net", check_duplicate=False)["Id"]
    Baseline.of(docker)
    clean_up(docker)
    assert docker.inspect_network(theirs)
    docker.remove_network(theirs)
    docker.create_network("mine-net")
    assert own(docker) == [Thing("network", "mine-net")]
    clean_up(docker)
    assert "mine-net" not in inventory(docker)["network"]


# -- the course's own files ---------------------------------------------------------------------------
def learn(api: docker_py.APIClient) -> list[Thing]:
    """Something foreign and something of the learner's under the lesson's names; what is the learner's."""
    api.create_volume("mine-data")
    Baseline.of(api)
    api.create_container(BASE, ["true"], name="mine")
    api.commit("mine", "mine", "1")
    api.create_network("mine-net")
    Journal(api).catch_up()
    return [Thing("container", "mine"), Thing("image", "mine:1"), Thing("network", "mine-net")]


@pytest.mark.parametrize(
    "content",
    [None, b"", b"{}", b"\0" * 4096, b"\x80garbage", b"[" * 100_000, b'{"time": "1", "things": []}', b"[1]"],
    ids=["lost", "empty", "object", "zeros", "binary", "deep", "types", "list"],
)
def test_a_baseline_that_is_lost_or_damaged_comes_back_from_the_journal(
    docker: docker_py.APIClient, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    things = learn(docker)
    path, before = baseline_path(docker), Baseline.of(docker)
    path.write_bytes(content) if content is not None else path.unlink()
    assert own(docker) == things
    assert Baseline.of(docker) == before
    kept = list(path.parent.glob("*.damaged-*"))
    assert [file.read_bytes() for file in kept] == ([] if content is None else [content])
    assert ("망가져" in capsys.readouterr().err) == (content is not None)


def test_without_baseline_and_its_copy_only_what_the_journal_shows_is_the_learner_s(
    docker: docker_py.APIClient,
) -> None:
    things = learn(docker)
    journal = journal_path(docker)
    lines = [line for line in journal.read_text().splitlines() if '"baseline"' not in line]
    journal.write_text("\n".join(lines) + "\n")
    baseline_path(docker).unlink()
    assert own(docker) == things


def test_without_anything_everything_is_somebody_else_s(docker: docker_py.APIClient) -> None:
    learn(docker)
    baseline_path(docker).unlink()
    journal_path(docker).unlink()
    before = inventory(docker)
    assert own(docker) == []
    clean_up(docker)
    assert inventory(docker) == before


def test_a_lost_journal_costs_what_only_it_could_prove(docker: docker_py.APIClient) -> None:
    things = learn(docker)
    journal_path(docker).unlink()
    assert own(docker) == things, "the daemon still tells what happened since the baseline"


def test_files_of_the_first_version_are_taken_over(docker: docker_py.APIClient) -> None:
    things = learn(docker)
    path, journal = baseline_path(docker), journal_path(docker)
    new = json.loads(path.read_text())
    path.write_text(json.dumps({"time": new["time"], "things": new["things"]}))
    path.chmod(0o644)
    lines = [
        line for line in journal.read_text().splitlines() if '"course"' not in line and "version" not in line
    ]
    journal.write_text("\n".join(lines) + "\n")
    assert own(docker) == things
    assert json.loads(path.read_text())["version"] == 2
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    docker.create_volume("more")
    Journal(docker).catch_up()
    assert journal.stat().st_mode & 0o777 == 0o600


def test_an_engine_with_new_data_is_met_anew(
    new_engine: Callable[[str], PrivateEngine], capsys: pytest.CaptureFixture[str]
) -> None:
    """Engine 20.10 keeps its ID when its data is wiped: what the old records say is about other things."""
    private = new_engine("wiped")
    with closing(private.start().client()) as client:
        images.seed(private.engine)
        Baseline.of(client.api)
        client.api.create_volume("mine-data")
        Journal(client.api).catch_up()
        path = baseline_path(client.api)
        client.api.remove_volume("mine-data")
    content = path.read_text()
    path.write_text(content.replace('"datastore": "', '"datastore": "0'))
    with closing(private.engine.client()) as client:
        client.api.create_volume("mine-data")  # somebody's, restored from a backup
        assert own(client.api) == []
        assert "새로 만들어졌습니다" in capsys.readouterr().err
        assert len(list(path.parent.glob("*.other-engine-*"))) == 2
