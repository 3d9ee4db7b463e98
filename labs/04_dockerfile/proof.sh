# shellcheck shell=bash
# Mistakes that must not pass, and other roads that must. `course prove 04` tries each on a real engine.
BASE=debian:trixie-slim
INSTALL='apt-get install -y --no-install-recommends git'
CLEAN='rm -rf /var/lib/apt/lists/*'
# build NAME LINE…: from the lines of a Dockerfile; without a context, or with the folder $CONTEXT
build() {
    local name=$1 && shift
    printf '%s\n' "$@" | docker build -t "$name" ${CONTEXT:+-f -} "${CONTEXT:--}"
}
# mirror: an image whose apt finds one small package, called git, in a folder: it installs in a second, offline
mirror() {
    docker build -t mirror:v1 - <<'END'
FROM debian:trixie-slim
RUN mkdir -p /p/DEBIAN /p/usr/bin /repo && cd /repo \
 && printf 'Package: git\nVersion: 1\nArchitecture: all\nMaintainer: a <a@b>\nDescription: a\n' > /p/DEBIAN/control \
 && printf '#!/bin/sh\necho git version 1\n' > /p/usr/bin/git && chmod +x /p/usr/bin/git && dpkg-deb -b /p git.deb \
 && { cat /p/DEBIAN/control; echo "Filename: ./git.deb"; echo "Size: $(stat -c %s git.deb)"; } > Packages \
 && echo "SHA256: $(sha256sum git.deb | cut -c -64)" >> Packages && rm -rf /p /etc/apt/sources.list* \
 && echo 'deb [trusted=yes] copy:/repo ./' > /etc/apt/sources.list
END
}
# this client builds with BuildKit, which knows heredocs and mounts
buildkit() { docker buildx version > /dev/null 2>&1; }
# shellcheck disable=SC2154,SC2153  # the names in capitals come from the assignment
mine() { eval "$(course assignment 04 --shell)"; BASED=busybox; MAINTAINER=$NAME; }
# of LINE…: the image of the last task, from a Dockerfile with these lines at its end
of() { printf '%s\n' "FROM $BASED" "LABEL maintainer=$MAINTAINER" "USER $USER_ID" "$@" | docker build -t "$IMAGE" -; }

## first
# miss: only a new name for the base image
docker tag $BASE lab/git:v1
# says: 이름표만 하나 더

# miss: committed from a container
docker run --name made $BASE touch /made; docker commit made lab/git:v1
# says: Dockerfile에서 나온 이미지가 아닙니다

# miss: built on a committed container
docker run --name made $BASE touch /made; docker commit made made:v1; build lab/git:v1 'FROM made:v1' 'RUN true'
# says: Dockerfile에서 나온 이미지가 아닙니다

# miss: built on another base
build lab/git:v1 'FROM busybox' 'RUN echo apt-get install'
# says: 위에 쌓은 이미지가 아닙니다

# miss: git forgotten
build lab/git:v1 "FROM $BASE" 'RUN apt-get install -y --no-install-recommends'
# says: 명령이 성공하지 않습니다

# miss: a script that is only called git
build lab/git:v1 "FROM $BASE" 'RUN ln -s /bin/true /usr/bin/git'
# says: 설치되지 않은 패키지가 있습니다

# way: quiet, the options before the command
mirror && build lab/git:v1 'FROM mirror:v1' 'RUN apt-get update' 'RUN apt-get -qq -y install git'

# way: apt, all in one RUN
mirror && build lab/git:v1 'FROM mirror:v1' 'RUN apt update && apt install -y git'

# way: another shell, RUN without one, and other instructions between
mirror && build lab/git:v1 'ARG TAG=v1' "FROM mirror:\$TAG" 'LABEL maintainer="me@example.com"' 'ARG WHAT=git' \
    'ENV DEBIAN_FRONTEND noninteractive' 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]' 'WORKDIR /work' \
    'RUN set -eux; apt-get update' "RUN [\"apt-get\", \"install\", \"-yqq\", \"--no-install-recommends\", \"git\"]" 'USER nobody'

