# shellcheck shell=bash
# Mistakes that must not pass, and other roads that must. `course prove 00` tries each on a real engine.
server() { docker version --format "{{.Server.$1}}"; }
at_prompt() { printf '%s\nexit\n' "$1" | script -qec "$2" /dev/null; }

## hello
# miss: a name that only looks right
docker run --name ready_hello busybox echo hello
# says: 아직 없습니다

# miss: made from another image
docker run --name ready-hello debian:trixie-slim echo hello
# says: 다른 이미지에서 만들어졌습니다

# miss: says nothing
docker run --name ready-hello busybox true
# says: 아무것도 출력하지 않았습니다

# miss: made again under the same name, which the engine refuses
docker run --name ready-hello busybox true; docker run --name ready-hello busybox echo hello
# says: 아무것도 출력하지 않았습니다
# explained: name-taken

# miss: a program that the image does not have
docker run --name ready-hello busybox hello || true
# says: 프로그램이 시작되지 않았습니다

# miss: what it printed is an error
docker run --name ready-hello busybox cat /hello || true
# says: 다른 종료 코드로 끝났습니다

# miss: made and never started
docker create --name ready-hello busybox echo hello
# says: 만들기만 했습니다

# miss: removed with --rm, so nothing is left to look at
docker run --rm --name ready-hello busybox echo hello
# says: `--rm` 때문에

# miss: a shell in which nobody says anything
at_prompt 'true' 'docker run -it --name ready-hello busybox'
# says: 아무것도 출력하지 않았습니다

# miss: by exec, without a word
docker run -dit --name ready-hello busybox; docker exec ready-hello echo
# says: 아무것도 출력하지 않았습니다

# way: made first, started later, by the image's id
docker container create --name ready-hello "$(docker images -q busybox)" echo 안녕 && docker start -a ready-hello

# way: one that goes on running
docker run -d --name ready-hello busybox sh -c 'echo hello; sleep 600'
until docker logs ready-hello | grep -q hello; do sleep 0.1; done

# way: typed at the prompt of a shell, between words that it does not know
printf 'echo hello\nhello\nexit\n' | script -qec 'docker run -it --name ready-hello busybox' /dev/null || true

# way: by exec
docker run -dit --name ready-hello busybox && docker exec ready-hello echo hello

## server
# miss: no label
docker run --name ready-engine busybox docker version || true
# says: 라벨이 없습니다

# miss: made from another image
docker run --name ready-engine --label engine="$(server Version)" debian:trixie-slim true
# says: 다른 이미지에서 만들어졌습니다

# miss: the option stands after the image
docker run --name ready-engine busybox true --label engine="$(server Version)"
# says: 이미지 이름 뒤에 적은

# miss: the version of the API
docker run --name ready-engine --label engine="$(server APIVersion)" busybox true
# says: API 버전이 아니라 `{{.Server.Version}}`

# miss: the wrong quotes: the command itself is written down
# shellcheck disable=SC2016  # that is the mistake
docker run --name ready-engine --label 'engine=$(docker version)' busybox true
# says: 작은따옴표

# miss: only the template is written down
docker run --name ready-engine --label engine='{{.Server.Version}}' busybox true
# says: 템플릿의 글자가 적혔습니다

# miss: the label's name with a capital letter
docker run --name ready-engine --label Engine="$(server Version)" busybox true
# says: Engine

# way: the short option, made and not started
docker create --name ready-engine -l engine="$(server Version)" busybox true

# way: asked by docker info, among other labels and words that look like options
docker run --name ready-engine --label a=b --label "engine=$(docker info --format '{{.ServerVersion}}')" busybox echo --label engine

## root
# miss: nothing mounted
docker run --name ready-root busybox ls /
# says: 마운트된 것이 없습니다

# miss: made from another image
docker run --name ready-root -v /:/host:ro debian:trixie-slim ls /host
# says: 다른 이미지에서 만들어졌습니다

# miss: one folder only
docker run --name ready-root -v /etc:/host:ro busybox ls /host
# says: 전체가 아닙니다

# miss: a volume
docker run --name ready-root -v host:/host:ro busybox ls /host
# says: 전체가 아닙니다

# miss: writable
docker run --name ready-root -v /:/host busybox ls /host
# says: 쓰기 가능

# miss: mounted, but never looked at
docker run --name ready-root -v /:/host:ro busybox true
# says: 보지 않았습니다

# miss: the container's own folders looked at
docker run --name ready-root -v /:/host:ro busybox ls /
# says: 보지 않았습니다

# miss: a spelling that is not there
docker run --name ready-root -v /:/host:ro busybox ls /host/host || true
# says: 보지 않았습니다

# way: with --mount, in a terminal
script -qec 'docker run -it --name ready-root --mount type=bind,source=/,target=/host,readonly busybox ls -l /host' /dev/null

# way: in the folder itself
docker container run --name ready-root -w /host --volume /:/host:ro busybox ls

# way: by exec in one that goes on running
docker run -dit --name ready-root -v /:/host:ro busybox && docker exec ready-root ls /host

# way: typed at the prompt of a shell
at_prompt 'ls /host' 'docker run -it --name ready-root -v /:/host:ro busybox'
