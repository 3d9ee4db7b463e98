"""What scripts/setup asks of a pack before there is any Python package: only Python's own modules here.

python3 -m helpers.room.first fits PACK LOCK         prints why the pack is not for this machine, if it is not
python3 -m helpers.room.first wheels PACK FOLDER     takes its Python packages out
python3 -m helpers.room.first uv WHEELS LOCK TARGET  puts uv there, if it is the one that the lock names
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from helpers.text import clean

LARGEST = 4 << 20  # bytes of a manifest
MOST = 1 << 30  # bytes of all wheels of a pack
MANIFEST = "manifest.json"
WHEEL = re.compile(r"wheels/([A-Za-z0-9_][A-Za-z0-9._+~-]*\.whl)")
OS_RELEASE = Path("/etc/os-release")
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}  # Debian's and Docker's words for what the kernel says
UNREADABLE = (OSError, EOFError, ValueError, tarfile.TarError)
UV = re.compile(r"^uv==(?:.*\\\n)*.*", re.MULTILINE)


def this_machine() -> dict[str, str]:
    """What decides whether a pack fits, in the words of a manifest."""
    release = read_release(OS_RELEASE)
    machine = platform.machine()
    return {
        "release": release,
        "python": "{}.{}".format(*sys.version_info[:2]),
        "architecture": MACHINES.get(machine, machine),
    }


def read_release(path: Path) -> str:
    """The code name of the distribution (bookworm); what it calls itself where it has none."""
    try:
        lines = [line.partition("=") for line in path.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return platform.system()
    found = {name: value.strip("\"'") for name, _sign, value in lines}
    return found.get("VERSION_CODENAME") or found.get("ID", "?")


def misfit(made: Mapping[str, Any], here: Mapping[str, str], lock: str) -> tuple[str, str, str] | None:
    """Why a pack is not for `here`: a word, what it was made for, what this is; None when it fits.

    Where `here` says nothing of its Python, the Python packages are there already. `lock` is the SHA-256 of
    this checkout's requirements.lock, "" where that does not matter. Raises KeyError, TypeError and
    AttributeError for what is no manifest.
    """
    targets = [dict(target) for target in made["for"]]
    kinds = [kind for kind in ("release", "python", "architecture") if kind in here]
    if not any(all(target[kind] == here[kind] for kind in kinds) for target in targets):
        return "machine", "; ".join(describe(target) for target in targets), describe(here)
    if lock and made["lock"] != lock:
        return "course", str(made["course"]), ""
    return None


def describe(target: Mapping[str, str]) -> str:
    """A machine in a few words: `bookworm, Python 3.11, amd64`."""
    python = [f"Python {target['python']}"] if "python" in target else []
    return ", ".join([str(target["release"]), *python, str(target["architecture"])])


def digest(path: Path) -> str:
    """The SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def manifest(pack: Path) -> dict[str, Any]:
    """What a pack says of itself. Raises what UNREADABLE lists for what is no pack."""
    with tarfile.open(pack, "r:") as tar:
        member = tar.next()
        if member is None or member.name != MANIFEST or member.size > LARGEST:
            raise ValueError(MANIFEST)
        made = json.loads(_content(tar, member).read(LARGEST))
    if not isinstance(made, dict):
        raise ValueError(MANIFEST)
    return made


def fits(pack: Path, lock: Path) -> str:
    """The line that scripts/setup turns into a sentence: WORD|MADE FOR|HERE, "" when all is well."""
    try:
        found = misfit(manifest(pack), this_machine(), digest(lock))
    except (*UNREADABLE, KeyError, TypeError, AttributeError, RecursionError):
        return "damaged||"
    return "|".join(clean(word).replace("|", "¦") for word in found) if found else ""


def take_wheels(pack: Path, folder: Path) -> None:
    """Put the wheels of a pack into a new folder. Raises what UNREADABLE lists, for too much as well."""
    folder.mkdir(parents=True, exist_ok=True)
    room = MOST
    with tarfile.open(pack, "r:") as tar:
        for member in tar:
            name = WHEEL.fullmatch(member.name)
            if name is None:
                continue
            room -= member.size
            if room < 0:
                raise ValueError(f"{member.name}: more than {MOST} bytes")
            with (folder / name[1]).open("xb") as out:
                shutil.copyfileobj(_content(tar, member), out)


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    """What is in a regular file of a pack; one with holes would be larger than it says."""
    file = None if member.issparse() or not member.isreg() else tar.extractfile(member)
    if file is None:
        raise ValueError(member.name)
    return file


def place_uv(wheels: Path, lock: Path, target: Path) -> bool:
    """Take the program uv out of its wheel, which has to be one that the lock names by its digest."""
    entry = UV.search(lock.read_text(encoding="utf-8"))
    for wheel in sorted(wheels.glob("uv-*.whl")):
        if entry and f"sha256:{digest(wheel)}" in entry[0]:
            with zipfile.ZipFile(wheel) as packed:
                name = next(name for name in packed.namelist() if name.endswith(".data/scripts/uv"))
                target.write_bytes(packed.read(name))
            target.chmod(0o755)
            return True
    return False


if __name__ == "__main__":
    task, *paths = sys.argv[1:]
    if task == "fits":
        print(fits(*map(Path, paths)))
    elif task == "wheels":
        try:
            take_wheels(*map(Path, paths))
        except UNREADABLE as error:
            sys.exit(clean(error))
    else:
        sys.exit(not place_uv(*map(Path, paths)))
