"""A look at an engine that only a script answers: what a check makes of answers, without an engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from helpers.checks import Blocked, Look, NotYet, Scope
from helpers.checks.questions import Asking
from helpers.checks.task_words import Saying

LESSON = "03_commit_diff"
BASE = "sha256:" + "b" * 64  # of the image that everything is made of
OTHER = "sha256:" + "c" * 64
BOX = "1" * 64  # the id of the container


class Script(Asking):
    """Answers to questions by name: a value, or a function of the question's arguments."""

    def __init__(self, answers: Mapping[str, Any]):
        super().__init__({})  # as one that is played back: nobody waits
        self.script = answers
        self.questions: list[tuple[str, list[Any]]] = []

    def answer(self, question: str, arguments: list[Any], ask: Callable[[], Any], volatile: bool) -> Any:
        self.questions.append((question, arguments))
        answer = self.script[question]
        return answer(*arguments) if callable(answer) else answer


def look(
    *,
    boxes: Mapping[str, dict[str, Any]] | None = None,
    images: Mapping[str, dict[str, Any]] | None = None,
    scope: Scope | None = None,
    says: Mapping[str, Saying] | None = None,
    **answers: Any,
) -> Look:
    """A look that knows these containers (boxes) and images by name; all of them are the learner's."""
    script: dict[str, Any] = {
        "container": (boxes or {}).get,
        "container_now": (boxes or {}).get,
        "image": (images or {"busybox": image(BASE)}).get,
        "image_names": sorted(images or {}),
        "misspelt": "",
        "volume": None,
        "network": None,
        "foreign": None,
        "events": [],
        "time_is_up": True,
        **answers,
    }
    return Look(None, LESSON, scope or Scope(images=("mine:1",)), Script(script), says)


def image(identity: str, *layers: str, **config: Any) -> dict[str, Any]:
    """`docker image inspect` of an image."""
    return {"Id": identity, "RootFS": {"Layers": list(layers)}, "Config": config}


def container(status: str = "running", code: int = 0, **more: Any) -> dict[str, Any]:
    """`docker inspect` of the container `box`."""
    raw: dict[str, Any] = {
        "Id": BOX,
        "Name": "/box",
        "Image": BASE,
        "Path": "sleep",
        "Args": ["100"],
        "Config": {"Image": "busybox"},
        "State": {
            "Status": status,
            "Running": status in ("running", "paused", "restarting"),
            "ExitCode": code,
        },
    }
    for key, value in more.items():
        raw[key] = {**raw[key], **value} if isinstance(raw.get(key), dict) else value
    return raw


def event(time: int, action: str, kind: str = "container", name: str = "box", identity: str = BOX,
          **attributes: str) -> dict[str, Any]:  # fmt: skip
    """One event of the journal as it is recorded."""
    return {
        "time": time, "kind": kind, "action": action, "id": identity, "name": name, "attributes": attributes,
    }  # fmt: skip


def refused(demand: Callable[[], object]) -> NotYet:
    """What a learner is told of a demand that is not met."""
    with pytest.raises(NotYet) as caught:
        demand()
    return caught.value


def blocked(demand: Callable[[], object]) -> Blocked:
    """Why a demand cannot be judged."""
    with pytest.raises(Blocked) as caught:
        demand()
    return caught.value
