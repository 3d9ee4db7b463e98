"""Mistakes in the tasks about ending; misses.py takes them in."""

from helpers.checks import Miss

LOOP = "busybox sh -c 'while true; do sleep 1; done'"
KEEPER = f"docker run -d --init --name clcok {LOOP}; docker rename clcok clock"

ENDING = {
    "rename": (
        Miss(
            "made under the right name at once",
            do=f"docker run -d --init --name clock {LOOP}",
            undo="docker rm -f clock",
            says="처음부터 clock",
        ),
        Miss(
            "the name not changed yet",
            do=f"docker run -d --init --name clcok {LOOP}",
            undo="docker rm -f clcok",
            says="아직 clcok입니다",
        ),
        Miss(
            "renamed to something else",
            do=f"docker run -d --init --name clcok {LOOP}; docker rename clcok Clock",
            undo="docker rm -f Clock",
            says="컨테이너 clock: 아직 없습니다",
        ),
        Miss(
            "another container renamed",
            do="docker rename stay clock",
            undo="docker rename clock stay",
            says="stay → clock",
        ),
    ),
    "stop": (
        Miss(
            "killed instead of stopped",
            do="docker kill clock; docker wait clock",
            undo="docker start clock",
            says="`docker kill`은 기다리지 않고",
        ),
        Miss(
            "another container stopped",
            do="docker stop stay",
            undo="docker start stay",
            says="신호 9",
        ),
        Miss(
            "made without --init, so that the shell does not hear SIGTERM",
            do=f"docker rm -f clock; {KEEPER.replace('--init ', '')}; docker stop -t 1 clock",
            undo=f"docker rm clock; {KEEPER}",
            says="`--init`을 넣어",
        ),
        Miss(
            "removed by force",
            do="docker rm -f clock",
            undo=KEEPER,
            says="먼저 할 과제가 있습니다",
            status="blocked",
        ),
    ),
    "stubborn": (
        Miss(
            "killed at once",
            do=f"docker run -d --name stubborn {LOOP}; docker kill stubborn; docker wait stubborn",
            undo="docker rm stubborn",
            says="SIGTERM을 먼저 보내지 않았습니다",
        ),
        Miss(
            "with --init it is not stubborn",
            do=f"docker run -d --init --name stubborn {LOOP}; docker stop stubborn",
            undo="docker rm stubborn",
            says="`--init`이 들어",
        ),
        Miss(
            "removed by force",
            do=f"docker run -d --name stubborn {LOOP}; docker rm -f stubborn",
            undo="true",
            says="SIGTERM을 먼저 보내지 않았습니다",
        ),
    ),
    "kill": (
        Miss(
            "stopped again",
            do="docker start clock; docker stop clock",
            undo="true",
            says="SIGKILL만으로 끝난 것이 아닙니다",
        ),
        Miss(
            "killed with another signal",
            do="docker start clock; docker kill -s TERM clock; docker wait clock",
            undo="true",
            says="신호 15, 종료 코드 143",
        ),
        Miss(
            "only started",
            do="docker start clock",
            undo="docker stop clock",
            says="SIGKILL만으로 끝난 것이 아닙니다",
        ),
    ),
    "remove": (
        Miss(
            "only renamed",
            do="docker rename stubborn gone",
            undo="docker rename gone stubborn",
            says="남아 있습니다: gone",
        ),
        Miss(
            "started again and then refused by the engine",
            do="docker start stubborn; docker rm stubborn",
            undo="docker kill stubborn; docker wait stubborn",
            says="먼저 끝내야 합니다",
        ),
        Miss(
            "the image's command used on a container",
            do="docker rmi stubborn",
            undo="true",
            says="남아 있습니다: stubborn",
        ),
    ),
}
