# shellcheck shell=bash disable=SC2153  # the names in capitals come from the assignment
# Mistakes that must not pass, and other roads that must. `course prove 09` tries each on a real engine.
mine() { eval "$(course assignment 09 --shell)"; }
neighbour() { eval "$(COURSE_SEED=neighbour course assignment 09 --shell)"; }
# project: www/ and a right Dockerfile, in a folder of their own, by the assignment that is in force
project() {
    mkdir -p proof/www/cgi-bin && cd proof || return
    echo ok > www/ok.txt
    cat > www/cgi-bin/index.cgi <<EOF
#!/bin/sh
n=\$((\$(cat /data/visits 2>/dev/null || echo 0) + 1))
echo "\$n" > /data/visits
printf 'Content-Type: text/plain\n\ntoken: $TOKEN\nvisits: %s\n' "\$n"
EOF
    chmod 755 www/cgi-bin/index.cgi
    cat > Dockerfile <<EOF
FROM busybox
LABEL org.opencontainers.image.version=1.0
RUN mkdir /data && chown $USER_ID:$USER_ID /data
COPY www /www
USER $USER_ID
HEALTHCHECK CMD wget -q -O /dev/null http://127.0.0.1:8080/ok.txt
CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]
EOF
}
# changed FILE SED…: the project with one file changed, built; the image before keeps a name, or it may be dropped
changed() {
    local file=$1 && shift
    project && sed -i "$@" "$file" || return
    docker tag "$IMAGE" kept:1 2> /dev/null || true
    docker build -t "$IMAGE" .
}
dockerfile() { changed Dockerfile "$@"; }
page() { changed www/cgi-bin/index.cgi "$@"; }
digest() { docker image inspect -f '{{if .RepoDigests}}{{index .RepoDigests 0}}{{else}}{{.Id}}{{end}}' busybox | sed 's/.*@//'; }
# web OPTION… IMAGE: the service, published as it should be; its key with `web "${KEY[@]}"`
web() { docker run -d --name "$CONTAINER" -p "127.0.0.1:$PORT:8080" "$@"; }
visit() { docker exec "$CONTAINER" sh /www/cgi-bin/index.cgi; }
# the container of the tasks before makes room; the prover brings it back
aside() { docker rename "$CONTAINER" aside && docker stop -t 0 aside; }
mine
KEY=(-e "ADMIN_KEY=$ADMIN_KEY")
DATA=("${KEY[@]}" -v "$VOLUME:/data")
HTTPD='httpd -f -p 8080 -h /www'
# shellcheck disable=SC2016  # for the page's own shell
UPTIME='s:^n=.*:n=$(cut -d" " -f1 /proc/uptime | tr -d .):'

## image
# miss: a neighbour's image, made by a neighbour's commands
neighbour; dockerfile ''
# says: 아직 없습니다

# miss: a neighbour's image under my name
neighbour; NEXT=$IMAGE; dockerfile ''; mine; docker tag "$NEXT" "$IMAGE"
# says: 사용자가 다릅니다

# miss: runs as root
dockerfile /^USER/d
# says: USER가 없으면 root로 실행됩니다

# miss: a user whom the image does not know
dockerfile 's/^USER.*/USER app/'
# says: unable to find user app

# miss: no version
dockerfile /^LABEL/d
# says: 버전 라벨

# miss: CMD in shell form
dockerfile "s:^CMD.*:CMD $HTTPD:"
# says: shell 형식

# miss: CMD with single quotes
dockerfile "/^CMD/s/\"/'/g"
# says: 큰따옴표가 아닌 따옴표

# miss: no health check
dockerfile /^HEALTH/d
# says: HEALTHCHECK가 없습니다

# miss: a health check that asks nothing
dockerfile 's/^HEALTH.*/HEALTHCHECK CMD true/'
# says: 아무것도 묻지 않는 검사입니다

# miss: a health check that looks for the process
dockerfile 's/^HEALTH.*/HEALTHCHECK CMD pidof httpd/'
# says: 대답이 없어도 HEALTHCHECK가 성공합니다

