"""Experiments with an image: run it for a moment and ask it; put its health check beside an ill server."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import docker

from helpers.checks.http import ASKER, parsed, request
from helpers.checks.image import health_command
from helpers.checks.throwaway import CANNOT_START, NO_END, PROBE_TIMEOUT, Ran, throwaway

PATIENCE = 10  # seconds a server may take until it listens; CI is slow
GRACE = 10  # seconds between SIGTERM and SIGKILL, as by `docker stop`: a busy machine takes some
SETTLED = 1.0  # seconds a server has to stay up after its answers
HANGING = 8  # seconds after which a health check that gets no answer counts as failed
FROZEN = 3  # the same beside a server that answers nobody: what passes there asks nobody, and is quick
SLOWER = 4  # times as long as it took beside the server that answers, where that is more
INSIDE = 3  # how asking ends where the server answers at 127.0.0.1 only
_MARK = "=== answer ==="
# plain nc: busybox-static's wget crashes with -S, and nc shows status and headers of every answer
_ASK = (
    f'port=$1; shift; n=0; until nc -w 1 127.0.0.1 "$port" < /dev/null; do n=$((n+1)); '
    f"[ $n -lt {PATIENCE * 5} ] || exit 1; sleep 0.2; done; "
    f'for request in "$@"; do echo "{_MARK}"; printf %s "$request" | nc -w 5 127.0.0.1 "$port"; done; '
    # an address of the same device: who listens at 127.0.0.1 alone is not there
    f'nc -w 1 127.0.0.2 "$port" < /dev/null || exit {INSIDE}'
)
# a server that answers 404 to everything: it is there, and it is ill; httpd goes on alone once it listens
_ILL = 'mkdir -p /tmp/nothing && httpd -p "$1" -h /tmp/nothing && echo listens && exec sleep 600'
_known: dict[str, Any] = {}  # an image never changes


def run(
    api: docker.APIClient,
    image: str,
    paths: Sequence[str],
    argv: Sequence[str],
    port: int,
    env: Mapping[str, str],
    stop: bool,
    by: str,
) -> dict[str, Any]:
    """Start the image (its own program, or `argv`), GET each path, run its health check; `stop` it politely.

    As JSON: answers, inside_only, ended_early, exit_code, seconds until it had stopped, health, output.
    """
    key = repr((api.base_url, image, list(paths), list(argv), port, sorted(env.items()), stop))
    if key not in _known:
        with throwaway(api, image, argv, by, env) as made:
            try:
                api.start(made)
                _known[key] = _meet(api, made, paths, port, stop, by)
            except docker.errors.APIError as error:
                if _started(api, made):
                    raise
                _known[key] = _unstarted(paths, str(error.explanation))
    found: dict[str, Any] = _known[key]
    return found


def _meet(
    api: docker.APIClient, made: str, paths: Sequence[str], port: int, stop: bool, by: str
) -> dict[str, Any]:
    answers, inside_only = _ask(api, made, paths, port, by)
    test = health_command(api.inspect_container(made)["Config"].get("Healthcheck"))
    health = _exec(api, made, test) if test and _lives(api, made) else None
    time.sleep(SETTLED)  # not a wait for something: what ends by itself gets the time to do so
    lived = _lives(api, made)
    start = time.monotonic()
    if stop:
        api.stop(made, timeout=GRACE)
    seconds = time.monotonic() - start
    output: bytes = api.logs(made, tail=200)
    return {
        "answers": answers,
        "inside_only": inside_only,
        "ended_early": not lived,
        "exit_code": int(api.inspect_container(made)["State"]["ExitCode"]),
        "seconds": seconds,
        "health": [health.code, health.said] if health else None,
        "output": output.decode("utf-8", "replace"),
    }


def _unstarted(paths: Sequence[str], why: str) -> dict[str, Any]:
    """What there is to tell of a program that the engine could not start."""
    return {
        "answers": [[0, ""] for _path in paths],
        "inside_only": False,
        "ended_early": True,
        "exit_code": CANNOT_START,
        "seconds": 0.0,
        "health": None,
        "output": why,
    }


def health(api: docker.APIClient, image: str, port: int, env: Mapping[str, str], by: str) -> dict[str, int]:
    """Exit codes of the image's health check by what is there to be asked.

    `well`: the image's own server. `stopped`: the same server, alive but answering nobody. `ill`: a
    server on that port that answers 404 to everything. `none`: no server at all.
    """
    key = repr((api.base_url, image, "health", port, sorted(env.items())))
    if key not in _known:
        _known[key] = {
            **_beside_own_server(api, image, port, env, by),
            "ill": _beside_ill_server(api, image, port, env, by),
            "none": _without_server(api, image, env, by),
        }
    found: dict[str, int] = _known[key]
    return found


def _beside_own_server(
    api: docker.APIClient, image: str, port: int, env: Mapping[str, str], by: str
) -> dict[str, int]:
    with throwaway(api, image, (), by, env) as made:
        api.start(made)
        _ask(api, made, ["/"], port, by)  # waits until it listens
        test = health_command(api.inspect_container(made)["Config"].get("Healthcheck"))
        if not _lives(api, made):
            return {"well": CANNOT_START, "stopped": CANNOT_START}
        start = time.monotonic()
        well = _exec(api, made, test).code
        limit = max(FROZEN, SLOWER * (time.monotonic() - start))
        with _frozen(api, made, by):
            stopped = _exec(api, made, test, limit).code
    return {"well": well, "stopped": stopped}


@contextlib.contextmanager
def _frozen(api: docker.APIClient, made: str, by: str) -> Iterator[None]:
    """The container's processes are there, and do nothing: what is started later in it still runs."""
    argv = ("sh", "-c", "kill -STOP -1; exit 0")  # all but the first one, which gets no signal from inside
    with throwaway(api, ASKER, argv, by, pid_mode=f"container:{made}") as beside:
        api.start(beside)
        api.wait(beside, timeout=PROBE_TIMEOUT)
    api.kill(made, "STOP")
    try:
        yield
    finally:
        api.kill(made, "KILL")


