"""What a program inside a container says when it cannot work: its file, its settings, whom it calls."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, LAST, PASSING, Row
from helpers.i18n import N_

# a container's name or its address on a network of Docker, not a name of the internet
PEER = r"(?P<host>[A-Za-z][\w-]*|172\.\d+\.\d+\.\d+)"
# where the programs of images work, and people's own do not
OF_AN_IMAGE = r"/(?:app|data|db|config|usr/src|home/node|var/(?:lib|www)|opt/app|srv/app|bitnami)(?:/|(?='))"
# where images of databases and the like keep what they write
DATA = r"/(?:var/(?:lib|run)/(?:postgresql|mysql|mongodb|grafana|rabbitmq)|bitnami|data/db)[^'’\n:]*"
# in a step of a build it is the USER, not a volume
NOT_A_STEP = r"(?!\n(?:[^\n]*\n){0,30}?[^\n]*?(?:did not complete successfully|returned a non-zero code|executor failed running))"
# how Python tells that a command (in a cell: %%bash) ended with something else than 0
STATUS = r"(?:\S*\.)?CalledProcessError: Command [^\n]* returned non-zero exit status "

ROWS = (
    Row(
        "script-missing",
        (
            r"(?:\S*/)?python[\d.]*: can't open file '(?P<file>[^'\n]+)': \[Errno 2\] No such file or directory.*",
            r"Cannot find module '(?P<file>/[^'\n]+)'$(?!\n+Require stack:)",
            r"Unable to access jarfile (?P<file>\S+)$",
            r"Could not open input file: (?P<file>\S+)$",
            r"(?:\S*/)?(?:ba|da|a)?sh: (?:\d+: )?(?:[Cc]an'?t|cannot) open '?(?P<file>[^'\s:]+)'?(?:: No such file(?: or directory)?)?\.?$",
        ),
        N_("실행할 파일이 없어 프로그램이 시작하지 못했습니다: {file}"),
        N_(
            "컨테이너라면 CMD에 적은 경로가 COPY와 WORKDIR로 만든 것과 같은지 보세요. -v로 같은 폴더를 덮으면 이미지에 있던 파일이 "
            "가려집니다. 호스트라면 'pwd'와 'ls'로 폴더를 확인하세요."
        ),
        rank=PASSING,
    ),
    Row(
        "database-password",
        (
            r"(?:\S+ \S+ \[ERROR\] \[Entrypoint\]: )?Database is uninitialized and (?:superuser )?password (?:option )?is not specified.*",
        ),
        N_(
            "데이터베이스의 이미지는 처음 켤 때 관리자의 비밀번호가 필요한데, 받지 못해 컨테이너가 끝났습니다."
        ),
        N_(
            "출력에 나온 변수로 주세요: -e POSTGRES_PASSWORD=… (mysql은 MYSQL_ROOT_PASSWORD, mariadb는 "
            "MARIADB_ROOT_PASSWORD). -e는 이미지의 이름 앞에 적습니다."
        ),
        source="docker-entrypoint.sh of the official images postgres, mysql and mariadb",
    ),
    Row(
        "data-not-writable",
        (
            r"(?:mkdir|chmod|chown|find|cp|mv|touch|tee|install|ln): (?:can(?:not|'t) (?:create|touch|open) (?:directory |regular file |symbolic link )?"
            r"|changing (?:permissions|ownership) of )?['‘]?(?P<path>(?:"
            + DATA
            + "|"
            + OF_AN_IMAGE
            + r"[^'’\n:]*))['’]?: (?:Permission denied|Operation not permitted)$"
            + NOT_A_STEP,
            r"(?:.*?)(?:initdb|postgres|pg_ctl): (?:error: )?could not (?:access|change permissions of|create|open) directory "
            r"\"(?P<path>[^\"\n]+)\": (?:Permission denied|Operation not permitted).*",
            r"EACCES: permission denied, (?:mkdir|open|unlink|rename|scandir|copyfile) '(?P<path>"
            + OF_AN_IMAGE
            + r"[^'\n]*)'.*",
            # said in a container: docker run above it, or its end below
            r"[^\n]*\bdocker (?:container )?(?:run|start) [^\n]*\n(?:[^\n]*\n){0,40}?[^\n]*EACCES: permission denied, (?:mkdir|open|unlink|rename|scandir|copyfile) '(?P<path>/[^'\n]+)'.*",
            r"\[?(?:[Ee]rror:? )?EACCES: permission denied, (?:mkdir|open|unlink|rename|scandir|copyfile) '(?P<path>/[^'\n]+)'[^\n]*(?=\n(?:[^\n]*\n){0,30}?[\w.-]+ exited with code [1-9])",
            r"(?:.*?)mysqld: Can't create/write to file '(?P<path>/(?!tmp/)[^'\n]*)/[^/'\n]+' \((?:OS )?err(?:code|no):? 13\b.*",
            r"(?:.*?)The stream or file \"(?P<path>/[^\"\n]+)/[^/\"\n]+\" could not be opened[^\n]*Permission denied.*",
            r"(?:.*?)There is no existing directory at \"(?P<path>/[^\"\n]+)\" and it could not be created: Permission denied.*",
            r"GF_PATHS_DATA='(?P<path>[^'\n]+)' is not writable\..*",
        ),
        N_("프로그램이 도는 사용자가 {path} 폴더의 주인이 아니어서 데이터를 쓸 수 없습니다."),
        N_(
            "이름 있는 볼륨(-v 이름:경로)을 쓰면 이미지가 주인을 맞춥니다. 호스트의 폴더라면 그 사용자의 번호로 주인을 바꾸세요"
            "(sudo chown -R 번호 폴더). --user를 적었다면 빼 봅니다. Windows의 폴더와 NFS에서는 주인을 바꾸지 못하기도 합니다."
        ),
        rank=PASSING,
    ),
    Row(
        "file-denied",
        (
            r"(?:.*?)java\.nio\.file\.AccessDeniedException: (?P<path>/[^\s:]+).*",
            r"(?:.*?)java\.io\.FileNotFoundException: (?P<path>/\S+) \(Permission denied\).*",
            r"File \"/(?:app|code|usr/src|opt/app[\w-]*|home/app|srv)/[^\n]*\n(?:[^\n]*\n){0,60}?"
            r"PermissionError: \[Errno 13\] Permission denied: '(?P<path>(?!\S*docker\.sock)[^'\n]+)'.*",
        ),
        N_("프로그램이 도는 사용자에게는 {path}을(를) 읽거나 쓸 권한이 없습니다."),
        N_(
            "이미지의 파일이면 USER보다 앞에서 넘기세요(COPY --chown=사용자, RUN chown). -v로 붙인 것이면 호스트에서 'ls -ln'으로 주인의 번호를 보고 컨테이너의 사용자와 맞춥니다"
            "(sudo chown -R 번호 폴더). SELinux를 쓰는 호스트(Fedora, RHEL)라면 -v 끝에 :Z를 붙입니다."
        ),
        rank=PASSING,
        source="CPython 3, OpenJDK 8 to 21",
    ),
    Row(
        "database-version",
        (
            r"(?:.*? )?FATAL: +database files are incompatible with server.*",
            r"(?:.*?)Invalid MySQL server (?:downgrade|upgrade): .*",
        ),
        N_("볼륨에 있는 데이터는 다른 버전의 데이터베이스가 만든 것이라 이 버전이 열지 못합니다."),
        N_(
            "데이터를 만든 버전의 태그로 되돌리면 다시 열립니다. 버전을 올리려면 그 버전에서 덤프(pg_dumpall, mysqldump)를 떠서 새 볼륨에 "
            "넣으세요. 볼륨을 지우면 데이터도 사라집니다."
        ),
        source="PostgreSQL 9 to 17, miscinit.c; MySQL 8, upgrade.cc",
    ),
    Row(
        "c-library-old",
        (r"(?P<program>\S+): \S*lib\w+\+*\.so\.\d+: version [`'](?P<version>GLIBC\w*_[\d.]+)' not found.*",),
        N_("프로그램이 이 이미지에 있는 것보다 새로운 C 라이브러리({version})를 찾습니다: {program}"),
        N_(
            "빌드한 단계와 실행할 단계의 FROM을 같은 배포판, 같은 버전으로 맞추세요. Go라면 CGO_ENABLED=0으로 빌드하면 라이브러리가 필요 없습니다."
        ),
        rank=PASSING,
    ),
    Row(
        "seccomp-old",
        (r"(?:.*?)pthread_create failed: Operation not permitted.*",),
        N_("이 컴퓨터의 도커가 이미지에 비해 오래되어, 프로그램이 스레드를 만들지 못합니다(seccomp)."),
        N_("도커와 libseccomp을 새것으로 올리거나, 한 단계 오래된 배포판의 이미지를 쓰세요."),
        source="glibc 2.34 clone3 under the seccomp profile of moby before 20.10.10",
    ),
    Row(
        "seccomp-old",
        (
            r"(?:ls|stat|test|find): cannot (?:access|stat) ['‘]?(?P<path>/[^'’\n]*)['’]?: Operation not permitted$",
        ),
        N_("이 컴퓨터의 도커가 이미지에 비해 오래되어, 프로그램이 파일({path})을 보지도 못합니다(seccomp)."),
        N_("도커와 libseccomp을 새것으로 올리거나, 한 단계 오래된 배포판의 이미지를 쓰세요."),
        source="coreutils with statx and faccessat2 under the seccomp profile of moby before 20.10",
    ),
    Row(
        "port-below-1024-inside",
        (
            r"(?:\S+ )*?(?:nginx: )?\[emerg\] (?:\d+#\d+: )?bind\(\) to \S*?:(?P<port>\d+) failed \(13: Permission denied\).*",
            r"\(13\)Permission denied: AH00072: make_sock: could not bind to address \S*?:(?P<port>\d+).*",
            r"[^\n']*\[Errno 13\] error while attempting to bind on address \('[^']*', (?P<port>[1-9]\d{0,2}|10[01]\d|102[0-3])\).*",
        ),
        N_("root가 아닌 사용자로 도는 프로그램이라 1024보다 작은 포트 {port}번에서 듣지 못합니다."),
        N_("1024 이상에서 듣게 하고 -p의 컨테이너 쪽도 그 번호로 적으세요: -p 8080:8080"),
        rank=PASSING,
    ),
    Row(
        "nginx-not-writable",
        (
            r"(?:\S+ )*?(?:nginx: )?\[emerg\] (?:\d+#\d+: )?(?:mkdir|open)\(\) \"(?P<path>/(?:var|run)/[^\"\n]+)\" failed \(13: Permission denied\).*",
        ),
        N_("nginx가 도는 사용자에게는 {path}에 쓸 권한이 없습니다."),
        N_(
            "USER를 적은 Dockerfile이라면 그 앞에서 폴더를 만들어 넘기세요: RUN mkdir -p 폴더 && chown 사용자 폴더. "
            "root로 시작하게 두면 nginx가 스스로 사용자를 바꿉니다."
        ),
        rank=PASSING,
    ),
    Row(
        "nginx-folder-missing",
        (
            r"(?:\S+ )*?(?:nginx: )?\[emerg\] (?:\d+#\d+: )?open\(\) \"(?P<path>/[^\"\n]+\.(?:pid|log))\" failed \(2: .*",
        ),
        N_("nginx가 {path} 파일을 두려는 폴더가 없습니다."),
        N_(
            "Dockerfile에서 그 폴더를 만들고 다시 빌드하세요(RUN mkdir -p /run/nginx). -v나 --tmpfs로 그 위의 폴더를 덮었다면 안에 있던 폴더도 가려집니다."
        ),
        rank=PASSING,
    ),
    Row(
        "nginx-no-ipv6",
        (
            r"(?:\S+ )*?(?:nginx: )?\[emerg\] (?:\d+#\d+: )?(?:bind\(\) to \[::\]:\d+ failed \(99|socket\(\) \[::\]:\d+ failed \(97): .*",
        ),
        N_("여기에는 IPv6가 없는데(호스트의 커널에서 꺼져 있습니다) nginx가 IPv6로도 들으려 합니다."),
        N_("설정에서 listen [::]:80; 줄을 지우세요. listen 80; 만 있으면 됩니다."),
        rank=PASSING,
    ),
    Row(
        "nginx-user",
        (r"(?:\S+ )*?(?:nginx: )?\[emerg\] (?:\d+#\d+: )?getpwnam\(\"(?P<user>[^\"\n]+)\"\) failed.*",),
        N_("nginx의 설정이 {user} 사용자로 돌라고 하는데, 그런 사용자가 여기에 없습니다."),
        N_(
            "설정의 user 줄을 있는 사용자로 고치세요(데비안과 우분투의 nginx 패키지는 www-data). 아니면 Dockerfile에서 만듭니다: RUN useradd -r {user}"
        ),
        rank=PASSING,
    ),
    Row(
        "nginx-variable",
        (r"(?:\S+ )*?(?:nginx: )?\[emerg\] (?:\d+#\d+: )?unknown \"(?P<name>\w+)\" variable.*",),
        N_("nginx의 설정에 있는 ${name} 자리를 nginx가 모릅니다. nginx는 환경 변수를 읽지 않습니다."),
        N_(
            "공식 이미지는 /etc/nginx/templates/이름.conf.template에 둔 파일의 변수를 켤 때 채웁니다(값은 -e로). 값이 없는 변수는 그대로 남으니 이름과 -e를 맞추세요."
        ),
        rank=PASSING,
    ),
    Row(
        "host-not-allowed",
        (
            r"Invalid Host header$(?P<host>)",
            r"Blocked request\. This host \(\"(?P<host>[^\"\n]+)\"\) is not allowed\..*",
            r"(?:.*?)Invalid HTTP_HOST header: '(?P<host>[^'\n]+)'\. You may need to add .*",
        ),
        N_("서버가 모르는 이름으로 불려서 대답하지 않았습니다. {host}"),
        N_(
            "부르는 이름을 그 프로그램의 설정에 적으세요: webpack은 devServer.allowedHosts, Vite는 server.allowedHosts, Django는 ALLOWED_HOSTS. 다른 컨테이너에서 부르면 "
            "서비스의 이름이 그 이름입니다."
        ),
        rank=AFTER,
        source="webpack-dev-server 2 to 5, Vite 5 and 6, Django 3 to 5",
    ),
    Row(
        "peer-refuses",
        (
            r"curl: \(7\) Failed(?: to)? connect to (?!localhost\b)"
            + PEER
            + r" port (?P<port>\d+)(?: after \d+ ms)?: (?:Connection refused|Could(?:n't| not) connect to server).*",
            r"wget: can't connect to remote host \(" + PEER + r"\)(?P<port>): Connection refused.*",
            r"(?:.*?)connect ECONNREFUSED " + PEER + r":(?P<port>\d+)\]?$",
            r"(?:.*? )?Error 111 connecting to (?!localhost)" + PEER + r":(?P<port>\d+)\. .*",
        ),
        N_("{host}을(를) 찾기는 했지만, 그 포트에서 듣는 프로그램이 없습니다. {port}"),
        N_(
            "그 컨테이너의 'docker logs'로 프로그램이 다 켜졌는지, 어느 포트에서 듣는지 보세요. 127.0.0.1에서만 들으면 0.0.0.0에서 듣게 하세요. "
            "컨테이너끼리는 -p의 호스트 쪽이 아니라 컨테이너 쪽 포트로 부릅니다."
        ),
        rank=AFTER,
        unless=r"[^\n]*Kibana is now available",
    ),
    Row(
        "peer-unreachable",
        (r"(?:.*?)connect EHOSTUNREACH(?: " + PEER + r"(?::\d+)?)?$",),
        N_("부르는 컨테이너의 주소로 갈 길이 없습니다. {host}"),
        N_(
            "그 컨테이너가 꺼졌거나 다시 만들어져 주소가 바뀌었습니다. 'docker ps'로 켜져 있는지 보고, 부른 쪽도 'docker restart'로 다시 시작하세요. "
            "주소 말고 이름으로 부릅니다."
        ),
        rank=AFTER,
    ),
    Row(
        "https-to-http",
        (r"curl: \(35\) [^\n]*(?:wrong version number|packet length too long|record too long).*",),
        N_("https로 물었는데 그 포트의 프로그램은 http로 대답합니다."),
        N_("주소를 http:// 로 시작하세요. https가 필요하면 프로그램에 인증서를 설정해야 합니다."),
        rank=AFTER,
    ),
    Row(
        "killed",
        (
            r"(?:\S+ )?exited with code 137\.?$",
            STATUS + r"137\.?$",
            r"(?:.* )?\(signal: 9, SIGKILL: kill\)$",
            r"Killed$",
        ),
        N_("프로그램이 강제로 끝났습니다(137, KILL 신호). 그래서 아무 말도 남기지 못했습니다."),
        N_(
            "스스로 멈춘 것이면 할 일이 없습니다(docker kill, 10초 안에 끝나지 않은 docker stop). 아니면 메모리가 모자란 것입니다: "
            "'docker inspect -f {{{{.State.OOMKilled}}}} 컨테이너'가 true면 --memory를 늘리세요. Docker Desktop은 Settings → Resources에 있습니다."
        ),
        rank=LAST,
    ),
    Row(
        "exit-status",
        (STATUS + r"125\.?$",),
        N_("docker 자신이 거절해서 컨테이너를 켜지 못했습니다(125)."),
        N_("까닭은 그 위의 출력에서 docker: 로 시작하는 줄에 있습니다. 출력을 모두 course explain에 주세요."),
        rank=LAST,
    ),
    Row(
        "exit-status",
        (STATUS + r"127\.?$", r"(?:\S+ )?exited with code 127\.?$"),
        N_("부른 명령을 찾지 못해 끝났습니다(127)."),
        N_(
            "철자와 경로를 확인하세요. 컨테이너라면 이미지에 든 프로그램만 있습니다. 어느 것인지는 그 위의 not found 줄이나 'docker logs'에 있습니다."
        ),
        rank=LAST,
    ),
    Row(
        "exit-status",
        (STATUS + r"126\.?$", r"(?:\S+ )?exited with code 126\.?$"),
        N_("부른 파일을 실행할 수 없어 끝났습니다(126). 실행 권한이 없거나 프로그램이 아닙니다."),
        N_(
            "Dockerfile에서 RUN chmod +x 파일 을 하고 다시 빌드하세요. 어느 것인지는 그 위의 줄이나 'docker logs'에 있습니다."
        ),
        rank=LAST,
    ),
    Row(
        "exit-status",
        (STATUS + r"139\.?$", r"(?:\S+ )?exited with code 139\.?$"),
        N_("프로그램이 메모리를 잘못 건드려 죽었습니다(139, 세그먼트 오류)."),
        N_(
            "'docker image inspect -f {{{{.Architecture}}}} 이미지'가 이 컴퓨터의 CPU와 같은지 보고, 같으면 이미지의 다른 태그로 해 보세요. 오래된 이미지(centos:6 같은)는 새 "
            "커널에서 그렇게 됩니다."
        ),
        rank=LAST,
    ),
    Row(
        "map-count",
        (
            # with one node it is a warning only
            r"(?![^\n]*(?:\[WARN|\"WARN\"))(?:.*?)max virtual memory areas vm\.max_map_count \[\d+\] (?:is )?(?:likely )?too low, increase to at least \[(?P<number>\d+)\].*",
        ),
        N_("이 프로그램(Elasticsearch 따위)에 호스트 커널의 vm.max_map_count가 너무 작습니다."),
        N_("호스트에서(WSL이면 그 안에서) 늘리세요: sudo sysctl -w vm.max_map_count={number}"),
        source="Elasticsearch 5 to 8, BootstrapChecks",
    ),
)
