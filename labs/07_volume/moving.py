"""The tasks about the host's folders: bind mounts, backing a volume up and restoring it."""

from __future__ import annotations

import io
import re
import tarfile
import zlib
from dataclasses import dataclass

from helpers.checks import N_, Container, Look, NotYet, _, expect, task, volume, volume_file, volume_listing

from .keeping import FILE, VOLUME
from .mounts import described, from_busybox, need_mount

PAGE, SAVER, LOADER = "page", "saver", "loader"
RESTORED = "restored-vol"
ARCHIVE = "our-vol.tgz"
LARGEST = 20_000_000  # bytes of an archive that is read
GZIP = b"\x1f\x8b"
SITE = "07_volume/site"


@dataclass(frozen=True)
class Archive:
    """The backup: whether it is compressed, the names of its files without `./`, what test.txt holds."""

    gzipped: bool
    names: tuple[str, ...]
    text: bytes | None


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
    page = look.file(found, "/www/index.html")
    expect(
        page is not None,
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
    _need_page(look, found, _lines(page), again)
    source = str(here.get("Source", ""))
    expect(
        # Docker Desktop can show a path of its virtual machine: then the page itself tells
        source.replace("\\", "/").endswith(SITE) or re.search(r"version \d", _lines(page)),
        _("page가 다른 폴더의 페이지를 보여 줍니다."),
        expected=SITE,
        found=source,
        hint=again,
    )
    return _("page의 /www는 호스트의 {path} 폴더 그 자체입니다.").format(path=source)


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
    archive = _archive(look, found)
    if archive is None:
        raise NotYet(
            _("연결한 폴더에 our-vol.tgz가 없거나, tar로 묶은 파일이 아닙니다."),
            expected=ARCHIVE,
            found=_("종료 코드 {code}, 출력: {output}").format(
                code=found.exit_code, output=look.logs(found).strip()[:80] or _("없음")
            ),
            hint=again,
        )
    _need_useful(look, archive, again)
    return _("볼륨의 파일 {n}개가 호스트의 our-vol.tgz에 들어 있습니다.").format(n=len(archive.names))


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
    archive = _archive(look, look.container(SAVER))
    found, wanted = volume_file(look, RESTORED, FILE), archive.text if archive else None
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
        _("restored-vol의 test.txt가 묶음에 든 것과 다릅니다."),
        expected=_text(wanted),
        found=_text(found),
        hint=_("백업을 다시 만들고 다시 풀어 보세요."),
    )
    packed = {name.partition("/")[0] for name in archive.names} if archive else set()
    missing = sorted(packed - volume_listing(look, RESTORED).keys())
    expect(
        not missing,
        _("묶음에 있는 파일이 restored-vol에 없습니다. 묶음을 푼 것이 아니라 파일을 하나씩 복사했습니다."),
        expected=", ".join(sorted(packed)),
        found=_("없는 것: {names}").format(names=", ".join(missing)),
        hint=_("`docker rm -f loader` 다음에 `docker run --name loader -v restored-vol:/to -v \"$PWD/07_volume:/from:ro\" busybox tar -C /to -xzf /from/our-vol.tgz`"),
    )  # fmt: skip
    return _("같은 내용의 볼륨이 하나 더 생겼습니다. 다른 컴퓨터에서도 이렇게 되살립니다.")


def _need_page(look: Look, found: Container, page: str, again: str) -> None:
    """The web server must show the file, not only have it."""
    answer = look.http(found, 80)
    right = answer.status == 200
    expect(
        right and "\n".join(answer.body.splitlines()).strip() == page,
        _("page의 웹 서버가 연결한 폴더의 index.html을 보여 주지 않습니다."),
        expected="httpd -f -h /www",
        found=_("{answer}, 명령 `{command}`").format(
            answer=f"HTTP {answer.status}" if answer.status else _("80번 포트에 대답 없음"),
            command=" ".join(found.command),
        ),
        hint=again,
    )


def _need_useful(look: Look, archive: Archive, again: str) -> None:
    """The archive must be what `restore` can unpack: compressed, from the volume's top, with its content."""
    expect(
        any(name.rpartition("/")[2] == FILE for name in archive.names),
        _("our-vol.tgz 안에 test.txt가 없습니다. 볼륨이 아닌 다른 폴더를 묶었습니다."),
        expected=FILE,
        found=", ".join(archive.names[:6]) or _("빈 묶음"),
        hint=again,
    )
    expect(
        archive.text is not None,
        _("test.txt가 묶음의 맨 위에 없습니다. 폴더째 묶어서, 풀면 볼륨 안에 폴더가 하나 더 생깁니다."),
        expected=f"./{FILE}",
        found=", ".join(archive.names[:6]),
        hint=_("`-C /from`으로 폴더에 들어가고 맨 끝에 `.`을 쓰세요. {again}").format(again=again),
    )
    expect(
        archive.gzipped,
        _("our-vol.tgz가 압축되어 있지 않습니다. `tar -xzf`로 풀 수 없습니다."),
        expected="tar -czf",
        found=_("압축하지 않은 tar"),
        hint=_("옵션에 `z`를 넣으세요. {again}").format(again=again),
    )
    wanted = volume_file(look, VOLUME, FILE)
    expect(
        archive.text == wanted,
        _("묶음의 test.txt가 our-vol의 것과 다릅니다."),
        expected=_text(wanted),
        found=_text(archive.text) or _("빈 파일"),
        hint=again,
    )


def _archive(look: Look, saver: Container) -> Archive | None:
    """The archive in one of the folders of the host, None if there is no readable one."""
    folders = (str(one["Destination"]) for one in saver.mounts if one["Type"] == "bind")
    packed = next(filter(None, (look.file(saver, f"{one}/{ARCHIVE}", LARGEST) for one in folders)), None)
    if packed is None:
        return None
    try:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            members = {one.name.removeprefix("./"): one for one in archive if one.isfile()}
            data = archive.extractfile(members[FILE]) if FILE in members else None
            return Archive(packed.startswith(GZIP), tuple(members), data.read() if data else None)
    except (tarfile.TarError, zlib.error, EOFError, OSError):  # OSError: what gzip says of a broken file
        return None


def _lines(data: bytes | None) -> str:
    return "\n".join((data or b"").decode("utf-8", "replace").splitlines()).strip()


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace").strip()[:60]
