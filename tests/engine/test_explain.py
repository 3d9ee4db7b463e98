"""Every row of the table of refusals, provoked on a real engine: nothing here is a copied string."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import docker
import pytest

from helpers.engine import explain
from helpers.engine.private import PrivateEngine
from helpers.errors import BusyError, CourseError, EngineLost, EngineNotFound, ImageError

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
BUSYBOX = "busybox"
DEBIAN = "debian:trixie-slim"
NAME = "explain-me"


@pytest.fixture
def client(engine: PrivateEngine) -> Iterator[docker.DockerClient]:
    with closing(engine.engine.client()) as connected:
        yield connected


def refusal(action: Callable[[], object]) -> CourseError:
    """What explain() makes of the error that `action` raises, whichever it is."""
    with pytest.raises(Exception) as raised:
        action()
    known = explain(raised.value)
    assert known.what
    assert known.remedy
    assert "\n" not in known.what
    return known


def build(client: docker.DockerClient, dockerfile: str) -> object:
    """docker-py's build, which raises what a learner's own build prints."""
    return client.images.build(fileobj=io.BytesIO(dockerfile.encode()), rm=True, forcerm=True, tag=NAME)


def build_in_context(client: docker.DockerClient, dockerfile: str) -> object:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        member = tarfile.TarInfo("Dockerfile")
        member.size = len(dockerfile)
        tar.addfile(member, io.BytesIO(dockerfile.encode()))
    archive.seek(0)
    return client.images.build(fileobj=archive, custom_context=True, rm=True, forcerm=True, tag=NAME)


def test_port_of_another_container(client):
    client.containers.run(
        BUSYBOX, ["sleep", "60"], detach=True, init=True, ports={"80/tcp": ("127.0.0.1", 18431)}
    )
    known = refusal(
        lambda: client.containers.run(
            BUSYBOX, ["true"], name=NAME, detach=True, ports={"80/tcp": ("127.0.0.1", 18431)}
        )
    )
    assert (known.code, type(known)) == ("port-by-container", BusyError)
    assert "18431" in known.what
    assert client.containers.get(NAME).status == "created"  # as the remedy says


def test_port_of_a_program(client):
    holder = client.containers.run(
        BUSYBOX,
        ["sh", "-c", "while true; do nc -l -p 18432; done"],
        detach=True,
        init=True,
        network_mode="host",
    )
    wait_for_port(holder, 18432)
    for address in ("127.0.0.1", "0.0.0.0"):
        known = refusal(
            lambda address=address: client.containers.run(
                BUSYBOX, ["true"], detach=True, ports={"80/tcp": (address, 18432)}
            )
        )
        assert (known.code, type(known)) == ("port-by-program", BusyError)
        assert "18432" in known.what


def wait_for_port(holder, port: int) -> None:
    """Until the program in `holder` listens; its namespace is the engine's."""
    command = (
        f"for i in $(seq 1200); do netstat -ltn | grep -q ':{port} ' && exit 0; usleep 50000; done; exit 1"
    )
    assert holder.exec_run(["sh", "-c", command]).exit_code == 0


def test_name_of_another_container(client):
    client.containers.create(BUSYBOX, name=NAME)
    known = refusal(lambda: client.containers.create(BUSYBOX, name=NAME))
    assert (known.code, type(known)) == ("name-taken", BusyError)
    assert f"docker rename {NAME} {NAME}-old" in known.remedy


def test_image_that_a_stopped_container_uses(client):
    client.images.get(BUSYBOX).tag("explain-image", "v1")
    client.containers.create("explain-image:v1")
    client.images.get(BUSYBOX).tag("explain-image", "v2")
    known = refusal(lambda: client.images.remove(client.images.get("explain-image:v1").id))
    assert (known.code, type(known)) in (("image-many-names", BusyError), ("image-in-use", BusyError))
    only = built_alone(client)
    client.containers.create(only)
    known = refusal(lambda: client.images.remove(only))
    assert (known.code, type(known)) == ("image-in-use", BusyError)
    assert only in known.what


def built_alone(client: docker.DockerClient) -> str:
    """An image with one tag only: removing the tag would remove the image."""
    container = client.containers.create(BUSYBOX, ["true"])
    container.commit("explain-commit", "one")
    container.remove()
    return "explain-commit:one"


def test_volume_that_a_stopped_container_uses(client):
    made = client.containers.create(BUSYBOX, volumes=["explain-volume:/v"])
    known = refusal(lambda: client.volumes.get("explain-volume").remove())
    assert (known.code, type(known)) == ("volume-in-use", BusyError)
    assert f"docker rm {made.id[:12]}" in known.remedy


def test_no_such_container(client):
    known = refusal(lambda: client.containers.get("nobody-here"))
    assert known.code == "no-such-container"
    assert "nobody-here" in known.what


@pytest.mark.parametrize("ask", ["images.get", "containers.create"])
def test_no_such_image(client, ask):
    group, method = ask.split(".")
    known = refusal(lambda: getattr(getattr(client, group), method)("nothing-like-it:1"))
    assert (known.code, type(known)) == ("no-such-image", ImageError)
    assert "nothing-like-it:1" in known.what


