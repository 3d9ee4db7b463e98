"""A roster as Canvas or Moodle exports it, or as a teacher typed it: who is in a class.

The columns are known by their names, in English and in Korean; anything else in the file is passed over.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import CourseError
from helpers.i18n import _
from helpers.text import clean
from helpers.waiting import Say, tell

LARGEST = 20_000_000  # bytes; a roster of 3,000 has some 500 kB
# field -> what the column is called: Canvas, Moodle, by hand; compared without case, spaces and points
NAMES: Mapping[str, tuple[str, ...]] = {
    "name": ("student", "name", "full name", "이름", "성명", "학생", "학생 이름"),
    "first": ("first name", "firstname", "given name"),
    "last": ("surname", "last name", "lastname", "family name", "성"),
    "id": ("id", "canvas user id"),
    "sis_id": (
        "sis user id",
        "id number",
        "idnumber",
        "student id",
        "학번",
        "학생 번호",
        "식별번호",
        "id 번호",
    ),
    "login": ("sis login id", "username", "login", "사용자명", "사용자 이름", "아이디"),
    "email": ("email address", "email", "e-mail", "mail", "이메일", "이메일 주소", "전자우편", "메일"),
    "section": ("section", "group", "groups", "class", "분반", "반", "섹션"),
    "lang": ("language", "lang", "언어"),
}
LANGUAGES = {"ko": "ko", "korean": "ko", "한국어": "ko", "en": "en", "english": "en", "영어": "en"}
# rows of a gradebook that are nobody: its points, and the pretended student of Canvas
NOBODY = re.compile(r"points possible|student, test|test student", re.IGNORECASE)
LAST_FIRST = re.compile(r"\s*[^,\s][^,]*,\s*[^,\s][^,]*")  # one comma, and something on both sides
KOREAN = re.compile(r"[가-힣]")


@dataclass(frozen=True)
class Person:
    """One line of a roster; what the file does not say is empty. `lang` is a language of the course.

    `listed` is the name as Canvas writes and expects it, "Kim, Bora", where it is not the name itself.
    """

    name: str
    id: str = ""
    sis_id: str = ""
    login: str = ""
    email: str = ""
    section: str = ""
    lang: str = ""
    listed: str = ""

    @property
    def key(self) -> str:
        """What tells this one from the others: a number, a login or an address, else the name."""
        return self.sis_id or self.login or self.email or self.id or self.name


def read(path: Path, say: Say = tell) -> tuple[Person, ...]:
    """Everybody in a roster, in its order; `say` hears of what is passed over.

    Raises CourseError that says what the file lacks.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise _unusable(path, _("너무 큽니다."))
        raw = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    rows = _rows(_decoded(path, raw), path)
    people = tuple(_people(rows, path))
    if not people:
        raise _unusable(path, _("사람이 한 명도 없습니다."))
    _need_each_once(people, path)
    if unknown := _unknown_languages(rows):
        say(
            _(
                "명단의 언어 가운데 이 과정에 없는 것: {languages}. "
                "그 사람의 페이지는 제출한 노트북의 언어로 만듭니다."
            ).format(languages=", ".join(unknown))
        )
    return people


def _need_each_once(people: Sequence[Person], path: Path) -> None:
    """Raises CourseError where two lines cannot be told apart."""
    keys = [person.key for person in people]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if not twice:
        return
    why = _("같은 사람이 두 번 나옵니다: {names}").format(names=", ".join(twice[:5]))
    if any(person.name in twice for person in people if person.key == person.name):
        raise _unusable(
            path,
            why,
            _("이름이 같은 두 사람이라면 이메일 열이나 번호(학번) 열을 더해서 둘을 구별해 주세요."),
        )
    raise _unusable(path, why, _("한 줄만 남기세요."))


def _rows(text: str, path: Path) -> list[list[str]]:
    """The lines that are not empty, the first of them with the columns' names. Raises CourseError."""
    delimiter, text, begun = _delimiter(text)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    while True:
        line = begun + reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise _unusable(
                path,
                _(
                    '{line}번째 줄에서 따옴표(")로 연 칸이 닫히지 않았거나, 닫는 따옴표 뒤에 다른 글자가 있습니다.'
                ).format(line=line),
                _("그 줄의 따옴표를 고치거나, 표 계산 프로그램에서 CSV로 다시 저장하세요."),
            ) from error
        if row is None:
            return rows
        if any(cell.strip() for cell in row):
            rows.append(row)


