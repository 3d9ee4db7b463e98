"""01 커널과 컨테이너: what the lesson demands of the engine."""

from __future__ import annotations

import re

from helpers.checks import Blocked, Container, DrawnScope, Look, NotYet, _, expect, task

from .assignment import DRAWN

BASE, TOOLS = "debian:trixie-slim", "busybox"
UNAME, BOX, PEER = "kernel-uname", "kernel-box", "kernel-peer"
VICTIM, LIMITED, OOM = "kernel-victim", "kernel-limited", "kernel-oom"
SIGKILLED = 137  # 128 + 9
MEMORY, CPUS = 64 * 2**20, 0.5  # bytes, CPUs
ASKS_KERNEL = r"\buname\s+(-\w*[ra]|--kernel-release|--all)|/proc/(version|sys/kernel/osrelease)"
ENDS_ITSELF = r"(?i)\bkill\b|\bexit[ (]+\S"  # a program that chooses its exit code
# where a container sees its own control group: v2, then v1
COUNTERS = "/sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control"

SCOPE = DrawnScope(containers=(UNAME, BOX, PEER, VICTIM, LIMITED, OOM, "{name}"), drawing=DRAWN)


@task
def uname(look: Look) -> dict[str, object]:
    found = look.container(UNAME).made_from(BASE).started()
    kernel, command = str(look.info.get("KernelVersion", "")), " ".join(found.command)
    if not found.by_hand(ASKS_KERNEL):
        said = found.logs().strip()
        expect("os-release" not in command, "distribution", expected="uname -r", found=command)
        given = kernel in f"{command} {' '.join(found.env.values())}"
        expect(not given, "written-down", expected="uname -r", found=command)
        expect(kernel in said.split(), "no-kernel", expected=kernel, found=said[-120:] or command)
    return {"kernel": kernel}


@task
def box(look: Look) -> dict[str, object]:
    return {"pid": look.container(BOX).made_from(BASE).running().detached().state["Pid"]}


@task
def peer(look: Look) -> None:
    beside, found = look.container(BOX), look.container(PEER).made_from(TOOLS)
    wanted, mode = f"--pid=container:{BOX}", str(found.host.get("PidMode") or "")
    expect(mode != "host", "whole-host", expected=wanted, found="--pid=host")
    expect(mode.startswith("container:"), "own-list", expected=wanted, found=_("--pid 없음"))
    called = mode.removeprefix("container:")
    seen = look.find_container(called)
    expect(seen and seen.id == beside.id, "another", expected=beside.id[:12], found=called[:12])
    looked = "sleep" in found.logs() or found.by_hand(r"\b(ps|top)\b|/proc")
    expect(looked, "not-looked", found=" ".join(found.command))


@task
def victim(look: Look) -> None:
    found = look.container(VICTIM).made_from(BASE).started()
    expect(not found.is_running, "still-running", found=found.status, pid=found.state["Pid"])
    by_docker = [signal for signal in _sent(found) if found.exit_code == 128 + int(signal)]
    told = _("`docker kill` 또는 `docker stop`, 신호 {signal}번").format(signal=", ".join(by_docker))
    expect(not by_docker, "by-docker", found=told)
    found.exited(SIGKILLED, hint=look.say("once-more"))
    expect(not _ends_itself(found), "self-made", expected="sleep infinity", found=" ".join(found.command))


@task
def limited(look: Look) -> None:
    _can_limit(look)
    found = look.container(LIMITED).made_from(BASE)
    memory, cpus = int(found.host.get("Memory") or 0), _cpus(found)
    bytes_found = _("{bytes}바이트").format(bytes=memory) if memory else _("한도 없음")
    expect(memory == MEMORY, "memory", found=bytes_found, bytes=MEMORY)
    cpus_found = _("CPU {number}개").format(number=cpus) if cpus else _("한도 없음")
    expect(cpus == CPUS, "cpus", found=cpus_found, number=CPUS)
    found.running()


@task
def oom(look: Look) -> None:
    found = look.container(OOM).made_from(BASE).started()
    expect(found.host.get("Memory"), "unlimited", expected="--memory 32m", found=_("한도 없음"))
    if not _ran_out(found):
        found.running()
        raise NotYet("within", found="oom_kill 0", hint=look.say("eat"))


@task
def alone(look: Look) -> None:
    _can_limit(look)
    mine, beside = DRAWN.mine(), look.container(BOX)
    found = look.container(mine["name"]).made_from(TOOLS).running().detached()
    mode = str(found.host.get("NetworkMode") or "")
    shared = look.find_container(mode.removeprefix("container:")) if mode.startswith("container:") else None
    expect(shared and shared.id == beside.id, "alone-other-network", found=mode or _("없음"))
    expect(not found.host.get("PidMode"), "alone-shares-list", found=found.host.get("PidMode"))
    memory = int(found.host.get("Memory") or 0)
    bytes_found = _("{bytes}바이트").format(bytes=memory) if memory else _("한도 없음")
    wanted = _("{bytes}바이트").format(bytes=mine.number("memory") * 2**20)
    expect(memory == mine.number("memory") * 2**20, "alone-memory", expected=wanted, found=bytes_found)
    value, kernel = (found.config.get("Labels") or {}).get("kernel"), str(look.info.get("KernelVersion", ""))
    expect(value == kernel, "alone-label", expected=kernel, found=value or _("라벨 없음"))


def _can_limit(look: Look) -> None:
    """Blocked on an engine whose kernel limits nothing, as without rights over its cgroups."""
    if not (look.info.get("MemoryLimit", True) and look.info.get("CpuCfsQuota", True)):
        raise Blocked(look.say("no-limits"), look.say("another-engine"))


def _ran_out(found: Container) -> bool:
    """Whether the kernel ended a process of this container for want of memory.

    The engine's own mark is not enough: with 20.10 it is missing when the container ends in the same
    moment (seen in 1 of 4 runs). Then it is enough that its program was killed, neither by Docker nor by
    itself; `sleep` does not run out of memory. The kernel counts as long as the container runs.
    """
    if found.state.get("OOMKilled") or found.look.life(found.id).all("oom"):
        return True
    if not found.is_running:
        killed = found.exit_code == SIGKILLED and not _sent(found) and not _ends_itself(found)
        return killed and found.command[0] != "sleep"
    words = found.run_in("sh", "-c", f"cat {COUNTERS} 2>/dev/null || true").output.split()
    return "oom_kill" in words and words[words.index("oom_kill") + 1] != "0"


def _sent(found: Container) -> tuple[str, ...]:
    """The numbers of the signals that Docker sent it in its last run."""
    ends = found.look.life(found.id).ends()
    return tuple(signal for signal in ends[-1].signals if signal.isdigit()) if ends else ()


def _ends_itself(found: Container) -> bool:
    """Whether it was told to end with some code: by its own command, or at its prompt."""
    typed = found.logs() if found.prompts else ""
    return bool(re.search(ENDS_ITSELF, f"{' '.join(found.command)}\n{typed}"))


def _cpus(found: Container) -> float:
    """The limit in CPUs, however it was asked for: --cpus, or --cpu-quota with --cpu-period."""
    quota, period = int(found.host.get("CpuQuota") or 0), int(found.host.get("CpuPeriod") or 100_000)
    return int(found.host.get("NanoCpus") or 0) / 1e9 or quota / period
