"""The sheets for a workshop: what stands on them is what the course says elsewhere, in both languages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from html import unescape

import pytest

from helpers import checks
from helpers.checks.quiz import Quiz, quizzes
from helpers.cli import COMMANDS, main
from helpers.editions.build import Build, Site
from helpers.editions.handouts import code_lines, markup, pace
from helpers.editions.handouts.edition import INSTRUCTOR, secrets
from helpers.editions.handouts.rebuild import translator
from helpers.editions.handouts.sheets import documents, making, plans, timetable
from helpers.editions.handouts.sheets.documents import LEARNERS, Part
from helpers.editions.handouts.sheets.making import Sheet
from helpers.editions.handouts.sheets.plans import Stretch
from helpers.paths import ROOT
from helpers.templates import template
from tests.unit.test_papers import rows

LANGS = ("ko", "en")
SITE = Site.here()
ENTRIES = Build(SITE).entries
NAMES = ["cheat-sheet", "timetable", "room", "run-sheet", "answer-key"]


@pytest.fixture(scope="module", params=LANGS)
def sheets(request: pytest.FixtureRequest) -> Mapping[str, Sheet]:
    made = making.sheets(SITE, ENTRIES, request.param, translator(SITE, request.param))
    return {sheet.name: sheet for sheet in made} | {"lang": request.param}


def words(html: str) -> str:
    """What is read on a page, spaces left out."""
    body = html.partition("</style>")[2]
    return re.sub(r"\s", "", unescape(re.sub(r"<[^>]+>", "", body)))


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_all_are_there_and_those_with_solutions_are_the_instructor_s(sheets) -> None:
    assert [name for name in sheets if name != "lang"] == NAMES
    assert {name for name in NAMES if sheets[name].kind == INSTRUCTOR} == set(NAMES) - {"cheat-sheet"}


def test_the_english_ones_are_in_english(sheets) -> None:
    if sheets["lang"] == "en":
        for name in set(NAMES) - {"answer-key"}:  # a solution may write Korean into a file
            prose = re.sub(r"<(style|code)\b.*?</\1>", "", sheets[name].html, flags=re.DOTALL)
            assert not re.search("[가-힣]", prose), name


def test_no_sheet_asks_an_outside_address_for_anything(sheets) -> None:
    for name in NAMES:
        assert not re.search(r'(?:src|href)="|url\(|@import', sheets[name].html), name


def test_the_cheat_sheet_has_the_learner_s_commands_and_every_command_of_the_lessons(sheets) -> None:
    shown = words(sheets["cheat-sheet"].html)
    assert set(LEARNERS) <= set(COMMANDS)
    for name in LEARNERS:
        assert f"course{name}" in shown
    for name in set(COMMANDS) - set(LEARNERS):
        assert f"course{name}" not in shown
    for command in ("dockerrun--rm", "dockerbuildxdu", "dockervolumels"):
        assert command in shown


def test_a_learner_s_sheet_has_no_solution(sheets) -> None:
    shown = words(sheets["cheat-sheet"].html)
    for entry in ENTRIES:
        assert [line for line in secrets(entry) if letters(line) in shown] == []


def test_the_answer_key_has_every_solution_and_every_right_answer(sheets) -> None:
    shown = words(sheets["answer-key"].html)
    for entry in ENTRIES:
        for task in checks.load(entry.lesson.name).tasks:
            assert letters(task.solution) in shown, (entry.lesson.name, task.id)
        asked = quizzes(entry.lesson.name).values()
        assert shown.count("☑") == sum(len(quizzes(each.lesson.name)) for each in ENTRIES)
        if sheets["lang"] == "ko":
            right = [
                choice for each in asked if isinstance(each, Quiz) for choice in each.choices if choice.right
            ]
            for choice in right:
                assert letters(re.sub(r"[`*]", "", choice.text)) in shown


def test_the_run_sheet_has_every_task_with_its_check_and_who_is_stuck(sheets) -> None:
    shown = words(sheets["run-sheet"].html)
    stuck = list(documents.rows(documents.workshop(ROOT, sheets["lang"])[Part.DURING][1]))
    assert [row[0] for row in stuck] == [entry.lesson.number for entry in ENTRIES]
    for entry in ENTRIES:
        for name in entry.source.checks:
            assert f"coursecheck{entry.lesson.number}--task{name}" in shown
    for row in stuck:
        for cell in row[1:]:
            assert letters(cell.replace("`", "")) in shown
    for heading in {"ko": ("시간이가는곳", "보여주면좋은것"), "en": ("Wheretimegoes", "Worthshowing")}[
        sheets["lang"]
    ]:
        assert shown.count(heading) >= len(ENTRIES) - 1


def test_the_room_sheet_says_what_readme_says_a_machine_needs(sheets) -> None:
    readme = (ROOT / {"ko": "README.ko.md", "en": "README.md"}[sheets["lang"]]).read_text(encoding="utf-8")
    shown = words(sheets["room"].html)
    for fact in ("640MB", "1GB", "2GB", "500MB"):
        assert fact in letters(readme)
    for fact in ("1GB", "1.6GB", "2GB", "8888", "18013", "sudo", "courseroomrehearse", "coursedoctor"):
        assert fact in shown


def test_a_sheet_escapes_what_is_put_into_it() -> None:
    page = template("helpers.editions.handouts.sheets", "room.html.j2").render(
        lang="en", course="<script>x</script>", title="<b>", words={}, style="", heading="<i>",
        needs=[["<u>", "", ""]], week="<s>", parts=[],
    )  # fmt: skip
    assert not re.search("<(?:script|b|i|u|s)>", page)


# -- minutes ---------------------------------------------------------------------------------------------
def test_the_minutes_of_the_tasks_are_those_of_the_lesson() -> None:
    for entry in ENTRIES:
        minutes = pace.of_tasks(entry)
        assert list(minutes) == list(entry.source.checks)
        assert abs(sum(minutes.values()) - entry.lesson.minutes) <= len(minutes) / 2


def test_shares_are_rounded_so_that_their_sum_stays() -> None:
    assert pace.in_steps([34.3, 29.2, 20.0], 110) == [45, 40, 25]
    assert pace.in_steps([], 0) == []


def test_a_plan_has_the_minutes_and_the_lessons_of_the_reference() -> None:
    found = plans.plans(ROOT, ENTRIES)
    assert [(plan.name, sum(plan.minutes)) for plan in found] == [
        ("반나절", 140), ("반나절 두 번", 320), ("하루", 300), ("이틀", 660), ("심화 하루", 180),
    ]  # fmt: skip
    half = found[0].days[0]
    assert [(stretch.entry.lesson.number, stretch.minutes, stretch.whole) for stretch in half] == [
        ("00", 30, True), ("02", 45, False), ("03", 40, False), ("04", 25, False),
    ]  # fmt: skip


def test_a_day_has_all_its_work_and_breaks_between() -> None:
    for plan in plans.plans(ROOT, ENTRIES):
        for stretches, minutes in zip(plan.days, plan.minutes, strict=True):
            day = timetable.day(stretches)
            assert sum(row.minutes for row in day if row.stretch) == minutes
            done = [name for row in day if row.stretch for name in row.stretch.tasks]
            assert done == [name for stretch in stretches for name in stretch.tasks]
            for row, after in itertools.pairwise(day):
                assert row.begins + row.minutes == after.begins
            since = 0
            for row in day:
                since = since + row.minutes if row.stretch else 0
                assert since <= 95, (plan.name, row)
            assert day[-1].begins % timetable.HALF_HOUR == 0
            assert day[-2].minutes >= timetable.LEAST_SPARE
            assert ("lunch" in {row.pause for row in day}) == (minutes >= timetable.LUNCH_FROM)


def test_what_is_left_out_first_is_last_in_the_lesson_and_never_its_first_task() -> None:
    stretch = Stretch(ENTRIES[3], ENTRIES[3].source.checks, 80)
    first, second = timetable.halves(stretch)
    assert stretch.droppable[0] == stretch.tasks[-1]
    assert stretch.tasks[0] not in stretch.droppable
    assert first.droppable == ()
    assert second.droppable == tuple(reversed(second.tasks))
    assert first.minutes + second.minutes == 80


@pytest.mark.parametrize(
    ("page", "head"), [("workshop.md", "| | lessons |"), ("workshop.ko.md", "| | 단원 |")]
)
def test_the_workshop_page_has_the_lengths_that_the_timetable_computes(page: str, head: str) -> None:
    text = (ROOT / "docs/teaching" / page).read_text(encoding="utf-8")
    computed = [
        [timetable.clock(timetable.length(day)) for day in plan.days] for plan in plans.plans(ROOT, ENTRIES)
    ]
    assert [re.findall(r"\d+:\d\d", row[3]) for row in rows(text, head)] == computed


def test_a_clock_begins_where_it_is_told(sheets) -> None:
    made = making.sheets(SITE, ENTRIES, sheets["lang"], translator(SITE, sheets["lang"]), start=540)
    shown = next(sheet.html for sheet in made if sheet.name == "timetable")
    assert "<td>9:00</td>" in shown
    assert "<td>0:00</td>" not in shown
    assert "<td>0:00</td>" in sheets["timetable"].html


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--start", "25:00"], "25:00"),
        (["--start", "nine"], "nine"),
        (["--archive", "x.zip", "03"], "--archive"),
        (["--archive", "x.zip", "--lang", "ko"], "--archive"),
    ],
)
def test_a_time_that_is_none_or_half_an_archive_is_one_line(arguments, named, capsys) -> None:
    assert main(["handouts", *arguments]) == 2
    said = capsys.readouterr().err
    assert named in said
    assert len(said.splitlines()) == 1


# -- code ------------------------------------------------------------------------------------------------
def test_code_breaks_behind_spaces_only_and_each_line_is_an_element() -> None:
    first, second = code_lines.lines(
        '<span class="nb">docker</span> run --no-install-recommends &amp; git\nls', "<wbr>"
    )
    assert first == '<span class="nb">docker</span> <wbr>run <wbr>--no-install-recommends <wbr>&amp; <wbr>git'
    assert markup.code_block("ls\nls", "text").count('<span class="line">ls\n</span>') == 2
    assert second == "ls"


def test_a_word_that_no_line_can_hold_is_broken_between_letters() -> None:
    word = "x" * 59 + "&amp;" + "y" * 30
    assert code_lines.lines(word, "<wbr>") == ["x" * 59 + "&amp;<wbr>" + "y" * 30]
    assert markup.inline("`" + word.replace("&amp;", "&") + "`").count("<wbr>") == 1
