"""The kernel and the process: whose kernel it is, where the process is, what it sees, how it ends."""

from __future__ import annotations

from helpers.checks import N_, Container, Look, _, expect, task

from .common import BOX, PEER, UNAME, VICTIM, is_running, made_from_base

SIGKILLED = 137  # 128 + 9


@task(
    title=N_("컨테이너에서 커널의 버전 묻기"),
    points=2,
    hints=(
        N_("커널의 버전을 묻는 명령은 `uname`입니다. 배포판의 이름이 적힌 파일과는 다릅니다."),
        N_("이름은 `--name kernel-uname`, 이미지는 debian:trixie-slim, 프로그램은 `uname -r`입니다."),
        N_("`docker run --name kernel-uname debian:trixie-slim uname -r`"),
    ),
)
def uname(look: Look) -> str:
    found = look.container(UNAME)
    made_from_base(look, found)
    again = _(
        "`docker rm -f kernel-uname` 다음에 `docker run --name kernel-uname debian:trixie-slim uname -r`"
    )
    expect(
        "os-release" not in " ".join(found.command),
        _("/etc/os-release는 배포판의 파일입니다. 커널이 대답한 것이 아닙니다."),
        expected="uname -r",
        found=" ".join(found.command),
        hint=again,
    )
    expect(
        found.command[0].endswith("uname"),
        _("kernel-uname에서 uname을 실행하지 않았습니다."),
        expected="uname -r",
        found=" ".join(found.command),
        hint=again,
    )
    kernel = str(look.info.get("KernelVersion", ""))
    said = look.logs(found).strip()
    expect(
        kernel in said.split(),
        _("출력에 커널의 버전이 없습니다."),
        expected=kernel,
        found=said,
        hint=again,
    )
    return _("컨테이너 안의 커널도 {kernel}입니다. 데몬이 있는 컴퓨터의 커널 그대로입니다.").format(
        kernel=kernel
    )


@task(
    title=N_("kernel-box를 뒤에서 실행해 두기"),
    points=1,
    hints=(
        N_("컨테이너는 그 안의 프로그램이 끝날 때까지 실행됩니다. 끝나지 않는 프로그램이 필요합니다."),
        N_("뒤에서 실행하는 옵션은 `-d`, 끝나지 않는 프로그램은 `sleep infinity`입니다."),
        N_("`docker run -d --name kernel-box debian:trixie-slim sleep infinity`"),
    ),
)
def box(look: Look) -> str:
    found = look.container(BOX)
    made_from_base(look, found)
    is_running(found)
    return _("kernel-box가 실행 중입니다. 호스트에서 본 PID는 {pid}입니다.").format(
        pid=found.state.get("Pid")
    )


@task(
    title=N_("kernel-box의 프로세스 목록을 옆 컨테이너에서 보기"),
    points=2,
    needs=("box",),
    hints=(
        N_("프로세스 목록을 나누는 것은 pid 네임스페이스입니다. `docker run`의 `--pid`가 그것을 고릅니다."),
        N_("`--pid=container:kernel-box`는 kernel-box의 목록에 들어갑니다. 프로그램은 busybox의 `ps`입니다."),
        N_("`docker run --name kernel-peer --pid=container:kernel-box busybox ps`"),
    ),
)
def peer(look: Look) -> str:
    beside, found = look.container(BOX), look.container(PEER)
    again = _(
        "`docker rm -f kernel-peer` 다음에 `docker run --name kernel-peer --pid=container:kernel-box busybox ps`"
    )
    mode = str(found.host.get("PidMode") or "")
    expect(
        mode != "host",
        _("kernel-peer가 호스트의 프로세스를 모두 봅니다. kernel-box의 것만 보여야 합니다."),
        expected="--pid=container:kernel-box",
        found="--pid=host",
        hint=again,
    )
    expect(
        mode.startswith("container:"),
        _("kernel-peer에 자기만의 프로세스 목록이 있습니다. kernel-box의 프로세스는 보이지 않습니다."),
        expected="--pid=container:kernel-box",
        found=_("--pid 없음"),
        hint=again,
    )
    expect(
        mode.removeprefix("container:") in (BOX, beside.id),
        _("kernel-peer가 지금의 kernel-box가 아닌 다른 컨테이너의 목록을 봅니다."),
        expected=beside.id[:12],
        found=mode.removeprefix("container:")[:12],
        hint=again,
    )
    expect(
        any("sleep" in line for line in look.logs(found).splitlines()),
        _("목록에는 들어갔지만 kernel-box의 프로세스를 보지 않았습니다."),
        expected=_("`ps`의 출력에 sleep"),
        found=" ".join(found.command),
        hint=again,
    )
    return _("kernel-peer가 kernel-box의 프로세스를 보았습니다. 네임스페이스 하나를 함께 쓴 것입니다.")