# miss: a health check that is content with any answer
dockerfile 's/^HEALTH.*/HEALTHCHECK CMD echo | nc 127.0.0.1 8080/'
# says: 오류(404)로 대답해도

# miss: a health check with a program that is not there
dockerfile 's:^HEALTH.*:HEALTHCHECK CMD curl -f http\://127.0.0.1\:8080/ok.txt:'
# says: HEALTHCHECK가 실패합니다

# miss: the same in exec form
dockerfile 's:^HEALTH.*:HEALTHCHECK CMD ["curl", "-f", "http\://127.0.0.1\:8080/ok.txt"]:'
# says: HEALTHCHECK가 실패합니다

# miss: a health check that only tries the port, by an option that not every nc has
dockerfile 's/^HEALTH.*/HEALTHCHECK CMD nc -z localhost 8080/'
# says: HEALTHCHECK가

# miss: a health check that always fails
dockerfile 's/^HEALTH.*/HEALTHCHECK CMD exit 1/'
# says: HEALTHCHECK가 실패합니다

# miss: a folder that the user cannot write to
dockerfile 's/ && chown.*//'
# says: /data에 쓸 수 없습니다

# miss: another program than the server
dockerfile 's/^CMD.*/CMD ["sleep", "600"]/'
# says: 8080번 포트에서 아무도

# miss: the server in the background
dockerfile 's/"-f", //'
# says: CMD가 바로 끝납니다

# miss: the server's name misspelt
dockerfile 's/"httpd"/"htpd"/'
# says: 프로그램이 시작되지 않습니다

# miss: the server on another port
dockerfile '/^CMD/s/8080/8000/'
# says: 8080번 포트에서 아무도

# miss: a committed container
docker run --name box busybox mkdir /www; docker commit -c 'LABEL org.opencontainers.image.version=1.0' box "$IMAGE"
# says: Dockerfile에서 나온 이미지가 아닙니다

# miss: another base
dockerfile 's/^FROM.*/FROM debian:trixie-slim/'
# says: 위에 쌓은 이미지가 아닙니다

# way: ENTRYPOINT, a user with a name and a group, a health check that asks for the page
dockerfile -e 's/^CMD/ENTRYPOINT/' -e "s:^USER.*:RUN echo app\:x\:$USER_ID\:1\:\:/\:/bin/sh >> /etc/passwd\nUSER app:" \
    -e 's:^HEALTH.*:HEALTHCHECK --interval=5s CMD ["wget", "-q", "-O", "/dev/null", "http\://localhost\:8080/"]:'

# way: two stages, ADD, a volume declared, a start script with a trap
dockerfile -e '1i FROM busybox AS made' -e '1i ADD www /www' \
    -e "1i RUN printf '#!/bin/sh\\\\ntrap \"exit 0\" TERM\\\\n$HTTPD & wait\\\\n' > /www/start && chmod 755 /www/start" \
    -e 's/^COPY.*/COPY --from=made www www/' -e 's/^USER.*/VOLUME \/data\n&:1/' -e 's:^CMD.*:CMD ["/www/start"]:'

# way: the server called by its binary, its options in CMD, built from another folder
project; sed -i 's:^CMD.*:ENTRYPOINT ["busybox", "httpd"]\nCMD ["-fvp0.0.0.0\:8080", "-h/www"]:' Dockerfile; cd / && docker build -t "$IMAGE" "$OLDPWD"

## origin
# miss: neither label nor list
dockerfile ''
# says: 기반 이미지의 다이제스트가 없거나

# miss: a digest of something else
dockerfile "1a LABEL org.opencontainers.image.base.digest=sha256:$(printf %064d 7)"
# says: 지금 엔진에 있는 busybox의 것과 다릅니다

# miss: only the label
dockerfile "1a LABEL org.opencontainers.image.base.digest=$(digest)"
# says: made-with.txt가 없거나

# miss: an empty list
dockerfile -e "1a LABEL org.opencontainers.image.base.digest=$(digest)" -e '/^USER/i RUN touch /www/made-with.txt'
# says: 비어 있습니다

