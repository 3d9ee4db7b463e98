"""What runs in the foreground of a terminal: a learner who waits for the prompt of a container is told."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psutil

ATTACHED = {"run", "exec", "attach", "start", "logs"}  # commands of docker that can keep a terminal
INTERACTIVE = {"run", "exec", "attach", "start"}


def busy(terminals: Any) -> dict[str, str]:
    """By terminal, what a docker command does with it: "inside" a container, or "waits" for one."""
    found = {}
    for name, terminal in dict(getattr(terminals, "terminals", {})).items():
        state = _state(foreground(terminal.ptyproc))
        if state:
            found[str(name)] = state
    return found


def foreground(pty: Any) -> list[str]:
    """The command line in the foreground of a terminal; empty for the shell itself, or if it is gone."""
    try:
        group = os.tcgetpgrp(pty.fd)
        return [] if group == pty.pid else list(psutil.Process(group).cmdline())
    except (OSError, ValueError, psutil.Error):
        return []


def _state(argv: Iterable[str]) -> str:
    """ "inside": what is typed goes to a program in a container; "waits": nothing that is typed is read."""
    words = list(argv)
    if not words or Path(words[0]).name not in ("docker", "podman"):
        return ""
    rest = [word for word in words[1:] if word != "container"]
    verb = next((word for word in rest if word in ATTACHED), "")
    if not verb:
        return ""
    options = rest[rest.index(verb) + 1 :]
    return "inside" if verb in INTERACTIVE and (verb == "attach" or _interactive(options)) else "waits"


def _interactive(options: list[str]) -> bool:
    """Whether -i or --interactive is among the options that come before the first plain word."""
    for word in options:
        if word in ("--interactive", "--attach", "-a", "-ai", "-ia"):
            return True
        if word.startswith("-") and not word.startswith("--") and "i" in word:
            return True
    return False
