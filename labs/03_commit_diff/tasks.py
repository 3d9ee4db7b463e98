"""03 이미지의 변경과 커밋: what the lesson demands of the engine."""

from __future__ import annotations

from helpers.checks import N_, Container, Look, NotYet, Scope, _, expect, task

BASE = "debian:trixie-slim"
BOX, FRESH, NEW, SCRAP = "git-box", "git-fresh", "git-new", "git-scrap"
GIT, SCRAP_IMAGE = "debian:git", "debian:scrap"

SCOPE = Scope(containers=(BOX, FRESH, NEW, SCRAP), images=(GIT, SCRAP_IMAGE))


@task(
    title=N_("git-box 컨테이너를 띄워 두기"),
    points=2,
    hints=(
        N_("`docker run`에는 이름, 터미널, 이미지, 실행할 프로그램이 필요합니다."),
        N_("셸이 바로 끝나지 않으려면 표준 입력이 열려 있어야 합니다. `-i`와 `-t`가 그 일을 합니다."),
        N_(
            "터미널에서는 `docker run -it --name git-box debian:trixie-slim bash`, 셀에서는 `-it` 대신 `-dit`."
        ),
    ),
)
def box(look: Look) -> str:
    found = look.container(BOX)
    _made_from(look, found, BASE)
    expect(
        found.running,
        _("git-box가 실행 중이 아닙니다."),
        expected="running",
        found=found.status,
        hint=_(
            "`docker start git-box`로 다시 켜세요. 바로 끝난다면 `-it` 없이 만든 것이니 지우고 다시 만드세요."
        ),
    )
    return _("git-box가 {image} 이미지에서 실행 중입니다.").format(image=BASE)


@task(
    title=N_("git-box 안에 git 설치하기"),
    points=2,
    needs=("box",),
    hints=(
        N_("이 이미지의 사용자는 root입니다. `sudo` 없이 패키지 관리자를 쓸 수 있습니다."),
        N_("slim 이미지에는 패키지 목록이 비어 있습니다. `apt-get update`가 먼저입니다."),
        N_("git-box의 셸에서 `apt-get update && apt-get install -y --no-install-recommends git`"),
    ),
)
def install(look: Look) -> str:
    found = look.container(BOX)
    program = look.stat(found, "/usr/bin/git")
    expect(
        program,
        _("git-box 안에는 아직 git이 없습니다."),
        expected="A /usr/bin/git",
        found=_("/usr/bin/git 없음"),
        hint=_(
            "git-box 안에서 `apt-get update`를 먼저, 설치를 그다음에 하세요. `Unable to locate package`는 "
            "목록이 아직 없다는 뜻입니다. 다른 컨테이너에 설치한 것은 여기에 나타나지 않습니다."
        ),
    )
    expect(
        look.stat(found, "/var/lib/dpkg/info/git.list"),
        _("/usr/bin/git이라는 파일은 있지만, 패키지로 설치한 git이 아닙니다."),
        expected=_("apt-get이 설치한 git"),
        found=_("크기가 {size}바이트인 파일").format(size=program.size if program else 0),
        hint=_("만든 파일을 지우고 `apt-get update && apt-get install -y git`을 실행하세요."),
    )
    return _("git-box에 git이 설치되었습니다. 이미지는 그대로이고, 바뀐 것은 이 컨테이너의 쓰기 층입니다.")


