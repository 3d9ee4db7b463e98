"""What cannot be downloaded: no way to the registry, names and tags that are not there."""

from __future__ import annotations

from helpers.engine.refusals.conflicts import LOOKED_UP
from helpers.engine.refusals.registry import FROM_REGISTRY
from helpers.engine.refusals.registry_rights import PUSHED
from helpers.engine.refusals.row import LAST, PASSING, ROOT, Row
from helpers.errors import ImageError
from helpers.i18n import N_

# what docker asks a registry for, old and new: Get https://…, Head "https://…"
# (go mod download in a RUN asks in the same words, for a module@version)
ASK = r"(?!(?:docker: )?[^\n]*@v\d[^\s:]*: )(?:.*?)(?:(?:Get|Head|Post|Put|Patch) \"?https?://(?P<host>[^/\"\s]+)[^\n]*?|pinging container registry (?P<host2>\S+)[^\n]*?)"
LOCALLY = r"Unable to find image '(?P<image>[^'\n]+)' locally\n(?:[^\n]*\n)*?"
NET = (
    r"(?:no such host|Temporary failure in name resolution|server misbehaving|no DNS entries|network is unreachable"
    r"|i/o timeout|connection refused|TLS handshake timeout|Client\.Timeout exceeded|request canceled"
    r"|no route to host|connection reset by peer|context deadline exceeded|actively refused it"
    r"|did not properly respond after a period of time|wsarecv:|connection timed out|cannot assign requested address)"
)
# commands of docker that nobody calls an image
COMMANDS = (
    r"(?:push|pull|run|build|buildx|compose|exec|start|stop|restart|rm|rmi|ps|images|logs|inspect|login)"
)
# what could be received afterwards shows that the way is open again
RECEIVED = r"Status: (?:Downloaded newer image|Image is up to date) for |Command completed after \d+ attempt"
HERE = N_(
    "네트워크와 DNS, 프록시를 확인하세요. "
    "이 과정의 이미지는 네트워크 없이도 'course images get'으로 만들 수 있습니다."
)

