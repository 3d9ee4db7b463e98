"""Speak HTTP to the Docker daemon by hand: python3 dockerhttp.py METHOD PATH [JSON]

Nothing here knows what a container is: it opens the socket, writes a request, reads the answer.
`curl --unix-socket /var/run/docker.sock http://localhost/version` does the same.

도커 데몬에게 HTTP로 직접 말을 건다. 컨테이너가 무엇인지는 모른다: 소켓을 열고, 요청을 쓰고, 답을 읽는다.
"""

import http.client
import json
import os
import signal
import socket
import sys

ADDRESS = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")


class Daemon(http.client.HTTPConnection):
    """An HTTP connection that goes through a socket file instead of a port."""

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(ADDRESS.removeprefix("unix://"))


def main() -> None:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` may stop reading: end quietly, as cat does
    method, path = sys.argv[1].upper(), sys.argv[2]
    body = sys.argv[3] if len(sys.argv) > 3 else None
    daemon = Daemon("localhost") if ADDRESS.startswith("unix://") else http.client.HTTPConnection(ADDRESS[6:])
    print(f"> {method} {path} HTTP/1.1")
    daemon.request(method, path, body, {"Content-Type": "application/json"} if body else {})
    answer = daemon.getresponse()
    print(f"< HTTP/1.1 {answer.status} {answer.reason}")
    text = answer.read().decode("utf-8", "replace")
    if "json" in answer.headers.get("Content-Type", ""):
        text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    print(text)


main()
