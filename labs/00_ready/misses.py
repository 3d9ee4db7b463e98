"""00 준비: mistakes that must not pass, provoked on a real engine by the tests.

Each starts where the tasks before are solved; `undo` goes back there.
"""

from helpers.checks import Miss

BASE = "busybox"

MISSES = {
    "hello": (
        Miss(
            "a name that only looks right",
            do=f"docker run --name ready_hello {BASE} echo hello",
            undo="docker rm -f ready_hello",
            says="아직 없습니다",
        ),
        Miss(
            "made from another image",
            do="docker run --name ready-hello debian:trixie-slim echo hello",
            undo="docker rm -f ready-hello",
            says="다른 이미지에서 만들어졌습니다",
        ),
        Miss(
            "says nothing",
            do=f"docker run --name ready-hello {BASE} true",
            undo="docker rm -f ready-hello",
            says="아무것도 출력하지 않았습니다",
        ),
        Miss(
            "a program that the image does not have",
            do=f"docker run --name ready-hello {BASE} hello || true",
            undo="docker rm -f ready-hello",
            says="시작되지 않았습니다",
        ),
        Miss(
            "removed with --rm, so nothing is left to look at",
            do=f"docker run --rm --name ready-hello {BASE} echo hello",
            undo="true",
            says="`--rm`을 붙였다면",
        ),
    ),
    "server": (
        Miss(
            "no label",
            do=f"docker run --name ready-engine {BASE} docker version || true",
            undo="docker rm -f ready-engine",
            says="라벨이 없습니다",
        ),
        Miss(
            "the option stands after the image",
            do=f"docker run --name ready-engine {BASE} true --label engine=x",
            undo="docker rm -f ready-engine",
            says="이미지 이름 뒤에 적은",
        ),
        Miss(
            "the version of the API",
            do="docker run --name ready-engine --label "
            f"engine=\"$(docker version --format '{{{{.Server.APIVersion}}}}')\" {BASE} true",
            undo="docker rm -f ready-engine",
            says="API 버전이 아니라 `{{.Server.Version}}`",
        ),
        Miss(
            "the wrong quotes: the command itself is written down",
            do=f"docker run --name ready-engine --label 'engine=$(docker version)' {BASE} true",
            undo="docker rm -f ready-engine",
            says="작은따옴표",
        ),
    ),
    "root": (
        Miss(
            "nothing mounted",
            do=f"docker run --name ready-root {BASE} ls /",
            undo="docker rm -f ready-root",
            says="붙은 것이 없습니다",
        ),
        Miss(
            "one folder only",
            do=f"docker run --name ready-root -v /etc:/host:ro {BASE} ls /host",
            undo="docker rm -f ready-root",
            says="전체가 아닙니다",
        ),
        Miss(
            "writable",
            do=f"docker run --name ready-root -v /:/host {BASE} ls /host",
            undo="docker rm -f ready-root",
            says="쓰기 가능",
        ),
        Miss(
            "mounted, but never looked at",
            do=f"docker run --name ready-root -v /:/host:ro {BASE} true",
            undo="docker rm -f ready-root",
            says="보지 않았습니다",
        ),
    ),
}
