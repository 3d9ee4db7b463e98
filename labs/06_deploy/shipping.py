"""06 배포와 교체: an image on its way, through a registry and in a file."""

from __future__ import annotations

import docker

from helpers.checks import N_, Look, NotYet, _, expect, task

from .names import PUSHED, REGISTRY, REGISTRY_PORT, WIKI
from .serving import wiki_image


@task(
    title=N_("레지스트리에 올리고 내려받기"),
    points=1,
    hints=(
        N_("이름의 첫 부분이 레지스트리의 주소입니다. 그 이름의 태그를 붙여야 올릴 수 있습니다."),
        N_("`docker tag moniwiki:1.2.10 127.0.0.1:5000/moniwiki:1.2.10`, 그다음 그 이름으로 push, rmi, pull"),
        N_("레지스트리: `docker run -d --name wiki-registry -p 127.0.0.1:5000:5000 lab/registry:1`"),
    ),
)
def registry(look: Look) -> str:
    image, server = wiki_image(look), look.container(REGISTRY)
    expect(
        server.running and ("127.0.0.1", REGISTRY_PORT) in server.ports.get("5000/tcp", []),
        _("레지스트리 wiki-registry가 127.0.0.1:5000에서 기다리고 있지 않습니다."),
        expected="running, 127.0.0.1:5000->5000/tcp",
        found=f"{server.status}, {server.ports or '-'}",
        hint=_(
            "`docker rm -f wiki-registry` 다음에 `docker run -d --name wiki-registry -p 127.0.0.1:5000:5000 lab/registry:1`"
        ),
    )
    try:
        look.api.inspect_distribution(PUSHED)  # the engine asks the registry itself
    except docker.errors.APIError as error:
        raise NotYet(
            _("이미지 {image}: 레지스트리에 없습니다.").format(image=PUSHED),
            expected=PUSHED,
            found=str(error.explanation or "")[-90:],
            hint=_("`docker push {image}`의 마지막 줄에 digest가 나왔는지 보세요.").format(image=PUSHED),
        ) from error
    pulls = [
        one
        for one in look.events
        if one.kind == "image" and one.action == "pull" and PUSHED in (one.id, one.name)
    ]
    expect(
        pulls,
        _("올린 이미지를 다시 내려받은 기록이 없습니다."),
        expected=f"pull {PUSHED}",
        found=_("기록 없음"),
        hint=_("`docker rmi {image}`로 이름을 떼고 `docker pull {image}`로 받으세요.").format(image=PUSHED),
    )
    found = look.image(PUSHED)
    expect(
        found.layers == image.layers,
        _("이미지 {image}: 내려받은 것과 다릅니다.").format(image=WIKI),
        expected=image.short(),
        found=found.short(),
        hint=_("`docker tag {wiki} {image}`로 이름을 다시 붙이고 push하세요.").format(
            wiki=WIKI, image=PUSHED
        ),
    )
    return _("레지스트리를 다녀온 이미지가 {id}, 같은 이미지입니다.").format(id=found.short())


@task(
    title=N_("파일로 묶고 읽어들이기"),
    points=1,
    hints=(
        N_(
            "`docker save`는 이미지를 층과 이름까지 tar 파일 하나로 묶고, `docker load`는 그 파일을 읽습니다."
        ),
        N_("`docker save -o 파일 moniwiki:1.2.10`, 다음에 `docker load -i 파일`"),
        N_("`docker save -o /tmp/moniwiki.tar moniwiki:1.2.10 && docker load -i /tmp/moniwiki.tar`"),
    ),
)
def archive(look: Look) -> str:
    image = wiki_image(look)
    loads = [one for one in look.events if one.kind == "image" and one.action == "load"]
    fitting = [one for one in loads if {one.id, one.name} & {image.id, *image.tags}]
    expect(
        loads,
        _("이미지를 파일에서 읽어들인 기록이 없습니다."),
        expected="docker load",
        found=_("기록 없음"),
        hint=_(
            "`docker import`는 층과 설정을 잃습니다. `docker save`로 묶은 파일을 `docker load -i`로 읽으세요."
        ),
    )
    expect(
        fitting,
        _("이미지 {image}: 읽어들인 것은 다른 이미지입니다.").format(image=WIKI),
        expected=image.short(),
        found=", ".join(one.id.removeprefix("sha256:")[:12] for one in loads[-3:]),
        hint=_("`docker save -o 파일 {image}`로 묶은 파일을 읽으세요.").format(image=WIKI),
    )
    return _("네트워크 없이도 옮길 수 있는 파일이 되었고, 같은 이미지로 돌아왔습니다.")
