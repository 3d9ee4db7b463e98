"""08 도커 데몬: what the lesson demands of the engine."""

from __future__ import annotations

from helpers.checks import N_, Blocked, Container, Look, NotYet, Scope, _, expect, task

BUSYBOX = "busybox"
HAND, TICKER, SPARK, PHOENIX = "hand-made", "ticker", "spark", "phoenix"

SCOPE = Scope(containers=(HAND, TICKER, SPARK, PHOENIX))


@task(
    title=N_("HTTP로 컨테이너를 만들고 시작하기"),
    points=2,
    hints=(
        N_("만들기와 시작하기는 서로 다른 요청입니다. 둘 다 POST입니다."),
        N_("만들기는 `/containers/create?name=hand-made`, 시작하기는 `/containers/hand-made/start`입니다."),
        N_('만들기의 본문은 `{"Image": "busybox", "Cmd": ["sleep", "3600"], "HostConfig": {"Init": true}}`입니다.'),
    ),
)  # fmt: skip
def by_hand(look: Look) -> str:
    found = look.container(HAND)
    _from_busybox(look, found)
    expect(
        found.status != "created",
        _("hand-made는 만들어졌지만 시작되지 않았습니다."),
        expected="running",
        found=found.status,
        hint=_("만들기 다음에 `POST /containers/hand-made/start`를 보내세요."),
    )
    expect(
        found.running,
        _("hand-made가 이미 끝났습니다."),
        expected="running",
        found=_("{status}, 종료 코드 {code}").format(status=found.status, code=found.exit_code),
        hint=_("Cmd에 오래 걸리는 명령을 넣고 지운 다음 다시 만드세요: `docker rm hand-made`"),
    )
    return _("hand-made가 실행 중입니다. docker 명령이 하는 일도 이 두 요청입니다.")


@task(
    title=N_("뒤에서 실행하고 로그 보기"),
    points=1,
    hints=(
        N_("`-d`를 붙이면 클라이언트는 컨테이너의 ID만 출력하고 끝납니다. 컨테이너는 데몬이 돌봅니다."),
        N_("1초마다 날짜를 출력하는 셸 반복문을 `sh -c`로 실행하세요."),
        N_("`docker run -d --init --name ticker busybox sh -c 'while true; do date; sleep 1; done'`"),
    ),
)
def background(look: Look) -> str:
    found = look.container(TICKER)
    _from_busybox(look, found)
    expect(
        found.running,
        _("ticker가 실행 중이 아닙니다."),
        expected="running",
        found=_("{status}, 종료 코드 {code}").format(status=found.status, code=found.exit_code),
        hint=_("`docker rm -f ticker`로 지우고 `-d`를 붙여 다시 실행하세요."),
    )
    expect(
        not found.config.get("AttachStdout"),
        _("ticker는 앞에서(foreground) 시작되었습니다."),
        expected=_("`-d`로 시작한 컨테이너"),
        found=_("표준 출력이 클라이언트에 이어진 채로 시작됨"),
        hint=_("`docker rm -f ticker`로 지우고 `docker run -d …`로 다시 실행하세요."),
    )
    expect(
        look.logs(found).strip(),
        _("ticker가 아무것도 출력하지 않습니다."),
        expected=_("1초에 한 줄"),
        found=_("빈 로그"),
        hint=_("`docker logs ticker`로 확인하고, 반복문에서 `date`를 실행하세요."),
    )
    return _("ticker는 클라이언트 없이도 실행되고, 출력은 데몬이 모아 둡니다.")


@task(
    title=N_("붙었다가, 멈추지 않고 떨어지기"),
    points=1,
    hints=(
        N_("`docker attach`는 실행 중인 컨테이너의 표준 입출력에 클라이언트를 잇습니다."),
        N_("Ctrl-C는 컨테이너로 전달됩니다. `--sig-proxy=false`로 붙으면 클라이언트만 끝납니다."),
        N_(
            "터미널: `docker attach --sig-proxy=false ticker`와 Ctrl-C(한 번에 안 되면 세 번). 셀: 앞에 `timeout -s KILL 3`, 뒤에 `|| true`."
        ),
    ),
)
def attach(look: Look) -> str:
    found = look.find_container(TICKER)
    if found is None:
        raise Blocked(_("붙을 컨테이너 ticker가 아직 없습니다."), _("앞 과제에서 ticker를 먼저 띄우세요."))
    attached = look.happened("container", "attach", TICKER)
    seen = [one for one in attached if one.id == found.id]
    expect(
        seen,
        _("ticker에 붙은 기록이 없습니다."),
        expected="attach",
        found=_("기록 없음"),
        hint=_("`docker logs`는 붙는 것이 아닙니다. `docker attach --sig-proxy=false ticker`"),
    )
    ended = [one for one in look.happened("container", "die", TICKER) if one.time > seen[-1].time]
    expect(
        found.running and not ended,
        _("붙은 뒤에 ticker가 끝났습니다. 신호가 컨테이너까지 전달되었습니다."),
        expected="running",
        found=_("{status}, 종료 코드 {code}").format(status=found.status, code=found.exit_code),
        hint=_("`docker start ticker` 다음에 `--sig-proxy=false`로 다시 붙어 보세요."),
    )
    return _("클라이언트는 떨어졌고 ticker는 계속 실행 중입니다.")


