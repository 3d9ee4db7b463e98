"""Mistakes in the tasks about the host's folders; misses.py takes them in."""

from helpers.checks import Miss

PAGE = "docker run -d --init --name page -v {} busybox httpd -f -h /www"
SAVER = 'docker run --name saver -v our-vol:/from:ro -v "$PWD/07_volume:/to" busybox tar -C {}'
RESTORE = (
    'docker run --name loader -v {} -v "$PWD/07_volume:/from:ro" busybox tar -C {} -xzf /from/our-vol.tgz'
)

MOVING = {
    "bind": (
        Miss(
            "a name instead of a path makes a volume",
            do=PAGE.format("site:/www:ro"),
            undo="docker rm -f page; docker volume rm site",
            says="볼륨의 이름으로 알아듣습니다",
        ),
        Miss(
            "a folder that does not exist",
            do=PAGE.format('"$PWD/07_volume/sit:/www:ro"'),
            undo="docker rm -f page; rmdir 07_volume/sit",
            says="엔진이 빈 폴더를 만듭니다",
        ),
        Miss(
            "writable",
            do=PAGE.format('"$PWD/07_volume/site:/www"'),
            undo="docker rm -f page",
            says="고칠 수 있습니다",
        ),
        Miss(
            "another path in the container",
            do=PAGE.format('"$PWD/07_volume/site:/site:ro"'),
            undo="docker rm -f page",
            says="아무것도 연결되어 있지 않습니다",
        ),
        Miss(
            "no web server",
            do=PAGE.format('"$PWD/07_volume/site:/www:ro"').replace("httpd -f -h /www", "sleep 600"),
            undo="docker rm -f page",
            says="대답 없음, 명령 `sleep 600`",
        ),
        Miss(
            "a web server for another folder",
            do=PAGE.format('"$PWD/07_volume/site:/www:ro"').replace(" -h /www", ""),
            undo="docker rm -f page",
            says="HTTP 404",
        ),
        Miss(
            "another folder with a page",
            do="mkdir 07_volume/mine; echo mine > 07_volume/mine/index.html;"
            + PAGE.format('"$PWD/07_volume/mine:/www:ro"'),
            undo="docker rm -f page; rm -r 07_volume/mine",
            says="다른 폴더의 페이지",
        ),
    ),
    "backup": (
        Miss(
            "the archive left in the container",
            do="docker run --name saver -v our-vol:/from:ro busybox tar -C /from -czf /our-vol.tgz .",
            undo="docker rm saver",
            says="컨테이너와 함께 사라집니다",
        ),
        Miss(
            "another folder packed",
            do=SAVER.format("/etc -czf /to/our-vol.tgz ."),
            undo="docker rm saver; rm 07_volume/our-vol.tgz",
            says="다른 폴더를 묶었습니다",
        ),
        Miss(
            "another name",
            do=SAVER.format("/from -czf /to/backup.tgz ."),
            undo="docker rm saver; rm 07_volume/backup.tgz",
            says="our-vol.tgz가 없거나",
        ),
        Miss(
            "an empty file instead of an archive",
            do='docker run --name saver -v our-vol:/from:ro -v "$PWD/07_volume:/to" busybox touch /to/our-vol.tgz',
            undo="docker rm saver; rm 07_volume/our-vol.tgz",
            says="tar로 묶은 파일이 아닙니다",
        ),
        Miss(
            "packed on the host, with an empty file",
            do=SAVER.format("").replace("tar -C ", "true")
            + "; mkdir 07_volume/x; touch 07_volume/x/test.txt; tar -C 07_volume/x -czf 07_volume/our-vol.tgz .",
            undo="docker rm saver; rm -r 07_volume/our-vol.tgz 07_volume/x",
            says="our-vol의 것과 다릅니다",
        ),
        Miss(
            "not compressed",
            do=SAVER.format("/from -cf /to/our-vol.tgz ."),
            undo="docker rm saver; rm 07_volume/our-vol.tgz",
            says="압축되어 있지 않습니다",
        ),
        Miss(
            "the folder packed instead of what is in it",
            do=SAVER.format("/ -czf /to/our-vol.tgz from"),
            undo="docker rm saver; rm 07_volume/our-vol.tgz",
            says="폴더째 묶어서",
        ),
    ),
    "restore": (
        Miss(
            "only the volume made",
            do="docker volume create restored-vol",
            undo="docker volume rm restored-vol",
            says="안을 볼 수 없습니다",
        ),
        Miss(
            "removed with --rm, so that nothing is left to look through",
            do=RESTORE.format("restored-vol:/to", "/to").replace("--name loader", "--rm"),
            undo="docker volume rm restored-vol",
            says="`--rm`을 붙이지 마세요",
        ),
        Miss(
            "unpacked beside the volume",
            do=RESTORE.format("restored-vol:/to", "/var"),
            undo="docker rm loader; docker volume rm restored-vol",
            says="바로 아래에 test.txt가 없습니다",
        ),
        Miss(
            "a new file instead of the restored one",
            do="docker run --name loader -v restored-vol:/to busybox sh -c 'echo other > /to/test.txt'",
            undo="docker rm loader; docker volume rm restored-vol",
            says="묶음에 든 것과 다릅니다",
        ),
        Miss(
            "one file copied from the old volume",
            do="docker run --name loader -v our-vol:/old:ro -v restored-vol:/to busybox cp /old/test.txt /to/",
            undo="docker rm loader; docker volume rm restored-vol",
            says="파일을 하나씩 복사했습니다",
        ),
    ),
}
