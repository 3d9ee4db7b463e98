"""The tasks about the host's folders: bind mounts, backing a volume up and restoring it."""

from __future__ import annotations

import io
import tarfile

from helpers.checks import N_, Container, Look, NotYet, _, expect, task, volume, volume_file

from .keeping import FILE, VOLUME
from .mounts import described, from_busybox, need_mount

PAGE, SAVER, LOADER = "page", "saver", "loader"
RESTORED = "restored-vol"
ARCHIVE = "our-vol.tgz"
LARGEST = 20_000_000  # bytes of an archive that is read


@task(
    title=N_("호스트의 폴더를 page 컨테이너의 웹 페이지로 쓰기"),
    points=1,
    hints=(
        N_("바인드 마운트는 볼륨 이름 자리에 호스트의 폴더를 씁니다. 경로가 `/`로 시작해야 폴더로 알아듣습니다."),
        N_("노트북 옆의 `07_volume/site` 폴더를 컨테이너의 `/www`에 읽기 전용으로 연결합니다."),
        N_("`docker run -d --init --name page -v \"$PWD/07_volume/site:/www:ro\" busybox httpd -f -h /www`"),
    ),
)  # fmt: skip
def bind(look: Look) -> str:
    found = look.container(PAGE)
    from_busybox(look, found)
    again = _("`docker rm -f page` 다음에 `docker run -d --init --name page -v \"$PWD/07_volume/site:/www:ro\" busybox httpd -f -h /www`")  # fmt: skip
    here = next((one for one in found.mounts if one["Destination"] == "/www"), None)
    if here is None:
        raise NotYet(
            _("page의 /www에 아무것도 연결되어 있지 않습니다."),
            expected=_("폴더:/www:ro"),
            found=described(found),
            hint=again,
        )
    expect(
        here["Type"] == "bind",
        _("page의 /www에 호스트의 폴더가 아니라 볼륨이 연결되어 있습니다."),
        expected=_("폴더:/www:ro"),
        found=described(found),
        hint=_("`/`로 시작하지 않으면 볼륨의 이름으로 알아듣습니다. {again}").format(again=again),
    )
    expect(
        look.stat(found, "/www/index.html"),
        _("연결한 폴더에 index.html이 없습니다."),
        expected="/www/index.html",
        found=str(here.get("Source", "")),
        hint=_("없는 폴더를 `-v`로 연결하면 엔진이 빈 폴더를 만듭니다. 경로를 확인하세요. {again}").format(
            again=again
        ),
    )
    expect(
        not here.get("RW"),
        _("page가 호스트의 폴더를 고칠 수 있습니다."),
        expected=_("폴더:/www:ro"),
        found=described(found),
        hint=again,
    )
    expect(
        found.running,
        _("page가 실행 중이 아닙니다."),
        expected="running",
        found=_("{status}, 명령 `{command}`").format(status=found.status, command=" ".join(found.command)),
        hint=again,
    )
    return _("page의 /www는 호스트의 {path} 폴더 그 자체입니다.").format(path=here.get("Source", ""))


@task(
    title=N_("our-vol을 호스트의 파일로 백업하기"),
    points=1,
    needs=("mount",),
    hints=(
        N_("볼륨과 호스트의 폴더를 한 컨테이너에 함께 연결하고, 그 안에서 tar로 묶습니다."),
        N_("채점할 수 있도록 `--rm` 없이 이름은 saver로 하세요. 볼륨은 `/from`, 폴더는 `/to`에 연결합니다."),
        N_("`docker run --name saver -v our-vol:/from:ro -v \"$PWD/07_volume:/to\" busybox tar -C /from -czf /to/our-vol.tgz .`"),
    ),
)  # fmt: skip
def backup(look: Look) -> str:
    found = look.container(SAVER)
    from_busybox(look, found)
    again = _("`docker rm -f saver` 다음에 `docker run --name saver -v our-vol:/from:ro -v \"$PWD/07_volume:/to\" busybox tar -C /from -czf /to/our-vol.tgz .`")  # fmt: skip
    folders = [one for one in found.mounts if one["Type"] == "bind"]
    if not folders:
        raise NotYet(
            _("saver에 호스트의 폴더가 연결되어 있지 않습니다. 백업이 컨테이너와 함께 사라집니다."),
            expected=_("-v 폴더:/to"),
            found=described(found),
            hint=again,
        )
    need_mount(found, VOLUME, again)
    members = _members(look, found, [str(one["Destination"]) for one in folders])
    expect(
        members is not None,
        _("연결한 폴더에 our-vol.tgz가 없거나, tar로 묶은 파일이 아닙니다."),
        expected=ARCHIVE,
        found=_("종료 코드 {code}, 출력: {output}").format(
            code=found.exit_code, output=look.logs(found).strip()[:80] or _("없음")
        ),
        hint=again,
    )
    expect(
        any(name.rpartition("/")[2] == FILE for name in members or ()),
        _("our-vol.tgz 안에 test.txt가 없습니다. 볼륨이 아닌 다른 폴더를 묶었습니다."),
        expected=FILE,
        found=", ".join((members or [])[:6]) or _("빈 묶음"),
        hint=again,
    )
    return _("볼륨의 파일 {n}개가 호스트의 our-vol.tgz에 들어 있습니다.").format(n=len(members or ()))


@task(
    title=N_("백업을 새 볼륨 restored-vol에 풀기"),
    points=1,
    needs=("backup",),
    hints=(
        N_("백업할 때와 방향이 반대입니다. 새 볼륨을 연결하고 그 안에 묶음을 풉니다."),
        N_("`tar -C 폴더 -xzf 파일`은 그 폴더 안에 풉니다. 볼륨이 연결된 폴더여야 합니다. `--rm` 없이 loader로 하세요."),
        N_("`docker run --name loader -v restored-vol:/to -v \"$PWD/07_volume:/from:ro\" busybox tar -C /to -xzf /from/our-vol.tgz`"),
    ),
)  # fmt: skip
def restore(look: Look) -> str:
    volume(look, RESTORED)
    found, wanted = (volume_file(look, name, FILE) for name in (RESTORED, VOLUME))
    expect(
        found is not None,
        _("restored-vol 바로 아래에 test.txt가 없습니다."),
        expected=FILE,
        found=_("없음"),
        hint=_(
            "묶음을 `-C`로 볼륨이 연결된 폴더에 풀었는지 보세요. `docker run --rm -v restored-vol:/v busybox find /v`"
        ),
    )
    expect(
        found == wanted,
        _("restored-vol의 test.txt가 our-vol의 것과 다릅니다."),
        expected=_text(wanted),
        found=_text(found),
        hint=_("백업을 다시 만들고 다시 풀어 보세요."),
    )
    return _("같은 내용의 볼륨이 하나 더 생겼습니다. 다른 컴퓨터에서도 이렇게 되살립니다.")


def _members(look: Look, saver: Container, folders: list[str]) -> list[str] | None:
    """The names in the archive in one of these folders, None if there is no readable archive."""
    for folder in folders:
        packed = look.file(saver, f"{folder}/{ARCHIVE}", LARGEST)
        if packed is None:
            continue
        try:
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                return [one.name for one in archive if one.isfile()]
        except tarfile.TarError:
            return None
    return None


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace").strip()[:60]
