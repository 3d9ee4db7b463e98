"""The tasks about what a volume is: apart from every container, shared, and not part of an image."""

from __future__ import annotations

from helpers.checks import N_, Look, NotYet, _, expect, find_volume, task, volume, volume_file

from .mounts import BASE, described, from_busybox, mount_of, need_mount

VOLUME = "our-vol"
ONE, TWO, WRITER, READER, BOTH = "one", "two", "writer", "reader", "both"
FILE, CLOCK, INSIDE = "test.txt", "clock.txt", "in-volume.txt"
OUTSIDE = "/out.txt"
COMMITTED = "vol-box:committed"


@task(
    title=N_("볼륨 our-vol 만들기"),
    points=1,
    hints=(
        N_("볼륨을 다루는 명령은 `docker volume`으로 시작합니다."),
        N_("만드는 명령은 `docker volume create`이고, 그 뒤에 이름을 씁니다."),
        N_("`docker volume create our-vol`"),
    ),
)
def create(look: Look) -> str:
    if find_volume(look, VOLUME) is None:
        names = [str(one["Name"]) for one in look.api.volumes()["Volumes"] or ()]
        raise NotYet(
            _("볼륨 {name}: 아직 없습니다.").format(name=VOLUME),
            expected=VOLUME,
            found=", ".join(sorted(names)) or _("볼륨 없음"),
            hint=_("이름의 줄표와 밑줄, 대소문자를 확인하세요: `docker volume create our-vol`"),
        )
    return _("볼륨의 파일은 엔진의 호스트에 있습니다: {path}").format(path=volume(look, VOLUME).mountpoint)


@task(
    title=N_("one 컨테이너에서 our-vol에 파일 쓰기"),
    points=1,
    needs=("create",),
    hints=(
        N_("`docker run`의 `-v`가 볼륨과 컨테이너 안의 경로를 잇습니다. 사이에 콜론을 씁니다."),
        N_("볼륨은 `/app`에 연결하고, 파일은 `/app/test.txt`에 씁니다. 이름을 틀리면 새 볼륨이 생깁니다."),
        N_("`docker run --name one -v our-vol:/app busybox sh -c 'echo hello > /app/test.txt'`"),
    ),
)
def mount(look: Look) -> str:
    volume(look, VOLUME)
    again = _("`docker rm -f one`으로 지우고 `docker run --name one -v our-vol:/app busybox sh -c 'echo hello > /app/test.txt'`")  # fmt: skip
    found = look.find_container(ONE)
    if found or not _ran(look, ONE):
        found = look.container(ONE)
        from_busybox(look, found)
        place = need_mount(found, VOLUME, again)
        expect(
            place == "/app",
            _("one에서 our-vol이 다른 경로에 연결되어 있습니다."),
            expected="our-vol:/app",
            found=described(found),
            hint=again,
        )
    expect(
        found is None or found.exit_code not in (126, 127),
        _("one이 명령을 찾지 못했습니다. 따옴표로 묶은 명령 전체를 프로그램 이름으로 알아들었습니다."),
        expected="sh -c '…'",
        found=" ".join(found.command) if found else "",
        hint=again,
    )
    expect(
        volume_file(look, VOLUME, FILE) is not None,
        _("our-vol 안에 test.txt가 없습니다."),
        expected="/app/test.txt",
        found=_("볼륨에 그 파일이 없음"),
        hint=_("`/app` 밖에 쓴 파일은 볼륨이 아니라 컨테이너의 쓰기 층에 남습니다. {again}").format(
            again=again
        ),
    )
    return _("test.txt가 볼륨에 있습니다. 컨테이너의 /app은 그 볼륨으로 가는 문입니다.")


@task(
    title=N_("one을 지운 뒤 two에서 같은 파일 읽기"),
    points=1,
    needs=("create",),
    hints=(
        N_("먼저 one을 지웁니다. 볼륨은 지우지 않습니다."),
        N_("새 컨테이너 two를 같은 볼륨에 연결하고 파일을 출력합니다. 경로는 달라도 됩니다."),
        N_("`docker rm one` 다음에 `docker run --name two -v our-vol:/app busybox cat /app/test.txt`"),
    ),
)
def outlive(look: Look) -> str:
    found = look.find_container(TWO)
    kept = look.find_container(ONE)
    if kept and (found is None or _made(look, ONE, kept.id) < _made(look, TWO, found.id)):
        raise NotYet(
            _("파일을 쓴 one이 아직 남아 있습니다. one이 없어진 뒤에도 파일이 있는지 보아야 합니다."),
            expected=_("one 없음"),
            found=_("one 있음"),
            hint=_(
                "`docker rm one`으로 지우세요. two를 이미 만들었다면 `docker rm two`로 지우고 나중에 다시 만드세요."
            ),
        )
    found = look.container(TWO)
    from_busybox(look, found)
    again = _("`docker rm two` 다음에 `docker run --name two -v our-vol:/app busybox cat /app/test.txt`")
    need_mount(found, VOLUME, again)
    made = _made(look, TWO, found.id)
    writers = [one for one in look.happened("container", "create", ONE) if one.time < made]
    gone = [one.id for one in look.happened("container", "destroy", ONE) if one.time < made]
    expect(
        writers and writers[-1].id in gone,
        _("two를 one보다 먼저 만들었거나, one이 있는 동안 만들었습니다."),
        expected=_("one 삭제, 이어서 two 생성"),
        found=_("two 생성이 먼저"),
        hint=again,
    )
    text = (volume_file(look, VOLUME, FILE) or b"").decode("utf-8", "replace").strip()
    printed = look.logs(found)
    expect(
        found.exit_code == 0 and ((text and text in printed) or FILE in printed),
        _("two가 볼륨의 파일을 출력하지 않았습니다."),
        expected=text or FILE,
        found=printed.strip()[:80] or _("출력 없음"),
        hint=again,
    )
    return _("one은 없어졌지만 파일은 남았습니다. 볼륨의 수명은 컨테이너와 따로입니다.")


