"""05 Moniwiki: mistakes that must not pass, provoked on a real engine by the tests. Slow layers are reused."""

from helpers.checks import Miss
from helpers.images.sources import archive

DEBIAN = "debian:trixie-slim"
WIKI = "moniwiki:1.2.10"
ARCHIVE = archive("05_moniwiki")
ARGS = "--build-arg MONIWIKI_URL --build-arg MONIWIKI_SHA256"


def build(tag: str, *lines: str, folder: str = "$empty") -> str:
    """Shell that builds an image from these lines with the given folder as context."""
    text = "\n".join(lines)
    return (
        f"empty=$(mktemp -d); cat > $empty/Dockerfile <<'END'\n{text}\nEND\n"
        f"docker build --force-rm {ARGS} -t {tag} -f $empty/Dockerfile {folder}; code=$?; rm -r $empty; (exit $code)"
    )


def served(*lines: str) -> str:
    """The finished wiki with these last instructions."""
    return build(WIKI, "FROM wiki:conf", *lines)


CONTEXT = "05_moniwiki/wiki"
NO_WIKI = f"docker rmi {WIKI}"

MISSES = {
    "packages": (
        Miss(
            "only a new name for the base image",
            do=f"docker tag {DEBIAN} wiki:base",
            undo="docker rmi wiki:base",
            says="설치되지 않은 패키지가 있습니다",
        ),
        Miss(
            "built on another base",
            do=build("wiki:base", "FROM busybox", "RUN touch /apache2"),
            undo="docker rmi wiki:base",
            says="위에 쌓은 이미지가 아닙니다",
        ),
        Miss(
            "the mirror goes away in the middle of the build",
            do=build(
                "wiki:base",
                f"FROM {DEBIAN}",
                "RUN apt-get update && echo 'Acquire::http::Proxy \"http://127.0.0.1:9\";' > /etc/apt/apt.conf.d/gone"
                " && apt-get install -y rcs",
            ),
            undo="true",
            says="아직 없습니다",
            explained="mirror-gone",
        ),
    ),
    "source": (
        Miss(
            "the archive is another one",
            do="cd 05_moniwiki/wiki; "
            + build(
                "wiki:source",
                "FROM wiki:base",
                "ARG MONIWIKI_URL=file:///tmp/setup/get.sh",
                "ARG MONIWIKI_SHA256=0000",
                "COPY setup/ /tmp/setup/",
                "RUN MONIWIKI_SHA256=0000 sh /tmp/setup/get.sh",
                folder=".",
            ),
            undo="true",
            says="아직 없습니다",
            explained="archive-altered",
        ),
        Miss(
            "the archive cannot be had",
            do=build(
                "wiki:source",
                "FROM wiki:base",
                "COPY setup/ /tmp/setup/",
                "RUN MONIWIKI_URL=http://127.0.0.1:9/moniwiki.tar MONIWIKI_SHA256=0000 sh /tmp/setup/get.sh",
                folder=CONTEXT,
            ),
            undo="true",
            says="아직 없습니다",
            explained="archive-missing",
        ),
        Miss(
            "files copied without build arguments",
            do=build(
                "wiki:source",
                "FROM wiki:base",
                "WORKDIR /var/www/html/moniwiki",
                "RUN touch wiki.php monisetup.php && chown -R www-data:www-data .",
            ),
            undo="docker rmi wiki:source",
            says="빌드 인자 MONIWIKI_URL과 MONIWIKI_SHA256을 쓰지 않았습니다",
        ),
        Miss(
            "unpacked where the build happened to be",
            do=build(
                "wiki:source",
                "FROM wiki:base",
                f"ARG MONIWIKI_URL={ARCHIVE.url}",
                f"ARG MONIWIKI_SHA256={ARCHIVE.sha256}",
                "COPY setup/ /tmp/setup/",
                "RUN sh /tmp/setup/get.sh",
                folder=CONTEXT,
            ),
            undo="docker rmi wiki:source",
            says="파일이 /var/www/html/moniwiki에 없습니다",
        ),
        Miss(
            "left to root",
            do=build(
                "wiki:source",
                "FROM wiki:base",
                f"ARG MONIWIKI_URL={ARCHIVE.url}",
                f"ARG MONIWIKI_SHA256={ARCHIVE.sha256}",
                "WORKDIR /var/www/html/moniwiki",
                "COPY setup/ /tmp/setup/",
                "RUN sh /tmp/setup/get.sh",
                folder=CONTEXT,
            ),
            undo="docker rmi wiki:source",
            says="www-data가 쓸 수 없습니다",
        ),
    ),
    "environment": (
        Miss(
            "only a new name",
            do="docker tag wiki:source wiki:env",
            undo="docker rmi wiki:env",
            says="이어서 쌓은 이미지가 아닙니다",
        ),
        Miss(
            "one variable only",
            do=build("wiki:env", "FROM wiki:source", "ENV APACHE_RUN_USER=www-data"),
            undo="docker rmi wiki:env",
            says="기본값이 없는 환경 변수",
        ),
        Miss(
            "everything as root",
            do=build(
                "wiki:env",
                "FROM wiki:source",
                "ENV APACHE_RUN_USER=root APACHE_RUN_GROUP=root APACHE_RUN_DIR=/var/run/apache2 "
                "APACHE_PID_FILE=/var/run/apache2/apache2.pid APACHE_LOCK_DIR=/var/lock/apache2 APACHE_LOG_DIR=/var/log/apache2 WIKI_NAME=localhost",
            ),
            undo="docker rmi wiki:env",
            says="www-data가 아닙니다",
        ),
        Miss(
            "a folder that is not there",
            do=build(
                "wiki:env",
                "FROM wiki:source",
                "ENV APACHE_RUN_USER=www-data APACHE_RUN_GROUP=www-data APACHE_RUN_DIR=/var/run/apache2 "
                "APACHE_PID_FILE=/var/run/apache2/apache2.pid APACHE_LOCK_DIR=/var/lock/apache2 APACHE_LOG_DIR=/nowhere WIKI_NAME=localhost",
            ),
            undo="docker rmi wiki:env",
            says="설정을 읽지 못합니다",
        ),
    ),
    "protect": (
        Miss(
            "Apache's own configuration",
            do=build("wiki:conf", "FROM wiki:env", "LABEL note=unchanged"),
            undo="docker rmi wiki:conf",
            says="누구나 내려받을 수 있습니다",
        ),
        Miss(
            "a configuration that Apache cannot read",
            do=build("wiki:conf", "FROM wiki:env", "RUN echo Nonsense > /etc/apache2/conf-enabled/wiki.conf"),
            undo="docker rmi wiki:conf",
            says="설치 페이지가 나오지 않습니다",
        ),
    ),
    "foreground": (
        Miss(
            "single quotes in CMD",
            do=served("CMD ['apache2', '-D', 'FOREGROUND']") + f"; docker run --rm {WIKI}",
            undo=NO_WIKI,
            says="작은따옴표",
            explained="quoted-cmd",
        ),
        Miss(
            "a service that goes to the background",
            do=served("CMD service apache2 start"),
            undo=NO_WIKI,
            says="컨테이너가 바로 끝납니다",
        ),
        Miss(
            "a shell as PID 1",
            do=served("CMD apache2 -D FOREGROUND; true"),
            undo=NO_WIKI,
            says="신호를 Apache가 받지 못해",
        ),
    ),
    "expose": (
        Miss(
            "the outer port",
            do="docker tag moniwiki:1.2.10 wiki:keep; "
            + build(WIKI, "FROM wiki:keep", "EXPOSE 9999"),
            undo="docker tag wiki:keep moniwiki:1.2.10; docker rmi wiki:keep",
            says="80이 아닙니다",
        ),
    ),
    "health": (
        Miss(
            "always well",
            do="docker tag moniwiki:1.2.10 wiki:keep; " + build(WIKI, "FROM wiki:keep", "HEALTHCHECK CMD true"),
            undo="docker tag wiki:keep moniwiki:1.2.10; docker rmi wiki:keep",
            says="꺼져 있어도 HEALTHCHECK가 성공합니다",
        ),
        Miss(
            "asks at the outer port",
            do="docker tag moniwiki:1.2.10 wiki:keep; "
            + build(WIKI, "FROM wiki:keep", "HEALTHCHECK CMD curl -f http://localhost:9999/ || exit 1"),
            undo="docker tag wiki:keep moniwiki:1.2.10; docker rmi wiki:keep",
            says="잘 대답하는데도 HEALTHCHECK가 실패합니다",
        ),
    ),
    "other-command": (
        Miss(
            "the default command",
            do="docker run -d --name wiki-php moniwiki:1.2.10",
            undo="docker rm -f wiki-php",
            says="기본 명령을 그대로",
        ),
        Miss(
            "another image",
            do="docker run --name wiki-php wiki:conf php -v",
            undo="docker rm -f wiki-php",
            says="만들어지지 않았습니다",
        ),
        Miss(
            "a command that fails",
            do="docker run --name wiki-php moniwiki:1.2.10 php --no-such-option",
            undo="docker rm -f wiki-php",
            says="출력하고 끝나지 않았습니다",
        ),
    ),
    "other-name": (
        Miss(
            "the default",
            do="docker run -d --name wiki-named moniwiki:1.2.10",
            undo="docker rm -f wiki-named",
            says="기본값 그대로",
        ),
        Miss(
            "the option behind the image",
            do="docker run -d --name wiki-named moniwiki:1.2.10 -e WIKI_NAME=wiki.example",
            undo="docker rm -f wiki-named",
            says="실행 중이 아닙니다",
        ),
    ),
}  # fmt: skip
