"""A rehearsal: every lesson solved with nothing but a pack, on an engine that has no network.

On the teacher's own machine, the evening before: a private engine whose way out is shut, the pack's images,
its packages served as in the room. What would be in a learner's way is in the table.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from helpers import images
from helpers.course import Lesson, course
from helpers.course import lesson as find_lesson
from helpers.editions.build import Build, Site
from helpers.engine import Engine, PrivateEngine, plugins
from helpers.errors import CourseError
from helpers.i18n import _, language
from helpers.room import serve, unpack
from helpers.room.manifest import Manifest
from helpers.text import SENTENCE, clean

TIMEOUT = 900  # seconds for one cell
CHECKING = 600  # seconds for all checks of a lesson
Say = Callable[[str], None]


@dataclass(frozen=True)
class Row:
    """A lesson: its points, of how many, seconds, and what a class would meet there."""

    lesson: str
    points: float
    of: float
    seconds: float
    met: tuple[str, ...]


def rehearse(pack: Path, lessons: Sequence[str], folder: Path, say: Say) -> list[Row]:
    """Walk the lessons (all, if none is named) in `folder`, which is empty. Raises CourseError.

    The pack may be made for other machines than this one: only its containers are rehearsed.
    """
    wanted = [find_lesson(name) for name in lessons] or _possible(say)
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")  # the pack only, nothing that this machine has
    taken = unpack.unpack(pack, lambda manifest: _told(manifest, say), anywhere=True)
    say(_("교실 묶음을 풀었습니다 ({seconds:.0f}초).").format(seconds=taken.seconds))
    private = PrivateEngine("course", folder / "engine")
    try:
        engine = private.start()
        shut_in(private)
        for archive in unpack.images().values():
            images.load(engine, images.read(archive))
        Build(Site.here()).write_solved(folder / "solved")
        with serve.serving(engine, unpack.folder() / "mirror"), _recorder(_environment(engine, folder)):
            return list(_walk(wanted, engine, folder, say))
    finally:
        private.stop(remove=True)


def _possible(say: Say) -> list[Lesson]:
    """All lessons but those whose plugin the docker command of this machine lacks; these are said."""
    lacking = {lesson.name: plugins.lacking(lesson) for lesson in course().lessons}
    for name, missing in lacking.items():
        if missing:
            say(
                _("{lesson} 단원은 건너뜁니다. docker 명령의 플러그인이 없습니다: {plugins}").format(
                    lesson=name, plugins=", ".join(missing)
                )
            )
    return [lesson for lesson in course().lessons if not lacking[lesson.name]]


def _told(manifest: Manifest, say: Say) -> None:
    for name in manifest.lacking:
        say(_("들어 있지 않음: {name}").format(name=name))


def shut_in(private: PrivateEngine) -> None:
    """Take the engine's way out away. Raises CourseError when it still has one."""
    found = private.home.read()
    inside = ["nsenter", f"--net=/proc/{found.holder.pid if found else 0}/ns/net"]
    subprocess.run([*inside, "ip", "link", "set", "tap0", "down"], capture_output=True, check=False)
    routes = subprocess.run(
        [*inside, "ip", "route", "show", "default"], capture_output=True, text=True, check=False
    )
    if routes.returncode or routes.stdout.strip():
        raise CourseError(
            _("연습용 엔진의 네트워크를 끄지 못했습니다: {reason}").format(
                reason=routes.stderr.strip() or routes.stdout.strip()
            ),
            _("root로 실행하세요."),
            code="room-rehearsal",
        )


def _walk(wanted: Sequence[Lesson], engine: Engine, folder: Path, say: Say) -> Iterator[Row]:
    env = _environment(engine, folder)
    for lesson in wanted:
        say(_("{lesson} 단원을 풀어 봅니다.").format(lesson=lesson.name))
        began = time.monotonic()
        trouble = _solve(next((folder / "solved" / language()).rglob(f"{lesson.name}.ipynb")), env)
        report = _graded(lesson, env, folder)
        missed = [task for task in report["tasks"] if task["status"] != "passed"]
        met = [f"{task['title']}: {task['message']}" for task in missed]
        yield Row(
            lesson.name,
            report["points"],
            report["max_points"],
            time.monotonic() - began,
            tuple(clean(text, SENTENCE).replace("|", "¦") for text in (*trouble, *met)),
        )


def _environment(engine: Engine, folder: Path) -> dict[str, str]:
    """What JupyterLab would give to the kernels of a learner."""
    return {
        **os.environ,
        **engine.env(),
        "COURSE_LANG": language(),
        "COURSE_STATE": str(folder / "state"),
        "COURSE_WORK": str(folder / "work"),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONWARNINGS": "ignore",
    }


def _solve(notebook: Path, env: Mapping[str, str]) -> list[str]:
    """Run every cell, as a learner does who goes on after a failure; what ended the run, if anything did."""
    book = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        book, timeout=TIMEOUT, kernel_name="python3", allow_errors=True,
        extra_arguments=["--log-level=ERROR"], resources={"metadata": {"path": str(notebook.parent)}},
    )  # fmt: skip
    try:
        client.execute(env=dict(env))
    except (CellTimeoutError, DeadKernelError) as error:
        return [str(error).strip().splitlines()[-1]]
    return []


def _graded(lesson: Lesson, env: Mapping[str, str], folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "helpers", "check", lesson.name, "--json"],
        env=dict(env), cwd=folder, capture_output=True, text=True, timeout=CHECKING,
    )  # fmt: skip
    try:
        report = json.loads(done.stdout)
    except ValueError as error:
        raise CourseError(
            _("{lesson} 단원을 채점하지 못했습니다: {reason}").format(
                lesson=lesson.name, reason=done.stderr.strip()
            ),
            code="room-rehearsal",
        ) from error
    found: dict[str, Any] = report["lessons"][0] if "lessons" in report else report
    return found


@contextmanager
def _recorder(env: Mapping[str, str]) -> Iterator[None]:
    """The journal of the engine's events, as beside JupyterLab."""
    process = subprocess.Popen(
        [sys.executable, "-m", "helpers.lab.record"],
        env=dict(env), stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        process.wait()
