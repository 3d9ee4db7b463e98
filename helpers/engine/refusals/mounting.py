"""Folders and volumes: what -v and --mount do not take, and what cannot be mounted."""

from __future__ import annotations

from helpers.engine.refusals.options import INVALID
from helpers.engine.refusals.row import AFTER, Row
from helpers.i18n import N_

ROWS = (
    Row(
        "bad-mount-option",
        (
            INVALID.format(option="--mount") + r"(?P<reason>.*)",
            r"(?:.*?: )?invalid mount config for type \"\w+\": (?P<reason>(?:field \w+ must |mount type unknown).*)(?P<value>)",
        ),
        N_("--mount의 값이 잘못되었습니다: {reason}"),
        N_("쉼표로 잇고 빈칸 없이 적으세요: --mount type=bind,source=/호스트/경로,target=/컨테이너/경로"),
    ),
    Row(
        "volume-backslashes",
        (
            r"(?:.*?)invalid volume spec(?:ification)?:? ['\"](?P<value>[A-Za-z]:[^\\/'\":\n][^'\"\n]*)['\"].*",
            r"docker: (?:.*?: )?mkdir (?P<value>[A-Za-z]:[^\\/:\n][^\\/:\n]*): Access is denied.*",
        ),
        N_("-v의 Windows 경로에서 \\ 가 사라졌습니다: {value}"),
        N_(
            'bash는 \\ 를 경로로 읽지 않습니다. / 로 적고 따옴표로 감싸세요: -v "C:/Users/kim/app:/app". '
            "Git Bash라면 명령 앞에 MSYS_NO_PATHCONV=1을 붙입니다."
        ),
    ),
    Row(
        "volume-empty-part",
        (r"(?:.*?: )?invalid spec: (?P<value>\S*): empty section between colons.*",),
        N_("-v의 값에 빈 부분이 있습니다: {value}"),
        N_(
            '쌍점(:)의 앞이나 뒤가 비었습니다. $이름을 썼다면 그 변수에 값이 있는지 echo로 보고, 지금의 폴더라면 -v "$PWD":/컨테이너/경로 로 적으세요.'
        ),
    ),
    Row(
        "volume-mode",
        (
            r"(?:.*?: )?invalid spec: (?P<value>\S+?:(?:ro|rw|z|Z|cached|delegated|consistent|nocopy):(?:ro|rw|z|Z|cached|delegated|consistent|nocopy)): too many colons.*",
        ),
        N_("-v 끝의 옵션 둘이 쌍점으로 나뉘어 있습니다: {value}"),
        N_("옵션이 여럿이면 쉼표로 잇습니다: -v 호스트경로:컨테이너경로:ro,Z"),
    ),
    Row(
        "volume-drive-colon",
        (
            r"Volume (?P<value>[A-Za-z]:\\\S*) has incorrect format, should be .*",
            r"(?:.*?: )?invalid volume specification: ['\"](?P<value>[A-Za-z]:[\\/][^'\"\n]*)['\"].*",
            r"docker: (?:.*?: )?invalid mode: (?P<value>[/\\]\S*?|.*[:/\\].*?)\.?$",
            r"(?:.*?: )?invalid spec: (?P<value>\S*?): too many colons.*",
            r"docker: (?:.*?)too many colons(?P<value>).*",
        ),
        N_("-v의 값에 쌍점(:)이 너무 많아 docker가 잘못 나누었습니다: {value}"),
        N_(
            "-v는 호스트경로:컨테이너경로(:ro) 형식입니다. Windows의 C:\\ 경로는 --mount type=bind,source=…,target=… 으로 적거나 "
            "WSL의 경로(/mnt/c/…)로 적으세요. Git Bash에서는 MSYS_NO_PATHCONV=1을 붙이세요."
        ),
    ),
    Row(
        "volume-mode",
        (
            r"docker: (?:.*?: )?invalid mode: (?P<value>\S.*?)\.?$",
            r"(?:.*?: )?bad mode specified: (?P<value>\w+)$",
        ),
        N_("-v의 끝에 적은 {value} 부분을 docker가 모릅니다."),
        N_("쓸 수 있는 것은 ro(읽기만), rw, z, Z입니다: -v 호스트경로:컨테이너경로:ro"),
    ),
    Row(
        "volume-name-relative",
        (
            r"(?:.*?: )?create (?P<value>[^:\n]*(?:%\w+%|`pwd`|\$[({]?pwd[)}]?)[^:\n]*): \"[^\"\n]*\" includes invalid characters for a local volume name.*",
        ),
        N_("셸이 {value} 부분을 폴더의 경로로 바꾸지 않고 그대로 넘겼습니다."),
        N_(
            '지금의 폴더는 셸마다 다르게 적습니다. bash와 PowerShell은 -v "$(pwd):/컨테이너/경로", cmd는 -v "%cd%:/컨테이너/경로" '
            "(작은따옴표 안에서는 바뀌지 않습니다)."
        ),
    ),
    Row(
        "volume-name-relative",
        (
            r"(?:.*?: )?create (?P<value>\\[^:\n]+): \"[^\"\n]*\" includes invalid characters for a local volume name.*",
        ),
        N_("Windows의 Compose가 경로의 / 를 \\ 로 바꾸어 넘겼습니다: {value}"),
        N_(
            "환경 변수 COMPOSE_CONVERT_WINDOWS_PATHS=1을 두고 다시 하세요(PowerShell: $env:COMPOSE_CONVERT_WINDOWS_PATHS=1). "
            "Compose를 새것으로 올려도 됩니다."
        ),
        source="Compose 1 on Windows",
    ),
    Row(
        "volume-name-relative",
        (
            r"(?:.*?: )?(?:create (?P<value>[^:\n]+): )?\"[^\"\n]*\" includes invalid characters for a local volume name.*",
            r"(?:.*?: )?volume name is too short, names should be at least two alphanumeric characters(?P<value>).*",
        ),
        N_("-v의 앞부분을 docker가 볼륨의 이름으로 읽었는데, 이름이 될 수 없는 글자가 있습니다."),
        N_('호스트의 폴더라면 절대 경로로 적으세요: -v "$PWD/폴더":/컨테이너/경로'),
    ),
    Row(
        "bind-source-missing",
        (
            r"(?:.*?)bind (?:source path|mount source path) does not exist: (?P<path>.*?)\.?$",
            r"(?:.*?)bind source path does not exist(?P<path>).*",
            r"statfs (?P<path>/\S+): no such file or directory$",
        ),
        N_("--mount로 마운트할 호스트의 {path} 경로가 없습니다."),
        N_(
            "경로의 철자를 보고 폴더를 먼저 만드세요(mkdir -p). Docker Desktop이면 공유된 폴더인지도 확인하세요."
        ),
    ),
    Row(
        "mount-twice",
        (r"(?:.*?: )?Duplicate mount point: (?P<path>\S*[^\s.]).*",),
        N_("컨테이너의 {path}에 둘을 마운트하려 했습니다."),
        N_("그 경로를 적은 -v나 --mount 가운데 하나만 남기거나, 다른 경로로 바꾸세요."),
    ),
    Row(
        "volume-relative",
        (
            r"(?:.*?: )?cannot bind mount volume: (?P<path>\S+) volume paths must be absolute.*",
            r"(?:.*?: )?Invalid (?:bind mount|volume)[^\n]*: (?P<path>\S+) volume paths must be absolute.*",
        ),
        N_("-v의 호스트 쪽은 / 로 시작하는 경로여야 하는데 {path}입니다."),
        N_(
            '따옴표 안의 ~ 는 풀리지 않습니다. -v "$HOME/폴더":/컨테이너/경로 나 -v "$PWD/폴더":/컨테이너/경로 로 적으세요.'
        ),
        source="moby 1.6",
    ),
    Row(
        "windows-mode",
        (
            r"docker: (?:.*?)invalid mount config for type \"\w+\": invalid mount path: '(?P<path>/[^'\n]*)'\.?$",
        ),
        N_("Windows 컨테이너를 쓰게 되어 있는 엔진이라 리눅스의 경로({path})를 마운트하지 못합니다."),
        N_("고래 아이콘의 메뉴에서 'Switch to Linux containers…'를 고르고 다시 해 보세요."),
        source="moby 20.10 to 25, volume/mounts on Windows",
    ),
    Row(
        "bad-volume",
        (
            r"(?:.*?: )?invalid (?:volume|mount) spec(?:ification)?: ?(?P<value>.*?)\.?$",
            r"(?:.*?: )?invalid mount (?:path|config)[^\n]*?: (?:invalid mount path: )?(?P<value>'?[^'\n]*'?:? ?)mount path must be absolute.*",
            r"(?:.*?: )?invalid specification: (?P<value>destination can't be '/').*",
            r"(?:.*?: )?invalid mount config for type \"\w+\": (?P<value>.*)",
            INVALID.format(option="-v, --volume") + r".*",
        ),
        N_("-v나 --mount에 적은 것을 docker가 쓸 수 없습니다: {value}"),
        N_(
            "볼륨이름:컨테이너경로 또는 호스트의절대경로:컨테이너경로 형식이어야 합니다. 컨테이너 쪽도 /로 시작합니다."
        ),
    ),
    Row(
        "mount-folder-on-file",
        (
            r"(?:.*?)[Aa]re you trying to mount a directory onto a file \(or vice-versa\)\?.*",
            r"(?:.*?)error mounting \"(?P<source>[^\"\n]+)\" to rootfs at \"(?P<target>[^\"\n]+)\":.*?: (?:not|is) a directory.*",
            r"(?:.*?)rootfs_linux\.go:\d+: mounting .*?caused .*?(?:not|is) a directory.*",
        ),
        N_("-v로 폴더를 파일 위에(또는 파일을 폴더 위에) 마운트하려 했습니다."),
        N_(
            "호스트에 그 경로가 없으면 docker가 빈 폴더를 만듭니다. 'ls -ld'로 호스트의 것이 무엇인지 보고, 잘못 만들어진 빈 폴더라면 "
            "지우고(rmdir) 파일을 먼저 만든 뒤 다시 하세요. CI나 컨테이너 안에서 하면(dind, docker.sock) 경로는 엔진이 도는 곳의 것입니다."
        ),
    ),
    Row(
        "mount-propagation",
        (
            r"(?:.*?)must use either propagation mode \"rslave\" or \"rshared\" when mount source is within the daemon root.*",
        ),
        N_("-v로 붙이려는 폴더에 엔진 자신의 폴더(/var/lib/docker)가 들어 있습니다."),
        N_("그보다 좁은 폴더만 붙이세요. 꼭 필요하면 끝에 rslave를 적습니다: -v /:/host:ro,rslave"),
    ),
    Row(
        "mount-source-refused",
        (r"(?:.*?)error while creating mount source path '(?P<path>/dev/shm)': mkdir \S+: file exists.*",),
        N_("Windows의 Docker Desktop은 {path}을(를) 마운트하지 못합니다. 리눅스 호스트에만 있는 것입니다."),
        N_("그 -v를 빼고, 공유 메모리가 많이 필요하면 크기를 정하세요: docker run --shm-size=1g …"),
    ),
    Row(
        "mount-source-refused",
        (r"(?:.*?)error while creating mount source path '(?P<path>[^'\n]+)': mkdir \S+: file exists.*",),
        N_("{path} 자리에 무엇이 있지만 엔진이 그 안을 볼 수 없습니다."),
        N_(
            "'ls -ld {path}'로 보세요. 없는 곳을 가리키는 링크이거나, 끊겼거나 다른 사용자에게 닫힌 마운트(sshfs, rclone 같은 FUSE는 "
            "-o allow_other로 다시 마운트)입니다. Docker Desktop에서는 메뉴의 Restart를 누르세요."
        ),
    ),
    Row(
        "mount-source-refused",
        (
            r"(?:.*?)error while creating mount source path:? '?(?P<path>[^':\n]+)'?: (?:mkdir \S+: )?not a directory.*",
        ),
        N_("{path} 폴더를 만들 수 없습니다. 그 경로의 중간에 폴더가 아니라 파일이 있습니다."),
        N_("'namei {path}'가 경로의 어느 것이 파일(-)인지 보여 줍니다. -v의 호스트 쪽 경로를 고치세요."),
    ),
    Row(
        "mount-source-refused",
        (
            r"(?:.*?)error while creating mount source path '(?P<path>[^'\n]+)': (?:mkdir|chown) \S+: read-only file system.*",
        ),
        N_("엔진이 {path} 폴더를 만들지 못했습니다. 엔진이 보기에 그 자리는 읽기 전용입니다."),
        N_(
            "폴더가 호스트에 있는데도 그러면 snap으로 설치한 도커('snap list docker'로 확인)나 Docker Desktop이어서 그 밖을 보지 못하는 것입니다. 홈 폴더 아래의 경로를 쓰세요. "
            "아니면 그 디스크가 읽기 전용으로 마운트되었는지 'findmnt'로 봅니다."
        ),
    ),
    Row(
        "volume-subpath",
        (
            r"(?:.*?)cannot access path \S*/volumes/(?P<volume>[^/\s]+)/_data/(?P<path>\S+?): (?:lstat|stat|open) [^\n]*no such file or directory.*",
        ),
        N_("{volume} 볼륨 안에 {path} 폴더가 없습니다."),
        N_(
            "volume-subpath에는 볼륨에 이미 있는 것만 적을 수 있습니다. 철자를 확인하거나 먼저 만드세요: "
            "docker run --rm -v {volume}:/v alpine mkdir -p /v/{path}"
        ),
        source="moby 26 to 28, volume/mounts",
    ),
    Row(
        "mount-socket",
        (
            r"(?:.*?)error while creating mount source path '(?P<path>[^'\n]+\.sock)': mkdir \S+: operation not supported.*",
        ),
        N_(
            "엔진은 가상 머신(Docker Desktop, Colima) 안에 있어서 호스트의 소켓 {path}을(를) 마운트하지 못합니다."
        ),
        N_(
            "엔진의 소켓이라면 가상 머신 안의 경로를 적으세요: -v /var/run/docker.sock:/var/run/docker.sock (그 컨테이너는 root와 같은 힘을 갖습니다). "
            "다른 프로그램의 소켓이면 포트로 듣게 하고 host.docker.internal로 부릅니다."
        ),
        source="Colima, Docker Desktop 4 on macOS",
    ),
    Row(
        "mount-source-refused",
        (
            r"(?:.*?)error while creating mount source path '(?P<path>[^'\n]+)': (?:mkdir|chown) \S+: (?P<reason>[^\n.]+).*",
        ),
        N_("docker가 호스트에 {path} 폴더를 만들지 못했습니다: {reason}"),
        N_(
            "경로의 철자를 확인하고 폴더를 직접 만드세요(mkdir -p). snap으로 설치한 도커와 Docker Desktop은 홈 폴더 밖을 보지 못하기도 합니다."
        ),
    ),
    Row(
        "mount-not-shared",
        (
            r"(?:.*?)path (?P<path>\S+) is mounted on (?P<under>\S+) but it is not a shared (?:or slave )?mount.*",
        ),
        N_("{path} 폴더가 있는 마운트({under})는 shared가 아니어서 그렇게 마운트할 수 없습니다."),
        N_(
            "-v 끝의 :shared, :rshared, :slave를 빼세요. 적지 않았다면 Docker Desktop을 Restart하거나 'wsl --shutdown'(WSL에서 열어 둔 것이 모두 꺼집니다. 먼저 저장하세요) 뒤에 다시 켜세요."
        ),
    ),
    Row(
        "mount-read-only",
        (
            r"(?:.*?)(?:create mountpoint|error mounting) .*?: read-only file system.*",
            r"docker: (?:.*?)mkdir(?:at)? .*?: read-only file system.*",
        ),
        N_("읽기 전용인 곳 안에 다른 것을 마운트할 자리를 만들 수 없습니다."),
        N_(":ro로 마운트한 폴더 안에 또 마운트하려면 그 안에 빈 폴더를 먼저 만들어 두세요."),
        rank=AFTER,
    ),
)
