"""Conflicts of state: names that are taken, containers that run or do not, things in use."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, PASSING, ROOT, Row
from helpers.errors import BusyError
from helpers.i18n import N_

# what a container is called in a sentence: an id, a name, with or without quotes and slash
NAME = r"\"?/?(?P<name>[\w][\w.-]*)\"?"

# dockerd's log of every question whether there is one, and of every `docker run` that pulls first
LOOKED_UP = r"(?![^\n]*(?:GET /\S+/json|POST /(?:v[\d.]+/)?containers/create) returned error: )"

STOP_AGAIN = N_(
    "엔진을 다시 켠 뒤 다시 멈추세요: sudo systemctl restart docker(실행 중인 컨테이너가 모두 멈춥니다). snap으로 설치한 도커에서는 AppArmor가 막기도 합니다."
)

ROWS = (
    Row(
        "rename-taken",
        (
            r"(?:.*?)Error when allocating new name: Conflict\. The container name \"/?(?P<name>[^\"\n]+)\" is already in use.*",
        ),
        N_("'{name}' 컨테이너가 이미 있어 그 이름으로 바꿀 수 없습니다."),
        N_("다른 이름으로 바꾸거나, 그 컨테이너의 이름을 먼저 바꾸세요: docker rename {name} {name}-old"),
        BusyError,
    ),
    Row(
        "rename-same",
        (r"(?:.*?)Renaming a container with the same name as its current name.*",),
        N_("컨테이너의 이름이 이미 그것입니다."),
        N_("할 일이 없습니다. 다른 이름을 뜻했다면 'docker ps -a'로 지금 이름을 확인하세요."),
        rank=PASSING,
    ),
    Row(
        "removal-in-progress",
        (
            r"(?:.*?)removal of container /?(?P<name>[\w.-]+) is already in progress[^\n]*\n(?:[^\n]*\n)*?"
            r"[^\n]*[Tt]he (?:container )?name \"/?(?P=name)\" is already in use.*",
        ),
        N_("'{name}' 컨테이너가 아직 지워지는 중이라 그 이름을 다시 쓸 수 없습니다."),
        N_(
            "'docker ps -a'에서 사라진 뒤에 다시 하세요. 오래 그대로면 엔진을 다시 켠 뒤 해 보세요: sudo systemctl restart docker(실행 중인 컨테이너가 모두 멈춥니다)"
        ),
        BusyError,
        ROOT,
    ),
    Row(
        "name-taken",
        (
            r"(?:.*?)The (?:container )?name \"/?(?P<name>[^\"\n]+)\" is already in use(?: by)?.*",
            r"(?:.*?)the container name \"(?P<name>[^\"\n]+)\" is already in use by.*",
            r"(?:.*?)Conflict: The name (?P<name>[\w.-]+) is already assigned.*",
        ),
        N_("'{name}' 컨테이너가 이미 있습니다."),
        N_(
            "그것을 다시 켜려면 'docker start {name}', 이름만 비우려면 'docker rename {name} {name}-old'. "
            "'docker rm {name}'은 지우는데, 그 안에 쓴 것도 사라집니다."
        ),
        BusyError,
    ),
    Row(
        "container-record-left",
        (
            r"(?:.*?)container with id exists: (?P<name>[0-9a-f]{12})[0-9a-f]*.*",
            r"docker: (?:.*?: )?container \"(?P<name>[0-9a-f]{12})[0-9a-f]*\": already exists.*",
            r"docker: (?:.*?: )?container with given ID already exists(?P<name>).*",
        ),
        N_(
            "엔진이 갑자기 끝난 적이 있어 {name} 컨테이너가 아직 돈다는 기록이 남았고, 그래서 켜지지 않습니다."
        ),
        N_(
            "엔진을 다시 켜면 지워집니다: sudo systemctl restart docker(실행 중인 컨테이너가 모두 멈춥니다), Docker Desktop은 메뉴의 Restart. "
            "그런 다음 'docker start'. 컨테이너에 쓴 것은 그대로 있습니다."
        ),
        source="moby 17.12 to 19.03, containerd and runc",
    ),
    Row(
        "rm-paused",
        (
            r"(?:.*?)[Yy]ou cannot remove a paused container (?P<name>\w+).*",
            r"(?:.*?)cannot remove container " + NAME + r": container is paused.*",
        ),
        N_("{name:.12} 컨테이너는 일시정지 중이라 지울 수 없습니다."),
        N_(
            "'docker unpause {name:.12}'와 'docker stop {name:.12}' 뒤에 지우세요. 안에 쓴 것은 함께 사라집니다."
        ),
        BusyError,
    ),
    Row(
        "rm-running",
        (
            r"(?:.*?)[Yy]ou cannot remove a (?:running|restarting) container (?P<name>\w+).*",
            r"(?:.*?)cannot remove container " + NAME + r": container is (?:running|restarting).*",
            r"(?:.*?)cannot remove container " + NAME + r" as it is (?:running|restarting|paused).*",
        ),
        N_("{name:.12} 컨테이너가 실행 중이라 지울 수 없습니다."),
        N_(
            "먼저 멈추세요: docker stop {name:.12} 그런 다음 'docker rm'으로 지웁니다. 안에 쓴 것은 함께 사라집니다."
        ),
        BusyError,
    ),
    Row(
        "removal-in-progress",
        (
            r"(?:.*?)removal of container (?P<name>\S+) is already in progress.*",
            r"(?:.*?)[Cc]ontainer (?P<name>\S+) is marked for removal.*",
            r"docker: (?:.*?: )?container is marked for removal and cannot be (?P<name>)\w+.*",
            r"(?:.*?)can ?not get logs from container which is dead or marked for removal(?P<name>).*",
        ),
        N_("{name:.12} 컨테이너는 이미 지워지는 중입니다."),
        N_("할 일이 없습니다. 잠시 뒤 'docker ps -a'로 사라졌는지 보세요."),
        BusyError,
        PASSING,
    ),
    Row(
        "container-restarting",
        (
            r"(?:.*?)[Cc]ontainer " + NAME + r" is restarting, wait (?:until )?the container .*",
            r"(?:.*?)[Yy]ou cannot attach to a restarting container(?P<name>).*",
        ),
        N_("{name:.12} 컨테이너가 켜지자마자 끝나고 다시 켜지기를 되풀이합니다."),
        N_(
            "기다려도 그대로면 'docker logs'에 왜 끝나는지 나옵니다. 고칠 때까지 'docker stop'으로 멈춰 두세요."
        ),
    ),
    Row(
        "not-paused",
        (r"(?:.*?)[Cc]ontainer " + NAME + r" is not paused.*",),
        N_("{name:.12} 컨테이너는 일시정지되어 있지 않습니다."),
        N_("할 일이 없습니다. 상태는 'docker ps -a'로 봅니다."),
        rank=PASSING,
    ),
    Row(
        "container-paused",
        (
            r"(?:.*?)[Cc]ontainer " + NAME + r" is (?:already )?paused.*",
            r"(?:.*?)[Yy]ou cannot attach to a paused container, unpause it first(?P<name>).*",
            r"(?:.*?)cannot start a paused container, try unpause instead(?P<name>).*",
            r"(?:.*?)cannot exec in a paused container(?P<name>).*",
        ),
        N_("{name:.12} 컨테이너가 일시정지되어 있습니다."),
        N_("다시 움직이게 하세요: docker unpause {name:.12}"),
    ),
    Row(
        "not-running",
        (
            r"(?:.*?)[Cc]ontainer " + NAME + r" is not running.*",
            r"(?:.*?)[Yy]ou cannot attach to a stopped container, start it first(?P<name>).*",
            r"(?:.*?)cannot exec (?:in|a) (?:a )?(?:stopped container|container that has (?:run and )?stopped|stopped state)(?P<name>).*",
            r"(?:.*?)can only (?:create exec sessions on|attach to) running containers(?P<name>).*",
            r"(?:.*?)container " + NAME + r" is not in a running state.*",
            r"(?:.*?)containerd: container not started(?P<name>)$",
        ),
        N_("{name:.12} 컨테이너는 실행 중이 아닙니다."),
        N_("'docker ps -a'로 상태를, 'docker logs'로 끝난 까닭을 보고 'docker start'로 다시 시작하세요."),
        rank=PASSING,
    ),
    Row(
        "operation-running",
        (r"docker: (?:.*?: )?a (?:prune|disk usage) operation is already running\.?$",),
        N_("엔진이 같은 일(안 쓰는 것을 지우거나 사용량을 세는 일)을 이미 하고 있습니다."),
        N_("다른 창이나 예약된 작업이 시킨 것입니다. 그것이 끝난 뒤에 다시 하세요."),
        source="moby 17.06 to 29, daemon/prune.go, daemon/disk_usage.go",
    ),
    Row(
        "stop-refused",
        (
            r"(?:.*?)[Cc]annot (?:stop|kill) container: (?P<name>\S+?): (?:[^\n]*[: \"])?(?:permission denied|operation not permitted).*",
            r"(?:.*?)[Cc]annot (?:stop|kill|restart|remove) container:? \"?/?(?P<name>[\w.-]+)\"?: [^\n]*tried to kill container, but did not receive an exit event.*",
            r"(?:.*?)[Cc]ould not kill running container (?P<name>\w+).*",
            r"(?:.*?)container (?P<name>\w+) PID \d+ is zombie and can not be killed.*",
        ),
        N_("엔진이 {name:.12} 컨테이너의 프로세스를 끝내지 못했습니다."),
        STOP_AGAIN,
        source="moby 20.10 to 28, daemon/kill.go; snap docker 20.10",
    ),
    Row(
        "stop-refused",
        (
            r"(?:.*?)[Cc]ould not kill running container, cannot remove - permission denied.*",
            r"(?:.*?)unknown error after kill: \S*runc did not terminate suc+essfully: [^\n]*permission denied.*",
            r"(?:.*?)tried to kill container, but did not receive an exit event.*",
        ),
        N_("엔진이 컨테이너의 프로세스를 끝내지 못했습니다."),
        STOP_AGAIN,
        rank=PASSING,
        source="moby 20.10 to 28, daemon/kill.go; snap docker 20.10",
    ),
    Row(
        "no-container-name",
        (
            r"(?:.*?)No such container:\s*$",
            r"(?:.*?)invalid container name or ID: value is empty.*",
            r"(?:.*?)Neither old nor new names may be empty.*",
        ),
        N_("컨테이너의 이름이 비어 있습니다."),
        N_("변수($이름)나 $(…)에 값이 있는지 echo로 확인하세요."),
        rank=PASSING,
    ),
    Row(
        "no-container-name",
        (r"docker: (?:404 )?page not found\.?$",),
        N_("docker가 이름으로 읽은 것이 비었거나 / 로 시작합니다. 그런 컨테이너나 이미지의 이름은 없습니다."),
        N_(
            "변수($이름)나 $(…)에 값이 있는지 echo로 확인하세요. docker exec는 컨테이너의 이름이 먼저이고 명령이 뒤입니다: docker exec -it 컨테이너 /bin/bash"
        ),
        rank=PASSING,
        source="moby client 17 to 28, a redirect of //",
    ),
    Row(
        "no-such-container",
        (
            LOOKED_UP + r"(?:.*?)No such container: (?P<name>[^\s\"'}]*[^\s.\"'}]).*",
            r"(?:.*?)no container with (?:name or ID|ID or name) \"(?P<name>[^\"\n]+)\" found: no such container.*",
            r"docker: (?:.*?)could not (?:find|get) container (?:for )?(?P<name>\S+?)(?:: .*)?$",
        ),
        N_("{name} 컨테이너가 없습니다."),
        N_("'docker ps -a'로 이름을 확인하세요."),
        rank=PASSING,
    ),
    Row(
        "no-such-container",
        (r"docker: No such container:?$",),
        N_("그 이름의 컨테이너가 없습니다."),
        N_("'docker ps -a'로 이름을 확인하세요."),
        rank=PASSING,
    ),
    Row(
        "no-such-object",
        # a store in a cloud says the same of its own objects, after a word of the program
        (
            r"no such object: \"?(?P<name>[^\s\"]+)\"?.*",
            r"docker: (?:.*?)no such object: \"?(?P<name>[^\s\"]+)\"?.*",
        ),
        N_("{name}(이)라는 컨테이너, 이미지, 볼륨, 네트워크가 하나도 없습니다."),
        N_("'docker ps -a', 'docker images', 'docker volume ls', 'docker network ls'로 이름을 확인하세요."),
        rank=PASSING,
    ),
    Row(
        "id-ambiguous",
        (r"(?:.*?)[Mm]ultiple IDs found with provided prefix:? ?(?P<name>\S*).*",),
        N_("{name}(으)로 시작하는 ID가 여럿이라 어느 것인지 알 수 없습니다."),
        N_("ID를 더 길게 적거나('docker ps -a', 'docker images') 이름으로 적으세요."),
    ),
    Row(
        "not-in-swarm",
        (r"(?:.*?)This node is not (?:a swarm manager\.|part of a swarm).*",),
        N_("Swarm의 명령인데, 이 엔진은 Swarm에 들어 있지 않습니다."),
        N_(
            "이 과정에서는 Swarm을 쓰지 않습니다. 컨테이너 하나는 docker run, 여럿은 docker compose로 켜세요. 정말 Swarm이 필요하면 'docker swarm init'."
        ),
        rank=PASSING,
    ),
    Row(
        "join-stopped",
        (
            r"(?:.*?)cannot join (?:network|PID|IPC)\w* (?:namespace )?of a non running container: (?:container )?(?P<name>[0-9a-f]{12}(?=[0-9a-f]{52})|[\w.-]*[\w-]).*",
        ),
        N_("{name} 컨테이너가 멈춰 있어 그 네트워크를 함께 쓸 수 없습니다."),
        N_("먼저 시작하세요: docker start {name} (곧 다시 멈추면 까닭은 'docker logs {name}'에 있습니다)"),
    ),
    Row(
        "join-stopped",
        (r"(?:.*?)Cannot link to a non running container: /?(?P<name>[\w][\w.-]*).*",),
        N_("--link(Compose의 links)로 이을 {name} 컨테이너가 멈춰 있습니다."),
        N_("먼저 시작하세요: docker start {name} (곧 다시 멈추면 까닭은 'docker logs {name}'에 있습니다)"),
        source="moby 1.6 to 28, daemon/container_operations",
    ),
    Row(
        "logs-elsewhere",
        (r"(?:.*?)configured logging driver does not support reading.*",),
        N_("이 컨테이너의 로그는 다른 곳으로 보내져서(로그 드라이버) docker logs로 볼 수 없습니다."),
        N_(
            "어디로 가는지는 'docker inspect'의 LogConfig에 있습니다. docker logs로 보려면 --log-driver json-file로 하나 더 만드세요(지금 것 안에 쓴 것은 따라가지 않습니다)."
        ),
    ),
    Row(
        "already-running",
        (
            r"(?:.*?)cannot (?:start|restart) container (?P<name>\S+): .*(?:already running|already started).*",
        ),
        N_("{name} 컨테이너는 이미 실행 중입니다."),
        N_("할 일이 없습니다. 상태는 'docker ps'로 봅니다."),
        rank=AFTER,
    ),
)
