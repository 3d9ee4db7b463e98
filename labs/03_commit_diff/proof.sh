# shellcheck shell=bash
# Mistakes that must not pass, and other roads that must. `course prove 03` tries each on a real engine.
BASE=debian:trixie-slim
scrap() { docker commit git-fresh debian:scrap && docker run --name git-scrap debian:scrap true; }
# shellcheck disable=SC2154,SC2153  # the names in capitals come from the assignment
mine() { eval "$(course assignment 03 --shell)"; }

## box
# miss: made from another image
docker run -dit --name git-box busybox sh
# says: 다른 이미지에서 만들어졌습니다

# miss: ended at once, because nothing keeps its standard input open
docker run -d --name git-box $BASE true; docker wait git-box
# says: 실행 중이 아닙니다

# miss: made and never started
docker create -it --name git-box $BASE bash
# says: 프로그램이 시작되지 않았습니다

# miss: paused
docker run -dit --name git-box $BASE bash && docker pause git-box
# says: 일시 정지되어 있습니다

# miss: a bystander's container under another name
docker run -dit --name git-box-2 $BASE bash
# says: 아직 없습니다

# way: made first, started later
docker container create -it --name git-box $BASE bash
docker container start git-box

# way: from the image's id
docker run -dit --name git-box "$(docker images -q $BASE)" bash

## install
# miss: an empty file that is only called git
docker exec git-box touch /usr/bin/git
# says: 패키지로 설치한 git이 아닙니다
# undo:
docker exec git-box rm /usr/bin/git

# miss: done in another container
docker run -dit --name other $BASE bash; docker exec other touch /usr/bin/git
# says: git 프로그램이 아직 없습니다

## fresh
# miss: made from an image that has no git either, but another one
docker run --name git-fresh busybox git --version || true
# says: 다른 이미지에서 만들어졌습니다

# miss: git was never tried
docker run --name git-fresh $BASE true
# says: git 명령을 실행한 흔적이 없습니다

# miss: made from an image into which git was committed
docker commit git-box debian:git; docker run --name git-fresh debian:git git --version
# says: 다른 이미지에서 만들어졌습니다

# miss: git put into it
docker run -d --name git-fresh $BASE sleep 300
docker exec git-fresh sh -c 'touch /usr/bin/git; git --version'
# says: git 프로그램이 들어 있습니다

# miss: git only named
docker run --name git-fresh $BASE apt-get install -y git || true
# says: git 명령을 실행한 흔적이 없습니다

# miss: another program that is not there
docker run --name git-fresh $BASE sh -c 'gti --version' || true
# says: git 명령을 실행한 흔적이 없습니다

# miss: removed with --rm, so nothing is left to look at
docker run --rm --name git-fresh $BASE git --version || true
# says: 이미 지워져서

# way: by exec in a running one, which is stopped then
docker run -dit --name git-fresh $BASE
docker exec git-fresh git --version || true
docker stop -t 1 git-fresh

# way: asked by a shell that ends with 127
docker run --name git-fresh $BASE sh -c 'git --version' || true

# way: typed at the prompt of a shell
printf 'git --version\nexit\n' | script -qec "docker run -it --name git-fresh $BASE bash" /dev/null || true

# way: typed ahead of the prompt of a shell that does not show it again, by a user without a name
printf 'git --version\nexit 0\n' | script -qec "docker run -it -u 1000 --name git-fresh $BASE sh" /dev/null

# way: typed in a shell beside the first one, with a slip that was taken back
docker run -dit --name git-fresh $BASE
printf 'gti\177\177it --version\nexit\n' | script -qec 'docker exec -it git-fresh bash' /dev/null || true

# way: fed to a shell
printf 'git --version\ntrue\n' | docker run -i --name git-fresh $BASE bash

## commit
# miss: the tag put on the base image
docker tag $BASE debian:git
# says: 이름표만 하나 더

# miss: the container without git committed
docker commit git-fresh debian:git
# says: 명령이 성공하지 않습니다

# miss: something else tagged
docker tag busybox debian:git
# says: 위에 쌓은 이미지가 아닙니다

# miss: committed under another tag
docker commit git-box debian:with-git
# says: 아직 없습니다

## run-new
# miss: made from the base image
docker run --name git-new $BASE git --version || true
# says: 다른 이미지에서 만들어졌습니다

# miss: another program
docker run --name git-new debian:git true
# says: git 명령을 실행한 흔적이 없습니다

# miss: git only named
docker run --name git-new debian:git which git
# says: git 명령을 실행한 흔적이 없습니다

