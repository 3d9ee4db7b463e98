"""Control groups: a limit that holds, and what happens beyond it."""

from __future__ import annotations

from helpers.checks import N_, Blocked, Container, Look, NotYet, _, expect, task

from .common import LIMITED, OOM, is_running, made_from_base

MEMORY, CPUS = 64 * 2**20, 0.5  # bytes, CPUs
# where a container sees its own control group: v2, then v1
COUNTERS = ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control")


@task(
    title=N_("메모리와 CPU의 한도 걸기"),
    points=2,
    hints=(
        N_("한도는 `docker run`의 옵션으로 겁니다. 옵션은 이미지 이름보다 앞에 적습니다."),
        N_("메모리는 `--memory 64m`, CPU는 `--cpus 0.5`입니다."),
        N_("`docker run -d --name kernel-limited --memory 64m --cpus 0.5 debian:trixie-slim sleep infinity`"),
    ),
)
def limited(look: Look) -> str:
    if not (look.info.get("MemoryLimit", True) and look.info.get("CpuCfsQuota", True)):
        raise Blocked(
            _("이 엔진의 커널은 메모리나 CPU의 한도를 걸지 못합니다."),
            _("`docker info`의 WARNING을 읽고, cgroup이 켜진 엔진에서 이 과제를 하세요."),
        )
    found = look.container(LIMITED)
    made_from_base(look, found)
    memory = int(found.host.get("Memory") or 0)
    expect(
        memory == MEMORY,
        _("kernel-limited의 메모리 한도가 64MB가 아닙니다."),
        expected=_("{bytes}바이트").format(bytes=MEMORY),
        found=_("{bytes}바이트").format(bytes=memory) if memory else _("한도 없음"),
        hint="`docker update --memory 64m --memory-swap 128m kernel-limited`",
    )
    cpus = _cpus(found)
    expect(
        cpus == CPUS,
        _("kernel-limited의 CPU 한도가 0.5개가 아닙니다."),
        expected=_("CPU {number}개").format(number=CPUS),
        found=_("CPU {number}개").format(number=cpus) if cpus else _("한도 없음"),
        hint="`docker update --cpus 0.5 kernel-limited`",
    )
    is_running(found)
    return _("kernel-limited는 메모리 64MB, CPU 0.5개까지만 씁니다. 한도를 지키는 것은 커널입니다.")


@task(
    title=N_("메모리 한도를 넘어 보기"),
    points=1,
    hints=(
        N_("한도가 있는 컨테이너를 실행해 두고, 그 안에서 메모리를 끝없이 쓰는 프로그램을 실행합니다."),
        N_(
            "컨테이너는 `--memory 32m --memory-swap 32m`으로 `sleep infinity`를, "
            "그 안에서는 `docker exec`으로 `tail /dev/zero`를 실행합니다. 한도 없이는 실행하지 마세요."
        ),
        N_(
            "`docker run -d --name kernel-oom --memory 32m --memory-swap 32m debian:trixie-slim sleep infinity` "
            "다음에 `docker exec kernel-oom tail /dev/zero`"
        ),
    ),
)
def oom(look: Look) -> str:
    found = look.container(OOM)
    made_from_base(look, found)
    expect(
        found.host.get("Memory"),
        _("kernel-oom에 메모리 한도가 없습니다. 이대로 메모리를 끝없이 쓰면 호스트가 멈춥니다."),
        expected="--memory 32m",
        found=_("한도 없음"),
        hint=_("`docker rm -f kernel-oom`으로 지우고 `--memory 32m --memory-swap 32m`을 붙여 다시 만드세요."),
    )
    if not _ran_out(look, found):
        is_running(found)
        raise NotYet(
            _("kernel-oom에서 메모리 한도를 넘은 프로세스가 아직 없습니다."),
            expected=_("커널의 기록 oom_kill 1 이상"),
            found="oom_kill 0",
            hint="`docker exec kernel-oom tail /dev/zero`",
        )
    return _("커널이 kernel-oom의 그룹에서 한도를 넘은 프로세스를 끝냈습니다.")


def _ran_out(look: Look, found: Container) -> bool:
    """Whether the kernel ended a process of this container for want of memory.

    The engine's own mark is not enough: with 20.10 it is missing when the container ends in the same
    moment (seen in 1 of 4 runs). The kernel counts in the control group as long as the container runs.
    """
    if found.state.get("OOMKilled") or any(
        one.id == found.id for one in look.happened("container", "oom", OOM)
    ):
        return True
    counted = (
        look.run_in(found, "sh", "-c", f"cat {' '.join(COUNTERS)} 2>/dev/null") if found.running else None
    )
    words = counted.output.split() if counted else []
    return "oom_kill" in words and words[words.index("oom_kill") + 1] != "0"


def _cpus(found: Container) -> float:
    """The limit in CPUs, however it was asked for: --cpus, or --cpu-quota with --cpu-period."""
    quota, period = int(found.host.get("CpuQuota") or 0), int(found.host.get("CpuPeriod") or 100_000)
    return int(found.host.get("NanoCpus") or 0) / 1e9 or quota / period
