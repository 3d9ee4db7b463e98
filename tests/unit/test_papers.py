"""The papers agree with the program, and the rooms with their doors."""

import ast
import re
from pathlib import Path

import pytest

from helpers.cli import COMMANDS
from helpers.course import course
from helpers.paths import ROOT

# what each room of helpers/ may import, besides itself and the files that belong to no room
BELOW = {
    "engine": set(),
    "images": {"engine"},
    "lab": {"engine"},
    "checks": {"engine", "lab"},
    "editions": {"engine", "images", "lab", "checks"},
    "views": {"engine", "images", "lab", "checks"},
    "launch": {"engine", "images", "lab", "checks", "editions", "views"},
    "cli": {"engine", "images", "lab", "checks", "editions", "views", "launch"},
}


def imports(path: Path) -> set[str]:
    """The rooms of helpers/ that a module imports, wherever in the module."""
    names = [
        name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    ]
    rooms = {name.split(".")[1] for name in names if name.startswith("helpers.")}
    return rooms & set(BELOW)


@pytest.mark.parametrize("room", BELOW)
def test_a_room_imports_only_the_rooms_below_it(room):
    for path in (ROOT / "helpers" / room).rglob("*.py"):
        assert imports(path) <= BELOW[room] | {room}, path


def test_lessons_import_only_what_authors_are_promised():
    for path in (ROOT / "labs").rglob("*.py"):
        if "files" not in path.parts and not path.name.startswith("misses"):  # those belong to the tests
            found = re.findall(r"^(?:from|import) (helpers[\w.]*)", path.read_text(encoding="utf-8"), re.M)
            assert all(name.startswith("helpers.checks") for name in found), path


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_both_readmes_name_every_command_and_no_other(page):
    named = set(re.findall(r"^\| `course ([a-z]+)", (ROOT / page).read_text(encoding="utf-8"), re.M))
    assert named == set(COMMANDS)


@pytest.mark.parametrize(
    "page", ["README.md", "README.ko.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "labs/STYLE.md"]
)
def test_links_to_files_lead_somewhere(page):
    path = ROOT / page
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_whole_course_is_100_points_and_six_to_eight_hours():
    if len(course().lessons) == 10:
        from helpers.checks import load

        assert sum(load(one.name).points for one in course().lessons) == 100
        assert 6 <= sum(one.minutes for one in course().lessons) / 60 <= 8


def test_the_map_of_the_primer_names_headings_that_exist():
    rows = re.findall(
        r"^\| (?!문서의)([^|]+) \| (\d\d_\w+) \| ([^|]+) \|$",
        (ROOT / "labs/PRIMER.md").read_text(encoding="utf-8"),
        re.M,
    )
    assert len(rows) > 30
    for _section, lesson, heading in rows:
        text = (ROOT / "labs" / lesson / "lesson.md").read_text(encoding="utf-8")
        assert f"\n## {heading}\n" in text, f"{lesson}: {heading}"
    untaught = {one.name for one in course().lessons} - {lesson for _section, lesson, _heading in rows}
    assert untaught <= {"09_final"}
