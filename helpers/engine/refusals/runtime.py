"""What the kernel or runc does not let a container do: limits, settings of the kernel, an engine inside a container."""

from __future__ import annotations

from helpers.engine.refusals.row import Row
from helpers.errors import EngineError
from helpers.i18n import N_

ROWS = (
    Row(
        "runtime-unknown",
        (r"(?:.*?)(?:unknown or invalid runtime name:|Unknown runtime specified:?) (?P<name>nvidia)\b.*",),
        N_("엔진의 설정에 {name}(이)라는 런타임이 없습니다."),
        N_(
            "--runtime(Compose는 runtime:)을 빼세요. GPU를 쓰려는 것이면 nvidia-container-toolkit을 설치하고 등록합니다: sudo nvidia-ctk runtime configure "
            "--runtime=docker, 그 뒤 sudo systemctl restart docker(실행 중인 컨테이너가 모두 멈춥니다)."
        ),
        source="moby 17 to 28, daemon/runtime_unix.go",
    ),
    Row(
        "runtime-unknown",
        (r"(?:.*?)(?:unknown or invalid runtime name:|Unknown runtime specified:?) (?P<name>[\w.-]*\w).*",),
        N_("엔진의 설정에 {name}(이)라는 런타임이 없습니다."),
        N_(
            "--runtime(Compose는 runtime:)을 빼고 철자를 보세요. 그 런타임을 쓰려는 것이면 설치하고 /etc/docker/daemon.json의 runtimes에 적은 뒤 엔진을 다시 켭니다(실행 중인 "
            "컨테이너가 모두 멈춥니다)."
        ),
        source="moby 17 to 28, daemon/runtime_unix.go",
    ),
    Row(
        "apparmor-missing",
        (r"(?:.*?)apparmor: config provided but apparmor not supported.*",),
        N_("컨테이너에 AppArmor를 걸려는데, 이 커널에는 AppArmor가 켜져 있지 않습니다."),
        N_(
            "'sudo aa-status'로 보세요. 커널을 막 올렸다면 다시 부팅하고, 엔진을 다시 켜면 다시 알아봅니다: sudo systemctl restart docker(실행 중인 컨테이너가 모두 멈춥니다). "
            "--security-opt apparmor=… 를 적었다면 뺍니다."
        ),
        source="runc 1.0-rc, libcontainer/apparmor",
    ),
    Row(
        "runc-too-old",
        (r"(?:.*?)error adding seccomp filter rule for syscall (?P<name>\w+): permission denied.*",),
        N_(
            "엔진이 컨테이너에 거는 보안 규칙(seccomp의 {name})을 runc가 알아듣지 못합니다. runc가 엔진보다 오래되었습니다."
        ),
        N_(
            "엔진과 runc를 함께 새것으로 올리세요(sudo apt-get update 뒤에 containerd.io, 데비안과 우분투의 것이면 runc와 libseccomp2). --runtime=nvidia를 쓰면 "
            "nvidia-container-toolkit도 올립니다."
        ),
        source="moby 20.10.10 with runc before 1.0",
    ),
    Row(
        "nested-sysctl",
        (
            r"(?:.*?)open sysctl \S+ file: (?:reopen|unsafe)[^\n]*(?:permission denied|operation not permitted).*",
            r"(?:.*?)unsafe procfs detected[^\n]*(?:permission denied|operation not permitted).*",
            r"(?:.*?)open /proc/sys/net/ipv4/ip_unprivileged_port_start: permission denied.*",
        ),
        N_(
            "엔진이 LXC 컨테이너(Proxmox 따위) 안에서 도는데, 그 바깥의 AppArmor가 새 runc가 하는 일을 막아 컨테이너를 켜지 못합니다."
        ),
        N_(
            "이미지나 명령의 잘못이 아닙니다. 바깥 호스트(Proxmox, LXD, Incus)를 새것으로 올리면 낫습니다. "
            "올릴 수 없으면 가상 머신에서 도커를 쓰거나, 관리자에게 그 LXC 컨테이너의 AppArmor 설정을 부탁하세요."
        ),
        EngineError,
    ),
    Row(
        "sysctl-refused",
        (
            r"(?:.*?)sysctl \"(?P<name>[^\"\n]+)\" (?:is not in a separate kernel namespace|not allowed in host (?:network|ipc|uts) namespace).*",
            r"docker: (?![^\n]*(?:bridge|[Ii][Pp]v6 ))(?:.*?)open /proc/sys/(?P<name>(?!net/ipv4/ip_unprivileged)[^\s:]+): (?:permission denied|no such file or directory).*",
        ),
        N_("--sysctl로 적은 {name} 값은 이 컨테이너에서 따로 정할 수 없습니다."),
        N_(
            "--sysctl(Compose는 sysctls:)에서 빼세요. 네트워크를 호스트와 함께 쓰면(--network host) net.으로 시작하는 것도 정할 수 없습니다. "
            "시스템 전체의 값은 호스트에서 sudo sysctl -w 로 바꿉니다."
        ),
    ),
    Row(
        "ulimit-refused",
        (r"(?:.*?)error setting rlimits? [^\n]*?operation not permitted.*",),
        N_(
            "--ulimit(이나 엔진의 기본값)에 적은 한도가 이 시스템이 허락하는 것보다 커서 컨테이너를 켤 수 없습니다."
        ),
        N_(
            "값을 줄이세요: --ulimit nofile=1024:4096. 적지 않았다면 daemon.json의 default-ulimits를 보세요. "
            "root가 아닌(rootless) 엔진과 다른 컨테이너 안의 엔진은 자기 한도(ulimit -Hn)보다 크게 할 수 없습니다."
        ),
    ),
    Row(
        "hostname-long",
        (r"docker: (?:.*?)sethostname: invalid argument.*",),
        N_("-h(--hostname)에 적은 이름이 너무 깁니다(64글자까지)."),
        N_("짧은 이름으로 적으세요. 컨테이너의 이름(--name)은 길어도 됩니다."),
    ),
    Row(
        "device-rules",
        (
            r"(?:.*?)bpf_prog_(?:query|attach)\(BPF_CGROUP_DEVICE\) failed.*",
            r"(?:.*?)setting cgroup config for procHooks process caused[^\n]*load program: (?:operation not permitted|invalid argument|function not implemented).*",
        ),
        N_(
            "커널이 컨테이너의 장치 규칙(cgroup v2의 BPF)을 받아 주지 않아 켤 수 없습니다. 이미지나 명령의 잘못이 아닙니다."
        ),
        N_(
            "커널과 도커를 함께 새것으로 올리세요. LXC 안의 엔진이면 그 LXC 컨테이너에 nesting을 켜야 합니다. "
            "올릴 수 없으면 systemd.unified_cgroup_hierarchy=0 으로 커널을 켜는 길이 있습니다(cgroup v1)."
        ),
        EngineError,
    ),
    Row(
        "keys-full",
        (r"(?:.*?)(?:create session key|join session keyring)[^\n]*disk quota exceeded.*",),
        N_(
            "커널이 열쇠(keyring)를 더 만들어 주지 않아 컨테이너를 켤 수 없습니다. 디스크가 찬 것이 아닙니다."
        ),
        N_(
            "쓰지 않는 컨테이너를 멈추거나 호스트에서 한도를 늘리세요: sudo sysctl -w kernel.keys.maxkeys=2000"
        ),
        EngineError,
        source="runc 1.0 to 1.2, libcontainer/keys",
    ),
    Row(
        "exec-folder-gone",
        (
            r"docker: (?:.*?)current working directory is outside of container mount namespace root.*",
            r"(?:.*?)(?:OCI runtime|exec failed)[^\n]*current working directory is outside of container mount namespace root.*",
        ),
        N_("컨테이너의 작업 폴더가 지워졌거나 다시 만들어져서 그 안에서 시작하지 못했습니다."),
        N_(
            "다른 폴더에서 시작하세요: docker exec -w / 컨테이너 명령. 마운트한 호스트의 폴더를 지우고 다시 만들었다면 "
            "'docker restart 컨테이너' 뒤에 다시 보입니다."
        ),
    ),
    Row(
        "exec-terminal",
        (r"(?:.*?)exec failed: [^\n]*open /dev/pts/\d+: operation not permitted.*",),
        N_("docker exec가 컨테이너 안에서 터미널을 열지 못했습니다. 오래된 runc(1.1.3)의 결함입니다."),
        N_(
            "containerd.io(데비안은 runc) 패키지를 새것으로 올리세요. 그때까지는 -t 없이(docker exec -i) 하거나 "
            "'docker restart 컨테이너' 뒤에 해 보세요."
        ),
        EngineError,
    ),
    Row(
        "mount-place-refused",
        (
            r"(?:.*?)create mount(?:point| destination) for (?P<path>/\S+) mount: [^\n]*(?:operation not permitted|permission denied).*",
        ),
        N_("{path} 자리를 만들 수 없어 그곳에 마운트하지 못했습니다. 다른 마운트의 안입니다."),
        N_(
            "호스트의 폴더를 마운트한 곳 안에 또 마운트하려면 그 안에 빈 폴더를 먼저 만들고(mkdir) 주인과 권한을 보세요(ls -ld). "
            "Docker Desktop이면 Settings → General에서 파일을 나누는 방법(VirtioFS)을 바꿔 봅니다."
        ),
    ),
    Row(
        "nested-mount",
        (
            r"(?:.*?)error mounting \"(?:proc|sysfs|cgroup|tmpfs|mqueue|devpts)\" to rootfs at [^\n]*(?:permission denied|operation not permitted).*",
            r"(?:.*?)rootfs_linux\.go:\d+: mounting \\+\"(?:proc|sysfs|cgroup|tmpfs|mqueue|devpts)\\+\" to rootfs [^\n]*(?:permission denied|operation not permitted).*",
        ),
        N_(
            "컨테이너 안에 /proc이나 /sys를 마운트하는 것을 커널이 막았습니다. 엔진이 다른 컨테이너 안에서 도는 것 같습니다."
        ),
        N_(
            "바깥 컨테이너를 --privileged로 켜거나(LXC는 nesting=1) 그 바깥의 엔진을 쓰세요. 둘 다 바깥의 root 권한과 같으니 믿는 것에만 줍니다."
        ),
        EngineError,
        source="runc 1.0 to 1.3, rootfs_linux.go",
    ),
    Row(
        "capability-unknown",
        (r"docker: (?:.*?)invalid Cap(?:Add|Drop): unknown capability: \"?(?:CAP_)?(?P<name>\w+)\"?.*",),
        N_("{name}(이)라는 권한(capability)은 없습니다."),
        N_(
            "밑줄까지 맞게 적으세요: --cap-add NET_ADMIN, --cap-add SYS_PTRACE (목록은 'man 7 capabilities')."
        ),
    ),
    Row(
        "bad-value",
        (
            r"docker: (?P<reason>--\w+: invalid \w+ mode).*",
            r"docker: (?:.*?: )?(?P<reason>invalid (?:IPC|PID|UTS|cgroup) mode: \S+|Invalid isolation: .*|invalid pull option: .*|--storage-opt is supported only for .*)",
            r"(?P<reason>invalid value for \"(?:since|until)\": failed to parse value as time or duration: .*)",
        ),
        N_("옵션에 적은 값이 잘못되었습니다: {reason}"),
        N_(
            "쓸 수 있는 값은 명령 뒤에 --help를 붙이거나 문서에서 보세요. 적지 않아도 되는 옵션이면 빼고 해 봅니다."
        ),
    ),
    Row(
        "cpuset-range",
        (
            r"docker: (?:.*?)Requested CPUs are not available - requested (?P<value>[\d,-]+), available: (?P<most>[\d,-]+).*",
        ),
        N_("--cpuset-cpus에 적은 {value}번 CPU가 이 엔진에 없습니다(있는 것: {most})."),
        N_("CPU의 번호는 0부터입니다. 수를 제한하려는 것이면 --cpus를 쓰세요: --cpus 1.5"),
    ),
    Row(
        "memory-reservation",
        (r"docker: (?:.*?)Minimum memory limit can not be less than memory reservation limit.*",),
        N_("--memory가 --memory-reservation보다 작습니다."),
        N_("--memory를 같거나 크게 하세요: --memory 128m --memory-reservation 64m"),
    ),
    Row(
        "restart-with-rm",
        (r"docker: (?:.*?)Restart policy cannot be updated because AutoRemove is enabled.*",),
        N_("--rm으로 만든 컨테이너는 끝나면 지워지므로 --restart 정책을 줄 수 없습니다."),
        N_("--rm 없이 --restart를 적어 하나 더 만드세요(지금 것 안에 쓴 것은 따라가지 않습니다)."),
    ),
    Row(
        "change-command",
        (r"docker: (?:.*?)(?P<word>\w+) is not a valid change command.*",),
        N_("docker commit이나 import의 -c(--change)에는 {word} 지시자를 쓸 수 없습니다."),
        N_(
            "CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, ONBUILD, USER, VOLUME, WORKDIR만 됩니다. RUN이나 COPY가 필요하면 Dockerfile로 빌드하세요."
        ),
    ),
)
