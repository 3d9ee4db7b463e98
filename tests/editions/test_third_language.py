"""A third language needs a catalogue and nothing else: no Korean is left anywhere a learner looks."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets
import nbformat
import pytest

import helpers.course
from helpers import i18n, images
from helpers.checks.quiz import quizzes
from helpers.cli import COMMANDS, main
from helpers.editions.build import Build
from helpers.editions.generated_cells import lesson_table
from helpers.paths import ROOT
from helpers.views.panel import Panel
from helpers.views.progress import Contents, Standing
from helpers.views.quiz import Chosen, Typed, quiz
from tests import pseudo

LESSONS = [lesson.name for lesson in helpers.course.course().lessons]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return pseudo.make(tmp_path_factory.mktemp("third"))


@pytest.fixture
def spoken(made: Build, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process speaks the pseudo-language."""
    with monkeypatch.context() as patch:
        patch.setattr(helpers.course, "LABS", made.site.root / "labs")
        patch.setattr(i18n, "LOCALE", made.site.locale)
        patch.setenv("COURSE_LANG", pseudo.CODE)
        patch.setattr(i18n, "cache", lambda: made.site.root)  # where the parsed catalogue is kept
        forget()
        yield
    forget()


def forget() -> None:
    i18n.messages.cache_clear()
    helpers.course.course.cache_clear()


def test_its_notebooks_are_built_and_have_no_korean(made: Build, tmp_path: Path) -> None:
    folder = made.site.root / "notebooks" / pseudo.CODE
    books = {path.stem: text for path, text in made.files.items() if path.parent == folder}
    assert set(books) == {"index", "reference", *LESSONS}
    for path in made.write_solved(tmp_path):
        if path.parent.name == pseudo.CODE:
            books[f"solved {path.stem}"] = path.read_text(encoding="utf-8")
    left = {
        f"{name} [{cell.id}]": lines
        for name, text in books.items()
        for cell in nbformat.reads(text, as_version=4).cells
        if (lines := pseudo.korean(json.dumps(cell, ensure_ascii=False, indent=0)))
    }
    assert left == {}


def test_code_is_the_same_in_every_language(made: Build) -> None:
    def code(lang: str, name: str) -> list[str]:
        text = made.files[made.site.root / "notebooks" / lang / f"{name}.ipynb"]
        cells = nbformat.reads(text, as_version=4).cells
        sources = [cell.source for cell in cells if cell.cell_type == "code"]
        return [re.sub(r"^# .*$", "#", source, flags=re.MULTILINE) for source in sources]

    for name in LESSONS:
        assert code(pseudo.CODE, name) == code("ko", name)


@pytest.mark.parametrize("lesson", LESSONS)
def test_one_changed_sentence_of_a_lesson_makes_exactly_one_entry_fuzzy(made: Build, lesson: str) -> None:
    source = made.site.root / "labs" / lesson / "lesson.md"
    before = source.read_text(encoding="utf-8")
    prose = before.partition("\n---\n")[2]
    sentence = next(
        line for line in prose.splitlines() if re.match(r"[가-힣`].{30,}\.$", line) and prose.count(line) == 1
    )
    try:
        source.write_text(before.replace(sentence, sentence[:-1] + ", 그렇지요."), encoding="utf-8")
        gaps = Build(made.site).gaps()[pseudo.CODE]
    finally:
        source.write_text(before, encoding="utf-8")
    (gap,) = gaps
    assert gap.kind == "fuzzy"
    assert gap.where.startswith(f"{lesson}/")
    assert "그렇지요" in gap.text


def test_its_table_of_lessons_has_no_korean(made: Build) -> None:
    table = lesson_table(made.entries, made._translate(pseudo.CODE))
    assert "«x»" in table
    assert pseudo.korean(table) == []


HELP = [
    [], ["--help"], *([name, "--help"] for name in COMMANDS),
    *(["images", name, "--help"] for name in ("list", "get", "save", "load")),
]  # fmt: skip
MISTAKES = [
    ["nonsense"], ["--nonsense"], ["check", "--nonsense"], ["check", "99"], ["check", "03", "--task", "no"],
    ["check", "03", "more"], ["check", "--task"], ["--lang", "zz", "status"], ["--lang"], ["reset"],
    ["reset", "99"], ["restart"], ["restart", "99"], ["lab", "--lang", "zz"], ["lab", "--port", "x"],
    ["lab", "--port", "0"], ["lab", "--port"], ["lab", "--private=1"], ["images", "nonsense"],
    ["images", "get", "no"], ["images", "save"], ["engine", "nonsense"], ["assignment", "00"],
    ["draw", "nonsense"], ["draw", "diff"],
]  # fmt: skip
NO_ENGINE = [
    ["status"], ["status", "--json"], ["check"], ["check", "03"], ["check", "03", "--json"], ["reset", "03"],
    ["restart", "03"], ["doctor"], ["doctor", "--json"], ["engine"], ["images"], ["images", "get"], ["draw"],
    ["images", "save", "file.tar"], ["images", "load", "file.tar"],
]  # fmt: skip


