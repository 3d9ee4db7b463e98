"""06 배포와 교체: another container, another image, the same pages."""

from __future__ import annotations

from helpers.checks import N_, Container, Look, _, expect, task

from .names import DATA, FOLDER, PAGE, R2, SERVER, WIKI
from .serving import running_wiki, wiki_image, written


@task(
    title=N_("글을 볼륨에 두고 컨테이너 바꾸기"),
    points=2,
    hints=(
        N_("컨테이너를 지우면 쓰기 층도 사라집니다. 볼륨 wiki-data를 위키의 폴더 전체에 붙인 새 컨테이너로 옮깁니다."),
        N_("옛것을 멈추고 이름을 wiki-old로 바꾼 다음, `-v wiki-data:/var/www/html/moniwiki`를 붙여 새 wiki를 만듭니다."),
        N_("옮기기: `docker cp wiki-old:/var/www/html/moniwiki - | docker cp - wiki:/var/www/html`, 그다음 `docker rm wiki-old`"),
    ),
)  # fmt: skip
def volume(look: Look) -> str:
    found = running_wiki(look)
    _kept(found)
    made = {event.id for event in look.happened("container", "create", SERVER)}
    expect(
        len(made) > 1,
        _("컨테이너를 바꾼 적이 없습니다. 처음 만든 wiki가 그대로입니다."),
        expected=_("다른 컨테이너 wiki"),
        found=found.id[:12],
        hint=_("볼륨을 붙인 새 컨테이너로 바꾸어도 글이 남는지 보세요."),
    )
    expect(
        written(look, found),
        _(
            "새 컨테이너에 {page} 페이지가 없습니다. 옛 컨테이너의 파일이 볼륨으로 옮겨지지 않았습니다."
        ).format(page=PAGE),
        expected=PAGE,
        found=_("없음"),
        hint=_("`docker cp wiki-old:/var/www/html/moniwiki - | docker cp - wiki:/var/www/html`"),
    )
    return _("컨테이너는 새것이고, 글은 볼륨 {name}에 있습니다.").format(name=DATA)


@task(
    title=N_("새 판을 배포했다가 되돌리기"),
    points=1,
    hints=(
        N_("배포는 컨테이너를 지우고 새 이미지로 다시 만드는 일입니다. 볼륨과 포트는 같게 합니다."),
        N_("되돌리기는 옛 이미지로 같은 일을 하는 것입니다."),
        N_("`docker rm -f wiki && docker run -d --name wiki -p 127.0.0.1:9999:80 -v wiki-data:/var/www/html/moniwiki moniwiki:1.2.10`"),
    ),
)  # fmt: skip
def rollback(look: Look) -> str:
    image = wiki_image(look)
    started = look.happened("container", "start", SERVER)
    second = [one for one in started if one.attributes.get("image") == R2]
    expect(
        second,
        _("새 판 {image}: 배포한 기록이 없습니다.").format(image=R2),
        expected=_("{image}에서 시작한 wiki").format(image=R2),
        found=", ".join(sorted({one.attributes.get("image", "") for one in started})) or _("기록 없음"),
        hint=_("06_deploy/r2에서 `docker build -t {image} .`로 만들고, 그 이미지로 wiki를 바꾸세요.").format(
            image=R2
        ),
    )
    found = running_wiki(look)
    expect(
        found.image_id == image.id,
        _("아직 새 판이 배포되어 있습니다. 저장이 되지 않는 판입니다."),
        expected=WIKI,
        found=found.image_name,
        hint=_(
            "`docker rm -f wiki` 다음에 옛 판({image})으로 다시 만드세요. 볼륨과 포트는 그대로입니다."
        ).format(image=WIKI),
    )
    _kept(found)
    expect(
        written(look, found),
        _("되돌린 위키에 {page} 페이지가 없습니다.").format(page=PAGE),
        expected=PAGE,
        found=_("없음"),
        hint=_("같은 볼륨 {name}을 같은 폴더에 붙였는지 확인하세요.").format(name=DATA),
    )
    return _("새 판을 거쳐 옛 판({image})으로 돌아왔고, 글은 그대로입니다.").format(image=WIKI)


def _kept(found: Container) -> None:
    """The volume must hold the whole folder of the wiki."""
    mounts = {str(one.get("Destination")): one for one in found.mounts}
    here = mounts.get(FOLDER, {})
    inside = next((place for place in mounts if place.startswith(f"{FOLDER}/")), "")
    expect(
        not inside or here,
        _("볼륨이 위키의 일부에만 붙었습니다. 설정 파일 config.php는 컨테이너와 함께 사라집니다."),
        expected=FOLDER,
        found=inside,
        hint=_("`-v {name}:{folder}`로 폴더 전체에 붙이세요.").format(name=DATA, folder=FOLDER),
    )
    expect(
        here.get("Type") == "volume" and here.get("Name") == DATA,
        _("볼륨 {name}: wiki의 폴더에 붙어 있지 않습니다.").format(name=DATA),
        expected=f"{DATA}:{FOLDER}",
        found=", ".join(f"{one.get('Name') or one.get('Source')}:{place}" for place, one in mounts.items())
        or _("없음"),
        hint=_("`docker rm -f wiki`로 지우고 `-v {name}:{folder}`를 붙여 다시 만드세요.").format(
            name=DATA, folder=FOLDER
        ),
    )
