# shellcheck shell=bash
# Mistakes that must not pass, and other roads that must. `course prove 08` tries each on a real engine.
LOOP='while true; do date; sleep 1; done'
post() { python3 08_daemon/dockerhttp.py POST "$@"; }
until_restarted() { until [ "$(docker inspect -f '{{.RestartCount}}{{.State.Running}}' phoenix)" = 2false ]; do sleep 0.2; done; }
# mine SEED: the values of the last task that belong to this seed, the learner's own without one
mine() { eval "$(COURSE_SEED=${1:-${COURSE_SEED:-}} course assignment 08 --shell)"; }
watch() { docker run -d --name "$CONTAINER" --memory "${MEMORY}m" "$@" busybox sh -c "while true; do echo $WORD; sleep 1; done"; }
until_revived() { until [ "$(docker inspect -f '{{.RestartCount}}{{.State.Status}}' "$CONTAINER")" = 1running ]; do sleep 0.1; done; }

## by-hand
# miss: created, never started
post '/containers/create?name=hand-made' '{"Image": "busybox", "Cmd": ["sleep", "60"]}'
# says: 시작되지 않았습니다

# miss: no command that lasts
post '/containers/create?name=hand-made' '{"Image": "busybox", "Cmd": ["true"]}';post /containers/hand-made/start; docker wait hand-made
# says: 실행 중이 아닙니다

# miss: another image
docker run -d --init --name hand-made debian:trixie-slim sleep 60
# says: 다른 이미지에서 만들어졌습니다

# miss: with the docker command
docker run -d --init --name hand-made busybox sleep 3600
# says: docker 명령으로 만들었습니다

# miss: a command that soon ends
post '/containers/create?name=hand-made' '{"Image": "busybox", "Cmd": ["sleep", "60"], "HostConfig": {"Init": true}}'; post /containers/hand-made/start
# says: 명령이 곧 끝납니다

# miss: a command that soon ends, in a shell and with a unit
post '/containers/create?name=hand-made' '{"Image": "busybox", "Cmd": ["sh", "-c", "sleep 1m"], "HostConfig": {"Init": true}}'; post /containers/hand-made/start
# says: 명령이 곧 끝납니다

# way: a unit that is long enough
post '/containers/create?name=hand-made' '{"Image": "busybox", "Cmd": ["sleep", "1d"], "HostConfig": {"Init": true}}'; post /containers/hand-made/start

# miss: the command in one string
post '/containers/create?name=hand-made' '{"Image": "busybox", "Cmd": "sleep 3600"}'; post /containers/hand-made/start
# says: Cmd는 낱말마다 나눈 목록입니다

# miss: no name
post /containers/create '{"Image": "busybox", "Cmd": ["sleep", "60"], "HostConfig": {"Init": true}}'
# says: 잘못 만든 것은 `docker rm -f

# miss: another name
post '/containers/create?name=hand_made' '{"Image": "busybox", "Cmd": ["sleep", "60"], "HostConfig": {"Init": true}}'
# says: `docker rm -f hand_made`

# miss: a body that is cut off
post '/containers/create?name=hand-made' '{"Image": "busybox"'
# says: 답이 201이 아니면

## background
# miss: in the foreground, and the client taken away
timeout -s KILL 3 docker run --init --name ticker busybox sh -c "$LOOP"
# says: 포그라운드(foreground)

# miss: says nothing
docker run -d --init --name ticker busybox sleep 60
# says: 아무것도 출력하지 않습니다

# miss: a logging driver that keeps nothing
docker run -d --init --log-driver none --name ticker busybox sh -c "$LOOP"
# says: 출력을 남기지 않게

# miss: only a shell
docker run -dit --init --name ticker busybox; sleep 1
# says: 이어지지 않습니다

# miss: the date only once
docker run -d --init --name ticker busybox sh -c 'date; sleep 600'; sleep 1
# says: 이어지지 않습니다

# miss: the date of one's own shell, again and again
docker run -d --init --name ticker busybox sh -c "while true; do echo $(date); sleep 1; done"; sleep 2
# says: 늘 같은 줄을

# miss: ends at once
docker run -d --name ticker busybox date; docker wait ticker
# says: 실행 중이 아닙니다

# way: made first, started later
docker create --init --name ticker busybox sh -c "$LOOP" && docker start ticker; sleep 2.5

# way: in the foreground at first, started anew in the background
timeout -s KILL 2 docker run --init --name ticker busybox sh -c "$LOOP" || true
docker stop -t 1 ticker; docker start ticker; sleep 2.5

## attach
# miss: only read the logs
docker logs ticker
# says: 붙은 기록이 없습니다

# miss: the signal went through to the container
timeout -s INT 3 docker attach --no-stdin ticker; docker wait ticker
# says: 신호가 컨테이너까지 전달되었습니다
# undo:
docker start ticker

# miss: the signal went through, and started again
timeout -s INT 2 docker attach --no-stdin ticker; docker wait ticker; docker start ticker
# says: 신호가 컨테이너까지 전달되었습니다

