# shellcheck shell=bash
# Mistakes that must not pass, and other roads that must. `course prove 01` tries each on a real engine.
BASE=debian:trixie-slim
at_prompt() { printf '%s\nexit\n' "$1" | script -qec "$2" /dev/null; }
pid() { docker inspect --format '{{.State.Pid}}' "$1"; }
on_host() { docker run --rm --pid=host busybox "$@"; }
in_front() { # what would keep the terminal: started, and not waited for
    "$@" </dev/null >/dev/null 2>&1 &
    until docker ps --format '{{.Names}}' | grep -qx kernel-box; do sleep 0.1; done
}
eater() { docker run -d --name kernel-oom --memory 32m --memory-swap 32m "$@"; }
toolbox() {
    docker run -d --name "$NAME" --memory "${MEMORY}m" --label kernel="$(docker info --format '{{.KernelVersion}}')" \
        "$@" busybox sleep 3600
}

## uname
# miss: made from another image
docker run --name kernel-uname busybox uname -r
# says: 다른 이미지에서 만들어졌습니다

# miss: the distribution's file taken for the kernel
docker run --name kernel-uname $BASE cat /etc/os-release
# says: 배포판의 파일입니다

# miss: the answer written down instead of asked for
docker run --name kernel-uname $BASE echo "$(docker info --format '{{.KernelVersion}}')"
# says: uname을 실행하지 않았습니다

# miss: the answer handed in by the environment
docker run --name kernel-uname -e "V=$(docker info --format '{{.KernelVersion}}')" $BASE sh -c 'echo "$V"'
# says: uname을 실행하지 않았습니다

# miss: uname without -r
docker run --name kernel-uname $BASE uname
# says: 커널의 버전이 없습니다

# miss: by exec, without -r
docker run -dit --name kernel-uname $BASE; docker exec kernel-uname uname
# says: 커널의 버전이 없습니다

# miss: made and never started
docker create --name kernel-uname $BASE uname -r
# says: 만들기만 했습니다

# way: all that uname knows
docker run --name kernel-uname $BASE uname -a

# way: made first, started later, with words round it
docker create --name kernel-uname $BASE sh -c 'echo "kernel: $(uname -r)"' && docker start -a kernel-uname

# way: by exec
docker run -dit --name kernel-uname $BASE && docker exec kernel-uname uname -r

# way: typed at the prompt of a shell, after the distribution's file
at_prompt $'cat /etc/os-release\nuname -r' "docker run -it --name kernel-uname $BASE bash"

## box
# miss: ended at once
docker run -d --name kernel-box $BASE true; docker wait kernel-box
# says: 실행 중이 아닙니다

# miss: made from another image
docker run -d --name kernel-box busybox sleep infinity
# says: 다른 이미지에서 만들어졌습니다

# miss: only created
docker create --name kernel-box $BASE sleep infinity
# says: 만들기만 했습니다

# miss: without -d: it keeps the terminal
in_front docker run --name kernel-box $BASE sleep infinity
# says: 포그라운드(foreground)에서 시작되었습니다

# miss: started again with -a: it keeps the terminal
docker run -d --name kernel-box $BASE sleep infinity; docker stop -t 0 kernel-box
in_front docker start -a kernel-box
# says: 포그라운드(foreground)에서 시작되었습니다

# miss: paused
docker run -d --name kernel-box $BASE sleep infinity; docker pause kernel-box
# says: 일시 정지되어 있습니다

# way: made first, started later, by ids
docker start "$(docker create --name kernel-box "$(docker images -q $BASE)" sleep infinity)"

# way: first without -d, then started again in the background
in_front docker run --name kernel-box $BASE sleep infinity
docker stop -t 0 kernel-box && docker start kernel-box

## peer
# miss: a list of its own
docker run --name kernel-peer busybox ps
# says: 자기만의 프로세스 목록

# miss: the whole host's list
docker run --name kernel-peer --pid=host busybox ps
# says: 호스트의 프로세스를 모두

# miss: another container's list
docker run -d --name other $BASE sleep infinity; docker run --name kernel-peer --pid=container:other busybox ps
# says: 다른 컨테이너의 목록

# miss: the list of a container that is no more
docker run -d --name other $BASE sleep infinity; docker run --name kernel-peer --pid=container:other busybox ps
docker rm -f other
# says: 다른 컨테이너의 목록

