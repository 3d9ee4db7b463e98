# shellcheck shell=bash
# Mistakes that must not pass, and other roads that must. `course prove 07` tries each on a real engine.
HELLO='echo hello > /app/test.txt'
LOOP='while true; do date >> /out/clock.txt; sleep 1; done'
FILES='echo in > /app/in-volume.txt; echo out > /out.txt'
one() { docker run --name one -v our-vol:/app busybox "$@"; }
two() { docker run --name two -v our-vol:/app busybox "$@"; }
both() { docker run --name both -v our-vol:/app busybox sh -c "$FILES"; }
writer() { docker run -d --init --name writer -v our-vol:/out busybox "$@"; }
reader() { docker run -d --init --name reader -v our-vol:/in:ro busybox "$@"; }
read_clock() { until_there clock.txt; reader tail -F /in/clock.txt; sleep 1; }
until_there() { until in_volume test -s "/v/$1"; do sleep 0.2; done; }
in_volume() { docker run --rm -v our-vol:/v busybox "$@"; }
at_terminal() { script -qec "$1" /dev/null; }
page() { docker run -d --init --name page -v "$1" busybox httpd -f -h /www; }
saver() { docker run --name saver -v our-vol:/from:ro -v "$PWD/07_volume:/to" busybox "$@"; }
loader() { docker run --name loader -v our-vol:/old:ro -v restored-vol:/to -v "$PWD/07_volume:/from:ro" busybox "$@"; }
# mine SEED: the values of the last task that belong to this seed, the learner's own without one
mine() { eval "$(COURSE_SEED=${1:-${COURSE_SEED:-}} course assignment 07 --shell)"; }
JOURNAL='while true; do date >> /data/journal.txt; sleep 1; done'
give() { docker run --rm -v "$VOLUME:/data" busybox "$@" /data; }
journal() { docker run -d --init --name "$CONTAINER" -v "$VOLUME:/data" "$@"; }
again() { docker rm -f one two || true; one sh -c "$HELLO"; }

## mount
# miss: an underscore instead of the hyphen
docker volume create our_vol
# says: our_vol

# miss: a container of that name
docker create --name our-vol busybox
# says: 볼륨 our-vol: 아직 없습니다

# miss: volumes of others, and one without a name: none of them is a slip of the pen
docker volume create by-vol; docker volume create
# says: docker volume ls

# miss: the volume made, and a typo makes another one
docker volume create our-vol; docker run --name one -v our_vol:/app busybox sh -c "$HELLO"
# says: our_vol:/app

# miss: a folder of the host instead of the volume
docker volume create our-vol; docker run --name one -v /tmp:/app:ro busybox true
# says: 볼륨이 아니라 호스트의 폴더

# miss: another path
docker run --name one -v our-vol:/data busybox sh -c 'echo hello > /data/test.txt'
# says: 다른 경로
# undo:
in_volume rm /v/test.txt

# miss: read-only
docker run --name one -v our-vol:/app:ro busybox sh -c "$HELLO"
# says: 컨테이너 one: 볼륨이 읽기 전용으로

# miss: another name of the file
one sh -c 'echo hello > /app/tets.txt'
# says: 볼륨에 있는 것: tets.txt
# undo:
in_volume rm /v/tets.txt

# miss: another text
one sh -c 'echo bye > /app/test.txt'
# says: 다른 것이 들어 있습니다
# undo:
in_volume rm /v/test.txt

# miss: an empty file, as in many texts about volumes
one touch /app/test.txt
# says: `touch`는 빈 파일을 만듭니다
# undo:
in_volume rm /v/test.txt

# miss: the file written beside the volume
one sh -c 'echo hello > /test.txt'
# says: 쓰기 레이어에 남습니다

# miss: the whole command in quotes, without sh -c
one "$HELLO"
# says: 명령을 찾지 못했습니다

# miss: no volume at all
docker volume create our-vol; docker run --name one busybox sh -c "mkdir /app; $HELLO"
# says: our-vol에 연결되어 있지 않습니다

# miss: another image
docker run --name one -v our-vol:/app debian:trixie-slim sh -c "$HELLO"
# says: 다른 이미지에서 만들어졌습니다
# undo:
in_volume rm /v/test.txt

