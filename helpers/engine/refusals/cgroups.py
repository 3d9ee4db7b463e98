"""cgroups: what the kernel, systemd or a container around the engine does not let it limit."""

from __future__ import annotations

from helpers.engine.refusals.row import Row
from helpers.engine.refusals.startup import DIED
from helpers.errors import EngineError
from helpers.i18n import N_

ROWS = (
    Row(
        "cgroup-in-lxc",
        (r"(?:.*?)/sys/fs/cgroup/[^\s\"]*\blxc\b[^\s\"]*: permission denied.*",),
        N_("엔진이 LXC 컨테이너 안에 있고, 그 컨테이너에는 cgroup을 바꿀 권한이 없습니다."),
        N_(
            "LXC의 호스트에서 그 컨테이너에 중첩을 허락하고 다시 켜세요(LXD와 Incus는 security.nesting=true, Proxmox는 Options → Features의 nesting과 "
            "keyctl). 호스트의 관리자가 아니면 그에게 부탁하세요."
        ),
        EngineError,
        source="runc 1.0 in LXC",
    ),
    Row(
        "cgroup-memory-off",
        (
            r"(?:.*?)unable to apply cgroup configuration: chown /sys/fs/cgroup/\S+/memory\.[\w.]+: no such file or directory.*",
        ),
        N_("커널의 메모리 cgroup이 꺼져 있어 컨테이너를 켤 수 없습니다."),
        N_(
            "라즈베리 파이라면 /boot/firmware/cmdline.txt(예전에는 /boot/cmdline.txt)의 한 줄 끝에 cgroup_enable=memory cgroup_memory=1을 더하고 다시 "
            "부팅하세요. 무엇이 꺼져 있는지는 'docker info' 끝의 WARNING이 보여 줍니다. 켜져 있다면 도커를 새것으로 올리세요."
        ),
        EngineError,
        source="runc 1.1.0 with systemd 250",
    ),
    Row(
        "cgroup-limit-unknown",
        (
            r"(?:.*?)setting cgroup config for procHooks process caused[^\n]*?/(?P<file>(?:io|blkio|cpu|cpuset|memory|pids|hugetlb)\.[\w.]+)(?:: |\\*\"?: )no such file or directory.*",
        ),
        N_("이 커널은 컨테이너에 걸려는 제한 하나({file})를 모릅니다."),
        N_(
            "그 제한을 빼고 켜세요. io.weight와 blkio.weight는 --blkio-weight(Compose는 blkio_config), cpu.rt_로 시작하는 것은 --cpu-rt-runtime, memory.memsw는 "
            "--memory-swap입니다. 무엇이 없는지는 'docker info' 끝의 WARNING이 보여 줍니다. 적지 않은 제한이면 도커를 새것으로 올리세요."
        ),
        EngineError,
        source="runc 1.0 to 1.1",
    ),
    Row(
        "dockerd-cgroup",
        (
            DIED + r"(?P<reason>Devices cgroup isn't mounted.*)",
            r"(?:.*?: )?(?:cgroups: )?cgroup mountpoint does not exist.*",
            r"(?:.*?: )?cgroups: cannot find cgroup mount destination.*",
            r".*?cannot enter cgroupv2 \S+ with domain controllers -- it is in (?:an invalid state|threaded mode).*",
            r"(?:.*?: )?unable to find \"\w+\" in controller set.*",
            r".*?systemd cgroup flag passed, but systemd support for managing cgroups is not available.*",
        ),
        N_("엔진이 이 시스템의 cgroup을 찾지 못해 컨테이너를 켤 수 없습니다."),
        N_(
            "오래된 도커가 cgroup v2를 쓰는 새 시스템에 있거나 cgroup이 마운트되지 않았습니다(오래된 WSL, 컨테이너 안). "
            "도커를 새것으로 올리거나 컴퓨터를 다시 켜고(WSL은 'wsl --shutdown') 'course doctor'를 실행하세요. "
            "WSL에서 열어 둔 것이 모두 꺼지니 먼저 저장하세요."
        ),
        EngineError,
        source="containerd/cgroups; moby 19.03 to 20.10, daemon/daemon_unix.go; runc 1.1",
    ),
    Row(
        "systemd-cgroup",
        (
            r".*?unable to start unit \"docker-\w+\.scope\".*",
            r"docker: (?:.*?)The maximum number of active connections for UID \d+ has been reached.*",
            r".*?error creating systemd unit [`'\"]?docker-\w+\.scope.*",
        ),
        N_("systemd가 컨테이너의 cgroup을 만들어 주지 않아 컨테이너를 켤 수 없습니다."),
        N_(
            "이미지나 명령의 잘못이 아닙니다. 다시 해 보고, 그대로면 컴퓨터를 다시 켜고(WSL은 'wsl --shutdown') 'course doctor'를 실행하세요. "
            "WSL에서 열어 둔 것이 모두 꺼지니 먼저 저장하세요."
        ),
        EngineError,
        source="runc 1.0 to 1.2, libcontainer/cgroups/systemd",
    ),
)
