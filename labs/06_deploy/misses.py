"""06 배포와 교체: mistakes that must not pass, provoked on a real engine by the tests."""

from helpers.checks import Miss

WIKI = "moniwiki:1.2.10"
RUN = "docker run -d --name wiki -p 127.0.0.1:9999:80"
GONE = "docker rm -f wiki"
# In the engine's own network: for the engine a program like any other on its machine.
PROGRAM = (
    "docker run -d --name other --network host busybox sh -c 'while true; do nc -l -p 9999; done'; "
    "until docker exec other sh -c 'netstat -ltn | grep -q :9999'; do sleep 0.1; done"
)
FOLDER = "/var/www/html/moniwiki"
SITE = "http://localhost/moniwiki"
CURL = "docker exec wiki curl -sS -o /dev/null"
AGREE = f"{CURL} '{SITE}/monisetup.php?step=Agree'; "
FRESH = "docker exec wiki sh -c 'rm -rf config.php data/text data/editlog data/cache'"

MISSES = {
    "deploy": (
        Miss(
            "open to the whole network",
            do=f"docker run -d --name wiki -p 9999:80 {WIKI}",
            undo=GONE,
            says="모든 주소에서 열렸습니다",
        ),
        Miss(
            "ports the wrong way round",
            do=f"docker run -d --name wiki -p 127.0.0.1:8099:9999 {WIKI}",
            undo=GONE,
            says="9999번에 연결되지 않았습니다",
        ),
        Miss(
            "port taken by another container",
            do=f"docker run -d --name other -p 127.0.0.1:9999:80 busybox sleep 60; {RUN} {WIKI}",
            undo="docker rm -f wiki other",
            says="다른 컨테이너나 프로그램이 쓰고 있어",
            explained="port-by-container",
        ),
        Miss(
            "port taken by another program",
            do=f"{PROGRAM}; {RUN} {WIKI}",
            undo="docker rm -f wiki other",
            says="다른 컨테이너나 프로그램이 쓰고 있어",
            explained="port-by-program",
        ),
        Miss(
            "name taken by another container",
            do=f"docker run -d --name wiki busybox sleep 60; {RUN} {WIKI}",
            undo=GONE,
            says="docker rm -f wiki",
            explained="name-taken",
        ),
        Miss(
            "a page that only looks like it",
            do=f"{RUN} busybox sh -c 'mkdir -p /www/moniwiki; echo MoniWiki > /www/moniwiki/monisetup.php; httpd -f -h /www'",
            undo=GONE,
            says="만들어지지 않았습니다",
        ),
        Miss(
            "a static page from the right image",
            do=f"{RUN} {WIKI} sh -c 'mkdir -p /tmp/s/moniwiki/monisetup.php; "
            "echo MoniWiki Setup > /tmp/s/moniwiki/monisetup.php/index.html; exec php -S 0.0.0.0:80 -t /tmp/s'",
            undo=GONE,
            says="위키가 아닙니다",
        ),
        Miss(
            "stopped",
            do=f"{RUN} {WIKI}; docker stop -t 1 wiki",
            undo=GONE,
            says="실행 중이 아닙니다",
        ),
    ),
    "setup": (
        Miss(
            "agreed, but never set",
            do=AGREE + f"{CURL} {SITE}/monisetup.php",
            undo=FRESH,
            says="아직 UnnamedWiki입니다",
        ),
        Miss(
            "a configuration written by hand",
            do="""docker exec wiki sh -c "echo '<?php \\$sitename=1;' > config.php" """,
            undo=FRESH,
            says="아직 UnnamedWiki입니다",
        ),
    ),
    "page": (
        Miss(
            "the file put there without the wiki",
            do="docker exec --user www-data wiki sh -c 'mkdir -p data/text; echo docker > data/text/DockerLab'",
            undo="docker exec wiki rm -f data/text/DockerLab",
            says="위키를 거쳐 쓴 것이 아닙니다",
        ),
        Miss(
            "another page",
            do=f"{CURL} -d savetext=docker -d action=savepage -d datestamp=$(date +%s) {SITE}/wiki.php/OtherPage",
            undo="true",
            says="페이지가 아직 없습니다",
        ),
    ),
    "restart": (
        Miss(
            "stopped and started",
            do="docker stop -t 1 wiki; docker start wiki",
            undo="true",
            says="다시 시작한 기록이 없습니다",
        ),
    ),
    "volume": (
        Miss(
            "only the data folder",
            do=f"docker stop -t 1 wiki; docker rename wiki wiki-old; {RUN} -v wiki-data:{FOLDER}/data {WIKI}",
            undo=f"{GONE}; docker volume rm wiki-data; docker rename wiki-old wiki; docker start wiki",
            says="일부에만 붙었습니다",
        ),
        Miss(
            "a volume at another folder",
            do=f"docker stop -t 1 wiki; docker rename wiki wiki-old; {RUN} -v wiki-data:/data {WIKI}",
            undo=f"{GONE}; docker volume rm wiki-data; docker rename wiki-old wiki; docker start wiki",
            says="wiki의 폴더에 붙어 있지 않습니다",
        ),
        Miss(
            "nothing moved",
            do=f"docker stop -t 1 wiki; docker rename wiki wiki-old; {RUN} -v wiki-data:{FOLDER} {WIKI}",
            undo=f"{GONE}; docker volume rm wiki-data; docker rename wiki-old wiki; docker start wiki",
            says="볼륨으로 옮겨지지 않았습니다",
        ),
    ),
    "rollback": (
        Miss(
            "the new release beside the old one",
            do="docker build -t moniwiki:1.2.10-r2 06_deploy/r2; docker run -d --name other moniwiki:1.2.10-r2",
            undo="docker rm -f other",
            says="배포한 기록이 없습니다",
        ),
        Miss(
            "the new release stays",
            do=f"{GONE}; {RUN} -v wiki-data:{FOLDER} moniwiki:1.2.10-r2",
            # with the old release on its volume again the task would be done
            undo=f"{GONE}; {RUN} {WIKI}",
            says="아직 새 판이 배포되어 있습니다",
        ),
        Miss(
            "back, without the volume",
            do="true",
            undo="true",
            says="붙어 있지 않습니다",
        ),
    ),
    "registry": (
        Miss(
            "no registry there",
            do="docker run -d --name wiki-registry -p 127.0.0.1:5001:5000 busybox sleep 60",
            undo="docker rm -f wiki-registry",
            says="기다리고 있지 않습니다",
        ),
        Miss(
            "tagged, never pushed",
            do="docker build -t lab/registry:1 06_deploy/registry; "
            "docker run -d --init --name wiki-registry -p 127.0.0.1:5000:5000 lab/registry:1; "
            f"docker tag {WIKI} 127.0.0.1:5000/moniwiki:1.2.10",
            undo="docker rmi 127.0.0.1:5000/moniwiki:1.2.10; docker rm -f wiki-registry",
            says="레지스트리에 없습니다",
        ),
    ),
    "archive": (
        Miss(
            "another image",
            do="docker save -o /tmp/other.tar busybox; docker load -i /tmp/other.tar",
            undo="rm /tmp/other.tar",
            says="읽어들인 것은 다른 이미지입니다",
        ),
    ),
}  # fmt: skip
