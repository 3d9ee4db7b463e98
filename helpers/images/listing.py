"""What images an archive of `docker save` holds, and whether it is whole.

Format: https://github.com/moby/docker-image-spec/blob/main/spec.md and, beside it in archives of newer
engines, https://github.com/opencontainers/image-spec/blob/main/image-layout.md
"""

from __future__ import annotations

import io
import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from helpers.errors import ImageError
from helpers.i18n import _
from helpers.images.contents import BROKEN, CHUNK, Contents, Malformed, TooLarge, contents, members, opened

LEGACY = "repositories"  # only read by engines from before 2016; names would come back by it
INDEXES = ("manifest.json", "index.json", LEGACY)
NAME = "io.containerd.image.name"  # the annotation of a descriptor that is docker.io/library/NAME:TAG
DIGEST = re.compile(r"(?:sha256:)?([0-9a-f]{64})(?:\.[a-z.]+)?")  # a file that is called by its digest
# https://github.com/distribution/reference: [host[:port]/]path[:tag]
REFERENCE = re.compile(
    r"(?:[A-Za-z0-9.-]+(?::\d+)?/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
)


class Damaged(Malformed):
    """A file whose content is not what its digest says."""


@dataclass(frozen=True)
class Listed:
    """One image of an archive: its names, and what tells whether an engine's image is the same one.

    Ids do not tell: an engine with the containerd store has another id for the same image. `digest` is
    that of the configuration: the id on other engines.
    """

    references: tuple[str, ...]
    layers: tuple[str, ...] = ()
    created: str = ""  # to the second
    digest: str = ""
    architecture: str = ""

    def same_as(self, found: Mapping[str, Any]) -> bool:
        """Whether `found`, what an engine says about an image, is this one."""
        layers = (found.get("RootFS") or {}).get("Layers") or ()
        return self.layers == tuple(layers) and self.created == str(found.get("Created"))[:19]


def short(reference: str) -> str:
    """A reference as `docker images` shows it: without the registry and folder that go without saying."""
    return reference.removeprefix("docker.io/").removeprefix("library/")


def read(path: Path) -> tuple[tuple[Listed, ...], Contents]:
    """What images and files an archive holds; all of it is there, with the digests it should have.

    Raises ImageError for a file that is missing, cut off, damaged, no archive, or out of proportion.
    """
    with _refused(path):
        found = contents(path)
        return listed(found), found


def listed(found: Contents) -> tuple[Listed, ...]:
    """The images among the files of an archive. Raises what BROKEN lists."""
    images = [_image(item, found) for item in _list(json.loads(found.files["manifest.json"].body))]
    names = {name for image in images for name in image.references}
    if "index.json" in found.files:  # engines with the containerd store read it instead of the manifest
        named = {
            name
            for item in _list(json.loads(found.files["index.json"].body)["manifests"])
            for name in _names(item)
        }
        images += [Listed((_checked(name),)) for name in sorted(named - {short(name) for name in names})]
    if not any(image.references for image in images):
        raise Malformed("no named image")
    return tuple(images)


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """Whatever is wrong with an archive, in one line."""
    again = _("'course images save FILE'이나 'docker save'로 다시 만들어 옮기세요.")
    try:
        yield
    except FileNotFoundError:
        raise ImageError(
            _("파일 {path}이(가) 없습니다.").format(path=path), _("경로를 확인하세요."), code="image-no-file"
        ) from None
    except Damaged as error:
        raise ImageError(
            _("묶음의 내용이 손상되었거나 바뀌었습니다: {path} ({name})").format(path=path, name=error),
            again,
            code="image-damaged",
        ) from error
    except TooLarge as error:
        raise ImageError(
            _("풀면 파일 크기에 비해 지나치게 커지는 묶음이라 읽지 않았습니다: {path}").format(path=path),
            _("누가 만든 파일인지 확인하세요. 믿을 수 있으면 압축을 푼 뒤에 다시 하세요: gunzip FILE"),
            code="image-too-large",
        ) from error
    except BROKEN as error:
        raise ImageError(
            _("이미지 묶음이 아니거나 끝이 잘린 파일입니다: {path}").format(path=path),
            again,
            code="image-bad-archive",
        ) from error
    except OSError as error:
        raise ImageError(
            _("파일을 읽을 수 없습니다: {path} ({reason})").format(path=path, reason=error.strerror or error),
            _("경로와 권한을 확인하세요."),
            code="image-no-file",
        ) from error


def _image(item: dict[str, Any], found: Contents) -> Listed:
    """One image of the manifest; its files have the digests that stand for them."""
    file = found.file(item["Config"])
    _agree(item["Config"], file.sha256)
    config = json.loads(file.body)
    layers = tuple(_list(config["rootfs"]["diff_ids"]))
    for name, digest in zip(_list(item["Layers"]), layers, strict=True):
        layer = found.file(name)
        _agree(name, layer.sha256)
        if layer.unpacked is not None and digest != f"sha256:{layer.unpacked}":
            raise Damaged(name)
    return Listed(
        references=tuple(_checked(name) for name in _list(item.get("RepoTags") or [])),
        layers=layers,
        created=str(config.get("created", ""))[:19],
        digest=file.sha256,
        architecture=str(config.get("architecture", "")),
    )


def _agree(name: str, digest: str) -> None:
    called = DIGEST.fullmatch(name.rpartition("/")[2])
    if called and called[1] != digest:
        raise Damaged(name)


def _checked(name: str) -> str:
    if not REFERENCE.fullmatch(name):
        raise Malformed("a name that no image has")
    return name


def _list(found: Any) -> list[Any]:
    if not isinstance(found, list):  # a text is a row of letters, too
        raise Malformed("no list")
    return found


def _names(descriptor: dict[str, Any]) -> set[str]:
    """The short name of an OCI descriptor."""
    full = (descriptor.get("annotations") or {}).get(NAME, "")
    return {short(full)} if full else set()


def without(path: Path, references: frozenset[str]) -> Iterator[bytes]:
    """The bytes of the archive with `references` taken from its lists, so that loading it leaves
    an image of that name on the engine alone.
    """
    with opened(path) as tar:
        for name, member in members(tar):
            content = tar.extractfile(member) if member.isreg() else None
            if content is not None and name in INDEXES:
                body = b"{}" if name == LEGACY else _strip(name, content.read(), references)
                member.size = len(body)
                content = io.BytesIO(body)
            yield member.tobuf()
            if content is not None:
                yield from _padded(content, member.size)
    yield bytes(2 * tarfile.BLOCKSIZE)


def _strip(name: str, body: bytes, references: frozenset[str]) -> bytes:
    content = json.loads(body)
    if name == "manifest.json":
        kept = [image for image in content if not _all_in(image.get("RepoTags"), references)]
        for image in kept:
            image["RepoTags"] = [tag for tag in image.get("RepoTags") or [] if tag not in references]
        return json.dumps(kept).encode()
    left_out = {short(name) for name in references}
    content["manifests"] = [manifest for manifest in content["manifests"] if not _names(manifest) & left_out]
    return json.dumps(content).encode()


def _all_in(tags: list[str] | None, references: frozenset[str]) -> bool:
    return bool(tags) and set(tags or ()) <= references


def _padded(content: IO[bytes], size: int) -> Iterator[bytes]:
    while chunk := content.read(CHUNK):
        yield chunk
    yield bytes(-size % tarfile.BLOCKSIZE)
