"""Podman's answers in Docker's words, so that whoever asks an engine need not know which one it is.

Podman 4 and 5 answer Docker's API, with differences. What is here was seen with 5.8 (Debian's package):
another ID in each `info`, names of images in full, no health check of an image, an exit code of what still
runs, ids of images without `sha256:` in events, namespaces of one's own by name, and events of its own:
libpod/events, pkg/domain/entities/events.go. Not told at all: which signal was sent, what exec ran, and
often that there was a `docker stop`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

HEADER = "Libpod-Api-Version"  # in each of its answers
INSPECT = "/v4.0.0/libpod/images/{}/json"  # its own `image inspect`, from version 4 on
ACTIONS = {
    ("container", "remove"): "destroy",
    ("network", "remove"): "destroy",
    ("volume", "remove"): "destroy",
    ("image", "loadfromarchive"): "load",
    ("image", "build"): "tag",
}
OWN_NAMESPACE = {"PidMode": ("private",), "UTSMode": ("private",), "IpcMode": ("private", "shareable")}
KILL, TERM = 9, 15
COMMITTED = 2  # seconds that a commit is told after its image was made; both are rounded

Raw = dict[str, Any]


def familiar(name: str) -> str:
    """An image's name as people write it: without the registry that Podman fills in."""
    for registry in ("docker.io/library/", "docker.io/", "localhost/"):
        if name.startswith(registry):
            return name.removeprefix(registry)
    return name


def info(told: Raw) -> Raw:
    """With an ID that stays: Podman makes up a new one for each answer (pkg/api/handlers/compat/info.go)."""
    where = "\0".join(str(told.get(field) or "") for field in ("Name", "DockerRootDir"))
    return told | {"ID": f"podman-{hashlib.sha256(where.encode()).hexdigest()[:32]}"}


def inspected_image(found: Raw, own: Mapping[str, Any]) -> Raw:
    """An image that was inspected, and what is in Podman's own answer alone."""
    config = dict(found.get("Config") or {})
    if own.get("Healthcheck"):
        config["Healthcheck"] = own["Healthcheck"]
    return image(found) | {"Config": config}


def image(found: Raw) -> Raw:
    """An image of a list, or inspected."""
    names = {
        key: [familiar(str(name)) for name in found[key]]
        for key in ("RepoTags", "RepoDigests")
        if found.get(key)
    }
    return found | names


def step(found: Raw) -> Raw:
    """A line of an image's history; a step without an image of its own is called "missing", as by Docker."""
    identity = str(found.get("Id") or "")
    identity = identity.removeprefix("sha256:") if "missing" in identity else identity
    return found | {"Id": identity, "Tags": [familiar(str(name)) for name in found.get("Tags") or ()] or None}


def container(found: Raw) -> Raw:
    """A container that was inspected: a namespace of its own needs no word."""
    host = dict(found.get("HostConfig") or {})
    for key, own in OWN_NAMESPACE.items():
        if host.get(key) in own:
            host[key] = "private" if key == "IpcMode" else ""
    config = dict(found.get("Config") or {})
    config["Image"] = familiar(str(config.get("Image") or ""))
    return found | {"HostConfig": host, "Config": config}


def running(found: Raw) -> Raw:
    """A program that exec started: it has no exit code while it runs; Podman says 0."""
    return found | {"ExitCode": None} if found.get("Running") else found


def event(raw: Raw) -> Raw:
    """One message of /events."""
    actor = raw.get("Actor")
    actor = actor if isinstance(actor, dict) else {}
    attributes = dict(actor.get("Attributes") or {})
    kind, action, identity = str(raw.get("Type")), str(raw.get("Action")), str(actor.get("ID") or "")
    if kind == "network" and attributes.get("name"):  # connected to: the message is the container's
        attributes["container"], identity = identity, ""
    if action == "health_status":
        action = f"health_status: {attributes.get('health_status', '')}"
    attributes["name"] = _name(kind, attributes)
    if kind in ("image", "volume"):
        identity = identity or attributes["name"]  # of a build the name is the id
    if kind == "image" and action != "pull":
        identity = f"sha256:{identity}"
    return raw | {
        "Type": kind,
        "Action": ACTIONS.get((kind, action), action),
        "Actor": {"ID": identity, "Attributes": attributes},
    }


