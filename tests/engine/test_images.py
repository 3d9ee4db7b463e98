"""Images get onto real engines: pulled, built, loaded, and what stands in the way."""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import docker as docker_py
import pytest

from helpers import images
from helpers.engine import Engine
from helpers.engine.private import PrivateEngine
from helpers.errors import CourseError, EngineError
from helpers.images import archive, bundle, busybox, cache, provision, sources
from helpers.images.debian import architecture
from helpers.images.pull import PullFailed, pull
from tests.conftest import folder, version

DEBIAN, BUSYBOX = "debian:trixie-slim", "busybox:latest"
HOST = "10.0.2.2"  # this machine's 127.0.0.1, seen from a private engine


def quiet(line: str) -> None:
    pass


@pytest.fixture(scope="module")
def empty() -> Iterator[PrivateEngine]:
    """A second engine without any image, beside the worker's own."""
    with folder("images") as home:
        private = PrivateEngine("images", home, **version())
        try:
            private.start()
            yield private
        finally:
            private.stop(remove=True)


@pytest.fixture
def bare(empty: PrivateEngine) -> Iterator[docker_py.APIClient]:
    """The low-level client of the empty engine, which is emptied again afterwards."""
    with contextlib.closing(empty.engine.client()) as client:
        yield client.api
        for image in client.api.images(all=True):
            with contextlib.suppress(docker_py.errors.APIError):
                client.api.remove_image(image["Id"], force=True)


def names(where: Path) -> list[str]:
    """What is in a folder, hidden files too."""
    return sorted(one.name for one in where.iterdir())


def run(engine: PrivateEngine, reference: str, script: str) -> str:
    """What a container of `reference` prints; the test fails with it when the script fails."""
    command = ["docker", "run", "--rm", reference, "sh", "-ec", script]
    done = subprocess.run(
        command,
        env={**os.environ, **engine.engine.env()},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextlib.contextmanager
def small_disk(where: Path, megabytes: int) -> Iterator[Path]:
    """A file system that is soon full."""
    where.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", where], check=True)
    try:
        yield where
    finally:
        subprocess.run(["umount", "--lazy", where], check=True)


# --- getting


def test_ensure_gets_every_image_once_and_says_how(empty: PrivateEngine, bare: docker_py.APIClient) -> None:
    assert {one.origin for one in images.status(empty.engine)} == {"missing"}
    for one in images.catalogue():
        first = images.ensure(empty.engine, one.reference, quiet)
        assert first.how in ("pulled", "built")
        again = images.ensure(empty.engine, one.reference, quiet)
        assert (again.how, again.image_id) == ("present", first.image_id)
        assert bare.inspect_image(one.full_reference)["Id"] == first.image_id
        origin = next(each.origin for each in images.status(empty.engine) if each.entry == one)
        assert origin == first.how


def test_a_refused_registry_is_known_at_once(empty: PrivateEngine) -> None:
    began = time.monotonic()
    with pytest.raises(PullFailed):
        pull(empty.engine, f"{HOST}:1/x/y:1", quiet)
    assert time.monotonic() - began < 10


def test_a_registry_that_never_answers_is_given_up(empty: PrivateEngine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        with pytest.raises(PullFailed):
            pull(empty.engine, f"{HOST}:{silent.getsockname()[1]}/x/y:1", quiet, quiet=1)
        assert time.monotonic() - began < 8  # the engine itself would wait 10 s, and then try again


def test_the_engine_goes_away_in_the_middle(tmp_path: Path) -> None:
    with folder("gone") as home:
        private = PrivateEngine("gone", home, **version())
        engine = private.start()
        try:
            with pytest.raises(EngineError) as caught:
                images.ensure(engine, "busybox", lambda line: private.stop())
        finally:
            private.stop(remove=True)
    assert caught.value.remedy


def test_engines_that_come_later_are_seeded_from_the_cache(
    empty: PrivateEngine, bare: docker_py.APIClient, engine: PrivateEngine
) -> None:
    said: list[str] = []
    done = images.seed(empty.engine, said.append)
    assert said == []  # nothing was asked of a registry, nothing built: the worker's engine came first
    assert {one.image_id for one in done} == {one.image_id for one in images.status(engine.engine)}
    assert {one.how for one in images.seed(empty.engine)} == {"present"}


# --- built images are worth their names


def load_built(engine: Engine, reference: str) -> None:
    """The image as it is made from packages, whatever a registry would give."""
    provision.load(engine, cache.get(images.entry(reference), architecture(), quiet))


def test_the_built_debian_is_small_and_installs_git(empty: PrivateEngine, bare: docker_py.APIClient) -> None:
    load_built(empty.engine, DEBIAN)
    found = bare.inspect_image(DEBIAN)
    assert found["Config"]["Labels"] == {archive.LABEL: "built"}
    assert found["Config"]["Cmd"] == ["bash"]
    assert found["Size"] < 90e6
    assert [step["CreatedBy"].split()[0] for step in bare.history(DEBIAN)] == ["CMD", "mmdebstrap"]
    output = run(
        empty,
        DEBIAN,
        ". /etc/os-release; echo $VERSION_CODENAME; ! command -v git; dpkg --audit;"
        "apt-get update -qq; apt-get install -y -qq --no-install-recommends git >/dev/null 2>&1;"
        "git --version; ls /var/cache/apt/archives/*.deb /var/cache/apt/*.bin 2>/dev/null || echo no caches",
    )
    assert output.splitlines()[0] == "trixie"
    assert "git version" in output
    assert "no caches" in output


def test_the_built_busybox_has_its_applets(empty: PrivateEngine, bare: docker_py.APIClient) -> None:
    load_built(empty.engine, BUSYBOX)
    assert bare.inspect_image(BUSYBOX)["Config"]["Cmd"] == ["sh"]
    output = run(
        empty,
        BUSYBOX,
        "echo hello > /tmp/page; httpd -p 127.0.0.1:8080 -h /tmp; wget -qO- http://127.0.0.1:8080/page;"
        "printf 'GET /page HTTP/1.0\\r\\n\\r\\n' | nc 127.0.0.1 8080 | head -n 1 | cut -d' ' -f2;"
        "/usr/bin/env id -un; ls -ld /tmp | cut -c1-10;"
        # a static program often cannot look names up: then `wget http://web` would fail
        "ping -c 1 -w 5 localhost | grep -o '(127.0.0.1)'; wget -qO- http://nowhere.invalid/ 2>&1 || true",
    )
    assert output.splitlines()[:5] == ["hello", "200", "root", "drwxrwxrwt", "(127.0.0.1)"]
    assert "bad address" in output


# --- moving


def test_saved_images_arrive_with_the_same_ids(
    engine: PrivateEngine, empty: PrivateEngine, bare: docker_py.APIClient, tmp_path: Path
) -> None:
    file = tmp_path / "course.tar"
    assert images.save(engine.engine, file).size == file.stat().st_size
    assert names(tmp_path) == [file.name]  # nothing half-written is left beside it
    done = images.load(empty.engine, file)
    assert {(one.reference, one.how) for one in done.provisions} == {(DEBIAN, "loaded"), (BUSYBOX, "loaded")}
    here = {one.entry: (one.image_id, one.origin == "built") for one in images.status(engine.engine)}
    there = {one.entry: (one.image_id, one.origin == "built") for one in images.status(empty.engine)}
    assert here == there
    assert {one.how for one in images.load(empty.engine, file).provisions} == {"present"}


def test_what_lessons_build_from_goes_along(
    engine: PrivateEngine, empty: PrivateEngine, bare: docker_py.APIClient, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    content, file = b"the tar of a wiki" * 1000, tmp_path / "course.tar"
    wiki = sources.Archive("http://127.0.0.1:9/x", hashlib.sha256(content).hexdigest(), "x.tar")
    monkeypatch.setattr(bundle, "archives", lambda: (wiki,))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "here"))
    assert images.save(engine.engine, file).missing == (wiki,)
    assert images.load(empty.engine, file).archives == ()
    wiki.cached.parent.mkdir(parents=True, exist_ok=True)
    wiki.cached.write_bytes(content)
    assert images.save(engine.engine, file).archives == (wiki,)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "there"))
    assert images.load(empty.engine, file).archives == (wiki,)
    assert wiki.cached.read_bytes() == content
    subprocess.run(["docker", "-H", empty.engine.url, "load", "-i", file], check=True, capture_output=True)


