"""Ask a container's web server over HTTP, wherever the engine is.

A published port of an engine on this machine (Docker Desktop included) answers on the address it is
bound to. Where it does not, a throwaway busybox in the container's own network asks instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import docker
import requests

from helpers.checks.things import Container

ASKER = "busybox"
PATIENCE = 5  # seconds until a server that says nothing is given up
_STATUS = re.compile(r"HTTP/[\d.]+ (\d{3})")


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
    label: Mapping[str, str],
) -> Answer:
    """GET `path` from the container's TCP `port` (inside), or POST a `form`; redirects are followed.

    `label` marks the throwaway container, so that the journal and the panel leave it out. Raises what
    docker-py raises.
    """
    answer = None
    if api.base_url.startswith("http+docker"):  # docker-py's name for a socket of this machine
        answer = _from_here(container, port, path, form)
    return answer or _from_beside(api, container, port, path, form, label)


def _from_here(container: Container, port: int, path: str, form: Mapping[str, str] | None) -> Answer | None:
    """Through a published port; None if there is none, or nothing answers there."""
    method = "GET" if form is None else "POST"
    for address, outside in container.ports.get(f"{port}/tcp", ()):
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(address, address)  # noqa: S104
        try:
            with requests.Session() as session:
                session.trust_env = False  # a proxy of the class would look for the page elsewhere
                said = session.request(method, f"http://{host}:{outside}{path}", data=form, timeout=PATIENCE)
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
    label: Mapping[str, str],
) -> Answer:
    """From a container that shares the other one's network."""
    post = [] if form is None else ["--post-data", urlencode(form)]
    url = f"http://127.0.0.1:{port}{path}"
    made = api.create_container(
        ASKER,
        ["wget", "-S", "-T", str(PATIENCE), "-O", "-", *post, url],
        labels=dict(label),
        host_config=api.create_host_config(network_mode=f"container:{container.id}"),
    )
    try:
        api.start(made["Id"])
        api.wait(made["Id"], timeout=4 * PATIENCE)
        head: bytes = api.logs(made["Id"], stdout=False)
        body: bytes = api.logs(made["Id"], stderr=False)
    except docker.errors.APIError:  # the other container has just ended: there is no network to share
        return Answer(0, "")
    finally:
        api.remove_container(made["Id"], force=True)
    found = _STATUS.findall(head.decode("utf-8", "replace"))
    return Answer(int(found[-1]) if found else 0, body.decode("utf-8", "replace"))
