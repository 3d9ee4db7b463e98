"""The way from a browser to a program: address and port outside, port inside, and who listens there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import docker

from helpers.engine import Engine
from helpers.engine.client import address
from helpers.engine.unreached import unreached
from helpers.i18n import N_, _
from helpers.views import inside
from helpers.views.frame import Picture, clean, cut, message, no_container, svg, write

TITLE = N_("컨테이너 {name}의 포트")
OPEN, LOCAL, CLOSED, UNKNOWN, STOPPED = "open", "local", "closed", "unknown", "stopped"
SHOWN = 8
WIDTH, HEAD, ROW = 604, 30, 74  # px
COLUMNS = ((2, 190), (242, 96), (388, 214))  # left edge and width: outside, inside, program
ANY = ("0.0.0.0", "::", "")  # noqa: S104 – shown, not bound
# listening sockets, which process holds each, and the names of the processes
SCRIPT = (
    "cat /proc/net/tcp /proc/net/tcp6; ls -l /proc/[0-9]*/fd; "
    'for one in /proc/[0-9]*/comm; do read -r name < $one && echo "comm $one $name"; done 2>/dev/null'
)


@dataclass(frozen=True)
class Way:
    """One port: where it is published (None: only exposed), its number inside, and who answers there."""

    outside: tuple[str, int] | None
    inside: str
    answer: str
    program: str = ""
    unreached: str = ""  # why it is not on this computer, although it is published, and what to do


@dataclass(frozen=True)
class Listener:
    """A TCP socket that waits inside: whether only for the container itself, and whose it is."""

    port: int
    local: bool
    program: str


def read(api: docker.APIClient, name: str) -> list[Way] | None:
    """From inspect and a look inside; None if there is no such container."""
    try:
        raw = api.inspect_container(name)
    except docker.errors.NotFound:
        return None
    running = raw["State"]["Status"] == "running"
    listening = listeners(inside.ask(api, raw["Id"], SCRIPT, user="0")) if running else None
    asked = unreached(Engine(address(api), "")) if running else ()
    problems = {
        ("" if port.address in ANY else port.address, f"{port.port}/{port.protocol}"): str(port)
        for port in asked
    }
    return [_with_problem(way, problems) for way in ways(raw, listening, running=running)]


def _with_problem(way: Way, problems: dict[tuple[str, str], str]) -> Way:
    if way.outside is None:
        return way
    host, port = way.outside
    protocol = way.inside.partition("/")[2] or "tcp"
    return replace(way, unreached=problems.get((host, f"{port}/{protocol}"), ""))


def ways(raw: dict[str, Any], listening: Sequence[Listener] | None, *, running: bool) -> list[Way]:
    """Every published and every exposed port; a stopped container's are those that it asks for."""
    published = (raw.get("NetworkSettings") or {}).get("Ports") or {}
    if not running:
        published = (raw.get("HostConfig") or {}).get("PortBindings") or {}
    exposed = dict.fromkeys(raw["Config"].get("ExposedPorts") or ())
    found = []
    for port in sorted({**exposed, **published}, key=_number):
        answer, program = (STOPPED, "") if not running else _answer(port, listening)
        outside = {_address(binding) for binding in published.get(port) or ()}
        found += [Way(address, port, answer, program) for address in sorted(outside)] or [
            Way(None, port, answer, program)
        ]
    return found


def _address(binding: dict[str, Any]) -> tuple[str, int]:
    """Address and port outside; every address of both families is one place to a person."""
    address = str(binding.get("HostIp") or "")
    return ("" if address in ANY else address, int(binding.get("HostPort") or 0))


def _number(port: str) -> tuple[int, str]:
    number = port.split("/")[0]
    return (int(number) if number.isdigit() else 0, port)


def _answer(port: str, listening: Sequence[Listener] | None) -> tuple[str, str]:
    if listening is None or port.endswith(("/udp", "/sctp")):
        return UNKNOWN, ""
    mine = sorted(
        (socket for socket in listening if socket.port == _number(port)[0]), key=lambda socket: socket.local
    )
    if not mine:
        return CLOSED, ""
    return (LOCAL if mine[0].local else OPEN), mine[0].program


def listeners(said: str | None) -> list[Listener] | None:
    """From what the script printed; None if nobody could look."""
    if said is None:
        return None
    holder: dict[str, str] = {}
    process, names = "", {}
    sockets: list[tuple[int, bool, str]] = []
    for line in said.splitlines():
        if match := re.match(r"/proc/(\d+)/fd:", line):
            process = match[1]
        elif match := re.search(r"-> socket:\[(\d+)\]", line):
            holder.setdefault(match[1], process)
        elif match := re.match(r"comm /proc/(\d+)/comm (.*)", line):
            names[match[1]] = match[2]
        else:
            sockets += _socket(line.split())
    return [Listener(port, local, _program(holder.get(inode, ""), names)) for port, local, inode in sockets]


