"""04 Dockerfile: what the lesson demands of the engine."""

from __future__ import annotations

from helpers.checks import N_, Image, Look, Scope, _, expect, task

DEBIAN, BUSYBOX = "debian:trixie-slim", "busybox"
GIT, CLEAN, APP, HELLO, STATIC, FIXED = (
    "lab/git:v1",
    "lab/git:v2",
    "lab/app:v1",
    "lab/hello:v1",
    "lab/static:v1",
    "lab/fixed:v1",
)
PAGE1, PAGE2 = "lab/page:v1", "lab/page:v2"

SCOPE = Scope(images=(GIT, CLEAN, APP, PAGE1, PAGE2, HELLO, STATIC, FIXED))


@task(
    title=N_("Dockerfile로 git이 든 이미지 만들기"),
    points=2,
    hints=(
        N_("Dockerfile의 첫 지시자는 FROM, 명령을 실행하는 지시자는 RUN입니다."),
        N_(
            "RUN 두 줄입니다. 하나는 `apt-get update`, 하나는 `apt-get install -y --no-install-recommends git`."
        ),
        N_("Dockerfile이 있는 폴더에서 `docker build -t lab/git:v1 .` (끝의 점까지가 명령입니다)"),
    ),
)
def first(look: Look) -> str:
    image = look.image(GIT)
    _builds_on(look, image, DEBIAN)
    _built_by(look, image, "apt-get install")
    _has_git(look, image)
    return _(
        "{image} 이미지는 Dockerfile에서 나왔습니다. 파일을 바꾼 지시자마다 층이 하나씩, 모두 {n}개가 더 쌓였습니다."
    ).format(image=GIT, n=len(image.layers) - len(look.base(DEBIAN).layers))


@task(
    title=N_("빌드 컨텍스트에서 비밀 파일 빼기"),
    points=1,
    hints=(
        N_("`docker build`의 마지막 인자는 엔진에 보낼 폴더, 곧 빌드 컨텍스트입니다."),
        N_("컨텍스트에서 뺄 파일은 그 폴더의 .dockerignore에 한 줄에 하나씩 적습니다."),
        N_(
            "context 폴더에 `secret.env`와 `*.log` 두 줄이 든 .dockerignore를 만들고 `docker build -t lab/app:v1 .`"
        ),
    ),
)
def ignore(look: Look) -> str:
    image = look.image(APP)
    _builds_on(look, image, BUSYBOX)
    inside = look.probe(image, "ls", "-A", "/app").output.split()
    expect(
        "app.sh" in inside,
        _("이미지의 /app에 app.sh가 없습니다."),
        expected="app.sh",
        found=" ".join(inside) or _("빈 폴더"),
        hint=_(".dockerignore가 너무 많이 뺐거나, 다른 폴더에서 빌드했습니다. context 폴더에서 빌드하세요."),
    )
    expect(
        not any(word in step for step in look.history(image) for word in ("rm ", "unlink ")),
        _("나중 층에서 지운 파일은 아래 층에 그대로 남아 있습니다."),
        expected=_("처음부터 들어가지 않은 파일"),
        found="RUN rm …",
        hint=_("RUN rm 대신 .dockerignore로 컨텍스트에서 빼세요."),
    )
    leaked = [one for one in inside if one == "secret.env" or one.endswith(".log")]
    expect(
        not leaked,
        _("빼야 할 파일이 이미지에 들어갔습니다."),
        expected=_("secret.env와 *.log 없음"),
        found=", ".join(leaked),
        hint=_("context 폴더에 .dockerignore를 만들고 다시 빌드하세요."),
    )
    return _("{image}의 /app에는 {files}만 들어갔습니다.").format(image=APP, files=", ".join(inside))


