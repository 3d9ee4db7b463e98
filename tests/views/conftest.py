"""What tests of views share: golden files, and a page's structure without its words."""

from __future__ import annotations

import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.views.frame import Picture

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))
TOKENS = ("class", "data-state", "data-holders", "role", "open", "scope")


@pytest.fixture
def golden() -> Callable[[str, Picture], None]:
    """Compare a picture's text and structure with golden/NAME.txt; UPDATE_GOLDEN=1 writes it anew."""

    def compare(name: str, picture: Picture) -> None:
        now = f"{picture}\n----\n{structure(picture)}\n"
        path = GOLDEN / f"{name}.txt"
        if UPDATE:
            path.write_text(now, encoding="utf-8")
        assert now == path.read_text(encoding="utf-8"), "UPDATE_GOLDEN=1 accepts the change"

    return compare


def parsed(picture: Picture) -> ET.Element:
    """The HTML as a tree: fails if a tag is left open or a name broke out of its place."""
    html = re.sub(r"<style>.*?</style>", "", picture.html(), flags=re.DOTALL)
    html = html.replace("<br>", "<br/>").replace(" open ", ' open="" ')
    return ET.fromstring(html)


def structure(picture: Picture) -> str:
    """Elements with their classes and texts, one a line, without what may move by a pixel."""
    lines: list[str] = []

    def walk(element: ET.Element, depth: int) -> None:
        marks = "".join(f" {name}={element.get(name)}" for name in TOKENS if element.get(name) is not None)
        text = (element.text or "").strip()
        tag = element.tag.rpartition("}")[2]
        if tag != "desc":  # the text form once more
            lines.append(f"{'  ' * depth}{tag}{marks}{f': {text}' if text else ''}")
        for child in element:
            walk(child, depth + 1)

    walk(parsed(picture), 0)
    return "\n".join(lines)