# miss: git was asked for what it does not know
docker run --name git-new debian:git git --nonsense || true
# says: git 명령이 성공하지 않았습니다

# way: by exec in a running one
docker run -dit --name git-new debian:git bash
docker exec git-new git --version

# way: typed at the prompt of a shell
printf 'git --version\nexit\n' | script -qec "docker run -it --name git-new debian:git bash" /dev/null

# way: made first, started later, as ENTRYPOINT
docker create --name git-new --entrypoint /usr/bin/git debian:git --version
docker start -a git-new

# way: fed to a shell
echo 'git --version' | docker run -i --name git-new debian:git bash

## remove-in-order
# miss: the image forced away first
scrap; docker rmi -f debian:scrap; docker rm git-scrap
# says: 이미지를 컨테이너보다 먼저

# miss: the image forced away, the container still there
scrap; docker rmi -f debian:scrap
# says: 컨테이너는 아직 남아 있습니다

# miss: the container was never made
docker commit git-fresh debian:scrap; docker rmi debian:scrap
# says: 아직 보지 못했습니다

# miss: the container made from another image
docker commit git-fresh debian:scrap; docker run --name git-scrap $BASE true
docker rm git-scrap; docker rmi debian:scrap
# says: 아직 보지 못했습니다

# miss: only the container removed
scrap; docker rm git-scrap
# says: debian:scrap 이미지가 아직

# miss: both still there
scrap
# says: git-scrap 컨테이너가 아직

# miss: a name that was only tagged, taken off first
docker tag debian:git debian:scrap; docker run --name git-scrap debian:scrap true
docker rmi debian:scrap; docker rm git-scrap
# says: 거절 없이 떼어집니다

# miss: the image's name given again
scrap; docker rm git-scrap; docker rmi debian:scrap; docker tag debian:git debian:scrap
# says: debian:scrap 이미지가 아직

# way: by the id of the image
docker commit git-fresh debian:scrap
docker run --name git-scrap "$(docker images -q debian:scrap)" true
docker container rm git-scrap
docker image rm debian:scrap

# way: with a name that was only tagged
docker tag debian:git debian:scrap; docker run --name git-scrap debian:scrap true
docker rm git-scrap; docker rmi debian:scrap

# way: forced while it ran, by the beginning of its id
docker commit git-fresh debian:scrap; docker run -dit --name git-scrap debian:scrap bash
docker rm -f "$(docker ps -q --filter name=git-scrap | cut -c -6)"; docker rmi debian:scrap

## alone
# miss: two commits, two layers
mine; docker run --name "$NAME" busybox sh -c "echo $TOKEN > $FILE"; docker commit "$NAME" "$IMAGE"; docker rm "$NAME"
docker run --name "$NAME" "$IMAGE" rm "$GONE"; docker commit "$NAME" "$IMAGE"; docker rm "$NAME"
# says: 레이어가 2개 더 있습니다

# miss: only another name for busybox
mine; docker tag busybox "$IMAGE"
# says: 이름표만 하나 더

# miss: the file without what is to stand in it
mine; docker run --name "$NAME" busybox sh -c "echo hello > $FILE; rm $GONE"; docker commit "$NAME" "$IMAGE"; docker rm "$NAME"
# says: 한 줄이 없습니다

# miss: nothing deleted
mine; docker run --name "$NAME" busybox sh -c "echo $TOKEN > $FILE"; docker commit "$NAME" "$IMAGE"; docker rm "$NAME"
# says: 아직 있습니다

# miss: the container is still there
mine; docker run --name "$NAME" busybox sh -c "echo $TOKEN > $FILE; rm $GONE"; docker commit "$NAME" "$IMAGE"
# says: 컨테이너가 아직 남아 있습니다

# miss: another container than the one that was asked for
mine; docker run --name other busybox sh -c "echo $TOKEN > $FILE; rm $GONE"; docker commit other "$IMAGE"; docker rm other
# says: 컨테이너를 보지 못했습니다

# way: the file copied from outside, the other removed by hand in a running container
mine; echo "$TOKEN" > note; docker run -d --name "$NAME" busybox sleep 600; docker cp note "$NAME:$FILE"
docker exec "$NAME" rm "$GONE"; docker commit "$NAME" "$IMAGE"; docker rm -f "$NAME"

# way: started under another name and renamed, committed by its id
mine; docker run --name other busybox sh -c "echo $TOKEN > $FILE; rm $GONE"; docker rename other "$NAME"
docker commit "$(docker inspect --format '{{.Id}}' "$NAME")" "$IMAGE"; docker rm "$NAME"
