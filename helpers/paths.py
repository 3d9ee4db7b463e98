"""Where things are. One place, so that a test can point the course elsewhere.

The course runs from a checkout, where labs/ and notebooks/ stand at the top, or from an installed
wheel, which carries them inside the package (setup.py puts them there).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from helpers.errors import CourseError

NAME = "docker-course"
ROOT = Path(__file__).resolve().parent.parent  # what `import helpers` finds it in
IS_CHECKOUT = (ROOT / "labs").is_dir()
MATERIAL = ROOT if IS_CHECKOUT else ROOT / "helpers" / "material"  # the same as in setup.py
LABS = MATERIAL / "labs"
NOTEBOOKS = MATERIAL / "notebooks"
LOCALE = LABS / "locale"
# Whether the program was put here out of a room's pack (helpers/room/alone.py), and is not on the PATH.
IS_FROM_PACK = Path(sys.prefix, "pack.stamp").is_file()
_COMMAND = str(Path(sys.prefix, "bin", NAME)) if IS_FROM_PACK else NAME
START = "make lab" if IS_CHECKOUT else _COMMAND  # what a learner types to begin
START_IN_ROOM = (
    "make lab ROOM=FILE" if IS_CHECKOUT else "python3 FILE" if IS_FROM_PACK else f"{NAME} --room FILE"
)
START_AGREED = "make lab ARGS=--yes" if IS_CHECKOUT else f"{_COMMAND} --yes"  # to sudo


def require_checkout(command: str) -> None:
    """Raises CourseError for a command of authors where there are no sources to work on."""
    if not IS_CHECKOUT:
        from helpers.i18n import _  # which looks for its catalogues here

        raise CourseError(
            _("{command}에는 과정의 저장소(checkout)가 필요합니다.").format(command=f"`course {command}`"),
            _("저장소를 복제(git clone)한 폴더에서 `scripts/setup dev`를 실행한 뒤 쓰세요."),
            code="no-checkout",
        )


def state() -> Path:
    """What the course remembers on this machine: chosen engine, baseline, journal (COURSE_STATE)."""
    return Path(os.environ.get("COURSE_STATE") or (ROOT / ".course" if IS_CHECKOUT else user_state()))


def own_states() -> tuple[Path, ...]:
    """The folders for the state that are the course's own; another that COURSE_STATE names may be shared."""
    return ((ROOT / ".course").resolve(), user_state().resolve())


def user_state() -> Path:
    """What the course remembers for this user on this machine, whichever checkout it ran from.

    ~/.local/state/docker-course on Linux (XDG_STATE_HOME is honoured), the platform's place elsewhere.
    """
    import platformdirs  # a checkout needs none

    return platformdirs.user_state_path(NAME, appauthor=False)


def cache() -> Path:
    """What can be made again, for all checkouts of this user (XDG_CACHE_HOME is honoured)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / NAME


def work() -> Path:
    """The learner's own copies of the notebooks (COURSE_WORK): work/, ignored by git, or ~/docker-course."""
    return Path(os.environ.get("COURSE_WORK") or (ROOT / "work" if IS_CHECKOUT else Path.home() / NAME))