# way: RUN without a shell, found again in the cache after a reset
no_shell() { build lab/git:v1 'FROM mirror:v1' 'RUN ["apt-get", "update"]' 'RUN ["apt-get", "install", "-y", "git"]'; }
mirror && no_shell && docker tag lab/git:v1 kept:1 && course reset 04 && mirror && no_shell

# way: a heredoc and a cache mount, where the builder knows them
mirror && if buildkit; then
    build lab/git:v1 'FROM mirror:v1' 'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked <<EOT' 'set -e' \
        'apt-get update' "$INSTALL" 'EOT'
else
    CONTEXT=04_dockerfile/context build lab/git:v1 'FROM mirror:v1' "RUN echo 'apt-get update && $INSTALL' > /i" 'RUN sh /i'
fi

## ignore
# miss: built on another base
CONTEXT=04_dockerfile/context build lab/app:v1 "FROM $BASE" 'COPY app.sh /app/'
# says: 위에 쌓은 이미지가 아닙니다

# miss: no .dockerignore
docker build -t lab/app:v1 04_dockerfile/context
# says: 빼야 할 파일이 이미지에 들어갔습니다

# miss: into another folder
CONTEXT=04_dockerfile/context build lab/app:v1 'FROM busybox' 'COPY app.sh /app/' 'COPY . /srv/all'
# says: 빼야 할 파일이 이미지에 들어갔습니다

# miss: only the log left out
echo '*.log' > 04_dockerfile/context/.dockerignore; docker build -t lab/app:v1 04_dockerfile/context
# says: secret.env

# miss: only the secret left out
echo 'secret.env' > 04_dockerfile/context/.dockerignore; docker build -t lab/app:v1 04_dockerfile/context
# says: build.log

# miss: the secret under another name
CONTEXT=04_dockerfile/context build lab/app:v1 'FROM busybox' 'COPY app.sh /app/' 'COPY secret.env /app/.env'
# says: 비밀 값이 이미지에 들어 있습니다

# miss: the secret packed into an archive
tar -czf 04_dockerfile/context/all.tgz -C 04_dockerfile/context secret.env
CONTEXT=04_dockerfile/context build lab/app:v1 'FROM busybox' 'COPY app.sh all.tgz /app/'
# says: 비밀 값이 이미지에 들어 있습니다

# miss: removed in a later layer
CONTEXT=04_dockerfile/context build lab/app:v1 'FROM busybox' 'COPY . /app' 'RUN rm /app/secret.env /app/build.log'
# says: 아래 레이어에 그대로

# miss: everything ignored
printf '*\n!Dockerfile\n' > 04_dockerfile/context/.dockerignore; docker build -t lab/app:v1 04_dockerfile/context
# says: app.sh가 없습니다

# miss: copied by hand into a container
docker run --name made busybox mkdir /app; docker cp 04_dockerfile/context/app.sh made:/app/
docker commit made lab/app:v1
# says: Dockerfile에서 나온 이미지가 아닙니다

# way: all but the program ignored
printf '**\n!app.sh\n!Dockerfile\n' > 04_dockerfile/context/.dockerignore; docker build -t lab/app:v1 04_dockerfile/context

# way: only what is needed is copied
CONTEXT=04_dockerfile/context build lab/app:v1 'FROM busybox' 'WORKDIR /app' 'ADD --chown=1:1 app.sh ./' 'CMD sh app.sh'

## cache
# miss: only a new name for the base image
docker tag $BASE lab/page:v1
# says: 이름표만 하나 더

# miss: no page in the image
build lab/page:v1 "FROM $BASE" 'RUN dpkg -l > /srv/packages.txt'; docker tag lab/page:v1 lab/page:v2
# says: /srv/page.txt 파일이 없습니다

# miss: built twice in the old order
docker build -t lab/page:v1 04_dockerfile/cache
echo 'version 2' > 04_dockerfile/cache/page.txt; docker build -t lab/page:v2 04_dockerfile/cache
# says: 아직 오래 걸리는 RUN보다 위에

# miss: a layer is shared, but not that of the slow RUN
build lab/page:v1 "FROM $BASE" 'RUN mkdir /new' 'RUN echo 1 > /srv/page.txt' 'RUN dpkg-query --list > /srv/packages.txt'
build lab/page:v2 "FROM $BASE" 'RUN mkdir /new' 'RUN echo 2 > /srv/page.txt' 'RUN dpkg-query --list > /srv/packages.txt'
# says: 아직 오래 걸리는 RUN보다 위에

