# shellcheck shell=bash
# Mistakes that must not pass, and other roads that must. `course prove 02` tries each on a real engine.
LOOP='while true; do sleep 1; done'
FULL=registry.example.com/team/hello-box:1.0
IN_TERMINAL='docker run -it --name first-shell busybox sh'
typed() { printf '%s\n' "$1" | script -qec "$2" /dev/null; }
clcok() { docker run -d --init --name clcok "$@" sh -c "$LOOP"; }
stubborn() { docker run -d --name "${1:-stubborn}" busybox sh -c "$LOOP"; }
stubborn_with_init() { docker run -d --init --name stubborn busybox sh -c "$LOOP"; }
id() { docker inspect --format '{{.Id}}' "$1"; }
# shellcheck disable=SC2154,SC2153  # the names in capitals come from the assignment
mine() { eval "$(course assignment 02 --shell)"; SERVE="echo $TOKEN; while true; do sleep 0.2; done"; }
ready() { until docker logs "$NAME" | grep -q "$TOKEN"; do sleep 0.2; done; }

## tag
# miss: only the name without a tag
docker tag busybox hello-box
# says: 이미지 hello-box:1.0: 아직 없습니다

# miss: only the name with a tag
docker tag busybox hello-box:1.0
# says: 이미지 hello-box:latest: 아직 없습니다

# miss: another tag than the one asked for
docker tag busybox hello-box; docker tag busybox hello-box:v1.0
# says: hello-box:v1.0

# miss: both names on another image
docker tag debian:trixie-slim hello-box; docker tag debian:trixie-slim hello-box:1.0
# says: 다른 이미지를 가리킵니다

# miss: one name on another image
docker tag busybox hello-box; docker tag debian:trixie-slim hello-box:1.0
# says: 다른 이미지를 가리킵니다

# way: by the id, then by the new name
docker image tag "$(docker images -q busybox)" hello-box:latest && docker tag hello-box docker.io/library/hello-box:1.0

## full-name
# miss: without the registry's address
docker tag busybox team/hello-box:1.0
# says: 레지스트리 주소가 없습니다

# miss: without the namespace
docker tag busybox registry.example.com/hello-box:1.0
# says: registry.example.com/hello-box:1.0

# miss: without the tag
docker tag busybox registry.example.com/team/hello-box
# says: registry.example.com/team/hello-box:latest

# miss: as an address for the browser, which the engine refuses
docker tag busybox "https://$FULL"
# says: 아직 없습니다

# miss: the right name on another image
docker tag debian:trixie-slim $FULL
# says: 다른 이미지를 가리킵니다

# way: from another of its names, after the mistake without an address
docker tag busybox team/hello-box:1.0 && docker image tag hello-box:1.0 $FULL

## shell
# miss: the same exit code, but no keyboard and no terminal
docker run --name first-shell busybox sh -c 'exit 3'
# says: 둘 다 없음

# miss: standard input without a terminal
echo 'exit 3' | docker run -i --name first-shell busybox sh
# says: -i -t

# miss: a terminal without standard input
docker run -t --name first-shell busybox sh -c 'exit 3'
# says: 키보드나 터미널이

# miss: nobody at the keyboard: a script says the code
script -qec 'docker run -it --name first-shell busybox sh -c "exit 3"' /dev/null || true
# says: 입력을 기다리는 셸이 아닙니다

# miss: left with a plain exit
typed exit "$IN_TERMINAL"
# says: 다른 종료 코드

# miss: ended from outside
docker run -dit --name first-shell busybox sh; docker kill first-shell; docker wait first-shell
# says: 다른 종료 코드

# miss: still running in the background
docker run -dit --name first-shell busybox sh
# says: 아직 끝나지 않았습니다

# miss: made and never started
docker create -it --name first-shell busybox sh
# says: 만들기만 했습니다

# miss: the shell of another image
typed 'exit 3' 'docker run -it --name first-shell debian:trixie-slim sh' || true
# says: 다른 이미지에서 만들어졌습니다

