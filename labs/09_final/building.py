"""The tasks about the image: what it is made of, what must not be in it, and that it can be made again."""

from __future__ import annotations

from helpers.checks import N_, Image, Look, _, expect, task
from helpers.checks.service import health_command

from .assignment import current
from .contents import contents, settings
from .trial import ENDED, SILENT, trial

BASE = "busybox"
VERSION = "org.opencontainers.image.version"
SHELL_FORM = ["/bin/sh", "-c"]


@task(
    title=N_("Dockerfile로 이미지 만들기"),
    points=3,
    hints=(
        N_("필요한 지시자는 FROM, LABEL, RUN, COPY, USER, EXPOSE, HEALTHCHECK, CMD입니다."),
        N_("USER에는 번호를 쓸 수 있습니다. 그 사용자가 /data에 쓰려면 그 앞의 RUN에서 /data를 만들고 주인을 바꾸어야 합니다."),
        N_('`RUN mkdir /data && chown USER_ID:USER_ID /data`, `COPY www /www`, `USER USER_ID`, '
           '`HEALTHCHECK --interval=10s CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/ok.txt"]`, '
           '`CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]`'),
    ),
)  # fmt: skip
def image(look: Look) -> str:
    mine = current()
    built = look.image(mine.image)
    _from_dockerfile(look, built)
    labels = built.config.get("Labels") or {}
    expect(
        labels.get(VERSION) == "1.0",
        _("이미지에 버전 라벨이 없거나 값이 다릅니다."),
        expected=f"{VERSION}=1.0",
        found=str(labels.get(VERSION, _("없음"))),
        hint=f"`LABEL {VERSION}=1.0`",
    )
    user = str(built.config.get("User") or "")
    expect(
        user.partition(":")[0] == str(mine.user),
        _("이미지의 사용자가 다릅니다."),
        expected=str(mine.user),
        found=user or "root",
        hint=_("`USER {user}`를 CMD 앞에 넣으세요. USER가 없으면 root로 실행됩니다.").format(user=mine.user),
    )
    _exec_form(built)
    _honest_health(look, built)
    _writable(look, built, mine.user)
    _serves(look, built)
    return _("{image}: busybox 위에 층 {n}개, 사용자 {user}, 버전 1.0입니다.").format(
        image=mine.image, n=len(built.layers) - len(look.base(BASE).layers), user=mine.user
    )


@task(
    title=N_("비밀 값은 실행할 때만 넘기기"),
    points=1,
    needs=("image", "serve"),
    hints=(
        N_("이미지에 넣은 것은 이미지를 받은 사람이 모두 꺼내 볼 수 있습니다. ENV, ARG, 나중에 지운 파일도 그렇습니다."),
        N_("`docker run`의 `-e`나 `--env-file`은 이미지가 아니라 컨테이너에 값을 줍니다. 컨테이너를 다시 만들어야 합니다."),
        N_("`docker rm -f \"$CONTAINER\"` 다음에, 앞의 `docker run`에 `-e ADMIN_KEY=\"$ADMIN_KEY\"`를 더해 다시 실행하세요."),
    ),
)  # fmt: skip
def secret(look: Look) -> str:
    mine = current()
    built, running = look.image(mine.image), look.container(mine.container)
    expect(
        not contents(look, built).mentions(mine.key),
        _("비밀 값이 이미지에 들어 있습니다."),
        expected=_("어느 층에도, 설정과 내력에도 없음"),
        found=_("{image} 안에 ADMIN_KEY의 값").format(image=mine.image),
        hint=_(
            "ENV나 ARG로 주었다면 지우고, 파일로 들어갔다면 .dockerignore에 적으세요. 나중 층에서 지운 파일도 남습니다. 다시 빌드하세요."
        ),
    )
    given = running.env.get("ADMIN_KEY")
    expect(
        given == mine.key,
        _("컨테이너에 환경 변수 ADMIN_KEY가 없거나 값이 다릅니다."),
        expected=f"ADMIN_KEY={mine.key}",
        found=_("없음") if given is None else f"ADMIN_KEY={given}",
        hint=_('컨테이너를 지우고 `-e ADMIN_KEY="$ADMIN_KEY"`를 더해 다시 실행하세요.'),
    )
    return _("비밀 값은 컨테이너의 환경에만 있고, 이미지의 어느 층에도 없습니다.")


@task(
    title=N_("같은 이미지를 한 번 더 만들기"),
    points=1,
    needs=("image",),
    hints=(
        N_("캐시를 쓰지 않고 처음부터 다시 빌드하는 옵션이 있습니다."),
        N_("같은 폴더에서 `--no-cache`로, 이름만 바꾸어 빌드합니다. 그 사이에 Dockerfile이나 파일을 고치지 마세요."),
        N_('`docker build --no-cache -t "$AGAIN" .`'),
    ),
)  # fmt: skip
def repeat(look: Look) -> str:
    mine = current()
    first, second = look.image(mine.image), look.image(mine.again)
    expect(
        first.id != second.id,
        _("{image}에 이름표만 하나 더 붙었습니다. 다시 빌드한 이미지가 아닙니다.").format(image=mine.image),
        expected=_("캐시 없이 다시 만든 이미지"),
        found=_("같은 IMAGE ID {id}").format(id=first.short()),
        hint=_('`docker rmi "$AGAIN"` 다음에 `docker build --no-cache -t "$AGAIN" .`'),
    )
    _from_dockerfile(look, second)
    expect(
        settings(first) == settings(second),
        _("두 이미지의 설정이 다릅니다."),
        expected=_("같은 USER, CMD, LABEL, HEALTHCHECK …"),
        found=", ".join(_different(settings(first), settings(second))),
        hint=_("Dockerfile을 고쳤다면 {image}도 다시 빌드하세요.").format(image=mine.image),
    )
    below = len(look.base(BASE).layers)
    files = [contents(look, one).files(below) for one in (first, second)]
    expect(
        files[0] == files[1],
        _("같은 Dockerfile인데 만들 때마다 다른 파일이 나옵니다."),
        expected=_("두 이미지에 같은 파일"),
        found=", ".join(_different(files[0], files[1])[:5]),
        hint=_(
            "빌드하는 시각이나 난수를 파일에 적는 RUN이 있다면 빼세요. 파일을 고쳤다면 둘 다 다시 빌드하세요."
        ),
    )
    return _("두 번 만든 이미지에 같은 파일 {n}개와 같은 설정이 들어 있습니다.").format(n=len(files[0]))