# miss: the network shared instead of the list
docker run --name kernel-peer --network=container:kernel-box busybox ps
# says: 자기만의 프로세스 목록

# miss: the slim image has no ps
docker run --name kernel-peer --pid=container:kernel-box $BASE ps || true
# says: 다른 이미지에서 만들어졌습니다

# miss: in the list, without a look at it
docker run --name kernel-peer --pid=container:kernel-box busybox true
# says: 프로세스를 보지 않았습니다

# way: by the beginning of the id
docker run --name kernel-peer --pid="container:$(docker ps -q --filter name=kernel-box)" busybox top -b -n 1

# way: by exec
docker run -d --name kernel-peer --pid=container:kernel-box busybox sleep 600 && docker exec kernel-peer ps

# way: typed at the prompt of a shell
at_prompt ps 'docker run -it --name kernel-peer --pid container:kernel-box busybox'

## victim
# miss: killed through Docker
docker run -d --name kernel-victim $BASE sleep infinity; docker kill kernel-victim; docker wait kernel-victim
# says: 도커의 명령으로 끝냈습니다

# miss: stopped through Docker
docker run -d --name kernel-victim $BASE sleep infinity; docker stop -t 1 kernel-victim
# says: 도커의 명령으로 끝냈습니다

# miss: a signal that PID 1 ignores
docker run -d --name kernel-victim $BASE sleep infinity; on_host kill "$(pid kernel-victim)"
# says: PID 1은 다른 신호를 무시합니다

# miss: another signal, which its program does not ignore with --init
docker run -d --init --name kernel-victim $BASE sleep infinity; on_host kill "$(pid kernel-victim)"
docker wait kernel-victim
# says: 다른 종료 코드로 끝났습니다

# miss: ended by itself
docker run --name kernel-victim $BASE true
# says: 다른 종료 코드로 끝났습니다

# miss: the exit code only said
docker run --name kernel-victim $BASE sh -c 'exit 137' || true
# says: 스스로 말했습니다

# miss: the exit code typed
printf 'exit 137\n' | script -qec "docker run -it --name kernel-victim $BASE sh" /dev/null || true
# says: 스스로 말했습니다

# miss: made from another image
docker run -d --name kernel-victim busybox sleep infinity; on_host kill -9 "$(pid kernel-victim)"
docker wait kernel-victim
# says: 다른 이미지에서 만들어졌습니다

# way: after Docker's signal, which PID 1 ignored
docker run -d --name kernel-victim "$(docker images -q $BASE)" sleep infinity
docker kill -s INT kernel-victim && on_host kill -KILL "$(pid kernel-victim)" && docker wait kernel-victim

# way: after `docker stop`, in another run
docker run -d --name kernel-victim $BASE sleep infinity && docker stop -t 0 kernel-victim
docker start kernel-victim && on_host kill -9 "$(pid kernel-victim)" && docker wait kernel-victim

# way: typed at the prompt of a shell that sees the host's processes
docker run -dit --name kernel-victim $BASE bash
at_prompt "kill -9 $(pid kernel-victim)" 'docker run -it --rm --pid=host busybox' && docker wait kernel-victim

## limited
# miss: no limits
docker run -d --name kernel-limited $BASE sleep infinity
# says: 메모리 한도가 64MB가 아닙니다

# miss: another size
docker run -d --name kernel-limited --memory 640m --cpus 0.5 $BASE sleep infinity
# says: 메모리 한도가 64MB가 아닙니다

# miss: a memory that is only aimed at
docker run -d --name kernel-limited --memory-reservation 64m --cpus 0.5 $BASE sleep infinity
# says: 한도 없음

# miss: memory only
docker run -d --name kernel-limited --memory 64m $BASE sleep infinity
# says: CPU 한도가 0.5개가 아닙니다

# miss: half the share of a CPU is no limit
docker run -d --name kernel-limited --memory 64m --cpu-shares 512 $BASE sleep infinity
# says: CPU 한도가 0.5개가 아닙니다

# miss: another number of CPUs
docker run -d --name kernel-limited --memory 64m --cpus 1 $BASE sleep infinity
# says: CPU 1.0개

