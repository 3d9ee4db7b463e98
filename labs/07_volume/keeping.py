"""The tasks about what a volume is: apart from every container, and not part of an image."""

from __future__ import annotations

from helpers.checks import (
    N_,
    Container,
    Look,
    NotYet,
    _,
    expect,
    find_volume,
    task,
    volume,
    volume_file,
    volume_listing,
)

from .evidence import Life, lives, similar
from .mounts import BASE, from_busybox, need_mount

VOLUME = "our-vol"
ONE, TWO, BOTH = "one", "two", "both"
FILE, INSIDE = "test.txt", "in-volume.txt"
TEXT = "hello"
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
        raise NotYet(
            _("볼륨 {name}: 아직 없습니다.").format(name=VOLUME),
            expected=VOLUME,
            found=", ".join(similar(look, VOLUME)) or _("없음"),
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
    if found or not lives(look, ONE):
        found = look.container(ONE)
        from_busybox(look, found)
        need_mount(found, VOLUME, again, at="/app", writable=True)
        expect(
            found.exit_code not in (126, 127),
            _("one이 명령을 찾지 못했습니다. 따옴표로 묶은 명령 전체를 프로그램 이름으로 알아들었습니다."),
            expected="sh -c '…'",
            found=" ".join(found.command),
            hint=again,
        )
    else:
        _need_no_slip(look, again)
    data = volume_file(look, VOLUME, FILE)
    if data is None:
        raise _not_written(look, found, again)
    text = data.decode("utf-8", "replace").strip()
    expect(
        text == TEXT,
        _("our-vol의 test.txt에 다른 것이 들어 있습니다."),
        expected=TEXT,
        found=text[:60] or _("빈 파일"),
        hint=again,
    )
    if found is None:
        _need_writer(look, again)
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
    data = volume_file(look, VOLUME, FILE)
    afresh = _("`docker rm two`로 지우고, one에서 our-vol에 파일을 쓰는 과제부터 다시 하세요.")
    expect(
        data,
        _("our-vol에 읽을 test.txt가 없습니다. 볼륨이 지워졌다가 새로 만들어졌거나, 파일이 지워졌습니다."),
        expected=FILE,
        found=_("볼륨에 그 파일이 없음") if data is None else _("빈 파일"),
        hint=afresh,
    )
    _need_writer(look, afresh)
    text = (data or b"").decode("utf-8", "replace").strip()
    printed, command = look.logs(found), " ".join(found.command)
    expect(
        found.exit_code == 0 and text in printed,
        _("two가 볼륨의 파일을 출력하지 않았습니다."),
        expected=text,
        found=printed.strip()[:80] or _("출력 없음"),
        hint=again,
    )
    expect(
        text not in command or FILE in command,
        _("two가 출력한 것은 볼륨의 파일이 아니라 명령에 적은 글자입니다."),
        expected="cat /app/test.txt",
        found=command,
        hint=again,
    )
    return _("one은 없어졌지만 파일은 남았습니다. 볼륨의 수명은 컨테이너와 따로입니다.")


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
    place = need_mount(found, VOLUME, again, at="/app")
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
    commits = look.happened("container", "commit", BOTH)
    expect(
        image.id in {one.attributes.get("imageID") for one in commits},
        _("vol-box:committed는 both를 커밋한 이미지가 아닙니다. 다른 방법으로 만들어졌습니다."),
        expected="docker commit both vol-box:committed",
        found=look.history(image)[0][:80],
        hint=_("`docker rmi vol-box:committed` 다음에 `docker commit both vol-box:committed`"),
    )
    return _("이미지에는 /out.txt만 있습니다. 볼륨은 쓰기 층을 거치지 않으므로 커밋에 들어가지 않습니다.")


def _made(look: Look, name: str, container_id: str) -> int:
    """When this container was made (ns); 0 if the journal does not know it."""
    made = [one.time for one in look.happened("container", "create", name) if one.id == container_id]
    return made[-1] if made else 0


def _writer(look: Look) -> Life | None:
    """The container `one` in whose time the file in the volume was last written, gone or not."""
    written = volume_listing(look, VOLUME).get(FILE, 0)
    return next((one for one in reversed(lives(look, ONE)) if one.start <= written <= one.end), None)


def _need_writer(look: Look, hint: str) -> None:
    """A `one` that is gone must have written the file, and must have come from busybox."""
    writer = _writer(look)
    if writer is None:
        raise NotYet(
            _("our-vol의 test.txt는 one이 쓴 것이 아닙니다. one이 끝난 뒤나 만들어지기 전에 쓰였습니다."),
            expected=_("one이 쓴 파일"),
            found=_("다른 때에 쓰인 파일"),
            hint=hint,
        )
    image = look.find_image(writer.image)
    expect(
        image and image.id == look.base(BASE).id,
        _("one은 이미 지워졌고, 다른 이미지에서 만들어졌습니다."),
        expected=BASE,
        found=writer.image,
        hint=hint,
    )


def _need_no_slip(look: Look, again: str) -> None:
    """A `one` that is gone may have had another volume, of nearly the same name."""
    slips = similar(look, VOLUME)
    expect(
        not slips or look.list_containers(volume=VOLUME),
        _("one은 이미 지워졌고 our-vol에는 연결된 컨테이너가 없습니다. 이름이 비슷한 다른 볼륨이 있습니다."),
        expected=VOLUME,
        found=", ".join(slips),
        hint=_("볼륨 이름을 확인하고 `--rm` 없이 다시 만드세요. {again}").format(again=again),
    )


def _not_written(look: Look, one: Container | None, again: str) -> NotYet:
    """Why the file is not in the volume: it went into the writable layer, has another name, or is nowhere."""
    changes = look.diff(one) if one else ()
    beside = [change.path for change in changes if change.path.endswith(f"/{FILE}")]
    inside = ", ".join(volume_listing(look, VOLUME))
    if beside:
        hint = _("`/app` 밖에 쓴 파일은 볼륨이 아니라 컨테이너의 쓰기 층에 남습니다. {again}")
    elif inside:
        hint = _("볼륨에 쓴 파일의 이름을 확인하세요. {again}")
    else:
        hint = _("명령이 실패했는지 `docker logs one` 명령으로 보세요. {again}")
    return NotYet(
        _("our-vol 안에 test.txt가 없습니다."),
        expected="/app/test.txt",
        found=", ".join(beside) or _("볼륨에 있는 것: {names}").format(names=inside or _("없음")),
        hint=hint.format(again=again),
    )
