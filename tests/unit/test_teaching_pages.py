"""The pages for teachers: both languages say the same, and what they name is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import polib
import pytest

from helpers.authoring.readable import unwanted
from helpers.checks.drawing import PORTS
from helpers.cli import COMMANDS, course
from helpers.grading.classfile import Late
from helpers.launch.free_port import USUAL
from helpers.markdown import headings
from helpers.paths import ROOT
from helpers.room.furnish import PORT

TEACHING = ROOT / "docs/teaching"
NAMES = sorted(page.name.removesuffix(".ko.md") for page in TEACHING.glob("*.ko.md"))
PAGES = sorted(page.name for page in TEACHING.glob("*.md"))
SPAN = re.compile(r"`([^`]+)`")
NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
KIND = re.compile(r"\s*[|>#-]*(?:\d+\.)?")  # heading, row, item or paragraph
OPTION = re.compile(r"(?<!\S)--[a-z][a-z-]*")
DOCKERS = {"--detach-keys", "--no-cache"}  # options that the pages name and that are docker's own


def text(page: str) -> str:
    """A page of docs/teaching."""
    return (TEACHING / page).read_text(encoding="utf-8")


def lines(page: str) -> list[str]:
    """Its paragraphs, list items, rows and headings; each is one line, in both languages."""
    return [line for line in text(page).splitlines() if line.strip()]


def shown(page: str) -> list[str]:
    """What a page tells to type or names as code, in its order; of a block of code the commands."""
    prose, *rest = re.split(r"^```\n", text(page), flags=re.MULTILINE)
    found = SPAN.findall(prose)
    for at, part in enumerate(rest):
        found += SPAN.findall(part) if at % 2 else re.findall(r"course [^#\n]*[^#\s]", part)
    return found


def test_every_page_for_teachers_has_both_languages():
    assert {f"{name}.md" for name in NAMES} | {f"{name}.ko.md" for name in NAMES} == set(PAGES)
    assert len(NAMES) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_parts_in_the_same_order(name):
    assert [level for level, _text in headings(text(f"{name}.md"))] == [
        level for level, _text in headings(text(f"{name}.ko.md"))
    ]
    english, korean = lines(f"{name}.md"), lines(f"{name}.ko.md")
    for there, here in zip(english, korean, strict=False):
        assert KIND.match(there)[0] == KIND.match(here)[0], (there, here)
        assert there.count("|") == here.count("|"), (there, here)
    assert len(english) == len(korean)


def test_the_readme_has_the_same_parts_and_tables_in_both_languages():
    english, korean = ((ROOT / page).read_text(encoding="utf-8") for page in ("README.md", "README.ko.md"))
    assert [level for level, _text in headings(english)] == [level for level, _text in headings(korean)]
    rows, korean_rows = ([line for line in page.splitlines() if line.strip()] for page in (english, korean))
    for there, here in zip(rows, korean_rows, strict=True):
        assert KIND.match(there)[0] == KIND.match(here)[0], (there, here)
        assert there.count("|") == here.count("|"), (there, here)
    folders = [re.findall(r"^\| (`\w+/`) \|", page, flags=re.MULTILINE) for page in (english, korean)]
    assert folders[0] == folders[1] and len(folders[0]) >= 4


@pytest.mark.parametrize("name", NAMES)
def test_each_line_has_the_same_code_and_numbers_in_both_languages(name):
    for english, korean in zip(lines(f"{name}.md"), lines(f"{name}.ko.md"), strict=True):
        assert Counter(SPAN.findall(english)) == Counter(SPAN.findall(korean)), english
        numbers = [Counter(NUMBER.findall(SPAN.sub("", line))) for line in (english, korean)]
        assert numbers[0] == numbers[1], english
    assert Counter(shown(f"{name}.md")) == Counter(shown(f"{name}.ko.md"))


def below(command: click.Command, words: list[str]) -> tuple[click.Command, list[str]]:
    """The subcommand that the words name, and the words after it."""
    with click.Context(command) as context:
        while words and isinstance(command, click.Group):
            found = command.get_command(context, words[0])
            assert found is not None, words[0]
            command, words = found, words[1:]
    return command, words


def options(command: click.Command) -> set[str]:
    """Every option of a command."""
    return {name for parameter in command.params for name in parameter.opts}


def everything(command: click.Command) -> Iterator[click.Command]:
    """A command and all below it."""
    yield command
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                yield from everything(found)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_that_a_page_names_is_in_the_command_line(page):
    known = {name for command in everything(course) for name in options(command)}
    named = 0
    for code in shown(page):
        told = re.search(r"(?:^|\| )course (.+)", code)
        if told:
            words = told[1].split()
            assert words[0] in COMMANDS
            command, _arguments = below(course, words)
            assert set(OPTION.findall(code)) <= options(command), code
            named += 1
        elif code.startswith("--"):
            assert set(OPTION.findall(code)) <= known | DOCKERS, code
    assert named >= 10


@pytest.mark.parametrize("page", PAGES)
def test_every_target_and_file_that_a_page_names_is_there(page):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for code in shown(page):
        if code.startswith("make "):
            _make, target, *settings = code.split()
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), code
            for setting in settings:
                assert f"$({setting.partition('=')[0]})" in makefile, code
        elif code.startswith(("labs/", "helpers/", "scripts/", "docs/")):
            assert list(ROOT.glob(code.split()[0])), code


@pytest.mark.parametrize("page", ["README.ko.md", *(f"docs/teaching/{name}.ko.md" for name in NAMES)])
def test_a_korean_page_leads_to_korean_pages_and_once_to_the_english_one(page):
    path = ROOT / page
    found = re.findall(r"\[([^\]]*)\]\((?!https?://)([^)#]+\.md)\)", path.read_text(encoding="utf-8"))
    for label, target in found:
        if label != "English" and not target.endswith(".ko.md"):
            assert not (path.parent / target.replace(".md", ".ko.md")).exists(), target
    english = Path(page).name.replace(".ko.md", ".md")
    assert [target for label, target in found if label == "English"] == [english]
    back = (path.parent / english).read_text(encoding="utf-8")
    assert back.count(f"[한국어]({path.name})") == 1


@pytest.mark.parametrize("page", [f"{name}.ko.md" for name in NAMES])
def test_the_korean_pages_keep_to_the_terms_of_the_style(page):
    terms = unwanted()
    word = re.compile(rf"(?<![가-힣])(?:{'|'.join(map(re.escape, terms))})")
    assert word.findall(text(page)) == []


@pytest.mark.parametrize(
    ("page", "head"), [("workshop.md", "| it says |"), ("workshop.ko.md", "| 나오는 말 |")]
)
def test_what_a_room_is_said_to_say_is_what_it_says(page, head):
    catalogue = polib.pofile(str(ROOT / "labs/locale/en/LC_MESSAGES/course.po"))
    said = [
        (entry.msgid if ".ko." in page else entry.msgstr).casefold()
        for entry in catalogue
        if any(path.startswith("helpers/room/") for path, _line in entry.occurrences)
    ]
    table = text(page).partition(head)[2].partition("\n\n")[0].splitlines()[2:]
    assert len(table) == 5
    for row in table:
        pieces = [piece.strip().casefold() for piece in row.split("|")[1].split("…") if piece.strip()]
        assert any(all(piece in message for piece in pieces) for message in said), row


@pytest.mark.parametrize("page", ["workshop.md", "workshop.ko.md"])
def test_the_workshop_names_the_ports_that_are_used(page):
    told = next(line for line in lines(page) if "AirPlay" in line)
    lessons = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("labs/*/lesson.md"))
    published = set(re.findall(r"(?:-p |- \"?)127\.0\.0\.1:(\d+):", lessons))
    wanted = {USUAL, PORT, PORTS.start, PORTS.stop - 1}
    assert published | {str(port) for port in wanted} <= set(NUMBER.findall(told))


@pytest.mark.parametrize("page", ["grading.md", "grading.ko.md"])
def test_grading_says_what_lateness_costs(page):
    told = next(line for line in lines(page) if "`late`" in line)
    late = Late()
    costs = (late.percent_a_day, late.at_most_percent, late.grace_minutes)
    assert NUMBER.findall(told) == [f"{cost:g}" for cost in costs]