def _delimiter(text: str) -> tuple[str, str, int]:
    """What stands between two cells, the text of the table, and how many lines come before it.

    Excel may say it itself, in a first line `sep=;`.
    """
    first, _end, rest = text.partition("\n")
    told = re.fullmatch(r"\ufeff?\"?sep=([,;\t|])\"?\s*", first, re.IGNORECASE)
    return (told[1], rest, 1) if told else (max(",;\t", key=first.count), text, 0)


def _people(rows: Sequence[Sequence[str]], path: Path) -> Iterator[Person]:
    """The people in a table. Raises CourseError for one without a column of names."""
    at = _columns(rows[0]) if rows else {}
    if "name" not in at and "last" not in at and "first" not in at:
        raise _unusable(
            path, _("첫 줄에 이름 열이 없습니다(Student, Name, First name과 Surname, 이름 가운데 하나).")
        )
    for row in rows[1:]:
        if not NOBODY.search(" ".join(row[:2])) and (person := _person(row, at)).name:
            yield person


def _unknown_languages(rows: Sequence[Sequence[str]]) -> list[str]:
    """What the column of languages names and the course does not have."""
    at = _columns(rows[0]).get("lang")
    named = {clean(row[at]).strip() for row in rows[1:] if at is not None and at < len(row)}
    return sorted(name for name in named if name and name.lower() not in LANGUAGES)


def _person(row: Sequence[str], at: Mapping[str, int]) -> Person:
    cell = {key: clean(row[index]) for key, index in at.items() if index < len(row)}
    first, last = cell.pop("first", ""), cell.pop("last", "")
    name = cell.pop("name", "")
    if last and not first:  # Moodle in Korean: 이름 is the first name where there is a 성
        first, name = name, ""
    listed = name if LAST_FIRST.fullmatch(name) else ""
    if listed:
        last, first = (part.strip() for part in name.split(","))
        name = ""
    name = name or (f"{last}{first}" if KOREAN.search(last + first) else f"{first} {last}".strip())
    lang = LANGUAGES.get(cell.pop("lang", "").strip().lower(), "")
    return Person(name=name, lang=lang, listed=listed, **cell)


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Where each field is; the first column that has one of its names."""
    plain = [re.sub(r"[\s._-]+", " ", person.strip().lstrip("\ufeff").lower()) for person in header]
    wanted = {key: {re.sub(r"[\s._-]+", " ", name) for name in names} for key, names in NAMES.items()}
    found = {}
    for key, names in wanted.items():
        if (index := next((at for at, person in enumerate(plain) if person in names), None)) is not None:
            found[key] = index
    return found


def _decoded(path: Path, raw: bytes) -> str:
    """UTF-8, with or without its mark, UTF-16 with it, or what Korean Excel writes."""
    codecs = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp949")
    for codec in codecs:
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    raise _unusable(path, _("글자 인코딩을 알 수 없습니다. UTF-8로 저장하세요."))


def _unusable(path: Path, why: str, remedy: str = "") -> CourseError:
    return CourseError(
        _("명단 {path}을(를) 쓸 수 없습니다: {why}").format(path=path, why=why),
        remedy or _("Canvas의 성적부나 Moodle의 참가자 목록을 CSV로 내보낸 파일을 쓰세요."),
        code="roster",
    )


def _unreadable(path: Path, error: OSError) -> CourseError:
    if isinstance(error, FileNotFoundError):
        return _unusable(path, _("그런 파일이 없습니다."), _("파일의 이름과 지금 있는 폴더를 확인하세요."))
    if isinstance(error, IsADirectoryError):
        return _unusable(path, _("파일이 아니라 폴더입니다."))
    if isinstance(error, PermissionError):
        return _unusable(path, _("읽을 권한이 없습니다."), _("파일의 권한을 확인하세요."))
    return _unusable(path, str(error.strerror or error))
