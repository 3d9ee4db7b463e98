"""The docker command word by word: each refusal is provoked on a real engine and explained.

The table names the code of the row, or several with "|" where Engine 20.10, 26 and 28 or the classic builder
and BuildKit refuse for different reasons. What can be provoked only elsewhere is a text in tests/explain.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.engine import translate
from helpers.engine.here import look
from helpers.engine.private import PrivateEngine

pytestmark = pytest.mark.engine

SETUP = """
set -e
docker create --name taken busybox true
docker create --name other busybox true
docker run -d --init --name up busybox sleep 7200
docker run -d --init --name frozen busybox sleep 7200
docker pause frozen
docker create --name vol -v pgdata:/d busybox true
docker network create wiki-net
docker run -d --init --name innet --network wiki-net busybox sleep 7200
docker run -d --init --name published -p 127.0.0.1:18480:80 busybox sleep 7200
docker commit taken kept:1
docker commit other many:1
docker tag many:1 many:2
docker create --name ofkept kept:1
"""
COMMANDS = """
name-taken                  docker create --name taken busybox
rename-taken                docker rename other taken
rm-running                  docker rm up
rm-paused                   docker rm frozen
container-paused            docker exec frozen ls
container-paused            docker pause frozen
container-paused            docker start frozen
not-paused                  docker unpause up
not-running                 docker exec taken ls
not-running                 docker kill taken
not-running                 docker attach taken
no-such-container           docker start nobody
no-such-container           docker logs nobody
no-such-object              docker inspect nobody
no-such-image               docker rmi nobody
no-such-image               docker tag nobody some:thing
push-no-image               docker push nobody
image-in-use                docker rmi kept:1
image-many-names            docker rmi $(docker images -q many:1)
volume-in-use               docker volume rm pgdata
no-such-volume              docker volume rm nope
no-such-network             docker network rm nope
no-such-network             docker run --rm --network nope busybox true
network-in-use              docker network rm wiki-net
network-exists              docker network create wiki-net
network-predefined          docker network rm bridge
network-predefined          docker network create host
endpoint-exists             docker network connect wiki-net innet
not-connected               docker network disconnect wiki-net up
static-address              docker run --rm --ip 172.17.0.9 busybox true
alias-default-network       docker run --rm --network-alias x busybox true
port-by-container           docker run --rm -p 127.0.0.1:18480:80 busybox true
port-not-my-address         docker run --rm -p 10.77.7.7:18482:80 busybox true
bad-port                    docker run --rm -p abc:80 busybox true
bad-port                    docker run --rm -p 80801:80 busybox true
bad-port                    docker run --rm -p 300.1.1.1:80:80 busybox true
bad-port                    docker run --rm -p '8080: 80' busybox true
bad-port                    docker run --rm --expose abc busybox true
volume-name-relative        docker run --rm -v data/x:/d busybox true
volume-name-relative        docker run --rm -v 'my data':/d busybox true
bad-volume                  docker run --rm -v pgdata:d busybox true
volume-drive-colon          docker run --rm -v 'C:\\x:/y:/z' busybox true
volume-mode                 docker run --rm -v /tmp:/x:zz busybox true
bad-volume                  docker run --rm -v /tmp:/ busybox true
mount-twice                 docker run --rm -v /tmp:/x -v /var:/x busybox true
bind-source-missing         docker run --rm --mount type=bind,source=/nope/nope,target=/x busybox true
bad-mount-option            docker run --rm --mount type=bind,from=/tmp,target=/x busybox true
bad-mount-option            docker run --rm --mount type=bind,source=/tmp busybox true
mount-folder-on-file        docker run --rm -v /tmp:/etc/passwd busybox true
mount-folder-on-file        docker run --rm -v /etc/hostname:/tmp busybox true
memory-minimum              docker run --rm -m 64 busybox true
bad-size                    docker run --rm -m 64x busybox true
memory-swap                 docker run --rm -m 64m --memory-swap 32m busybox true
cpus-range                  docker run --rm --cpus 999 busybox true
bad-env                     docker run --rm -e =x busybox true
env-file-missing            docker run --rm --env-file nope.env busybox true
bad-container-name          docker create --name 'my box' busybox
options-conflict            docker run --rm --restart always busybox true
bad-platform                docker run --rm --platform foo busybox true
unknown-option              docker run --nmae x busybox true
option-one-dash             docker run -network x busybox true
option-no-value             docker run --name
run-no-image                docker run -d
exec-no-command             docker exec up
argument-count              docker rm $(docker ps -aq --filter name=zzz)
argument-count              docker images a b
build-no-context            docker build -t x
name-uppercase              docker run --rm Busybox true
name-uppercase              docker tag busybox My/Box
invalid-reference           docker run --rm busybox:: true
invalid-reference           docker run --rm —name x busybox true
unknown-command             docker runn busybox
unknown-command             docker image lss
plugin-missing              docker compose up
plugin-missing              docker compose -f x.yml up
no-tty                      docker run -it --rm busybox true
no-tty                      docker exec -it up true
no-tty                      docker login
option-after-image          docker run --rm busybox --name x
no-such-command             docker run --rm busybox nosuch
no-such-command             docker run --rm busybox /no/such
command-in-one-word         docker run --rm busybox 'ls -l'
shell-word                  docker exec up cd /tmp
no-bash                     docker exec up bash
no-such-command             docker exec up curl http://localhost
not-executable              docker run --rm busybox /etc/passwd
not-executable|is-a-folder  docker run --rm busybox /tmp
working-directory           docker run --rm -w app busybox true
working-directory           docker run --rm -w /etc/passwd busybox true
working-directory           docker exec -w /nope up true
no-such-user                docker run --rm -u app busybox true
no-such-user                docker exec -u app up true
cp-missing-inside|cp-missing docker cp up:/nope .
cp-missing-outside          docker cp /nope/x up:/
no-such-container|cp-missing docker cp nobody:/x .
cp-no-container             docker cp /tmp /var
load-not-an-image           docker export up | docker load
cp-missing-outside          docker load -i nope.tar
template                    docker inspect -f '{{.Nope}}' up
bad-filter                  docker ps --filter nme=x
no-network                  docker pull 127.0.0.1:1/x/y
no-network                  docker run --rm nosuch
engine-elsewhere            DOCKER_HOST=tcp://127.0.0.1:1 docker ps
engine-elsewhere            DOCKER_HOST=unix:///nope.sock docker ps
engine-rootless-stopped     DOCKER_HOST=unix:///run/user/4242/docker.sock docker ps
engine-context              DOCKER_HOST= docker --context nope ps
engine-tls                  DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=/nope DOCKER_HOST=tcp://127.0.0.1:1 docker ps
client-too-new              DOCKER_API_VERSION=1.99 docker ps
client-too-old              DOCKER_API_VERSION=1.10 docker ps
no-dockerfile               docker build empty
context-missing             docker build nofolder
context-missing             docker build /etc/passwd
no-dockerfile               docker build -f Nofile .
no-such-stage               docker build --target nope .
name-uppercase              docker build -t My/App .
name-unknown-inside         docker run --rm busybox ping -c1 web
own-machine-refuses         docker run --rm busybox wget -q -O- http://127.0.0.1:8080/
no-more-processes           docker run --rm --pids-limit 2 busybox sh -c 'sleep 1 & sleep 1 & wait'
docker-misspelt             dokcer ps
prompt-copied               '$' docker ps
option-alone-on-line        true; -p 8080:80
"""
BUILDS = {
    "copy-missing": "FROM busybox\nCOPY absent.txt /\n",
    "copy-missing|copy-outside": "FROM busybox\nCOPY ../secret.txt /\n",
    "copy-from-missing|copy-missing": "FROM busybox AS one\nRUN true\nFROM busybox\nCOPY --from=one /no /x\n",
    "copy-many|": "FROM busybox\nCOPY a b /x\n",
    "copy-onto-file": "FROM busybox\nCOPY a /etc/passwd/\n",
    "unknown-instruction": "FROM busybox\nRUNN true\n",
    "line-not-continued": "FROM busybox\nRUN true\n&& echo hi\n",
    "line-not-continued ": "FROM busybox\nRUN true\napt-get install git\n",
    "from-arguments": "FROM busybox # my base\n",
    "no-network": "FROM nosuch-image:1\nRUN true\n",
    "name-uppercase": "FROM Busybox\n",
    "from-empty": "FROM ${BASE}\n",
    "dockerfile-syntax": "# nothing\n",
    "dockerfile-syntax ": "RUN true\n",
    "dockerfile-equals": "FROM busybox\nENV A=1 B\n",
    "healthcheck-cmd": "FROM busybox\nHEALTHCHECK curl http://x\n",
    "dockerfile-quotes": 'FROM busybox\nLABEL a="open\n',
    "program-not-found": "FROM busybox\nRUN 2enmod rewrite\n",
    "script-not-found": "FROM busybox\nRUN ./build.sh\n",
    "script-not-found ": "FROM busybox\nCOPY crlf.sh /\nRUN chmod +x /crlf.sh && /crlf.sh\n",
    "script-not-executable": "FROM busybox\nCOPY plain.sh /\nRUN /plain.sh\n",
    "step-failed": "FROM busybox\nRUN echo reason >&2; exit 3\n",
    "no-such-command": 'FROM busybox\nRUN ["nosuch"]\n',
    "not-this-distribution": "FROM busybox\nRUN apt-get update\n",
    "stand-in-adduser": "FROM busybox\nRUN adduser -D -u 10001 app\n",
    "stand-in-nc": "FROM busybox\nRUN nc -z localhost 8080\n",
    "no-such-user": "FROM busybox\nUSER app\nRUN id\n",
    "shm-full": "FROM busybox\nRUN dd if=/dev/zero of=/dev/shm/x bs=1M count=80\n",
    "needs-buildkit|": "FROM busybox\nRUN --mount=type=cache,target=/x true\n",
    "mirror-gone": "FROM debian:trixie-slim\n"
    "RUN rm -rf /var/lib/apt/lists/* && apt-get install -y nosuchpkg\n",
}
RUNS = {
    "quoted-cmd": "FROM busybox\nCMD ['sleep', '1']\n",
    "curly-quotes": "FROM busybox\nCMD [“python3”,”hello.py”]\n",
    "command-in-one-word": 'FROM busybox\nCMD ["sleep 1"]\n',
    "no-such-command": 'FROM busybox\nCMD ["python3", "app.py"]\n',
    "no-such-user": 'FROM busybox\nUSER app\nCMD ["id"]\n',
    "not-executable": 'FROM busybox\nCOPY plain.sh /\nENTRYPOINT ["/plain.sh"]\n',
    "script-line-ends": 'FROM busybox\nCOPY crlf.sh /\nRUN chmod +x /crlf.sh\nENTRYPOINT ["/crlf.sh"]\n',
    "wrong-architecture": 'FROM busybox\nCOPY bare.sh /\nRUN chmod +x /bare.sh\nENTRYPOINT ["/bare.sh"]\n',
}
ACCEPTED = ("static-address", "alias-default-network")  # by a docker command before 25
TABLE = [line.split(None, 1) for line in COMMANDS.strip().splitlines()]


@pytest.fixture(scope="module")
def place(
    engine: PrivateEngine, _base: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A folder to type in, and an engine with something of every state on it."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "empty").mkdir()
    (folder / "Dockerfile").write_text("FROM busybox\n")
    shell(SETUP, folder, engine, check=True)
    yield folder
    shell(
        "docker unpause frozen; docker rm -f taken other up frozen vol innet published ofkept;"
        "docker volume rm pgdata; docker network rm wiki-net; docker rmi kept:1 many:1 many:2",
        folder, engine,
    )  # fmt: skip


def shell(command: str, folder: Path, engine: PrivateEngine, check: bool = False) -> str:
    """What bash prints of a command without a terminal; the engine is the private one unless it says else."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace", timeout=180, check=False,
        env={**os.environ, "DOCKER_HOST": engine.engine.url, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert not check or done.returncode == 0, done.stdout
    return done.stdout


def code(said: str) -> str:
    """The code of the row that explains it, "" for none."""
    known = translate(said)
    return known.code if known else ""


@pytest.mark.parametrize(
    ("expected", "command"), TABLE, ids=[f"{code}: {command}" for code, command in TABLE]
)
def test_a_command_that_is_refused(expected: str, command: str, place: Path, engine: PrivateEngine) -> None:
    said = shell(command, place, engine)
    if expected == "unknown-command" and said.lstrip().startswith("Usage:"):
        pytest.skip("this docker command shows how it is used, and refuses nothing")
    if not said and expected in ACCEPTED:
        pytest.skip("this docker command and its engine take the option and do nothing with it")
    assert code(said) in expected.split("|"), said


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("docker run --rm busybx true", "no-such-image", "busybox"),
        ("docker run --rm debain:trixie-slim true", "no-such-image", "debian:trixie-slim"),
        ("docker run --rm up", "no-such-image", "docker start up"),
        ("docker run --rm --platform linux/s390x busybox true", "no-platform", "busybox"),
        ("docker run --rm quite-another-thing", "no-network", "quite-another-thing"),
        ("docker run php -v moniwiki:1.2.10", "option-after-image", "php"),
    ],
)
def test_a_name_that_is_close_to_one_on_the_engine(
    command: str, code: str, says: str, place: Path, engine: PrivateEngine
) -> None:
    known = translate(shell(command, place, engine), look, command)
    assert known is not None
    assert known.code == code
    assert says in f"{known.what} {known.remedy}"