# miss: a list of one's own
dockerfile -e "1a LABEL org.opencontainers.image.base.digest=$(digest)" -e '/^USER/i RUN echo dpkg 1.22 > /www/made-with.txt'
# says: 패키지 목록과 다릅니다

# way: the list made by cat, the label from an argument
dockerfile -e "1a ARG BASE\nLABEL org.opencontainers.image.base.digest=$(digest)" -e '1i FROM debian:trixie-slim' \
    -e '1i RUN dpkg-query -W | cat > /l' -e '/^USER/i COPY --from=0 /l /www/made-with.txt'

## serve
# miss: published on every address
docker run -d --name "$CONTAINER" -p "$PORT:8080" "$IMAGE"
# says: 모든 주소에서 열렸습니다

# miss: published once more, for everybody
web -p 8080 "$IMAGE"
# says: 다른 컴퓨터에서도

# miss: a neighbour's port
neighbour; NEXT=$PORT; mine; PORT=$NEXT; web "$IMAGE"
# says: 연결되지 않았습니다

# miss: not published at all
docker run -d --name "$CONTAINER" "$IMAGE"
# says: 공개한 포트 없음

# miss: a server that listens inside the container only
dockerfile '/^CMD/s/8080/127.0.0.1:8080/' && web "$IMAGE"
# says: 컨테이너 안의 127.0.0.1에서만 기다립니다

# miss: another program than the server
web --init "$IMAGE" sleep 600
# says: 대답이 없다면 httpd의 포트가

# miss: a page that cannot be run
project; chmod 644 www/cgi-bin/index.cgi; docker tag "$IMAGE" kept:1; docker build -t "$IMAGE" .; web "$IMAGE"
# says: 404라면

# miss: a neighbour's token on an otherwise right page
neighbour; NEXT=$TOKEN; mine; page "s/$TOKEN/$NEXT/" && web "$IMAGE"
# says: 내 토큰이 없습니다

# miss: no number of visits
page 's/visits: /seen: /' && web "$IMAGE"
# says: 방문 수가 없습니다

# miss: a page that only looks like it
dockerfile "/^USER/i RUN echo token: $TOKEN visits: 7 > /www/index.html" && web "$IMAGE"
# says: 방문 수가 늘지 않습니다

# miss: the seconds since the machine was started
page "$UPTIME" && web "$IMAGE"
# says: 방문을 세지 않습니다

# miss: a number that jumps
page 's/echo 0) + 1/echo -98) + 99/' && web "$IMAGE"
# says: 방문을 세지 않습니다

# miss: a number that begins somewhere
page 's/echo 0/echo 5000/' && web "$IMAGE"
# says: 방문을 세지 않습니다

# miss: a folder that cannot be written to
web --read-only "$IMAGE"
# says: ls -ld /data

# miss: as root
web -u 0 "$IMAGE"
# says: 이미지에 정한 사용자로 실행되지 않습니다

# miss: without the health check
web --no-healthcheck "$IMAGE"
# says: 이미지의 HEALTHCHECK를 쓰지 않습니다

# miss: the server in the background
web "$IMAGE" httpd -p 8080 -h /www; docker wait "$CONTAINER"
# says: 백그라운드로 가면서 PID 1이

# miss: the server told to stop, and left so
web --init "$IMAGE"; docker stop "$CONTAINER"
# says: 실행 중이 아닙니다

# miss: a container of the image before the last build
web "$IMAGE"; dockerfile '/^LABEL/i LABEL new=1'
# says: 다른 이미지에서 만들어졌습니다

# miss: a port that another container has
docker run -d --init --name box -p "127.0.0.1:$PORT:80" busybox sleep 600; web "$IMAGE"
# says: port is already allocated
# explained: port-by-container

# way: made first and started later, from the image's id, with the user said again and more options
docker container create --init --user "$USER_ID" --health-interval 5s --name "$CONTAINER" -p "127.0.0.1:$PORT:8080/tcp" \
    --restart unless-stopped -p 127.0.0.1::8080 "$(docker images -q "$IMAGE")"; docker container start "$CONTAINER"