# miss: another image, and --rm so that nothing shows it
docker run --rm --name one -v our-vol:/app debian:trixie-slim sh -c "$HELLO"
# says: one은 이미 지워졌고, 다른 이미지에서
# undo:
in_volume rm /v/test.txt

# miss: made, never started
docker create --name one -v our-vol:/app busybox sh -c "$HELLO"
# says: 프로그램이 시작되지 않았습니다

# miss: a typo, and --rm so that nothing shows it
docker volume create our-vol; docker run --rm --name one -v our-vo:/app busybox sh -c "$HELLO"
# says: our-vo 볼륨 이름을

# miss: another container wrote the file, right after one had ended
one true; in_volume sh -c 'echo hello > /v/test.txt'
# says: one이 쓴 것이 아닙니다
# undo:
in_volume rm /v/test.txt

# miss: another container wrote the file before, and one is gone
in_volume sh -c 'echo hello > /v/test.txt'; docker run --rm --name one busybox true
# says: one이 쓴 것이 아닙니다
# undo:
in_volume rm /v/test.txt

# miss: written by the host into the volume's folder (reached through a bind mount)
one true; docker run --rm -v "$(docker volume inspect -f '{{.Mountpoint}}' our-vol):/v" busybox sh -c 'echo hello > /v/test.txt'
# says: one이 쓴 것이 아닙니다
# undo:
in_volume rm /v/test.txt

# way: with --mount, made first and started later
docker container create --name one --mount type=volume,src=our-vol,dst=/app busybox sh -c "$HELLO"
docker container start -a one
in_volume ls /v

# way: by exec in a running container
docker run -dit --name one -v our-vol:/app busybox
docker exec one sh -c "$HELLO"

# way: typed at the prompt
printf 'echo hello > /app/test.txt\nexit\n' | at_terminal 'docker run -it --name one -v our-vol:/app busybox' || true

# way: right, and removed at once
docker run --rm --name one -v our-vol:/app busybox sh -c "$HELLO"

# way: by the image's id, and then renamed and removed
docker run --name one -v our-vol:/app "$(docker images -q busybox)" sh -c "$HELLO"
docker rename one first; docker rm first

## outlive
# miss: the first container still there
two cat /app/test.txt
# says: 아직 남아 있습니다

# miss: the first container only renamed
docker rename one first; two cat /app/test.txt
# says: 아직 남아 있습니다
# undo:
docker rm two; docker rename first one

# miss: made before the first container was removed
two cat /app/test.txt; docker rm one
# says: two를 one보다 먼저
# undo:
again

# miss: a typo: another volume, empty
docker rm one; docker run --name two -v our-vo:/app busybox cat /app/test.txt
# says: our-vo:/app
# undo:
again

# miss: the text only typed
docker rm one; two echo hello
# says: 명령에 적은 글자
# undo:
again

# miss: the text only typed, and the file named in a comment
docker rm one; two sh -c 'echo hello # /app/test.txt'
# says: 명령에 적은 글자
# undo:
again

# miss: the text typed in case there is no file
docker rm one; two sh -c 'cat /ap/test.txt || echo hello'
# says: 명령에 적은 글자
# undo:
again

# miss: names only
docker rm one; two ls /app
# says: 출력하지 않았습니다
# undo:
again

# miss: another file, and the failure hidden
docker rm one; two sh -c 'cat /ap/test.txt; true'
# says: 출력하지 않았습니다
# undo:
again

# miss: by exec, but only typed
docker rm one; docker run -dit --name two -v our-vol:/app busybox; docker exec two sh -c 'echo hello; ls /app/test.txt'
# says: 명령에 적은 글자
# undo:
again

# miss: written anew by two
docker rm one; two sh -c 'echo hello > /app/test.txt; cat /app/test.txt'
# says: one이 쓴 것이 아닙니다
# undo:
again

# miss: the volume removed with the container
docker rm one; docker volume rm our-vol; two cat /app/test.txt
# says: 쓰는 과제부터 다시
# undo:
again

# miss: another image
docker rm one; docker run --name two -v our-vol:/app debian:trixie-slim cat /app/test.txt
# says: 다른 이미지에서 만들어졌습니다
# undo:
again

# way: the first container renamed before it was removed
docker rename one first; docker rm first; two cat /app/test.txt
# undo:
again

# way: by exec, at another path, read-only
docker rm one; docker run -dit --name two --mount type=volume,src=our-vol,dst=/data,readonly busybox
docker exec two cat /data/test.txt
# undo:
again

