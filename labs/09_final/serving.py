"""The tasks about the running service: reachable, lasting, and polite when it is told to stop."""

from __future__ import annotations

import re
from datetime import datetime

from helpers.checks import N_, Container, Event, Image, Look, _, expect, task, volume

from .assignment import current

INSIDE, DATA, VISITS = 8080, "/data", "/data/visits"
POLITE = (0, 143)  # ended by itself after TERM, or by TERM (128 + 15)
LIMIT = 3.0  # seconds from TERM to the end; those who ignore it are killed after 10
_TOKEN = re.compile(r"\bt-[0-9a-f]{10}\b")
_COUNT = re.compile(r"visits:\s*(\d+)")


@task(
    title=N_("127.0.0.1의 정해진 포트에 공개하기"),
    points=2,
    needs=("image",),
    hints=(
        N_("`-d`로 뒤에서 실행하고 `--name`으로 이름을, `-p`로 포트를 정합니다."),
        N_("`-p`는 주소:바깥포트:안쪽포트입니다. 주소를 빼면 이 컴퓨터의 모든 주소에 열립니다."),
        N_('`docker run -d --name "$CONTAINER" -p "127.0.0.1:$PORT:8080" "$IMAGE"`'),
    ),
)
def serve(look: Look) -> str:
    mine, web = current(), _web(look)
    _published(web, mine.port)
    text = _page(look, web)
    shown = _TOKEN.search(text)
    expect(
        mine.token in text,
        _("페이지에 내 토큰이 없습니다."),
        expected=mine.token,
        found=_("다른 토큰 {token}").format(token=shown[0]) if shown else text.strip()[:60] or _("빈 페이지"),
        hint=_("`course assignment`가 보여 주는 TOKEN을 페이지에 넣고 다시 빌드해 컨테이너를 바꾸세요."),
    )
    counts = [_count(text), _count(_page(look, web))]
    expect(
        counts[1] > counts[0],
        _("두 번 물었는데 방문 수가 늘지 않습니다."),
        expected=_("{n}보다 큰 수").format(n=counts[0]),
        found=str(counts[1]),
        hint=_(
            "고정된 글이거나 /data에 쓰지 못하는 것입니다. `docker logs {name}`을 보고, `docker exec {name} ls -ld /data`로 주인을 확인하세요."
        ).format(name=web.name),
    )
    return _("http://127.0.0.1:{port}/ 에 토큰과 방문 수가 보입니다. 방문 수: {n}").format(
        port=mine.port, n=counts[1]
    )


@task(
    title=N_("컨테이너를 바꾸어도 방문 수를 잃지 않기"),
    points=2,
    needs=("serve",),
    hints=(
        N_("컨테이너를 지우면 쓰기 층도 사라집니다. 남아야 하는 것은 이름 있는 볼륨에 둡니다."),
        N_("볼륨을 /data에 연결해 실행하고, 페이지를 몇 번 연 다음, 그 컨테이너를 지우고 같은 볼륨으로 다시 실행합니다."),
        N_('`docker run`에 `-v "$VOLUME:/data"`를 더해 실행하고, `docker rm -f "$CONTAINER"` 다음에 같은 `docker run`을 한 번 더 합니다.'),
    ),
)  # fmt: skip
def persist(look: Look) -> str:
    mine, web = current(), _web(look)
    _published(web, mine.port)
    again = _('`docker rm -f "$CONTAINER"` 다음에 `-v "$VOLUME:/data"`를 더해 다시 실행하세요.')
    data = [one for one in web.mounts if one.get("Destination") == DATA]
    expect(
        data and data[0].get("Type") == "volume" and data[0].get("Name") == mine.volume,
        _("방문 수가 정해진 볼륨에 쌓이지 않습니다."),
        expected=f"{mine.volume}:{DATA}",
        found=_mounts(web) or _("볼륨 없음: 컨테이너의 쓰기 층에 쌓임"),
        hint=again,
    )
    made = volume(look, mine.volume)
    shown = _count(_page(look, web))
    stored = (look.file(web, VISITS) or b"").decode(errors="replace").strip()
    expect(
        stored.isdecimal() and int(stored) >= shown > 0,
        _("페이지의 방문 수와 볼륨에 적힌 수가 다릅니다."),
        expected=_("{path}에 {n}").format(path=VISITS, n=shown),
        found=stored or _("빈 파일이거나 파일 없음"),
        hint=_("방문 수를 적는 파일이 /data/visits인지, 그 사용자가 쓸 수 있는지 확인하세요."),
    )
    expect(
        _replaced(look, web, made.name) and _inherited(look, web),
        _("볼륨에 연결한 컨테이너를 아직 새것으로 바꾸어 보지 않았습니다."),
        expected=_("볼륨을 연결해 페이지를 열고, 지우고, 같은 볼륨으로 다시 만든 컨테이너"),
        found=_("볼륨의 방문 수가 지금의 컨테이너에서 시작됨"),
        hint=_('`docker rm -f "$CONTAINER"` 다음에 같은 `docker run`을 한 번 더 실행하세요.'),
    )
    return _("컨테이너를 바꾼 뒤에도 방문 수가 {n}입니다. 볼륨 {name}에 들어 있습니다.").format(
        n=shown, name=mine.volume
    )


