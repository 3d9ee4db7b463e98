"""Which engine it is, by what `docker info` says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

BUILDAH = "BuildahVersion"  # in Podman's answer only: it builds with Buildah
# the docker command's `info --format` for what identity() reads
FIELDS = ("ID", "Name", "DockerRootDir")


def is_podman(told: Mapping[str, Any]) -> bool:
    """Whether this answer is Podman's, which speaks Docker's API."""
    return BUILDAH in told


def identity(told: Mapping[str, Any]) -> str:
    """What tells this engine from another one; "" where it does not say.

    Podman makes up a new ID for each answer (5.8, pkg/api/handlers/compat/info.go): there it is the host
    and the folder of its data.
    """
    if not is_podman(told):
        return str(told.get("ID") or "")
    where = "\0".join(str(told.get(field) or "") for field in FIELDS[1:])
    return f"podman-{hashlib.sha256(where.encode()).hexdigest()[:32]}"
