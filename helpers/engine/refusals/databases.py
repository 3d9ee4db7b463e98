"""What databases say when they do not start or do not let one in."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, PASSING, ROOT, Row
from helpers.i18n import N_

# as clients say it: in the server's own log the same stands of every wrong guess of a health check
CLIENT = r"(?:(?:psql|pg_\w+|createdb|dropdb): (?:error: )?[^\n]*?|(?:\w+\.)*OperationalError: [^\n]*?|connection (?:to server )?[^\n]*?failed: )"

ROWS = (
    Row(
        "data-permissions",
        (
            r"(?:\d[\d.: -]+ UTC \[\d+\] )?FATAL: +data directory \"(?P<path>[^\"\n]+)\" has (?:invalid permissions|group or world access).*",
        ),
        N_("PostgreSQL이 데이터 폴더 {path}의 권한을 0700으로 바꾸지 못했습니다."),
        N_(
            "Windows나 맥의 폴더, NTFS 디스크에서는 권한이 바뀌지 않습니다. 호스트의 폴더 대신 이름 있는 볼륨을 쓰세요: -v pgdata:/var/lib/postgresql/data. 리눅스의 폴더라면 호스트에서 "
            "그 폴더에 sudo chmod 700을 합니다."
        ),
        source="PostgreSQL 9 to 17",
    ),
    Row(
        "database-place",
        (r"in 18\+, these Docker images are configured to store database data in a.*",),
        N_(
            "postgres 18부터 이미지가 데이터를 두는 곳이 바뀌었는데, 볼륨이 예전 자리(/var/lib/postgresql/data)에 붙어 있습니다."
        ),
        N_(
            "새로 시작하는 것이면 볼륨을 /var/lib/postgresql에 붙이세요. 전부터 있던 데이터는 만든 버전의 태그(postgres:17 따위)로 되돌리면 "
            "다시 열립니다. 올리려면 그 버전에서 덤프(pg_dumpall)를 떠서 새 볼륨에 넣으세요. 볼륨을 지우면 데이터도 사라집니다."
        ),
        rank=ROOT,
    ),
    Row(
        "database-folder-used",
        (
            r"initdb: (?:error: )?directory \"(?P<path>[^\"\n]+)\" exists but is not empty.*",
            r"(?:.*?)--initialize specified but the data directory has files in it\. Aborting(?P<path>).*",
        ),
        N_("데이터를 둘 폴더에 데이터베이스가 아닌 것이 들어 있어 처음부터 만들지 못합니다. {path}"),
        N_(
            "붙인 볼륨이나 폴더에 무엇이 있는지 보세요(lost+found나 .gitkeep도 안 됩니다). 다른 데이터라면 지우지 말고 빈 볼륨을 붙이세요. "
            "postgres는 그 아래의 폴더로 정할 수도 있습니다: -e PGDATA=/var/lib/postgresql/data/pgdata"
        ),
    ),
    Row(
        "database-folder-shared",
        # a server that is just stopping lets go of it
        (r"(?:.*?)Unable to lock \.?/?\S*ibdata1,? error: 11.*",),
        N_("같은 데이터 폴더를 다른 데이터베이스 서버가 이미 쓰고 있습니다."),
        N_("'docker ps'에서 같은 볼륨을 쓰는 컨테이너를 찾아 하나만 켜 두세요('docker stop 컨테이너')."),
        source="MySQL 5.7 to 9, InnoDB os0file",
        unless=r"[^\n]*ready for connections",
    ),
    Row(
        "database-setting",
        (r"(?:.*?)\[ERROR\][^\n]*unknown variable '(?P<name>[^'=\n]+)[^\n]*",),
        N_("이 버전의 데이터베이스는 {name} 설정을 모릅니다."),
        N_(
            "command: 나 설정 파일에서 그 줄을 지우세요. default-authentication-plugin은 MySQL 8.4부터 없습니다. 꼭 필요하면 태그를 "
            "mysql:8.0처럼 정합니다(이미 있는 데이터의 버전보다 낮추지는 마세요)."
        ),
        source="MySQL 8.4 and 9",
    ),
    Row(
        "database-init-denied",
        (r"(?:.*?)\[ERROR\] (?:\[MY-\d+\] \[Server\] )?Failed to open the bootstrap file (?P<file>\S+).*",),
        N_("MySQL이 처음 켤 때 실행할 {file} 파일을 열지 못했습니다."),
        N_(
            "호스트의 그 파일과 위 폴더를 다른 사용자도 읽을 수 있게 하세요(chmod a+r 파일, chmod a+rx 폴더). -v에 적은 경로에 파일이 정말 있는지도 보세요"
            "(없으면 빈 폴더가 붙습니다)."
        ),
    ),
    Row(
        "search-read-only",
        (r"(?:.*?)\[FORBIDDEN/12/index read-only / allow delete \(api\)\].*",),
        N_("디스크가 거의 차서 Elasticsearch가 색인에 쓰기를 막았습니다."),
        N_(
            "'df -h'와 'docker system df'를 보고 자리를 비우세요. 7.4부터는 비우면 스스로 풀립니다. 그 앞의 버전은 색인의 설정에서 "
            "index.blocks.read_only_allow_delete를 null로 바꿉니다."
        ),
    ),
    Row(
        "database-login",
        (
            CLIENT + r"FATAL: +password authentication failed for user \"(?P<user>[^\"\n]+)\".*",
            r"password authentication failed for user \"(?P<user>[^\"\n]+)\".*",
            r"(?:ERROR 1045 \(28000\): |(?:\w+\.)*OperationalError: \(1045, ['\"]|[^\n]*?SQLException: |[^\n]*?\[1045\] )?"
            r"Access denied for user '(?P<user>[^'\n]*)'@'[^'\n]*' \(using password: (?:YES|NO)\).*",
        ),
        N_("데이터베이스가 {user} 사용자의 암호를 받아 주지 않았습니다."),
        N_(
            "POSTGRES_PASSWORD나 MYSQL_ROOT_PASSWORD 같은 변수는 볼륨이 비어 있던 첫 시작 때만 쓰이니, 그때의 암호로 하세요. "
            "바꾸려면 데이터베이스 안에서 ALTER USER로 바꿉니다. 연습이라 데이터가 필요 없으면 새 이름의 볼륨으로 시작하세요."
        ),
        rank=PASSING,
    ),
    Row(
        "database-not-ready",
        (
            r"(?:(?:[\w.]+Error: |psql: )(?:error: )?)?could not connect to server: Connection refused\n"
            r"(?:\(0x[0-9A-F/]+\)\n)?Is the server running on host \"(?P<host>(?!localhost|127\.|::1)[^\"\n]+)\".*",
            r"(?:(?:[\w.]+Error: |psql: )(?:error: )?)?(?:\([^)\n]*\) )?connection to server at \"(?P<host>(?!localhost|127\.|::1)[^\"\n]+)\"[^\n]* failed: Connection refused.*",
        ),
        N_("{host} 컴퓨터(컨테이너)는 찾았지만, 거기의 데이터베이스가 아직 연결을 받지 않습니다."),
        N_(
            "막 켰다면 준비하는 중입니다. 'docker logs 데이터베이스'에 ready to accept connections가 나온 뒤에 다시 켜세요. Compose에서는 healthcheck와 depends_on의 "
            "condition: service_healthy로 기다리게 합니다. 켜져 있지 않으면('docker ps -a') 그 로그에 까닭이 있습니다."
        ),
        rank=AFTER,
        unless=r"[^\n]*(?:[Cc]onnected to|[Cc]onnection established|[Aa]pplication startup complete|[Ll]istening (?:on|at))",
        source="libpq 9 to 17",
    ),
    Row(
        "java-no-peer",
        (
            r"(?:.*?)Communications link failure$",
            r"(?:.*?)java\.net\.ConnectException: Connection refused.*",
        ),
        N_("자바 프로그램이 데이터베이스나 다른 서버에 연결하지 못했습니다."),
        N_(
            "컨테이너 안에서 localhost는 그 컨테이너 자신이니 주소에 서비스의 이름을 적으세요: jdbc:mysql://db:3306/… 이름이 맞다면 상대가 아직 켜지는 중일 수 있습니다"
            "('docker logs'). Compose에서는 healthcheck와 depends_on의 condition: service_healthy로 기다리게 합니다."
        ),
        rank=AFTER,
        unless=r"[^\n]*(?:did not complete successfully|Socket connection established|started \(kafka\.server|\bStarted \w+ in [\d.]+ seconds)",
    ),
    Row(
        "database-name",
        (
            CLIENT + r"FATAL: +(?:database|role) \"(?P<name>[^\"\n]+)\" does not exist.*",
            r"(?:ERROR 1049 \(42000\): |(?:\w+\.)*OperationalError: \(1049, ['\"]|[^\n]*?\[1049\] )?Unknown database '(?P<name>[^'\n]+)'.*",
        ),
        N_("데이터베이스 서버에 {name}(이)라는 데이터베이스나 사용자가 없습니다."),
        N_(
            "POSTGRES_USER와 POSTGRES_DB(MYSQL_DATABASE)로 만든 이름을 쓰세요: docker exec -it db psql -U postgres. "
            "그 변수들은 볼륨이 비어 있던 첫 시작 때만 쓰입니다. 그 뒤에는 CREATE DATABASE로 만듭니다."
        ),
        rank=PASSING,
    ),
    Row(
        "database-host",
        (
            r"(?:ERROR 1130 \(HY000\): |[^\n]*?: )?Host '(?P<host>[^'\n]+)' is not allowed to connect to this (?:MySQL|MariaDB) server.*",
        ),
        N_("그 사용자는 {host}에서 데이터베이스에 들어갈 수 없게 되어 있습니다."),
        N_(
            "'localhost'용으로만 만들어진 사용자입니다. CREATE USER '이름'@'%' … 로 어디서나 들어올 수 있는 사용자를 만들고 GRANT를 주세요. "
            "MYSQL_USER로 만든 사용자는 처음부터 그렇습니다."
        ),
        rank=PASSING,
    ),
    Row(
        "database-socket",
        (
            r"(?:ERROR 2002 \(HY000\): )?Can't connect to local (?:MySQL |MariaDB )?server through socket '(?P<path>[^'\n]+)'.*",
            r"psql: (?:error: )?[^\n]*(?:on socket|Unix domain socket) \"(?P<path>[^\"\n]+)\"[^\n]*",
        ),
        N_("데이터베이스 서버가 이 컨테이너(컴퓨터) 안에서 돌고 있지 않거나, 아직 켜지는 중입니다: {path}"),
        N_(
            "주소를 적지 않거나 localhost라고 하면 자기 안에서 찾습니다. 다른 컨테이너의 것이면 그 이름으로 부르세요(-h db). 막 켰다면 "
            "'docker logs'에 ready for connections(postgres는 ready to accept connections)가 나온 뒤에 합니다."
        ),
        rank=PASSING,
        unless=r"[^\n]*(?:mysqld is alive|ready for connections)",
    ),
    Row(
        "redis-password",
        (
            r"(?:\(error\) |[^\n]*?Error: )?(?:NOAUTH Authentication required|WRONGPASS invalid username-password pair).*",
        ),
        N_("Redis가 암호를 요구하는데, 암호가 없거나 틀렸습니다."),
        N_(
            "서버를 켤 때의 --requirepass와 같은 암호를 주세요: redis-cli -a 암호, 프로그램은 redis://:암호@redis:6379"
        ),
        rank=PASSING,
        source="Redis 6 and 7",
    ),
    Row(
        "nginx-settings",
        (
            r"(?:\S+ )*?(?:nginx: )?\[emerg\] (?:\d+#\d+: )?(?P<reason>(?:unknown directive|unexpected |invalid (?:number of arguments|parameter|value)|"
            r"directive \"|\"[\w.-]+\" directive |open\(\) \"(?![^\"\n]+\.(?:pid|log)\")[^\"\n]+\" failed \(2|cannot load certificate|no \"\w+)[^\n]*)",
        ),
        N_("nginx의 설정이 잘못되어 켜지지 않습니다: {reason}"),
        N_(
            "끝에 나온 파일과 줄을 고치세요. -v로 붙인 설정이라면 호스트의 그 경로에 파일이 있는지 보세요(없으면 빈 폴더가 붙습니다). "
            "고친 것은 'docker exec 컨테이너 nginx -t'나 같은 -v로 'docker run --rm … nginx nginx -t'로 확인합니다."
        ),
        rank=PASSING,
    ),
    Row(
        "nginx-no-index",
        (r"(?:\S+ )*?\[error\] \d+#\d+: \*\d+ directory index of \"(?P<path>[^\"\n]+)\" is forbidden.*",),
        N_("nginx가 보여 줄 index.html이 {path}에 없어서 403으로 대답했습니다."),
        N_(
            "'docker exec 컨테이너 ls -la {path}'로 보세요. -v를 썼다면 호스트의 폴더가 비었거나 경로가 틀린 것이고, COPY라면 목적지가 다른 것입니다."
        ),
        rank=AFTER,
    ),
    Row(
        "nginx-upstream",
        (
            r"(?:\S+ )*?\[error\] \d+#\d+: \*\d+ connect\(\) failed \(111: Connection refused\) while connecting to upstream[^\n]*?upstream: \"(?P<where>[^\"\n]+)\".*",
        ),
        N_("nginx가 뒤에 있는 프로그램({where})에 연결하지 못해 502로 대답했습니다."),
        N_(
            "그 프로그램이 켜져 있는지('docker ps', 'docker logs'), 그 포트에서 0.0.0.0으로 듣는지 보세요. nginx가 컨테이너 안에 있으면 "
            "127.0.0.1은 nginx 자신이니 proxy_pass에 컨테이너의 이름을 적습니다."
        ),
        rank=AFTER,
    ),
)
