"""Pulling from a registry, with progress, and giving up soon enough to build the image instead."""

from __future__ import annotations

import contextlib
import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping

import docker
import requests
import urllib3
from docker import auth
from docker.errors import DockerException
from docker.utils import parse_repository_tag

from helpers.engine import Engine, explain, probe
from helpers.errors import CourseError, EngineError
from helpers.i18n import _
from helpers.images.failures import of_registry

log = logging.getLogger(__name__)
QUIET = 12.0  # seconds without any progress after which the registry counts as unreachable
EVERY = 2.0  # seconds between two lines of progress
MEGABYTE = 1_000_000
LARGEST = 10**12  # bytes of a layer; a larger number is none
Event = Mapping[str, object]


class PullFailed(Exception):
    """The registry did not give the image; the text says why, in the engine's words."""


def pull(engine: Engine, reference: str, say: Callable[[str], None], quiet: float = QUIET) -> None:
    """Pull `reference`, a line of progress about every two seconds.

    Raises PullFailed when the registry cannot be reached, refuses, or is silent for `quiet`
    seconds; EngineLost when the engine went away; CourseError `disk-full`.
    """
    with follow(engine, reference, quiet) as events:
        for line in progress(events):
            say(line)


@contextlib.contextmanager
def follow(engine: Engine, reference: str, quiet: float = QUIET) -> Iterator[Iterator[Event]]:
    """The engine's own events of a pull. Raises what pull() raises; what the caller raises, too."""
    with contextlib.closing(engine.client()) as client:
        try:
            with _request(client.api, reference, quiet) as response:
                yield _moving(_events(response), quiet)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            if "timed out" in str(error).lower():
                probe.check(engine)  # one that hangs is silent, too: nothing could be built on it
                raise PullFailed(_silent(quiet)) from error
            raise explain(error) from error


def _request(api: docker.APIClient, reference: str, quiet: float) -> requests.Response:
    """What api.pull() sends, but with a limit on silence: docker-py waits for ever there."""
    repository, tag = parse_repository_tag(reference)
    response: requests.Response = api.post(
        f"{api.base_url}/v{api.api_version}/images/create",
        params={"fromImage": repository, "tag": tag or "latest"},
        headers=_credentials(api, repository),
        stream=True,
        timeout=quiet,
    )
    return response


def _credentials(api: docker.APIClient, repository: str) -> dict[str, str]:
    """Those of `docker login`, if any; a credential helper that fails must not stop a public image."""
    try:
        header = auth.get_config_header(api, auth.resolve_repository_name(repository)[0])
    except (DockerException, OSError) as error:
        log.warning("credentials: %s", error)
        header = None
    return {"X-Registry-Auth": header} if isinstance(header, str) else {}


def _events(response: requests.Response) -> Iterator[Event]:
    if not response.ok:
        said = next(_read([response.content]), {})
        raise _sorted_out(str(said.get("message", response.reason)))
    yield from _read(response.iter_lines())


def _read(lines: Iterable[bytes]) -> Iterator[Event]:
    """The lines that are events: something between here and the engine may say other things."""
    for line in lines:
        with contextlib.suppress(ValueError, RecursionError):
            event = json.loads(line)
            if isinstance(event, dict):
                yield event


def _silent(quiet: float) -> str:
    return _("{seconds:.0f}초 동안 아무것도 오지 않았습니다").format(seconds=quiet)


def _moving(events: Iterable[Event], quiet: float) -> Iterator[Event]:
    """The events, as long as some of them are progress: retries and waits are not."""
    last = time.monotonic()
    for event in events:
        if "error" in event:
            raise _sorted_out(str(event["error"]))
        if not str(event.get("status", "")).startswith(("Retrying", "Waiting")):
            last = time.monotonic()
        elif time.monotonic() - last > quiet:
            raise PullFailed(_silent(quiet))
        yield event


def _sorted_out(text: str) -> CourseError | PullFailed:
    """A full disk would also stop a build, and a lost engine everything: those end the attempt."""
    log.debug("pull: %s", text)
    if reason := of_registry(text):
        return PullFailed(reason)
    error = explain(RuntimeError(text))
    if error.code == "disk-full" or isinstance(error, EngineError):
        return error
    return PullFailed(error.what)


def progress(events: Iterable[Event], every: float = EVERY) -> Iterator[str]:
    """Lines for a person from the engine's pull events: megabytes so far, of how many."""
    layers: dict[str, tuple[int, int]] = {}
    said = time.monotonic()
    for event in events:
        detail = event.get("progressDetail")
        if event.get("status") == "Downloading" and isinstance(detail, dict):
            done, total = detail.get("current", 0), detail.get("total")
            if isinstance(done, int) and isinstance(total, int) and 0 < total < LARGEST:
                layers[str(event.get("id"))] = (min(done, total), total)
        if layers and time.monotonic() - said >= every:
            said = time.monotonic()
            yield _line(layers)


def _line(layers: Mapping[str, tuple[int, int]]) -> str:
    done = sum(current for current, _total in layers.values()) / MEGABYTE
    total = sum(whole for _current, whole in layers.values()) / MEGABYTE
    return _("  받는 중: {done:.0f} / {total:.0f} MB").format(done=done, total=total)
