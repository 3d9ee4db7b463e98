"""What the engine refused, in words a learner can act on. The table is in refusals/.

Nothing here loads docker-py unless it has raised something: `course explain` reads text.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from helpers.engine import advice, nearest
from helpers.engine.nearest import Here
from helpers.engine.refusals import ROWS, Fields, Row
from helpers.engine.refusals.lines import broken, plain, rejoined, straight, uncoloured, undressed, unwrapped
from helpers.engine.refusals.row import LAST
from helpers.errors import BusyError, CourseError, EngineDenied, EngineLost, EngineNotFound
from helpers.i18n import _, particles
from helpers.paths import START

if TYPE_CHECKING:
    from docker.errors import ContainerError

LOOKED_AT = 1 << 16  # characters at the end of an output: the cause stands there
WRAPPED = 4096  # characters of a text whose lines a terminal may have broken
LONGEST = 300  # characters of an error nobody foresaw: a line, not a page
DAEMON = "Error response from daemon: "


def explain(error: BaseException, here: Callable[[], Here | None] | None = None) -> CourseError:
    """A CourseError for anything that docker-py, requests or urllib3 raise; itself if it is one.

    `here` is asked for the engine's images and containers when a name may be misspelt.
    """
    if isinstance(error, CourseError):
        return error
    text = wording(error)
    known = None if _about_connection(error) else translate(_as_printed(error, text), here)
    return known or _lost(error, text) or _unforeseen(error, text)


def translate(
    text: str, here: Callable[[], Here | None] | None = None, command: str = ""
) -> CourseError | None:
    """What a program printed about a refusal of the engine; None if no row knows it.

    `here` is asked for the engine's images and containers when a name may be misspelt; `command` is what
    was typed, if it is known. Of several refusals the cause is explained: what follows from another has a
    higher rank, and of equals the first is meant.
    """
    found = _found(_end(text))
    if found is None:
        return None
    said, row, fields = found
    return (
        nearest.misplaced(row.code, said, command)
        or nearest.instead(row.code, said, here)
        or _filled(row, fields)
    )


def _found(text: str) -> tuple[str, Row, Fields] | None:
    """The reading, its row and what the groups hold; a row that only says that something failed waits."""
    only_failed = None
    for said in _readings(text):
        if known := _row(said):
            if known[0].rank < LAST:
                return said, *known
            only_failed = only_failed or (said, *known)
    return only_failed


def _readings(text: str) -> Iterator[str]:
    """The text with one message a line: as it stands, and as it was before somebody broke or dressed it."""
    ways: tuple[Callable[[str], str], ...] = (str,)
    if len(text) <= WRAPPED:
        text = text.replace("\r\n", "\n")
        ways = (unwrapped, str) if broken(text) else (str, unwrapped)
        ways = (*ways, rejoined, undressed, straight)
    seen: set[str] = set()
    for way in ways:
        if (said := plain(way(text))) not in seen:
            seen.add(said)
            yield said


def _row(said: str) -> tuple[Row, Fields] | None:
    """The row that explains the text, and what its groups hold."""
    found = [
        ((row.rank, hit[0], place), row, hit[1])
        for place, row in enumerate(ROWS)
        if (hit := row.find(said)) is not None
    ]
    if not found:
        return None
    _order, row, fields = min(found, key=lambda match: match[0])
    return row, fields


def wording(error: BaseException) -> str:
    """All that the engine said, without colours: the explanation, the log of a build, the output."""
    from docker import errors as dk

    if isinstance(error, dk.APIError):
        parts = [str(error.explanation or error)]
    elif isinstance(error, dk.BuildError):
        parts = [_build_log(error.build_log), str(error.msg)]
    elif isinstance(error, dk.ContainerError) and error.stderr:
        said = error.stderr
        parts = [said.decode(errors="replace") if isinstance(said, bytes) else str(said)]
    else:
        parts = [str(error)]
    return uncoloured("\n".join(parts)).strip()


def _as_printed(error: BaseException, text: str) -> str:
    """As the docker command would have shown it: rows tell the engine's words from a program's."""
    from docker import errors as dk

    return f"{DAEMON}{text}" if isinstance(error, dk.APIError) else text


def _end(text: str) -> str:
    """The last LOOKED_AT characters, from the beginning of a line on."""
    if len(text) <= LOOKED_AT:
        return text
    return text[-LOOKED_AT:].partition("\n")[2]


def _build_log(log: Iterable[object]) -> str:
    """The streamed text, whose pieces need not end with a line; the log may break off."""
    import requests
    import urllib3
    from docker import errors as dk

    pieces: list[str] = []
    with contextlib.suppress(dk.DockerException, requests.RequestException, urllib3.exceptions.HTTPError):
        for line in log:
            if isinstance(line, dict):
                refused = f"\n{DAEMON}{line['error']}\n" if "error" in line else ""
                pieces.append(str(line.get("stream", "")) + refused)
            else:
                pieces.append(str(line))
    return "".join(pieces)


def _filled(row: Row, fields: Fields) -> CourseError:
    """The row's text with what its groups hold; a field without a value leaves no hole."""
    what, remedy = (_tidy(_(text).format(**fields, start=START)) for text in (row.what, row.remedy))
    return row.kind(what, f"{remedy} {_(row.also)}" if row.also else remedy, code=row.code)


def _tidy(text: str) -> str:
    """Without the signs around a field that had no value."""
    return particles(re.sub(r" {2,}", " ", text.replace("''", "").replace("()", "")).strip())


def _about_connection(error: BaseException) -> bool:
    """Errors of the way to the engine, not of the engine: `refused` there is not the registry's.

    An APIError is an answer, although docker-py derives it from requests' errors.
    """
    import requests
    import urllib3
    from docker import errors as dk

    if isinstance(error, dk.APIError):
        return False
    return isinstance(error, (requests.RequestException, urllib3.exceptions.HTTPError, OSError)) or (
        type(error) is dk.DockerException
    )


def _lost(error: BaseException, text: str) -> CourseError | None:
    if not _about_connection(error):
        return None
    import requests

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
    from docker import errors as dk

    line = " ".join(text.split()) or type(error).__name__
    shown = line if len(line) <= LONGEST else line[:LONGEST] + "…"
    if isinstance(error, dk.ContainerError):
        return _command_failed(error, shown)
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


def _command_failed(error: ContainerError, shown: str) -> CourseError:
    return CourseError(
        particles(_("컨테이너 안의 명령이 {status}(으)로 끝났습니다.").format(status=error.exit_status)),
        _("출력: {text}").format(text=shown),
        code="exit-status",
    )
