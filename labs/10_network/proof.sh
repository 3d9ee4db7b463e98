# shellcheck shell=bash
# Mistakes that must not pass, and other roads that must. `course prove 10` tries each on a real engine.
PAGE='mkdir /www; echo hello > /www/index.html; exec httpd -f -h /www'
serve() { docker run -d --init --name "$@" sh -c "$PAGE"; }
client() { docker run -d --init --name net-client "$@" busybox sleep 600; }
hide() { docker run -d --name net-wiki --network back-net "$@"; }
built() { docker build -q -t lab/proxy:1 10_network/proxy; }
front() { docker run -d --name net-proxy "$@" lab/proxy:1; }
# mine SEED: the values of the last task that belong to this seed, the learner's own without one
mine() { eval "$(COURSE_SEED=${1:-${COURSE_SEED:-}} course assignment 10 --shell)"; }
again=(--init --restart unless-stopped)
store() { docker run -d "${again[@]}" --name "$STORE" "$@" busybox sh -c "mkdir /www; echo $TOKEN > /www/token.txt; exec httpd -f -h /www"; }
app() { docker run -d "${again[@]}" --name "$APP" -p "127.0.0.1:$PORT:80" -v "$PWD/10_network/app:/www:ro" busybox httpd -f -h /www; }

## meet
# miss: on the default network
serve net-server busybox; client; docker network create talk-net
# says: 연결되지 않은 컨테이너가 있습니다

# miss: only the server on the network
docker network create talk-net; serve net-server --network talk-net busybox; client
# says: net-client: bridge

# miss: published as well
docker network create talk-net; serve net-server --network talk-net -p 127.0.0.1::80 busybox; client --network talk-net
# says: 컨테이너끼리 이야기하는 데에는 필요 없습니다

# miss: nothing to see
docker network create talk-net; docker run -d --init --name net-server --network talk-net busybox httpd -f; client --network talk-net
# says: 열 수 없습니다

# miss: a server of another image
docker network create talk-net; docker run -d --init --name net-server --network talk-net debian:trixie-slim sleep 600; client --network talk-net
# says: 다른 이미지에서 만들어졌습니다

# miss: a server that goes into the background, so that its container ends
docker network create talk-net; docker run -d --init --name net-server --network talk-net busybox httpd; client --network talk-net; docker wait net-server
# says: 실행 중이 아닙니다

# way: connected afterwards
docker network create --driver bridge talk-net; serve net-server busybox; client
docker network connect talk-net net-server; docker network connect talk-net net-client

## alias
# miss: no other name
serve net-shop --network talk-net busybox
# says: shop이라는 별명이 없습니다

# miss: the other name, and nothing to see
docker run -d --init --name net-shop --network talk-net --network-alias shop busybox sleep 600
# says: http://shop/ 를 열 수 없습니다

# way: connected afterwards, with the name
serve net-shop busybox; docker network connect --alias shop talk-net net-shop

## hidden
# miss: a network with a way out
docker network create back-net; hide --network-alias wiki moniwiki:1.2.10
# says: 바깥으로 나가는 길이 있습니다

# miss: also on the default network
docker network create --internal back-net; hide --network-alias wiki moniwiki:1.2.10; docker network connect bridge net-wiki
# says: 다른 네트워크에도 연결되어 있습니다

# miss: without the name that the proxy calls
docker network create --internal back-net; hide moniwiki:1.2.10
# says: wiki라는 별명이 없습니다

# miss: another program
docker network create --internal back-net; hide --init --network-alias wiki moniwiki:1.2.10 php -S 0.0.0.0:80 -t /tmp
# says: net-wiki가 대답하지 않습니다

# miss: another image
docker network create --internal back-net; hide --network-alias wiki debian:trixie-slim sleep 600
# says: 다른 이미지에서 만들어졌습니다

# miss: stopped
docker network create --internal back-net; hide --network-alias wiki moniwiki:1.2.10; docker stop -t 1 net-wiki
# says: 실행 중이 아닙니다

# way: made first, connected and started later
docker network create --internal back-net; docker create --name net-wiki --network none moniwiki:1.2.10
docker network disconnect none net-wiki; docker network connect --alias wiki back-net net-wiki; docker start net-wiki

