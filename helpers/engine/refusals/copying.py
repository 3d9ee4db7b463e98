"""Files that docker copies, loads and saves, and filters of its lists."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, PASSING, Row
from helpers.i18n import N_

ROWS = (
    Row(
        "cp-missing-inside",
        (r"(?:.*?: )?Could not find the file (?P<path>.+?) in container (?P<name>[\w.-]+).*",),
        N_("{name} 컨테이너 안에 {path} 경로가 없습니다."),
        N_("'docker exec {name} ls'로 경로를 확인하세요(멈춰 있으면 'docker diff {name}')."),
    ),
    Row(
        "cp-image",
        (r"(?:.*?: )?No such container:path: (?P<image>[\w./-]+:[\w.-]+):(?P<path>/.*)",),
        N_("docker cp에 컨테이너가 아니라 이미지의 이름({image})을 적었습니다."),
        N_(
            "'docker ps -a'에 나오는 컨테이너의 이름을 적으세요. 그 이미지로 만든 컨테이너가 없으면 켜지 않고 하나 만들어 꺼냅니다: docker create --name tmp {image} 를 하고 docker "
            "cp tmp:{path} ."
        ),
    ),
    Row(
        "cp-missing",  # engines before 23 say the same of both
        (r"(?:.*?: )?No such container:path: (?P<name>[\w.-]+):(?P<path>.*)",),
        N_("{name} 컨테이너가 없거나, 그 안에 {path} 경로가 없습니다."),
        N_(
            "'docker ps -a'로 컨테이너의 이름을, 'docker exec {name} ls'로 경로를 확인하세요(멈춰 있으면 'docker diff {name}')."
        ),
    ),
    Row(
        "cp-not-a-folder",
        (r"docker: (?:.*?: )?(?:lstat|stat) (?P<path>/[^:\n]+): not a directory\.?$",),
        N_("컨테이너 안의 {path}은(는) 폴더가 아니라 파일인데, 그 아래의 경로를 적었습니다."),
        N_(
            "'docker exec 컨테이너 ls -l {path}'로 확인하고 경로를 고치세요(멈춰 있으면 'docker diff 컨테이너')."
        ),
    ),
    Row(
        "cp-missing-outside",
        (
            r"open (?P<path>\S+\.(?:tar|tgz|tar\.\w+)): no such file or directory$",
            r"docker: open (?P<path>(?![/~])[^\s:]+): no such file or directory$",
            r"docker: (?:opening seccomp profile \([^)\n]*\) failed|failed to create the container ID file): open (?P<path>[^\n:]+): no such file or directory$",
            r"(?:.*?: )?invalid output path: (?:stat |directory \")(?P<path>[^\"\n:]+)(?:: no such file or directory|\" does not exist)$",
            r"docker: (?:lstat|GetFileAttributesEx|CreateFile) (?P<path>[^:\n]+|[A-Z]:[^:\n]+): (?:no such file or directory|The system cannot find the (?:file|path) specified)\.?$",
            r"(?:GetFileAttributesEx|CreateFile) (?P<path>[^:\n]+|[A-Z]:[^:\n]+): The system cannot find the (?:file|path) specified\.?$",
        ),
        N_("호스트에 {path} 경로가 없습니다."),
        N_("지금 폴더를 확인하고('pwd', 'ls') 경로를 고치세요."),
        rank=PASSING,
    ),
    Row(
        "cp-missing-outside",
        (r"lstat (?P<path>[^:\n]+): no such file or directory$",),
        N_("{path} 경로가 없습니다."),
        N_(
            "지금 폴더를 확인하고('pwd', 'ls') 경로를 고치세요. 컨테이너 안의 프로그램이 한 말이면 이미지에 그 파일이 없는 것이니 COPY와 WORKDIR를 보세요."
        ),
        rank=PASSING,
    ),
    Row(
        "path-denied",
        (
            # what the engine says of a file of its own is not about the learner's paths
            r"(?:open|lstat|stat) (?P<path>/(?!var/(?:lib|snap)/docker/)[^:\n]+): permission denied\.?$",
        ),
        N_("{path} 파일을 읽거나 쓸 권한이 없습니다."),
        N_(
            "'ls -ld'로 주인을 보고, 자기 폴더의 경로로 다시 하세요. snap으로 설치한 도커는 홈 폴더 밖을 보지 못합니다. 컨테이너 안의 프로그램이 한 말이면 그 프로그램의 사용자가 읽을 수 "
            "있어야 합니다(-v로 붙인 것은 호스트에서 sudo chown -R 번호 폴더)."
        ),
        rank=PASSING,
    ),
    Row(
        "cp-read-only",
        (r"(?:.*?: )?(?:container rootfs|mounted volume) is marked read-only.*",),
        N_("그 자리는 읽기 전용으로 마운트되어 있어 docker cp로 쓸 수 없습니다."),
        N_(":ro나 --read-only 없이 만든 곳에 복사하세요."),
    ),
    Row(
        "cp-no-container",
        (r"must specify at least one container source.*", r"copying between containers is not supported.*"),
        N_("docker cp는 호스트와 컨테이너 사이에서만 복사합니다."),
        N_("한쪽을 컨테이너이름:경로로 적으세요: docker cp web:/etc/hosts ."),
    ),
    Row(
        "cp-not-a-folder",
        (
            r"cannot copy directory(?P<path>)$",
            r"no such directory(?P<path>)$",
            r"(?:.*?: )?extraction point is not a directory(?P<path>).*",
            r"(?:.*?: )?cannot overwrite (?:non-directory|directory) \"(?P<path>[^\"\n]+)\" with .*",
        ),
        N_("docker cp가 폴더를 파일 위에 놓으려 했거나, 받을 폴더가 없습니다. {path}"),
        N_(
            "받는 쪽에는 이미 있는 폴더를 적으세요(컨테이너 안은 'docker exec 컨테이너 ls -ld 경로'로 봅니다). 없으면 먼저 만듭니다: "
            "docker exec 컨테이너 mkdir -p 경로"
        ),
        rank=PASSING,
    ),
    Row(
        "load-needs-input",
        (r"requested load from stdin, but stdin is empty.*",),
        N_("docker load가 읽을 파일이 없습니다."),
        N_("파일을 적으세요: docker load -i 파일.tar"),
    ),
    Row(
        "save-needs-output",
        (r"cowardly refusing to save to a terminal.*",),
        N_("docker가 tar 파일을 화면에 쏟아 내지 않으려고 멈췄습니다."),
        N_(
            "받을 파일을 적으세요: docker save -o 파일.tar 이미지 (컨테이너는 docker export -o 파일.tar 컨테이너)"
        ),
    ),
    Row(
        "load-not-an-image",
        (
            r"(?![^\n]*failed to register layer)(?:docker: (?:[^\n]*: )?)?Error processing tar file\(exit status 1\): (?:unexpected EOF|archive/tar: invalid tar header)$",
            r"[^\n]*\bdocker (?:image )?(?:load|import)\b[^\n]*\n(?:docker: (?:[^\n]*: )?)?(?:unexpected EOF|archive/tar: invalid tar header)$",
        ),
        N_("docker load(import)가 읽은 파일이 온전한 묶음이 아닙니다."),
        N_(
            "다 받아졌는지 크기나 체크섬으로 확인하고 다시 받거나 다시 저장하세요: docker save -o 파일.tar 이미지 (PowerShell에서 > 로 받으면 망가집니다). docker export로 만든 "
            "것이면 'docker import 파일.tar 이름:태그'로 읽습니다."
        ),
    ),
    Row(
        "load-not-an-image",
        (
            r"(?:.*?: )?open \S*/tmp/docker-import-\d+/[^:\n]*: no such file or directory.*",
            r"(?!.*failed to register layer)(?:.*?: )?(?:payload does not match any of the supported image formats).*",
            r"docker: (?!.*failed to register layer)(?:.*?: )?(?:unrecognized image format|(?:archive/tar: )?invalid tar header).*",
        ),
        N_("이 파일은 docker save로 만든 이미지 묶음이 아닙니다."),
        N_(
            "docker export로 만든 것이면 'docker import 파일.tar 이름:태그'로 읽으세요. 아니면 파일이 다 받아졌는지 확인하세요."
        ),
    ),
    Row(
        "bad-filter",
        (r"invalid filter '(?P<value>[^'\n]*)'.*",),
        N_("--filter에 적은 {value} 이름을 docker가 모릅니다."),
        N_("쓸 수 있는 이름은 명령의 문서에 있습니다. 형식은 --filter 이름=값 입니다."),
        rank=AFTER,
    ),
)
