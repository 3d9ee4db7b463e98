"""What the engine refused, in words a learner can act on.

The patterns stand in one table, ROWS. Engines 20.10 to 28 and the classic builder and BuildKit word
some of them differently; tests/engine/test_explain.py provokes each on a real engine.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from typing import NamedTuple

import requests
import urllib3
from docker import errors as dk

from helpers.engine import advice
from helpers.errors import BusyError, CourseError, EngineDenied, EngineLost, EngineNotFound, ImageError
from helpers.i18n import N_, _

ANSI = re.compile(r"\x1b\[[0-9;]*m")  # docker-py hands on the builder's red, sometimes inside a word
LONGEST = 300  # characters of an error nobody foresaw: a line, not a page


class Row(NamedTuple):
    """One refusal: how the engine words it, what it means, what to do; named groups fill both."""

    code: str
    pattern: str
    what: str
    remedy: str
    kind: type[CourseError] = CourseError


# The first row that matches wins: causes come before their consequences.
ROWS = (
    Row(
        "disk-full",
        r"no space left on device|disk quota exceeded",
        N_("디스크가 가득 찼습니다."),
        N_(
            "무엇이 자리를 차지하는지 보려면 'docker system df', "
            "이 과정이 만든 것을 지우려면 'course reset --all'을 실행하세요."
        ),
    ),
    Row(
        "port-by-container",
        r"Bind for \S*?:(?P<port>\d+) failed: port is already allocated",
        N_("포트 {port}번은 다른 컨테이너가 이미 쓰고 있습니다."),
        N_(
            "'docker ps'로 찾아 멈추거나 다른 포트를 쓰세요. "
            "실패한 컨테이너는 created 상태로 남으니 'docker rm'으로 지우세요."
        ),
        BusyError,
    ),
    Row(
        "port-by-program",
        r"(?:listen \S+ |0\.0\.0\.0|127\.0\.0\.1|\[::\])\S*?:(?P<port>\d+).*(?:address already in use)",
        N_("포트 {port}번은 이 컴퓨터의 다른 프로그램이 이미 쓰고 있습니다."),
        N_(
            "'sudo ss -ltnp'로 그 프로그램을 찾아 끝내거나 다른 포트를 쓰세요. "
            "남은 컨테이너는 'docker rm'으로 지우세요."
        ),
        BusyError,
    ),
    Row(
        "name-taken",
        r'container name "/?(?P<name>[^"]+)" is already in use',
        N_("'{name}'(이)라는 컨테이너가 이미 있습니다."),
        N_("지우려면 'docker rm {name}', 남겨 두려면 'docker rename {name} {name}-old'를 실행하세요."),
        BusyError,
    ),
    Row(
        "image-in-use",
        r'unable to (?:remove repository reference|delete)[ "]*(?P<image>[^\s"]+)'
        r".*(?:container (?P<id>[0-9a-f]{12})|dependent child)",
        N_("이미지 {image}을(를) 쓰는 것이 남아 있어 지울 수 없습니다."),
        N_("멈춘 컨테이너도 이미지를 씁니다. 'docker ps -a'로 찾아 'docker rm'으로 먼저 지우세요."),
        BusyError,
    ),
    Row(
        "not-running",
        r"container (?P<id>[0-9a-zA-Z_.-]+) is not running",
        N_("컨테이너 {id:.12}은(는) 실행 중이 아닙니다."),
        N_("'docker ps -a'로 상태를, 'docker logs'로 끝난 까닭을 보고 'docker start'로 다시 켜세요."),
    ),
    Row(
        "mirror-gone",
        r"(?:Could not resolve|Temporary failure resolving) '(?P<host>[^']+)'",
        N_("패키지 서버 {host}을(를) 찾을 수 없어 빌드가 멈췄습니다."),
        N_("네트워크와 DNS, 그리고 배포판의 지원 기간이 끝나 서버가 사라지지 않았는지 확인하세요."),
        ImageError,
    ),
    Row(
        "mirror-gone",
        r"Unable to locate package (?P<package>[^\s\\]+)",
        N_("apt가 패키지 {package}을(를) 찾지 못해 빌드가 멈췄습니다."),
        N_(
            "같은 RUN 안에서 'apt-get update'를 먼저 하고 이름을 확인하세요. "
            "지원이 끝난 배포판이면 다른 것을 고르세요."
        ),
        ImageError,
    ),
    Row(
        "copy-missing",
        r"(?:COPY|ADD) failed: (?:file not found in build context.*?stat |stat )(?P<file>[^\s:]+)",
        N_("Dockerfile이 복사하려는 {file} 파일이 빌드 컨텍스트에 없습니다."),
        N_("경로는 'docker build' 끝에 적은 폴더를 기준으로 합니다. 이름과 .dockerignore를 확인하세요."),
        ImageError,
    ),
    Row(
        "copy-missing",
        r'failed to (?:compute cache key|calculate checksum).*?"(?P<file>/[^"]+)": not found',
        N_("Dockerfile이 복사하려는 {file} 파일이 빌드 컨텍스트에 없습니다."),
        N_("경로는 'docker build' 끝에 적은 폴더를 기준으로 합니다. 이름과 .dockerignore를 확인하세요."),
        ImageError,
    ),
    Row(
        "dockerfile-syntax",
        r"(?i:dockerfile parse error)(?: on)? line (?P<line>\d+): (?P<reason>[^\n]+)",
        N_("Dockerfile의 {line}번째 줄이 잘못되었습니다: {reason}"),
        N_("지시어의 철자와 줄 끝의 \\ 를 확인하세요."),
        ImageError,
    ),
    Row(
        "dockerfile-syntax",
        r"(?P<reason>file with no instructions|no build stage in current context[^\n]*)",
        N_("Dockerfile이 비었거나 FROM으로 시작하지 않습니다: {reason}"),
        N_("첫 지시어로 FROM 이미지 를 쓰세요."),
        ImageError,
    ),
    Row(
        "quoted-cmd",
        r"/bin/sh: (?:\d+: )?(?P<command>\[\S*?\]?): not found",
        N_("CMD에 작은따옴표를 써서 셸이 {command}을(를) 명령 이름으로 읽었습니다."),
        N_('대괄호 안에는 큰따옴표를 쓰세요: CMD ["sleep", "1"]'),
        ImageError,
    ),
    Row(
        "no-such-command",
        r'exec: \\?"(?P<command>[^"\\]+)\\?": (?:executable file not found|stat [^:]+: no such file)',
        N_("이미지에 '{command}'(이)라는 명령이 없습니다."),
        N_(
            "철자와 CMD, ENTRYPOINT를 확인하세요. "
            "들어 있는 것은 'docker run --rm -it 이미지 sh'로 볼 수 있습니다."
        ),
    ),
    Row(
        "no-network",
        r"(?:no such host|Temporary failure in name resolution|server misbehaving|network is unreachable"
        r"|i/o timeout|connection refused|TLS handshake timeout|Client\.Timeout exceeded"
        r"|request canceled|no route to host|connection reset by peer)",
        N_("이미지 저장소에 연결할 수 없습니다."),
        N_(
            "네트워크를 확인하세요. "
            "이 과정의 이미지는 네트워크 없이도 'course images get'으로 만들 수 있습니다."
        ),
        ImageError,
    ),
    Row(
        "no-such-image",
        r"No such image: (?P<image>\S+)|pull access denied for (?P<image2>[^\s,]+)"
        r"|manifest for (?P<image3>\S+) not found",
        N_("이미지 {image}이(가) 없습니다."),
        N_("'docker images'로 이름과 태그를 확인하거나 'docker pull'로 받으세요."),
        ImageError,
    ),
    Row(
        "no-such-container",
        r"No such container: (?P<name>\S+)",
        N_("컨테이너 {name}이(가) 없습니다."),
        N_("'docker ps -a'로 이름을 확인하세요."),
    ),
)


def explain(error: BaseException) -> CourseError:
    """A CourseError for anything that docker-py, requests or urllib3 raise; itself if it is one."""
    if isinstance(error, CourseError):
        return error
    text = wording(error)
    if not _about_connection(error):
        for row in ROWS:
            match = re.search(row.pattern, text, re.DOTALL | re.IGNORECASE)
            if match:
                return _filled(row, match)
    return _lost(error, text) or _unforeseen(error, text)


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
