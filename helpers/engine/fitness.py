"""Is the engine fit for the course? Nothing is believed that can be tried: a container is run."""

from __future__ import annotations

import ipaddress
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import docker
from docker.errors import DockerException, NotFound
from docker.models.containers import Container

from helpers.engine import advice, podman
from helpers.engine.explain import explain
from helpers.engine.types import Engine
from helpers.i18n import _

IMAGE = "busybox:latest"
LABEL = "course.probe"
TOLD = ("ID", "Name", "DockerRootDir")  # what tells one engine from another
PATIENCE = 30  # seconds for a container that only echoes
ROOM = 2_000_000_000  # bytes: the images of the course, what its builds add, and some air


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it should be; `code` does not change with the language."""

    code: str
    found: str
    remedy: str

    @classmethod
    def of(cls, error: Exception) -> Problem:
        """An error as the doctor reports it."""
        known = explain(error)
        return cls(known.code, known.what, known.remedy)


def runs_containers(engine: Engine) -> Iterator[Problem]:
    """Run a container that echoes, and look at the room where the engine keeps its data.

    `df` inside the container sees the daemon's disk also where the daemon is in a VM. Without the busybox
    image no container is tried, and the room is looked at from here, if the engine is on this machine.
    """
    token = uuid.uuid4().hex
    client = engine.client(timeout=PATIENCE)
    try:
        output = _probe(client, ["sh", "-c", f"echo {token}; df -Pk /"])
        free = _free(output) if output else _free_here(engine, client)
    finally:
        client.close()
    if output is None:
        yield Problem(
            "container-untried",
            _("{image} 이미지가 없어서 컨테이너를 실행해 보지 못했습니다.").format(image=IMAGE),
            _("이미지를 받은 다음 다시 점검하세요: course images get && course doctor"),
        )
    elif token not in output:
        yield Problem(
            "container-silent",
            _("시험 컨테이너가 실행되었지만 출력이 돌아오지 않았습니다."),
            advice.to_restart(engine=engine),
        )
    if free is not None and free < ROOM:
        yield Problem(
            "disk-low",
            _("엔진의 디스크에 {free:.1f} GB만 남았습니다. {needed:.0f} GB가 필요합니다.").format(
                free=free / 1e9, needed=ROOM / 1e9
            ),
            _("무엇이 자리를 차지하는지 보세요: docker system df"),
        )


def open_to_others(engine: Engine) -> Iterator[Problem]:
    """Whoever reaches an engine over plain TCP is root on its machine."""
    parts = urlsplit(engine.url)
    plain = parts.scheme in ("tcp", "http") and not os.environ.get("DOCKER_TLS_VERIFY")
    if plain and not _loopback(parts.hostname or ""):
        yield Problem(
            "engine-open",
            _("엔진 {url}은(는) 암호화도 인증도 없이 네트워크에 열려 있습니다.").format(url=engine.url),
            _("닿는 사람은 누구나 그 컴퓨터의 root가 됩니다. TLS를 켜거나 ssh:// 주소를 쓰세요."),
        )


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def client_agrees(engine: Engine) -> Iterator[Problem]:
    """The `docker` command is there and talks to this very engine."""
    program = shutil.which("docker")
    if program is None:
        yield Problem(
            "no-client",
            _("PATH에 docker 명령이 없습니다."),
            _("다음으로 설치하세요: {command}").format(
                command="sudo apt-get install docker-cli || sudo apt-get install docker.io"
            ),
        )
        return
    try:
        result = subprocess.run(
            [program, "info", "--format", "\t".join("{{." + field + "}}" for field in TOLD)],
            env={**os.environ, **engine.env()},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        yield Problem(
            "client-broken",
            _("docker 명령이 대답하지 않습니다: {reason}").format(reason=error),
            advice.to_restart(engine=engine),
        )
        return
    if result.returncode != 0:
        reason = (result.stderr.strip().splitlines() or ["?"])[-1]
        yield Problem(
            "client-broken",
            _("docker 명령이 엔진과 이야기하지 못합니다: {reason}").format(reason=reason),
            _("다음을 실행해 보세요: {command}").format(
                command=f"DOCKER_HOST={engine.url} {program} version"
            ),
        )
        return
    client = engine.client(timeout=PATIENCE)
    try:
        told = client.info()
        theirs = dict(zip(TOLD, result.stdout.strip().split("\t"), strict=False))
        if getattr(client.api, "podman", False):
            theirs = podman.info(theirs)
    finally:
        client.close()
    if told.get("ID") and theirs.get("ID") and theirs["ID"] != told["ID"]:
        yield Problem(
            "client-elsewhere",
            _("docker 명령이 다른 엔진과 이야기합니다 ({program}).").format(program=program),
            _("DOCKER_HOST, DOCKER_CONTEXT와 docker라는 이름의 별칭을 확인하세요."),
        )


def _probe(client: docker.DockerClient, command: list[str]) -> str | None:
    """What a container of the busybox image says to `command`; None without that image.

    wait() comes before logs(): Engine 20.10 loses the last lines of a stream that is still attached.
    """
    try:
        client.images.get(IMAGE)
    except NotFound:
        return None
    container = client.containers.create(IMAGE, command, labels={LABEL: "1"}, network_mode="none")
    try:
        container.start()
        container.wait(timeout=PATIENCE)
        return bytes(container.logs()).decode(errors="replace")
    finally:
        _remove(container)


def _remove(container: Container) -> None:
    """Without a trace, and without hiding the error that brought us here."""
    try:
        container.remove(force=True, v=True)
    except DockerException:
        return


def _free_here(engine: Engine, client: docker.DockerClient) -> int | None:
    """Bytes available where the engine keeps its data; None if that is not on this machine."""
    info = client.info()
    if not engine.url.startswith("unix:") or "Desktop" in str(info.get("OperatingSystem")):
        return None  # a path of another machine, or of a VM, may mean something else here
    try:
        return shutil.disk_usage(str(info["DockerRootDir"])).free
    except (OSError, KeyError):
        return None


def _free(output: str) -> int | None:
    """Bytes available on the only file system `df -Pk /` lists."""
    fields = output.strip().splitlines()[-1].split() if output.strip() else []
    return int(fields[3]) * 1024 if len(fields) >= 6 and fields[3].isdigit() else None