# way: another design: the number in another file and made anew each time, the page in other words
page -e 's:/data/visits:/data/n:g' -e 's:> /data/n:> /data/new \&\& mv /data/new /data/n:' -e 's,visits: %s,<p>&</p>,' && web "$IMAGE"

## secret
# miss: a neighbour's secret
neighbour; NEXT=$ADMIN_KEY; mine; aside; web -e "ADMIN_KEY=$NEXT" "$IMAGE"
# says: ADMIN_KEY 값이 다릅니다

# miss: the secret as ENV in the Dockerfile
aside; dockerfile "/^USER/i ENV ADMIN_KEY=$ADMIN_KEY"; web "$IMAGE"
# says: 비밀 값이 이미지에

# miss: the file removed again in a later layer
aside; dockerfile "/^USER/i RUN echo ADMIN_KEY=$ADMIN_KEY > /secret.env\nRUN rm /secret.env"; web "${KEY[@]}" "$IMAGE"
# says: 나중 레이어에서 지운 파일도

# miss: the file copied with the page
aside; project; echo "ADMIN_KEY=$ADMIN_KEY" > www/secret.env; docker tag "$IMAGE" kept:1; docker build -t "$IMAGE" .; web "${KEY[@]}" "$IMAGE"
# says: 비밀 값이 이미지에

# miss: only as a build argument
aside; dockerfile "/^RUN/i ARG ADMIN_KEY=$ADMIN_KEY"; web "${KEY[@]}" "$IMAGE"
# says: 비밀 값이 이미지에

# miss: another image
aside; web "${KEY[@]}" busybox sleep 600
# says: 먼저 할 과제가 있습니다
# status: blocked

# way: from a file
aside; echo "ADMIN_KEY=$ADMIN_KEY" > kept.env; web --env-file kept.env "$IMAGE"

# way: from the environment of the shell
aside; export ADMIN_KEY; web -e ADMIN_KEY "$IMAGE"

## persist
# miss: replaced without a volume
aside; web "${KEY[@]}" "$IMAGE"
# says: 연결되어 있지 않습니다

# miss: a folder of this machine instead of the volume
aside; mkdir data && chmod 777 data; web "${KEY[@]}" -v "$PWD/data:/data" "$IMAGE"
# says: 호스트의 폴더가

# miss: a neighbour's volume
neighbour; NEXT=$VOLUME; mine; aside; web -v "$NEXT:/data" "$IMAGE"
# says: 연결되어 있지 않습니다

# miss: the volume at another place
aside; web -v "$VOLUME:/var/data" "$IMAGE"
# says: 다른 경로에 연결되어 있습니다

# miss: with the volume, but never replaced
aside; web "${DATA[@]}" "$IMAGE"
# says: 아직 새것으로 바꾸어 보지 않았습니다

# miss: a volume made beforehand, but only the second container has it
docker volume create "$VOLUME"; aside; web "${KEY[@]}" "$IMAGE"; visit; docker rm -f "$CONTAINER"; web "${DATA[@]}" "$IMAGE"
# says: 아직 새것으로 바꾸어 보지 않았습니다

# miss: the number in another file of the volume
aside; page 's:/data/visits:/data/n:g'
for _ in 1 2; do docker rm -f "$CONTAINER"; web "${DATA[@]}" "$IMAGE"; visit; done
# says: 빈 파일이거나 파일 없음

# miss: the seconds since the machine was started, in the right file
aside; page "$UPTIME"
for _ in 1 2; do docker rm -f "$CONTAINER"; web "${DATA[@]}" "$IMAGE"; visit; done
# says: 먼저 할 과제가 있습니다
# status: blocked

# miss: replaced with the volume, but not published any more
aside; web "${DATA[@]}" "$IMAGE"; visit; docker rm -f "$CONTAINER"; docker run -d --name "$CONTAINER" "${DATA[@]}" "$IMAGE"
# says: 먼저 할 과제가 있습니다
# status: blocked

