"""The tasks about ending: a name put right, stop and kill with their exit codes, removal."""

from __future__ import annotations

from helpers.checks import N_, Look, NotYet, _, expect, task

from .lives import KILL, TERM, End, from_busybox, life, lives

TYPO, KEEPER, STUBBORN = "clcok", "clock", "stubborn"
ENDED_BY_TERM, ENDED_BY_KILL = "143", "137"  # 128 + 15, 128 + 9


@task(
    title=N_("clcok으로 띄운 컨테이너의 이름을 clock으로 바로잡기"),
    points=1,
    hints=(
        N_("먼저 안내대로 `clcok`이라는 이름으로 띄운 다음, 지우지 않고 이름만 바꿉니다."),
        N_("이름을 바꾸는 명령은 `docker rename`입니다. 지금 이름이 먼저, 새 이름이 나중입니다."),
        N_("`docker rename clcok clock`"),
    ),
)
def rename(look: Look) -> str:
    wrong = look.find_container(TYPO)
    expect(
        wrong is None or look.find_container(KEEPER),
        _("컨테이너의 이름이 아직 clcok입니다."),
        expected=KEEPER,
        found=TYPO,
        hint="`docker rename clcok clock`",
    )
    found = look.container(KEEPER)
    from_busybox(look, found)
    renamed = [one.attributes.get("oldName", "").lstrip("/") for one in life(look, found.id).all("rename")]
    expect(
        TYPO in renamed,
        _("clock이라는 컨테이너는 있지만, clcok에서 이름을 바꾼 것이 아닙니다."),
        expected="clcok → clock",
        found=" → ".join([*renamed, KEEPER]) if renamed else _("처음부터 clock"),
        hint=_(
            "`docker rename clock clcok` 다음에 `docker rename clcok clock`을 해 보세요. ID는 그대로입니다."
        ),
    )
    return _("이름만 바뀌고 컨테이너는 그대로입니다: {id}").format(id=found.id[:12])


@task(
    title=N_("clock을 docker stop으로 끝내기"),
    points=1,
    needs=("rename",),
    hints=(
        N_("`docker stop`은 컨테이너의 첫 프로세스에 SIGTERM을 보내고 끝나기를 기다립니다."),
        N_("신호로 끝난 프로세스의 종료 코드는 128 + 신호 번호입니다. SIGTERM은 15번입니다."),
        N_("`docker stop clock`을 실행하고 `docker ps -a`에서 Exited (143)을 확인하세요."),
    ),
)
def stop(look: Look) -> str:
    found = look.container(KEEPER)
    ends = life(look, found.id).ends()
    expect(
        ends,
        _("clock은 아직 한 번도 끝나지 않았습니다."),
        expected="Exited (143)",
        found=found.status,
        hint="`docker stop clock`",
    )
    if not any(_gentle(one) for one in ends):
        last = ends[-1]
        raise NotYet(
            _("clock이 SIGTERM을 받고 스스로 끝난 것이 아닙니다."),
            expected=_("신호 15, 종료 코드 143"),
            found=_described(last),
            hint=_("첫 프로세스가 SIGTERM에 반응하지 않습니다. clock을 지우고 `--init`을 넣어 다시 만드세요.")
            if TERM in last.signals
            else _("`docker start clock` 다음에 `docker stop clock`. `docker kill`은 기다리지 않고 SIGKILL을 보냅니다."),
        )  # fmt: skip
    return _("SIGTERM(15)을 받고 끝났습니다. 종료 코드는 128 + 15 = 143입니다.")


@task(
    title=N_("SIGTERM을 듣지 않는 stubborn을 docker stop으로 끝내기"),
    points=1,
    hints=(
        N_("`--init` 없이 띄운 셸은 PID 1이라서 SIGTERM을 듣지 않습니다. `docker stop`은 기다리다가 SIGKILL을 보냅니다."),
        N_("기다리는 시간은 보통 10초이고 `-t`로 바꿀 수 있습니다."),
        N_("`docker run -d --name stubborn busybox sh -c 'while true; do sleep 1; done'` 다음에 "
           "`docker stop -t 2 stubborn`"),
    ),
)  # fmt: skip
def stubborn(look: Look) -> str:
    made = lives(look, STUBBORN)
    if not made:
        look.container(STUBBORN)  # says that it is missing, or that it was there before the course
    ends = [end for one in made for end in one.ends()]
    expect(
        ends,
        _("stubborn이 아직 실행 중입니다."),
        expected=_("신호 15, 이어서 신호 9"),
        found="running",
        hint="`docker stop -t 2 stubborn`",
    )
    forced = [one for one in ends if _forced(one)]
    if not forced:
        last = ends[-1]
        raise NotYet(
            _("stubborn이 SIGTERM을 듣고 끝났습니다. `--init`이 들어 있었을 것입니다.")
            if last.signals == (TERM,)
            else _("stubborn에 SIGTERM을 먼저 보내지 않았습니다."),
            expected=_("신호 15, 이어서 신호 9, 종료 코드 137"),
            found=_described(last),
            hint=_("지우고 `docker run -d --name stubborn busybox sh -c 'while true; do sleep 1; done'`으로 다시 만든 "
                   "다음 `docker stop -t 2 stubborn`"),
        )  # fmt: skip
    return _(
        "SIGTERM을 보내고 {seconds}초 뒤에 SIGKILL을 보냈습니다. 종료 코드는 128 + 9 = 137입니다."
    ).format(seconds=forced[-1].seconds)


