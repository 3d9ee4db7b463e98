"""Ports and networks: who holds a port, which network is missing, in use, or has no address left."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, PASSING, ROOT, Row
from helpers.errors import BusyError, EngineError
from helpers.i18n import N_

# what an engine, rootlesskit or Docker Desktop says around the kernel's refusal of a port on the host
ON_HOST = (
    r"(?:.*?)(?:driver failed programming external connectivity|[Pp]orts are not available"
    r"|userland proxy|failed to bind (?:host )?port|rootlessport|cannot listen on the TCP port|PortManager\.AddPort"
    r"|failed to set up container networking|failed to listen on TCP socket).*?"
)
# an address on the host and its port, which is the first one: "0.0.0.0:8080:172.17.0.2:80/tcp" names two
ON_PORT = r"(?:\[[^\]\s]*\]|[^\s:\[\]]*):(?P<port>\d+)(?::[\d.]+:\d+|:\[[^\]\s]*\]:\d+)?(?:/\w+)?"
TO_FIND = N_(
    "누가 쓰는지는 'docker ps'와 'sudo ss -lntup'(macOS는 lsof -i, Windows는 netstat -ano)로 찾고, 그것을 끝내거나 "
    "다른 포트를 쓰세요(맥의 5000번은 AirPlay). 만들어지기만 한 컨테이너는 'docker rm'으로 지우세요."
)

ROWS = (
    Row(
        "port-by-container",
        (r"(?:.*?)Bind for \S*?:(?P<port>\d+) failed: port is already allocated.*",),
        N_("포트 {port}번은 다른 컨테이너가 이미 쓰고 있습니다."),
        N_(
            "'docker ps'로 찾아 멈추거나 다른 포트를 쓰세요. "
            "실패한 컨테이너는 created 상태로 남으니 'docker rm'으로 지우세요."
        ),
        BusyError,
    ),
    Row(
        "port-privileged",
        (
            r"(?:.*?)Ports are not available: [^\n]*listen \w+ \S*?:(?P<port>\d{1,3}|10[01]\d|102[0-3]): bind: permission denied.*",
        ),
        N_("Docker Desktop이 1024번보다 작은 포트 {port}번을 열 권한을 얻지 못했습니다."),
        N_(
            "1024 이상의 포트를 쓰세요: -p 8080:80. 꼭 그 포트여야 하면 맥에서는 Settings → Advanced의 privileged port mapping을 켜고 암호를 넣습니다."
        ),
        EngineError,
        source="Docker Desktop 4",
    ),
    Row(
        "port-privileged",
        (
            r"(?:.*?)cannot expose privileged port (?P<port>\d+).*",
            ON_HOST + r"listen \w+ \S*?:(?P<port>\d+): bind: permission denied.*",
        ),
        N_("root가 아닌(rootless) 엔진은 1024번보다 작은 포트 {port}번을 열 수 없습니다."),
        N_("1024 이상의 포트를 쓰세요: -p 8080:80"),
        EngineError,
    ),
    Row(
        "port-rootless",
        (r"(?:.*?)cannot expose slirp4net port: .*",),
        N_("root가 아닌(rootless) 엔진이 -p의 호스트 포트를 열지 못했습니다."),
        N_("1024보다 작은 번호이거나 이미 쓰이는 번호입니다. 다른 포트를 쓰세요: -p 8080:80"),
        EngineError,
    ),
    Row(
        "port-reserved",
        (
            r"(?:.*?)(?:listen \w+ \S*?:(?P<port>\d+)).*?An attempt was made to access a socket in a way forbidden by its access permissions.*",
            r"(?:.*?)Bind for \S*?:(?P<port>\d+): unexpected error [^\n]*EACCES.*",
        ),
        N_("Windows가 포트 {port}번을 따로 잡아 두어서(Hyper-V, WinNAT) 열 수 없습니다."),
        N_(
            "다른 포트를 쓰세요. 잡아 둔 범위는 'netsh interface ipv4 show excludedportrange protocol=tcp'가 보여 줍니다."
        ),
        BusyError,
        source="Docker Desktop 4 on Windows, WSAEACCES",
    ),
    Row(
        "port-not-my-address",
        (
            ON_HOST
            + r"(?:listen \w+ )?(?P<address>\d[\d.]+):\d+(?:/\w+)?.*?: (?:bind: )?cannot assign requested address.*",
        ),
        N_("-p에 적은 주소 {address}은(는) 이 컴퓨터의 것이 아닙니다."),
        N_("'ip addr'로 주소를 확인하거나 127.0.0.1을 쓰세요: -p 127.0.0.1:8080:80"),
    ),
    Row(
        "port-by-program",
        (
            ON_HOST
            + r"(?:listen \w+ )?(?<!\S)"
            + ON_PORT
            + r"(?:\[[^\]]*\])?: (?:bind: )?address already in use.*",
            r"(?:.*?)listen \w+ \S*?:(?P<port>\d+): bind: Only one usage of each socket address .*",
            r"docker: listen \w+ \S*?:(?P<port>\d+): bind: address already in use.*",
            ON_HOST + r"Bind for \S*?:(?P<port>\d+): unexpected error \(Failure EADDRINUSE\).*",
            ON_HOST + r"Failed to bind: EADDRINUSE(?P<port>).*",
            r"(?:.*?)driver failed programming external connectivity on endpoint [^:\n]+: bind: address already in use(?P<port>)$",
        ),
        N_("포트 {port}번은 이 컴퓨터의 다른 프로그램이 이미 쓰고 있습니다."),
        TO_FIND,
        BusyError,
    ),
    Row(
        "port-inside",
        (
            r"(?:(?:\d{4}/\d\d/\d\d \d\d:\d\d:\d\d )?(?:\S+: )??)listen (?:tcp|udp)\d? \S*?:(?P<port>\d+): bind: address already in use.*",
            r"(?:\S+ )*?(?:nginx: )?\[emerg\] (?:\d+#\d+: )?bind\(\) to \S*?:(?P<port>\d+) failed \(98: Address (?:already )?in use\).*",
            r"\(98\)Address already in use: AH00072: make_sock: could not bind to address \S*?:(?P<port>\d+).*",
            r"\w+: bind: Address already in use(?P<port>)$",
            r"(?:[\d: -]{19,23})?(?:\([\w.]+\) )?can't bind to (?:socket|port): \S*?:(?P<port>\d+):? Address already in use.*",
            r"OSError: \[Errno (?:98|48)\] Address already in use(?P<port>).*",
            r"(?:OSError: )?\[Errno (?:98|48)\] error while attempting to bind on address \('[^']*', (?P<port>\d+)\).*",
            r"Port (?P<port>\d+) is in use by another program\. Either identify .*",
            r"listen EADDRINUSE: address already in use \S*?:(?P<port>\d+).*",
        ),
        N_(
            "프로그램이 들으려는 포트를, 그것이 도는 곳(컨테이너라면 그 안)의 다른 프로그램이 이미 쓰고 있습니다. {port}"
        ),
        N_(
            "-p로 공개한 호스트의 포트와는 다른 일입니다. 같은 컨테이너에서 서버를 두 번 켜지 않았는지 'docker top'이나 CMD를 보고, "
            "--network host라면 다른 포트에서 듣게 하세요."
        ),
        rank=PASSING,
    ),
    Row(
        "iptables-chain",
        (
            r"(?:.*?)iptables failed: .*?No chain/target/match by that name.*",
            r"(?:.*?)iptables failed: .*?[Cc]hain '?DOCKER[\w-]*'? does not exist.*",
            r"(?:.*?)(?:Unable to enable (?:SKIP DNAT|ACCEPT|DIRECT ACCESS FILTERING)|unable to (?:insert|add) jump to DOCKER)[^\n]*iptables.*",
            r"docker: (?:.*?)iptables: No chain/target/match by that name.*",
        ),
        N_("방화벽에서 도커가 쓰던 체인(DOCKER)이 지워졌습니다."),
        N_(
            "엔진을 다시 켜면 다시 만듭니다: sudo systemctl restart docker(실행 중인 컨테이너가 모두 멈춥니다). 방화벽을 다시 읽은 뒤에는 늘 그렇게 하세요."
        ),
        EngineError,
        source="moby 1.10 to 28, libnetwork/iptables",
    ),
    Row(
        "port-not-published",
        (r"(?:.*?: )?No public port '(?P<port>\d+)(?:/\w+)?' published for (?P<name>[\w.-]+).*",),
        N_("{name} 컨테이너의 {port}번 포트는 밖으로 공개되어 있지 않습니다."),
        N_(
            "공개는 컨테이너를 만들 때 합니다: docker run -p 8080:{port} … 지금 공개된 것은 'docker port {name}'이 보여 줍니다."
        ),
        rank=PASSING,
    ),
    Row(
        "network-in-use",
        (
            r"(?:.*?)error while removing network: network (?P<network>\S+) (?:id \w+ )?has active endpoints.*",
            r"(?:.*?)network (?P<network>[\w.-]+)(?: id \w+)? has active endpoints.*",
            r"(?:.*?)\"(?P<network>[\w.-]+)\" has associated containers with it\..*",
        ),
        N_("{network} 네트워크에 아직 컨테이너가 붙어 있어 지울 수 없습니다."),
        N_(
            "'docker network inspect {network}'의 Containers에서 누구인지 보고 "
            "'docker network disconnect {network} 컨테이너'로 떼거나 컨테이너를 멈추세요."
        ),
        BusyError,
    ),
    Row(
        "network-in-use",
        (r"! Network (?P<network>\S+) +Resource is still in use.*",),
        N_("{network} 네트워크에 다른 컨테이너가 아직 붙어 있어 Compose가 지우지 않고 두었습니다."),
        N_(
            "그대로 두어도 됩니다. 지우려면 'docker network inspect {network}'의 Containers에서 누구인지 보고 "
            "'docker network disconnect {network} 컨테이너'로 떼거나 컨테이너를 멈춘 뒤 다시 하세요."
        ),
        BusyError,
        PASSING,
    ),
    Row(
        "join-stopped",
        (
            r"docker: (?:.*?)joining network namespace of container: No such container: (?P<name>\w{1,12})\w*.*",
        ),
        N_("이 컨테이너가 네트워크를 함께 쓰던 컨테이너({name})가 지워지거나 다시 만들어졌습니다."),
        N_(
            "이 컨테이너도 다시 만들어야 합니다. 안에만 쓴 것은 사라지니 필요한 것은 'docker cp'로 먼저 꺼내세요. "
            "Compose라면 'docker compose up -d --force-recreate'."
        ),
        rank=ROOT,
        source="moby 20.10 to 28, network_mode: service",
    ),
    Row(
        "network-gone",
        (r"(?:.*?)network (?P<network>[0-9a-f]{64}) not found.*",),
        N_("이 컨테이너가 만들어질 때의 네트워크가 그 뒤에 지워졌습니다."),
        N_(
            "컨테이너를 다시 만들어야 합니다. 안에만 쓴 것은 사라지니 필요한 것은 'docker cp'로 먼저 꺼내세요. "
            "Compose라면 'docker compose up -d --force-recreate'."
        ),
    ),
    Row(
        "no-such-network",
        (
            r"(?:docker: )(?:.*?(?:: |desc = ))?network (?P<network>[\w.-]+) not found.*",
            r"(?:network (?P<network>[\w.-]+) not found)\.?$",
            r"unable to find network with name or ID (?P<network>[\w.-]+): network not found.*",
            r"(?:.*?)CNI network \"(?P<network>[\w.-]+)\" not found.*",
        ),
        N_("{network} 네트워크가 없습니다."),
        N_("'docker network ls'로 이름을 확인하거나 만드세요: docker network create {network}"),
    ),
    Row(
        "no-such-network",
        (r"(?:.*?: )?No such network: (?P<network>[\w.-]+).*",),
        N_("{network} 네트워크가 없습니다."),
        N_("'docker network ls'로 이름을 확인하거나 만드세요: docker network create {network}"),
        rank=PASSING,
    ),
    Row(
        "no-such-network",
        (r"docker: network not found\.?$",),
        N_("그 이름의 네트워크가 없습니다."),
        N_("'docker network ls'로 이름을 확인하거나 만드세요: docker network create 이름"),
        rank=PASSING,
    ),
    Row(
        "network-exists",
        (
            r"(?:.*?: )?network with name (?P<network>[\w.-]+) already exists.*",
            r"network name (?P<network>[\w.-]+) already used: network already exists.*",
        ),
        N_("{network} 네트워크는 이미 있습니다."),
        N_(
            "그대로 쓰면 됩니다(docker run --network {network} …). 다른 것이 필요하면 다른 이름으로 만드세요."
        ),
        BusyError,
        PASSING,
    ),
    Row(
        "network-predefined",
        (
            r"(?:.*?: )?(?P<network>bridge|host|none) is a pre-defined network and cannot be removed.*",
            r"(?:.*?: )?operation is not permitted on predefined (?P<network>\S+) network.*",
        ),
        N_("{network} 네트워크는 도커에 처음부터 있는 것이라 지우거나 만들 수 없습니다."),
        N_("그대로 두고, 필요하면 다른 이름으로 만드세요: docker network create 이름"),
    ),
    Row(
        "network-pool",
        (
            r"(?:.*?)Pool overlaps with other one on this address space.*",
            r"(?:.*?)conflicts with network [^\n]*networks have (?:overlapping IPv[46]|same bridge name).*",
            r"(?:.*?)could not find an available, non-overlapping IPv[46] address pool among the defaults.*",
            r"(?:.*?)all predefined address pools have been fully subnetted.*",
            r"(?:.*?)subnet \S+ (?:on interface|is already used on).*(?:already being used|by other).*",
        ),
        N_("네트워크에 줄 주소 범위가 이미 쓰이고 있거나 남아 있지 않습니다."),
        N_(
            "'docker network ls'로 쓰지 않는 네트워크를 찾아 'docker network rm 이름'으로 지우거나 "
            "겹치지 않는 --subnet을 적으세요. VPN이 주소를 모두 차지하기도 합니다."
        ),
        BusyError,
    ),
    Row(
        "endpoint-exists",
        (
            r"(?:.*?)endpoint with name (?P<name>\S+) already exists in network (?P<network>[\w.-]+).*",
            r"(?:.*?)service endpoint with name (?P<name>\S+) already exists(?P<network>)\.?$",
        ),
        N_("{network} 네트워크에 {name}(이)라는 이름이 이미 붙어 있습니다."),
        N_(
            "이미 연결되어 있다면 할 일이 없습니다. 컨테이너가 없는데 이름만 남았다면: "
            "docker network disconnect -f {network} {name}"
        ),
        BusyError,
    ),
    Row(
        "not-connected",
        (r"(?:.*?: )?container (?P<name>\S+) is not connected to (?:the )?network (?P<network>[\w.-]+).*",),
        N_("{name:.12} 컨테이너는 {network} 네트워크에 붙어 있지 않습니다."),
        N_("'docker inspect {name:.12}'의 Networks에서 이름을 확인하세요."),
    ),
    Row(
        "static-address",
        (
            r"(?:\* )?(?:.*?: )?user specified IP address is supported (?:only )?when connecting to networks with user configured subnets.*",
            r"(?:\* )?(?:.*?: )?user specified IP address is supported on user defined networks only.*",
            r"(?:.*?: )?invalid (?:config for network|endpoint settings).*?(?:no configured subnet|IP address).*",
            r"docker: (?:failed to set up container networking: )?Address already in use$",
            r"docker: (?:.*?: )?Invalid address \S+: It does not belong to any of this network's subnets.*",
            r"(?:\* )?(?:docker: )?(?:.*?: )?no configured subnet contains (?:the )?IP address \S+.*",
        ),
        N_("--ip로 적은 주소를 이 네트워크에서 줄 수 없습니다."),
        N_(
            "--subnet을 정해 만든 네트워크에서, 아직 아무도 쓰지 않는 주소를 적으세요. 이름으로 부르면 --ip가 필요 없습니다."
        ),
    ),
    Row(
        "alias-default-network",
        (
            r"(?:.*?: )?network-scoped alias(?:es)? (?:is|are) (?:supported only|only supported) for (?:containers in )?user[- ]defined networks.*",
            r"(?:.*?: )?links are only supported for user-defined networks.*",
        ),
        N_("기본 네트워크(bridge)에서는 컨테이너를 다른 이름으로 부를 수 없습니다."),
        N_("네트워크를 만들어 연결하세요: docker network create net, docker run --network net …"),
    ),
    Row(
        "link-other-network",
        (r"(?:.*?)Cannot link to /?(?P<name>[\w.-]+), as it does not belong to the default network.*",),
        N_("--link로 부르려는 {name} 컨테이너는 기본 네트워크(bridge)에 있지 않습니다."),
        N_(
            "--link 대신 그 컨테이너와 같은 네트워크에 켜세요(--network 이름). 그러면 {name}(이)라는 이름으로 부를 수 있습니다."
        ),
        source="moby 1.9 to 28",
    ),
    Row(
        "name-unknown-inside",
        (
            r"(?:ping|wget|nc|telnet|nslookup): bad address '(?P<name>[A-Za-z][\w-]*)(?::\d+)?'.*",
            r"ping: (?P<name>[A-Za-z][\w-]*): (?:Name or service not known|Temporary failure in name resolution).*",
            r"curl: \(6\) Could not resolve host: (?P<name>[A-Za-z][\w-]*)$",
            r"(?:\d{4}/\d\d/\d\d [\d:]+ )?(?:nginx: )?\[emerg\] (?:\d+#\d+: )?host not found in upstream \"(?P<name>[A-Za-z][\w-]*)(?::\d+)?\".*",
            r"(?:.*? )?getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?P<name>[A-Za-z][\w-]*)(?: \S+)?$",
            r"code: '(?:ENOTFOUND|EAI_AGAIN)',\nsyscall: 'getaddrinfo',\nhostname: '(?P<name>[A-Za-z][\w-]*)'",
            r"(?:.*? )?could not translate host name \"(?P<name>[A-Za-z][\w-]*)\" to address.*",
            r"(?:.*? )?Unknown (?:MySQL )?server host '(?P<name>[A-Za-z][\w-]*)' \(.*",
            r"(?:.*? )?Error -[235] connecting to (?P<name>[A-Za-z][\w-]*):\d+\. .*",
        ),
        N_("{name}(이)라는 이름을 찾지 못했습니다."),
        N_(
            "컨테이너끼리 이름으로 부르려면 그 컨테이너가 켜져 있고 둘이 같은 사용자 정의 네트워크에 있어야 합니다(docker network create). 기본 bridge에서는 "
            "되지 않고, 호스트에서도 컨테이너의 이름으로 부를 수 없습니다."
        ),
        rank=AFTER,
    ),
)