@task(
    title=N_("멈추라고 하면 곧바로 끝나기"),
    points=1,
    needs=("serve",),
    hints=(
        N_("`docker stop`은 1번 프로세스에 TERM을 보내고 10초를 기다립니다. 1번 프로세스는 스스로 받겠다고 한 신호만 받습니다."),
        N_("httpd는 TERM을 따로 받지 않습니다. 신호를 전해 주는 작은 init을 1번 프로세스로 두는 `docker run`의 옵션이 있습니다."),
        N_('`docker run`에 `--init`을 더해 컨테이너를 다시 만들고 `docker restart "$CONTAINER"`로 시험하세요.'),
    ),
)  # fmt: skip
def stop(look: Look) -> str:
    web = _web(look)
    ended = _last_stop(look, web)
    expect(
        ended,
        _("지금의 컨테이너를 아직 멈춰 보지 않았습니다."),
        expected=_("TERM을 받고 끝난 기록"),
        found=_("기록 없음"),
        hint=_("`docker restart {name}`은 멈췄다가 다시 켭니다. `docker kill`이나 `docker rm -f`는 시험이 아닙니다.").format(name=web.name),
    )  # fmt: skip
    seconds, code = ended[-1]
    expect(
        code in POLITE and seconds <= LIMIT,
        _("멈추라는 신호를 받고도 곧바로 끝나지 않았습니다."),
        expected=_("{seconds}초 안에 종료 코드 0이나 143").format(seconds=round(LIMIT)),
        found=_("{seconds}초, 종료 코드 {code}").format(seconds=round(seconds, 1), code=code),
        hint=_('1번 프로세스가 TERM을 무시합니다. `--init`을 더해 다시 만들고 `docker restart "$CONTAINER"`'),
    )
    return _("TERM을 받고 {seconds}초 만에 끝났습니다. 종료 코드는 {code}입니다.").format(
        seconds=round(seconds, 1), code=code
    )


def _web(look: Look) -> Container:
    """The learner's service: running, and made from the image as it is now."""
    mine = current()
    web, built = look.container(mine.container), look.image(mine.image)
    expect(
        web.image_id == built.id,
        _("컨테이너 {name}: 지금의 {image}에서 만든 것이 아닙니다.").format(name=web.name, image=mine.image),
        expected=built.short(),
        found=web.image_name,
        hint=_("이미지를 다시 빌드했다면 컨테이너도 지우고 다시 만드세요."),
    )
    expect(
        web.running,
        _("컨테이너 {name}: 실행 중이 아닙니다.").format(name=web.name),
        expected="running",
        found=_ending(web),
        hint=_why_not_running(web).format(name=web.name),
    )
    _as_built(web, built)
    return web


def _ending(web: Container) -> str:
    if web.status != "created":
        return _("{status}, 종료 코드 {code}").format(status=web.status, code=web.exit_code)
    # the engine puts every layer that failed before the reason, with long ids
    reason = ": ".join(str(web.state.get("Error") or "").split(": ")[-2:])
    return f"created: {reason}" if reason else "created"


def _why_not_running(web: Container) -> str:
    """Where to look; only a program that ran and failed has written why."""
    if web.status == "created":
        return _(
            "만들어졌지만 시작되지 않았습니다. 오류가 있다면 먼저 없앤 다음 `docker start {name}` 명령으로 켜세요. 포트를 쓰는 컨테이너는 `docker ps`로 찾습니다."
        )
    if web.exit_code == 0:
        return _(
            "오류 없이 끝났습니다. `docker start {name}` 명령으로 켜세요. 또 바로 끝난다면 httpd에 `-f`가 없어 뒤로 물러난 것입니다."
        )
    return _("`docker logs {name}`에 까닭이 있습니다.")


