"""02 이미지와 컨테이너: mistakes that must not pass, provoked on a real engine by the tests.

Each starts where the tasks before are solved; `undo` goes back there.
"""

from helpers.checks import Miss

from .misses_ending import ENDING

SHELL = "echo 'exit 3' | script -qec 'docker run -it --name first-shell busybox sh' /dev/null || true"

MISSES = {
    "tag": (
        Miss(
            "only the name without a tag",
            do="docker tag busybox hello-box",
            undo="docker rmi hello-box",
            says="이미지 hello-box:1.0: 아직 없습니다",
        ),
        Miss(
            "another tag than the one asked for",
            do="docker tag busybox hello-box; docker tag busybox hello-box:v1.0",
            undo="docker rmi hello-box hello-box:v1.0",
            says="hello-box:v1.0",
        ),
        Miss(
            "both names on another image",
            do="docker tag debian:trixie-slim hello-box; docker tag debian:trixie-slim hello-box:1.0",
            undo="docker rmi hello-box hello-box:1.0",
            says="다른 이미지를 가리킵니다",
        ),
    ),
    "full-name": (
        Miss(
            "without the registry's address",
            do="docker tag busybox team/hello-box:1.0",
            undo="docker rmi team/hello-box:1.0",
            says="레지스트리 주소가 없습니다",
        ),
        Miss(
            "without the namespace",
            do="docker tag busybox registry.example.com/hello-box:1.0",
            undo="docker rmi registry.example.com/hello-box:1.0",
            says="registry.example.com/hello-box:1.0",
        ),
        Miss(
            "the right name on another image",
            do="docker tag debian:trixie-slim registry.example.com/team/hello-box:1.0",
            undo="docker rmi registry.example.com/team/hello-box:1.0",
            says="다른 이미지를 가리킵니다",
        ),
    ),
    "shell": (
        Miss(
            "the same exit code, but no keyboard and no terminal",
            do="docker run --name first-shell busybox sh -c 'exit 3'",
            undo="docker rm first-shell",
            says="둘 다 없음",
        ),
        Miss(
            "standard input without a terminal",
            do="echo 'exit 3' | docker run -i --name first-shell busybox sh",
            undo="docker rm first-shell",
            says="-i -t",
        ),
        Miss(
            "left with a plain exit",
            do=SHELL.replace("exit 3", "exit"),
            undo="docker rm first-shell",
            says="다른 종료 코드",
        ),
        Miss(
            "still running in the background",
            do="docker run -dit --name first-shell busybox sh",
            undo="docker rm -f first-shell",
            says="아직 끝나지 않았습니다",
        ),
        Miss(
            "the shell of another image",
            do=SHELL.replace("busybox", "debian:trixie-slim"),
            undo="docker rm first-shell",
            says="다른 이미지에서 만들어졌습니다",
        ),
    ),
    "stay": (
        Miss(
            "no command: the image's shell ends at once without a keyboard",
            do="docker run -d --name stay busybox; docker wait stay",
            undo="docker rm stay",
            says="명령이 끝나서",
        ),
        Miss(
            "sleep without a time is an error",
            do="docker run -d --name stay busybox sleep; docker wait stay",
            undo="docker rm stay",
            says="종료 코드 1",
        ),
        Miss(
            "from another image",
            do="docker run -d --init --name stay debian:trixie-slim sleep 3600",
            undo="docker rm -f stay",
            says="다른 이미지에서 만들어졌습니다",
        ),
        Miss(
            "created, but never started",
            do="docker create --name stay busybox sleep 3600",
            undo="docker rm stay",
            says="created",
        ),
    ),
    "restart": (
        Miss(
            "a new container instead of the old one",
            do="docker rm first-shell; docker run -dit --name first-shell busybox sh",
            undo=f"docker rm -f first-shell; {SHELL}",
            says="먼저 할 과제가 있습니다",
            status="blocked",
        ),
        Miss(
            "another container started",
            do="docker restart -t 0 stay",
            undo="true",
            says="아직 끝나 있습니다",
        ),
        Miss(
            "exec does not wake a container up",
            do="docker exec first-shell true",
            undo="true",
            says="아직 끝나 있습니다",
        ),
    ),
    "attach": (
        Miss(
            "left with exit",
            do="echo exit | script -qec 'docker attach first-shell' /dev/null; docker wait first-shell",
            undo="docker start first-shell",
            says="셸을 끝내고 나왔습니다",
        ),
        Miss(
            "exec instead of attach",
            do="docker exec first-shell true",
            undo="true",
            # the exit before is still in the journal
            says="셸을 끝내고 나왔습니다",
        ),
        Miss(
            "attached to another container",
            do="docker run --rm --name once busybox true",
            undo="true",
            says="docker attach --detach-keys ctrl-x first-shell",
        ),
    ),
} | ENDING
