"""The course's own folders in the home and in the checkout."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from helpers import installed, paths
from helpers.course import course
from helpers.engine.root import Root
from helpers.i18n import _
from helpers.images import cache
from helpers.uninstall.steps import Kept, Step, command

# In a folder that COURSE_STATE names there may be other things: of those these are the course's.
OURS = (
    "baseline-*", "journal-*", "seed*", "answers.json*", "earned.json*", "evidence", "mistakes.log*",
    "engine.json*", "engine", "lab.json*", "lab.lock", "lab-open.html", "jupyter", "handouts", "setup.log*",
    "class.json*", "commands.*", "reset.lock", "restart.lock",
)  # fmt: skip
PRIVATE = "engine"  # the private engine's folder in the state


def private_engine() -> Iterator[Step]:
    """The engine of the course alone, with all that is on it."""
    home = paths.state().resolve() / PRIVATE
    if home.is_dir():
        yield Step(
            _("과정의 전용 엔진과 그 안의 모든 것: {path}").format(path=home),
            partial(_remove_engine, home),
            f"sudo {' '.join(_stopping(home))} && sudo rm -rf {home}",
            needs_root=True,
        )


def _stopping(home: Path) -> list[str]:
    """What stops the engine of that folder, for root, who has another home and another PATH."""
    stop = ["-m", "helpers", "engine", "stop", "--remove"]
    return ["env", f"COURSE_STATE={home.parent}", sys.executable, *stop]


def _remove_engine(home: Path, root: Root) -> None:
    command(root, *_stopping(home))
    command(root, "rm", "-rf", "--one-file-system", str(home))


def steps(include_work: bool) -> Iterator[Step | Kept]:
    """Caches and state go; the notebooks only where that was asked for."""
    if cache.folder().is_dir():
        yield _removal(cache.folder())
    if found := _state():
        yield _removal(*found, note=_(", 점수와 질문에 한 답도 여기에 있습니다"))
    notebooks = [paths.work() / lang for lang in course().languages if (paths.work() / lang).is_dir()]
    if notebooks and include_work:
        yield _removal(*notebooks)
    elif notebooks:
        yield Kept(
            _("내 노트북: {path}").format(path=paths.work()),
            _("여기에 답이 있습니다. 함께 지우려면 `course uninstall --work`"),
        )


def _state() -> list[Path]:
    """What of the state is there; the record of what was installed goes last, with its own steps."""
    folder = paths.state()
    if not folder.is_dir():
        return []
    patterns = ("*",) if folder.resolve() in paths.own_states() else OURS
    record = installed.path().name
    return sorted(
        {path for pattern in patterns for path in folder.glob(pattern) if not path.name.startswith(record)}
    )


def _removal(*found: Path, note: str = "") -> Step:
    """Named by the folder itself, or by what several have in common, with how much it holds."""
    size = sum(
        file.lstat().st_size for path in found for file in (path, *path.rglob("*")) if not file.is_dir()
    )
    shown = found[0] if len(found) == 1 else found[0].parent
    return Step(
        _("폴더 {path} ({size:.1f} MB{note})").format(path=shown, size=size / 1e6, note=note),
        partial(_remove, found),
        f"sudo rm -r {' '.join(map(str, found))}",
    )


def _remove(found: Sequence[Path], _root: Root) -> None:
    """Remove them, and their folder if nothing else is in it. Raises OSError."""
    for path in found:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    parent = found[0].parent
    if parent.is_dir() and not any(parent.iterdir()) and parent in (paths.state(), paths.work()):
        parent.rmdir()
