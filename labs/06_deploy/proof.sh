# shellcheck shell=bash
# Mistakes that must not pass, and other roads that must. `course prove 06` tries each on a real engine.
IMAGE=moniwiki:1.2.10
PUSHED=127.0.0.1:5000/$IMAGE
FOLDER=/var/www/html/moniwiki
SITE=http://localhost/moniwiki
PORT=127.0.0.1:9999:80
wiki() { docker run -d --name wiki -p $PORT "$@"; }
with_data() { wiki -v wiki-data:$FOLDER "$@"; }
inside() { docker exec wiki "$@"; }
aside() { docker stop -t 1 wiki; docker rename wiki wiki-old; }
move() { docker cp wiki-old:$FOLDER - | docker cp - wiki:/var/www/html; }
come_back() { docker rm -f wiki; docker volume rm wiki-data; docker rename wiki-old wiki; docker start wiki; }
save() { inside curl -sS -o /dev/null -d action=savepage -d datestamp="$(date +%s)" -d savetext="$2" "$SITE/wiki.php/$1"; }
forget_setup() { inside sh -c 'rm -rf config.php data/text data/editlog data/cache'; }
second() { docker build -q -t $IMAGE-r2 06_deploy/r2; }
serve() { docker build -q -t lab/registry:1 06_deploy/registry; docker run -d --init --name wiki-registry -p 127.0.0.1:5000:5000 lab/registry:1; }
push() { docker tag "${1:-$IMAGE}" $PUSHED; for _try in 1 2 3 4 5; do docker push -q $PUSHED && break; sleep 1; done; }
# mine SEED: the values of the last task that belong to this seed, the learner's own without one
mine() { eval "$(COURSE_SEED=${1:-${COURSE_SEED:-}} course assignment 06 --shell)"; }
# copy OPTION…: the copy of the last task, its port and limit right
copy() { docker run -d --name "$CONTAINER" -p "127.0.0.1:$PORT:80" --memory "${MEMORY}m" "$@" $IMAGE; }
fill() { docker cp wiki:$FOLDER - | docker cp - "$CONTAINER:/var/www/html"; }

## deploy
# miss: open to the whole network
docker run -d --name wiki -p 9999:80 $IMAGE
# says: 모든 주소에서 열렸습니다

# miss: ports the wrong way round
docker run -d --name wiki -p 127.0.0.1:8099:9999 $IMAGE
# says: 호스트의 9999번 포트에 연결되지 않았습니다

# miss: no port at all
docker run -d --name wiki $IMAGE
# says: 공개한 포트 없음

# miss: port taken by another container
docker run -d --name other -p $PORT busybox sleep 60; wiki $IMAGE
# says: 다른 컨테이너나 프로그램이 쓰고 있어
# explained: port-by-container

# miss: port taken by another program
docker run -d --name other --network host busybox sh -c 'while true; do nc -l -p 9999; done'; until docker exec other sh -c 'netstat -ltn | grep -q :9999'; do sleep 0.1; done; wiki $IMAGE
# says: 다른 컨테이너나 프로그램이 쓰고 있어
# explained: port-by-program

# miss: name taken by another container
docker run -d --name wiki busybox sleep 60; wiki $IMAGE
# says: docker rm -f wiki
# explained: name-taken

# miss: no name
docker run -d -p $PORT $IMAGE
# says: 다른 이름으로 있습니다

# miss: in the foreground, and the client taken away
timeout -s KILL 3 docker run --name wiki -p $PORT $IMAGE
# says: 포그라운드(foreground)

# miss: a page that only looks like it
wiki busybox sh -c 'mkdir -p /www/moniwiki; echo MoniWiki > /www/moniwiki/monisetup.php; httpd -f -h /www'
# says: 다른 이미지에서 만들어졌습니다

# miss: a static page from the right image
wiki $IMAGE sh -c 'mkdir -p /tmp/s/moniwiki/monisetup.php; echo MoniWiki Setup > /tmp/s/moniwiki/monisetup.php/index.html; exec php -S 0.0.0.0:80 -t /tmp/s'
# says: 위키가 아닙니다

# miss: a server that listens inside its container only
wiki $IMAGE php -S 127.0.0.1:80 -t /var/www/html
# says: 127.0.0.1에서만 기다립니다

# miss: another program
wiki $IMAGE sleep 600
# says: 아무도 대답하지 않습니다

# miss: stopped
wiki $IMAGE; docker stop -t 1 wiki
# says: 실행 중이 아닙니다

