# shellcheck shell=bash
# Mistakes that must not pass, and other roads that must. `course prove 12` tries each on an engine with BuildKit.
BASE=debian:trixie-slim
MOTD='Welcome aboard.\nMind the gap.\nBuild with care.\n'
LESSON=$PWD/12_buildkit
# in_folder FOLDER: work in a folder of the lesson, as the learner does
in_folder() { cd "$LESSON/$1" || return; }
# on_shelf: in the folder of the parcels, which come at once
on_shelf() { in_folder cache && sed -i 's/sleep 1/sleep 0/' fetch.sh; }
# build NAME LINE…: from the lines of a Dockerfile, with the folder that we are in and the options in $WITH
build() {
    local name=$1 && shift
    printf '%s\n' "$@" | docker build "${WITH[@]}" -t "$name" -f - .
}
WITH=()
# parcels LINE…: both images of the task, the list one longer for the second
parcels() {
    build lab/parcel:v1 'FROM busybox' 'WORKDIR /work' 'COPY fetch.sh list.txt ./' "$@"
    echo "${MORE:-drum}" >> list.txt
    build lab/parcel:v2 'FROM busybox' 'WORKDIR /work' 'COPY fetch.sh list.txt ./' "$@"
}
SHELF='RUN --mount=type=cache,target=/shelf'
KEY='RUN --mount=type=secret,id=token'
# site LINE…: both images of the task, from the Dockerfile with these lines at its end
site() {
    printf '%s\n' '' "$@" >> Dockerfile
    docker build --target web -t lab/site:v1 . && docker build --target debug -t lab/site:debug .
}
# shellcheck disable=SC2154  # the names in capitals come from the assignment
mine() { eval "$(COURSE_SEED=${1:-${COURSE_SEED:-}} course assignment 12 --shell)"; in_folder alone && echo "$TOKEN" > token.txt; }
MAKE=("FROM $BASE AS make" 'COPY seal /seal' "$KEY /seal /run/secrets/token > /sealed.txt")
# of LINE…: the image of the last task: how the seal is made, and these lines as the stage that is delivered
of() { WITH=(--no-cache --secret "id=token,src=token.txt"); build "$IMAGE" "${MAKE[@]}" "$@"; }

## heredoc
# miss: two of the three lines
printf "FROM busybox\nRUN printf 'Welcome aboard.\\\\nMind the gap.\\\\n' > /etc/motd\n" | docker build -t lab/motd:v1 -
# says: 정해진 세 줄이 아닙니다

# miss: only the text, no program
printf "FROM busybox\nCOPY <<EOF /etc/motd\n${MOTD}EOF\n" | docker build -t lab/motd:v1 -
# says: motd를 실행할 수 없습니다

# miss: a program that may not be run
printf "FROM busybox\nCOPY <<EOF /etc/motd\n${MOTD}EOF\nCOPY <<EOF /usr/local/bin/motd\n#!/bin/sh\ncat /etc/motd\nEOF\n" | docker build -t lab/motd:v1 -
# says: motd를 실행할 수 없습니다

# miss: a variable that the builder has replaced
printf "FROM busybox\nCOPY <<EOF /etc/motd\n${MOTD}EOF\nCOPY --chmod=755 <<EOF /usr/local/bin/motd\n#!/bin/sh\nfile=/etc/motd; head -n 3 \$file /dev/null\nEOF\n" | docker build -t lab/motd:v1 -
# says: 출력이 /etc/motd와 다릅니다

# miss: on another base
printf "FROM $BASE\nRUN true\n" | docker build -t lab/motd:v1 -
# says: 위에 쌓은 이미지가 아닙니다

# miss: a container committed
printf "$MOTD" > motd.txt; docker run --name made busybox true; docker cp motd.txt made:/etc/motd; docker commit made lab/motd:v1
# says: Dockerfile에서 나온 이미지가 아닙니다