@task(
    title=N_("캐시가 맞도록 지시자 순서 바꾸기"),
    points=2,
    hints=(
        N_("어떤 지시자의 캐시가 어긋나면 그 아래는 모두 다시 실행됩니다."),
        N_("자주 바뀌는 page.txt를 복사하는 COPY를, 오래 걸리는 RUN 아래로 내리세요."),
        N_(
            "순서를 바꾼 뒤 `docker build -t lab/page:v1 .`, page.txt를 고치고 `docker build -t lab/page:v2 .`"
        ),
    ),
)
def cache(look: Look) -> str:
    one, two = look.image(PAGE1), look.image(PAGE2)
    _builds_on(look, one, DEBIAN)
    pages = [look.probe(image, "cat", "/srv/page.txt").output.strip() for image in (one, two)]
    expect(
        pages[0] != pages[1],
        _("두 이미지의 page.txt가 같습니다."),
        expected=_("v1과 v2에서 서로 다른 page.txt"),
        found=repr(pages[0]),
        hint=_("page.txt를 고친 다음 lab/page:v2를 빌드하세요."),
    )
    base = len(look.base(DEBIAN).layers)
    shared = _shared(one, two)
    expect(
        shared > base,
        _("두 이미지가 함께 쓰는 층은 기반 이미지의 층뿐입니다. RUN이 두 번 실행되었습니다."),
        expected=_("함께 쓰는 층 {n}개 이상").format(n=base + 1),
        found=_("{n}개").format(n=shared),
        hint=_("COPY page.txt를 RUN 아래로 내리고 두 이미지를 다시 빌드하세요."),
    )
    expect(
        look.probe(two, "sh", "-c", "test -s /srv/packages.txt").code == 0,
        _("오래 걸리는 RUN이 빠졌습니다. /srv/packages.txt가 없습니다."),
        expected="/srv/packages.txt",
        found=_("없음"),
        hint=_("RUN을 지우지 말고 COPY보다 위로 옮기세요."),
    )
    return _(
        "v1과 v2는 층 {n}개를 함께 씁니다. page.txt만 바꾼 빌드는 RUN을 다시 실행하지 않았습니다."
    ).format(n=shared)


@task(
    title=N_("한 층에서 설치하고 치우기"),
    points=2,
    needs=("first",),
    hints=(
        N_("층은 쌓이기만 합니다. 위 층에서 지워도 아래 층의 크기는 줄지 않습니다."),
        N_("update, install, 치우기를 `&&`로 이어 RUN 하나로 만드세요."),
        N_("`RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*`, 이름은 lab/git:v2"),
    ),
)  # fmt: skip
def one_layer(look: Look) -> str:
    image = look.image(CLEAN)
    _builds_on(look, image, DEBIAN)
    _has_git(look, image)
    added = len(image.layers) - len(look.base(DEBIAN).layers)
    expect(
        added == 1,
        _("설치와 치우기가 서로 다른 층에 있습니다."),
        expected=_("더 쌓인 층 1개"),
        found=_("{n}개").format(n=added),
        hint=_("RUN을 하나로 합치세요. 명령 사이는 `&&`, 줄 끝은 `\\`입니다."),
    )
    lists = look.probe(image, "find", "/var/lib/apt/lists", "-type", "f").output.split()
    expect(
        not lists,
        _("패키지 목록이 이미지에 남아 있습니다."),
        expected=_("빈 /var/lib/apt/lists"),
        found=_("파일 {n}개").format(n=len(lists)),
        hint=_("같은 RUN의 끝에 `&& rm -rf /var/lib/apt/lists/*`를 붙이세요."),
    )
    saved = (look.image(GIT).size - image.size) / 1e6
    expect(
        saved > 0,
        _("lab/git:v2가 lab/git:v1보다 작지 않습니다."),
        expected=_("{size} MB보다 작은 이미지").format(size=round(look.image(GIT).size / 1e6)),
        found=_("{size} MB").format(size=round(image.size / 1e6)),
        hint=_("두 이미지의 `docker history`를 나란히 보고, 어느 층이 큰지 찾으세요."),
    )
    return _("같은 git인데 {size} MB가 줄었습니다.").format(size=round(saved))


