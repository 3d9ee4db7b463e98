"""00 준비: what the lesson demands of the engine."""

from __future__ import annotations

from helpers.checks import N_, Container, Look, NotYet, Scope, _, expect, task

BASE = "busybox"
HELLO, ENGINE, ROOT = "ready-hello", "ready-engine", "ready-root"
LABEL = "engine"

SCOPE = Scope(containers=(HELLO, ENGINE, ROOT))


@task(
    title=N_("첫 컨테이너에서 인사말 출력하기"),
    points=2,
    hints=(
        N_("`docker run` 다음에 옵션, 이미지, 실행할 프로그램을 이 순서로 적습니다."),
        N_("이름은 `--name ready-hello`, 이미지는 busybox, 프로그램은 `echo`입니다. `--rm`은 붙이지 마세요."),
        N_("`docker run --name ready-hello busybox echo hello`"),
    ),
)
def hello(look: Look) -> str:
    _not_removed(look, HELLO)
    found = look.container(HELLO)
    _made_from_base(look, found)
    _ended_well(found)
    said = look.logs(found).strip()
    expect(
        said,
        _("ready-hello가 아무것도 출력하지 않았습니다."),
        expected=_("인사말 한 줄"),
        found=_("`{command}`의 출력 없음").format(command=" ".join(found.command)),
        hint=_("`docker rm -f ready-hello` 다음에 `docker run --name ready-hello busybox echo hello`"),
    )
    return _("첫 컨테이너가 말했습니다: {said}").format(said=said.splitlines()[-1][:80])


@task(
    title=N_("데몬의 버전을 라벨로 적기"),
    points=2,
    hints=(
        N_("`docker version`의 Server 부분이 데몬입니다. `--format`으로 한 값만 꺼낼 수 있습니다."),
        N_("`docker version --format '{{.Server.Version}}'`의 출력을 `--label engine=\"$( … )\"`에 넣습니다."),
        N_("`docker run --name ready-engine --label engine=\"$(docker version --format '{{.Server.Version}}')\" "
           "busybox true`"),
    ),
)  # fmt: skip
def server(look: Look) -> str:
    found = look.container(ENGINE)
    wanted = str(look.info.get("ServerVersion", ""))
    labels = found.config.get("Labels") or {}
    expect(
        "--label" not in found.command,
        _("이미지 이름 뒤에 적은 `--label`은 옵션이 아니라 컨테이너 안에서 실행할 명령의 일부가 됩니다."),
        expected=_("이미지 이름보다 앞에 있는 --label"),
        found=" ".join(found.command),
        hint=_("`docker rm -f ready-engine` 다음에 `--label engine=…`을 busybox 앞에 적어 다시 만드세요."),
    )
    expect(
        LABEL in labels,
        _("ready-engine에 engine이라는 라벨이 없습니다."),
        expected=_("engine={value}").format(value=wanted),
        # the image passes its own labels on
        found=", ".join(sorted(one for one in labels if not one.startswith("course."))) or _("라벨 없음"),
        hint=_(
            "라벨은 만들 때만 붙일 수 있습니다. `docker rm -f ready-engine` 다음에 `--label engine=…`을 붙여 다시 만드세요."
        ),
    )
    value = str(labels[LABEL]).strip()
    expect(
        "$(" not in value and "{{" not in value,
        _("라벨에 명령의 결과가 아니라 명령의 글자가 적혔습니다."),
        expected=wanted,
        found=value,
        hint=_("작은따옴표 안의 `$( )`는 셸이 풀지 않습니다. 바깥쪽을 큰따옴표로 감싸세요."),
    )
    expect(
        value == wanted,
        _("라벨의 값이 데몬의 버전과 다릅니다."),
        expected=wanted,
        found=value,
        hint=_("클라이언트의 버전이나 API 버전이 아니라 `{{.Server.Version}}`입니다. 지우고 다시 만드세요."),
    )
    return _("데몬의 버전은 {version}입니다. 대답한 것은 클라이언트가 아니라 데몬입니다.").format(
        version=wanted
    )


