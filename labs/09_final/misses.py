"""09 종합 과제: mistakes that must not pass, provoked on a real engine by the tests.

Each starts where the tasks before are solved; `undo` goes back there. A neighbour is another seed.
"""

from helpers.checks import Miss

from .misses_image import (
    IMAGE,
    KEPT,
    MINE,
    NEIGHBOUR,
    PAGE,
    REPEAT,
    SECRET_OPTIONS,
    SERVE_OPTIONS,
    SERVED,
    instead,
    replaced,
    restored,
)

NO_WEB = MINE + 'docker rm -f "$CONTAINER"; '
NO_VOLUME = f'docker run {SECRET_OPTIONS} "$IMAGE"'
GIVEN_BACK = NO_WEB + 'docker volume rm "$VOLUME"; ' + NO_VOLUME

SERVE = (
    Miss(
        "published on every address",
        do=MINE + 'docker run -d --name "$CONTAINER" -p "$PORT:8080" "$IMAGE"',
        undo=NO_WEB,
        says="다른 컴퓨터에서도",
    ),
    Miss(
        "a neighbour's port",
        do=f'{NEIGHBOUR} NEXT="$PORT"; {MINE}'
        'docker run -d --name "$CONTAINER" -p "127.0.0.1:$NEXT:8080" "$IMAGE"',
        undo=NO_WEB,
        says="공개한 포트가 다릅니다",
    ),
    Miss(
        "not published at all",
        do=MINE + 'docker run -d --name "$CONTAINER" "$IMAGE"',
        undo=NO_WEB,
        says="공개한 포트 없음",
    ),
    Miss(
        "another program than the server",
        do=MINE + f'docker run --init {SERVE_OPTIONS} "$IMAGE" sleep 600',
        undo=NO_WEB,
        says="페이지가 나오지 않습니다",
    ),
    Miss(
        "a neighbour's token on an otherwise right page",
        do=replaced(
            *instead(PAGE, PAGE, "RUN sed -i s/$TOKEN/$NEXT/ /www/cgi-bin/index.cgi"),
            before=f"{NEIGHBOUR} NEXT=$TOKEN; ",
        ),
        undo=restored(),
        says="다른 토큰 t-",
    ),
    Miss(
        "a page that only looks like it",
        do=replaced(*instead(PAGE, PAGE, "RUN echo token: $TOKEN visits: 7 > /www/index.html")),
        undo=restored(),
        says="방문 수가 늘지 않습니다",
    ),
    Miss(
        "a folder that cannot be written to",
        do=MINE + f'docker run --read-only {SERVE_OPTIONS} "$IMAGE"',
        undo=NO_WEB,
        says="ls -ld /data",
    ),
    Miss(
        "as root",
        do=MINE + f'docker run -u 0 {SERVE_OPTIONS} "$IMAGE"',
        undo=NO_WEB,
        says="이미지에 정한 사용자로 실행되지 않습니다",
    ),
    Miss(
        "without the health check",
        do=MINE + f'docker run --no-healthcheck {SERVE_OPTIONS} "$IMAGE"',
        undo=NO_WEB,
        says="이미지의 HEALTHCHECK를 쓰지 않습니다",
    ),
    Miss(
        "the server in the background",
        do=MINE + f'docker run {SERVE_OPTIONS} "$IMAGE" httpd -p 8080 -h /www; docker wait "$CONTAINER"',
        undo=NO_WEB,
        says="httpd에 `-f`가 없어",
    ),
    Miss(
        "a port that another container has",
        do=MINE + 'docker run -d --name course-09-box -p "127.0.0.1:$PORT:80" busybox sleep 600; ' + SERVED,
        undo=NO_WEB + "docker rm -f course-09-box",
        says="port is already allocated",
        explained="port-by-container",
    ),
)

SECRET = (
    Miss(
        "a neighbour's secret",
        do=f'{NEIGHBOUR} NEXT=$ADMIN_KEY; {NO_WEB} docker run {SERVE_OPTIONS} -e ADMIN_KEY=$NEXT "$IMAGE"',
        undo=NO_WEB + SERVED,
        says="값이 다릅니다",
    ),
    Miss(
        "the secret as ENV in the Dockerfile",
        do=replaced(*instead(PAGE, PAGE, "ENV ADMIN_KEY=$ADMIN_KEY")),
        undo=restored(SERVED),
        says="비밀 값이 이미지에",
    ),
    Miss(
        "the file removed again in a later layer",
        do=replaced(
            *instead(PAGE, PAGE, "RUN echo ADMIN_KEY=$ADMIN_KEY > /secret.env", "RUN rm /secret.env"),
            options=SECRET_OPTIONS,
        ),
        undo=restored(SERVED),
        says="나중 층에서 지운 파일도",
    ),
)

PERSIST = (
    Miss(
        "replaced without a volume",
        do=NO_WEB + NO_VOLUME,
        undo="true",
        says="쓰기 층에 쌓임",
    ),
    Miss(
        "a neighbour's volume",
        do=f'{NEIGHBOUR} NEXT=$VOLUME; {NO_WEB} docker run {SECRET_OPTIONS} -v "$NEXT:/data" "$IMAGE"',
        undo=f'{NO_WEB} {NEIGHBOUR} docker volume rm "$VOLUME"; {MINE} {NO_VOLUME}',
        says="정해진 볼륨에 쌓이지 않습니다",
    ),
    Miss(
        "the volume at another place",
        do=NO_WEB + f'docker run {SECRET_OPTIONS} -v "$VOLUME:/var/data" "$IMAGE"',
        undo=GIVEN_BACK,
        says="정해진 볼륨에 쌓이지 않습니다",
    ),
    Miss(
        "with the volume, but never replaced",
        do=NO_WEB + KEPT,
        undo=GIVEN_BACK,
        says="아직 새것으로 바꾸어 보지 않았습니다",
    ),
    Miss(
        "a volume made beforehand, but only the second container has it",
        do=f'{NO_WEB} docker volume create "$VOLUME"; {NO_VOLUME}; docker rm -f "$CONTAINER"; {KEPT}',
        undo=GIVEN_BACK,
        says="지금의 컨테이너에서 시작됨",
    ),
    Miss(
        "replaced with the volume, but not published any more",
        do=f'{NO_WEB} {KEPT}; docker exec "$CONTAINER" sh /www/cgi-bin/index.cgi; docker rm -f "$CONTAINER"; '
        'docker run -d --name "$CONTAINER" -e "ADMIN_KEY=$ADMIN_KEY" -v "$VOLUME:/data" "$IMAGE"',
        undo=GIVEN_BACK,
        says="먼저 할 과제가 있습니다",
        status="blocked",
    ),
)

STOP = (
    Miss(
        "the server as process 1, which ignores the signal",
        do=MINE + 'docker restart "$CONTAINER"',
        undo="true",
        says="TERM을 무시합니다",
    ),
    Miss(
        "killed and started again",
        do=NO_WEB + KEPT + '; docker kill "$CONTAINER"; docker start "$CONTAINER"',
        undo="true",
        says="아직 멈춰 보지 않았습니다",
    ),
    Miss(
        "stopped and left so",
        do=NO_WEB + KEPT.replace("run", "run --init", 1) + '; docker stop "$CONTAINER"',
        undo=NO_WEB + KEPT,
        says="먼저 할 과제가 있습니다",
        status="blocked",
    ),
)

MISSES = {
    "image": IMAGE,
    "serve": SERVE,
    "secret": SECRET,
    "persist": PERSIST,
    "stop": STOP,
    "repeat": REPEAT,
}
