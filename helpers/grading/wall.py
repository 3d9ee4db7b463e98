"""Where a replay runs: one small interface, so that what keeps submissions from the machine can be exchanged.

A wall hands out guests: a fresh engine each, on which nothing is but the course's images, and a place in
which a submission's commands run. Whoever has a rootful engine is root on its kernel, so a real wall is
another kernel (a virtual machine, User Mode Linux) in which engine *and* commands run; only the engine's
socket is reached from outside, and judging happens there. A wall must:

- show by `why_not()` that it works here, by having booted and not by what is installed;
- give each guest no way to this machine: no host loopback, no host file system, a user and a root of its
  own, limits of memory, processes, disk and time that are set from outside;
- leave nothing when a guest is left, also after a kill.

`Trusting` is no wall: the private engine and the commands run on this machine, as root.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from helpers import images
from helpers.checks.http import from_network
from helpers.engine import Engine
from helpers.engine.private import PrivateEngine, missing
from helpers.waiting import Say

NAME = "replay"
SHORTEST_PATH = "/var/tmp"  # noqa: S108  an engine's socket has 107 bytes, and /tmp may be in memory


def silent(_line: str) -> None:
    """For who does not want to hear."""


class Guest(Protocol):
    """One fresh engine and a folder beside it."""

    @property
    def engine(self) -> Engine:
        """The engine, as it is reached from where judging happens."""

    def put(self, files: Mapping[str, bytes]) -> None:
        """Files into the guest's folder; names are relative to it, and what begins with #! can be executed."""

    def run(self, script: str, folder: str, environ: Mapping[str, str], seconds: float) -> int:
        """Run a script by bash in a folder below; its exit code, 124 if it was ended after so many seconds."""

    def fetch(self, host: str, port: int, request: str) -> bytes:
        """What a server says to a request from the engine's host; b"" where nobody answers."""


class Wall(Protocol):
    """What keeps a replay from this machine."""

    name: str

    def why_not(self, say: Say = silent) -> str:
        """A sentence why it cannot be used here, "" if it can; `say` hears what takes long to find out."""

    def guest(self) -> AbstractContextManager[Guest]:
        """A guest for the length of the block. Raises CourseError when it does not come up."""


class Trusting:
    """No wall at all: for submissions that one would run by hand as root."""

    name = "none"

    def why_not(self, say: Say = silent) -> str:
        """What a private engine lacks here."""
        return ", ".join(sorted(set(missing().values()))) if os.geteuid() == 0 else "root"

    @contextlib.contextmanager
    def guest(self) -> Iterator[Guest]:
        """A private engine, removed with all that was made on it."""
        import resource  # not on every system; an engine of one's own is on Linux only

        home = Path(tempfile.mkdtemp(prefix="replay-", dir=SHORTEST_PATH))
        engine = PrivateEngine(NAME, home / "e")
        # an engine reserves more addresses than judging may have
        resource.setrlimit(resource.RLIMIT_AS, (resource.getrlimit(resource.RLIMIT_AS)[1],) * 2)
        try:
            images.seed(engine.start())
            yield _Here(engine, home / "work")
        finally:
            engine.stop(remove=True)
            shutil.rmtree(home, ignore_errors=True)


class _Here:
    """A guest of Trusting."""

    def __init__(self, engine: PrivateEngine, folder: Path):
        self._engine, self._folder = engine, folder
        folder.mkdir(mode=0o700)

    @property
    def engine(self) -> Engine:
        return self._engine.engine

    def put(self, files: Mapping[str, bytes]) -> None:
        for name, body in files.items():
            path = (self._folder / name).resolve()
            if path.is_relative_to(self._folder.resolve()):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(body)
                path.chmod(0o755 if body.startswith(b"#!") else 0o644)

    def run(self, script: str, folder: str, environ: Mapping[str, str], seconds: float) -> int:
        where = (self._folder / folder).resolve()
        where = where if where.is_dir() and where.is_relative_to(self._folder.resolve()) else self._folder
        process = subprocess.Popen(
            ["bash", "-c", script],
            cwd=where,
            env={**_plain_environment(), **environ, "DOCKER_HOST": self.engine.url},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return 124
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def fetch(self, host: str, port: int, request: str) -> bytes:
        with contextlib.closing(self.engine.client()) as client:
            return from_network(client.api, "host", host, port, request, NAME)


def _plain_environment() -> dict[str, str]:
    """What a shell needs and nothing of the teacher's."""
    return {
        name: os.environ[name] for name in ("PATH", "HOME", "LANG", "DOCKER_CONFIG") if name in os.environ
    }
