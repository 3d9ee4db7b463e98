# shellcheck shell=bash
# Mistakes that must not pass, and other roads that must. `course prove 11` tries each on a real engine.
NOTED='date -u "+started %FT%TZ" >> /data/note.txt; exec httpd -f -h /data'
ASKED='wget -q -O /dev/null http://127.0.0.1/note.txt'
# at FOLDER COMMAND...: Compose there; what it prints is of no interest
at() { (cd "11_compose/$1" && docker compose "${@:2}" > /dev/null 2>&1); }
# edited FOLDER SED...: Compose on a file that was changed
edited() { sed -i "${@:2}" "11_compose/$1/compose.yaml"; at "$1" up -d; }
# by hand; what is given comes before the image
store() { docker run -d --init --name memo-store-1 "$@" busybox sh -c "$NOTED"; }
page() { docker run -d --init --name memo-page-1 -p 127.0.0.1:9997:80 -v "$PWD/11_compose/app:/www:ro" "$@" busybox httpd -f -h /www; }
meeting() { docker network create memo_default; }
named=(--network memo_default --network-alias store)
kept=(-v memo_data:/data)
healthy() { until [ "$(docker inspect -f '{{.State.Health.Status}}' "$1")" = healthy ]; do sleep 0.2; done; }
gone() { docker rm -f memo-store-1 memo-page-1; }
# fill RESTART TEST CONDITION: the gaps of the second file
fill() { sed -i -e "s#restart: ____#restart: $1#" -e "s#test: ____#test: $2#" -e "s#condition: ____#condition: $3#" 11_compose/watched/compose.yaml; }
# what stood before an attempt, where it is gone
there() { docker inspect memo-page-1 > /dev/null 2>&1 || at "$1" up -d; }
# mine SEED: the values of the last task that belong to this seed, the learner's own without one
mine() { eval "$(COURSE_SEED=${1:-${COURSE_SEED:-}} course assignment 11 --shell)"; }
# written: the file of the last task; begun: started
written() {
    mkdir -p 11_compose/alone
    cat > 11_compose/alone/compose.yaml <<EOF
name: $PROJECT
services:
  store:
    image: busybox
    init: true
    command: sh -c 'echo $TOKEN > /data/note.txt; exec httpd -f -h /data'
    volumes: ["data:/data"]
    restart: ${RESTART:-unless-stopped}
    healthcheck: {test: "${TEST:-$ASKED}", interval: 1s}
  page:
    image: busybox
    init: true
    command: httpd -f -h /www
    ports: ["127.0.0.1:$PORT:80"]
    volumes: ["../app:/www:ro"]
    mem_limit: ${LIMIT:-${MEMORY}m}
    restart: ${RESTART:-unless-stopped}
    depends_on: {store: {condition: service_healthy}}
volumes:
  data:
EOF
}
begun() { written; at alone up -d; }

## up
# miss: only one of the two
at first up -d store
# says: 컨테이너 memo-page-1: 아직 없습니다

# miss: as another project
at first -p other up -d
# says: 컨테이너 memo-store-1: 아직 없습니다

# miss: by hand, on the default network
store "${kept[@]}"; page
# says: 네트워크 memo_default: 아직 없습니다

# miss: by hand, without a volume
meeting; store "${named[@]}" -v /data; page --network memo_default
# says: 볼륨 memo_data에 연결되어 있지 않습니다

# miss: by hand, the volume read-only
meeting; store "${named[@]}" -v memo_data:/data:ro; page --network memo_default
# says: 읽기 전용으로

# miss: the store is published, too
edited first "0,/image: busybox/s##&\n    ports: ['127.0.0.1::80']#"
# says: 페이지는 네트워크 안에서 묻습니다

# miss: by hand, without a name for the role
meeting; store --network memo_default "${kept[@]}"; page --network memo_default
# says: store라는 이름으로 부를 수 없습니다

# miss: a store that notes nothing
edited first 's#command: sh -c.*#command: httpd -f -h /data#'
# says: note.txt에 적힌 것이 없습니다

# miss: the page has the volume itself
edited first 's#- ../app:/www:ro#&\n      - data:/data:ro#'
# says: 직접 마운트하고 있습니다

# miss: open to everybody
edited first 's#127.0.0.1:9997#9997#'
# says: 모든 주소에서 열렸습니다

# miss: the store does not answer
edited first 's#exec httpd -f -h /data#exec sleep 600#'
# says: 502라면

# miss: a page of another image
edited first '/^  page:/,$s#image: busybox#image: debian:trixie-slim#; /^  page:/,$s#command: .*#command: sleep 600#'
# says: 다른 이미지에서 만들어졌습니다

# miss: a page that goes into the background, so that its container ends
edited first '/^  page:/,$s#command: .*#command: httpd -h /www#'; docker wait memo-page-1
# says: memo-page-1: 실행 중이 아닙니다

# way: by hand
meeting; store "${named[@]}" "${kept[@]}"; page --network memo_default

