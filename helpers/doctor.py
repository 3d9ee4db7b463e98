"""`course doctor`: the engine and all else that the course needs on this machine, one check at a time."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from helpers.course import course
from helpers.engine import Engine, find, plugins, proxy
from helpers.engine.fitness import Problem, client_agrees, open_to_others, runs_containers
from helpers.i18n import N_, _
from helpers.paths import state, work
from helpers.text import SENTENCE, clean

TRIED = 100_000  # bytes that are written to see whether the disk is full


@dataclass(frozen=True)
class Finding:
    """One check: what was looked at, and what is wrong with it (nothing, if all is well) or is a note."""

    title: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Report:
    """Everything that was looked at; `version` and `api` are the engine's own words, or empty.

    `name` is Docker or Podman.
    """

    engine: Engine | None
    version: str
    api: str
    findings: tuple[Finding, ...]
    name: str = "Docker"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, in the order in which it should be mended."""
        return tuple(told for told in self._told() if not isinstance(told, plugins.Note))

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What a single lesson needs and is not here."""
        return tuple(told for told in self._told() if isinstance(told, plugins.Note))

    def _told(self) -> Iterator[Problem]:
        return (problem for finding in self.findings for problem in finding.problems)


def examine() -> Report:
    """Look at everything. Never raises: what cannot be looked at is a problem like any other."""
    try:
        engine = find()
        client = engine.client()
        try:
            version = client.version()
        finally:
            client.close()
    except Exception as error:
        here = Finding(_(ENGINE), (Problem.of(error),))
        return Report(None, "", "", (here, *_look(ON_THIS_MACHINE), *_room(None)))
    findings = [
        Finding(_(ENGINE), (*open_to_others(engine), *map(_harmless, plugins.not_docker(version)))),
        *_look((title, partial(check, engine)) for title, check in ON_THE_ENGINE),
        *_look(ON_THIS_MACHINE),
        *_room(engine),
    ]
    return Report(
        engine,
        clean(version.get("Version", "")),
        clean(version.get("ApiVersion", "")),
        tuple(findings),
        plugins.maker(version),
    )


def _look(checks: Iterable[tuple[str, Callable[[], Iterable[Problem]]]]) -> Iterator[Finding]:
    """Each check's finding; one that breaks is itself the finding."""
    for title, check in checks:
        try:
            yield Finding(_(title), tuple(_harmless(problem) for problem in check()))
        except Exception as error:
            yield Finding(_(title), (Problem.of(error),))


def _room(engine: Engine | None) -> Iterator[Finding]:
    """Where a room's pack was taken in: what of it is here, and what is not."""
    from helpers.room import examine as room
    from helpers.room import unpack

    if manifest := unpack.there():
        yield from _look([(room.contents(manifest), partial(room.problems, engine))])


def _harmless(problem: Problem) -> Problem:
    return replace(problem, found=clean(problem.found, SENTENCE), remedy=clean(problem.remedy, SENTENCE))


def images_present(engine: Engine) -> Iterator[Problem]:
    """The images of the catalogue are on the engine."""
    from helpers import images

    for image in images.status(engine):
        if image.origin == "missing":
            yield Problem(
                "image-missing",
                _("이미지 {reference}이(가) 아직 없습니다.").format(reference=image.entry.reference),
                _("다음으로 받거나 만드세요: course images get"),
            )


def names_free(engine: Engine) -> Iterator[Problem]:
    """No name of a lesson belongs to something that is not the learner's: that is never touched."""
    from helpers.checks.load import load
    from helpers.lab import Ownership, inventory

    client = engine.client()
    try:
        ownership, now = Ownership.of(client.api), inventory(client.api)
        taken = [
            (lesson.name, kind, name, foreign)
            for lesson in course().lessons
            for kind, name in load(lesson.name).scope
            if name in now[kind] and (foreign := ownership.foreign(kind, name, now[kind][name]))
        ]
    finally:
        client.close()
    for lesson_name, kind, name, foreign in taken:
        if foreign.code != "before":
            yield Problem("name-unproven", foreign.why, foreign.remedy)
            continue
        yield Problem(
            "name-taken-before",
            _("{lesson} 단원이 쓰는 이름 {name} ({kind})이(가) 과정을 시작하기 전부터 있었습니다.").format(
                lesson=lesson_name, name=name, kind=_(KINDS[kind])
            ),
            _rename(kind, name),
        )


