"""What Python runs out of a pack: `python3 FILE` sets the course up from the pack alone, and opens it.

No clone, no pip, no network; only Python's own modules until the course's are there. The program goes into
one folder, ~/.local/share/docker-course. The next time it is there, and the course opens at once.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from helpers.room import first
from helpers.text import SENTENCE, clean

NAME = "docker-course"
LOCK = "requirements.lock"  # at the end of a pack, beside this program
STAMP = "pack.stamp"  # in the program's folder once all of it is there: the same as in helpers/paths.py
OWN_WHEEL = "wheels/docker_course-"
WORDS = "words.json"  # at the end of a pack: language, Korean sentence, translation
SOURCE, FALLBACK = "ko", "en"
_words: dict[str, str] = {}


def _(text: str) -> str:
    """The sentence in the reader's language."""
    return _words.get(text, text)


class Refused(Exception):
    """Why it does not go on, in the reader's language."""


def choose_language(arguments: Sequence[str], known: dict[str, dict[str, str]]) -> None:
    """--lang, else what the environment asks for, as helpers/i18n.py does it once the packages are there."""
    names = ("COURSE_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    lang = next((os.environ[name] for name in names if os.environ.get(name)), "")
    for before, word in zip(["", *arguments], arguments, strict=False):
        if before == "--lang" or word.startswith("--lang="):
            lang = word.removeprefix("--lang=")
    code = lang[:2].lower()
    _words.update({} if code == SOURCE else known.get(code) or known.get(FALLBACK, {}))


def tell(sentence: str) -> None:
    """One line of progress."""
    print(f"• {sentence}", flush=True)


def main() -> None:
    """Become `course lab --room PACK`; exit code 2 and one line where that cannot be."""
    pack, arguments = Path(sys.argv[0]).resolve(), sys.argv[1:]
    with zipfile.ZipFile(pack) as end:
        choose_language(arguments, json.loads(end.read(WORDS)))
    try:
        program = prepare(pack)
    except Refused as error:
        reason = str(error)
    except OSError as error:
        path = error.filename or pack
        reason = _("{path}에 쓸 수 없습니다: {reason}").format(path=path, reason=error.strerror)
    else:
        os.execv(program, [str(program), "lab", "--room", str(pack), *arguments])  # noqa: S606
    print(f"• {reason}", file=sys.stderr)
    sys.exit(2)


def prepare(pack: Path) -> Path:
    """The command of the course, set up from this pack if it is not there yet. Raises Refused, OSError."""
    folder = _home("XDG_DATA_HOME", ".local/share")
    state = _home("XDG_STATE_HOME", ".local/state")
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(state / "setup.lock"):
        manifest = _manifest(pack)
        stamp = hashlib.sha256(json.dumps([manifest, sys.version]).encode()).hexdigest()
        program, done = folder / "bin" / NAME, folder / STAMP
        if program.exists() and done.exists() and done.read_text() == stamp:
            return program
        with tempfile.TemporaryDirectory(dir=state, prefix="wheels-") as made:
            lock = Path(made, LOCK)
            with zipfile.ZipFile(pack) as end:
                lock.write_bytes(end.read(LOCK))
            _require_fit(pack, lock)
            _install(pack, manifest, Path(made), folder, state / "setup.log")
        done.write_text(stamp)
        return program


def _home(variable: str, usual: str) -> Path:
    """The course's folder in one of the user's places (https://specifications.freedesktop.org/basedir-spec)."""
    given = Path(os.environ.get(variable, ""))
    return (given if given.is_absolute() else Path.home() / usual) / NAME


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One at a time: the second waits, and then finds everything there."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(_("다른 설치가 끝나기를 기다립니다."))
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _manifest(pack: Path) -> dict[str, Any]:
    try:
        return first.manifest(pack)
    except first.UNREADABLE as error:
        raise _damaged(pack) from error


def _damaged(pack: Path) -> Refused:
    return Refused(
        _(
            "{pack} 파일은 교실 묶음이 아니거나 손상되었습니다. "
            "만든 사람에게서 다시 받으세요(만드는 명령: course room pack FILE)."
        ).format(pack=pack)
    )


def _require_fit(pack: Path, lock: Path) -> None:
    why, made, here = (*first.fits(pack, lock).split("|"), "", "")[:3]
    if why == "machine":
        raise Refused(
            _(
                "{pack}: {made}용으로 만든 묶음입니다. 이 컴퓨터는 {here}입니다. "
                "맞는 묶음을 받거나 만드세요: course room pack FILE --for RELEASE"
            ).format(pack=pack, made=made, here=here)
        )
    if why:  # its own lock is another one than its manifest says
        raise _damaged(pack)


def _install(pack: Path, manifest: dict[str, Any], made: Path, folder: Path, log: Path) -> None:
    """The program's environment, from the wheels of the pack; what they are the lock's hashes say."""
    version = "{}.{}.{}".format(*sys.version_info[:3])
    tell(_("Python 환경을 만듭니다: {folder} (Python {version})").format(folder=folder, version=version))
    wheels = made / "wheels"
    try:
        first.take_wheels(pack, wheels)
        own = next(path for path in manifest["files"] if path.startswith(OWN_WHEEL))
        course = wheels / Path(own).name
        if first.digest(course) != manifest["files"][own][1]:
            raise ValueError(own)
    except (*first.UNREADABLE, StopIteration, KeyError, TypeError, AttributeError) as error:
        raise _damaged(pack) from error
    shutil.rmtree(folder, ignore_errors=True)
    _run([sys.executable, "-m", "venv", "--without-pip", str(folder)], log)
    python, uv = folder / "bin" / "python", folder / "bin" / "uv"
    if not first.place_uv(wheels, made / LOCK, uv):
        raise _damaged(pack)
    tell(_("Python 패키지를 설치합니다."))
    # nothing is resolved: the lock names all of it, and leaves out what nobody needs (pyproject.toml)
    install = [str(uv), "--no-config", "pip", "install", "--offline", "--no-index", "--no-deps"]
    install += ["--python", str(python)]
    hashes = ["--find-links", str(wheels), "--require-hashes", "--requirement", str(made / LOCK)]
    _run([*install, *hashes], log)
    _run([*install, str(course)], log)


def _run(command: Sequence[str], log: Path) -> None:
    """A program whose lines go to the log. Raises Refused with what it said last."""
    cache = _home("XDG_CACHE_HOME", ".cache") / "uv"  # goes with the course's other caches
    env = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    done = subprocess.run(
        command, env={"UV_CACHE_DIR": str(cache), **env}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
    )  # fmt: skip
    with log.open("a", encoding="utf-8") as kept:
        kept.write(done.stdout)
    if done.returncode:
        reason = clean(" ".join(done.stdout.split()[-40:]), SENTENCE)
        raise Refused(
            _("Python 패키지를 설치하지 못했습니다: {reason} (전체 기록: {log})").format(
                reason=reason, log=log
            )
        )
