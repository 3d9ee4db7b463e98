"""The image catalogue, read from labs/images.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpers.errors import ImageError
from helpers.i18n import _
from helpers.paths import LABS

KINDS = ("debian", "busybox")


@dataclass(frozen=True)
class Recipe:
    """How an image is made from distribution packages; the fields are explained in images.toml."""

    kind: str
    suite: str
    packages: tuple[str, ...]
    command: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One image that the lessons use; `size` in megabytes on the engine."""

    reference: str
    purpose: str
    size: int
    platforms: tuple[str, ...]
    end_of_life: str
    offline: Recipe

    @property
    def full_reference(self) -> str:
        """The reference with its tag, as the engine lists it."""
        return with_tag(self.reference)


def with_tag(reference: str) -> str:
    """`busybox` is short for `busybox:latest`; a colon before a slash belongs to a port."""
    return reference if ":" in reference.rpartition("/")[2] or "@" in reference else f"{reference}:latest"


def parse(text: str) -> tuple[Entry, ...]:
    """The entries of a catalogue. Raises ImageError that names the entry and the field at fault."""
    try:
        raw = tomllib.loads(text).get("image", [])
    except (ValueError, RecursionError) as error:
        raise _malformed(str(error), "toml") from error
    return from_toml(raw)


def from_toml(raw: object) -> tuple[Entry, ...]:
    """The entries as they were written. Raises ImageError that names the entry and the field at fault."""
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        raise _malformed("?", "image")
    entries = tuple(_entry(row) for row in raw)
    names = [entry.full_reference for entry in entries]
    for name in names:
        if names.count(name) > 1:
            raise _malformed(name, "reference")
    return entries


def _entry(raw: dict[str, object]) -> Entry:
    name = str(raw.get("reference", "?"))
    try:
        recipe = raw["offline"]
        if not isinstance(recipe, dict) or not isinstance(recipe["kind"], str) or recipe["kind"] not in KINDS:
            raise KeyError("offline.kind")
        return Entry(
            reference=str(raw["reference"]),
            purpose=str(raw["purpose"]),
            size=_number(raw["size"]),
            platforms=_words(raw["platforms"]),
            end_of_life=str(raw["end_of_life"]),
            offline=Recipe(
                recipe["kind"], str(recipe["suite"]), _words(recipe["packages"]), _words(recipe["command"])
            ),
        )
    except KeyError as error:
        raise _malformed(name, str(error.args[0])) from error


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise KeyError("size")
    return value


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _malformed(name: str, field: str) -> ImageError:
    return ImageError(
        _("이미지 목록에서 {name} 항목의 {field} 값이 없거나 맞지 않습니다.").format(name=name, field=field),
        _("labs/images.toml의 맨 위 설명을 보고 고치세요."),
        code="image-catalogue",
    )


@lru_cache(maxsize=1)
def catalogue() -> tuple[Entry, ...]:
    """Every image of the course, in the order of the file."""
    return parse(Path(LABS / "images.toml").read_text(encoding="utf-8"))


def entry(reference: str) -> Entry:
    """The entry of `reference`, with or without its tag. Raises ImageError that lists the known ones."""
    for known in catalogue():
        if known.full_reference == with_tag(reference):
            return known
    raise ImageError(
        _("'{name}'(이)라는 이미지는 이 과정의 목록에 없습니다.").format(name=reference),
        _("다음 가운데 하나를 쓰세요: {known}").format(
            known=", ".join(known.reference for known in catalogue())
        ),
        code="unknown-image",
    )
