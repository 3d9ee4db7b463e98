"""The processes of one container, seen from inside and from the host, and what keeps them apart.

Who ends or joins by `docker exec` makes no event that this view follows: two views that look inside would
wake each other for ever. Running the cell again looks again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import docker

from helpers.i18n import N_, _
from helpers.views import inside
from helpers.views.frame import Picture, clean, cut, label, message, no_container, table, wide
from helpers.views.words import safe

TITLE = N_("컨테이너 {name}의 프로세스")
SHOWN = 40  # rows
# `read` is part of the shell: looking starts no process but the shell, which leaves itself out
SCRIPT = 'echo $$; for one in /proc/[0-9]*/stat; do read -r line < $one && echo "$line"; done 2>/dev/null'
# namespace and where HostConfig says whose it is; a mount namespace is always the container's own
MODES = (
    ("pid", "PidMode"),
    ("net", "NetworkMode"),
    ("ipc", "IpcMode"),
    ("uts", "UTSMode"),
    ("user", "UsernsMode"),
)


@dataclass(frozen=True)
class Process:
    """One process: its numbers outside and inside (None: not known), whose it is, what it runs."""

    host: int
    inside: int | None
    user: str
    command: str


@dataclass(frozen=True)
class Processes:
    """A container's processes, whose each namespace is, and its limits (0: none)."""

    name: str
    status: str
    rows: tuple[Process, ...] = ()
    namespaces: tuple[tuple[str, str], ...] = ()
    memory: int = 0  # bytes
    cpus: float = 0.0
    pids: int = 0


def read(api: docker.APIClient, name: str) -> Processes | None:
    """From inspect, `docker top` and a look inside; None if there is no such container."""
    try:
        raw = api.inspect_container(name)
        running = raw["State"]["Status"] in ("running", "paused")
        top = _top(api, raw["Id"]) if running else []
    except docker.errors.NotFound:
        return None
    host = raw["HostConfig"]
    within = None
    if raw["State"]["Status"] == "running" and host.get("PidMode") != "host":
        within = own_numbers(inside.ask(api, raw["Id"], SCRIPT))
    rows = paired(top, within, int(raw["State"].get("Pid") or 0), shared=host.get("PidMode") == "host")
    return Processes(
        name, str(raw["State"]["Status"]), rows, namespaces(host), int(host.get("Memory") or 0), cpus(host),
        max(int(host.get("PidsLimit") or 0), 0),
    )  # fmt: skip


def _top(api: docker.APIClient, identity: str) -> list[tuple[int, str, str]]:
    """PID on the host, user and command, in the order they were started."""
    try:
        found = api.top(identity, ps_args="-eo pid,user,args")
    except docker.errors.NotFound:
        raise
    except docker.errors.APIError:  # stopped in between, or an engine without `top` (rootless on cgroup v1)
        return []
    rows = [(int(row[0]), row[1], " ".join(row[2:])) for row in found.get("Processes") or ()]
    return sorted(rows)


def own_numbers(said: str | None) -> list[int] | None:
    """The PIDs inside, in order, without the shell that asked; None if nobody could look."""
    lines = (said or "").splitlines()
    if not lines or not lines[0].isdigit():
        return None
    numbers = [int(line.split(" ", 1)[0]) for line in lines[1:] if line.split(" ", 1)[0].isdigit()]
    return sorted(number for number in numbers if number != int(lines[0]))


def paired(
    top: Sequence[tuple[int, str, str]], within: Sequence[int] | None, first: int, *, shared: bool = False
) -> tuple[Process, ...]:
    """Both lists grow in the order of starting, so the n-th inside is the n-th outside.

    If a process came or went between the two looks, only the first one is sure: it is number 1.
    """
    sure = list(within) if within is not None and len(within) == len(top) else None
    return tuple(
        Process(host, host if shared else sure[at] if sure else 1 if host == first else None, user, command)
        for at, (host, user, command) in enumerate(top)
    )


