"""Whose is this thing? The one place that answers it.

Only evidence makes a thing the learner's; a difference to the baseline does not, and without evidence it
is somebody else's, is not graded and not removed. Evidence is what nobody can move:

- container, network: not among the baseline's ids, and made after it by the engine's clock, or its
  `create` is in the journal
- image tag: the journal has the event that gave this name to this id (tag, build, commit and import say
  `tag`; pull says the name, load the id), or the image was made after the baseline (builds by BuildKit
  tell no event on Engine 20.10)
- volume: see helpers.lab.provenance
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import docker

from helpers.i18n import _
from helpers.lab import daemon
from helpers.lab.baseline import Baseline
from helpers.lab.events import Event
from helpers.lab.journal import Journal
from helpers.lab.provenance import OWN, UNSURE, Volumes, volumes_of

PREDEFINED = ("bridge", "host", "none")
LATE = 2 * 10**9  # ns that a volume's event may come after what it tells; CreatedAt has whole seconds


@dataclass(frozen=True)
class Foreign:
    """Why a thing is not taken as the learner's, and what a learner can do; both translated.

    `code` is `before` (it was there before the course) or `unproven`.
    """

    code: str
    why: str
    remedy: str


class Ownership:
    """Answers for one engine at one moment: the journal is read once, when an answer needs it."""

    def __init__(self, api: docker.APIClient, baseline: Baseline):
        self.api = api
        self.baseline = baseline

    @classmethod
    def of(cls, api: docker.APIClient) -> Ownership:
        """For the engine of this client. Raises what docker-py raises, StateError, BusyError."""
        return cls(api, Baseline.of(api))

    def foreign(self, kind: str, name: str, identity: str) -> Foreign | None:
        """None where there is proof that it is the learner's, else the reason.

        `kind`: container, image, volume or network; `identity` as in helpers.lab.inventory. Raises what
        docker-py raises, StateError, BusyError.
        """
        if kind == "volume":
            return self._volume(name, identity)
        if self.baseline.holds(kind, name, identity) or (kind == "network" and name in PREDEFINED):
            return before(kind, name)
        return None if self._proved(kind, name, identity) else unproven(kind, name)

    def taken_over(self, tag: str) -> str | None:
        """The id that an image's name had before the course; None if the name was free."""
        return self.baseline.things["image"].get(tag)

    @cached_property
    def _events(self) -> list[Event]:
        journal = Journal(self.api)
        journal.catch_up()
        return journal.notes_and_events()

    @cached_property
    def _volumes(self) -> Volumes:
        return volumes_of(self.baseline, self._events, daemon.tells_only_new_volumes(self.api))

    def _proved(self, kind: str, name: str, identity: str) -> bool:
        """The engine is asked for what is new only where what is written down already is no proof."""
        told = self._named if kind == "image" else self._created
        return (
            told(Journal(self.api).notes_and_events(), kind, name, identity)
            or self._later(kind, identity)
            or told(self._events, kind, name, identity)
        )

    def _created(self, events: list[Event], kind: str, _name: str, identity: str) -> bool:
        """A container or network whose making was told."""
        return any((event.kind, event.action, event.id) == (kind, "create", identity) for event in events)

    def _named(self, events: list[Event], _kind: str, tag: str, identity: str) -> bool:
        """An image of which was told that it was given this name after the baseline."""
        free = self.taken_over(tag) is None
        return any(
            (event.action, event.id, event.name) == ("tag", identity, tag)
            or (event.action, event.id) == ("pull", tag)
            or (free and (event.action, event.id) == ("load", identity))
            for event in events
            if event.kind == "image"
        )

    def _volume(self, name: str, created_at: str) -> Foreign | None:
        whose = self._volumes.whose.get(name)
        if whose == OWN:
            # what is newer proves nothing; what is older than its own event is another volume
            made = daemon.nanoseconds(created_at)
            older = made is not None and made < self._volumes.created.get(name, 0) - LATE
            return unproven("volume", name) if older else None
        if whose == UNSURE:
            return Foreign(
                "unproven",
                _(
                    "볼륨 {name}: 엔진의 기록이 중간에 끊겨서, 과정에서 만든 볼륨인지 알 수 없습니다. "
                    "그래서 건드리지 않습니다."
                ).format(name=name),
                _remake(name),
            )
        return unproven("volume", name) if whose is None else before("volume", name)

    def _later(self, kind: str, identity: str) -> bool:
        """Whether it was made after the baseline, by the engine's clock."""
        if identity in self.baseline.ids.get(kind, ()):
            return False
        inspect: dict[str, Callable[[str], dict[str, Any]]] = {
            "container": self.api.inspect_container,
            "image": self.api.inspect_image,
            "network": self.api.inspect_network,
        }
        made = daemon.nanoseconds(str(inspect[kind](identity).get("Created") or ""))
        return made is not None and made >= self.baseline.time


def before(kind: str, name: str) -> Foreign:
    """It was there before the course."""
    if kind == "container":
        return Foreign(
            "before",
            _("컨테이너 {name}: 과정을 시작하기 전부터 있던 것이라 건드리지 않습니다.").format(name=name),
            _("이름을 비켜 주세요: `docker rename {name} {name}-old`").format(name=name),
        )
    if kind == "image":
        return Foreign(
            "before",
            _("이미지 {name}: 과정을 시작하기 전부터 있던 것이라 건드리지 않습니다.").format(name=name),
            _("다른 태그로 옮겨 주세요: `docker tag {name} {name}-old && docker rmi {name}`").format(
                name=name
            ),
        )
    if kind == "volume":
        return Foreign(
            "before",
            _("볼륨 {name}: 과정을 시작하기 전부터 있던 것이라 건드리지 않습니다.").format(name=name),
            _("볼륨의 이름은 바꿀 수 없습니다. 내용을 다른 볼륨으로 옮기고 지우거나 전용 엔진을 쓰세요."),
        )
    return Foreign(
        "before",
        _("네트워크 {name}: 과정을 시작하기 전부터 있던 것이라 건드리지 않습니다.").format(name=name),
        _("네트워크의 이름은 바꿀 수 없습니다. 전용 엔진을 쓰세요: course lab --private"),
    )


def unproven(kind: str, name: str) -> Foreign:
    """Nothing shows that it was made since the course began."""
    why = {
        "container": _("컨테이너 {name}: 과정을 시작한 뒤에 만들었다는 증거가 없어서 건드리지 않습니다."),
        "image": _("이미지 {name}: 과정을 시작한 뒤에 이 이름을 받았다는 증거가 없어서 건드리지 않습니다."),
        "volume": _("볼륨 {name}: 과정을 시작한 뒤에 만들었다는 증거가 없어서 건드리지 않습니다."),
        "network": _("네트워크 {name}: 과정을 시작한 뒤에 만들었다는 증거가 없어서 건드리지 않습니다."),
    }[kind].format(name=name)
    remedy = {
        "container": _("이름을 비켜 두고 다시 만드세요: `docker rename {name} {name}-old`"),
        "image": _(
            "직접 만든 이미지라면 `docker tag {name} {name}`을 실행하세요. 이름을 준 기록이 남습니다."
        ),
        "network": _("직접 만든 네트워크라면 `docker network rm {name}` 다음에 다시 만드세요."),
    }
    return Foreign("unproven", why, _remake(name) if kind == "volume" else remedy[kind].format(name=name))


def _remake(volume: str) -> str:
    return _(
        "직접 만든 볼륨이라면 필요한 내용을 옮긴 뒤 `docker volume rm {name}`으로 지우고 다시 만드세요."
    ).format(name=volume)