@task(
    title=N_("소켓이 곧 root임을 확인하기"),
    points=2,
    hints=(
        N_("`-v 호스트경로:컨테이너경로:ro`로 데몬이 있는 컴퓨터의 폴더를 컨테이너에 붙입니다."),
        N_("붙일 폴더는 `/`, 붙일 곳은 `/host`, 끝에 `:ro`를 더합니다. 실행할 프로그램은 `ls /host`입니다."),
        N_("`docker run --name ready-root -v /:/host:ro busybox ls /host`"),
    ),
)
def root(look: Look) -> str:
    _not_removed(look, ROOT)
    found = look.container(ROOT)
    again = _(
        "`docker rm -f ready-root` 다음에 `docker run --name ready-root -v /:/host:ro busybox ls /host`"
    )
    mount = next((one for one in found.mounts if one.get("Destination") == "/host"), None)
    if mount is None:
        raise NotYet(
            _("ready-root의 /host에 붙은 것이 없습니다. 컨테이너 자신의 파일만 보입니다."),
            expected=_("/ → /host, 읽기 전용"),
            found=", ".join(str(one.get("Destination")) for one in found.mounts) or _("마운트 없음"),
            hint=again,
        )
    expect(
        mount.get("Type") == "bind" and mount.get("Source") == "/",
        _("/host에 붙은 것이 호스트의 / 전체가 아닙니다."),
        expected="/",
        found=str(mount.get("Source")),
        hint=again,
    )
    expect(
        not mount.get("RW"),
        _("/host가 쓰기 가능으로 붙었습니다. 이대로는 호스트의 파일을 지울 수도 있습니다."),
        expected=_("읽기 전용(ro)"),
        found=_("읽기와 쓰기(rw)"),
        hint=again,
    )
    _ended_well(found)
    expect(
        {"etc", "usr"} <= set(look.logs(found).split()),
        _("붙이기는 했지만 그 안을 보지 않았습니다."),
        expected="ls /host",
        found=" ".join(found.command),
        hint=again,
    )
    return _("암호를 묻지 않고 호스트의 파일 시스템 전체를 보았습니다. 소켓에 쓸 수 있으면 root입니다.")


def _made_from_base(look: Look, found: Container) -> None:
    expect(
        found.image_id == look.base(BASE).id,
        _("{name} 컨테이너가 다른 이미지에서 만들어졌습니다.").format(name=found.name),
        expected=BASE,
        found=found.image_name,
        hint=_("`docker rm -f {name}` 명령으로 지우고 {image} 이미지로 다시 만드세요.").format(
            name=found.name, image=BASE
        ),
    )


def _ended_well(found: Container) -> None:
    """It has run to its end with code 0; `created` means that the program was not found."""
    expect(
        found.status != "created",
        _("{name}에서 실행할 프로그램이 시작되지 않았습니다.").format(name=found.name),
        expected=_("이미지 안에 있는 프로그램"),
        found=" ".join(found.command),
        hint=_("프로그램 이름을 확인하세요. 지우고 다시 만듭니다: `docker rm -f {name}`").format(
            name=found.name
        ),
    )
    expect(
        found.running or found.exit_code == 0,
        _("{name}에서 실행한 프로그램이 실패했습니다.").format(name=found.name),
        expected=_("종료 코드 0"),
        found=_("{command}, 종료 코드 {code}").format(command=" ".join(found.command), code=found.exit_code),
        hint=_("무엇이라고 했는지 보세요: `docker logs {name}`").format(name=found.name),
    )


def _not_removed(look: Look, name: str) -> None:
    """A container that was made and is gone is not just missing: most likely --rm took it."""
    expect(
        look.find_container(name) or not look.happened("container", "destroy", name),
        _("{name} 컨테이너를 만들었지만 이미 지워져서 볼 것이 없습니다.").format(name=name),
        expected=_("끝난 뒤에도 남아 있는 {name}").format(name=name),
        found=_("삭제 기록"),
        hint=_("다시 만드세요. `--rm`을 붙였다면 빼세요. 끝난 컨테이너를 스스로 지우는 옵션입니다."),
    )