def namespaces(host: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Whose each namespace is: "own", "host", or the container that shares it."""
    found = [("mnt", "own")]
    for kind, key in MODES:
        mode = str(host.get(key) or "")
        if mode == "host" or (kind == "user" and not mode):  # Docker does not split users unless asked to
            found.append((kind, "host"))
        else:
            found.append((kind, mode if mode.startswith("container:") else "own"))
    return tuple(found)


def cpus(host: dict[str, Any]) -> float:
    """The limit in CPUs, however it was asked for; 0 for none."""
    if host.get("NanoCpus"):
        return float(host["NanoCpus"]) / 1e9
    quota = int(host.get("CpuQuota") or 0)
    return quota / int(host.get("CpuPeriod") or 100_000) if quota > 0 else 0.0


def picture(found: Processes | None, name: str) -> Picture:
    """A table of the processes, with namespaces and limits below it."""
    title = _(TITLE).format(name=cut(clean(name), 40))
    if found is None:
        return no_container(title, name)
    apart = ", ".join(f"{kind} {_whose(whose)}" for kind, whose in found.namespaces)
    facts = ((_("네임스페이스"), apart), (_("cgroup 한도"), _limits(found)))
    if not found.rows:
        line = _("프로세스가 없습니다. 컨테이너의 상태는 {state}입니다.").format(
            state=clean(found.status, 20)
        )
        return Picture(
            title, "\n".join([line, *map(": ".join, facts)]), message("", line).body + _facts(facts)
        )
    head = (_("안의 PID"), _("호스트의 PID"), _("사용자"), _("명령"))
    rows = [_cells(process) for process in found.rows[:SHOWN]]
    more = [_("… {count}개 더").format(count=len(found.rows) - SHOWN)] if len(found.rows) > SHOWN else []
    if any(process.inside is None for process in found.rows):
        more.append(_("?: 안을 들여다볼 수 없어 번호를 모릅니다."))
    text = [*table([head, *rows], indent=""), *more, *map(": ".join, facts)]
    body = (
        _table(title, head, found.rows[:SHOWN])
        + "".join(message("", line).body for line in more)
        + _facts(facts)
    )
    return Picture(title, "\n".join(text), body)


def _whose(whose: str) -> str:
    if whose.startswith("container:"):
        return _("컨테이너 {name}과(와) 함께").format(name=cut(clean(whose.partition(":")[2]), 12))
    return _("호스트와 함께") if whose == "host" else _("자기 것")


def _limits(found: Processes) -> str:
    none = _("없음")
    return _("메모리 {memory}, CPU {cpus}, 프로세스 수 {pids}").format(
        memory=f"{found.memory / 2**20:g} MiB" if found.memory else none,
        cpus=f"{found.cpus:g}" if found.cpus else none,
        pids=found.pids or none,
    )


def _cells(process: Process) -> tuple[str, str, str, str]:
    number = "?" if process.inside is None else str(process.inside)
    return number, str(process.host), cut(clean(process.user), 16), cut(clean(process.command), 60)


def _table(name: str, head: Sequence[str], rows: Sequence[Process]) -> str:
    kinds = ("cv-tight", "cv-tight", "cv-tight", "")
    top = "".join(
        f'<th scope="col" class="{kind}">{safe(title)}</th>' for kind, title in zip(kinds, head, strict=True)
    )
    body = ""
    for process in rows:
        number, host, _user, _command = _cells(process)
        body += (
            f'<tr><td class="cv-tight"><span class="cv-tag cv-here">{number}</span></td>'
            f'<td class="cv-tight"><span class="cv-tag">{host}</span></td>'
            f'<td class="cv-tight">{label(process.user, 16)}</td>'
            f"<td>{label(process.command, 60, 'cv-code')}</td></tr>"
        )
    return wide(top, body, name)


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{safe(name)}</dt><dd>{safe(text)}</dd>" for name, text in facts) + "</dl>"
