"""What only the daemon can say: which one it is, what time it has, and what happened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

import docker

from helpers.engine.client import listening
from helpers.engine.identity import identity, is_podman
from helpers.i18n import _
from helpers.waiting import waiting

RING = 256  # events that a daemon keeps (moby, daemon/events, eventsLimit)
PATIENCE = 20.0  # seconds of silence after which a daemon that was asked for the past is given up
# by client, for as long as it is used
_engine_ids: WeakKeyDictionary[docker.APIClient, str] = WeakKeyDictionary()
_datastores: WeakKeyDictionary[docker.APIClient, str] = WeakKeyDictionary()
_STAMP = re.compile(r"(?P<second>.*?)(\.(?P<fraction>\d+))?(?P<zone>Z|[+-]\d\d:\d\d)")


def engine_id(api: docker.APIClient) -> str:
    """What tells this engine from another one; asked once per client, because `info` is slow."""
    known = _engine_ids.get(api)
    if known is None:
        known = "".join(c for c in identity(api.info()) or str(api.base_url) if c.isalnum())
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
    return _clock(api.info())


def _clock(told: Mapping[str, Any]) -> int:
    return nanoseconds(str(told.get("SystemTime") or "")) or 0


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
    told = api.info()
    since = since if since < _clock(told) else 0
    # Podman answers nothing to an `until` that has passed; `stream` is its own
    end = {"stream": "false"} if is_podman(told) else {"until": _written(_clock(told))}
    with (
        waiting(_("도커 엔진에서 지난 일을 읽기를 기다립니다.")),
        listening(api, PATIENCE, since=_written(since), **end) as events,
    ):
        return list(events)


def _written(time: int) -> str:
    return f"{time // 10**9}.{time % 10**9:09d}"
