"""08 도커 데몬: mistakes that must not pass, provoked on a real engine by the tests."""

from helpers.checks import Miss

LOOP = "sh -c 'while true; do date; sleep 1; done'"
HTTP = "python3 08_daemon/dockerhttp.py"

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
    ),
    "spark": (
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
