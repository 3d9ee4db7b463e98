"""What is on an engine: every container, image tag, volume and network with its identity."""

from __future__ import annotations

from typing import Any

import docker

Inventory = dict[str, dict[str, str]]
"""kind -> name -> identity (an id; for a volume its creation time, because it has no id)."""


def inventory(api: docker.APIClient) -> Inventory:
    """Four list calls; no inspect. Raises what docker-py raises."""
    volumes: list[dict[str, Any]] = api.volumes()["Volumes"] or []
    return {
        "container": {
            name.lstrip("/"): one["Id"]
            for one in api.containers(all=True)
            for name in one["Names"] or []
            if name.count("/") == 1  # links show up as /other/alias
        },
        "image": {tag: one["Id"] for one in api.images() for tag in one.get("RepoTags") or []},
        "volume": {one["Name"]: one.get("CreatedAt") or "" for one in volumes},
        "network": {one["Name"]: one["Id"] for one in api.networks()},
    }


def engine_id(api: docker.APIClient) -> str:
    """What tells this engine from another one; asked once per client, because `info` is slow."""
    known: str | None = getattr(api, "_course_engine_id", None)
    if known is None:
        known = "".join(c for c in str(api.info().get("ID") or api.base_url) if c.isalnum())
        api._course_engine_id = known
    return known
