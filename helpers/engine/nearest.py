"""A name that the registry was asked for in vain, and the one on this engine that was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import NamedTuple

from helpers.errors import CourseError, ImageError
from helpers.i18n import _

# Refusals that a misspelt name ends in, whatever the network does.
CODES = ("no-network", "no-such-image", "no-such-tag", "pull-denied", "download-broke-off", "rate-limit",
         "registry-proxy", "certificate", "image-not-here", "registry-ill")  # fmt: skip
ASKED = re.compile(
    r"Unable to find image '(?P<run>[^'\n]+)' locally"
    r"|pull access denied for (?P<pull>[^\s,]+)"
    r"|No such image: (?P<inspect>\S+)"
    r"|manifest for (?P<tag>\S+) not found"
    r"|failed to resolve (?:source metadata for|reference) \"?(?P<build>[^\s\"]+?)\"?:"
    r"|^Step \d+/\d+ : FROM (?:--\S+ )?(?P<base>\S+)",
    re.MULTILINE,
)
# Options of docker run that programs in an image seldom have.
OPTION = r"--name|--volume|--publish|--env|--detach|--network|--rm|--mount|-itd?|-dit|-d|-p|-v|-e"
CLOSE = 0.75  # difflib's ratio: `busybx` to busybox is 0.92, `ubuntu` to busybox 0.46


class Here(NamedTuple):
    """What an engine has: image names with tags, container names."""

    images: tuple[str, ...]
    containers: tuple[str, ...] = ()


def instead(code: str, said: str, here: Callable[[], Here | None] | None) -> CourseError | None:
    """What to say instead of a registry's refusal when the name asked for is close to one here."""
    names = [short(match[match.lastgroup or 0]) for match in ASKED.finditer(said)]
    if code not in CODES or not names or here is None:
        return None
    found = here()
    if found is None:
        return None
    return _container(names[-1], found.containers) or _image(names[-1], found.images)


def misplaced(code: str, said: str, command: str) -> CourseError | None:
    """`docker run php -v wiki:1`: an option stands after what docker took for the image's name."""
    names = [short(match[match.lastgroup or 0]) for match in ASKED.finditer(said)]
    if code not in CODES or not names:
        return None
    after = re.search(
        rf"docker (?:container )?run\b.*\s{re.escape(names[-1])}\s+({OPTION})(?=[\s=]|$)", command
    )
    if after is None:
        return None
    return ImageError(
        _("{option} 앞의 {name} 낱말을 이미지의 이름으로 읽었는데, 그런 이미지가 없습니다.").format(
            option=after[1], name=names[-1]
        ),
        _("옵션은 모두 이미지의 이름 앞에 적으세요: docker run 옵션 이미지 명령"),
        code="option-after-image",
    )


def short(reference: str) -> str:
    """As a learner types it: without Docker Hub's address and without :latest."""
    return re.sub(r"^(?:docker\.io/)?(?:library/)?", "", reference.rstrip(".,:")).removesuffix(":latest")


def _image(name: str, images: Iterable[str]) -> CourseError | None:
    known = [short(image) for image in images]
    if name in known:
        return _other_platform(name)
    repository, _colon, tag = name.rpartition(":") if ":" in name else (name, "", "")
    tags = [image for image in known if image == repository or image.startswith(f"{repository}:")]
    near = get_close_matches(name, known, 1, CLOSE) or _by_repository(repository, tag, known)
    if tags and not near:
        near = tags[:1]
    if not near:
        return None
    return ImageError(
        _("이 컴퓨터에 {name} 이미지가 없습니다. {near} 이미지를 뜻했나요?").format(name=name, near=near[0]),
        _("'docker images'로 이름과 태그를 확인하고 {near} 이름으로 다시 해 보세요.").format(near=near[0]),
        code="no-such-image",
    )


def _other_platform(name: str) -> CourseError:
    """It is here, and docker went to the registry all the same."""
    return ImageError(
        _("이 컴퓨터의 {name} 이미지는 --platform으로 적은 것과 다른 플랫폼용입니다.").format(name=name),
        _("--platform을 빼거나, 네트워크가 될 때 그 플랫폼용을 받으세요: docker pull --platform …"),
        code="no-platform",
    )


def _by_repository(repository: str, tag: str, known: list[str]) -> list[str]:
    """`debain:trixie-slim`, `debin`: close but for the tag."""
    repositories = {image.partition(":")[0]: image for image in known}
    near = get_close_matches(repository, repositories, 1, CLOSE)
    if not near or (tag and near[0] == repository):
        return []
    return [f"{near[0]}:{tag}" if f"{near[0]}:{tag}" in known else repositories[near[0]]]


def _container(name: str, containers: Iterable[str]) -> CourseError | None:
    if name not in containers:
        return None
    return ImageError(
        _("{name}은(는) 이미지가 아니라 컨테이너의 이름입니다.").format(name=name),
        _("있는 컨테이너를 켜려면 'docker start {name}', 그 안에서 하려면 'docker exec {name} 명령'.").format(
            name=name
        ),
        code="no-such-image",
    )
