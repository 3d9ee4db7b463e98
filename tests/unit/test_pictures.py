"""Pictures beside a lesson's Markdown travel inside what is made from it."""

from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from helpers.editions import pictures
from helpers.editions.handouts import markup
from helpers.errors import LessonError

TEXT = "Before. ![a wiki](pictures/wiki.png) After, `pictures/wiki.png`."


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/wiki.png").write_bytes(b"\x89PNG")
    return tmp_path


def test_a_notebook_carries_the_picture_as_an_attachment(lesson: Path) -> None:
    text, attachments = pictures.attached(TEXT, lesson)
    assert text == "Before. ![a wiki](attachment:wiki.png) After, `pictures/wiki.png`."
    assert b64decode(attachments["wiki.png"]["image/png"]) == b"\x89PNG"


def test_a_cell_without_a_picture_has_no_attachments(lesson: Path) -> None:
    assert pictures.attached("[docs](pictures.md)", lesson) == ("[docs](pictures.md)", {})


def test_a_handout_carries_the_picture_in_the_page(lesson: Path) -> None:
    html = markup.markdown(pictures.inlined(TEXT, lesson))
    data = b64encode(b"\x89PNG").decode()
    assert f'<img src="data:image/png;base64,{data}" alt="a wiki" class="picture">' in html


def test_a_page_asks_no_address_for_a_picture() -> None:
    assert markup.markdown("![a wiki](https://example.org/wiki.png)") == "<p><em>a wiki</em></p>\n"


def test_a_picture_that_is_not_there_is_named(lesson: Path) -> None:
    with pytest.raises(LessonError, match=r"pictures/other\.png"):
        pictures.attached("![x](pictures/other.png)", lesson)