@pytest.mark.parametrize("expected", BUILDS)
def test_a_build_that_fails(expected: str, tmp_path: Path, engine: PrivateEngine) -> None:
    said = shell(
        f"docker build --force-rm -t refused {context(tmp_path, BUILDS[expected])}", tmp_path, engine
    )
    assert code(said) in expected.strip().split("|"), said


@pytest.mark.usefixtures("clean")  # last in this file: it takes the containers of `place`, too
@pytest.mark.parametrize("expected", RUNS)
def test_an_image_that_cannot_start(expected: str, tmp_path: Path, engine: PrivateEngine) -> None:
    folder = context(tmp_path, RUNS[expected])
    shell(f"docker build -t refused {folder}", tmp_path, engine, check=True)
    said = shell("docker run --rm refused", tmp_path, engine)
    assert code(said) == expected, said


def context(folder: Path, dockerfile: str) -> Path:
    """A build context with a Dockerfile and the scripts that it may copy."""
    (folder / "Dockerfile").write_text(dockerfile, encoding="utf-8")
    (folder / "plain.sh").write_text("#!/bin/sh\ntrue\n")
    (folder / "bare.sh").write_text("echo hi\n")
    (folder / "crlf.sh").write_bytes(b"#!/bin/sh\r\ntrue\r\n")
    for name in "ab":
        (folder / name).touch()
    return folder