# way: the old one renamed, and removed when the new one serves
aside; web "${DATA[@]}" "$IMAGE"; visit
docker rename "$CONTAINER" old && docker stop -t 0 old && web --mount "source=$VOLUME,target=/data" "$IMAGE" && docker rm old

# way: a page that makes the file anew each time
aside; page 's:> /data/visits:> /data/new \&\& mv /data/new /data/visits:'
web "${DATA[@]}" "$IMAGE"; visit; docker rm -f "$CONTAINER"; web "${DATA[@]}" "$IMAGE"

## operate
# miss: no limit
aside; web --restart unless-stopped "${DATA[@]}" "$IMAGE"
# says: 메모리 한도가 다릅니다

# miss: a neighbour's limit
aside; web --restart unless-stopped --memory "$((MEMORY + 1))m" "${DATA[@]}" "$IMAGE"
# says: 메모리 한도가 다릅니다

# miss: started again against somebody's will
aside; web --restart always --memory "${MEMORY}m" "${DATA[@]}" "$IMAGE"
# says: 재시작 정책이 요구와 다릅니다

# miss: only after a failure
aside; web --restart on-failure --memory "${MEMORY}m" "${DATA[@]}" "$IMAGE"
# says: 재시작 정책이 요구와 다릅니다

# way: settings changed afterwards
aside; web "${DATA[@]}" "$IMAGE"; docker update --memory "${MEMORY}m" --memory-swap "$((2 * MEMORY))m" --restart unless-stopped "$CONTAINER"

## stop
# miss: the server as process 1, which ignores the signal
docker restart -t 4 "$CONTAINER"
# says: TERM을 무시합니다

# miss: killed and started again
docker kill "$CONTAINER"; docker start "$CONTAINER"
# says: 아직 멈춰 보지 않았습니다

# miss: killed after a second
docker restart -t 1 "$CONTAINER"
# says: 종료 코드 137

# miss: ends in order, but late
aside; web --init "${DATA[@]}" "$IMAGE" sh -c "trap 'sleep 4; exit 0' TERM; $HTTPD & wait"; sleep 1; docker restart "$CONTAINER"
# says: 종료 코드 0

# miss: stopped and left so
aside; web --init "${DATA[@]}" "$IMAGE"; docker stop "$CONTAINER"
# says: 먼저 할 과제가 있습니다
# status: blocked

# way: stopped and started
aside; web --init "${DATA[@]}" "$IMAGE"; docker stop "$CONTAINER"; docker start "$CONTAINER"

# way: a shell that hears the signal, told by docker kill
aside; web "${DATA[@]}" "$IMAGE" sh -c "trap 'exit 0' TERM; $HTTPD & wait"; until visit; do sleep 0.2; done
docker kill -s TERM "$CONTAINER"; docker wait "$CONTAINER"; docker start "$CONTAINER"

## repeat
# miss: only another tag
docker tag "$IMAGE" "$AGAIN"
# says: 이름표만 하나 더

# miss: a layer that is different each time
cd 09_final && sed 's/^USER/RUN date > \/built.txt\nUSER/' Dockerfile > ../dated
docker tag "$IMAGE" kept:1; for name in "$IMAGE" "$AGAIN"; do docker build --no-cache -t "$name" -f ../dated .; sleep 1; done
# says: built.txt

# miss: built with another label
cd 09_final && docker build --no-cache --label note=1 -t "$AGAIN" .
# says: Labels

# miss: one more instruction on the first image
printf 'FROM %s\nRUN true\n' "$IMAGE" | docker build -t "$AGAIN" -
# says: 단계의 수가 다릅니다

# miss: the container committed
docker commit "$CONTAINER" "$AGAIN"
# says: Dockerfile에서 나온 이미지가 아닙니다

# way: from another folder, with the file named
docker build --no-cache -t "$AGAIN" -f 09_final/Dockerfile 09_final

# way: the first one gets the second name, and is built once more
docker tag "$IMAGE" "$AGAIN" && cd 09_final && docker build --no-cache -t "$IMAGE" .
