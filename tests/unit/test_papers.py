"""The papers agree with the program, and the rooms with their doors."""

import ast
import re
from pathlib import Path

import pytest

from helpers.checks.load import load
from helpers.cli import COMMANDS
from helpers.course import course
from helpers.editions import reference
from helpers.paths import ROOT

# what each room of helpers/ may import, besides itself and the files that belong to no room
BELOW = {
    "engine": set(),
    "images": {"engine"},
    "lab": {"engine"},
    "checks": {"engine", "lab"},
    "editions": {"engine", "images", "lab", "checks"},
    "views": {"engine", "images", "lab", "checks"},
    "uninstall": {"engine", "images", "lab", "checks"},
    "desk": {"engine", "images", "lab", "checks", "views"},
    "room": {"engine", "images", "editions"},
    "grading": {"engine", "images", "lab", "checks"},
    "launch": {"engine", "images", "lab", "checks", "editions", "views", "desk"},
    "authoring": {"engine", "images", "lab", "checks", "editions", "launch"},
    "cli": {
        "engine",
        "images",
        "lab",
        "checks",
        "editions",
        "views",
        "desk",
        "launch",
        "authoring",
        "uninstall",
        "room",
        "grading",
    },
}


def imports(path: Path) -> set[str]:
    """The rooms of helpers/ that a module imports, wherever in the module."""
    names = [
        name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
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
        if "files" not in path.parts:
            found = re.findall(r"^(?:from|import) (helpers[\w.]*)", path.read_text(encoding="utf-8"), re.M)
            assert all(name.startswith("helpers.checks") for name in found), path


# modules that share a name because they are one thing: a command and what it runs, a question and its look
SAME_IDEA = {
    "assignment": {"checks", "cli"},
    "build": {"cli", "editions"},
    "certificates": {"cli", "grading"},
    "doctor": {"", "cli"},
    "draw": {"cli", "views"},
    "explain": {"cli", "engine"},
    "prove": {"authoring", "cli"},
    "quiz": {"checks", "views"},
    "reset": {"cli", "lab"},
}


def test_no_two_modules_of_one_name_are_different_things():
    homes: dict[str, set[str]] = {}
    for path in (ROOT / "helpers").rglob("[a-z]*.py"):
        home = path.relative_to(ROOT / "helpers").parent.as_posix()
        homes.setdefault(path.stem, set()).add("" if home == "." else home)
    assert {name: found for name, found in homes.items() if len(found) > 1} == SAME_IDEA


@pytest.mark.parametrize("folder", ["helpers", "labs", "tests"])
def test_a_variable_is_called_by_a_noun(folder):
    """`one` says nothing of what it is."""
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.id if isinstance(node, ast.Name) else node.arg if isinstance(node, ast.arg) else ""
            assert name not in ("one", "ones"), f"{path}:{node.lineno}"


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_both_readmes_name_every_command_and_no_other(page):
    named = set(re.findall(r"^\| `course ([a-z]+)", (ROOT / page).read_text(encoding="utf-8"), re.M))
    assert named == set(COMMANDS)


@pytest.mark.parametrize(
    "page",
    [
        *("README.md", "README.ko.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "labs/STYLE.md"),
        *sorted(page.relative_to(ROOT).as_posix() for page in (ROOT / "docs").rglob("*.md")),
    ],
)
def test_links_to_files_lead_somewhere(page):
    path = ROOT / page
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_course_takes_nine_to_eleven_hours():
    assert 9 <= sum(lesson.minutes for lesson in course().lessons if not lesson.extra) / 60 <= 11


def rows(text, head):
    """The cells of each row of the table that begins with `head`."""
    table = text[text.index(head) :].partition("\n\n")[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()[2:]]


def test_a_path_of_the_reference_takes_the_minutes_it_says_and_leaves_no_needed_task_out():
    lessons = {lesson.number: lesson for lesson in course().lessons}
    paths = rows(reference.text(ROOT), "| 길 |")
    for path, steps, minutes, _left in paths:
        named = re.findall(r"(?<!\d)(\d\d)(?!\d)(?:\(([^)]*)\))?", steps)
        whole = sum(lessons[number].minutes for number, some in named if not some)
        parts = sum(lessons[number].minutes for number, some in named if some)
        assert int(minutes) == whole if not parts else whole < int(minutes) < whole + parts, path
        for number, some in named:
            chosen = set(some.split(", ")) if some else set()
            known = {task.id: task for task in load(lessons[number].name).tasks}
            assert chosen <= set(known), f"{path}: {number}"
            for name in chosen:
                assert set(known[name].needs) <= chosen, f"{path}: {number} {name}"
    assert len(paths) == 6


@pytest.mark.parametrize(
    ("page", "head", "parts"),
    [("workshop.md", "| | lessons |", "parts"), ("workshop.ko.md", "| | 단원 |", "일부")],
)
def test_the_workshop_has_the_minutes_of_the_registry(page, head, parts):
    minutes = {lesson.number: lesson.minutes for lesson in course().lessons}
    text = (ROOT / "docs/teaching" / page).read_text(encoding="utf-8")
    partly = {path: told for path, _steps, told, _left in rows(reference.text(ROOT), "| 길 |")}
    for plan, lessons, told, _breaks in rows(text, head):
        if parts in lessons:
            assert told == partly[{"half a day": "반나절", "a day": "하루"}.get(plan, plan)], plan
        else:
            days = [sum(minutes[number] for number in re.findall(r"\d\d", day)) for day in lessons.split("·")]
            assert told == " · ".join(map(str, days)), plan


def test_the_map_of_the_primer_names_headings_that_exist():
    rows = re.findall(
        r"^\| (?!문서의)([^|]+) \| (\d\d_\w+) \| ([^|]+) \| [^|]+ \|$",
        (ROOT / "labs/PRIMER.md").read_text(encoding="utf-8"),
        re.M,
    )
    assert len(rows) > 30
    for _section, lesson, heading in rows:
        text = (ROOT / "labs" / lesson / "lesson.md").read_text(encoding="utf-8")
        assert f"\n## {heading}\n" in text, f"{lesson}: {heading}"
    untaught = {lesson.name for lesson in course().lessons} - {lesson for _section, lesson, _heading in rows}
    assert untaught <= {"09_final", *(lesson.name for lesson in course().lessons if lesson.extra)}
