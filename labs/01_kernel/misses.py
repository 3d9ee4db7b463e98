"""01 커널과 컨테이너: mistakes that must not pass, provoked on a real engine by the tests.

Each starts where the tasks before are solved; `undo` goes back there.
"""

from helpers.checks import Miss

BASE = "debian:trixie-slim"
PID = "$(docker inspect --format '{{.State.Pid}}' kernel-victim)"

MISSES = {
    "uname": (
        Miss(
            "made from another image",
            do="docker run --name kernel-uname busybox uname -r",
            undo="docker rm -f kernel-uname",
            says="다른 이미지에서 만들어졌습니다",
        ),
        Miss(
            "the distribution's file taken for the kernel",
            do=f"docker run --name kernel-uname {BASE} cat /etc/os-release",
            undo="docker rm -f kernel-uname",
            says="배포판의 파일입니다",
        ),
        Miss(
            "the answer written down instead of asked for",
            do=f"docker run --name kernel-uname {BASE} echo $(uname -r)",
            undo="docker rm -f kernel-uname",
            says="uname을 실행하지 않았습니다",
        ),
        Miss(
            "uname without -r",
            do=f"docker run --name kernel-uname {BASE} uname",
            undo="docker rm -f kernel-uname",
            says="커널의 버전이 없습니다",
        ),
    ),
    "box": (
        Miss(
            "ended at once",
            do=f"docker run -d --name kernel-box {BASE} true; docker wait kernel-box",
            undo="docker rm -f kernel-box",
            says="실행 중이 아닙니다",
        ),
        Miss(
            "made from another image",
            do="docker run -d --name kernel-box busybox sleep infinity",
            undo="docker rm -f kernel-box",
            says="다른 이미지에서 만들어졌습니다",
        ),
        Miss(
            "only created",
            do=f"docker create --name kernel-box {BASE} sleep infinity",
            undo="docker rm -f kernel-box",
            says="실행 중이 아닙니다",
        ),
    ),
    "peer": (
        Miss(
            "a list of its own",
            do="docker run --name kernel-peer busybox ps",
            undo="docker rm -f kernel-peer",
            says="자기만의 프로세스 목록",
        ),
        Miss(
            "the whole host's list",
            do="docker run --name kernel-peer --pid=host busybox ps",
            undo="docker rm -f kernel-peer",
            says="호스트의 프로세스를 모두",
        ),
        Miss(
            "another container's list",
            do=f"docker run -d --name other {BASE} sleep infinity;"
            "docker run --name kernel-peer --pid=container:other busybox ps",
            undo="docker rm -f kernel-peer other",
            says="다른 컨테이너의 목록",
        ),
        Miss(
            "the slim image has no ps",
            do=f"docker run --name kernel-peer --pid=container:kernel-box {BASE} ps || true",
            undo="docker rm -f kernel-peer",
            says="프로세스를 보지 않았습니다",
        ),
    ),
    "victim": (
        Miss(
            "killed through Docker",
            do=f"docker run -d --name kernel-victim {BASE} sleep infinity; docker kill kernel-victim;"
            "docker wait kernel-victim",
            undo="docker rm -f kernel-victim",
            says="도커의 명령으로 끝냈습니다",
        ),
        Miss(
            "a signal that PID 1 ignores",
            do=f"docker run -d --name kernel-victim {BASE} sleep infinity;"
            f"docker run --rm --pid=host busybox kill {PID}",
            undo="docker rm -f kernel-victim",
            says="PID 1은 다른 신호를 무시합니다",
        ),
        Miss(
            "ended by itself",
            do=f"docker run --name kernel-victim {BASE} true",
            undo="docker rm -f kernel-victim",
            says="SIGKILL로 끝나지 않았습니다",
        ),
        Miss(
            "the exit code only said",
            do=f"docker run --name kernel-victim {BASE} sh -c 'exit 137' || true",
            undo="docker rm -f kernel-victim",
            says="스스로 말했습니다",
        ),
    ),
    "limited": (
        Miss(
            "no limits",
            do=f"docker run -d --name kernel-limited {BASE} sleep infinity",
            undo="docker rm -f kernel-limited",
            says="메모리 한도가 64MB가 아닙니다",
        ),
        Miss(
            "another size",
            do=f"docker run -d --name kernel-limited --memory 640m --cpus 0.5 {BASE} sleep infinity",
            undo="docker rm -f kernel-limited",
            says="메모리 한도가 64MB가 아닙니다",
        ),
        Miss(
            "memory only",
            do=f"docker run -d --name kernel-limited --memory 64m {BASE} sleep infinity",
            undo="docker rm -f kernel-limited",
            says="CPU 한도가 0.5개가 아닙니다",
        ),
        Miss(
            "options behind the image go to the program",
            do=f"docker run --name kernel-limited {BASE} sleep infinity --memory 64m --cpus 0.5 || true",
            undo="docker rm -f kernel-limited",
            says="한도 없음",
        ),
        Miss(
            "limited, but ended",
            do=f"docker run --name kernel-limited --memory 64m --cpus 0.5 {BASE} true",
            undo="docker rm -f kernel-limited",
            says="실행 중이 아닙니다",
        ),
    ),
    "oom": (
        Miss(
            "a program that stays within the limit",
            do=f"docker run -d --name kernel-oom --memory 32m --memory-swap 32m {BASE} sleep infinity;"
            "docker exec kernel-oom tail /etc/hostname",
            undo="docker rm -f kernel-oom",
            says="넘은 프로세스가 아직 없습니다",
        ),
        Miss(
            "killed through Docker: the same exit code, another reason",
            do=f"docker run -d --name kernel-oom --memory 32m {BASE} sleep infinity; docker kill kernel-oom;"
            "docker wait kernel-oom",
            undo="docker rm -f kernel-oom",
            says="실행 중이 아닙니다",
        ),
        Miss(
            "no limit",
            do=f"docker run -d --name kernel-oom {BASE} sleep infinity",
            undo="docker rm -f kernel-oom",
            says="메모리 한도가 없습니다",
        ),
        Miss(
            "in another container",
            do=f"docker run -d --name kernel-oom --memory 32m {BASE} sleep infinity;"
            "docker exec kernel-limited tail /dev/zero",
            undo="docker rm -f kernel-oom",
            says="넘은 프로세스가 아직 없습니다",
        ),
    ),
}