@task(
    title=N_("같은 이미지의 새 컨테이너에는 git이 없음을 확인하기"),
    points=2,
    hints=(
        N_("같은 이미지로 컨테이너를 하나 더 만들고, 그 안에서 `git --version`을 실행합니다."),
        N_("채점할 수 있도록 `--rm` 없이, 이름은 git-fresh로 만드세요."),
        N_("`docker run --name git-fresh debian:trixie-slim git --version` (오류가 나는 것이 정답입니다)"),
    ),
)
def fresh(look: Look) -> str:
    expect(
        look.find_container(FRESH) or not look.happened("container", "destroy", FRESH),
        _("git-fresh를 만들었지만 이미 지워져서 볼 것이 없습니다."),
        expected=_("끝난 뒤에도 남아 있는 git-fresh"),
        found=_("삭제 기록"),
        hint=_("`--rm` 없이 다시 만드세요: `docker run --name git-fresh {image} git --version`").format(
            image=BASE
        ),
    )
    found = look.container(FRESH)
    _made_from(look, found, BASE)
    # a shell in which git was not found ends with 127, whatever it was started with
    tried = "git" in " ".join(found.command) or found.exit_code == 127
    expect(
        tried or found.running,
        _("git-fresh에서 git을 실행해 보지 않았습니다."),
        expected="git --version",
        found=" ".join(found.command),
        hint=_("`docker rm git-fresh` 다음에 `docker run --name git-fresh {image} git --version`").format(
            image=BASE
        ),
    )
    expect(
        look.stat(found, "/usr/bin/git") is None,
        _("git-fresh에 git이 있습니다. 새 컨테이너를 이미지에서 그대로 띄워야 차이가 보입니다."),
        expected=_("/usr/bin/git 없음"),
        found="/usr/bin/git",
        hint=_("`docker rm -f git-fresh`로 지우고 새로 만드세요."),
    )
    return _("git-fresh에는 git이 없습니다. git-box에서 한 일은 이미지에 남지 않았습니다.")


@task(
    title=N_("git-box를 debian:git 이미지로 커밋하기"),
    points=3,
    needs=("install",),
    hints=(
        N_("컨테이너의 쓰기 층을 새 층으로 굳혀 이미지를 만드는 명령은 `docker commit`입니다."),
        N_("컨테이너 이름이 먼저, 새 이미지 이름이 나중입니다."),
        N_("`docker commit git-box debian:git`"),
    ),
)
def commit(look: Look) -> str:
    base, image = look.base(BASE), look.image(GIT)
    expect(
        image.id != base.id,
        _("debian:git은 {image}에 이름표만 하나 더 붙인 것입니다. 내용이 같은 이미지입니다.").format(
            image=BASE
        ),
        expected=_("층이 하나 더 있는 이미지"),
        found=_("같은 IMAGE ID {id}").format(id=image.short()),
        hint=_("`docker rmi debian:git`으로 이름을 떼고 `docker commit git-box debian:git`"),
    )
    expect(
        image.builds_on(base),
        _("debian:git이 {image} 위에 쌓은 이미지가 아닙니다.").format(image=BASE),
        expected=_("{image}의 층 {n}개로 시작").format(image=BASE, n=len(base.layers)),
        found=_("층 {n}개").format(n=len(image.layers)),
        hint=_("git-box를 커밋하세요: `docker commit git-box debian:git`"),
    )
    ran = look.probe(image, "git", "--version")
    expect(
        ran.code == 0,
        _("debian:git 안에서 git이 실행되지 않습니다."),
        expected=_("종료 코드 0"),
        found=_("종료 코드 {code}").format(code=ran.code),
        hint=_("git을 설치한 컨테이너는 git-box입니다. `docker commit git-box debian:git`"),
    )
    return _("debian:git은 {image}의 층 위에 한 층을 더 쌓은 이미지입니다. {version}").format(
        image=BASE, version=ran.output.strip()
    )


@task(
    title=N_("debian:git으로 새 컨테이너를 실행하기"),
    points=1,
    needs=("commit",),
    hints=(
        N_("커밋한 이미지도 다른 이미지와 똑같이 `docker run`으로 씁니다."),
        N_("이름은 git-new, 실행할 프로그램은 `git --version`입니다."),
        N_("`docker run --name git-new debian:git git --version`"),
    ),
)
def run_new(look: Look) -> str:
    found = look.container(NEW)
    _made_from(look, found, GIT)
    expect(
        "git" in " ".join(found.command) and found.exit_code == 0,
        _("git-new에서 git이 성공하지 않았습니다."),
        expected=_("git --version, 종료 코드 0"),
        found=_("{command}, 종료 코드 {code}").format(command=" ".join(found.command), code=found.exit_code),
        hint=_("`docker rm -f git-new` 다음에 `docker run --name git-new debian:git git --version`"),
    )
    return _("새 컨테이너가 git을 가지고 시작했습니다.")


