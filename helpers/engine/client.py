"""docker-py with an end to each wait, a word about it, and with nothing left open.

docker-py 7.2 sends `events()` and `load_image()` with timeout=None, whatever the client's own timeout is
(docker/api/daemon.py and image.py), and waits in poll(2) for what a program prints that exec_start() has
begun (docker/utils/socket.py): an engine that hangs would never be noticed there. `wait()`, `build()` and
`push()` say nothing for as long as the work of a container takes, so they stay as they are.
On a socket it keeps a connection open for each URL it was asked (docker/transport/unixconn.py), up to 25.
"""

from __future__ import annotations

import io
import json
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import docker
import requests
from docker.transport import UnixHTTPAdapter
from docker.types import CancellableStream
from docker.utils import convert_filters

from helpers.engine import podman
from helpers.i18n import _
from helpers.waiting import waiting

SILENT = ("/events", "/images/load")
HEADER = struct.Struct(">BxxxL")  # before each piece of an output: which stream, how many bytes
CHUNK = 1 << 16


class OnePool(UnixHTTPAdapter):
    """One pool of connections to a socket, whatever is asked."""

    def get_connection(self, url: str | bytes, proxies: Any = None) -> Any:
        """A pool that is there already, or the first one."""
        return super().get_connection(self.socket_path, proxies)


class Api(docker.APIClient):
    """The low-level client; `timeout` is the longest silence of every answer, streams included.

    One that is longer raises requests' ReadTimeout, or urllib3's ReadTimeoutError inside a stream. Podman's
    answers are put into Docker's words.
    """

    podman = False  # as far as it has answered yet; it is asked for its version first of all

    def __init__(self, base_url: str, timeout: float, **options: Any):
        # the stubs say int; docker-py hands it on to requests, which takes parts of a second
        super().__init__(base_url, timeout=timeout, **options)  # type: ignore[arg-type]
        made = self.adapters.get("http+docker://")
        if isinstance(made, UnixHTTPAdapter):
            # no proxy and no .netrc stands before a socket; requests would look for them at each question
            self.trust_env = False
            made.close()
            self._custom_adapter = OnePool(f"http+unix://{made.socket_path}", timeout)  # type: ignore[arg-type]
            self.mount("http+docker://", self._custom_adapter)

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Ask the engine; every question goes through here. A long silence is said."""
        if request.path_url.partition("?")[0].endswith(SILENT) and options.get("timeout") is None:
            options["timeout"] = self.timeout
        with _answer_awaited(options.get("timeout")):
            answer: requests.Response = super().send(request, **options)
        self.podman = podman.HEADER in answer.headers
        return answer

    def info(self) -> dict[str, Any]:
        """`docker info`."""
        told: dict[str, Any] = super().info()
        return podman.info(told) if self.podman else told

    def images(self, *args: Any, **options: Any) -> Any:
        """`docker images`; ids alone with quiet=True."""
        found = super().images(*args, **options)
        return found if not self.podman or options.get("quiet") else [podman.image(row) for row in found]

    def inspect_image(self, image: str) -> dict[str, Any]:
        """`docker image inspect`."""
        found: dict[str, Any] = super().inspect_image(image)  # type: ignore[no-untyped-call]
        return podman.inspected_image(found, self._podmans_own(found)) if self.podman else found

    def _podmans_own(self, image: Mapping[str, Any]) -> dict[str, Any]:
        answer = self.get(f"{self.base_url}{podman.INSPECT.format(image['Id'])}", timeout=self.timeout)
        return dict(answer.json()) if answer.ok else {}

    def history(self, image: str) -> Any:
        """`docker history`."""
        found = super().history(image)  # type: ignore[no-untyped-call]
        return [podman.step(row) for row in found] if self.podman else found

    def inspect_container(self, container: Any) -> dict[str, Any]:
        """`docker inspect`."""
        found: dict[str, Any] = super().inspect_container(container)
        return podman.container(found) if self.podman else found

    def exec_inspect(self, exec_id: str) -> dict[str, Any]:
        """What became of a program that exec started."""
        found: dict[str, Any] = super().exec_inspect(exec_id)
        return podman.running(found) if self.podman else found

    def _read_from_socket(
        self, response: requests.Response, stream: bool, tty: bool = True, demux: bool = False
    ) -> Any:
        """What a program printed, to its end; docker-py's own has no limit. Raises ReadTimeout."""
        if stream or demux:
            return super()._read_from_socket(response, stream, tty, demux)  # type: ignore[misc]  # not in the stubs
        self._raise_for_status(response)  # type: ignore[attr-defined]
        file = getattr(getattr(response.raw, "_fp", None), "fp", None)
        link = getattr(getattr(file, "raw", None), "_sock", None)
        if not (
            isinstance(file, io.BufferedReader) and isinstance(link, socket.socket)
        ):  # by SSH, or a pipe of Windows
            return super()._read_from_socket(response, stream, tty, demux)  # type: ignore[misc]
        link.settimeout(self.timeout)
        with _answer_awaited(self.timeout), response:
            said = _to_the_end(file)
        return said if tty else b"".join(_pieces(said))


