"""The course itself in a pack: its wheel, and what Python runs out of the pack where there is no clone.

A pack is a tar with a small zip file behind its end. tar reads up to its end, Python looks for a zip file
from the end of the file: so `python3 FILE` runs helpers/room/alone.py, and nothing has to be unpacked.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polib

from helpers.errors import CourseError
from helpers.i18n import _
from helpers.paths import LOCALE, ROOT
from helpers.room.alone import LOCK, WORDS

# What the wheel is made of, and no file that is only made while the course is used.
SOURCES = (
    "pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "README.ko.md", "LICENSE", "requirements.txt",
    "requirements-setup.txt", "requirements.lock", "helpers", "labs", "notebooks",
)  # fmt: skip
UNWANTED = shutil.ignore_patterns("__pycache__", "*.pyc", "*.mo", ".ipynb_checkpoints", "*.egg-info")
# What runs before anything is installed: Python's own modules and these.
STARTING = (
    "helpers/__init__.py", "helpers/text.py", "helpers/room/__init__.py", "helpers/room/first.py",
    "helpers/room/alone.py",
)  # fmt: skip
MAIN = """\
import sys

if sys.version_info < (3, 11):
    sys.exit("Python 3.11+ is needed: Python %d.%d" % sys.version_info[:2])
from helpers.room.alone import main

main()
"""
DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip file knows: the same files give the same bytes
EPOCH = "315532800"  # the same day for the wheel (https://reproducible-builds.org/specs/source-date-epoch)


def wheel(folder: Path) -> Path:
    """The wheel of this checkout, built once for the same files. Raises CourseError."""
    place = folder / _digest()
    if not (found := sorted(place.glob("*.whl"))):
        for older in folder.iterdir():
            shutil.rmtree(older)
        with tempfile.TemporaryDirectory(dir=folder) as made:
            source, out = Path(made, "source"), Path(made, "out")
            _copy(source)
            _build(source, out)
            out.replace(place)
        found = sorted(place.glob("*.whl"))
    return found[0]


def end(lock: Path = ROOT / LOCK) -> bytes:
    """The zip file that stands behind the tar, with the lock by which the wheels are judged."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in STARTING}
        texts |= {"__main__.py": MAIN, LOCK: lock.read_text(encoding="utf-8"), WORDS: json.dumps(_words())}
        for name, text in texts.items():
            packed.writestr(zipfile.ZipInfo(name, DAY), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _words() -> dict[str, dict[str, str]]:
    """By language what alone.py says: it runs before anything that could read a catalogue."""
    found: dict[str, dict[str, str]] = {}
    for catalogue in sorted(LOCALE.glob("*/LC_MESSAGES/course.po")):
        entries = polib.pofile(catalogue.read_text(encoding="utf-8"))
        found[catalogue.parent.parent.name] = {
            entry.msgid: entry.msgstr
            for entry in entries
            if entry.translated() and any(file == STARTING[-1] for file, _line in entry.occurrences)
        }
    return found


def _digest() -> str:
    digest = hashlib.sha256()
    for path in _sources():
        told = f"{path.relative_to(ROOT)}\0{os.access(path, os.X_OK)}\0"
        digest.update(told.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    """Every file that the wheel is made of."""
    for name in SOURCES:
        top = ROOT / name
        if top.is_file():
            yield top
        for folder, names, files in os.walk(top):
            unwanted = UNWANTED(folder, [*names, *files])
            names[:] = sorted(set(names) - unwanted)
            yield from (Path(folder, file) for file in sorted(set(files) - unwanted))


def _copy(source: Path) -> None:
    """A build leaves folders of its own beside what it builds."""
    for path in _sources():
        place = source / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)  # a script keeps its right to run


def _build(source: Path, out: Path) -> None:
    uv = Path(sys.executable).with_name("uv")  # one of the locked packages, as setuptools is
    command = [
        str(uv), "build", "--quiet", "--wheel", "--offline", "--no-build-isolation",
        "--python", sys.executable, "--out-dir", str(out), str(source),
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )  # fmt: skip
        reason = (done.stderr.strip().splitlines() or ["?"])[-1] if done.returncode else ""
    except FileNotFoundError as error:
        reason = str(error)
    if reason:
        raise CourseError(
            _("과정의 wheel을 만들지 못했습니다: {reason}").format(reason=reason),
            _("`scripts/setup dev`를 실행하세요."),
            code="room-wheel",
        )