@task(
    title=N_("컨테이너를 먼저, 이미지를 나중에 지우기"),
    points=2,
    hints=(
        N_("연습용 이미지 debian:scrap을 만들고, 그것으로 git-scrap 컨테이너를 하나 만든 다음 둘 다 지웁니다."),
        N_("`docker rm`은 컨테이너를, `docker rmi`는 이미지를 지웁니다. `-f`는 필요 없습니다."),
        N_("`docker commit git-fresh debian:scrap`, `docker run --name git-scrap debian:scrap true`, "
           "`docker rm git-scrap`, `docker rmi debian:scrap`"),
    ),
)  # fmt: skip
def remove_in_order(look: Look) -> str:
    made = look.happened("container", "create", SCRAP, image=SCRAP_IMAGE)
    expect(
        made,
        _("debian:scrap 이미지로 만든 git-scrap 컨테이너를 아직 보지 못했습니다."),
        expected=_("git-scrap 생성 기록"),
        found=_("기록 없음"),
        hint=_(
            "`docker commit git-fresh debian:scrap` 다음에 `docker run --name git-scrap debian:scrap true`"
        ),
    )
    removed = [one for one in look.happened("container", "destroy", SCRAP) if one.time > made[-1].time]
    untagged = [
        one
        for one in look.events
        if one.kind == "image" and one.action in ("untag", "delete") and one.time > made[-1].time
        and one.id in _scrap_ids(look)
    ]  # fmt: skip
    expect(
        not (untagged and (not removed or untagged[0].time < removed[-1].time)),
        _("이미지를 컨테이너보다 먼저 지웠습니다."),
        expected=_("git-scrap 삭제 → debian:scrap 삭제"),
        found=_("debian:scrap 삭제가 먼저"),
        hint=_("`-f` 없이 다시 해 보세요. 컨테이너가 남아 있으면 엔진이 이미지 삭제를 거절합니다."),
    )
    expect(
        removed,
        _("git-scrap 컨테이너가 아직 남아 있습니다."),
        expected=_("git-scrap 없음"),
        found=_("git-scrap 있음"),
        hint="`docker rm git-scrap`",
    )
    expect(
        untagged and look.find_image(SCRAP_IMAGE) is None,
        _("컨테이너는 지웠고, debian:scrap 이미지가 아직 남아 있습니다."),
        expected=_("debian:scrap 없음"),
        found=_("debian:scrap 있음"),
        hint="`docker rmi debian:scrap`",
    )
    return _("컨테이너를 먼저 지우고 이미지를 지웠습니다.")


def _scrap_ids(look: Look) -> set[str]:
    """Every image that once was called debian:scrap: the journal knows ids that are gone."""
    commits = (one for one in look.events if one.kind == "container" and one.action == "commit")
    ids = {
        one.attributes.get("imageID", "")
        for one in commits
        if SCRAP_IMAGE in one.attributes.get("imageRef", "")
    }
    tags = (one for one in look.events if one.kind == "image" and one.action == "tag")
    return ids | {one.id for one in tags if one.name.endswith(SCRAP_IMAGE)}


def _made_from(look: Look, container: Container, reference: str) -> None:
    """The container must come from this very image, whatever names the image has."""
    wanted = look.base(reference) if reference == BASE else look.image(reference)
    if container.image_id != wanted.id:
        raise NotYet(
            _("컨테이너 {name}: 다른 이미지에서 만들어졌습니다.").format(name=container.name),
            expected=reference,
            found=container.image_name,
            hint=_("`docker rm -f {name}` 명령으로 지우고 {image} 이미지로 다시 만드세요.").format(
                name=container.name, image=reference
            ),
        )
