"""A notebook that a grader executes begins on an engine on which nothing of its lesson is left.

As root on Linux each notebook gets a private engine of its own, made when its first cell opens the
lesson and removed when its kernel has ended, however that ends. Elsewhere the engine in use is taken: what
the lesson's names hold there is reset first, as far as it is proved to be the course's, and one notebook
at a time has the engine.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from helpers import atomic, images
from helpers.checks import load
from helpers.checks.run import connect
from helpers.engine.forward import enter_network
from helpers.engine.private import PrivateEngine, missing
from helpers.engine.private_home import Process
from helpers.errors import BusyError
from helpers.i18n import _
from helpers.images.cache import folder as cache_folder
from helpers.lab import reset
from helpers.lab.state import home as state_home
from helpers.paths import ROOT

EXECUTION = "NBGRADER_EXECUTION"  # nbgrader sets it; "validate" is a learner's own machine and work
NAME = "grading"
OWNER = "owner.lock"  # held by the kernel and its keeper, as long as either lives
SEEDS = "seeds.json"  # beside nbgrader_config.py: whose drawn values are whose
PATIENCE = 1800.0  # seconds for the engine that another notebook has
_begun: list[object] = []  # what has to live as long as this process


def wanted() -> bool:
    """Whether a grader executes this notebook, and nothing was made ready for it yet."""
    return os.environ.get(EXECUTION) == "autograde" and not _begun


def begin(lesson: str) -> str:
    """Make an engine ready for this process and all that it starts; a sentence of what was done.

    Raises CourseError.
    """
    _begun.append(lesson)
    if seed := _seed(Path.cwd()):
        os.environ["COURSE_SEED"] = seed
    if sys.platform.startswith("linux") and os.geteuid() == 0 and not missing():
        return _own_engine()
    return _shared_engine(lesson)


def _own_engine() -> str:
    folder = homes()
    clear_leftovers()
    home = folder / str(os.getpid())
    shutil.rmtree(home, ignore_errors=True)  # a pid comes again
    home.mkdir(mode=0o700)
    owner = (home / OWNER).open("w")
    fcntl.flock(owner, fcntl.LOCK_EX)
    _begun.append(_keeper(home, owner))
    engine = PrivateEngine(NAME, home)
    images.seed(engine.start())
    os.environ["DOCKER_HOST"] = engine.engine.url
    os.environ["COURSE_STATE"] = str(home / "state")
    os.environ.pop("DOCKER_CONTEXT", None)
    if found := engine.home.read():
        # cells reach published ports at 127.0.0.1 as on any machine, and no other engine's
        enter_network(found.init.pid)
    return _("이 노트북만의 도커 엔진에서 채점합니다.")


def _keeper(home: Path, owner: IO[str]) -> subprocess.Popen[bytes]:
    """A process that outlives this one and then removes the engine: a kernel is often killed."""
    plan = json.dumps({"home": str(home), "process": vars(Process.of(os.getpid()))})
    return subprocess.Popen(
        [sys.executable, "-m", "helpers.grading.hermetic", plan],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        pass_fds=[owner.fileno()],
        start_new_session=True,  # who kills the kernel kills its group
    )


def homes() -> Path:
    """Where the engines of notebooks that are being graded live."""
    folder = cache_folder() / "grading"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def clear_leftovers() -> None:
    """Remove engines whose kernel and keeper are gone: after a power cut, say."""
    for home in homes().iterdir():
        # made and not yet locked is a matter of milliseconds
        if time.time() - home.stat().st_mtime < 60 and not (home / "engine.json").exists():
            continue
        with contextlib.suppress(OSError), (home / OWNER).open("r") as owner:
            fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove(home)


def remove(home: Path) -> None:
    """End the engine of a home, and its folder."""
    PrivateEngine(NAME, home).stop(remove=True)
    shutil.rmtree(home, ignore_errors=True)


def _shared_engine(lesson: str) -> str:
    """The engine in use, for this process alone, with nothing left of the lesson."""
    path = state_home() / "grading"
    stack = contextlib.ExitStack()
    try:
        stack.enter_context(atomic.locked(path, print, PATIENCE))
    except BusyError as error:
        raise BusyError(
            _("다른 노트북의 채점이 끝나지 않아 시작할 수 없습니다."),
            _("끝난 뒤에 이 제출물을 다시 채점하세요: nbgrader autograde"),
            code="grading-busy",
        ) from error
    _begun.append(stack)
    spec = load(lesson)
    _done, stayed = reset(connect().api, spec.lesson, spec.scope, lambda thing: None)
    said = [
        _("이 단원의 이름으로 엔진에 남아 있던 것을 지우고 채점합니다."),
        *(entry.why for entry in stayed),
    ]
    return "\n".join(said)


def _seed(cwd: Path) -> str:
    """The seed of the learner whose copy this is: nbgrader executes in autograded/LEARNER/ASSIGNMENT."""
    for folder in cwd.parents:
        try:
            seeds = json.loads((folder / SEEDS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        return str(seeds.get(cwd.parent.name, "")) if isinstance(seeds, dict) else ""
    return ""


def _keep(plan: str) -> None:
    """The keeper: wait for the kernel's end, whatever it is, and clear up."""
    told = json.loads(plan)
    process = Process(**told["process"])
    with contextlib.suppress(ProcessLookupError):
        handle = os.pidfd_open(process.pid)
        if process.alive():  # this very one, and no later process of its number
            select.select([handle], [], [])
    remove(Path(told["home"]))


if __name__ == "__main__":
    _keep(sys.argv[1])
