"""Packages that cannot be installed: Docker's own of apt, npm's, pip's."""

from __future__ import annotations

from helpers.engine.refusals.row import ROOT, Row
from helpers.errors import EngineNotFound, ImageError
from helpers.i18n import N_

OF_DOCKER = (
    r"(?P<package>docker-ce(?:-cli|-rootless-extras)?|containerd\.io|docker-(?:compose|buildx)-plugin)"
)
# where Compose 2 and buildx are: the rows about either say it in these words
PACKAGES = N_(
    "Debian 13과 그 뒤: docker-compose, docker-buildx. Ubuntu: docker-compose-v2, docker-buildx. "
    "도커의 저장소: docker-compose-plugin, docker-buildx-plugin. "
    "Debian 12의 패키지에는 없습니다(거기의 docker-compose는 옛 버전 1.29입니다)."
)
# go mod download: a module, what was asked for, how it ended
GO = r"(?:go: )?(?:[^\s:]+ imports )?(?:\S+: )*?[\w.-]+\.[\w./!-]+@v[^\s:]+: (?:(?:verifying module|[^\s:]+): )*Get \"(?P<url>https?://[^/\"\n]+)"
NO_WAY = (
    r"(?:i/o timeout|no such host|no route to host|connection (?:refused|reset by peer)|cannot assign requested address"
    r"|TLS handshake timeout|network is unreachable|server misbehaving).*"
)

