"""What a build takes in from elsewhere or hands over: a builder that breaks off, addresses, git, ssh, odd files, bake."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, LAST, PASSING, ROOT, Row
from helpers.errors import ImageError
from helpers.i18n import N_

# a name of the internet, not of a container or of this machine, somewhere in a line
ELSEWHERE = r"(?:[^\n]*?://(?!localhost)(?:[a-z0-9-]+\.)+(?!local\b|internal\b|lan\b)[a-z]{2,}|(?:-\S+ )*(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev))(?=[/:\"'\s])"
STEP_FAILED = r"(?=\n(?:[^\n]*\n){0,30}?[^\n]*?(?:did not complete successfully|returned a non-zero code|executor failed running))"

ROWS = (
    Row(
        "build-from-stdin",
        (
            r"[^\n]*\bdocker (?:image |buildx )?build (?:[^\n]* )?- *(?:<(?![^\n]*\.(?:tar|tgz))[^\n]*)?\n(?:[^\n]*\n)*?"
            r"[^\n]*(?:COPY failed: |ADD failed: |failed to compute cache key: |failed to calculate checksum of ref )[^\n]*",
            r"[^\n]*Dockerfile\S* *\| *docker (?:image |buildx )?build (?:[^\n]* )?-(?: [^\n]*)?\n(?:[^\n]*\n)*?"
            r"[^\n]*(?:COPY failed: |ADD failed: |failed to compute cache key: |failed to calculate checksum of ref )[^\n]*",
        ),
        N_("build 뒤의 - 는 Dockerfile만 넘깁니다. 폴더를 넘기지 않아서 COPY할 파일이 하나도 없습니다."),
        N_("파일이 있는 폴더에서 - 대신 점(.)으로 하세요: docker build -t 이름 ."),
        ImageError,
        ROOT,
    ),
    Row(
        "builder-died",
        (
            r"(?:failed to receive status: |docker: )[^\n]*error reading from server: .*",
            r"docker: (?:.*?)frontend grpc server closed unexpectedly.*",
            r"docker: (?:.*?)no active session for \S+.*",
            r"docker: (?:.*?)stream terminated by RST_STREAM with error code: .*",
        ),
        N_("빌드하는 프로그램(BuildKit)과의 연결이 도중에 끊겼습니다."),
        N_(
            "다시 하세요. 끝난 단계는 캐시에서 옵니다. 되풀이되면 메모리가 모자라 엔진이 죽는 것일 수 있으니(Docker Desktop은 Settings → "
            "Resources → Memory) 늘리고, 'course doctor'로 엔진을 확인하세요."
        ),
        ImageError,
        AFTER,
    ),
    Row(
        "build-canceled",
        (r"docker: (?![^\n]*error waiting for container: )(?:[^\n]*: )?(?:Canceled: )?context canceled\.?$",),
        N_("하던 일이 도중에 그만두어졌습니다(Ctrl+C나 함께 하던 다른 일의 실패)."),
        N_("위에 다른 오류가 있으면 그것이 까닭입니다. 없으면 다시 하세요."),
        ImageError,
        LAST,
        source="BuildKit 0.8 to 0.20",
    ),
    Row(
        "context-odd-file",
        (
            r"docker: (?:[^\n]*: )?archive/tar: (?:sockets not supported|unknown file mode \S+)(?P<file>)$",
            r"docker: (?:[^\n]*: )?invalid file request (?P<file>\S+).*",
        ),
        N_(
            "빌드할 폴더에 이미지에 넣을 수 없는 것(소켓, 깨진 링크, OneDrive의 파일 따위)이 있습니다. {file}"
        ),
        N_(
            "'find . -type s -o -type l'로 찾아 .dockerignore에 적으세요(node_modules도). Dockerfile이 링크라면 진짜 파일로 두고, "
            "Windows에서는 OneDrive 밖의 폴더로 옮겨서 빌드합니다."
        ),
        ImageError,
    ),
    Row(
        "context-git",
        (
            r"(?:.*?)failed to fetch remote (?P<where>[^\s:]+(?:://[^\s:]+)?): .*",
            r"(?:.*?)repository does not contain ref (?P<where>[^\s,]+).*",
        ),
        N_("빌드가 쓰려는 git 저장소나 가지({where})를 받지 못했습니다."),
        N_(
            "주소와 가지 이름의 철자를 보세요(main인지 master인지: 주소.git#main). 비공개 저장소면 git clone을 하고 그 폴더에서 빌드하는 편이 쉽습니다."
        ),
        ImageError,
        source="BuildKit 0.9 to 0.20, source/git",
    ),
    Row(
        "add-address",
        (
            r"docker: (?:.*?)failed to load cache key: invalid response status (?P<status>\d+).*",
            r"(?:.*?)ADD failed: failed to GET \S+ with status (?P<status>\d+).*",
        ),
        N_("ADD가 받으려는 주소의 서버가 {status} 번으로 거절했습니다."),
        N_("Dockerfile에 적은 주소를 브라우저나 curl -I 로 열어 보고 고치세요. 404면 그런 파일이 없습니다."),
        ImageError,
    ),
    Row(
        "build-ssh",
        (
            r"docker: (?:.*?)unset ssh forward key \S+.*",
            r"(?:.*?)invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set.*",
        ),
        N_("RUN --mount=type=ssh가 쓸 ssh 열쇠를 빌드에 넘기지 않았습니다."),
        N_('ssh-agent에 열쇠를 넣고(eval "$(ssh-agent)"; ssh-add) --ssh default를 붙여 빌드하세요.'),
        ImageError,
    ),
    Row(
        "bake-target",
        (r"docker: failed to find target (?P<name>\S+)$", r"failed to find target (?P<name>\S+)$"),
        N_("docker buildx bake가 읽은 파일에 {name}(이)라는 대상(target)이 없습니다."),
        N_(
            "이 폴더에 docker-bake.hcl이나 compose.yaml이 있는지 보세요. 있는 이름은 'docker buildx bake --print'가 보여 줍니다."
        ),
        ImageError,
    ),
    Row(
        "git-ssh",
        (
            r"(?:(?:\S+@[\w.-]+: )?(?:Host key verification failed|Permission denied \(publickey[^)\n]*\))\.\n)(?:docker: )?fatal: Could not read from remote repository\..*",
        ),
        N_(
            "git이 ssh 주소(git@…)로 받으려 했는데, 여기에는 ssh 열쇠나 그 서버의 기록(known_hosts)이 없습니다."
        ),
        N_(
            "공개 저장소면 https:// 주소를 쓰세요. 빌드 안에서는 호스트의 열쇠가 보이지 않으니, 비공개면 RUN --mount=type=ssh와 docker build "
            "--ssh default를 씁니다. 열쇠를 COPY로 이미지에 넣지는 마세요."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "git-login",
        (r"fatal: could not read Username for '(?P<where>[^'\n]+)': .*",),
        N_("git이 {where} 저장소에서 로그인을 요구받았습니다. 그런 저장소가 없거나 비공개입니다."),
        N_(
            "주소의 철자부터 보세요(틀린 주소에도 로그인을 묻습니다). 비공개면 토큰을 --secret으로 빌드에 넘기거나, 호스트에서 받아 COPY 합니다."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "certificate-inside",
        (
            r"curl: \(60\) (?P<reason>SSL[^\n]*)",
            r"WARNING: fetching https://\S+?: (?P<reason>TLS: (?:unspecified error|server certificate not trusted)).*",
            r"npm (?:ERR!|error) code (?P<reason>SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|UNABLE_TO_VERIFY_LEAF_SIGNATURE|DEPTH_ZERO_SELF_SIGNED_CERT)\b.*",
            r"WARNING: Retrying \(Retry[^\n]*(?P<reason>CERTIFICATE_VERIFY_FAILED)[^\n]*",
            r"[0-9A-F]+:error:[0-9A-F]+:SSL routines:\w+:(?P<reason>certificate verify failed).*",
        ),
        N_("서버의 인증서를 여기에서(빌드나 컨테이너라면 그 안에서) 믿을 수 없습니다: {reason}"),
        N_(
            "ca-certificates 패키지가 없으면 설치하세요. 회사의 프록시나 백신이 연결을 가로채 서명한다면 그 CA를 COPY로 넣고 "
            "update-ca-certificates를 실행합니다(Node는 NODE_EXTRA_CA_CERTS, pip은 PIP_CERT). 검사를 끄는 옵션은 쓰지 마세요."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "fetch-broke-off",
        (
            r"[^\n]*\b(?:curl|wget) "
            + ELSEWHERE
            + r"[^\n]*\n(?:[^\n]*\n){0,8}?curl: \((?:18|52|56)\) (?P<reason>[^\n]+)",
            r"Connecting to (?:[a-z0-9-]+\.)+[a-z]{2,}[ :][^\n]*\n(?:[^\n]*\n){0,2}?wget: error getting response: (?P<reason>[^\n]+)",
            r"curl: \((?:18|52|56)\) (?P<reason>[^\n]+)" + STEP_FAILED,
            r"wget: error getting response: (?P<reason>[^\n]+)" + STEP_FAILED,
        ),
        N_("받는 도중에 서버와의 연결이 끊겼습니다: {reason}"),
        N_(
            "다시 하세요. 되풀이되면 네트워크, 프록시, 방화벽을 보고 curl에 --retry 5 를 붙입니다. 호스트에서는 되는데 빌드에서만 그러면 docker build --network host 로 해 봅니다."
        ),
        ImageError,
        PASSING,
        source="curl 7 and 8, busybox wget",
    ),
    Row(
        "fetch-proxy",
        (
            r"[^\n]*\bcurl "
            + ELSEWHERE
            + r"[^\n]*\n(?:[^\n]*\n){0,8}?curl: \(35\) [^\n]*(?:wrong version number|packet length too long|record too long).*",
            r"curl: \(35\) [^\n]*(?:wrong version number|packet length too long|record too long)[^\n]*"
            + STEP_FAILED,
        ),
        N_("https 주소인데 대답은 https가 아닙니다. 사이에 있는 프록시의 주소나 포트가 틀리면 그렇습니다."),
        N_(
            "HTTPS_PROXY의 값을 보세요('docker info'와 ~/.docker/config.json의 proxies, --build-arg). 값은 보통 http://프록시:포트 로 적습니다. 프록시가 필요 없으면 뺍니다."
        ),
        ImageError,
        PASSING,
        source="curl 7 and 8",
    ),
    Row(
        "user-exists",
        (
            r"(?:groupadd|useradd|addgroup|adduser): (?:GID|UID|user|group) [`'‘]?(?P<name>[\w.-]+)['’]? (?:already exists|in use|is not unique).*",
            r"(?:fatal: )?The (?:user|group) [`'‘](?P<name>[\w.-]+)['’] already exists(?:\.| and is not a system).*",
        ),
        N_("{name}(이)라는 사용자나 번호가 이미 있습니다(빌드라면 그 이미지 안에)."),
        N_(
            "그것을 그대로 쓰거나 다른 이름과 번호를 쓰세요. node 이미지에는 node(1000)가, ubuntu 24.04에는 ubuntu(1000)가 처음부터 있습니다."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "user-unknown",
        (
            r"chown: invalid (?:user|group): [`'‘](?P<user>[^'’\n]+)['’].*",
            r"chown: unknown user(?:/group)? (?P<user>\S+).*",
        ),
        N_("{user}(이)라는 사용자나 그룹이 없습니다(컨테이너나 빌드라면 그 이미지 안에)."),
        N_(
            "그보다 앞에서 만들거나(데비안: useradd -m 이름, alpine: adduser -D 이름) 번호로 적으세요: chown 1000:1000 폴더"
        ),
        ImageError,
        PASSING,
    ),
)
