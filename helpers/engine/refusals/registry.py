"""The registry: limits, names and tags that are not there, logins, platforms, and the way to it."""

from __future__ import annotations

from helpers.engine.refusals.row import LAST, PASSING, ROOT, Row
from helpers.errors import ImageError
from helpers.i18n import N_

# what docker asks a registry for, old and new: Get https://…, Head "https://…"
# (go mod download in a RUN asks in the same words, for a module@version)
ASK = r"(?!(?:docker: )?[^\n]*@v\d[^\s:]*: )(?:.*?)(?:(?:Get|Head|Post|Put|Patch) \"?https?://(?P<host>[^/\"\s]+)[^\n]*?|pinging container registry (?P<host2>\S+)[^\n]*?)"
REGISTRY = r"(?P<registry>(?:[\w.-]+(?::\d+)?/)*)"
LOCALLY = r"Unable to find image '(?P<image>[^'\n]+)' locally\n(?:[^\n]*\n)*?"
NET = (
    r"(?:no such host|Temporary failure in name resolution|server misbehaving|no DNS entries|network is unreachable"
    r"|i/o timeout|connection refused|TLS handshake timeout|Client\.Timeout exceeded|request canceled"
    r"|no route to host|connection reset by peer|context deadline exceeded|actively refused it"
    r"|did not properly respond after a period of time|wsarecv:|connection timed out)"
)
HERE = N_(
    "네트워크와 DNS, 프록시를 확인하세요. "
    "이 과정의 이미지는 네트워크 없이도 'course images get'으로 만들 수 있습니다."
)