# way: without any heredoc
in_folder cache; printf "$MOTD" > motd.txt; printf '#!/bin/sh\nexec cat /etc/motd\n' > motd
build lab/motd:v1 'FROM busybox' 'COPY motd.txt /etc/motd' 'COPY motd /usr/local/bin/' 'RUN chmod 755 /usr/local/bin/motd'

# way: all in one RUN with a heredoc that is taken as it stands
printf "FROM busybox\nRUN <<'EOF'\nset -e\nprintf '${MOTD//\\/\\\\}' > /etc/motd\nmkdir -p /usr/local/bin\nprintf '#!/bin/sh\\\\ncat /etc/motd\\\\n' > /usr/local/bin/motd\nchmod +x /usr/local/bin/motd\nEOF\n" | docker build -t lab/motd:v1 -

## cache
# miss: as it is given
on_shelf; parcels 'RUN sh fetch.sh'
# says: 받아 둔 꾸러미가 이미지에 남아 있습니다

# miss: cleaned up in the same RUN, so fetched again
on_shelf; parcels 'RUN sh fetch.sh && rm -r /shelf'
# says: 이미 받은 꾸러미를 다시 받았습니다

# miss: removed in a later layer
on_shelf; parcels 'RUN sh fetch.sh' 'RUN rm -r /shelf'
# says: 아래 레이어에 그대로

# miss: the mount elsewhere
on_shelf; parcels 'RUN --mount=type=cache,target=/cache sh fetch.sh'
# says: 받아 둔 꾸러미가 이미지에 남아 있습니다

# miss: what is installed lies in a mount, too
on_shelf; parcels "$SHELF --mount=type=cache,target=/opt/parcels sh fetch.sh"
# says: 설치되지 않은 꾸러미가 있습니다

# miss: a mount that forgets
on_shelf; parcels 'RUN --mount=type=tmpfs,target=/shelf sh fetch.sh'
# says: 이미 받은 꾸러미를 다시 받았습니다

# miss: the second build without the cache
on_shelf; WITH=(--no-cache); MORE=egg; parcels "$SHELF sh fetch.sh"
# says: 이미 받은 꾸러미를 다시 받았습니다

# miss: the list as it was
on_shelf; build lab/parcel:v1 'FROM busybox' 'WORKDIR /work' 'COPY fetch.sh list.txt ./' "$SHELF sh fetch.sh"; docker tag lab/parcel:v1 lab/parcel:v2
# says: 더해진 꾸러미가 없습니다

# miss: on another base
on_shelf; build lab/parcel:v1 "FROM $BASE" 'RUN mkdir /shelf'
# says: 위에 쌓은 이미지가 아닙니다

# miss: on another base
on_shelf; build lab/parcel:v1 'FROM debian:trixie-slim' 'RUN true'; build lab/parcel:v2 'FROM debian:trixie-slim' 'RUN true'
# says: 위에 쌓은 이미지가 아닙니다

# way: with a name and a lock, the files shown to the RUN only
on_shelf
for name in v1 v2; do
    build "lab/parcel:$name" 'FROM busybox' 'WORKDIR /work' \
        'RUN --mount=type=bind,target=/work --mount=type=cache,id=parcels,target=/shelf,sharing=locked sh fetch.sh'
    echo drum >> list.txt
done

# way: in a stage of its own, the list from an editor that ends no line
on_shelf
for name in v1 v2; do
    build "lab/parcel:$name" 'FROM busybox AS get' 'WORKDIR /get' 'ADD fetch.sh list.txt ./' "$SHELF sh fetch.sh" \
        'FROM busybox' 'COPY --from=get /opt /opt'
    printf '\ndrum' >> list.txt
done

## secret
# miss: as a build argument
in_folder secret; docker build -f Dockerfile.arg --build-arg TOKEN="$(cat token.txt)" -t lab/sealed:v1 .
# says: 토큰이 이미지의 이력이나 환경 변수에

