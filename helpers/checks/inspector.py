"""The questions themselves: each method asks the engine one thing and answers in plain JSON.

Checks do not call these; they speak through Look. Whatever a check can learn of an engine is here, so
that this is also the list of what a recorded result can hold.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import docker
import requests

from helpers.checks import http, layer_files, trial
from helpers.checks.files import Files, in_source
from helpers.checks.inspect_data import ContainerData
from helpers.checks.names import close
from helpers.checks.questions import Answer, Asking, question
from helpers.checks.throwaway import CANNOT_START, NO_END, PROBE_LABEL, PROBE_TIMEOUT, Ran, run, throwaway
from helpers.i18n import _
from helpers.lab import Baseline, Inventory, Journal, Ownership, inventory

UNTOLD = "untold"  # a gap that never closes: Podman does not tell which signals were sent, nor what exec ran
# an image never changes, so what a program of it answers holds for the whole process
_probes: dict[str, Answer] = {}


class Inspector:
    """Asks one engine for one lesson. Without `api` only recorded answers can be had."""

    def __init__(self, api: docker.APIClient | None, lesson: str, asking: Asking):
        if api is not None:
            Baseline.of(api)  # the first meeting decides what was there before the course
        self._api = api
        self.lesson = lesson
        self.asking = asking

    @property
    def api(self) -> docker.APIClient:
        """The engine's client; a recorded result has none, and needs none."""
        assert self._api is not None, "a recorded result does not ask an engine"  # noqa: S101
        return self._api

    # -- the engine -------------------------------------------------------------------------------
    @question()
    def info(self) -> dict[str, Any]:
        """`docker info`."""
        return dict(self.api.info())

    @question()
    def version(self) -> dict[str, Any]:
        """`docker version` of the daemon."""
        return dict(self.api.version())

    @question()
    def events(self) -> list[dict[str, Any]]:
        """The lesson's part of the journal since its last reset, probes left out."""
        events = self._journal.events(self.lesson)
        return [event.json() for event in events if PROBE_LABEL not in event.attributes]

    @question()
    def foreign(self, kind: str, name: str, identity: str) -> list[str] | None:
        """Why a thing is not the learner's, and what to do; None if it is theirs."""
        found = self._ownership.foreign(kind, name, identity)
        return [found.why, found.remedy] if found else None

    @cached_property
    def _ownership(self) -> Ownership:
        return Ownership.of(self.api)

    @question()
    def gap(self) -> bool | str:
        """Whether events of the lesson may have been lost since its last reset; UNTOLD on Podman."""
        if getattr(self.api, "podman", False):
            return UNTOLD
        return self._journal.gap(self.lesson) is not None

    @cached_property
    def _journal(self) -> Journal:
        """With all that the engine had to tell when this look first asked: it is slow to say what time it is."""
        journal = Journal(self.api)
        journal.catch_up()
        return journal

    # -- waiting ----------------------------------------------------------------------------------
    def waiting(self, seconds: float, pause: float) -> Iterator[None]:
        """Rounds of a wait: at least one, then one after each pause until so many seconds have gone.

        Played back it has as many rounds as it had, without the pauses.
        """
        end = time.monotonic() + seconds
        while True:
            yield
            if self._time_is_up(end):
                return
            if self.asking.played is None:
                time.sleep(pause)

    def _time_is_up(self, end: float) -> bool:
        asked = lambda: time.monotonic() > end  # noqa: E731
        return bool(self.asking.answer("time_is_up", [], asked, volatile=True))

    # -- what there is ----------------------------------------------------------------------------
    @question()
    def container(self, name: str) -> dict[str, Any] | None:
        """`docker inspect` of a container."""
        try:
            return dict(self.api.inspect_container(name))
        except docker.errors.NotFound:
            return None

    @question(volatile=True)
    def container_now(self, name: str) -> dict[str, Any] | None:
        """The same, asked anew: for what changes while a check waits."""
        try:
            return dict(self.api.inspect_container(name))
        except docker.errors.NotFound:
            return None

    @question()
    def containers(self, filters: Mapping[str, Any]) -> list[str]:
        """Ids of all containers that fit docker's filters, probes left out."""
        rows = self.api.containers(all=True, filters=dict(filters) or None)
        return [row["Id"] for row in rows if PROBE_LABEL not in (row["Labels"] or {})]

    @question()
    def image(self, reference: str) -> dict[str, Any] | None:
        """`docker image inspect`."""
        try:
            return dict(self.api.inspect_image(reference))
        except docker.errors.NotFound:
            return None

    @question()
    def image_names(self) -> list[str]:
        """Every name with tag that an image has, whoever's it is."""
        return sorted(tag for row in self.api.images() for tag in row["RepoTags"] or () if tag[0] != "<")

    @question()
    def history(self, image: str) -> list[dict[str, Any]]:
        """`docker history`, the newest step first."""
        return list(self.api.history(image))

    @question()
    def volume(self, name: str) -> dict[str, Any] | None:
        """`docker volume inspect`."""
        try:
            return dict(self.api.inspect_volume(name))
        except docker.errors.NotFound:
            return None

    @question()
    def volumes(self) -> list[str]:
        """The names of all volumes."""
        return [str(row["Name"]) for row in self.api.volumes()["Volumes"] or ()]

    @question()
    def network(self, name: str) -> dict[str, Any] | None:
        """`docker network inspect`."""
        try:
            return dict(self.api.inspect_network(name))
        except docker.errors.NotFound:
            return None

    @question()
    def misspelt(self, kind: str, name: str) -> str:
        """What the learner made under nearly that name, for which no lesson asks; "" where nothing is so."""
        there = self._there[kind]
        near = close(name, there)
        return next((found for found in near if not self._ownership.foreign(kind, found, there[found])), "")

    @cached_property
    def _there(self) -> Inventory:
        return inventory(self.api)

    # -- what is inside ---------------------------------------------------------------------------
    @question()
    def diff(self, container: str) -> list[dict[str, Any]]:
        """`docker diff`."""
        return list(self.api.diff(container) or ())

    @question(volatile=True)
    def logs(self, container: str, tail: int, timestamps: bool) -> str:
        """`docker logs`, the last lines."""
        printed: bytes = self.api.logs(container, tail=tail, timestamps=timestamps)
        return printed.decode("utf-8", "replace")

    @question(volatile=True)
    def file(self, container: dict[str, Any], path: str, limit: int) -> str | None:
        """The first `limit` bytes of a file in a container, as base64; None if it is not there."""
        data = self._files(container).read(path, limit)
        return None if data is None else base64.b64encode(data).decode()

    @question(volatile=True)
    def stat(self, container: dict[str, Any], path: str) -> dict[str, Any] | None:
        """Size (bytes), mode and target of a path in a container; None if it is not there."""
        found = self._files(container).stat(path)
        return None if found is None else {"size": found.size, "mode": found.mode, "target": found.target}

    def _files(self, container: dict[str, Any]) -> Files:
        return Files(self.api, ContainerData(container), self.lesson)

    @question(volatile=True)
    def in_volume(self, source: str, argv: Sequence[str]) -> list[Any]:
        """Exit code and output of a busybox program that sees a volume's folder as /mount, read-only."""
        ran = in_source(self.api, source, self.lesson, *argv)
        return [ran.code, ran.said]

    # -- trying things out ------------------------------------------------------------------------
    @question(volatile=True)
    def run_in(self, container: str, argv: Sequence[str]) -> list[Any]:
        """Exit code and output of a program run by `docker exec`; 124 if it neither ends nor prints."""
        made = self.api.exec_create(container, list(argv))
        Journal(self.api).own_exec(made["Id"])
        try:
            output: bytes = self.api.exec_start(made["Id"])
        except requests.ReadTimeout:
            self.api.exec_inspect(made["Id"])  # raises if it is the engine that does not answer
            return [NO_END, _("{seconds}초 안에 끝나지 않았습니다.").format(seconds=self.api.timeout)]
        code = self.api.exec_inspect(made["Id"]).get("ExitCode")
        return [-1 if code is None else int(code), output.decode("utf-8", "replace")]

    @question()
    def probe(self, image: str, argv: Sequence[str], env: Mapping[str, str]) -> list[Any]:
        """Exit code and output of a program in a throwaway container of an image, without network.

        Without `argv` it is what the image runs by itself. 127 and the engine's words if the program
        cannot be started, 124 if it does not end.
        """
        key = repr((self.api.base_url, image, list(argv), sorted(env.items())))
        if key not in _probes:
            with throwaway(self.api, image, argv, self.lesson, env) as made:
                ran = self._ended(made)
                _probes[key] = [ran.code, ran.said]
        return list(_probes[key])

    @question()
    def probe_mounted(
        self, image: str, argv: Sequence[str], env: Mapping[str, str], sources: Mapping[str, str]
    ) -> list[Any]:
        """The same beside folders of the engine's host, read-only: path inside to path on the host."""
        mounts = [
            docker.types.Mount(path, source, "bind", read_only=True) for path, source in sources.items()
        ]
        with throwaway(self.api, image, argv, self.lesson, env, mounts=mounts) as made:
            ran = self._ended(made)
        return [ran.code, ran.said]

    def _ended(self, probe: str) -> Ran:
        try:
            return run(self.api, probe)
        except requests.ConnectionError as error:
            if "timed out" not in str(error):  # docker-py's only sign that wait() took too long
                raise
            return Ran(NO_END, _("{seconds}초 안에 끝나지 않았습니다.").format(seconds=PROBE_TIMEOUT))
        except docker.errors.APIError as error:
            return Ran(CANNOT_START, str(error.explanation))

    @question(volatile=True)
    def http(
        self, container: dict[str, Any], port: int, path: str, form: Mapping[str, str] | None, outside: bool
    ) -> list[Any]:
        """Status and body of a web server: through its published port, or (`outside` false) from beside it."""
        asked = http.ask_published if outside else http.ask_beside
        answer = asked(self.api, ContainerData(container), port, path, form=form, by=self.lesson)
        return [answer.status, answer.body]

    @question()
    def layers(
        self, image: str, patterns: Sequence[str], words: str, fingerprints: bool = False
    ) -> list[dict[str, Any]]:
        """What each layer of an image holds, see helpers.checks.layer_files."""
        return layer_files.read(self.api, image, patterns, words, fingerprints)

    @question()
    def trial(
        self,
        image: str,
        paths: Sequence[str],
        argv: Sequence[str],
        port: int,
        env: Mapping[str, str],
        stop: bool,
    ) -> dict[str, Any]:
        """An image run for a moment, see helpers.checks.trial.run."""
        return trial.run(self.api, image, paths, argv, port, env, stop, self.lesson)

    @question()
    def health(self, image: str, port: int, env: Mapping[str, str]) -> dict[str, int]:
        """What an image's health check finds, see helpers.checks.trial.health."""
        return trial.health(self.api, image, port, env, self.lesson)
