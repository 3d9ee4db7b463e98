"""Images get onto real engines: pulled, built, loaded, and what stands in the way."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import socket
import subprocess
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

import docker as docker_py
import pytest

from helpers import images
from helpers.cli import main
from helpers.engine import Engine
from helpers.engine.private import PrivateEngine
from helpers.errors import CourseError, EngineError, ImageError
from helpers.images import archive, bundle, busybox, cache, provision, sources
from helpers.images.debian import architecture
from helpers.images.pull import PullFailed, pull
from tests.bundle_sample import bundle as bundle_of
from tests.bundle_sample import file as member_of
from tests.bundle_sample import image, layer, write
from tests.conftest import VERSION, folder, version
from tests.faults.table import Fault

DEBIAN, BUSYBOX = "debian:trixie-slim", "busybox:latest"
SILENT = "초 동안 아무것도 오지 않았습니다"
HOST = "10.0.2.2"  # this machine's 127.0.0.1, seen from a private engine


def quiet(line: str) -> None:
    pass


@pytest.fixture(scope="module")
def empty() -> Iterator[PrivateEngine]:
    """A second engine without any image, beside the worker's own."""
    with folder("images") as home:
        private = PrivateEngine("images", home, host_loopback=True, **version())
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
    return sorted(file.name for file in where.iterdir())


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
    assert {status.origin for status in images.status(empty.engine)} == {"missing"}
    for entry in images.catalogue():
        first = images.ensure(empty.engine, entry.reference, quiet)
        assert first.how in ("pulled", "built")
        again = images.ensure(empty.engine, entry.reference, quiet)
        assert (again.how, again.image_id) == ("present", first.image_id)
        assert bare.inspect_image(entry.full_reference)["Id"] == first.image_id
        origin = next(each.origin for each in images.status(empty.engine) if each.entry == entry)
        assert origin == first.how


def test_a_refused_registry_is_known_at_once(empty: PrivateEngine) -> None:
    with pytest.raises(PullFailed) as caught:
        pull(empty.engine, f"{HOST}:1/x/y:1", quiet)
    assert SILENT not in str(caught.value), "it was not waited for"


def test_a_registry_that_never_answers_is_given_up(empty: PrivateEngine, fault: Fault) -> None:
    began = time.monotonic()
    # the engine itself would wait 10 s, say so in words of its own, and then try again
    given_up = pytest.raises(PullFailed, match=f"1{SILENT}")
    with socket.create_server(("127.0.0.1", 0)) as silent, given_up:
        pull(empty.engine, f"{HOST}:{silent.getsockname()[1]}/x/y:1", quiet, quiet=1)
    fault("registry never answers; pull", f"1{SILENT}", time.monotonic() - began)


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
    assert {provision.image_id for provision in done} == {
        status.image_id for status in images.status(engine.engine)
    }
    assert {provision.how for provision in images.seed(empty.engine)} == {"present"}


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
    done = images.load(empty.engine, images.read(file))
    assert {(provision.reference, provision.how) for provision in done.provisions} == {
        (DEBIAN, "loaded"),
        (BUSYBOX, "loaded"),
    }
    here = {
        status.entry: (status.image_id, status.origin == "built") for status in images.status(engine.engine)
    }
    there = {
        status.entry: (status.image_id, status.origin == "built") for status in images.status(empty.engine)
    }
    assert here == there
    assert {provision.how for provision in images.load(empty.engine, images.read(file)).provisions} == {
        "present"
    }


def test_what_lessons_build_from_goes_along(
    engine: PrivateEngine, empty: PrivateEngine, bare: docker_py.APIClient, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    content, file = b"the tar of a wiki" * 1000, tmp_path / "course.tar"
    wiki = sources.Archive("http://127.0.0.1:9/x", hashlib.sha256(content).hexdigest(), "x.tar")
    monkeypatch.setattr(bundle, "archives", lambda: (wiki,))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "here"))
    assert images.save(engine.engine, file).missing == (wiki,)
    assert images.read(file).archives == ()
    wiki.cached.parent.mkdir(parents=True, exist_ok=True)
    wiki.cached.write_bytes(content)
    assert images.save(engine.engine, file).archives == (wiki,)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "there"))
    images.unpack(images.read(file))
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
    done = images.load(empty.engine, images.read(tmp_path / "course.tar"))
    assert done.kept == (BUSYBOX,)
    assert [(provision.reference, provision.how) for provision in done.provisions] == [(DEBIAN, "loaded")]
    assert bare.inspect_image(BUSYBOX)["Id"] == own
    assert len(bare.images(all=True)) == 2  # and the bundle's busybox is not there without a name