def _answer_awaited(timeout: Any) -> AbstractContextManager[None]:
    limit = timeout[-1] if isinstance(timeout, tuple) else timeout
    if limit is None:
        return waiting(_("도커 엔진이 일을 마치기를 기다립니다."))
    return waiting(_("도커 엔진의 대답을 {seconds:.0f}초까지 기다립니다.").format(seconds=limit))


def _to_the_end(file: io.BufferedReader) -> bytes:
    pieces = []
    try:
        while piece := file.read1(CHUNK):
            pieces.append(piece)
    except TimeoutError as error:
        raise requests.ReadTimeout(f"Read timed out. ({error})") from error
    return b"".join(pieces)


def _pieces(said: bytes) -> Iterator[bytes]:
    """An output without a terminal: pieces of stdout and stderr, each behind its header."""
    at = 0
    while at + HEADER.size <= len(said):
        _stream, size = HEADER.unpack_from(said, at)
        at += HEADER.size
        yield said[at : at + size]
        at += size


class Client(docker.DockerClient):
    """What docker-py's DockerClient is, over Api."""

    def __init__(self, **options: Any):
        self.api = Api(**options)


class Events(CancellableStream):  # type: ignore[type-arg]  # generic in the stubs only
    """The engine's events as they happen; another thread may end them by close().

    docker-py's own takes whatever breaks a stream for its end, also an engine that hangs.
    """

    def __init__(self, answer: requests.Response, messages: Iterator[dict[str, Any]]):
        super().__init__(messages, answer)
        self._closed = False

    def __next__(self) -> dict[str, Any]:
        try:
            message: dict[str, Any] = next(self._stream)  # type: ignore[attr-defined]  # not in the stubs
        except Exception:  # reading what close() shuts down under the reader raises a lot
            if self._closed:
                raise StopIteration from None
            raise
        return message

    def close(self) -> None:
        """End the wait of who reads; the connection itself is closed by listening()."""
        self._closed = True
        super().close()


@contextmanager
def listening(api: docker.APIClient, silence: float | None = None, **params: Any) -> Iterator[Events]:
    """The engine's events, `params` as its API has them; the connection is closed at the end.

    After `silence` seconds without one (the client's timeout if not given) requests' ConnectionError is
    raised. Raises what docker-py raises.
    """
    filters = {"filters": convert_filters(params.pop("filters"))} if "filters" in params else {}
    url = f"{api.base_url}/v{api.api_version}/events"
    answer = api.get(url, params=params | filters, stream=True, timeout=silence or api.timeout)
    try:
        api._raise_for_status(answer)  # type: ignore[attr-defined]
        told = _messages(answer)
        yield Events(answer, map(podman.event, told) if getattr(api, "podman", False) else told)
    finally:
        answer.close()


def _messages(answer: requests.Response) -> Iterator[dict[str, Any]]:
    """One JSON object a line, as the daemon's encoder writes them; what is none is left out."""
    for line in answer.iter_lines(chunk_size=None):  # as it comes
        try:
            message = json.loads(line) if line else None
        except (ValueError, RecursionError):
            continue
        if isinstance(message, dict):
            yield message


def address(api: docker.APIClient) -> str:
    """Where a client's engine listens, as DOCKER_HOST would say it."""
    adapter = api.adapters.get("http+docker://")
    path = getattr(adapter, "socket_path", "")
    return f"unix://{path}" if path else str(api.base_url)


def ping(api: docker.APIClient, patience: float) -> None:
    """Ask for a sign of life, no longer than so many seconds. Raises requests' errors, Timeout too."""
    api.get(f"{api.base_url}/_ping", timeout=patience).raise_for_status()