# way: at the prompt
docker rm one
printf 'cat /app/test.txt\nexit\n' | at_terminal 'docker run -it --name two -v our-vol:/app busybox'
# undo:
again

# way: tried too early, and then again
two cat /app/test.txt; docker rm one two; two cat /app/test.txt
# undo:
again

## share
# miss: a reader that may write
writer sh -c "$LOOP"; docker run -d --init --name reader -v our-vol:/in busybox tail -F /in/clock.txt
# says: 쓸 수도 있게
# undo:
docker rm -f writer; in_volume rm -f /v/clock.txt

# miss: a writer that writes beside the volume
writer sh -c 'while true; do date >> /var/clock.txt; sleep 1; done'; reader tail -F /in/clock.txt
# says: clock.txt가 없습니다

# miss: two volumes
writer sh -c "$LOOP"; docker run -d --init --name reader -v our_vol:/in:ro busybox tail -F /in/clock.txt
# says: our_vol:/in:ro
# undo:
docker rm -f writer; in_volume rm -f /v/clock.txt

# miss: a writer that ended
writer sh -c 'date >> /out/clock.txt'; docker wait writer; reader tail -F /in/clock.txt
# says: 컨테이너 writer: 실행 중이 아닙니다
# undo:
in_volume rm /v/clock.txt

# miss: a writer that may only read
docker run -d --init --name writer -v our-vol:/out:ro busybox sh -c "$LOOP"; reader tail -F /in/clock.txt
# says: 컨테이너 writer: 볼륨이 읽기 전용으로

# miss: another name of the file
writer sh -c 'while true; do date >> /out/date.txt; sleep 1; done'; until_there date.txt; reader tail -F /in/clock.txt
# says: date.txt
# undo:
docker rm -f writer; in_volume rm /v/date.txt

# miss: a paused writer
writer sh -c "$LOOP"; read_clock; docker pause writer
# says: 일시 정지
# undo:
docker rm -f writer; in_volume rm /v/clock.txt

# miss: a writer that wrote once
writer sh -c 'date > /out/clock.txt; sleep 600'; read_clock; sleep 3
# says: 늘어나지 않습니다
# undo:
in_volume rm /v/clock.txt

# miss: overwritten again and again
writer sh -c 'while true; do date > /out/clock.txt; sleep 1; done'; read_clock
# says: 줄이 하나뿐입니다
# undo:
docker rm -f writer; in_volume rm /v/clock.txt

# miss: the date of the host's shell
writer sh -c "while true; do echo $(date) >> /out/clock.txt; sleep 1; done"; read_clock
# says: 같은 줄만
# undo:
docker rm -f writer; in_volume rm /v/clock.txt

# miss: a writer that sleeps while a helper writes
writer sleep 600; docker run -d --init --name helper -v our-vol:/out busybox sh -c "$LOOP"; read_clock
# says: 쓰는 것은 writer가 아닙니다
# undo:
docker rm -f helper; in_volume rm /v/clock.txt

# miss: a reader that does not read
writer sh -c "$LOOP"; until_there clock.txt; reader sleep 600
# says: 명령은 `sleep 600`
# undo:
docker rm -f writer; in_volume rm /v/clock.txt

# miss: a reader that prints the date itself
writer sh -c "$LOOP"; until_there clock.txt; reader sh -c 'while true; do date; sleep 0.2; done # clock.txt'
# says: 읽은 것이 아닙니다
# undo:
docker rm -f writer; in_volume rm /v/clock.txt

# miss: a reader that looks beside the volume
writer sh -c "$LOOP"; until_there clock.txt; docker run -d --init --name reader -v our-vol:/data:ro busybox tail -F /in/clock.txt
# says: tail -F /data/clock.txt
# undo:
docker rm -f writer; in_volume rm /v/clock.txt

# miss: a reader that was stopped
writer sh -c "$LOOP"; read_clock; docker stop -t 1 reader
# says: 컨테이너 reader: 실행 중이 아닙니다
# undo:
docker rm -f writer; in_volume rm -f /v/clock.txt

# miss: a reader of another image
writer sh -c "$LOOP"; until_there clock.txt; docker run -d --init --name reader -v our-vol:/in:ro debian:trixie-slim tail -F /in/clock.txt
# says: 다른 이미지에서 만들어졌습니다
# undo:
docker rm -f writer; in_volume rm -f /v/clock.txt