@task(
    title=N_("환경 변수와 기본 명령 정하기"),
    points=1,
    hints=(
        N_("ENV는 환경 변수의 기본값을, CMD는 기본 명령을 정합니다. 둘 다 실행할 때 바꿀 수 있습니다."),
        N_('변수를 풀어 쓰려면 셸이 필요합니다: `CMD ["sh", "-c", "echo hello $NAME"]`. 큰따옴표여야 합니다.'),
        N_('`FROM busybox`, `ENV NAME=docker`, `CMD ["sh", "-c", "echo hello $NAME"]`, 이름은 lab/hello:v1'),
    ),
)  # fmt: skip
def defaults(look: Look) -> str:
    image = look.image(HELLO)
    command = [str(word) for word in image.config.get("Cmd") or ()]
    expect(
        not any("['" in word for word in command),
        _("CMD의 대괄호 안에 작은따옴표를 썼습니다. JSON이 아니므로 엔진은 셸 명령으로 읽습니다."),
        expected='CMD ["sh", "-c", "…"]',
        found=" ".join(command),
        hint=_("작은따옴표를 큰따옴표로 바꾸고 다시 빌드하세요."),
    )
    env = dict(one.partition("=")[::2] for one in image.config.get("Env") or ())
    expect(
        env.get("NAME"),
        _("환경 변수 NAME의 기본값이 없습니다."),
        expected="ENV NAME=…",
        found=", ".join(env) or _("없음"),
        hint=_("Dockerfile에 `ENV NAME=docker`를 넣고 다시 빌드하세요."),
    )
    said = look.run_default(image, env={"NAME": "checker"}).output.strip()
    expect(
        "$NAME" not in said,
        _("`$NAME`이 글자 그대로 나왔습니다. 셸 없이 실행된 명령에서는 변수를 풀어 줄 것이 없습니다."),
        expected="hello checker",
        found=said,
        hint=_('`CMD ["sh", "-c", "echo hello $NAME"]`처럼 셸을 거쳐 실행하세요.'),
    )
    expect(
        said == "hello checker",
        _("NAME을 바꾸어 실행해도 인사가 그에 따라 바뀌지 않습니다."),
        expected="hello checker",
        found=said or _("출력 없음"),
        hint=_("CMD에서 `$NAME`을 쓰세요. 값을 직접 적으면 `-e NAME=…`이 듣지 않습니다."),
    )
    return _("`docker run -e NAME=checker {image}`가 hello checker라고 답했습니다.").format(image=HELLO)


@task(
    title=N_("다단계 빌드로 결과물만 남기기"),
    points=2,
    hints=(
        N_("FROM이 두 번 나오는 Dockerfile입니다. 마지막 FROM부터가 결과 이미지가 됩니다."),
        N_("첫 단계에 `AS build`로 이름을 붙이고, 둘째 단계에서 `COPY --from=build`로 가져옵니다."),
        N_("`FROM debian:trixie-slim AS build`, `RUN dpkg-query --list > /list.txt`, `FROM busybox`, "
           "`COPY --from=build /list.txt /www/list.txt`, 이름은 lab/static:v1"),
    ),
)  # fmt: skip
def multi_stage(look: Look) -> str:
    image = look.image(STATIC)
    expect(
        not image.builds_on(look.base(DEBIAN)),
        _("결과 이미지가 아직 {image} 위에 있습니다. 만드는 도구까지 함께 배포됩니다.").format(image=DEBIAN),
        expected=_("busybox 위에 쌓은 이미지"),
        found=_("{size} MB").format(size=round(image.size / 1e6)),
        hint=_("둘째 단계를 `FROM busybox`로 시작하세요."),
    )
    _builds_on(look, image, BUSYBOX)
    listed = look.probe(image, "cat", "/www/list.txt")
    expect(
        listed.code == 0 and "dpkg" in listed.output,
        _("/www/list.txt에 첫 단계가 만든 패키지 목록이 없습니다."),
        expected=_("dpkg가 든 목록"),
        found=listed.output.strip()[:60] or _("빈 파일"),
        hint=_("`COPY --from=build /list.txt /www/list.txt`"),
    )
    return _("결과 이미지는 {size} MB입니다. 목록을 만든 데비안은 들어 있지 않습니다.").format(
        size=round(image.size / 1e6, 1)
    )


