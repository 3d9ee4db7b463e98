"""Rosters as they are exported, keys, dates, and the learner's side of a class."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta

import pytest

from helpers.checks.drawing import seed
from helpers.cli import main
from helpers.errors import CourseError
from helpers.grading import classfile, gradebooks, keys, membership, roster
from helpers.grading.roster import Person

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Homework (7)\n"
    "    Points Possible,,,,,10\n"
    '"Kim, Bora",101,s101,bora,A,3\n"Student, Test",,,,A,\n"Lee, Jun",102,s102,jun,B,\n'
)
MOODLE = '\ufeff"First name",Surname,"ID number","Email address"\nBora,Kim,s101,bora@example.org\n'
MOODLE_NOW = "First name,Last name,ID number,Email address\nBora,Kim,s101,bora@example.org\n"
KOREAN = (
    "학번,이름,이메일 주소,분반,언어\n2026001,김보라,bora@example.org,1,한국어\n2026002,이준,,2,English\n"
)
MOODLE_KO = "이름,성,ID 번호,이메일 주소\n보라,김,s101,bora@example.org\n"


@pytest.mark.parametrize(
    ("text", "codec", "people"),
    [
        (
            CANVAS,
            "utf-8",
            [
                Person("Bora Kim", "101", "s101", "bora", section="A", listed="Kim, Bora"),
                Person("Jun Lee", "102", "s102", "jun", section="B", listed="Lee, Jun"),
            ],
        ),
        (MOODLE, "utf-8", [Person("Bora Kim", sis_id="s101", email="bora@example.org")]),
        (
            MOODLE_NOW.replace(",", ";"),
            "utf-16",
            [Person("Bora Kim", sis_id="s101", email="bora@example.org")],
        ),
        (
            KOREAN,
            "cp949",
            [
                Person("김보라", sis_id="2026001", email="bora@example.org", section="1", lang="ko"),
                Person("이준", sis_id="2026002", section="2", lang="en"),
            ],
        ),
        (MOODLE_KO, "utf-8", [Person("김보라", sis_id="s101", email="bora@example.org")]),
        ('이름\n"김, 보라"\n', "utf-8", [Person("김보라", listed="김, 보라")]),
        ('Name\n"Kim, Bora, PhD"\n', "utf-8", [Person("Kim, Bora, PhD")]),
        (
            "sep=;\r\nName;ID number\r\nKim, Bora, PhD;7\r\n",
            "utf-8-sig",
            [Person("Kim, Bora, PhD", sis_id="7")],
        ),
    ],
)
def test_a_roster_is_read_as_canvas_moodle_and_excel_write_it(tmp_path, text, codec, people):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(codec))
    assert list(roster.read(path)) == people


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "이름 열이 없습니다"),
        (b"mark,grade\n1,2\n", "이름 열이 없습니다"),
        (b"Student\n", "한 명도 없습니다"),
        ("이름,학번\n김,1\n이,1\n".encode(), "두 번 나옵니다: 1"),
        (b"\xff\xfe\x00", "인코딩"),
        (b'name\nKim\n"open\nLee\n', "3번째 줄에서 따옴표"),
        (b'sep=;\nname;id\n"Kim"x;1\n', "3번째 줄에서 따옴표"),
        (b"name\nKim\nKim\n", "두 번 나옵니다: Kim.*이메일 열이나 번호"),
    ],
)
def test_a_roster_that_cannot_be_used_says_why(tmp_path, body, why):
    path = tmp_path / "roster.csv"
    path.write_bytes(body)
    with pytest.raises(CourseError, match=why):
        roster.read(path)


def test_a_roster_that_is_not_there_is_said_in_the_language_in_force(tmp_path):
    with pytest.raises(CourseError, match="그런 파일이 없습니다"):
        roster.read(tmp_path / "roster.csv")
    with pytest.raises(CourseError, match="폴더입니다"):
        roster.read(tmp_path)


def test_a_language_that_the_course_does_not_have_is_said_in_one_line(tmp_path, capsys):
    path = tmp_path / "roster.csv"
    path.write_text("Name,Language\nKim,ko\nMeier,deutsch\nHuber,Deutsch\nWeber,\n")
    assert [person.lang for person in roster.read(path)] == ["ko", "", "", ""]
    (line,) = capsys.readouterr().err.splitlines()
    assert "Deutsch, deutsch" in line and "ko" not in line


def test_a_code_is_one_line_that_says_whose_it_is_and_finds_slips():
    mine = keys.member("00112233ff", b"s" * 32, 24)
    code = mine.code()
    assert len(code) < 60
    assert keys.from_code(code.lower().replace("-", " ")) == mine
    assert keys.from_code(code).seed == mine.seed
    for at in (5, 20, len(code) - 1):
        wrong = code[:at] + ("A" if code[at] != "A" else "B") + code[at + 1 :]
        with pytest.raises(CourseError, match="참가 코드"):
            keys.from_code(wrong)
    for wrong in ("", "DC1", "x" * 500, "DC1-" + "ㅋ" * 40):
        with pytest.raises(CourseError, match="참가 코드"):
            keys.from_code(wrong)


@pytest.mark.parametrize(
    "pasted",
    [
        "course join {code}",
        "course join course join {code}",
        "  {code}.",
        "<{code}>",
        "“{code}”",
        "{dashes}",
        "{code}. See you on Monday!",
        "{spaced}",
        "DC1: {code}",
    ],
)
def test_a_code_may_be_pasted_as_it_came_in_a_mail(pasted):
    mine = keys.member("00112233ff", b"s" * 32, 24)
    code = mine.code()
    text = pasted.format(code=code, dashes=code.replace("-", "\u2013"), spaced=code.lower().replace("-", " "))
    assert keys.from_code(text) == mine


def test_of_a_code_that_was_cut_is_said_that_its_end_is_missing():
    code = keys.member("00112233ff", b"s" * 32, 24).code()
    with pytest.raises(CourseError, match=r"끝이 빠졌습니다.*40자.*37자"):
        keys.from_code(code[:-3])
    with pytest.raises(CourseError, match="맞지 않습니다"):
        keys.from_code(code[:-1] + ("A" if code[-1] != "A" else "B"))
    with pytest.raises(CourseError, match="맞지 않습니다"):
        keys.from_code("course join")


def test_joining_as_somebody_else_says_who_one_was_until_now(capsys):
    third, fourth = (keys.member("00112233ff", b"s" * 32, number) for number in (3, 4))
    assert main(["join", f"course join {third.code()}."]) == 0
    assert "지금까지는" not in capsys.readouterr().out
    assert main(["join", third.code()]) == 0
    assert "지금까지는" not in capsys.readouterr().out
    assert main(["join", "course", "join", fourth.code()]) == 0
    said = capsys.readouterr().out
    assert "지금까지는 이 학급의 3번" in said and "새 값으로 다시 하세요" in said
    assert main(["join", keys.member("aa112233ff", b"t" * 32, 1).code()]) == 0
    assert "지금까지는 다른 학급의 4번" in capsys.readouterr().out


def test_what_is_signed_shows_an_edit_and_another_hand():
    mine, other = (keys.member("00112233ff", b"s" * 32, number) for number in (1, 2))
    assert keys.verified(mine.public, b"list", mine.sign(b"list"))
    assert not keys.verified(mine.public, b"List", mine.sign(b"list"))
    assert not keys.verified(mine.public, b"list", other.sign(b"list"))
    assert not keys.verified("zz", b"list", "")


def test_lateness_takes_a_part_a_day_and_more_time_is_a_learners_own(tmp_path):
    due = datetime(2026, 12, 18, 18, tzinfo=UTC)
    group = classfile.new("A", [Person("Kim"), Person("Lee")], ["00", "09"], due)
    group.save(tmp_path / "class.json")
    assert (tmp_path / "class.json").stat().st_mode & 0o777 == 0o600
    raw = json.loads((tmp_path / "class.json").read_text())
    raw["more_time"] = {"2": {"09": "2026-12-20T18:00:00+00:00"}}
    group = classfile.from_json(raw)

    def kept(number, lesson, **late):
        return group.kept_percent(number, lesson, due + timedelta(**late))

    assert kept(1, "00_ready", minutes=15) == 100
    assert kept(1, "00_ready", minutes=16) == 90
    assert kept(1, "00_ready", hours=25) == 80
    assert kept(1, "00_ready", days=30) == 50
    assert kept(2, "09_final", days=2) == 100
    assert kept(2, "00_ready", days=1) == 90


def test_joining_draws_the_learners_own_values_and_keeps_the_earlier_seed(tmp_path, capsys):
    before = seed()
    mine = keys.member("00112233ff", b"s" * 32, 3)
    assert main(["join", *mine.code().split("-")]) == 0
    assert "번호: 3" in capsys.readouterr().out
    assert membership.mine() == mine
    assert seed() == mine.seed != before
    kept = list((tmp_path / "state").glob("seed.before-class*"))
    assert [path.read_text().strip() for path in kept] == [before]
    assert not membership.join(mine.code()), "joining again changes nothing"


def test_a_class_is_made_of_a_roster_and_gives_each_their_line(tmp_path, capsys):
    (tmp_path / "roster.csv").write_text(CANVAS)
    file = str(tmp_path / "class.json")
    arguments = ["class", "new", str(tmp_path / "roster.csv"), "--out", file]
    assert main([*arguments, "--due", "2026-12-18T18:00"]) == 0
    assert main(["class", "codes", file]) == 0
    rows = capsys.readouterr().out.splitlines()[-2:]
    group = classfile.read(tmp_path / "class.json")
    assert [keys.from_code(row.split()[-1]).number for row in rows] == [1, 2]
    assert keys.from_code(rows[1].split()[-1]) == group.membership(2)
    assert "Bora" not in rows[1], "nobody else's name"
    assert main(arguments) == 2, "keys are not overwritten"
    assert main(["class", "new", str(tmp_path / "roster.csv"), "--out", f"{file}2", "--due", "soon"]) == 2
    (tmp_path / "en").mkdir()
    assert main(["class", "seeds", file, str(tmp_path / "en"), "--by", "login"]) == 0
    assert json.loads((tmp_path / "en" / "seeds.json").read_text())["jun"] == group.membership(2).seed


def test_canvas_gets_the_name_as_it_wrote_it_and_moodle_first_and_last_name(tmp_path):
    (tmp_path / "roster.csv").write_text('Student,ID\n"Van der Berg, Anna Maria",7\nLi,8\n')
    group = classfile.new("A", roster.read(tmp_path / "roster.csv"), ["00"])
    group.save(tmp_path / "class.json")
    group = classfile.read(tmp_path / "class.json")
    canvas, moodle = (
        list(csv.reader(table.splitlines()))
        for table in (gradebooks.canvas(group, {}), gradebooks.moodle(group, {}))
    )
    assert [row[0] for row in canvas[2:]] == ["Van der Berg, Anna Maria", "Li"]
    assert [row[:2] for row in moodle[1:]] == [["Anna Maria", "Van der Berg"], ["Li", ""]]
    assert group.learners[0].person.name == "Anna Maria Van der Berg"


def test_codes_say_whose_each_line_is_and_a_file_opens_in_excel(tmp_path, capsys):
    people = [Person("김보라", sis_id="2026001", email="bora@example.org"), Person("Jun Lee", login="jun")]
    group = classfile.new("A", people)
    group.save(tmp_path / "class.json")
    assert main(["class", "codes", str(tmp_path / "class.json"), "--out", str(tmp_path / "codes.csv")]) == 0
    raw = (tmp_path / "codes.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert list(rows[0]) == ["name", "email", "login", "sis_id", "number", "command"]
    assert [(row["sis_id"], row["login"], row["number"]) for row in rows] == [
        ("2026001", "", "1"),
        ("", "jun", "2"),
    ]
    assert rows[1]["command"] == f"course join {group.membership(2).code()}"
    assert main(["class", "codes", str(tmp_path / "class.json")]) == 0
    assert capsys.readouterr().out.startswith("name,email")


def test_seeds_that_fit_nobody_are_not_written_over_good_ones(tmp_path, capsys):
    people = [Person("Kim", sis_id="1"), Person("Lee", sis_id="2"), Person("Park", email="park@example.org")]
    group = classfile.new("A", people)
    group.save(tmp_path / "class.json")
    arguments = ["class", "seeds", str(tmp_path / "class.json"), str(tmp_path)]
    assert main(arguments) == 0
    assert "3명 가운데 2명. sis_id 값이 없는 사람: Park" in capsys.readouterr().err
    before = (tmp_path / "seeds.json").read_bytes()
    assert main([*arguments, "--by", "login"]) == 2
    assert "아무것도 쓰지 않았습니다" in capsys.readouterr().err
    assert (tmp_path / "seeds.json").read_bytes() == before


def test_who_comes_later_gets_the_next_number_and_everybody_keeps_their_code(tmp_path, capsys):
    (tmp_path / "roster.csv").write_text("Name,ID number,Email\nKim,1,kim@example.org\nLee,2,\n")
    file, more = tmp_path / "class.json", tmp_path / "more.csv"
    first = ["class", "new", str(tmp_path / "roster.csv"), "--out", str(file)]
    assert main(first) == 0
    before = classfile.read(file)
    assert main(first) == 2
    assert f"course class add {file} {tmp_path / 'roster.csv'}" in capsys.readouterr().err
    more.write_text(
        "Name,ID number,Email\nPark,3,\nKim,,kim@example.org\nLEE,2,\nKim,4,\nLee,,lee@example.org\n"
    )
    assert main(["class", "add", str(file), str(more)]) == 0
    said = capsys.readouterr()
    after = classfile.read(file)
    assert after.learners[:2] == before.learners and after.secret == before.secret
    assert [(entry.number, entry.person.name, entry.person.sis_id) for entry in after.learners[2:]] == [
        (3, "Park", "3"),
        (4, "Kim", "4"),
    ]
    assert said.out.splitlines()[0] == f"3  Park  course join {after.membership(3).code()}"
    assert "2명을 더해서 모두 4명" in said.out
    assert "바꾸지 않았습니다: 2 Lee." in said.err, "LEE, and a Lee with an address that the file lacks"
    assert main(["class", "add", str(file), str(more)]) == 0, "again it adds nobody"
    assert classfile.read(file) == after
    more.write_text("Name,ID number,Email\nKim,2,kim@example.org\n")
    assert main(["class", "add", str(file), str(more)]) == 2
    assert "여러 사람과 맞습니다" in capsys.readouterr().err
