"""Shut a program in: an empty root with no more than it needs, a user of its own, no capabilities, limits.

    python -m helpers.grading.uml_jail PLAN

Runs as root as the first process of namespaces of its own (unshare) and becomes the program. What gets out
of a guest's kernel is then still an ordinary process that sees a few files and its own namespaces.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

MNT_DETACH = 2  # sys/mount.h
PR_SET_PDEATHSIG, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 24, 38  # linux/prctl.h
LAST_CAPABILITY = Path("/proc/sys/kernel/cap_last_cap")
FEW_OPEN = 4096


@dataclass(frozen=True)
class Jail:
    """What is inside, and what it may take.

    `files` are paths inside and what stands there, read-only but for those in `writable`. `memory` is the
    size of /tmp, in which the memory of a guest lies; `largest` the size of any file; both in bytes.
    """

    root: str
    command: tuple[str, ...]
    files: Mapping[str, str]
    uid: int
    writable: tuple[str, ...] = ()
    memory: int = 1 << 20
    largest: int = 1 << 20
    processes: int = 8
    cgroups: tuple[str, ...] = ()
    network: tuple[str, ...] = ()  # addresses of the loopback, which is up only if there are some

    def text(self) -> str:
        """The argument of the command line."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> Jail:
        """From the argument."""
        raw: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in json.loads(text).items()
        }
        return cls(**raw)


def libraries(program: str) -> tuple[str, ...]:
    """The shared libraries that a program of this machine needs, its loader among them."""
    listed = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    return tuple(re.findall(r"(/\S+)(?= \(0x)", listed))


def enter(jail: Jail) -> None:
    """Become the program. Raises OSError or CalledProcessError; then nothing has been run."""
    for group in jail.cgroups:
        Path(group, "cgroup.procs").write_text("0\n")
    for address in jail.network:
        _run("ip", "address", "add", address, "dev", "lo")
    if jail.network:
        _run("ip", "link", "set", "lo", "up")
    _furnish(jail)
    libc = ctypes.CDLL(None, use_errno=True)
    last = int(LAST_CAPABILITY.read_text())
    os.chdir(jail.root)
    _succeed(libc.pivot_root(b".", b"."))  # the old root lies on top of the new one, see pivot_root(2)
    _succeed(libc.umount2(b".", MNT_DETACH))
    os.chdir("/")
    _limit(jail)
    for capability in range(last + 1):
        _succeed(libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0))
    os.setgroups([])
    os.setresgid(jail.uid, jail.uid, jail.uid)
    os.setresuid(jail.uid, jail.uid, jail.uid)
    _succeed(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _succeed(libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0))  # forgotten by setresuid, so it is last
    os.umask(0)
    os.execve(jail.command[0], jail.command, {"HOME": "/tmp"})  # noqa: S606, S108  a path inside


def _furnish(jail: Jail) -> None:
    """The root: a small tmpfs, what stands in `files`, the processes of this namespace, and /tmp."""
    _run("mount", "--make-rprivate", "/")
    root = Path(jail.root)
    _run("mount", "-t", "tmpfs", "-o", "size=64k,nr_inodes=64,mode=755,nosuid,nodev", "tmpfs", str(root))
    for inside, source in jail.files.items():
        target = root / inside.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if Path(source).is_dir():
            target.mkdir(exist_ok=True)
        else:
            target.touch()
        _run("mount", "--bind", source, str(target))
        ways = "rw" if inside in jail.writable else "ro"
        _run("mount", "-o", f"remount,bind,nosuid,nodev,{ways}", str(target))
    for name in ("proc", "tmp"):
        (root / name).mkdir()
    _run("mount", "-t", "proc", "-o", "nosuid,nodev,noexec,subset=pid", "proc", str(root / "proc"))
    tmp = f"size={jail.memory},nr_inodes=64,mode=700,uid={jail.uid},gid={jail.uid},nosuid,nodev"
    _run("mount", "-t", "tmpfs", "-o", tmp, "tmpfs", str(root / "tmp"))
    _run("mount", "-o", "remount,ro", str(root))


def _limit(jail: Jail) -> None:
    limits = {
        resource.RLIMIT_AS: resource.RLIM_INFINITY,  # who judges has one; memory is limited by size and cgroup
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: jail.largest,
        resource.RLIMIT_NOFILE: FEW_OPEN,
        resource.RLIMIT_NPROC: jail.processes,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for kind, value in limits.items():
        resource.setrlimit(kind, (value, value))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def _succeed(result: int) -> None:
    if result:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


if __name__ == "__main__":
    enter(Jail.of(sys.argv[1]))