ROWS = (
    Row(
        "apt-remove-unknown",
        (
            r"[^\n]*\bapt(?:-get)? (?:-\S+ )*(?:remove|purge|autoremove) [^\n]*\n(?:(?!E: )[^\n]*\n){0,10}?E: Unable to locate package (?P<package>\S+).*",
        ),
        N_(
            "지우려는 {package} 패키지를 apt가 모릅니다. 설치된 적이 없다는 뜻이고, 그래서 다른 것도 지우지 않았습니다."
        ),
        N_("그 이름을 빼고 다시 하세요. 지울 것이 없으면 다음 단계로 넘어가면 됩니다."),
        ImageError,
        ROOT,
    ),
    Row(
        "docker-packages",
        (
            r"E: Unable to locate package " + OF_DOCKER + r"$",
            r"E: Package '" + OF_DOCKER + r"' has no installation candidate.*",
            OF_DOCKER
            + r" : Depends: (?:containerd\.io|docker-ce-cli)\b[^\n]*not (?:installable|going to be installed).*",
        ),
        N_("apt가 {package} 패키지를 찾지 못합니다. Docker의 저장소가 없거나 이 배포판의 것이 아닙니다."),
        N_(
            "docs.docker.com/engine/install 에 있는 대로 저장소부터 등록하고 'sudo apt-get update' 하세요. 배포판의 패키지(docker.io)를 써도 됩니다. "
            "'course doctor'가 확인해 줍니다."
        ),
        EngineNotFound,
        also=PACKAGES,
    ),
    Row(
        "apt-source",
        (
            r"E: The repository 'https?://download\.docker\.com/linux/(?P<distribution>\w+) (?P<release>\S+) Release' does not have a Release file.*",
        ),
        N_("Docker의 저장소에는 {distribution}의 {release} 버전이 없습니다."),
        N_(
            "/etc/apt/sources.list.d의 docker.list(docker.sources)에서 그 자리를 이 배포판의 이름('. /etc/os-release; echo $VERSION_CODENAME')으로 고치고 "
            "'sudo apt-get update' 하세요. 다른 배포판에서 갈라져 나온 것은 바탕이 된 배포판의 이름을 적습니다. 지원이 끝난 버전이면 배포판의 docker.io를 씁니다."
        ),
        rank=ROOT,
    ),
    Row(
        "apt-source",
        (
            r"E: The repository 'https?://ppa\.launchpad(?:content)?\.net/(?P<owner>[^/\s]+/[^/\s]+)/ubuntu (?P<release>\S+) Release' does not have a Release file.*",
        ),
        N_(
            "더해 둔 저장소 {owner}(PPA)에 이 배포판({release})의 것이 없어 apt-get update가 실패했습니다. 도커 때문이 아닙니다."
        ),
        N_("그 저장소를 빼고 다시 하세요: sudo add-apt-repository --remove ppa:{owner}"),
        rank=ROOT,
    ),
    Row(
        "npm-peer",
        (
            r"npm (?:ERR!|error) code ERESOLVE$",
            r"npm (?:ERR!|error) Could not resolve dependency:$",
            r"npm (?:ERR!|error) Fix with: npm install [^\n]*--legacy-peer-deps$",
            r"npm (?:ERR!|error) ERESOLVE (?:could not resolve|unable to resolve dependency tree)$",
        ),
        N_("npm이 패키지들의 버전을 서로 맞추지 못했습니다(peer dependency)."),
        N_(
            "출력의 Found와 peer 줄에 나온 패키지의 버전을 package.json에서 맞추세요. package-lock.json을 함께 복사하고 npm ci를 쓰면 "
            "만들 때와 같은 버전이 설치됩니다. --legacy-peer-deps는 맞지 않는 채로 설치합니다."
        ),
        ImageError,
    ),
    Row(
        "npm-root-folder",
        (r"npm (?:ERR!|error) Tracker \"idealTree\" already exists.*",),
        N_("npm이 이미지의 맨 위 폴더(/)에서 돌았습니다. Dockerfile에 WORKDIR가 없습니다."),
        N_("RUN npm install보다 앞에 WORKDIR /app 과 COPY package*.json ./ 을 두세요."),
        ImageError,
    ),
    Row(
        "npm-global-denied",
        (
            r"npm (?:ERR!|error) (?:\w+ )?(?:Error: )?EACCES: permission denied, \w+ '(?P<path>/usr/(?:local/)?lib/node_modules[^'\n]*)'.*",
            r"npm (?:ERR!|error) path (?P<path>/usr/(?:local/)?lib/node_modules\S*)\nnpm (?:ERR!|error) (?:code EACCES|errno -13)$",
        ),
        N_("npm -g는 시스템의 폴더에 설치하는데, 이 사용자에게는 {path}에 쓸 권한이 없습니다."),
        N_(
            "Dockerfile이라면 그 RUN을 USER보다 앞에 두세요. 자기 컴퓨터라면 자기 폴더에 설치하게 하고(npm config set prefix ~/.local) "
            "~/.local/bin을 PATH에 넣으세요."
        ),
        ImageError,
    ),
    Row(
        "npm-denied",
        (
            r"npm (?:ERR!|error) (?:\w+ )?(?:Error: )?(?:EACCES|EPERM): (?:permission denied|operation not permitted), \w+ '(?P<path>[^'\n]+)'.*",
            r"npm (?:ERR!|error) path (?P<path>\S+)\nnpm (?:ERR!|error) code EACCES$",
        ),
        N_("npm이 도는 사용자에게는 {path}에 쓸 권한이 없습니다."),
        N_(
            "Dockerfile에서는 USER보다 앞에서 폴더를 만들어 넘기세요: RUN mkdir -p 폴더 && chown node 폴더, COPY --chown=node. "
            "-v로 마운트한 호스트의 폴더라면 주인이 그 사용자여야 합니다(-u $(id -u)로 자기 번호를 쓰는 방법도 있습니다)."
        ),
        ImageError,
    ),
    Row(
        "packages-network",
        (
            r"error An unexpected error occurred: \"(?P<url>https?://[^\":\s]+)[^\n]*(?:EAI_AGAIN|ENOTFOUND|ETIMEDOUT|ESOCKETTIMEDOUT|ECONNREFUSED|ECONNRESET).*",
            GO + r"[^\n]*" + NO_WAY,
            # mvn: what it wanted, from where, why not; after a [WARNING] it asks the next server
            r"(?![^\n]*\[WARN)(?:.*?)Could not transfer (?:artifact|metadata) \S+(?: \([^)\n]*\))? from/to [\w.-]+ \((?P<url>https?://[^/)\s]+)[^\n]*"
            r"(?:Unknown host|Temporary failure|[Cc]onnection (?:refused|timed out|reset)|Connect timed out|Network is unreachable|No route to host|transfer failed for).*",
            r"> Could not (?:GET|HEAD) '(?P<url>https?://[^/'\s]+)[^'\n]*'\.\n(?:> )?(?!Received status).*",
        ),
        N_("빌드하는 컨테이너에서 패키지 서버에 연결하지 못했습니다: {url}"),
        N_(
            "조금 뒤에 다시 빌드하고, 그대로면 네트워크와 DNS, 프록시를 보세요. 프록시를 써야 하면 빌드에 --build-arg HTTPS_PROXY=…를 "
            "넘깁니다(127.0.0.1은 빌드하는 컨테이너 자신입니다)."
        ),
        ImageError,
    ),
    Row(
        "packages-refused",
        (
            r"(?![^\n]*\[WARN)(?:.*?)Could not transfer (?:artifact|metadata) \S+(?: \([^)\n]*\))? from/to [\w.-]+ \((?P<url>https?://[^/)\s]+)[^\n]*status(?: code)?: (?P<status>4\d\d).*",
            r"> Could not (?:GET|HEAD) '(?P<url>https?://[^/'\s]+)[^'\n]*'\. Received status code (?P<status>4\d\d).*",
        ),
        N_("패키지 서버 {url} 쪽이 {status} 번으로 거절했습니다."),
        N_(
            "401과 403은 로그인해야 하는 저장소이거나(빌드에는 호스트의 settings.xml이 없으니 --secret으로 넘깁니다), 프록시나 방화벽이 막은 것입니다. 호스트에서 같은 주소를 "
            "curl -I 로 열어 보세요. 429면 조금 뒤에 다시 합니다."
        ),
        ImageError,
        source="Maven 3, Gradle 6 to 8",
    ),
    Row(
        "pip-denied",
        (
            r"Could not install packages due to an (?:OSError|EnvironmentError): \[Errno 13\] Permission denied: '(?P<path>[^'\n]+)'.*",
        ),
        N_("pip을 root가 아닌 사용자로 실행해서 {path}에 쓸 수 없습니다."),
        N_(
            "설치하는 RUN을 USER보다 앞에 두거나, 그 사용자의 홈 폴더를 만들어 주거나(useradd -m), 자기 폴더의 가상 환경에 설치하세요."
        ),
        ImageError,
    ),
)