# miss: as an environment variable
in_folder secret; build lab/sealed:v1 'FROM busybox' "ENV TOKEN=$(cat token.txt)" "RUN echo \$TOKEN | sha256sum > /seal.txt"
# says: 토큰이 이미지의 이력이나 환경 변수에

# miss: written into the RUN
in_folder secret; build lab/sealed:v1 'FROM busybox' "RUN echo $(cat token.txt) | sha256sum > /seal.txt"
# says: 토큰이 이미지의 이력이나 환경 변수에

# miss: copied and removed
in_folder secret; docker build -f Dockerfile.copy -t lab/sealed:v1 .
# says: 비밀 값이 이미지에 들어 있습니다

# miss: kept beside the seal
in_folder secret; WITH=(--secret "id=token,src=token.txt")
build lab/sealed:v1 'FROM busybox' "$KEY cp /run/secrets/token /token && sha256sum < /token > /seal.txt"
# says: 비밀 값이 이미지에 들어 있습니다

# miss: as a label
in_folder secret; WITH=(--secret "id=token,src=token.txt")
build lab/sealed:v1 'FROM busybox' "$KEY sha256sum < /run/secrets/token > /seal.txt" "LABEL token=$(cat token.txt)"
# says: 토큰이 이미지의 이력이나 환경 변수에

# miss: another secret sealed
in_folder secret; echo t-else > else.txt; WITH=(--secret "id=token,src=else.txt")
build lab/sealed:v1 'FROM busybox' "$KEY sha256sum < /run/secrets/token > /seal.txt # else"
# says: SHA-256이 아닙니다

# miss: the id of another secret, so nothing is there
in_folder secret; WITH=(--secret "id=key,src=token.txt")
build lab/sealed:v1 'FROM busybox' "$KEY cat /run/secrets/token | sha256sum > /seal.txt"
# says: SHA-256이 아닙니다

# miss: on another base
in_folder secret; WITH=(); build lab/sealed:v1 'FROM debian:trixie-slim' 'RUN true'
# says: 위에 쌓은 이미지가 아닙니다

# way: from the environment, to a place of its own, without the newline
in_folder secret; WITH=(--secret "id=t,env=TOKEN")
TOKEN=$(cat token.txt) build lab/sealed:v1 'FROM busybox' 'RUN --mount=type=secret,id=t,target=/t,required=true sha256sum /t > /seal.txt'

# way: in a heredoc, in a stage of its own
in_folder secret; WITH=(--secret "id=token,src=token.txt")
build lab/sealed:v1 "FROM $BASE AS make" "$KEY <<EOF" 'set -e' 'cat /run/secrets/token | sha256sum > /seal.txt' 'EOF' \
    'FROM busybox' 'COPY --from=make /seal.txt /'

## target
# miss: no target, so the last stage
in_folder stages; printf '%s\n' '' 'FROM web AS debug' 'COPY look.sh /usr/local/bin/' >> Dockerfile
docker build -t lab/site:v1 .; docker build --target debug -t lab/site:debug .
# says: lab/site:v1에 look.sh가 들어 있습니다

# miss: the first stage delivered
in_folder stages; docker build --target list -t lab/site:v1 .; docker build -t lab/site:debug .
# says: 만드는 도구까지 함께

# miss: the tool without the page
in_folder stages; site 'FROM busybox AS debug' 'COPY look.sh /usr/local/bin/'
# says: 위에 쌓은 이미지가 아닙니다

# miss: the tool somewhere else
in_folder stages; site 'FROM web AS debug' 'COPY look.sh /'
# says: look.sh가 페이지를 보여 주지 않습니다

# miss: a page of its own
in_folder stages; sed -i 's|COPY --from=list /list.txt|COPY look.sh|' Dockerfile; site 'FROM web AS debug' 'COPY look.sh /usr/local/bin/'
# says: 패키지 목록이 없습니다

