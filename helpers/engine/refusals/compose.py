"""Compose: a file that is not there or wrong, services that do not fit together."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, PASSING, Row
from helpers.i18n import N_

ROWS = (
    Row(
        "compose-no-file",
        (
            r"no configuration file provided: not found.*",
            r"Can't find a suitable configuration file in this directory or any.*",
            r"\.(?:FileNotFoundError|IOError): .*?compose\.ya?ml'?$",
            r"(?:open|stat) (?P<path>\S*compose[\w.-]*\.ya?ml): no such file or directory.*",
        ),
        N_("이 폴더에 Compose 파일(compose.yaml)이 없습니다."),
        N_("'ls'로 확인하고 파일이 있는 폴더에서 하거나 -f로 경로를 적으세요."),
        source="Compose 1.29 and 2.26",
    ),
    Row(
        "compose-syntax",
        (
            r"(?:(?:failed to parse|parsing|validating) \S+: )?yaml: (?:(?:unmarshal|construct) errors:\n\s*)?(?:line (?P<line>\d+): )?(?P<reason>.*)",
            r"(?:yaml|scanner|parser|ruamel\.yaml)\.\w+\.?(?:Scanner|Parser)Error: (?P<reason>.*)(?P<line>)",
        ),
        N_("Compose 파일의 YAML이 잘못되었습니다: {reason}"),
        N_(
            "들여쓰기는 탭 없이 빈칸으로 맞추고, 쌍점 뒤에 빈칸을 두세요. 'docker compose config'로 확인할 수 있습니다."
        ),
        source="Compose 1.29 and 2.26",
    ),
    Row(
        "compose-undefined",
        (
            r"service \"(?P<service>[^\"\n]+)\" (?:depends on|refers to) undefined (?P<kind>service|network|volume|config|secret) \"?(?P<name>[^\s\":]+)\"?.*",
            r"Service '(?P<service>[^'\n]+)' depends on (?P<kind>service) '(?P<name>[^'\n]+)' which is undefined.*",
            r"Service [\"'](?P<service>[^\"'\n]+)[\"'] uses an undefined (?P<kind>network|volume) [\"'](?P<name>[^\"'\n]+)[\"'].*",
            r"Named volume [\"'](?P<name>[^\"'\n:]+)[^\n]*is used in service [\"'](?P<service>[^\"'\n]+)[\"'] but no declaration was found in the (?P<kind>volumes) section.*",
        ),
        N_("{service} 서비스가 쓰는 {name} 항목이 Compose 파일에 정의되어 있지 않습니다."),
        N_("이름의 철자를 맞추거나, 볼륨과 네트워크는 파일 끝의 volumes:, networks: 아래에 적으세요."),
        source="Compose 1.29 and 2.26",
    ),
    Row(
        "compose-no-image",
        (r"service \"?(?P<service>[\w.-]+)\"? has neither an image nor a build context specified.*",),
        N_("{service} 서비스에 image도 build도 없습니다."),
        N_("image: 이름 이나 build: . 가운데 하나를 적으세요."),
        source="Compose 1.29 and 2.26",
    ),
    Row(
        "compose-invalid",
        (
            r"(?:validating \S+: )?(?P<reason>(?:services|networks|volumes|configs|secrets)(?:\.[\w.-]+)? (?:[Aa]dditional propert(?:y|ies) .*|must be .*|contains .*))",
            r"(?:validating \S+: )?(?P<reason>\(root\) [Aa]dditional propert(?:y|ies) .*)",
            r"The Compose file '[^']*' is invalid because:\n\s*(?P<reason>.*)",
            r"(?P<reason>Unsupported config option for .*)",
            r"(?P<reason>Version in \"\S+\" is (?:unsupported|invalid).*)",
        ),
        N_("Compose 파일에 알 수 없는 것이 있습니다: {reason}"),
        N_(
            "이름의 철자와 들여쓰기를 확인하세요. 'docker compose config'가 파일을 어떻게 읽었는지 보여 줍니다."
        ),
        source="Compose 1.29 and 2.26",
    ),
    Row(
        "compose-no-service",
        (r"no such service: (?P<service>\S+).*", r"No such service: (?P<service>\S+).*"),
        N_("Compose 파일에 {service} 서비스가 없습니다."),
        N_("'docker compose config --services'로 이름을 확인하세요. 컨테이너가 아니라 서비스의 이름입니다."),
        source="Compose 1.29 and 2.26",
    ),
    Row(
        "compose-not-running",
        (
            r"service \"(?P<service>[^\"\n]+)\" is not running.*",
            r"No container found for (?P<service>\S+)_1.*",
        ),
        N_("{service} 서비스가 실행 중이 아닙니다."),
        N_(
            "'docker compose ps -a'와 'docker compose logs {service}'로 까닭을 보고 'docker compose up -d' 하세요."
        ),
        rank=PASSING,
        source="Compose 1.29 and 2.26",
    ),
    Row(
        "compose-dependency",
        (
            r"(?:.*?)dependency failed to start: container (?P<service>\S+) (?:is unhealthy|exited \(\d+\)|has no healthcheck configured).*",
            r"(?:.*?)container for service \"(?P<service>[^\"\n]+)\" (?:is unhealthy|exited).*",
        ),
        N_("먼저 켜져야 하는 {service} 쪽이 건강하지 않거나 끝나 버려서 나머지를 켜지 못했습니다."),
        N_(
            "'docker compose logs {service}'로 까닭을, 'docker inspect {service}'로 healthcheck의 결과를 보세요."
        ),
        rank=AFTER,
        source="Compose 2.26",
    ),
    Row(
        "compose-external",
        (
            r"(?:.*?)(?P<kind>[Vv]olume|[Nn]etwork) \"?(?P<name>[\w.-]+)\"? declared as external, but could not be found.*",
            r"(?:.*?)external (?P<kind>volume|network) \"(?P<name>[^\"\n]+)\" not found.*",
        ),
        N_("Compose 파일이 밖에 있다고 한(external) {name} 볼륨이나 네트워크가 없습니다."),
        N_("먼저 만드세요: docker volume create {name} (네트워크는 docker network create {name})"),
        source="Compose 1.29 and 2.26",
    ),
)
