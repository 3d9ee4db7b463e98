"""07 볼륨: mistakes that must not pass, provoked on a real engine by the tests.

Each starts where the tasks before are solved; `undo` goes back there.
"""

from helpers.checks import Miss

from .misses_moving import MOVING
from .misses_sharing import SHARING

ONE = "docker run --name one -v our-vol:/app busybox sh -c 'echo hello > /app/test.txt'"
TWO = "docker rm one; sleep 1.1; docker run --name two -v our-vol:/app busybox {}"
AGAIN = f"docker rm two; {ONE}"  # what undoes TWO
EMPTY = "docker run --rm -v our-vol:/v busybox rm -f /v/test.txt"
BOTH = "docker run --name both {} busybox sh -c 'mkdir -p /app; echo in > /app/in-volume.txt; echo out > /out.txt'"

MISSES = (
    {
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
            Miss(
                "volumes of others, and one without a name: none of them is a slip of the pen",
                do="docker volume create by-vol; docker volume create",
                undo="docker volume rm by-vol; docker volume ls -q | grep -E '^[0-9a-f]{64}$' | xargs docker volume rm",
                says="이름의 줄표와 밑줄",
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
                "read-only",
                do=ONE.replace("our-vol:/app", "our-vol:/app:ro"),
                undo="docker rm one",
                says="컨테이너 one: 볼륨이 읽기 전용으로",
            ),
            Miss(
                "another name of the file",
                do=ONE.replace("test.txt", "tets.txt"),
                undo="docker run --rm -v our-vol:/v busybox rm /v/tets.txt; docker rm one",
                says="볼륨에 있는 것: tets.txt",
            ),
            Miss(
                "another text",
                do=ONE.replace("hello", "bye"),
                undo=f"{EMPTY}; docker rm one",
                says="다른 것이 들어 있습니다",
            ),
            Miss(
                "an empty file",
                do="docker run --name one -v our-vol:/app busybox touch /app/test.txt",
                undo=f"{EMPTY}; docker rm one",
                says="빈 파일",
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
            Miss(
                "a typo, and --rm so that nothing shows it",
                do=ONE.replace("our-vol", "our-vo").replace("run", "run --rm"),
                undo="docker volume rm our-vo",
                says="our-vol our-vo 볼륨 이름을",
            ),
            Miss(
                "removed, and never had the volume: another container wrote the file",
                do="docker run --name one busybox true; docker rm one; sleep 1.1;"
                "docker run --name zz -v our-vol:/q busybox sh -c 'echo hello > /q/test.txt'",
                undo=f"{EMPTY}; docker rm zz",
                says="one이 쓴 것이 아닙니다",
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
                undo=AGAIN,
                says="two 생성이 먼저",
            ),
            Miss(
                "a typo: another volume, empty",
                do="docker rm one; docker run --name two -v our-vo:/app busybox cat /app/test.txt",
                undo=f"docker rm two; docker volume rm our-vo; {ONE}",
                says="our-vo:/app",
            ),
            Miss("the text only typed", do=TWO.format("echo hello"), undo=AGAIN, says="명령에 적은 글자"),
            Miss("names only", do=TWO.format("ls /app"), undo=AGAIN, says="출력하지 않았습니다"),
            Miss(
                "another file, and the failure hidden",
                do=TWO.format("sh -c 'cat /ap/test.txt; true'"),
                undo=AGAIN,
                says="출력하지 않았습니다",
            ),
            Miss(
                "written anew by two",
                do=TWO.format("sh -c 'echo hello > /app/test.txt; cat /app/test.txt'"),
                undo=AGAIN,
                says="one이 쓴 것이 아닙니다",
            ),
            Miss(
                "the volume removed with the container",
                do=TWO.replace("sleep 1.1", "docker volume rm our-vol").format("cat /app/test.txt"),
                undo=AGAIN,
                says="쓰는 과제부터 다시",
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
            Miss(
                "another path",
                do=f"{BOTH.format('-v our-vol:/data')}; docker commit both vol-box:committed",
                undo="docker rm both; docker rmi vol-box:committed",
                says="다른 경로",
            ),
            Miss(
                "built, not committed",
                do=f"{BOTH.format('-v our-vol:/app')};"
                "printf 'FROM busybox\\nRUN touch /out.txt\\n' | docker build -t vol-box:committed -",
                undo="docker rm both; docker rmi vol-box:committed",
                says="다른 방법으로",
            ),
        ),
    }
    | SHARING
    | MOVING
)