# miss: the tool put in by hand
in_folder stages; docker build -t lab/site:v1 .; docker run --name made lab/site:v1 mkdir -p /usr/local/bin
docker cp look.sh made:/usr/local/bin/; docker commit made lab/site:debug
# says: Dockerfile에서 나온 이미지가 아닙니다

# miss: the second image forgotten
in_folder stages; docker build -t lab/site:v1 .
# says: 아직 없습니다

# miss: from nothing
in_folder stages; sed -i 's/^FROM busybox AS web/FROM scratch AS web/' Dockerfile; site 'FROM web AS debug' 'COPY look.sh /usr/local/bin/'
# says: 위에 쌓은 이미지가 아닙니다

# way: the stage before the last one, the tool in a heredoc
in_folder stages; sed -i 's/^FROM busybox AS web/FROM busybox AS page/' Dockerfile
printf '%s\n' 'FROM page AS debug' 'COPY --chmod=755 <<EOF /usr/local/bin/look.sh' '#!/bin/sh' 'ls -l /www' 'EOF' 'FROM page' >> Dockerfile
docker build -t lab/site:v1 .; docker build --target debug -t lab/site:debug .

## alone
# miss: a neighbour's token, sealed for a neighbour
mine neighbour; of 'FROM busybox' 'COPY --from=make /sealed.txt /' "USER $USER_ID" 'CMD ["cat", "/sealed.txt"]'
# says: 아직 없습니다

# miss: the seal of an earlier token, from the cache
mine; echo t-old > token.txt; of 'FROM busybox' 'COPY --from=make /sealed.txt /' "USER $USER_ID" 'CMD ["cat", "/sealed.txt"]'
echo "$TOKEN" > token.txt; WITH=(--secret "id=token,src=token.txt")
build "$IMAGE" "${MAKE[@]}" 'FROM busybox' 'COPY --from=make /sealed.txt /' "USER $USER_ID" 'CMD ["cat", "/sealed.txt"]'
# says: 정해진 토큰의 봉인이 아닙니다

# miss: all in one stage
mine; of "USER $USER_ID" 'CMD ["cat", "/sealed.txt"]'
# says: 이미지가 데비안 위에 있습니다

# miss: the tool delivered, too
mine; of 'FROM busybox' 'COPY --from=make /seal /sealed.txt /' "USER $USER_ID" 'CMD ["cat", "/sealed.txt"]'
# says: seal 프로그램이 이미지에

# miss: the token told in the configuration
mine; of 'FROM busybox' 'COPY --from=make /sealed.txt /' "USER $USER_ID" "ENV TOKEN=$TOKEN" 'CMD ["cat", "/sealed.txt"]'
# says: 토큰이 이미지의 이력이나 환경 변수에

# miss: the token delivered and hidden
mine; of 'FROM busybox' 'COPY token.txt /' 'RUN rm /token.txt' 'COPY --from=make /sealed.txt /' "USER $USER_ID" 'CMD ["cat", "/sealed.txt"]'
# says: 비밀 값이 이미지에 들어 있습니다

# miss: runs as root
mine; of 'FROM busybox' 'COPY --from=make /sealed.txt /' 'CMD ["cat", "/sealed.txt"]'
# says: 다른 사용자로 실행됩니다

# miss: says nothing by itself
mine; of 'FROM busybox' 'COPY --from=make /sealed.txt /' "USER $USER_ID" 'CMD ["true"]'
# says: 봉인이 나오지 않습니다

# way: the program shown by a bind mount, the token from the environment, as ENTRYPOINT
mine; MAKE=("FROM $BASE" 'RUN --mount=type=secret,id=t,target=/t --mount=type=bind,target=/here /here/seal /t > /seal')
export TOKEN; WITH=(--no-cache --secret "id=t,env=TOKEN")
build "$IMAGE" "${MAKE[@]}" 'FROM busybox' "USER $USER_ID:$USER_ID" 'COPY --from=0 /seal /srv/seal' 'ENTRYPOINT ["cat", "/srv/seal"]'
