"""What is on the engine right now, asked quickly: names to compare a misspelt one with."""

from __future__ import annotations

from helpers.engine.nearest import Here

PATIENCE = 3  # seconds: an explanation must not wait for an engine that is ill


def look() -> Here | None:
    """The names of images and containers on the engine in use; None when it does not answer at once."""
    import docker
    import requests

    from helpers.engine.find import find
    from helpers.errors import EngineError

    try:
        api = find().client(timeout=PATIENCE).api
        try:
            images = [tag for image in api.images() for tag in image["RepoTags"] or ()]
            names = [name.lstrip("/") for box in api.containers(all=True) for name in box["Names"]]
        finally:
            api.close()
    except (EngineError, docker.errors.DockerException, requests.RequestException, OSError):
        return None
    return Here(tuple(images), tuple(names))
