"""The words of the command line: commands docker does not know, a missing image or dot, names that are none."""

from __future__ import annotations

from difflib import get_close_matches

from helpers.engine.refusals.packages import PACKAGES
from helpers.engine.refusals.row import PASSING, Fields, Row
from helpers.i18n import N_

COMMANDS = (
    "attach", "build", "buildx", "checkpoint", "commit", "compose", "config", "container", "context", "cp",
    "create", "diff", "events", "exec", "export", "history", "image", "images", "import", "info", "inspect",
    "kill", "load", "login", "logout", "logs", "manifest", "network", "node", "pause", "plugin", "port", "ps",
    "pull", "push", "rename", "restart", "rm", "rmi", "run", "save", "search", "secret", "service", "stack",
    "start", "stats", "stop", "swarm", "system", "tag", "top", "trust", "unpause", "update", "version",
    "volume", "wait",
)  # fmt: skip
# what people call a command that docker calls otherwise
CALLED = {
    "remove": "rm", "delete": "rm", "del": "rm", "destroy": "rm", "list": "ps", "ls": "ps", "status": "ps",
    "containers": "ps", "download": "pull", "upload": "push", "enter": "exec", "ssh": "exec", "shell": "exec",
    "up": "compose up", "down": "compose down",
}  # fmt: skip
PLUGINS = ("compose", "buildx", "scan", "init", "model", "mcp", "sandbox", "scout", "debug")
WANTS = r"[\"'](?:docker )?(?:{commands})[\"'] (?:requires|accepts)[^\n]*"


def _nearest(fields: Fields) -> Fields | None:
    """The command that was meant, if one is close."""
    word = fields["word"].split()[-1]
    if word in PLUGINS:
        return None
    near = CALLED.get(word.lower()) or next(iter(get_close_matches(word.lower(), COMMANDS, 1, 0.6)), "")
    return fields | {"near": near} if near else None


IMAGES = (
    "alpine", "busybox", "debian", "hello-world", "httpd", "mariadb", "mysql", "nginx", "node", "php",
    "postgres", "python", "redis", "ubuntu",
)  # fmt: skip


def _image(fields: Fields) -> Fields | None:
    """`docker hello-world`: run was left out."""
    return fields if fields["word"].partition(":")[0] in IMAGES else None


def _newer(fields: Fields) -> Fields | None:
    """A command that there is, said by a docker that is older than it."""
    return fields if fields["word"] in COMMANDS else None


def _of_desktop(fields: Fields) -> Fields | None:
    """A plugin that comes with Docker Desktop only."""
    return fields if fields["word"] in PLUGINS[2:] else None


def _no_plugin(fields: Fields) -> Fields | None:
    return None if fields["word"].split()[-1] in PLUGINS else fields


