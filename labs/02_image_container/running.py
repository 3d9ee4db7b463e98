"""The tasks about running: what keeps a container alive, and how to come back to it."""

from __future__ import annotations

from helpers.checks import N_, Look, NotYet, _, expect, task

from .lives import from_busybox, life

SHELL, STAY = "first-shell", "stay"
CODE = "3"


@task(
    title=N_("터미널에서 셸을 띄우고 exit 3으로 나오기"),
    points=2,
    hints=(
        N_("키보드로 셸을 쓰려면 표준 입력(`-i`)과 터미널(`-t`)이 모두 필요합니다."),
        N_("프롬프트가 `/ #`으로 바뀌면 컨테이너 안입니다. 거기서 `exit 3`을 입력하세요."),
        N_("오른쪽 터미널에서 `docker run -it --name first-shell busybox sh`, 그 안에서 `exit 3`"),
    ),
)
def shell(look: Look) -> str:
    found = look.container(SHELL)
    from_busybox(look, found)
    config = found.config
    expect(
        config.get("OpenStdin") and config.get("Tty"),
        _("first-shell에 키보드나 터미널이 연결되어 있지 않았습니다."),
        expected="-i -t",
        found=" ".join(
            flag for flag, there in (("-i", config.get("OpenStdin")), ("-t", config.get("Tty"))) if there
        )
        or _("둘 다 없음"),
        hint=_("`docker rm -f first-shell` 다음에 `docker run -it --name first-shell busybox sh`"),
    )
    codes = [one.exit_code for one in life(look, found.id).ends()]
    expect(
        codes,
        _("first-shell의 셸이 아직 끝나지 않았습니다."),
        expected=_("종료 코드 {code}").format(code=CODE),
        found=found.status,
        hint=_(
            "컨테이너 안의 프롬프트에서 `exit 3`을 입력하세요. 뒤에서 실행 중이면 지우고 터미널에서 다시 만드세요."
        ),
    )
    expect(
        CODE in codes,
        _("first-shell이 다른 종료 코드로 끝났습니다."),
        expected=_("종료 코드 {code}").format(code=CODE),
        found=_("종료 코드 {code}").format(code=", ".join(codes)),
        hint=_("`docker start -ai first-shell`로 다시 들어가서 `exit 3`을 입력하세요."),
    )
    return _("셸이 3으로 끝나자 컨테이너도 3으로 끝났습니다. 컨테이너의 수명은 첫 프로세스의 수명입니다.")


@task(
    title=N_("끝나지 않는 컨테이너 stay를 뒤에서 실행하기"),
    points=1,
    hints=(
        N_("컨테이너는 명령이 끝나면 끝납니다. 오래 걸리는 명령을 주어야 합니다."),
        N_("`sleep 3600`은 한 시간 동안 기다리기만 하는 명령입니다. `-d`가 뒤에서 실행하라는 뜻입니다."),
        N_("`docker run -d --init --name stay busybox sleep 3600`"),
    ),
)
def stay(look: Look) -> str:
    found = look.container(STAY)
    from_busybox(look, found)
    expect(
        found.running,
        _("stay의 명령이 끝나서 컨테이너도 끝났습니다."),
        expected=_("running, 오래 걸리는 명령"),
        found=_("{status}, 명령 `{command}`, 종료 코드 {code}").format(
            status=found.status, command=" ".join(found.command), code=found.exit_code
        ),
        hint=_("`docker rm stay`로 지우고 `docker run -d --init --name stay busybox sleep 3600`"),
    )
    return _("stay가 뒤에서 실행 중입니다: {command}").format(command=" ".join(found.command))


@task(
    title=N_("끝난 first-shell을 다시 켜기"),
    points=1,
    needs=("shell",),
    hints=(
        N_("끝난 컨테이너는 지워진 것이 아닙니다. `docker ps -a`에 남아 있고 다시 켤 수 있습니다."),
        N_("새로 만드는 `docker run`이 아니라 `docker restart`나 `docker start`를 씁니다."),
        N_("`docker restart first-shell`"),
    ),
)
def restart(look: Look) -> str:
    found = look.container(SHELL)
    ended = life(look, found.id).all("die", exitCode=CODE)
    expect(
        ended and any(one.time > ended[0].time for one in life(look, found.id).all("start")),
        _("first-shell은 아직 끝나 있습니다."),
        expected=_("다시 켠 기록"),
        found=_("{status}, 종료 코드 {code}").format(status=found.status, code=found.exit_code),
        hint="`docker restart first-shell`",
    )
    return _("같은 컨테이너가 다시 켜졌습니다. ID도, 안에서 바꾼 파일도 그대로입니다.")


@task(
    title=N_("first-shell에 붙었다가 셸을 끝내지 않고 떨어지기"),
    points=2,
    needs=("restart",),
    hints=(
        N_("실행 중인 컨테이너의 첫 프로세스에 키보드와 화면을 붙이는 명령은 `docker attach`입니다."),
        N_("`exit`나 Ctrl-D로 나오면 셸이 끝납니다. 떨어지는 키는 Ctrl-P Ctrl-Q이고 `--detach-keys`로 바꿀 수 있습니다."),
        N_("터미널에서 `docker attach --detach-keys ctrl-x first-shell`, 프롬프트가 보이면 Ctrl-X"),
    ),
)  # fmt: skip
def attach(look: Look) -> str:
    found = look.container(SHELL)
    events = life(look, found.id).events
    starts = [one.time for one in events if one.action == "start"]
    # `docker run -it` attaches, too, before the first start
    attached = [
        index for index, one in enumerate(events)
        if one.action == "attach" and len(starts) > 1 and one.time > starts[1]
    ]  # fmt: skip
    expect(
        attached,
        _("다시 켠 first-shell에 붙은 기록이 없습니다."),
        expected="docker attach first-shell",
        found=_("attach 기록 없음"),
        hint=_(
            "`docker exec`는 프로세스를 하나 더 띄울 뿐, 첫 프로세스에 붙지 않습니다. `docker attach`를 쓰세요."
        ),
    )
    for index in attached:
        after = [one.action for one in events[index:] if one.action in ("die", "kill")]
        if not after or after[0] == "kill":  # what ended it later came from outside
            return _("셸을 끝내지 않고 떨어졌습니다. 컨테이너는 붙어 있는 사람이 있든 없든 실행됩니다.")
    raise NotYet(
        _("first-shell에 붙었다가 셸을 끝내고 나왔습니다. 그래서 컨테이너도 끝났습니다."),
        expected=_("떨어진 뒤에도 running"),
        found=_("붙은 다음 종료"),
        hint=_(
            "`docker start first-shell` 다음에 `docker attach --detach-keys ctrl-x first-shell`, 나올 때 Ctrl-X"
        ),
    )