@task(
    title=N_("clock을 다시 켜서 docker kill로 끝내기"),
    points=1,
    needs=("stop",),
    hints=(
        N_("먼저 끝난 clock을 다시 켭니다. 새로 만들지 않습니다."),
        N_("`docker kill`은 신호를 하나 보내기만 합니다. 정하지 않으면 SIGKILL(9)입니다."),
        N_("`docker start clock` 다음에 `docker kill clock`"),
    ),
)
def kill(look: Look) -> str:
    found = look.container(KEEPER)
    ends = life(look, found.id).ends()
    gentle = [index for index, one in enumerate(ends) if _gentle(one)]
    later = ends[gentle[0] + 1 :] if gentle else []
    expect(
        later,
        _("clock을 stop으로 끝낸 뒤에 다시 켜서 kill한 기록이 없습니다."),
        expected=_("start, 이어서 신호 9"),
        found=found.status,
        hint=_("`docker start clock` 다음에 `docker kill clock`"),
    )
    expect(
        any(one.signals == (KILL,) and one.exit_code == ENDED_BY_KILL for one in later),
        _("clock이 다시 끝났지만 SIGKILL만으로 끝난 것이 아닙니다."),
        expected=_("신호 9, 종료 코드 137"),
        found=_described(later[-1]),
        hint=_(
            "`docker start clock`으로 다시 켜고 `docker kill clock`을 실행하세요. `-s`는 붙이지 않습니다."
        ),
    )
    return _("SIGKILL(9)은 프로세스가 받아 볼 수도 없습니다. 커널이 바로 끝냈습니다: 128 + 9 = 137.")


@task(
    title=N_("끝난 stubborn을 지우기"),
    points=1,
    needs=("stubborn",),
    hints=(
        N_("끝난 컨테이너는 지울 때까지 남아서 이름과 쓰기 층을 차지합니다."),
        N_("컨테이너를 지우는 명령은 `docker rm`입니다. 이미지를 지우는 `docker rmi`와 다릅니다."),
        N_("`docker rm stubborn`"),
    ),
)
def remove(look: Look) -> str:
    ended = [one for one in lives(look, STUBBORN) if any(_forced(end) for end in one.ends())]
    left = [found for one in ended if (found := look.find_container(one.id))]
    expect(
        ended,
        _("끝난 stubborn을 아직 보지 못했습니다."),
        expected=_("stubborn의 종료 기록"),
        found=_("기록 없음"),
        hint=_("먼저 stubborn을 띄우고 `docker stop -t 2 stubborn`으로 끝내세요."),
    )
    here = left[0] if left else look.find_container(STUBBORN)
    if here is not None:
        raise NotYet(
            _("컨테이너가 지워지지 않고 남아 있습니다: {name}").format(name=here.name),
            expected=_("`docker ps -a`에 없음"),
            found=here.status,
            hint=_("실행 중인 컨테이너는 먼저 끝내야 합니다: `docker stop -t 2 {name}`").format(
                name=here.name
            )
            if here.running
            else _("`docker rm {name}`").format(name=here.name),
        )
    return _("stubborn과 그 쓰기 층이 지워졌습니다. busybox 이미지는 그대로입니다.")


def _gentle(end: End) -> bool:
    """Whether the process ended by the first signal, SIGTERM, itself."""
    return end.signals == (TERM,) and end.exit_code == ENDED_BY_TERM


def _forced(end: End) -> bool:
    """Whether `docker stop` had to follow SIGTERM up with SIGKILL."""
    return end.signals == (TERM, KILL) and end.exit_code == ENDED_BY_KILL


def _described(end: End) -> str:
    return _("신호 {signals}, 종료 코드 {code}").format(
        signals=", ".join(end.signals) or _("없음"), code=end.exit_code
    )
