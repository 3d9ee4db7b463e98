"""Images as stacks of layers, to scale, with what made each; a layer that images share is drawn once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import docker

from helpers.i18n import N_, _
from helpers.views.frame import Picture, clean, cut, message, size, svg, table, write

TITLE = N_("이미지의 레이어")
WIDTH, WIDER, ABOVE, GAP = 604, 768, 13, 14  # px; three images need more room than two
TALL, LOW = 230, 30  # px: all layers of the largest image together; the least that holds a line of text
MOST = 4  # images side by side
# instructions that set something and add no files (docs.docker.com/reference/dockerfile)
SETTINGS = re.compile(
    r"^(?:ENV|CMD|LABEL|EXPOSE|ENTRYPOINT|USER|VOLUME|STOPSIGNAL|ARG|HEALTHCHECK|MAINTAINER|ONBUILD|SHELL)\b"
)
HASH = re.compile(r"\b(?:file|dir|multi):[0-9a-f]{64} in ")  # how it names what COPY copied
LINE, LETTER = 17, 7.4  # px: a line of text above a stack, and the width of a letter in it
ARGUMENTS = re.compile(r"^(?:RUN )?\|\d+ .*?(?=/bin/sh -c )", re.DOTALL)  # build arguments of a RUN
NOP = re.compile(r"^/bin/sh -c #\(nop\)\s+")  # how the classic builder writes what it does not run


@dataclass(frozen=True)
class Layer:
    """One layer: its digest, its bytes, and the instruction that made it."""

    digest: str
    bytes: int
    made_by: str


@dataclass(frozen=True)
class Stack:
    """One image: layers from the base up, and the settings above them, the oldest first."""

    name: str
    layers: tuple[Layer, ...]
    settings: tuple[str, ...] = ()

    @property
    def bytes(self) -> int:
        """All layers together."""
        return sum(layer.bytes for layer in self.layers)

    def chain(self, depth: int) -> tuple[str, ...]:
        """The digests up to a depth: only with all below it in common is a layer the same layer."""
        return tuple(layer.digest for layer in self.layers[: depth + 1])


def read(api: docker.APIClient, names: Sequence[str]) -> tuple[list[Stack], list[str]]:
    """The images that are there, and the names of those that are not."""
    found: list[Stack] = []
    missing: list[str] = []
    for name in names:
        try:
            raw = api.inspect_image(name)
        except docker.errors.NotFound:
            missing.append(name)
            continue
        except docker.errors.APIError as error:  # a name that cannot be one: 400
            if error.status_code != 400:
                raise
            missing.append(name)
            continue
        digests = (raw.get("RootFS") or {}).get("Layers") or []
        found.append(stack(name, digests, api.history(raw["Id"])))
    return found, missing


def stack(name: str, digests: Sequence[str], history: Sequence[dict[str, Any]]) -> Stack:
    """Join layers and history: the engine lists them apart, and settings make history but no layer."""
    rows = [(_made_by(step, at), int(step.get("Size") or 0)) for at, step in enumerate(reversed(history))]
    spare = len(digests) - sum(number > 0 for _text, number in rows)
    layers: list[Layer] = []
    settings: list[str] = []
    for text, number in rows:
        empty_layer = number == 0 and spare > 0 and not SETTINGS.match(text)
        if (number or empty_layer) and len(layers) < len(digests):
            layers.append(Layer(digests[len(layers)], number, text))
            spare -= empty_layer
        else:
            settings.append(text)
    while len(layers) < len(digests):  # an image without history
        layers.append(Layer(digests[len(layers)], 0, ""))
    return Stack(name, tuple(layers), tuple(settings))


def _made_by(row: dict[str, Any], at: int) -> str:
    created_by, comment = str(row.get("CreatedBy") or ""), str(row.get("Comment") or "")
    # what stands alone at the bottom was imported by a tool that says so; above it, a bare program
    # is what `docker commit` found running
    return instruction(created_by, comment) if at else instruction(created_by, comment or created_by)


def instruction(created_by: str, comment: str = "") -> str:
    """The instruction as it stands in a Dockerfile, whichever builder noted it."""
    text = HASH.sub("", created_by.replace("# buildkit", "")).strip()
    text = ARGUMENTS.sub("", text)
    if NOP.match(text):
        return NOP.sub("", text)
    if text.startswith("/bin/sh -c "):
        return "RUN " + text.removeprefix("/bin/sh -c ")
    if text.startswith("RUN /bin/sh -c "):
        return "RUN " + text.removeprefix("RUN /bin/sh -c ")
    if text.split(" ")[0].isupper():
        return text
    return f"commit ({text})" if text and not comment else comment or text


def picture(stacks: Sequence[Stack], missing: Sequence[str] = ()) -> Picture:
    """The stacks side by side, those with a common base next to each other."""
    title = _(TITLE)
    absent = [_("이미지 {name}: 아직 없습니다.").format(name=cut(clean(name), 60)) for name in missing]
    if not stacks:
        return message(title, " ".join(absent) or _("보여 줄 이미지가 없습니다."))
    shown = sorted(stacks[:MOST], key=lambda image: image.chain(len(image.layers)))
    if len(stacks) > MOST:
        absent.append(_("앞의 {count}개만 그렸습니다.").format(count=MOST))
    text = "\n".join([*_lines(shown), *absent])
    notes = [_("높이는 크기에 비례하고, 작은 레이어는 글자가 들어가는 높이로 그립니다.")]
    if len(shown) > 1:
        notes.append(_("여러 이미지에 걸친 레이어(보라)는 디스크에 하나만 있습니다."))
    told = "".join(message("", note).body for note in [" ".join(notes), *absent])
    return Picture(title, text, _drawing(shown, title, text) + told)


def own(stacks: Sequence[Stack], image: Stack) -> int:
    """Bytes of the layers that no other of these images has."""
    others = {other.chain(at) for other in stacks if other is not image for at in range(len(other.layers))}
    return sum(layer.bytes for at, layer in enumerate(image.layers) if image.chain(at) not in others)


def _shared(stacks: Sequence[Stack], image: Stack, at: int) -> list[int]:
    """Which of the stacks hold this very layer."""
    chain = image.chain(at)
    return [
        number for number, other in enumerate(stacks) if other.chain(at) == chain and at < len(other.layers)
    ]


def _lines(stacks: Sequence[Stack]) -> Iterable[str]:
    for image in stacks:
        yield _("{name}: 레이어 {count}개, 전체 {size}, 혼자 쓰는 것 {own}").format(
            name=cut(clean(image.name), 40),
            count=len(image.layers),
            size=size(image.bytes),
            own=size(own(stacks, image)),
        )
        rows = []
        for at in range(len(image.layers) - 1, -1, -1):
            layer = image.layers[at]
            common = _("함께 씀") if len(_shared(stacks, image, at)) > 1 else ""
            rows.append((f"{at + 1}", f"{size(layer.bytes):>8}", cut(clean(layer.made_by), 60), common))
        yield from table(rows)
        if image.settings:
            named = ", ".join(cut(clean(text), 40) for text in image.settings)
            yield "  " + _("설정: {settings}").format(settings=named)


# -- the drawing ---------------------------------------------------------------------------------
def _drawing(stacks: Sequence[Stack], title: str, words: str) -> str:
    largest = max([image.bytes for image in stacks] + [1])
    room = WIDTH if len(stacks) < 3 else WIDER
    width = (room - GAP * (len(stacks) - 1)) / len(stacks)
    width = min(width, 420)
    heads = [_head(image, own(stacks, image), int(width / LETTER)) for image in stacks]
    tall = [
        sum(_height(layer, largest) for layer in image.layers) + len(head) * LINE
        for image, head in zip(stacks, heads, strict=True)
    ]
    bottom = max(tall) + ABOVE
    body: list[str] = []
    for column, image in enumerate(stacks):
        left = column * (width + GAP)
        y = bottom
        for at, layer in enumerate(image.layers):
            high = _height(layer, largest)
            y -= high
            holders = _shared(stacks, image, at)
            if holders[0] == column:
                span = len(holders) * (width + GAP) - GAP
                body.append(_block(left, y, span, high, layer, len(holders)))
        for up, (line, kind) in enumerate(reversed(heads[column])):
            body.append(write(left + 2, y - 8 - up * LINE, line, int(width / LETTER), kind))
    whole = round(len(stacks) * (width + GAP) - GAP)
    return svg(whole, bottom + 4, title, words, body)


def _height(layer: Layer, largest: int) -> int:
    return max(LOW, round(TALL * layer.bytes / largest))


def _head(image: Stack, alone: int, letters: int) -> list[tuple[str, str]]:
    """What stands above a stack, line by line with its style: name, sizes, settings."""
    sizes = _("전체 {size} · 혼자 {own}").format(size=size(image.bytes), own=size(alone))
    parts = [sizes] if len(sizes) <= letters else sizes.split(" · ")
    if image.settings:
        words = ", ".join(dict.fromkeys(text.split(" ")[0] for text in image.settings))
        parts.append(_("설정: {settings}").format(settings=words))
    return [(image.name, "cv-b"), *((part, "cv-s") for part in parts)]


def _block(left: float, top: int, width: float, high: int, layer: Layer, holders: int) -> str:
    kind = "cv-shared" if holders > 1 else "cv-layer"
    note = size(layer.bytes)
    letters = int((width - 24) / 7.9) - len(note) - 2
    middle = top + high / 2 + 4.5
    return (
        f'<rect class="{kind}" data-holders="{holders}" x="{left + 0.5:g}" y="{top + 1}" '
        f'width="{width - 1:g}" height="{high - 3}" rx="5"/>'
        + write(left + 12, middle, layer.made_by or _("기록 없음"), max(letters, 6), "cv-c")
        + write(left + width - 12, middle, note, anchor="end")
    )
