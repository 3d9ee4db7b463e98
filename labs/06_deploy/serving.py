"""06 배포와 교체: the wiki as a service, set up and written to through HTTP."""

from __future__ import annotations

import re
import secrets

from helpers.checks import N_, Blocked, Container, Image, Look, NotYet, Page, _, expect, task
from helpers.checks.service import ask

from .names import EDIT, FOLDER, PAGE, PORT, R2, RAW, SERVER, SETUP, VIEW, WIKI

TAKEN = ("port is already allocated", "address already in use", "ports are not available")


@task(
    title=N_("위키를 9999번 포트에 배포하기"),
    points=2,
    hints=(
        N_(
            "뒤에서 실행하는 옵션은 `-d`, 포트를 연결하는 옵션은 `-p 호스트주소:호스트포트:컨테이너포트`입니다."
        ),
        N_("컨테이너 안의 Apache는 80번, 바깥에서는 127.0.0.1의 9999번입니다. 이름은 wiki입니다."),
        N_("`docker run -d --name wiki -p 127.0.0.1:9999:80 moniwiki:1.2.10`"),
    ),
    page=Page(SERVER, SETUP),
)
def deploy(look: Look) -> str:
    found = running_wiki(look)
    published = found.ports.get("80/tcp", [])
    expect(
        any(port == PORT for _address, port in published),
        _("컨테이너의 80번 포트가 9999번에 연결되지 않았습니다."),
        expected="127.0.0.1:9999->80/tcp",
        found=", ".join(f"{a}:{p}->{inside}" for inside, outer in found.ports.items() for a, p in outer)
        or _("없음"),
        hint=_("앞이 호스트, 뒤가 컨테이너입니다: `docker rm -f wiki` 다음에 `-p 127.0.0.1:9999:80`"),
    )
    expect(
        all(address == "127.0.0.1" for address, port in published if port == PORT),
        _("9999번이 이 컴퓨터의 모든 주소에서 열렸습니다. 같은 네트워크의 누구나 들어올 수 있습니다."),
        expected="127.0.0.1:9999->80/tcp",
        found=", ".join(sorted({address for address, _port in published})),
        hint=_("아직 설치도 하지 않은 위키입니다. `-p 127.0.0.1:9999:80`으로 다시 만드세요."),
    )
    expect(
        not found.config.get("AttachStdout"),
        _("wiki가 앞에서(foreground) 시작되었습니다. 터미널을 닫으면 출력이 끊깁니다."),
        expected="-d",
        found=_("표준 출력이 클라이언트에 이어진 채로 시작됨"),
        hint=_("`docker rm -f wiki`로 지우고 `-d`를 붙여 다시 실행하세요."),
    )
    alive(look, found)
    return _("위키가 http://127.0.0.1:9999{path} 에서 기다립니다.").format(path=SETUP)