## proxy
# miss: only on the inner network
built; front --network back-net -p 127.0.0.1:9998:80
# says: 밖과 이어진 네트워크에 없습니다

# miss: only on the outer network
built; docker network create front-net; front --network front-net -p 127.0.0.1:9998:80
# says: 연결되지 않은 컨테이너가 있습니다

# miss: not published
built; docker network create front-net; front --network front-net; docker network connect back-net net-proxy
# says: 공개한 포트 없음

# miss: somebody else has the name
built; docker network create front-net
docker run -d --name impostor --network front-net --network-alias wiki moniwiki:1.2.10
front --network front-net -p 127.0.0.1:9998:80 --add-host "wiki:$(docker inspect -f '{{(index .NetworkSettings.Networks "front-net").IPAddress}}' impostor)"
docker network connect back-net net-proxy
# says: net-wiki까지 가지 않았습니다

# miss: another image
built; docker network create front-net; docker run -d --init --name net-proxy --network front-net -p 127.0.0.1:9998:80 busybox sleep 600; docker network connect back-net net-proxy
# says: 다른 이미지에서 만들어졌습니다

# miss: the proxy stopped
built; docker network create front-net; front --network front-net -p 127.0.0.1:9998:80; docker network connect back-net net-proxy; docker stop -t 1 net-proxy
# says: net-proxy: 실행 중이 아닙니다

# miss: the wiki stopped
built; docker network create front-net; front --network front-net -p 127.0.0.1:9998:80; docker network connect back-net net-proxy; docker stop -t 1 net-wiki
# says: 먼저 할 과제가 있습니다
# status: blocked
# undo:
docker start net-wiki

# way: on the default network, connected to the inner one
built; front -p 127.0.0.1:9998:80; docker network connect back-net net-proxy

## alone
# miss: a neighbour's service, made by a neighbour's commands
mine neighbour; docker network create --internal "$BACK"; store --network "$BACK" --network-alias store; app; docker network connect "$BACK" "$APP"
# says: 아직 없습니다

# miss: the store is on the default network, too
mine; docker network create --internal "$BACK"; store; docker network connect --alias store "$BACK" "$STORE"; app; docker network connect "$BACK" "$APP"
# says: 저장소가 다른 네트워크에도

# miss: no name for the role
mine; docker network create --internal "$BACK"; store --network "$BACK"; app; docker network connect "$BACK" "$APP"
# says: store라는 이름이 없습니다

# miss: another value
mine; TOKEN=t-0; docker network create --internal "$BACK"; store --network "$BACK" --network-alias store; app; docker network connect "$BACK" "$APP"
# says: 정해진 값이 아닙니다

# miss: the value written into the page
mine; docker network create --internal "$BACK"; store --network "$BACK" --network-alias store
docker run -d "${again[@]}" --name "$APP" -p "127.0.0.1:$PORT:80" busybox sh -c "mkdir /www; echo $TOKEN > /www/index.html; exec httpd -f -h /www"
docker network connect "$BACK" "$APP"
# says: 파일에 적혀 있습니다

# miss: it does not come back
mine; again=(--init); docker network create --internal "$BACK"; store --network "$BACK" --network-alias store; app; docker network connect "$BACK" "$APP"
# says: 재시작 정책이 요구와 다릅니다

# miss: a store of another image
mine; docker network create --internal "$BACK"; docker run -d --init --name "$STORE" --network "$BACK" --network-alias store debian:trixie-slim sleep 600; app; docker network connect "$BACK" "$APP"
# says: 다른 이미지에서 만들어졌습니다

# miss: an app that goes into the background, so that its container ends
mine; docker network create --internal "$BACK"; store --network "$BACK" --network-alias store; docker run -d --name "$APP" busybox httpd -h /www; docker wait "$APP"
# says: 실행 중이 아닙니다

# way: the program copied, on a network of its own, the policy set afterwards
mine; again=(--init); docker network create --internal "$BACK"; store --network "$BACK" --network-alias store
docker create --init --name "$APP" -p "127.0.0.1:$PORT:80" busybox httpd -f -h /app; docker cp 10_network/app "$APP:/app"
docker network connect "$BACK" "$APP"; docker start "$APP"; docker update --restart unless-stopped "$APP" "$STORE"