# way: by hand, in another order, connected afterwards
docker volume create memo_data; meeting; page; docker network connect memo_default memo-page-1
store "${kept[@]}"; docker network connect --alias store memo_default memo-store-1

# way: from another folder, made first and started later
docker compose -f 11_compose/first/compose.yaml create; docker compose -p memo start

## watched
# miss: no policy
fill no "$ASKED" service_healthy; at watched up -d
# says: 재시작 정책이 요구와 다릅니다
# undo:
there first

# miss: a policy that also restarts what was stopped
fill always "$ASKED" service_healthy; at watched up -d
# says: memo-store-1: always
# undo:
there first

# miss: no health check
sed -i -e '/healthcheck:/,/retries:/d' 11_compose/watched/compose.yaml; fill unless-stopped - service_started; at watched up -d
# says: 헬스 체크가 없습니다
# undo:
there first

# miss: a health check that asks nobody
fill unless-stopped 'test -e /bin/httpd' service_healthy; at watched up -d
# says: 서버에 묻지 않는 검사입니다
# undo:
there first

# miss: a health check that looks at the file
fill unless-stopped 'test -s /data/note.txt' service_healthy; at watched up -d
# says: 서버에 묻지 않는 검사입니다
# undo:
there first

# miss: a health check that asks at the host's port
fill unless-stopped 'wget -q -O /dev/null http://127.0.0.1:9997/' service_healthy; at watched up -d
# says: 헬스 체크가 성공하지 않았습니다
# undo:
there first

# miss: the page does not wait
fill unless-stopped "$ASKED" service_started; at watched up -d --no-deps page; at watched up -d; healthy memo-store-1
# says: store가 준비되기 전에 시작되었습니다
# undo:
there first

# way: by hand
gone; store "${named[@]}" "${kept[@]}" --restart unless-stopped --health-cmd "$ASKED" --health-interval 1s
healthy memo-store-1; page --network memo_default --restart unless-stopped
# undo:
there first

# way: too early, and started once more when it was known
fill unless-stopped "$ASKED" service_started; at watched up -d; healthy memo-store-1; at watched restart page
# undo:
there first

## saved
# miss: a volume, and nothing in it
docker volume create memo_saved
# says: memo_saved에 note.txt가 없습니다

# miss: something else in it
docker run --rm -v memo_saved:/saved busybox sh -c 'echo else > /saved/note.txt'
# says: 지금 메모의 앞부분과 다릅니다

# miss: copied by something that goes on
docker run -d --init --name memo-backup-1 -v memo_data:/data:ro -v memo_saved:/saved busybox sh -c 'cp /data/note.txt /saved; sleep 600'
until docker exec memo-backup-1 test -s /saved/note.txt; do sleep 0.1; done
# says: 계속 실행되고 있습니다

# way: by hand
docker run --rm -v memo_data:/data:ro -v memo_saved:/saved busybox cp /data/note.txt /saved/note.txt

# way: with the profile
at watched --profile tools up backup

## again
# miss: stopped and started
at watched stop; at watched start
# says: 지웠다가 다시 만든 기록이 없습니다

# miss: the volume went, too
at watched down -v; at watched up -d
# says: 볼륨까지 지웠습니다
# undo:
there watched; at watched run --rm backup

# miss: the containers only
gone; at watched up -d
# says: 지웠다가 다시 만든 기록이 없습니다
# undo:
there watched

# way: removed by hand
gone; docker network rm memo_default; at watched up -d
# undo:
there watched

## alone
# miss: a neighbour's project, by a neighbour's values
mine neighbour; begun
# says: 아직 없습니다

# miss: the folder's name is the project's
mine; written; sed -i 1d 11_compose/alone/compose.yaml; at alone up -d
# says: 아직 없습니다

# miss: another value
mine; TOKEN=t-0; begun
# says: 정해진 값이 없습니다

# miss: no limit
mine; LIMIT=0; begun
# says: 메모리 한도가 다릅니다

# miss: a health check that asks nobody
mine; TEST=true; begun
# says: 서버에 묻지 않는 검사입니다

# miss: it does not come back
mine; RESTART=no; begun
# says: 재시작 정책이 요구와 다릅니다

# way: the name on the command line, the limit as deployments have it
mine; written; sed -i -e 1d -e "s#mem_limit: .*#deploy: {resources: {limits: {memory: ${MEMORY}M}}}#" 11_compose/alone/compose.yaml
at alone -p "$PROJECT" up -d

# way: by hand
mine; docker network create "$NETWORK"
docker run -d --init --restart unless-stopped --name "$STORE" --network "$NETWORK" --network-alias store -v "$VOLUME:/data" \
    --health-cmd "$ASKED" --health-interval 1s busybox sh -c "echo $TOKEN > /data/note.txt; exec httpd -f -h /data"
healthy "$STORE"
docker run -d --init --restart unless-stopped --name "$PAGE" --network "$NETWORK" --memory "${MEMORY}m" -p "127.0.0.1:$PORT:80" \
    -v "$PWD/11_compose/app:/www:ro" busybox httpd -f -h /www
