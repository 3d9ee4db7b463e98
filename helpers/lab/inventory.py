"""What is on an engine: every container, image tag, volume and network with its identity."""

from __future__ import annotations

from typing import Any

import docker

Inventory = dict[str, dict[str, str]]
"""kind -> name -> identity: an id; for a volume, which has none, what the engine says of its creation.

That is no identity in the strict sense: Engine 20.10 reports the time of the last change at the top of
the volume (helpers.lab.ownership).
"""

UNTAGGED = "<none>:<none>"  # what Engine 20.10 lists for an image without a name


def inventory(api: docker.APIClient) -> Inventory:
    """Four list calls; no inspect. Raises what docker-py raises."""
    return {
        "container": {
            name.lstrip("/"): row["Id"]
            for row in api.containers(all=True)
            for name in row["Names"] or []
            if name.count("/") == 1  # links show up as /other/alias
        },
        "image": {
            tag: row["Id"] for row in api.images() for tag in row.get("RepoTags") or [] if tag != UNTAGGED
        },
        "volume": volumes(api),
        "network": {row["Name"]: row["Id"] for row in api.networks()},
    }


def volumes(api: docker.APIClient) -> dict[str, str]:
    """Every volume and its CreatedAt."""
    rows: list[dict[str, Any]] = api.volumes()["Volumes"] or []
    return {row["Name"]: row.get("CreatedAt") or "" for row in rows}


def identities(api: docker.APIClient) -> dict[str, list[str]]:
    """kind -> all ids, of things without a name too: an untagged image, two networks of one name."""
    return {
        "container": sorted(row["Id"] for row in api.containers(all=True)),
        "image": sorted({row["Id"] for row in api.images(all=True)}),
        "network": sorted(row["Id"] for row in api.networks()),
    }