@task(
    title=N_("브라우저에서 위키 설치하기"),
    points=1,
    needs=("deploy",),
    hints=(
        N_("http://127.0.0.1:9999/moniwiki/monisetup.php 를 열고 Agree를 누른 다음, 그 페이지를 다시 엽니다."),
        N_("설정 표에서 `$sitename`을 바꾸고(따옴표는 그대로) 관리자 비밀번호를 적은 다음 Update를 누릅니다."),
        N_("셀에서는 `docker exec wiki curl`로 같은 요청을 보냅니다: `?step=Agree`, 다시 한 번, 그리고 `update=Update`"),
    ),
    page=Page(SERVER, EDIT),
    silent=True,
)  # fmt: skip
def setup(look: Look) -> str:
    found = running_wiki(look)
    raw = look.file(found, f"{FOLDER}/config.php")
    expect(
        raw,
        _("위키가 아직 설치되지 않았습니다. config.php가 없습니다."),
        expected="config.php",
        found=_("없음"),
        hint=_("http://127.0.0.1:9999/moniwiki/monisetup.php 를 열고 Agree를 누르세요."),
    )
    config = (raw or b"").decode("utf-8", "replace")
    name = re.search(r"^\$sitename\s*=\s*'([^']*)'", config, re.M)
    expect(
        name and name[1] not in ("", "UnnamedWiki"),
        _("위키의 이름이 아직 UnnamedWiki입니다."),
        expected="$sitename='…'",
        found=name[0] if name else _("없음"),
        hint=_(
            "설치 페이지를 다시 열어 `$sitename`을 바꾸고 Update를 누르세요. 값의 작은따옴표는 그대로 둡니다."
        ),
    )
    expect(
        re.search(r"^\$admin_passwd\s*=\s*'.+'", config, re.M),
        _("관리자 비밀번호가 없습니다. 누구나 설정을 바꿀 수 있습니다."),
        expected="$admin_passwd",
        found=_("없음"),
        hint=_("설치 페이지 맨 아래의 `$admin_passwd`를 채우고 Update를 누르세요."),
    )
    edit = ask(look, found, EDIT)[0]
    expect(
        edit.status == 200 and "savetext" in edit.body,
        _("설정은 있지만 위키가 편집 화면을 보여 주지 못합니다."),
        expected=f"200 {EDIT}",
        found=str(edit.status or _("대답 없음")),
        hint=_("Agree를 누른 뒤 monisetup.php를 한 번 더 열어야 데이터 폴더가 만들어집니다."),
    )
    return _("위키 '{name}'의 설치가 끝났습니다.").format(name=name[1] if name else "")


@task(
    title=N_("위키에 페이지 쓰기"),
    points=1,
    needs=("setup",),
    hints=(
        N_("http://127.0.0.1:9999/moniwiki/wiki.php/DockerLab?action=edit 에서 글을 쓰고 Save를 누릅니다."),
        N_("글에는 `docker`라는 낱말이 들어가야 합니다."),
        N_("셀에서는 `docker exec wiki curl --data-urlencode 'savetext=…' -d action=savepage -d datestamp=$(date +%s) http://localhost/moniwiki/wiki.php/DockerLab`"),
    ),
    page=Page(SERVER, VIEW),
    silent=True,
)  # fmt: skip
def page(look: Look) -> str:
    found = running_wiki(look)
    _written(look, found)
    edits = first_edit(look, found)
    expect(
        edits,
        _("페이지는 있지만 위키를 거쳐 쓴 것이 아닙니다. 편집 기록에 없습니다."),
        expected=_("data/editlog의 {page}").format(page=PAGE),
        found=_("기록 없음"),
        hint=_("파일을 직접 만들지 말고, 편집 화면에서 쓰고 Save를 누르세요."),
    )
    return _("{page} 페이지를 위키에 쓰고 다시 읽었습니다.").format(page=PAGE)


@task(
    title=N_("다시 시작해도 남아 있는지 보기"),
    points=1,
    needs=("page",),
    hints=(
        N_("`docker restart`는 같은 컨테이너를 멈추었다가 다시 시작합니다."),
        N_("쓰기 층은 컨테이너에 딸려 있으므로 그대로 있습니다."),
        N_("`docker restart wiki`"),
    ),
)
def restart(look: Look) -> str:
    found = running_wiki(look)
    restarts = look.happened("container", "restart", SERVER)
    expect(
        restarts,
        _("wiki를 다시 시작한 기록이 없습니다."),
        expected="restart",
        found=_("기록 없음"),
        hint=_("지우고 새로 만들면 글이 사라집니다. `docker restart wiki`를 쓰세요."),
    )
    _written(look, found)
    expect(
        restarts[-1].time / 1e9 >= first_edit(look, found),
        _("페이지를 쓰기 전에 다시 시작했습니다. 무엇이 남는지 보려면 쓴 다음이어야 합니다."),
        expected=_("페이지를 쓴 뒤의 restart"),
        found=_("그 전의 restart"),
        hint=_("`docker restart wiki`를 한 번 더 실행하세요."),
    )
    return _("다시 시작해도 페이지가 그대로 있습니다.")


