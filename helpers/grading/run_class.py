"""Judge every file of a class on an executor: this machine's processes, or the workers of a scheduler.

What is judged is kept at once, by the content of the file and by what judges it. A run that is killed goes
on where it was, and a file that was judged before is not judged again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import psutil

from helpers import i18n
from helpers.atomic import write, writing
from helpers.errors import CourseError
from helpers.grading import marks
from helpers.grading.classfile import Class
from helpers.grading.file_names import names
from helpers.grading.handin import version
from helpers.grading.judge import Refused, judge_file
from helpers.grading.marks import Marked
from helpers.grading.reading import LARGEST
from helpers.grading.wall import Wall
from helpers.i18n import _

MEMORY = 4 << 30  # bytes of address space that judging one file may take
GUEST = 1 << 30  # bytes of memory for an engine with what a lesson starts on it
Outcome = Marked | Refused


@dataclass(frozen=True)
class Job:
    """What a worker gets: a file's name and content, so that it may be on another machine."""

    name: str
    body: bytes
    group: Class | None
    lang: str
    wall: Wall | None = None


def judge_all(
    files: Sequence[Path],
    group: Class | None,
    executor: Executor,
    kept: Path,
    said: Callable[[Path, Outcome], None],
    wall: Wall | None = None,
    sample: int = 0,
) -> list[Outcome]:
    """The outcome of every file in the order of their names; `said` hears of each as it is there.

    With a wall they are replayed behind it, all or a sample of so many, always the same ones. Raises CourseError where what is judged cannot be kept.
    """
    done: dict[Path, Outcome] = {}
    waiting: dict[Future[Outcome], tuple[Job, Path, Path]] = {}
    chosen = _sample(files, sample) if wall else set()
    for path, name in _largest_first(names(files)):
        behind = wall if path in chosen else None
        memory = kept / f"{_key(path, name, group, behind)}.json"
        if (known := _remembered(memory, name)) is not None:
            done[path] = known
            said(path, known)
        elif (job := _job(path, name, group, behind)) is None:
            done[path] = Refused(name, _("읽을 수 없거나 너무 큽니다."))
            said(path, done[path])
        else:
            waiting[_submit(executor, job)] = (job, path, memory)
    for future in as_completed(waiting):
        job, path, memory = waiting[future]
        done[path] = _outcome(future, job)
        if not _unfinished(done[path]):
            _keep(memory, done[path])
        said(path, done[path])
    return [done[path] for path in sorted(done)]


def work(job: Job) -> Outcome:
    """In a worker: judge one file."""
    with tempfile.TemporaryDirectory(prefix="course-grade-") as folder:
        path = Path(folder) / job.name
        path.write_bytes(job.body)
        return judge_file(path, job.group, job.lang, job.wall)


def at_once(wall: Wall | None) -> int:
    """How many files this machine judges at once: one a processor, and where commands are run, which mostly
    wait, two, as far as there is memory for their engines.
    """
    processors = os.cpu_count() or 1
    if wall is None:
        return processors
    room: int = psutil.virtual_memory().available // GUEST
    return max(1, min(2 * processors, room))


@contextmanager
def executor(scheduler: str = "", workers: int = 1) -> Iterator[Executor]:
    """This machine's processes, or with an address those of a dask scheduler.

    Raises CourseError where dask.distributed is not installed or nobody answers.
    """
    if not scheduler:
        pool = _pool(workers)
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)  # whoever stops it does not wait for the rest of the class
        return
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise CourseError(
            _("--scheduler에는 dask.distributed가 필요합니다."),
            _("설치하세요: pip install distributed"),
            code="no-distributed",
        ) from error
    try:
        client = distributed.Client(scheduler, timeout=20)
    except (OSError, ValueError) as error:
        raise CourseError(
            _("스케줄러 {address}에 닿지 않습니다.").format(address=scheduler),
            _("`dask scheduler`가 켜져 있는지, 주소가 tcp://호스트:8786 형식인지 확인하세요."),
            code="no-scheduler",
        ) from error
    with client:
        yield client.get_executor(retries=3)


def _pool(workers: int) -> ProcessPoolExecutor:
    # fork would copy locks that other threads of this process hold
    return ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_limit, initargs=(i18n.language(),)
    )


def _limit(lang: str) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    i18n.choose(lang)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, ValueError, OSError):  # another system; the archive's own limits hold
        pass


def _end_with_parent() -> None:
    """A worker that waits for work does not notice that whoever would give it some was killed."""
    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)


def _submit(executor: Executor, job: Job) -> Future[Outcome]:
    try:
        return executor.submit(work, job)
    except BrokenProcessPool as error:
        failed: Future[Outcome] = Future()
        failed.set_exception(error)
        return failed


def _outcome(future: Future[Outcome], job: Job) -> Outcome:
    """What a worker found. Where it died, the file is judged once more by a process of its own."""
    try:
        return future.result()
    except BrokenProcessPool:
        with _pool(1) as pool, suppress(BrokenProcessPool):
            return pool.submit(work, job).result()
    except Exception as error:  # dask's own, when a worker has died again and again
        return Refused(
            job.name, _("채점하던 프로세스가 끝나 버립니다: {kind}").format(kind=type(error).__name__)
        )
    return Refused(job.name, _("채점하던 프로세스가 끝나 버립니다: {kind}").format(kind="BrokenProcessPool"))


def _job(path: Path, name: str, group: Class | None, wall: Wall | None) -> Job | None:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            return None
        return Job(name, path.read_bytes(), group, i18n.language(), wall)
    except OSError:
        return None


def _largest_first(named: Mapping[Path, str]) -> list[tuple[Path, str]]:
    """Who did more handed in more, and is judged longer: at the end nothing long is left for one processor."""
    return sorted(named.items(), key=lambda entry: _size(entry[0]), reverse=True)


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:  # it is gone, and refused in its turn
        return 0


def _sample(files: Sequence[Path], count: int) -> set[Path]:
    """All, or so many that nobody can foresee and that are the same each time."""
    ranked = sorted(files, key=lambda path: hashlib.sha256(os.fsencode(path.name)).digest())
    return set(ranked[:count] if count else ranked)


def _key(path: Path, name: str, group: Class | None, wall: Wall | None) -> str:
    """What a result depends on: name and content of the file, the class file, the lessons, the language."""
    behind = wall.name if wall else ""
    digest = hashlib.sha256(f"{name}\0{version()}\0{i18n.language()}\0{behind}\0{group!r}\0".encode())
    if group:
        digest.update(bytes.fromhex(group.secret))
    try:
        if path.is_file() and path.stat().st_size <= LARGEST:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    except OSError:
        pass
    return digest.hexdigest()


def _remembered(memory: Path, name: str) -> Outcome | None:
    try:
        raw = json.loads(memory.read_text(encoding="utf-8"))
        if "reason" in raw:
            return Refused(name, str(raw["reason"]))
        return marks.from_json(raw)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _unfinished(outcome: Outcome) -> bool:
    """Whether it is worth another try: no guest came up in which it could be replayed."""
    return isinstance(outcome, Marked) and any(flag.kind == "no-replay" for flag in outcome.flags)


def _keep(memory: Path, outcome: Outcome) -> None:
    raw = {"file": outcome.file, "reason": outcome.reason} if isinstance(outcome, Refused) else outcome.json()
    with writing(memory):
        write(memory, json.dumps(raw, ensure_ascii=False))