def _name(kind: str, attributes: Mapping[str, Any]) -> str:
    name = str(attributes.get("network" if kind == "network" else "name") or "")
    return familiar(name) if kind == "image" else name


def story(told: Iterable[Raw]) -> list[Raw]:
    """Everything that happened, with what a message alone does not say: old names, networks' ids, signals."""
    # `delete` is told also of an image that could not be removed; `untag` only where a name is gone
    found = [raw for raw in told if (raw["Type"], raw["Action"]) != ("image", "delete")]
    names: dict[str, str] = {}
    networks: dict[str, str] = {}
    for raw in found:
        actor = raw["Actor"]
        identity, attributes = actor["ID"], actor["Attributes"]
        if raw["Type"] == "container":
            if raw["Action"] == "rename":
                attributes["oldName"] = names.get(identity, "")
            names[identity] = attributes["name"]
        elif raw["Type"] == "network":
            networks[attributes["name"]] = actor["ID"] = identity or networks.get(attributes["name"], "")
    return _with_signals(found)


def with_images(told: Iterable[Raw], images: Iterable[Mapping[str, Any]]) -> None:
    """Gives each `commit` the image that it made, if there is just one of that moment; each build a name."""
    rows = list(images)
    names = {str(row["Id"]): str((row.get("RepoTags") or [""])[0]) for row in rows}
    for raw in told:
        identity, attributes = raw["Actor"]["ID"], raw["Actor"]["Attributes"]
        if (raw["Type"], raw["Action"]) == ("container", "commit"):
            made = [row for row in rows if 0 <= int(raw["time"]) - int(row.get("Created") or 0) <= COMMITTED]
            if len(made) == 1:
                attributes |= {"imageID": made[0]["Id"], "imageRef": names[str(made[0]["Id"])]}
        elif (raw["Type"], raw["Action"]) == ("image", "tag") and attributes["name"] in identity:
            attributes["name"] = names.get(identity, "")


def _with_signals(told: list[Raw]) -> list[Raw]:
    """`stop` begins with a SIGTERM, and what a `kill` sent shows in how the container ended. Of a `stop`
    there may be no word; that its program ended by SIGTERM shows, too."""
    found: list[Raw] = []
    asked: set[str] = set()  # containers that were sent a SIGTERM in this run
    for at, raw in enumerate(told):
        identity, action = raw["Actor"]["ID"], raw["Action"] if raw["Type"] == "container" else ""
        if action == "start":
            asked.discard(identity)
        elif action == "stop" or (action == "die" and identity not in asked and _code(raw) == 128 + TERM):
            found.append(_kill(raw, str(TERM)))
            asked.add(identity)
        elif action == "die" and identity in asked and _code(raw) == 128 + KILL:
            found.append(_kill(raw, str(KILL)))
        elif action == "kill":
            raw = _kill(raw, _ended_by(told[at:], identity))
        found.append(raw)
    return found


def _kill(raw: Raw, signal: str) -> Raw:
    actor = raw["Actor"]
    return raw | {
        "Action": "kill",
        "Actor": actor | {"Attributes": actor["Attributes"] | {"signal": signal}},
    }


def _ended_by(later: Iterable[Mapping[str, Any]], identity: str) -> str:
    """The number of the signal that ended a container next; "" if none did."""
    for raw in later:
        if raw["Actor"]["ID"] == identity and raw["Action"] == "die":
            return str(_code(raw) - 128) if 128 < _code(raw) < 128 + 65 else ""
    return ""


def _code(raw: Mapping[str, Any]) -> int:
    code = str(raw["Actor"]["Attributes"].get("exitCode") or "")
    return int(code) if code.isdigit() else 0