def port_free() -> Iterator[Problem]:
    """JupyterLab finds a port."""
    from helpers.launch import free_port

    free_port.choose(None, lambda line: None)
    return iter(())


def work_writable() -> Iterator[Problem]:
    """The folder of the learner's notebooks, or the one it will be made in, can be written to."""
    return _writable(work(), "work-not-writable")


def state_writable() -> Iterator[Problem]:
    """The folder in which the course keeps its own records can be written to."""
    return _writable(state(), "state-not-writable")


def _writable(folder: Path, code: str) -> Iterator[Problem]:
    folder = folder.absolute()
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest) as file:
            file.write(bytes(TRIED))  # a full disk still gives a name
            file.flush()
    except OSError as error:
        yield Problem(
            code,
            _("폴더 {folder}에 쓸 수 없습니다: {reason}").format(
                folder=nearest, reason=error.strerror or error
            ),
            _("권한과 남은 디스크를 확인하세요: ls -ld {folder}; df -h {folder}").format(folder=nearest),
        )


def notebooks_readable() -> Iterator[Problem]:
    """Every notebook in work/ is JSON with cells; one that was edited by hand may not be."""
    names = {lesson.name for lesson in course().lessons}
    for path in sorted(work().glob("*/*.ipynb")):
        # what restart has set aside stays as it is
        reason = _unreadable(path) if path.stem in names else ""
        if reason:
            yield Problem(
                "notebook-broken",
                _("노트북 {path}을(를) 읽을 수 없습니다: {reason}").format(path=_short(path), reason=reason),
                _("새로 받으세요(쓰던 것은 옆에 남습니다): course --lang {lang} restart {lesson}").format(
                    lang=path.parent.name, lesson=path.stem
                ),
            )


def _unreadable(path: Path) -> str:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, RecursionError) as error:
        return str(error)
    except (KeyError, TypeError):
        cells = None
    return "" if isinstance(cells, list) else _("셀이 없습니다.")


def _short(path: Path) -> str:
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _rename(kind: str, name: str) -> str:
    if kind == "container":
        return _("이름을 바꾸세요: {command}").format(command=f"docker rename {name} {name}-old")
    if kind == "image":
        return _("이름을 바꾸세요: {command}").format(
            command=f"docker tag {name} {name}-old && docker rmi {name}"
        )
    return _("이름을 바꿀 수 없는 것입니다. 그대로 두려면 전용 엔진을 쓰세요: course lab --private")


KINDS = {
    "container": N_("컨테이너"), "image": N_("이미지"), "volume": N_("볼륨"), "network": N_("네트워크"),
}  # fmt: skip
ENGINE = N_("도커 엔진")
ON_THE_ENGINE: tuple[tuple[str, Callable[[Engine], Iterable[Problem]]], ...] = (
    (N_("컨테이너 실행과 디스크"), runs_containers),
    (N_("docker 명령"), client_agrees),
    (N_("프록시"), proxy.handed_on),
    (N_("엔진의 빌더"), plugins.builder_of_today),
    (N_("과정의 이미지"), images_present),
    (N_("단원이 쓰는 이름"), names_free),
)
ON_THIS_MACHINE: tuple[tuple[str, Callable[[], Iterable[Problem]]], ...] = (
    (N_("JupyterLab의 포트"), port_free),
    (N_("작업 폴더"), work_writable),
    (N_("과정의 기록 폴더"), state_writable),
    (N_("노트북 파일"), notebooks_readable),
    (N_("docker 명령의 플러그인"), plugins.for_lessons),
)