# miss: a writer of another image
docker run -d --init --name writer -v our-vol:/out debian:trixie-slim sh -c "$LOOP"; read_clock
# says: 다른 이미지에서 만들어졌습니다
# undo:
docker rm -f writer; in_volume rm -f /v/clock.txt

# way: at other paths, with --mount, the reader first
docker run -d --init --name reader --mount type=volume,src=our-vol,dst=/data,readonly busybox tail -F /data/clock.txt
docker create --init --name writer --mount type=volume,src=our-vol,dst=/data busybox sh -c 'while sleep 1; do date | tee -a /data/clock.txt; done'
docker start writer; until_there clock.txt; sleep 2
# undo:
docker rm -f writer; in_volume rm /v/clock.txt

# way: by a script, read again and again
docker create --init --name writer -v our-vol:/out busybox sh /loop
echo "$LOOP" > 07_volume/loop; docker cp 07_volume/loop writer:/loop; docker start writer; until_there clock.txt
reader sh -c 'while sleep 0.5; do tail -n 1 /in/clock.txt; done'; sleep 2
# undo:
docker rm -f writer; in_volume rm /v/clock.txt

# way: by exec in containers that were there
docker run -dit --name writer -v our-vol:/out busybox; docker exec -d writer sh -c "$LOOP"; until_there clock.txt
reader tail -f /in/clock.txt; sleep 2
# undo:
docker rm -f writer; in_volume rm /v/clock.txt

## commit
# miss: no volume: everything went into the writable layer
docker run --name both busybox sh -c "mkdir /app; $FILES"; docker commit both vol-box:committed
# says: our-vol에 연결되어 있지 않습니다

# miss: another container committed
both; docker commit two vol-box:committed
# says: both를 커밋한 이미지가 아닙니다
# undo:
in_volume rm /v/in-volume.txt

# miss: committed from a container without the volume
docker run --name both busybox sh -c "mkdir /app; $FILES"; docker commit both vol-box:committed; docker rm both; both
# says: in-volume.txt가 들어 있습니다
# undo:
in_volume rm /v/in-volume.txt

# miss: nothing written outside the volume
docker run --name both -v our-vol:/app busybox sh -c 'echo in > /app/in-volume.txt'; docker commit both vol-box:committed
# says: /out.txt를 쓰지 않았습니다
# undo:
in_volume rm /v/in-volume.txt

# miss: nothing written into the volume
docker run --name both -v our-vol:/app busybox touch /out.txt; docker commit both vol-box:committed
# says: 볼륨 안에 in-volume.txt를 쓰지 않았습니다

# miss: committed before the files were written
docker run -dit --name both -v our-vol:/app busybox; docker commit both vol-box:committed; docker exec both sh -c "$FILES"
# says: both를 커밋한 이미지가 아닙니다
# undo:
in_volume rm /v/in-volume.txt

# miss: another path
docker run --name both -v our-vol:/data busybox sh -c "mkdir /app; $FILES"; docker commit both vol-box:committed
# says: 다른 경로

# miss: built, not committed
both; printf 'FROM busybox\nRUN touch /out.txt\n' | docker build -t vol-box:committed -
# says: 다른 방법으로
# undo:
in_volume rm /v/in-volume.txt

# miss: another image
docker run --name both -v our-vol:/app debian:trixie-slim sh -c "$FILES"; docker commit both vol-box:committed
# says: 다른 이미지에서 만들어졌습니다
# undo:
in_volume rm /v/in-volume.txt

# way: by exec in a running container, committed under another name first
docker run -dit --name both --mount type=volume,src=our-vol,dst=/app busybox
docker exec both sh -c "$FILES"; docker container commit -m out both vol-box:first
docker tag vol-box:first vol-box:committed
# undo:
docker rm -f both; in_volume rm /v/in-volume.txt

## bind
# miss: a name instead of a path makes a volume
page site:/www:ro
# says: 볼륨의 이름으로 알아듣습니다

# miss: a folder that does not exist
page "$PWD/07_volume/sit:/www:ro"
# says: 엔진이 빈 폴더를 만듭니다

# miss: writable
page "$PWD/07_volume/site:/www"
# says: 고칠 수 있습니다

# miss: another path in the container
page "$PWD/07_volume/site:/site:ro"
# says: 아무것도 마운트되어 있지 않습니다

