"""Pictures of a lesson: labs/NN_slug/pictures/NAME, named in Markdown as `![words](pictures/NAME)`.

A notebook and a handout carry them inside, so that each is whole wherever it is opened.
"""

from __future__ import annotations

import mimetypes
import re
from base64 import b64encode
from pathlib import Path

from helpers.errors import LessonError
from helpers.i18n import _

_PICTURE = re.compile(r"(?<=\]\()pictures/([\w.-]+)(?=\))")


def attached(text: str, lesson: Path) -> tuple[str, dict[str, dict[str, str]]]:
    """A cell's Markdown and its `attachments`, as nbformat has them. Raises LessonError without the file.

    https://nbformat.readthedocs.io/en/latest/format_description.html#cell-attachments
    """
    found = {name: dict([_read(lesson, name)]) for name in _PICTURE.findall(text)}
    return _PICTURE.sub(r"attachment:\1", text), found


def inlined(text: str, lesson: Path) -> str:
    """The Markdown with each picture as a data address. Raises LessonError without the file."""

    def address(found: re.Match[str]) -> str:
        kind, data = _read(lesson, found[1])
        return f"data:{kind};base64,{data}"

    return _PICTURE.sub(address, text)


def _read(lesson: Path, name: str) -> tuple[str, str]:
    try:
        data = (lesson / "pictures" / name).read_bytes()
    except OSError as error:
        raise LessonError(
            _("{lesson}: 그림을 읽지 못했습니다: pictures/{name}").format(lesson=lesson.name, name=name),
            _("파일을 그 자리에 두거나, lesson.md에서 그림을 빼세요."),
            code="no-picture",
        ) from error
    return mimetypes.guess_type(name)[0] or "application/octet-stream", b64encode(data).decode()
