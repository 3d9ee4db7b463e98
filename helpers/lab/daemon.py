"""What only the daemon can say: which one it is, what time it has, and what happened."""

from __future__ import annotations

import re
import time
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

import docker

from helpers.engine import podman
from helpers.engine.client import listening
from helpers.i18n import _
from helpers.waiting import waiting

RING = 256  # events that a daemon keeps (moby, daemon/events, eventsLimit)
LATER = 0.3  # seconds
PATIENCE = 20.0  # seconds of silence after which a daemon that was asked for the past is given up
MAY_HAVE_ENDED = ("start", "kill", "oom", "die")  # the last of these says whether a container runs
# by client, for as long as it is used
_engine_ids: WeakKeyDictionary[docker.APIClient, str] = WeakKeyDictionary()
_datastores: WeakKeyDictionary[docker.APIClient, str] = WeakKeyDictionary()
_STAMP = re.compile(r"(?P<second>.*?)(\.(?P<fraction>\d+))?(?P<zone>Z|[+-]\d\d:\d\d)")


def engine_id(api: docker.APIClient) -> str:
    """What tells this engine from another one; asked once per client, because `info` is slow."""
    known = _engine_ids.get(api)
    if known is None:
        known = "".join(c for c in str(api.info().get("ID") or api.base_url) if c.isalnum())
        _engine_ids[api] = known
    return known


def datastore(api: docker.APIClient) -> str:
    """What tells this engine's data from data made anew below the same engine: its `host` network's id.

    Engine 20.10 keeps its ID outside of the data (/etc/docker/key.json). Networks host and none are made
    once, with the data; bridge is made at each start. Empty where there is no such network (Podman).
    """
    known = _datastores.get(api)
    if known is None:
        known = next((str(row["Id"]) for row in api.networks() if row.get("Name") == "host"), "")
        _datastores[api] = known
    return known


def tells_only_new_volumes(api: docker.APIClient) -> bool:
    """Whether a volume's `create` event means that it was not there: so on 26.1 (API 1.45), not on 20.10."""
    return tuple(map(int, re.findall(r"\d+", str(api.api_version)))) >= (1, 45)


def now(api: docker.APIClient) -> int:
    """The engine's clock, ns since 1970: the only one that its events and its things are stamped with."""
    return nanoseconds(str(api.info().get("SystemTime") or "")) or 0


def nanoseconds(stamp: str) -> int | None:
    """An RFC 3339 time as the engine writes it, in ns since 1970; None if it is none."""
    match = _STAMP.fullmatch(stamp)
    if not match:
        return None
    try:
        second = datetime.fromisoformat(match["second"] + match["zone"].replace("Z", "+00:00"))
        return int(second.timestamp()) * 10**9 + int((match["fraction"] or "")[:9].ljust(9, "0"))
    except ValueError:
        return None


def past(api: docker.APIClient, since: int = 0) -> list[dict[str, Any]]:
    """The events that the daemon still has, oldest first; at most RING. Raises what docker-py raises.

    `since` in ns leaves out what is stamped earlier, and what came before something stamped earlier. One
    in the engine's future (its clock was set back) leaves out nothing.
    """
    if getattr(api, "podman", False):
        return _podmans_past(api)
    until = now(api)
    since = since if since < until else 0
    with (
        waiting(_("도커 엔진에서 지난 일을 읽기를 기다립니다.")),
        listening(api, PATIENCE, since=_written(since), until=_written(until)) as events,
    ):
        return list(events)


def tells_late(api: docker.APIClient, told: list[dict[str, Any]]) -> bool:
    """Whether a container has ended though these events do not say so: asked again, the daemon does.

    `docker stop` and `docker run` return when the container has stopped, and only then the daemon writes
    that down and tells `die` (moby, daemon/monitor.go, handleContainerExit): on a busy disk a moment later.
    An inspect waits until it has.
    """
    last = {
        raw["Actor"]["ID"]: raw["Action"]
        for raw in told
        if raw.get("Type") == "container" and raw["Action"] in MAY_HAVE_ENDED
    }
    return any(action != "die" and _has_ended(api, container) for container, action in last.items())


def _has_ended(api: docker.APIClient, container: str) -> bool:
    try:
        state: dict[str, Any] = api.inspect_container(container).get("State") or {}
    except docker.errors.NotFound:
        return True
    return state.get("Running") is False


def _podmans_past(api: docker.APIClient) -> list[dict[str, Any]]:
    """From the beginning: what one event leaves out an earlier one may say.

    Podman answers nothing to an `until` that has passed, and takes `stream` for it. What became of images
    it writes down a moment later.
    """
    time.sleep(LATER)
    with (
        waiting(_("도커 엔진에서 지난 일을 읽기를 기다립니다.")),
        listening(api, PATIENCE, since=_written(0), stream="false") as events,
    ):
        told = podman.story(events)
    podman.with_images(told, api.images())
    return told


def _written(time: int) -> str:
    return f"{time // 10**9}.{time % 10**9:09d}"
