"""CONTRIBUTING.md followed to the letter: a new lesson with two tasks, in three languages, proved."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from helpers.engine.private import PrivateEngine
from helpers.paths import ROOT
from tests import pseudo

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
LESSON = "77_my_lesson"
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".course", "work", "out", "test-output", "__pycache__", ".*_cache", "*.egg-info"
)
# what is asked of each lesson without an engine
OF_LESSONS = [f"tests/unit/test_{name}.py" for name in ("lessons", "conditions", "papers", "catalogue_words")]
PROOF = (
    "import json, sys; from pathlib import Path; from helpers.authoring.prove import Proof;"
    "from helpers.editions.workspace import prepare; from helpers.engine import Engine;"
    "print(json.dumps(Proof(sys.argv[1], Engine(sys.argv[2], 'private'), prepare('ko')).run()))"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of this checkout that an author may change."""
    copy = tmp_path / "course"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT, symlinks=True)
    return copy


def course(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return python(checkout, "-m", "helpers", *arguments)


def python(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout), "COURSE_LANG": "en"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def add_a_third_language(checkout: Path) -> None:
    registry = checkout / "labs" / "course.toml"
    text = registry.read_text(encoding="utf-8")
    registry.write_text(
        re.sub(r"^languages = .*$", 'languages = ["ko", "en", "xx"]', text, flags=re.M), encoding="utf-8"
    )
    (checkout / "labs" / "locale" / "xx" / "LC_MESSAGES").mkdir(parents=True)


def fill_in(checkout: Path) -> None:
    """What a translator does, in no time: every entry that is missing or fuzzy."""
    for path in (checkout / "labs" / "locale").glob("*/LC_MESSAGES/course.po"):
        entries = polib.pofile(path.read_text(encoding="utf-8"))
        for entry in entries:
            if not entry.translated():
                entry.msgstr = pseudo.translated(entry.msgid)
                entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
                entry.previous_msgid = None
        path.write_text(f"{entries}\n", encoding="utf-8")


def test_a_lesson_added_as_contributing_says_is_green(checkout: Path, engine: PrivateEngine) -> None:
    for arguments in (
        ["lesson", LESSON, "--title", "내 단원"],
        ["task", "77", "first-one"],
        ["task", "77", "second"],
    ):
        said = course(checkout, "new", *arguments)
        assert said.returncode == 0, said.stderr
    add_a_third_language(checkout)
    assert course(checkout, "build").returncode == 0
    unfinished = course(checkout, "build", "--check")
    assert unfinished.returncode == 1
    assert "Texts without a finished translation" in unfinished.stdout
    fill_in(checkout)
    course(checkout, "build")
    done = course(checkout, "build", "--check")
    assert (done.returncode, done.stdout) == (0, "")
    for lang in ("ko", "en", "xx"):
        assert (checkout / "notebooks" / lang / f"{LESSON}.ipynb").exists()
    proved = python(checkout, "-c", PROOF, LESSON, engine.engine.url)
    assert proved.returncode == 0, proved.stderr
    assert json.loads(proved.stdout.splitlines()[-1]) == []
    for command in (
        ["ruff", "check", "labs"],
        ["ruff", "format", "--check", "labs"],
        ["pytest", "-q", "-p", "no:cacheprovider", *OF_LESSONS],
    ):
        green = python(checkout, "-m", *command)
        assert green.returncode == 0, green.stdout + green.stderr


def test_what_is_at_odds_is_said_before_a_learner_sees_it(checkout: Path) -> None:
    course(checkout, "new", "lesson", LESSON)
    course(checkout, "new", "task", "77", "one")
    folder = checkout / "labs" / LESSON
    tasks = folder / "tasks.py"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace('"my-one",', '"other",'), encoding="utf-8")
    said = course(checkout, "build", "--check")
    assert said.returncode == 1
    assert "my-one, which is not in SCOPE" in said.stdout
    lesson = folder / "lesson.md"
    lesson.write_text(
        lesson.read_text(encoding="utf-8").replace("points: 1", "points: 1\nneeds: [two]"), encoding="utf-8"
    )
    said = course(checkout, "build", "--check")
    assert said.returncode == 2
    assert "can only name earlier tasks: two" in said.stderr
    assert "Traceback" not in said.stderr