def _socket(fields: list[str]) -> list[tuple[int, bool, str]]:
    """Port, whether local, and inode of a line of /proc/net/tcp (proc(5)); state 0A is LISTEN."""
    if len(fields) < 10 or fields[3] != "0A" or ":" not in fields[1]:
        return []
    address, _colon, port = fields[1].partition(":")
    # 127.x.y.z as a little-endian word ends in 7F; ::1 ends in 01000000
    local = address.endswith("7F") if len(address) == 8 else address == "0" * 24 + "01000000"
    return [(int(port, 16), local, fields[9])]


def _program(process: str, names: dict[str, str]) -> str:
    return _("{name} (PID {pid})").format(name=names.get(process, "?"), pid=process) if process else ""


def picture(found: list[Way] | None, name: str) -> Picture:
    """One line from left to right for each port; where it breaks, it says why."""
    title = _(TITLE).format(name=cut(clean(name), 40))
    if found is None:
        return no_container(title, name)
    if not found:
        return message(title, _("공개하거나 알린 포트가 없습니다. `-p 127.0.0.1:8080:80`으로 공개합니다."))
    lines = [f"{_outside(way)} → {clean(way.inside, 20)} → {_end(way)}" for way in found]
    problems = dict.fromkeys(clean(way.unreached, 600) for way in found if way.unreached)
    text = "\n".join([*lines, *problems])
    more = [_("… {count}개 더").format(count=len(found) - SHOWN)] if len(found) > SHOWN else []
    body = _drawing(found[:SHOWN], title, text)
    body += "".join(message("", line).body for line in [*more, *problems])
    return Picture(title, text, body)


def _outside(way: Way) -> str:
    if way.outside is None:
        return _("공개하지 않음")
    address, port = way.outside
    if not port:
        return _("엔진이 고르는 포트")
    if not address:
        return _("모든 주소의 {port}번").format(port=port)
    return f"[{clean(address, 40)}]:{port}" if ":" in address else f"{clean(address, 40)}:{port}"


def _end(way: Way) -> str:
    program = clean(way.program, 60)
    return {
        OPEN: program or _("듣는 프로그램이 있음"),
        LOCAL: _("{program}, 안에서만").format(program=program or "?"),
        CLOSED: _("듣는 프로그램 없음"),
        STOPPED: _("컨테이너가 실행 중이 아님"),
    }.get(way.answer, _("안을 볼 수 없음"))


def _hint(way: Way) -> str:
    if way.outside is None:
        return _("-p 로 공개해야 밖에서 닿습니다")
    if way.unreached:
        return _("{port}번은 이 컴퓨터에서 열리지 않았습니다").format(port=way.outside[1])
    return {
        OPEN: _("닿습니다"),
        LOCAL: _("안의 127.0.0.1에서만 듣습니다"),
        CLOSED: _("연결이 거절되거나 끊깁니다"),
        STOPPED: _("docker start 로 시작하세요"),
    }.get(way.answer, "")


# -- the drawing ---------------------------------------------------------------------------------
def _drawing(found: Sequence[Way], title: str, words: str) -> str:
    heads = (_("브라우저에서 (이 컴퓨터)"), _("컨테이너의 포트"), _("듣는 프로그램"))
    body = [
        write(left + 2, 18, head, kind="cv-s") for (left, _width), head in zip(COLUMNS, heads, strict=True)
    ]
    for at, way in enumerate(found):
        body += _row(HEAD + at * ROW, way)
    return svg(WIDTH, HEAD + ROW * len(found), title, words, body)


def _row(top: int, way: Way) -> Iterable[str]:
    reached = way.answer in (OPEN, UNKNOWN)
    yield _box(0, top, _outside(way), "cv-box" if way.outside is None else "cv-box-now")
    yield _box(1, top, clean(way.inside, 20), "cv-box-been")
    yield _box(2, top, _end(way), {OPEN: "cv-good", UNKNOWN: "cv-box"}.get(way.answer, "cv-broken"))
    yield _arrow(0, top, whole=way.outside is not None and not way.unreached)
    yield _arrow(1, top, whole=reached)
    yield write(COLUMNS[2][0] + 2, top + 58, _hint(way), 33, "cv-s")


def _box(column: int, top: int, text: str, kind: str) -> str:
    left, width = COLUMNS[column]
    letters = int(width / 7.6)
    return f'<rect class="{kind}" x="{left}" y="{top + 2}" width="{width}" height="38" rx="8"/>' + write(
        left + width / 2, top + 26, text, letters, anchor="middle"
    )


def _arrow(column: int, top: int, *, whole: bool) -> str:
    start, end, y = sum(COLUMNS[column]) + 4, COLUMNS[column + 1][0] - 4, top + 21
    if whole:
        tip = f"M{end},{y} l-9,-5 v10 z"
        return f'<path class="cv-edge-on" d="M{start},{y} H{end - 8}"/><path class="cv-tip-on" d="{tip}"/>'
    return f'<path class="cv-edge" stroke-dasharray="5 4" d="M{start},{y} H{end}"/>' + write(
        (start + end) / 2, y + 5, "✗", anchor="middle", kind="cv-b"
    )