# way: the image's own command, made first and started at the terminal later
docker create --interactive --tty --name first-shell busybox
typed 'exit 3' 'docker start -ai first-shell' || true

# way: entered a second time after a plain exit
typed exit "$IN_TERMINAL"; typed 'exit 3' 'docker start -ai first-shell' || true

# way: in the background, ended by somebody who attaches, by the image's id
docker run -dit --name first-shell "$(docker images -q busybox)" /bin/sh
typed 'exit 3' 'docker attach first-shell' || true
docker wait first-shell

# way: with another code later
typed 'exit 3' "$IN_TERMINAL" || typed exit 'docker start -ai first-shell'

## stay
# miss: no command: the image's shell ends at once without a keyboard
docker run -d --name stay busybox; docker wait stay
# says: 오래 걸리는 명령을 주어

# miss: sleep without a time is an error
docker run -d --name stay busybox sleep; docker wait stay
# says: 종료 코드 1

# miss: from another image
docker run -d --init --name stay debian:trixie-slim sleep 3600
# says: 다른 이미지에서 만들어졌습니다

# miss: created, but never started
docker create --name stay busybox sleep 3600
# says: created

# miss: paused
docker run -d --name stay busybox sleep 3600; docker pause stay
# says: 일시 정지되어 있습니다

# miss: a command that ends at once, started again and again by the engine
docker run -d --restart always --name stay busybox true
until [ "$(docker inspect --format '{{.RestartCount}}' stay)" -gt 3 ]; do sleep 0.1; done
until [ "$(docker inspect --format '{{.State.Status}}' stay)" = restarting ]; do sleep 0.1; done
# says: 엔진이 다시 시작하고 있습니다

# miss: without -d: it keeps the terminal
docker run --name stay busybox sleep 3600 </dev/null >/dev/null 2>&1 &
until [ "$(docker inspect --format '{{.State.Running}}' stay 2>/dev/null)" = true ]; do sleep 0.1; done
# says: 포그라운드(foreground)에서 시작되었습니다

# way: made first, started later, another long command
docker container create --name stay busybox tail -f /dev/null && docker container start stay

# way: first without -d, then stopped and started again
docker run --name stay busybox sleep 3600 </dev/null >/dev/null 2>&1 &
until [ "$(docker inspect --format '{{.State.Running}}' stay 2>/dev/null)" = true ]; do sleep 0.1; done
docker stop -t 0 stay && docker start stay

## restart
# miss: a new container instead of the old one
docker rename first-shell gone; docker run -dit --name first-shell busybox sh
# says: 먼저 할 과제가 있습니다
# status: blocked
# undo:
docker rm -f first-shell && docker rename gone first-shell

# miss: another container started
docker restart -t 0 stay
# says: 아직 끝나 있습니다

# miss: exec does not wake a container up
docker exec first-shell true
# says: 아직 끝나 있습니다

# way: started by id
docker container start "$(id first-shell)"
# undo:
typed 'exit 3' 'docker attach first-shell' || docker wait first-shell

# way: started at the terminal, and ended again
typed 'exit 3' 'docker start -ai first-shell' || docker wait first-shell

## attach
# miss: left with exit
typed exit 'docker attach first-shell'; docker wait first-shell
# says: 셸을 끝내고 나왔습니다
# undo:
docker start first-shell

# miss: started at the terminal and left with exit
docker stop -t 0 first-shell; typed exit 'docker start -ai first-shell'
# says: 셸을 끝내고 나왔습니다
# undo:
docker start first-shell

# miss: exec instead of attach
docker exec first-shell true
# says: 연결한 기록이 없습니다

# miss: attached to another container
docker run -dit --name other busybox; printf '\030' | script -qec 'docker attach --detach-keys ctrl-x other' /dev/null
# says: 연결한 기록이 없습니다

# miss: only its output read
docker logs first-shell
# says: 연결한 기록이 없습니다

