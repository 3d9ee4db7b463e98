"""Which engine the course talks to: the first that answers, in the order a Docker user expects."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from helpers import atomic
from helpers.engine import contexts
from helpers.engine.types import Engine
from helpers.errors import EngineDenied, EngineError, EngineNotFound
from helpers.i18n import _
from helpers.paths import state

Say = Callable[[str], None]
DEFAULT = "unix:///var/run/docker.sock"
PODMAN = Path("/run/podman/podman.sock")  # root's; a user's is in the runtime folder
THERE = ("engine-too-old", "engine-timeout", "engine-tls")  # something listens, and cannot be used
log = logging.getLogger(__name__)


def find(say: Say | None = None) -> Engine:
    """The engine to use; `say` hears why a chosen one was passed over.

    DOCKER_HOST and DOCKER_CONTEXT are choices: nothing else is tried. Then the private engine that
    was remembered, the current docker context, the default socket, and the usual places of
    rootless Docker, Docker Desktop and Podman. Raises EngineNotFound, EngineDenied, EngineLost or
    EngineError (too old).
    """
    from helpers.engine import probe  # loads docker-py, which reading an error does without

    chosen = _demanded(os.environ)
    if chosen is not None:
        return probe.check(chosen)
    failures: list[EngineError] = []
    for candidate in _candidates(os.environ):
        try:
            return probe.check(candidate)
        except EngineError as error:
            log.debug("%s (%s): %s", candidate.url, candidate.origin, error.code)
            failures.append(error)
            if say and candidate.origin in ("private", "context"):
                say(_("건너뜁니다. {reason}").format(reason=error.what))
    raise _most_telling(failures)


def remember(engine: Engine) -> None:
    """Make `engine` the one that find() returns from now on (until it dies or is forgotten)."""
    atomic.write(state() / "engine.json", json.dumps({"url": engine.url, "origin": engine.origin}) + "\n")


def forget() -> None:
    """Go back to the machine's engine."""
    (state() / "engine.json").unlink(missing_ok=True)


def remembered() -> Engine | None:
    """What remember() wrote; None when there is nothing or it cannot be read."""
    try:
        raw = json.loads((state() / "engine.json").read_text(encoding="utf-8"))
        return Engine(str(raw["url"]), str(raw["origin"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def meant() -> Engine | None:
    """The engine that find() asks first, without asking it; None if that is the machine's own."""
    try:
        return _demanded(os.environ) or remembered()
    except EngineNotFound:  # a context that is not there
        return None


def _demanded(env: Mapping[str, str]) -> Engine | None:
    if env.get("DOCKER_HOST"):
        return Engine(env["DOCKER_HOST"], "DOCKER_HOST")
    name = env.get("DOCKER_CONTEXT") or contexts.DEFAULT
    return None if name == contexts.DEFAULT else contexts.engine(name, env)


def _candidates(env: Mapping[str, str]) -> Iterator[Engine]:
    """Engines that may be there; files that do not exist are left out, except the default socket."""
    private = remembered()
    if private:
        yield private
    name = contexts.DEFAULT if env.get("DOCKER_CONTEXT") else contexts.current(env)
    if name != contexts.DEFAULT:
        try:
            yield contexts.engine(name, env)
        except EngineNotFound as error:  # a broken context must not hide a working engine
            log.debug("context: %s", error.what)
    yield Engine("npipe:////./pipe/docker_engine" if os.name == "nt" else DEFAULT, "default")
    for path, origin in _usual_places(env):
        if os.path.exists(path):  # noqa: PTH110  Path.exists raises where a folder may not be read
            yield Engine(f"unix://{path}", origin)


def _usual_places(env: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    home = contexts.home(env)
    runtime = Path(env.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid() if hasattr(os, 'getuid') else 0}")
    yield runtime / "docker.sock", "rootless"
    yield home / ".docker/run/docker.sock", "Docker Desktop"  # macOS
    yield home / ".docker/desktop/docker.sock", "Docker Desktop"  # Linux
    yield home / ".colima/default/docker.sock", "Colima"
    yield home / ".orbstack/run/docker.sock", "OrbStack"
    yield home / ".rd/docker.sock", "Rancher Desktop"
    yield runtime / "podman/podman.sock", "Podman"
    yield PODMAN, "Podman"


def _most_telling(failures: list[EngineError]) -> EngineError:
    """One that exists but does not work says more than one that is not there."""
    for error in failures:
        if isinstance(error, EngineDenied) or error.code in THERE:
            return error
    stopped = [error for error in failures if error.code == "engine-stopped"]
    absent = [error for error in failures if error.code == "engine-no-socket"]
    return (stopped or absent or failures)[-1]
