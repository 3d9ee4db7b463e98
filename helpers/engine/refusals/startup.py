"""An engine that does not come up: systemd, dockerd's own last words, cgroups."""

from __future__ import annotations

from helpers.engine.refusals.row import PASSING, Row
from helpers.errors import EngineError
from helpers.i18n import N_

DIED = r"(?:.*?)(?:failed to start daemon|Error starting daemon|failed to start cluster component)[:,] ?.*?"
LOOK = N_("까닭은 'sudo journalctl -u docker -n 50'의 끝에 있습니다. 그런 다음 'course doctor'를 실행하세요.")

ROWS = (
    Row(
        "dockerd-pid-file",
        (
            DIED + r"(?:pid file found, )?ensure docker is not running or delete (?P<file>\S+\.pid).*",
            r"(?:.*?)pid file found, ensure docker is not running or delete (?P<file>\S+\.pid).*",
        ),
        N_("다른 dockerd가 이미 돌고 있거나, 전에 죽으면서 {file} 파일을 남겼습니다."),
        N_(
            "먼저 'docker ps'가 되는지 보세요. 되면 엔진은 이미 켜져 있습니다. 'pgrep -a dockerd'에 아무것도 없을 때만 "
            "{file}을 지우고 다시 켜세요. 'course doctor'가 확인해 줍니다."
        ),
        EngineError,
    ),
    Row(
        "iptables-denied",
        (
            r"[^\n]*?ip6?tables v[^\n]*?: (?:can't initialize ip6?tables table [`'\"]\w+'|Could not fetch rule set generation id): Permission denied.*",
        ),
        N_("방화벽 규칙을 바꿀 권한이 없습니다. 컨테이너는 보통 바꾸지 못합니다(NET_ADMIN)."),
        N_(
            "컨테이너 안이라면 정말 필요할 때만 docker run --cap-add NET_ADMIN … 으로 켜세요. 호스트라면 root만 바꿉니다(sudo)."
        ),
        EngineError,
    ),
    Row(
        "kernel-module-missing",
        (
            r".*?(?:iptables failed: [^\n]* -t raw|can't initialize ip6?tables table [`'\"]raw')(?![^\n]*Permission denied)[^\n]*",
            r".*?failed to add the host \([^\n]*pair interfaces: operation not supported.*",
        ),
        N_("커널에 컨테이너의 네트워크가 쓰는 모듈이 없어 컨테이너를 켤 수 없습니다."),
        N_(
            "커널을 막 올렸다면 다시 부팅하세요. 모듈은 이렇게 읽어 들입니다: sudo modprobe iptable_raw (veth라면 sudo modprobe veth). "
            "WSL이면 'wsl --update' 뒤에 다시 해 보세요."
        ),
        EngineError,
        source="moby 28, libnetwork/drivers/bridge: direct access filtering",
    ),
    Row(
        "iptables-missing",
        (
            DIED + r"(?:.*?: )?(?:ip6?tables not found|exec: \"iptables\": executable file not found).*",
            r"(?:.*?)failed to create NAT chain DOCKER: iptables not found.*",
        ),
        N_("iptables 프로그램이 없어 엔진이 켜지지 않습니다."),
        N_(
            "설치하고 엔진을 켜세요: sudo apt-get install iptables (root의 PATH에 /usr/sbin이 있는지도 봅니다). 그런 다음 'course doctor'."
        ),
        EngineError,
        source="moby 19.03 to 28, libnetwork/iptables",
    ),
    Row(
        "dockerd-nat-table",
        (
            DIED + r".*?can't initialize ip6?tables table [`'\"]\w+'?(?!: Permission denied).*",
            DIED + r"failed to create NAT chain DOCKER: iptables failed: (?![^\n]*Permission denied).*",
            DIED
            + r"iptables failed: (?![^\n]*Permission denied)[^\n]*(?:missing kernel module\?|RULE_\w+ failed).*",
            r"(?:.*?)failed to (?:create NAT chain|register \"bridge\" driver: failed to create NAT chain) DOCKER: (?![^\n]*Permission denied).*",
        ),
        N_("커널이나 iptables에 도커가 쓰는 nat 테이블이 없어 엔진이 켜지지 않습니다."),
        N_(
            "WSL이면 WSL 2인지 확인하세요(wsl -l -v). 리눅스이면 "
            "'sudo update-alternatives --set iptables /usr/sbin/iptables-legacy'(또는 -nft)로 바꾸거나, 커널을 막 올렸다면 "
            "다시 부팅하세요. 그런 다음 'course doctor'."
        ),
        EngineError,
        source="moby 19.03 to 28, libnetwork/drivers/bridge/setup_ip_tables.go",
    ),
    Row(
        "kernel-module-missing",
        (
            r"(?:.*?)(?P<program>ip6?tables) v[^\n]*?: can't initialize ip6?tables table [`'\"](?P<table>\w+)'?(?!: Permission denied).*",
        ),
        N_(
            "호스트의 커널에 {program}의 {table} 표가 없습니다. 그것을 쓰는 프로그램(컨테이너 안의 VPN 따위)이 규칙을 넣지 못합니다."
        ),
        N_(
            "호스트에서 모듈을 읽어 들인 뒤 컨테이너를 다시 켜세요: sudo modprobe iptable_{table} (ip6tables라면 ip6table_{table}). 커널을 막 올렸다면 다시 부팅합니다. WSL이면 'wsl "
            "--update' 뒤에 다시 해 보세요."
        ),
        EngineError,
        source="iptables 1.6 to 1.8, legacy",
    ),
    Row(
        "dockerd-storage-driver",
        (
            DIED + r"error initializing graphdriver: (?P<reason>.*)",
            DIED + r"(?P<reason>prior storage driver \S+ (?:failed|is not supported).*)",
            # dockerd tries one driver after the other
            r"(?:.*?)(?P<reason>failed to mount overlay: [^\n]*)",
        ),
        N_("엔진이 이미지를 둘 저장 드라이버를 쓸 수 없어 켜지지 않습니다: {reason}"),
        N_(
            '/etc/docker/daemon.json의 "storage-driver"와 /var/lib/docker가 있는 파일 시스템을 확인하고 '
            "'course doctor'를 실행하세요. /var/lib/docker를 지우면 이미지와 볼륨이 모두 사라지니 지우지 마세요."
        ),
        EngineError,
        unless=r"[^\n]*(?:API listen on|Daemon has completed|graphdriver\(s\)=)",
    ),
    Row(
        "dockerd-config",
        (
            r"(?:.*?)unable to configure the Docker daemon with file (?P<file>\S+?): the following directives are specified both as a flag and in the configuration file: (?P<name>[\w-]+).*",
        ),
        N_("엔진의 설정 {name}이(가) {file}에도 있고 dockerd를 켜는 명령줄에도 있어 엔진이 켜지지 않습니다."),
        N_(
            "둘 중 하나만 남기세요. 명령줄은 'systemctl cat docker'의 ExecStart에 있습니다(hosts라면 -H fd://). "
            "그런 다음 'course doctor'가 켜는 방법을 알려 줍니다."
        ),
        EngineError,
    ),
    Row(
        "dockerd-config",
        (
            r"(?:.*?)unable to configure the Docker daemon with file (?P<file>\S+?): the following directives are specified both.*",
        ),
        N_("엔진의 설정 하나가 {file}에도 있고 dockerd를 켜는 명령줄에도 있어 엔진이 켜지지 않습니다."),
        N_(
            "둘 중 하나만 남기세요. 명령줄은 'systemctl cat docker'의 ExecStart에 있습니다(hosts라면 -H fd://). "
            "그런 다음 'course doctor'가 켜는 방법을 알려 줍니다."
        ),
        EngineError,
    ),
    Row(
        "dockerd-config",
        (
            r"(?:.*?)unable to configure the Docker daemon with file (?P<file>\S+?): the following directives don't match any configuration option: (?P<name>[^\n]+)",
            r"(?:.*?)unable to configure the Docker daemon with file (?P<file>\S+?): (?P<name>the following directives don?'?t?(?: m[a-z]*)?$)",
        ),
        N_("엔진의 설정 파일 {file}에 dockerd가 모르는 이름이 있어 엔진이 켜지지 않습니다: {name}"),
        N_(
            "철자를 고치거나 그 줄을 빼고 'dockerd --validate'로 확인하세요. 그런 다음 'course doctor'가 켜는 방법을 알려 줍니다."
        ),
        EngineError,
    ),
    Row(
        "dockerd-config",
        (r"(?:.*?)unable to configure the Docker daemon with file (?P<file>\S+?): (?P<reason>.*)",),
        N_("엔진의 설정 파일 {file} 내용이 잘못되어 엔진이 켜지지 않습니다: {reason}"),
        N_(
            "파일의 쉼표와 따옴표를 고치고 'dockerd --validate'로 확인하세요. "
            "그런 다음 'course doctor'가 켜는 방법을 알려 줍니다."
        ),
        EngineError,
    ),
    Row(
        "dockerd-config",
        (r"(?:.*?)unable to configure the Docker daemon with file [^\s:]*(?:\.\.\.|…)?:?$",),
        N_("엔진의 설정 파일(/etc/docker/daemon.json) 내용이 잘못되어 엔진이 켜지지 않습니다."),
        N_(
            "무엇이 잘못되었는지는 'sudo dockerd --validate'가 말해 줍니다. 고친 뒤 'course doctor'가 켜는 방법을 알려 줍니다."
        ),
        EngineError,
    ),
    Row(
        "dockerd-needs-root",
        (r"(?:.*?)dockerd needs to be started with root(?: privileges)?.*",),
        N_("dockerd는 root만 켤 수 있습니다."),
        N_("'sudo'로 켜거나 '{start}'에 맡기세요. 'course doctor'가 방법을 알려 줍니다."),
        EngineError,
    ),
    Row(
        "dockerd-containerd",
        (
            DIED + r"(?:timeout waiting for containerd to start|failed to dial \"\S+containerd\S*\").*",
            r"(?:.*?)(?:failed to dial \"\S*containerd\.sock\"|timeout waiting for containerd to start).*",
            r"(?:.*?)failed to start containerd: .*",
        ),
        N_("엔진이 쓰는 containerd가 켜지지 않습니다."),
        N_("'sudo systemctl restart containerd docker' 하고, 안 되면 'course doctor'를 실행하세요."),
        EngineError,
    ),
    Row(
        "dockerd-firewalld",
        (r"(?:.*?)ZONE_CONFLICT: '(?P<name>[^'\n]+)' already bound to a zone.*",),
        N_("firewalld에서 {name} 인터페이스가 이미 다른 영역(zone)에 있어 엔진이 켜지지 않습니다."),
        N_(
            "그 영역에서 빼세요. 이름은 'sudo firewall-cmd --get-zone-of-interface={name}'이 알려 줍니다: "
            "sudo firewall-cmd --permanent --zone=영역 --remove-interface={name} 한 뒤 sudo firewall-cmd --reload, "
            "sudo systemctl restart docker. 그런 다음 'course doctor'."
        ),
        EngineError,
    ),
    Row(
        "dockerd-bridge",
        (r"(?:.*?)could not delete the default bridge network: network bridge has active endpoints.*",),
        N_(
            "엔진이 갑자기 끝난 적이 있어, 기본 네트워크에 컨테이너가 붙어 있다는 기록이 남아 켜지지 않습니다."
        ),
        N_(
            "컴퓨터를 다시 켜 보고, 그대로면 도커를 새것으로 올린 뒤 'course doctor'를 실행하세요. "
            "/var/lib/docker를 지우면 이미지와 볼륨이 모두 사라지니 지우지 마세요."
        ),
        EngineError,
    ),
    Row(
        "rootless-ids",
        (
            r"(?:\[rootlesskit:parent\] error: )?failed to setup UID/GID map: .*",
            r"cannot set ?up namespace using \"?(?:\S*/)?newuidmap\"?: .*",
            r"(?:.*?)newuidmap: (?:Could not set caps|write to uid_map failed|open of uid_map failed).*",
        ),
        N_("root가 아닌(rootless) 엔진이 사용자의 번호를 바꾸는 프로그램(newuidmap)을 쓰지 못합니다."),
        N_(
            "uidmap 패키지를 설치하고(sudo apt-get install uidmap) /etc/subuid와 /etc/subgid에 자기 이름:100000:65536 줄이 있는지 보세요. "
            "컨테이너 안에서는 되지 않습니다. 'course doctor'가 확인해 줍니다."
        ),
        EngineError,
    ),
    Row(
        "dockerd-bridge",
        (
            DIED
            + r".*?(?:non-overlapping IPv[46] address pool|all predefined address pools have been fully subnetted|networks (?:have same bridge name|overlap)|conflicts with network|list bridge addresses failed: .*).*",
        ),
        N_(
            "엔진이 기본 네트워크를 만들 주소를 찾지 못해 켜지지 않습니다(VPN이나 다른 네트워크가 모두 차지)."
        ),
        N_(
            'VPN을 끄고 켜 보거나 /etc/docker/daemon.json의 "bip"에 쓰지 않는 주소를 적으세요. '
            "그런 다음 'course doctor'."
        ),
        EngineError,
        source="moby 20.10 to 28, daemon/daemon_unix.go",
    ),
    Row(
        "dockerd-socket",
        (
            r"(?:.*?)failed to load listeners: listen tcp (?P<where>\S+): bind: cannot assign requested address.*",
        ),
        N_("엔진이 듣게 한 주소 {where} 값이 이 컴퓨터의 것이 아니어서 엔진이 켜지지 않습니다."),
        N_(
            "'ip addr'로 주소를 보고 daemon.json의 hosts나 dockerd의 -H를 고치세요('systemctl cat docker'). TLS 없이 밖에서 닿는 주소로 열면 누구나 root가 됩니다."
        ),
        EngineError,
        source="moby 17 to 28, cmd/dockerd",
    ),
    Row(
        "dockerd-socket",
        (
            r"(?:.*?)failed to load listeners: (?P<reason>.*)",
            r"(?:.*?)(?P<reason>no sockets found via socket activation.*)",
            r"(?:.*?)can't create unix socket (?P<reason>\S+: .*)",
        ),
        N_("엔진이 소켓을 열지 못했습니다: {reason}"),
        N_(
            "'sudo systemctl restart docker.socket docker'를 실행하고, 안 되면 'course doctor'를 실행하세요. "
            "소켓 자리에 폴더가 있으면 빈 폴더인지 보고 지운 뒤 다시 켜세요."
        ),
        EngineError,
    ),
    Row(
        "dockerd-twice",
        (r"(?:.*?)error while opening volume store metadata database(?: \([^)\n]*\))?: timeout.*",),
        N_("다른 dockerd가 같은 데이터 폴더를 이미 쓰고 있어 이것은 켜지지 않습니다."),
        N_(
            "'docker ps'가 되면 엔진은 이미 켜져 있으니 그것을 쓰세요. 'pgrep -a dockerd'가 누구인지 보여 줍니다. pid 파일을 지우고 둘째를 켜지 "
            "마세요. 둘이 한 폴더를 쓰면 데이터가 망가집니다."
        ),
        EngineError,
    ),
    Row(
        "dockerd-failed",
        (
            DIED + r"(?P<reason>[^:\n]*)$",
            r"(?:.*?)(?:failed to start daemon|Error starting daemon): (?P<reason>.*)",
        ),
        N_("도커 엔진이 켜지지 않았습니다: {reason}"),
        N_("'course doctor'를 실행하고, 더 보려면 'sudo journalctl -u docker -n 50' 하세요."),
        EngineError,
        PASSING,
    ),
)
