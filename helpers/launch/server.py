"""The JupyterLab process."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from helpers.atomic import private
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.launch.config import JupyterHome, Settings
from helpers.launch.free_port import HOST
from helpers.launch.session import Running
from helpers.waiting import waiting

PATIENCE = 120.0  # s until it has to answer; usually 3–5
POLL = 0.05


@dataclass
class Server:
    """JupyterLab of this checkout, with `root` as its files and as the terminal's folder."""

    home: JupyterHome
    root: Path
    lang: str
    path: str
    process: subprocess.Popen[bytes] | None = None

    def start(self, port: int, env: Mapping[str, str]) -> Running:
        """Start it on `port` with `env` on top of this environment; returns once it answers.

        Raises CourseError that names the log when it does not come up.
        """
        token = secrets.token_urlsafe(24)
        self.home.write(Settings(self.root, self.lang, port, token, self.path))
        with open(self.home.log, "wb", opener=private) as log:
            # A session of its own: Ctrl-C reaches us alone, and JupyterLab has nobody to ask "y/n?".
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab"],
                cwd=self.root,
                env=environment(os.environ, {**self.home.env(), **env}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        up = Running(f"http://{HOST}:{port}", token, self.path, self.process.pid)
        self._wait(self.process, up)
        return up

    def wait(self) -> int:
        """Until it ends by itself (File → Shut Down); its exit code."""
        return self.process.wait() if self.process else 0

    def stop(self) -> None:
        """End it, its kernels and its terminals; their work is saved by the page as it goes."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        with waiting(_("JupyterLab이 닫히기를 기다립니다.")):
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def _wait(self, process: subprocess.Popen[bytes], up: Running) -> None:
        deadline = time.monotonic() + PATIENCE
        while not up.answers():
            if process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise CourseError(
                    _("JupyterLab이 열리지 않았습니다: {reason}").format(reason=last_line(self.home.log)),
                    _("자세한 내용은 다음 파일에 있습니다: {log}").format(log=self.home.log),
                    code="lab-failed",
                )
            time.sleep(POLL)


def environment(ours: Mapping[str, str], extra: Mapping[str, str]) -> dict[str, str]:
    """What JupyterLab, its kernels and its terminals see: `course` on PATH, and one engine."""
    programs = str(Path(sys.executable).parent)
    rest = ours.get("PATH", os.defpath).split(os.pathsep)
    path = os.pathsep.join([programs, *(folder for folder in rest if folder != programs)])
    # DOCKER_CONTEXT would win over DOCKER_HOST in the docker command.
    kept = {name: value for name, value in ours.items() if name not in ("DOCKER_CONTEXT", "PYTHONHOME")}
    return {**kept, "PATH": path, "TERM": "xterm-256color", **extra}


def last_line(log: Path) -> str:
    """The last line of a log that says something, or a dash."""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    return next((line for line in reversed(lines) if line), "–")
