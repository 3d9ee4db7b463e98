"""Compose: a project as a whole that cannot be, services that exclude or wait for each other."""

from __future__ import annotations

from helpers.engine.refusals.row import PASSING, Row
from helpers.errors import EngineLost
from helpers.i18n import N_

IN_FILE = r"(?:(?:parsing|validating) \S+: )?"

ROWS = (
    Row(
        "compose-project-name",
        (
            r"(?:invalid project name )?\"(?P<name>[^\"\n]*)\"(?:: must consist only of lowercase alphanumeric| is not a valid project name).*",
            IN_FILE + r"name [Dd]oes not match pattern '\^\[a-z0-9\](?P<name>).*",
            r"project name must not be empty(?P<name>).*",
        ),
        N_("Compose 프로젝트의 이름으로 쓸 수 없습니다: {name}"),
        N_(
            "소문자와 숫자로 시작하고 소문자, 숫자, - 와 _ 만 쓰세요. 적지 않으면 폴더의 이름이고, -p나 COMPOSE_PROJECT_NAME, 파일의 "
            "name: 으로 정합니다: docker compose -p wiki up"
        ),
    ),
    Row(
        "compose-include-twice",
        (
            r"(?P<name>(?:services|networks|volumes|configs|secrets)\.[\w.-]+) conflicts with imported resource.*",
        ),
        N_("{name} 항목이 이 파일에도 있고 include로 가져온 파일에도 있습니다."),
        N_(
            "include는 같은 이름을 겹쳐 쓰지 않습니다. 한쪽의 이름을 바꾸거나, include 대신 파일을 차례로 겹치세요: "
            "docker compose -f compose.yaml -f compose.more.yaml up"
        ),
    ),
    Row(
        "compose-exclusive",
        (
            r"service \"?(?P<service>[\w.-]+)\"? declares mutually exclusive [`'\"]?(?P<one>\w+)[`'\"]? and [`'\"]?(?P<other>\w+)[`'\"]?.*",
            r"'(?P<one>network_mode)' and '(?P<other>networks)' cannot be combined(?P<service>).*",
        ),
        N_("{service} 서비스의 {one}, {other} 항목은 함께 쓸 수 없습니다."),
        N_(
            "둘 가운데 하나를 지우세요. network_mode(host, service:이름)를 쓰는 서비스는 networks에 들 수 없습니다."
        ),
    ),
    Row(
        "compose-no-healthcheck",
        (r"(?:.*?)container (?P<service>\S+) has no healthcheck configured.*",),
        N_(
            "{service} 컨테이너에는 healthcheck가 없어서 건강해질 때까지(service_healthy) 기다릴 수 없습니다."
        ),
        N_(
            '그 서비스에 healthcheck: 를 적으세요(postgres라면 test: ["CMD-SHELL", "pg_isready -U postgres"]). 켜지기만 기다려도 되면 depends_on의 '
            "condition을 service_started로 바꿉니다."
        ),
        source="Compose 2, pkg/compose/convergence.go",
    ),
    Row(
        "compose-profile",
        (
            r"service \"?(?P<service>[\w.-]+)\"? is required by \"?(?P<by>[\w.-]+)\"? but is disabled\. Can be enabled by profiles \[(?P<profiles>[^\]\n]*)\].*",
        ),
        N_("{by} 서비스가 필요로 하는 {service} 서비스가 프로필({profiles}) 때문에 꺼져 있습니다."),
        N_(
            "프로필을 켜고 하세요: docker compose --profile 이름 up. 늘 함께 켜져야 하면 두 서비스의 profiles를 같게 하거나 지웁니다."
        ),
    ),
    Row(
        "compose-circle",
        (
            r"dependency cycle detected: (?P<circle>[^\n]+?)(?:: invalid compose project)?$",
            r"Circular dependency between (?P<circle>[^\n]+)",
        ),
        N_("서비스들이 돌아가며 서로를 기다립니다(depends_on): {circle}"),
        N_("그 가운데 하나의 depends_on을 지우세요. links와 volumes_from도 기다림으로 칩니다."),
        source="compose-go 1 and 2, graph; Compose 1.29",
    ),
    Row(
        "compose-extends",
        (
            r"(?:service \"[^\"\n]+\" not found in [^:\n]+: )?cannot extend service \"(?P<service>[^\"\n]+)\" in (?P<file>\S+): (?:service )?(?:\"[^\"\n]+\" )?not found.*",
        ),
        N_("extends가 가리키는 {service} 서비스가 {file} 파일에 없습니다."),
        N_("extends: 아래의 service: 이름과 file: 경로(Compose 파일이 있는 폴더에서 본 것)를 확인하세요."),
        source="compose-go 1 and 2, loader/extends.go",
    ),
    Row(
        "compose-extends",
        (r"(?:.*?)services with '(?P<key>[\w-]+)' cannot be extended.*",),
        N_("docker-compose 1은 {key}가 있는 서비스를 extends로 이어받지 못합니다."),
        N_("'docker compose'(빈칸, 2 이상)로 하세요."),
    ),
    Row(
        "compose-kind",
        (
            r"'(?P<place>(?:services|networks|volumes|configs|secrets)\[[^'\n]*)' expected (?P<wants>[^\n]+?), got (?P<has>[^\n]+)",
        ),
        N_("Compose 파일의 {place}에 다른 종류의 값이 있습니다({wants} 자리에 {has})."),
        N_(
            "--no-interpolate를 붙였다면 빼고 다시 해 보세요. 아니면 그 줄의 들여쓰기와, 목록( - 로 시작)인지 '이름: 값'인지를 확인합니다."
        ),
    ),
    Row(
        "compose-kind",
        (r"(?:.*?)error while interpolating (?P<place>\S+?): failed to cast to expected type: .*",),
        N_("Compose 파일의 {place} 자리에 있는 것을 수(나 true/false)로 읽지 못했습니다."),
        N_(
            "변수에 값이 없으면 그 자리가 빕니다. .env에 이름=값으로 적거나 파일에서 이름 뒤에 기본값(:-1)을 적으세요. 'docker compose config'가 채워진 파일을 보여 줍니다."
        ),
        source="compose-go 1 and 2, interpolation",
    ),
    Row(
        "compose-external-more",
        (
            r"(?P<kind>Network|Volume) (?P<name>\S+) declared as external but specifies additional attributes \((?P<keys>[^)\n]+)\).*",
            r"(?P<kind>networks|volumes)\.(?P<name>[\w.-]+): conflicting parameters \"external\" and \"(?P<keys>\w+)\" specified.*",
            r"conflicting parameters \"external\" and \"(?P<keys>\w+)\" specified for (?P<kind>volume|network) \"(?P<name>[^\"\n]+)\".*",
        ),
        N_(
            "Compose 파일에서 {name} 항목을 밖에 있는 것(external)이라고 하면서 그 성질({keys})까지 적었습니다."
        ),
        N_(
            "이미 있는 것을 쓰면 external: true만(이름이 다르면 name: 도) 남기고, Compose가 만들게 하려면 external 줄을 지우세요."
        ),
        source="Compose 1.29; compose-go 1 and 2, loader",
    ),
    Row(
        "compose-empty",
        (r"empty compose file$", r"no service selected$"),
        N_("Compose 파일이 비었거나, 켤 서비스가 하나도 없습니다."),
        N_(
            "파일을 저장했는지 보고('cat compose.yaml') 서비스를 services: 아래에 적으세요. 모두 프로필(profiles)에 들어 있으면 --profile 이름 으로 켭니다."
        ),
        source="compose-go 1 and 2, loader; Compose 2",
    ),
    Row(
        "compose-one-name",
        (
            r"(?:services\.)?[\w.-]+: ?can't set container_name and (?P<service>[\w.-]+) as container name must be unique.*",
            r"(?:WARNING: )?The \"(?P<service>[^\"\n]+)\" service specifies a custom container name\..*",
        ),
        N_("{service} 서비스에는 container_name이 있어 둘 이상 켤 수 없습니다."),
        N_(
            "container_name을 지우세요. Compose가 이름 뒤에 번호를 붙입니다. 호스트의 포트도 하나로 정해져 있으면 겹칩니다."
        ),
        source="compose-go 2, validate.go; Compose 1.29",
    ),
    Row(
        "compose-volume-changed",
        (
            r"(?:\? )?Volume \"(?P<name>[^\"\n]+)\" exists but doesn't match configuration in compose file\. Recreate \(data will be lost\).*",
        ),
        N_("{name} 볼륨의 설정이 Compose 파일과 달라졌습니다. 다시 만들면 그 안의 데이터가 사라집니다."),
        N_(
            "데이터가 필요하면 n이라고 답하고, 파일의 volumes: 를 전처럼 되돌리거나 볼륨에 새 이름을 주세요. y는 데이터를 버려도 될 때만 답합니다."
        ),
        source="Compose 2.34 and later, pkg/compose/create.go",
    ),
    Row(
        "compose-timeout",
        (
            r"(?:.*?)UnixHTTPConnectionPool\(host='localhost', port=None\): Read timed out\..*",
            r"An HTTP request took too long to complete\. Retry with --verbose.*",
        ),
        N_("엔진이 제때 대답하지 않아 docker-compose가 기다리기를 그만두었습니다."),
        N_(
            "엔진에서는 일이 계속되고 있을 수 있으니 'docker ps -a'로 보고 다시 하세요. 더 기다리게 하려면 앞에 COMPOSE_HTTP_TIMEOUT=200 을 붙입니다."
        ),
        EngineLost,
        PASSING,
        source="docker-compose 1.29, docker-py",
    ),
    Row(
        "duration-unit",
        (r"(?:.*?: )?time: missing unit in duration \\?\"(?P<value>[^\"\\\n]+)\\?\".*",),
        N_("시간으로 적은 {value} 값에 단위가 없습니다."),
        N_("s, m, h를 붙이세요: 30s, 1m30s"),
        rank=PASSING,
    ),
)
