"""Mistakes in the task in which two containers use one volume; misses.py takes them in."""

from helpers.checks import Miss

WRITER = "docker run -d --init --name writer -v our-vol:/out busybox sh -c 'while true; do date >> {}/clock.txt; sleep 1; done'"
READER = "docker run -d --init --name reader -v {} busybox tail -F /in/clock.txt"

BESIDE = READER.format("our-vol:/in:ro")
UNDO = "docker rm -f writer reader; docker run --rm -v our-vol:/v busybox rm -f /v/clock.txt"

SHARING = {
    "share": (
        Miss(
            "a reader that may write",
            do=f"{WRITER.format('/out')}; {READER.format('our-vol:/in')}; sleep 0.5",
            undo=UNDO,
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
            undo=UNDO,
            says="컨테이너 writer: 실행 중이 아닙니다",
        ),
        Miss(
            "a writer that may only read",
            do=f"{WRITER.format('/out').replace('our-vol:/out', 'our-vol:/out:ro')}; {BESIDE}",
            undo="docker rm -f writer reader",
            says="컨테이너 writer: 볼륨이 읽기 전용으로",
        ),
        Miss(
            "another name of the file",
            do=f"{WRITER.format('/out').replace('clock', 'date')}; {BESIDE}; sleep 0.5",
            undo="docker rm -f writer reader; docker run --rm -v our-vol:/v busybox rm -f /v/date.txt",
            says="date.txt",
        ),
        Miss(
            "a paused writer",
            do=f"{WRITER.format('/out')}; {BESIDE}; sleep 2; docker pause writer",
            undo=UNDO,
            says="일시 정지",
        ),
        Miss(
            "a writer that wrote once",
            do="docker run -d --init --name writer -v our-vol:/out busybox sh -c 'date > /out/clock.txt; sleep 600';"
            f"{BESIDE}; sleep 0.5",
            undo=UNDO,
            says="늘어나지 않습니다",
        ),
        Miss(
            "overwritten again and again",
            do=f"{WRITER.format('/out').replace('>>', '>')}; {BESIDE}; sleep 0.5",
            undo=UNDO,
            says="줄이 하나뿐입니다",
        ),
        Miss(
            "the date of the host's shell",
            do='docker run -d --init --name writer -v our-vol:/out busybox sh -c "while true; do echo $(date) >> /out/clock.txt; sleep 1; done";'
            f"{BESIDE}; sleep 0.5",
            undo=UNDO,
            says="같은 줄만",
        ),
        Miss(
            "a reader that does not read",
            do=f"{WRITER.format('/out')}; {BESIDE.replace('tail -F /in/clock.txt', 'sleep 600')}; sleep 0.5",
            undo=UNDO,
            says="명령은 `sleep 600`",
        ),
        Miss(
            "a reader that looks beside the volume",
            do=f"{WRITER.format('/out')}; {BESIDE.replace('our-vol:/in', 'our-vol:/data')}; sleep 0.5",
            undo=UNDO,
            says="tail -F /data/clock.txt",
        ),
    ),
}