@task(
    title=N_("사라진 컨테이너를 이벤트로 증명하기"),
    points=1,
    hints=(
        N_("`--rm`을 붙인 컨테이너는 끝나자마자 지워집니다. 남는 것은 데몬이 보낸 이벤트뿐입니다."),
        N_("종료 코드는 실행한 명령이 정합니다. `sh -c 'exit 3'`은 3으로 끝납니다."),
        N_("`docker run --rm --name spark busybox sh -c 'exit 3'`"),
    ),
)
def spark(look: Look) -> str:
    started = look.happened("container", "start", SPARK)
    expect(
        started,
        _("spark가 시작된 기록이 없습니다."),
        expected="create → start → die → destroy",
        found=_("기록 없음"),
        hint=_("`docker run --rm --name spark busybox sh -c 'exit 3'`"),
    )
    last = started[-1].id
    ended = [one for one in look.happened("container", "die", SPARK) if one.id == last]
    code = ended[-1].attributes.get("exitCode", "") if ended else ""
    expect(
        code == "3",
        _("spark의 종료 코드가 3이 아닙니다."),
        expected="3",
        found=code or _("아직 실행 중"),
        hint=_("`docker rm -f spark`로 지우고 `sh -c 'exit 3'`으로 다시 실행하세요."),
    )
    gone = [one for one in look.happened("container", "destroy", SPARK) if one.id == last]
    expect(
        gone,
        _("spark가 끝났지만 아직 남아 있습니다."),
        expected="destroy",
        found=_("exited 상태의 spark"),
        hint=_("`docker rm spark`로 지우거나, `--rm`을 붙여 다시 실행하세요."),
    )
    return _("spark는 이제 없지만, 종료 코드 3으로 끝나고 지워졌다는 기록이 남았습니다.")


@task(
    title=N_("데몬이 다시 살리게 하기"),
    points=1,
    hints=(
        N_("다시 시작하는 일은 데몬이 합니다. 어떤 때 다시 시작할지를 `--restart`로 정합니다."),
        N_("`on-failure:2`는 0이 아닌 종료 코드로 끝나면 두 번까지 다시 시작하라는 뜻입니다."),
        N_("`docker run -d --restart on-failure:2 --name phoenix busybox sh -c 'exit 1'`"),
    ),
)
def phoenix(look: Look) -> str:
    found = look.container(PHOENIX)
    policy = found.host.get("RestartPolicy") or {}
    expect(
        policy.get("Name") == "on-failure",
        _("phoenix의 재시작 정책이 on-failure가 아닙니다."),
        expected="on-failure:2",
        found=str(policy.get("Name") or "no"),
        hint=_("`docker rm -f phoenix`로 지우고 `--restart on-failure:2`를 붙여 다시 만드세요."),
    )
    expect(
        policy.get("MaximumRetryCount") == 2,
        _("다시 시작할 횟수가 2가 아닙니다."),
        expected="on-failure:2",
        found=f"on-failure:{policy.get('MaximumRetryCount')}",
        hint=_("`docker rm -f phoenix`로 지우고 `--restart on-failure:2`를 붙여 다시 만드세요."),
    )
    count = int(found.raw.get("RestartCount") or 0)
    expect(
        count == 2,
        _("데몬이 phoenix를 아직 두 번 다시 시작하지 않았습니다."),
        expected="RestartCount 2",
        found=f"RestartCount {count}",
        hint=_("명령이 0이 아닌 종료 코드로 끝나야 다시 시작합니다. `sh -c 'exit 1'`로 만드세요."),
    )
    return _("데몬이 phoenix를 두 번 다시 시작하고 그만두었습니다.")


def _from_busybox(look: Look, container: Container) -> None:
    """The container must come from busybox."""
    if container.image_id != look.base(BUSYBOX).id:
        raise NotYet(
            _("컨테이너 {name}: 다른 이미지에서 만들어졌습니다.").format(name=container.name),
            expected=BUSYBOX,
            found=container.image_name,
            hint=_("`docker rm -f {name}`으로 지우고 busybox에서 다시 만드세요.").format(name=container.name),
        )