# way: started at the terminal, left with Ctrl-P Ctrl-Q
docker stop -t 0 first-shell
{
    until docker ps --format '{{.Names}}' | grep -qx first-shell; do sleep 0.1; done
    printf '\020\021'
} | script -qec 'docker start -ai first-shell' /dev/null || true

# way: by id and with other keys, stopped afterwards
printf '\030' | script -qec "docker container attach --detach-keys=ctrl-x $(id first-shell)" /dev/null || true
docker stop -t 0 first-shell
# undo:
docker start first-shell

# way: once left with exit, once with the keys
typed exit 'docker attach first-shell'; docker wait first-shell && docker start first-shell
printf '\030' | script -qec 'docker attach --detach-keys ctrl-x first-shell' /dev/null || true

## rename
# miss: made under the right name at once
docker run -d --init --name clock busybox sh -c "$LOOP"
# says: 처음부터 clock

# miss: the name not changed yet
clcok busybox
# says: 아직 clcok입니다

# miss: renamed to something else
clcok busybox; docker rename clcok Clock
# says: 컨테이너 clock: 아직 없습니다

# miss: removed and made anew
clcok busybox; docker rm -f clcok; docker run -d --init --name clock busybox sh -c "$LOOP"
# says: 처음부터 clock

# miss: another container renamed
docker rename stay clock
# says: stay → clock
# undo:
docker rename clock stay

# miss: made and never started
docker create --name clcok busybox sh -c "$LOOP"; docker rename clcok clock
# says: 만들기만 했습니다

# miss: made from another image
clcok debian:trixie-slim; docker rename clcok clock
# says: 다른 이미지에서 만들어졌습니다

# way: by id
clcok busybox && docker container rename "$(id clcok)" clock

# way: by a second mistake
clcok busybox && docker rename clcok clokc && docker rename clokc clock

# way: put right before it was started
docker create --init --name clcok busybox sh -c "$LOOP" && docker rename clcok clock && docker start clock

## stop
# miss: killed instead of stopped
docker kill clock; docker wait clock
# says: `docker kill`은 요청하지 않고
# undo:
docker start clock

# miss: the same signal, but sent inside the container
docker exec clock kill 1; docker wait clock
# says: 엔진이 보낸 SIGTERM으로 끝난 것이 아닙니다
# undo:
docker start clock

# miss: another container stopped
docker stop stay
# says: 아직 한 번도 끝나지 않았습니다
# undo:
docker start stay

# miss: made without --init, so that the shell does not hear SIGTERM
docker rename clock gone; stubborn clcok; docker rename clcok clock; docker stop -t 1 clock
# says: `--init`을 넣어
# undo:
docker rm clock && docker rename gone clock

# miss: not there any more under this name
docker rename clock gone
# says: 먼저 할 과제가 있습니다
# status: blocked
# undo:
docker rename gone clock

# way: by id, with a time, and started again
docker container stop -t 30 "$(id clock)" && docker start clock

# way: killed first, then started and stopped
docker kill clock && docker wait clock && docker start clock && docker stop clock
# undo:
docker start clock

# way: the same signal by its name
docker kill -s TERM clock && docker wait clock
# undo:
docker start clock

## stubborn
# miss: killed at once
stubborn; docker kill stubborn; docker wait stubborn
# says: SIGTERM을 먼저 보내지 않았습니다

# miss: with --init it is not stubborn
stubborn_with_init; docker stop stubborn
# says: `--init`이 들어

# miss: removed by force
stubborn; docker rm -f stubborn
# says: SIGTERM을 먼저 보내지 않았습니다

# miss: not stopped yet
stubborn
# says: 아직 실행 중입니다

# miss: made and never started
docker create --name stubborn busybox sh -c "$LOOP"; docker stop stubborn
# says: 만들기만 했습니다

# miss: another container
stubborn stubborn-2; docker stop -t 1 stubborn-2
# says: 컨테이너 stubborn: 아직 없습니다

