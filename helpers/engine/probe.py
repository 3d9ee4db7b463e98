"""Is there an engine behind this address? If not, exactly why not.

docker-py wraps every reason in one DockerException, so the socket is opened by hand first.
"""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from docker.errors import DockerException
from requests.exceptions import RequestException, SSLError

from helpers.engine import advice
from helpers.engine.types import Engine
from helpers.errors import EngineDenied, EngineError, EngineLost, EngineNotFound
from helpers.i18n import _

CONNECT = 2.0  # seconds until somebody must have taken the connection
REPLY = 10  # seconds until /version must have been answered; a busy machine needs some
MINIMUM = (1, 41)  # Engine 20.10: the oldest API the course is written against
PORTS = {"tcp": 2375, "http": 2375, "https": 2376}


def check(engine: Engine, patience: int = REPLY) -> Engine:
    """The engine itself when it answers within `patience` seconds and is new enough.

    Raises EngineNotFound, EngineDenied, EngineLost or EngineError, with a code of its own for each
    reason: engine-no-socket, engine-stopped, engine-denied, engine-timeout, engine-unreachable,
    engine-tls, engine-too-old, engine-strange.
    """
    scheme = urlsplit(engine.url).scheme
    if scheme in ("unix", "http+unix"):
        _open_unix(engine.url, engine.origin)
    elif scheme in PORTS:
        _open_tcp(engine.url)
    elif scheme not in ("npipe", "ssh"):
        raise EngineNotFound(
            _("엔진 주소를 알아볼 수 없습니다: {url}").format(url=engine.url),
            _("unix:///var/run/docker.sock 이나 tcp://호스트:포트 처럼 쓰세요."),
            code="engine-bad-address",
        )
    _new_enough(engine, _ask(engine, patience))
    return engine


def reachable(url: str) -> bool:
    """Whether somebody listens on a Unix socket, also where this user may not talk to them."""
    try:
        _open_unix(url)
    except EngineDenied:
        return True
    except EngineError:
        return False
    return True


def _open_unix(url: str, origin: str = "") -> None:
    path, engine = socket_path(url), Engine(url, origin)
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(CONNECT)
            probe.connect(path)
    except FileNotFoundError:
        raise EngineNotFound(
            _("도커 엔진이 없습니다. 소켓 {path} 파일이 없습니다.").format(path=path),
            advice.to_start(engine=engine),
            code="engine-no-socket",
        ) from None
    except ConnectionRefusedError:
        raise EngineNotFound(
            _("도커 엔진이 멈춰 있습니다. 소켓 {path}만 남아 있고 받는 프로그램이 없습니다.").format(
                path=path
            ),
            advice.to_start(engine=engine),
            code="engine-stopped",
        ) from None
    except PermissionError:
        raise EngineDenied(
            _("소켓 {path}을(를) 쓸 권한이 없습니다.").format(path=path), advice.to_be_allowed(engine=engine)
        ) from None
    except (TimeoutError, BlockingIOError):  # EAGAIN: the queue of the socket is full
        raise silent(engine) from None
    except OSError as error:
        raise EngineNotFound(
            _("소켓 {path}에 연결할 수 없습니다: {reason}").format(path=path, reason=error.strerror or error),
            advice.to_start(engine=engine),
            code="engine-no-socket",
        ) from None


def _open_tcp(url: str) -> None:
    try:
        parts = urlsplit(url)
        address = (parts.hostname or "127.0.0.1", parts.port or PORTS[parts.scheme])
        socket.create_connection(address, CONNECT).close()
    except (OSError, ValueError) as error:  # ValueError: a port that is no number
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise EngineNotFound(
            _("엔진 {url}에 연결할 수 없습니다: {reason}").format(url=url, reason=reason),
            _("주소와 네트워크를 확인하거나, 이 컴퓨터의 엔진을 쓰려면 다음을 실행하세요: unset DOCKER_HOST"),
            code="engine-unreachable",
        ) from None


def _ask(engine: Engine, patience: int) -> str:
    """The engine's API version, such as "1.41"."""
    try:
        client = engine.client(timeout=patience)
        try:
            return str(client.version()["ApiVersion"])
        finally:
            client.close()
    except (DockerException, RequestException, OSError, ValueError, KeyError, TypeError) as error:
        raise _translate(engine, error) from error


def _translate(engine: Engine, error: Exception) -> EngineError:
    text = str(error)
    if isinstance(error, SSLError) or "SSLError" in text or "TLS" in text or "HTTPS server" in text:
        return EngineNotFound(
            _("엔진 {url}과(와) TLS로 연결하지 못했습니다.").format(url=engine.url),
            _("DOCKER_TLS_VERIFY=1 과 인증서 폴더 DOCKER_CERT_PATH를 확인하세요."),
            code="engine-tls",
        )
    if "PermissionError" in text:
        return EngineDenied(
            _("엔진 {url}을(를) 쓸 권한이 없습니다.").format(url=engine.url),
            advice.to_be_allowed(engine=engine),
        )
    if "timed out" in text or isinstance(error, TimeoutError):
        return silent(engine)
    if "FileNotFoundError" in text or "refused" in text or "cannot find the file" in text:
        return EngineNotFound(
            _("도커 엔진이 없습니다: {url}").format(url=engine.url),
            advice.to_start(engine=engine),
            code="engine-stopped",
        )
    return EngineNotFound(
        _("{url}에서 대답한 것은 도커 엔진이 아닌 듯합니다: {reason}").format(
            url=engine.url, reason=text[:200]
        ),
        advice.to_restart(engine=engine),
        code="engine-strange",
    )


def silent(engine: Engine) -> EngineLost:
    """What to say of an engine that is there and does not answer in time."""
    return EngineLost(
        _("도커 엔진이 대답하지 않습니다: {url}").format(url=engine.url),
        advice.to_restart(engine=engine),
        code="engine-timeout",
    )


def _new_enough(engine: Engine, version: str) -> None:
    if tuple(int(part) for part in version.split(".")[:2]) >= MINIMUM:
        return
    raise EngineError(
        _("엔진이 너무 오래되었습니다: API {found}, 이 과정에는 {needed} 이상이 필요합니다.").format(
            found=version, needed=".".join(map(str, MINIMUM))
        ),
        _("Docker Engine 20.10 이상으로 올리세요: https://docs.docker.com/engine/install/"),
        code="engine-too-old",
    )


def socket_path(url: str) -> str:
    """The file behind unix:///path."""
    return url.removeprefix("http+").removeprefix("unix://")