@task(
    title=N_("호스트에서 kernel-victim의 프로세스를 끝내기"),
    points=2,
    hints=(
        N_("호스트에서 본 PID는 `docker inspect --format '{{.State.Pid}}' kernel-victim`이 말해 줍니다."),
        N_(
            "`docker run --rm --pid=host busybox` 안에서 보이는 번호가 호스트의 번호입니다. 신호는 SIGKILL(`-9`)입니다."
        ),
        N_(
            "`docker run --rm --pid=host busybox kill -9 $(docker inspect --format '{{.State.Pid}}' kernel-victim)`"
        ),
    ),
)
def victim(look: Look) -> str:
    found = look.container(VICTIM)
    made_from_base(look, found)
    expect(
        not found.running,
        _("kernel-victim이 아직 실행 중입니다. 호스트에서 본 PID는 {pid}입니다.").format(
            pid=found.state.get("Pid")
        ),
        expected=_("SIGKILL로 끝난 컨테이너"),
        found=found.status,
        hint=_(
            "`-9`를 붙였는지 보세요. PID 1은 다른 신호를 무시합니다. `docker run --rm --pid=host busybox kill -9 PID`"
        ),
    )
    again = _(
        "`docker start kernel-victim` 다음에 PID를 다시 알아내 `docker run --rm --pid=host busybox kill -9 PID`"
    )
    by_docker = _last_kill(look, found)
    expect(
        not by_docker,
        _("도커의 명령으로 끝냈습니다. 도커를 거치지 않고 프로세스를 끝내야 합니다."),
        expected=_("호스트의 프로세스에 보낸 신호"),
        found=_("`docker kill` 또는 `docker stop`, 신호 {signal}번").format(signal=by_docker),
        hint=again,
    )
    expect(
        found.exit_code == SIGKILLED,
        _("kernel-victim이 SIGKILL로 끝나지 않았습니다."),
        expected=_("종료 코드 137"),
        found=_("{command}, 종료 코드 {code}").format(command=" ".join(found.command), code=found.exit_code),
        hint=again,
    )
    expect(
        "137" not in " ".join(found.command),
        _("종료 코드 137을 프로그램이 스스로 말했습니다. 신호를 받은 것이 아닙니다."),
        expected="sleep infinity",
        found=" ".join(found.command),
        hint=_("`docker rm kernel-victim`으로 지우고 `sleep infinity`로 다시 만드세요."),
    )
    return _("프로세스를 끝냈더니 컨테이너가 끝났습니다. 종료 코드 137은 128 + 9(SIGKILL)입니다.")


def _last_kill(look: Look, found: Container) -> str:
    """The number of the signal that `docker kill` or `docker stop` sent in the container's last run, or nothing."""
    signals = ""
    for one in look.events:
        if one.kind == "container" and one.id == found.id:
            if one.action == "start":
                signals = ""
            elif one.action == "kill":
                signals = one.attributes.get("signal", "?")
    return signals
