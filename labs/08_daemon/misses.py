"""08 도커 데몬: mistakes that must not pass, provoked on a real engine by the tests."""

from helpers.checks import Miss

LOOP = "sh -c 'while true; do date; sleep 1; done'"
HTTP = "python3 08_daemon/dockerhttp.py"
CREATE = HTTP + " POST '/containers/create?name=hand-made'"
SHORT = """'{"Image": "busybox", "Cmd": ["sleep", "60"], "HostConfig": {"Init": true}}'"""
STRING = """'{"Image": "busybox", "Cmd": "sleep 3600"}'"""

MISSES = {
    "by-hand": (
        Miss(
            "created, never started",
            do=HTTP + """ POST '/containers/create?name=hand-made' '{"Image": "busybox", "Cmd": ["sleep", "60"]}'""",
            undo="docker rm -f hand-made",
            says="시작되지 않았습니다",
        ),
        Miss(
            "no command that lasts",
            do=HTTP + """ POST '/containers/create?name=hand-made' '{"Image": "busybox", "Cmd": ["true"]}';"""
            + HTTP + " POST /containers/hand-made/start; docker wait hand-made",
            undo="docker rm -f hand-made",
            says="이미 끝났습니다",
        ),
        Miss(
            "another image",
            do="docker run -d --init --name hand-made debian:trixie-slim sleep 60",
            undo="docker rm -f hand-made",
            says="다른 이미지에서 만들어졌습니다",
        ),
        Miss(
            "with the docker command",
            do="docker run -d --init --name hand-made busybox sleep 3600",
            undo="docker rm -f hand-made",
            says="docker 명령으로 만들었습니다",
        ),
        Miss(
            "a command that soon ends",
            do=f"{CREATE} {SHORT}; {HTTP} POST /containers/hand-made/start",
            undo="docker rm -f hand-made",
            says="명령이 곧 끝납니다",
        ),
        Miss(
            "the command in one string",
            do=f"{CREATE} {STRING}; {HTTP} POST /containers/hand-made/start",
            undo="docker rm -f hand-made",
            says="Cmd는 낱말마다 나눈 목록입니다",
        ),
        Miss(
            "no name",
            do=f"{HTTP} POST /containers/create {SHORT}",
            undo="docker rm -f $(docker ps -lq)",
            says="잘못 만든 것은 `docker rm -f ",
        ),
        Miss(
            "another name",
            do=f"{HTTP} POST '/containers/create?name=hand_made' {SHORT}",
            undo="docker rm -f hand_made",
            says="`docker rm -f hand_made`",
        ),
        Miss(
            "a body that is cut off",
            do=f"{CREATE} '{{\"Image\": \"busybox\"'",
            undo="true",
            says="답이 201이 아니면",
        ),
    ),
    "background": (
        Miss(
            "in the foreground, and the client taken away",
            do=f"timeout -s KILL 3 docker run --init --name ticker busybox {LOOP}",
            undo="docker rm -f ticker",
            says="앞에서(foreground)",
        ),
        Miss(
            "says nothing",
            do="docker run -d --init --name ticker busybox sleep 60",
            undo="docker rm -f ticker",
            says="아무것도 출력하지 않습니다",
        ),
        Miss(
            "only a shell",
            do="docker run -dit --init --name ticker busybox; sleep 1",
            undo="docker rm -f ticker",
            says="이어지지 않습니다",
        ),
        Miss(
            "the date only once",
            do="docker run -d --init --name ticker busybox sh -c 'date; sleep 600'; sleep 1",
            undo="docker rm -f ticker",
            says="이어지지 않습니다",
        ),
        Miss(
            "the date of one's own shell, again and again",
            do='docker run -d --init --name ticker busybox sh -c "while true; do echo $(date); sleep 1; done"; sleep 2',
            undo="docker rm -f ticker",
            says="늘 같은 줄을",
        ),
        Miss(
            "ends at once",
            do="docker run -d --name ticker busybox date; docker wait ticker",
            undo="docker rm -f ticker",
            says="실행 중이 아닙니다",
        ),
    ),
    "attach": (
        Miss(
            "only read the logs",
            do="docker logs ticker",
            undo="true",
            says="붙은 기록이 없습니다",
        ),
        Miss(
            "the signal went through to the container",
            do="timeout -s INT 3 docker attach --no-stdin ticker; docker wait ticker",
            undo="docker start ticker",
            says="신호가 컨테이너까지 전달되었습니다",
        ),
        Miss(
            "the signal went through, and started again",
            do="timeout -s INT 2 docker attach --no-stdin ticker; docker wait ticker; docker start ticker",
            undo="true",
            says="attach 뒤에 die, 지금은 running",
        ),
        Miss(
            "attached from the beginning",
            do=f"docker rm -f ticker; timeout -s KILL 2 docker run --init --name ticker busybox {LOOP}",
            undo=f"docker rm -f ticker; docker run -d --init --name ticker busybox {LOOP}",
            says="시작하면서 붙은 기록뿐",
        ),
    ),
    "spark": (
        Miss(
            "another image",
            do="docker run --rm --name spark debian:trixie-slim sh -c 'exit 3'",
            undo="true",
            says="다른 이미지에서 만들어졌습니다",
        ),
        Miss(
            "another exit code",
            do="docker run --rm --name spark busybox true",
            undo="true",
            says="종료 코드가 3이 아닙니다",
        ),
        Miss(
            "without --rm",
            do="docker run --name spark busybox sh -c 'exit 3'",
            undo="docker rm spark; docker run --rm --name spark busybox true",
            says="아직 남아 있습니다",
        ),
        Miss(
            "another name",
            do="docker run --rm --name sparks busybox sh -c 'exit 3'",
            undo="true",
            says="종료 코드가 3이 아닙니다",
        ),
    ),
    "phoenix": (
        Miss(
            "another image",
            do="docker run -d --restart on-failure:2 --name phoenix debian:trixie-slim sh -c 'exit 1'",
            undo="docker rm -f phoenix",
            says="다른 이미지에서 만들어졌습니다",
        ),
        Miss(
            "a program that is not there",
            do="docker run -d --restart on-failure:2 --name phoenix busybox fals",
            undo="docker rm -f phoenix",
            says="프로그램을 시작하지 못했습니다",
        ),
        Miss(
            "no restart policy",
            do="docker run -d --name phoenix busybox sh -c 'exit 1'; docker wait phoenix",
            undo="docker rm -f phoenix",
            says="재시작 정책이 on-failure가 아닙니다",
        ),
        Miss(
            "another number of tries",
            do="docker run -d --restart on-failure:1 --name phoenix busybox sh -c 'exit 1'",
            undo="docker rm -f phoenix",
            says="횟수가 2가 아닙니다",
        ),
        Miss(
            "a command that succeeds",
            do="docker run -d --restart on-failure:2 --name phoenix busybox true; docker wait phoenix",
            undo="docker rm -f phoenix",
            says="두 번 다시 시작하지 않았습니다",
        ),
    ),
}  # fmt: skip