# miss: the old order, and the second image made of the first
docker build -t lab/page:v1 04_dockerfile/cache; build lab/page:v2 'FROM lab/page:v1' 'RUN echo 2 > /srv/page.txt'
# says: 아직 오래 걸리는 RUN보다 위에

# miss: the right order, without the cache
for n in 1 2; do
    printf '%s\n' "FROM $BASE" 'RUN dpkg-query --list > /srv/packages.txt' "RUN echo $n > /srv/page.txt" |
        docker build --no-cache -t lab/page:v$n -; sleep 1
done
# says: RUN이 두 번 실행되었습니다

# miss: the same image under two names
docker build -t lab/page:v1 04_dockerfile/cache; docker tag lab/page:v1 lab/page:v2
# says: page.txt가 같습니다

# miss: the slow step removed
build lab/page:v1 "FROM $BASE" 'RUN echo 1 > /srv/page.txt'; build lab/page:v2 "FROM $BASE" 'RUN echo 2 > /srv/page.txt'
# says: 오래 걸리는 RUN이 빠졌습니다

# way: other instructions between, and ADD
for n in 1 2; do
    echo "page $n" > 04_dockerfile/cache/page.txt
    CONTEXT=04_dockerfile/cache build lab/page:v$n "FROM $BASE" 'WORKDIR /srv' 'ENV A=1' \
        'RUN dpkg -l > packages.txt' 'ADD page.txt ./' 'LABEL a=b'
done

## one-layer
# miss: built on another base
build lab/git:v2 'FROM busybox' 'RUN true'
# says: 위에 쌓은 이미지가 아닙니다

# miss: a script that is only called git
build lab/git:v2 "FROM $BASE" 'RUN ln -s /bin/true /usr/bin/git'
# says: 설치되지 않은 패키지가 있습니다

# miss: cleaned up in a layer of its own
build lab/git:v2 'FROM lab/git:v1' "RUN $CLEAN"
# says: 서로 다른 레이어에 있습니다

# miss: only a new name
docker tag lab/git:v1 lab/git:v2
# says: 패키지 목록이 남아 있습니다

# miss: apt-get clean, which leaves the lists
mirror && build lab/git:v2 'FROM mirror:v1' "RUN apt-get update && $INSTALL && apt-get clean"
# says: 패키지 목록이 남아 있습니다

# miss: nothing installed
mirror && build lab/git:v2 'FROM mirror:v1' "RUN apt-get update && $CLEAN"
# says: 명령이 성공하지 않습니다

# miss: cleaned up in a container, and committed
mirror && docker run --name made mirror:v1 sh -c "apt-get update && $INSTALL && $CLEAN"; docker commit made lab/git:v2
# says: Dockerfile에서 나온 이미지가 아닙니다

# way: WORKDIR is a layer, too
mirror && build lab/git:v2 'FROM mirror:v1' 'LABEL maintainer="me@example.com"' 'ENV DEBIAN_FRONTEND=noninteractive' 'WORKDIR /work' \
    'RUN set -eux; apt-get update; apt-get install -y --no-install-recommends git; apt-get clean; rm -rf /var/lib/apt/lists/*' \
    'CMD ["git","--version"]'

# way: the folder of the lists removed
mirror && build lab/git:v2 'FROM mirror:v1' \
    "RUN apt-get update -qq && apt-get install -yqq --no-install-recommends git && apt-get clean && rm -r /var/lib/apt/lists/"

# way: as apt itself cleans up, in an ONBUILD of an image of one's own
mirror && build own:v1 'FROM mirror:v1' "ONBUILD RUN apt-get update && $INSTALL && apt-get distclean"
build lab/git:v2 'FROM own:v1' 'COPY --from=busybox /bin/busybox /busybox'

## defaults
# miss: single quotes in CMD
build lab/hello:v1 'FROM busybox' 'ENV NAME=docker' "CMD ['sh', '-c', 'echo hello \$NAME']"
# says: 큰따옴표가 아닌