def _as_built(web: Container, built: Image) -> None:
    """What the image prescribes must not be taken back when it is run."""
    users = [str(one.config.get("User") or "root").partition(":")[0] for one in (built, web)]
    expect(
        users[0] == users[1],
        _("컨테이너 {name}: 이미지에 정한 사용자로 실행되지 않습니다.").format(name=web.name),
        expected=users[0],
        found=users[1],
        hint=_("컨테이너를 지우고 `-u`(`--user`) 없이 다시 실행하세요. 그러면 이미지의 USER를 따릅니다."),
    )
    tests = [" ".join((one.config.get("Healthcheck") or {}).get("Test") or ()) for one in (built, web)]
    expect(
        tests[0] == tests[1],
        _("컨테이너 {name}: 이미지의 HEALTHCHECK를 쓰지 않습니다.").format(name=web.name),
        expected=tests[0],
        found=tests[1] or _("없음"),
        hint=_("컨테이너를 지우고 `--no-healthcheck`나 `--health-cmd` 없이 다시 실행하세요."),
    )


def _published(web: Container, port: int) -> None:
    wanted = f"127.0.0.1:{port}->{INSIDE}/tcp"
    found = [
        f"{address}:{outside}->{inside}"
        for inside, places in web.ports.items()
        for address, outside in places
    ]
    shown = ", ".join(found) or _("공개한 포트 없음")
    hint = _('컨테이너를 지우고 `-p "127.0.0.1:$PORT:8080"`으로 다시 실행하세요.')
    expect(
        all(one.startswith("127.0.0.1:") for one in found),
        _("포트가 다른 컴퓨터에서도 들어올 수 있는 주소에 열려 있습니다."),
        expected=wanted,
        found=shown,
        hint=hint,
    )
    expect(found == [wanted], _("공개한 포트가 다릅니다."), expected=wanted, found=shown, hint=hint)


def _page(look: Look, web: Container) -> str:
    said = look.http(web, INSIDE)
    expect(
        said.status == 200,
        _("페이지가 나오지 않습니다."),
        expected=_("GET / 에 200"),
        found=str(said.status) if said.status else _("대답 없음"),
        hint=_(
            "`docker logs {name}`을 보세요. 404라면 /www/cgi-bin/index.cgi가 없거나 실행할 수 없는 것이고, 대답이 없다면 httpd의 포트가 8080이 아닌 것입니다."
        ).format(name=web.name),
    )
    return said.body


def _count(text: str) -> int:
    found = _COUNT.search(text)
    expect(
        found,
        _("페이지에 방문 수가 없습니다."),
        expected="visits: 1",
        found=text.strip()[:60] or _("빈 페이지"),
        hint=_("`visits: `와 수로 된 줄을 페이지에 넣으세요."),
    )
    return int(found[1]) if found else 0


def _mounts(web: Container) -> str:
    rows = (f"{one.get('Name') or one.get('Source')}:{one.get('Destination')}" for one in web.mounts)
    return ", ".join(rows)


def _replaced(look: Look, web: Container, volume_name: str) -> bool:
    """Whether a container of this name was made after the volume, removed, and made again."""
    # the engine says "create" again for each container that names a volume which is there already
    lost = max((one.time for one in look.happened("volume", "destroy", volume_name)), default=0)
    born = (one.time for one in look.happened("volume", "create", volume_name) if one.time > lost)
    since = next(born, 0)
    made = [one.time for one in look.happened("container", "create", web.name) if one.time > since]
    gone = [one.time for one in look.happened("container", "destroy", web.name)]
    return any(first < end < made[-1] for first in made for end in gone)


def _inherited(look: Look, web: Container) -> bool:
    """Whether the visits were in the volume before this container; True where that cannot be told.

    The journal does not say which container had the volume, but making /data/visits changes /data.
    """
    changed = _changed(look, web)
    if changed < datetime.fromisoformat(web.raw["Created"]).timestamp():
        return True
    _page(look, web)
    return _changed(look, web) > changed  # a page that makes the file anew each time (mv, sed -i)


def _changed(look: Look, web: Container) -> float:
    """When a file in /data was last made, renamed or removed: seconds since 1970."""
    ran = look.run_in(web, "stat", "-c", "%Y %y", DATA)
    if ran.code != 0:  # it has ended meanwhile
        return 0.0
    seconds, _day, clock, *_zone = ran.output.split()
    return int(seconds) + float("0." + clock.partition(".")[2])


def _last_stop(look: Look, web: Container) -> list[tuple[float, int]]:
    """Seconds and exit code of each time this very container was told to end, the newest last."""
    found: list[tuple[float, int]] = []
    told: Event | None = None
    for event in look.events:
        if event.kind != "container" or event.id != web.id:
            continue
        if event.action == "start":
            told = None
        elif event.action == "kill" and told is None:
            told = event
        elif event.action == "die" and told and told.attributes.get("signal") not in ("9", "SIGKILL"):
            found.append(((event.time - told.time) / 1e9, int(event.attributes.get("exitCode", -1))))
    return found
