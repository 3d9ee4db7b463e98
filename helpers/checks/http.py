"""Ask a container's web server over HTTP, wherever the engine is: as its users do, or from beside it.

A published port of an engine on this machine (Docker Desktop included) answers on the address it is
bound to. Where the engine's host is another one, or a private engine's own network, a throwaway busybox
in that network asks instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import urlencode

import docker
import requests

from helpers.checks.inspect_data import ContainerData
from helpers.checks.throwaway import throwaway
from helpers.engine.types import FORWARDED

ASKER = "busybox"
PATIENCE = 5  # seconds until a server that says nothing is given up
# nc and not wget: busybox-static's wget can crash with -S, and without it hides the status
_ASK = f'printf %s "$3" | nc -w {PATIENCE} "$1" "$2"'
# where a port that is bound to every address can be asked
_REACHED_BY = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104
Fetch = Callable[[str, int, str], bytes]  # host, port, request -> what a server said, b"" if nobody did
# asks on the host of an engine behind a wall: what that says of its ports must not lead to this machine
BEHIND_A_WALL: ContextVar[Fetch | None] = ContextVar("behind a wall", default=None)


@dataclass(frozen=True)
class Answer:
    """What a web server said: HTTP status and body; status 0 if nobody answered."""

    status: int
    body: str


def ask_published(
    api: docker.APIClient,
    container: ContainerData,
    port: int,
    path: str,
    *,
    form: Mapping[str, str] | None = None,
    by: str,
) -> Answer:
    """What somebody on the engine's host gets through the port that the container publishes for `port`.

    Status 0 if it publishes none, or nobody answers there. `by` says who asks, on a throwaway container.
    Redirects are not followed. Raises what docker-py raises.
    """
    for address, outside in container.ports.get(f"{port}/tcp", ()):
        host = _REACHED_BY.get(address, address)
        if fetch := BEHIND_A_WALL.get():
            answer = parsed(fetch(host, outside, request(path, form)))
        elif _publishes_here(api):
            answer = _from_here(f"[{host}]" if ":" in host else host, outside, path, form)
        else:  # the engine's host is another network: ask from there
            answer = parsed(from_network(api, "host", host, outside, request(path, form), by))
        if answer.status:
            return answer
    return Answer(0, "")


def ask_beside(
    api: docker.APIClient,
    container: ContainerData,
    port: int,
    path: str,
    *,
    form: Mapping[str, str] | None = None,
    by: str,
) -> Answer:
    """What a program beside the server gets, in the container's own network; `port` is the one inside."""
    asked = request(path, form)
    return parsed(from_network(api, f"container:{container.id}", "127.0.0.1", port, asked, by))


def _publishes_here(api: docker.APIClient) -> bool:
    """Whether the ports that the engine publishes are this machine's own, and nobody else's."""
    local = api.base_url.startswith("http+docker")  # docker-py's name for a socket of this machine
    return local and FORWARDED not in (api.info().get("Labels") or ())


def _from_here(host: str, port: int, path: str, form: Mapping[str, str] | None) -> Answer:
    try:
        with requests.Session() as session:
            session.trust_env = False  # a proxy of the class would look for the page elsewhere
            said = session.request(
                "GET" if form is None else "POST",
                f"http://{host}:{port}{path}",
                data=form,
                timeout=PATIENCE,
                allow_redirects=False,
            )
    except requests.RequestException:
        return Answer(0, "")
    said.encoding = "utf-8"
    return Answer(said.status_code, said.text)


def from_network(api: docker.APIClient, network: str, host: str, port: int, asked: str, by: str) -> bytes:
    """What a server says to a throwaway container that shares a network: the host's, or a container's."""
    argv = ("sh", "-c", _ASK, "ask", host, str(port), asked)
    with throwaway(api, ASKER, argv, by, network_mode=network) as made:
        try:
            api.start(made)
            api.wait(made, timeout=4 * PATIENCE)
            said: bytes = api.logs(made, stderr=False)
        except docker.errors.APIError:  # the other container has just ended: there is no network to share
            return b""
    return said


def request(path: str, form: Mapping[str, str] | None = None) -> str:
    """An HTTP/1.0 request as it goes over the wire: a GET, or a POST of the form."""
    lines = ["Host: 127.0.0.1", "Connection: close"]
    if form is None:
        return "\r\n".join((f"GET {path} HTTP/1.0", *lines, "", ""))
    body = urlencode(form)
    lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join((f"POST {path} HTTP/1.0", *lines, "", body))


def parsed(said: bytes) -> Answer:
    """Status and body of an HTTP/1.0 answer, whichever line ends the server has."""
    head, _blank, body = said.replace(b"\r\n", b"\n").partition(b"\n\n")
    words = head.split(None, 2)
    spoken = len(words) > 1 and words[0].startswith(b"HTTP/") and words[1].isdigit()
    status = int(words[1]) if spoken else 0
    return Answer(status, body.decode("utf-8", "replace"))
