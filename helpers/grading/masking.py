"""What a hand-in must not carry away: values of secrets, and what is on the engine beside the lessons.

A container is the lessons' by its name, the one it has or one it had; which image it runs says nothing of
whose it is. A check may have looked at others, too (which containers use a volume, what was committed).
Of those stays what a check asks for; names, labels, environment, arguments and mounts go.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from helpers.checks.drawing import WORDS
from helpers.checks.history import is_id, short_name
from helpers.checks.questions import Evidence
from helpers.grading.redact import MASK, masked

_ATTRIBUTES = (
    "exitCode",
    "signal",
    "execID",
    "container",
    "type",
    "driver",
    "propagation",
    "read/write",
    "imageID",
)
_PROXIES = ("HttpProxy", "HttpsProxy", "NoProxy")
_MACHINE = ("ID", "Name", "Labels", "RegistryConfig", "Swarm")  # of `docker info`: whose machine it is
_WHOLE = ("Id", "Created", "Image", "RestartCount", "Platform", "Driver")  # of a container
_STATE = (
    "Status",
    "Running",
    "Paused",
    "Restarting",
    "OOMKilled",
    "Dead",
    "Pid",
    "ExitCode",
    "StartedAt",
    "FinishedAt",
)
_KEY = secrets.token_bytes(16)  # of this process alone: a name that is hidden cannot be found by trying
# a name that lessons draw, if only for another learner: whoever copied one shall be seen
_DRAWN = re.compile(rf"(?:{'|'.join(WORDS)})-[0-9a-f]{{4}}(?![0-9a-f])[\w.-]*")


@dataclass(frozen=True)
class Lessons:
    """What belongs to the lessons: names, values that are no secrets, and containers by id, whose name it was."""

    names: frozenset[str]
    values: tuple[str, ...] = ()
    containers: frozenset[str] = frozenset()

    def has(self, container: Mapping[str, Any]) -> bool:
        """Whether a container has or had a name of the lessons'."""
        return (
            str(container.get("Name", "")).lstrip("/") in self.names or container.get("Id") in self.containers
        )

    def have(self, image: str) -> bool:
        """Whether it is a name of an image of the lessons'."""
        return short_name(image) in self.names


def without_others(evidence: Evidence, known: frozenset[str], keep: Iterable[str] = ()) -> Evidence:
    """The answers without what is on the engine beside the lessons, and without secrets.

    A question may hold an answer that was given before (a container, its name); it changes in the same way.
    """
    rows = next((answer for key, answer in evidence.items() if key.startswith('["events"')), None)
    own = Lessons(known, tuple(keep), _named(rows, known) if isinstance(rows, list) else frozenset())
    cleaned = {}
    for question, answer in evidence.items():
        at = question.index("[")
        name, *arguments = json.loads(question[at:])
        asked = _asked(name, arguments, own)
        key = json.dumps([name, *asked], ensure_ascii=False, sort_keys=True)
        cleaned[question[:at] + key] = _answer(name, arguments, answer, own)
    return cleaned


def _asked(name: str, arguments: list[Any], own: Lessons) -> list[Any]:
    if name == "foreign":
        kind, called, identity = arguments
        return [kind, _alias(kind, called, identity, own), identity]
    return [_container(entry, own) if _is_container(entry) else entry for entry in arguments]


def _alias(kind: str, called: str, identity: str, own: Lessons) -> str:
    """What a thing is called whose owner a check asks for: as in the answer that the check got before."""
    if kind != "container" or own.has({"Name": called, "Id": identity}):
        return called
    return _other(called)


def _is_container(argument: Any) -> bool:
    return isinstance(argument, dict) and "HostConfig" in argument and "Config" in argument


def _answer(name: str, arguments: list[Any], answer: Any, own: Lessons) -> Any:
    if name == "info" and isinstance(answer, dict):
        told = {key: value for key, value in answer.items() if key not in _MACHINE}
        return {key: (bool(value) and MASK) if key in _PROXIES else value for key, value in told.items()}
    if name == "image_names" and isinstance(answer, list):
        return [entry for entry in answer if own.have(entry)]
    if name == "volumes" and isinstance(answer, list):
        return [entry if entry in own.names else _other(entry) for entry in answer]
    if name == "events" and isinstance(answer, list):
        return events(answer, own.names, own.values)
    if name in ("container", "container_now") and isinstance(answer, dict):
        return _container(answer, own)
    if name == "image" and isinstance(answer, dict):
        return _texts(answer | _names(answer, own), own.values)
    if name == "network" and isinstance(answer, dict):
        return _texts(
            answer | {"Containers": {key: {} for key in answer.get("Containers") or ()}}, own.values
        )
    if name == "foreign" and isinstance(answer, list):
        kind, called, identity = arguments
        alias = _alias(kind, called, identity, own)
        return [str(said).replace(called, alias) for said in answer]
    return _texts(answer, own.values)


