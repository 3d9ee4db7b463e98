"""The tasks about names: one image, several names, and what each part of a name says."""

from __future__ import annotations

from helpers.checks import N_, Look, _, expect, task

BASE = "busybox"
LATEST, VERSION = "hello-box:latest", "hello-box:1.0"
FULL, HUB = "registry.example.com/team/hello-box:1.0", "team/hello-box:1.0"


@task(
    title=N_("busybox에 hello-box라는 이름 두 개 붙이기"),
    points=2,
    hints=(
        N_("이미지에 이름을 더 붙이는 명령은 `docker tag`입니다. 지금 이름이 먼저, 새 이름이 나중입니다."),
        N_("태그를 쓰지 않으면 latest가 됩니다. 이름 하나는 태그 없이, 하나는 `:1.0`을 붙이세요."),
        N_("`docker tag busybox hello-box`와 `docker tag busybox hello-box:1.0`"),
    ),
)
def tag(look: Look) -> str:
    base = look.base(BASE)
    for name in (LATEST, VERSION):
        image = look.find_image(name)
        expect(
            image,
            _("이미지 {name}: 아직 없습니다.").format(name=name),
            expected=name,
            found=", ".join(base.tags),
            hint=_("`docker tag busybox {name}`").format(name=name),
        )
        found = look.image(name)
        expect(
            found.id == base.id,
            _("{name}: busybox가 아닌 다른 이미지를 가리킵니다.").format(name=name),
            expected=_("busybox와 같은 IMAGE ID {id}").format(id=base.short()),
            found=found.short(),
            hint=_("`docker tag busybox {name}` 명령을 실행하면 이름이 busybox로 옮겨 갑니다.").format(
                name=name
            ),
        )
    return _("세 이름이 이미지 하나를 가리킵니다: {id}").format(id=base.short())


@task(
    title=N_("다른 레지스트리로 보낼 이름 붙이기"),
    points=1,
    hints=(
        N_("완전한 이름은 레지스트리 주소, 네임스페이스, 저장소, 태그로 되어 있습니다."),
        N_(
            "주소와 네임스페이스와 저장소는 `/`로 나누고, 태그는 `:` 뒤에 씁니다. `https://`는 붙이지 않습니다."
        ),
        N_("`docker tag busybox registry.example.com/team/hello-box:1.0`"),
    ),
)
def full_name(look: Look) -> str:
    base = look.base(BASE)
    image, hub = look.find_image(FULL), look.find_image(HUB)
    expect(
        image or not hub,
        _(
            "{name}에는 레지스트리 주소가 없습니다. Docker Hub의 team이라는 사용자에게 보내는 이름입니다."
        ).format(name=HUB),
        expected=FULL,
        found=HUB,
        hint=_("`docker tag busybox {name}`").format(name=FULL),
    )
    expect(
        image,
        _("이미지 {name}: 아직 없습니다.").format(name=FULL),
        expected=FULL,
        found=", ".join(base.tags),
        hint=_("이름의 네 부분이 모두 있는지 보세요: 주소/네임스페이스/저장소:태그"),
    )
    expect(
        look.image(FULL).id == base.id,
        _("{name}: busybox가 아닌 다른 이미지를 가리킵니다.").format(name=FULL),
        expected=_("busybox와 같은 IMAGE ID {id}").format(id=base.short()),
        found=look.image(FULL).short(),
        hint=_("`docker tag busybox {name}` 명령을 실행하면 이름이 busybox로 옮겨 갑니다.").format(name=FULL),
    )
    return _("`docker push`는 이 이름을 보고 registry.example.com으로 보냅니다. 이름이 곧 주소입니다.")
