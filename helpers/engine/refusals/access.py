"""Logins and repositories: what a registry wants before it takes an image, and files that keep a login."""

from __future__ import annotations

from helpers.engine.refusals.desktop import CREDENTIALS
from helpers.engine.refusals.row import ROOT, Row
from helpers.errors import EngineDenied, EngineError, EngineNotFound, ImageError
from helpers.i18n import N_

SAVING = r"(?:Error saving credentials: )?"

ROWS = (
    Row(
        "engine-denied",
        (
            r"(?:.*?)(?:Failed to retrieve information of the docker client and server host|Provider (?:connection )?error),?:? [^\n]*docker\.sock: connect: permission denied.*",
        ),
        N_("컨테이너 안의 프로그램(traefik 따위)이 도커 엔진의 소켓을 쓸 권한이 없습니다."),
        N_(
            "소켓의 그룹으로 켜세요: docker run --group-add $(stat -c %g /var/run/docker.sock) … (Compose는 group_add). "
            "소켓을 쓰는 컨테이너는 root 권한이 있는 것과 같으니 믿는 이미지에만 주세요."
        ),
        EngineDenied,
        source="traefik 2 and 3",
    ),
    Row(
        "engine-denied",
        (
            r"[^\n]*(?:\[Pipeline\]|jenkins@|/jenkins/)[^\n]*\n(?:[^\n]*\n){0,8}?[^\n]*permission denied while trying to connect to the (?:Docker daemon socket|docker API).*",
        ),
        N_("Jenkins가 도는 사용자에게 도커 엔진의 소켓을 쓸 권한이 없습니다."),
        N_(
            "호스트에 설치한 Jenkins라면 그 사용자를 그룹에 넣고 Jenkins를 다시 시작하세요: sudo usermod -aG docker jenkins, sudo systemctl restart jenkins. "
            "컨테이너라면 소켓의 그룹으로 켭니다: docker run --group-add $(stat -c %g /var/run/docker.sock) … 소켓을 쓰면 호스트의 root와 같으니 믿는 작업만 돌리세요."
        ),
        EngineDenied,
    ),
    Row(
        "credential-desktop",
        (SAVING + CREDENTIALS + r"[^\n]*dial unix \S*(?:backend\.sock|docker-api\.sock)[^\n]*",),
        N_("로그인 정보를 Docker Desktop에 맡겨 두었는데, Docker Desktop이 켜져 있지 않습니다."),
        N_(
            "Docker Desktop을 켜고 'Engine running'이라고 나온 뒤에 sudo 없이 다시 하세요(sudo로 하면 다른 사용자의 것을 찾습니다)."
        ),
        EngineNotFound,
    ),
    Row(
        "credential-network",
        (SAVING + CREDENTIALS + r"[^\n]*(?:dialing|dial tcp|lookup) [^\n]*",),
        N_("로그인 정보를 맡은 프로그램이 레지스트리에 연결하지 못했습니다."),
        N_("네트워크, DNS, 프록시를 확인하고 다시 하세요. 공개 이미지를 받는 데에는 로그인이 필요 없습니다."),
        ImageError,
    ),
    Row(
        "client-folder",
        (
            r"(?:Error saving credentials: )?(?:rename|open) (?P<file>\S*/\.docker/config\.json)\S*(?: \S+)?: (?P<reason>device or resource busy|permission denied|read-only file system).*",
            r"(?:.*?)(?:open|mkdir|rename) (?P<file>/\S*/\.docker/(?:buildx|contexts|cli-plugins|scan|models)\S*)[^\n]*: (?P<reason>permission denied).*",
        ),
        N_("docker 명령이 자기 설정을 두는 {file}에 쓰지 못했습니다: {reason}"),
        N_(
            "전에 sudo로 한 docker가 root의 것으로 만들었다면 되돌리세요: sudo chown -R $USER ~/.docker. "
            "컨테이너에 그 파일 하나만 -v로 붙였다면 폴더를 붙입니다."
        ),
    ),
    Row(
        "login-blocked",
        (
            r"docker: (?:.*?)too many failed login attempts.*",
            r"(?:.*?)too many failed login attempts for username or IP address.*",
        ),
        N_("로그인에 여러 번 실패해서 레지스트리가 잠시 막았습니다."),
        N_(
            "몇 분 뒤에 사용자 이름과 토큰을 확인하고 다시 하세요. 공개 이미지를 받는 데에는 로그인이 필요 없습니다."
        ),
        ImageError,
        ROOT,
    ),
    Row(
        "login-expired",
        (
            r"docker: (?:.*?)[Yy]our (?:authorization|access) token has expired.*",
            r"(?:.*?)[Yy]our authorization token has expired\. Reauthenticate and try again.*",
        ),
        N_("레지스트리에 로그인한 토큰의 기한이 지났습니다."),
        N_(
            "다시 로그인하세요. AWS ECR의 토큰은 12시간 동안 쓸 수 있습니다: aws ecr get-login-password | docker login --username AWS "
            "--password-stdin 주소"
        ),
        ImageError,
        ROOT,
    ),
    Row(
        "repository-missing",
        (
            r"(?:.*?)name unknown: The repository with name '(?P<name>[^'\n]+)' does not exist in the registry.*",
            r"docker: (?:.*?)name unknown: (?:Repository|repository) (?P<name>[^\s:]*).*",
        ),
        N_("레지스트리에 {name} 저장소가 없습니다."),
        N_(
            "이름의 철자를 보세요. AWS ECR 같은 곳에는 올리기 전에 저장소를 만들어야 합니다(aws ecr create-repository --repository-name 이름)."
        ),
        ImageError,
        ROOT,
    ),
    Row(
        "tag-fixed",
        (
            r"(?:.*?)tag invalid: The image tag '(?P<tag>[^'\n]+)' already exists in the '(?P<name>[^'\n]+)' repository.*",
        ),
        N_("{name} 저장소는 한번 올린 태그({tag})를 바꾸지 못하게 되어 있습니다."),
        N_("새 태그를 붙여 올리세요: docker tag 이미지 주소/{name}:새태그"),
        ImageError,
        ROOT,
    ),
    Row(
        "pull-login-ended",
        (
            r"[0-9a-f]{12}: (?:Pull complete|Extracting|Download(?:ing| complete)|Verifying Checksum)\b[^\n]*\n(?:[0-9a-f]{12}: [^\n]*\n|[ \t]*\n)*(?:docker: )?unauthorized: authentication required$",
        ),
        N_("받기 시작한 뒤에 레지스트리가 허가를 거두었습니다. 이미지의 이름이나 권한은 맞습니다."),
        N_(
            "받는 동안 허가의 기한이 지났거나 컴퓨터의 시계가 틀립니다. 'date'로 시각을 확인하고 같은 명령을 다시 하세요(받은 레이어는 다시 받지 않습니다). 그대로면 'docker login'을 다시 합니다."
        ),
        ImageError,
        ROOT,
    ),
    Row(
        "registry-blob-lost",
        (
            r"(?:.*?: )?blob unknown to registry(?: - sha256:[0-9a-f]*)?\S*$",
            r"(?:docker: |[^\w\n]*error during image push: )?unknown blob$",
        ),
        N_("레지스트리에 이미지의 일부(레이어)가 없습니다."),
        N_(
            "같은 명령을 다시 하세요. 올리다가 되풀이되면 태그의 이름을 바꿔 올리거나 엔진을 새 버전으로 올리고, 받다가 되풀이되면 그 이미지를 맡은 사람에게 다시 올려 달라고 하세요."
        ),
        ImageError,
    ),
    Row(
        "engine-forbids",
        (r"docker: (?:.*?: )?authorization denied by plugin (?P<plugin>[^\s:]+): (?P<reason>[^\n]+)",),
        N_("이 엔진을 맡은 사람이 그 일을 막아 두었습니다({plugin}): {reason}"),
        N_("막힌 옵션(-v, --privileged 같은 것)을 빼고 다시 하거나, 엔진을 맡은 사람에게 물어보세요."),
        EngineError,
        source="moby 1.10 to 29, pkg/authorization",
    ),
    Row(
        "push-too-large",
        (
            r"(?:.*?)[Ee]rror parsing HTTP[^\n]*(?:\b413\b|Request Entity Too Large).*",
            r"(?=docker: |[^\n]*(?:/v2/|\bblob\b|\bpush))(?:.*?)unexpected (?:HTTP )?status[^\n]*(?:\b413\b|Request Entity Too Large).*",
        ),
        N_("레지스트리 앞의 서버(nginx 따위)가 이렇게 큰 레이어를 받지 않습니다(413)."),
        N_(
            "그 서버를 맡은 사람에게 한도(nginx의 client_max_body_size)를 늘려 달라고 하세요. 이미지를 작게 만드는 것도 길입니다(.dockerignore, 여러 단계의 빌드)."
        ),
        ImageError,
        ROOT,
    ),
    Row(
        "save-one-platform",
        (r"docker: (?:.*?)unable to create manifests file: NotFound: content digest \S+: not found.*",),
        N_("이미지의 여러 플랫폼 가운데 일부만 이 컴퓨터에 있어서 통째로 저장하지 못했습니다."),
        N_(
            "있는 것만 저장하세요: docker save --platform linux/amd64 -o 파일.tar 이미지 (엔진 28부터). 무엇이 있는지는 "
            "'docker image ls --tree'가 보여 줍니다. 없는 것은 'docker pull --platform'으로 받습니다."
        ),
        ImageError,
    ),
    Row(
        "content-trust",
        (
            r"(?:.*?)(?:image or trust data|remote trust data|trust data) does not exist for (?P<image>[^\s:]+).*",
        ),
        N_("서명된 이미지만 받게 되어 있는데(DOCKER_CONTENT_TRUST=1) {image} 이미지에는 서명이 없습니다."),
        N_(
            "'unset DOCKER_CONTENT_TRUST' 뒤에 다시 하세요. 서명을 확인하는 이 기능은 지금의 도커에서 사라지는 중입니다. 회사가 정한 것이면 맡은 사람에게 물어봅니다."
        ),
        ImageError,
        source="docker/cli 17 to 28, notary",
    ),
    Row(
        "certificate-file",
        (
            r"docker: open (?P<file>/etc/docker/certs\.d/[^\s:]+):\s?(?:docker: )?(?P<reason>no such file or directory|permission denied)$",
        ),
        N_("레지스트리의 인증서로 정해 둔 {file} 파일을 읽지 못했습니다: {reason}"),
        N_(
            "'ls -lL'로 보세요. 없는 곳을 가리키는 링크이면(CentOS 7의 redhat-ca.crt가 그렇습니다) 그것이 든 패키지(subscription-manager-rhsm-certificates)를 설치하거나, "
            "그 레지스트리를 쓰지 않으면 링크를 다른 곳으로 옮깁니다."
        ),
        ImageError,
    ),
)
