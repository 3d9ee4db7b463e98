"""Where an engine puts the output of containers: drivers that are not there, places that do not answer, damaged files."""

from __future__ import annotations

from helpers.engine.refusals.row import Row
from helpers.i18n import N_

ROWS = (
    Row(
        "log-unreachable",
        (
            r"docker: (?:.*?)failed to initialize logging driver: (?P<reason>[^\n]*(?:dial |lookup |connect: )[^\n]*?)\.?$",
        ),
        N_("컨테이너의 로그를 보낼 곳에 연결하지 못해 컨테이너가 켜지지 않았습니다: {reason}"),
        N_(
            "로그를 받는 프로그램(fluentd, syslog 따위)을 먼저 켜고 --log-opt의 주소를 확인하세요. 컨테이너가 아니라 엔진이 도는 호스트에서 "
            "닿아야 합니다. 필요 없으면 --log-driver(Compose는 logging:)를 빼세요."
        ),
    ),
    Row(
        "log-driver",
        (
            r"docker: (?:.*?)(?P<reason>error looking up logging plugin [^\n]+|no log driver named '[^'\n]+' is registered"
            r"|journald is not enabled on this host|unknown log opt '[^'\n]+' for \S+ log driver).*",
            r"docker: (?:.*?)failed to initialize logging driver: (?P<reason>[^\n]+)",
        ),
        N_("컨테이너의 로그 설정이 맞지 않습니다: {reason}"),
        N_(
            "--log-driver와 --log-opt(Compose는 logging:, 엔진의 기본값은 daemon.json)의 철자를 보세요. 적지 않으면 json-file이고, "
            "그 옵션은 이렇게 적습니다: --log-opt max-size=10m --log-opt max-file=3"
        ),
    ),
    Row(
        "log-damaged",
        (
            r"(?:error from daemon in stream: )?Error grabbing logs: (?:invalid character|(?:unexpected )?EOF).*",
        ),
        N_(
            "이 컨테이너의 로그 파일이 망가져서 엔진이 읽지 못합니다. 디스크가 찼거나 컴퓨터가 갑자기 꺼졌을 때 그렇습니다."
        ),
        N_(
            "컨테이너는 그대로 돕니다. 뒷부분은 'docker logs --tail 100 컨테이너'로 보이기도 합니다. 컨테이너를 다시 만들면 로그도 새로 "
            "시작합니다(안에 쓴 것은 따라가지 않으니 필요한 것은 'docker cp'로 먼저 꺼내세요)."
        ),
    ),
)