def _names(image: Mapping[str, Any], own: Lessons) -> dict[str, Any]:
    """An image's names; those that are not the lessons' are as in the events about them."""
    repositories = {name.rpartition(":")[0] for name in own.names}
    tags, digests = (image.get(key) or () for key in ("RepoTags", "RepoDigests"))
    found = []
    for repository, _at, digest in (str(entry).partition("@") for entry in digests):
        known = short_name(repository).rpartition(":")[0] in repositories
        found.append(f"{repository if known else _other(repository)}@{digest}")
    return {
        "RepoTags": [tag if own.have(str(tag)) else _other(str(tag)) for tag in tags],
        "RepoDigests": found,
    }


def _container(found: dict[str, Any], own: Lessons) -> dict[str, Any]:
    """A container of the lessons as it is, but for secrets; of any other its id, its image's and its state."""
    if own.has(found):
        return dict(_texts(found, own.values))
    state, mounts = found.get("State"), found.get("Mounts")
    return {
        **{key: found[key] for key in _WHOLE if key in found},
        "Name": "/" + _other(str(found.get("Name")).lstrip("/")),
        "Path": "",
        "Args": [],
        "State": {key: state[key] for key in _STATE if key in state} if isinstance(state, dict) else {},
        "Config": {"Env": [], "Labels": {}, "Cmd": None, "Entrypoint": None, "Image": ""},
        "HostConfig": _settings(found.get("HostConfig")),
        "Mounts": [_mount(entry, own.names) for entry in mounts or () if isinstance(entry, dict)],
    }


def _settings(host: Any) -> dict[str, Any]:
    """What tells the docker command from a request by hand: what is empty, numbers, and the rights it has."""
    found = host if isinstance(host, dict) else {}
    return {
        key: value
        for key, value in found.items()
        if not value or isinstance(value, (int, float)) or key == "CapAdd"
    }


def _mount(entry: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    named = {"Name": entry["Name"]} if entry.get("Name") in known else {}
    return {"Type": entry.get("Type"), "Destination": "", **named}


def events(rows: list[Any], known: frozenset[str], keep: tuple[str, ...]) -> list[Any]:
    """Events of the lessons' things as they are; of others the kind, the time and the id."""
    own = Lessons(known, keep, _named(rows, known))
    return [_texts(row, keep) if _concerns(row, own) else _bare(row, own) for row in rows]


def _named(rows: list[Any], known: frozenset[str]) -> frozenset[str]:
    """Ids of the containers that had a name of the lessons'."""
    return frozenset(row["id"] for row in rows if row["kind"] == "container" and row["name"] in known)


def _concerns(row: Mapping[str, Any], own: Lessons) -> bool:
    if row["kind"] == "container":
        return row["id"] in own.containers
    if row["kind"] == "image":
        return own.have(row["name"]) or own.have(row["id"])
    return row["attributes"].get("container") in own.containers or row["name"] in own.names


def _bare(row: Mapping[str, Any], own: Lessons) -> dict[str, Any]:
    given = row["attributes"]
    kept = {key: value for key, value in given.items() if key in _ATTRIBUTES}
    kept |= {"image": given["image"]} if is_id(given.get("image", "")) else {}
    kept |= {"imageRef": given["imageRef"]} if own.have(given.get("imageRef", "")) else {}
    name = row["name"] if _is_digest(row["name"]) and row["kind"] == "image" else _other(row["name"])
    identity = row["id"] if _is_digest(row["id"]) else _other(row["id"])
    return {**row, "id": identity, "name": name, "attributes": kept | {"name": name}}


def _is_digest(identity: str) -> bool:
    return bool(re.fullmatch(r"(sha256:)?[0-9a-f]{64}", identity))


def _other(name: str) -> str:
    """What stands for a name that is nobody's business: in one hand-in the same each time."""
    if not name or _DRAWN.fullmatch(name):
        return name
    return f"other-{hashlib.blake2b(name.encode(), key=_KEY, digest_size=4).hexdigest()}"


def _texts(answer: Any, keep: tuple[str, ...]) -> Any:
    """Every text of an answer, masked."""
    if isinstance(answer, str):
        return masked(answer, keep) if len(answer) < 200_000 else answer
    if isinstance(answer, list):
        return [_texts(entry, keep) for entry in answer]
    if isinstance(answer, dict):
        return {key: _texts(value, keep) for key, value in answer.items()}
    return answer