def wiki_image(look: Look) -> Image:
    """The image of lesson 05; Blocked if it is not there."""
    found = look.find_image(WIKI)
    if found is None:
        raise Blocked(
            _("이미지 {image}: 엔진에 없습니다.").format(image=WIKI),
            _("이 단원의 첫 두 셀로 만들 수 있습니다."),
        )
    return found


def running_wiki(look: Look) -> Container:
    """The learner's container `wiki`, made from the wiki's image (either release) and running."""
    image, found = wiki_image(look), look.container(SERVER)
    next_one = look.find_image(R2)
    if found.image_id not in (image.id, next_one.id if next_one else ""):
        raise NotYet(
            _("컨테이너 {name}: {image}에서 만들어지지 않았습니다.").format(name=SERVER, image=WIKI),
            expected=WIKI,
            found=found.image_name,
            hint=_("`docker rm -f wiki`로 지우고 {image}에서 다시 만드세요.").format(image=WIKI),
        )
    if found.running:
        return found
    trouble = str(found.state.get("Error") or "")
    if found.status == "created" and any(words in trouble for words in TAKEN):
        raise NotYet(
            _("9999번 포트를 다른 컨테이너나 프로그램이 쓰고 있어 wiki가 시작되지 못했습니다."),
            expected="running",
            found=trouble[-90:],
            hint=_("`docker ps`와 `ss -ltnp`로 누가 쓰는지 보고 멈춘 다음 `docker start wiki`를 실행하세요."),
        )
    raise NotYet(
        _("wiki가 실행 중이 아닙니다."),
        expected="running",
        found=_("{status}, 종료 코드 {code}").format(status=found.status, code=found.exit_code),
        hint=_("`docker logs wiki`로 까닭을 보세요. 멈춘 것이면 `docker start wiki`입니다."),
    )


def alive(look: Look, found: Container) -> None:
    """MoniWiki itself must answer: its setup repeats a path that nobody could have written down before."""
    token = secrets.token_hex(8)
    first, echo = ask(look, found, SETUP, f"{SETUP}/{token}?action=pathinfo")
    expect(
        first.status == 200,
        _("wiki는 실행 중이지만 설치 페이지가 나오지 않습니다."),
        expected=f"200 {SETUP}",
        found=str(first.status or _("대답 없음")),
        hint=_("`docker logs wiki`를 보고, 이미지의 기본 명령으로 실행했는지 확인하세요."),
    )
    expect(
        echo.body.strip() == f"/{token}****",
        _("설치 페이지처럼 보이지만 위키가 아닙니다. PHP 프로그램이 대답하지 않습니다."),
        expected=_("물어볼 때마다 다른 대답"),
        found=_("늘 같은 페이지"),
        hint=_("`docker rm -f wiki`로 지우고 moniwiki:1.2.10을 기본 명령으로 실행하세요."),
    )


def written(look: Look, found: Container) -> bool:
    """Whether the wiki shows the learner's page."""
    answer = ask(look, found, RAW)[0]
    return answer.status == 200 and "docker" in answer.body.lower()


def first_edit(look: Look, found: Container) -> float:
    """When the page was first saved through the wiki (s since 1970); 0 if never."""
    log = (look.file(found, f"{FOLDER}/data/editlog") or b"").decode("utf-8", "replace")
    times = [line.split("\t")[2] for line in log.splitlines() if line.startswith(f"{PAGE}\t")]
    return float(times[0]) if times else 0.0


def _written(look: Look, found: Container) -> None:
    answer = ask(look, found, RAW)[0]
    expect(
        answer.status == 200,
        _("{page} 페이지가 아직 없습니다.").format(page=PAGE),
        expected=f"200 {RAW}",
        found=str(answer.status or _("대답 없음")),
        hint=_("http://127.0.0.1:9999/moniwiki/wiki.php/DockerLab?action=edit 에서 쓰고 Save를 누르세요."),
    )
    expect(
        "docker" in answer.body.lower(),
        _("{page} 페이지에 `docker`라는 낱말이 없습니다.").format(page=PAGE),
        expected="docker",
        found=answer.body.strip()[:60] or _("빈 페이지"),
        hint=_("페이지를 다시 편집해 `docker`가 들어간 글을 쓰세요."),
    )
