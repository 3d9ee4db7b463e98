"""Programs that talk to the engine: inside a container, of another age, with values of another kind."""

from __future__ import annotations

from helpers.engine.refusals.lines import INSIDE
from helpers.engine.refusals.row import ROOT, Row
from helpers.errors import EngineDenied, EngineError, EngineNotFound
from helpers.i18n import N_

ROWS = (
    Row(
        "docker-inside",
        (
            r"root@[0-9a-f]{12}:\S*# (?:sudo )?docker [^\n]*\n(?:[^\n]*\n){0,2}?[^\n]*Cannot connect to the Docker daemon.*",
            r"root@[0-9a-f]{12}:\S*# (?:sudo )?docker[^\n]*\n(?:\S*sh: )?docker: (?:command )?not found$",
        ),
        N_("컨테이너 안에서 docker를 쳤습니다. 그 안에는 도커 엔진이 없습니다."),
        N_(
            "exit로 나와서 호스트에서 하세요. 컨테이너 안에서 호스트의 엔진을 꼭 써야 하면 켤 때 -v /var/run/docker.sock:/var/run/docker.sock 을 주는데, 그것은 호스트의 root와 같습니다."
        ),
        EngineNotFound,
        ROOT,
    ),
    Row(
        "socket-denied-inside",
        (INSIDE + r"[^\n]*(?:permission denied|PermissionError\(13).*",),
        N_("컨테이너 안의 프로그램이 엔진의 소켓을 쓸 권한이 없습니다. 엔진은 켜져 있습니다."),
        N_(
            "그 컨테이너의 사용자를 소켓의 그룹에 넣으세요. 번호는 호스트에서 'stat -c %g /var/run/docker.sock'이 보여 줍니다: --group-add 번호 (Compose는 group_add:). 소켓을 "
            "쓰는 컨테이너는 호스트의 root와 같습니다."
        ),
        EngineDenied,
        ROOT,
    ),
    Row(
        "socket-not-inside",
        (
            INSIDE
            + r"[^\n]*(?:(?:Cannot connect to the Docker daemon|failed to connect to the docker API) at unix:///(?:var/)?run/docker\.sock"
            r"|docker\.sock: connect: (?:no such file|connection refused)|(?:FileNotFoundError|ConnectionRefusedError|error)\((?:2|111),).*",
        ),
        N_("컨테이너 안의 프로그램이 도커 엔진을 찾는데, 그 컨테이너 안에는 엔진의 소켓이 없습니다."),
        N_(
            "그 프로그램이 도커를 써야 하면 소켓을 마운트하고 다시 만드세요: -v /var/run/docker.sock:/var/run/docker.sock (Compose는 volumes: 아래). 그런 컨테이너는 호스트의 "
            "root와 같습니다."
        ),
        EngineNotFound,
        ROOT,
    ),
    Row(
        "name-empty",
        (
            r"docker\.errors\.NullResource: (?:Resource ID was not provided|image or container not specified).*",
        ),
        N_("이미지나 컨테이너의 이름이 올 자리에 빈 값이 왔습니다."),
        N_(
            "Compose 파일이면 image:에 쓴 변수에 값이 없습니다. 'docker compose config'로 보고 .env에 적으세요. 파이썬이면 넘긴 이름이 빈 문자열이나 None인지 보세요."
        ),
        source="docker-py 2 to 7, utils/decorators.py",
    ),
    Row(
        "request-type",
        (
            r"docker: json: cannot unmarshal (?P<given>\w+) into Go struct field (?:Container\w*|HostConfig|Host\w*|CreateRequest|Network\w*|Endpoint\w*|Service\w*)\.(?P<field>[\w.]+) of type (?P<wanted>\S+?)\.?$",
        ),
        N_("엔진에 보낸 {field} 값의 종류가 틀립니다. {wanted} 자리에 {given}을(를) 보냈습니다."),
        N_(
            "보낸 프로그램에서 그 값을 고치세요. 파이썬의 docker라면 image와 name은 문자열 하나이고(목록이 아님), command는 문자열이나 그 목록, environment는 사전(dict)이나 목록입니다."
        ),
        source="docker-py 2 to 7; moby 1.13 to 28",
    ),
    Row(
        "docker-py-too-old",
        (
            r".*?Not supported URL scheme http\+docker.*",
            r".*?HTTPConnection\.request\(\) got an unexpected keyword argument 'chunked'.*",
        ),
        N_("파이썬의 docker 라이브러리(또는 docker-compose 1)가 함께 설치된 requests보다 오래되었습니다."),
        N_(
            "라이브러리를 새로 하세요: pip install -U docker. docker-compose 1 대신 "
            "'docker compose'(빈칸)를 쓰는 편이 좋습니다."
        ),
        EngineError,
        source="docker-py 7.0 with requests 2.32; 5.0 with urllib3 2",
    ),
)
