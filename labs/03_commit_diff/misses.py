"""03 이미지의 변경과 커밋: mistakes that must not pass, provoked on a real engine by the tests.

Each starts where the tasks before are solved; `undo` goes back there.
"""

from helpers.checks import Miss

BASE = "debian:trixie-slim"

MISSES = {
    "box": (
        Miss(
            "made from another image",
            do="docker run -dit --name git-box busybox sh",
            undo="docker rm -f git-box",
            says="다른 이미지에서 만들어졌습니다",
        ),
        Miss(
            "ended at once, because nothing keeps its standard input open",
            do=f"docker run -d --name git-box {BASE} true; docker wait git-box",
            undo="docker rm -f git-box",
            says="실행 중이 아닙니다",
        ),
        Miss(
            "a bystander's container under another name",
            do=f"docker run -dit --name git-box-2 {BASE} bash",
            undo="docker rm -f git-box-2",
            says="아직 없습니다",
        ),
    ),
    "install": (
        Miss(
            "an empty file that is only called git",
            do="docker exec git-box touch /usr/bin/git",
            undo="docker exec git-box rm /usr/bin/git",
            says="패키지로 설치한 git이 아닙니다",
        ),
        Miss(
            "done in another container",
            do=f"docker run -dit --name other {BASE} bash; docker exec other touch /usr/bin/git",
            undo="docker rm -f other",
            says="아직 git이 없습니다",
        ),
    ),
    "fresh": (
        Miss(
            "made from an image that has no git either, but another one",
            do="docker run --name git-fresh busybox git --version || true",
            undo="docker rm -f git-fresh",
            says="다른 이미지에서 만들어졌습니다",
        ),
        Miss(
            "git was never tried",
            do=f"docker run --name git-fresh {BASE} true",
            undo="docker rm -f git-fresh",
            says="실행해 보지 않았습니다",
        ),
        Miss(
            "made from an image into which git was committed",
            do="docker commit git-box debian:git; docker run --name git-fresh debian:git git --version",
            undo="docker rm -f git-fresh; docker rmi debian:git",
            says="다른 이미지에서 만들어졌습니다",
        ),
        Miss(
            "removed with --rm, so nothing is left to look at",
            do=f"docker run --rm --name git-fresh {BASE} git --version || true",
            undo="true",
            says="이미 지워져서",
        ),
    ),
    "commit": (
        Miss(
            "the tag put on the base image",
            do=f"docker tag {BASE} debian:git",
            undo="docker rmi debian:git",
            says="이름표만 하나 더",
        ),
        Miss(
            "the container without git committed",
            do="docker commit git-fresh debian:git",
            undo="docker rmi debian:git",
            says="git이 실행되지 않습니다",
        ),
        Miss(
            "something else tagged",
            do="docker tag busybox debian:git",
            undo="docker rmi debian:git",
            says="위에 쌓은 이미지가 아닙니다",
        ),
        Miss(
            "committed under another tag",
            do="docker commit git-box debian:with-git",
            undo="docker rmi debian:with-git",
            says="아직 없습니다",
        ),
    ),
    "run-new": (
        Miss(
            "made from the base image",
            do=f"docker run --name git-new {BASE} git --version || true",
            undo="docker rm -f git-new",
            says="다른 이미지에서 만들어졌습니다",
        ),
        Miss(
            "another program",
            do="docker run --name git-new debian:git true",
            undo="docker rm -f git-new",
            says="git이 성공하지 않았습니다",
        ),
    ),
    "remove-in-order": (
        Miss(
            "the image forced away first",
            do="docker commit git-fresh debian:scrap; docker run --name git-scrap debian:scrap true;"
            "docker rmi -f debian:scrap; docker rm git-scrap",
            undo="true",
            says="이미지를 컨테이너보다 먼저",
        ),
        Miss(
            "the container was never made",
            do="docker commit git-fresh debian:scrap; docker rmi debian:scrap",
            undo="true",
            # the mistake before is still in the journal, and its container came from another image
            says="이미지를 컨테이너보다 먼저",
        ),
        Miss(
            "only the container removed",
            do="docker commit git-fresh debian:scrap; docker run --name git-scrap debian:scrap true;"
            "docker rm git-scrap",
            undo="docker rmi debian:scrap; docker commit git-fresh debian:scrap;"
            "docker run --name git-scrap debian:scrap true; docker rmi -f debian:scrap; docker rm git-scrap",
            says="debian:scrap 이미지가 아직",
        ),
        Miss(
            "both still there",
            do="docker commit git-fresh debian:scrap; docker run --name git-scrap debian:scrap true",
            undo="docker rmi -f debian:scrap; docker rm git-scrap",
            says="git-scrap 컨테이너가 아직",
        ),
    ),
}