def test_another_image_of_the_same_name_is_left_alone(
    engine: PrivateEngine, empty: PrivateEngine, bare: docker_py.APIClient, tmp_path: Path
) -> None:
    busybox.build(tmp_path / "layer.tar")
    archive.write(tmp_path / "own.tar", BUSYBOX, tmp_path / "layer.tar", "amd64", ["sh"], "the learner's own")
    provision.load(empty.engine, tmp_path / "own.tar")
    own = bare.inspect_image(BUSYBOX)["Id"]
    images.save(engine.engine, tmp_path / "course.tar")
    done = images.load(empty.engine, tmp_path / "course.tar")
    assert done.kept == (BUSYBOX,)
    assert [(one.reference, one.how) for one in done.provisions] == [(DEBIAN, "loaded")]
    assert bare.inspect_image(BUSYBOX)["Id"] == own
    assert len(bare.images(all=True)) == 2  # and the bundle's busybox is not there without a name


def test_a_missing_image_cannot_be_saved(empty: PrivateEngine, tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        images.save(empty.engine, tmp_path / "course.tar")
    assert DEBIAN in caught.value.what
    assert not names(tmp_path)


# --- full disks


def test_a_full_disk_while_saving_leaves_the_old_file(engine: PrivateEngine, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", 10) as disk:
        (disk / "course.tar").write_text("the old one")
        with pytest.raises(CourseError) as caught:
            images.save(engine.engine, disk / "course.tar")
        assert caught.value.code == "image-disk-full"
        assert names(disk) == ["course.tar"]
        assert (disk / "course.tar").read_text() == "the old one"


def test_a_full_disk_while_building_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_disk(tmp_path / "small", 3) as disk:  # the layer fits, the archive does not
        monkeypatch.setenv("XDG_CACHE_HOME", str(disk))
        with pytest.raises(CourseError) as caught:
            cache.get(images.entry("busybox"), architecture(), quiet)
        assert caught.value.code == "image-disk-full"
        assert [one for one in (disk / "docker-course").iterdir() if one.suffix != ".lock"] == []


def test_a_full_disk_of_the_engine_is_said(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", 60) as disk, folder("full") as home:
        other = version()
        options = (*other.pop("options", ()), f"--data-root={disk}")
        private = PrivateEngine("full", home, options=options, **other)
        try:
            engine = private.start()
            with pytest.raises(CourseError) as caught:
                load_built(engine, DEBIAN)
        finally:
            private.stop(remove=True)
    assert caught.value.code in ("image-disk-full", "disk-full")
