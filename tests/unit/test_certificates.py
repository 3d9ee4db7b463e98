"""Certificates: their codes are those of one class, and their pages hold whatever a roster says."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from helpers.checks import Result
from helpers.cli import main
from helpers.editions.handouts import printing
from helpers.errors import CourseError
from helpers.grading import certificates, classfile
from helpers.grading.certificates import Certificate
from helpers.grading.classfile import Class
from helpers.grading.marks import Flag, LessonMark, Marked, TaskMark
from helpers.grading.roster import Person

MADE = datetime(2026, 12, 18, 9, 30, tzinfo=UTC)


def group(people: int = 3) -> Class:
    names = [
        "김보라",
        "<b>Lee</b> & 준",
        "선우하늘봄여름가을",
        *(f"학습자 {n}" for n in range(4, people + 1)),
    ]
    return classfile.new("가을 학급", [Person(name, lang="ko") for name in names[:people]])


def paper(number: int, points: int = 8, **more: object) -> Marked:
    task = TaskMark(Result("box", "과제", "passed", points, 12, "됐습니다"))
    return Marked(f"{number}.tar", "", number, "en", MADE, (LessonMark("03_commit_diff", (task,)),), **more)


@pytest.fixture
def graded(tmp_path: Path) -> tuple[Path, Path, Class]:
    made = group()
    made.save(tmp_path / "class.json")
    flagged = paper(2, flags=(Flag("same-engine", "x"),))
    rows = [paper(1, 12), flagged, paper(3, 0), paper(99, 5), paper(0, 5)]
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks/grades.json").write_text(
        json.dumps({"class": made.id, "marked": [row.json() for row in rows]})
    )
    return tmp_path / "class.json", tmp_path / "marks", made


def test_a_code_says_whose_it_is_how_many_points_and_when() -> None:
    made = group()
    certificate = Certificate(2, 11250, 126, date(2026, 12, 18))
    code = certificate.code(made)
    assert re.fullmatch(r"DCC1(-[A-Z2-7]{4}){6}", code)
    assert certificates.verified(code, made) == certificate
    assert certificate.points == "112.5"


def test_a_code_may_be_typed_in_small_letters_without_hyphens_and_with_digits_that_look_alike() -> None:
    made = group()
    for number in range(1, 40):
        certificate = Certificate(number, 100 * number, 100, date(2026, 1, 2))
        head, *rest = certificate.code(made).split("-")
        typed = f"{head.lower()} {''.join(rest).lower().translate(str.maketrans('oi', '01'))}"
        assert certificates.verified(typed, made) == certificate


def test_one_letter_changed_other_points_or_another_class_is_no_code_of_this_class() -> None:
    made = group()
    code = Certificate(1, 800, 12, date(2026, 12, 18)).code(made)
    for at in range(len("DCC1-"), len(code)):
        if code[at] != "-":
            changed = code[:at] + ("A" if code[at] != "A" else "C") + code[at + 1 :]
            assert certificates.verified(changed, made) is None, changed
    better = Certificate(1, 1200, 12, date(2026, 12, 18)).code(made)
    said, seal = better[:17], code[17:]  # what the better one says, with the seal of the other
    assert certificates.verified(said + seal, made) is None
    assert certificates.verified(code, group()) is None
    assert certificates.verified(code, dataclasses.replace(made, id="0011223344")) is None


@pytest.mark.parametrize("typed", ["", "DCC1", "DCC1-AAAA", "가나다라", "DCC1" + "-AAAA" * 6, "A" * 999])
def test_what_is_no_code_at_all_is_none(typed: str) -> None:
    assert certificates.verified(typed, group()) is None


def test_who_has_points_gets_one_and_nobody_else(graded: tuple[Path, Path, Class], capsys) -> None:
    file, folder, made = graded
    assert main(["--lang", "ko", "class", "certificates", str(file), str(folder)]) in (0, 1)
    said = capsys.readouterr().out
    assert "수료증 2장" in said
    assert "살펴볼 것이 있는 사람: <b>Lee</b> & 준" in said
    page = (folder / "certificates.html").read_text(encoding="utf-8")
    assert page.count('<p class="name">') == 2
    assert "&lt;b&gt;Lee&lt;/b&gt; &amp; 준" in page
    assert "<b>Lee" not in page
    codes = re.findall(r"DCC1(?:-[A-Z2-7]{4}){6}", page)
    assert [certificates.verified(code, made).number for code in codes] == [1, 2]
    assert main(["--lang", "ko", "class", "verify", str(file), *codes]) == 0
    said = capsys.readouterr().out
    assert "김보라, 12점 가운데 12점, 2026-12-18" in said
    assert "12점 가운데 8점" in said


@pytest.mark.parametrize(("made_for", "why"), [("00112233ff", "다른 학급"), (None, "어느 학급")])
def test_marks_of_another_class_or_of_nobody_knows_which_make_no_certificate(
    graded: tuple[Path, Path, Class], made_for: str | None, why: str, capsys
) -> None:
    file, folder, _made = graded
    (folder / "certificates.html").write_text("right ones")
    grades = folder / "grades.json"
    grades.write_text(json.dumps(json.loads(grades.read_text()) | {"class": made_for}))
    assert main(["--lang", "ko", "class", "certificates", str(file), str(folder)]) == 2
    said = capsys.readouterr()
    assert why in said.err and said.err.count("\n") == 1 and not said.out
    assert (folder / "certificates.html").read_text() == "right ones"


def test_the_points_from_which_there_is_one_can_be_set(graded: tuple[Path, Path, Class], capsys) -> None:
    file, folder, _made = graded
    main(["--lang", "ko", "class", "certificates", str(file), str(folder), "--least", "10"])
    assert "수료증 1장" in capsys.readouterr().out
    assert main(["--lang", "ko", "class", "certificates", str(file), str(folder), "--least", "99"]) == 2
    assert "수료증을 받을 사람이 없습니다" in capsys.readouterr().err


def test_a_code_of_another_class_is_one_line(graded: tuple[Path, Path, Class], capsys) -> None:
    code = Certificate(1, 800, 12, date(2026, 12, 18)).code(group())
    assert main(["--lang", "en", "class", "verify", str(graded[0]), code]) == 1
    assert capsys.readouterr().out.splitlines() == [f"{code}: this is no code of this class."]


@pytest.mark.parametrize("content", ["", "{}", '{"marked": 1}', '{"marked": [{}]}', "[]"])
def test_a_folder_that_course_grade_did_not_write_is_one_line(
    graded: tuple[Path, Path, Class], capsys, content: str
) -> None:
    file, folder, _made = graded
    (folder / "grades.json").write_text(content)
    assert main(["--lang", "ko", "class", "certificates", str(file), str(folder)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_class_of_thirty_is_thirty_sheets_that_hold_the_longest_name(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    try:
        printing.browser()
    except CourseError:
        pytest.skip("no browser")
    made = group(30)
    best = {number: paper(number) for number in range(1, 31)}
    html = tmp_path / "all.html"
    html.write_text(certificates.pages(made, best, certificates.earned(made, best)), encoding="utf-8")
    printing.pdf(html, tmp_path / "all.pdf")
    sheets = pypdf.PdfReader(tmp_path / "all.pdf").pages
    assert len(sheets) == 30
    for learner, sheet in zip(made.learners, sheets, strict=True):
        read = re.sub(r"[\s\x00-\x1f]", "", sheet.extract_text())
        assert learner.person.name.replace(" ", "") in read
        assert re.search(r"DCC1(-[A-Z2-7]{4}){6}", read)
