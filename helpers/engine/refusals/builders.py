"""A builder that is missing, in use or of another kind, and what only a finished Dockerfile shows: secrets, quotes."""

from __future__ import annotations

from helpers.engine.refusals.packages import PACKAGES
from helpers.engine.refusals.row import PASSING, ROOT, Fields, Row
from helpers.errors import EngineError, ImageError
from helpers.i18n import N_

CURLY = "“”‘’„«»"


def _curly(fields: Fields) -> Fields | None:
    return fields if any(sign in fields["command"] for sign in CURLY) else None


ROWS = (
    Row(
        "builder-cache-lost",
        (
            r"(?:.*?: )?failed to export image: .*?(?:layer does not exist|not found).*",
            r"(?:.*?: )?failed to compute cache key: (?:blob \S+ not found|unlazy requires an applier|failed to get state for index).*",
            r"(?:.*?: )?failed to load cache: not found.*",
            r"docker: +not found: not found$",
            r"(?:.*?: )?failed to get (?:deleted )?record \S+: not found.*",
            r"(?:.*?: )?parent snapshot \S+ does not exist: not found.*",
            r"(?:.*?: )?failed to (?:get layer|prepare) \S+.*?(?:layer|snapshot) does not exist.*",
        ),
        N_("빌더의 캐시가 가리키는 레이어가 사라졌습니다."),
        N_("캐시 없이 다시 빌드하세요: docker build --no-cache -t 이름 ."),
        ImageError,
        source="BuildKit 0.8 to 0.12",
    ),
    Row(
        "build-network",
        (r"(?:.*?)network mode \"?(?P<network>[^\s\"]+)\"? not supported by buildkit.*",),
        N_(
            "빌드는 {network} 네트워크에 붙을 수 없습니다. build의 --network에는 default, host, none만 됩니다."
        ),
        N_(
            "--network를 빼고 빌드하세요(기본 네트워크도 인터넷에 나갑니다). RUN이 이 컴퓨터의 서버에 가야 하면 --network host. 다른 컨테이너에 가야 하는 일은 빌드가 아니라 run에서 합니다."
        ),
        ImageError,
        source="BuildKit 0.8 to 0.29 in moby, builder/builder-next/builder.go",
    ),
    Row(
        "builder-cache-busy",
        (r"(?:.*?: )?ref \S+ locked: unavailable.*",),
        N_("다른 빌드가 같은 캐시를 쓰고 있습니다."),
        N_("그 빌드가 끝나기를 기다렸다가 다시 빌드하세요."),
        ImageError,
    ),
    Row(
        "too-many-layers",
        (r"docker: (?:.*?: )?max depth exceeded.*", r"(?:.*?)failed to register layer: max depth exceeded.*"),
        N_("이미지의 레이어가 너무 많습니다(125개까지)."),
        N_("RUN을 && 로 묶어 줄이거나 COPY --from으로 필요한 것만 새 단계에 옮기세요."),
        ImageError,
        source="moby 20.10 to 28, layer/layer_store.go",
    ),
    Row(
        "multi-platform-driver",
        (
            r"(?:.*?: )?[Mm]ulti(?:ple)?[- ]platform[^\n]* (?:is|are|feature is) (?:currently )?not supported for (?:the )?docker driver.*",
            r"docker: (?:.*?: )?cannot export multiple platforms without multi-platform enabled.*",
        ),
        N_("지금의 빌더는 한 번에 한 플랫폼용으로만 빌드할 수 있습니다."),
        N_("--platform에 하나만 적거나 빌더를 만드세요: docker buildx create --use"),
        ImageError,
    ),
    Row(
        "builder-driver",
        (
            r"(?:.*?: )?(?P<what>Docker exporter|OCI exporter|tar exporter|Cache export|Attestations?)(?: feature)? (?:is|are) (?:currently )?not supported for (?:the )?docker driver.*",
        ),
        N_("지금의 빌더(docker 드라이버)는 이것을 하지 못합니다: {what}"),
        N_(
            "빌더를 하나 만드세요: docker buildx create --use. 'docker buildx build'에는 결과를 이미지로 들여오는 --load를 붙입니다."
        ),
        ImageError,
    ),
    Row(
        "builder-driver",
        (r"(?:.*?: )?failed to find driver \"(?P<name>docker)\".*",),
        N_("docker 드라이버의 빌더는 새로 만들 수 없습니다. 엔진마다 하나가 이미 있습니다."),
        N_(
            "있는 것을 쓰거나(docker buildx use default) 다른 드라이버로 만드세요: docker buildx create --use"
        ),
        ImageError,
    ),
    Row(
        "builder-missing",
        (
            # what the action of GitHub says after the build, when its builder is removed
            r"(?:.*?: )?no builder \"?(?P<name>[\w.-]+)\"? found(?![^\n]*\n[^\n]*dial-stdio).*",
            r"(?:.*?: )?failed to find instance \"(?P<name>[^\"\n]+)\" for append.*",
            r"(?:.*?: )?open \S*/buildx/instances/(?P<name>[\w.-]+): no such file or directory.*",
        ),
        N_("이름이 {name}인 빌더가 없습니다."),
        N_(
            "'docker buildx ls'로 있는 것을 보고, 있는 것을 쓰거나(docker buildx use default) 만드세요: docker buildx create --name {name} --use"
        ),
        ImageError,
    ),
    Row(
        "builder-unreachable",
        (
            r"(?:.*?: )?failed to (?:list workers|get status): [^\n]*[Ee]rror while dialing:? dial (?:tcp|unix) (?P<where>[^\s:]+(?::\d+)?).*",
        ),
        N_("빌드를 맡은 빌더(buildkitd)에 연결하지 못했습니다: {where}"),
        N_(
            "'docker buildx ls'에서 그 빌더의 주소와 상태를 보고, 그곳의 buildkitd가 켜져 있는지 확인하세요. 이 컴퓨터의 빌더로 하려면 'docker buildx use default'."
        ),
        ImageError,
        source="BuildKit 0.6 to 0.20, client/workers.go",
    ),
    Row(
        "builder-exists",
        (
            r"(?:.*?: )?existing instance for \"?(?P<name>[\w.-]+)\"? but no append mode.*",
            r"(?:.*?: )?instance name \"(?P<name>[^\"\n]+)\" already exists as context builder.*",
        ),
        N_("이름이 {name}인 빌더가 이미 있습니다."),
        N_("다시 만들지 말고 그것을 쓰세요: docker buildx use {name}"),
        ImageError,
    ),
    Row(
        "buildx-old",
        (r"(?:.*?)compose build requires buildx (?P<wants>[\d.]+) or later.*",),
        N_("Compose가 빌드하려면 buildx {wants} 이상이 있어야 하는데, 없거나 더 오래되었습니다."),
        N_("buildx 패키지를 새것으로 설치하세요. 'docker buildx version'이 지금의 버전을 보여 줍니다."),
        ImageError,
        also=PACKAGES,
        source="Compose 2.40 and later",
    ),
    Row(
        "build-secret-missing",
        (
            r"(?:.*?: )?secret (?P<name>[^:\n]+): not found$",
            r"(?:.*?: )?failed to stat (?P<name>[^:\n]+): stat [^:\n]+: no such file or directory$",
        ),
        N_("빌드가 쓰는 secret이 없습니다: {name}"),
        N_("--secret id=이름,src=파일 로 넘기고 파일이 있는지 확인하세요."),
        ImageError,
        PASSING,
    ),
    Row(
        "curly-quotes",
        (
            r"(?:/bin/(?:ba)?sh|sh|/bin/ash): (?:line )?(?:\d+: )?(?P<command>[^\n]*?): (?:command )?not found.*",
            r".*?exec: \\?\"(?P<command>[^\n]*?)\\?\": (?:executable file not found|stat ).*",
        ),
        N_("굽은 따옴표(“ ”)가 들어 있어 {command}을(를) 통째로 명령의 이름으로 읽었습니다."),
        N_(
            '곧은 큰따옴표로 고쳐 쓰세요: CMD ["sleep", "1"]. 워드나 웹에서 옮겨 온 글의 따옴표는 모양이 다릅니다.'
        ),
        ImageError,
        look=_curly,
    ),
    Row(
        "quoted-cmd",
        (
            r"(?:/bin/(?:ba)?sh|sh|/bin/ash): (?:line )?(?:\d+: )?(?P<command>\[[^\s:]+?): (?:command )?not found.*",
            r".*?exec: \\?\"(?P<command>\[[^\"\\]*)\\?\": (?:executable file not found|stat ).*",
        ),
        N_("대괄호 안이 올바른 JSON이 아니어서 셸이 {command}을(를) 명령의 이름으로 읽었습니다."),
        N_('작은따옴표 대신 큰따옴표로 감싸고 쉼표로 나누세요: CMD ["sleep", "1"]'),
        ImageError,
    ),
    Row(
        "builder-not-set-up",
        (r"(?:.*?)Could not find the file / in container (?P<name>buildx_buildkit_[\w.-]+).*",),
        N_("빌더가 쓸 컨테이너({name})를 켜지 못했습니다. Dockerfile의 잘못이 아닙니다."),
        N_(
            "다시 해 보세요. 되풀이되면 엔진에 든 빌더로 하거나('docker buildx use default') 디스크에 빈자리가 있는지 'docker system df'와 'df -h'로 봅니다."
        ),
        EngineError,
        ROOT,
        source="buildx 0.10 to 0.29, docker-container driver",
    ),
    Row(
        "image-made-twice",
        (r"(?:docker: )?image \"(?P<image>[^\"\n]+)\": already exists$",),
        N_("같은 이름의 이미지({image})를 둘이 한꺼번에 만들려 해서 하나가 실패했습니다."),
        N_(
            "다시 하면 대개 됩니다. Compose의 여러 서비스가 image: 에 같은 이름을 적었다면 build: 는 한 서비스에만 두고 나머지는 image: 만 적으세요."
        ),
        ImageError,
        source="containerd image store, moby 25 and later",
    ),
    Row(
        "bake-privileges",
        (r"(?:docker: )?additional privileges requested$",),
        N_("bake 파일이 그 폴더 밖의 파일을 읽거나 다른 권한을 쓰겠다고 하는데, 허락하지 않았습니다."),
        N_(
            "위에 나온 것을 보고 믿을 수 있는 파일이면 그대로 덧붙여 다시 하세요(예: docker buildx bake --allow fs.read=/경로)."
        ),
        source="buildx 0.19 and later",
    ),
)