ROWS = (
    Row(
        "plugin-missing",
        (
            r"(?:docker [\w-]+: )?'?(?P<word>compose|buildx)'? is not a docker command.*",
            r"unknown command: docker (?P<word>compose|buildx)\b.*",
            r"unknown (?:shorthand )?flag: .*(?:\n+| )See 'docker --help'.*(?P<word>)",
            r"unknown (?:shorthand )?flag: .*\n+Usage:  docker \[OPTIONS\] COMMAND.*(?P<word>)",
        ),
        N_("docker의 {word} 플러그인이 설치되어 있지 않습니다(compose, buildx는 따로 설치합니다)."),
        N_("패키지를 설치하세요. docker와 명령 사이에 옵션을 두었다면 명령 뒤로 옮기세요."),
        also=PACKAGES,
    ),
    Row(
        "plugin-missing",
        (r"'(?P<word>[\w-]+)' is not a docker command.*", r"unknown command: docker (?P<word>[\w-]+)$"),
        N_("docker {word}은(는) Docker Desktop에 든 플러그인의 명령인데, 여기에는 없습니다."),
        N_(
            "Docker Desktop이라면 새 버전으로 올리세요. 여기 있는 플러그인은 'docker info'의 Plugins에 나옵니다. 이 과정에는 필요 없습니다."
        ),
        look=_of_desktop,
    ),
    Row(
        "buildx-missing",
        (r"(?:.*?)BuildKit is enabled but the buildx component is missing or broken.*",),
        N_("빌드를 BuildKit으로 하게 되어 있는데 buildx 플러그인이 없습니다."),
        N_("패키지를 설치하거나 'unset DOCKER_BUILDKIT'이나 DOCKER_BUILDKIT=0으로 예전 빌더를 쓰세요."),
        also=PACKAGES,
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
        (r"'(?P<word>[\w-]+)' is not a docker command.*",),
        N_("이 컴퓨터의 docker는 {word} 명령이 생기기 전의 것입니다."),
        N_(
            "'docker --version'을 보고 새것으로 올리세요. 그때까지는 옛 이름으로 합니다: container ls는 ps, image ls는 images."
        ),
        look=_newer,
        source="docker 1.11, before docker container and docker image",
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
        "plugin-not-of-engine",
        (r"(?:.*?)error resolving plugin reference: .*",),
        N_(
            "docker plugin install은 엔진의 플러그인(볼륨, 네트워크)을 받는 명령인데, 그런 이름의 것이 없습니다."
        ),
        N_("buildx와 compose는 docker 명령의 플러그인이라 패키지로 설치합니다."),
        also=PACKAGES,
        source="moby 20.10 to 28, plugin/fetch_linux.go",
    ),
    Row(
        "long-dash",
        (
            r"(?:.*?: )?unknown shorthand flag: '[^\x00-\x7f]+' in (?P<option>-\S+).*",
            r"flag provided but not defined: (?P<option>-?[–—]\S+).*",
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
        "backslash-as-option",
        (r"(?:.*?: )?unknown shorthand flag: '\\{1,2}' in -\S*\\.*",),
        N_("줄 끝의 \\ 를 옵션의 글자로 읽었습니다. 바로 앞의 말에 붙어 있습니다."),
        N_(
            "다음 줄로 이으려면 \\ 앞에 빈칸을 두고 뒤에는 아무것도 두지 마세요. 잇지 않을 것이면 지웁니다. Windows의 cmd는 ^, PowerShell은 ` 로 잇습니다."
        ),
    ),
    Row(
        "unknown-option",
        (
            r"(?:docker: )?unknown flag: (?P<option>--(?:watch|menu|wait|wait-timeout|dry-run|all-resources|provenance|sbom|attest))\b.*",
        ),
        N_("이 명령은 {option} 옵션을 모릅니다. Compose나 buildx라면 그 옵션이 생기기 전의 것입니다."),
        N_(
            "'docker compose version', 'docker buildx version'을 보고 새것으로 올리거나, 그 옵션을 빼고 하세요. 명령과 옵션의 자리는 --help가 보여 줍니다."
        ),
        source="Compose 2.0 to 2.40, buildx 0.5 to 0.10",
    ),
    Row(
        "unknown-option",
        (
            r"(?:.*?: )?unknown shorthand flag: '(?P<letter>.)' in (?P<option>-[\w-]+).*",
            r"(?:docker: |podman: )?unknown flag: (?P<option>--[\w-]+).*",
            r"flag provided but not defined: (?P<option>-[\w-]+)\n+See 'docker.*",  # docker before 1.13
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
            r"(?:.*?)cannot enable tty mode on non tty input.*",
            r"(?:.*?: )?Cannot perform an interactive login from a non[ -]TTY device.*",
        ),
        N_("여기에는 터미널이 없어 입력을 받을 수 없습니다(-t, 로그인)."),
        N_("노트북의 셀이라면 -it를 빼거나 -i만 쓰고, 대화하려면 아래의 터미널에서 하세요."),
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
)
