"""A look into a running container with its own shell, for what the engine does not tell."""

from __future__ import annotations

import docker

LONGEST = 200_000  # bytes of an answer; a container with thousands of processes still fits


def ask(api: docker.APIClient, container: str, script: str, user: str = "") -> str | None:
    """What `sh -c script` prints there; None if there is no shell, or the container does not run."""
    try:
        made = api.exec_create(container, ["sh", "-c", script], stderr=False, user=user)
        answer: bytes = api.exec_start(made["Id"])
        done = api.exec_inspect(made["Id"])
    except docker.errors.APIError as error:
        if error.status_code == 500:  # the engine's own trouble, not "no such container" or "not running"
            raise
        return None
    # 126, 127: the image has no shell
    return None if done.get("ExitCode") in (126, 127) else answer[:LONGEST].decode("utf-8", "replace")
