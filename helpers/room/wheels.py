"""The Python packages of the lock as wheels for another machine's Python, fetched by pip."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from helpers.errors import CourseError
from helpers.i18n import _
from helpers.paths import ROOT
from helpers.room.target import Target

LOCK = ROOT / "requirements.lock"
ENTRY = re.compile(
    r"^(?P<requirement>[\w.-]+==[^\\\n]+?)\s*\\\n(?P<hashes>(?:\s+--hash=\S+(?:\s*\\)?\n)+)", re.MULTILINE
)


def wanted(lock: str, target: Target) -> str:
    """The entries of a lock that a target installs, with their hashes and without their markers.

    pip would judge the markers by the Python that it runs on itself.
    """
    return "".join(f"{requirement} \\\n{hashes}" for requirement, hashes in _entries(lock, target))


def names(lock: str, target: Target) -> list[str]:
    """What a target installs, as `name==version`."""
    return [requirement for requirement, _hashes in _entries(lock, target)]


def _entries(lock: str, target: Target) -> Iterator[tuple[str, str]]:
    for found in ENTRY.finditer(lock):
        requirement = Requirement(found["requirement"])
        if requirement.marker is None or requirement.marker.evaluate(target.environment):
            yield f"{requirement.name}{requirement.specifier}", found["hashes"]


def fetch(target: Target, folder: Path) -> tuple[str, ...]:
    """Download what the folder lacks; the names of the wheels that the target needs. Raises CourseError.

    A list beside the wheels says which ones the same requirements have given before.
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = wanted(LOCK.read_text(encoding="utf-8"), target)
    listed = folder / f"{hashlib.sha256(f'{target}{text}'.encode()).hexdigest()}.txt"
    if listed.exists() and all((folder / name).exists() for name in listed.read_text().split()):
        return tuple(listed.read_text().split())
    found = _download(text, target, folder)
    listed.write_text("".join(f"{name}\n" for name in found))
    return found


def _download(text: str, target: Target, folder: Path) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        requirements = Path(made) / "requirements.txt"
        requirements.write_text(text, encoding="utf-8")
        machine = target.environment["platform_machine"]
        platforms = [f"manylinux_2_{minor}_{machine}" for minor in range(target.glibc, 4, -1)]
        version = target.environment["python_version"]
        command = [
            *_pip(), "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:",
            "--require-hashes", "--requirement", str(requirements), "--dest", made,
            "--find-links", str(folder), "--implementation=cp", f"--python-version={version}",
            *(f"--platform={name}" for name in (*platforms, f"manylinux2014_{machine}",
                                                f"manylinux2010_{machine}", f"manylinux1_{machine}")),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
            raise CourseError(
                _("Python {version} 패키지를 받지 못했습니다: {reason}").format(
                    version=version, reason=errors[-1] if errors else done.returncode
                ),
                _("네트워크를 확인하고 다시 실행하세요."),
                code="room-wheels",
            )
        found = sorted(Path(made).glob("*.whl"))
        for wheel in found:
            wheel.replace(folder / wheel.name)
        return tuple(wheel.name for wheel in found)


def _pip() -> list[str]:
    """pip, installed here or out of the wheel that Python brings for ensurepip, as in scripts/setup."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    import ensurepip  # Debian splits it off

    places = (
        getattr(ensurepip, "_WHEEL_PKG_DIR", None),
        Path(ensurepip.__file__).parent / "_bundled",
    )
    for place in filter(None, places):
        for wheel in Path(place).glob("pip-*.whl"):
            return [sys.executable, f"{wheel}/pip"]
    raise CourseError(
        _("wheel을 받을 pip이 없습니다."), _("`scripts/setup dev`를 실행하세요."), code="room-wheels"
    )
