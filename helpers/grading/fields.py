"""A JSON file that somebody edits by hand: each value is what it has to be, or is named as wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from helpers.course import course
from helpers.course import lesson as find_lesson
from helpers.errors import LessonError
from helpers.i18n import _

MOST = 10_000  # points of a lesson
LONGEST = 60  # letters of a wrong value that are shown
DATE = "2026-12-18T18:00"
ALL = "*"  # the key of a date that is every lesson's


class WrongField(ValueError):
    """A field that cannot be used: one sentence that names it, and what helps."""

    def __init__(self, why: str, remedy: str = "") -> None:
        self.remedy = remedy
        super().__init__(why)


def read(path: Path, largest: int) -> Any:
    """The JSON in a file, with or without the mark that Windows puts before UTF-8. Raises WrongField."""
    try:
        if path.stat().st_size > largest:
            raise WrongField(_("너무 큽니다."))
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise WrongField(_unread(error)) from error
    except UnicodeDecodeError as error:
        raise WrongField(
            _("UTF-8로 저장된 파일이 아닙니다."), _("편집기에서 인코딩을 UTF-8로 골라 다시 저장하세요.")
        ) from error
    except json.JSONDecodeError as error:
        raise WrongField(
            _("{line}번째 줄의 {column}번째 글자에서 JSON 문법이 틀렸습니다.").format(
                line=error.lineno, column=error.colno
            ),
            _("그 앞의 쉼표, 따옴표, 괄호를 살펴보세요. 마지막 값 뒤에는 쉼표를 쓰지 않습니다."),
        ) from error
    except (ValueError, RecursionError) as error:  # brackets without end, a number of 5,000 digits
        raise WrongField(_("JSON 파일이 아닙니다.")) from error


def _unread(error: OSError) -> str:
    """Why a file cannot be read. What people meet is in their language, the rest is the system's."""
    if isinstance(error, FileNotFoundError):
        return _("그런 파일이 없습니다.")
    if isinstance(error, PermissionError):
        return _("읽을 권한이 없습니다.")
    if isinstance(error, IsADirectoryError):
        return _("파일이 아니라 폴더입니다.")
    return str(error.strerror or error)


def wrong(field: str, value: object, example: object) -> WrongField:
    """A value that cannot stand there; `example` is one that can."""
    return WrongField(
        _("{field}의 값이 잘못되었습니다: {value}").format(field=field, value=_shown(value)),
        _("예를 들어 이렇게 쓰세요: {example}").format(example=_line(field, example)),
    )


def mapping(raw: Any, field: str, example: object) -> Mapping[str, Any]:
    """An object of JSON. Raises WrongField."""
    if not isinstance(raw, dict):
        raise wrong(field, raw, example)
    return raw


def rows(raw: Any, field: str, example: object) -> list[Any]:
    """A list of JSON. Raises WrongField."""
    if not isinstance(raw, list):
        raise wrong(field, raw, example)
    return raw


def only(raw: Mapping[str, Any], field: str, known: Iterable[str]) -> None:
    """No field has a name that is not known. Raises WrongField: it may be a slip of the pen."""
    names = list(known)
    if strange := [name for name in raw if name not in names]:
        where = f"{field}.{strange[0]}" if field else strange[0]
        raise WrongField(
            _("{field}(이)라는 항목은 없습니다.").format(field=where[:LONGEST]),
            _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(names)),
        )


def needed(raw: Mapping[str, Any], names: Iterable[str]) -> None:
    """Every one of these fields is there. Raises WrongField."""
    if missing := [name for name in names if name not in raw]:
        raise WrongField(_("{field} 항목이 없습니다.").format(field=missing[0]))


def text(raw: Any, field: str, example: str) -> str:
    """A text. Raises WrongField."""
    if not isinstance(raw, str):
        raise wrong(field, raw, example)
    return raw


def language(raw: Any) -> str:
    """A language of the course, or "". Raises WrongField."""
    known = course().languages
    if raw not in ("", *known):
        raise wrong("lang", raw, known[0])
    return str(raw)


def whole(raw: Any, field: str, example: int, least: int, most: int) -> int:
    """A whole number within bounds. Raises WrongField."""
    if type(raw) is not int or not least <= raw <= most:
        raise wrong(field, raw, example)
    return raw


def percent(raw: Any, field: str, example: float) -> float:
    """A number from 0 to 100. Raises WrongField."""
    if type(raw) not in (int, float) or not 0 <= raw <= 100:
        raise wrong(field, raw, example)
    return float(raw)


def date(raw: Any, field: str) -> datetime | None:
    """A date or nothing. One without a zone is this machine's. Raises WrongField."""
    if raw is None or raw == "":
        return None
    try:
        made = datetime.fromisoformat(raw)
        if not 1970 < made.year < 9000:  # it is compared with other dates, in other zones
            raise ValueError
    except (ValueError, TypeError) as error:
        raise wrong(field, raw, DATE) from error
    return made if made.tzinfo else made.astimezone()


def dates(raw: Any, field: str, lessons: Sequence[str]) -> dict[str, datetime]:
    """Dates by lesson, which may be named by its number. Raises WrongField."""
    found = {
        key if key == ALL else lesson(key, field, lessons): date(value, f"{field}.{key}")
        for key, value in mapping(raw, field, {ALL: DATE}).items()
    }
    return {key: value for key, value in found.items() if value}


def points(raw: Any, field: str, lessons: Sequence[str]) -> dict[str, int]:
    """Points by lesson, which may be named by its number. Raises WrongField."""
    return {
        lesson(key, field, lessons): whole(value, f"{field}.{key}", 20, 1, MOST)
        for key, value in mapping(raw, field, {"03": 20}).items()
    }


def lesson(raw: Any, field: str, lessons: Sequence[str] = ()) -> str:
    """The name of a lesson that this class does, which may be named by its number. Raises WrongField."""
    try:
        name = find_lesson(text(raw, field, "03")).name
    except LessonError as error:
        raise WrongField(f"{field}: {error.what}", error.remedy) from error
    if lessons and name not in lessons:
        raise WrongField(
            _("{field}: {lesson}은(는) 이 학급이 하는 단원이 아닙니다.").format(field=field, lesson=name),
            _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(lessons)),
        )
    return name


def key(raw: Any, field: str) -> str:
    """A key, which is not shown: it may be a right one of which somebody deleted a letter.

    Raises WrongField.
    """
    try:
        bytes.fromhex(raw)
    except (ValueError, TypeError) as error:
        raise WrongField(
            _("{field}의 값이 바뀌었습니다. 이것은 고칠 수 없습니다.").format(field=field)
        ) from error
    return str(raw)


def _line(field: str, example: object) -> str:
    """How the field is written: its last name, because those before are of the objects around it."""
    whole_or_not = int(example) if isinstance(example, float) and example.is_integer() else example
    return f'"{field.rpartition(".")[2]}": {json.dumps(whole_or_not, ensure_ascii=False)}'


def _shown(value: object) -> str:
    told = json.dumps(value, ensure_ascii=False)
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"
