"""The room's packages for the engine's containers, as long as the lab is open.

A small web server in the course's own process, on the engine's end of its default network. apt in a
container asks it as a proxy, so the address stands in front of the path; which server was meant does not
matter, the archives' paths are the same everywhere.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from docker.errors import DockerException
from requests.exceptions import RequestException

from helpers.engine import Engine
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.room.furnish import BRIDGE, PORT

PATIENCE = 5.0  # seconds for one answer


class _Mirror(SimpleHTTPRequestHandler):
    """Files of one folder, to read."""

    protocol_version = "HTTP/1.1"  # apt asks for many files on one connection

    def translate_path(self, path: str) -> str:
        """The path of what was asked for; a proxy is asked with the whole address."""
        return super().translate_path(urlsplit(path).path)

    def list_directory(self, path: object) -> None:
        """No listings: apt needs none."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the window belongs to the lab."""


@contextmanager
def serving(engine: Engine, folder: Path) -> Iterator[str]:
    """Serve a folder to the containers of an engine while the block runs; its address.

    Raises CourseError `room-not-served` where the engine's network is not on this machine, or the port is
    somebody else's.
    """
    address = gateway(engine)
    try:
        with _in_network_of(engine) as run:
            server = run.submit(
                ThreadingHTTPServer, (address, PORT), partial(_Mirror, directory=str(folder))
            ).result()
    except OSError as error:
        raise CourseError(
            _("컨테이너에 패키지를 내줄 주소 {address}:{port}을(를) 쓸 수 없습니다: {reason}").format(
                address=address, port=PORT, reason=error.strerror or error
            ),
            _("그 포트를 쓰는 프로그램을 끄고 다시 여세요. 이 컴퓨터의 도커 엔진에서만 됩니다."),
            code="room-not-served",
        ) from error
    with server:
        threading.Thread(target=server.serve_forever, name="room", daemon=True).start()
        try:
            yield f"http://{address}:{PORT}"
        finally:
            server.shutdown()


def gateway(engine: Engine) -> str:
    """The engine's own address on its default network."""
    with (
        suppress(DockerException, RequestException, LookupError, TypeError),
        closing(engine.client()) as client,
    ):
        found = client.api.inspect_network("bridge")["IPAM"]["Config"][0]["Gateway"]
        return str(found)
    return BRIDGE


def answers(engine: Engine, path: str) -> bool:
    """Whether a container of the engine would get a file of the mirror."""
    address = f"http://{gateway(engine)}:{PORT}/{path}"

    def ask() -> bool:
        with urlopen(address, timeout=PATIENCE) as answer:
            return bool(answer.status == HTTPStatus.OK)

    try:
        with _in_network_of(engine) as run:
            return run.submit(ask).result()
    except OSError:
        return False


@contextmanager
def _in_network_of(engine: Engine) -> Iterator[ThreadPoolExecutor]:
    """A thread in the engine's network: a socket belongs to the network of the thread that made it."""
    if engine.origin != "private":
        with ThreadPoolExecutor(1) as run:
            yield run
        return
    from helpers.engine.forward import enter_network
    from helpers.engine.private_home import Home

    found = Home("course", Path(engine.url.removeprefix("unix://")).parent).read()
    pid = found.holder.pid if found else 0
    with ThreadPoolExecutor(1, initializer=enter_network, initargs=(pid,)) as run:
        yield run
