"""08 도커 데몬: what the lesson demands of the engine."""

from __future__ import annotations

from helpers.checks import N_, Blocked, Container, Event, Look, NotYet, Scope, _, expect, task

BUSYBOX = "busybox"
HAND, TICKER, SPARK, PHOENIX = "hand-made", "ticker", "spark", "phoenix"

SCOPE = Scope(containers=(HAND, TICKER, SPARK, PHOENIX))

LONG = 3600  # seconds that hand-made has to sleep
UNASKED = ("Dns", "DnsOptions", "DnsSearch", "Devices", "PortBindings")  # settings nobody here asks for


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
    if look.find_container(HAND) is None:
        raise _no_hand_made(look)
    found = look.container(HAND)
    _from_busybox(look, found)
    expect(
        not _by_docker(found),
        _("hand-made를 docker 명령으로 만들었습니다."),
        expected=_("직접 보낸 `POST /containers/create`"),
        found=_("`docker run`이나 `docker create`가 보내는 설정"),
        hint=_("`docker rm -f hand-made`로 지우고 `08_daemon/dockerhttp.py`로 요청을 보내세요."),
    )
    _could_start(
        found,
        _(
            'Cmd는 낱말마다 나눈 목록입니다: `["sleep", "3600"]`. `docker rm hand-made`로 지우고 다시 만드세요.'
        ),
    )
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
    expect(
        not _naps(found),
        _("hand-made의 명령이 곧 끝납니다."),
        expected='["sleep", "3600"]',
        found=" ".join(found.command),
        hint=_("Cmd에 오래 걸리는 명령을 넣고 지운 다음 다시 만드세요: `docker rm -f hand-made`"),
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
    silent=True,
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
        not _in_front(_runs(look, found)),
        _("ticker는 앞에서(foreground) 시작되었습니다."),
        expected=_("`-d`로 시작한 컨테이너"),
        found=_("표준 출력이 클라이언트에 이어진 채로 시작됨"),
        hint=_("`docker rm -f ticker`로 지우고 `docker run -d …`로 다시 실행하세요."),
    )
    lines = _lines(look, found)
    expect(
        lines,
        _("ticker가 아무것도 출력하지 않습니다."),
        expected=_("1초에 한 줄"),
        found=_("빈 로그"),
        hint=_("`docker logs ticker`로 확인하고, 반복문에서 `date`를 실행하세요."),
    )
    last = lines[-1][1]
    expect(
        len({second for second, _text in lines}) > 1,
        _("ticker의 출력이 이어지지 않습니다."),
        expected=_("1초에 한 줄"),
        found=_("한 번에 나온 출력, 마지막 줄 {line}").format(line=last),
        hint=_("방금 시작했으면 2초 뒤에 다시 확인하세요. 아니면 반복문에서 `date`를 실행하세요."),
    )
    expect(
        len({text for _second, text in lines}) > 1,
        _("ticker가 늘 같은 줄을 출력합니다."),
        expected=_("줄마다 다른 시각"),
        found=last,
        hint=_("큰따옴표 안의 `$(date)`는 내 셸이 미리 바꿉니다. 반복문 전체를 작은따옴표로 감싸세요."),
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
    runs = _runs(look, found)
    seen = [one for one, running in runs if one.action == "attach" and running]
    expect(
        seen,
        _("ticker에 붙은 기록이 없습니다."),
        expected="attach",
        found=_("시작하면서 붙은 기록뿐") if _in_front(runs) else _("기록 없음"),
        hint=_("`docker logs`는 붙는 것이 아닙니다. `docker attach --sig-proxy=false ticker`"),
    )
    ended = [one for one, _running in runs if one.action == "die" and one.time > seen[-1].time]
    expect(
        found.running and not ended,
        _("붙은 뒤에 ticker가 끝났습니다. 신호가 컨테이너까지 전달되었습니다."),
        expected=_("attach 뒤에 die가 없음"),
        found=_("attach 뒤에 die, 지금은 {status}").format(status=found.status),
        hint=_("`--sig-proxy=false`로 다시 붙어 보세요.")
        if found.running
        else _("`docker start ticker` 다음에 `--sig-proxy=false`로 다시 붙어 보세요."),
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
    image = started[-1].attributes.get("image", BUSYBOX)
    made_from = look.find_image(image)
    expect(
        made_from and made_from.id == look.base(BUSYBOX).id,
        _("컨테이너 {name}: 다른 이미지에서 만들어졌습니다.").format(name=SPARK),
        expected=BUSYBOX,
        found=image,
        hint=_("`docker run --rm --name spark busybox sh -c 'exit 3'`"),
    )
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
    _from_busybox(look, found)
    _could_start(found, _("`docker rm phoenix`로 지우고, 실패하는 명령 `sh -c 'exit 1'`로 다시 만드세요."))
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


def _no_hand_made(look: Look) -> NotYet:
    """Why there is no hand-made: a request without the name, with another one, or refused."""
    strays = [
        one.name
        for one in look.list_containers(ancestor=BUSYBOX)
        if one.name not in SCOPE.containers
        and not _by_docker(one)
        and not look.baseline.holds("container", one.name, one.id)
    ]
    hint = _("이름은 주소의 `?name=hand-made`가 정합니다. 답이 201이 아니면 그 message에 까닭이 있습니다.")
    if strays:
        hint = _(
            "이름은 주소의 `?name=hand-made`가 정합니다. 잘못 만든 것은 `docker rm -f {name}` 명령으로 지우세요."
        ).format(name=strays[0])
    return NotYet(
        _("컨테이너 {name}: 아직 없습니다.").format(name=HAND),
        expected=_("이름이 {name}인 컨테이너").format(name=HAND),
        found=strays[0] if strays else _("없음"),
        hint=hint,
    )


def _by_docker(container: Container) -> bool:
    """Whether the docker command made it: it sends empty lists for what nobody asked for.

    The engine keeps them. Three of them are enough, should a newer command leave some out. Podman fills
    in every list itself, CapAdd too, which the docker command does not send.
    """
    empty = [one for one in UNASKED if container.host.get(one) in ([], {})]
    return len(empty) >= 3 and container.host.get("CapAdd") is None


def _naps(container: Container) -> bool:
    """Whether its command is a sleep that is shorter than it should be."""
    program, length = ("", *container.command)[-2:]
    return program == "sleep" and length.isdigit() and int(length) < LONG


def _could_start(container: Container, hint: str) -> None:
    """The engine must have found the program; what it said otherwise stands in State.Error."""
    error = str(container.state.get("Error") or "")
    expect(
        container.running or not error,
        _("{name}의 프로그램을 시작하지 못했습니다.").format(name=container.name),
        expected="running",
        found=error.rpartition("exec: ")[2],
        hint=hint,
    )


def _runs(look: Look, container: Container) -> list[tuple[Event, bool]]:
    """What became of a container in order, and whether its program was running before each event."""
    # a container whose beginning is not in the journal is taken as running
    found, running = [], True
    for one in sorted(look.events, key=lambda one: one.time):
        if one.id == container.id and one.action in ("create", "start", "attach", "die"):
            found.append((one, running and one.action != "create"))
            running = one.action == "start" or (one.action == "attach" and running)
    return found


def _in_front(runs: list[tuple[Event, bool]]) -> bool:
    """Whether a client was attached before the last start: `docker run` without -d, `docker start -a`."""
    in_front = attached = False
    for one, running in runs:
        if one.action == "start":
            in_front, attached = attached, False
        elif one.action == "attach":
            attached = not running
    return in_front


def _lines(look: Look, container: Container) -> list[tuple[str, str]]:
    """The last lines it printed, each with the second it came in; empty ones left out."""
    raw: bytes = look.api.logs(container.id, tail=200, timestamps=True)
    stamped = [line.partition(" ")[::2] for line in raw.decode("utf-8", "replace").splitlines()]
    return [(stamp[: len("2026-01-01T00:00:00")], text.strip()) for stamp, text in stamped if text.strip()]


def _from_busybox(look: Look, container: Container) -> None:
    """The container must come from busybox."""
    if container.image_id != look.base(BUSYBOX).id:
        raise NotYet(
            _("컨테이너 {name}: 다른 이미지에서 만들어졌습니다.").format(name=container.name),
            expected=BUSYBOX,
            found=container.image_name,
            hint=_("`docker rm -f {name}` 명령으로 지우고 busybox에서 다시 만드세요.").format(
                name=container.name
            ),
        )
