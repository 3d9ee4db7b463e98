"""Where the paths of a container really are: image, writable layer, volume, host folder, memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import docker

from helpers.i18n import N_, _
from helpers.views.frame import Picture, clean, cut, label, no_container, table, wide
from helpers.views.words import safe

TITLE = N_("컨테이너 {name}의 파일은 어디에 있나")
SHOWN = 40
LAYER, VOLUME, ANONYMOUS, BIND, TMPFS = "layer", "volume", "anonymous", "bind", "tmpfs"
WORDS = {
    LAYER: N_("이미지 + 쓰기 레이어"), VOLUME: N_("볼륨"), ANONYMOUS: N_("이름 없는 볼륨"),
    BIND: N_("바인드 마운트"), TMPFS: N_("tmpfs"),
}  # fmt: skip
# what becomes of the files when the container is removed
FATES = {
    LAYER: N_("쓰기 레이어는 사라집니다"), VOLUME: N_("남습니다"),
    ANONYMOUS: N_("남습니다 (rm -v면 삭제)"),
    BIND: N_("호스트에 남습니다"), TMPFS: N_("멈추기만 해도 사라집니다"),
}  # fmt: skip
COLOURS = {LAYER: "cv-here", VOLUME: "cv-run", ANONYMOUS: "cv-end", BIND: "cv-keep", TMPFS: ""}


@dataclass(frozen=True)
class Place:
    """A path inside, what lies there, and where its bytes are."""

    path: str
    kind: str
    source: str
    writable: bool = True


@dataclass(frozen=True)
class Mounts:
    """All places of a container, and how many paths its writable layer changed."""

    name: str
    places: tuple[Place, ...]
    changed: int = 0


def read(api: docker.APIClient, name: str) -> Mounts | None:
    """From inspect and `docker diff`; None if there is no such container."""
    try:
        raw = api.inspect_container(name)
        changed = len(api.diff(raw["Id"]) or ())
    except docker.errors.NotFound:
        return None
    return Mounts(name, places(raw), changed)


def places(raw: dict[str, Any]) -> tuple[Place, ...]:
    """The root and everything mounted over it, by path."""
    host = raw.get("HostConfig") or {}
    root = Place("/", LAYER, str(raw["Config"]["Image"]), not host.get("ReadonlyRootfs"))
    found = {mount["Destination"]: _place(mount) for mount in raw.get("Mounts") or ()}
    for path in host.get("Tmpfs") or ():
        found[path] = Place(path, TMPFS, "")
    return (root, *(found[path] for path in sorted(found)))


def _place(mount: dict[str, Any]) -> Place:
    kind, name = str(mount.get("Type", "")), str(mount.get("Name") or "")
    if kind == VOLUME and len(name) == 64 and set(name) <= set("0123456789abcdef"):
        kind = ANONYMOUS
    source = name if kind in (VOLUME, ANONYMOUS) else str(mount.get("Source") or "")
    return Place(str(mount["Destination"]), kind, source, bool(mount.get("RW", True)))


def picture(found: Mounts | None, name: str) -> Picture:
    """One row a place; a path belongs to the longest place that it begins with."""
    title = _(TITLE).format(name=cut(clean(name), 40))
    if found is None:
        return no_container(title, name)
    head = (_("안의 경로"), _("무엇"), _("어디에"), _("쓰기"), _("컨테이너를 지우면"))
    shown = found.places[:SHOWN]
    rows = [
        (cut(clean(place.path), 40), _word(place), cut(_where(place), 40), _may(place), _fate(place))
        for place in shown
    ]
    notes = [_("쓰기 레이어에서 바뀐 경로: {count}개").format(count=found.changed)]
    if len(found.places) > SHOWN:
        notes.append(_("… {count}개 더").format(count=len(found.places) - SHOWN))
    text = [*table([head, *rows], indent=""), *notes]
    body = _table(title, head, shown) + "".join(f'<p class="cv-note">{safe(note)}</p>' for note in notes)
    return Picture(title, "\n".join(text), body)


def _word(place: Place) -> str:
    return _(WORDS[place.kind]) if place.kind in WORDS else clean(place.kind, 20)


def _fate(place: Place) -> str:
    return _(FATES[place.kind]) if place.kind in FATES else ""


def _may(place: Place) -> str:
    return _("됨") if place.writable else _("읽기 전용")


def _where(place: Place) -> str:
    if place.kind == LAYER:
        return _("이미지 {name}").format(name=clean(place.source))
    return _("메모리") if place.kind == TMPFS else clean(place.source)


def _table(name: str, head: Sequence[str], places: Sequence[Place]) -> str:
    top = "".join(f'<th scope="col">{safe(title)}</th>' for title in head)
    body = "".join(
        f'<tr data-kind="{safe(clean(place.kind, 20))}"><td>{label(place.path, 40, "cv-code")}</td>'
        f'<td><span class="cv-tag {COLOURS.get(place.kind, "")}">{safe(_word(place))}</span></td>'
        f'<td class="cv-break">{label(_where(place), 26)}</td><td class="cv-tight">{safe(_may(place))}</td>'
        f"<td>{safe(_fate(place))}</td></tr>"
        for place in places
    )
    return wide(top, body, name)
