"""`course doctor`: the engine and all else that the course needs on this machine, one check at a time."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from helpers.course import course
from helpers.engine import Engine, find
from helpers.engine.doctor import Problem, client_agrees, runs_containers
from helpers.i18n import N_, _
from helpers.paths import work


@dataclass(frozen=True)
class Finding:
    """One check: what was looked at, and what is wrong with it (nothing, if all is well)."""

    title: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Report:
    """Everything that was looked at; `version` and `api` are the engine's own words, or empty."""

    engine: Engine | None
    version: str
    api: str
    findings: tuple[Finding, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, in the order in which it should be mended."""
        return tuple(problem for finding in self.findings for problem in finding.problems)


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
        return Report(None, "", "", (here, *_look(ON_THIS_MACHINE)))
    findings = [
        Finding(_(ENGINE), ()),
        *_look((title, partial(check, engine)) for title, check in ON_THE_ENGINE),
        *_look(ON_THIS_MACHINE),
    ]
    return Report(
        engine, str(version.get("Version", "")), str(version.get("ApiVersion", "")), tuple(findings)
    )


def _look(checks: Iterable[tuple[str, Callable[[], Iterable[Problem]]]]) -> Iterator[Finding]:
    """Each check's finding; one that breaks is itself the finding."""
    for title, check in checks:
        try:
            yield Finding(_(title), tuple(check()))
        except Exception as error:
            yield Finding(_(title), (Problem.of(error),))


def images_present(engine: Engine) -> Iterator[Problem]:
    """The images of the catalogue are on the engine."""
    from helpers import images

    for one in images.status(engine):
        if one.origin == "missing":
            yield Problem(
                "image-missing",
                _("이미지 {reference}이(가) 아직 없습니다.").format(reference=one.entry.reference),
                _("다음으로 받거나 만드세요: course images get"),
            )


def names_free(engine: Engine) -> Iterator[Problem]:
    """No name of a lesson belongs to something from before the course: that is never touched."""
    from helpers.checks.load import load
    from helpers.lab import Baseline, inventory

    client = engine.client()
    try:
        baseline, now = Baseline.of(client.api), inventory(client.api)
    finally:
        client.close()
    for lesson in course().lessons:
        for kind, name in baseline.conflicts(load(lesson.name).scope, now):
            yield Problem(
                "name-taken-before",
                _(
                    "{lesson} 단원이 쓰는 이름 {name} ({kind})이(가) 과정을 시작하기 전부터 있었습니다."
                ).format(lesson=lesson.name, name=name, kind=_(KINDS[kind])),
                _rename(kind, name),
            )


def port_free() -> Iterator[Problem]:
    """JupyterLab finds a port."""
    from helpers.launch import ports

    ports.choose(None, lambda line: None)
    return iter(())


def work_writable() -> Iterator[Problem]:
    """The folder of the learner's notebooks, or the one it will be made in, can be written to."""
    folder = work().absolute()
    nearest = next(one for one in (folder, *folder.parents) if one.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        yield Problem(
            "work-not-writable",
            _("폴더 {folder}에 쓸 수 없습니다: {reason}").format(
                folder=nearest, reason=error.strerror or error
            ),
            _("권한과 남은 디스크를 확인하세요: ls -ld {folder}; df -h {folder}").format(folder=nearest),
        )


def notebooks_readable() -> Iterator[Problem]:
    """Every notebook in work/ is JSON with cells; one that was edited by hand may not be."""
    names = {one.name for one in course().lessons}
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
    (N_("이미지"), images_present),
    (N_("단원이 쓰는 이름"), names_free),
)
ON_THIS_MACHINE: tuple[tuple[str, Callable[[], Iterable[Problem]]], ...] = (
    (N_("JupyterLab의 포트"), port_free),
    (N_("작업 폴더"), work_writable),
    (N_("노트북 파일"), notebooks_readable),
)
