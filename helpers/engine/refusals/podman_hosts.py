"""Podman's own: names without a registry, its network programs, folders that its user may not see."""

from __future__ import annotations

from helpers.engine.refusals.row import PASSING, ROOT, Row
from helpers.errors import EngineError, ImageError
from helpers.i18n import N_

ROWS = (
    Row(
        "podman-short-name",
        (
            r"(?:.*?)short-name \\?\"(?P<image>[^\"\\\s]+)\\?\" did not resolve to an alias and no unqualified-search registries are defined.*",
            r"(?:.*?)short-name resolution enforced but cannot prompt without a TTY(?P<image>).*",
        ),
        N_("Podman은 레지스트리를 적지 않은 짧은 이름의 이미지를 어디서 받을지 모릅니다. {image}"),
        N_(
            "Docker Hub의 것이면 앞에 docker.io/를 붙이세요: podman pull docker.io/{image}. 늘 거기서 찾게 하려면 "
            '/etc/containers/registries.conf에 unqualified-search-registries = ["docker.io"] 를 적습니다.'
        ),
        ImageError,
    ),
    Row(
        "no-such-image",
        (
            r"(?:.*?)initializing source docker://localhost/(?P<image>[^\s:]+)(?::[\w.-]+)?: pinging container registry localhost: [^\n]*connection refused.*",
        ),
        N_(
            "localhost/{image} 이미지가 이 사용자에게 없어서, Podman이 있지도 않은 localhost의 레지스트리에 물었습니다."
        ),
        N_(
            "먼저 빌드하세요: podman build -t {image} . sudo로 빌드한 것은 sudo 없이는 보이지 않습니다(거꾸로도). 있는 것은 'podman images'가 보여 줍니다."
        ),
        ImageError,
        ROOT,
    ),
    Row(
        "registry-refused",
        (r"(?:.*?)pinging container registry (?P<host>[^\s:]+(?::\d+)?): StatusCode: (?P<status>40\d)\b.*",),
        N_("{host} 서버가 레지스트리로 쓰는 것을 거절했습니다({status})."),
        N_(
            "정해 둔 미러라면 이제 쓰지 못하는 것입니다. registries.conf(나 그 .d 폴더의 파일)에서 그 줄을 빼고 다시 하세요. 미러가 아니면 주소를 확인합니다."
        ),
        ImageError,
        source="Podman 3 to 5, containers/image",
    ),
    Row(
        "podman-nowhere",
        (r"(?:.*?)\d+ errors occurred while pulling:.*",),
        N_("Podman이 찾아본 레지스트리 어디에서도 그 이미지를 받지 못했습니다."),
        N_(
            "이름의 철자를 확인하고 레지스트리까지 적으세요: podman pull docker.io/library/이름. "
            "비공개 저장소의 것이면 'podman login'을 먼저 합니다."
        ),
        ImageError,
        ROOT,
    ),
    Row(
        "podman-folder-denied",
        (
            r"(?:.*?)error stat'ing file [`'](?P<path>[^`'\n]+)[`']: Permission denied.*",
            r"(?:.*?)crun: (?:cannot )?stat [`'](?P<path>/[^`'\n]+)[`']: Permission denied.*",
        ),
        N_("Podman을 돌리는 사용자가 호스트의 {path} 폴더를 볼 수 없습니다."),
        N_("'ls -ld'로 그 폴더와 위 폴더들의 권한을 보고, 자기 폴더를 마운트하세요."),
    ),
    Row(
        "podman-network",
        (r"(?:.*?)netavark(?: \(exit code \d+\))?: (?P<reason>(?!.*address already in use)[^\n]+)",),
        N_("Podman의 네트워크 프로그램(netavark)이 실패했습니다: {reason}"),
        N_(
            "netavark, aardvark-dns, nftables(또는 iptables) 패키지가 있는지 보고 없는 것을 설치하세요. WSL이면 커널에 nftables의 모듈이 없을 수 있으니 "
            "'wsl --update'를 합니다. 그대로면 로그아웃했다가 다시 로그인하거나 컴퓨터를 다시 켭니다."
        ),
        EngineError,
        PASSING,
    ),
)
