"""The registry: limits, logins, certificates, platforms."""

from __future__ import annotations

from helpers.engine.refusals.registry_rights import PUSHED
from helpers.engine.refusals.row import ROOT, Row
from helpers.errors import ImageError
from helpers.i18n import N_

# Go's own words for a way that is closed are anybody's. Only what docker says of itself is about a
# registry, or what names one: by its host or by the path of its interface. (ADD of an address is neither.)
FROM_REGISTRY = (
    r"(?=docker: (?![^\n]*(?:failed to load cache key: |rpc error: code = |failed to list workers: ))|[^\n]*(?:\b(?:docker\.(?:io|com)|(?:ghcr|quay|gcr)\.io|mcr\.microsoft\.com"
    r"|public\.ecr\.aws)\b|/v1/_ping|/v2/(?:[\":]|_catalog|[^\s\"]*/(?:manifests|blobs|tags|referrers)/)))"
)
# what keeps one from every image, not from this one: the rows about it say what to do
OTHERWISE = r"(?![^\n]*(?:x509: |proxyconnect |error (?:getting|listing) credentials))"

ROWS = (
    Row(
        "rate-limit",
        (
            r"(?:.*?)You have reached your (?:unauthenticated )?pull rate limit.*",
            r"(?=.*docker\.(?:io|com)\b)(?:.*?)(?:toomanyrequests: |429:? Too Many Requests).*",
        ),
        N_("Docker Hub에서 이 주소로 받을 수 있는 횟수를 다 썼습니다(rate limit)."),
        N_(
            "몇 시간 기다리거나 'docker login'으로 자기 몫을 쓰세요. 이 과정의 이미지는 'course images get'이 만들고, "
            "강사의 묶음은 'course images load FILE'로 읽습니다."
        ),
        ImageError,
    ),
    Row(
        "rate-limit",
        (
            r"(?:.*?)toomanyrequests: .*",
            FROM_REGISTRY + r"(?:.*?)429 Too Many Requests.*",
        ),
        N_("레지스트리가 이 주소에는 지금 더 주지 않습니다. 짧은 사이에 너무 많이 받았습니다(rate limit)."),
        N_(
            "몇 분 뒤에(Docker Hub라면 몇 시간 뒤에) 다시 하거나, 그 레지스트리에 'docker login'을 하세요. 이 과정의 이미지는 "
            "'course images get'이 만듭니다."
        ),
        ImageError,
    ),
    Row(
        "registry-page",
        (
            r"(?:.*?)error parsing HTTP \d+ response body: invalid character '<'.*",
            r"(?:.*?)error unmarshall?ing content: invalid character '<' looking for beginning of value.*",
            r"docker: (?:.*?)[Uu]nexpected status code \[\d+\] ?: <html.*",
            r"(?:.*?)unsupported manifest media type and no default available: text/html.*",
        ),
        N_("레지스트리가 아니라 웹 페이지가 대답했습니다."),
        N_(
            "회사의 프록시나 방화벽, 로그인 화면이 있는 무선망이 막은 것일 수 있으니 그 주소를 브라우저로 열어 보세요. 레지스트리의 주소도 확인하세요."
        ),
        ImageError,
    ),
    Row(
        "registry-proxy",
        (FROM_REGISTRY + r"(?:.*?)proxyconnect tcp: tls: first record does not look like a TLS handshake.*",),
        N_("엔진의 프록시 주소가 https:// 로 시작하는데, 그 프록시는 http로 대답합니다."),
        N_(
            "HTTPS_PROXY의 값도 http://프록시:포트 로 적고(systemd의 http-proxy.conf, daemon.json, Docker Desktop은 "
            "Settings → Resources → Proxies) 엔진을 다시 켜세요(실행 중인 컨테이너가 모두 멈춥니다)."
        ),
        ImageError,
    ),
    Row(
        "registry-proxy",
        (
            FROM_REGISTRY + r"(?![^\n]*@v\d[^\s:]*: )(?:.*?)proxyconnect tcp: (?P<reason>[^\n]+)",
            FROM_REGISTRY
            + r"(?:.*?)(?:Get|Head|Post) \"?https?://[^\n]*?: (?P<reason>Proxy Authentication Required|Forbidden|authenticationrequired|Method Not Allowed)$",
            r"(?:.*?)unexpected status (?:code )?[^\n]*?: (?P<reason>407 Proxy Authentication Required).*",
        ),
        N_("엔진에 정해 둔 프록시에 연결할 수 없습니다: {reason}"),
        N_(
            "엔진의 프록시 설정을 고치세요('docker info'의 HTTP Proxy; systemd의 http-proxy.conf, daemon.json, Docker Desktop은 "
            "Settings → Resources → Proxies). 프록시가 필요 없으면 지우고 엔진을 다시 켭니다."
        ),
        ImageError,
    ),
    Row(
        "certificate-clock",
        (
            FROM_REGISTRY
            + r"(?:.*?)x509: certificate has expired or is not yet valid(?:: (?P<reason>[^\n]*))?.*",
        ),
        N_("레지스트리의 인증서가 지금 시각에 유효하지 않습니다. {reason}"),
        N_(
            "'date'로 시계를 확인하세요. Docker Desktop과 WSL은 잠들었다 깨면 시계가 늦을 수 있으니 다시 켜세요."
        ),
        ImageError,
    ),
    Row(
        "certificate",
        (
            FROM_REGISTRY
            + r"(?:.*?)(?:Get|Head|Post|Put) \"?https?://(?!(?:[\w-]+\.)*(?:docker\.(?:io|com)|ghcr\.io|quay\.io|gcr\.io|k8s\.io|microsoft\.com|ecr\.aws|amazonaws\.com"
            r"|azurecr\.io|pkg\.dev|nvcr\.io|gitlab\.com|cloudfront\.net|cloudflarestorage\.com|cloudflare\.docker\.com)[:/\"])(?P<host>[^/\"\s]+)/[^\n]*x509: "
            r"(?P<reason>(?:certificate signed by unknown authority|cannot validate certificate|certificate is (?:valid for|not valid for)|certificate relies on)[^\n]*)",
        ),
        N_("엔진이 레지스트리 {host}의 인증서를 믿지 않습니다: {reason}"),
        N_(
            "자기 레지스트리(Harbor 따위)라면 그것에 서명한 CA를 엔진이 도는 컴퓨터의 /etc/docker/certs.d/{host}/ca.crt에 두세요(다시 켤 필요가 없습니다). 인증서의 SAN에는 부르는 "
            "이름이나 IP가 있어야 합니다. 회사의 프록시가 다시 서명한 것이면 프록시의 CA를 시스템에 넣고 엔진을 다시 켭니다(실행 중인 컨테이너가 모두 멈춥니다). 따로 만든 buildx의 빌더에는 "
            "buildkitd.toml에도 적습니다."
        ),
        ImageError,
    ),
    Row(
        "certificate",
        (
            FROM_REGISTRY + r"(?:.*?)x509: (?P<reason>[^\n]+)",
            FROM_REGISTRY + r"(?:.*?)tls: failed to verify certificate: (?P<reason>[^\n]+)",
            r"(?:.*?)(?:error pulling image configuration|Download failed, retrying|Download failed after [^\n:]*): (?:[^\n]*?)x509: (?P<reason>[^\n]+)",
        ),
        N_("레지스트리의 인증서를 믿을 수 없습니다: {reason}"),
        N_(
            "회사의 프록시나 백신이 연결을 가로채 다시 서명하면 이렇습니다. 그 CA를 시스템(Docker Desktop은 키체인이나 인증서 저장소)에 "
            "넣고 엔진을 다시 켜세요(실행 중인 컨테이너가 모두 멈춥니다). 이 과정의 이미지는 'course images get'이나 'course images load FILE'로도 됩니다."
        ),
        ImageError,
    ),
    Row(
        "registry-http",
        (
            FROM_REGISTRY + r"(?:.*?)http: server gave HTTP response to HTTPS client.*",
            PUSHED + r"[^\n]*\n(?:[^\n]*\n)*?http: server gave HTTP response to HTTPS client$",
            r"(?:.*?)https://(?!\S*docker\.(?:io|com)|(?:ghcr|quay|gcr)\.io)[^\s/]+/v[12]/[^\s:]*: tls: (?:oversized record received|first record does not look like a TLS handshake).*",
        ),
        N_("레지스트리가 https가 아니라 http로 대답합니다."),
        N_(
            "이 컴퓨터의 것이면 127.0.0.1이나 localhost로 적으세요. 다른 곳이면 /etc/docker/daemon.json의 "
            '"insecure-registries"에 이름:포트를 적고 엔진을 다시 켭니다(암호화되지 않습니다).'
        ),
        ImageError,
    ),
    Row(
        "login-refused",
        (
            r"(?:.*?)unauthorized: (?:incorrect username or password|your account must log in with|(?:please use )?personal access token|please verify your email).*",
            r"(?:.*?)login attempt to \S+ failed with status: 401.*",
            r"docker: Get \"?https?://[^\n]*: unknown: Bad Credentials.*",
            r"(?:.*?)failed to fetch oauth token: unexpected status[^\n]*?: 401 Unauthorized(?!: access token has insufficient scopes).*",
            r"(?:.*?)denied: requested access to the resource is denied\. .*?(?:login|authent).*",
        ),
        N_("레지스트리가 사용자 이름이나 암호(토큰)를 받아 주지 않았습니다."),
        N_(
            "'docker logout' 뒤에 'docker login'을 다시 하세요. 공개 이미지를 받을 때는 로그인하지 않아도 됩니다."
        ),
        ImageError,
    ),
    Row(
        "login-address",
        (r"(?:.*?)login attempt to (?P<where>\S+) failed with status: (?P<status>(?!401)\d\d\d [\w ]+).*",),
        N_("{where} 주소의 서버가 레지스트리로 대답하지 않았습니다({status})."),
        N_(
            "'docker login' 뒤의 주소와 포트를 확인하세요. Docker Hub라면 주소를 적지 않습니다. 5로 시작하는 번호면 조금 뒤에 다시 하세요."
        ),
        ImageError,
    ),
    Row(
        "no-platform",
        (
            r"(?:.*?)image with reference (?P<image>\S+) was found but [^\n]*?specified platform(?:: wanted | \()(?P<platform>[\w/]+).*",
        ),
        N_(
            "이 컴퓨터에 있는 {image} 이미지는 --platform(이나 Compose의 platform:, DOCKER_DEFAULT_PLATFORM)으로 적은 {platform}용이 아닙니다."
        ),
        N_(
            "그 플랫폼용을 받으세요: docker pull --platform {platform} {image} (직접 빌드한 것이면 --platform을 붙여 다시 빌드합니다). 적을 까닭이 없으면 --platform을 빼고, "
            "변수라면 'unset DOCKER_DEFAULT_PLATFORM'."
        ),
        ImageError,
        source="moby 20.10 to 29",
    ),
    Row(
        "no-platform",
        (
            r"(?:.*?)no matching manifest for (?P<platform>\S+)(?: in the manifest list entries)?.*",
            r"(?:.*?)no match for platform in (?:the )?manifest(?P<platform>).*",
            r"(?:.*?)image with reference \S+ was found but (?:does not|its platform)[^\n]*?(?:wanted |platform[^\n(]*\()?(?P<platform>linux/[\w/]+)?.*",
            r"(?:.*?)no image found in (?:image index|manifest list) for architecture (?P<platform>[^,\s]+).*",
            r"(?:.*?)(?:does not provide the specified platform|cannot be used on this platform)(?: \((?P<platform>[^)\n]+)\))?.*",
            r"(?:.*?)no child with platform (?P<platform>\S+) in index.*",
        ),
        N_("이 이미지에는 이 플랫폼용이 없습니다. {platform}"),
        N_(
            "있는 것을 에뮬레이션으로 쓰려면 --platform linux/amd64를 붙이고(느립니다), 아니면 이 CPU용이 있는 다른 이미지나 태그를 고르세요."
        ),
        ImageError,
    ),
    Row(
        "image-format-old",
        (
            r"(?:.*?)manifest\.v1\+prettyjws.*?(?:no longer supported|not supported).*",
            r"(?:.*?)unsupported manifest media type and no default available: \S*manifest\.v1\+(?:prettyjws|json).*",
            r"(?:.*?)\[DEPRECATION NOTICE\] Docker Image (?:Format v1|manifest version 2, schema 1)[^\n]*(?:support is|is) (?:disabled|deprecated and).*",
            r"(?:.*?)Docker Image Format v1[^\n]* support (?:is disabled|has been removed).*",
        ),
        N_("이미지가 너무 오래된 형식(schema 1)이라 지금의 엔진은 받지 않습니다."),
        N_("더 새로운 태그나 다른 이미지를 고르세요."),
        ImageError,
        source="moby 26 to 29, containerd 2.1",
    ),
    Row(
        "frontend-unreachable",
        (
            OTHERWISE
            + r"(?:.*?)(?:docker\.io/)?(?P<image>docker/dockerfile(?:-upstream)?:\S+?): failed to (?:resolve source metadata|do request|authorize|fetch).*",
            OTHERWISE
            + r"(?:.*?)failed to resolve source metadata for docker\.io/(?P<image>docker/dockerfile(?:-upstream)?:\S+?): .*",
        ),
        N_("Dockerfile 첫 줄의 # syntax= 가 가리키는 {image} 이미지를 레지스트리에서 받지 못했습니다."),
        N_(
            "그 줄을 지우고 빌드해 보세요. BuildKit에 든 것으로 대개 충분합니다. 아니면 네트워크를 확인하세요."
        ),
        ImageError,
        ROOT,
    ),
)