def test_exec_in_a_container_that_ended(client):
    container = client.containers.run(BUSYBOX, ["true"], detach=True)
    container.wait()
    assert refusal(lambda: container.exec_run(["true"])).code == "not-running"


@pytest.mark.parametrize("command", ["nosuchprogram", "/no/such/program"])
def test_command_that_the_image_lacks(client, command):
    known = refusal(lambda: client.containers.run(BUSYBOX, [command]))
    assert known.code == "no-such-command"
    assert command in known.what


@pytest.mark.parametrize("base", [DEBIAN, BUSYBOX])
def test_cmd_in_single_quotes(client, base):
    build(client, f"FROM {base}\nCMD ['sleep', '1']\n")
    known = refusal(lambda: client.containers.run(NAME))
    assert known.code == "quoted-cmd"
    assert 'CMD ["sleep", "1"]' in known.remedy


@pytest.mark.parametrize("keyword", ["COPY", "ADD"])
def test_copy_of_a_file_that_is_not_there(client, keyword):
    known = refusal(lambda: build_in_context(client, f"FROM {BUSYBOX}\n{keyword} absent.txt /\n"))
    assert (known.code, type(known)) == ("copy-missing", ImageError)
    assert "absent.txt" in known.what


def test_unknown_instruction(client):
    known = refusal(lambda: build(client, f"FROM {BUSYBOX}\nRUNN true\n"))
    assert (known.code, type(known)) == ("unknown-instruction", ImageError)
    assert "2" in known.what
    assert "RUNN" in known.what


@pytest.mark.parametrize("text", ["# nothing but a comment\n", "RUN true\n"])
def test_dockerfile_without_a_base(client, text):
    assert refusal(lambda: build(client, text)).code == "dockerfile-syntax"


def test_apt_mirror_that_is_gone(client):
    known = refusal(
        lambda: build(
            client,
            f"FROM {DEBIAN}\n"
            "RUN rm -f /etc/apt/sources.list.d/* && echo 'deb http://mirror.invalid/debian trixie main'"
            " > /etc/apt/sources.list && apt-get -o Acquire::Retries=0 update && apt-get install -y git\n",
        )
    )
    assert (known.code, type(known)) == ("mirror-gone", ImageError)
    assert "mirror.invalid" in known.what


def test_apt_mirror_that_goes_away_in_the_middle(client):
    gone = "echo 'Acquire::http::Proxy \"http://127.0.0.1:9\";' > /etc/apt/apt.conf.d/gone"
    install = "apt-get -o Acquire::Retries=0 install -y rcs"
    known = refusal(lambda: build(client, f"FROM {DEBIAN}\nRUN apt-get update && {gone} && {install}\n"))
    assert (known.code, type(known)) == ("mirror-gone", ImageError)
    assert re.search(r"[a-z]+\.[a-z]+", known.what)  # the mirror's name


def test_apt_package_without_update(client):
    known = refusal(
        lambda: build(
            client, f"FROM {DEBIAN}\nRUN rm -rf /var/lib/apt/lists/* && apt-get install -y nosuchpkg\n"
        )
    )
    assert known.code == "mirror-gone"
    assert "nosuchpkg" in known.what


def test_full_shared_memory_in_a_build(client):
    # /dev/shm of a build container is a file system of 64 MB; that it is full is not the disk's fault
    known = refusal(
        lambda: build(client, f"FROM {BUSYBOX}\nRUN dd if=/dev/zero of=/dev/shm/x bs=1M count=80\n")
    )
    assert known.code == "shm-full"


@pytest.mark.parametrize("registry", ["registry.invalid", "127.0.0.1:1"])
def test_pull_without_a_way_to_the_registry(client, registry):
    known = refusal(lambda: client.images.pull(f"{registry}/some/image", tag="1"))
    assert (known.code, type(known)) == ("no-network", ImageError)


def test_command_that_fails_in_a_container(client):
    known = refusal(lambda: client.containers.run(BUSYBOX, ["sh", "-c", "echo reason >&2; exit 3"]))
    assert known.code == "exit-status"
    assert "3" in known.what


def test_what_nobody_foresaw_is_one_line(client):
    known = refusal(lambda: client.containers.create(BUSYBOX, cpuset_cpus="nonsense"))
    assert known.code == "engine-refused"
    assert len(known.what) < 400


def test_errors_of_a_course_are_left_alone():
    error = BusyError("x", "y")
    assert explain(error) is error


def test_engine_that_dies_in_the_middle(tmp_path_factory: pytest.TempPathFactory):
    home = Path(tmp_path_factory.mktemp("dies"))
    private = PrivateEngine("explain-dies", home)
    try:
        api = private.start().client(timeout=60).api
        stream = api.events(decode=True)
        private.stop(remove=True)
        known = refusal_or_end(lambda: list(stream))
        assert known is None or isinstance(known, EngineLost)
        known = refusal(api.version)
        assert isinstance(known, EngineNotFound)
    finally:
        private.stop(remove=True)


def refusal_or_end(action: Callable[[], object]) -> CourseError | None:
    """Newer engines end their streams in order when they are told to stop."""
    try:
        action()
    except Exception as error:
        return explain(error)
    return None
