"""What is said of a thing that a task asks for and that is not there: never made, gone, or named nearly so."""

from __future__ import annotations

import contextlib
from difflib import get_close_matches
from typing import TYPE_CHECKING

from helpers.checks.verdict import Blocked, NotYet
from helpers.i18n import _

if TYPE_CHECKING:
    from helpers.checks.look import Look


def container(look: Look, name: str) -> NotYet:
    """A container; one that was there is told apart from one never made."""
    near = _near(look, "container", name)
    if near:
        found = near
        hint = _("이 과제에서 만든 컨테이너라면 이름을 바꾸세요: `docker rename {near} {name}`.")
    elif look.happened("container", "destroy", name):
        found = _("만들어졌다가 지워졌습니다.")
        hint = _("직접 지웠거나, `--rm` 때문에 끝나자마자 지워졌습니다. `--rm` 없이 다시 만드세요.")
    else:
        found = _("없음")
        hint = _("`docker ps -a`로 이름을 확인하세요. 만들 때 `--name {name}` 옵션으로 정합니다.")
    return NotYet(
        _("컨테이너 {name}: 아직 없습니다.").format(name=name),
        expected=_("이름이 {name}인 컨테이너").format(name=name),
        found=found,
        hint=hint.format(name=name, near=near),
    )


def image(look: Look, reference: str, hint: str = "") -> NotYet:
    """An image; `hint` is the task's own."""
    near = _near(look, "image", reference)
    if near:
        found = near
        otherwise = _("이 과제에서 만든 이미지라면 그 이름도 붙이세요: `docker tag {near} {name}`.")
    else:
        found = ", ".join(get_close_matches(reference, look.ask.image_names())) or _("없음")
        otherwise = _("`docker images`로 저장소와 태그를 확인하세요. 없다면 만드는 명령의 오류부터 읽으세요.")
    return NotYet(
        _("이미지 {name}: 아직 없습니다.").format(name=reference),
        expected=_("이름이 {name}인 이미지").format(name=reference),
        found=found,
        hint=hint or otherwise.format(near=near, name=reference),
    )


def volume(look: Look, name: str) -> NotYet:
    """A volume."""
    return _to_be_made_again(
        look,
        "volume",
        name,
        _("볼륨 {name}: 아직 없습니다."),
        _("이름이 {name}인 볼륨"),
        _("`docker volume ls`로 이름을 확인하세요."),
    )


def network(look: Look, name: str) -> NotYet:
    """A network."""
    return _to_be_made_again(
        look,
        "network",
        name,
        _("네트워크 {name}: 아직 없습니다."),
        _("이름이 {name}인 네트워크"),
        _("`docker network ls`로 이름을 확인하세요."),
    )


def _to_be_made_again(look: Look, kind: str, name: str, message: str, expected: str, hint: str) -> NotYet:
    """What has a name that cannot be changed."""
    near = _near(look, kind, name)
    if near:
        hint = _("이 과제에서 만든 것이라면 이름이 다릅니다. {name}(으)로 다시 만드세요.")
    return NotYet(
        message.format(name=name),
        expected=expected.format(name=name),
        found=near or _("없음"),
        hint=hint.format(name=name),
    )


def _near(look: Look, kind: str, name: str) -> str:
    """What the learner made under nearly that name; "" where nothing is so."""
    near = ""
    with contextlib.suppress(Blocked):  # evidence that was gathered before this was asked
        near = look.ask.misspelt(kind, name)
    if near:
        look.misspelt.add(name)
    return near
