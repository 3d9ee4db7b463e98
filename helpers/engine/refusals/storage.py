"""No space left: the kernel says so of the disk, of shared memory, of watches and of cgroups."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, Row
from helpers.errors import EngineError
from helpers.i18n import N_

FULL = r"(?:no space left on device|No space left on device|ENOSPC)"

ROWS = (
    Row(
        "cgroups-full",
        (
            r".*?(?:mkdir|write|create) \S*/sys/fs/cgroup/\S*: no space left on device.*",
            r".*?/sys/fs/cgroup\S*? caused: no space left on device.*",
            r".*?(?:applying cgroup configuration|cgroup\w*) .*?: no space left on device.*",
        ),
        N_("커널의 cgroup이 가득 차서 컨테이너를 켤 수 없습니다. 디스크가 찬 것이 아닙니다."),
        N_(
            "컴퓨터나 엔진을 다시 켜면 남은 cgroup이 비워집니다: sudo systemctl restart docker(실행 중인 컨테이너가 모두 멈춥니다). "
            "되풀이되면 커널을 새것으로 올리세요."
        ),
        EngineError,
        source="runc 1.0, libcontainer/cgroups/fs; kernel cgroup v1 leak",
    ),
    Row(
        "cgroups-full",
        (r".*?(?:mkdir|write|create) /sys/fs/cgroup/\S*: cannot allocate memory.*",),
        N_("커널이 cgroup을 더 만들어 주지 않아 컨테이너를 켤 수 없습니다. 메모리가 모자란 것이 아닙니다."),
        N_(
            "컴퓨터를 다시 켜면 풀립니다. 되풀이되면 커널을 새것으로 올리세요. 4로 시작하는 커널은 지운 컨테이너의 cgroup을 다 놓아주지 않습니다."
        ),
        EngineError,
        source="kernel 3.10 to 4.x, kmem accounting of runc 1.0",
    ),
    Row(
        "watches-full",
        (
            r".*?(?:inotify|fsnotify|watch(?:er|es)?)\b.*?" + FULL + r".*",
            r".*?System limit for number of file watchers reached.*",
            r".*?failed to (?:add|create) (?:\w+ )?watch\w*\b[^\n]*(?:no space left on device|too many open files).*",
            r".*?(?:too many open files.*inotify|inotify_(?:init|add_watch)\S*: too many open files).*",
            r".*?inotify watch limit reached.*",
            r".*?user limit (?:\(\d+\) )?on the (?:total )?number of inotify (?:watches|instances) has been reached.*",
        ),
        N_("파일을 지켜보는 자리(inotify)가 모자랍니다. 디스크가 찬 것이 아닙니다."),
        N_(
            "호스트에서 늘리세요: sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512"
        ),
        EngineError,
        source="Linux inotify(7); Node.js 12 to 22",
    ),
    Row(
        "shm-full",
        (
            r".*?/dev/shm/\S*[:'\"].*?[Nn]o space left on device.*",
            r".*?could not resize shared memory segment .*?No space left on device.*",
        ),
        N_("컨테이너의 공유 메모리(/dev/shm, 처음에는 64 MB)가 가득 찼습니다. 디스크가 찬 것이 아닙니다."),
        N_("더 크게 켜세요: docker run --shm-size=256m … (빌드에서는 docker build --shm-size=256m …)"),
        EngineError,
    ),
    Row(
        "semaphores-full",
        (r".*?could not create semaphores: No space left on device.*",),
        N_("커널의 세마포어(System V)가 모자라 데이터베이스가 켜지지 않습니다. 디스크가 찬 것이 아닙니다."),
        N_(
            "'sysctl kernel.sem'의 마지막 수가 묶음의 한도입니다. 컨테이너에는 따로 늘려 줄 수 있습니다: docker run --sysctl kernel.sem='250 32000 100 1024' … "
            "(Compose는 sysctls:)."
        ),
        source="PostgreSQL 9 to 17, sysv_sema.c",
    ),
    Row(
        "data-read-only",
        (
            r"docker: (?:create \S+: |failed to update [^:\n]+: )?"
            r"(?P<reason>(?:mkdir|open|create|chmod|chown|rename|remove|unlink|symlink|link|write) \S+(?: \S+)?: "
            r"read-only file system)\.?$",
        ),
        N_("도커 엔진이 데이터를 두는 디스크에 쓸 수 없습니다: {reason}"),
        N_("엔진이 도는 컴퓨터에서 디스크를 점검하세요. 고장 난 디스크는 읽기 전용이 됩니다(sudo dmesg)."),
        EngineError,
    ),
    Row(
        "layers-lost",
        (
            r"docker: (?:.*?: )?layer does not exist\.?$",
            r"docker: (?:stat|lstat|open|readlink) /\S*/overlay2/(?:[0-9a-f]{64}|[0-9a-z]{25})(?:-init)?: no such file or directory$",
            r"docker: (?:.*?: )?readlink /\S*/overlay2(?:/[\w./-]+)?: invalid argument$",
        ),
        N_("엔진이 이미지의 레이어를 자기 데이터 폴더에서 찾지 못했습니다."),
        N_(
            "데이터를 두는 디스크가 마운트되어 있는지부터 보고('docker info'의 Docker Root Dir, 'df -h') 엔진을 다시 켜세요(실행 중인 컨테이너가 모두 멈춥니다). 그대로면 그 "
            "이미지를 다시 받거나 빌드합니다. 데이터 폴더의 것을 손으로 지우지 마세요."
        ),
        EngineError,
        source="moby 18.09 to 28, layer/layer_store.go",
    ),
    Row(
        "disk-failing",
        (
            r"docker: (?:.*?: )?(?P<reason>(?:write|read|open|mkdir|chmod|sync|stat|readdirent) /[^\n]*: input/output error)\.?$",
            r"(?:.*?)failed to (?:register layer|extract layer \S+): (?:.*?: )?(?P<reason>\w+ /[^\n]*: input/output error)\.?$",
        ),
        N_("도커 엔진이 데이터를 두는 디스크를 읽거나 쓰지 못했습니다: {reason}"),
        N_(
            "컴퓨터의 디스크가 가득 찼거나 고장 나면 이렇습니다. Docker Desktop이라면 호스트의 디스크에 빈자리가 있는지 보고(맥에서는 몇 GB가 남아 있어야 합니다) 앱을 "
            "Restart하세요. 리눅스라면 'df -h'와 'sudo dmesg'를 보세요."
        ),
        EngineError,
    ),
    Row(
        "disk-full",
        (
            r"(?!.*could not create semaphores).*?[Nn]o space left on device[\"'`)\].]*(?:: unknown)?\.?$",
            r".*?[Nn]o space left on device, (?:write|mkdir|open) .*",
            r".*?disk quota exceeded\.?$",
            r"E: You don't have enough free space in \S+.*",
            r".*?OSError: \[Errno 28\] (?!inotify).*",
        ),
        N_("디스크가 가득 찼습니다."),
        N_(
            "무엇이 자리를 차지하는지 'docker system df'와 'df -h'로 보고, 필요 없다고 확인한 것만 하나씩 지우세요."
        ),
        EngineError,
    ),
    Row(
        "overlay-refused",
        (
            r"(?:.*?)error creating overlay mount to \S+: (?P<reason>device or resource busy|too many levels of symbolic links).*",
        ),
        N_(
            "엔진이 이미지의 레이어를 겹쳐(overlay) 마운트하지 못했습니다. 전의 마운트가 남아 있습니다: {reason}"
        ),
        N_(
            "잠시 뒤에 다시 하고, 그대로면 엔진을 다시 켜세요: sudo systemctl restart docker(실행 중인 컨테이너가 모두 멈춥니다). /var/lib/docker를 들여다보는 프로그램(백업, "
            "백신)이 붙들고 있기도 합니다."
        ),
        EngineError,
        source="moby 18 to 28, daemon/graphdriver/overlay2",
    ),
    Row(
        "overlay-refused",
        (r"(?:.*?)error creating overlay mount to \S+: (?P<reason>no such file or directory).*",),
        N_("엔진이 이미지의 레이어 가운데 하나를 잃어버렸습니다."),
        N_(
            "/var/lib/docker 안의 것을 누가 지웠거나 컴퓨터가 갑자기 꺼진 뒤에 그렇습니다. 그 이미지를 다시 받거나(docker pull) 빌드하세요. 그대로면 'course doctor'를 실행하세요. "
            "/var/lib/docker를 지우면 모두 사라지니 지우지 마세요."
        ),
        EngineError,
        source="moby 18 to 28, daemon/graphdriver/overlay2",
    ),
    Row(
        "overlay-refused",
        (r"(?:.*?)error creating overlay mount to [^\n]*fuse: device not found.*",),
        N_("커널에 fuse 모듈이 없어 Podman이 이미지의 레이어를 겹쳐(overlay) 마운트하지 못했습니다."),
        N_(
            "'sudo modprobe fuse'를 하고 다시 하세요. 컨테이너 안에서라면 바깥 컨테이너에 --device /dev/fuse를 줍니다."
        ),
        EngineError,
        source="fuse-overlayfs 1",
    ),
    Row(
        "overlay-refused",
        (r"(?:.*?)error creating overlay mount to \S+: (?P<reason>[^\n.]+).*",),
        N_("엔진이 이미지의 레이어를 겹쳐(overlay) 마운트하지 못했습니다: {reason}"),
        N_(
            "/var/lib/docker가 overlay를 받지 않는 파일 시스템(NFS, exFAT, 컨테이너 안)에 있으면 이렇습니다. 'docker info'의 Backing Filesystem을 "
            "보고, 아니면 엔진을 다시 켜 보세요: sudo systemctl restart docker(실행 중인 컨테이너가 모두 멈춥니다). /var/lib/docker를 지우면 모두 사라지니 지우지 마세요."
        ),
        EngineError,
    ),
    Row(
        "volume-device",
        (
            r"(?:.*?)failed to mount local volume: mount (?P<path>/[^:\n]*):/var/snap/docker/\S+, flags: \w+(?:, data: [^\n:]*)?: no such file or directory.*",
        ),
        N_("볼륨이 가리키는 호스트의 {path} 폴더를 snap으로 설치한 도커가 보지 못합니다."),
        N_(
            "snap의 도커는 홈 폴더 밖을 보지 못합니다. 폴더를 홈 폴더 아래로 옮기고 device를 고치세요. 볼륨의 옵션은 바꾸지 못하니 고친 것은 새 이름으로 만듭니다."
        ),
        source="moby 24 from snap",
    ),
    Row(
        "volume-device",
        (
            r"(?:.*?)failed to mount local volume: mount (?P<path>/[^:\n]*):\S+, flags: \w+(?:, data: [^\n:]*)?: no such file or directory.*",
        ),
        N_("볼륨이 가리키는 호스트의 {path} 폴더가 없습니다."),
        N_(
            "폴더를 만들거나(sudo mkdir -p {path}) 'docker volume inspect 볼륨'의 device를 보세요. 값이 없는 변수 때문에 경로의 앞이 빠지기도 합니다."
        ),
    ),
    Row(
        "volume-device",
        (r"(?:.*?)missing required option: \"(?P<option>\w+)\".*",),
        N_("볼륨의 옵션에 {option} 항목이 빠졌습니다."),
        N_(
            "driver_opts(--opt)를 쓰려면 type, o, device를 함께 적으세요. 보통의 볼륨에는 옵션이 필요 없습니다."
        ),
    ),
    Row(
        "volume-device",
        (
            r"(?:.*?)failed to mount local volume: mount (?P<device>[^\n]*?):/[^\n]*?: (?P<reason>(?!no such file)[a-z][a-z ]+)\.?$",
            r"(?:.*?)error while mounting volume with options: type='[^'\n]*' device='(?P<device>[^'\n]*)'[^\n]*: (?P<reason>[a-z][a-z ]+)\.?$",
        ),
        N_("볼륨이 가리키는 {device} 저장소를 마운트하지 못했습니다: {reason}"),
        N_(
            "'docker volume inspect 볼륨'의 Options에서 주소, 경로, 사용자를 확인하고, 호스트에서 같은 것을 sudo mount로 해 보세요(NFS에는 nfs-common, "
            "CIFS에는 cifs-utils가 필요합니다). 이름 대신 IP 주소를 addr=에 적어 봅니다. 볼륨의 옵션은 바꾸지 못하니 고친 것은 새 이름으로 만드세요."
        ),
    ),
    Row(
        "relabel-refused",
        (
            r"(?:.*?)relabeling content in (?P<path>\S+) is not allowed.*",
            r"(?:.*?)lsetxattr (?P<path>/[^:\n]+): operation not supported.*",
        ),
        N_("{path}에는 -v 끝의 :z나 :Z(SELinux 표시)를 쓸 수 없습니다."),
        N_(
            ":z와 :Z를 빼거나, 홈 폴더 아래의 이 일에만 쓰는 폴더를 마운트하세요. 시스템의 폴더는 표시가 바뀌면 망가지고, NFS나 FAT에는 표시를 달 수 없습니다."
        ),
        source="opencontainers/selinux; Podman 3 to 5, moby 20.10 to 28",
    ),
    Row(
        "data-no-xattr",
        (r"(?:.*?)failed to (?:copy|set) xattrs?\b[^\n]*operation not supported.*",),
        N_("도커 엔진이 데이터를 두는 파일 시스템(NFS 따위)이 파일의 표시(xattr)를 받지 않습니다."),
        N_(
            "'docker info'의 Docker Root Dir이 어디인지 보고 이 컴퓨터의 디스크(ext4, xfs)로 옮기세요. daemon.json의 \"data-root\"로 정하며, 있던 이미지와 볼륨은 따라가지 "
            "않으니 먼저 복사해 둡니다."
        ),
        EngineError,
        source="containerd/continuity, fs; moby 19.03 and later",
    ),
    Row(
        "mount-busy",
        (
            r'.*?driver "?\w+"? failed to remove root filesystem.*?: device (?:or resource |is )busy.*',
            r"(?:.*?)[Uu]nable to remove filesystem for \w+: .*?: device or resource busy.*",
            r".*?(?:remove|unlinkat|RemoveAll) /var/lib/docker/\S+: device or resource busy.*",
        ),
        N_("지우려는 컨테이너의 파일을 다른 프로세스가 아직 붙들고 있습니다."),
        N_("잠시 뒤에 같은 'docker rm'을 다시 하고, 그래도 안 되면 엔진을 다시 켠 뒤 하세요."),
        EngineError,
        AFTER,
        source="moby 1.13 to 20.10, daemon/delete.go",
    ),
)
