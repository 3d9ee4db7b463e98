"""reveal.js, which shows the slides: fetched once, then put into each page, so that a page is enough.

It comes from the wheel of sphinx-revealjs, which carries reveal.js unchanged: pip is always there,
npm would be hundreds of Debian packages. Only these four files of it are used.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from helpers import atomic
from helpers.errors import CourseError
from helpers.i18n import _

WHEEL = "sphinx-revealjs==3.2.1"
_INSIDE = "sphinx_revealjs/_static/revealjs/"
_FILES = ("dist/reset.css", "dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js")


@dataclass(frozen=True)
class Reveal:
    """The style sheet and the script of a slide show."""

    style: str
    script: str


def reveal(cache: Path) -> Reveal:
    """From the cache, else from PyPI. Raises CourseError if neither has it."""
    folder = cache / WHEEL.replace("==", "-")
    files = [folder / name.replace("/", "-") for name in _FILES]
    if not all(file.exists() for file in files):
        _fetch(folder, files)
    reset, style, script, notes = (file.read_text(encoding="utf-8") for file in files)
    without_maps = [text.partition("\n//# sourceMappingURL=")[0] for text in (script, notes)]
    return Reveal(reset + style, "\n".join(without_maps))


def _fetch(folder: Path, files: list[Path]) -> None:
    with tempfile.TemporaryDirectory(prefix="course-reveal-") as down:
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run(
            [
                *pip,
                "--retries=0",
                "--timeout=5",
                "download",
                "--no-deps",
                "--only-binary=:all:",
                "--dest",
                down,
                WHEEL,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        wheels = list(Path(down).glob("*.whl"))
        if done.returncode or not wheels:
            reason = (done.stderr.strip().splitlines() or [""])[-1]
            raise CourseError(
                _("슬라이드에 쓸 reveal.js를 받지 못했습니다: {reason}").format(reason=reason),
                _("네트워크가 되는 곳에서 `course handouts`를 한 번 실행하면 다음부터는 필요 없습니다."),
                code="no-reveal",
            )
        with zipfile.ZipFile(wheels[0]) as wheel:
            for name, file in zip(_FILES, files, strict=True):
                atomic.write(file, wheel.read(_INSIDE + name))
