"""Which engine the course talks to: the first that answers, in the order a Docker user expects."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from docker.context import ContextAPI

from helpers.engine import probe
from helpers.engine.types import Engine
from helpers.errors import EngineDenied, EngineError, EngineNotFound
from helpers.i18n import _
from helpers.paths import state

Say = Callable[[str], None]
DEFAULT = "unix:///var/run/docker.sock"
log = logging.getLogger(__name__)


def find(say: Say | None = None) -> Engine:
    """The engine to use; `say` hears why a chosen one was passed over.

    DOCKER_HOST and DOCKER_CONTEXT are choices: nothing else is tried. Then the private engine that
    was remembered, the current docker context, the default socket, and the usual places of
    rootless Docker, Docker Desktop and Podman. Raises EngineNotFound, EngineDenied, EngineLost or
    EngineError (too old).
    """
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
    path = state() / "engine.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps({"url": engine.url, "origin": engine.origin}) + "\n", encoding="utf-8")
    fresh.replace(path)  # whole or not at all: another process may be reading


def forget() -> None:
    """Go back to the machine's engine."""
    (state() / "engine.json").unlink(missing_ok=True)


def remembered() -> Engine | None:
    """What remember() wrote; None when there is nothing or it cannot be read."""
    try:
        raw = json.loads((state() / "engine.json").read_text(encoding="utf-8"))
        return Engine(str(raw["url"]), str(raw["origin"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _demanded(env: Mapping[str, str]) -> Engine | None:
    if env.get("DOCKER_HOST"):
        return Engine(env["DOCKER_HOST"], "DOCKER_HOST")
    if env.get("DOCKER_CONTEXT", "default") != "default":
        return _context(env["DOCKER_CONTEXT"])
    return None


def _candidates(env: Mapping[str, str]) -> Iterator[Engine]:
    """Engines that may be there; files that do not exist are left out, except the default socket."""
    private = remembered()
    if private:
        yield private
    if "DOCKER_CONTEXT" not in env:
        try:
            current = _context(None)
        except EngineNotFound as error:  # a broken context must not hide a working engine
            log.debug("context: %s", error.what)
        else:
            if current and current.url != DEFAULT:
                yield current
    yield Engine("npipe:////./pipe/docker_engine" if os.name == "nt" else DEFAULT, "default")
    for path, origin in _usual_places(env):
        if os.path.exists(path):  # noqa: PTH110  Path.exists raises where a folder may not be read
            yield Engine(f"unix://{path}", origin)


def _context(name: str | None) -> Engine | None:
    """The context called `name`, or the current one; None when that is the default."""
    try:
        context = ContextAPI.get_context(name)
    except Exception as error:  # docker-py raises bare Exception for a file it cannot read
        raise EngineNotFound(
            _("docker context를 읽을 수 없습니다: {reason}").format(reason=error),
            _("다음으로 기본값을 고르세요: docker context use default"),
            code="engine-bad-context",
        ) from error
    if context is None or not context.Host:
        raise EngineNotFound(
            _("'{name}'(이)라는 docker context는 없습니다.").format(name=name or ""),
            _("있는 것을 보려면: docker context ls"),
            code="engine-bad-context",
        )
    if context.Name == "default":
        return None
    if context.TLSConfig is not None:
        raise EngineNotFound(
            _("docker context '{name}'은(는) TLS 인증서를 씁니다.").format(name=context.Name),
            _("DOCKER_HOST={url} 과 DOCKER_TLS_VERIFY=1, DOCKER_CERT_PATH를 설정하세요.").format(
                url=context.Host
            ),
            code="engine-tls",
        )
    return Engine(str(context.Host).replace("http+unix://", "unix://"), "context")


def _usual_places(env: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    home = Path(env.get("HOME", "~")).expanduser()
    runtime = Path(env.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid() if hasattr(os, 'getuid') else 0}")
    yield runtime / "docker.sock", "rootless"
    yield home / ".docker/run/docker.sock", "Docker Desktop"  # macOS
    yield home / ".docker/desktop/docker.sock", "Docker Desktop"  # Linux
    yield home / ".colima/default/docker.sock", "Colima"
    yield home / ".orbstack/run/docker.sock", "OrbStack"
    yield home / ".rd/docker.sock", "Rancher Desktop"
    yield runtime / "podman/podman.sock", "Podman"
    yield Path("/run/podman/podman.sock"), "Podman"


def _most_telling(failures: list[EngineError]) -> EngineError:
    """One that exists but does not work says more than one that is not there."""
    for error in failures:
        if isinstance(error, EngineDenied) or error.code in (
            "engine-too-old",
            "engine-timeout",
            "engine-tls",
        ):
            return error
    stopped = [error for error in failures if error.code == "engine-stopped"]
    return (stopped or failures)[-1 if stopped else 0]
