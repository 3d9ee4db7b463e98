"""Swarm: an engine that is in one already, that has several addresses, networks for its services only."""

from __future__ import annotations

from helpers.engine.refusals.row import Row
from helpers.i18n import N_

ROWS = (
    Row(
        "in-a-swarm",
        (r"(?:.*?)This node is already part of a swarm\..*",),
        N_("이 엔진은 이미 Swarm에 들어 있습니다."),
        N_(
            "다시 init이나 join을 할 필요가 없습니다. 'docker node ls'로 확인하세요. 나가는 것은 'docker swarm leave'인데, "
            "혼자인 관리자가 나가면 그 Swarm의 서비스와 secret이 모두 사라집니다."
        ),
    ),
    Row(
        "swarm-last-manager",
        (r"(?:.*?)You are attempting to leave the swarm on a node that is participating as a manager\..*",),
        N_("이 엔진은 Swarm의 관리자라서 그냥 나갈 수 없습니다."),
        N_(
            "혼자인 관리자라면 나가는 순간 그 Swarm의 서비스와 secret이 모두 사라집니다('docker service ls'로 먼저 보세요). "
            "그래도 되면 --force를 붙입니다. 볼륨과 이미지는 남습니다."
        ),
    ),
    Row(
        "swarm-address",
        (
            r"(?:.*?)could not choose an IP address to advertise since this system has multiple addresses.*",
            r"(?:.*?)advertise address must be a non-zero IP address or network interface.*",
        ),
        N_("다른 노드에 알려 줄 이 컴퓨터의 주소를 정하지 못했습니다."),
        N_("'ip addr'에서 IP 주소를 골라 적으세요: docker swarm init --advertise-addr 192.168.0.10"),
    ),
    Row(
        "swarm-unreachable",
        (
            r"docker: (?:[^\n]*: )?rpc error: code = [^\n]*\bdial tcp (?P<where>[^\s:]+:2377)\b.*",
            r"docker: (?:[^\n]*: )?Timeout was reached before node (?:was )?joined(?P<where>).*",
        ),
        N_("Swarm의 관리자에 연결하지 못했습니다. {where}"),
        N_(
            "관리자가 있는 컴퓨터에서 'docker node ls'가 되는지, 주소가 그 컴퓨터의 것인지 보세요. 방화벽은 2377/tcp, 7946/tcp와 udp, 4789/udp를 열어야 합니다. 맞는 명령은 "
            "관리자에서 'docker swarm join-token worker'가 다시 보여 줍니다."
        ),
        source="moby 17 to 28, swarmkit",
    ),
    Row(
        "swarm-unreachable",
        (r"docker: (?:manager stopped: )?can't initialize raft node: [^\n]*advertised address.*",),
        N_("Swarm의 다른 관리자가 이 컴퓨터의 주소로 연결하지 못해 관리자로 들어가지 못했습니다."),
        N_(
            "서로 2377/tcp로 닿아야 하니 방화벽을 보세요. 주소가 여럿이면 다른 컴퓨터에서 닿는 것을 적습니다: docker swarm join --advertise-addr 주소 …"
        ),
        source="moby 17 to 28, swarmkit",
    ),
    Row(
        "swarm-clock",
        (
            r"docker: (?:[^\n]*: )?(?:rpc error: code = |error while validating Root CA Certificate: )[^\n]*x509: certificate has expired or is not yet valid.*",
        ),
        N_("Swarm의 인증서가 지금 시각에 유효하지 않습니다. 두 컴퓨터의 시계가 다르면 그렇습니다."),
        N_("두 컴퓨터에서 'date'를 견주어 보고 시계를 맞춘 뒤(timedatectl set-ntp true) 다시 하세요."),
        source="moby 17 to 28, swarmkit ca",
    ),
    Row(
        "swarm-live-restore",
        (r"(?:.*?)--live-restore daemon configuration is incompatible with swarm mode.*",),
        N_("엔진의 live-restore가 켜져 있어 Swarm을 쓸 수 없습니다."),
        N_(
            "/etc/docker/daemon.json에서 \"live-restore\"를 false로 바꾸고 'sudo systemctl reload docker'를 하세요(컨테이너는 그대로입니다). 컨테이너를 Compose로 켜면 Swarm은 필요 없습니다."
        ),
        source="moby 1.13 to 29, daemon/daemon.go",
    ),
    Row(
        "swarm-secret-missing",
        (
            # any program may say that it found no secret: only after a command or the output of docker's
            r"(?:[^\n]*\bdocker (?:stack|service) [^\n]*|(?:Creating|Updating) (?:network|service|secret|config) [^\n]*)\n"
            r"(?:docker: )?(?P<kind>secret|config) not found: (?P<name>[\w.-]+)$",
            r"docker: (?P<kind>secret|config) not found: (?P<name>[\w.-]+)$",
        ),
        N_("Swarm의 {kind} 가운데 {name}은(는) 없습니다."),
        N_(
            "'docker {kind} ls'로 이름을 확인하고, 없으면 만드세요: docker {kind} create {name} 파일. Compose 파일에서 external: true 대신 file: 로 적으면 stack을 올릴 때 만들어집니다."
        ),
        source="docker/cli 1.13 to 28, cli/command/service/parse.go",
    ),
    Row(
        "network-not-attachable",
        (r"(?:.*?)network (?P<network>[\w.-]+) not manually attachable.*",),
        N_("{network} 네트워크는 Swarm의 서비스용이라 docker run으로 켠 컨테이너를 붙일 수 없습니다."),
        N_(
            "네트워크를 만들 때 --attachable을 붙이세요: docker network create -d overlay --attachable 이름. "
            "Swarm이 필요 없으면 보통의 네트워크(docker network create 이름)를 씁니다."
        ),
    ),
    Row(
        "network-in-use",
        (r"(?:.*?)network \w+ is in use by (?:service|task) (?P<id>\w{1,12}).*",),
        N_("Swarm의 서비스({id})가 아직 그 네트워크를 쓰고 있어 지울 수 없습니다."),
        N_(
            "막 지운 서비스라면 잠시 뒤에 같은 명령을 다시 하세요. 아니면 'docker service ls'로 누구인지 보고 그 서비스를 먼저 지웁니다."
        ),
        source="swarmkit, manager/controlapi/network.go",
    ),
    Row(
        "network-not-for-swarm",
        (
            r"(?:.*?)The network (?P<network>\S+) cannot be used with services\. Only networks scoped to the swarm can be used.*",
        ),
        N_(
            "{network} 네트워크는 이 컴퓨터 안의 것(bridge)이라 Swarm의 서비스(docker stack)가 쓸 수 없습니다."
        ),
        N_(
            "Swarm용 네트워크를 만드세요: docker network create -d overlay 이름. Swarm이 필요 없으면 'docker stack deploy' 대신 'docker compose up -d'로 켭니다."
        ),
        source="moby 17 to 28, daemon/cluster",
    ),
)