# miss: the exit code only said
docker run --name stubborn busybox sh -c 'exit 137' || true
# says: 신호 없음

# way: by id, removed at once
stubborn && docker container stop -t 1 "$(id stubborn)" && docker rm stubborn

# way: made under a wrong name
stubborn stuborn && docker rename stuborn stubborn && docker stop -t 1 stubborn

# way: stopped twice, by somebody impatient
stubborn; docker stop -t 3 stubborn & docker stop -t 1 stubborn; wait

# way: asked and killed by hand, signal by signal
stubborn && docker kill -s TERM stubborn && docker kill stubborn && docker wait stubborn

## kill
# miss: stopped again
docker start clock; docker stop clock
# says: SIGKILL만으로 끝난 것이 아닙니다

# miss: killed with another signal
docker start clock; docker kill -s TERM clock; docker wait clock
# says: 신호 15, 종료 코드 143

# miss: only started
docker start clock
# says: kill한 기록이 없습니다
# undo:
docker stop clock

# miss: ended by SIGKILL after SIGTERM, which a halted process cannot take
docker start clock; docker kill -s STOP clock; docker stop -t 1 clock
# says: 신호 19, 15, 9, 종료 코드 137

# way: by id, the signal by its name
docker start clock && docker container kill --signal=KILL "$(id clock)" && docker wait clock

# way: after one more stop
docker restart clock && docker stop clock && docker start clock && docker kill clock && docker wait clock

## remove
# miss: only renamed
docker rename stubborn gone
# says: 남아 있습니다: gone
# undo:
docker rename gone stubborn

# miss: started again and then refused by the engine
docker start stubborn; docker rm stubborn
# says: 먼저 끝내야 합니다
# undo:
docker kill stubborn && docker wait stubborn

# miss: the image's command used on a container
docker rmi stubborn
# says: 남아 있습니다: stubborn

## alone
# miss: without the name of its own
mine; docker run -d --name "$NAME" busybox sh -c "trap 'exit $CODE' TERM; $SERVE"; ready; docker stop "$NAME"
# says: 아직 없습니다

# miss: ends by the signal, not by itself
mine; docker tag busybox "$IMAGE"; docker run -d --init --name "$NAME" "$IMAGE" sh -c "$SERVE"; ready; docker stop "$NAME"
# says: 다른 종료 코드로 끝났습니다

# miss: does not hear the signal
mine; docker tag busybox "$IMAGE"; docker run -d --name "$NAME" "$IMAGE" sh -c "$SERVE"; ready; docker stop -t 1 "$NAME"
# says: SIGKILL로 끝났습니다

# miss: says nothing
mine; docker tag busybox "$IMAGE"; docker run -d --name "$NAME" "$IMAGE" sh -c "exit $CODE"; docker wait "$NAME"
# says: 라는 말이 없습니다

# miss: ends at once with the code, nobody asked
mine; docker tag busybox "$IMAGE"; docker run -d --name "$NAME" "$IMAGE" sh -c "echo $TOKEN; exit $CODE"; docker wait "$NAME"
# says: 다른 종료 코드로 끝났습니다

# miss: never stopped
mine; docker tag busybox "$IMAGE"; docker run -d --name "$NAME" "$IMAGE" sh -c "trap 'exit $CODE' TERM; $SERVE"; ready
# says: 아직 끝내 보지 않았습니다

# miss: a name for another image
mine; docker tag debian:trixie-slim "$IMAGE"; docker run -d --name "$NAME" "$IMAGE" sh -c "trap 'exit $CODE' TERM; $SERVE"; ready; docker stop "$NAME"
# says: 다른 이미지를 가리킵니다

# way: from the image's id, told by docker kill, started again since
mine; docker tag busybox "$IMAGE"
docker create --name "$NAME" "$(docker images -q "$IMAGE")" sh -c "trap 'echo bye; exit $CODE' TERM; $SERVE"
docker start "$NAME"; ready; docker kill -s TERM "$NAME"; docker wait "$NAME"; docker start "$NAME"