# miss: made, never started
docker create --name wiki -p $PORT $IMAGE
# says: 프로그램이 시작되지 않았습니다

# way: made first, started later
docker create --name wiki -p $PORT $IMAGE; docker start wiki

# way: renamed to the name, by the image's id
docker run -d -p $PORT "$(docker images -q $IMAGE)"; docker rename "$(docker ps -q)" wiki

# way: in the foreground at first, then started in the background
timeout -s KILL 3 docker run --name wiki -p $PORT $IMAGE || true
docker restart -t 1 wiki

## setup
# miss: agreed, but never set
inside curl -sS -o /dev/null "$SITE/monisetup.php?step=Agree"; inside curl -sS -o /dev/null $SITE/monisetup.php
# says: 아직 UnnamedWiki입니다
# undo:
forget_setup

# miss: a configuration written by hand
inside sh -c "echo '<?php \$sitename=1;' > config.php"
# says: 아직 UnnamedWiki입니다
# undo:
forget_setup

# miss: named, without a password
inside sh -c "echo '<?php' > config.php; echo \"\\\$sitename='Docker Wiki';\" >> config.php"
# says: 관리자 비밀번호가 없습니다
# undo:
forget_setup

## page
# miss: the file put there without the wiki
docker exec --user www-data wiki sh -c 'mkdir -p data/text; echo docker > data/text/DockerLab'
# says: 위키를 거쳐 쓴 것이 아닙니다
# undo:
inside rm -f data/text/DockerLab

# miss: another page
save OtherPage docker
# says: 페이지가 아직 없습니다

# miss: another text
save DockerLab hello
# says: `docker`라는 낱말이 없습니다
# undo:
inside rm -rf data/text/DockerLab data/text/RCS data/editlog data/cache

## restart
# miss: only read again
inside curl -sS $SITE/wiki.php/DockerLab
# says: 다시 시작한 기록이 없습니다

# miss: paused
docker pause wiki; docker unpause wiki
# says: 다시 시작한 기록이 없습니다

# miss: before the page was written
docker restart -t 1 wiki; until inside curl -sS -o /dev/null $SITE/; do sleep 0.2; done
inside rm -rf data/text/DockerLab data/editlog
sleep 1; save DockerLab docker  # the wiki's log knows whole seconds: not the one of the start
# says: 페이지를 쓰기 전에 다시 시작했습니다

# way: stopped and started
docker stop -t 1 wiki; docker start wiki

## volume
# miss: only the data folder
aside; wiki -v wiki-data:$FOLDER/data $IMAGE
# says: 일부에만 마운트되었습니다
# undo:
come_back

# miss: a volume at another folder
aside; wiki -v wiki-data:/data $IMAGE
# says: 볼륨이 다른 경로에 연결되어 있습니다
# undo:
come_back

# miss: another volume
aside; wiki -v wikidata:$FOLDER $IMAGE
# says: wikidata:/var/www/html/moniwiki
# undo:
docker rm -f wiki; docker rename wiki-old wiki; docker start wiki

# miss: nothing moved
aside; with_data $IMAGE
# says: 볼륨으로 옮겨지지 않았습니다
# undo:
come_back

# miss: the old container left
aside; with_data $IMAGE; move
# says: wiki-old가 아직 있습니다
# undo:
come_back

# miss: no port any more
aside; docker run -d --name wiki -v wiki-data:$FOLDER $IMAGE; move
# says: 공개한 포트 없음
# undo:
come_back

# miss: moved, and another text written since
aside; with_data $IMAGE; move; until inside curl -sS -o /dev/null $SITE/; do sleep 0.2; done; save DockerLab "another text"
# says: 볼륨으로 옮겨지지 않았습니다
# undo:
come_back

# way: the old container under another name, with --mount, copied through a folder of the host
docker stop -t 1 wiki; docker rename wiki first
wiki --mount type=volume,src=wiki-data,dst=$FOLDER $IMAGE
docker cp -a first:$FOLDER 06_deploy/copy; docker cp -a 06_deploy/copy/. wiki:$FOLDER
# undo:
docker rm -f wiki; docker volume rm wiki-data; docker rename first wiki; docker start wiki

## rollback
# miss: the new release beside the old one
second; docker run -d --name other $IMAGE-r2
# says: 배포한 기록이 없습니다

# miss: made, never started
second; docker rename wiki kept; docker create --name wiki $IMAGE-r2; docker rm wiki; docker rename kept wiki
# says: 배포한 기록이 없습니다

