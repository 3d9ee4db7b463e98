"""What of a room without a network is on this machine: for `course doctor`."""

from __future__ import annotations

from collections.abc import Iterator

from helpers import images
from helpers.engine import Engine
from helpers.engine.fitness import Problem
from helpers.i18n import _
from helpers.images.provision import inspect
from helpers.paths import START, START_IN_ROOM
from helpers.room import serve, unpack
from helpers.room.manifest import Manifest


def contents(manifest: Manifest) -> str:
    """What the pack brought, in one line."""
    debs = sum(path.endswith(".deb") for path in manifest.files)
    return _("교실 묶음({made}): 데비안 패키지 {debs}개, 이미지 {images}").format(
        made=manifest.made[:10], debs=debs, images=", ".join(manifest.images)
    )


def problems(engine: Engine | None) -> Iterator[Problem]:
    """What is missing or not as the pack brought it; nothing where no pack was taken in."""
    manifest = unpack.there()
    if manifest is None:
        return
    gone = [path for path in manifest.files if _is_gone(path, manifest)]
    if gone:
        yield Problem(
            "room-incomplete",
            _("교실 묶음의 파일 {count}개가 없습니다: {path}").format(count=len(gone), path=gone[0]),
            _("묶음을 다시 읽어 들이세요: {command}").format(command=START_IN_ROOM),
        )
    for name in manifest.lacking:
        yield Problem(
            "room-lacks-archive",
            _("교실 묶음에 {name} 아카이브가 없어 05, 06 단원을 끝까지 할 수 없습니다.").format(name=name),
            _("파일을 {folder} 폴더에 두세요.").format(folder=unpack.folder().parent),
        )
    if engine is not None:
        yield from on_the_engine(engine, manifest)


def on_the_engine(engine: Engine, manifest: Manifest) -> Iterator[Problem]:
    """Whether containers of the engine can install the packages of the pack."""
    client = engine.client()
    try:
        for reference, archive in unpack.images().items():
            listed = images.read(archive).images[0]
            found = inspect(client, reference)
            if found is not None and not listed.same_as(found):
                yield Problem(
                    "room-other-image",
                    _("엔진의 {reference}은(는) 교실 묶음의 것이 아니어서 apt가 네트워크를 찾습니다.").format(
                        reference=reference
                    ),
                    _("이름을 비켜 두고 다시 여세요: {command}").format(
                        command=f"docker tag {reference} my-copy && docker rmi {reference} && {START}"
                    ),
                )
    finally:
        client.close()
    listed_file = next((path for path in manifest.files if path.endswith("/InRelease")), "")
    if not serve.answers(engine, listed_file.removeprefix("mirror/")):
        yield Problem(
            "room-not-served",
            _("교실 묶음의 패키지를 컨테이너에 내주고 있지 않습니다."),
            _("실습 화면을 연 동안에만 내줍니다: {command}").format(command=START),
        )


def _is_gone(path: str, manifest: Manifest) -> bool:
    place = unpack.place(path)
    try:
        return place is not None and place.stat().st_size != manifest.files[path].size
    except OSError:
        return True