# miss: curly quotes in CMD
build lab/hello:v1 'FROM busybox' 'ENV NAME=docker' 'CMD [“sh”, “-c”, “echo hello”]'
# says: 큰따옴표가 아닌

# miss: the name written into the command
build lab/hello:v1 'FROM busybox' 'ENV NAME=docker' 'CMD ["echo", "hello docker"]'
# says: 인사가 그에 따라 바뀌지 않습니다

# miss: other words than asked for
build lab/hello:v1 'FROM busybox' 'ENV NAME=docker' "CMD echo \"Hello, \$NAME!\""
# says: 인사말이 다릅니다

# miss: no shell that would replace the variable
build lab/hello:v1 'FROM busybox' 'ENV NAME=docker' "CMD [\"echo\", \"hello\", \"\$NAME\"]"
# says: 글자 그대로 나왔습니다

# miss: no default
build lab/hello:v1 'FROM busybox' "CMD [\"sh\", \"-c\", \"echo hello \$NAME\"]"
# says: 기본값이 없습니다

# miss: ARG, which is gone after the build
build lab/hello:v1 'FROM busybox' 'ARG NAME=docker' "CMD echo hello \$NAME"
# says: 기본값이 없습니다

# miss: no CMD
build lab/hello:v1 'FROM busybox' 'ENV NAME=docker'
# says: 인사가 그에 따라 바뀌지 않습니다

# way: shell form
build lab/hello:v1 'FROM busybox' 'ARG WHO=docker' "ENV NAME=\$WHO" "CMD echo hello \$NAME"

# way: as ENTRYPOINT, the old form of ENV, and after it
build lab/hello:v1 'FROM busybox' "ENTRYPOINT [\"sh\", \"-c\", \"echo hello \${NAME}\"]" 'ENV NAME docker'

# way: a script
build lab/hello:v1 'FROM busybox' 'ENV NAME=docker' "RUN printf '#!/bin/sh\necho hello \$NAME\n' > /hi && chmod +x /hi" 'CMD ["/hi"]'

## multi-stage
# miss: a single stage
build lab/static:v1 "FROM $BASE" 'RUN mkdir /www && dpkg-query --list > /www/list.txt'
# says: 만드는 도구까지 함께

# miss: an empty page instead of the list
build lab/static:v1 'FROM busybox' 'RUN mkdir /www && touch /www/list.txt'
# says: 패키지 목록이 없습니다

# miss: a list with one package
build lab/static:v1 'FROM busybox' 'RUN mkdir /www && echo dpkg > /www/list.txt'
# says: 패키지 목록이 없습니다

# miss: on nothing at all
build lab/static:v1 "FROM $BASE AS build" 'RUN dpkg -l > /list.txt' 'FROM scratch' 'COPY --from=build /list.txt /www/'
# says: 위에 쌓은 이미지가 아닙니다

# miss: the list elsewhere
build lab/static:v1 "FROM $BASE AS build" 'RUN dpkg -l > /list.txt' 'FROM busybox' 'COPY --from=build /list.txt /'
# says: 파일이 없습니다

# miss: all of Debian copied
build lab/static:v1 "FROM $BASE AS build" 'RUN mkdir /www && dpkg -l > /www/list.txt' 'FROM busybox' \
    'COPY --from=build /usr /debian/usr' 'COPY --from=build /www /www'
# says: 도구까지 결과 이미지에 복사했습니다

# miss: put in by hand
docker run $BASE dpkg-query --list > list.txt; docker run --name made busybox mkdir /www
docker cp list.txt made:/www/; docker commit made lab/static:v1
# says: Dockerfile에서 나온 이미지가 아닙니다

# way: a stage without a name, and a folder copied
build lab/static:v1 "FROM $BASE" 'RUN mkdir /out && dpkg -l > /out/list.txt' 'FROM busybox' 'LABEL a=b' 'COPY --from=0 /out/ /www/'

# way: three stages, the last one called by another name
build lab/static:v1 "FROM $BASE AS os" 'WORKDIR /w' 'RUN dpkg-query --list > list.txt' 'FROM busybox AS web' \
    'FROM web AS final' 'WORKDIR /www' 'COPY --chown=1:1 --from=os /w/list.txt .'

