"""Compose: a file that is not there or wrong, services that do not fit together."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, PASSING, ROOT, Row
from helpers.i18n import N_

# Compose names its file only in newer releases; what names none may be anybody's YAML
IN_COMPOSE = r"(?:failed to parse|parsing|validating) \S*compose\S*: "
READING = r"(?:(?:failed to parse|parsing|validating) \S+: )?"
YAML_ERROR = r"(?:yaml|scanner|parser|ruamel\.yaml)\.\w+\.?(?:Scanner|Parser)Error: (?P<reason>.*)"

ROWS = (
    Row(
        "compose-no-file",
        (
            r"no configuration file provided: not found.*",
            r"Can't find a suitable configuration file in this directory or any.*",
            r"\.(?:FileNotFoundError|IOError): (?!\[Errno 13\]).*?compose\.ya?ml'?$",
            r"(?:open|stat) (?P<path>\S*compose[\w.-]*\.ya?ml): no such file or directory.*",
        ),
        N_("이 폴더에 Compose 파일(compose.yaml)이 없습니다."),
        N_("'ls'로 확인하고 파일이 있는 폴더에서 하거나 -f로 경로를 적으세요."),
        source="Compose 1.29 and 2.26",
    ),
    Row(
        "compose-file-denied",
        (
            r"\.?(?:IOError|PermissionError): \[Errno 13\] Permission denied: u?'(?P<path>[^'\n]*compose[\w.-]*\.ya?ml)'.*",
        ),
        N_("Compose 파일 {path}을(를) 읽을 권한이 없습니다."),
        N_(
            "'ls -l'로 주인과 권한을 보세요. snap으로 설치한 도커는 홈 폴더 밖과 이름이 .으로 시작하는 폴더를 보지 못하니, 그런 곳에 있으면 홈 폴더 아래로 옮깁니다."
        ),
        source="docker-compose 1 from snap",
    ),
    Row(
        "compose-syntax",
        (
            IN_COMPOSE + r"yaml: (?:(?:unmarshal|construct) errors:\n\s*)?(?P<reason>.*)",
            IN_COMPOSE + r"line \d+: (?P<reason>mapping key \"[^\"\n]+\" already defined at line \d+.*)",
            YAML_ERROR + r"(?=\n(?:[^\n]*\n)*?in \"[^\"\n]*compose[^\"\n]*\")",
        ),
        N_("Compose 파일의 YAML이 잘못되었습니다: {reason}"),
        N_(
            "들여쓰기는 탭 없이 빈칸으로 맞추고, 쌍점 뒤에 빈칸을 두세요. 'docker compose config'로 확인할 수 있습니다."
        ),
        source="Compose 1.29 and 2.26",
    ),
    Row(
        "compose-syntax",
        (
            READING + r"yaml: (?:(?:unmarshal|construct) errors:\n\s*)?(?P<reason>.*)",
            READING + r"line \d+: (?P<reason>mapping key \"[^\"\n]+\" already defined at line \d+.*)",
            YAML_ERROR,
        ),
        N_("YAML 파일이 잘못되었습니다: {reason}"),
        N_(
            "들여쓰기는 탭 없이 빈칸으로 맞추고, 쌍점 뒤에 빈칸을 두세요. Compose 파일이라면 'docker compose config'로 확인할 수 있습니다."
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
        "compose-variable",
        (
            r"(?:WARNING: |WARN\[\d+\] |time=\"[^\"\n]*\" level=warning msg=\")The \\?\"?(?P<name>\w+)\\?\"? variable is not set\. "
            r"Defaulting to a blank string\.[^\n]*\n(?:[^\n]*\n)*?(?:docker: )?(?:The Compose file '[^'\n]*' is invalid because:"
            r"|[^\n]*(?:invalid (?:hostPort|containerPort|proto|spec|reference format|IP address)|no port specified|empty section between colons)).*",
        ),
        N_("Compose 파일이 쓰는 변수 {name}에 값이 없어 그 자리가 비었습니다."),
        N_(
            "Compose 파일 옆의 .env에 이름=값으로 적으세요(.env.example이 있으면 복사해서). 'docker compose config'가 채워진 파일을 보여 줍니다."
        ),
        rank=ROOT,
        source="Compose 1.29 and 2.26",
    ),
    Row(
        "compose-variable",
        (
            r"(?:[^\n]*?)required variable (?P<name>\w+) is missing a value.*",
            r"Missing mandatory value for \"[^\"\n]+\" option interpolating \S*?\$\{(?P<name>\w+)[^\n]*",
            r"Missing mandatory value for \"[^\"\n]+\" option in service(?P<name>) .*",
        ),
        N_("Compose 파일이 반드시 있어야 한다고 한 변수에 값이 없습니다. {name}"),
        N_(
            "Compose 파일 옆의 .env에 이름=값으로 적으세요(.env.example이 있으면 복사해서). 다른 파일이면 --env-file로 가리킵니다."
        ),
        source="Compose 1.29 and 2.26",
    ),
    Row(
        "compose-mapping",
        (
            r"(?:(?:parsing|validating) \S+: )?(?P<reason>(?:(?:services|networks|volumes|configs|secrets)(?:\.[\w.-]+)?|Top-level object) must be a mapping)\b.*",
            r"(?P<reason>In file '[^'\n]*',? (?:service|network|volume|config|secret)s?(?: '[^'\n]*')? must be a mapping\b.*)",
        ),
        N_("Compose 파일의 들여쓰기가 맞지 않습니다: {reason}"),
        N_(
            "mapping은 '이름: 값'이 아래에 한 단계 들여 쓰여 있다는 뜻입니다. 그 이름 아래가 비어 있거나, 들여쓰기가 없거나, - 로 시작하지 않는지 보세요. "
            "서비스는 services: 아래에 적습니다."
        ),
        source="Compose 1.5 to 2.29",
    ),
    Row(
        "compose-invalid",
        (
            r"(?:validating \S+: )?(?P<where>services\.[\w.-]+) [Aa]dditional propert(?:y|ies) '?(?P<name>develop|gpus|models|provider|post_start|pre_stop|use_api_socket)'? (?:is )?not allowed.*",
            r"(?:validating \S+: )?\(root\)(?P<where>) [Aa]dditional propert(?:y|ies) '?(?P<name>include|models)'? (?:is )?not allowed.*",
        ),
        N_("Compose가 파일보다 오래되어 {name} 항목을 모릅니다({where})."),
        N_(
            "'docker compose version'을 보고 새것으로 올리거나(Docker Desktop도), 그 항목을 파일에서 빼세요. 들여쓰기가 잘못되어도 같은 말이 나옵니다."
        ),
        source="Compose 2.14 to 2.38",
    ),
    Row(
        "compose-invalid",
        (r"(?:validating \S+: )?(?P<where>services\.[\w-]+)\.(?P<name>env_file)\.\d+ must be a string.*",),
        N_("Compose가 파일보다 오래되어 {where}의 {name}에 적은 path: 와 required: 를 모릅니다."),
        N_(
            "'docker compose version'을 보고 2.24 이상으로 올리거나(Docker Desktop도), env_file 아래에 파일의 이름만 적으세요: - .env"
        ),
        source="compose-go 1 and 2 before 2.24, schema",
    ),
    Row(
        "compose-invalid",
        (
            r"(?:validating \S+: )?\(root\) [Aa]dditional propert(?:y|ies) '?(?P<name>[\w.-]+)'? (?:is )?not allowed.*",
            r"validating \S+: +[Aa]dditional propert(?:y|ies) '(?P<name>[\w.-]+)' (?:is )?not allowed.*",
        ),
        N_("Compose 파일의 맨 바깥에 {name} 항목이 있는데, 거기 있을 수 있는 이름이 아닙니다."),
        N_(
            "서비스라면 services: 아래에 한 단계 들여 쓰세요(아주 옛 파일에는 services: 줄이 없으니 맨 위에 더합니다). 아니면 철자를 보세요. 바깥에는 services, networks, "
            "volumes, configs, secrets, name, include 따위만 둘 수 있습니다. 'docker compose config'로 다시 확인합니다."
        ),
        source="Compose 1.29 and 2.26",
    ),
    Row(
        "compose-invalid",
        (
            r"(?:The Compose file '[^']*' is invalid because:\s*)?services\.(?P<where>[\w-]+)\.ports contains an invalid type, it should be a number, or an object.*",
        ),
        N_("Compose 파일에서 {where} 서비스의 ports에 포트로 읽을 수 없는 것이 있습니다."),
        N_(
            "변수로 적었다면 값이 비어 있기 쉽습니다. Compose 파일 옆의 .env를 보세요('docker compose config'가 채워진 파일을 보여 줍니다). "
            '아니면 따옴표로 감싸 한 줄에 하나씩 적습니다: - "8080:80"'
        ),
        source="Compose 1.13 to 1.29",
    ),
    Row(
        "compose-invalid",
        (
            r"(?:validating \S+: )?(?P<reason>(?:services|networks|volumes|configs|secrets)(?:\.[\w.-]+)? (?:[Aa]dditional propert(?:y|ies) .*|must be .*|contains .*|[Dd]oes not match (?:format|any of) .*))",
            r"(?:validating \S+: )?(?P<reason>\(root\) [Aa]dditional propert(?:y|ies) .*)",
            r"The Compose file '[^']*' is invalid because:\s*(?P<reason>.*)",
            r"(?P<reason>Unsupported config option for .*)",
            r"Validation failed in file '[^'\n]*', reason\(s\):\n\s*(?P<reason>.*)",
        ),
        N_("Compose 파일에 알 수 없는 것이 있습니다: {reason}"),
        N_(
            "이름의 철자와 들여쓰기를 확인하세요. 'docker compose config'가 파일을 어떻게 읽었는지 보여 줍니다. "
            "docker-compose 1이면 모르는 이름일 수도 있으니 'docker compose'(빈칸)로 해 보세요."
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
            r"(?:.*?)dependency failed to start: container (?P<service>\S+) (?:is unhealthy|exited \(\d+\)).*",
            r"docker: Container \"(?P<service>[^\"\n]+)\" is unhealthy\.?$",
            r"container (?P<service>\S+) exited \(\d+\)$",
        ),
        N_("먼저 켜져야 하는 {service} 쪽이 건강하지 않거나 끝나 버려서 나머지를 켜지 못했습니다."),
        N_(
            "그 컨테이너의 'docker logs {service}'로 까닭을, 'docker inspect {service}'의 Health로 healthcheck의 결과를 보세요."
        ),
        rank=AFTER,
        source="Compose 1.29 and 2.26",
    ),
    Row(
        "compose-dependency",
        (
            r"(?:.*?)container for service \"(?P<service>[^\"\n]+)\" (?:is unhealthy|exited).*",
            r"(?:.*?)service \"(?P<service>[^\"\n]+)\" didn't complete successfully: exit \d+.*",
        ),
        N_("먼저 켜져야 하는 {service} 서비스가 건강하지 않거나 끝나 버려서 나머지를 켜지 못했습니다."),
        N_("'docker compose logs {service}'로 까닭을, 'docker compose ps -a'로 상태를 보세요."),
        rank=AFTER,
        source="Compose 2.2 to 2.14",
    ),
    Row(
        "compose-network-label",
        (r"(?:.*?)network (?P<name>\S+) was found but has incorrect label com\.docker\.compose\.network.*",),
        N_("{name} 네트워크는 이 Compose 파일이 만든 것이 아니어서 Compose가 쓰지 않습니다."),
        N_(
            "있는 네트워크를 함께 쓰려면 Compose 파일의 networks: 에서 그 이름 아래에 external: true를 적으세요. "
            "아니면 Compose 파일의 네트워크에 다른 이름을 줍니다."
        ),
        source="Compose 2.20 and later",
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
