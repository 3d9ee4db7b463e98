"""Networks that cannot be made or joined: addresses that do not fit, drivers and devices that are not there."""

from __future__ import annotations

from helpers.engine.refusals.row import Row
from helpers.errors import EngineError
from helpers.i18n import N_

ROWS = (
    Row(
        "network-of-service",
        (r"docker: (?:.*?: )?network service:(?P<name>[\w.-]+) not found.*",),
        N_("service:{name} 형식은 Compose만 압니다. 엔진은 그것을 네트워크의 이름으로 찾았습니다."),
        N_(
            "docker run에서는 컨테이너의 이름으로 적으세요: --network container:이름. Compose의 서비스를 다른 도구가 다시 만들었다면 'docker compose up -d'로 "
            "Compose가 다시 만들게 합니다."
        ),
    ),
    Row(
        "network-fixed",
        (
            r"(?:.*?)container sharing network namespace with another container or host cannot be connected to any other network.*",
            r"(?:.*?)container cannot be disconnected from host network or connected to host network.*",
            r"(?:.*?)container cannot be connected to multiple networks with one of the networks in private \(none\) mode.*",
        ),
        N_(
            "host, none, container:이름 네트워크는 컨테이너를 만들 때만 정할 수 있고, 다른 네트워크와 함께 쓰지 못합니다."
        ),
        N_(
            "'docker inspect -f {{{{.HostConfig.NetworkMode}}}} 컨테이너'로 확인하고, 컨테이너를 --network 이름 으로 하나 더 만드세요"
            "(지금 것 안에 쓴 것은 따라가지 않습니다)."
        ),
    ),
    Row(
        "network-subnet",
        (
            r"(?:.*?)invalid subnet (?P<value>\S+?) ?: (?P<reason>[^\n]+)",
            r"(?:.*?)(?P<reason>no matching subnet for (?:gateway|ip-range|range|aux-address)) (?P<value>\S+).*",
            r"docker: (?:.*?)(?P<reason>invalid gateway address) (?P<value>\S+).*",
        ),
        N_("네트워크의 주소로 적은 {value} 값이 맞지 않습니다: {reason}"),
        N_(
            "--subnet은 범위의 첫 주소와 길이로 적고(172.30.0.0/16), --gateway와 --ip-range는 그 범위 안의 것이어야 합니다. "
            "--gateway에는 길이(/16)를 붙이지 않습니다: --gateway 172.30.0.1"
        ),
    ),
    Row(
        "network-ipv6",
        (
            r"(?:.*?)(?:Cannot read IPv6 setup for bridge|[Uu]nable to enable IPv6|failed to configure ipv6)[^\n]*open /proc/sys/net/ipv6/[^\n]*: no such file or directory.*",
        ),
        N_("호스트의 커널에서 IPv6가 꺼져 있어 IPv6를 쓰는 네트워크를 만들 수 없습니다."),
        N_(
            'IPv6가 필요 없으면 빼세요(--ipv6, Compose의 enable_ipv6, daemon.json의 "ipv6"). 필요하면 커널의 ipv6.disable=1을 지우고 다시 부팅합니다.'
        ),
        EngineError,
        source="moby 17 to 28, libnetwork/drivers/bridge",
    ),
    Row(
        "network-ipv6",
        (r"(?:.*?)failed to disable IPv6[^\n]*open /proc/sys/net/ipv6/[^\n]*: read-only file system.*",),
        N_("엔진이 다른 컨테이너 안에서 돌아 /proc/sys에 쓰지 못해서 IPv6를 끄지 못했습니다."),
        N_("이미지나 명령의 잘못이 아닙니다. 그 엔진을 26.1 이상으로 올리세요(26.0.2에서만 꼭 끄려 합니다)."),
        EngineError,
        source="moby 26.0.2, libnetwork/osl",
    ),
    Row(
        "network-ambiguous",
        (
            r"(?:.*?)network (?P<network>\S+) is ambiguous \((?P<count>\d+) matches found (?:based )?on \w+(?: prefix)?\).*",
        ),
        N_("{network}(이)라는 네트워크가 {count}개 있어 어느 것인지 알 수 없습니다."),
        N_(
            "'docker network ls'로 ID를 보고 ID로 적으세요. 쓰지 않는 것은 'docker network rm ID'로 지웁니다(붙은 컨테이너가 있으면 지워지지 않습니다)."
        ),
    ),
    Row(
        "driver-missing",
        (
            r"(?:.*?)error looking up volume plugin (?P<name>[^\s:]+): .*not found.*",
            r"docker: (?:.*?)could not find plugin (?P<name>\S+) in v1 plugin registry.*",
            r"docker: (?:.*?)plugin \"(?P<name>[^\"\n]+)\" not found.*",
        ),
        N_("엔진에 {name}(이)라는 드라이버(플러그인)가 없습니다."),
        N_(
            "-d(--driver, Compose는 driver:)에 적은 이름의 철자를 보세요. 처음부터 있는 것은 볼륨의 local과 네트워크의 bridge, host, macvlan, "
            "ipvlan, overlay입니다. 다른 것은 'docker plugin install'로 먼저 설치합니다."
        ),
    ),
    Row(
        "network-not-allowed",
        (
            r"(?:.*?)failed to add the host \(\S+\) <=> sandbox \(\S+\) pair interfaces: (?:operation not permitted|permission denied).*",
        ),
        N_(
            "엔진에게 컨테이너의 네트워크 장치를 만들 권한이 없습니다. 다른 컨테이너 안에서 도는 엔진이 그렇습니다."
        ),
        N_(
            "한 번만 그랬다면 다시 해 보세요. 늘 그러면 바깥 컨테이너를 --privileged로(LXC는 nesting=1) 켜거나 그 바깥의 엔진을 쓰세요."
        ),
        EngineError,
    ),
    Row(
        "bridge-gone",
        (
            r"(?:.*?)could not find bridge (?P<bridge>[\w.-]+): .*",
            r"(?:.*?)adding interface \S+ to bridge (?P<bridge>[\w.-]+) failed: .*(?:no such|not found).*",
        ),
        N_("도커의 네트워크 장치({bridge})가 호스트에서 사라졌습니다."),
        N_(
            "엔진을 다시 켜면 다시 만듭니다: sudo systemctl restart docker(실행 중인 컨테이너가 모두 멈춥니다). "
            "VPN이나 네트워크를 관리하는 프로그램이 지웠을 수 있습니다."
        ),
        EngineError,
    ),
)
