"""docker-compose 1, written in Python and left behind: what it lacks, and what it no longer understands."""

from __future__ import annotations

from helpers.engine.refusals.packages import PACKAGES
from helpers.engine.refusals.row import PASSING, ROOT, Row
from helpers.i18n import N_

TODAY = N_(
    "지금의 Compose를 쓰세요: 'docker compose'(빈칸). 없으면 패키지를 설치합니다. 'course doctor'로 확인할 수 있습니다."
)

ROWS = (
    Row(
        "compose1-broken",
        (
            r"(?:sys\.exit\()?load_entry_point\('docker-compose==(?P<version>1[\d.]*)'[^\n]*\n(?:[^\n]*\n)*?"
            r"(?:ModuleNotFoundError|ImportError): (?P<reason>.*)",
        ),
        N_("오래된 docker-compose {version} 버전이 이 컴퓨터의 파이썬에서 돌지 않습니다: {reason}"),
        TODAY,
        also=PACKAGES,
        rank=PASSING,
        source="docker-compose 1.9 and 1.29 with Python 3.12",
    ),
    Row(
        "compose1-broken",
        (
            r"File \"[^\"\n]*[/\\]docker-compose\", line \d+, in <module>\n(?:[^\n]*\n)*?"
            r"(?:ModuleNotFoundError|ImportError|pkg_resources\.(?:DistributionNotFound|\w*VersionConflict)): (?P<reason>.*)",
        ),
        N_("파이썬으로 만든 오래된 docker-compose 1이 이 컴퓨터에서 돌지 않습니다: {reason}"),
        TODAY,
        also=PACKAGES,
        rank=PASSING,
        source="docker-compose 1.8 to 1.29, installed by pip",
    ),
    Row(
        "compose1-broken",
        (
            r"(?:.*?)KeyError: '(?P<reason>ContainerConfig)'$",
            r"(?:ERROR: for \S+ +)?'(?P<reason>ContainerConfig)'$",
        ),
        N_("오래된 docker-compose 1이 지금의 엔진이 주는 것을 읽지 못합니다({reason})."),
        N_(
            "지금의 Compose로 하세요: 'docker compose up -d'(빈칸). 볼륨의 데이터는 그대로 있습니다. 없으면 패키지를 설치합니다."
        ),
        also=PACKAGES,
        source="docker-compose 1.29 with moby 25 and later",
    ),
    Row(
        "compose1-command",
        (r"No such command: (?P<word>[\w-]+)\n+Commands:\n(?:[^\n]*\n)*?build +Build or rebuild services.*",),
        N_("오래된 docker-compose 1에는 {word} 명령이 없습니다."),
        N_("철자를 확인하세요. 새 Compose에만 있는 명령(ls, cp, watch)이면 빈칸으로: docker compose {word}"),
        source="docker-compose 1",
    ),
    Row(
        "compose1-services",
        (r"Unsupported config option for services(?: service)?: '(?P<name>[^'\n]+)'.*",),
        N_("오래된 docker-compose 1이 services: 로 시작하는 이 파일의 형식을 읽지 못합니다({name})."),
        TODAY,
        rank=ROOT,
        also=PACKAGES,
        source="docker-compose 1.2 to 1.26",
    ),
    Row(
        "compose1-services",
        (r"In file '[^'\n]+',? service '(?P<name>include|name)' must be a mapping.*",),
        N_("이 docker-compose는 {name}: 항목을 모를 만큼 오래되었습니다. 파일의 잘못이 아닙니다."),
        TODAY,
        rank=ROOT,
        also=PACKAGES,
        source="docker-compose 1.29; include: since Compose 2.20",
    ),
    Row(
        "compose1-top-level",
        (r"Service \"(?P<name>[^\"\n]+)\" doesn't have any configuration options\. All top level keys .*",),
        N_("아주 오래된 docker-compose가 Compose 파일의 {name} 아래에서 설정을 찾지 못했습니다."),
        N_(
            "{name} 아래의 줄을 빈칸으로 들여 쓰세요. services: 로 시작하는 파일이면 이 docker-compose가 모르는 형식이니 'docker compose'(빈칸)로 하세요."
        ),
        source="docker-compose 1.1 to 1.5",
    ),
    Row(
        "compose-dollar",
        (r"Invalid interpolation format for \"(?P<where>[^\"\n]+)\" option in [^\n]*?\$\{\w+:?[-?+][^\n]*",),
        N_("이 docker-compose 1은 {where} 자리의 ${{이름:-기본값}} 형식을 모릅니다."),
        N_(
            "파일은 그대로 두고 지금의 'docker compose'(빈칸)로 하세요. 없으면 패키지를 설치합니다. 'course doctor'로 확인할 수 있습니다."
        ),
        rank=PASSING,
        also=PACKAGES,
        source="docker-compose 1.8 to 1.22",
    ),
    Row(
        "compose-dollar",
        (
            r"Invalid interpolation format for \"(?P<where>[^\"\n]+)\" option in .*",
            r"invalid interpolation format for (?P<where>[\w.\[\]-]+?)\.?(?::.*)?$",
        ),
        N_("Compose 파일의 {where} 자리에 있는 $ 를 변수로 읽지 못했습니다."),
        N_(
            "$ 라는 글자를 뜻했다면 $$ 로 적으세요. 오래된 docker-compose 1은 기본값(:-)과 필수(:?) 표시를 모르니 "
            "'docker compose'(빈칸)로 해 보세요."
        ),
        rank=PASSING,
        source="Compose 1.17 and 2.26",
    ),
    Row(
        "compose-version",
        (
            r"(?P<what>Version in \"[^\"\n]+\" is (?:unsupported|invalid))\b.*",
            r"(?P<what>unsupported Compose file version: \S+).*",
            r"(?P<what>In file '[^'\n]+',? service 'version' (?:doesn't have any configuration options|must be a mapping)).*",
        ),
        N_("Compose 파일의 version을 이 명령이 받지 않습니다: {what}"),
        N_(
            "docker-compose 1이 파일보다 오래되었습니다. 지금의 'docker compose'(빈칸)로 하면 version 줄이 필요 없습니다. "
            'docker stack deploy에는 version: "3.8"을 적으세요.'
        ),
        source="Compose 1.5 to 1.29; docker stack 20.10",
    ),
)