def _from_dockerfile(look: Look, built: Image) -> None:
    base = look.base(BASE)
    expect(
        built.builds_on(base),
        _("{base} 위에 쌓은 이미지가 아닙니다.").format(base=BASE),
        expected=f"FROM {BASE}",
        found=_("IMAGE ID {id}").format(id=built.short()),
        hint=_("Dockerfile의 FROM을 확인하고 다시 빌드하세요."),
    )
    steps = look.history(built)
    own = steps[: len(steps) - len(look.history(base))]
    expect(
        any("COPY" in step or "ADD" in step for step in own),
        _("이미지의 내력에 COPY가 없습니다. Dockerfile로 파일을 넣은 이미지가 아닙니다."),
        expected="COPY …",
        found=(own[0] if own else "")[:60] or _("빈 내력"),
        hint=_("컨테이너를 커밋하지 말고, 파일을 COPY하는 Dockerfile을 쓰고 `docker build`로 만드세요."),
    )


def _exec_form(built: Image) -> None:
    words = _command(built)
    shown = " ".join(words)
    expect(
        "['" not in shown,
        _("CMD의 대괄호 안에 작은따옴표를 썼습니다. JSON이 아니므로 엔진은 셸 명령으로 읽습니다."),
        expected='CMD ["httpd", …]',
        found=shown,
        hint=_("작은따옴표를 큰따옴표로 바꾸고 다시 빌드하세요."),
    )
    expect(
        words[:2] != SHELL_FORM,
        _("CMD가 shell 꼴입니다."),
        expected='CMD ["httpd", …]',
        found=shown,
        hint=_("대괄호와 큰따옴표로 쓴 exec 꼴로 바꾸세요. 셸이 1번 프로세스가 되면 신호를 전하지 않습니다."),
    )


def _honest_health(look: Look, built: Image) -> None:
    """A health check must fail where no server runs."""
    argv = health_command(built.config)
    expect(
        argv,
        _("이미지에 HEALTHCHECK가 없습니다."),
        expected="HEALTHCHECK CMD …",
        found=_("없음"),
        hint=_("서버에 실제로 물어보는 명령을 쓰세요. busybox에는 wget이 있습니다."),
    )
    expect(
        look.probe(built, *argv).code not in (0, 124),
        _("HEALTHCHECK가 서버가 없는 컨테이너에서도 성공합니다. 아무것도 묻지 않는 검사입니다."),
        expected=_("서버가 없으면 0이 아닌 종료 코드"),
        found=" ".join(argv),
        hint=_("`wget -q -O /dev/null http://127.0.0.1:8080/…`처럼 서버에 묻는 명령으로 바꾸세요."),
    )


def _writable(look: Look, built: Image, user: int) -> None:
    ran = look.probe(built, "touch", "/data/course")
    expect(
        ran.code == 0,
        _("이미지의 사용자가 /data에 쓸 수 없습니다."),
        expected=_("{user}번 사용자가 쓸 수 있는 /data").format(user=user),
        found=ran.output.strip()[-80:],
        hint=_("USER 앞에 `RUN mkdir /data && chown {user}:{user} /data`를 넣고 다시 빌드하세요.").format(
            user=user
        ),
    )


def _serves(look: Look, built: Image) -> None:
    """What the image runs by itself must stay, listen on 8080, and be found healthy."""
    server, health = _command(built), health_command(built.config)
    ran = trial(look, built, server, health)
    said = ran.output.strip()[-80:]
    right = _("필요한 것은 세 가지입니다: 앞에서 실행하는 `-f`, 포트 `-p 8080`, 폴더 `-h /www`.")
    expect(
        ran.code != ENDED,
        _("이미지를 실행하면 CMD가 바로 끝납니다. 1번 프로세스가 끝나면 컨테이너도 끝납니다."),
        expected='CMD ["httpd", "-f", …]',
        found=said or " ".join(server),
        hint=right,
    )
    expect(
        ran.code != SILENT,
        _("이미지를 실행해도 8080번 포트에서 아무도 기다리지 않습니다."),
        expected='CMD ["httpd", "-f", "-p", "8080", …]',
        found=" ".join(server),
        hint=right,
    )
    expect(
        ran.code == 0,
        _("서버는 대답하는데 HEALTHCHECK는 실패합니다."),
        expected=_("종료 코드 0"),
        found=said or " ".join(health),
        hint=_(
            "HEALTHCHECK가 묻는 주소와 파일, 쓰는 프로그램이 이미지에 있는지 확인하세요. 컨테이너 안의 포트는 8080이고, busybox에 curl은 없습니다."
        ),
    )


def _command(built: Image) -> list[str]:
    """What the image runs by itself."""
    return [str(one) for key in ("Entrypoint", "Cmd") for one in built.config.get(key) or ()]


def _different(one: dict[str, object] | dict[str, str], two: dict[str, object] | dict[str, str]) -> list[str]:
    """Names whose values differ, or that only one of the two has."""
    return sorted(name for name in {**one, **two} if one.get(name) != two.get(name))
