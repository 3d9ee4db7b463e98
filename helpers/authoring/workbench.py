"""Where an author's proof runs: a private engine with the base images, and a learner's folder, both apart
from everything else on the machine."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from helpers import images
from helpers.course import Lesson
from helpers.course import lesson as find_lesson
from helpers.engine import plugins
from helpers.engine.private import PrivateEngine
from helpers.errors import CourseError
from helpers.i18n import _, language
from helpers.images.cache import folder as cache_folder
from helpers.lab import inventory
from helpers.paths import ROOT

NAME = "prove"
PREDEFINED = {"bridge", "host", "none"}
RESULT = "wrong.json"

# A process of its own for each proof: the author has just changed the modules that it imports.
_PROVE = """
import json, sys
from pathlib import Path
from helpers.authoring.prove import Proof
from helpers.editions.workspace import prepare
from helpers.engine import Engine
from helpers.errors import CourseError
lesson, task, url, result = sys.argv[1:]
try:
    proof = Proof(lesson, Engine(url, "private"), prepare("ko"), lambda line: print(line, flush=True))
    wrong = proof.run(task)
    if not task:
        proof.resets()
except CourseError as error:
    wrong = [str(error)]
    print(error, flush=True)
Path(result).write_text(json.dumps(wrong))
"""


class Workbench:
    """As a context manager: the engine runs for the length of the block; its images are kept for the next."""

    def __init__(self, say: Callable[[str], None]):
        self.say = say
        self.engine = PrivateEngine(NAME, cache_folder() / "prove")

    def __enter__(self) -> Self:
        self.say(_("증명에 쓸 전용 엔진을 켭니다."))
        self.engine.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.engine.stop()

    def prove(self, lesson: str, task: str = "") -> list[str]:
        """Prove a lesson, or one task of it, on an engine with nothing but the base images; what is wrong.

        Raises CourseError when the proof cannot run at all.
        """
        _require_plugins(find_lesson(lesson))
        self._clear()
        with tempfile.TemporaryDirectory(prefix="course-prove-") as folder:
            result = Path(folder) / RESULT
            environment = os.environ | {
                "COURSE_STATE": f"{folder}/state",
                "COURSE_WORK": f"{folder}/work",
                "COURSE_LANG": language(),
                "DOCKER_HOST": self.engine.engine.url,
                "PYTHONPATH": str(ROOT),
            }
            done = subprocess.run(
                [sys.executable, "-c", _PROVE, lesson, task, self.engine.engine.url, str(result)],
                env=environment,
                check=False,
            )
            if done.returncode != 0 or not result.exists():
                raise CourseError(
                    _("증명이 끝까지 가지 못했습니다 (종료 코드 {code}).").format(code=done.returncode),
                    _("위의 메시지를 보고 단원의 파일을 고치세요."),
                    code="proof-broken",
                )
            wrong: list[str] = json.loads(result.read_text(encoding="utf-8"))
            return wrong

    def _clear(self) -> None:
        """Everything a proof before has left goes, but for layers that a build finds again; the base comes."""
        with contextlib.closing(self.engine.engine.client()) as client:
            api = client.api
            for row in api.containers(all=True):
                api.remove_container(row["Id"], force=True, v=True)
            now = inventory(api)
            for name in now["volume"]:
                api.remove_volume(name, force=True)
            for name in now["network"].keys() - PREDEFINED:
                api.remove_network(name)
            base = {entry.full_reference for entry in images.catalogue()}
            for tag in now["image"].keys() - base:
                api.remove_image(tag, force=True, noprune=True)
        images.seed(self.engine.engine)


def _require_plugins(lesson: Lesson) -> None:
    if missing := plugins.lacking(lesson):
        raise CourseError(plugins.said(lesson, missing[0]), plugins.remedy(missing[0]), code="no-plugin")