# miss: no web server
docker run -d --init --name page -v "$PWD/07_volume/site:/www:ro" busybox sleep 600
# says: 명령은 `sleep 600`

# miss: a web server for another folder
docker run -d --init --name page -v "$PWD/07_volume/site:/www:ro" busybox httpd -f
# says: 명령은 `httpd -f`

# miss: a web server in the background, whose container ends
docker run --name page -v "$PWD/07_volume/site:/www:ro" busybox httpd -h /www
# says: 실행 중이 아닙니다

# miss: another folder with a page
mkdir 07_volume/mine; echo mine > 07_volume/mine/index.html; page "$PWD/07_volume/mine:/www:ro"
# says: 다른 폴더의 페이지

# miss: another folder with a page that looks like the lesson's
mkdir 07_volume/mine; echo version 9 > 07_volume/mine/index.html; page "$PWD/07_volume/mine:/www:ro"
# says: 다른 폴더의 페이지

# miss: a page of its own, not the folder's
docker run -d --init --name page -v "$PWD/07_volume/site:/www:ro" busybox sh -c 'mkdir /x; echo version 9 > /x/index.html; httpd -f -h /x'
# says: /www/index.html이 아닌 다른 페이지

# miss: another image
docker run -d --init --name page -v "$PWD/07_volume/site:/www:ro" debian:trixie-slim sleep 600
# says: 다른 이미지에서 만들어졌습니다

# way: with --mount, from inside the folder
cd 07_volume/site && docker run -d --init --name page --mount "type=bind,src=$PWD,dst=/www,readonly" busybox httpd -f -h /www

# way: by exec, after the page was edited
docker run -dit --name page -v "$PWD/07_volume/site/:/www:ro" busybox; docker exec page httpd -h /www
echo '<p>version 2</p>' > 07_volume/site/index.html

## backup
# miss: the archive left in the container
docker run --name saver -v our-vol:/from:ro busybox tar -C /from -czf /our-vol.tgz .
# says: 컨테이너와 함께 사라집니다

# miss: another folder packed
saver tar -C /etc -czf /to/our-vol.tgz .
# says: 다른 폴더를 묶었습니다

# miss: another volume
docker run --name saver -v our_vol:/from -v "$PWD/07_volume:/to" busybox tar -C /from -czf /to/our-vol.tgz .
# says: our_vol:/from

# miss: another name
saver tar -C /from -czf /to/backup.tgz .
# says: our-vol.tgz가 없거나

# miss: an empty file instead of an archive
saver touch /to/our-vol.tgz
# says: tar로 묶은 파일이 아닙니다

# miss: packed on the host, with an empty file
saver true; mkdir 07_volume/x; touch 07_volume/x/test.txt; tar -C 07_volume/x -czf 07_volume/our-vol.tgz .
# says: our-vol의 것과 다릅니다

# miss: packed on the host, only one of the files
saver true; mkdir 07_volume/x; echo hello > 07_volume/x/test.txt; tar -C 07_volume/x -czf 07_volume/our-vol.tgz .
# says: 볼륨 전체를 묶어야 합니다

# miss: only one of the files
docker stop writer; saver tar -C /from -czf /to/our-vol.tgz test.txt; docker start writer
# says: 볼륨 전체를 묶어야 합니다

# miss: all of it, but not by saver
docker stop writer; saver true; docker run --rm -v our-vol:/from:ro -v "$PWD/07_volume:/to" busybox tar -C /from -czf /to/our-vol.tgz .; docker start writer
# says: 컨테이너 saver: tar 명령을 실행한 흔적이 없습니다

# miss: while the writer wrote
docker start writer; saver tar -C /from -czf /to/our-vol.tgz .
# says: writer가 볼륨에 쓰고 있었습니다

# miss: not compressed
saver tar -C /from -cf /to/our-vol.tgz .
# says: 압축되어 있지 않습니다

# miss: the folder packed instead of what is in it
saver tar -C / -czf /to/our-vol.tgz from
# says: 폴더째 묶어서

# miss: another image
docker stop writer; docker run --name saver -v our-vol:/from:ro -v "$PWD/07_volume:/to" debian:trixie-slim tar -C /from -czf /to/our-vol.tgz .; docker start writer
# says: 다른 이미지에서 만들어졌습니다

