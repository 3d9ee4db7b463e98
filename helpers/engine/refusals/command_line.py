"""The words of the command line: a missing image or dot, options docker does not know, bad values."""

from __future__ import annotations

from difflib import get_close_matches

from helpers.engine.refusals.row import AFTER, PASSING, Fields, Row
from helpers.i18n import N_

COMMANDS = (
    "attach", "build", "buildx", "checkpoint", "commit", "compose", "config", "container", "context", "cp",
    "create", "diff", "events", "exec", "export", "history", "image", "images", "import", "info", "inspect",
    "kill", "load", "login", "logout", "logs", "manifest", "network", "node", "pause", "plugin", "port", "ps",
    "pull", "push", "rename", "restart", "rm", "rmi", "run", "save", "search", "secret", "service", "stack",
    "start", "stats", "stop", "swarm", "system", "tag", "top", "trust", "unpause", "update", "version",
    "volume", "wait",
)  # fmt: skip
PLUGINS = ("compose", "buildx", "scan", "init", "model", "mcp", "sandbox", "scout", "debug")
WANTS = r"[\"'](?:docker )?(?:{commands})[\"'] (?:requires|accepts)[^\n]*"
INVALID = r"(?:.*?: )?invalid argument \"(?P<value>[^\n]*)\" for \"(?:{option})\" flag: "


def _one_dash(fields: Fields) -> Fields | None:
    """-network is read as -n -e -t …: more than two letters were meant as a long option."""
    return fields if len(fields["option"]) > 2 else None


def _nearest(fields: Fields) -> Fields | None:
    """The command that was meant, if one is close."""
    word = fields["word"].split()[-1]
    if word in PLUGINS:
        return None
    near = get_close_matches(word.lower(), COMMANDS, 1, 0.6)
    return fields | {"near": near[0]} if near else None


IMAGES = (
    "alpine", "busybox", "debian", "hello-world", "httpd", "mariadb", "mysql", "nginx", "node", "php",
    "postgres", "python", "redis", "ubuntu",
)  # fmt: skip


def _image(fields: Fields) -> Fields | None:
    """`docker hello-world`: run was left out."""
    return fields if fields["word"].partition(":")[0] in IMAGES else None


def _whole(fields: Fields) -> Fields | None:
    """Old engines counted processors in billionths."""
    return fields | {"least": "0.01", "most": f"{int(fields['most']) / 1e9:g}"}


def _no_plugin(fields: Fields) -> Fields | None:
    return None if fields["word"].split()[-1] in PLUGINS else fields


