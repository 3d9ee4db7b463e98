"""What a hand-in must not carry away: values of secrets, and what is on the engine beside the lessons.

A check may have looked at things that are not the learner's work (which containers use an image, what the
engine's proxy is). Of those stays what a check can ask for; names, labels, environment and arguments go.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from helpers.checks.history import short_name
from helpers.checks.questions import Evidence
from helpers.grading.redact import MASK, masked

_ATTRIBUTES = ("exitCode", "signal", "execID", "container", "type", "driver", "propagation", "read/write")
_PROXIES = ("HttpProxy", "HttpsProxy", "NoProxy")


def without_others(evidence: Evidence, known: frozenset[str], keep: Iterable[str] = ()) -> Evidence:
    """The answers without what is on the engine beside the lessons, and without secrets.

    A question may hold an answer that was given before (a container); it changes in the same way.
    """
    own = tuple(keep)
    cleaned = {}
    for question, answer in evidence.items():
        at = question.index("[")
        name, *arguments = json.loads(question[at:])
        asked = [_container(entry, known, own) if _is_container(entry) else entry for entry in arguments]
        key = json.dumps([name, *asked], ensure_ascii=False, sort_keys=True)
        cleaned[question[:at] + key] = _answer(name, answer, known, own)
    return cleaned


def _is_container(argument: Any) -> bool:
    return isinstance(argument, dict) and "HostConfig" in argument and "Config" in argument


def _answer(name: str, answer: Any, known: frozenset[str], keep: tuple[str, ...]) -> Any:
    if name == "info" and isinstance(answer, dict):
        return {key: (bool(value) and MASK) if key in _PROXIES else value for key, value in answer.items()}
    if name == "image_names" and isinstance(answer, list):
        return [entry for entry in answer if short_name(entry) in known]
    if name == "volumes" and isinstance(answer, list):
        return [entry if entry in known else _other(entry) for entry in answer]
    if name == "events" and isinstance(answer, list):
        return events(answer, known, keep)
    if name in ("container", "container_now") and isinstance(answer, dict):
        return _container(answer, known, keep)
    return _texts(answer, keep)


def _container(found: dict[str, Any], known: frozenset[str], keep: tuple[str, ...]) -> dict[str, Any]:
    """A container of the lessons as it is, but for secrets; any other with no name, label or environment."""
    if str(found.get("Name", "")).lstrip("/") in known or _image_of(found) in known:
        return dict(_texts(found, keep))
    config = found.get("Config") if isinstance(found.get("Config"), dict) else {}
    hidden: dict[str, Any] = {
        "Env": [],
        "Labels": {},
        "Cmd": None,
        "Entrypoint": None,
        "Hostname": "",
        "Image": "",
    }
    return found | {
        "Name": "/" + _other(str(found.get("Name"))),
        "Args": [],
        "Path": "",
        "LogPath": "",
        "Config": dict(config or {}) | hidden,
        "Mounts": [_mount(entry, known) for entry in found.get("Mounts") or () if isinstance(entry, dict)],
        "HostConfig": {},
    }


def _mount(entry: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    return entry if entry.get("Name") in known else {"Type": entry.get("Type"), "Destination": ""}


def _image_of(found: Mapping[str, Any]) -> str:
    config = found.get("Config")
    return short_name(str(config.get("Image", ""))) if isinstance(config, dict) else ""


def events(rows: list[Any], known: frozenset[str], keep: tuple[str, ...]) -> list[Any]:
    """Events of the lessons' things as they are; of others the kind, the time and the id."""
    own = {
        row["id"]
        for row in rows
        if row["kind"] == "container"
        and (row["name"] in known or short_name(row["attributes"].get("image", "")) in known)
    }
    return [_texts(row, keep) if _concerns(row, known, own) else _bare(row) for row in rows]


def _concerns(row: Mapping[str, Any], known: frozenset[str], own: set[str]) -> bool:
    attributes = row["attributes"]
    return bool(
        row["id"] in own
        or attributes.get("container") in own
        or row["name"] in known
        or short_name(row["name"]) in known
        or short_name(row["id"]) in known
        # an image without a name: by its id alone
        or (row["kind"] == "image" and row["name"].startswith("sha256:"))
    )


def _bare(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in row["attributes"].items() if key in _ATTRIBUTES}
    name = _other(row["name"])
    identity = row["id"] if re.fullmatch(r"(sha256:)?[0-9a-f]{64}", row["id"]) else _other(row["id"])
    return {**row, "id": identity, "name": name, "attributes": kept | {"name": name}}


def _other(name: str) -> str:
    """What stands for a name that is nobody's business: the same each time, and not to be guessed."""
    return f"other-{hashlib.sha256(name.encode()).hexdigest()[:8]}" if name else ""


def _texts(answer: Any, keep: tuple[str, ...]) -> Any:
    """Every text of an answer, masked."""
    if isinstance(answer, str):
        return masked(answer, keep) if len(answer) < 200_000 else answer
    if isinstance(answer, list):
        return [_texts(entry, keep) for entry in answer]
    if isinstance(answer, dict):
        return {key: _texts(value, keep) for key, value in answer.items()}
    return answer