@task(
    title=N_("writer와 reader가 our-vol을 함께 쓰기"),
    points=1,
    needs=("create",),
    hints=(
        N_("볼륨 하나를 컨테이너 둘에 연결합니다. 둘 다 뒤에서 실행 중이어야 합니다."),
        N_("reader는 읽기만 하도록 `-v 볼륨:경로:ro`로 연결합니다."),
        N_(
            "writer는 `-v our-vol:/out`에 clock.txt를 쓰고, reader는 `-v our-vol:/in:ro`로 `tail -F /in/clock.txt`"
        ),
    ),
)
def share(look: Look) -> str:
    places = {}
    for name in (WRITER, READER):
        found = look.container(name)
        from_busybox(look, found)
        again = _("`docker rm -f {name}`으로 지우고 `-v our-vol:경로`로 다시 만드세요.").format(name=name)
        places[name] = need_mount(found, VOLUME, again)
        expect(
            found.running,
            _("컨테이너 {name}: 실행 중이 아닙니다.").format(name=name),
            expected="running",
            found=_("{status}, 명령 `{command}`").format(
                status=found.status, command=" ".join(found.command)
            ),
            hint=_(
                "`docker start {name}`으로 켜세요. 바로 또 끝나면 `docker logs {name}`으로 까닭을 보세요."
            ).format(name=name),
        )
    reader = look.container(READER)
    expect(
        not (mount_of(reader, VOLUME) or {}).get("RW"),
        _("reader가 볼륨에 쓸 수도 있습니다."),
        expected=f"our-vol:{places[READER]}:ro",
        found=described(reader),
        hint=_("`docker rm -f reader` 다음에 `-v our-vol:{path}:ro`로 다시 만드세요.").format(
            path=places[READER]
        ),
    )
    expect(
        look.stat(reader, f"{places[READER]}/{CLOCK}"),
        _("reader가 연결된 볼륨에 clock.txt가 없습니다."),
        expected=f"{places[READER]}/{CLOCK}",
        found=_("없음"),
        hint=_("writer가 볼륨이 연결된 경로 {path} 안에 쓰는지 보세요.").format(path=places[WRITER]),
    )
    return _("writer가 쓴 것을 reader가 바로 읽습니다. 파일은 하나이고 문이 둘입니다.")


@task(
    title=N_("commit한 이미지에 볼륨의 내용이 없음을 보이기"),
    points=1,
    needs=("create",),
    hints=(
        N_("both 컨테이너가 볼륨 안과 밖에 파일을 하나씩 쓰고, 그 컨테이너를 커밋합니다."),
        N_("볼륨은 `/app`에 연결합니다. 파일은 `/app/in-volume.txt`와 `/out.txt`입니다."),
        N_("`docker run --name both -v our-vol:/app busybox sh -c 'echo in > /app/in-volume.txt; echo out > /out.txt'` "
           "다음에 `docker commit both vol-box:committed`"),
    ),
)  # fmt: skip
def commit(look: Look) -> str:
    found = look.container(BOTH)
    from_busybox(look, found)
    again = _("`docker rm both`와 `docker rmi vol-box:committed`로 지우고 둘 다 다시 만드세요.")
    place = need_mount(found, VOLUME, again)
    expect(
        volume_file(look, VOLUME, INSIDE) is not None,
        _("both가 볼륨 안에 in-volume.txt를 쓰지 않았습니다."),
        expected=f"{place}/{INSIDE}",
        found=_("볼륨에 그 파일이 없음"),
        hint=again,
    )
    expect(
        look.stat(found, OUTSIDE),
        _("both가 볼륨 밖에 /out.txt를 쓰지 않았습니다."),
        expected=OUTSIDE,
        found=_("없음"),
        hint=again,
    )
    image = look.image(COMMITTED)
    inside = look.probe(image, "test", "-e", f"{place}/{INSIDE}")
    outside = look.probe(image, "test", "-e", OUTSIDE)
    expect(
        image.builds_on(look.base(BASE)) and outside.code == 0,
        _("vol-box:committed에 /out.txt가 없습니다. both를 커밋한 이미지가 아닙니다."),
        expected=OUTSIDE,
        found=_("없음"),
        hint="`docker commit both vol-box:committed`",
    )
    expect(
        inside.code != 0,
        _(
            "vol-box:committed에 in-volume.txt가 들어 있습니다. 볼륨이 아니라 쓰기 층에 쓴 컨테이너를 커밋했습니다."
        ),
        expected=_("{path} 없음").format(path=f"{place}/{INSIDE}"),
        found=_("{path} 있음").format(path=f"{place}/{INSIDE}"),
        hint=again,
    )
    return _("이미지에는 /out.txt만 있습니다. 볼륨은 쓰기 층을 거치지 않으므로 커밋에 들어가지 않습니다.")


def _made(look: Look, name: str, container_id: str) -> int:
    """When this container was made (ns); 0 if the journal does not know it."""
    made = [one.time for one in look.happened("container", "create", name) if one.id == container_id]
    return made[-1] if made else 0


def _ran(look: Look, name: str) -> bool:
    """Whether a container that was made under this name ended well, even if it is gone."""
    made = {one.id for one in look.happened("container", "create", name)}
    ended = look.happened("container", "die", name, exitCode="0")
    return any(one.id in made for one in ended)