# miss: options behind the image go to the program
docker run --name kernel-limited $BASE sleep infinity --memory 64m --cpus 0.5 || true
# says: 한도 없음

# miss: limited, but ended
docker run --name kernel-limited --memory 64m --cpus 0.5 $BASE true
# says: 실행 중이 아닙니다

# miss: made from another image
docker run -d --name kernel-limited --memory 64m --cpus 0.5 busybox sleep 3600
# says: 다른 이미지에서 만들어졌습니다

# way: in other units, with a period of its own
docker run -d --name kernel-limited -m 65536k --cpu-period 50000 --cpu-quota 25000 $BASE sleep infinity

# way: limited afterwards
docker run -d --name kernel-limited $BASE sleep infinity
docker update --memory 64m --memory-swap 128m --cpus 0.5 kernel-limited

# way: made first, started later
docker create --name kernel-limited --memory 64m --cpus .5 $BASE sleep infinity && docker start kernel-limited

## oom
# miss: a program that stays within the limit
eater $BASE sleep infinity; docker exec kernel-oom tail /etc/hostname
# says: 넘은 프로세스가 아직 없습니다

# miss: killed through Docker: the same exit code, another reason
eater $BASE sleep infinity; docker kill kernel-oom; docker wait kernel-oom
# says: 실행 중이 아닙니다

# miss: killed from the host: the same exit code, another reason
eater $BASE sleep infinity; on_host kill -9 "$(pid kernel-oom)"; docker wait kernel-oom
# says: 실행 중이 아닙니다

# miss: killed through Docker, a program that might have eaten
eater $BASE tail -f /dev/null; docker kill kernel-oom; docker wait kernel-oom
# says: 실행 중이 아닙니다

# miss: the exit code only said
eater $BASE sh -c 'exit 137'; docker wait kernel-oom
# says: 실행 중이 아닙니다

# miss: no limit
docker run -d --name kernel-oom $BASE sleep infinity
# says: 메모리 한도가 없습니다

# miss: in another container
eater $BASE sleep infinity; docker exec kernel-limited tail /dev/zero
# says: 넘은 프로세스가 아직 없습니다

# miss: made from another image
eater busybox sleep 3600; docker exec kernel-oom tail /dev/zero
# says: 다른 이미지에서 만들어졌습니다

# way: the container's own program
eater $BASE tail /dev/zero; docker wait kernel-oom

# way: typed at the prompt of a shell
at_prompt 'tail /dev/zero' "docker run -it --name kernel-oom --memory 32m --memory-swap 32m $BASE bash" || true

# way: stopped and started again since
eater --init $BASE sleep infinity; docker exec kernel-oom tail /dev/zero || docker restart kernel-oom

## alone
# miss: a network of its own
eval "$(course assignment 01 --shell)"; toolbox
# says: 네트워크가 kernel-box의 것과 다릅니다

# miss: the host's network
eval "$(course assignment 01 --shell)"; toolbox --network host
# says: 네트워크가 kernel-box의 것과 다릅니다

# miss: the list of processes, too
eval "$(course assignment 01 --shell)"; toolbox --network container:kernel-box --pid container:kernel-box
# says: 프로세스 목록까지 함께 씁니다

# miss: another limit
eval "$(course assignment 01 --shell)"; MEMORY=200; toolbox --network container:kernel-box
# says: 메모리 한도가

# miss: the version of the daemon instead of the kernel's
eval "$(course assignment 01 --shell)"
docker run -d --name "$NAME" --network container:kernel-box --memory "${MEMORY}m" --label kernel="$(docker version --format '{{.Server.Version}}')" busybox sleep 3600
# says: kernel 라벨이

# miss: ended at once
eval "$(course assignment 01 --shell)"
docker run -d --name "$NAME" --network container:kernel-box --memory "${MEMORY}m" busybox true
# says: 실행 중이 아닙니다

# way: by the id, made first and started later, limited afterwards
eval "$(course assignment 01 --shell)"
docker create --name "$NAME" --network "container:$(docker inspect --format '{{.Id}}' kernel-box)" \
    --label kernel="$(docker info --format '{{.KernelVersion}}')" busybox tail -f /dev/null
docker start "$NAME" && docker update --memory "${MEMORY}m" --memory-swap 200m "$NAME"
