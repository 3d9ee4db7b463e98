"""Options of the command line: ports, mounts, sizes, variables and other values that docker does not take."""

from __future__ import annotations

from helpers.engine.refusals.row import PASSING, Fields, Row
from helpers.i18n import N_

INVALID = r"(?:.*?: )?invalid argument \"(?P<value>[^\n]*)\" for \"(?:{option})\" flag: "


# long options of docker run, whose first letter is a short option that takes a value
LONG = (
    "add-host", "attach", "cpus", "cpu-shares", "env", "env-file", "expose", "hostname", "label", "link", "mac-address",
    "memory", "memory-swap", "mount", "pid", "pids-limit", "platform", "privileged", "publish", "publish-all",
    "pull", "user", "userns", "ulimit", "volume", "volumes-from", "workdir",
)  # fmt: skip
OTHER = {"mpfs": "tmpfs", "ponly": "read-only"}  # several letters are options: -t -m pfs


def _one_dash(fields: Fields) -> Fields | None:
    """-mount is read as -m with the value ount."""
    word = (fields["letter"] or ("w" if fields["value"] == "orkdir" else "p")) + fields["value"]
    option = OTHER.get(word, word)
    return fields | {"option": option} if option in LONG or word in OTHER else None


def _glued(fields: Fields) -> Fields | None:
    """-pd is read as -p with the value d."""
    return fields if set(fields["value"]) <= set("ditP") else None


def _whole(fields: Fields) -> Fields | None:
    """Old engines counted processors in billionths."""
    return fields | {"least": "0.01", "most": f"{int(fields['most']) / 1e9:g}"}


