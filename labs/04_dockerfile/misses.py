"""04 Dockerfile: mistakes that must not pass, provoked on a real engine by the tests."""

from helpers.checks import Miss

DEBIAN = "debian:trixie-slim"


def build(tag: str, *lines: str, folder: str = ".") -> str:
    """Shell that builds an image from these lines with the given folder as context."""
    text = "\n".join(lines)
    return (
        f"cat > /tmp/Dockerfile.$$ <<'END'\n{text}\nEND\ndocker build -t {tag} -f /tmp/Dockerfile.$$ {folder}"
    )


EMPTY = "mkdir -p /tmp/course-empty; cd /tmp/course-empty; "

MISSES = {
    "first": (
        Miss(
            "only a new name for the base image",
            do=f"docker tag {DEBIAN} lab/git:v1",
            undo="docker rmi lab/git:v1",
            says="Dockerfile에서 나온 이미지가 아닙니다",
        ),
        Miss(
            "committed from a container",
            do=f"docker run --name made {DEBIAN} touch /made; docker commit made lab/git:v1",
            undo="docker rm made; docker rmi lab/git:v1",
            says="Dockerfile에서 나온 이미지가 아닙니다",
        ),
        Miss(
            "built on another base",
            do=EMPTY + build("lab/git:v1", "FROM busybox", "RUN echo apt-get install"),
            undo="docker rmi lab/git:v1",
            says="위에 쌓은 이미지가 아닙니다",
        ),
        Miss(
            "git forgotten",
            do=EMPTY
            + build("lab/git:v1", f"FROM {DEBIAN}", "RUN apt-get install -y --no-install-recommends"),
            undo="docker rmi lab/git:v1",
            says="git이 실행되지 않습니다",
        ),
    ),
    "ignore": (
        Miss(
            "no .dockerignore",
            do="cd 04_dockerfile/context; docker build -t lab/app:v1 .",
            undo="docker rmi lab/app:v1",
            says="빼야 할 파일이 이미지에 들어갔습니다",
        ),
        Miss(
            "removed in a later layer",
            do="cd 04_dockerfile/context; "
            + build("lab/app:v1", "FROM busybox", "COPY . /app", "RUN rm /app/secret.env /app/build.log"),
            undo="docker rmi lab/app:v1",
            says="아래 층에 그대로",
        ),
        Miss(
            "everything ignored",
            do="cd 04_dockerfile/context; printf '*\\n!Dockerfile\\n' > .dockerignore; docker build -t lab/app:v1 .",
            undo="rm 04_dockerfile/context/.dockerignore; docker rmi lab/app:v1",
            says="app.sh가 없습니다",
        ),
    ),
    "cache": (
        Miss(
            "built twice in the old order",
            do="cd 04_dockerfile/cache; docker build -t lab/page:v1 .; echo 'version 2' > page.txt;"
            "docker build -t lab/page:v2 .; echo 'version 1' > page.txt",
            undo="docker rmi lab/page:v1 lab/page:v2",
            says="RUN이 두 번 실행되었습니다",
        ),
        Miss(
            "the same image under two names",
            do="cd 04_dockerfile/cache; docker build -t lab/page:v1 .; docker tag lab/page:v1 lab/page:v2",
            undo="docker rmi lab/page:v1 lab/page:v2",
            says="page.txt가 같습니다",
        ),
        Miss(
            "the slow step removed",
            do=EMPTY
            + build("lab/page:v1", f"FROM {DEBIAN}", "RUN mkdir /srv/new", "RUN echo 1 > /srv/page.txt")
            + "; "
            + build("lab/page:v2", f"FROM {DEBIAN}", "RUN mkdir /srv/new", "RUN echo 2 > /srv/page.txt"),
            undo="docker rmi lab/page:v1 lab/page:v2",
            says="오래 걸리는 RUN이 빠졌습니다",
        ),
    ),
    "one-layer": (
        Miss(
            "cleaned up in a layer of its own",
            do=EMPTY + build("lab/git:v2", "FROM lab/git:v1", "RUN rm -rf /var/lib/apt/lists/*"),
            undo="docker rmi lab/git:v2",
            says="서로 다른 층에 있습니다",
        ),
        Miss(
            "only a new name",
            do="docker tag lab/git:v1 lab/git:v2",
            undo="docker rmi lab/git:v2",
            says="서로 다른 층에 있습니다",
        ),
    ),
    "defaults": (
        Miss(
            "single quotes in CMD",
            do=EMPTY
            + build(
                "lab/hello:v1", "FROM busybox", "ENV NAME=docker", "CMD ['sh', '-c', 'echo hello $NAME']"
            ),
            undo="docker rmi lab/hello:v1",
            says="작은따옴표",
        ),
        Miss(
            "the name written into the command",
            do=EMPTY
            + build("lab/hello:v1", "FROM busybox", "ENV NAME=docker", 'CMD ["echo", "hello docker"]'),
            undo="docker rmi lab/hello:v1",
            says="인사가 그에 따라 바뀌지 않습니다",
        ),
        Miss(
            "no shell that would replace the variable",
            do=EMPTY
            + build("lab/hello:v1", "FROM busybox", "ENV NAME=docker", 'CMD ["echo", "hello", "$NAME"]'),
            undo="docker rmi lab/hello:v1",
            says="글자 그대로 나왔습니다",
        ),
        Miss(
            "no default",
            do=EMPTY + build("lab/hello:v1", "FROM busybox", 'CMD ["sh", "-c", "echo hello $NAME"]'),
            undo="docker rmi lab/hello:v1",
            says="기본값이 없습니다",
        ),
    ),
    "multi-stage": (
        Miss(
            "a single stage",
            do=EMPTY
            + build("lab/static:v1", f"FROM {DEBIAN}", "RUN mkdir /www && dpkg-query --list > /www/list.txt"),
            undo="docker rmi lab/static:v1",
            says="만드는 도구까지 함께",
        ),
        Miss(
            "an empty page instead of the list",
            do=EMPTY + build("lab/static:v1", "FROM busybox", "RUN mkdir /www && touch /www/list.txt"),
            undo="docker rmi lab/static:v1",
            says="패키지 목록이 없습니다",
        ),
    ),
    "fix": (
        Miss(
            "the failing lines left out",
            do=EMPTY + build("lab/fixed:v1", "FROM busybox", "LABEL exercise=broken", "CMD echo done"),
            undo="docker rmi lab/fixed:v1",
            says="인사말이 나오지 않습니다",
        ),
        Miss(
            "another image under the name",
            do="docker tag lab/hello:v1 lab/fixed:v1",
            undo="docker rmi lab/fixed:v1",
            says="broken 폴더의 Dockerfile로 만든 이미지가 아닙니다",
        ),
        Miss(
            "the build as it was given",
            do="cd 04_dockerfile/broken; docker build -t lab/fixed:v1 .",
            undo="true",
            says="아직 없습니다",
        ),
    ),
}