ROWS = (
    Row(
        "plugin-missing",
        (
            r"'?(?P<word>compose|buildx)'? is not a docker command.*",
            r"unknown command: docker (?P<word>compose|buildx)\b.*",
            r"unknown (?:shorthand )?flag: .*\n+See 'docker --help'.*(?P<word>)",
            r"unknown (?:shorthand )?flag: .*\n+Usage:  docker \[OPTIONS\] COMMAND.*(?P<word>)",
        ),
        N_("docker의 {word} 플러그인이 설치되어 있지 않습니다(compose, buildx는 따로 설치합니다)."),
        N_(
            "설치하세요: sudo apt-get install docker-compose-plugin docker-buildx-plugin "
            "(데비안의 docker.io라면 docker-compose, docker-buildx). docker와 명령 사이에 옵션을 두었다면 명령 뒤로 옮기세요."
        ),
    ),
    Row(
        "buildx-missing",
        (r"(?:.*?)BuildKit is enabled but the buildx component is missing or broken.*",),
        N_("빌드를 BuildKit으로 하게 되어 있는데 buildx 플러그인이 없습니다."),
        N_(
            "설치하거나(sudo apt-get install docker-buildx-plugin, 데비안은 docker-buildx) "
            "'unset DOCKER_BUILDKIT'이나 DOCKER_BUILDKIT=0으로 예전 빌더를 쓰세요."
        ),
    ),
    Row(
        "unknown-command",
        (
            r"'(?P<word>[^'\n]+)' is not a docker command.*",
            r"unknown command: docker (?P<word>\S+).*",
            r"unknown (?:docker )?command: \"(?P<word>[^\n\"]+)\" for \"docker[^\"\n]*\".*",
            r"Command not found: (?P<word>[\w:.-]+)$",
        ),
        N_("{word}은(는) docker의 명령이 아니라 이미지의 이름입니다."),
        N_("run을 사이에 넣으세요: docker run {word}"),
        look=_image,
    ),
    Row(
        "unknown-command",
        (
            r"'(?P<word>[^'\n]+)' is not a docker command.*",
            r"unknown command: docker (?P<word>[^\n]+)",
            r"unrecognized command `podman (?P<word>[^`\n]+)`.*",
            r"unknown (?:docker )?command: \"(?P<word>[^\n\"]+)\"(?: for \"docker[^\"\n]*\")?.*",
        ),
        N_("docker에는 {word} 명령이 없습니다. {near} 명령을 뜻했나요?"),
        N_("{near} 명령으로 고쳐서 다시 해 보세요. 명령의 목록은 'docker --help'에 있습니다."),
        look=_nearest,
    ),
    Row(
        "unknown-command",
        (
            r"'(?P<word>[^'\n]+)' is not a docker command.*",
            r"unknown command: docker (?P<word>[^\n]+)",
            r"unrecognized command `podman (?P<word>[^`\n]+)`.*",
            r"unknown (?:docker )?command: \"(?P<word>[^\n\"]+)\"(?: for \"docker[^\"\n]*\")?.*",
        ),
        N_("docker에는 {word} 명령이 없습니다."),
        N_("철자를 확인하세요. 명령의 목록은 'docker --help'에 있습니다."),
        look=_no_plugin,
    ),
    Row(
        "run-no-image",
        (WANTS.format(commands=r"(?:container )?(?:run|create)"),),
        N_("docker run에 이미지의 이름이 없습니다."),
        N_(
            "옵션 다음에 이미지를 적으세요: docker run 옵션 이미지 명령. 값이 있는 옵션(-p, -v, --name …)의 값을 빠뜨리면 "
            "이미지의 이름이 그 값으로 읽힙니다."
        ),
        rank=PASSING,
    ),
    Row(
        "build-no-context",
        (
            WANTS.format(commands=r"(?:image |buildx |builder )?(?:build|b)"),
            r"no context directory and no Containerfile specified.*",
        ),
        N_("docker build의 끝에 폴더가 하나 있어야 합니다."),
        N_(
            "지금 폴더라면 점을 찍으세요: docker build -t 이름 . 이미 있다면 이름에 빈칸이 들어가지 않았는지 보세요."
        ),
        rank=PASSING,
    ),
    Row(
        "exec-no-command",
        (WANTS.format(commands=r"(?:container )?exec"),),
        N_("docker exec에는 컨테이너의 이름과 실행할 명령이 모두 있어야 합니다."),
        N_("예: docker exec web ls /  (셸을 열려면 터미널에서 docker exec -it web sh)"),
        rank=PASSING,
    ),
    Row(
        "argument-count",
        (
            r"[\"'](?P<command>docker [\w -]+)[\"'] requires (?:exactly|at least|at most|a maximum of|between)? ?\d[^\n]*",
            r"[\"'](?P<command>docker [\w -]+)[\"'] accepts (?:no|at most|at least|between)[^\n]*",
            r"docker: (?:requires|accepts) (?:at least|at most|between)? ?\d+ (?:and \d+ )?arg\(s\), (?:only )?received \d+(?P<command>)",
        ),
        N_("{command} 뒤에 적은 이름의 수가 맞지 않습니다."),
        N_(
            "빠진 이름이 없는지, 빈칸 때문에 하나가 둘로 나뉘지 않았는지 보세요. $(…)을 썼다면 그 안의 명령이 아무것도 찾지 못한 것입니다. "
            "쓰는 법은 명령 뒤에 --help를 붙이면 나옵니다."
        ),
        rank=PASSING,
    ),
    Row(
        "long-dash",
        (
            r"(?:.*?: )?unknown shorthand flag: '[^\x00-\x7f]+' in (?P<option>-\S+).*",
            r"(?:[^\n]*[$#%>] ?)?(?:sudo )?docker (?:run|create|container run) [^\n]*? (?P<option>[–—][a-z][\w-]*)[^\n]*\n(?:docker: )?invalid reference format.*",
        ),
        N_("옵션의 -- 가 긴 줄표(–, —)로 바뀌어 있어 docker가 읽지 못합니다: {option}"),
        N_("웹이나 문서에서 옮겨 오면 그렇게 됩니다. 그 자리를 지우고 -- 를 손으로 다시 치세요."),
    ),
    Row(
        "blank-of-another-kind",
        (
            r"(?:.*?: )?invalid argument \"(?P<value>[^\"\n]*?)(?:\\u00a0|\\u200b|[\u00a0\u200b])[^\"\n]*\" for .*",
        ),
        N_("옵션의 값 {value} 옆의 빈칸이 보통의 빈칸이 아니어서 값의 일부로 읽혔습니다."),
        N_("웹이나 문서에서 옮겨 온 빈칸(non-breaking space)입니다. 그 자리를 지우고 손으로 다시 치세요."),
    ),
    Row(
        "option-one-dash",
        (r"(?:.*?: )?unknown shorthand flag: '(?P<letter>.)' in -(?P<option>[\w-]+).*",),
        N_("-{option}의 앞에 -가 하나뿐이라 docker가 한 글자짜리 옵션들로 읽었습니다."),
        N_("긴 옵션은 -를 둘 붙입니다: --{option}"),
        look=_one_dash,
    ),
    Row(
        "unknown-option",
        (
            r"(?:.*?: )?unknown shorthand flag: '(?P<letter>.)' in (?P<option>-[\w-]+).*",
            r"(?:docker: |podman: )?unknown flag: (?P<option>--[\w-]+).*",
            r"flag provided but not defined: (?P<option>-[\w-]+).*",
            r"bad flag syntax: (?P<option>\S+).*",
        ),
        N_("이 명령에는 {option} 옵션이 없습니다."),
        N_("철자를 확인하세요. 명령 뒤에 --help를 붙이면 옵션이 모두 나옵니다."),
    ),
    Row(
        "option-no-value",
        (r"flag needs an argument: (?:'.' in )?(?P<option>-[\w-]+).*",),
        N_("옵션 {option} 뒤에 값이 없습니다."),
        N_("{option} 바로 뒤에 값을 적으세요(예: --name web, -p 8080:80)."),
    ),
    Row(
        "no-tty",
        (
            r"(?:.*?: )?the input device is not a TTY\.?$",
            r"(?:.*?: )?cannot attach stdin to a TTY-enabled container because stdin is not a terminal.*",
            r"(?:.*?: )?cannot enable tty mode on non tty input.*",
            r"(?:.*?: )?Cannot perform an interactive login from a non[ -]TTY device.*",
        ),
        N_("여기에는 터미널이 없어 입력을 받을 수 없습니다(-t, 로그인)."),
        N_("노트북의 셀이라면 -it를 빼거나 -i만 쓰고, 대화하려면 오른쪽 터미널에서 하세요."),
    ),
    Row(
        "name-uppercase",
        (
            r"(?:.*?: )?(?:invalid (?:reference format|tag \"[^\"\n]*\"): ?)?(?:invalid reference format: )?repository name (?:\((?P<name>[^)\n]*)\) )?must be lowercase.*",
            r".*?invalid reference format: repository name (?:\((?P<name>[^)\n]*)\) )?must be lowercase.*",
        ),
        N_("이미지의 이름에는 대문자를 쓸 수 없습니다."),
        N_(
            "소문자로 적으세요. 이름에 대문자가 없다면, 그 앞의 옵션에 값이 빠졌거나 빈칸이 있어 다른 말이 이미지의 이름으로 읽힌 것입니다."
        ),
    ),
    Row(
        "invalid-tag-digest",
        (
            r"(?:.*?: )?refusing to create a tag with a digest reference.*",
            r"(?:.*?: )?cannot specify 64-byte hexadecimal strings.*",
            r"(?:.*?: )?invalid repository name \([0-9a-f]{64}\), cannot specify 64-byte hexadecimal strings.*",
        ),
        N_("이미지에 붙일 이름의 자리에 ID나 다이제스트를 적었습니다."),
        N_("이름:태그 형식으로 적으세요: docker tag 이미지ID 이름:태그"),
    ),
    Row(
        "stage-name-invalid",
        (r"(?:.*?: )?failed to parse stage name \"(?P<name>[^\"\n]*)\": invalid reference format.*",),
        N_("FROM에 적은 '{name}'은(는) 이미지의 이름이 될 수 없습니다."),
        N_("FROM 줄의 빈칸, 대문자, 값이 없는 변수를 살펴보세요."),
    ),
    Row(
        "invalid-reference",
        (
            r"docker: invalid reference format\.?$",
            r"(?:.*?: )?invalid argument \"[^\n]*\" for \"-t, --tag\" flag: invalid reference format\.?$",
            r"(?:.*?: )?invalid tag \"[^\n]*\": invalid reference format\.?$",
            r"(?:.*?: )?Error parsing reference: \"[^\n]*\" is not a valid repository/tag: invalid reference format\.?.*",
            r"(?:.*?: )?could not parse reference: [^\n]*: invalid reference format.*",
            r"invalid reference format\.?$",
            r"invalid reference format: .*$",
        ),
        N_("docker가 이미지의 이름으로 읽은 말이 이미지의 이름이 아닙니다."),
        N_(
            "이미지 앞의 말을 살펴보세요: 옵션 안의 빈칸, 값이 비어 있는 변수($이름), 길어진 줄표(–, —), "
            "따옴표 없는 경로의 빈칸. 이름은 소문자, 숫자, . _ - / 와 :태그 로만 됩니다."
        ),
    ),
    Row(
        "port-host-name",
        (
            r"(?:.*?: )?invalid ip ?address: (?P<name>localhost|[a-z][\w-]*(?:\.[\w-]+)*\.[a-z]{2,})\.?$",
            r"(?:.*?: )?invalid publish opts format \(should be name=value but got '(?P<name>[a-z][\w.-]*):\d[^'\n]*'\).*",
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
            r"(?:.*?: )?invalid (?:range format for (?:containerPort|hostPort|--expose)|port format for --expose|start port in range|end port in range|port range): (?P<value>.*?)\.?$",
            r"(?:.*?: )?invalid ip ?address: (?P<value>.*?)\.?$",
            r"(?:.*?: )?invalid (?:proto|protocol): (?P<value>.*?)\.?$",
            r"(?:.*?: )?invalid port specification: (?P<value>.*?)\.?$",
            r"(?:.*?: )?(?:strconv\.ParseUint|parsing) .*?\"(?P<value>\d+)\": value out of range\.?$",
            r"(?:.*?: )?invalid publish opts format \(should be name=value but got '(?P<value>[^'\n]*)'\).*",
            INVALID.format(option="-p, --publish|--publish|--expose") + r".*",
        ),
        N_("포트로 적은 {value} 값을 docker가 읽을 수 없습니다."),
        N_(
            "-p 호스트포트:컨테이너포트 형식으로 적으세요. 숫자(1–65535)와 보통 쌍점(:)만, 빈칸 없이: -p 127.0.0.1:8080:80"
        ),
    ),
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
        ),
        N_("-v의 Windows 경로에서 \\ 가 사라졌습니다: {value}"),
        N_(
            'bash는 \\ 를 경로로 읽지 않습니다. / 로 적고 따옴표로 감싸세요: -v "C:/Users/kim/app:/app". '
            "Git Bash라면 명령 앞에 MSYS_NO_PATHCONV=1을 붙입니다."
        ),
    ),
    Row(
        "volume-drive-colon",
        (
            r"Volume (?P<value>[A-Za-z]:\\\S*) has incorrect format, should be .*",
            r"invalid volume specification: ['\"](?P<value>[A-Za-z]:[\\/][^'\"\n]*)['\"].*",
            r"docker: (?:.*?: )?invalid mode: (?P<value>[/\\]\S*?|.*[:/\\].*?)\.?$",
            r"(?:.*?: )?invalid spec: (?P<value>\S*?): (?:empty section between colons|too many colons).*",
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
        (r"docker: (?:.*?: )?invalid mode: (?P<value>\S.*?)\.?$",),
        N_("-v의 끝에 적은 {value} 부분을 docker가 모릅니다."),
        N_("쓸 수 있는 것은 ro(읽기만), rw, z, Z입니다: -v 호스트경로:컨테이너경로:ro"),
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
        "bad-signal",
        (r"(?:.*?: )?Invalid signal: (?P<value>\S+).*",),
        N_("{value}(이)라는 신호는 없습니다."),
        N_("이름이나 번호로 적으세요: --signal TERM, --signal 15 (KILL, INT, HUP, USR1 …)"),
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
        "memory-minimum",
        (r"(?:.*?: )?Minimum memory limit allowed is (?P<least>\d+ ?[KMG]i?B).*",),
        N_("메모리 제한이 너무 작습니다. {least} 이상이어야 합니다."),
        N_("단위를 붙이세요: --memory 64m. 단위가 없으면 바이트로 읽습니다."),
    ),
    Row(
        "bad-size",
        (
            r"(?:.*?: )?invalid size: '(?P<value>[^'\n]*)'.*",
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
            r"(?:.*?: )?invalid environment variable: (?P<value>.*)",
        ),
        N_("-e에 적은 {value} 값이 이름=값 형식이 아닙니다."),
        N_('빈칸 없이, 필요하면 따옴표로: -e "TITLE=My Wiki". 파일에서 읽을 때는 줄마다 이름=값입니다.'),
    ),
    Row(
        "env-file-missing",
        (
            r"docker: (?:.*?: )?open (?P<file>[^\s:]*\.?env[\w.-]*): (?:no such file or directory|The system cannot find the file specified).*",
            r"(?:.*?: )?(?:[Cc]ouldn't find env file|env file): ?(?P<file>\S+?)(?: not found.*)?$",
            r"(?:.*?: )?env file (?P<file>\S+) not found.*",
        ),
        N_("환경 변수를 읽을 {file} 파일이 없습니다."),
        N_("지금 폴더를 확인하고('pwd', 'ls -a') 파일의 경로를 고치세요."),
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
            r"(?:Error response from daemon: )?conflicting options: (?P<reason>.*?)\.?$",
        ),
        N_("함께 쓸 수 없는 옵션을 적었습니다: {reason}"),
        N_("둘 가운데 하나를 빼세요."),
    ),
    Row(
        "template",
        (
            r"(?:.*?: )?(?:Template parsing error|failed to parse template|template parsing error): (?:template: )?(?P<reason>.*)",
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
        "gpu-missing",
        (
            r'(?:.*?)could not select device driver (?:"[^"]*" )?with capabilities: \[\[gpu\]\].*',
            r".*?nvidia-container-cli: (?:initialization error|requirement error).*",
        ),
        N_("엔진이 GPU를 쓸 수 없습니다."),
        N_("--gpus 없이 하거나, 호스트에 드라이버와 nvidia-container-toolkit을 설치하고 엔진을 다시 켜세요."),
    ),
    Row(
        "device-missing",
        (r"(?:.*?)error gathering device information while adding custom device \"(?P<path>[^\"\n]+)\": .*",),
        N_("--device로 넘길 {path} 장치가 호스트에 없습니다."),
        N_("'ls {path}'로 확인하세요. Docker Desktop에서는 가상 머신의 장치만 보입니다."),
    ),
    Row(
        "cp-missing-inside",
        (
            r"(?:.*?: )?Could not find the file (?P<path>.+?) in container (?P<name>[\w.-]+).*",
            r"(?:.*?: )?No such container:path: (?P<name>[\w.-]+):(?P<path>.*)",
        ),
        N_("{name} 컨테이너 안에 {path} 경로가 없습니다."),
        N_("'docker exec {name} ls'로 경로를 확인하세요(멈춰 있으면 'docker diff {name}')."),
    ),
    Row(
        "cp-missing-outside",
        (
            r"open (?P<path>\S+\.(?:tar|tgz|tar\.\w+)): no such file or directory$",
            r"(?:lstat|GetFileAttributesEx|CreateFile) (?P<path>[^:\n]+|[A-Z]:[^:\n]+): (?:no such file or directory|The system cannot find the (?:file|path) specified)\.?$",
        ),
        N_("호스트에 {path} 경로가 없습니다."),
        N_("지금 폴더를 확인하고('pwd', 'ls') 경로를 고치세요."),
        rank=PASSING,
    ),
    Row(
        "cp-no-container",
        (r"must specify at least one container source.*", r"copying between containers is not supported.*"),
        N_("docker cp는 호스트와 컨테이너 사이에서만 복사합니다."),
        N_("한쪽을 컨테이너이름:경로로 적으세요: docker cp web:/etc/hosts ."),
    ),
    Row(
        "load-needs-input",
        (r"requested load from stdin, but stdin is empty.*",),
        N_("docker load가 읽을 파일이 없습니다."),
        N_("파일을 적으세요: docker load -i 파일.tar"),
    ),
    Row(
        "save-needs-output",
        (r"cowardly refusing to save to a terminal.*",),
        N_("docker가 tar 파일을 화면에 쏟아 내지 않으려고 멈췄습니다."),
        N_(
            "받을 파일을 적으세요: docker save -o 파일.tar 이미지 (컨테이너는 docker export -o 파일.tar 컨테이너)"
        ),
    ),
    Row(
        "load-not-an-image",
        (
            r"(?:.*?: )?open \S*/tmp/docker-import-\d+/[^:\n]*: no such file or directory.*",
            r"(?!.*failed to register layer)(?:.*?: )?(?:Error processing tar file\(exit status 1\): unexpected EOF$|unrecognized image format|invalid tar header|archive/tar: invalid tar header|payload does not match any of the supported image formats).*",
        ),
        N_("이 파일은 docker save로 만든 이미지 묶음이 아닙니다."),
        N_(
            "docker export로 만든 것이면 'docker import 파일.tar 이름:태그'로 읽으세요. 아니면 파일이 다 받아졌는지 확인하세요."
        ),
    ),
    Row(
        "bad-filter",
        (r"invalid filter '(?P<value>[^'\n]*)'.*",),
        N_("--filter에 적은 {value} 이름을 docker가 모릅니다."),
        N_("쓸 수 있는 이름은 명령의 문서에 있습니다. 형식은 --filter 이름=값 입니다."),
        rank=AFTER,
    ),
)
