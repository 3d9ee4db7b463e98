"""Who may take an image from a registry, and who may give it one."""

from __future__ import annotations

from helpers.engine.refusals.row import PASSING, Row
from helpers.errors import ImageError
from helpers.i18n import N_

# docker push names the repository before it says what became of it; docker 1 said "a repository"
PUSHED = r"The push refers to (?:a )?repository \["
NOT_TAKEN = (
    r"\]\n(?:[^\n]*\n)*?(?:docker: )?(?:[^\n]*(?:: |Preparing +|Waiting +))?"
    r"(?:denied|unauthorized|push access denied|insufficient_scope|error from registry: denied)\b.*"
)
HUB = r"(?:[\w-]+\.)*docker\.(?:io|com)"

ROWS = (
    Row(
        "push-denied",
        (PUSHED + r"(?!" + HUB + r"/)(?P<repository>(?P<host>[^\]\n/]+)/[^\]\n]+)" + NOT_TAKEN,),
        N_("저장소 {repository}에 올릴 권한이 없습니다."),
        N_(
            "그 레지스트리에 로그인하고 다시 올리세요: docker login {host}. 로그인했는데도 그러면 올려도 되는 이름(자기 계정이나 프로젝트 아래)인지 보고 다시 붙입니다: "
            "docker tag 이미지 {host}/내것/이름:태그"
        ),
        ImageError,
    ),
    Row(
        "push-denied",
        (
            r"(?:.*?)failed to push (?P<repository>[^\s:]+(?::\d+/[^\s:]+)?)\S*: (?:[^\n]*: )?(?:push access denied|denied|insufficient_scope|unauthorized)\b.*",
            PUSHED + r"(?P<repository>[^\]\n]+)" + NOT_TAKEN,
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
        "login-scope",
        (
            r"(?:.*?)access token has insufficient scopes.*",
            r"docker: (?:.*?)denied: (?:permission_denied: |The token provided does not match expected scopes|Permission \"artifactregistry\.).*",
            r"denied: (?:permission_denied: (?:write_package|The token provided)|Permission \"artifactregistry\.).*",
        ),
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
            r"(?:.*?)[Rr]equesting bearer token: invalid status code from registry (?P<reason>40[013])\b.*",
        ),
        N_("레지스트리의 로그인 서버가 받기 허가(token)를 주지 않았습니다({reason})."),
        N_(
            "저장된 로그인이 낡았으면 'docker logout' 뒤에 다시 하세요. 그래도 같으면 프록시나 방화벽이 그 서버의 주소를 막는지 보세요."
        ),
        ImageError,
    ),
    Row(
        "registry-denied",
        (
            r"(?:[^\n]*?(?:: | ))?(?:Get|Head|Post|Put|Patch) \"?https?://(?P<host>[^/\"\s]+)/v2/[^\n]*no basic auth credentials.*",
        ),
        N_("{host} 레지스트리에 로그인하지 않았습니다."),
        N_(
            "로그인하고 다시 하세요: docker login {host}. AWS의 ECR이면 로그인이 12시간 뒤에 끝나니 다시 합니다: aws ecr get-login-password | docker login --username AWS "
            "--password-stdin {host}"
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "registry-denied",
        (
            r"(?:[^\n]*?(?:: | ))?(?:Get|Head|Post|Put|Patch) \"?https?://(?!"
            + HUB
            + r"[:/\"])(?P<host>[^/\"\s]+)/v2/(?:(?P<image>[^\s\"]+?)/(?:manifests|blobs|tags)/[^\s\"]*)?\"?: "
            r"(?:error from registry: )?(?:denied|unauthorized)"
            r"(?:: (?:denied|authentication required|requested access to the resource is denied|access to the requested resource is not authorized))?\.?$",
        ),
        N_("{host} 레지스트리가 {image} 이미지에 손댈 권한이 없다고 합니다."),
        N_(
            "공개된 이미지라면 전에 한 로그인이 낡아서 그럴 수 있으니 'docker logout {host}' 뒤에 다시 해 보세요. 비공개라면 'docker login {host}' 하고, 이름의 철자도 확인하세요. "
            "그래도 같으면 만든 사람이 공개하지 않은 것일 수 있습니다."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "registry-denied",
        (
            r"docker: (?:.*?: )?(?:error from registry: )?denied(?:: requested access to the resource is denied)?\.?$",
            r"(?:denied: requested access to the resource is denied)\.?$",
            r"docker: (?:.*?: )?(?:error from registry: )?unauthorized(?:: (?:authentication required|access to the requested resource is not authorized))?\.?$",
            r"unauthorized: (?:authentication required|access to the requested resource is not authorized).*",
            r"(?:.*?)no basic auth credentials.*",
            r"docker: (?:.*?: )?unexpected status: 40[13] (?:Unauthorized|Forbidden)$",
            r"docker: authorization status: 40[13]: authorization failed$",
        ),
        N_("레지스트리가 이 이름의 이미지에 손댈 권한이 없다고 합니다."),
        N_(
            "올릴 때는 자기 계정의 이름을 붙이고(docker tag 이미지 내계정/이름:태그) 'docker login' 하세요. "
            "받을 때는 이름의 철자를 확인하고, 비공개라면 'docker login' 하세요."
        ),
        ImageError,
        PASSING,
    ),
)
