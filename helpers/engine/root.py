"""Doing something as root: being root, or asking for sudo. Never assumed, never silent."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import EngineNotFound
from helpers.i18n import _

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"  # as Debian gives it to root


@dataclass(frozen=True)
class Root:
    """How commands are run as root; `prefix` is empty for root itself."""

    prefix: tuple[str, ...] = ()

    def command(self, argv: Sequence[str], env: Mapping[str, str] | None = None) -> list[str]:
        """`argv` as it is started; `env` is set explicitly because sudo drops what it is given."""
        pairs = {"PATH": PATH, "LC_ALL": "C.UTF-8", **(env or {})}
        return [*self.prefix, "env", *(f"{name}={value}" for name, value in pairs.items()), *argv]

    def run(self, *argv: str) -> subprocess.CompletedProcess[str]:
        """Run it to the end; the caller looks at the exit code."""
        return subprocess.run(self.command(argv), capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def read(self, path: Path) -> str:
        """The text of a small file that only root may read; empty when there is none."""
        return self.run("cat", str(path)).stdout.strip()


def obtain(purpose: str, by_hand: str, *, assume_yes: bool = False) -> Root:
    """Root's rights for `purpose` (a sentence the person is asked about).

    At a terminal sudo is asked about first, unless `assume_yes`. Where nobody can be asked only a
    sudo without password is used. Raises EngineNotFound with `by_hand`, the command to type.
    """
    if os.geteuid() == 0:
        return Root()
    refused = EngineNotFound(
        _("root 권한이 없어서 도커 엔진을 켤 수 없습니다."),
        _("다음을 직접 실행하고 다시 해 보세요: {command}").format(command=by_hand),
        code="no-root",
    )
    if shutil.which("sudo") is None:
        raise refused
    at_terminal = sys.stdin is not None and sys.stdin.isatty()
    if at_terminal and not assume_yes and not _agrees(purpose):
        raise refused
    if _quiet(["sudo", "-n", "true"]):
        return Root(("sudo", "-n"))
    if at_terminal and subprocess.run(["sudo", "-v"]).returncode == 0:
        return Root(("sudo",))
    raise refused


def _agrees(purpose: str) -> bool:
    try:
        answer = input(_("{purpose} sudo를 써도 될까요? [y/N] ").format(purpose=purpose))
    except EOFError:
        return False
    return answer.strip().lower() in ("y", "yes", "예", "네", "ㅛ")  # ㅛ: y typed with the Korean layout on


def _quiet(argv: list[str]) -> bool:
    return subprocess.run(argv, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0
