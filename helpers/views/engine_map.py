"""The engine as the learner uses it: containers, images, volumes, networks, and what depends on what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from helpers.i18n import N_, _
from helpers.views.frame import Picture, clean, cut, label, size, table
from helpers.views.words import safe

TITLE = N_("엔진에 있는 것")
SHOWN = 30  # of each kind; the running and the youngest first
# a mark and Docker's own word beside every colour
MARKS = {"running": ("●", "cv-run"), "paused": ("‖", "cv-here"), "created": ("○", ""),
         "exited": ("■", "cv-end"), "restarting": ("↻", "cv-end"),
         "dead": ("✗", "cv-end"), "removing": ("✗", "cv-end")}  # fmt: skip
KINDS = {
    "container": N_("컨테이너 {count}"), "image": N_("이미지 {count}"),
    "volume": N_("볼륨 {count}"), "network": N_("네트워크 {count}"),
}  # fmt: skip
ANY = ("0.0.0.0", "::")  # noqa: S104 – shown, not bound
PREDEFINED = ("bridge", "host", "none")


@dataclass(frozen=True)
class Box:
    """One container with what it stands on."""

    id: str
    name: str
    state: str
    exit_code: int | None
    image: str
    image_id: str
    created: int = 0
    ports: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Box:
        """From a row of GET /containers/json: no inspect is needed."""
        names = [name.lstrip("/") for name in row.get("Names") or () if name.count("/") == 1]
        code = re.match(r"Exited \((-?\d+)\)", str(row.get("Status", "")))
        ports = {
            f"{'*' if port['IP'] in ANY else port['IP']}:{port['PublicPort']} → {port['PrivatePort']}"
            for port in row.get("Ports") or () if port.get("PublicPort") and port.get("IP")
        }  # fmt: skip
        mounts = tuple(
            str(mount["Name"]) for mount in row.get("Mounts") or () if mount.get("Type") == "volume"
        )
        networks = (row.get("NetworkSettings") or {}).get("Networks") or {}
        return cls(
            str(row["Id"]), names[0] if names else str(row["Id"])[:12], str(row.get("State", "")),
            int(code[1]) if code else None, str(row.get("Image", "")), str(row.get("ImageID", "")),
            int(row.get("Created") or 0), tuple(sorted(ports)), mounts,
            tuple(sorted(name for name in networks if name not in PREDEFINED)),
        )  # fmt: skip

    def word(self) -> str:
        """Docker's word for its state, with the exit code if it ended."""
        state = clean(self.state, 20)
        return state if self.exit_code is None else f"{state} ({self.exit_code})"


@dataclass(frozen=True)
class Pack:
    """One name of an image, and the bytes of the image."""

    id: str
    name: str
    bytes: int
    created: int = 0


@dataclass(frozen=True)
class Snapshot:
    """What is on the engine and belongs to the course; `others` counts what was there before it."""

    boxes: tuple[Box, ...] = ()
    images: tuple[Pack, ...] = ()
    volumes: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    fresh: frozenset[tuple[str, str]] = (
        frozenset()
    )  # kind and id (else name) of what is new since the view was opened
    gone: tuple[tuple[str, str], ...] = ()  # kind and name
    others: Mapping[str, int] = field(default_factory=dict)


def picture(now: Snapshot) -> Picture:
    """Containers on the left; what they stand on on the right, with who uses it."""
    running = sum(box.state == "running" for box in now.boxes)
    counts = {"container": len(now.boxes), "image": len(now.images), "volume": len(now.volumes),
              "network": len(now.networks)}  # fmt: skip
    summary = " · ".join(_(KINDS[kind]).format(count=number) for kind, number in counts.items())
    summary += _(" (실행 중인 컨테이너 {count})").format(count=running)
    boxes = sorted(now.boxes, key=lambda box: (box.state != "running", -box.created, box.name))
    users = _users(now.boxes)
    rest = _others(now.others)
    text = [summary, *_text_boxes(boxes, now), *_text_things(now, users), *rest]
    body = (
        f"<p>{safe(summary)}</p>"
        f'<div class="cv-grid"><div>{_boxes(boxes, now)}</div>'
        f"<div>{_things(now, users)}</div></div>"
        + "".join(f'<p class="cv-note">{safe(line)}</p>' for line in rest)
    )
    return Picture(_(TITLE), "\n".join(text), body)


def _users(boxes: Iterable[Box]) -> dict[str, Counter[str]]:
    """How many containers use each image (by id), volume and network."""
    users: dict[str, Counter[str]] = {"image": Counter(), "volume": Counter(), "network": Counter()}
    for box in boxes:
        users["image"][box.image_id] += 1
        users["volume"].update(box.volumes)
        users["network"].update(box.networks)
    return users


def _others(others: Mapping[str, int]) -> list[str]:
    known = [_(text).format(count=others[kind]) for kind, text in KINDS.items() if others.get(kind)]
    line = _("과정을 시작하기 전부터 있던 것은 그리지 않았습니다: {things}")
    return [line.format(things=", ".join(known))] if known else []