# miss: the new release stays
second; aside; with_data $IMAGE-r2
# says: 아직 새 버전이 배포되어 있습니다
# undo:
docker rm -f wiki; docker rename wiki-old wiki; docker start wiki

# miss: back, without the volume
second; aside; with_data $IMAGE-r2; docker rm -f wiki; wiki $IMAGE
# says: 볼륨 wiki-data에 연결되어 있지 않습니다
# undo:
docker rm -f wiki; docker rename wiki-old wiki; docker start wiki

# way: the old container set aside, and back
second; aside; with_data $IMAGE-r2; docker rm -f wiki; docker rename wiki-old wiki; docker start wiki

## registry
# miss: no registry there
docker run -d --name wiki-registry -p 127.0.0.1:5001:5000 busybox sleep 60
# says: 호스트의 5000번 포트에 연결되지 않았습니다

# miss: something else there
docker run -d --init --name wiki-registry -p 127.0.0.1:5000:5000 busybox httpd -f -p 5000
# says: /v2/ 주소의 응답이 다릅니다

# miss: tagged, never pushed
serve; docker tag $IMAGE $PUSHED
# says: 레지스트리에 없습니다

# miss: pushed, never pulled
serve; push
# says: 다시 내려받은 기록이 없습니다

# miss: another image
serve; push busybox; docker rmi $PUSHED; docker pull -q $PUSHED
# says: moniwiki:1.2.10과 다른 이미지입니다

# miss: stopped
serve; push; docker rmi $PUSHED; docker pull -q $PUSHED; docker stop -t 1 wiki-registry
# says: wiki-registry: 실행 중이 아닙니다

# way: the long forms, the registry made first and started later
docker image build -q -t lab/registry:1 06_deploy/registry
docker create --init --name wiki-registry -p 127.0.0.1:5000:5000 lab/registry:1; docker start wiki-registry
push; docker image rm $PUSHED; docker image pull $PUSHED

## archive
# miss: another image
docker save -o 06_deploy/other.tar busybox; docker load -i 06_deploy/other.tar
# says: 읽어 들인 것은 다른 이미지입니다

# miss: a container's files instead
docker export wiki | docker import - imported
# says: 읽어 들인 기록이 없습니다

# miss: only packed
docker save -o 06_deploy/wiki.tar $IMAGE
# says: 읽어 들인 기록이 없습니다

# way: through a pipe
docker image save $IMAGE | docker image load

## alone
# miss: a neighbour's copy, made by a neighbour's commands
mine neighbour; copy -v "$VOLUME:$FOLDER"; fill
# says: 아직 없습니다

# miss: on the same volume as the first
mine; copy -v wiki-data:$FOLDER
# says: 같은 볼륨을 씁니다

# miss: without a volume
mine; copy; fill
# says: 연결되어 있지 않습니다

# miss: nothing copied
mine; copy -v "$VOLUME:$FOLDER"
# says: 사본에 DockerLab 페이지가 없습니다

# miss: without a limit
mine; docker run -d --name "$CONTAINER" -p "127.0.0.1:$PORT:80" -v "$VOLUME:$FOLDER" $IMAGE; fill
# says: 메모리 한도가 다릅니다

# miss: open to everybody
mine; docker run -d --name "$CONTAINER" -p "$PORT:80" --memory "${MEMORY}m" -v "$VOLUME:$FOLDER" $IMAGE; fill
# says: 모든 주소에서 열렸습니다

# miss: another text written instead
mine; copy -v "$VOLUME:$FOLDER"; fill
docker exec "$CONTAINER" curl -sS -o /dev/null -d action=savepage -d datestamp="$(date +%s)" -d savetext='docker again' "$SITE/wiki.php/DockerLab"
# says: 지금의 wiki와 다릅니다

# miss: stopped
mine; copy -v "$VOLUME:$FOLDER"; fill; docker stop -t 1 "$CONTAINER"
# says: 실행 중이 아닙니다

# way: the volume filled by a container that has both, the limit set later
mine; docker run --rm -v wiki-data:/from:ro -v "$VOLUME:/to" busybox cp -a /from/. /to/
docker run -d --name "$CONTAINER" -p "127.0.0.1:$PORT:80" --mount "type=volume,src=$VOLUME,dst=$FOLDER" $IMAGE
docker update --memory "${MEMORY}m" --memory-swap "$((2 * MEMORY))m" "$CONTAINER"
