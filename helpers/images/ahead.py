"""Building base images while something else takes its time: on a fresh machine, installing the engine."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import requests

from helpers.course import course
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.images import cache, debian
from helpers.images.catalogue import Entry, entry

HUB = "https://registry-1.docker.io/v2/"  # answers a stranger too, with 401
PATIENCE = 4.0  # seconds for its answer
MIRRORED = Path("/etc/docker/daemon.json")  # an engine that is set up may know another registry


@contextmanager
def built_ahead(say: Callable[[str], None]) -> Iterator[None]:
    """While the block runs, build what the engine will not be able to pull, in a thread.

    Nothing is built where Docker Hub answers, or where the builder is not installed yet; a failure is
    left to ensure(), which does it again and says it where it belongs. Leaving the block waits for it.
    """
    wanted = to_build() if debian.is_ready() else []
    thread = threading.Thread(target=_build, args=(wanted, say), daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def builder_packages() -> tuple[str, ...]:
    """What has to be installed for the base images that will have to be built here."""
    if debian.is_ready() or not shutil.which("apt-get") or not to_build():
        return ()
    return debian.needed()


@lru_cache(maxsize=1)
def to_build() -> tuple[Entry, ...]:
    """The entries that the engine will not be able to pull, as far as can be told without it."""
    if MIRRORED.exists():
        return ()
    wanted = missing()
    return tuple(wanted) if wanted and not hub_answers() else ()


def missing() -> list[Entry]:
    """The entries whose lessons need them, that take long to build, and that this machine has not built."""
    needed = dict.fromkeys(reference for lesson in course().lessons for reference in lesson.images)
    slow = [found for found in map(entry, needed) if found.offline.kind == "debian"]
    return [found for found in slow if not cache.path(found, debian.architecture()).exists()]


def hub_answers() -> bool:
    """Whether Docker Hub can be reached from here, by the proxy if there is one."""
    try:
        requests.get(HUB, timeout=PATIENCE)
    except requests.RequestException:
        return False
    return True


def _build(wanted: Sequence[Entry], say: Callable[[str], None]) -> None:
    for found in wanted:
        say(_("그동안 {reference} 이미지를 패키지로 만듭니다.").format(reference=found.reference))
        try:
            cache.get(found, debian.architecture(), say)
        except CourseError:
            return
