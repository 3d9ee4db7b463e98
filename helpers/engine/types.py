"""The one noun of this package: a Docker Engine that somebody can talk to."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import docker  # loaded when an engine is asked: reading an error needs none

# A label of the daemon of a private engine: its published ports reach this machine only by the
# forwarder, and another engine's may have been there first.
FORWARDED = "course.ports=forwarded"


@dataclass(frozen=True)
class Engine:
    """Where an engine listens, and how the course came to choose it.

    `url` is what DOCKER_HOST would say: unix:///path (docker-py's http+unix), tcp://host:port,
    ssh://host. `origin` is a short word for people and logs: "DOCKER_HOST", "context", "private" …
    """

    url: str
    origin: str

    def client(self, timeout: float = 60) -> docker.DockerClient:
        """A client of this engine, its API version negotiated; `timeout` is the longest silence in seconds.

        Raises docker.errors.DockerException when the engine does not answer
        (helpers.engine.explain turns it into words).
        """
        from helpers.engine.client import Client  # docker-py is loaded when an engine is asked

        return Client(
            base_url=self.url,
            version="auto",
            timeout=timeout,
            tls=self._tls(os.environ),
        )

    def env(self) -> dict[str, str]:
        """What a process has to have in its environment for its `docker` to talk to this engine."""
        return {"DOCKER_HOST": self.url}

    def _tls(self, env: Mapping[str, str]) -> docker.tls.TLSConfig | bool:
        """The certificates of DOCKER_TLS_VERIFY/DOCKER_CERT_PATH, which are meant for a tcp engine only."""
        if not self.url.startswith("tcp://"):
            return False
        from docker.utils import kwargs_from_env

        found: docker.tls.TLSConfig | bool = kwargs_from_env(dict(env)).get("tls", False)
        return found