@pytest.mark.parametrize("arguments", [*HELP, *MISTAKES, *NO_ENGINE], ids=" ".join)
@pytest.mark.usefixtures("spoken")
def test_the_command_line_has_no_korean(
    arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code = main(arguments)
    out, err = capsys.readouterr()
    assert "«x»" in out + err
    assert pseudo.korean(out + err) == []
    assert code == (0 if arguments in HELP else 1 if "doctor" in arguments else 2)


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("name", ["", "check", "images"])
def test_help_comes_in_the_language_of_the_option_not_of_the_one_before(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["--lang", "ko", *name.split(), "--help"]) == 0
    assert pseudo.korean(capsys.readouterr().out)
    monkeypatch.setenv("COURSE_LANG", "ko")
    assert main(["--lang", pseudo.CODE, *name.split(), "--help"]) == 0
    assert pseudo.korean(capsys.readouterr().out) == []


@pytest.mark.usefixtures("spoken")
def test_a_port_that_is_taken_is_said_without_korean(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["lab", "--port", str(taken.getsockname()[1]), "--no-browser"]) == 2
    text = capsys.readouterr().err
    assert "«x»" in text
    assert pseudo.korean(text) == []


@pytest.mark.usefixtures("spoken")
def test_what_an_image_is_for_has_no_korean() -> None:
    assert pseudo.korean("\n".join(i18n._(image.purpose) for image in images.catalogue())) == []


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.usefixtures("spoken")
def test_the_panel_of_a_blocked_lesson_has_no_korean(lesson: str) -> None:
    panel = Panel(lesson)
    try:
        text = "\n".join([*panel.parts.values(), panel.report.text()])
    finally:
        panel.close()
    assert "«x»" in text
    assert pseudo.korean(text) == []


@pytest.mark.usefixtures("spoken")
def test_the_panel_of_the_whole_course_has_no_korean() -> None:
    page = Contents([Standing(name, "title", 35, 6, 12, 3, 6) for name in LESSONS])
    assert pseudo.korean("\n".join([page._repr_html_(), repr(page)])) == []


QUESTIONS = [(lesson, question) for lesson in LESSONS for question in quizzes(lesson)]


@pytest.mark.parametrize(("lesson", "question"), QUESTIONS, ids=lambda part: str(part))
@pytest.mark.usefixtures("spoken")
def test_a_question_and_its_feedback_have_no_korean(lesson: str, question: str) -> None:
    widget = quiz(lesson, question)
    seen = [*texts(widget), repr(widget)]
    if isinstance(widget, Chosen):
        for number in range(len(widget.choices)):
            widget.answer(number)
            seen += texts(widget)
    elif isinstance(widget, Typed):
        widget.field.value = "1"
        seen += [*texts(widget), i18n._(widget.question.right), i18n._(widget.question.wrong)]
    assert "«x»" in "".join(seen)
    assert pseudo.korean("\n".join(seen)) == []


def texts(widget: object) -> Iterator[str]:
    """Everything a person can read in a widget and those inside it; CSS comments are nobody's."""
    for name in ("value", "description", "tooltip", "placeholder"):
        found = getattr(widget, name, None)
        if isinstance(found, str):
            yield re.sub(r"/\*.*?\*/", "", found, flags=re.DOTALL)
    if isinstance(widget, widgets.Box):
        for child in widget.children:
            yield from texts(child)


def test_every_line_of_the_set_up_script_comes_in_both_languages() -> None:
    script = (ROOT / "scripts" / "setup").read_text(encoding="utf-8").replace("\\\n", " ")
    script = re.sub(r"\$(korean|english): ", "", script)  # the beginning of both, given by who calls
    code = [line for line in script.splitlines() if not line.lstrip().startswith("#")]
    calls = re.findall(r"\b(?:say|fail|run_logged)\s+(\"(?!\$1)[^\n]*)", "\n".join(code))
    assert len(calls) > 10
    for call in calls:
        first, second = re.findall(r'"((?:[^"$]|\$\([^)]*\)|\$)*)"', call)[:2]
        assert pseudo.WORD.search(first), call
        assert second.strip() and not pseudo.WORD.search(re.sub(r"\$\([^)]*\)", "", second)), call
        assert re.findall(r"\$\w+|\$[*@]", first) == re.findall(r"\$\w+|\$[*@]", second), call
    spoken = re.compile(r'"(?:[^"\\]|\\.)*"')
    in_calls = "\n".join(calls)
    for line in code:
        for text in spoken.findall(line):
            assert not pseudo.WORD.search(text) or text in in_calls, f"not said in both languages: {text}"