def test_a_missing_image_cannot_be_saved(empty: PrivateEngine, tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        images.save(empty.engine, tmp_path / "course.tar")
    assert DEBIAN in caught.value.what
    assert not names(tmp_path)


# --- full disks


def test_a_full_disk_while_saving_leaves_the_old_file(
    engine: PrivateEngine, tmp_path: Path, fault: Fault
) -> None:
    began = time.monotonic()
    with small_disk(tmp_path / "small", 10) as disk:
        (disk / "course.tar").write_text("the old one")
        with pytest.raises(CourseError) as caught:
            images.save(engine.engine, disk / "course.tar")
        assert caught.value.code == "image-disk-full"
        assert names(disk) == ["course.tar"]
        assert (disk / "course.tar").read_text() == "the old one"
    fault("disk full; course images save", str(caught.value), time.monotonic() - began)


def test_a_full_disk_while_building_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_disk(tmp_path / "small", 3) as disk:  # the layer fits, the archive does not
        monkeypatch.setenv("XDG_CACHE_HOME", str(disk))
        with pytest.raises(CourseError) as caught:
            cache.get(images.entry("busybox"), architecture(), quiet)
        assert caught.value.code == "image-disk-full"
        assert [file for file in (disk / "docker-course").iterdir() if file.suffix != ".lock"] == []


def test_a_full_disk_of_the_engine_is_said(tmp_path: Path, fault: Fault) -> None:
    with small_disk(tmp_path / "small", 60) as disk, folder("full") as home:
        other = version()
        options = (*other.pop("options", ()), f"--data-root={disk}")
        private = PrivateEngine("full", home, options=options, **other)
        try:
            engine = private.start()
            began = time.monotonic()
            with pytest.raises(CourseError) as caught:
                load_built(engine, DEBIAN)
            took = time.monotonic() - began
        finally:
            private.stop(remove=True)
    assert caught.value.code in ("image-disk-full", "disk-full")
    fault("data root full; an image is loaded", str(caught.value), took)


# --- bundles that the engine has a say about


def test_the_engine_s_own_reason_reaches_the_person_and_what_is_there_is_said(
    empty: PrivateEngine, bare: docker_py.APIClient, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if "containerd" in VERSION.split("-"):
        pytest.skip("containerd's image store takes a layer that is no archive, without a word")
    monkeypatch.setenv("DOCKER_HOST", empty.engine.url)
    right, no_tar = image("busybox:latest", layer("a")), image("debian:trixie-slim", b"no tar" * 1000)
    assert main(["images", "load", str(write(tmp_path / "b.tar", bundle_of(right, no_tar)))]) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert "받지 않았습니다: Error processing tar file" in told or "archive/tar" in told
    assert "busybox:latest은(는) 이미 읽어 들였습니다" in told
    assert [image["RepoTags"] for image in bare.images()] == [["busybox:latest"]]


def test_what_the_engine_refuses_is_no_success(
    empty: PrivateEngine, bare: docker_py.APIClient, tmp_path: Path
) -> None:
    (tmp_path / "b.tar").write_bytes(b"x" * 100_000)
    with pytest.raises(ImageError) as caught:
        provision.load(empty.engine, tmp_path / "b.tar")
    assert caught.value.code == "image-refused"
    assert "tar" in caught.value.what, "the engine's own words"


def test_an_image_that_the_course_does_not_use_is_asked_for(
    empty: PrivateEngine, bare: docker_py.APIClient, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("DOCKER_HOST", empty.engine.url)
    both = write(
        tmp_path / "b.tar", bundle_of(image("busybox:latest", layer("a")), image("evil:1", layer("b")))
    )
    assert main(["images", "load", str(both)]) == 2
    told = capsys.readouterr()
    assert "evil:1" in told.err and "--yes" in told.err
    assert "evil:1" in told.out and "이 과정이 쓰지 않는 이미지" in told.out
    assert bare.images() == []
    assert main(["images", "load", str(both), "--yes"]) == 0
    assert bare.inspect_image("evil:1")["Id"]


def test_a_bundle_of_docker_save_and_one_of_before_are_loaded(
    engine: PrivateEngine, empty: PrivateEngine, bare: docker_py.APIClient, tmp_path: Path
) -> None:
    file = tmp_path / "saved.tar"
    command = ["docker", "-H", engine.engine.url, "save", "-o", str(file), BUSYBOX, DEBIAN]
    subprocess.run(command, check=True, capture_output=True)
    with tarfile.open(file, "a") as tar:  # as bundles were packed before their digests were checked
        member, content = member_of("course/other-1.0.tar", b"an archive that this course does not know")
        tar.addfile(member, io.BytesIO(content))
    subprocess.run(["gzip", "-1", file], check=True)
    done = images.load(empty.engine, images.read(file.with_name("saved.tar.gz")))
    assert {provision.how for provision in done.provisions} == {"loaded"}
    assert {tag for image in bare.images() for tag in image["RepoTags"]} == {BUSYBOX, DEBIAN}


def test_images_for_another_machine_are_said(empty: PrivateEngine, tmp_path: Path) -> None:
    entry, files = image("busybox:latest", layer("a"))
    name = str(entry["Config"])
    body = files.pop(name).replace(b"amd64", b"s390x")
    other = {**entry, "Config": "config.json"}
    found = images.read(write(tmp_path / "b.tar", bundle_of((other, {**files, "config.json": body}))))
    assert images.other_architecture(empty.engine, found) == ("s390x", architecture())