ROWS = (
    Row(
        "no-network",
        (
            r"docker: (?:.*?)(?:Get|Head|Put|Post) \"?https?://(?P<host>(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?)/(?:v2/|v1/(?:_ping|repositories/))[^\n]*connection refused.*",
            PUSHED
            + r"[^\n]*\n(?:[^\n]*\n)*?(?:Get|Head|Put|Post) \"?https?://(?P<host>(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?)/v[12]/[^\n]*connection refused.*",
        ),
        N_("{host}에서 듣는 레지스트리가 없습니다. 자기 레지스트리가 꺼져 있습니다."),
        N_(
            "'docker ps -a'로 레지스트리의 컨테이너를 찾아 'docker start'로 켜거나, 새로 켜세요: docker run -d -p 127.0.0.1:5000:5000 --name registry registry:2. 그런 것을 "
            "쓰려 한 것이 아니면 이미지의 이름에서 {host}/ 를 빼세요."
        ),
        ImageError,
        ROOT,
    ),
    Row(
        "no-network",
        (
            LOCALLY + ASK + NET + r".*",
            LOCALLY + r"docker: (?:net/http: )?(?:i/o timeout|TLS handshake timeout)\.?$",
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
        unless=RECEIVED,
    ),
    Row(
        "no-network",
        (
            # curl in a container is refused, too: only what the engine itself asked for is the registry
            FROM_REGISTRY + ASK + NET + r".*",
            r"docker: (?![^\n]*(?:failed to load cache key: |rpc error: code = |failed to list workers: ))(?:.*?)(?:dial tcp|lookup )[^\n]*?"
            + NET
            + r".*",
            FROM_REGISTRY + r"(?:.*?)failed to do request: [^\n]*?" + NET + r".*",
            r"(?:.*?)error pinging (?:docker registry|v2 registry)[^\n]*?" + NET + r".*",
        ),
        N_("레지스트리에 연결할 수 없습니다."),
        HERE,
        ImageError,
        unless=RECEIVED,
    ),
    Row(
        "no-network",
        (
            r"(?:.*?)(?:httpReadSeeker: failed open|failed to copy|error pulling image configuration|[Dd]ownload failed after [^:\n]*): "
            r"[^\n]*?(?:lookup (?P<host>[\w.-]+)(?: on \S+)?): (?:no such host|server misbehaving|Temporary failure in name resolution).*",
        ),
        N_("레지스트리는 대답했지만, 레이어를 두는 서버 {host}의 주소를 DNS에서 찾지 못했습니다."),
        N_(
            "DNS를 확인하고 다시 하세요. 회사라면 방화벽과 프록시가 그 이름도 허락해야 하고, Docker Desktop이나 Colima는 다시 켜면(실행 중인 컨테이너가 모두 멈춥니다) DNS를 새로 받습니다. "
            "받은 레이어는 남아 있습니다."
        ),
        ImageError,
        unless=RECEIVED,
    ),
    Row(
        "download-broke-off",
        (
            FROM_REGISTRY
            + r"(?:.*?)(?:Get|Head|Post|Put|Patch) \"?https?://[^\n]*?: (?:unexpected )?EOF\.?$",
            r"(?:.*?)(?:httpReadSeeker: failed open|failed to copy: (?:httpReadSeeker|invalid status response)|short read: expected \d+ bytes).*",
            r"(?:.*?)(?:filesystem layer verification failed for digest|failed to register layer: (?:Error processing tar file\(exit status \d+\): )?(?:unexpected EOF|archive/tar)).*",
            r"(?:.*?)Error pulling image \([^)\n]*\) from [^\n]*, (?:Untar re-exec error|ApplyLayer exit status)[^\n]*(?:unexpected EOF|invalid tar header).*",
            r"(?:.*?)error pulling image configuration: .*",
            r"(?:.*?)Download failed after (?:\d+ attempts?|attempts=\d+): .*",
            r"docker: (?:.*?: )?download failed: .*",
            r"(?:.*?)failed commit on ref \S+: unexpected commit (?:digest|size) .*",
        ),
        N_("레지스트리와의 연결이 도중에 끊겼습니다."),
        N_("다시 해 보세요. 받은 레이어는 남아 있습니다. 되풀이되면 프록시나 VPN을 확인하세요."),
        ImageError,
        unless=RECEIVED,
    ),
    Row(
        "download-broke-off",
        (
            r"docker: (?:.*?: )?unexpected EOF\.?$",
            r"[0-9a-f]{12}: Downloading [^\n]*\n(?:[0-9a-f]{12}: [^\n]*\n)*unexpected EOF$",
        ),
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
            "/etc/subuid와 /etc/subgid에 자기 이름:100000:65536 줄이 있는지 보고, 없으면 관리자에게 부탁한 뒤 엔진을 다시 켜세요(실행 중인 컨테이너가 모두 멈춥니다). "
            "'course doctor'가 확인해 줍니다."
        ),
        ImageError,
    ),
    Row(
        "layer-not-unpacked",
        (
            r"(?:.*?)(?:failed to register layer|failed to extract layer \S+): (?:[^\n]*(?:: |stderr: ))?(?P<reason>[^\n:]*(?:/[^\n:]*)?: (?:permission denied|operation not permitted|operation not supported|invalid argument|no such file or directory)|invalid argument)\.?$",
        ),
        N_("엔진이 이미지의 레이어를 자기 데이터 폴더에 풀지 못했습니다: {reason}"),
        N_(
            "이미지가 아니라 데이터를 두는 곳('docker info'의 Docker Root Dir)의 일입니다. NFS나 Windows의 폴더, LXC 컨테이너 안의 엔진이 그렇습니다. "
            "ext4나 xfs 디스크로 바꾸고, LXC면 nesting과 keyctl을 켜세요. 그런 곳이 아니면 도커를 새것으로 올려 봅니다."
        ),
        ImageError,
    ),
    Row(
        "registry-ill",
        (
            r"(?:.*?)received unexpected HTTP status: (?P<status>5\d\d [\w ]+).*",
            r"docker: (?:.*?)failed to copy: unexpected (?:response|status[^\n:]*): (?P<status>5\d\d [\w ]+).*",
            FROM_REGISTRY
            + r"(?:.*?)unexpected status (?:code |from \w+ request to )[^\n]*?: (?P<status>5\d\d [\w ]+).*",
            FROM_REGISTRY
            + r"(?:.*?)(?:Get|Head|Post) \"?https?://[^\n]*?: (?P<status>Service Unavailable|Bad Gateway|Gateway Timeout|Internal Server Error)$",
        ),
        N_("레지스트리가 지금 제대로 대답하지 않습니다({status})."),
        N_("조금 뒤에 다시 해 보세요. 이 과정의 이미지는 'course images get'으로 만들 수 있습니다."),
        ImageError,
    ),
    Row(
        "no-such-tag",
        (
            r"(?:.*?)error parsing HTTP 404 response body: unexpected end of JSON input.*",
            r"docker: (?:.*?: )?unknown: [Nn]ot [Ff]ound$",
        ),
        N_("레지스트리가 그 주소에는 그런 이미지가 없다고 합니다(404)."),
        N_(
            "이미지의 이름에서 레지스트리의 주소, 경로, 태그를 하나씩 확인하세요. 회사의 레지스트리라면 그 저장소가 있는지, 미러에 그 이미지가 올라와 있는지 맡은 사람에게 물어봅니다."
        ),
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
            r"[^\n]*\bdocker (?:image )?pull (?P<image>[\w./:-]+)\s*\n(?:[^\n]*\n){0,4}?docker: manifest unknown.*",
        ),
        N_("레지스트리에 {image}의 그 태그가 없습니다."),
        N_(
            "태그를 적지 않으면 latest를 찾습니다. 레지스트리의 웹(Docker Hub라면 Tags)에서 있는 태그를 보고 적으세요."
        ),
        ImageError,
        unless="Using locally found image version",
    ),
    Row(
        "no-such-tag",
        (r"docker: manifest unknown.*", r"manifest unknown$"),
        N_("레지스트리에 그런 태그(나 이미지)가 없습니다."),
        N_(
            "태그를 적지 않으면 latest를 찾습니다. 레지스트리의 웹(Docker Hub라면 Tags)에서 있는 태그를 보고 적으세요."
        ),
        ImageError,
        unless="Using locally found image version",
    ),
    Row(
        "value-split",
        (
            r"Unable to find image '(?P<image>\d{1,5}):latest' locally\n(?:[^\n]*\n)*?docker: (?:[^\n]*: )?pull access denied for .*",
        ),
        N_("{image}을(를) 이미지의 이름으로 읽었습니다. 옵션의 값이 빈칸에서 둘로 나뉘었습니다."),
        N_(
            "-p의 값은 빈칸 없이 쌍점으로 잇습니다: -p 8080:80. 다른 옵션의 값도 빈칸 없이 적거나 따옴표로 감싸세요."
        ),
        ImageError,
    ),
    Row(
        "run-then-command",
        (
            r"Unable to find image '(?P<image>"
            + COMMANDS
            + r"):latest' locally\n(?:[^\n]*\n)*?docker: (?:[^\n]*: )?pull access denied for .*",
        ),
        N_(
            "run 다음의 {image}을(를) 이미지의 이름으로 읽었습니다. 한 줄에 명령이 둘(run, {image}) 있습니다."
        ),
        N_("run을 빼고 하세요: docker {image} …"),
        ImageError,
    ),
    Row(
        "cache-not-there",
        (r"failed to configure registry cache importer$",),
        N_("경고입니다: --cache-from(cache_from)에 적은 캐시가 레지스트리에 없거나 볼 권한이 없습니다."),
        N_(
            "빌드는 캐시 없이 계속됩니다. 처음 빌드할 때는 늘 그렇고, --cache-to로 올리면 다음부터 쓰입니다. 빌드가 실패했다면 까닭은 다른 줄에 있습니다."
        ),
        ImageError,
        LAST,
        source="BuildKit 0.8 to 0.20",
        unless=r"DONE \d|CACHED|exporting |=> |\S+ Container |[✔⠿] ",
    ),
    Row(
        "pull-denied",
        (
            r"(?!! \S+ +Warning )(?:.*?)pull access denied for (?P<image>[^\s,]+)(?:, .*|$)",
            r"(?:docker: )(?P<image>[\w./:@-]+): (?:failed to \w[\w ]*\S*: )?pull access denied, .*",
            r"(?:.*?)failed to resolve (?:source metadata for|reference) \"?(?:docker\.io/)?(?:library/)?(?P<image>[^\s\"]+?)\"?: (?:[^\n]*: )?(?:pull access denied|failed to authorize|unauthorized|unexpected status[^\n]*40[13]).*",
            r"(?:.*?)repository (?P<image>\S+) not found: does not exist or no (?:pull|read) access.*",
            r"(?:.*?)(?:reading manifest \S+ in (?P<image>\S+)|initializing source docker://(?P<image2>\S+)): .*?(?:denied|unauthorized).*",
            r"(?:.*?)insufficient_scope: authorization failed(?P<image>).*",
            r"image (?:library/)?(?P<image>[\w.-]+(?:/[\w.-]+)*:[\w.-]+) not found$",
        ),
        N_("{image} 이미지가 이 컴퓨터에 없고, 레지스트리에도 없거나 볼 권한이 없습니다."),
        N_(
            "이름의 철자를 'docker images'로 확인하세요. 자기가 빌드할 것이면 먼저 빌드하고(FROM이라면 그 이름을 맞추고), "
            "비공개 저장소의 것이면 'docker login' 하세요."
        ),
        ImageError,
    ),
    Row(
        "pull-denied",
        (r"! \S+ +Warning +pull access denied for (?P<image>[^\s,]+)(?:, .*|$)",),
        N_("{image} 이미지가 레지스트리에 없거나 볼 권한이 없습니다."),
        N_(
            "build:가 있는 서비스라면 경고일 뿐이니 'docker compose build'로 만드세요. 아니면 image:에 적은 이름의 철자를 보고, 비공개 저장소의 것이면 'docker login' 하세요."
        ),
        ImageError,
        unless=r"\[\+\] Building |[^\n]*(?:\bBuilt\b| Started\b)",  # Compose warns so of what it then builds
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
            r"(?:requests\.exceptions\.)?HTTPError: 404 Client Error: Not Found for url: http\+docker://[^/\s]+/v[\d.]+/images/(?P<image>\S+)/json$",
        ),
        N_("이 컴퓨터에 {image} 이미지가 없습니다."),
        N_("'docker images'로 이름과 태그를 확인하거나 'docker pull'로 받으세요."),
        ImageError,
        PASSING,
        source="docker-py 2 to 7",
    ),
    Row(
        "no-such-image",
        (
            LOOKED_UP + r"(?:.*?)No such image: (?P<image>\S+).*",
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
