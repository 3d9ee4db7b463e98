"""Long work with a bar: a build step by step, a pull layer by layer, and one last line that stays.

The bar is taken away at the end; the last line is printed and is the same from run to run, so a notebook
that is kept in git does not change.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import docker
import ipywidgets as widgets
from IPython.display import display

from helpers.checks import connect
from helpers.checks.run import TROUBLE
from helpers.engine import explain, find
from helpers.engine.attend import attended
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.images.pull import PullFailed, follow
from helpers.views.frame import clean, cut, label, size, style
from helpers.views.words import safe

STEP = re.compile(r"^Step (\d+)/(\d+) : (.*)")  # the classic builder's own line
Event = Mapping[str, Any]
Show = Callable[[float, str], None]  # share of the whole from 0 to 1, and what is being done


def build(folder: str, tag: str) -> None:
    """Build `folder` as `tag`. Whatever happens is said in the last line; nothing is raised."""
    if not (Path(folder) / "Dockerfile").is_file():
        print(_("빌드하지 못했습니다: {folder} 폴더에 Dockerfile이 없습니다.").format(folder=folder))
        return
    failed = _("빌드하지 못했습니다: {reason}")
    with _bar(_("{tag} 이미지를 만듭니다").format(tag=cut(clean(tag), 60))) as show, _said(failed):
        api = connect().api
        with _attended(api, show) as show:
            # a step that failed would go on filling a disk that is full
            events = api.build(path=folder, tag=tag, rm=True, forcerm=True, decode=True)
            count = building(events, show)
        print(_("{tag} 이미지를 만들었습니다. 단계 {count}개.").format(tag=clean(tag), count=count))


def pull(reference: str) -> None:
    """Pull an image. Whatever happens is said in the last line; nothing is raised."""
    failed = _("받지 못했습니다: {reason}")
    with _bar(_("{name} 이미지를 받습니다").format(name=cut(clean(reference), 60))) as show, _said(failed):
        with follow(find(), reference) as events:
            pulling(events, show)
        print(_("{name} 이미지를 받았습니다.").format(name=clean(reference)))


def building(events: Iterable[Event], show: Show) -> int:
    """Follow the classic builder; the number of steps. Raises BuildError with the log so far."""
    log: list[dict[str, Any]] = []
    count = 0
    for event in events:
        log.append(dict(event))
        if "error" in event:
            raise docker.errors.BuildError(str(event["error"]), iter(log))
        if match := STEP.match(str(event.get("stream", ""))):
            count = int(match[2])
            show((int(match[1]) - 1) / count, _("단계 {step}/{count}: {what}").format(
                step=match[1], count=count, what=clean(match[3])))  # fmt: skip
    return count


def pulling(events: Iterable[Event], show: Show) -> None:
    """Follow a pull. Raises DockerException with the engine's words if it breaks off."""
    layers: dict[str, tuple[int, int]] = {}
    done: set[str] = set()
    for event in events:
        if "error" in event:
            raise docker.errors.DockerException(str(event["error"]))
        identity, status = str(event.get("id", "")), str(event.get("status", ""))
        detail = event.get("progressDetail") or {}
        if status == "Pulling fs layer":
            layers.setdefault(identity, (0, 0))
        elif status == "Downloading" and detail.get("total"):
            layers[identity] = (int(detail.get("current", 0)), int(detail["total"]))
        elif status in ("Pull complete", "Already exists"):
            layers.setdefault(identity, (0, 0))
            done.add(identity)
        if layers:
            show(_share(layers, done), _loaded(layers, done))


def _share(layers: Mapping[str, tuple[int, int]], done: set[str]) -> float:
    """By layers, each as far as it has come: bytes are not known before a layer has begun."""
    parts = (
        1.0 if layer in done else 0.9 * now / whole if whole else 0.0
        for layer, (now, whole) in layers.items()
    )
    return sum(parts) / len(layers)


def _loaded(layers: Mapping[str, tuple[int, int]], done: set[str]) -> str:
    return _("레이어 {done}/{count}, {now} / {whole}").format(
        done=len(done), count=len(layers), now=size(sum(now for now, _whole in layers.values())),
        whole=size(sum(whole for _now, whole in layers.values())),
    )  # fmt: skip


@contextlib.contextmanager
def _bar(title: str) -> Iterator[Show]:
    """A bar in the notebook, gone afterwards."""
    widget = widgets.HTML(bar(title, 0.0, ""))
    display(widget)  # type: ignore[no-untyped-call]

    def show(share: float, what: str) -> None:
        html = bar(title, share, what)
        if html != widget.value:
            widget.value = html

    try:
        yield show
    finally:
        widget.close()


def bar(title: str, share: float, what: str) -> str:
    """The bar as HTML, with its number in words."""
    percent = round(100 * min(max(share, 0.0), 1.0))
    return (
        f'{style()}<div class="course-view"><div>{safe(title)} · {percent}%</div>'
        f'<div class="cv-bar" role="progressbar" aria-label="{safe(title)}" aria-valuemin="0" '
        f'aria-valuemax="100" aria-valuenow="{percent}"><i style="width:{percent}%"></i></div>'
        f"{label(what, 90, 'cv-soft')}</div>"
    )


@contextlib.contextmanager
def _attended(api: docker.APIClient, show: Show) -> Iterator[Show]:
    """`show`, which also says that the engine hangs for as long as it does.

    A step may be silent for minutes, so docker-py waits for the next event without limit.
    """
    last: tuple[float, str] = (0.0, "")

    def noted(share: float, what: str) -> None:
        nonlocal last
        last = share, what
        show(share, what)

    with attended(api, lambda error: show(last[0], str(error)), lambda: show(*last)):
        yield noted


@contextlib.contextmanager
def _said(failed: str) -> Iterator[None]:
    """Turn what goes wrong into the last line, with its cause and what mends it."""
    try:
        yield
    except (CourseError, PullFailed) as error:
        print(failed.format(reason=clean(error, 600)))
    except (*TROUBLE, docker.errors.BuildError, TypeError) as error:  # TypeError: a folder that is none
        print(failed.format(reason=clean(explain(error), 600)))
