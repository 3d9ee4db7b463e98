"""What a check sees: the engine through the lesson's scope, each thing asked for once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import docker
import requests

from helpers.checks.files import Files, Stat
from helpers.checks.http import Answer, ask
from helpers.checks.things import Change, Container, Image
from helpers.checks.throwaway import PROBE_LABEL, PROBE_TIMEOUT, Ran, run, throwaway
from helpers.checks.verdict import Blocked, NotYet
from helpers.i18n import _
from helpers.lab import Baseline, Event, Journal, Scope

# an image never changes, so its answer holds: image id, program, environment
_probes: dict[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]], Ran] = {}


class Look:
    """One look at the engine for one lesson. Make a new one for each round of grading."""

    def __init__(self, api: docker.APIClient, lesson: str, scope: Scope):
        self.api = api
        self.lesson = lesson
        self.scope = scope
        self.baseline = Baseline.of(api)
        self._containers: dict[str, Container | None] = {}
        self._images: dict[str, Image | None] = {}

    @cached_property
    def info(self) -> dict[str, Any]:
        """What the daemon says of itself and of its host (`docker info`): KernelVersion, NCPU …"""
        found: dict[str, Any] = self.api.info()
        return found

    # -- containers -----------------------------------------------------------------------------
    def find_container(self, name: str) -> Container | None:
        """The container of this name or id, or None."""
        if name not in self._containers:
            try:
                self._containers[name] = Container(self.api.inspect_container(name))
            except docker.errors.NotFound:
                self._containers[name] = None
        return self._containers[name]

    def container(self, name: str) -> Container:
        """The learner's container; NotYet if it is missing, Blocked if it was there before the course."""
        found = self.find_container(name)
        if found is None:
            raise self._absent(name)
        if self.baseline.holds("container", name, found.id):
            raise Blocked(
                _("컨테이너 {name}: 과정을 시작하기 전부터 있던 것이라 건드리지 않습니다.").format(name=name),
                _("이름을 비켜 주세요: `docker rename {name} {name}-old`").format(name=name),
            )
        return found

    def _absent(self, name: str) -> NotYet:
        """A container that is not there; one that was there is told apart from one never made."""
        removed = self.happened("container", "destroy", name)
        hint = (
            _("직접 지웠거나, `--rm` 때문에 끝나자마자 지워졌습니다. `--rm` 없이 다시 만드세요.")
            if removed
            else _("`docker ps -a`로 이름을 확인하세요. 만들 때 `--name {name}` 옵션으로 정합니다.")
        )
        return NotYet(
            _("컨테이너 {name}: 아직 없습니다.").format(name=name),
            expected=_("이름이 {name}인 컨테이너").format(name=name),
            found=_("만들어졌다가 지워졌습니다.") if removed else _("없음"),
            hint=hint.format(name=name),
        )

    # -- images ---------------------------------------------------------------------------------
    def find_image(self, reference: str) -> Image | None:
        """The image of this name or id, or None."""
        if reference not in self._images:
            try:
                self._images[reference] = Image(self.api.inspect_image(reference))
            except docker.errors.NotFound:
                self._images[reference] = None
        return self._images[reference]

    def image(self, reference: str) -> Image:
        """The learner's image; NotYet if it is missing, Blocked if it was there before the course."""
        found = self.find_image(reference)
        if found is None:
            raise NotYet(
                _("이미지 {name}: 아직 없습니다.").format(name=reference),
                expected=_("이름이 {name}인 이미지").format(name=reference),
                found=_("없음"),
                hint=_(
                    "`docker images`로 저장소와 태그를 확인하세요. 없다면 만드는 명령의 오류부터 읽으세요."
                ),
            )
        if self.baseline.holds("image", reference, found.id):
            raise Blocked(
                _("이미지 {name}: 과정을 시작하기 전부터 있던 것이라 건드리지 않습니다.").format(
                    name=reference
                ),
                _("다른 태그로 옮겨 주세요: `docker tag {name} {name}-old && docker rmi {name}`").format(
                    name=reference
                ),
            )
        return found

    def base(self, reference: str) -> Image:
        """A base image of the course; Blocked if it is not on the engine."""
        found = self.find_image(reference)
        if found is None:
            raise Blocked(
                _("기반 이미지 {name}: 엔진에 없습니다.").format(name=reference),
                _("`course images get {name}`으로 받으세요.").format(name=reference),
            )
        return found

    # -- what is inside -------------------------------------------------------------------------
    def diff(self, container: Container) -> list[Change]:
        """`docker diff`: what the container changed against its image."""
        kinds = {0: "C", 1: "A", 2: "D"}
        return [Change(kinds[one["Kind"]], one["Path"]) for one in self.api.diff(container.id) or ()]

    def file(self, container: Container, path: str, limit: int = 1_000_000) -> bytes | None:
        """A file of a container, running or not; None if it is not there. At most `limit` bytes."""
        return self._files(container).read(path, limit)

    def stat(self, container: Container, path: str) -> Stat | None:
        """Size and mode of a path inside a container, running or not; None if it is not there."""
        return self._files(container).stat(path)

    def _files(self, container: Container) -> Files:
        return Files(self.api, container, self.lesson)

    def logs(self, container: Container, tail: int = 200) -> str:
        """The last lines of what a container printed."""
        raw: bytes = self.api.logs(container.id, tail=tail)
        return raw.decode("utf-8", "replace")

    def run_in(self, container: Container, *argv: str) -> Ran:
        """Run a program in a running container, as `docker exec` does."""
        made = self.api.exec_create(container.id, list(argv))
        output: bytes = self.api.exec_start(made["Id"])
        code = self.api.exec_inspect(made["Id"]).get("ExitCode")
        return Ran(-1 if code is None else int(code), output.decode("utf-8", "replace"))

    def http(
        self, container: Container, port: int, path: str = "/", form: Mapping[str, str] | None = None
    ) -> Answer:
        """What the container's web server answers on its own `port`; a `form` is posted. Status 0: nobody."""
        return ask(self.api, container, port, path, form=form, by=self.lesson)

    def history(self, image: Image) -> list[str]:
        """What made each layer and setting of an image, the newest first (`docker history`)."""
        return [str(one.get("CreatedBy") or "") for one in self.api.history(image.id)]

    def probe(self, image: Image, *argv: str) -> Ran:
        """Run a program from an image in a throwaway container without network.

        The answer is remembered by image id. Exit code 127 and the engine's words if the program
        cannot be started at all, 124 if it does not end (as `timeout` says it).
        """
        return self._remembered(image, argv, {})

    def run_default(self, image: Image, env: Mapping[str, str] | None = None) -> Ran:
        """Run what the image runs by itself (ENTRYPOINT and CMD), as `probe` does; `env` as with -e."""
        return self._remembered(image, (), env or {})

    def _remembered(self, image: Image, argv: tuple[str, ...], env: Mapping[str, str]) -> Ran:
        key = (image.id, argv, tuple(sorted(env.items())))
        if key not in _probes:
            _probes[key] = self._probe(image, argv, env)
        return _probes[key]

    def _probe(self, image: Image, argv: tuple[str, ...], env: Mapping[str, str]) -> Ran:
        with throwaway(self.api, image.id, argv, self.lesson, env) as made:
            return self._ended(made)

    def _ended(self, probe: str) -> Ran:
        try:
            return run(self.api, probe)
        except requests.ConnectionError as error:
            if "timed out" not in str(error):  # docker-py's only sign that wait() took too long
                raise
            return Ran(124, _("{seconds}초 안에 끝나지 않았습니다.").format(seconds=PROBE_TIMEOUT))
        except docker.errors.APIError as error:
            return Ran(127, str(error.explanation))

    # -- what happened --------------------------------------------------------------------------
    @cached_property
    def events(self) -> list[Event]:
        """The journal of this lesson since its last reset, probes left out."""
        journal = Journal(self.api)
        journal.catch_up()
        return [one for one in journal.events(self.lesson) if PROBE_LABEL not in one.attributes]

    def happened(self, kind: str, action: str, name: str, **attributes: str) -> list[Event]:
        """Events of this kind, action and name (container, image …), oldest first."""
        return [
            one
            for one in self.events
            if (one.kind, one.action, one.name) == (kind, action, name)
            and attributes.items() <= one.attributes.items()
        ]

    def list_containers(self, **filters: Any) -> list[Container]:
        """All containers, stopped ones too, that fit docker's filters; probes left out."""
        rows = self.api.containers(all=True, filters=filters or None)
        found = (self.find_container(row["Id"]) for row in rows if PROBE_LABEL not in (row["Labels"] or {}))
        return [one for one in found if one]
