"""The group whose members may use the system's engine: entered, and in force without a new login.

Groups are given to a process when somebody logs in. So `course lab` starts itself again as the same
user with the groups that the system knows by then; JupyterLab, its terminals and kernels have them too.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence

from helpers import installed
from helpers.engine.root import PATH, Root, user
from helpers.errors import EngineNotFound
from helpers.i18n import _

NAME = "docker"  # the socket belongs to it, in Debian's packages and in Docker's own
AGAIN = "COURSE_GROUP_ENTERED"  # set for the second start, which must not start a third


def in_force() -> bool:
    """Whether this process may use a socket of the group; root may anyhow."""
    return os.geteuid() == 0 or _number() in os.getgroups()


def is_member() -> bool:
    """Whether the system lists this user in the group, from the next login on at the latest."""
    import grp

    try:
        return user() in grp.getgrnam(NAME).gr_mem
    except KeyError:
        return False


def join(root: Root) -> None:
    """Put this user into the group, made first where the engine's package has not made it yet.

    Raises EngineNotFound `group-failed` with what the system said.
    """
    member = is_member()
    for command in (["groupadd", "--force", "--system", NAME], ["usermod", "-aG", NAME, user()]):
        with installed.noting_group(NAME):
            result = root.run(*command)
        if result.returncode != 0:
            raise EngineNotFound(
                _("{user} 사용자를 docker 그룹에 넣지 못했습니다: {reason}").format(
                    user=user(), reason=(result.stderr.strip().splitlines() or ["?"])[-1]
                ),
                _("직접 실행해 보세요: {command}").format(command=f"sudo {shlex.join(command)}"),
                code="group-failed",
            )
    if not member:
        installed.note_group(user(), NAME)  # `course uninstall` takes it back


def enter(arguments: Sequence[str], root: Root | None = None) -> None:
    """Become `course ARGUMENTS` with the group in force; returns only where that is not possible.

    sg(1) needs no rights for a member, but not every release has it, and not every one's keeps the
    groups there were; then `root` does it.
    """
    if os.environ.get(AGAIN):
        return
    sys.stdout.flush()
    course = [sys.executable, "-m", "helpers", *arguments]
    if _sg_keeps_both():
        os.environ[AGAIN] = "1"
        os.execvp("sg", _by_sg(course))  # noqa: S606
    if root is not None and shutil.which("setpriv", path=PATH):
        os.environ[AGAIN] = "1"
        same = f"--reuid={os.getuid()}", f"--regid={os.getgid()}", "--init-groups"
        kept = "env", f"PATH={os.environ.get('PATH', PATH)}", f"HOME={os.environ.get('HOME', '/')}"
        os.execvp(root.prefix[0], [*root.prefix, "-E", "setpriv", *same, "--", *kept, *course])  # noqa: S606


def _by_sg(command: Sequence[str]) -> list[str]:
    """sg makes the group the one that new files get, so the user's own is put in front again."""
    inner = shlex.join(["sg", _own(), "-c", f"exec {shlex.join(command)}"])
    return ["sg", NAME, "-c", f"exec {inner}"]


def _sg_keeps_both() -> bool:
    """Tried, because releases differ: some forget the first group with the second sg."""
    if not shutil.which("sg") or not _own():
        return False
    try:
        tried = subprocess.run(
            _by_sg(["id", "-nG"]), capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return NAME in tried.stdout.split()


def _number() -> int:
    import grp

    try:
        return grp.getgrnam(NAME).gr_gid
    except KeyError:
        return -1


def _own() -> str:
    import grp

    try:
        return grp.getgrgid(os.getgid()).gr_name
    except KeyError:
        return ""