ROWS = (
    Row(
        "option-one-dash",
        (
            r"(?:.*?: )?invalid argument \"(?P<value>[a-z][a-z-]*)\" for \"-(?P<letter>[a-z]), --[\w-]+\" flag: .*(?P<option>)",
            r"docker: (?:.*?: )?invalid (?:containerPort|hostPort): (?P<value>ublish(?:-all)?|ids-limit|latform|ull|rivileged)(?P<letter>)(?P<option>)\.?$",
            r"docker: (?:.*?: )?the working directory '(?P<value>orkdir)(?P<letter>)(?P<option>)' is invalid, .*",
        ),
        N_("-{option}의 앞에 -가 하나뿐이라 docker가 한 글자짜리 옵션들로 읽었습니다."),
        N_("긴 옵션은 -를 둘 붙입니다: --{option}"),
        look=_one_dash,
    ),
    Row(
        "bad-port",
        (
            r"(?:.*?: )?invalid (?:containerPort|hostPort|container port|host port): (?P<value>[A-Za-z]{1,3})\.?$",
        ),
        N_("-p 바로 뒤에 붙은 글자({value})를 포트로 읽었습니다."),
        N_(
            "한 글자짜리 옵션을 붙여 쓸 때 값을 받는 -p는 맨 끝에 둡니다: -dp 8080:80 (또는 따로 -d -p 8080:80)"
        ),
        look=_glued,
    ),
    Row(
        "bad-argument",
        (
            r"docker: (?:.*?: )?invalid host (?P<value>[^\s:=]+:[^\n]*)$",
            r"(?:.*?: )?invalid argument \"(?P<value>[^\"\n]*)\" for \"--add-host\" flag: (?:bad format for add-host|invalid IP address in add-host).*",
            r"docker: (?:.*?: )?(?:bad format for add-host|invalid IP address in add-host): \"?(?P<value>[^\"\n]*)\"?.*",
        ),
        N_("--add-host에 적은 {value} 값을 docker가 읽을 수 없습니다."),
        N_(
            "이름과 IP 주소를 쌍점으로 이으세요: --add-host db:192.168.0.10 (호스트 자신은 db:host-gateway). 변수를 썼다면 값을 echo로 보세요."
        ),
    ),
    Row(
        "port-host-name",
        (
            r"(?:.*?: )?invalid ip ?address: (?P<name>localhost|[a-z][\w-]*(?:\.[\w-]+)*\.[a-z]{2,})\.?$",
            r"(?:.*?: )?invalid publish opts format \(should be name=value but got '(?P<name>[a-z][\w.-]*):\d+:\d[^'\n]*'\).*",
        ),
        N_("-p의 앞에는 IP 주소만 적을 수 있는데 이름({name})을 적었습니다."),
        N_("localhost라면 127.0.0.1로 적으세요: -p 127.0.0.1:8080:80"),
    ),
    Row(
        "bad-port",
        (
            r"(?:.*?: )?invalid (?:host ?port|container ?port|hostPort|containerPort): (?P<value>.*?)\.?$",
            r"(?:.*?: )?no port specified: (?P<value>.*?)\.?$",
            r"(?:.*?: )?invalid ranges specified for container and host ports: (?P<value>.*?)\.?$",
            r"(?:.*?: )?invalid (?:range format for (?:containerPort|hostPort|--expose)|port format for --expose|start port in range|end port in range): (?P<value>.*?)\.?$",
            # in these words other programs speak, too
            r"docker: (?:.*?: )?invalid (?:port range|ip ?address|proto|protocol): (?P<value>.*?)\.?$",
            r"(?:.*?: )?invalid port specification: (?P<value>.*?)\.?$",
            r"docker: (?:.*?: )?(?:strconv\.ParseUint|parsing) .*?\"(?P<value>\d+)\": value out of range\.?$",
            r"(?:.*?: )?invalid publish opts format \(should be name=value but got '(?P<value>[^'\n]*)'\).*",
            INVALID.format(option="-p, --publish|--publish|--expose") + r".*",
        ),
        N_("포트로 적은 {value} 값을 docker가 읽을 수 없습니다."),
        N_(
            "-p 호스트포트:컨테이너포트 형식으로 적으세요. 숫자(1–65535)와 보통 쌍점(:)만, 빈칸 없이: -p 127.0.0.1:8080:80"
        ),
    ),
    Row(
        "bad-signal",
        (r"docker: (?:.*?: )?Invalid signal: (?P<value>\S+).*",),
        N_("{value}(이)라는 신호는 없습니다."),
        N_("이름이나 번호로 적으세요: --signal TERM, --signal 15 (KILL, INT, HUP, USR1 …)"),
    ),
    Row(
        "memory-minimum",
        (r"(?:.*?: )?Minimum memory limit allowed is (?P<least>\d+ ?[KMG]i?B).*",),
        N_("메모리 제한이 너무 작습니다. {least} 이상이어야 합니다."),
        N_("단위를 붙이세요: --memory 64m. 단위가 없으면 바이트로 읽습니다."),
    ),
    Row(
        "bad-size",
        (
            r"docker: (?:.*?: )?invalid size: '(?P<value>[^'\n]*)'.*",
            r"invalid argument \"[^\n]*\" for \"[^\"\n]+\" flag: invalid size: '(?P<value>[^'\n]*)'.*",
            INVALID.format(option=r"-m, --memory|--memory[\w-]*|--shm-size") + r".*",
        ),
        N_("크기로 적은 {value} 값을 docker가 읽을 수 없습니다."),
        N_("숫자에 b, k, m, g를 붙입니다: --memory 64m, --memory 1g"),
    ),
    Row(
        "memory-swap",
        (
            r"(?:.*?: )?Minimum memoryswap limit should be larger than memory limit.*",
            r"(?:.*?: )?You should always set the Memory limit when using Memoryswap limit.*",
            r"(?:.*?: )?Memory limit should be smaller than already set memoryswap limit.*",
        ),
        N_("--memory-swap(메모리와 스왑의 합)이 --memory보다 작거나 --memory가 없습니다."),
        N_("둘을 함께 적고 --memory-swap을 같거나 크게 하세요: --memory 64m --memory-swap 64m"),
    ),
    Row(
        "cpus-range",
        (r"(?:.*?: )?range of CPUs is from (?P<least>[\d.]+) to (?P<most>[\d.]+).*",),
        N_("--cpus는 이 엔진에서 {least}부터 {most}까지입니다."),
        N_("그 사이의 값으로 적으세요: --cpus 0.5"),
    ),
    Row(
        "cpus-range",
        (r"(?:.*?: )?Range of Nano CPUs is from (?P<least>\d+) to (?P<most>\d+).*",),
        N_("--cpus는 이 엔진에서 {least}부터 {most}까지입니다."),
        N_("그 사이의 값으로 적으세요: --cpus 0.5"),
        look=_whole,
    ),
    Row(
        "env-line",
        (
            r"docker: (?:.*?: )?poorly formatted environment: (?P<value>.*?)\.?$",
            r"docker: invalid env file \([^)\n]*\): (?!open )(?P<value>.*?)\.?$",
            r"(?:.*?: )?environment variable name (?P<value>'.*') may not contains? whitespace.*",
            r"(?:failed to read \S+: )?(?:line \d+: )?key cannot contain a space(?P<value>)$",
            r"(?:failed to read \S+: )?(?:line \d+: )?(?P<value>unexpected character \"[^\n]*\" in variable name.*)",
        ),
        N_("환경 변수의 파일(--env-file, .env)이나 environment에 이름=값이 아닌 줄이 있습니다. {value}"),
        N_(
            "줄마다 이름=값 하나씩, 이름과 = 사이에 빈칸 없이 적으세요. docker run --env-file은 여러 줄에 걸친 값을 모릅니다. "
            "Compose의 environment에서는 '이름: 값'과 '- 이름=값'을 섞지 마세요."
        ),
        source="docker/cli opts/file.go; compose-go dotenv; Compose 1.24",
    ),
    Row(
        "bad-env",
        (
            INVALID.format(option="-e, --env|--env") + r".*",
            r"docker: (?:.*?: )?invalid environment variable: (?P<value>.*)",
        ),
        N_("-e에 적은 {value} 값이 이름=값 형식이 아닙니다."),
        N_('빈칸 없이, 필요하면 따옴표로: -e "TITLE=My Wiki". 파일에서 읽을 때는 줄마다 이름=값입니다.'),
    ),
    Row(
        "env-file-missing",
        (
            r"docker: (?:.*?: )?open (?P<file>[^\s:]*\.?env[\w.-]*): (?:no such file or directory|The system cannot find the file specified).*",
            r"(?:.*?: )?[Cc]ouldn't find env file: ?(?P<file>\S+?)(?: not found.*)?$",
            r"(?:.*?: )?env file (?P<file>\S+) not found.*",
            r"env file (?P<file>[A-Z]:[^\n]+?) not found: .*",
        ),
        N_("환경 변수를 읽을 {file} 파일이 없습니다."),
        N_("지금 폴더를 확인하고('pwd', 'ls -a') 파일의 경로를 고치세요."),
    ),
    Row(
        "env-file-folder",
        (
            r"(?:failed to read \S+: )?read (?P<file>(?:[^\s:]*/)?[\w.-]*\.env[\w.-]*): is a directory$",
            r"(?:IsADirectory|IO)Error: \[Errno 21\] Is a directory: u?'(?P<file>[^'\n]*\.env[\w.-]*)'$",
        ),
        N_("환경 변수를 읽을 {file} 자리에 파일이 아니라 폴더가 있습니다."),
        N_(
            "-v가 없는 파일의 자리에 빈 폴더를 만들기도 합니다. 'ls -la'로 보고 빈 폴더면 지운 뒤(rmdir) 파일을 만드세요. 비어 있지 않으면(파이썬의 가상 환경 따위) 그대로 두고 --env-file로 다른 파일을 가리키세요."
        ),
        source="Compose 1 and 2.0",
    ),
    Row(
        "bad-container-name",
        (
            r"(?:.*?: )?Invalid container name \((?P<name>[^)\n]*)\), only .*",
            r"(?:.*?: )?names must match (?P<name>)\[a-zA-Z0-9\].*: invalid argument",
        ),
        N_("'{name}' 값은 컨테이너의 이름이 될 수 없습니다."),
        N_("두 글자 이상, 영문자나 숫자로 시작하고 영문자, 숫자, _ . - 만 쓰세요."),
    ),
    Row(
        "bad-argument",
        (
            r"(?:.*?: )?invalid argument \"(?P<value>[^\n]*)\" for \"(?P<option>[^\"\n]+)\" flag: (?P<reason>.*)",
        ),
        N_("옵션 {option}의 값 {value} 부분이 잘못되었습니다: {reason}"),
        N_("값의 형식은 명령 뒤에 --help를 붙이면 나옵니다. 옵션과 값 사이의 빈칸과 따옴표도 보세요."),
        rank=PASSING,
    ),
    Row(
        "restart-policy",
        (
            r"(?:.*?: )?invalid restart policy:? (?:unknown policy )?'?(?P<value>[^';\n]*).*",
            r"(?:.*?: )?maximum retry count (?:cannot be used|must be)(?P<value>).*",
        ),
        N_("--restart의 값이 잘못되었습니다: {value}"),
        N_("no, on-failure, on-failure:3, always, unless-stopped 가운데 하나를 쓰세요."),
    ),
    Row(
        "options-conflict",
        (
            r"docker: (?:.*?: )?conflicting options: (?P<reason>.*?)\.?$",
            r"conflicting options: (?P<reason>cannot specify .*?)\.?$",
            r"docker: (?P<reason>--no-healthcheck conflicts with --health-\* options).*",
        ),
        N_("함께 쓸 수 없는 옵션을 적었습니다: {reason}"),
        N_("둘 가운데 하나를 빼세요."),
    ),
    Row(
        "template",
        (
            r"(?:.*?: )?template parsing error: (?:template: )?(?P<reason>.*)",
            # of other programs the template has a name
            r"(?:.*?: )?failed to parse template: template: (?P<reason>:\d.*)",
            r"docker: (?:.*?: )?failed to parse template: (?P<reason>.*)",
            r"(?:.*?: )?template: :1:\d+: executing .*?(?P<reason><[^>]*>: .*)",
        ),
        N_("--format의 틀이 잘못되었습니다: {reason}"),
        N_(
            "작은따옴표로 감싸 적으세요: --format '{{{{.State.Status}}}}'. 셀의 ! 줄에서는 중괄호가 반으로 줄어드니 %%bash를 쓰세요."
        ),
    ),
    Row(
        "bad-platform",
        (
            r"(?:.*?: )?(?P<value>\"[^\"\n]*\"): (?:unknown operating system or architecture|platform specifier .*): invalid argument.*",
            r"(?:.*?: )?(?P<value>\"[^\"\n]*\") is an invalid (?:component|OS component) of .*",
        ),
        N_("--platform에 적은 {value} 값을 docker가 모릅니다."),
        N_("linux/amd64나 linux/arm64처럼 적으세요."),
    ),
    Row(
        "gpu-driver-old",
        (
            r".*?nvidia-container-cli: requirement error: unsatisfied condition: (?P<wants>\w+ ?[<>=]+ ?[\w.]+).*",
        ),
        N_("이미지는 {wants} 버전을 요구하는데, 호스트의 NVIDIA 드라이버가 그보다 오래되었습니다."),
        N_(
            "'nvidia-smi'의 CUDA Version이 지금의 드라이버로 되는 가장 높은 것입니다. 그 아래 버전의 태그를 쓰거나, 드라이버를 올리고 컴퓨터를 다시 켜세요."
        ),
        source="libnvidia-container 1.0 to 1.17",
    ),
    Row(
        "gpu-driver-mismatch",
        (r"(?:.*?)(?:NVML|nvml)[^\n]*[Dd]river/library version mismatch.*",),
        N_("NVIDIA 드라이버를 올린 뒤 컴퓨터를 다시 켜지 않아, 커널에 든 것과 라이브러리의 버전이 다릅니다."),
        N_("컴퓨터를 다시 켜고 'nvidia-smi'로 확인한 뒤 다시 하세요."),
        source="libnvidia-container 1.0 to 1.17",
    ),
    Row(
        "gpu-missing",
        (
            r'(?:.*?)could not select device driver (?:"[^"\n]*" )?with capabilities: \[\[gpu[^\n]*',
            r'(?:.*?)could not select device driver "nvidia"\.?$',
            r".*?nvidia-container-cli: (?:initialization error|requirement error).*",
            r"(?:.*?)failed to discover GPU vendor from CDI.*",
            r"(?:.*?)unresolvable CDI devices .*",
            r"(?:\S*sh: (?:line )?(?:\d+: )?)?nvidia-(?:container-cli|ctk|container-toolkit): (?:command )?not found$",
        ),
        N_("엔진이 GPU를 쓸 수 없습니다."),
        N_(
            "호스트에서 'nvidia-smi'가 되는지 먼저 보세요. 되지 않으면 드라이버를 설치하고 컴퓨터를 다시 켭니다. "
            "--gpus 없이 하거나, 호스트에 드라이버와 nvidia-container-toolkit을 설치하고 엔진을 다시 켜세요(실행 중인 컨테이너가 모두 멈춥니다)."
        ),
    ),
    Row(
        "device-missing",
        (r"(?:.*?)error gathering device information while adding custom device \"(?P<path>[^\"\n]+)\": .*",),
        N_("--device로 넘길 {path} 장치가 호스트에 없습니다."),
        N_("'ls {path}'로 확인하세요. Docker Desktop에서는 가상 머신의 장치만 보입니다."),
    ),
)
