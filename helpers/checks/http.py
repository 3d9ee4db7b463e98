"""Ask a container's web server over HTTP, wherever the engine is.

A published port of an engine on this machine (Docker Desktop included) answers on the address it is
bound to. Where it does not, or where it could be another engine's, a throwaway busybox in the
container's own network asks instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import docker
import requests

from helpers.checks.things import Container
from helpers.checks.throwaway import throwaway
from helpers.engine.types import FORWARDED

ASKER = "busybox"
PATIENCE = 5  # seconds until a server that says nothing is given up
# nc and not wget: busybox-static's wget can crash with -S, and without it hides the status
_ASK = f'printf %s "$2" | nc -w {PATIENCE} 127.0.0.1 "$1"'


@dataclass(frozen=True)
class Answer:
    """What a web server said: HTTP status and body; status 0 if nobody answered."""

    status: int
    body: str


def ask(
    api: docker.APIClient,
    container: Container,
    port: int,
    path: str = "/",
    *,
    form: Mapping[str, str] | None = None,
    by: str,
) -> Answer:
    """GET `path` from the container's TCP `port` (inside), or POST a `form`; redirects are not followed.

    `by` says who asks, on a throwaway container. Raises what docker-py raises.
    """
    answer = None
    if _publishes_here(api):
        answer = _from_here(container, port, path, form)
    return answer or _from_beside(api, container, port, path, form, by)


def _publishes_here(api: docker.APIClient) -> bool:
    """Whether the ports that the engine publishes are this machine's own, and nobody else's."""
    local = api.base_url.startswith("http+docker")  # docker-py's name for a socket of this machine
    return local and FORWARDED not in (api.info().get("Labels") or ())


def _from_here(container: Container, port: int, path: str, form: Mapping[str, str] | None) -> Answer | None:
    """Through a published port; None if there is none, or nothing answers there."""
    method = "GET" if form is None else "POST"
    for address, outside in container.ports.get(f"{port}/tcp", ()):
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(address, address)  # noqa: S104
        try:
            with requests.Session() as session:
                session.trust_env = False  # a proxy of the class would look for the page elsewhere
                said = session.request(
                    method,
                    f"http://{host}:{outside}{path}",
                    data=form,
                    timeout=PATIENCE,
                    allow_redirects=False,
                )
            said.encoding = "utf-8"
            return Answer(said.status_code, said.text)
        except requests.RequestException:
            continue
    return None


def _from_beside(
    api: docker.APIClient,
    container: Container,
    port: int,
    path: str,
    form: Mapping[str, str] | None,
    by: str,
) -> Answer:
    """From a container that shares the other one's network."""
    argv = ("sh", "-c", _ASK, "ask", str(port), request(path, form))
    with throwaway(api, ASKER, argv, by, network_mode=f"container:{container.id}") as made:
        try:
            api.start(made)
            api.wait(made, timeout=4 * PATIENCE)
            said: bytes = api.logs(made, stderr=False)
        except docker.errors.APIError:  # the other container has just ended: there is no network to share
            return Answer(0, "")
    return parsed(said)


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
