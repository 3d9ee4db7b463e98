"""07 볼륨: mistakes that must not pass, provoked on a real engine by the tests.

Each starts where the tasks before are solved; `undo` goes back there.
"""

from helpers.checks import Miss

from .misses_moving import MOVING

WRITER = "docker run -d --init --name writer -v our-vol:/out busybox sh -c 'while true; do date >> {}/clock.txt; sleep 1; done'"
READER = "docker run -d --init --name reader -v {} busybox tail -F /in/clock.txt"
BOTH = "docker run --name both {} busybox sh -c 'mkdir -p /app; echo in > /app/in-volume.txt; echo out > /out.txt'"

MISSES = {
    "create": (
        Miss(
            "an underscore instead of the hyphen",
            do="docker volume create our_vol",
            undo="docker volume rm our_vol",
            says="our_vol",
        ),
        Miss(
            "a container of that name",
            do="docker create --name our-vol busybox",
            undo="docker rm our-vol",
            says="볼륨 our-vol: 아직 없습니다",
        ),
    ),
    "mount": (
        Miss(
            "a typo makes another volume",
            do="docker run --name one -v our_vol:/app busybox sh -c 'echo hello > /app/test.txt'",
            undo="docker rm one; docker volume rm our_vol",
            says="our_vol:/app",
        ),
        Miss(
            "a folder of the host instead of the volume",
            do="docker run --name one -v /tmp:/app:ro busybox true",
            undo="docker rm one",
            says="볼륨이 아니라 호스트의 폴더",
        ),
        Miss(
            "another path",
            do="docker run --name one -v our-vol:/data busybox sh -c 'echo hello > /data/test.txt'",
            undo="docker run --rm -v our-vol:/v busybox rm /v/test.txt; docker rm one",
            says="다른 경로",
        ),
        Miss(
            "the file written beside the volume",
            do="docker run --name one -v our-vol:/app busybox sh -c 'echo hello > /test.txt'",
            undo="docker rm one",
            says="쓰기 층에 남습니다",
        ),
        Miss(
            "the whole command in quotes, without sh -c",
            do="docker run --name one -v our-vol:/app busybox 'echo hello > /app/test.txt'",
            undo="docker rm one",
            says="명령을 찾지 못했습니다",
        ),
        Miss(
            "no volume at all",
            do="docker run --name one busybox sh -c 'mkdir /app; echo hello > /app/test.txt'",
            undo="docker rm one",
            says="our-vol에 연결되어 있지 않습니다",
        ),
    ),
    "outlive": (
        Miss(
            "the first container still there",
            do="docker run --name two -v our-vol:/app busybox cat /app/test.txt",
            undo="docker rm two",
            says="아직 남아 있습니다",
        ),
        Miss(
            "made before the first one was removed",
            do="docker run --name two -v our-vol:/app busybox cat /app/test.txt; docker rm one",
            undo="docker rm two;"
            "docker run --name one -v our-vol:/app busybox sh -c 'echo hello > /app/test.txt'",
            says="two 생성이 먼저",
        ),
        Miss(
            "a typo: another volume, empty",
            do="docker rm one; docker run --name two -v our-vo:/app busybox cat /app/test.txt",
            undo="docker rm two; docker volume rm our-vo;"
            "docker run --name one -v our-vol:/app busybox sh -c 'echo hello > /app/test.txt'",
            says="our-vo:/app",
        ),
    ),
    "share": (
        Miss(
            "a reader that may write",
            do=f"{WRITER.format('/out')}; {READER.format('our-vol:/in')}; sleep 0.5",
            undo="docker rm -f writer reader; docker run --rm -v our-vol:/v busybox rm -f /v/clock.txt",
            says="쓸 수도 있습니다",
        ),
        Miss(
            "a writer that writes beside the volume",
            do=f"{WRITER.format('/var')}; {READER.format('our-vol:/in:ro')}",
            undo="docker rm -f writer reader",
            says="clock.txt가 없습니다",
        ),
        Miss(
            "two volumes",
            do=f"{WRITER.format('/out')}; {READER.format('our_vol:/in:ro')}; sleep 0.5",
            undo="docker rm -f writer reader; docker volume rm our_vol;"
            "docker run --rm -v our-vol:/v busybox rm -f /v/clock.txt",
            says="our_vol:/in:ro",
        ),
        Miss(
            "a writer that ended",
            do="docker run --name writer -v our-vol:/out busybox sh -c 'date >> /out/clock.txt';"
            + READER.format("our-vol:/in:ro"),
            undo="docker rm -f writer reader; docker run --rm -v our-vol:/v busybox rm -f /v/clock.txt",
            says="컨테이너 writer: 실행 중이 아닙니다",
        ),
    ),
    "commit": (
        Miss(
            "no volume: everything went into the writable layer",
            do=f"{BOTH.format('')}; docker commit both vol-box:committed",
            undo="docker rm both; docker rmi vol-box:committed",
            says="our-vol에 연결되어 있지 않습니다",
        ),
        Miss(
            "another container committed",
            do=f"{BOTH.format('-v our-vol:/app')}; docker commit two vol-box:committed",
            undo="docker rm both; docker rmi vol-box:committed",
            says="both를 커밋한 이미지가 아닙니다",
        ),
        Miss(
            "committed from a container without the volume",
            do=f"{BOTH.format('')}; docker commit both vol-box:committed; docker rm both;"
            f"{BOTH.format('-v our-vol:/app')}",
            undo="docker rm both; docker rmi vol-box:committed",
            says="in-volume.txt가 들어 있습니다",
        ),
        Miss(
            "nothing written outside the volume",
            do="docker run --name both -v our-vol:/app busybox sh -c 'echo in > /app/in-volume.txt';"
            "docker commit both vol-box:committed",
            undo="docker rm both; docker rmi vol-box:committed",
            says="/out.txt를 쓰지 않았습니다",
        ),
    ),
} | MOVING
