"""What the engine refused, in words a learner can act on. The table is in refusals.py."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable

import requests
import urllib3
from docker import errors as dk

from helpers.engine import advice
from helpers.engine.refusals import ROWS, Row
from helpers.errors import BusyError, CourseError, EngineDenied, EngineLost, EngineNotFound
from helpers.i18n import _

ANSI = re.compile(r"\x1b\[[0-9;]*m")  # docker-py hands on the builder's red, sometimes inside a word
LOOKED_AT = 1 << 16  # characters at the end of an output: the cause stands there
LONGEST = 300  # characters of an error nobody foresaw: a line, not a page


def explain(error: BaseException) -> CourseError:
    """A CourseError for anything that docker-py, requests or urllib3 raise; itself if it is one."""
    if isinstance(error, CourseError):
        return error
    text = wording(error)
    known = None if _about_connection(error) else translate(text)
    return known or _lost(error, text) or _unforeseen(error, text)


def translate(text: str) -> CourseError | None:
    """What a program printed about a refusal of the engine; None if no row knows it."""
    plain = ANSI.sub("", text[-LOOKED_AT:])
    for row in ROWS:
        match = re.search(row.pattern, plain, re.DOTALL | re.IGNORECASE)
        if match:
            return _filled(row, match)
    return None


def wording(error: BaseException) -> str:
    """All that the engine said, without colours: the explanation, the log of a build, the output."""
    parts: list[str] = []
    if isinstance(error, dk.APIError):
        parts.append(str(error.explanation or error))
    elif isinstance(error, dk.BuildError):
        parts += [str(error.msg), _build_log(error.build_log)]
    else:
        parts.append(str(error))
    return ANSI.sub("", "\n".join(parts)).strip()


def _build_log(log: Iterable[object]) -> str:
    """The streamed text, whose pieces need not end with a line; the log may break off."""
    pieces: list[str] = []
    with contextlib.suppress(dk.DockerException, requests.RequestException, urllib3.exceptions.HTTPError):
        for one in log:
            if isinstance(one, dict):
                pieces.append(str(one.get("stream") or f"\n{one.get('error', '')}\n"))
            else:
                pieces.append(str(one))
    return "".join(pieces)


def _filled(row: Row, match: re.Match[str]) -> CourseError:
    """The row's text with its groups; image2, image3 … are other spellings of image."""
    fields = {name.rstrip("23"): value for name, value in match.groupdict().items() if value}
    return row.kind(_(row.what).format(**fields), _(row.remedy).format(**fields), code=row.code)


def _about_connection(error: BaseException) -> bool:
    """Errors of the way to the engine, not of the engine: `refused` there is not the registry's.

    An APIError is an answer, although docker-py derives it from requests' errors.
    """
    if isinstance(error, dk.APIError):
        return False
    return isinstance(error, (requests.RequestException, urllib3.exceptions.HTTPError, OSError)) or (
        type(error) is dk.DockerException
    )


def _lost(error: BaseException, text: str) -> CourseError | None:
    if not _about_connection(error):
        return None
    if "PermissionError" in text or isinstance(error, PermissionError):
        return EngineDenied(_("도커 엔진의 소켓을 쓸 권한이 없습니다."), advice.to_be_allowed())
    if re.search(r"FileNotFoundError|ConnectionRefusedError|Connection refused|No such file", text):
        return EngineNotFound(_("도커 엔진이 멈춰 있습니다."), advice.to_start(), code="engine-stopped")
    if isinstance(error, (requests.Timeout, TimeoutError)) or "timed out" in text:
        return EngineLost(
            _("도커 엔진이 제때 대답하지 않았습니다."),
            _("잠시 뒤에 다시 해 보세요. 계속되면: {remedy}").format(remedy=advice.to_restart()),
            code="engine-timeout",
        )
    return EngineLost(
        _("일하는 도중에 도커 엔진과의 연결이 끊겼습니다."),
        _("'course doctor'로 엔진이 켜져 있는지 확인하고 다시 해 보세요."),
    )


def _unforeseen(error: BaseException, text: str) -> CourseError:
    line = " ".join(text.split()) or type(error).__name__
    shown = line if len(line) <= LONGEST else line[:LONGEST] + "…"
    if isinstance(error, dk.ContainerError):
        return CourseError(
            _("컨테이너 안의 명령이 {status}(으)로 끝났습니다.").format(status=error.exit_status),
            _("출력: {text}").format(text=shown),
            code="exit-status",
        )
    if isinstance(error, dk.APIError) and error.status_code == 409:
        return BusyError(
            _("엔진이 지금 상태와 맞지 않아 거절했습니다: {text}").format(text=shown),
            _("'docker ps -a'로 상태를 확인하세요."),
            code="conflict",
        )
    return CourseError(
        _("도커 엔진이 거절했습니다: {text}").format(text=shown),
        _("'course doctor'로 엔진을 점검하세요."),
        code="engine-refused",
    )
