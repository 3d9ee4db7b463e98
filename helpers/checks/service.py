"""A web service as a check meets it: asked over HTTP from inside its own network, and stopped.

Asking from a throwaway busybox that shares the container's network works wherever the engine is: a
published port may be on another machine, inside a virtual machine, or not published at all.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import docker

from helpers.checks.http import Answer, parsed, request
from helpers.checks.look import Look
from helpers.checks.things import Container, Image
from helpers.checks.throwaway import PROBE_TIMEOUT, Ran, throwaway

PATIENCE = 10  # seconds a server may take until it listens; CI is slow
GRACE = 4  # seconds between SIGTERM and SIGKILL; Docker's own default is 10
SETTLED = 1.0  # seconds a server has to stay up after its answers
_MARK = "=== answer ==="
# plain nc: busybox-static's wget crashes with -S, and nc shows status and headers of every answer
_ASK = (
    f'port=$1; shift; n=0; until nc -w 1 127.0.0.1 "$port" < /dev/null; do n=$((n+1)); '
    f"[ $n -lt {PATIENCE} ] || exit 1; sleep 1; done; "
    f'for request in "$@"; do echo "{_MARK}"; printf %s "$request" | nc -w 5 127.0.0.1 "$port"; done'
)


@dataclass(frozen=True)
class Trial:
    """An image run by itself for a moment: its answers, and how it ended when it was told to stop.

    `exit_code` is what it ended with; before_stop: it had ended by itself. `health` is its HEALTHCHECK's
    program run while the server was up, None if it has none.
    """

    answers: tuple[Answer, ...]
    before_stop: bool
    exit_code: int
    seconds: float
    health: Ran | None
    output: str


_trials: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Trial] = {}


def ask(look: Look, container: Container, *paths: str, port: int = 80) -> tuple[Answer, ...]:
    """GET each path of a server inside a running container. Waits until it listens."""
    nothing = (Answer(0, ""),) * len(paths)
    beside = f"container:{container.id}"
    argv = ("sh", "-c", _ASK, "ask", str(port), *map(request, paths))
    # its processes, too: when the server ends, waiting for it ends as well
    with throwaway(
        look.api, look.base("busybox").id, argv, look.lesson, network_mode=beside, pid_mode=beside
    ) as made:
        try:
            look.api.start(made)
            look.api.wait(made, timeout=PATIENCE + PROBE_TIMEOUT)
            said: bytes = look.api.logs(made, stderr=False)
        except docker.errors.APIError:
            if _lives(look, container):
                raise
            return nothing  # it ended before it could be asked
    found = [parsed(one) for one in said.split(f"{_MARK}\n".encode())[1:]]
    return (*found, *nothing[len(found) :])


def try_out(look: Look, image: Image, *paths: str, argv: Sequence[str] = ()) -> Trial:
    """Run what the image runs by itself (or `argv`), ask the paths, stop it. Remembered by image id."""
    key = (image.id, tuple(argv), paths)
    if key not in _trials:
        _trials[key] = _try_out(look, image, paths, argv)
    return _trials[key]


def _try_out(look: Look, image: Image, paths: tuple[str, ...], argv: Sequence[str]) -> Trial:
    with throwaway(look.api, image.id, argv, look.lesson) as made:
        look.api.start(made)
        return _meet(look, Container(look.api.inspect_container(made)), paths)


def _meet(look: Look, container: Container, paths: tuple[str, ...]) -> Trial:
    answers: tuple[Answer, ...] = (Answer(0, ""),) * len(paths)
    health = None
    if _lives(look, container):
        answers = ask(look, container, *paths)
    if _lives(look, container) and (test := health_command(container.config)):
        health = look.run_in(container, *test)
    time.sleep(SETTLED)  # not a wait for something: what ends by itself gets the time to do so
    lived = _lives(look, container)
    start = time.monotonic()
    look.api.stop(container.id, timeout=GRACE)
    seconds = time.monotonic() - start
    ended = Container(look.api.inspect_container(container.id))
    return Trial(answers, not lived, ended.exit_code, seconds, health, look.logs(ended))


def _lives(look: Look, container: Container) -> bool:
    return Container(look.api.inspect_container(container.id)).running


def health_command(config: dict[str, object]) -> tuple[str, ...]:
    """The program of a HEALTHCHECK as it is run; empty if there is none."""
    health = config.get("Healthcheck")
    test = health.get("Test") if isinstance(health, dict) else None
    words = [str(word) for word in test or ()]
    if words[:1] == ["CMD-SHELL"]:
        return ("/bin/sh", "-c", *words[1:])
    return tuple(words[1:]) if words[:1] == ["CMD"] else ()