# way: by a shell and a pipe, the writer only paused
docker pause writer; saver sh -c 'cd /from && tar -c . | gzip > /to/our-vol.tgz'; docker unpause writer

# way: by exec, files named
docker stop -t 1 writer
docker run -dit --name saver --mount type=volume,src=our-vol,dst=/from --mount "type=bind,src=$PWD/07_volume,dst=/to" busybox
docker exec saver sh -c 'cd /from; tar -czf /to/our-vol.tgz *'; docker start writer

## restore
# miss: only the volume made
docker volume create restored-vol
# says: 바로 아래에 test.txt가 없습니다

# miss: unpacked beside the volume
loader tar -C /var -xzf /from/our-vol.tgz
# says: 바로 아래에 test.txt가 없습니다

# miss: unpacked into a folder of the volume
loader sh -c 'mkdir /to/x; tar -C /to/x -xzf /from/our-vol.tgz'
# says: 바로 아래에 test.txt가 없습니다

# miss: a new file instead of the restored one
loader sh -c 'echo other > /to/test.txt'
# says: 묶음에 든 것과 다릅니다

# miss: the same text typed
loader sh -c 'echo hello > /to/test.txt'
# says: 파일을 하나씩 복사했습니다

# miss: one file copied from the old volume
loader cp /old/test.txt /to/
# says: 파일을 하나씩 복사했습니다

# miss: every file copied from the old volume
loader sh -c 'cp /old/* /to/'
# says: 새로 쓰거나 복사했습니다

# miss: the backup gone
loader tar -C /to -xzf /from/our-vol.tgz; rm 07_volume/our-vol.tgz
# says: 먼저 할 과제가 있습니다
# status: blocked

# way: removed at once
docker run --rm -v restored-vol:/to -v "$PWD/07_volume:/from:ro" busybox tar -C /to -xzf /from/our-vol.tgz

# way: by a pipe from the host
docker run --rm -i -v restored-vol:/to busybox tar -C /to -xz < 07_volume/our-vol.tgz

# way: with --mount, by exec
docker run -dit --name loader --mount type=volume,src=restored-vol,dst=/to --mount "type=bind,src=$PWD/07_volume,dst=/from,readonly" busybox
docker exec -w /to loader tar xzf /from/our-vol.tgz

## alone
# miss: a neighbour's service, made by a neighbour's commands
mine neighbour; give chown "$USER_ID"; journal --user "$USER_ID" busybox sh -c "$JOURNAL"
# says: 아직 없습니다

# miss: as root
mine; journal busybox sh -c "$JOURNAL"
# says: 정해진 사용자가 아닌 프로세스

# miss: a user who may not write
mine; journal --user "$USER_ID" busybox sh -c "$JOURNAL"
# says: 볼륨에 journal.txt가 없습니다

# miss: open to everybody
mine; give chmod 777; journal --user "$USER_ID" busybox sh -c "$JOURNAL"; sleep 1
# says: 다른 사용자도 볼륨에 쓸 수 있습니다

# miss: beside the volume
mine; docker run -d --init --name "$CONTAINER" --user "$USER_ID" -v "$VOLUME:/journal" busybox sh -c "$JOURNAL"
# says: 다른 경로

# miss: written once
mine; give chown "$USER_ID"; journal --user "$USER_ID" busybox sh -c 'date > /data/journal.txt; sleep 600'; sleep 1
# says: 늘어나지 않습니다

# miss: another image
mine; give chown "$USER_ID"; journal --user "$USER_ID" debian:trixie-slim sh -c "$JOURNAL"; sleep 1
# says: 다른 이미지에서 만들어졌습니다

# miss: a service that ends
mine; give chown "$USER_ID"; journal --user "$USER_ID" busybox sh -c 'date >> /data/journal.txt'; docker wait "$CONTAINER"
# says: 실행 중이 아닙니다

# miss: an empty file
mine; give chown "$USER_ID"; journal --user "$USER_ID" busybox sh -c 'touch /data/journal.txt; sleep 600'; sleep 1
# says: 늘어나지 않습니다

# way: the folder given to the group, by exec in a container that was there
mine; give sh -c "chown :$USER_ID /data; chmod g+w /data"; journal --user "$USER_ID:$USER_ID" busybox sleep 600
docker exec -d "$CONTAINER" sh -c "$JOURNAL"; sleep 1
