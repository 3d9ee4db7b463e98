"""Translations: what is extracted, what an edit makes fuzzy, what a check names."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import polib
import pytest

from helpers import i18n
from helpers.editions import phrases, translations
from helpers.errors import CourseError
from helpers.paths import cache
from tests.unit.editions_sample import LESSON, PROGRAM, build

ENGLISH = ("ko", "en")
PO = "labs/locale/en/LC_MESSAGES/course.po"


def translate_all(root: Path) -> None:
    """Build, then fill every entry of the English catalogue."""
    build(root, ENGLISH).write()
    po = polib.pofile(str(root / PO))
    for entry in po:
        mark, text = re.fullmatch(r"((?:#+|-) )?(.+)", entry.msgid, re.DOTALL).groups("")
        entry.msgstr = f"{mark}EN<{text}>"
    po.save()
    build(root, ENGLISH).write()


def flags(root: Path, lesson: str = LESSON) -> list[tuple[str, str, str]]:
    return [(gap.kind, gap.where, gap.text) for gap in build(root, ENGLISH, lesson).gaps()["en"]]


def first(root: Path, lang: str, lesson: str = LESSON) -> nbformat.NotebookNode:
    text = build(root, ENGLISH, lesson).files[root / f"notebooks/{lang}/01_first.ipynb"]
    return nbformat.reads(text, as_version=4)


def test_lessons_are_known_by_cell_and_program_messages_stand_without_context(tmp_path: Path) -> None:
    build(tmp_path, ENGLISH).write()
    entries = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(tmp_path / PO))}
    assert (None, "{name}님, 안녕하세요.") in entries
    assert (None, "제목입니다") in entries
    assert (None, "표본") in entries
    assert (None, "하나") in entries
    assert ("01_first/questions", "왜 그런가요?") in entries
    assert [text for context, text in entries if context and "첫 문단" in text]


def test_only_text_with_korean_in_it_is_anybodys_work(tmp_path: Path) -> None:
    build(tmp_path, ENGLISH).write()
    assert not [entry for entry in polib.pofile(str(tmp_path / PO)) if entry.msgid == "docker ps"]


def test_a_fenced_block_is_one_piece_and_blocks_join_to_the_original() -> None:
    seen: list[str] = []

    def note(text: str, _context: str) -> str:
        seen.append(text)
        return text

    markdown = "가\n나\n\n```text\n다\n\n라\n```\n\n\n- 마\n- 바\n\n    docker ps\n"
    assert phrases.translated(markdown, "", note) == markdown
    assert seen == ["가\n나", "```text\n다\n\n라\n```", "- 마\n- 바"]


def test_a_full_translation_leaves_no_korean_lesson_text(tmp_path: Path) -> None:
    translate_all(tmp_path)
    assert flags(tmp_path) == []
    book = first(tmp_path, "en")
    texts = [cell.source for cell in book.cells if cell.cell_type == "markdown"]
    assert any(
        "EN<첫 문단입니다. 두 문장입니다.>\n\nEN<둘째 문단입니다.>\n\n    docker ps" in text for text in texts
    )
    assert texts[0].startswith("# 01. EN<하나>")


def test_one_changed_sentence_makes_exactly_one_entry_fuzzy_and_shows_korean_meanwhile(
    tmp_path: Path,
) -> None:
    translate_all(tmp_path)
    edited = LESSON.replace("첫 문단입니다. 두 문장입니다.", "첫 문단입니다. 두 문장이었습니다.")
    ((kind, where, text),) = flags(tmp_path, edited)
    assert (kind, text) == ("fuzzy", "첫 문단입니다. 두 문장이었습니다.")
    assert where.startswith("01_first/h")
    assert any("두 문장이었습니다." in cell.source for cell in first(tmp_path, "en", edited).cells)
    build(tmp_path, ENGLISH, edited).write()
    (entry,) = [entry for entry in polib.pofile(str(tmp_path / PO)) if entry.fuzzy]
    assert entry.previous_msgid == "첫 문단입니다. 두 문장입니다."


def test_a_fuzzy_entry_stays_fuzzy_and_remembers_the_text_it_was_made_for(tmp_path: Path) -> None:
    translate_all(tmp_path)
    for sentence in ("두 문장이었습니다.", "두 문장이었습니다!"):
        edited = LESSON.replace("첫 문단입니다. 두 문장입니다.", f"첫 문단입니다. {sentence}")
        build(tmp_path, ENGLISH, edited).write()
    assert [kind for kind, *_rest in flags(tmp_path, edited)] == ["fuzzy"]
    (entry,) = [entry for entry in polib.pofile(str(tmp_path / PO)) if entry.fuzzy]
    assert entry.previous_msgid == "첫 문단입니다. 두 문장입니다."


def test_a_renamed_heading_keeps_the_translations_under_it(tmp_path: Path) -> None:
    translate_all(tmp_path)
    edited = LESSON.replace("## 처음", "## 완전히 다른 이름의 절")
    assert [text for _kind, _where, text in flags(tmp_path, edited)] == ["## 완전히 다른 이름의 절"]


def test_a_new_paragraph_is_missing_and_a_removed_one_is_dropped(tmp_path: Path) -> None:
    translate_all(tmp_path)
    edited = LESSON.replace("둘째 문단입니다.", "전혀 새로운 이야기를 여기에 적었습니다.")
    assert [(kind, text) for kind, _w, text in flags(tmp_path, edited)] == [
        ("missing", "전혀 새로운 이야기를 여기에 적었습니다.")
    ]
    build(tmp_path, ENGLISH, edited).write()
    left = [
        entry.msgid for entry in polib.pofile(str(tmp_path / PO)) if (entry.msgctxt or "").startswith("01_")
    ]
    assert "둘째 문단입니다." not in left


def test_an_edit_changes_no_other_line_of_the_catalogue(tmp_path: Path) -> None:
    translate_all(tmp_path)
    before = set((tmp_path / PO).read_text(encoding="utf-8").splitlines())
    (tmp_path / "helpers" / "hello.py").write_text("# one line more\n" + PROGRAM, encoding="utf-8")
    edited = build(tmp_path, ENGLISH, LESSON.replace("## 처음\n", "## 처음\n\n아주 새 문단.\n"))
    after = edited.files[tmp_path / PO].splitlines()
    assert {line for line in after if line not in before} == {'msgid "아주 새 문단."'}


def test_a_translation_whose_fields_differ_is_named_because_it_would_break_the_program(
    tmp_path: Path,
) -> None:
    translate_all(tmp_path)
    path = tmp_path / PO
    path.write_text(path.read_text(encoding="utf-8").replace("EN<{name}", "EN<{nmae}"), encoding="utf-8")
    assert flags(tmp_path) == [("fields", "helpers/hello.py", "{name}님, 안녕하세요.")]


def test_a_translation_of_another_shape_is_named_and_not_published(tmp_path: Path) -> None:
    translate_all(tmp_path)
    path = tmp_path / PO
    path.write_text(path.read_text(encoding="utf-8").replace("## EN<처음", "EN<처음"), encoding="utf-8")
    assert {(kind, text) for kind, _where, text in flags(tmp_path)} == {("shape", "## 처음")}
    assert "EN<처음" not in nbformat.writes(first(tmp_path, "en"))


def test_a_language_not_yet_published_owes_its_program_messages_only(tmp_path: Path) -> None:
    (tmp_path / "labs/locale/en/LC_MESSAGES").mkdir(parents=True)
    made = build(tmp_path)
    gaps = made.gaps()["en"]
    assert "제목입니다" in [gap.text for gap in gaps]
    assert not [gap for gap in gaps if gap.is_lesson]
    assert not [path for path in made.files if "notebooks/en" in path.as_posix()]


def test_a_catalogue_that_cannot_be_read_is_one_clear_line(tmp_path: Path) -> None:
    path = translations.path_of(tmp_path, "en")
    path.parent.mkdir(parents=True)
    path.write_text('msgid "a"\nmsgstr "b\nrubbish\n', encoding="utf-8")
    with pytest.raises(CourseError, match=r"course\.po"):
        translations.read(path)


def test_a_broken_catalogue_does_not_stop_a_learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = translations.path_of(tmp_path, "en")
    path.parent.mkdir(parents=True)
    path.write_text('msgid "a"\nmsgstr "b\nrubbish\n', encoding="utf-8")
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)
    assert i18n.messages.__wrapped__("en") == {}


def test_a_home_that_may_not_be_entered_does_not_stop_a_learner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)
    path = tmp_path / "en/LC_MESSAGES/course.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "하나"\nmsgstr "one"\n', encoding="utf-8")
    monkeypatch.setattr(Path, "is_dir", forbidden)
    assert i18n.messages.__wrapped__("en") == {"하나": "one"}


def test_a_catalogue_is_parsed_once_and_again_when_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    cache().mkdir(parents=True)  # as a set-up leaves it
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)
    path = tmp_path / "en/LC_MESSAGES/course.po"
    path.parent.mkdir(parents=True)
    parsed: list[Path] = []
    parse = i18n.entries
    monkeypatch.setattr(i18n, "entries", lambda found: parsed.append(found) or parse(found))
    read = i18n.messages.__wrapped__

    path.write_text('msgid "하나"\nmsgstr "one"\n', encoding="utf-8")
    assert read("en") == read("en") == {"하나": "one"}
    assert len(parsed) == 1
    path.write_text('msgid "하나"\nmsgstr "the one"\n', encoding="utf-8")
    assert read("en") == {"하나": "the one"}
    (tmp_path / "cache/docker-course/messages-en.json").write_text("{", encoding="utf-8")
    assert read("en") == {"하나": "the one"}