def _beside_ill_server(api: docker.APIClient, image: str, port: int, env: Mapping[str, str], by: str) -> int:
    argv = ("sh", "-c", _ILL, "ill", str(port))
    with throwaway(api, ASKER, argv, by) as server:
        api.start(server)
        end = time.monotonic() + PATIENCE
        while not api.logs(server) and _lives(api, server) and time.monotonic() < end:
            time.sleep(0.05)
        return _test(api, image, env, by, f"container:{server}")


def _without_server(api: docker.APIClient, image: str, env: Mapping[str, str], by: str) -> int:
    return _test(api, image, env, by, "none")


def _test(api: docker.APIClient, image: str, env: Mapping[str, str], by: str, network: str) -> int:
    """Exit code of the health check in a container of the image whose server was not started."""
    test = health_command(api.inspect_image(image)["Config"].get("Healthcheck"))
    with throwaway(api, image, test, by, env, network_mode=network) as made:
        try:
            api.start(made)
        except docker.errors.APIError:  # its program is not in the image
            return CANNOT_START
        return _waited(api, made)


def _waited(api: docker.APIClient, made: str) -> int:
    end = time.monotonic() + HANGING
    while _lives(api, made):
        if time.monotonic() > end:
            return NO_END
        time.sleep(0.1)
    return int(api.inspect_container(made)["State"]["ExitCode"])


def _exec(api: docker.APIClient, made: str, argv: Sequence[str], limit: float = HANGING) -> Ran:
    """Run a program in the container; 124 if it does not end within `limit` seconds, 127 if it is not there."""
    created = api.exec_create(made, list(argv))["Id"]
    try:
        api.exec_start(created, detach=True)
    except docker.errors.APIError as error:
        return Ran(CANNOT_START, str(error.explanation))
    end = time.monotonic() + limit
    while time.monotonic() < end:
        code = api.exec_inspect(created).get("ExitCode")
        if code is not None:
            return Ran(int(code), "")
        time.sleep(0.1)
    return Ran(NO_END, "")


def _ask(
    api: docker.APIClient, made: str, paths: Sequence[str], port: int, by: str
) -> tuple[list[list[Any]], bool]:
    """Status and body for each path, asked from the container's own network once it listens.

    And whether nobody else could ask, because the server listens at 127.0.0.1 only.
    """
    nothing: list[list[Any]] = [[0, ""] for _path in paths]
    beside = f"container:{made}"
    argv = ("sh", "-c", _ASK, "ask", str(port), *map(request, paths))
    # its processes, too: when the server ends, waiting for it ends as well
    with throwaway(api, ASKER, argv, by, network_mode=beside, pid_mode=beside) as asker:
        try:
            api.start(asker)
            code = api.wait(asker, timeout=PATIENCE + PROBE_TIMEOUT)["StatusCode"]
            said: bytes = api.logs(asker, stderr=False)
        except docker.errors.APIError:
            if _lives(api, made):
                raise
            return nothing, False  # it ended before it could be asked
    found = [parsed(answer) for answer in said.split(f"{_MARK}\n".encode())[1:]]
    return [*([answer.status, answer.body] for answer in found), *nothing[len(found) :]], code == INSIDE


def _started(api: docker.APIClient, made: str) -> bool:
    return str(api.inspect_container(made)["State"]["Status"]) != "created"


def _lives(api: docker.APIClient, made: str) -> bool:
    return bool(api.inspect_container(made)["State"]["Running"])
