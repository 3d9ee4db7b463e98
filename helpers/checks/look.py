"""What a check sees: the engine through the lesson's scope. Things come with the demands one can make.

A check reads like what it demands:

    look.container("git-box").made_from("debian:trixie-slim").running()
    look.image("debian:git").builds_on("debian:trixie-slim").runs("git", "--version")
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import docker

from helpers.checks import absent
from helpers.checks.container import Container
from helpers.checks.docker_network import Network
from helpers.checks.history import Life, image_ids, is_id, lives, short_name
from helpers.checks.image import Image
from helpers.checks.inspector import Inspector
from helpers.checks.questions import Asking
from helpers.checks.task_words import Saying
from helpers.checks.throwaway import Ran
from helpers.checks.verdict import Blocked
from helpers.checks.volume import Volume
from helpers.course import course
from helpers.i18n import _
from helpers.lab import Event, Scope


class Look:
    """One look at the engine for one lesson. Make a new one for each round of grading.

    With an `asking` that has recorded answers, `api` may be None.
    """

    def __init__(
        self,
        api: docker.APIClient | None,
        lesson: str,
        scope: Scope,
        asking: Asking | None = None,
        says: Mapping[str, Saying] | None = None,
    ):
        self.lesson = lesson
        self.scope = scope
        self.ask = Inspector(api, lesson, asking or Asking())
        self.named: set[str] = set()  # what the task that is judged asked about, by name
        self.misspelt: set[str] = set()  # what any task asked for and was there under nearly that name
        self._says = says or {}

    def begin(self, task_id: str) -> None:
        """From here on is asked for this task."""
        self.ask.asking.begin(task_id)
        self.named = set()

    def say(self, key: str, **fields: object) -> str:
        """A sentence of the lesson's own by its key, for the hint of a demand."""
        return _(self._says[key].message).format(**fields)

    # -- things of the learner's --------------------------------------------------------------------
    def container(self, name: str) -> Container:
        """The learner's container; NotYet if it is missing, Blocked if it is somebody else's."""
        found = self.find_container(name)
        if found is None:
            raise absent.container(self, name)
        self._own("container", name, found.id)
        return found

    def image(self, reference: str, hint: str = "") -> Image:
        """The learner's image; NotYet if it is missing, Blocked if it is somebody else's."""
        found = self.find_image(reference)
        if found is None:
            raise absent.image(self, reference, hint)
        self._own("image", reference, found.id)
        return found

    def volume(self, name: str) -> Volume:
        """The learner's volume; NotYet if it is missing, Blocked if it is somebody else's."""
        found = self.find_volume(name)
        if found is None:
            raise absent.volume(self, name)
        self._own("volume", name, found.created)
        return found

    def network(self, name: str) -> Network:
        """The learner's network; NotYet if it is missing, Blocked if it is somebody else's."""
        raw = self.ask.network(name)
        if raw is None:
            raise absent.network(self, name)
        self._own("network", name, str(raw["Id"]))
        return Network(raw, self)

    def base(self, reference: str) -> Image:
        """A base image of the course, or one that an earlier lesson made; Blocked if it is not on the engine."""
        found = self.find_image(reference)
        if found is None and any(reference in lesson.images for lesson in course().lessons):
            raise Blocked(
                _("기반 이미지 {name}: 엔진에 없습니다.").format(name=reference),
                _("`course images get {name}`으로 받으세요.").format(name=reference),
            )
        if found is None:
            raise Blocked(
                _("이미지 {name}: 엔진에 없습니다.").format(name=reference),
                _("앞 단원에서 만든 이미지입니다. 이 단원의 앞쪽에 그 이미지를 다시 만드는 셀이 있습니다."),
            )
        return found

    def any_image(self, reference: str) -> Image:
        """A base image, or one that the lesson makes."""
        return self.image(reference) if reference in self.scope.names("image") else self.base(reference)

    # -- whatever is there ------------------------------------------------------------------------
    def find_container(self, name: str) -> Container | None:
        """The container of this name or id, whoever's it is, or None."""
        self.named.add(name)
        raw = self.ask.container(name)
        return Container(raw, self) if raw else None

    def find_image(self, reference: str) -> Image | None:
        """The image of this name or id, whoever's it is, or None."""
        self.named.add(reference)
        raw = self.ask.image(reference)
        return Image(raw, self, reference) if raw else None

    def find_volume(self, name: str) -> Volume | None:
        """The volume of this name, whoever's it is, or None."""
        self.named.add(name)
        raw = self.ask.volume(name)
        return Volume(raw, self) if raw else None

    def list_containers(self, **filters: Any) -> list[Container]:
        """All containers, stopped ones too, that fit docker's filters; probes left out."""
        found = (self.find_container(identity) for identity in self.ask.containers(filters))
        return [container for container in found if container]

    @property
    def info(self) -> dict[str, Any]:
        """What the daemon says of itself and of its host (`docker info`): KernelVersion, NCPU …"""
        return self.ask.info()

    # -- what happened ----------------------------------------------------------------------------
    @property
    def events(self) -> list[Event]:
        """The journal of this lesson since its last reset, probes left out, oldest first."""
        self.ask.events()  # each task asks, though the answer is known: it belongs to its evidence
        return self._events

    @cached_property
    def _events(self) -> list[Event]:
        return sorted((Event(**raw) for raw in self.ask.events()), key=lambda event: event.time)

    def happened(self, kind: str, action: str, name: str, **attributes: str) -> list[Event]:
        """Events of this kind, action and name (container, image …), oldest first."""
        self.named.add(name)
        return [
            event
            for event in self.events
            if (event.kind, event.action, event.name) == (kind, action, name)
            and attributes.items() <= event.attributes.items()
        ]

    @property
    def lives(self) -> dict[str, Life]:
        """What happened to each container, by id."""
        self.ask.events()
        return self._lives

    @cached_property
    def _lives(self) -> dict[str, Life]:
        return lives(self._events)

    def life(self, identity: str) -> Life:
        """What happened to the container of this id."""
        return self.lives.get(identity, Life(identity, ()))

    def lives_of(self, name: str) -> list[Life]:
        """The lives of every container that was made under this name or renamed to it, the oldest first."""
        self.named.add(name)
        found = {event.id: None for event in self.events if (event.kind, event.name) == ("container", name)}
        return [self.life(identity) for identity in found]

    def image_ids(self, reference: str) -> set[str]:
        """Every id that this name has had, so far as the journal and the engine know."""
        self.ask.events()
        known = set(self._image_ids.get(short_name(reference), set()))
        found = self.find_image(reference)
        return known | ({found.id} if found else set())

    def came_from(self, life: Life, reference: str) -> bool:
        """Whether a container, gone or not, was made from this image, by whatever name or id it was called."""
        called = life.image
        if not called:
            return False
        if short_name(called) == short_name(reference):
            return True
        wanted = self.image_ids(reference)
        if is_id(called):
            digits = called.removeprefix("sha256:")
            if any(identity.removeprefix("sha256:").startswith(digits) for identity in wanted):
                return True
        return bool(self.image_ids(called) & wanted)

    @cached_property
    def _image_ids(self) -> dict[str, set[str]]:
        return image_ids(self._events)

    def _own(self, kind: str, name: str, identity: str) -> None:
        """Blocked unless there is proof that the thing is the learner's."""
        if foreign := self.ask.foreign(kind, name, identity):
            raise Blocked(*foreign)

    # -- trying things out ------------------------------------------------------------------------
    def run(self, image: Image, *argv: str, env: dict[str, str] | None = None) -> Ran:
        """Run a program from an image in a throwaway container without network; without one, its own.

        127 and the engine's words if the program cannot be started, 124 if it does not end.
        """
        return Ran(*self.ask.probe(image.id, list(argv), env or {}))
