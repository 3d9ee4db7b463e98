"""An engine that cannot be asked: off, elsewhere, forbidden, or of another age."""

from __future__ import annotations

from helpers.engine.advice import OWN_PODMAN
from helpers.engine.refusals.row import AFTER, ROOT, Row
from helpers.errors import EngineDenied, EngineError, EngineNotFound
from helpers.i18n import N_

UNREACHABLE = (
    r"(?:.*?: )?(?:Cannot connect to the Docker daemon|failed to connect to the docker API"
    r"|unable to connect to Podman socket|Couldn't connect to Docker daemon) at "
)
DURING = r"(?:.*?: )?error during connect: .*?"
OTHER_PIPE = r"(?!docker_(?:engine|cli)|docker[Dd]esktop)[\w-]+"  # of a context of one's own
DOCTOR = N_("'course doctor'를 실행하면 켜는 방법을 알려 줍니다.")

ROWS = (
    Row(
        "engine-podman-denied",
        (
            r"(?:.*?: )?(?:Got )?permission denied while trying to connect to the (?:Docker daemon socket|docker API)[^\n]*podman[^\n]*\.sock.*",
            r".*?dial unix \S*podman\S*\.sock: connect: permission denied.*",
        ),
        N_("Podman의 소켓을 쓸 권한이 없습니다."),
        OWN_PODMAN,
        EngineDenied,
    ),
    Row(
        "engine-denied",
        (
            r"(?:.*?: )?(?:Got )?permission denied while trying to connect to the (?:Docker daemon socket|docker API).*",
            r".*?(?:Get|Post|Head|Delete|Put) \"?http://%2F\S+: dial unix \S+: connect: permission denied.*",
            r"(?:.*?: )?dial unix \S*docker\S*\.sock: connect: permission denied.*",
            r".*?\('Connection aborted\.', (?:PermissionError|error)\(13, .*",
            r"(?:Get|Post|Delete) http:///var/run/docker\.sock/\S+: dial unix \S+: permission denied.*",
        ),
        N_("도커 엔진의 소켓을 쓸 권한이 없습니다(사용자가 docker 그룹에 없습니다)."),
        N_(
            "그룹에 들어간 뒤 로그아웃했다가 다시 로그인하세요: sudo usermod -aG docker $USER "
            "(docker 그룹은 root 권한과 같습니다). 'course doctor'를 실행하면 더 알려 줍니다."
        ),
        EngineDenied,
    ),
    Row(
        "engine-private-stopped",
        (UNREACHABLE + r"unix://(?P<path>\S*/\.course/\S*docker\.sock).*",),
        N_("이 과정의 전용 엔진이 꺼져 있습니다."),
        N_("'course engine start'로 켜세요. 컴퓨터의 엔진을 쓰려면 'unset DOCKER_HOST' 하세요."),
        EngineNotFound,
    ),
    Row(
        "engine-rootless-stopped",
        (UNREACHABLE + r"unix://(?P<path>/run/user/\d+/docker\.sock).*",),
        N_("사용자의(rootless) 도커 엔진이 멈춰 있습니다: {path}"),
        N_(
            "켜려면 'systemctl --user start docker', 시스템의 엔진을 쓰려면 'docker context use default'와 "
            "'unset DOCKER_HOST'를 실행하세요. 'course doctor'도 켜는 방법을 알려 줍니다."
        ),
        EngineNotFound,
    ),
    Row(
        "engine-vm-stopped",
        (
            UNREACHABLE + r"unix://\S*/\.(?P<tool>colima|lima|rd|orbstack)/\S*\.?sock.*",
            UNREACHABLE + r"unix://\S*/(?P<tool>podman)/\S*\.sock.*",
            UNREACHABLE + r"unix://\S*(?P<tool>podman)-machine\S*\.sock.*",
            r"(?:.*?: )?Cannot connect to (?P<tool>Podman)\. Please verify your connection to the Linux system.*",
            r"(?:.*?: )?unable to connect to (?P<tool>Podman) socket: .*",
            r"(?P<tool>colima) is not running$",
        ),
        N_("도커 엔진이 도는 가상 머신이나 서비스({tool})가 꺼져 있습니다."),
        N_(
            "켜세요: colima는 'colima start', Podman은 'podman machine start'(리눅스는 "
            "'systemctl --user start podman.socket'), Rancher Desktop(rd)과 OrbStack은 앱을 켭니다. "
            "그런 다음 'course doctor'."
        ),
        EngineNotFound,
    ),
    Row(
        "engine-ssh",
        (
            DURING + r"command \[ssh\b[^\]\n]*\] has exited with [^\n]*?stderr=(?P<reason>[^\n]+)",
            DURING + r"(?P<reason>ssh tunnel: EOF).*",
        ),
        N_("ssh로 엔진이 있는 컴퓨터에 연결하지 못했습니다: {reason}"),
        N_(
            "같은 주소로 ssh를 직접 해 보세요(ssh 이름@주소 docker ps). 처음이면 묻는 말에 yes라고 답하고, Permission denied면 ssh-copy-id로 "
            "열쇠를 등록합니다. 이 컴퓨터의 엔진을 쓰려면 'docker context use default'와 'unset DOCKER_HOST'."
        ),
        EngineNotFound,
    ),
    Row(
        "engine-elsewhere",
        (
            UNREACHABLE + r"(?P<where>(?:tcp|ssh|http|https)://\S+?)[.,;]?(?:\s.*)?$",
            UNREACHABLE
            + r"(?P<where>unix://(?!/var/run/docker\.sock|/run/docker\.sock)\S+?)[.,;]?(?:\s.*)?$",
            DURING + r'"?(?P<where>https?://(?!%2F)[^/"\s]+)[^\n]*?: (?:dial|read|write) tcp.*',
            DURING
            + r'"?(?P<where>https?://(?!%2F)[^/"\s]+)[^\n]*?: (?:EOF|context deadline exceeded|net/http: .*)$',
            DURING + r"(?P<where>command \[ssh\b[^\]\n]*\]) has exited with .*",
            r"[^\n]*?open (?P<where>//\./pipe/"
            + OTHER_PIPE
            + r"): The system cannot find the file specified.*",
        ),
        N_("DOCKER_HOST나 docker context가 가리키는 곳에 도커 엔진이 없거나 멈춰 있습니다: {where}"),
        N_(
            "'docker context ls'와 'echo $DOCKER_HOST'로 어디를 보는지 확인하세요. 그곳이 아니면 "
            "'unset DOCKER_HOST'나 'docker context use default'. 엔진이 꺼졌다면 'course doctor'가 알려 줍니다."
        ),
        EngineNotFound,
    ),
    Row(
        "engine-unreached",
        (
            # docker-compose 1 says the same of a socket that it may not use
            UNREACHABLE + r"http\+docker://.*",
            r"Couldn't connect to Docker daemon - you might need to run `docker-machine start .*",
        ),
        N_(
            "docker-compose가 도커 엔진에 연결하지 못했습니다. 엔진이 꺼져 있거나, 소켓을 쓸 권한이 없습니다."
        ),
        N_(
            "어느 쪽인지는 'docker ps'가 말해 줍니다. permission denied라고 하면 docker 그룹에 들어가야 하고, 아니면 엔진을 켭니다. 둘 다 'course doctor'가 방법을 알려 줍니다."
        ),
        EngineNotFound,
    ),
    Row(
        "engine-stopped",
        (
            UNREACHABLE + r"unix:///(?:var/)?run/docker\.sock.*",
            r"(?:.*?: )?Cannot connect to the Docker daemon\. Is the docker daemon running.*",
            r"(?:.*?)Error while fetching server API version: \('Connection aborted\.', (?:FileNotFoundError|ConnectionRefusedError|error\((?:2|61|111), ).*",
            r".*?dial unix \S*docker\.sock: connect: (?:no such file or directory|connection refused).*",
            r"(?:.*?)Is the docker daemon running\?$",
            r"(?:Get|Post|Delete) http:///var/run/docker\.sock/\S+: dial unix \S+: (?:no such file or directory|connection refused).*",
        ),
        N_("도커 엔진이 멈춰 있습니다."),
        DOCTOR,
        EngineNotFound,
        unless=r"[0-9a-f]{64}$|CONTAINER ID +IMAGE |Hello from Docker!",  # it answered a later command
    ),
    Row(
        "engine-ill",
        (
            r".*?request returned (?:500 )?Internal Server Error for API route and version (?P<where>http://\S+?/)\S*, "
            r"check if the server supports the requested API version.*",
        ),
        N_("도커 엔진이 켜져 있지만 제대로 대답하지 못합니다(500)."),
        N_(
            "잠시 뒤에 다시 하고, 그대로면 엔진을 다시 켜세요(실행 중인 컨테이너가 모두 멈춥니다): sudo systemctl restart docker, colima는 colima restart. 까닭은 'sudo journalctl -u "
            "docker -n 50'에 있습니다."
        ),
        EngineNotFound,
        source="moby client 20.10 to 28, client/request.go",
    ),
    Row(
        "kubectl-context",
        (
            r'[^\n]*\bkubectl\b[^\n]*\n(?:[^\n]*\n){0,3}?context "(?P<name>[^"\n]+)" does not exist.*',
            r'context "(?P<name>docker-desktop|docker-for-desktop|minikube|kind-[\w-]+)" does not exist.*',
        ),
        N_("kubectl에 {name}(이)라는 context가 없습니다. docker의 context와는 다른 것입니다."),
        N_(
            "'kubectl config get-contexts'로 있는 것을 보고 'kubectl config use-context 이름'으로 바꾸세요. Docker Desktop의 것은 Settings → Kubernetes에서 켜면 생깁니다."
        ),
        EngineNotFound,
        source="kubectl 1.9 and later",
    ),
    Row(
        "engine-context",
        (
            r'(?:.*?: )?context "(?P<name>[^"\n]+)": context not found.*',
            r'(?:.*?: )?context "(?P<name>[^"\n]+)" does not exist.*',
            r'(?:.*?: )?current context "(?P<name>[^"\n]+)" is not found on the file system.*',
            r'(?:.*?: )?(?:load|parse) context "(?P<name>[^"\n]+)": .*',
        ),
        N_("docker context '{name}' 항목이 없습니다."),
        N_(
            "'docker context ls'로 있는 것을 보고 'docker context use default'로 바꾸세요. "
            "DOCKER_CONTEXT가 정해져 있으면 'unset DOCKER_CONTEXT' 하세요."
        ),
        EngineNotFound,
    ),
    Row(
        "engine-host-invalid",
        (
            r"(?:.*?: )?unable to parse docker host [\"`](?P<where>[^\"`]*)[\"`].*",
            r"(?:.*?: )?invalid (?:bind address|docker host) ?(?:format)?:? [\"`]?(?P<where>\S+?)[\"`]?$",
            r"docker: (?:.*?: )?invalid host ?(?:format)?: [\"`]?(?P<where>\S+?)[\"`]?$",
            r"(?:Failed to initialize: |error during connect: (?:.*: )?)?protocol not available\.?$(?P<where>)",
        ),
        N_("DOCKER_HOST의 값이 엔진의 주소가 아닙니다: {where}"),
        N_("'unset DOCKER_HOST' 하거나 unix:///var/run/docker.sock이나 tcp://이름:포트 형식으로 적으세요."),
        EngineNotFound,
    ),
    Row(
        "engine-tls",
        (
            DURING
            + r"(?:http: server gave HTTP response to HTTPS client|x509: .*|remote error: tls: .*|tls: .*|Client sent an HTTP request to an HTTPS server\.?)$",
            r"docker: Client sent an HTTP request to an HTTPS server.*",
            r"(?:.*?: )?Error response from daemon: Client sent an HTTP request to an HTTPS server.*",
            r"(?:.*?: )?(?:could not read|unable to load) (?:CA|X509|client) (?:certificate|key pair).*",
            r"(?:.*?: )?unable to resolve docker endpoint: open \S+\.pem: .*",
        ),
        N_("엔진과 TLS(인증서)로 이야기하는 설정이 서로 맞지 않습니다."),
        N_(
            "이 컴퓨터의 엔진이면 'unset DOCKER_HOST DOCKER_TLS_VERIFY DOCKER_CERT_PATH' 하세요. "
            "원격 엔진이면 DOCKER_CERT_PATH에 ca.pem, cert.pem, key.pem이 있고 포트가 2376인지 확인하세요."
        ),
        EngineNotFound,
    ),
    Row(
        "client-too-new",
        (
            r"(?:.*?)client version (?P<client>[\d.]+) is too new\. Maximum supported API version is (?P<engine>[\d.]+).*",
            r".*?client is newer than server \(client API version: (?P<client>[\d.]+), server API version: (?P<engine>[\d.]+)\).*",
            r".*?client and server don't have same version \(client ?: (?P<client>[\d.]+), server: (?P<engine>[\d.]+)\).*",
        ),
        N_("docker 명령(API {client})이 엔진(API {engine})보다 새것이라 엔진이 알아듣지 못합니다."),
        N_(
            "DOCKER_API_VERSION이 정해져 있으면 'unset DOCKER_API_VERSION', 아니면 "
            "'export DOCKER_API_VERSION={engine}'을 실행하고 다시 하세요. 엔진을 새것으로 올리는 편이 낫습니다."
        ),
        EngineError,
    ),
    Row(
        "client-too-old",
        (
            r"(?:.*?)client version (?P<client>[\d.]+) is too old\. Minimum supported API version is (?P<engine>[\d.]+).*",
        ),
        N_(
            "docker 명령이나 라이브러리(API {client})가 오래되어 엔진(API {engine} 이상)이 받아 주지 않습니다."
        ),
        N_(
            "DOCKER_API_VERSION이 정해져 있으면 'unset DOCKER_API_VERSION' 하세요. "
            "아니면 docker 명령(docker-compose나 라이브러리라면 그것)을 새것으로 올리세요."
        ),
        EngineError,
    ),
    Row(
        "option-needs-newer-engine",
        (
            r"(?:.*?)\"(?P<option>[^\"\n]+)\" requires API version (?P<wants>[\d.]+), but the Docker daemon API version is (?P<engine>[\d.]+).*",
            r"(?:.*?)\"?(?P<option>--?[\w-]+)\"? (?:flag )?requires API version (?P<wants>[\d.]+).*?(?P<engine>[\d.]+)?$",
        ),
        N_("엔진이 오래되어 {option} 옵션을 모릅니다(API {wants}부터 있습니다)."),
        N_("그 옵션 없이 하거나 엔진을 새것으로 올리세요. 'docker version'이 둘의 버전을 보여 줍니다."),
        EngineError,
    ),
    Row(
        "client-config",
        (
            r"(?:WARNING: )?Error (?:loading|parsing|reading) config file:? \(?(?:open |stat )?(?P<file>[^\n)]*?config\.json)\)?:\s?(?P<reason>[^\n]+)\n+"
            r"(?:[^\n]*\n+){0,2}?(?:docker: )?(?:unknown command: docker|'?(?:compose|buildx)'? is not a docker command|unknown (?:shorthand )?flag:).*",
        ),
        N_("docker 명령의 설정 파일 {file}을(를) 읽지 못했고({reason}), 그래서 플러그인도 찾지 못했습니다."),
        N_(
            "설정 파일부터 고치세요. 권한 때문이면 자기 것으로 하고(sudo chown -R $USER ~/.docker), 첫 글자가 이상하다고 하면 UTF-8(BOM 없이)로 다시 "
            "저장합니다(PowerShell 5의 Set-Content는 BOM을 붙입니다). 그래도 플러그인이 없으면 'course doctor'가 알려 줍니다."
        ),
        EngineError,
        ROOT,
        source="docker/cli 28, cli/config/config.go; cliPluginsExtraDirs",
    ),
    Row(
        "client-config",
        (
            r"(?:WARNING: )?Error (?:loading|parsing|reading) config file:? \(?(?P<file>[^\n:)]*?config\.json)\)?(?: - stat [^\n:]+)?: (?P<reason>(?:[^\n]*permission denied|[^\n]*invalid character|[^\n]*unexpected (?:EOF|end of JSON)).*)",
        ),
        N_("docker 명령의 설정 파일 {file}을(를) 읽지 못했습니다: {reason}"),
        N_(
            "권한 때문이면('sudo docker'로 만들어진 것이 그렇습니다) 자기 것으로 하세요: sudo chown -R $USER ~/.docker. "
            "JSON이 틀렸으면 쉼표와 괄호를 고치거나, 파일의 이름을 바꿔 두고 다시 해 보세요."
        ),
        EngineError,
        AFTER,
        source="docker/cli 18 to 28, cli/config/config.go",
    ),
)