@task(
    title=N_("실패하는 빌드를 읽고 고치기"),
    points=2,
    hints=(
        N_("오류는 하나씩 나타납니다. 메시지에 나온 줄 번호나 단계를 Dockerfile에서 찾으세요."),
        N_("broken 폴더에 실제로 있는 파일 이름과 Dockerfile에 적힌 이름을 비교해 보세요."),
        N_("`RUNN`은 `RUN`으로, `greet.sh`는 `greeting.sh`로 고치고 `docker build -t lab/fixed:v1 .`"),
    ),
)
def fix(look: Look) -> str:
    image = look.image(FIXED)
    labels = image.config.get("Labels") or {}
    expect(
        labels.get("exercise") == "broken",
        _("{image} 이미지가 broken 폴더의 Dockerfile로 만든 이미지가 아닙니다.").format(image=FIXED),
        expected="LABEL exercise=broken",
        found=", ".join(labels) or _("라벨 없음"),
        hint=_("broken 폴더의 Dockerfile을 고쳐서 그 폴더에서 빌드하세요."),
    )
    said = look.run_default(image).output.strip()
    expect(
        said == "the build can be read",
        _("빌드는 되지만, 실행하면 인사말이 나오지 않습니다."),
        expected="the build can be read",
        found=said or _("출력 없음"),
        hint=_(
            "실패하는 줄을 지우지 말고 고치세요. 복사하고, 실행 권한을 주고, 실행한 결과를 남겨야 합니다."
        ),
    )
    return _("고친 Dockerfile이 끝까지 빌드되고, 결과가 맞습니다.")


def _builds_on(look: Look, image: Image, reference: str) -> None:
    """The image must start with the layers of this base."""
    base = look.base(reference)
    expect(
        image.builds_on(base),
        _("{base} 위에 쌓은 이미지가 아닙니다.").format(base=reference),
        expected=f"FROM {reference}",
        found=_("IMAGE ID {id}").format(id=image.short()),
        hint=_("Dockerfile의 FROM을 확인하고 다시 빌드하세요."),
    )


def _built_by(look: Look, image: Image, instruction: str) -> None:
    """The history must show the instruction: a committed container has no such line."""
    steps = look.history(image)
    expect(
        any(instruction in step for step in steps),
        _("이미지의 내력에 `{instruction}`이 보이지 않습니다. Dockerfile에서 나온 이미지가 아닙니다.").format(
            instruction=instruction
        ),
        expected=f"RUN {instruction} …",
        found=(steps[0] if steps else "")[:60] or _("빈 내력"),
        hint=_("컨테이너를 커밋하지 말고 Dockerfile을 쓰고 `docker build`로 만드세요."),
    )


def _has_git(look: Look, image: Image) -> None:
    """git must run in the image."""
    ran = look.probe(image, "git", "--version")
    expect(
        ran.code == 0,
        _("이미지 안에서 git이 실행되지 않습니다."),
        expected=_("git --version, 종료 코드 0"),
        found=_("종료 코드 {code}").format(code=ran.code),
        hint=_("RUN에 `apt-get install -y --no-install-recommends git`이 있는지 확인하세요."),
    )


def _shared(one: Image, two: Image) -> int:
    """How many layers two images have in common, from the bottom."""
    pairs = zip(one.layers, two.layers, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one.layers), len(two.layers)))
