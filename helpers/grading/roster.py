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
KOREAN = re.compile(r"[가-힣]")


@dataclass(frozen=True)
class Person:
    """One line of a roster; what the file does not say is empty. `lang` is a language of the course."""

    name: str
    id: str = ""
    sis_id: str = ""
    login: str = ""
    email: str = ""
    section: str = ""
    lang: str = ""


def read(path: Path) -> tuple[Person, ...]:
    """Everybody in a roster, in its order. Raises CourseError that says what the file lacks."""
    try:
        if path.stat().st_size > LARGEST:
            raise _unusable(path, _("너무 큽니다."))
        raw = path.read_bytes()
    except OSError as error:
        raise _unusable(path, str(error.strerror or error)) from error
    people = tuple(parse(_decoded(path, raw), path))
    if not people:
        raise _unusable(path, _("사람이 한 명도 없습니다."))
    keys = [person.sis_id or person.login or person.email or person.id or person.name for person in people]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise _unusable(path, _("같은 사람이 두 번 나옵니다: {names}").format(names=", ".join(twice[:5])))
    return people


def parse(text: str, path: Path) -> Iterator[Person]:
    """The people in a text. Raises CourseError for one without a column of names."""
    try:
        rows = list(csv.reader(io.StringIO(text), dialect=_dialect(text), strict=True))
    except csv.Error as error:
        raise _unusable(path, str(error)) from error
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    at = _columns(rows[0]) if rows else {}
    if "name" not in at and "last" not in at and "first" not in at:
        raise _unusable(
            path, _("첫 줄에 이름 열이 없습니다(Student, Name, First name과 Surname, 이름 가운데 하나).")
        )
    for row in rows[1:]:
        if not NOBODY.search(" ".join(row[:2])) and (person := _person(row, at)).name:
            yield person


def _person(row: Sequence[str], at: Mapping[str, int]) -> Person:
    cell = {key: clean(row[index]) for key, index in at.items() if index < len(row)}
    first, last = cell.pop("first", ""), cell.pop("last", "")
    name = cell.pop("name", "")
    if last and not first:  # Moodle in Korean: 이름 is the first name where there is a 성
        first, name = name, ""
    name = name or (f"{last}{first}" if KOREAN.search(last + first) else f"{first} {last}".strip())
    lang = LANGUAGES.get(cell.pop("lang", "").strip().lower(), "")
    return Person(name=name, lang=lang, **cell)


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Where each field is; the first column that has one of its names."""
    plain = [re.sub(r"[\s._-]+", " ", person.strip().lstrip("\ufeff").lower()) for person in header]
    wanted = {key: {re.sub(r"[\s._-]+", " ", name) for name in names} for key, names in NAMES.items()}
    found = {}
    for key, names in wanted.items():
        if (index := next((at for at, person in enumerate(plain) if person in names), None)) is not None:
            found[key] = index
    return found


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.split("\n", 1)[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Found


def _decoded(path: Path, raw: bytes) -> str:
    """UTF-8, with or without its mark, UTF-16 with it, or what Korean Excel writes."""
    codecs = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp949")
    for codec in codecs:
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    raise _unusable(path, _("글자 인코딩을 알 수 없습니다. UTF-8로 저장하세요."))


def _unusable(path: Path, why: str) -> CourseError:
    return CourseError(
        _("명단 {path}을(를) 쓸 수 없습니다: {why}").format(path=path, why=why),
        _("Canvas의 성적부나 Moodle의 참가자 목록을 CSV로 내보낸 파일을 쓰세요."),
        code="roster",
    )
