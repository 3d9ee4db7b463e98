"""Long work on an engine that says nothing meanwhile: whether it works or hangs is asked beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import docker
import requests
import urllib3

from helpers.engine import probe
from helpers.engine.client import address, ping
from helpers.engine.types import Engine
from helpers.errors import EngineLost

# The engine is asked for a sign of life every WATCH seconds, and has PATIENCE to give one.
WATCH, PATIENCE = 1.0, 8.0
GONE = (docker.errors.DockerException, requests.RequestException, urllib3.exceptions.HTTPError, OSError)


@contextmanager
def attended(
    api: docker.APIClient, hangs: Callable[[EngineLost], None], answers: Callable[[], None]
) -> Iterator[None]:
    """While the block runs, `hangs` hears each time that the engine did not answer, `answers` that it did.

    Both are called by another thread. The work may still go on when the engine does.
    """
    ended = threading.Event()

    def attend() -> None:
        while not ended.wait(WATCH):
            hung = None
            try:
                ping(api, PATIENCE)
            except requests.Timeout:
                hung = probe.silent(Engine(address(api), ""))
            except GONE:  # then the work ends, and says why
                return
            if not ended.is_set():
                hangs(hung) if hung else answers()

    threading.Thread(target=attend, name="course-attend", daemon=True).start()
    try:
        yield
    finally:
        ended.set()
