"""Mistakes in the image, and the shell that makes wrong images: used by misses.py."""

from helpers.checks import Miss

MINE = 'eval "$(course assignment --shell)"; '
NEIGHBOUR = 'eval "$(COURSE_SEED=neighbour course assignment --shell)"; '
NO_IMAGE = MINE + 'docker rmi -f "$IMAGE"'
NO_AGAIN = MINE + 'docker rmi -f "$AGAIN"'
TEMP = "/tmp/course-09"  # noqa: S108  (on the machine of the tests)
# the page as a neighbour or the learner would write it; the shell that runs a mistake fills in $TOKEN
SCRIPT = r"""#!/bin/sh
n=\$((\$(cat /data/visits 2>/dev/null || echo 0) + 1))
echo "\$n" > /data/visits
printf 'Content-Type: text/plain\n\ntoken: $TOKEN\nvisits: %s\n' "\$n"
"""
LABEL = "LABEL org.opencontainers.image.version=1.0"
OWN = "RUN mkdir /data && chown $USER_ID:$USER_ID /data"
PAGE = "COPY www /www"
USER = "USER $USER_ID"
HEALTH = "HEALTHCHECK CMD wget -q -O /dev/null http://127.0.0.1:8080/ok.txt"
CMD = 'CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]'
RIGHT = (LABEL, OWN, PAGE, USER, HEALTH, CMD)

SERVE_OPTIONS = '-d --name "$CONTAINER" -p "127.0.0.1:$PORT:8080"'
SECRET_OPTIONS = f'{SERVE_OPTIONS} -e "ADMIN_KEY=$ADMIN_KEY"'
SERVED = f'docker run {SERVE_OPTIONS} "$IMAGE"'
KEPT = f'docker run {SECRET_OPTIONS} -v "$VOLUME:/data" "$IMAGE"'


def build(*lines: str, who: str = MINE) -> str:
    """Build $IMAGE from busybox and these instructions, in a folder with the page of `who`."""
    dockerfile = "\n".join(("FROM busybox", *lines))
    return (
        f"{who}\nrm -rf {TEMP}; mkdir -p {TEMP}/www/cgi-bin; cd {TEMP}; echo ok > www/ok.txt\n"
        f"cat > www/cgi-bin/index.cgi <<EOF\n{SCRIPT}EOF\nchmod 755 www/cgi-bin/index.cgi\n"
        f'cat > Dockerfile <<EOF\n{dockerfile}\nEOF\ndocker build -t "$IMAGE" .\n'
    )


def replaced(*lines: str, before: str = "", options: str = SERVE_OPTIONS) -> str:
    """Another image under the learner's name, the right one kept aside, and the container made from it."""
    aside = 'docker tag "$IMAGE" "$PROJECT:aside"; docker rm -f "$CONTAINER"\n'
    return before + MINE + aside + build(*lines) + f'docker run {options} "$IMAGE"'


def restored(run: str = "true") -> str:
    """Back to the right image; `run` starts the container that the tasks before have left."""
    back = 'docker rm -f "$CONTAINER"; docker tag "$PROJECT:aside" "$IMAGE"; docker rmi "$PROJECT:aside"; '
    return MINE + back + run


def instead(line: str, *others: str) -> tuple[str, ...]:
    """The right instructions with one left out, or others in its place."""
    at = RIGHT.index(line)
    return (*RIGHT[:at], *others, *RIGHT[at + 1 :])


IMAGE = (
    Miss(
        "a neighbour's image, made by a neighbour's commands",
        do=build(*RIGHT, who=NEIGHBOUR),
        undo=NEIGHBOUR + 'docker rmi "$IMAGE"',
        says="아직 없습니다",
    ),
    Miss(
        "a neighbour's image under my name",
        do=build(*RIGHT, who=NEIGHBOUR) + f'NEXT="$IMAGE"; {MINE} docker tag "$NEXT" "$IMAGE"',
        undo=f'{NO_IMAGE}; {NEIGHBOUR} docker rmi "$IMAGE"',
        says="사용자가 다릅니다",
    ),
    Miss("runs as root", do=build(*instead(USER)), undo=NO_IMAGE, says="root로 실행됩니다"),
    Miss("no version", do=build(*instead(LABEL)), undo=NO_IMAGE, says="버전 라벨"),
    Miss(
        "CMD in shell form",
        do=build(*instead(CMD, "CMD httpd -f -p 8080 -h /www")),
        undo=NO_IMAGE,
        says="shell 꼴",
    ),
    Miss(
        "CMD with single quotes",
        do=build(*instead(CMD, "CMD ['httpd', '-f', '-p', '8080', '-h', '/www']")),
        undo=NO_IMAGE,
        says="작은따옴표",
    ),
    Miss("no health check", do=build(*instead(HEALTH)), undo=NO_IMAGE, says="HEALTHCHECK가 없습니다"),
    Miss(
        "a health check that asks nothing",
        do=build(*instead(HEALTH, "HEALTHCHECK CMD true")),
        undo=NO_IMAGE,
        says="서버가 없는 컨테이너에서도 성공합니다",
    ),
    Miss(
        "a health check with a program that is not there",
        do=build(*instead(HEALTH, "HEALTHCHECK CMD curl -f http://127.0.0.1:8080/ok.txt")),
        undo=NO_IMAGE,
        says="HEALTHCHECK는 실패합니다",
    ),
    Miss(
        "a health check that always fails",
        do=build(*instead(HEALTH, "HEALTHCHECK CMD exit 1")),
        undo=NO_IMAGE,
        says="HEALTHCHECK는 실패합니다",
    ),
    Miss(
        "a folder that the user cannot write to",
        do=build(*instead(OWN, "RUN mkdir /data")),
        undo=NO_IMAGE,
        says="/data에 쓸 수 없습니다",
    ),
    Miss(
        "another program than the server",
        do=build(*instead(CMD, 'CMD ["sleep", "600"]')),
        undo=NO_IMAGE,
        says="8080번 포트에서 아무도",
    ),
    Miss(
        "the server in the background",
        do=build(*instead(CMD, 'CMD ["httpd", "-p", "8080", "-h", "/www"]')),
        undo=NO_IMAGE,
        says="CMD가 바로 끝납니다",
    ),
    Miss(
        "the server on another port",
        do=build(*instead(CMD, 'CMD ["httpd", "-f", "-p", "8000", "-h", "/www"]')),
        undo=NO_IMAGE,
        says="8080번 포트에서 아무도",
    ),
    Miss(
        "a committed container",
        do=f"{MINE} docker run --name course-09-box busybox mkdir /www; "
        f"docker commit -c 'LABEL org.opencontainers.image.version=1.0' course-09-box \"$IMAGE\"; "
        "docker rm course-09-box",
        undo=NO_IMAGE,
        says="COPY가 없습니다",
    ),
)

REPEAT = (
    Miss(
        "only another tag",
        do=MINE + 'docker tag "$IMAGE" "$AGAIN"',
        undo=NO_AGAIN,
        says="이름표만 하나 더",
    ),
    Miss(
        "a layer that is different each time",
        do=MINE + "cd 09_final; sed 's/^USER/RUN date > \\/built.txt\\nUSER/' Dockerfile > Dockerfile.dated; "
        'docker build --no-cache -t "$AGAIN" -f Dockerfile.dated .',
        undo=NO_AGAIN + "; rm 09_final/Dockerfile.dated",
        says="built.txt",
    ),
    Miss(
        "built with another label",
        do=MINE + 'cd 09_final; docker build --no-cache --label note=1 -t "$AGAIN" .',
        undo=NO_AGAIN,
        says="Labels",
    ),
)
