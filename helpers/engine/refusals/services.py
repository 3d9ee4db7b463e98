"""The engine as a service: systemd does not know it, keeps it off, is not there, or saw it fail."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, Row
from helpers.engine.refusals.startup import LOOK
from helpers.errors import EngineError, EngineNotFound
from helpers.i18n import N_

ROWS = (
    Row(
        "service-not-installed",
        (
            r"(?:.*?)Failed to (?:re)?(?:start|enable|stop) docker(?:\.service|\.socket)?: Unit (?:file )?docker(?:\.service|\.socket)? (?:not found|does not exist|could not be found).*",
            r"(?:.*?)Unit docker\.service could not be found.*",
            r"docker: unrecognized service.*",
            r"docker: docker: unrecognized service.*",
            r"unrecognized service.*",
        ),
        N_("이 시스템에는 도커 엔진의 서비스가 없습니다."),
        N_(
            "'course doctor'가 무엇이 설치되어 있고 어떻게 설치하는지 알려 줍니다. Docker Desktop이면 앱을 켜세요."
        ),
        EngineNotFound,
    ),
    Row(
        "service-masked",
        (r"(?:.*?)Failed to (?:re)?start docker\.service: Unit docker\.service is masked.*",),
        N_("도커 서비스가 켜지 못하게 막혀 있습니다(masked)."),
        N_("'sudo systemctl unmask docker.service docker.socket' 뒤에 켜고 'course doctor'로 확인하세요."),
        EngineError,
    ),
    Row(
        "no-user-session",
        (
            r"[^\n]*systemctl --user [^\n]*\n(?:[^\n]*\n){0,2}?Failed to connect to (?:user scope )?bus(?: via local transport)?: .*",
            r"Failed to connect to (?:user scope )?bus(?: via local transport)?: (?:No medium found|\$DBUS_SESSION_BUS_ADDRESS and \$XDG_RUNTIME_DIR not defined).*",
        ),
        N_("사용자의 systemd에 연결하지 못했습니다. su나 sudo로 바꾼 사용자에게는 로그인한 세션이 없습니다."),
        N_(
            "그 사용자로 바로 로그인하고(ssh나 'sudo machinectl shell 이름@') 다시 하세요. 로그아웃해도 남게 하려면 'sudo loginctl enable-linger 이름'. 컨테이너 안에는 없습니다."
        ),
        EngineError,
        source="systemd 229 to 257, bus-util",
    ),
    Row(
        "no-systemd",
        (
            r"System has not been booted with systemd as init system \(PID 1\)\. Can't operate.*",
            r"Failed to connect to bus: (?:Host is down|No such file or directory).*",
        ),
        N_("여기서는 systemd가 돌지 않습니다(WSL이나 컨테이너 안)."),
        N_(
            "WSL이면 'sudo service docker start'로 엔진을 켜고 'course doctor'로 확인하세요. "
            "컨테이너 안이라면 systemctl 대신 프로그램을 CMD로 바로 실행합니다."
        ),
        EngineError,
    ),
    Row(
        "engine-stopped",
        (
            r"\W*docker\.service - Docker Application Container Engine\n(?:[^\n]*\n){0,5}?Active: inactive \(dead\).*",
        ),
        N_("도커 엔진이 멈춰 있습니다."),
        N_("'course doctor'를 실행하면 켜는 방법을 알려 줍니다."),
        EngineNotFound,
        AFTER,
        unless=r"[^\n]*(?:\bStarted (?:docker\.service - )?Docker Application Container Engine|Active: active \(running\))",
    ),
    Row(
        "service-failed",
        (
            r"(?:.*?)Job for docker\.(?:service|socket) failed.*",
            r"\W*docker\.service - Docker Application Container Engine\n(?:[^\n]*\n){0,5}?Active: failed .*",
            r"(?:.*?)docker\.(?:service|socket): (?:Failed with result|Start request repeated too quickly|Main process exited).*",
            r"(?:.*?)A dependency job for docker\.service failed.*",
            r"(?:.*?)Failed to start docker\.service - Docker Application Container Engine.*",
            r"(?:.*?)Failed to start Docker Application Container Engine.*",
        ),
        N_("도커 엔진의 서비스가 켜지지 않았습니다."),
        LOOK,
        EngineError,
        AFTER,
        unless=r"[^\n]*\bStarted (?:docker\.service - )?Docker Application Container Engine",
    ),
)
