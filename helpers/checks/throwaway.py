"""Containers that a check makes for itself, for a moment: to run a program, or to look from beside."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import docker

from helpers.checks.verdict import Blocked
from helpers.i18n import _
from helpers.lab.events import PROBE_LABEL as PROBE_LABEL  # by it the journal leaves such a one out

NAME = "course-check"  # a learner may see one for a moment in `docker ps -a`: it says whose it is
CANNOT_START, NO_END = 127, 124  # exit codes as a shell and timeout(1) have them
PROBE_TIMEOUT = 20  # seconds until its program is given up


@dataclass(frozen=True)
class Ran:
    """A program that ran: its exit code, and what it said, whether it succeeded or not."""

    code: int
    said: str

    @property
    def output(self) -> str:
        """What it printed, as data. Raises Blocked if it failed: an error message is not data."""
        if self.code != 0:
            raise Blocked(
                _("확인하려고 실행한 명령이 실패했습니다 (종료 코드 {code}): {said}").format(
                    code=self.code, said=self.said.strip()[-120:]
                )
            )
        return self.said


@contextlib.contextmanager
def throwaway(
    api: docker.APIClient,
    image: str,
    argv: Sequence[str],
    by: str,
    environment: Mapping[str, str] | None = None,
    **host: Any,
) -> Iterator[str]:
    """The id of a container that is created, not started, and removed afterwards.

    Without `argv` it runs what the image runs by itself. `by` says who made it. `host` is what
    docker-py's create_host_config takes; without it the container has no network but its own loopback.
    Raises what docker-py raises.
    """
    # not network_disabled: that leaves localhost out of /etc/hosts
    settings = {"network_mode": "none"} | host
    made: str = api.create_container(
        image,
        list(argv) or None,
        name=f"{NAME}-{secrets.token_hex(4)}",
        entrypoint=[] if argv else None,
        environment=dict(environment or {}),
        labels={PROBE_LABEL: by},
        host_config=api.create_host_config(**settings),
    )["Id"]
    try:
        yield made
    finally:
        api.remove_container(made, force=True, v=True)  # the image may declare volumes


def run(api: docker.APIClient, container: str, *, stderr: bool = True) -> Ran:
    """Start it and wait for its end. Raises what docker-py raises, also when it takes too long."""
    api.start(container)
    code = api.wait(container, timeout=PROBE_TIMEOUT)["StatusCode"]
    output: bytes = api.logs(container, stderr=stderr)
    return Ran(int(code), output.decode("utf-8", "replace"))