## fix
# miss: the failing lines left out
build lab/fixed:v1 'FROM busybox' 'LABEL exercise=broken' 'CMD echo done'
# says: 인사말이 나오지 않습니다

# miss: only the words printed
build lab/fixed:v1 'FROM busybox' 'LABEL exercise=broken' 'CMD echo the build can be read'
# says: 줄이 빠지거나 바뀌었습니다

# miss: the words written into the file
build lab/fixed:v1 'FROM busybox' 'LABEL exercise=broken' 'RUN echo the build can be read > /greeting.txt' 'CMD ["cat", "/greeting.txt"]'
# says: 줄이 빠지거나 바뀌었습니다

# miss: the script copied and not run
CONTEXT=04_dockerfile/broken build lab/fixed:v1 'FROM busybox' 'LABEL exercise=broken' \
    'COPY greeting.sh /usr/local/bin/' 'RUN chmod +x /usr/local/bin/greeting.sh' 'CMD greeting.sh'
# says: 줄이 빠지거나 바뀌었습니다

# miss: on another base
build lab/fixed:v1 "FROM $BASE" 'LABEL exercise=broken'
# says: 위에 쌓은 이미지가 아닙니다

# miss: the label set by a commit
docker run --name made busybox true; docker commit -c 'LABEL exercise=broken' made lab/fixed:v1
# says: Dockerfile에서 나온 이미지가 아닙니다

# miss: another image under the name
docker tag lab/hello:v1 lab/fixed:v1
# says: broken 폴더의 Dockerfile로 만든 이미지가 아닙니다

# miss: the build as it was given
docker build -t lab/fixed:v1 04_dockerfile/broken
# says: 아직 없습니다
# explained: unknown-instruction

# way: the file renamed instead
cd 04_dockerfile/broken && mv greeting.sh greet.sh && sed -i 's/RUNN/RUN/; s/greeting\.sh/greet.sh/' Dockerfile
docker build -t lab/fixed:v1 .

## alone
# miss: only a CMD
mine; of "CMD [\"echo\", \"$WORD\", \"$WHOM\"]"
# says: 뒤에 이름을 적어 실행했더니

# miss: an ENTRYPOINT without a default
mine; of "ENTRYPOINT [\"echo\", \"$WORD\"]"
# says: 그대로 실행하면 다른 말이

# miss: an ENTRYPOINT in shell form, which hears no arguments
mine; of "ENTRYPOINT echo $WORD $WHOM"
# says: 뒤에 이름을 적어 실행했더니

# miss: runs as root
mine; USER_ID=0; of "ENTRYPOINT [\"echo\", \"$WORD\"]" "CMD [\"$WHOM\"]"
# says: 다른 사용자로 실행됩니다

# miss: the label of another
mine; MAINTAINER=me; of "ENTRYPOINT [\"echo\", \"$WORD\"]" "CMD [\"$WHOM\"]"
# says: maintainer 라벨이

# miss: from another base
mine; BASED=debian:trixie-slim; of "ENTRYPOINT [\"echo\", \"$WORD\"]" "CMD [\"$WHOM\"]"
# says: 위에 쌓은 이미지가 아닙니다

# miss: a container committed, without a Dockerfile
mine; docker run --name box busybox true
docker commit -c "LABEL maintainer=$NAME" -c "USER $USER_ID" -c "ENTRYPOINT [\"echo\", \"$WORD\"]" -c "CMD [\"$WHOM\"]" box "$IMAGE"
# says: Dockerfile에서 나온 이미지가 아닙니다

# way: a script that is copied, and the shell it needs
mine; mkdir script && cd script || exit
printf '#!/bin/sh\necho "%s ${1:-%s}"\n' "$WORD" "$WHOM" > greet && chmod 755 greet
printf 'FROM busybox\nCOPY greet /bin/greet\nUSER %s:%s\nLABEL maintainer="%s"\nENTRYPOINT ["greet"]\n' "$USER_ID" "$USER_ID" "$NAME" > Dockerfile
docker build -t "$IMAGE" .

# way: a shell in exec form that takes the arguments
mine; of "ENTRYPOINT [\"sh\", \"-c\", \"echo $WORD \\\"\$@\\\"\", \"sh\"]" "CMD [\"$WHOM\"]"