ROWS = (
    Row(
        "rate-limit",
        (
            r"(?:.*?)You have reached your (?:unauthenticated )?pull rate limit.*",
            r"(?=.*docker\.(?:io|com)\b)(?:.*?)(?:toomanyrequests: |429 Too Many Requests).*",
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
            r"(?:.*?)429 Too Many Requests.*",
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
        ),
        N_("레지스트리가 아니라 웹 페이지가 대답했습니다."),
        N_(
            "회사의 프록시나 방화벽, 로그인 화면이 있는 무선망이 막은 것일 수 있으니 그 주소를 브라우저로 열어 보세요. 레지스트리의 주소도 확인하세요."
        ),
        ImageError,
    ),
    Row(
        "registry-proxy",
        (r"(?:.*?)proxyconnect tcp: tls: first record does not look like a TLS handshake.*",),
        N_("엔진의 프록시 주소가 https:// 로 시작하는데, 그 프록시는 http로 대답합니다."),
        N_(
            "HTTPS_PROXY의 값도 http://프록시:포트 로 적고(systemd의 http-proxy.conf, daemon.json, Docker Desktop은 "
            "Settings → Resources → Proxies) 엔진을 다시 켜세요."
        ),
        ImageError,
    ),
    Row(
        "registry-proxy",
        (
            r"(?![^\n]*@v\d[^\s:]*: )(?:.*?)proxyconnect tcp: (?P<reason>[^\n]+)",
            r"(?:.*?)(?:Get|Head|Post) \"?https?://[^\n]*?: (?P<reason>Proxy Authentication Required|Forbidden|authenticationrequired|Method Not Allowed)$",
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
        (r"(?:.*?)x509: certificate has expired or is not yet valid(?:: (?P<reason>[^\n]*))?.*",),
        N_("레지스트리의 인증서가 지금 시각에 유효하지 않습니다. {reason}"),
        N_(
            "'date'로 시계를 확인하세요. Docker Desktop과 WSL은 잠들었다 깨면 시계가 늦을 수 있으니 다시 켜세요."
        ),
        ImageError,
    ),
    Row(
        "certificate",
        (r"(?:.*?)x509: (?P<reason>[^\n]+)", r"(?:.*?)tls: failed to verify certificate: (?P<reason>[^\n]+)"),
        N_("레지스트리의 인증서를 믿을 수 없습니다: {reason}"),
        N_(
            "회사의 프록시나 백신이 연결을 가로채 다시 서명하면 이렇습니다. 그 CA를 시스템(Docker Desktop은 키체인이나 인증서 저장소)에 "
            "넣고 엔진을 다시 켜세요. 이 과정의 이미지는 'course images get'이나 'course images load FILE'로도 됩니다."
        ),
        ImageError,
    ),
    Row(
        "registry-http",
        (r"(?:.*?)http: server gave HTTP response to HTTPS client.*",),
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
        "login-scope",
        (r"(?:.*?)access token has insufficient scopes.*",),
        N_("로그인한 토큰(access token)에 이 일을 할 권한이 없습니다."),
        N_(
            "레지스트리에서 쓰기까지 되는(Read & Write) 토큰을 새로 만들어 'docker logout' 뒤에 그 토큰으로 'docker login'을 하세요."
        ),
        ImageError,
    ),
    Row(
        "token-refused",
        (
            r"(?:.*?)failed to fetch (?:oauth|anonymous) token: (?:Get [^\n]*: |unexpected status(?: code)?(?: from \w+ request to \S+)?: )(?P<reason>(?:40[03] )?(?:Bad Request|Forbidden)|401(?: Unauthorized)?$)",
            r"(?:.*?)authorization server (?P<reason>did not include a token) in the response.*",
        ),
        N_("레지스트리의 로그인 서버가 받기 허가(token)를 주지 않았습니다({reason})."),
        N_(
            "저장된 로그인이 낡았으면 'docker logout' 뒤에 다시 하세요. 그래도 같으면 프록시나 방화벽이 그 서버의 주소를 막는지 보세요."
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
        "push-denied",
        (
            r"(?:.*?)failed to push (?P<repository>[^\s:]+(?::\d+/[^\s:]+)?)\S*: (?:[^\n]*: )?(?:push access denied|denied|insufficient_scope|unauthorized)\b.*",
            r"The push refers to repository \[(?P<repository>[^\]\n]+)\]\n(?:[^\n]*\n)*?(?:docker: )?(?:[^\n]*: )?(?:denied|unauthorized|push access denied|insufficient_scope|error from registry: denied)\b.*",
            r"(?:.*?)push access denied(?: for (?P<repository>[^\s,]+))?, repository does not exist or may require authorization.*",
        ),
        N_("저장소 {repository}에 올릴 권한이 없습니다."),
        N_(
            "자기 계정의 이름을 붙이고 로그인한 뒤 올리세요: docker tag 이미지 내계정/이름:태그, docker login, docker push 내계정/이름:태그"
        ),
        ImageError,
    ),
    Row(
        "scope-denied",
        (r"server message: insufficient_scope: authorization failed.*",),
        N_("레지스트리가 그 이름의 저장소에 이 일을 할 권한을 주지 않았습니다."),
        N_(
            "올릴 때는 이름이 자기 계정으로 시작해야 합니다(docker tag 이미지 내계정/이름:태그). 받을 때는 이름의 철자를 보세요. "
            "비공개라면 'docker login'을 다시 합니다."
        ),
        ImageError,
    ),
    Row(
        "windows-platform",
        (r"(?:.*?)no matching manifest for windows/.*",),
        N_("이 이미지에는 Windows용이 없습니다."),
        N_("Docker Desktop의 메뉴에서 'Switch to Linux containers…'를 고르세요."),
        ImageError,
        source="moby 20.10 to 28, distribution/pull_v2.go",
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
            r"(?:.*?)(?:docker\.io/)?(?P<image>docker/dockerfile(?:-upstream)?:\S+?): failed to (?:resolve source metadata|do request|authorize|fetch).*",
            r"(?:.*?)failed to resolve source metadata for docker\.io/(?P<image>docker/dockerfile(?:-upstream)?:\S+?): .*",
        ),
        N_("Dockerfile 첫 줄의 # syntax= 가 가리키는 {image} 이미지를 레지스트리에서 받지 못했습니다."),
        N_(
            "그 줄을 지우고 빌드해 보세요. BuildKit에 든 것으로 대개 충분합니다. 아니면 네트워크를 확인하세요."
        ),
        ImageError,
        ROOT,
    ),
    Row(
        "no-network",
        (
            LOCALLY + ASK + NET + r".*",
            r"(?:.*?)failed to resolve (?:source metadata for|reference) \"?(?:docker\.io/)?(?:library/)?(?P<image>[^\s\"]+?)\"?: [^\n]*?"
            + NET
            + r".*",
            r"(?:Step \d+/\d+ : FROM (?:--\S+ )?(?P<image>\S+)[^\n]*\n)(?:docker: )?" + ASK + NET + r".*",
        ),
        N_("{image} 이미지가 이 컴퓨터에 없고, 레지스트리에도 연결할 수 없습니다."),
        N_(
            "이름의 철자부터 'docker images'로 확인하세요. 맞다면 네트워크, DNS, 프록시 때문입니다. "
            "이 과정의 이미지는 네트워크 없이도 'course images get'으로 만들 수 있습니다."
        ),
        ImageError,
    ),
    Row(
        "no-network",
        (
            # curl in a container is refused, too: only what the engine itself asked for is the registry
            ASK + NET + r".*",
            r"(?:docker: )(?:.*?)(?:dial tcp|lookup )[^\n]*?" + NET + r".*",
            r"(?:.*?)failed to do request: [^\n]*?" + NET + r".*",
            r"(?:.*?)error pinging (?:docker registry|v2 registry)[^\n]*?" + NET + r".*",
        ),
        N_("레지스트리에 연결할 수 없습니다."),
        HERE,
        ImageError,
    ),
    Row(
        "download-broke-off",
        (
            r"(?:.*?)(?:Get|Head|Post|Put|Patch) \"?https?://[^\n]*?: (?:unexpected )?EOF\.?$",
            r"(?:.*?)(?:httpReadSeeker: failed open|failed to copy: (?:httpReadSeeker|invalid status response)|short read: expected \d+ bytes).*",
            r"(?:.*?)(?:filesystem layer verification failed for digest|failed to register layer: (?:Error processing tar file\(exit status \d+\): )?(?:unexpected EOF|archive/tar)).*",
            r"(?:.*?)Error pulling image \([^)\n]*\) from [^\n]*, (?:Untar re-exec error|ApplyLayer exit status)[^\n]*(?:unexpected EOF|invalid tar header).*",
            r"(?:.*?)error pulling image configuration: .*",
            r"(?:.*?)(?:Download failed after \d+ attempts?|download failed): .*",
        ),
        N_("레지스트리와의 연결이 도중에 끊겼습니다."),
        N_("다시 해 보세요. 받은 레이어는 남아 있습니다. 되풀이되면 프록시나 VPN을 확인하세요."),
        ImageError,
    ),
    Row(
        "download-broke-off",
        (r"docker: (?:.*?: )?unexpected EOF\.?$",),
        N_("받던 것(docker load라면 읽던 파일)이 도중에 끊겼습니다."),
        N_(
            "받는 중이었다면 다시 해 보고, 되풀이되면 프록시나 VPN을 확인하세요. docker load였다면 파일이 잘렸으니 크기를 견주어 보고 다시 "
            "가져오세요."
        ),
        ImageError,
    ),
    Row(
        "subordinate-ids",
        (
            r"(?:.*?)(?:subordinate IDs in /etc/subuid|potentially insufficient UIDs or GIDs available in user namespace).*",
            r"(?:.*?)failed to register layer: [^\n]*lchown [^\n]*: invalid argument.*",
        ),
        N_("root가 아닌(rootless) 엔진이 쓸 수 있는 사용자 번호가 모자라 이미지를 풀지 못했습니다."),
        N_(
            "/etc/subuid와 /etc/subgid에 자기 이름:100000:65536 줄이 있는지 보고, 없으면 관리자에게 부탁한 뒤 엔진을 다시 켜세요. "
            "'course doctor'가 확인해 줍니다."
        ),
        ImageError,
    ),
    Row(
        "registry-ill",
        (
            r"(?:.*?)received unexpected HTTP status: (?P<status>5\d\d [\w ]+).*",
            r"(?:.*?)unexpected status (?:code |from \w+ request to )[^\n]*?: (?P<status>5\d\d [\w ]+).*",
        ),
        N_("레지스트리가 지금 제대로 대답하지 않습니다({status})."),
        N_("조금 뒤에 다시 해 보세요. 이 과정의 이미지는 'course images get'으로 만들 수 있습니다."),
        ImageError,
    ),
    Row(
        "no-such-tag",
        (
            r"(?:.*?)manifest for (?P<image>\S+) not found.*",
            r"(?:.*?)failed to resolve (?:source metadata for|reference) \"?(?:docker\.io/)?(?:library/)?(?P<image>[^\s\"]+?)\"?: \S+: not found.*",
            r"(?:.*?)reading manifest (?P<tag>\S+) in (?P<image>\S+): manifest unknown.*",
            r"(?:.*?)Tag (?P<tag>\S+) not found in repository (?P<image>\S+).*",
            r"docker: (?:docker\.io/)?(?:library/)?(?P<image>[\w./-]+:[\w.-]+): not found$",
            r"(?:.*?)failed to (?:load metadata|copy|fetch \w+) (?:for )?(?:docker\.io/)?(?:library/)?(?P<image>[\w./-]+:[\w.-]+)[^\n]*: not found$",
            r"docker: manifest unknown(?P<image>).*",
            r"manifest unknown(?P<image>)$",
        ),
        N_("레지스트리에 {image}의 그 태그가 없습니다."),
        N_(
            "태그를 적지 않으면 latest를 찾습니다. 레지스트리의 웹(Docker Hub라면 Tags)에서 있는 태그를 보고 적으세요."
        ),
        ImageError,
    ),
    Row(
        "pull-denied",
        (
            r"(?:.*?)pull access denied for (?P<image>[^\s,]+), .*",
            r"(?:docker: )(?P<image>[\w./:@-]+): (?:failed to \w[\w ]*\S*: )?pull access denied, .*",
            r"(?:.*?)failed to resolve (?:source metadata for|reference) \"?(?:docker\.io/)?(?:library/)?(?P<image>[^\s\"]+?)\"?: (?:[^\n]*: )?(?:pull access denied|failed to authorize|unauthorized|unexpected status[^\n]*40[13]).*",
            r"(?:.*?)repository (?P<image>\S+) not found: does not exist or no (?:pull|read) access.*",
            r"(?:.*?)(?:reading manifest \S+ in (?P<image>\S+)|initializing source docker://(?P<image2>\S+)): .*?(?:denied|unauthorized).*",
            r"(?:.*?)insufficient_scope: authorization failed(?P<image>).*",
        ),
        N_("{image} 이미지가 이 컴퓨터에 없고, 레지스트리에도 없거나 볼 권한이 없습니다."),
        N_(
            "이름의 철자를 'docker images'로 확인하세요. 자기가 빌드할 것이면 먼저 빌드하고(FROM이라면 그 이름을 맞추고), "
            "비공개 저장소의 것이면 'docker login' 하세요."
        ),
        ImageError,
    ),
    Row(
        "registry-denied",
        (
            r"docker: (?:.*?: )?(?:error from registry: )?denied(?:: requested access to the resource is denied)?\.?$",
            r"(?:denied: requested access to the resource is denied)\.?$",
            r"docker: (?:.*?: )?(?:error from registry: )?unauthorized(?:: (?:authentication required|access to the requested resource is not authorized))?\.?$",
            r"unauthorized: (?:authentication required|access to the requested resource is not authorized).*",
            r"(?:.*?)no basic auth credentials.*",
        ),
        N_("레지스트리가 이 이름의 이미지에 손댈 권한이 없다고 합니다."),
        N_(
            "올릴 때는 자기 계정의 이름을 붙이고(docker tag 이미지 내계정/이름:태그) 'docker login' 하세요. "
            "받을 때는 이름의 철자를 확인하고, 비공개라면 'docker login' 하세요."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "push-no-image",
        (
            r"(?:.*?)An image does not exist locally with the tag: (?P<image>\S+).*",
            r"(?:.*?)tag does not exist: (?P<image>\S+).*",
        ),
        N_("올리려는 {image} 이미지(그 태그)가 이 컴퓨터에 없습니다."),
        N_(
            "'docker images'로 이름과 태그를 확인하고 'docker tag'로 붙이세요. 태그를 적지 않으면 latest입니다."
        ),
        ImageError,
    ),
    Row(
        "no-such-image",
        (
            r"(?:.*?)No such image: (?P<image>\S+).*",
            r"(?:docker: )(?P<image>)reference does not exist.*",
            r"(?P<image>[\w./:@-]+): image not known.*",
            r"docker: (?P<image>[\w./-]+(?::[\w.-]+)?): image not known.*",
        ),
        N_("이 컴퓨터에 {image} 이미지가 없습니다."),
        N_("'docker images'로 이름과 태그를 확인하거나 'docker pull'로 받으세요."),
        ImageError,
        PASSING,
    ),
    Row(
        "image-not-here",
        (
            r"Unable to find image '(?P<image>[^'\n]+)' locally\n(?:docker: )?(?:[^\n]*)$(?![\s\S]*(?:Pulling|Digest: |Status: Downloaded))",
        ),
        N_("이 컴퓨터에 {image} 이미지가 없습니다."),
        N_("이름의 철자를 'docker images'로 확인하세요. 까닭은 그 아래 줄에 있습니다."),
        ImageError,
        LAST,
    ),
)