def _used(count: int) -> str:
    return _("컨테이너 {count}개가 씁니다").format(count=count) if count else _("쓰는 컨테이너 없음")


def _needs(box: Box) -> list[str]:
    """What a container depends on, in words."""
    words = [_("이미지 {name}").format(name=cut(clean(box.image), 40))]
    words += [_("볼륨 {name}").format(name=cut(clean(name), 16)) for name in box.volumes]
    words += [_("네트워크 {name}").format(name=cut(clean(name), 30)) for name in box.networks]
    return words + [_("포트 {ports}").format(ports=clean(port, 60)) for port in box.ports]


def _more(count: int) -> list[str]:
    return [_("… {count}개 더").format(count=count - SHOWN)] if count > SHOWN else []


# -- text ----------------------------------------------------------------------------------------
def _text_boxes(boxes: Sequence[Box], now: Snapshot) -> list[str]:
    rows = []
    for box in boxes[:SHOWN]:
        mark = MARKS.get(box.state, ("?", ""))[0]
        fresh = _("새것") if ("container", box.id) in now.fresh else ""
        rows.append((f"{mark} {box.word()}", cut(clean(box.name), 30), "← " + ", ".join(_needs(box)), fresh))
    rows += [(_("✗ 지워짐"), cut(clean(name), 30)) for kind, name in now.gone if kind == "container"]  # type: ignore[misc]
    return [_("컨테이너"), *table(rows), *_more(len(boxes))] if rows else []


def _text_things(now: Snapshot, users: Mapping[str, Counter[str]]) -> list[str]:
    lines: list[str] = []
    for heading, kind, things in _kinds(now):
        rows = [
            (
                cut(clean(name), 40),
                note,
                _used(users[kind][key]),
                _("새것") if (kind, name) in now.fresh else "",
            )
            for key, name, note in things[:SHOWN]
        ]
        rows += [(cut(clean(name), 40), _("지워짐"), "", "") for gone, name in now.gone if gone == kind]
        lines += [heading, *table(rows), *_more(len(things))] if rows else []
    return lines


def _kinds(now: Snapshot) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Heading, kind, and for each thing its key, name and note."""
    images = sorted(now.images, key=lambda image: (-image.created, image.name))
    return [
        (_("이미지"), "image", [(image.id, image.name, size(image.bytes)) for image in images]),
        (_("볼륨"), "volume", [(name, name, "") for name in sorted(now.volumes)]),
        (_("네트워크"), "network", [(name, name, "") for name in sorted(now.networks)]),
    ]


# -- HTML ----------------------------------------------------------------------------------------
def _tag(word: str, kind: str = "") -> str:
    return f'<span class="cv-tag {kind}">{safe(word)}</span>'


def _head(text: str) -> str:
    """Not a <h4>: JupyterLab would put it into the lesson's table of contents."""
    return f'<div class="cv-head" role="heading" aria-level="3">{safe(text)}</div>'


def _boxes(boxes: Sequence[Box], now: Snapshot) -> str:
    items = [_box(box, ("container", box.id) in now.fresh) for box in boxes[:SHOWN]]
    items += [_gone(name) for kind, name in now.gone if kind == "container"]
    items += [f'<li class="cv-soft">{safe(line)}</li>' for line in _more(len(boxes))]
    heading, nothing = _("컨테이너"), _("아직 없습니다.")
    body = f"<ul>{''.join(items)}</ul>" if items else f'<p class="cv-note">{safe(nothing)}</p>'
    return f"{_head(heading)}{body}"


def _box(box: Box, fresh: bool) -> str:
    mark, kind = MARKS.get(box.state, ("?", ""))
    new = " " + _tag(_("새것"), "cv-here") if fresh else ""
    needs = "".join(f'<span class="cv-soft">{safe(word)}</span>' for word in _needs(box))
    return (
        f'<li class="cv-item" data-state="{safe(clean(box.state))}">{_tag(f"{mark} {box.word()}", kind)}'
        f"<div>{label(box.name, 40, 'cv-code')}{new}{needs}</div></li>"
    )


def _gone(name: str) -> str:
    mark = _tag(_("✗ 지워짐"))
    return f'<li class="cv-item cv-gone">{mark}<div>{label(name, 40, "cv-code")}</div></li>'


def _things(now: Snapshot, users: Mapping[str, Counter[str]]) -> str:
    parts = []
    for heading, kind, things in _kinds(now):
        items = []
        for key, name, note in things[:SHOWN]:
            new = " " + _tag(_("새것"), "cv-here") if (kind, name) in now.fresh else ""
            about = " · ".join(part for part in (note, _used(users[kind][key])) if part)
            items.append(
                f'<li class="cv-item"><span aria-hidden="true">▪</span><div>{label(name, 44, "cv-code")}{new}'
                f'<span class="cv-soft">{safe(about)}</span></div></li>'
            )
        items += [_gone(name) for gone, name in now.gone if gone == kind]
        items += [f'<li class="cv-soft">{safe(line)}</li>' for line in _more(len(things))]
        if items:
            parts.append(f"{_head(heading)}<ul>{''.join(items)}</ul>")
    return "<br>".join(parts)