# miss: attached from the beginning
docker rm -f ticker; timeout -s KILL 2 docker run --init --name ticker busybox sh -c "$LOOP"
# says: 시작할 때의 것뿐
# undo:
docker rm -f ticker; docker run -d --init --name ticker busybox sh -c "$LOOP"

# way: with the detach keys
printf '\020\021' | script -qec "timeout -s KILL 4 docker attach --detach-keys=ctrl-p,ctrl-q --no-stdin ticker" /dev/null || true

# way: attached rightly, and stopped afterwards
timeout -s KILL 2 docker attach --no-stdin ticker || true
docker stop ticker

# way: the client killed from outside
timeout -s KILL 2 docker attach ticker < /dev/null || true

## spark
# miss: another image
docker run --rm --name spark debian:trixie-slim sh -c 'exit 3'
# says: 다른 이미지에서 만들어졌습니다

# miss: another exit code
docker run --rm --name spark busybox true
# says: 종료 코드가 3이 아닙니다

# miss: without --rm
docker run --name spark busybox sh -c 'exit 3'
# says: 아직 남아 있습니다

# miss: another name
docker run --rm --name sparks busybox sh -c 'exit 3'
# says: 시작된 기록이 없습니다

# way: removed by hand
docker run --name spark busybox sh -c 'exit 3' || true
docker container rm spark

# way: made from the image's id, first made and then started
docker create --rm --name spark "$(docker images -q busybox)" sh -c 'exit 3'
docker start spark; docker wait spark || true
until ! docker inspect spark; do sleep 0.1; done

## phoenix
# miss: another image
docker run -d --restart on-failure:2 --name phoenix debian:trixie-slim sh -c 'exit 1'
# says: 다른 이미지에서 만들어졌습니다

# miss: a program that is not there
docker run -d --restart on-failure:2 --name phoenix busybox fals
# says: 프로그램이 시작되지 않았습니다

# miss: no restart policy
docker run -d --name phoenix busybox sh -c 'exit 1'; docker wait phoenix
# says: 재시작 정책이 on-failure가 아닙니다

# miss: another number of tries
docker run -d --restart on-failure:1 --name phoenix busybox sh -c 'exit 1'
# says: 횟수가 2가 아닙니다

# miss: a command that succeeds
docker run -d --restart on-failure:2 --name phoenix busybox true; docker wait phoenix
# says: 두 번 다시 시작하지 않았습니다

# miss: another policy
docker run -d --restart always --name phoenix busybox sh -c 'exit 1'
# says: 재시작 정책이 on-failure가 아닙니다

# miss: the policy given later, nothing restarted
docker run -d --name phoenix busybox sh -c 'exit 1'; docker wait phoenix
docker update --restart on-failure:2 phoenix
# says: 두 번 다시 시작하지 않았습니다

# way: made first, started later
docker create --restart on-failure:2 --name phoenix busybox sh -c 'exit 1'
docker start phoenix; until_restarted

# way: a program that fails by itself
docker run -d --restart=on-failure:2 --name phoenix busybox false; until_restarted

## alone
# miss: a neighbour's, made by a neighbour's commands
mine neighbour; watch --init --restart unless-stopped; docker exec "$CONTAINER" kill 1; until_revived
# says: 아직 없습니다

# miss: never ended
mine; watch --init --restart unless-stopped; sleep 1
# says: 다시 시작한 적이 없습니다

# miss: a shell as process 1, which ignores the signal
mine; watch --restart unless-stopped; docker exec "$CONTAINER" kill 1; sleep 1
# says: 다시 시작한 적이 없습니다

# miss: killed from outside
mine; watch --init --restart unless-stopped; docker kill "$CONTAINER"; docker wait "$CONTAINER"
# says: 사람이 멈춘 컨테이너는

# miss: restarted by hand
mine; watch --init --restart unless-stopped; docker restart -t 1 "$CONTAINER"; sleep 1
# says: 다시 시작한 적이 없습니다

# miss: started again against somebody's will
mine; watch --init --restart always; docker exec "$CONTAINER" kill 1; until_revived
# says: 재시작 정책이 요구와 다릅니다

# miss: a neighbour's limit
mine; MEMORY=$((MEMORY + 1)); watch --init --restart unless-stopped; docker exec "$CONTAINER" kill 1; until_revived
# says: 메모리 한도가 다릅니다

# miss: another text
mine; WORD=hello; watch --init --restart unless-stopped; docker exec "$CONTAINER" kill 1; until_revived
# says: 정해진 글이 출력되지 않습니다

# miss: another image
mine; docker run -d --init --restart unless-stopped --memory "${MEMORY}m" --name "$CONTAINER" debian:trixie-slim sh -c "while true; do echo $WORD; sleep 1; done"
# says: 다른 이미지에서 만들어졌습니다

# way: a shell that hears the signal, the settings changed afterwards
mine; docker run -d --name "$CONTAINER" busybox sh -c "trap 'exit 1' TERM; while true; do echo $WORD; sleep 1; done"
docker update --memory "${MEMORY}m" --memory-swap "$((2 * MEMORY))m" --restart unless-stopped "$CONTAINER"
docker exec "$CONTAINER" kill 1; until_revived
